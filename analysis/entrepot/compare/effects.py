"""Differences with their intervals. Those of pairs are computed by the program alone."""

from __future__ import annotations

from dataclasses import dataclass

from typing import Any

import numpy as np
from scipy import stats


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
    #: share of pairs in which the other is below the baseline, ties half, with Wilson's interval; NaN if not paired
    lower: tuple[float, float, float] = (float("nan"),) * 3

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


def paired_effect(told: dict[str, Any], scale: float = 1.0) -> Effect:
    """What `entrepot compare --json` tells of one output, times `scale`."""
    if not told["pairs"]:
        return undefined()
    difference = {key: scale * _number(told["difference"][key]) for key in ("mean", "low", "high")}
    return Effect(
        baseline=scale * _number(told["reference"]["mean"]),
        n=told["pairs"],
        variance_ratio=_number(told["variance_ratio"]),
        exactly_zero=told["exactly_zero"],
        lower=tuple(_number(told["share_lower"][key]) for key in ("value", "low", "high")),
        **difference,
    )


@dataclass(frozen=True)
class Sample:
    """What is known of the mean over independent replicates."""

    mean: float
    variance: float  #: of the mean; NaN with fewer than two replicates
    n: int

    @classmethod
    def of(cls, values: np.ndarray) -> Sample:
        """NaN are left out."""
        values = values[~np.isnan(values)]
        nan = float("nan")
        return cls(
            float(values.mean()) if values.size else nan, float(values.var(ddof=1) / values.size) if values.size > 1 else nan, int(values.size)
        )

    @classmethod
    def of_interval(cls, mean: float, low: float, high: float, n: int, confidence: float) -> Sample:
        """Of a mean with Student's interval."""
        quantile = stats.t.ppf((1 + confidence) / 2, n - 1) if n > 1 else float("nan")
        return cls(mean, float(((high - low) / 2 / quantile) ** 2), n)


def unpaired_effect(before: np.ndarray, after: np.ndarray, confidence: float) -> Effect:
    """The difference of the means of two independent samples, with Welch's interval; NaN are left out."""
    return welch_effect(Sample.of(before), Sample.of(after), confidence)


def welch_effect(before: Sample, after: Sample, confidence: float) -> Effect:
    """The same from what is known of the two means."""
    n = min(before.n, after.n)
    if n == 0:
        return undefined()
    mean = after.mean - before.mean
    half = _welch_half_width(before, after, confidence) if n > 1 else float("nan")
    return Effect(before.mean, mean, mean - half, mean + half, n, float("nan"))


def _number(value: float | None) -> float:
    return float("nan") if value is None else float(value)


def _welch_half_width(before: Sample, after: Sample, confidence: float) -> float:
    parts = np.array([before.variance, after.variance])
    if parts.sum() == 0:
        return 0.0
    freedom = parts.sum() ** 2 / (parts**2 / np.array([before.n - 1, after.n - 1])).sum()
    return float(stats.t.ppf((1 + confidence) / 2, freedom) * np.sqrt(parts.sum()))


def undefined() -> Effect:
    nan = float("nan")
    return Effect(nan, nan, nan, nan, 0, nan)
