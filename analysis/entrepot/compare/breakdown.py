"""Breakdown of a difference along one dimension of an output."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from entrepot.compare import wording
from entrepot.compare.comparison import effects_by_output
from entrepot.compare.effects import Effect, paired_effect
from entrepot.names import words
from entrepot.scenario import PLACE_NAMES, VENDOR_NAMES
from entrepot.words import markdown_text


@dataclass(frozen=True)
class Part:
    label: str  #: on the dimension; "all" for their sum
    effect: Effect  #: other less baseline, over the whole run


@dataclass(frozen=True)
class Breakdown:
    output: str  #: name of the output
    title: str
    unit: str
    dimension: str
    of: str  #: title of the scenario
    parts: list[Part]  #: the largest change first, "all" last


def breakdown(found: Mapping[str, Any], output: str, dimension: str, labels: list[str], title: str, unit: str) -> Breakdown:
    """From what `entrepot breakdown --json` prints for one scenario: paired differences of each label, and of their sum."""
    effects = effects_by_output(found)
    parts = [Part(label, paired_effect(effects[f"{output}[{label}]"])) for label in labels]
    parts.sort(key=lambda part: -abs(part.effect.mean))
    total = Part("all", paired_effect(effects[output]))
    return Breakdown(output, title or output, unit, dimension, found["scenarios"][0]["title"], [*parts, total])


def to_markdown(found: list[Breakdown]) -> str:
    return "\n".join(_table(one) for one in found)


def _table(found: Breakdown) -> str:
    along = found.dimension.replace("_", " ")
    lines = [f"### {found.title} by {along}, {found.unit}: {markdown_text(found.of)}", "",
             f"| {along} | reference | difference | interval |", "| --- | ---: | ---: | ---: |"]  # fmt: skip
    lines += [_row(part) for part in found.parts if not part.effect.exactly_zero or part.effect.baseline]
    return "\n".join(lines) + "\n"


def _name(label: str) -> str:
    """A label for readers: places and vendors by name."""
    return PLACE_NAMES.get(label) or VENDOR_NAMES.get(label) or words(label)


def _row(part: Part) -> str:
    effect = part.effect
    return f"| {markdown_text(_name(part.label))} | {wording.level(effect)} | {wording.change(effect)} | {wording.range_of(effect)} |"
