"""Which replicates of two result files belong together, and whether the two can be compared at all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import xarray as xr

from entrepot.errors import ResultError
from entrepot.result import Result


class CannotCompare(ResultError):
    """The two files do not answer to the same clock or the same chance."""


@dataclass(frozen=True)
class Pairing:
    """A result and the baseline it is compared with."""

    baseline: Result
    other: Result
    paired: bool  #: whether replicates are compared one by one; else the two sets of replicates are independent
    numbers: np.ndarray  #: numbers of the replicates that are in both files; empty if not paired
    warnings: list[str]  #: what the reader must know of this pair, each one line

    def values(self, of_baseline: xr.DataArray, of_other: xr.DataArray) -> tuple[np.ndarray, np.ndarray]:
        """Values before and after, [replicate, ...]: those of the pairs in the same order, or all if not paired."""
        if not self.paired:
            return np.asarray(of_baseline.values, float), np.asarray(of_other.values, float)
        before, after = (v.sel(replicate=self.numbers) for v in (of_baseline, of_other))
        return np.asarray(before.values, float), np.asarray(after.values, float)


def pair(baseline: Result, other: Result, *, allow_unpaired: bool = False) -> Pairing:
    """Match the replicates of two results by number.

    Raises CannotCompare if the calendars differ, if the seeds differ (unless `allow_unpaired`: then the files are
    compared as independent samples), or if no replicate is in both.
    """
    _check_calendars(baseline, other)
    warnings = _warnings_of_versions(baseline, other)
    if baseline.info.seed != other.info.seed:
        if not allow_unpaired:
            raise CannotCompare(
                f"{other.path}: has seed {other.info.seed}, but {baseline.path} has {baseline.info.seed}: their "
                "replicates do not share chance and cannot be paired; --unpaired compares them as independent samples"
            )
        warnings.append(f"{other.path}: another seed, so compared unpaired; the intervals are wider for it")
        return Pairing(baseline, other, False, np.array([], int), warnings)
    first, second = _numbers(baseline), _numbers(other)
    both = np.intersect1d(first, second)
    if both.size == 0:
        raise CannotCompare(f"{other.path}: has no replicate in common with {baseline.path}")
    planned = max(baseline.info.replicates.planned, other.info.replicates.planned)
    if both.size < planned:
        warnings.append(f"{other.path}: {both.size} of {planned} replicates are in both files; the others are left out")
    return Pairing(baseline, other, True, both, warnings)


def _check_calendars(baseline: Result, other: Result) -> None:
    ours, theirs = ((r.info.start, r.info.end, r.info.weeks) for r in (baseline, other))
    if ours != theirs:
        raise CannotCompare(
            f"{other.path}: runs from {theirs[0]} to {theirs[1]} ({theirs[2]} weeks), but {baseline.path} from "
            f"{ours[0]} to {ours[1]} ({ours[2]} weeks): only runs over the same weeks can be compared"
        )


def _warnings_of_versions(baseline: Result, other: Result) -> list[str]:
    ours, theirs = (f"{r.info.version} ({r.info.commit})" for r in (baseline, other))
    if ours == theirs:
        return []
    return [f"{other.path}: made by version {theirs}, the baseline by {ours}: differences may be due to the program"]


def _numbers(result: Result) -> np.ndarray:
    return np.asarray(result.output("replicate").values, int)
