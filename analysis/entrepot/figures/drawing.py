"""What a figure function hands back, and the files it can become."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from entrepot.figures import style
from entrepot.files import whole_file


@dataclass(frozen=True)
class Table:
    """The numbers of a figure. `kinds` says how a column is written: units, ratio, usd, h100e, premium, text."""

    frame: pd.DataFrame
    kinds: dict[str, str]


@dataclass(frozen=True)
class Drawing:
    """A figure with all that is said about it."""

    key: str
    title: str
    caption: str  #: how to read it
    alt: str  #: what it shows, for those who cannot see it
    figure: Figure
    table: Table
    notes: list[str] = field(default_factory=list)  #: what the reader must know of gaps in the data


def save(drawing: Drawing, path: Path) -> None:
    """Write a figure as a file of its own, on white; the suffix gives the format (svg, pdf, png)."""
    with style.house_style(), whole_file(path) as draft:
        form = path.suffix.removeprefix(".")
        drawing.figure.savefig(draft, format=form, facecolor="white", metadata=_undated(path.suffix))


def inline_svg(drawing: Drawing, prefix: str) -> str:
    """The figure as an <svg> element for a page: transparent, in CSS variables, with ids that start with `prefix`."""
    text = io.StringIO()
    with style.house_style():
        drawing.figure.savefig(text, format="svg", metadata=_undated(".svg"))
    svg = text.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"\s*<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r' xmlns(:\w+)?="[^"]*"', "", svg).replace("xlink:href", "href")
    svg = re.sub(r'\bid="', f'id="{prefix}-', svg)
    svg = svg.replace("url(#", f"url(#{prefix}-").replace('href="#', f'href="#{prefix}-')
    for colour, variable in CSS_VARIABLES.items():
        svg = svg.replace(colour, f"var({variable}, {colour})")
    return svg


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
