"""One number of every replicate, named as on the command line of the program: NAME, or NAME[LABEL/LABEL...].

The rules are those of `entrepot compare --outputs` and of calibration files (include/entrepot/experiment/measure.hpp): the sum of an output's
cells; the mean of what is a level; a ratio must come down to one cell; a view of revenue must be chosen.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
import xarray as xr

from entrepot.errors import MissingData
from entrepot.result import Result

FORM = re.compile(r"(\w+)(?:\[([^\[\]]+)\])?")
LEVELS = ("restricted_stock", "rented_h100e", "rent")  #: their sum over weeks would mean nothing
TIMES = ("week", "month", "quarter")  #: dimensions that dates choose from, by the first day of a row


@dataclass(frozen=True)
class Dates:
    """Rows that begin between two days, both included; None: from the first row, or to the last."""

    first: dt.date | None = None
    last: dt.date | None = None

    @property
    def all(self) -> bool:
        return self.first is None and self.last is None


ALL = Dates()


@dataclass(frozen=True)
class Measure:
    text: str
    output: str
    labels: tuple[str, ...]


def parse(text: str) -> Measure:
    """Raises ValueError for what is not of the form."""
    match = FORM.fullmatch(text)
    if not match:
        raise ValueError(f"'{text}': expected NAME or NAME[LABEL/LABEL...]")
    return Measure(text, match[1], tuple(match[2].split("/")) if match[2] else ())


def cells(result: Result, measure: Measure, dates: Dates = ALL) -> xr.DataArray:
    """The cells that a measure takes together, [replicate, ...]. Raises MissingData, with what there is instead."""
    if measure.output not in result.outputs:
        known = difflib.get_close_matches(measure.output, map(str, result.outputs), 1)
        raise MissingData(f"{result.path}: has no output '{measure.output}'{_mean(known)}")
    values = _chosen(result.outputs[measure.output], measure)
    if "view" in values.dims:
        raise MissingData(f"'{measure.text}': every view books every sale; choose one: bill_to, ship_to or true_destination")
    if not dates.all:
        values = _between(result, values, measure, dates)
    each = values.size // max(1, values.sizes["replicate"])
    if values.attrs.get("units") == "1" and each != 1:
        raise MissingData(f"'{measure.text}': a ratio over {each} cells is no number; choose one: {measure.output}[LABEL/...]")
    return values


def value(result: Result, measure: Measure) -> xr.DataArray:
    """The measure of each replicate, [replicate]; NaN where a cell is."""
    found = cells(result, measure)
    rest = [d for d in found.dims if d != "replicate"]
    taken = found.mean(rest, skipna=False) if measure.output in LEVELS else found.sum(rest, skipna=False)
    return taken.astype(float)


def sum_of(result: Result, measures: list[Measure], dates: Dates = ALL) -> xr.DataArray:
    """The sum of measures, [replicate]. What is not published (NaN) counts nothing; NaN if nothing at all was."""
    total: xr.DataArray | None = None
    for measure in measures:
        found = cells(result, measure, dates)
        rest = [d for d in found.dims if d != "replicate"]
        part = found.mean(rest) if measure.output in LEVELS else found.astype(float).sum(rest, min_count=1)
        total = part if total is None else xr.where(total.isnull(), part, total + part.fillna(0))
    assert total is not None, "there is no measure"
    return total


def _chosen(values: xr.DataArray, measure: Measure) -> xr.DataArray:
    """Each label chooses on the first axis that has it and that none has chosen on yet."""
    chosen: dict[str, int] = {}
    for label in measure.labels:
        seen: list[str] = []
        for axis in values.dims:
            if axis == "replicate" or axis in chosen:
                continue
            labels = _labels(values, str(axis))
            if label in labels:
                chosen[str(axis)] = labels.index(label)
                break
            seen += labels
        else:
            raise MissingData(f"'{measure.text}': {measure.output} has no '{label}'{_mean(difflib.get_close_matches(label, seen, 1))}")
    return values.isel(chosen, drop=True)


def _labels(values: xr.DataArray, axis: str) -> list[str]:
    """As they are written: names, years, or days since the start (as the program has them)."""
    found = values[axis].values
    if np.issubdtype(found.dtype, np.datetime64):
        return [str(day) for day in found.astype("datetime64[D]")]
    return [str(label) for label in found]


def _between(result: Result, values: xr.DataArray, measure: Measure, dates: Dates) -> xr.DataArray:
    time = next((axis for axis in TIMES if axis in values.dims), None)
    if time is None:
        raise MissingData(f"'{measure.text}': dates are for outputs by week, month or quarter")
    if (dates.first and dates.first < result.info.start) or (dates.last and dates.last > _last_day(result)):
        raise MissingData(f"its dates are not all in the run, which begins on {result.info.start} and ends on {result.info.end}")
    first, last = (pd.Timestamp(day) if day else None for day in (dates.first, dates.last))
    days = values[time].to_index()
    inside = np.ones(days.size, bool) if first is None else days >= first
    if last is not None:
        inside &= days <= last
    if not inside.any():
        raise MissingData(f"'{measure.text}': no {time} begins between {dates.first} and {dates.last}")
    return values.isel({time: np.flatnonzero(inside)})


def _last_day(result: Result) -> dt.date:
    """The last of the run: a part of a year must not pass for the whole."""
    return result.info.start + dt.timedelta(days=7 * result.info.weeks)


def _mean(close: list[str]) -> str:
    return f"; did you mean '{close[0]}'?" if close else ""
