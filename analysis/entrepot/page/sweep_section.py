"""The part of the page on sweeps: sensitivity, robustness, conclusions that flip. The program computes the numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np

from entrepot.errors import MissingData
from entrepot.figures import Draw
from entrepot.figures import sweeps as figures
from entrepot.names import option_name, output_name, parameter_name, sentence, unique_names, words
from entrepot.sweep import Sweep

NEARLY = 0.9  #: share of worlds from which a conclusion nearly always holds


@dataclass(frozen=True)
class Flip:
    """One conclusion over the worlds of a sweep."""

    option: str
    reference: str
    output: str
    better: bool  #: on average
    holds: int  #: worlds in which it does
    worlds: int
    separates: str  #: the parameter that best separates the worlds in which it does not; empty if it always or never does
    grade: str  #: of that parameter's range
    beyond_noise: bool = True  #: whether the interval of the mean difference over worlds excludes zero

    @property
    def conclusion(self) -> str:
        return f"“{self.option}” is {'better' if self.better else 'worse'} than “{self.reference}” in {self.output}"

    @property
    def verdict(self) -> str:
        if not self.beyond_noise:
            return "no effect"
        if self.holds == self.worlds:
            return "holds throughout"
        return "nearly always holds" if self.holds >= NEARLY * self.worlds else "flips"

    @property
    def words(self) -> str:
        """In a table with a column for each objective."""
        if self.verdict == "no effect":
            return "no effect"
        return f"{'better' if self.better else 'worse'} in {self.holds} of {self.worlds}{': flips' if self.verdict == 'flips' else ''}"


@dataclass(frozen=True)
class SweepSection:
    """The part of the page on one sweep."""

    sweep: Sweep
    parameters: list[dict[str, Any]]
    figures: dict[str, Draw]
    flips: list[Flip]
    notes: list[str] = field(default_factory=list)

    @property
    def objectives(self) -> list[str]:
        return list(dict.fromkeys(flip.output for flip in self.flips))

    @property
    def by_option(self) -> dict[str, dict[str, Flip]]:
        """Conclusions by option and objective."""
        found: dict[str, dict[str, Flip]] = {}
        for flip in self.flips:
            found.setdefault(flip.option, {})[flip.output] = flip
        return found


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
        titles = policy_titles(sweep)
        drawn |= _choice(decision, titles)
        notes.extend(warning for warning in decision.get("warnings", []) if warning not in notes)
        flips = conclusions(decision, titles)
    return SweepSection(sweep, parameters, drawn, flips, notes)


def policy_titles(sweep: Sweep) -> dict[str, str]:
    """The title of each policy's scenario; its key in words where titles are equal."""
    try:
        texts = sweep.scenario_texts
    except MissingData:
        return {}
    found = {key: re.search(r"^title: *(.+)$", text, re.MULTILINE) for key, text in texts.items()}
    titles = [match[1].strip(" '\"") if match else "" for match in found.values()]
    return dict(zip(found, unique_names(titles, [sentence(words(key)) for key in found])))


def _warnings(outputs: list[dict[str, Any]]) -> list[str]:
    """The program's warnings, each once, and the number of runs without a value by output."""
    found = list(dict.fromkeys(warning for output in outputs for warning in output.get("warnings", [])))
    gaps: dict[str, tuple[int, int]] = {}
    for output in outputs:
        without, runs = gaps.get(output["output"], (0, 0))
        gaps[output["output"]] = (without + output.get("without_value", 0), runs + output["runs"])
    found.extend(
        f"{without:,} of {runs:,} runs have no value of {output_name(name)} and are left out."
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


def _choice(decision: dict[str, Any], titles: Mapping[str, str]) -> dict[str, Draw]:
    drawn: dict[str, Draw] = {}
    if not decision.get("objectives"):
        return drawn
    drawn["regret"] = partial(figures.regret, decision["objectives"][0], decision["confidence"], titles=titles)
    if "trade_offs" in decision:
        drawn["trade-offs"] = partial(figures.trade_offs, decision, titles=titles)
    return drawn


def conclusions(decision: dict[str, Any], titles: Mapping[str, str] | None = None) -> list[Flip]:
    """For every option against the first and every objective: the better one on average, and in how many worlds it is.

    Regrets of two options in the same row differ by what their outputs differ by there.
    """
    found = []
    for objective in decision["objectives"]:
        reference, *others = objective["options"]
        for at, option in enumerate(others, 1):
            gain = _numbers(reference["regret_by_row"]) - _numbers(option["regret_by_row"])  # above 0: the option is better
            known = np.isfinite(gain)
            if not known.any():
                continue
            sign = 1.0 if np.nanmean(gain) > 0 else -1.0
            holds = known & (sign * gain > 0)
            separates, grade = _separating(decision["parameters"], holds[known], known)
            _, low, high = figures.paired_change({"better": "less", **objective}, at, 0, decision.get("confidence", 0.9))
            names = (option_name(str(one["option"]), titles) for one in (option, reference))
            beyond = bool(np.any(gain[known] != 0)) and not low <= 0 <= high
            found.append(Flip(*names, figures.name_of(objective), sign > 0, int(holds.sum()), int(known.sum()), separates, grade, beyond))
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
            best, name, grade = distance, f"{parameter_name(parameter['name'])} is {side}", parameter["grade"]
    return name, grade


def _numbers(values: list[float | None]) -> np.ndarray:
    return np.array([np.nan if value is None else value for value in values], dtype=float)
