"""Where a difference lies: any output, part by part along one of its dimensions."""

from __future__ import annotations

from dataclasses import dataclass

from entrepot.compare import wording
from entrepot.compare.effects import Effect, paired_effect
from entrepot.compare.program import side_by_side
from entrepot.errors import MissingData
from entrepot.result import Result
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


def breakdown(baseline: Result, other: Result, output: str, dimension: str) -> Breakdown:
    """Paired differences of `output`, summed over all its dimensions but `dimension`, as the program tells them.

    Raises MissingData if the output has no such dimension, CannotCompare if the files cannot be paired.
    """
    labels = _labels(baseline, output, dimension)
    told = side_by_side(baseline.path, other.path, [output, *(f"{output}[{label}]" for label in labels)])
    parts = [Part(label, paired_effect(told[f"{output}[{label}]"])) for label in labels]
    parts.sort(key=lambda part: -abs(part.effect.mean))
    total = Part("all", paired_effect(told[output]))
    attributes = baseline.output(output).attrs
    return Breakdown(output, attributes.get("long_name", output), attributes.get("units", ""), dimension,
                     other.info.title, [*parts, total])  # fmt: skip


def to_markdown(found: list[Breakdown]) -> str:
    return "\n".join(_table(one) for one in found)


def _labels(result: Result, output: str, dimension: str) -> list[str]:
    values = result.output(output)
    if dimension not in values.dims or dimension == "replicate":
        others = ", ".join(str(name) for name in values.dims if name != "replicate") or "none"
        raise MissingData(f"{result.path}: {output} has no dimension {dimension!r}; it has {others}")
    return [str(label) for label in values[dimension].values]


def _table(found: Breakdown) -> str:
    along = found.dimension.replace("_", " ")
    lines = [f"### {found.title} by {along}, {found.unit}: {markdown_text(found.of)}", "",
             f"| {along} | baseline | difference | interval |", "| --- | ---: | ---: | ---: |"]  # fmt: skip
    lines += [_row(part) for part in found.parts if not part.effect.exactly_zero or part.effect.baseline]
    return "\n".join(lines) + "\n"


def _row(part: Part) -> str:
    effect = part.effect
    return f"| {markdown_text(part.label)} | {wording.level(effect)} | {wording.change(effect)} | {wording.range_of(effect)} |"
