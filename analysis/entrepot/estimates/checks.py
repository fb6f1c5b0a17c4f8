"""What results say of estimates."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import numpy as np
import xarray as xr

from entrepot import statistics
from entrepot.errors import MissingData
from entrepot.estimates.reading import Estimate, Suite
from entrepot.measures import sum_of
from entrepot.result import Result


class Verdict(Enum):
    """How the result lies to the published range. What happened was one history, so it is set beside single replicates as well as
    beside their mean."""

    INSIDE = "inside"  #: the mean over replicates lies in the range
    OVERLAPS = "overlaps"  #: the mean does not, but the middle 90 % of replicates reach into it
    BELOW = "below"  #: not even those
    ABOVE = "above"
    NOT_MEASURED = "not measured"  #: the result cannot say; the check's note has why
    NO_RESULT = "no result"  #: there is no result of the scenario


PASS, FAIL = (Verdict.INSIDE,), (Verdict.BELOW, Verdict.ABOVE)


@dataclass(frozen=True)
class Check:
    estimate: Estimate
    verdict: Verdict
    model: statistics.Estimate | None = None
    confidence: float = float("nan")  #: level of the interval of the mean
    result: Result | None = None
    note: str = ""

    @property
    def passed(self) -> bool:
        return self.verdict in PASS

    @property
    def failed(self) -> bool:
        return self.verdict in FAIL


def check_all(suite: Suite, results: list[Result]) -> list[Check]:
    """Every estimate of the suite, each by the first result of its scenario."""
    by_scenario: dict[str, Result] = {}
    for result in results:
        by_scenario.setdefault(scenario_name(result), result)
    return [check(estimate, by_scenario.get(estimate.scenario)) for estimate in suite.estimates]


def check(estimate: Estimate, result: Result | None) -> Check:
    if result is None:
        return Check(estimate, Verdict.NO_RESULT, note=f"no result of {estimate.scenario}")
    try:
        values = quantity(result, estimate)
    except MissingData as error:
        return Check(estimate, Verdict.NOT_MEASURED, result=result, note=str(error))
    model = statistics.estimate(values, result.info.confidence)
    if not model.replicates:
        return Check(estimate, Verdict.NOT_MEASURED, result=result, note="not defined in any replicate")
    left_out = values.size - model.replicates
    note = f"not defined in {left_out} of {values.size} replicates" if left_out else ""
    return Check(estimate, verdict_of(estimate, model), model, result.info.confidence, result, note)


def verdict_of(estimate: Estimate, model: statistics.Estimate) -> Verdict:
    if estimate.low <= model.mean <= estimate.high:
        return Verdict.INSIDE
    if model.p05 <= estimate.high and estimate.low <= model.p95:
        return Verdict.OVERLAPS
    return Verdict.BELOW if model.mean < estimate.low else Verdict.ABOVE


def scenario_name(result: Result) -> str:
    """The file that the run was asked for, without folder and suffix. Values that were set beside it do not show."""
    inputs = result.inputs
    return Path(str(inputs["path"].iloc[0])).stem if len(inputs) else ""


def quantity(result: Result, estimate: Estimate) -> xr.DataArray:
    """The quantity of each replicate, [replicate]; NaN where it is not defined. Raises MissingData."""
    if estimate.custody:
        return _of_custody(result, estimate)
    found = sum_of(result, estimate.of, estimate.dates)
    if not estimate.over:
        return found
    dates = estimate.dates if estimate.over_dates.all else estimate.over_dates
    whole = sum_of(result, estimate.over, dates)
    # A table that is out but does not name a place is no missing table.
    return xr.where(whole > 0, found.fillna(0) / whole.where(whole > 0), np.nan)


def _of_custody(result: Result, estimate: Estimate) -> xr.DataArray:
    """By the day on which lots were delivered or seized. Only those replicates whose chains the file keeps."""
    lots = result.custody_lots
    if estimate.dates.first:
        lots = lots[lots["ended"] >= np.datetime64(estimate.dates.first)]
    if estimate.dates.last:
        lots = lots[lots["ended"] <= np.datetime64(estimate.dates.last)]
    key = {"largest_order": "order", "largest_diverter": "intermediary"}[estimate.custody]
    units = lots.groupby(["replicate", key], observed=True)["units"].sum().groupby("replicate").max()
    numbers = result.custody_replicates
    return xr.DataArray(units.reindex(numbers, fill_value=0).to_numpy(float), dims="replicate", coords={"replicate": numbers})


def counts(checks: list[Check]) -> dict[str, int]:
    """How many checks came to which end."""
    by_verdict = Counter(check.verdict for check in checks)
    return {
        "pass": sum(by_verdict[v] for v in PASS),
        "overlap": by_verdict[Verdict.OVERLAPS],
        "fail": sum(by_verdict[v] for v in FAIL),
        "not measured": by_verdict[Verdict.NOT_MEASURED],
        "no result": by_verdict[Verdict.NO_RESULT],
    }
