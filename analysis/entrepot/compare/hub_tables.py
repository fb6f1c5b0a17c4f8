"""Displacement by hub as Markdown and CSV."""

from __future__ import annotations

import math

import pandas as pd

from entrepot.compare import wording
from entrepot.compare.displacement import TOTAL, Displaced, Displacement, HubChange
from entrepot.scenario import place_name
from entrepot.words import NBSP

HEADS = ("Hub", "Baseline", "Scenario", "Difference")


def to_markdown(found: dict[str, Displacement]) -> str:
    """By label of the scenario."""
    return "\n".join(_one(label, displacement) for label, displacement in found.items())


def to_csv(found: dict[str, Displacement]) -> str:
    """One row for each scenario, span and hub, unrounded, in units."""
    rows = [
        {
            "scenario": label,
            "span": change.span,
            "hub": change.hub,
            "baseline_mean": change.effect.baseline,
            "scenario_mean": change.after,
            "difference": change.effect.mean,
            "low": change.effect.low,
            "high": change.effect.high,
            "excludes_zero": change.effect.excludes_zero,
            "exactly_zero": change.effect.exactly_zero,
            "n": change.effect.n,
        }
        for label, displacement in found.items()
        for change in displacement.changes
    ]
    return pd.DataFrame(rows).to_csv(index=False)


def _one(label: str, found: Displacement) -> str:
    pairing = found.pairing
    level = f"{100 * pairing.baseline.info.confidence:g}{NBSP}%"
    pairs = f"{pairing.numbers.size} pairs, paired" if pairing.paired else "unpaired"
    parts = [
        f"## {label}: leaked units by hub",
        f"Months that begin on {found.first_month} or later; {pairs} {level} intervals. Bold: the interval excludes "
        "zero.",
    ]
    parts += [_sentence(found, d) for d in found.displaced] or ["No hub lost leaked units by more than chance."]
    for span in dict.fromkeys(change.span for change in found.changes):
        changes = [change for change in found.changes if change.span == span]
        parts += [f"### {span[:1].upper() + span[1:]}", _table(found, changes)]
    return "\n\n".join(parts) + "\n"


def _table(found: Displacement, changes: list[HubChange]) -> str:
    rows = [HEADS, ("---", "---:", "---:", "---:"), *(_row(found, change) for change in changes)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _row(found: Displacement, change: HubChange) -> tuple[str, ...]:
    effect = change.effect
    text = wording.change(effect)
    text = f"**{text}**" if effect.excludes_zero else text
    between = wording.range_of(effect)
    difference = f"{text} ({between})" if between else text
    return _name(found, change.hub), f"{effect.baseline:,.1f}", f"{change.after:,.1f}", difference


def _sentence(found: Displacement, displaced: Displaced) -> str:
    hub = _name(found, displaced.hub)
    share = _percent(displaced.share)
    if math.isfinite(displaced.low):
        share += f" ({_percent(displaced.low)} to {_percent(displaced.high)})"
    verb = "gained" if displaced.elsewhere >= 0 else "lost as well"
    return (
        f"Through {hub} {displaced.left:,.1f} units fewer leak; all other ways together {verb} "
        f"{abs(displaced.elsewhere):,.1f} units, net: {share} of what left {hub} appears elsewhere."
    )


def _percent(ratio: float) -> str:
    return f"{wording.plain(100 * ratio, 0)}{NBSP}%"


def _name(found: Displacement, hub: str) -> str:
    return "Total" if hub == TOTAL else place_name(found.pairing.other, hub)
