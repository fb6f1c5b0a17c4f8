"""Opening a result file.

A result file is HDF5 with the groups `outputs` (one row per replicate), `summary` (statistics over replicates) and
`provenance` (scenario text, inputs, cited facts); newer ones also hold `custody` (chains of diverted lots). The
datasets are opened by xarray and read only when used.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import h5py
import pandas as pd
import xarray as xr
import yaml

from entrepot import hdf5
from entrepot.errors import MissingData, ResultError
from entrepot.hdf5 import text
from entrepot.integrity import Version, check_unchanged, version_of
from entrepot.terminal import one_line

GROUPS = ("outputs", "summary", "provenance")
FACT_COLUMNS = ("path", "value", "source", "grade", "note", "where")
EVIDENCE_COLUMNS = (
    "id", "quantity", "place", "value", "low", "high", "unit", "from", "until", "grade", "read", "source", "url", "note",
)  # fmt: skip
CITATION_COLUMNS = ("path", "evidence")


@dataclass(frozen=True)
class Replicates:
    """Counts of replicates: planned, finished and failed."""

    planned: int
    finished: int
    failed: int

    @property
    def complete(self) -> bool:
        return self.finished == self.planned


@dataclass(frozen=True)
class RunInfo:
    """The root attributes of a result file."""

    title: str
    question: str
    version: str
    commit: str
    schema_version: int
    seed: int
    confidence: float  #: level of the intervals, e.g. 0.95
    replicates: Replicates
    agents: int  #: agents of one replicate
    weeks: int
    start: dt.date
    end: dt.date
    content_hash: str  #: 32 hex digits, over scenario, seed and outputs; not over wall time or version
    created: str  #: UTC, ISO 8601
    wall_seconds: float
    threads: int


class Result:
    """An open result file; use it in a `with` statement, or call `close`."""

    def __init__(self, path: Path, info: RunInfo, version: Version):
        self.path = path
        self.info = info
        self._version = version
        self._opened: dict[str, xr.Dataset] = {}

    def __enter__(self) -> Result:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        done = self.info.replicates
        return f"<entrepot result {str(self.path)!r}: {one_line(self.info.title)}, {done.finished} of {done.planned} replicates>"

    def close(self) -> None:
        for dataset in self._opened.values():
            dataset.close()

    @property
    def outputs(self) -> xr.Dataset:
        """Every output, [replicate, ...], read from the file when it is used."""
        return self._dataset("outputs")

    @property
    def summary(self) -> xr.Dataset:
        """Statistics over replicates, [statistic, ...]: mean, low, high, sd, p05, p95."""
        return self._dataset("summary")

    @cached_property
    def facts(self) -> pd.DataFrame:
        """The cited figures of the scenario, one a row: path, value, source, grade, note, where."""
        return self._table("fact", FACT_COLUMNS)

    @cached_property
    def evidence(self) -> pd.DataFrame:
        """The rows of the evidence register that the scenario cites, by id; empty if it cites none."""
        return self._table("evidence", EVIDENCE_COLUMNS, optional=True)

    @cached_property
    def citations(self) -> pd.DataFrame:
        """Which value or entry cites which row of evidence: path, evidence."""
        return self._table("citation", CITATION_COLUMNS, optional=True)

    @cached_property
    def warnings(self) -> list[str]:
        """Warnings about the scenario, without their places in its files; none in files of older programs."""

        def take(file: h5py.File) -> list[str]:
            lines = file["provenance"].get("warning")
            return [] if lines is None else [text(line).partition(": warning: ")[2] for line in lines[()]]

        return hdf5.reading(self.path, take)

    @cached_property
    def inputs(self) -> pd.DataFrame:
        """The files the scenario was read from: path and hash."""
        return self._table("input", ("path", "hash"))

    @cached_property
    def scenario_text(self) -> str:
        """The resolved scenario as YAML: all layers merged."""

        def take(file: h5py.File) -> str:
            dataset = file["provenance"].get("scenario")
            if dataset is None:
                raise MissingData(f"{self.path}: has no dataset provenance/scenario")
            return text(dataset[()])

        return hdf5.reading(self.path, take)

    @cached_property
    def scenario(self) -> dict[str, Any]:
        """The resolved scenario as nested dicts. Figures keep their evidence: `{value: ..., source: ...}`."""
        return self._tree(yaml.SafeLoader)

    @cached_property
    def scenario_words(self) -> dict[str, Any]:
        """The same with keys and values as texts: Norway's key is `NO`, and a name may be `2024` or `on`."""
        return self._tree(yaml.BaseLoader)

    def _tree(self, loader: type) -> dict[str, Any]:
        try:
            tree = yaml.load(self.scenario_text, Loader=loader)
        except yaml.YAMLError as error:
            raise MissingData(f"{self.path}: provenance/scenario is not YAML: {one_line(error)}") from error
        return tree if isinstance(tree, dict) else {}

    @cached_property
    def custody_replicates(self) -> list[int]:
        """Numbers of the replicates whose chains of custody the file keeps; empty for a file without."""

        def take(file: h5py.File) -> list[int]:
            kept = int(file["custody"].attrs["replicates"]) if "custody" in file else 0
            return [int(number) for number in file["outputs/replicate"][()] if number < kept]

        return hdf5.reading(self.path, take)

    @cached_property
    def custody_lots(self) -> pd.DataFrame:
        """Diverted lots that leaked or were seized, a row each: (replicate, lot) is the index.

        Names are categories (missing where there is none), weeks the first day of the week, prices USD per unit.
        MissingData if the file has no chains of custody.
        """
        return self._custody("lots").set_index(["replicate", "lot"])

    @cached_property
    def custody_hops(self) -> pd.DataFrame:
        """The hops of those lots, in order within a lot; columns as of `custody_lots`, replicate and lot included."""
        return self._custody("hops")

    def output(self, name: str) -> xr.DataArray:
        """One output by name; MissingData if the file does not hold it."""
        if name not in self.outputs:
            raise MissingData(f"{self.path}: has no dataset outputs/{name}")
        return self.outputs[name]

    def summarised(self, name: str) -> xr.DataArray:
        """The statistics of one output, [statistic, ...]; MissingData if the file does not hold them."""
        if name not in self.summary:
            raise MissingData(f"{self.path}: has no dataset summary/{name}")
        return self.summary[name]

    def _dataset(self, group: str) -> xr.Dataset:
        """Read when it is used, so the file must still be the one that was checked."""
        check_unchanged(self.path, self._version)
        if group not in self._opened:
            try:
                self._opened[group] = xr.open_dataset(self.path, group=group, engine="h5netcdf", decode_timedelta=False)
            except (OSError, KeyError, ValueError, RuntimeError) as error:
                raise ResultError(f"{self.path}: group {group} cannot be read: {one_line(error)}") from error
        return self._opened[group]

    def _custody(self, table: str) -> pd.DataFrame:
        def take(file: h5py.File) -> pd.DataFrame:
            if "custody" not in file:
                raise MissingData(f"{self.path}: has no group custody: the run recorded no chains of custody")
            return pd.DataFrame({name: self._column(data) for name, data in file["custody"][table].items()})

        return hdf5.reading(self.path, take)

    def _column(self, dataset: h5py.Dataset) -> Any:
        values = dataset[()]
        if "labels" in dataset.attrs:
            return pd.Categorical.from_codes(values, [text(label) for label in dataset.attrs["labels"]])
        if text(dataset.attrs["units"]) == "week":
            return pd.Timestamp(self.info.start) + pd.to_timedelta(7 * values, unit="D")
        return values

    def _table(self, prefix: str, columns: tuple[str, ...], optional: bool = False) -> pd.DataFrame:
        def take(file: h5py.File) -> pd.DataFrame:
            group = file["provenance"]
            if optional and f"{prefix}_{columns[0]}" not in group:
                return pd.DataFrame(columns=list(columns), dtype=object)
            missing = [c for c in columns if f"{prefix}_{c}" not in group]
            if missing:
                raise MissingData(f"{self.path}: has no dataset provenance/{prefix}_{missing[0]}")
            return pd.DataFrame({c: [text(row) for row in group[f"{prefix}_{c}"][()]] for c in columns})

        return hdf5.reading(self.path, take)


def open_result(path: str | Path) -> Result:
    """Open a result file.

    Raises ResultError, with a message of one line, if the file is missing, unfinished (`.partial`), not HDF5, damaged,
    not a result of entrepot, of another schema version, or without one of its groups or attributes.
    """
    return hdf5.opened(Path(path), hdf5.RUN, _result)


def _result(path: Path, file: h5py.File) -> Result:
    hdf5.check_groups(path, file, GROUPS)
    try:
        return Result(path, hdf5.info_of(path, file, _info_of), version_of(path))
    except ValueError as error:
        raise ResultError(f"{path}: an attribute is invalid: {one_line(error)}") from error


def _info_of(root: hdf5.Attributes) -> RunInfo:
    return RunInfo(
        title=root.text("title"),
        question=root.text("question"),
        version=root.text("version"),
        commit=root.text("commit"),
        schema_version=root.whole("schema_version"),
        seed=root.whole("seed"),
        confidence=root.real("confidence"),
        replicates=Replicates(
            root.whole("replicates_planned"), root.whole("replicates_finished"), root.whole("replicates_failed")
        ),
        agents=root.whole("agents"),
        weeks=root.whole("weeks"),
        start=dt.date.fromisoformat(root.text("start")),
        end=dt.date.fromisoformat(root.text("end")),
        content_hash=root.text("content_hash"),
        created=root.text("created"),
        wall_seconds=root.real("wall_seconds"),
        threads=root.whole("threads"),
    )
