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
        upper.set_ylabel("units per quarter")
        lower.set_title("Leakage rate")
        lower.set_ylabel("% of controlled units sold")
        style.footnote(figure, size, key)
    return Drawing(
        key="leakage",
        title="Leaked units and leakage rate by quarter",
        caption="Controlled chips that reached restricted buyers without a licence, as a count and as a share of the controlled "
        f"chips sold in that quarter. {interval_words(result)} Pale bars and hollow points: quarters only partly in the run. "
        "Numbered lines are rules: solid where one takes effect, dotted where one was announced but never in force.",
        alt=f"Bars of leaked units by quarter; {_highest(units, count)}. Line of the leakage rate; "
        f"{_highest(rate, percent)}.",
        figure=figure,
        table=_leakage_table(result, units, rate),
        notes=notes,
    )


MOST_POLICIES = 5  #: lines besides the reference's that can be told apart
MARKERS = "osD^vP"
LINES = ("-", "--", "-.", (0, (1, 1)), (0, (5, 1, 1, 1, 1, 1)), (0, (3, 1)))


def leakage_of_policies(runs: list[Result], names: list[str], size: style.Size) -> Drawing:
    """Leaked units by quarter with and without each policy, and the paired differences. The first run is the reference."""
    level = runs[0].info.confidence
    by_quarter = [aggregate.leaked_by_quarter(run) for run in runs]
    changes = [over_replicates(values - by_quarter[0], level) for values in by_quarter]
    order = sorted(range(1, len(runs)), key=lambda k: -abs(float(changes[k].sel(statistic="mean").sum())))
    shown = [0, *sorted(order[:MOST_POLICIES])]
    left_out = [names[k] for k in range(len(runs)) if k not in shown]
    levels = {k: over_replicates(by_quarter[k], level) for k in shown}
    with style.figure_style():
        columns = 1 if size.narrow else 2
        keys = [style.in_lines(names[k], 46, 2) for k in shown]
        lines = max(sum(1 + key.count("\n") for key in keys[at::columns]) for at in range(columns))
        key_height = 0.1 + 0.19 * lines
        figure = style.new_figure(size, 4.4 + key_height)
        grid = figure.add_gridspec(3, 1, height_ratios=[key_height, 2.1, 2.1])
        upper = figure.add_subplot(grid[1])
        lower = figure.add_subplot(grid[2], sharex=upper)
        upper.tick_params(labelbottom=False)
        drawn = []
        for at, k in enumerate(shown):
            colour = style.INK if k == 0 else style.SEQUENCE[(at - 1) % len(style.SEQUENCE)]
            line = _policy_line(upper, levels[k], colour, at)
            if k:
                _policy_line(lower, changes[k], colour, at)
            drawn.append((keys[at], line))
        lower.axhline(0, color=style.INK, linewidth=1)
        style.from_zero(upper, *(levels[k].sel(statistic=["mean", "high"]).values for k in shown))
        for axes in (upper, lower):
            style.count_axis(axes)
            axes.set_ylabel("units per quarter")
        style.date_axis(lower, runs[0].info.start, runs[0].info.end)
        upper.set_title("Leaked units", pad=5)
        lower.set_title("Change from the reference")
        style.key_in(figure.add_subplot(grid[0]), columns, drawn)
    totals = {names[k]: float(levels[k].sel(statistic="mean").sum()) for k in shown}
    notes = [f"Not drawn, because their changes are smaller: {', '.join(left_out)}."] if left_out else []
    return Drawing(
        key="quarters",
        title="Leaked units by quarter, with and without each policy",
        caption=f"Lines: means over {runs[0].info.replicates.finished} replicates. Bands: {100 * level:g}\N{NO-BREAK SPACE}% intervals, above of the mean, "
        "below of the difference between paired replicates. Intervals cover sampling noise only.",
        alt=f"Lines by quarter. Leaked units over the whole run: {ranked(totals, count)}.",
        figure=figure,
        table=_policy_table(runs[0], {names[k]: levels[k] for k in shown}),
        notes=notes,
    )


def _policy_line(axes: Axes, summary: xr.DataArray, colour: str, at: int):
    x = style.middle_of_quarters(summary)
    low, high = (summary.sel(statistic=name).values for name in ("low", "high"))
    axes.fill_between(x, low, high, color=colour, alpha=0.18, linewidth=0)
    mean = summary.sel(statistic="mean").values
    (line,) = axes.plot(x, mean, color=colour, linewidth=1.5, linestyle=LINES[at], marker=MARKERS[at], markersize=3.6)
    return line


def _policy_table(first: Result, levels: dict[str, xr.DataArray]) -> Table:
    frames = [pd.DataFrame({"Quarter": _quarter_names(next(iter(levels.values())))})]
    frames += [statistic_columns(first, name, summary, ("mean", "low", "high")) for name, summary in levels.items()]
    frame = pd.concat(frames, axis=1)
    return Table(frame, kinds_of(frame, "units"))


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
        caption="By the hub of the intermediary that diverted the goods, the largest hub at the bottom. "
        f"Heights are means over {result.info.replicates.finished} replicates; the table gives their intervals, which cover sampling noise only.",
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
