"""The part of the page that compares other runs with the first: the answer of each policy, differences, costs, displacement."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from entrepot import aggregate
from entrepot.compare import costs
from entrepot.compare.comparison import Comparison, Row, compare
from entrepot.compare.effects import Effect
from entrepot.compare.quantities import POINTS, Quantity
from entrepot.compare.sentences import amount, change_sentence, span, with_place_names
from entrepot.errors import MissingData
from entrepot.figures import Draw
from entrepot.figures.displacement import displacement_matrix
from entrepot.figures.effects import change_in_leakage
from entrepot.figures.leakage import leakage_of_policies
from entrepot.figures.waterfall import revenue_waterfall
from entrepot.names import unique_names
from entrepot.result import Result
from entrepot.scenario import scenario_name, vendor_name, vendor_names
from entrepot.words import NBSP

UNITS = "leaked_units"
#: Outputs that repeat the leaked units in another form.
SAME_STORY = {"leakage_rate", UNITS, "leaked_h100e"}
#: Outputs that the table of costs and gains has besides those of a cost sheet, by key: their section.
MORE_LINES = {"access_leakage": "Leakage", "grey_premium": "Leakage", "seized_units": "Authority", "end_use_checks": "Authority"}
FEW_PLACES = 3
MOST = 3  #: outputs that the answer of a policy names besides leakage


@dataclass(frozen=True)
class Headline:
    """The one change that the card of a policy shows."""

    name: str
    change: str
    range: str
    value: float


@dataclass(frozen=True)
class Policy:
    """One run against the first."""

    title: str
    question: str
    headlines: list[Headline]  #: the largest change first
    sentences: list[str]  #: leakage, then the largest other changes
    displacement: str
    names_hub: bool  #: whether a rule of the policy is about the hub of the displacement
    figures: dict[str, Draw]  #: by key
    expert_figures: dict[str, Draw]  #: shown folded
    sheet: costs.Sheet


@dataclass(frozen=True)
class ComparisonSection:
    reference: str
    pairs: int
    level: str
    overview: dict[str, Draw]
    policies: list[Policy]
    results: list[Result]  #: the others, in the order of the policies
    rows: list[costs.Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def ranked(self) -> list[Policy]:
        """The policy that lowers leaked units most first."""
        return sorted(self.policies, key=lambda policy: _sort_key(policy.sheet.effect("Leakage", "leaked units")))

    @property
    def moved(self) -> list[costs.Row]:
        return [row for row in self.rows if row.moved and not row.line.detail]

    @property
    def moved_details(self) -> list[costs.Row]:
        return [row for row in self.rows if row.moved and row.line.detail]

    @property
    def unmoved(self) -> list[costs.Row]:
        """Lines whose changes are all within sampling noise."""
        return [row for row in self.rows if not row.moved and not row.same]

    @property
    def unchanged(self) -> list[str]:
        """Names of the lines in which no replicate differs."""
        return [f"{row.line.section}: {row.line.name}" for row in self.rows if row.same]


def comparison_section(runs: list[Result], found: Mapping[str, Any] | None) -> ComparisonSection | None:
    """None with one run. `found` is what the program computed; a run that it cannot compare becomes a note."""
    if len(runs) < 2 or not found:
        return None
    first, notes = runs[0], []
    reference, *names = names_of(runs)
    pairs = {Path(pair["file"]): pair for pair in found["pairs"]}
    chosen = []
    for name, other in zip(names, runs[1:]):
        pair = pairs.get(other.path, {"error": "the program computed no numbers for it"})
        if "error" in pair:
            notes.append(f"{other.path.name} is not compared: {pair['error']}.")
            continue
        chosen.append((name, other, pair))
    if "error" in found:
        notes.append(f"The runs are not compared with each other: {found['error']}.")
    comparison = compare(found["comparison"], vendor_names(first)) if chosen and "comparison" in found else None
    rows = {Path(row.file): row for row in comparison.rows} if comparison else {}
    policies = [_policy(first, other, pair, name, comparison, rows.get(other.path), notes) for name, other, pair in chosen]
    comparable = [other for _, other, _ in chosen]
    if comparison is None:
        return ComparisonSection(reference, 0, "", {}, policies, comparable, notes=notes)
    overview: dict[str, Draw] = {}
    if _has_leakage(comparison):
        overview["effects"] = partial(change_in_leakage, comparison, footnote=False)
    overview["quarters"] = partial(leakage_of_policies, [first, *comparable], [reference, *(policy.title for policy in policies)])
    return ComparisonSection(
        reference=reference,
        pairs=comparison.n,
        level=f"{100 * comparison.confidence:g}{NBSP}%",
        overview=overview,
        policies=policies,
        results=comparable,
        rows=costs.rows_of([policy.sheet for policy in policies]),
        notes=notes + [with_place_names(warning) for warning in comparison.warnings],
    )


def _policy(
    first: Result, other: Result, pair: Mapping[str, Any], name: str, comparison: Comparison | None, row: Row | None, notes: list[str]
) -> Policy:
    sheet = costs.sheet(pair["costs"], vendor_names(first))
    vendor = vendor_name(first, aggregate.largest_vendor(first))
    section = f"Revenue of {vendor}"
    figures: dict[str, Draw] = {"waterfall": partial(revenue_waterfall, sheet, section, name, first.info.confidence)}
    expert: dict[str, Draw] = {}
    displacement, found = "", pair.get("displacement")
    if found:
        displacement = with_place_names(str(found["answer"]))
        expert["displacement"] = partial(displacement_matrix, found, name)
    else:
        notes.append(f"“{name}” has no displacement: {pair['displacement_error']}.")
    if comparison and row:
        sheet = _with_outputs(sheet, comparison, row)
    leakage = sheet.effect("Leakage", "leaked units")
    changed = _largest_changes(comparison, row) if comparison and row else []
    sentences = [change_sentence("leaked units", leakage, "units")]
    sentences += [change_sentence(quantity.name, effect, quantity.unit) for quantity, effect in changed[:MOST]]
    revenue = change_sentence(section, sheet.effect(section, "total"), "USD m")
    if revenue not in sentences:
        sentences.append(revenue)
    return Policy(name, getattr(other.info, "question", ""), _headlines(leakage, changed), sentences, displacement, _names_hub(first, other, found), figures, expert, sheet)


def _names_hub(first: Result, other: Result, found: Mapping[str, Any] | None) -> bool:
    """Whether a rule that only the policy has names the hub, among a few places."""
    try:
        before, after = (one.scenario_words.get("rules") or {} for one in (first, other))
    except MissingData:
        return False
    new = [rule for key, rule in after.items() if isinstance(rule, dict) and before.get(key) != rule]
    places = [rule.get(key) for rule in new for key in ("hubs", "places") if isinstance(rule.get(key), list)]
    return bool(found) and any(found["hub"] in named and len(named) <= FEW_PLACES for named in places)


def _with_outputs(sheet: costs.Sheet, comparison: Comparison, row: Row) -> costs.Sheet:
    """With the outputs of the comparison that a cost sheet lacks, at the end of their sections."""
    lines = list(sheet.lines)
    for quantity in comparison.quantities:
        section, effect = MORE_LINES.get(quantity.key), row.effects[quantity.key]
        if section is None or effect is None:
            continue
        after = max((at for at, (line, _) in enumerate(lines) if line.section == section), default=len(lines) - 1)
        lines.insert(after + 1, (costs.Line(section, quantity.name.lower(), quantity.unit, quantity.output, quantity.scale), effect))
    return costs.Sheet(sheet.title, lines)


def _largest_changes(comparison: Comparison, row: Row) -> list[tuple[Quantity, Effect]]:
    """Outputs besides leakage that change beyond sampling noise, the largest change relative to the reference first."""
    found = []
    for quantity in comparison.quantities:
        effect = row.effects[quantity.key]
        if effect is not None and effect.excludes_zero and quantity.output not in SAME_STORY:
            found.append((quantity, effect))
    return sorted(found, key=lambda item: -abs(item[1].relative) if math.isfinite(item[1].relative) else -math.inf)


def _headlines(leakage: Effect, changed: list[tuple[Quantity, Effect]]) -> list[Headline]:
    first = _headline(leakage, changed)
    others = [_card(quantity.name, effect, quantity.unit) for quantity, effect in changed]
    return [first, *(card for card in others if card != first)]


def _headline(leakage: Effect, changed: list[tuple[Quantity, Effect]]) -> Headline:
    """The change of leaked units; if that is within sampling noise, the output that changed most."""
    if leakage.has_interval and not leakage.excludes_zero and changed:
        return _card(changed[0][0].name, changed[0][1], changed[0][0].unit)
    return _card("leaked units", leakage, "units")


def _card(name: str, effect: Effect, unit: str) -> Headline:
    if not effect.defined or effect.exactly_zero:
        return Headline(name, "no change" if effect.exactly_zero else "not defined", "", 0.0)
    change = amount(effect, effect.mean, unit, sign=True, short=True)
    shown = f"{name}, {unit}" if unit in (POINTS, "H100e") else name
    return Headline(shown, change, span(effect, unit) if effect.has_interval else "", effect.mean)


def names_of(results: list[Result]) -> list[str]:
    """The name of each scenario; the file's where two have the same."""
    stems = [result.path.stem for result in results]
    labels = stems if len(set(stems)) == len(stems) else [str(result.path) for result in results]
    return unique_names([scenario_name(result) for result in results], labels)


def _has_leakage(comparison: Comparison) -> bool:
    return any(row.effects.get(UNITS) is not None for row in comparison.rows)


def _sort_key(effect: Effect) -> float:
    return effect.mean if effect.defined else math.inf


__all__ = ["ComparisonSection", "Policy", "comparison_section", "names_of"]
