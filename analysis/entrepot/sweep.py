"""Opening the result file of a sweep: its points as a table, its runs as an array with named dimensions.

Such a file keeps chosen outputs of every run of a scenario at many points: policies, times combinations of levels of
levers, times rows of a design of uncertain parameters. Point = (policy x lever_points + lever_point) x rows + row.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pandas as pd
import xarray as xr

from entrepot import hdf5
from entrepot.errors import MissingData, ResultError
from entrepot.hdf5 import text, texts
from entrepot.terminal import one_line

GROUPS = ("design", "measures", "provenance")
GROUPS_OF_RUNS = ("runs", "failures")
AXES = ("policy", "lever_point", "row", "replicate")
PLACE = ("point", *AXES, "status")  #: columns of tables of runs besides levers, parameters and outputs
STATUSES = ("finished", "missing", "bad_scenario", "ledger_violation", "out_of_memory", "error")
FACTOR_COLUMNS = ("path", "kind", "form", "group", "scales", "categories", "source", "grade")


@dataclass(frozen=True)
class RunCounts:
    """Counts of runs; finished, failed and missing add up to planned."""

    planned: int
    finished: int
    failed: int
    missing: int

    @property
    def complete(self) -> bool:
        return self.finished == self.planned


@dataclass(frozen=True)
class SweepInfo:
    """The root attributes of the result file of a sweep."""

    title: str
    question: str
    version: str
    commit: str
    schema_version: int
    seed: int  #: of random draws within runs; that of the design is in the sweep file
    confidence: float  #: level of the intervals, e.g. 0.9
    identity: str  #: 32 hex digits, of sweep file, rows, scenarios and program
    design: str  #: kind of design, e.g. `lhs`
    second_order: bool  #: of a `sobol` design: whether it has the rows for pairs of parameters
    points: int
    replicates: int  #: of each point
    runs: RunCounts


@dataclass(frozen=True)
class Factor:
    """A lever or parameter: what it sets, and the description of its values."""

    name: str
    role: str  #: `lever` or `parameter`
    paths: tuple[str, ...]  #: of the scenario; all take the same value
    kind: str  #: `number`, `integer`, `category` or `date`
    form: str  #: its distribution or levels, as written
    group: str  #: the parameters that a sensitivity analysis judges with it
    scales: bool  #: its values multiply what the scenario has at the paths
    categories: tuple[str, ...]
    source: str
    grade: str

    def values(self, numbers: np.ndarray) -> pd.Series:
        """Numbers of the file as values: numbers, whole numbers, names of categories (categorical), or dates."""
        if self.kind == "category":
            names = [self.categories[int(row)] for row in numbers]
            return pd.Series(pd.Categorical(names, categories=list(dict.fromkeys(self.categories))))
        if self.kind == "date":
            return pd.Series(pd.Timestamp("1970-01-01") + pd.to_timedelta(numbers, unit="D"))
        return pd.Series(numbers.astype(np.int64) if self.kind == "integer" else numbers)


@dataclass(frozen=True)
class Measure:
    """An output that was kept of every run."""

    name: str  #: as in the sweep file, e.g. `revenue[nvidia/bill_to]`
    unit: str
    title: str


class Sweep:
    """The result of a sweep. Data are read when they are used; the file is not kept open."""

    def __init__(self, path: Path, info: SweepInfo, design: Design, measures: tuple[Measure, ...]):
        self.path = path
        self.info = info
        self.policies = design.policies
        self.levers = design.levers
        self.parameters = design.parameters
        self.measures = measures
        self._design = design

    def __enter__(self) -> Sweep:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to close; `with` works as it does for `open_result`."""

    def __repr__(self) -> str:
        runs = self.info.runs
        return f"<entrepot sweep {str(self.path)!r}: {one_line(self.info.title)}, {runs.finished} of {runs.planned} runs>"

    @cached_property
    def points(self) -> pd.DataFrame:
        """The settings of each point: `policy`, `lever_point`, `row`, then a column a lever and parameter. Index: `point`.

        Values are numbers, dates, or names of categories. A column has the factor's name, with `lever ` or
        `parameter ` before it where two would be equal; `columns` maps them to factors.
        """
        design = self._design
        place = np.unravel_index(np.arange(self.info.points), design.shape)
        table: dict[str, Any] = {
            "policy": pd.Categorical.from_codes(place[0], list(design.policies)),
            "lever_point": place[1],
            "row": place[2],
        }
        for column, factor in self.columns.items():
            values, at = design.values_of(factor), place[1 if factor.role == "lever" else 2]
            table[column] = factor.values(values[at]).array
        return pd.DataFrame(table, index=pd.RangeIndex(self.info.points, name="point"))

    @cached_property
    def columns(self) -> dict[str, Factor]:
        """Levers and parameters by the name of their column in `points`, `table` and of their coordinate in `runs`."""
        factors = [*self.levers, *self.parameters]
        taken = [*PLACE, *(m.name for m in self.measures), *(f.name for f in factors)]
        return {f"{f.role} {f.name}" if taken.count(f.name) > 1 else f.name: f for f in factors}

    @cached_property
    def unit_values(self) -> pd.DataFrame | None:
        """Probability below the value of each parameter, a row of the design a row; None for designs without."""
        if self._design.unit is None:
            return None
        names = [f.name for f in self.parameters]
        return pd.DataFrame(self._design.unit, columns=names).rename_axis("row")

    @cached_property
    def runs(self) -> xr.Dataset:
        """The outputs of every run and their `status`, [policy, lever_point, row, replicate].

        Outputs have their unit and title, and are NaN where a run has none: not finished, or no value. Levers are
        coordinates along `lever_point`, parameters along `row`, so that `runs.groupby(NAME)` and plots know them.
        """
        shape = (*self._design.shape, self.info.replicates)
        data = hdf5.reading(self.path, lambda file: {name: file["runs"][_dataset_name(name)][()] for name in self._datasets})
        described = {"status": {"long_name": "How the run ended", "units": "1", "values": ", ".join(STATUSES)}}
        described.update({m.name: {"long_name": m.title, "units": m.unit} for m in self.measures})
        return xr.Dataset(
            {name: (AXES, values.reshape(shape), described[name]) for name, values in data.items()},
            coords={**self._labels(shape), **self._settings()},
            attrs={"title": self.info.title, "question": self.info.question},
        )

    @cached_property
    def table(self) -> pd.DataFrame:
        """The same, a run a row: the columns of `points`, `replicate`, `status` (a word), and a column an output."""
        count = self.info.replicates
        table = self.points.loc[self.points.index.repeat(count)].reset_index()
        table["replicate"] = np.tile(np.arange(count), self.info.points)
        table["status"] = pd.Categorical.from_codes(self.runs["status"].values.ravel(), list(STATUSES))
        outputs = {m.name: self.runs[m.name].values.ravel() for m in self.measures}
        return pd.concat([table, pd.DataFrame(outputs)], axis=1)

    @cached_property
    def failures(self) -> pd.DataFrame:
        """Runs that failed, a row each: `point`, `replicate`, `failure` (its kind), `message`."""
        table = hdf5.reading(self.path, _failures)
        run = table.pop("run").to_numpy()
        table.insert(0, "point", run // self.info.replicates)
        table.insert(1, "replicate", run % self.info.replicates)
        return table

    @cached_property
    def sweep_text(self) -> str:
        """The sweep file as it was written, YAML."""
        return hdf5.reading(self.path, lambda file: text(file["provenance/sweep"][()]))

    @cached_property
    def scenario_texts(self) -> dict[str, str]:
        """The resolved scenario of each policy as YAML, without levers and parameters."""
        return dict(zip(self.policies, hdf5.reading(self.path, lambda file: texts(file["provenance/scenario"])), strict=True))

    def measure(self, name: str) -> Measure:
        """An output that was kept, by its name; MissingData if there is none."""
        for measure in self.measures:
            if measure.name == name:
                return measure
        kept = ", ".join(m.name for m in self.measures)
        raise MissingData(f"{self.path}: has no output {name}; expected one of {kept}")

    @property
    def _datasets(self) -> list[str]:
        return ["status", *(m.name for m in self.measures)]

    def _labels(self, shape: tuple[int, ...]) -> dict[str, Any]:
        return {"policy": list(self.policies), **{a: np.arange(n) for a, n in zip(AXES[1:], shape[1:], strict=True)}}

    def _settings(self) -> dict[str, Any]:
        along = {"lever": "lever_point", "parameter": "row"}
        coordinates = {}
        for column, factor in self.columns.items():
            values = factor.values(self._design.values_of(factor))
            plain = values.astype(object) if factor.kind == "category" else values
            coordinates[column] = (along[factor.role], plain.to_numpy())
        return coordinates


@dataclass(frozen=True)
class Design:
    """Policies, and the values of levers and parameters as the file has them: numbers."""

    policies: tuple[str, ...]
    levers: tuple[Factor, ...]
    parameters: tuple[Factor, ...]
    lever_values: np.ndarray  #: [lever_point, lever]
    parameter_values: np.ndarray  #: [row, parameter]
    unit: np.ndarray | None  #: [row, parameter]

    @property
    def shape(self) -> tuple[int, int, int]:
        """[policy, lever_point, row]"""
        return len(self.policies), len(self.lever_values), len(self.parameter_values)

    def values_of(self, factor: Factor) -> np.ndarray:
        """Along the axis on which the factor varies."""
        if factor.role == "lever":
            return self.lever_values[:, self.levers.index(factor)]
        return self.parameter_values[:, self.parameters.index(factor)]


def open_sweep(path: str | Path) -> Sweep:
    """Open the result file of a sweep.

    Raises ResultError, with a message of one line, if the file is missing or not written yet, unfinished (`.partial`), not
    HDF5, damaged, not the result of a sweep, of another schema version, or without one of its groups or attributes.
    A sweep with failed or missing runs is opened: `info.runs` counts them.
    """
    path = Path(path)
    _check_made(path)
    return hdf5.opened(path, hdf5.SWEEP, _sweep)


def is_sweep(path: Path) -> bool:
    """Whether it is the result of a sweep, or of one that is not written yet."""
    kind = hdf5.kind_at(path)
    return Path(f"{path}.runs").is_dir() if kind is None else kind == hdf5.SWEEP


def _check_made(path: Path) -> None:
    """A sharded or interrupted sweep has a folder of runs and no result file."""
    if not path.exists() and Path(f"{path}.runs").is_dir():
        raise ResultError(f"{path}: does not exist yet; `entrepot merge {path}` writes it from the finished runs")


def _sweep(path: Path, file: h5py.File) -> Sweep:
    if "runs_missing" not in file.attrs and "runs" not in file:
        raise ResultError(f"{path}: partial: the manifest of a sweep, which holds no runs")
    hdf5.check_groups(path, file, (*GROUPS, *GROUPS_OF_RUNS))
    info = hdf5.info_of(path, file, _info_of)
    sweep = Sweep(path, info, _read_design(file["design"]), _read_measures(file["measures"]))
    _check_sizes(path, file, sweep)
    return sweep


def _info_of(root: hdf5.Attributes) -> SweepInfo:
    return SweepInfo(
        title=root.text("title"),
        question=root.text("question"),
        version=root.text("version"),
        commit=root.text("commit"),
        schema_version=root.whole("schema_version"),
        seed=root.whole("seed"),
        confidence=root.real("confidence"),
        identity=root.text("identity"),
        design=root.text("design"),
        second_order=bool(root.whole("second_order")),
        points=root.whole("points"),
        replicates=root.whole("replicates"),
        runs=RunCounts(*(root.whole(f"runs_{what}") for what in ("planned", "finished", "failed", "missing"))),
    )


def _read_design(group: h5py.Group) -> Design:
    return Design(
        policies=tuple(texts(group["policy"])),
        levers=_read_factors(group, "lever"),
        parameters=_read_factors(group, "parameter"),
        lever_values=group["lever_value"][()],
        parameter_values=group["parameter_value"][()],
        unit=group["unit_value"][()] if "unit_value" in group else None,
    )


def _read_factors(group: h5py.Group, role: str) -> tuple[Factor, ...]:
    columns = [texts(group[f"{role}_{column}"]) for column in FACTOR_COLUMNS]
    return tuple(
        Factor(
            name=name, role=role, paths=tuple(path.split()), kind=kind, form=form, group=judged_with,
            scales=scales == "true", categories=tuple(categories.split("\n")) if categories else (),
            source=source, grade=grade,
        )
        for name, path, kind, form, judged_with, scales, categories, source, grade in zip(
            texts(group[role]), *columns, strict=True
        )
    )  # fmt: skip


def _read_measures(group: h5py.Group) -> tuple[Measure, ...]:
    columns = (texts(group[name]) for name in ("measure", "unit", "title"))
    return tuple(Measure(*row) for row in zip(*columns, strict=True))


def _failures(file: h5py.File) -> pd.DataFrame:
    group = file["failures"]
    columns = {name: pd.Series(texts(group[name]), dtype=object) for name in ("failure", "message")}
    return pd.DataFrame({"run": group["run"][()].astype(np.int64), **columns})


def _check_sizes(path: Path, file: h5py.File, sweep: Sweep) -> None:
    """The tables must be consistent, or rows would be read as those of other points."""
    info, design, runs = sweep.info, sweep._design, sweep.info.runs
    fits = [
        info.points == np.prod(design.shape),
        info.replicates > 0 and runs.planned == info.points * info.replicates,
        runs.finished + runs.failed + runs.missing == runs.planned,
        design.lever_values.shape[1:] == (len(design.levers),),
        design.parameter_values.shape[1:] == (len(design.parameters),),
        design.unit is None or design.unit.shape == design.parameter_values.shape,
    ]
    if not all(fits):
        raise ResultError(f"{path}: damaged: its tables do not fit each other")
    for factor in (f for f in (*design.levers, *design.parameters) if f.kind == "category"):
        rows = design.values_of(factor)
        if not np.isin(rows, np.arange(len(factor.categories))).all():
            raise ResultError(f"{path}: damaged: a value of {factor.name} is not one of its categories")
    for name in sweep._datasets:
        stored = _dataset_name(name)
        if stored not in file["runs"]:
            raise ResultError(f"{path}: partial: has no dataset runs/{stored}")
        if file["runs"][stored].shape != (info.points, info.replicates):
            raise ResultError(f"{path}: damaged: runs/{stored} has another shape than its runs")


def _dataset_name(output: str) -> str:
    """A slash would be a group."""
    return output.replace("/", ".")
