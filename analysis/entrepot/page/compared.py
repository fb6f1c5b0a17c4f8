"""The part of the page that sets other runs beside the first: differences, costs, displacement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from entrepot import aggregate
from entrepot.compare import costs, wording
from entrepot.compare.comparison import Comparison, compare, labels_of
from entrepot.compare.displacement import displacement
from entrepot.compare.effects import Effect
from entrepot.compare.pairing import CannotCompare
from entrepot.errors import MissingData
from entrepot.figures import Drawing, Size
from entrepot.figures.displaced import displacement_matrix
from entrepot.figures.effects import change_in_leakage
from entrepot.figures.waterfall import revenue_waterfall
from entrepot.result import Result
from entrepot.scenario import vendor_name
from entrepot.words import NBSP

Draw = Callable[[Size], Drawing]


@dataclass(frozen=True)
class Policy:
    """One run against the first."""

    label: str
    title: str
    words: list[str]  #: the answer in sentences
    figures: dict[str, Draw]  #: by key
    sheet: costs.Sheet


@dataclass(frozen=True)
class Compared:
    reference: str
    pairs: int
    level: str
    overview: dict[str, Draw]
    policies: list[Policy]
    compared: list[Result]  #: the others, in the order of the policies
    notes: list[str] = field(default_factory=list)


def compared(runs: list[Result]) -> Compared | None:
    """None with one run. A run that cannot be compared becomes a note."""
    if len(runs) < 2:
        return None
    first, notes = runs[0], []
    labels = [label.replace("_", " ").replace("-", " ") for label in labels_of(runs)]
    policies, comparable = [], []
    for label, other in zip(labels[1:], runs[1:]):
        try:
            policies.append(_policy(first, other, label, notes))
            comparable.append(other)
        except (CannotCompare, MissingData) as error:
            notes.append(f"{other.path.name} is not compared: {error}.")
    if not policies:
        return Compared(labels[0], 0, "", {}, [], [], notes)
    comparison = compare(first, comparable)
    return Compared(
        reference=first.info.title,
        pairs=min(row.n for row in comparison.rows),
        level=f"{100 * comparison.confidence:g}{NBSP}%",
        overview={"effects": partial(change_in_leakage, comparison, footnote=False)} if _anything(comparison) else {},
        policies=policies,
        compared=comparable,
        notes=notes + comparison.warnings,
    )


def _policy(first: Result, other: Result, label: str, notes: list[str]) -> Policy:
    sheet = costs.sheet(first, other)
    confidence = first.info.confidence
    vendor = vendor_name(first, aggregate.largest_vendor(first))
    figures: dict[str, Draw] = {}
    section = f"Revenue of {vendor}"
    figures["waterfall"] = partial(revenue_waterfall, sheet, section, other.info.title, confidence)
    told = None
    try:
        told = displacement(first.path, other.path)
        figures["displacement"] = partial(displacement_matrix, told, other.info.title)
    except CannotCompare as error:
        notes.append(f"What “{other.info.title}” moved cannot be told: {error}.")
    words = [_leakage_words(sheet), _revenue_words(sheet, section)]
    if told:
        words.append(" ".join(str(told["answer"]).split()))
    return Policy(label, other.info.title, words, figures, sheet)


def _anything(comparison: Comparison) -> bool:
    return any(row.effects.get("leaked_units") is not None for row in comparison.rows)


def _effect(sheet: costs.Sheet, section: str, name: str) -> Effect:
    return next(effect for line, effect in sheet.lines if (line.section, line.name) == (section, name))


def _leakage_words(sheet: costs.Sheet) -> str:
    effect = _effect(sheet, "Leakage", "leaked units")
    if effect.exactly_zero:
        return "Leaks exactly as much as the reference."
    more = "more" if effect.mean > 0 else "fewer"
    if not effect.excludes_zero:
        return (
            f"Whether it changes what leaks cannot be told from chance: {wording.change(effect)} units"
            f"{_in_brackets(wording.range_of(effect))} of {effect.baseline:,.0f}."
        )
    low, high = sorted((abs(effect.low), abs(effect.high)))
    span = f"{low:,.0f} to {high:,.0f}"
    return f"{abs(effect.mean):,.0f}{_in_brackets(span)} {more} units leak, {abs(effect.relative):.0%} of {effect.baseline:,.0f}."


def _revenue_words(sheet: costs.Sheet, section: str) -> str:
    effect = _effect(sheet, section, "all")
    if effect.exactly_zero:
        return f"{section}: unchanged."
    if not effect.excludes_zero:
        return f"{section}: no change that could be told from chance, {wording.change(effect)} USD m{_in_brackets(wording.range_of(effect))}."
    return f"{section}: {wording.change(effect)} USD m{_in_brackets(wording.range_of(effect))} of {effect.baseline:,.0f}."


def _in_brackets(text: str) -> str:
    return f" ({text})" if text else ""
