"""The part of the page on sweeps: sensitivity, robustness, conclusions that flip. The program computes the numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np

from entrepot.figures import Drawing, Size
from entrepot.figures import sweeps as figures
from entrepot.sweep import Sweep

Draw = Callable[[Size], Drawing]
NEARLY = 0.9  #: share of worlds from which a conclusion nearly always holds


@dataclass(frozen=True)
class Flip:
    """One conclusion over the worlds of a sweep."""

    conclusion: str
    holds: int  #: worlds in which it does
    worlds: int
    separates: str  #: the parameter that best separates the worlds in which it does not; empty if it always or never does
    grade: str  #: of that parameter's range

    @property
    def verdict(self) -> str:
        if self.holds == self.worlds:
            return "holds throughout"
        return "nearly always holds" if self.holds >= NEARLY * self.worlds else "flips"


@dataclass(frozen=True)
class SweepSection:
    """The part of the page on one sweep."""

    sweep: Sweep
    parameters: list[dict[str, Any]]
    figures: dict[str, Draw]
    flips: list[Flip]
    notes: list[str] = field(default_factory=list)


def sweep_section(sweep: Sweep, found: Mapping[str, Any]) -> SweepSection:
    """`found` is what the program computed: `analysis` and `decision`, as its commands print them, and `errors`."""
    notes: list[str] = []
    drawn: dict[str, Draw] = {}
    parameters: list[dict[str, Any]] = []
    flips: list[Flip] = []
    runs = sweep.info.runs
    if not runs.complete:
        notes.append(
            f"{runs.finished:,} of {runs.planned:,} runs: {runs.failed:,} failed, {runs.missing:,} are missing. "
            "The finished runs are analysed."
        )
    notes.extend(f"{sweep.path.name}: {error}." for error in found.get("errors", []))
    analysis = found.get("analysis")
    if analysis:
        parameters = analysis["parameters"]
        drawn |= _sensitivity(analysis)
        notes.extend(_warnings(analysis["outputs"]))
    decision = found.get("decision")
    if decision:
        drawn |= _choice(decision)
        notes.extend(warning for warning in decision.get("warnings", []) if warning not in notes)
        flips = conclusions(decision)
    return SweepSection(sweep, parameters, drawn, flips, notes)


def _warnings(outputs: list[dict[str, Any]]) -> list[str]:
    """The program's warnings, each once, and the number of runs without a value by output."""
    found = list(dict.fromkeys(warning for output in outputs for warning in output.get("warnings", [])))
    gaps: dict[str, tuple[int, int]] = {}
    for output in outputs:
        without, runs = gaps.get(output["output"], (0, 0))
        gaps[output["output"]] = (without + output.get("without_value", 0), runs + output["runs"])
    found.extend(
        f"{without:,} of {runs:,} runs have no value of {name} and are left out."
        for name, (without, runs) in gaps.items()
        if without
    )
    return found


def _sensitivity(analysis: dict[str, Any]) -> dict[str, Draw]:
    """At the first policy and lever point: the first output, and the first in USD."""
    first = analysis["outputs"][0]
    here = [o for o in analysis["outputs"] if (o["policy"], o.get("levers")) == (first["policy"], first.get("levers"))]
    shown = [o for o in (first, next((o for o in here if o["unit"] == "USD"), first)) if o["values"] > 0]
    drawn: dict[str, Draw] = {}
    for at, output in enumerate(shown if len(shown) > 1 and shown[0] is not shown[1] else shown[:1]):
        if "sobol" in output:
            drawn[f"sobol-{at}"] = partial(figures.sobol_bars, output, analysis["confidence"])
        drawn[f"tornado-{at}"] = partial(figures.tornado, output)
    return drawn


def _choice(decision: dict[str, Any]) -> dict[str, Draw]:
    drawn: dict[str, Draw] = {}
    if not decision.get("objectives"):
        return drawn
    drawn["regret"] = partial(figures.regret, decision["objectives"][0], decision["confidence"])
    if "trade_offs" in decision:
        drawn["trade-offs"] = partial(figures.trade_offs, decision)
    return drawn


def conclusions(decision: dict[str, Any]) -> list[Flip]:
    """For every option against the first and every objective: the better one on average, and in how many worlds it is.

    Regrets of two options in the same row differ by what their outputs differ by there.
    """
    found = []
    for objective in decision["objectives"]:
        reference, *others = objective["options"]
        for option in others:
            gain = _numbers(reference["regret_by_row"]) - _numbers(option["regret_by_row"])  # above 0: the option is better
            known = np.isfinite(gain)
            if not known.any() or not np.any(gain[known] != 0):
                continue
            sign = 1.0 if np.nanmean(gain) > 0 else -1.0
            holds = known & (sign * gain > 0)
            separates, grade = _separating(decision["parameters"], holds[known], known)
            better = "better" if sign > 0 else "worse"
            name = figures.name_of(objective)
            words = f"{_words(option)} is {better} than {_words(reference)} in {name}"
            found.append(Flip(words, int(holds.sum()), int(known.sum()), separates, grade))
    return found


def _separating(parameters: list[dict[str, Any]], holds: np.ndarray, known: np.ndarray) -> tuple[str, str]:
    """The parameter that best separates worlds in which a conclusion holds: largest distance between mean ranks."""
    if holds.all() or not holds.any():
        return "", ""
    best, name, grade = 0.0, "", ""
    for parameter in parameters:
        values = np.unique(np.array(parameter.get("values", []), dtype=object)[known].astype(str), return_inverse=True)[1]
        if parameter["kind"] in ("number", "integer"):
            values = np.array(parameter["values"], dtype=float)[known]
        ranks = values.argsort(kind="stable").argsort(kind="stable") / max(1, len(values) - 1)
        distance = abs(float(ranks[holds].mean() - ranks[~holds].mean()))
        if distance > best:
            side = "low" if ranks[~holds].mean() < ranks[holds].mean() else "high"
            best, name, grade = distance, f"{parameter['name']} {side}", parameter["grade"]
    return name, grade


def _words(option: dict[str, Any]) -> str:
    return str(option["option"]).replace("_", " ")


def _numbers(values: list[float | None]) -> np.ndarray:
    return np.array([np.nan if value is None else value for value in values], dtype=float)
