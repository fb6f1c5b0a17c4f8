"""A comparison as one HTML file with everything in it, in the style of the report page."""

from __future__ import annotations

from importlib import resources

from markupsafe import Markup

from entrepot.compare.comparison import Comparison
from entrepot.compare.tables import reading, sections_of, titles
from entrepot.figures import NARROW, WIDE, inline_svg
from entrepot.figures.effects import change_in_leakage
from entrepot.templates import environment_of


def to_html(comparison: Comparison) -> str:
    """The HTML text: the plot of the changes in leakage, then the tables."""
    wide, narrow = (change_in_leakage(comparison, size) for size in (WIDE, NARROW))
    return environment_of("compare").get_template("compare.html.j2").render(
        css=Markup(resources.files("entrepot.page").joinpath("page.css").read_text(encoding="utf-8")),
        reading=reading(comparison, f"“{comparison.name}”"),
        drawing=wide,
        wide=Markup(inline_svg(wide, "wide")),
        narrow=Markup(inline_svg(narrow, "narrow")),
        sections=sections_of(comparison),
        titles=titles(comparison),
        comparison=comparison,
    )
