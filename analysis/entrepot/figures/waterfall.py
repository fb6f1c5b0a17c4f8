"""How a policy changes a vendor's revenue, part by part."""

from __future__ import annotations

import numpy as np
import pandas as pd

from matplotlib.ticker import FuncFormatter

from entrepot.compare.costs import FATES, Sheet
from entrepot.compare.effects import Effect
from entrepot.compare.sentences import MILLIONS, change_sentence
from entrepot.compare.wording import signed
from entrepot.errors import MissingData
from entrepot.figures import style
from entrepot.figures.drawing import Drawing, Table
from entrepot.words import NBSP

PARTS = {
    "restricted": "lawful, to\nrestricted\nusers",
    "leaked": "leaked",
    "unrestricted": "to other\nusers",
    "seized": "seized",
    "pending": "not yet\ndelivered",
}


def revenue_waterfall(sheet: Sheet, section: str, label: str, confidence: float, size: style.Size) -> Drawing:
    """The parts of the change of one section of a cost sheet (a vendor's revenue), USD m; they add up to its whole."""
    effects = {line.name: effect for line, effect in sheet.lines if line.section == section}
    if "total" not in effects:
        raise MissingData(f"{sheet.title}: has no line '{section}'")
    parts = [(words, effects[FATES[fate]]) for fate, words in PARTS.items()] + [("total", effects["total"])]
    with style.figure_style():
        figure = style.new_figure(size, 3.1)
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
        axes.set_xticks(range(len(parts)), [words for words, _ in parts], fontsize=6.5 if size.narrow else 8)
        axes.set_ylabel("change, USD million")
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: signed(value, 0)))
        axes.margins(y=0.14)
        axes.grid(False, axis="x")
    level_text = f"{100 * confidence:g}{NBSP}%"
    frame = pd.DataFrame(
        [(words.replace("\n", " "), e.baseline * 1e6, e.mean * 1e6, e.low * 1e6, e.high * 1e6) for words, e in parts],
        columns=["Outcome of the goods", "Reference", "Change", f"{level_text} from", f"{level_text} to"],
    )
    steps = "; ".join(f"{words}: {signed(e.mean, 0)}".replace("\n", " ") for words, e in parts)
    return Drawing(
        key="waterfall",
        title=f"{section} under “{label}”: change by outcome of the goods",
        caption=f"{_summary(section, effects['total'])} Each step is the change of first sales whose goods had that outcome; the steps add up to the "
        f"total. Hatched: a fall. Lines: {level_text} interval over {effects['total'].n} pairs of replicates (sampling noise only).",
        alt=f"Steps, USD million. {steps}.",
        figure=figure,
        table=Table(frame, {column: "change_usd" for column in frame.columns[1:]}),
    )


def _summary(section: str, total: Effect) -> str:
    """What the figure shows, in a sentence."""
    return change_sentence(section, total, MILLIONS)
