"""The statistics of a comparison: differences with their intervals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import xarray as xr
from scipy import stats

from entrepot.statistics import estimate


@dataclass(frozen=True)
class Effect:
    """A difference, other less baseline, in the unit of what was compared; NaN where there is none."""

    baseline: float  #: mean of the baseline, over the pairs
    mean: float
    low: float  #: Student t interval; NaN with fewer than two pairs
    high: float
    n: int  #: pairs in which both values are defined; the smaller sample if not paired
    variance_ratio: float  #: variance of the paired difference over that of independent runs; NaN if not paired
    exactly_zero: bool = False  #: not one pair differs

    @property
    def defined(self) -> bool:
        return bool(np.isfinite(self.mean))

    @property
    def has_interval(self) -> bool:
        return bool(np.isfinite(self.low) and np.isfinite(self.high))

    @property
    def excludes_zero(self) -> bool:
        return self.has_interval and (self.low > 0 or self.high < 0)

    @property
    def relative(self) -> float:
        """The difference over the baseline's mean, ratio; NaN if that is zero."""
        return self.mean / self.baseline if self.baseline else float("nan")


def paired_effect(before: np.ndarray, after: np.ndarray, confidence: float) -> Effect:
    """The mean of after - before over pairs, [replicate] both; pairs with a NaN are left out."""
    known = ~(np.isnan(before) | np.isnan(after))
    before, after = before[known], after[known]
    if before.size == 0:
        return _undefined()
    difference = after - before
    found = estimate(xr.DataArray(difference, dims="replicate"), confidence)
    return Effect(
        baseline=float(before.mean()),
        mean=found.mean,
        low=found.low,
        high=found.high,
        n=int(before.size),
        variance_ratio=_variance_ratio(before, after),
        exactly_zero=bool((difference == 0).all()),
    )


def unpaired_effect(before: np.ndarray, after: np.ndarray, confidence: float) -> Effect:
    """The difference of the means of two independent samples, with Welch's interval; NaN are left out."""
    before, after = before[~np.isnan(before)], after[~np.isnan(after)]
    n = min(before.size, after.size)
    if n == 0:
        return _undefined()
    mean = float(after.mean() - before.mean())
    half = _welch_half_width(before, after, confidence) if n > 1 else float("nan")
    return Effect(float(before.mean()), mean, mean - half, mean + half, int(n), float("nan"))


def _variance_ratio(before: np.ndarray, after: np.ndarray) -> float:
    if before.size < 2:
        return float("nan")
    independent = before.var(ddof=1) + after.var(ddof=1)
    return float((after - before).var(ddof=1) / independent) if independent > 0 else float("nan")


def _welch_half_width(before: np.ndarray, after: np.ndarray, confidence: float) -> float:
    parts = np.array([x.var(ddof=1) / x.size for x in (before, after)])
    if parts.sum() == 0:
        return 0.0
    freedom = parts.sum() ** 2 / (parts**2 / np.array([before.size - 1, after.size - 1])).sum()
    return float(stats.t.ppf((1 + confidence) / 2, freedom) * np.sqrt(parts.sum()))


def _undefined() -> Effect:
    nan = float("nan")
    return Effect(nan, nan, nan, nan, 0, nan)
