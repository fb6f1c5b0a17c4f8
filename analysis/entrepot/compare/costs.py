"""Cost sheets of a policy: leakage avoided, and the costs to vendors, buyers and the authority."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from entrepot.compare import wording
from entrepot.compare.comparison import effects_by_output
from entrepot.compare.effects import Effect, paired_effect
from entrepot.words import markdown_text

MILLION = 1e-6

#: Outcomes of the goods of a first sale, and how a change of each reads. They add up to the change of revenue.
FATES = {
    "restricted": "lawful sales to restricted end users",
    "unrestricted": "sales to other end users",
    "leaked": "sales that leaked",
    "seized": "sales that were seized",
    "pending": "sales not yet with an end user",
}


@dataclass(frozen=True)
class Line:
    section: str
    name: str
    unit: str
    output: str  #: as `entrepot compare --outputs` names it
    scale: float = 1.0
    detail: bool = False  #: a part of another line, or a memo

    @property
    def head(self) -> str:
        """The name with the unit, unless the name contains it."""
        return self.name if self.unit in self.name else f"{self.name}, {self.unit}"


@dataclass(frozen=True)
class Sheet:
    title: str  #: of the scenario
    lines: list[tuple[Line, Effect]]

    def effect(self, section: str, name: str) -> Effect:
        return next(effect for line, effect in self.lines if (line.section, line.name) == (section, name))


@dataclass(frozen=True)
class Row:
    """One line under every policy."""

    line: Line
    effects: list[Effect]  #: in the order of the sheets

    @property
    def moved(self) -> bool:
        """Whether a policy changes it beyond sampling noise."""
        return any(effect.excludes_zero or not (effect.has_interval or effect.exactly_zero) for effect in self.effects)

    @property
    def same(self) -> bool:
        """Whether no replicate of any policy differs."""
        return all(effect.exactly_zero for effect in self.effects)


def rows_of(sheets: list[Sheet]) -> list[Row]:
    """The lines that all sheets have, side by side."""
    found = [{line: effect for line, effect in one.lines} for one in sheets]
    return [Row(line, [one[line] for one in found]) for line in found[0] if all(line in one for one in found)] if found else []


def sheet(found: Mapping[str, Any], vendors: Mapping[str, str]) -> Sheet:
    """From what `entrepot costs --json` prints for one scenario: paired differences over the whole run. `vendors` gives the names of
    the vendors by key, in their order."""
    effects = effects_by_output(found)
    lines = [(line, paired_effect(effects[line.output], line.scale)) for line in _lines(vendors) if line.output in effects]
    return Sheet(found["scenarios"][0]["title"], lines)


def to_markdown(sheets: list[Sheet]) -> str:
    return "\n".join(_table(one) for one in sheets)


def _lines(vendors: Mapping[str, str]) -> Iterator[Line]:
    yield Line("Leakage", "leaked units", "units", "leaked_units")
    yield Line("Leakage", "leaked compute", "H100e", "leaked_h100e")
    yield Line("Leakage", "leaked goods, value at the first sale", "USD m", "leaked_value", MILLION)
    yield Line("Leakage", "restricted stock at the end", "H100e", "final_restricted_stock")
    for key, name in vendors.items():
        section = f"Revenue of {name}"
        yield Line(section, "total", "USD m", f"revenue_by_fate[{key}]", MILLION)
        for fate, meaning in FATES.items():
            yield Line(section, meaning, "USD m", f"revenue_by_fate[{key}/{fate}]", MILLION, detail=True)
        yield Line(section, "memo: barred orders at list price (repeated orders count again)", "USD m", f"barred_value[{key}]", MILLION, detail=True)
        yield Line(section, "memo: orders of restricted end users still waiting at the end", "USD m", f"waiting_value[{key}]", MILLION, detail=True)
    yield Line("All vendors", "cost of location checks", "USD m", "location_cost", MILLION)
    honest = "Honest buyers"
    yield Line(honest, "orders refused", "orders", "honest_orders_refused")
    yield Line(honest, "units refused", "units", "honest_units_refused")
    yield Line(honest, "lots held for inspection", "lots", "honest_lots_delayed")
    yield Line(honest, "levies that vendors passed on", "USD m", "levy_passed_on", MILLION)
    authority = "Authority"
    yield Line(authority, "licence applications", "applications", "licence_applications")
    yield Line(authority, "time spent waiting for licences", "weeks", "licence_weeks_waited")
    yield Line(authority, "spending on checks and cases", "USD m", "enforcement_spend", MILLION)
    yield Line(authority, "duty received", "USD m", "duty_paid", MILLION)
    yield Line(authority, "revenue share received", "USD m", "revenue_share_paid", MILLION)


def _table(one: Sheet) -> str:
    rows = [f"### Costs: {markdown_text(one.title)}", "", "| | unit | reference | difference | interval |", "| --- | --- | ---: | ---: | ---: |"]
    section = ""
    for line, effect in one.lines:
        if line.section != section:
            section = line.section
            rows.append(f"| **{markdown_text(section)}** | | | | |")
        rows.append(f"| {line.name} | {line.unit} | {wording.level(effect)} | {wording.change(effect)} | {wording.range_of(effect)} |")
    return "\n".join(rows) + "\n"
