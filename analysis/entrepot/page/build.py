"""From a result to the text of the page. What the file lacks becomes a note, not an error."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import resources
from typing import TypeVar

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from entrepot import answer, facts
from entrepot.errors import MissingData
from entrepot.figures import FIGURES, NARROW, WIDE, Drawing, inline_svg
from entrepot.result import Result
from entrepot.scenario import VIEW_NAMES, place_name, vendor_name
from entrepot.statistics import Estimate
from entrepot.words import NONE, WRITERS, level, replicates_words

Part = TypeVar("Part")
OPEN_FACTS = 40  #: a longer table of facts is folded


@dataclass(frozen=True)
class PageFigure:
    """A figure of the page; `drawing` is None where the file lacks its data, and the notes say what."""

    key: str
    drawing: Drawing | None
    wide: Markup = Markup()
    narrow: Markup = Markup()
    notes: list[str] = field(default_factory=list)


def build_page(result: Result) -> str:
    """The HTML text of the report page."""
    environment = Environment(
        loader=PackageLoader("entrepot", "page"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["cell"] = _cell
    environment.globals.update(number=_number, interval=_interval)
    notes: list[str] = []
    activity_notes: list[str] = []
    return environment.get_template("page.html.j2").render(
        css=Markup(resources.files("entrepot.page").joinpath("page.css").read_text(encoding="utf-8")),
        info=result.info,
        level=level(result),
        replicates=replicates_words(result),
        leakage=_or_note(notes, lambda: answer.leakage(result)),
        years=_or_note(notes, lambda: answer.years(result)) or [],
        gap=_or_note(notes, lambda: answer.hub_gap(result)),
        answer_notes=notes,
        activity=_or_note(activity_notes, lambda: answer.activity(result)) or [],
        activity_heads=answer.ACTIVITY,
        activity_notes=activity_notes,
        views=VIEW_NAMES,
        place=lambda code: place_name(result, code),
        vendor=lambda code: vendor_name(result, code),
        figures=[_figure(result, key) for key in FIGURES],
        facts=_Facts.of(result),
        provenance=_Provenance.of(result),
    )


@dataclass(frozen=True)
class _Facts:
    rows: list[dict[str, object]]
    by_grade: dict[str, int]
    unseen: int
    note: str
    grades: dict[str, str] = field(default_factory=lambda: facts.GRADES)

    @property
    def folded(self) -> bool:
        return len(self.rows) > OPEN_FACTS

    @classmethod
    def of(cls, result: Result) -> _Facts:
        try:
            table = facts.marked_facts(result)
        except MissingData as error:
            return cls([], {}, 0, f"The facts cannot be shown: {error}.")
        counts = table["grade"].replace("", "none").value_counts().sort_index()
        note = "" if len(table) else "The scenario cites no facts."
        return cls(table.to_dict("records"), counts.to_dict(), int(table["unseen"].sum()), note)


@dataclass(frozen=True)
class _Provenance:
    scenario: str
    inputs: list[dict[str, object]]
    notes: list[str]

    @classmethod
    def of(cls, result: Result) -> _Provenance:
        notes: list[str] = []
        scenario = _or_note(notes, lambda: result.scenario_text) or ""
        inputs = _or_note(notes, lambda: result.inputs.to_dict("records")) or []
        return cls(scenario, inputs, notes)


def _figure(result: Result, key: str) -> PageFigure:
    try:
        wide, narrow = FIGURES[key](result, WIDE), FIGURES[key](result, NARROW)
    except MissingData as error:
        return PageFigure(key, None, notes=[f"The figure “{key}” cannot be drawn: {error}."])
    return PageFigure(
        key,
        wide,
        Markup(inline_svg(wide, f"{key}-wide")),
        Markup(inline_svg(narrow, f"{key}-narrow")),
        wide.notes,
    )


def _or_note(notes: list[str], make: Callable[[], Part]) -> Part | None:
    try:
        return make()
    except MissingData as error:
        notes.append(f"Part of the answer is missing: {error}.")
        return None


def _number(value: float, kind: str) -> Markup:
    """A number as a <data> element: rounded for the eye, in full for machines."""
    if not math.isfinite(value):
        return Markup(NONE)
    return Markup('<data value="{}">{}</data>').format(repr(float(value)), WRITERS[kind](value))


def _interval(value: Estimate, kind: str) -> Markup:
    """`1.20 % to 1.28 %`; empty without an interval."""
    if not value.has_interval:
        return Markup()
    return Markup("{} to {}").format(_number(value.low, kind), _number(value.high, kind))


def _cell(value: object, kind: str | None) -> Markup:
    return _number(float(value), kind) if kind else Markup("{}").format(value)  # type: ignore[arg-type]
