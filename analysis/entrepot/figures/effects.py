"""The changes in leakage of many scenarios from a baseline, as dots with whiskers."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, NullLocator

from entrepot.compare.comparison import Comparison, Row
from entrepot.compare.effects import Effect
from entrepot.compare.wording import UNDEFINED, ZERO, signed
from entrepot.figures import style
from entrepot.figures.drawing import Drawing, Table
from entrepot.words import NBSP

ROW_HEIGHT = {"wide": 0.32, "narrow": 0.42}  #: inches
FAR = 5  #: times the median reach from zero: a point further out makes the outer part of the scale logarithmic
FEWEST_TO_SCALE = 5
LINEAR_PART = 2.0  #: decades that the linear part takes on either side
RATE, UNITS = "leakage_rate", "leaked_units"


def change_in_leakage(comparison: Comparison, size: style.Size, *, footnote: bool = True) -> Drawing:
    """Paired differences of the leakage rate and of leaked units, scenarios in the order of the second.

    Without footnote for a page, whose caption says the same.
    """
    rows = sorted(comparison.rows, key=_order)
    level = f"{100 * comparison.confidence:g}{NBSP}%"
    reference = style.shortened(comparison.name, 60)
    of = f"over {comparison.n} pairs of replicates" if comparison.paired else "from unpaired replicates"
    note = [
        f"Dot: mean change from “{reference}” over the whole run. Line: its {level} interval {of}. Filled dot: the interval excludes zero. "
        "Intervals cover sampling noise only, not uncertain parameters."
    ]
    with style.figure_style():
        panel_rows = len(rows) * (2 if size.narrow else 1)  # two panels over each other
        height = (1.7 if size.narrow else 1.1) + ROW_HEIGHT[size.name] * panel_rows + (style.footnote_height(size, note) if footnote else 0)
        figure = style.new_figure(size, height)
        shape = (2, 1) if size.narrow else (1, 2)
        left, right = figure.subplots(*shape, sharey=True)
        units = [_scaled(row.effects[UNITS], baseline_as=100) for row in rows]
        rates = [_scaled(row.effects[RATE]) for row in rows]
        scaled = [
            _panel(left, units, "Leaked units", "change, % of reference"),
            _panel(right, rates, "Leakage rate", "change, percentage points"),
        ]
        left.set_yticks(range(len(rows)), [_label(row, size) for row in rows])
        left.set_ylim(len(rows) - 0.4, -0.6)
        if any(scaled):
            note[0] += " Shaded: beyond the dashed line the scale is logarithmic, because one effect is far larger than the others."
        if footnote:
            style.footnote(figure, size, note)
    return Drawing(
        key="effects",
        title=f"Change in leakage from “{comparison.name}”",
        caption=note[0],
        alt="Dots with lines. " + "; ".join(f"{row.name}: {_words(row)}" for row in rows) + ".",
        figure=figure,
        table=_table(rows, level),
    )


def _label(row: Row, size: style.Size) -> str:
    return style.in_lines(row.name, 19, 3) if size.narrow else style.in_lines(row.name, 34, 2)


def _table(rows: list[Row], level: str) -> Table:
    """The drawn numbers, a row for each scenario."""
    records = []
    for row in rows:
        found = (_scaled(row.effects[UNITS], baseline_as=1), _scaled(row.effects[RATE]))
        records.append([row.name, *(value for one in found for value in (one[:3] if one else [np.nan] * 3))])
    kinds = {
        f"{what}{bound}": kind
        for what, kind in (("Leaked units, change", "change_ratio"), ("Leakage rate, change in points", "number"))
        for bound in ("", f": {level} from", f": {level} to")
    }
    return Table(pd.DataFrame(records, columns=["Scenario", *kinds]), kinds)


Point = tuple[float, float, float, Effect]  #: mean, low, high as drawn


def _panel(axes: Axes, points: list[Point | None], title: str, unit: str) -> bool:
    """Draw every point within the axes; whether the outer part of the scale is logarithmic."""
    axes.set_title(title)
    axes.set_xlabel(unit)
    axes.grid(True, axis="x")
    axes.grid(False, axis="y")
    axes.axvline(0, color=style.MUTED, linewidth=1)
    for y, point in enumerate(points):
        _draw(axes, y, point)
    axes.margins(x=0.08)
    near = _near(points)
    scaled = math.isfinite(near)
    if scaled:
        _compress(axes, near)
    else:
        axes.xaxis.set_major_locator(MaxNLocator(5))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: signed(value, _tick_digits(axes))))
    return scaled


def _near(points: list[Point | None]) -> float:
    """The largest distance from zero of points that are not far; infinite if none is far."""
    known = [point for point in points if point is not None and np.isfinite(point[0])]
    reach = np.array([np.nanmax(np.abs(point[:3])) for point in known if not point[3].exactly_zero])
    if reach.size < FEWEST_TO_SCALE or reach.max() <= FAR * np.median(reach):
        return float("inf")
    return float(reach[reach <= FAR * np.median(reach)].max())


def _compress(axes: Axes, near: float) -> None:
    """Linear as far as the near points go, logarithmic beyond: one far point does not squeeze all others together."""
    low, high = axes.dataLim.x0, axes.dataLim.x1
    axes.set_xscale("symlog", linthresh=near, linscale=LINEAR_PART)
    ends = []
    for end in (low, high):
        outside = abs(end) > near
        ends.append(1.25 * end if outside else max(-near, min(near, end * 1.1)))
        if outside:
            edge = math.copysign(near, end)
            axes.axvline(edge, color=style.MUTED, linewidth=0.8, linestyle="--")
            axes.axvspan(edge, 1.25 * end, color=style.GRID, alpha=0.5, linewidth=0)
    axes.set_xlim(*ends)
    inner = MaxNLocator(4).tick_values(max(ends[0], -near), min(ends[1], near))
    ticks = [tick for tick in inner if abs(tick) <= near and ends[0] <= tick <= ends[1]]
    ticks += [_two_digits(end) for end in (low, high) if abs(end) > near]
    axes.xaxis.set_major_locator(FixedLocator(ticks))
    axes.xaxis.set_minor_locator(NullLocator())


def _two_digits(value: float) -> float:
    return float(f"{value:.2g}")


def _draw(axes: Axes, y: int, point: Point | None) -> None:
    if point is None or not np.isfinite(point[0]):
        axes.annotate(UNDEFINED, (0, y), (5, 0), textcoords="offset points", va="center", fontsize=8, color=style.MUTED)
        return
    mean, low, high, effect = point
    if effect.exactly_zero:
        axes.plot(mean, y, "D", color=style.MUTED, markerfacecolor=style.SURFACE, markersize=4.5)
        axes.annotate(ZERO, (0, y), (6, 0), textcoords="offset points", va="center", fontsize=8, color=style.MUTED)
        return
    colour = style.BLUE if mean < 0 else style.VERMILLION
    if effect.has_interval:
        axes.hlines(y, low, high, color=colour, linewidth=1.8)
    face = colour if effect.excludes_zero else style.SURFACE
    axes.plot(mean, y, "o" if mean < 0 else "s", color=colour, markerfacecolor=face, markersize=5.5)


def _scaled(effect: Effect | None, *, baseline_as: float | None = None) -> Point | None:
    """In its unit, or so that the baseline is as much as that: 100 for percent."""
    if effect is None:
        return None
    if baseline_as and not effect.baseline:
        return None
    factor = baseline_as / effect.baseline if baseline_as else 1.0
    return factor * effect.mean, factor * effect.low, factor * effect.high, effect


def _tick_digits(axes: Axes) -> int:
    """The fewest decimals that show every tick exactly: 0.25 is neither 0.2 nor 0.3."""
    ticks = axes.xaxis.get_majorticklocs()
    low, high = axes.get_xlim()
    near = 1e-9 * (high - low)
    return next((digits for digits in range(6) if np.all(np.abs(np.round(ticks, digits) - ticks) <= near)), 6)


def _order(row: Row) -> tuple[bool, float]:
    effect = row.effects[UNITS]
    known = effect is not None and effect.defined
    return not known, effect.mean if known else 0.0


def _words(row: Row) -> str:
    effect = row.effects[UNITS]
    if effect is None or not effect.defined:
        return UNDEFINED
    if effect.exactly_zero:
        return ZERO
    return f"{signed(100 * effect.relative, 1)} % leaked units"
