"""The text of the page from results. Data that a file lacks become a note, not an error."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import Environment
from markupsafe import Markup

from entrepot import answer, calibration_view, facts
from entrepot.calibration import Calibration
from entrepot.compare import wording
from entrepot.errors import MissingData, ResultError
from entrepot.estimates import Check, tables
from entrepot.figures import DATASETS, FIGURES, NARROW, WIDE, Draw, Drawing, inline_svg
from entrepot.figures.calibrations import CALIBRATION_FIGURES
from entrepot.figures.estimates import published_and_model
from entrepot.figures.routes import leak_routes
from entrepot.names import parameter_name
from entrepot.page.comparison_section import comparison_section
from entrepot.page.flow import flow
from entrepot.page.inputs import Inputs
from entrepot.page.sweep_section import SweepSection, sweep_section
from entrepot.result import Result
from entrepot.scenario import VIEW_NAMES, place_name, vendor_name
from entrepot.statistics import Estimate
from entrepot.sweep import Sweep
from entrepot.templates import environment_of
from entrepot.terminal import printable
from entrepot.words import NONE, level, replicates_words, written

Part = TypeVar("Part")
FOLDED = {"revenue"}  #: figures for experts
OPEN_FACTS = 40  #: a longer table of facts is folded


@dataclass(frozen=True)
class File:
    """A row of the table of files; the parts made from the file link to it."""

    anchor: str
    name: str
    holds: str
    count: str
    complete: bool
    hash: str
    program: str


Files = dict[Path, File]  #: by the path that was given


@dataclass(frozen=True)
class Source:
    """The data that a part of the page shows."""

    datasets: str
    files: list[File]


@dataclass(frozen=True)
class PageFigure:
    """A figure of the page; `drawing` is None where the file lacks its data, which the notes name."""

    key: str
    drawing: Drawing | None
    wide: Markup = Markup()
    narrow: Markup = Markup()
    notes: list[str] = field(default_factory=list)
    source: Source | None = None


@dataclass(frozen=True)
class PageSuite:
    """Estimates of one file, with the results of the runs."""

    id: str
    title: str
    file: str
    summary: str
    checks: list[Check]
    figure: PageFigure
    source: Source
    notes: list[str]


@dataclass(frozen=True)
class PageCalibration:
    """One calibration."""

    id: str
    calibration: Calibration
    figures: list[PageFigure]
    source: Source


def build_page(result: Result) -> str:
    """The HTML text of the page of one result."""
    return build_report(Inputs([result]))


def build_report(inputs: Inputs, found: Mapping[str, Any] | None = None) -> str:
    """The HTML text of a report on results of any kind: the first run in full, other runs as differences from it.

    `found` is what the program computed: `runs`, the other runs against the first, and `sweeps`, each with its `file`.
    Raises ResultError if none of the files can be read.
    """
    found = found or {}
    if not inputs.readable:
        raise ResultError("; ".join(inputs.refused) or "no file to report on")
    of_sweeps = {Path(sweep["file"]): sweep for sweep in found.get("sweeps", [])}
    sweeps = [sweep_section(sweep, of_sweeps.get(sweep.path, {})) for sweep in inputs.sweeps]
    files = {one.path: _file_of(at, one) for at, one in enumerate(inputs.results, 1)}
    head = inputs.results[0].info
    return _environment().get_template("page.html.j2").render(
        css=Markup(resources.files("entrepot.page").joinpath("page.css").read_text(encoding="utf-8")),
        title=head.title,
        question=getattr(head, "question", ""),  # calibrations have none
        version=head.version,
        refused=inputs.refused,
        files=files.values(),
        sweeps=[(sweep, *_drawn(sweep, f"sweep-{at}", files)) for at, sweep in enumerate(sweeps, 1)],
        calibrations=_calibrations(inputs, files),
        calibration_words=calibration_view,
        suites=_suites(inputs, files),
        estimate_words=tables,
        **(_of_runs(inputs.runs, files, found.get("runs")) if inputs.runs else {"run": None}),
        sections=_sections(inputs, sweeps),
    )


def _drawn(sweep: SweepSection, prefix: str, files: Files) -> tuple[list[PageFigure], Source]:
    source = Source("/runs and /design", [files[sweep.sweep.path]])
    return _figures_of(sweep.figures, prefix, source), source


def _of_runs(runs: list[Result], files: Files, found: Mapping[str, Any] | None) -> dict[str, object]:
    """The parts of the page on the first run, and on the others against it."""
    result = runs[0]
    notes: list[str] = []
    activity_notes: list[str] = []
    flow_notes: list[str] = []
    others = comparison_section(runs, found)
    activity = _or_note(activity_notes, lambda: answer.activity(result)) or []

    def source(datasets: str, *more: Result) -> Source:
        return Source(datasets, [files[run.path] for run in (result, *more)])

    pairs = [source("Paired differences (entrepot compare, displacement)", other) for other in others.results] if others else []
    all_pairs = source("Paired differences (entrepot compare, costs)", *(others.results if others else []))
    policies = list(zip(others.policies if others else [], pairs))
    return dict(
        run=result,
        answer_source=source("/summary: leakage_rate, leaked_units, annual_leaked_units, annual_leakage_rate, hub_revenue_share"),
        activity_source=source(f"/outputs: {', '.join(answer.ACTIVITY)}, annual_access_leakage"),
        flow_source=source("/outputs: flow, leaked_flow"),
        policy_sources=pairs,
        all_source=all_pairs,
        info=result.info,
        level=level(result),
        replicates=replicates_words(result),
        leakage=_or_note(notes, lambda: answer.leakage(result)),
        years=_or_note(notes, lambda: answer.years(result)) or [],
        gap=_or_note(notes, lambda: answer.hub_gap(result)),
        answer_notes=notes,
        activity=activity,
        planned=answer.planned(activity),
        activity_heads=answer.ACTIVITY,
        activity_notes=activity_notes,
        views=VIEW_NAMES,
        place=lambda code: place_name(result, code),
        vendor=lambda code: vendor_name(result, code),
        figures=[_figure(key, partial(FIGURES[key], result), source(f"/outputs: {DATASETS[key]}")) for key in FIGURES],
        folded_figures=FOLDED,
        comparison=others,
        overview=_figures_of(others.overview, "all", all_pairs) if others else [],
        policy_figures=[_figures_of(policy.figures, f"policy-{at}", pair) for at, (policy, pair) in enumerate(policies, 1)],
        expert_figures=[_figures_of(policy.expert_figures, f"policy-{at}", pair) for at, (policy, pair) in enumerate(policies, 1)],
        flow=_or_note(flow_notes, lambda: flow(result)),
        routes=_figure("routes", partial(leak_routes, result), source("/outputs: leaked_flow")),
        flow_notes=flow_notes,
        facts=_Facts.of(result),
        warnings=result.warnings,
        provenance=_Provenance.of(result),
    )


def _suites(inputs: Inputs, files: Files) -> list[PageSuite]:
    made = []
    for at, suite in enumerate(inputs.suites, 1):
        checks = suite.checks
        used = {check.file for check in checks if check.file}
        source = Source(f"Published: {suite.path.name}. Model: /outputs", [files[run.path] for run in inputs.runs if run.path in used])
        figure = _figure(f"estimates-{at}-ranges", partial(published_and_model, suite.title, checks), source)
        made.append(
            PageSuite(f"estimates-{at}", suite.title, suite.path.name, tables.summary(checks), checks, figure, source, tables.left_out(checks))
        )
    return made


def _calibrations(inputs: Inputs, files: Files) -> list[PageCalibration]:
    made = []
    for at, calibration in enumerate(inputs.calibrations, 1):
        source = Source("/parameters, /quantities and /generations", [files[calibration.path]])
        drawn = {key: partial(draw, calibration) for key, draw in CALIBRATION_FIGURES.items()}
        made.append(PageCalibration(f"calibration-{at}", calibration, _figures_of(drawn, f"calibration-{at}", source), source))
    return made


def _environment() -> Environment:
    environment = environment_of("page")
    environment.filters["cell"] = _cell
    environment.globals.update(
        number=_number, interval=_interval, parameter_name=parameter_name, level_of=wording.level, change_of=wording.change, range_of=wording.range_of
    )
    return environment


@dataclass(frozen=True)
class _Section:
    id: str
    name: str


def _sections(inputs: Inputs, sweeps: list[SweepSection]) -> list[_Section]:
    """The parts of the page, in its order."""
    of_sweeps = [_Section(f"sweep-{at}", sweep.sweep.info.title) for at, sweep in enumerate(sweeps, 1)]
    suites = [_Section(f"estimates-{at}", suite.title) for at, suite in enumerate(inputs.suites, 1)]
    fits = [_Section(f"calibration-{at}", fit.info.title) for at, fit in enumerate(inputs.calibrations, 1)]
    if not inputs.runs:
        return [*suites, *fits, *of_sweeps, _Section("provenance", "Provenance")]
    others = [_Section("comparison", "Effects of the policies")] if len(inputs.runs) > 1 else []
    return [
        _Section("answer", "In short"), *others, _Section("figures", "Figures"), _Section("flow", "Flows"),
        _Section("activity", "Licences and checks"), *suites, *fits, *of_sweeps, _Section("facts", "Facts used"),
        _Section("provenance", "Provenance"),
    ]  # fmt: skip


def _file_of(at: int, one: Result | Sweep | Calibration) -> File:
    info = one.info
    program = f"{info.version}, {info.commit[:12]}"
    if isinstance(one, Result):
        count, complete, digest = replicates_words(one), info.replicates.complete, info.content_hash
        return File(f"file-{at}", one.path.name, info.title, count, complete, digest, program)
    if isinstance(one, Calibration):
        return File(f"file-{at}", one.path.name, f"Calibration: {info.title}", f"{info.candidates:,} candidates", True, one.file_hash, program)
    count = f"{info.runs.finished:,} of {info.runs.planned:,} runs"
    return File(f"file-{at}", one.path.name, f"Sweep: {info.title}", count, info.runs.complete, info.identity, program)


@dataclass(frozen=True)
class _Facts:
    rows: list[dict[str, object]]
    by_grade: dict[str, int]
    unseen: int
    note: str
    grades: dict[str, str] = field(default_factory=lambda: facts.GRADES)
    evidence: list[dict[str, str]] = field(default_factory=list)

    @property
    def folded(self) -> bool:
        return len(self.rows) > OPEN_FACTS

    @classmethod
    def of(cls, result: Result) -> _Facts:
        try:
            table = facts.marked_facts(result)
        except MissingData as error:
            return cls([], {}, 0, f"The table of facts is missing: {error}.")
        counts = table["grade"].replace("", "none").value_counts().sort_index()
        note = "" if len(table) else "The scenario cites no facts."
        cited = facts.citations_by_path(result)
        rows = [{**row, "evidence": cited.get(str(row["path"]), [])} for row in table.to_dict("records")]
        evidence = facts.cited_evidence(result)
        return cls(rows, counts.to_dict(), int(table["unseen"].sum()), note, evidence=evidence)


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


def _figures_of(drawn: dict[str, Draw], prefix: str, source: Source) -> list[PageFigure]:
    return [_figure(f"{prefix}-{key}", draw, source) for key, draw in drawn.items()]


def _figure(key: str, draw: Draw, source: Source) -> PageFigure:
    try:
        wide, narrow = draw(WIDE), draw(NARROW)
    except MissingData as error:
        return PageFigure(key, None, notes=[f"A figure is missing: {error}."])
    return PageFigure(
        key,
        wide,
        Markup(inline_svg(wide, f"{key}-wide")),
        Markup(inline_svg(narrow, f"{key}-narrow")),
        wide.notes,
        source,
    )


def _or_note(notes: list[str], make: Callable[[], Part]) -> Part | None:
    try:
        return make()
    except MissingData as error:
        notes.append(f"Part of the answer is missing: {error}.")
        return None


def _number(value: float, kind: str) -> Markup:
    """A number as a <data> element: rounded for readers, in full for machines."""
    if not math.isfinite(value):
        return Markup(NONE)
    full = repr(float(value))
    return Markup('<data value="{}" title="{}">{}</data>').format(full, full, written(value, kind))


def _interval(value: Estimate, kind: str) -> Markup:
    """`1.20 % to 1.28 %`; empty without an interval."""
    if not value.has_interval:
        return Markup()
    return Markup("{} to {}").format(_number(value.low, kind), _number(value.high, kind))


def _cell(value: object, kind: str | None) -> Markup:
    return _number(float(value), kind) if kind else Markup("{}").format(printable(value))  # type: ignore[arg-type]
