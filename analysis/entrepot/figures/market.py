"""Figures of the grey market and of what restricted buyers hold."""

from __future__ import annotations

import numpy as np
import pandas as pd
import xarray as xr
from matplotlib.dates import date2num
from matplotlib.figure import Figure

from entrepot import aggregate
from entrepot.errors import MissingData
from entrepot.figures import style
from entrepot.figures.drawing import Drawing, Table
from entrepot.figures.tables import kinds_of, statistic_columns
from entrepot.result import Result
from entrepot.statistics import estimate_of, over_replicates
from entrepot.words import band_words, count, percent, with_interval


def grey_premium(result: Result, size: style.Size) -> Drawing:
    """Price of grey lots over list price, by month."""
    summary = over_replicates(aggregate.grey_premium_by_month(result), result.info.confidence)
    mean = summary.sel(statistic="mean").values
    if not np.isfinite(mean).any():
        raise MissingData(f"{result.path}: no grey-market order was accepted, so there is no premium")
    months = summary["month"].values
    with style.figure_style():
        figure = style.new_figure(size, 2.9)
        axes = figure.subplots()
        style.band(axes, date2num(months + np.timedelta64(15, "D")), summary, style.PURPLE)
        axes.axhline(0, color=style.MUTED, linewidth=0.8)
        style.percent_axis(axes)
        style.date_axis(axes, result.info.start, result.info.end)
        axes.set_ylabel("% over list price")
    first, last = _ends(mean)
    notes = ["Months without a grey-market order have no premium."] if np.isnan(mean).any() else []
    return Drawing(
        key="premium",
        title="Grey-market premium",
        caption="Price of grey-market orders above the list price, by month, weighted by units. " + band_words(result),
        alt=f"Line by month, from {percent(mean[first])} over list in {_month(months[first])} to {percent(mean[last])} "
        f"in {_month(months[last])}; highest {percent(float(np.nanmax(mean)))}.",
        figure=figure,
        table=_table(result, "Premium over list", summary, "month", "premium"),
        notes=notes,
    )


def restricted_stock(result: Result, size: style.Size) -> Drawing:
    """Compute that restricted buyers hold, by week."""
    summary = result.summarised("restricted_stock")
    mean = summary.sel(statistic="mean").values
    return Drawing(
        key="stock",
        title="Compute held by restricted buyers",
        caption="Installed chips of restricted buyers, in H100 equivalents (H100e). It counts every source: bought before the rules, "
        f"licensed, made in China and leaked; retired chips are excluded. {band_words(result)}",
        alt=f"Line by week, from {count(mean[0])} H100e at the start to {count(mean[-1])} at the end.",
        figure=_compute_by_week(result, summary, size, style.BLUE),
        table=_table(result, "Stock, H100e", _month_ends(summary), "week", "h100e"),
    )


def rented_compute(result: Result, size: style.Size) -> Drawing:
    """Compute that restricted buyers rent abroad, by week, and access leakage in words."""
    summary = result.summarised("rented_h100e")
    leakage = estimate_of(result.summarised("access_leakage"), result.info.replicates.finished)
    mean = summary.sel(statistic="mean").values
    return Drawing(
        key="access",
        title="Compute rented abroad by restricted buyers",
        caption="Remote access: no chip moves, so no leaked unit is counted. A jump of the upper thin line comes from a few replicates, "
        f"not from all. Access leakage is rented compute as a share of all compute that restricted buyers use; whole run: {with_interval(result, leakage, 'ratio')}. "
        f"{band_words(result)}",
        alt=f"Line by week, from {count(mean[0])} H100e at the start to {count(mean[-1])} at the end; highest "
        f"{count(float(mean.max()))}.",
        figure=_compute_by_week(result, summary, size, style.GREEN),
        table=_table(result, "Rented, H100e", _month_ends(summary), "week", "h100e"),
    )


def _compute_by_week(result: Result, summary: xr.DataArray, size: style.Size, colour: str) -> Figure:
    """A band in H100 equivalents, of a summary by week."""
    with style.figure_style():
        figure = style.new_figure(size, 2.9)
        axes = figure.subplots()
        style.band(axes, date2num(summary["week"].values), summary, colour)
        style.from_zero(axes, summary.sel(statistic=["mean", "high", "p95"]).values)
        style.count_axis(axes)
        style.date_axis(axes, result.info.start, result.info.end)
        axes.set_ylabel("H100 equivalents")
    return figure


def _month_ends(summary: xr.DataArray) -> xr.DataArray:
    """The last week that begins in each month: enough for a table."""
    month = summary["week"].values.astype("datetime64[M]")
    last = np.append(month[1:] != month[:-1], True)
    return summary.isel(week=np.flatnonzero(last))


def _ends(mean: np.ndarray) -> tuple[int, int]:
    known = np.flatnonzero(np.isfinite(mean))
    return int(known[0]), int(known[-1])


def _month(day: np.datetime64) -> str:
    return f"{pd.Timestamp(day):%B %Y}"


def _table(result: Result, what: str, summary: xr.DataArray, time: str, kind: str) -> Table:
    style_of = "%b %Y" if time == "month" else "%Y-%m-%d"
    days = [f"{pd.Timestamp(d):{style_of}}" for d in summary[time].values]
    head = "Month" if time == "month" else "Week of"
    frame = pd.concat([pd.DataFrame({head: days}), statistic_columns(result, what, summary)], axis=1)
    return Table(frame, kinds_of(frame, kind))
