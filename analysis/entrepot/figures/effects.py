"""The changes in leakage of many scenarios from a baseline, as dots with whiskers."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from entrepot.compare.comparison import Comparison, Row
from entrepot.compare.effects import Effect
from entrepot.compare.wording import UNDEFINED, ZERO, decimals, signed
from entrepot.figures import style
from entrepot.figures.drawing import Drawing, Table
from entrepot.words import NBSP

ROW_HEIGHT = 0.3  #: inches
FAR = 5  #: times the median reach from zero: further out a point is off the scale
FEWEST_TO_CLIP = 5
RATE, UNITS = "leakage_rate", "leaked_units"


def change_in_leakage(comparison: Comparison, size: style.Size, *, footnote: bool = True) -> Drawing:
    """Paired differences of the leakage rate and of leaked units, scenarios in the order of the second.

    Without footnote for a page, whose caption says the same.
    """
    rows = sorted(comparison.rows, key=_order)
    level = f"{100 * comparison.confidence:g}{NBSP}%"
    note = [
        f"Dot: mean difference from {style.shortened(comparison.label, 60)} over the whole run; whisker: its {level} interval over pairs of "
        "replicates. Filled: the interval excludes zero. Triangles with a number: off the scale. Intervals cover sampling noise, not "
        "uncertainty about parameters."
    ]
    with style.figure_style():
        panel_rows = len(rows) * (1.6 if size.narrow else 1)  # two panels over each other, closer set
        height = 0.9 + ROW_HEIGHT * panel_rows + (style.footnote_height(size, note) if footnote else 0)
        figure = style.new_figure(size, height)
        shape = (2, 1) if size.narrow else (1, 2)
        left, right = figure.subplots(*shape, sharey=True)
        _panel(left, [_scaled(row.effects[UNITS], baseline_as=100) for row in rows], "Leaked units, change in %")
        _panel(right, [_scaled(row.effects[RATE]) for row in rows], "Leakage rate, change in points")
        left.set_yticks(range(len(rows)), [style.in_lines(row.label, 34, 2) for row in rows])
        left.set_ylim(len(rows) - 0.4, -0.6)
        if footnote:
            style.footnote(figure, size, note)
    return Drawing(
        key="effects",
        title=f"Change in leakage from {comparison.label}",
        caption=note[0],
        alt="Dots with whiskers. " + "; ".join(f"{row.label}: {_words(row)}" for row in rows) + ".",
        figure=figure,
        table=_table(rows, level),
    )


def _table(rows: list[Row], level: str) -> Table:
    """The drawn numbers, a row for each scenario."""
    records = []
    for row in rows:
        found = (_scaled(row.effects[UNITS], baseline_as=1), _scaled(row.effects[RATE]))
        records.append([row.label, *(value for one in found for value in (one[:3] if one else [np.nan] * 3))])
    kinds = {
        f"{what}{bound}": kind
        for what, kind in (("Leaked units, change", "ratio"), ("Leakage rate, change in points", "number"))
        for bound in ("", f": {level} from", f": {level} to")
    }
    return Table(pd.DataFrame(records, columns=["Scenario", *kinds]), kinds)


Point = tuple[float, float, float, Effect]  #: mean, low, high as drawn


def _panel(axes: Axes, points: list[Point | None], title: str) -> None:
    axes.set_title(title)
    axes.grid(True, axis="x")
    axes.grid(False, axis="y")
    axes.axvline(0, color=style.MUTED, linewidth=1)
    axes.xaxis.set_major_locator(MaxNLocator(5))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: signed(value, _tick_digits(axes))))
    limit = _limit(points)
    for y, point in enumerate(points):
        if point is not None and limit < abs(point[0]):
            _draw_outside(axes, y, point, limit)
        else:
            _draw(axes, y, point)
    axes.margins(x=0.08)
    low, high = axes.get_xlim()
    axes.set_xlim(max(low, -1.08 * limit), min(high, 1.08 * limit))


def _limit(points: list[Point | None]) -> float:
    """The largest distance from zero that the axis shows: a few far points must not squeeze all others together."""
    known = [point for point in points if point is not None and np.isfinite(point[0])]
    reach = np.array([np.nanmax(np.abs(point[:3])) for point in known if not point[3].exactly_zero])
    if reach.size < FEWEST_TO_CLIP:
        return float("inf")
    return float(reach[reach <= FAR * np.median(reach)].max())


def _draw_outside(axes: Axes, y: int, point: Point, limit: float) -> None:
    side = np.sign(point[0])
    colour = style.BLUE if side < 0 else style.VERMILLION
    axes.plot(side * limit, y, "<" if side < 0 else ">", color=colour, markersize=6.5)
    text = signed(point[0], decimals(point[0], (point[2] - point[1]) / 2))
    align = "left" if side < 0 else "right"
    axes.annotate(
        text, (side * limit, y), (-7 * side, 0), textcoords="offset points", va="center", ha=align, fontsize=8,
        color=style.INK,
    )  # fmt: skip


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
