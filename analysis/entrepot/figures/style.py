"""Colours, sizes and the axes furniture that all figures share.

Data colours are those of Okabe and Ito (2008), made for readers with any kind of colour vision; no figure relies on
colour alone.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import textwrap
import unicodedata
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import matplotlib.style
import numpy as np
import xarray as xr
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, YearLocator, date2num
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, NullLocator

STYLE = Path(__file__).with_name("entrepot.mplstyle")

INK = "#1d1f24"
MUTED = "#5b616b"
GRID = "#d5d9df"
SURFACE = "#fefefe"  #: background of a figure; edges between stacked bars

BLUE = "#0072b2"
VERMILLION = "#d55e00"
GREEN = "#009e73"
ORANGE = "#e69f00"
SKY = "#56b4e9"
PURPLE = "#cc79a7"
YELLOW = "#f0e442"
GREY = "#8a9099"
BAR = "#a8cdea"  #: bars with whiskers: pale, so that the whiskers are visible

#: Neighbours in a stack differ in lightness as well as in hue.
SEQUENCE = (BLUE, ORANGE, GREEN, PURPLE, VERMILLION, SKY, YELLOW)
VIEW_STYLE = {
    "bill_to": (BLUE, "o"),
    "ship_to": (VERMILLION, "s"),
    "true_destination": (GREEN, "D"),
    "headquarters": (PURPLE, "^"),
}


@dataclass(frozen=True)
class Size:
    """Width of a figure, inches, and characters that fit on a line of its notes."""

    name: str
    width: float
    characters: int

    @property
    def narrow(self) -> bool:
        return self.name == "narrow"


WIDE = Size("wide", 7.6, 118)
NARROW = Size("narrow", 3.7, 54)


@contextmanager
def figure_style() -> Iterator[None]:
    """Warns of letters without a glyph in the words of `fonts.warn_of_scripts`."""
    with matplotlib.style.context(STYLE), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"(?s)\s*Glyph \d+ .* missing from current font")
        warnings.filterwarnings("ignore", message="Matplotlib currently does not support .* natively")
        yield


def columns_of(text: str) -> int:
    """Columns that a text takes in a font of fixed width: two for a letter of Chinese, Japanese or Korean."""
    return sum(0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF") for c in text)


def shortened(name: str, most: int) -> str:
    """A name shortened to a number of columns, with three dots at its end. Tables have it in full."""
    if columns_of(name) <= most:
        return name
    kept, left = "", most - 1
    for character in name:
        left -= columns_of(character)
        if left < 0:
            break
        kept += character
    return kept.rstrip() + "\N{HORIZONTAL ELLIPSIS}"


def in_lines(name: str, width: int, most: int = 3) -> str:
    """A name wrapped to a width in columns, and cut after a number of lines."""
    shown = shortened(name, width * most - (most - 1) * 2)
    wide = columns_of(shown) / max(1, len(shown))
    lines = textwrap.wrap(shown, max(2, int(width / max(1.0, wide))))
    if len(lines) > most:
        lines[most - 1] = shortened(lines[most - 1] + "\N{HORIZONTAL ELLIPSIS}" * 2, columns_of(lines[most - 1]) + 1)
    return "\n".join(lines[:most]) or shown


def new_figure(size: Size, height: float) -> Figure:
    return Figure(figsize=(size.width, height), layout="constrained")


def footnote_lines(size: Size, lines: list[str]) -> list[str]:
    return [part for line in lines for part in textwrap.wrap(line, size.characters, subsequent_indent="    ")]


def footnote_height(size: Size, lines: list[str]) -> float:
    """Inches that a footnote takes."""
    return 0.155 * len(footnote_lines(size, lines))


def footnote(figure: Figure, size: Size, lines: list[str]) -> None:
    """Small text under the axes, wrapped to the figure's width."""
    if lines:
        text = "\n".join(footnote_lines(size, lines))
        figure.supxlabel(text, x=0.01, ha="left", fontsize=8, color=INK, linespacing=1.35)


def legend_above(axes: Axes, size: Size, entries: list[tuple[str, Artist]]) -> None:
    """A legend above the axes. Matplotlib drops labels that begin with `_`, so it is given others first."""
    names = [shortened(name, 20 if size.narrow else 22) for name, _ in entries]
    legend = axes.legend(
        [artist for _, artist in entries], [str(at) for at in range(len(names))],
        loc="lower left", bbox_to_anchor=(0, 1), ncols=2 if size.narrow else 4, columnspacing=1.2, handletextpad=0.5,
        borderaxespad=0.3,
    )  # fmt: skip
    for text, name in zip(legend.get_texts(), names):
        text.set_text(name)


def panels(figure: Figure, rows: int, columns: int, used: int, *, shared: bool = True) -> tuple[np.ndarray, Axes]:
    """`used` panels that share both axes (or neither), [panel], and over them a row for the legend that they share."""
    legend_row = (0.22 if shared else 0.3) / (figure.get_figheight() / rows)  # titles of panels of their own come near it
    grid = figure.add_gridspec(rows + 1, columns, height_ratios=[legend_row] + [1] * rows)
    legend = figure.add_subplot(grid[0, :])
    legend.set_axis_off()
    made: list[Axes] = []
    for k in range(used):
        first = made[0] if made and shared else None
        made.append(figure.add_subplot(grid[1 + k // columns, k % columns], sharex=first, sharey=first))
        if shared:
            made[k].tick_params(labelbottom=k + columns >= used, labelleft=k % columns == 0)
    return np.array(made), legend


def legend_of(panel: Axes, legend: Axes) -> None:
    """Show the legend of one panel in the row kept for it, from the left edge of the figure."""
    shown = legend.legend(
        *panel.get_legend_handles_labels(), loc="upper left", bbox_to_anchor=(0.01, 1), ncols=3, columnspacing=1.2,
        bbox_transform=legend.figure.transFigure, borderaxespad=0.3, handletextpad=0.3,
    )  # fmt: skip
    shown.set_in_layout(False)


def key_in(space: Axes, columns: int, entries: list[tuple[str, Artist]]) -> None:
    """A legend in the row kept for it, from the left edge of the figure."""
    space.set_axis_off()
    legend = space.legend(
        [artist for _, artist in entries], [str(at) for at in range(len(entries))], loc="upper left", bbox_to_anchor=(0.01, 1),
        ncols=columns, columnspacing=1.2, bbox_transform=space.figure.transFigure, borderaxespad=0.2, handletextpad=0.5, handlelength=2.8,
    )  # fmt: skip
    for text, (name, _) in zip(legend.get_texts(), entries):  # given later: Matplotlib drops labels that begin with `_`
        text.set_text(name)
    legend.set_in_layout(False)


def wrapped(name: str, width: int) -> str:
    """A name of a file, whose words hang together by underscores and dots, in lines of at most `width` characters."""
    lines = [""]
    for part in re.findall(r"[^._/\s]+[._/\s]*|[._/\s]+", name):
        for piece in (part[at : at + width] for at in range(0, len(part), width)):
            if lines[-1] and len(lines[-1] + piece.rstrip()) > width:
                lines.append("")
            lines[-1] += piece
    return "\n".join(line.strip() for line in lines)


def log_ticks(axis: Axis, low: float, high: float, most: int = 7) -> None:
    """A few round numbers on an axis with logarithms, labelled as plain numbers, whether or not a power of ten is there."""
    decades = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    steps = (1, 2, 5) if high / low < 150 else (1,)
    found = [step * 10.0**decade for decade in decades for step in steps if low <= step * 10.0**decade <= high]
    if len(found) < 2:
        found = [tick for tick in MaxNLocator(3).tick_values(low, high) if low <= tick <= high]
    thinned = found[:: 1 + (len(found) - 1) // most]
    axis.set_major_locator(FixedLocator(thinned))
    axis.set_minor_locator(NullLocator())
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))


def middle_of_quarters(values: xr.DataArray) -> np.ndarray:
    """Days of matplotlib: bars have widths only on a plain axis."""
    return date2num(values["quarter"].values + np.timedelta64(45, "D"))


def date_axis(axes: Axes, start: dt.date, end: dt.date) -> None:
    """Years on the x axis, or months for runs of less than two years."""
    days = (end - start).days
    margin = dt.timedelta(days=max(5, days // 60))
    axes.set_xlim(date2num(start - margin), date2num(end + margin))
    if days >= 720:
        axes.xaxis.set_major_locator(YearLocator())
    else:
        axes.xaxis.set_major_locator(AutoDateLocator(minticks=3, maxticks=6))
    axes.xaxis.set_major_formatter(ConciseDateFormatter(axes.xaxis.get_major_locator()))
    axes.xaxis.get_offset_text().set_visible(False)


def percent_axis(axes: Axes, which: str = "y") -> None:
    axis = axes.yaxis if which == "y" else axes.xaxis
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{100 * value:g}\N{NO-BREAK SPACE}%"))


def count_axis(axes: Axes) -> None:
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}".replace("-", "\N{MINUS SIGN}")))


def from_zero(axes: Axes, *values: np.ndarray) -> None:
    """Start the y axis at zero and end it over the largest finite value."""
    finite = [v[np.isfinite(v)] for v in map(np.asarray, values)]
    top = max((float(v.max()) for v in finite if v.size), default=0.0)
    axes.set_ylim(0, top * 1.06 if top > 0 else 1)


def band(axes: Axes, x: np.ndarray, summary: xr.DataArray, colour: str) -> None:
    """Mean as a line, its interval as a band, and the 5-95 % range of the replicates as thin lines."""
    at = {name: summary.sel(statistic=name).values for name in ("mean", "low", "high", "p05", "p95")}
    axes.fill_between(x, at["low"], at["high"], color=colour, alpha=0.25, linewidth=0)
    for edge in ("p05", "p95"):
        axes.plot(x, at[edge], color=colour, linewidth=0.7, alpha=0.7)
    axes.plot(x, at["mean"], color=colour)


def whiskers(axes: Axes, x: np.ndarray, summary: xr.DataArray, colour: str, *, vertical: bool = True) -> None:
    """The interval of the mean as a thick whisker on the 5-95 % range of the replicates as a thin one."""
    at = {name: summary.sel(statistic=name).values for name in ("low", "high", "p05", "p95")}
    known = np.isfinite(at["p05"])
    several = np.isfinite(at["low"])
    draw = axes.vlines if vertical else axes.hlines  # both take the fixed coordinate first
    draw(x[known], at["p05"][known], at["p95"][known], color=colour, linewidth=0.8)
    draw(x[several], at["low"][several], at["high"][several], color=colour, linewidth=2.4)
