"""The tables of the result of a sweep."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from entrepot.export.tables import Field, Package, Table, check_known, of_groups, package_name, root_attributes
from entrepot.sweep import Factor, Measure, Sweep

GROUPS = ("points", "runs", "failures", "provenance")
TYPES = {"number": "number", "integer": "integer", "category": "string", "date": "date"}

POINT = Field("point", "integer", "Number of the point: (policy x lever points + lever point) x rows + row.")
PLACE = (
    POINT,
    Field("policy", "string", "Name of the policy; empty in a sweep without policies."),
    Field("lever_point", "integer", "Number of the combination of levels of the levers."),
    Field("row", "integer", "Row of the design. A row sets the same under every policy and lever point."),
)
REPLICATE = Field("replicate", "integer", "Number of the replicate. It has the same random draws at every point.")
STATUS = Field("status", "string", "How the run ended: finished, missing, or the kind of its failure.")


def package(sweep: Sweep, outputs: Sequence[str] | None, groups: Sequence[str] | None) -> Package:
    """Tables of the groups, by default all; with `outputs`, runs have no other outputs.

    MissingData for an unknown output or group.
    """
    check_known(sweep.path, "group", groups or (), GROUPS)
    check_known(sweep.path, "output", outputs or (), [m.name for m in sweep.measures])
    measures = [m for m in sweep.measures if outputs is None or m.name in outputs]
    attributes = root_attributes(sweep.path)
    made = {
        "points": lambda: [_points(sweep), _factors(sweep)],
        "runs": lambda: [_runs(sweep, measures)],
        "failures": lambda: [_failures(sweep)],
        "provenance": lambda: _provenance(sweep),
    }
    tables = of_groups(attributes, made, groups)
    info = sweep.info
    runs = info.runs
    notes = [] if runs.complete else [f"of {runs.planned} runs {runs.failed} failed and {runs.missing} are missing"]
    return Package(package_name(sweep.path), info.title, info.question, "", attributes, tables, notes)


def _factor_fields(sweep: Sweep) -> list[Field]:
    return [Field(name, TYPES[f.kind], _description_of(f)) for name, f in sweep.columns.items()]


def _description_of(factor: Factor) -> str:
    verb = "Multiplies" if factor.scales else "Sets"
    return f"{factor.role.capitalize()}. {verb} {', '.join(factor.paths)}. As written: {factor.form}."


def _measure_field(measure: Measure) -> Field:
    return Field(measure.name, "number", f"{measure.title}; empty if the run has none.", measure.unit)


def _points(sweep: Sweep) -> Table:
    fields = [*PLACE, *_factor_fields(sweep)]
    description = "What each point of the sweep sets."
    return Table.of_frame("points", "Points", description, fields, ["point"], sweep.points.reset_index())


def _runs(sweep: Sweep, measures: list[Measure]) -> Table:
    fields = [*PLACE, *_factor_fields(sweep), REPLICATE, STATUS, *map(_measure_field, measures)]
    description = "Every run with what its point sets, how it ended, and its outputs."
    return Table.of_frame("runs", "Runs", description, fields, ["point", "replicate"], sweep.table)


def _failures(sweep: Sweep) -> Table:
    fields = [
        POINT, REPLICATE, Field("failure", "string", "Kind of the failure."), Field("message", "string", "Its words."),
    ]  # fmt: skip
    description = "Runs that failed; there is no row if none did."
    return Table.of_frame("failures", "Failures", description, fields, ["point", "replicate"], sweep.failures)


def _factors(sweep: Sweep) -> Table:
    fields = [
        Field("column", "string", "Its column in points and runs."),
        Field("name", "string", "As in the sweep file."),
        Field("role", "string", "lever or parameter."),
        Field("kind", "string", "number, integer, category or date."),
        Field("form", "string", "Its distribution or levels, as written."),
        Field("paths", "string", "Paths of the scenario that it sets, separated by spaces."),
        Field("scales", "string", "true if its values multiply what the scenario has, else false."),
        Field("judged_with", "string", "The group that sensitivity analyses vary it with."),
        Field("source", "string", "Where its range is from."),
        Field("grade", "string", "A official, B named research or press, C rough."),
    ]
    rows = [
        (column, f.name, f.role, f.kind, f.form, " ".join(f.paths), str(f.scales).lower(), f.group, f.source, f.grade)
        for column, f in sweep.columns.items()
    ]
    return Table.of_rows("factors", "Levers and parameters", "Varied levers and parameters.", fields, ["column"], rows)


def _provenance(sweep: Sweep) -> list[Table]:
    scenarios = [
        Field("policy", "string", "Name of the policy; empty in a sweep without policies."),
        Field("yaml", "string", "Its resolved scenario, without levers and parameters."),
    ]
    texts = pd.DataFrame({"policy": list(sweep.scenario_texts), "yaml": list(sweep.scenario_texts.values())})
    written = [Field("yaml", "string", "The sweep file as it was written.")]
    file = pd.DataFrame({"yaml": [sweep.sweep_text]})
    return [
        Table.of_frame("provenance_scenarios", "Resolved scenarios", "Of each policy.", scenarios, (), texts),
        Table.of_frame("provenance_sweep", "Sweep file", "One row.", written, (), file),
    ]
