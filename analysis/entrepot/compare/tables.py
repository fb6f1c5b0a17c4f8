"""A comparison as sections of cells, from which Markdown and the page are made, and as a plain table for CSV."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from entrepot.compare import wording
from entrepot.compare.comparison import Comparison, Row
from entrepot.compare.quantities import Quantity
from entrepot.words import NBSP, NONE, markdown_table, markdown_text

PRECISION = "leakage_rate"  #: the quantity whose variance ratio the tables show


@dataclass(frozen=True)
class Cell:
    text: str
    range: str = ""
    remark: str = ""
    marked: bool = False  #: the interval excludes zero


@dataclass(frozen=True)
class Line:
    label: str
    cells: list[Cell]


@dataclass(frozen=True)
class Section:
    """One table: the baseline's own values, then the differences of each scenario."""

    title: str
    heads: list[str]
    baseline: Line
    lines: list[Line]


def sections_of(comparison: Comparison) -> list[Section]:
    shown = [
        Section(
            title=title,
            heads=[q.head for q in quantities],
            baseline=Line(comparison.label, [_level_cell(comparison, q) for q in quantities]),
            lines=[Line(row.label, [_cell(comparison, row, q) for q in quantities]) for row in comparison.rows],
        )
        for title, quantities in comparison.sections().items()
    ]
    return [*shown, _precision(comparison)]


def reading(comparison: Comparison, baseline: str) -> str:
    """How to read the tables."""
    level = f"{100 * comparison.confidence:g}{NBSP}%"
    unpaired = not comparison.paired
    return (
        f"Differences from {baseline} over the whole run, replicate by replicate with common random numbers: mean "
        f"and {level} Student t interval of the paired difference. Bold: the interval excludes zero, which about "
        f"{100 - 100 * comparison.confidence:g} in 100 do by sampling noise where nothing changed. "
        f"“{wording.ZERO}”: not one replicate differs. “{wording.UNDEFINED}”: a rate without a denominator. The "
        "first line gives the baseline's own values; percentages are of its mean. The intervals cover sampling noise, "
        "not uncertainty about the parameters or the model."
        + (" Unpaired lines have Welch's interval for two independent samples." if unpaired else "")
    )


def to_markdown(comparison: Comparison) -> str:
    """Tables for documentation."""
    parts = [reading(comparison, markdown_text(comparison.label))]
    for section in sections_of(comparison):
        heads = ["Scenario", *map(markdown_text, section.heads)]
        rows = [heads, ["---", *["---:"] * len(section.heads)]]
        rows += [[markdown_text(line.label), *map(_markdown, line.cells)] for line in (section.baseline, *section.lines)]
        parts += [f"### {section.title}", markdown_table(rows)]
    parts += ["### Scenarios", "\n".join(f"- {markdown_text(label)}: {markdown_text(t)}" for label, t in titles(comparison))]
    parts += [f"> {markdown_text(warning)}" for warning in comparison.warnings]
    return "\n\n".join(parts) + "\n"


def to_frame(comparison: Comparison) -> pd.DataFrame:
    """One row for each scenario and quantity, unrounded, in the unit named in it."""
    return pd.DataFrame([_record(comparison, row, q) for row in comparison.rows for q in comparison.quantities])


def titles(comparison: Comparison) -> list[tuple[str, str]]:
    return [(comparison.label, comparison.title), *((row.label, row.title) for row in comparison.rows)]


def _level_cell(comparison: Comparison, quantity: Quantity) -> Cell:
    return Cell(*wording.level_words(comparison.levels[quantity.key]))


def _cell(comparison: Comparison, row: Row, quantity: Quantity) -> Cell:
    effect = row.effects[quantity.key]
    if effect is None:
        return Cell(NONE)
    return Cell(
        wording.change(effect),
        wording.range_of(effect),
        wording.remarks(quantity, effect, comparison.n),
        effect.excludes_zero,
    )


def _precision(comparison: Comparison) -> Section:
    """Number of pairs, and the gain in precision by pairing."""

    def line(row: Row) -> Line:
        effect = row.effects[PRECISION]
        ratio = effect.variance_ratio if effect else math.nan
        return Line(row.label, [Cell(_pairs(comparison)), Cell(f"{ratio:.2g}" if math.isfinite(ratio) else NONE)])

    heads = ["Pairs", "Variance of the leakage rate's difference, paired over unpaired"]
    own = Cell(f"{comparison.n} replicates")
    return Section("Precision", heads, Line(comparison.label, [own, Cell(NONE)]), [line(r) for r in comparison.rows])


def _pairs(comparison: Comparison) -> str:
    if not comparison.paired:
        return "unpaired"
    return str(comparison.n) if comparison.n == comparison.planned else f"{comparison.n} of {comparison.planned}"


def _markdown(cell: Cell) -> str:
    text = f"**{cell.text}**" if cell.marked else cell.text
    text = f"{text} ({cell.range})" if cell.range else text
    return f"{text}; {cell.remark}" if cell.remark else text


def _record(comparison: Comparison, row: Row, quantity: Quantity) -> dict[str, object]:
    effect = row.effects[quantity.key]
    record: dict[str, object] = {
        "scenario": row.label,
        "title": row.title,
        "file": row.file,
        "quantity": quantity.key,
        "unit": quantity.unit,
        "paired": comparison.paired,
    }
    if effect is not None:
        record |= {
            "baseline_mean": effect.baseline,
            "difference": effect.mean,
            "low": effect.low,
            "high": effect.high,
            "percent_of_baseline": 100 * effect.relative,
            "excludes_zero": effect.excludes_zero,
            "exactly_zero": effect.exactly_zero,
            "n": effect.n,
            "variance_ratio": effect.variance_ratio,
            "share_lower": effect.lower[0],
            "share_lower_low": effect.lower[1],
            "share_lower_high": effect.lower[2],
        }
    return record
