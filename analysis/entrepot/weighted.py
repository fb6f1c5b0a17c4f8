"""Quantiles of particles: of what they are, and of what would be observed if the model is off by its discrepancy."""

from __future__ import annotations

import numpy as np
from scipy.optimize import bisect
from scipy.special import ndtr

FAR = 9  #: standard deviations beyond which a normal has nothing


def weighted_quantile(values: np.ndarray, weights: np.ndarray, q: float) -> float:
    """The least value with at least the share q of the weight at or below it, as the program has it; NaN of nothing.

    Values that are NaN are left out with their weight.
    """
    values, weights = _known(values, weights)
    if not values.size:
        return float("nan")
    order = np.argsort(values, kind="stable")
    # Both sums run one by one, or the last digit would decide whether half the weight is half.
    reached = np.cumsum(weights[order]) >= q * np.cumsum(weights)[-1]
    return float(values[order][np.argmax(reached) if reached.any() else -1])


def predictive_quantile(values: np.ndarray, weights: np.ndarray, relative_sd: float, q: float) -> float:
    """Quantile of the mixture of normals with that relative standard deviation around the values, as the program has it; NaN of nothing.

    Values that are NaN are left out with their weight.
    """
    values, weights = _known(values, weights)
    if not values.size:
        return float("nan")
    sd = relative_sd * np.abs(values)
    low, high = float(np.min(values - FAR * sd)), float(np.max(values + FAR * sd))
    step = sd == 0  # what is certain is a step

    def less(y: float) -> float:
        below = np.where(step, y >= values, ndtr((y - values) / np.where(step, 1, sd)))
        return float(weights @ below) - q * float(weights.sum())

    if not less(low) < 0:
        return low
    if not less(high) > 0:
        return high
    return float(bisect(less, low, high, xtol=1e-15 * max(abs(low), abs(high))))


def _known(values: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    known = ~np.isnan(values)
    return values[known], weights[known]
