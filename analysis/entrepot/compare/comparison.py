"""Results compared with a reference: what `entrepot compare --json` prints, as Python objects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from entrepot.compare.effects import Effect, paired_effect
from entrepot.compare.quantities import Quantity, quantity_of
from entrepot.names import unique_names
from entrepot.statistics import Estimate


@dataclass(frozen=True)
class Row:
    """One scenario against the reference; an effect is None where a file lacks the quantity."""

    label: str
    title: str
    file: str
    effects: dict[str, Effect | None]  #: by key of the quantity, in the unit shown
    name: str = ""  #: for readers: the title, or the label where titles are equal


@dataclass(frozen=True)
class Comparison:
    label: str  #: of the reference
    title: str
    confidence: float  #: the reference's
    paired: bool  #: otherwise the runs are independent samples
    n: int  #: pairs; without pairing the replicates of the reference
    planned: int  #: replicates of the run that planned the most
    quantities: list[Quantity]
    levels: dict[str, Estimate | None]  #: of the reference, by key
    rows: list[Row]
    warnings: list[str]
    name: str = ""  #: of the reference, for readers

    def sections(self) -> dict[str, list[Quantity]]:
        """The quantities by table."""
        found: dict[str, list[Quantity]] = {}
        for quantity in self.quantities:
            found.setdefault(quantity.section, []).append(quantity)
        return found


def compare(found: Mapping[str, Any], vendors: Mapping[str, str] | None = None) -> Comparison:
    """The comparison that `entrepot compare FIRST OTHER... --json` prints; `vendors` gives their names by key."""
    effects = found["scenarios"][0]["effects"]
    all_quantities = [quantity_of(effect["output"], effect["unit"], vendors or {}) for effect in effects]
    levels = {quantity.key: _level(quantity, effect) for quantity, effect in zip(all_quantities, effects)}
    scenarios = [found["reference"], *found["scenarios"]]
    own_name, *names = unique_names([one["title"] for one in scenarios], [one["label"] for one in scenarios])
    rows = [_row(scenario, name, all_quantities) for scenario, name in zip(found["scenarios"], names)]
    known = [q for q in all_quantities if not q.optional or levels[q.key] or any(row.effects[q.key] for row in rows)]
    return Comparison(
        label=found["reference"]["label"],
        title=found["reference"]["title"],
        confidence=found["confidence"],
        paired=found["paired"],
        n=len(found["replicates"]),
        planned=found["planned"],
        quantities=known,
        levels=levels,
        rows=rows,
        warnings=list(found["warnings"]),
        name=own_name,
    )


def effects_by_output(found: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Effects by output, of the only scenario that is compared."""
    return {effect["output"]: effect for effect in found["scenarios"][0]["effects"]}


def _row(scenario: Mapping[str, Any], name: str, quantities: list[Quantity]) -> Row:
    effects = {
        quantity.key: None if _is_missing(effect) else paired_effect(effect, quantity.scale)
        for quantity, effect in zip(quantities, scenario["effects"])
    }
    return Row(scenario["label"], scenario["title"], scenario["file"], effects, name)


def _is_missing(effect: Mapping[str, Any]) -> bool:
    """Whether a file lacks the output: a rate can be undefined, a count or a sum cannot."""
    return not effect["pairs"] and effect["unit"] != "1"


def _level(quantity: Quantity, effect: Mapping[str, Any]) -> Estimate | None:
    if effect["level"]["mean"] is None and effect["unit"] != "1":
        return None
    nan = float("nan")
    mean, low, high = (nan if (value := effect["level"][key]) is None else quantity.scale * value for key in ("mean", "low", "high"))
    return Estimate(mean, low, high, nan, nan, effect["pairs"])
