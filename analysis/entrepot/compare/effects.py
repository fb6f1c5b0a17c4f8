"""Differences with their intervals, as the program computes them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


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
        return math.isfinite(self.mean)

    @property
    def has_interval(self) -> bool:
        return math.isfinite(self.low) and math.isfinite(self.high)

    @property
    def excludes_zero(self) -> bool:
        return self.has_interval and (self.low > 0 or self.high < 0)

    @property
    def relative(self) -> float:
        """The difference over the baseline's mean, ratio; NaN if that is zero."""
        return self.mean / self.baseline if self.baseline else float("nan")


def paired_effect(found: Mapping[str, Any], scale: float = 1.0) -> Effect:
    """An entry of the `effects` that `entrepot compare --json` prints, times `scale`."""
    if not found["pairs"]:
        nan = float("nan")
        return Effect(nan, nan, nan, nan, 0, nan)
    difference = {key: scale * number_of(found["difference"][key]) for key in ("mean", "low", "high")}
    return Effect(
        baseline=scale * number_of(found["reference"]["mean"]),
        n=found["pairs"],
        variance_ratio=number_of(found["variance_ratio"]),
        exactly_zero=found["exactly_zero"],
        lower=tuple(number_of(found["share_lower"][key]) for key in ("value", "low", "high")),
        **difference,
    )


def number_of(value: float | None) -> float:
    """JSON has null where there is no number."""
    return float("nan") if value is None else float(value)
