"""Statistics over replicates of quantities that a figure derives from outputs, such as sums over quarters.

Those of outputs themselves are in the file's /summary, where the program wrote them: `Result.summary`. The intervals cover
sampling noise over replicates of one scenario, not the uncertainty of its parameters.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
import xarray as xr
from scipy import stats

STATISTICS = ("mean", "low", "high", "sd", "p05", "p95")


def over_replicates(values: xr.DataArray, confidence: float) -> xr.DataArray:
    """Summarise [replicate, ...] as [statistic, ...], in the unit of `values` and as the file's /summary does.

    mean: over replicates. low, high: Student t interval of the mean at level `confidence`. sd: sample standard
    deviation. p05, p95: quantiles over replicates (linear interpolation), the spread of single replicates. NaN
    replicates are left out; with fewer than two values sd, low and high are NaN, with none all are.
    """
    data = values.transpose("replicate", ...)
    cells = pd.DataFrame(data.values.reshape(data.sizes["replicate"], -1), dtype=float)
    mean, sd, n = cells.mean(), cells.std(), cells.count()
    with np.errstate(invalid="ignore", divide="ignore"):
        half = stats.t.ppf((1 + confidence) / 2, n - 1) * sd / np.sqrt(n)
    p05, p95 = cells.quantile([0.05, 0.95]).to_numpy()
    summary = np.stack([mean, mean - half, mean + half, sd, p05, p95]).reshape(len(STATISTICS), *data.shape[1:])
    kept = {name: c for name, c in values.coords.items() if "replicate" not in c.dims}
    coords = {"statistic": list(STATISTICS), **kept}
    return xr.DataArray(summary, dims=["statistic", *data.dims[1:]], coords=coords, name=values.name, attrs=values.attrs)


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
        return math.isfinite(self.low) and math.isfinite(self.high)


def estimate(values: xr.DataArray, confidence: float) -> Estimate:
    """The estimate of a quantity with one value per replicate, [replicate]."""
    return estimate_of(over_replicates(values, confidence), int(values.count()))


def estimate_of(summary: xr.DataArray, replicates: int) -> Estimate:
    """From the statistics of one number, [statistic]."""
    return Estimate(*(float(summary.sel(statistic=name)) for name in ("mean", "low", "high", "p05", "p95")), replicates=replicates)
