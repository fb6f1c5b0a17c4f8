"""Published ranges and the model's results side by side."""

from __future__ import annotations

import math

import pandas as pd
from matplotlib.axes import Axes

from entrepot.errors import MissingData
from entrepot.estimates import tables
from entrepot.estimates.checks import Check, Verdict
from entrepot.figures import style
from entrepot.figures.drawing import Drawing, Table
from entrepot.words import NBSP

ROW = 0.42  #: inches
OPEN = 1.12  #: where a range without an upper end goes out of the row, whose largest number is at 1
#: Colour, marker, and whether the marker is filled: shape distinguishes verdicts too.
MARKS = {
    Verdict.INSIDE: (style.BLUE, "o", True),
    Verdict.OVERLAPS: (style.BLUE, "o", False),
    Verdict.BELOW: (style.VERMILLION, "<", True),
    Verdict.ABOVE: (style.VERMILLION, ">", True),
}


def published_and_model(title: str, checks: list[Check], size: style.Size) -> Drawing:
    """A row for each estimate, each on its own scale from zero. Raises MissingData if none was measured."""
    shown = [check for check in checks if check.model]
    if not shown:
        raise MissingData("no estimate could be measured")
    with style.figure_style():
        figure = style.new_figure(size, 0.5 + ROW * (1.7 if size.narrow else 1) * len(shown))
        axes = figure.add_subplot()
        for at, check in enumerate(shown):
            _row(axes, at, check)
        axes.set_xlim(0, OPEN)
        axes.set_xticks([])
        axes.grid(False)
        width = 24 if size.narrow else 46
        axes.set_yticks(range(len(shown)), [style.in_lines(c.estimate.what, width, 5 if size.narrow else 3) for c in shown], fontsize=7)
        axes.set_ylim(len(shown) - 0.4, -0.6)
        for check, at in zip(shown, range(len(shown))):
            axes.annotate(tables.mean(check), (OPEN, at), (4, 0), textcoords="offset points", va="center", fontsize=7, annotation_clip=False)
    level = f"{100 * shown[0].confidence:g}{NBSP}%"
    return Drawing(
        key="estimates",
        title=f"{title}, and the model's results",
        caption="Pale bars: the published range, to the edge where it is open. Marks: the model's mean, with its value on the right. Thick lines: its "
        f"{level} interval, over {_replicates(shown)} replicates (sampling noise only). Thin lines: the middle 90{NBSP}% of replicates. Filled dots lie in "
        "the range, hollow ones overlap it, triangles point to the side of the model. Every row has its own scale, from zero.",
        alt="Ranges and marks, row by row. " + "; ".join(_words(check) for check in shown) + ".",
        figure=figure,
        table=Table(_frame(shown), {}),
    )


def _replicates(checks: list[Check]) -> str:
    """`32`, or `16 to 32` where results differ."""
    low, high = (end(check.model.replicates for check in checks) for end in (min, max))
    return str(low) if low == high else f"{low} to {high}"


def _row(axes: Axes, at: int, check: Check) -> None:
    estimate, model = check.estimate, check.model
    low, high = max(0.0, estimate.low), estimate.high
    largest = max(value for value in (low, high, model.mean, model.p95) if math.isfinite(value)) or 1.0
    right = high / largest if math.isfinite(high) else OPEN
    axes.barh(at, right - low / largest, 0.6, left=low / largest, color=style.BAR, linewidth=0)
    colour, marker, filled = MARKS[check.verdict]
    axes.hlines(at, model.p05 / largest, model.p95 / largest, color=colour, linewidth=0.9)
    if model.has_interval:
        axes.hlines(at, model.low / largest, model.high / largest, color=colour, linewidth=2.6)
    axes.plot(model.mean / largest, at, marker, color=colour, markerfacecolor=colour if filled else style.SURFACE, markersize=6)


def _words(check: Check) -> str:
    return f"{check.estimate.what}: published {tables.published(check)}, model {tables.mean(check)}, {check.verdict.value}"


def _frame(checks: list[Check]) -> pd.DataFrame:
    rows = [
        (c.estimate.what, tables.published(c), tables.mean(c), tables.interval(c), tables.spread(c), c.verdict.value) for c in checks
    ]
    heads = ["Estimate", "Published", "Model: mean", "Interval of the mean", f"Middle 90{NBSP}% of replicates", "Verdict"]
    return pd.DataFrame(rows, columns=heads)
