"""The part of the page that compares other runs with the first: differences, costs, displacement."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from entrepot import aggregate
from entrepot.compare import costs, wording
from entrepot.compare.comparison import Comparison, compare
from entrepot.compare.effects import Effect
from entrepot.figures import Drawing, Size
from entrepot.figures.displacement import displacement_matrix
from entrepot.figures.effects import change_in_leakage
from entrepot.figures.waterfall import revenue_waterfall
from entrepot.result import Result
from entrepot.scenario import vendor_name, vendor_names
from entrepot.words import NBSP

Draw = Callable[[Size], Drawing]


@dataclass(frozen=True)
class Policy:
    """One run against the first."""

    label: str
    title: str
    sentences: list[str]  #: the main differences
    figures: dict[str, Draw]  #: by key
    sheet: costs.Sheet


@dataclass(frozen=True)
class ComparisonSection:
    reference: str
    pairs: int
    level: str
    overview: dict[str, Draw]
    policies: list[Policy]
    results: list[Result]  #: the others, in the order of the policies
    notes: list[str] = field(default_factory=list)


def comparison_section(runs: list[Result], found: Mapping[str, Any] | None) -> ComparisonSection | None:
    """None with one run. `found` is what the program computed; a run that it cannot compare becomes a note."""
    if len(runs) < 2 or not found:
        return None
    first, notes = runs[0], []
    labels = [label.replace("_", " ").replace("-", " ") for label in labels_of(runs)]
    pairs = {Path(pair["file"]): pair for pair in found["pairs"]}
    policies, comparable = [], []
    for label, other in zip(labels[1:], runs[1:]):
        pair = pairs.get(other.path, {"error": "the program computed no numbers for it"})
        if "error" in pair:
            notes.append(f"{other.path.name} is not compared: {pair['error']}.")
            continue
        policies.append(_policy(first, other, pair, label, notes))
        comparable.append(other)
    if "error" in found:
        notes.append(f"The runs are not compared with each other: {found['error']}.")
    if not policies or "comparison" not in found:
        return ComparisonSection(labels[0], 0, "", {}, policies, comparable, notes)
    comparison = compare(found["comparison"], vendor_names(first))
    return ComparisonSection(
        reference=first.info.title,
        pairs=comparison.n,
        level=f"{100 * comparison.confidence:g}{NBSP}%",
        overview={"effects": partial(change_in_leakage, comparison, footnote=False)} if _has_leakage(comparison) else {},
        policies=policies,
        results=comparable,
        notes=notes + comparison.warnings,
    )


def _policy(first: Result, other: Result, pair: Mapping[str, Any], label: str, notes: list[str]) -> Policy:
    sheet = costs.sheet(pair["costs"], vendor_names(first))
    confidence = first.info.confidence
    vendor = vendor_name(first, aggregate.largest_vendor(first))
    figures: dict[str, Draw] = {}
    section = f"Revenue of {vendor}"
    figures["waterfall"] = partial(revenue_waterfall, sheet, section, other.info.title, confidence)
    displacement = pair.get("displacement")
    if displacement:
        figures["displacement"] = partial(displacement_matrix, displacement, other.info.title)
    else:
        notes.append(f"There is no displacement of “{other.info.title}”: {pair['displacement_error']}.")
    sentences = [_leakage_sentence(sheet), _revenue_sentence(sheet, section)]
    if displacement:
        sentences.append(" ".join(str(displacement["answer"]).split()))
    return Policy(label, other.info.title, sentences, figures, sheet)


def labels_of(results: list[Result]) -> list[str]:
    """The names of the files without folder and suffix, or the paths as given where names are not unique."""
    stems = [result.path.stem for result in results]
    return stems if len(set(stems)) == len(stems) else [str(result.path) for result in results]


def _has_leakage(comparison: Comparison) -> bool:
    return any(row.effects.get("leaked_units") is not None for row in comparison.rows)


def _effect(sheet: costs.Sheet, section: str, name: str) -> Effect:
    return next(effect for line, effect in sheet.lines if (line.section, line.name) == (section, name))


def _leakage_sentence(sheet: costs.Sheet) -> str:
    effect = _effect(sheet, "Leakage", "leaked units")
    if effect.exactly_zero:
        return "Leakage is exactly that of the reference."
    verb = "rises" if effect.mean > 0 else "falls"
    if not effect.excludes_zero:
        return (
            f"The change in leakage is within noise: {wording.change(effect)} units"
            f"{_in_brackets(wording.range_of(effect))} of {effect.baseline:,.0f}."
        )
    low, high = sorted((abs(effect.low), abs(effect.high)))
    span = f"{low:,.0f} to {high:,.0f}"
    return f"Leakage {verb} by {abs(effect.mean):,.0f} units{_in_brackets(span)}, {abs(effect.relative):.0%} of {effect.baseline:,.0f}."


def _revenue_sentence(sheet: costs.Sheet, section: str) -> str:
    effect = _effect(sheet, section, "all")
    if effect.exactly_zero:
        return f"{section}: unchanged."
    if not effect.excludes_zero:
        return f"{section}: the change is within noise, {wording.change(effect)} USD m{_in_brackets(wording.range_of(effect))}."
    return f"{section}: {wording.change(effect)} USD m{_in_brackets(wording.range_of(effect))} of {effect.baseline:,.0f}."


def _in_brackets(text: str) -> str:
    return f" ({text})" if text else ""
