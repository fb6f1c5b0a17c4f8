"""Tables under figures: one row a point, columns of the mean and its intervals."""

from __future__ import annotations

import pandas as pd
import xarray as xr

from entrepot.result import Result

SHOWN = ("mean", "low", "high", "p05", "p95")


def heads(result: Result, what: str) -> dict[str, str]:
    """Column heads of the statistics of one quantity."""
    level = f"{100 * result.info.confidence:g}\N{NO-BREAK SPACE}%"
    return {
        "mean": what,
        "low": f"{what}: {level} from",
        "high": f"{what}: {level} to",
        "p05": f"{what}: 5th percentile",
        "p95": f"{what}: 95th percentile",
    }


def statistic_columns(result: Result, what: str, summary: xr.DataArray, shown: tuple[str, ...] = SHOWN) -> pd.DataFrame:
    """The statistics of a summary with one dimension besides `statistic`, a row for each of its points."""
    names = heads(result, what)
    return pd.DataFrame({names[s]: summary.sel(statistic=s).values for s in shown})


def kinds_of(frame: pd.DataFrame, kind: str) -> dict[str, str]:
    """One kind for every column of numbers."""
    return {column: kind for column in frame.columns if pd.api.types.is_float_dtype(frame[column])}
