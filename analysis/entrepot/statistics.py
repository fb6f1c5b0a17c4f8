"""Statistics over replicates.

The intervals cover chance over replicates of one scenario. They say nothing about the uncertainty of its parameters.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import xarray as xr
from scipy import stats

STATISTICS = ("mean", "low", "high", "sd", "p05", "p95")


def over_replicates(values: xr.DataArray, confidence: float) -> xr.DataArray:
    """Summarise [replicate, ...] as [statistic, ...], in the unit of `values` and as the file's /summary does.

    mean: over replicates. low, high: Student t interval of the mean at level `confidence`. sd: sample standard
    deviation. p05, p95: quantiles over replicates (linear interpolation), the spread of single replicates. NaN
    replicates are left out; with fewer than two values sd, low and high are NaN, with none all are.
    """
    axis = values.get_axis_num("replicate")
    data = np.moveaxis(np.asarray(values.values, dtype=float), axis, 0)
    n = np.sum(~np.isnan(data), axis=0)
    valid = np.where(n > 0, n, np.nan)
    mean = np.nansum(data, axis=0) / valid
    several = np.where(n > 1, n, np.nan)
    sd = np.sqrt(np.nansum((data - mean) ** 2, axis=0) / (several - 1))
    half = stats.t.ppf((1 + confidence) / 2, several - 1) * sd / np.sqrt(several)
    p05, p95 = _quantiles(data, n > 0)
    summary = np.stack([mean, mean - half, mean + half, sd, p05, p95])
    rest = [d for d in values.dims if d != "replicate"]
    kept = {name: c for name, c in values.coords.items() if "replicate" not in c.dims}
    coords = {"statistic": list(STATISTICS), **kept}
    return xr.DataArray(summary, dims=["statistic", *rest], coords=coords, name=values.name, attrs=values.attrs)


def _quantiles(data: np.ndarray, some: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """5 % and 95 % quantiles over the first axis, NaN where there is no value at all."""
    if some.size == 0:  # numpy would forget that two were asked for
        return np.empty(some.shape), np.empty(some.shape)
    padded = np.where(some, data, 0.0)  # spares numpy's warning about empty columns
    low, high = np.nanquantile(padded, [0.05, 0.95], axis=0)
    return np.where(some, low, np.nan), np.where(some, high, np.nan)


@dataclass(frozen=True)
class Estimate:
    """One number over replicates, with its intervals; NaN where there are too few replicates."""

    mean: float
    low: float
    high: float
    p05: float
    p95: float
    replicates: int

    @property
    def has_interval(self) -> bool:
        return bool(np.isfinite(self.low) and np.isfinite(self.high))


def estimate(values: xr.DataArray, confidence: float) -> Estimate:
    """The estimate of a quantity with one value per replicate, [replicate]."""
    summary = over_replicates(values, confidence)
    picked = {name: float(summary.sel(statistic=name)) for name in ("mean", "low", "high", "p05", "p95")}
    return Estimate(**picked, replicates=int(np.sum(~np.isnan(np.asarray(values.values, dtype=float)))))
