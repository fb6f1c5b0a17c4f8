"""The tables of the result of a run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import h5py
import numpy as np
import pandas as pd
import xarray as xr

from entrepot import hdf5
from entrepot.errors import MissingData
from entrepot.export.tables import Field, Package, Table, about, check_known, package_name, root_attributes, type_of
from entrepot.hdf5 import text
from entrepot.result import Result

GROUPS = ("outputs", "summary", "custody", "provenance")
GROUPS_OF_OUTPUTS = ("outputs", "summary")  #: those that a choice of outputs is about
ROWS_OF_PART = 1 << 18
TITLES = {"outputs": "", "summary": "statistics over replicates of "}
CUSTODY = {
    "lots": ("Diverted lots", "Lots that leaked or were seized, a row each.", ("replicate", "lot")),
    "hops": ("Hops of diverted lots", "What happened to each lot, in order; (replicate, lot) as in custody_lots.", ()),
}


def package(result: Result, outputs: Sequence[str] | None, groups: Sequence[str] | None) -> Package:
    """Tables of the groups, by default all that the file has; with `outputs`, of these and their summaries alone.

    MissingData for an output or group that the file does not have.
    """
    check_known(result.path, "group", groups or (), GROUPS)
    chosen = list(groups or (GROUPS_OF_OUTPUTS if outputs else GROUPS))
    notes: list[str] = []
    attributes = root_attributes(result.path)
    tables = [about(attributes)]
    for group in (g for g in GROUPS_OF_OUTPUTS if g in chosen):
        tables += _tables_of_outputs(result, group, outputs)
    _check_outputs(result, outputs, chosen)
    if "custody" in chosen:
        tables += _custody(result, notes, required=groups is not None)
    if "provenance" in chosen:
        tables += _provenance(result)
    info = result.info
    return Package(package_name(result.path), info.title, info.question, info.created, attributes, tables, notes)


# ---- outputs and their summaries -----------------------------------------------------------------------------------


def _check_outputs(result: Result, outputs: Sequence[str] | None, chosen: list[str]) -> None:
    known = [str(name) for g in GROUPS_OF_OUTPUTS if g in chosen for name in _dataset(result, g).data_vars]
    where = "output" if "outputs" in chosen else "summary of"
    check_known(result.path, where, outputs or (), dict.fromkeys(known))


def _dataset(result: Result, group: str) -> xr.Dataset:
    return result.outputs if group == "outputs" else result.summary


def _tables_of_outputs(result: Result, group: str, outputs: Sequence[str] | None) -> list[Table]:
    dataset = _dataset(result, group)
    names = [str(name) for name in dataset.data_vars]
    return [_table_of(group, name, dataset[name]) for name in names if outputs is None or name in outputs]


def _table_of(group: str, name: str, values: xr.DataArray) -> Table:
    """[replicate, ...] as a row a value: labels of the dimensions, the value, and its unit."""
    title = str(values.attrs.get("long_name", name))
    unit = text(values.attrs.get("units", "1"))
    description = text(values.attrs.get("description", ""))
    labels = [_label_field(str(d), values[d]) for d in values.dims]
    fields = (
        *labels,
        Field("value", type_of(values), f"{title}. {description}".strip(), unit),
        Field("unit", "string", "Unit of the value."),
    )
    return Table(
        f"{group}_{name}",
        f"{TITLES[group]}{title}",
        description,
        fields,
        tuple(str(d) for d in values.dims),
        lambda: _parts(values, unit),
    )


def _label_field(name: str, labels: xr.DataArray) -> Field:
    return Field(name, type_of(labels), text(labels.attrs.get("description", "")))


def _parts(values: xr.DataArray, unit: str) -> Iterator[pd.DataFrame]:
    """Blocks of whole entries of the leading dimension, read from the file one by one."""
    if not values.dims:
        yield _frame(values, unit)
        return
    leading = values.dims[0]
    rows_of_entry = max(1, values.size // max(1, values.sizes[leading]))
    at_a_time = max(1, ROWS_OF_PART // rows_of_entry)
    for first in range(0, values.sizes[leading], at_a_time):
        yield _frame(values.isel({leading: slice(first, first + at_a_time)}), unit)


def _frame(values: xr.DataArray, unit: str) -> pd.DataFrame:
    cells = np.asarray(values.values)
    columns: dict[str, Any] = {}
    for axis, dimension in enumerate(values.dims):
        codes = np.arange(cells.shape[axis])
        across = np.broadcast_to(codes.reshape([-1 if a == axis else 1 for a in range(cells.ndim)]), cells.shape)
        labels = values[dimension].values
        if type_of(labels) == "string":
            columns[str(dimension)] = pd.Categorical.from_codes(across.ravel(), [text(label) for label in labels])
        else:
            columns[str(dimension)] = labels[across.ravel()]
    columns["value"] = cells.ravel()
    frame = pd.DataFrame(columns)
    return frame.assign(unit=pd.Categorical.from_codes(np.zeros(len(frame), int), [unit]))


# ---- custody and provenance ----------------------------------------------------------------------------------------


def _custody(result: Result, notes: list[str], *, required: bool) -> list[Table]:
    try:
        frames = {"lots": result.custody_lots.reset_index(), "hops": result.custody_hops}
    except MissingData as error:
        if required:
            raise
        notes.append(f"no tables of custody: {error}")
        return []
    return [_custody_table(result, name, frame) for name, frame in frames.items()]


def _custody_table(result: Result, name: str, frame: pd.DataFrame) -> Table:
    title, description, key = CUSTODY[name]

    def take(file: h5py.File) -> dict[str, tuple[str, str]]:
        group = file["custody"][name]
        return {c: (text(group[c].attrs["units"]), text(group[c].attrs["description"])) for c in frame.columns}

    described = hdf5.reading(result.path, take)
    first = [c for c in ("replicate", "lot") if c in frame.columns]
    ordered = [*first, *(c for c in frame.columns if c not in first)]
    fields = [_custody_field(column, frame[column], *described[column]) for column in ordered]
    return Table.of_frame(f"custody_{name}", title, description, fields, key, frame)


def _custody_field(name: str, values: pd.Series, unit: str, description: str) -> Field:
    """Row numbers and weeks are names and dates here, without the file's remarks on the numbers."""
    kind = type_of(values)
    if kind == "string":
        return Field(name, kind, description.replace("; -1", "; empty").replace("-1 elsewhere", "empty elsewhere"))
    if kind == "date":
        return Field(name, kind, description.replace("Week of the run", "First day of the week"))
    return Field(name, kind, description, unit)


def _provenance(result: Result) -> list[Table]:
    facts = [
        Field("path", "string", "Dotted path of the parameter that cites evidence."),
        Field("value", "string", "Its value as written."),
        Field("source", "string", "Where the value is from."),
        Field("grade", "string", "A official filing, rule or testimony; B named research or press; C rough."),
        Field("note", "string", "Remarks on the value."),
        Field("where", "string", "File, line and column of the value."),
    ]
    evidence = [
        Field("id", "string", "Id of the row of the evidence register."),
        Field("quantity", "string", "Quantity that was measured."),
        Field("place", "string", "ISO code, WORLD, or the owner of the chips."),
        Field("value", "string", "Number, date or status; empty if only the range is known."),
        Field("low", "string", "Lower end of the figure's range; empty without one."),
        Field("high", "string", "Upper end of the figure's range; empty without one."),
        Field("unit", "string", "Unit of the figure."),
        Field("from", "string", "First day of the figure's period; empty if open."),
        Field("until", "string", "Last day of the figure's period; empty if open."),
        Field("grade", "string", "A official filing, rule or testimony; B named research or press; C rough."),
        Field("read", "string", "direct: in the named source; second_hand: in a page that reports it; derived: computed."),
        Field("source", "string", "Publication and date."),
        Field("url", "string", "Address of the page that was read; may be empty."),
        Field("note", "string", "Basis, limits and conflicts of the figure."),
    ]
    citations = [
        Field("path", "string", "Dotted path of the value or entry that cites evidence."),
        Field("evidence", "string", "Id of the row that it cites."),
    ]
    cited = (
        [
            Table.of_frame("provenance_evidence", "Cited evidence", "Rows that the scenario cites.", evidence, ("id",), result.evidence),
            Table.of_frame("provenance_citations", "Citations", "Which value cites which row.", citations, (), result.citations),
        ]
        if len(result.evidence)
        else []
    )
    inputs = [
        Field("path", "string", "File that the scenario was read from."),
        Field("hash", "string", "XXH3-128 of its bytes."),
    ]
    scenario = [Field("yaml", "string", "All layers and settings merged, as YAML; it runs again.")]
    text_of = pd.DataFrame({"yaml": [result.scenario_text]})
    return [
        Table.of_frame("provenance_facts", "Cited figures", "What the scenario cites.", facts, (), result.facts),
        *cited,
        Table.of_frame("provenance_inputs", "Input files", "Files of the scenario.", inputs, (), result.inputs),
        Table.of_frame("provenance_scenario", "Resolved scenario", "One row.", scenario, (), text_of),
    ]
