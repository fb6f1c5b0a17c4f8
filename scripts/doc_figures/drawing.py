"""The list of figures, and what all of them share: style, size and the form of the files."""

from __future__ import annotations

import io
import re
import sys
import textwrap
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import matplotlib
import yaml

matplotlib.use("svg")
import matplotlib.pyplot as plt  # noqa: E402
from matplotlib.axes import Axes  # noqa: E402
from matplotlib.figure import Figure  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "analysis"))

from entrepot.figures import style  # noqa: E402

WIDTH = 7.6  #: inches
MINUS = "\N{MINUS SIGN}"
PLACES = {
    code: place["name"]
    for code, place in yaml.safe_load((ROOT / "scenarios" / "baseline" / "places.yaml").read_text(encoding="utf-8"))["jurisdictions"].items()
}


@dataclass(frozen=True)
class DocFigure:
    name: str  #: of the file in docs/images, without suffix
    page: str  #: below docs/, that shows it
    needs_runs: bool
    draw: Callable[..., tuple[Figure, str]]  #: the figure and its alternative text


FIGURES: dict[str, DocFigure] = {}


def figure(name: str, page: str, *, needs_runs: bool = False) -> Callable:
    """Register a function as the owner of docs/images/NAME.svg. With `needs_runs` it takes a `Runs`."""

    def register(draw: Callable) -> Callable:
        FIGURES[name] = DocFigure(name, page, needs_runs, draw)
        return draw

    return register


@contextmanager
def doc_style():
    with style.figure_style(), plt.rc_context({"svg.fonttype": "path", "svg.hashsalt": "entrepot", "font.size": 9}):
        yield


def new_figure(height: float) -> Figure:
    return plt.figure(figsize=(WIDTH, height), layout="constrained")


def diagram(height: float, right: float, top: float) -> tuple[Figure, Axes]:
    """A figure without axes, from (0, 0) to (right, top), y downwards."""
    figure = plt.figure(figsize=(WIDTH, height))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, right), ylim=(top, 0))
    axes.axis("off")
    return figure, axes


def box(axes: Axes, x: float, y: float, width: float, height: float, text: str, **look) -> None:
    """A rectangle with centred text; `look`: fill, edge, size, weight."""
    fill, edge = look.get("fill", "#eaf3fa"), look.get("edge", style.BLUE)
    axes.add_patch(plt.Rectangle((x, y), width, height, facecolor=fill, edgecolor=edge, linewidth=1, zorder=2))
    axes.text(x + width / 2, y + height / 2, text, ha="center", va="center", fontsize=look.get("size", 9),
              fontweight=look.get("weight", "normal"), color=style.INK, linespacing=1.3, zorder=3)  # fmt: skip


def arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float], colour: str = style.MUTED) -> None:
    axes.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": 1, "shrinkA": 0, "shrinkB": 0}, zorder=1)


def title(figure: Figure, text: str) -> None:
    figure.suptitle(text, x=0.01, ha="left", fontsize=11, fontweight="bold", color=style.INK)


def note(figure: Figure, text: str) -> None:
    figure.supxlabel("\n".join(textwrap.wrap(text, 118)), x=0.01, ha="left", fontsize=8, color=style.INK)


def signed(value: float, digits: int = 0) -> str:
    return f"{value:+,.{digits}f}".replace("-", MINUS)


def only_x_grid(axes: Axes) -> None:
    axes.grid(True, axis="x")
    axes.grid(False, axis="y")


def svg_of(drawn: Figure) -> str:
    """The figure on white, the same bytes each time, with short names for the shapes of letters."""
    text = io.StringIO()
    with doc_style():
        drawn.savefig(text, format="svg", facecolor="white", metadata={"Date": None, "Creator": None})
    plt.close(drawn)
    svg = text.getvalue()
    svg = svg.replace("DejaVuSans-Bold-", "b").replace("DejaVuSans-", "g")
    letter = r'<use xlink:href="([^"]*)" transform="translate\(([0-9.]+) 0\)"/>'  # placed in hundredths of the font size
    svg = re.sub(letter, lambda use: f'<use href="{use[1]}" x="{float(use[2]):.0f}"/>', svg).replace("xlink:href", "href")
    svg = re.sub(r"<!--.*?-->\n?", "", svg)
    svg = re.sub(r"scale\([^)]*\)|\d+\.\d{3,}", lambda part: part[0] if "(" in part[0] else f"{float(part[0]):.2f}", svg)
    return re.sub(r"[ \t]+$", "", re.sub(r"^ +", "", svg, flags=re.MULTILINE), flags=re.MULTILINE)
