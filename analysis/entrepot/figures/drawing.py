"""The result of a figure function, and the files that it can be saved as."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from entrepot.figures import fonts, style
from entrepot.files import whole_file


@dataclass(frozen=True)
class Table:
    """The numbers of a figure. `kinds` gives the number format of a column: units, ratio, usd, h100e, premium, text."""

    frame: pd.DataFrame
    kinds: dict[str, str]


@dataclass(frozen=True)
class Drawing:
    """A figure with its texts and table."""

    key: str
    title: str
    caption: str  #: how to read it
    alt: str  #: what it shows, for those who cannot see it
    figure: Figure
    table: Table
    notes: list[str] = field(default_factory=list)  #: gaps in the data


#: Draws a figure in a size.
Draw = Callable[[style.Size], Drawing]


def save(drawing: Drawing, path: Path) -> None:
    """Write a figure as a file of its own, on white; the suffix gives the format (svg, pdf, png)."""
    form = path.suffix.removeprefix(".")
    with style.figure_style(), fonts.set_text(drawing.figure, as_text=form == "svg"), whole_file(path) as draft:
        drawing.figure.savefig(draft, format=form, facecolor="white", metadata=_undated(path.suffix))
        if form == "svg":
            draft.write_text(fonts.portable(draft.read_text(encoding="utf-8")), encoding="utf-8")


def inline_svg(drawing: Drawing, prefix: str) -> str:
    """The figure as an <svg> element for a page: transparent, in CSS variables, with ids that start with `prefix`."""
    text = io.StringIO()
    with style.figure_style(), fonts.set_text(drawing.figure, as_text=True):
        drawing.figure.savefig(text, format="svg", metadata=_undated(".svg"))
    svg = fonts.portable(text.getvalue())
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"\s*<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    return TAG.sub(lambda tag: _for_page(tag.group(), prefix), svg)


#: Text between tags is not touched: it may look like anything.
TAG = re.compile(r"<[^>]*>")


def _for_page(tag: str, prefix: str) -> str:
    tag = re.sub(r' xmlns(:\w+)?="[^"]*"', "", tag).replace("xlink:href", "href")
    tag = re.sub(r'\bid="', f'id="{prefix}-', tag)
    tag = tag.replace("url(#", f"url(#{prefix}-").replace('href="#', f'href="#{prefix}-')
    for colour, variable in CSS_VARIABLES.items():
        tag = tag.replace(colour, f"var({variable}, {colour})")
    return tag


CSS_VARIABLES = {
    style.INK: "--ink",
    style.MUTED: "--muted",
    style.GRID: "--grid",
    style.SURFACE: "--surface",
    style.BLUE: "--blue",
    style.VERMILLION: "--vermillion",
    style.GREEN: "--green",
    style.ORANGE: "--orange",
    style.SKY: "--sky",
    style.PURPLE: "--purple",
    style.YELLOW: "--yellow",
    style.GREY: "--grey",
    style.BAR: "--bar",
}


def _undated(suffix: str) -> dict[str, None]:
    """Metadata without a date, so that the same result gives the same file."""
    return {".svg": {"Date": None}, ".pdf": {"CreationDate": None}}.get(suffix, {})
