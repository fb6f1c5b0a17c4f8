"""How a policy changes a vendor's revenue, part by part."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entrepot.compare.costs import FATES, Sheet
from entrepot.errors import MissingData
from entrepot.figures import style
from entrepot.figures.drawing import Drawing, Table
from entrepot.compare.wording import signed
from entrepot.words import NBSP

PARTS = {
    "restricted": "lawful sales to\nrestricted users",
    "leaked": "leaked,\nbut paid for",
    "unrestricted": "sold to\nothers",
    "seized": "seized,\nbut paid for",
    "pending": "not delivered\nyet",
}


def revenue_waterfall(sheet: Sheet, section: str, label: str, confidence: float, size: style.Size) -> Drawing:
    """The parts of the change of one section of a cost sheet (a vendor's revenue), USD m; they add up to its whole."""
    effects = {line.name: effect for line, effect in sheet.lines if line.section == section}
    if "all" not in effects:
        raise MissingData(f"{sheet.title}: has no {section}")
    parts = [(words, effects[FATES[fate]]) for fate, words in PARTS.items()] + [("total", effects["all"])]
    with style.figure_style():
        figure = style.new_figure(size, 3.1 if not size.narrow else 3.6)
        axes = figure.add_subplot()
        level = 0.0
        for at, (_, effect) in enumerate(parts):
            whole = at == len(parts) - 1
            begin = 0.0 if whole else level
            colour = style.BLUE if effect.mean >= 0 else style.VERMILLION
            hatch = None if effect.mean >= 0 else "///"
            axes.bar(at, effect.mean, 0.62, bottom=begin, color=style.BAR if whole else colour, hatch=hatch,
                     edgecolor=style.SURFACE, linewidth=0)  # fmt: skip
            end = begin + effect.mean
            if np.isfinite(effect.low):
                axes.vlines(at, begin + effect.low, begin + effect.high, color=style.INK, linewidth=1.6)
            if not whole:
                axes.hlines(end, at + 0.31, at + 0.69, color=style.MUTED, linewidth=0.8)
            top = max(begin, end, begin + effect.high if np.isfinite(effect.high) else end)
            axes.annotate(signed(effect.mean, 0), (at, top), (0, 3), textcoords="offset points", ha="center", fontsize=8)
            level = end
        axes.axhline(0, color=style.MUTED, linewidth=1)
        axes.set_xticks(range(len(parts)), [words for words, _ in parts], fontsize=8)
        if size.narrow:
            axes.tick_params(axis="x", labelrotation=45)
        axes.set_title(f"{style.shortened(section, 44 if size.narrow else 90)}, change in USD m")
        axes.margins(y=0.14)
        axes.grid(False, axis="x")
    level_text = f"{100 * confidence:g}{NBSP}%"
    frame = pd.DataFrame(
        [(words.replace("\n", " "), e.baseline * 1e6, e.mean * 1e6, e.low * 1e6, e.high * 1e6) for words, e in parts],
        columns=["Outcome of the goods", "Baseline", "Change", f"{level_text} from", f"{level_text} to"],
    )
    steps = "; ".join(f"{words}: {signed(e.mean, 0)}".replace("\n", " ") for words, e in parts)
    return Drawing(
        key="waterfall",
        title=f"{section}: changes under “{label}”",
        caption="First sales by the outcome of the goods; the steps add up to the total change. Lines: "
        f"{level_text} interval of the paired difference. Hatched: a fall.",
        alt=f"Steps, USD m. {steps}.",
        figure=figure,
        table=Table(frame, {column: "usd" for column in frame.columns[1:]}),
    )
