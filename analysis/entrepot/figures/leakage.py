"""Figures of leaked units: by quarter with the rate, and by hub."""

from __future__ import annotations

import numpy as np
import pandas as pd
import xarray as xr
from matplotlib.axes import Axes

from entrepot import aggregate
from entrepot.figures import style
from entrepot.figures.drawing import Drawing, Table
from entrepot.figures.rule_marks import draw_marks, marks_of
from entrepot.figures.tables import kinds_of, statistic_columns
from entrepot.result import Result
from entrepot.scenario import place_name
from entrepot.statistics import over_replicates
from entrepot.words import count, interval_words, percent, ranked

BAR_DAYS = 74
HATCHES = ("", "", "", "", "", "", "", "////", "....", "xxxx")


def leakage_by_quarter(result: Result, size: style.Size) -> Drawing:
    """Leaked units (bars) and leakage rate (line) by quarter, with intervals and the dates of the rules."""
    level = result.info.confidence
    units = over_replicates(aggregate.leaked_by_quarter(result), level)
    rate = over_replicates(aggregate.leakage_rate_by_quarter(result), level)
    marks, notes = marks_of(result)
    key = [mark.words for mark in marks]
    with style.figure_style():
        figure = style.new_figure(size, 4.4 + style.footnote_height(size, key))
        upper, lower = figure.subplots(2, 1, sharex=True)
        _draw_units(upper, units)
        _draw_rate(lower, rate)
        style.date_axis(lower, result.info.start, result.info.end)
        levels = draw_marks([upper, lower], marks)
        upper.set_title("Leaked units", pad=5 + 10 * levels)
        lower.set_title("Leakage rate (of controlled units sold)")
        style.footnote(figure, size, key)
    return Drawing(
        key="leakage",
        title="Leaked units and leakage rate by quarter",
        caption="Controlled chips that reached restricted buyers without a licence, and the same over all controlled "
        f"chips sold in that quarter. {interval_words(result)} Pale bars and hollow points are quarters only partly in "
        "the run. Numbered lines are rules: solid where they take effect, dotted where one was announced but never in "
        "force.",
        alt=f"Bars of leaked units by quarter; {_highest(units, count)}. Line of the leakage rate; "
        f"{_highest(rate, percent)}.",
        figure=figure,
        table=_leakage_table(result, units, rate),
        notes=notes,
    )


def leaked_by_hub(result: Result, size: style.Size) -> Drawing:
    """Mean leaked units by quarter, stacked by the hub they passed through."""
    summary = over_replicates(aggregate.leaked_by_hub_and_quarter(result), result.info.confidence)
    mean = summary.sel(statistic="mean", drop=True)
    totals = {str(h): float(mean.sel(hub=h).sum()) for h in mean["hub"].values}
    order = sorted((h for h in totals if totals[h] > 0), key=lambda hub: (hub == aggregate.OTHER, -totals[hub]))
    with style.figure_style():
        figure = style.new_figure(size, 3.6)
        axes = figure.subplots()
        base = np.zeros(mean.sizes["quarter"])
        drawn = []
        for k, hub in enumerate(order):
            height = mean.sel(hub=hub).values
            bars = axes.bar(
                style.middle_of_quarters(mean), height, BAR_DAYS, bottom=base,
                color=style.GREY if hub == aggregate.OTHER else style.SEQUENCE[k % len(style.SEQUENCE)],
                edgecolor=style.SURFACE, linewidth=0.6, hatch=HATCHES[k % len(HATCHES)],
            )  # fmt: skip
            drawn.append((place_name(result, hub), bars))
            base = base + height
        style.from_zero(axes, base)
        style.count_axis(axes)
        style.date_axis(axes, result.info.start, result.info.end)
        axes.set_ylabel("units per quarter, mean")
        style.legend_above(axes, size, drawn)
    return Drawing(
        key="hubs",
        title="Leaked units by hub",
        caption="By the hub in which the intermediary that diverted the lot keeps its goods, largest at the bottom. "
        "Heights are means over replicates; the table gives their intervals.",
        alt="Stacked bars by quarter. Mean leaked units over the whole run by hub: "
        f"{ranked({place_name(result, h): v for h, v in totals.items()}, count)}.",
        figure=figure,
        table=_hub_table(result, summary, order),
    )


def _draw_units(axes: Axes, units: xr.DataArray) -> None:
    middle = style.middle_of_quarters(units)
    for complete, alpha in ((True, 1.0), (False, 0.45)):
        here = units["complete"].values == complete
        axes.bar(middle[here], units.sel(statistic="mean").values[here], BAR_DAYS, color=style.BAR, alpha=alpha)
    style.whiskers(axes, middle, units, style.INK)
    style.from_zero(axes, units.sel(statistic=["mean", "high", "p95"]).values)
    style.count_axis(axes)


def _draw_rate(axes: Axes, rate: xr.DataArray) -> None:
    middle = style.middle_of_quarters(rate)
    mean = rate.sel(statistic="mean").values
    style.whiskers(axes, middle, rate, style.VERMILLION)
    axes.plot(middle, mean, color=style.VERMILLION, linewidth=1)
    for complete, face in ((True, style.VERMILLION), (False, style.SURFACE)):
        here = rate["complete"].values == complete
        axes.plot(middle[here], mean[here], "o", color=style.VERMILLION, markerfacecolor=face)
    style.from_zero(axes, rate.sel(statistic=["mean", "high", "p95"]).values)
    style.percent_axis(axes)


def _highest(summary: xr.DataArray, write) -> str:
    mean = summary.sel(statistic="mean")
    if not bool(np.isfinite(mean.values).any()):
        return "there is none"
    top = int(np.nanargmax(mean.values))
    return f"highest in {mean['label'].values[top]} with {write(float(mean.values[top]))}"


def _quarter_names(summary: xr.DataArray) -> list[str]:
    return [
        f"{label}" if complete else f"{label} (part)"
        for label, complete in zip(summary["label"].values, summary["complete"].values)
    ]


def _leakage_table(result: Result, units: xr.DataArray, rate: xr.DataArray) -> Table:
    columns = {"Leaked units": (units, "units"), "Leakage rate": (rate, "ratio")}
    frames = [statistic_columns(result, name, summary) for name, (summary, _) in columns.items()]
    kinds = {column: kind for frame, (_, kind) in zip(frames, columns.values()) for column in frame}
    return Table(pd.concat([pd.DataFrame({"Quarter": _quarter_names(units)}), *frames], axis=1), kinds)


def _hub_table(result: Result, summary: xr.DataArray, order: list[str]) -> Table:
    frames = [pd.DataFrame({"Quarter": _quarter_names(summary)})]
    for hub in order:
        frames.append(statistic_columns(result, place_name(result, hub), summary.sel(hub=hub), ("mean", "low", "high")))
    frame = pd.concat(frames, axis=1)
    return Table(frame, kinds_of(frame, "units"))
