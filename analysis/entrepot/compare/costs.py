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
    "restricted": "lawful sales to restricted end users (below zero: barred)",
    "unrestricted": "sales to other end users (above zero: resold)",
    "leaked": "leaked, but paid for",
    "seized": "seized, but paid for",
    "pending": "not with an end user yet",
}


@dataclass(frozen=True)
class Line:
    section: str
    name: str
    unit: str
    output: str  #: as `entrepot compare --outputs` names it
    scale: float = 1.0


@dataclass(frozen=True)
class Sheet:
    title: str  #: of the scenario
    lines: list[tuple[Line, Effect]]


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
    yield Line("Leakage", "leaked value, at the first sale", "USD m", "leaked_value", MILLION)
    yield Line("Leakage", "restricted stock at the end", "H100e", "final_restricted_stock")
    for key, name in vendors.items():
        section = f"Revenue of {name}"
        yield Line(section, "all", "USD m", f"revenue_by_fate[{key}]", MILLION)
        for fate, meaning in FATES.items():
            yield Line(section, meaning, "USD m", f"revenue_by_fate[{key}/{fate}]", MILLION)
        yield Line(section, "memo: orders barred, at list price, each time they are placed", "USD m", f"barred_value[{key}]", MILLION)
        yield Line(section, "memo: restricted end users' orders that wait at the end (deferred)", "USD m", f"waiting_value[{key}]", MILLION)
    honest = "Honest buyers"
    yield Line(honest, "orders refused", "orders", "honest_orders_refused")
    yield Line(honest, "units refused", "units", "honest_units_refused")
    yield Line(honest, "lots held for inspection", "lots", "honest_lots_delayed")
    authority = "Authority"
    yield Line(authority, "licence applications", "applications", "licence_applications")
    yield Line(authority, "weeks waited for licences", "weeks", "licence_weeks_waited")
    yield Line(authority, "spent on checks and cases", "USD m", "enforcement_spend", MILLION)
    yield Line(authority, "duty received", "USD m", "duty_paid", MILLION)
    yield Line(authority, "revenue share received", "USD m", "revenue_share_paid", MILLION)


def _table(one: Sheet) -> str:
    rows = [f"### Costs: {markdown_text(one.title)}", "", "| | unit | baseline | difference | interval |", "| --- | --- | ---: | ---: | ---: |"]
    section = ""
    for line, effect in one.lines:
        if line.section != section:
            section = line.section
            rows.append(f"| **{markdown_text(section)}** | | | | |")
        rows.append(f"| {line.name} | {line.unit} | {wording.level(effect)} | {wording.change(effect)} | {wording.range_of(effect)} |")
    return "\n".join(rows) + "\n"
