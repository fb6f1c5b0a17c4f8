"""The tables of the result of a calibration."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from entrepot.calibration import CATEGORY, DATE, INTEGER, PARTICLE, Calibration, Parameter
from entrepot.errors import MissingData
from entrepot.export.tables import Field, Package, Table, check_known, of_groups, package_name, root_attributes

GROUPS = ("parameters", "quantities", "particles", "provenance")
TYPES = {INTEGER: "integer", DATE: "date", CATEGORY: "string"}  #: of parameters; all others are numbers

GENERATION = Field("generation", "integer", "0 is the prior; the last is the posterior.")
ROW = Field("particle", "integer", "Number of the particle in its generation.")
ENDS = (
    Field("weight", "number", "Of the particle; those of a generation sum to 1.", "1"),
    Field("distance", "number", "Root mean square, over the targets, of model less observed in standard deviations.", "1"),
)


def package(calibration: Calibration, outputs: Sequence[str] | None, groups: Sequence[str] | None) -> Package:
    """Tables of the groups, by default all. MissingData for an unknown group, and for any output."""
    if outputs:
        raise MissingData(f"{calibration.path}: a calibration has no outputs to choose from")
    check_known(calibration.path, "group", groups or (), GROUPS)
    attributes = root_attributes(calibration.path)
    made = {
        "parameters": lambda: [_parameters(calibration)],
        "quantities": lambda: [_quantities(calibration)],
        "particles": lambda: [_particles(calibration), _simulated(calibration)],
        "provenance": lambda: [_text("calibration", calibration.calibration_text), _text("scenario", calibration.scenario_text)],
    }
    tables = of_groups(attributes, made, groups)
    return Package(package_name(calibration.path), calibration.info.title, "", "", attributes, tables)


def _parameters(calibration: Calibration) -> Table:
    fields = [
        Field("name", "string", "As in the calibration file; its column in particles."),
        Field("paths", "string", "Paths of the scenario that it sets, separated by spaces."),
        Field("scales", "string", "true if its values multiply what the scenario has, else false."),
        Field("prior", "string", "As written."),
        Field("contraction", "number", "1 less the deviation of the posterior over the prior's, in the unit interval of the prior.", "1"),
        Field("source", "string", "Where the prior is from."),
    ]
    rows = [(p.name, " ".join(p.paths), str(p.scales).lower(), p.form, p.contraction, p.source) for p in calibration.parameters]
    return Table.of_rows("parameters", "Parameters", "Uncertain parameters.", fields, ["name"], rows)


def _quantities(calibration: Calibration) -> Table:
    fields = [
        Field("quantity", "integer", "Its number; targets come before forecasts."),
        Field("name", "string", "As in the calibration file. A forecast may have the name of a target."),
        Field("used_as", "string", "target, or forecast: held out of the fit."),
        Field("observed", "number", "Observed value, in the unit of the outputs that it is made of."),
        Field("sd", "number", "Standard deviation of model less observed (error and discrepancy)."),
        Field("source", "string", "Where it is from."),
    ]
    rows = [
        (at, q.name, "forecast" if q.held_out else "target", q.observed, q.sd, q.source)
        for at, q in enumerate(calibration.quantities)
    ]
    return Table.of_rows("quantities", "Targets and forecasts", "Observed data.", fields, ["quantity"], rows)


def _particles(calibration: Calibration) -> Table:
    frames = [calibration.table(generation).reset_index() for generation in calibration.generations]
    for number, frame in enumerate(frames):
        frame.insert(0, GENERATION.name, number)
    frame = pd.concat(frames, ignore_index=True)
    values = [name for name in frame.columns if name not in (GENERATION.name, ROW.name, *PARTICLE)]
    fields = [GENERATION, ROW, *(_value(name, p) for name, p in zip(values, calibration.parameters, strict=True)), *ENDS]
    return Table.of_frame(
        "particles", "Particles", "Points of the parameters, by generation.", fields, [GENERATION.name, ROW.name], frame
    )


def _value(column: str, parameter: Parameter) -> Field:
    verb = "Multiplies" if parameter.scales else "Sets"
    return Field(column, TYPES.get(parameter.kind, "number"), f"{verb} {', '.join(parameter.paths)}. Prior: {parameter.form}.")


def _simulated(calibration: Calibration) -> Table:
    fields = [
        GENERATION, ROW, Field("quantity", "integer", "Its number in quantities."),
        Field("value", "number", "What the model published at the particle; empty if nothing."),
    ]  # fmt: skip
    rows = [
        (number, particle, quantity, value)
        for number, generation in enumerate(calibration.generations)
        for particle, values in enumerate(generation.simulated.tolist())
        for quantity, value in enumerate(values)
    ]
    key = [GENERATION.name, ROW.name, "quantity"]
    return Table.of_rows("simulated", "Published by the model", "A row for each particle and quantity.", fields, key, rows)


def _text(what: str, words: str) -> Table:
    described = {"calibration": "The calibration file as it was written.", "scenario": "The resolved scenario that was varied."}
    fields = [Field("yaml", "string", described[what])]
    return Table.of_rows(f"provenance_{what}", f"{what.capitalize()}, as YAML", "One row.", fields, (), [(words,)])
