"""The headline answers of a result with all that is needed to compare them later, as a small file in place of the result.

The file is JSON, so that a change of it can be read in a diff: a line an answer, replicate by replicate, so that it can be paired.
"""

from __future__ import annotations

import datetime as dt
import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr
import xxhash

from entrepot.errors import MissingData, ResultError
from entrepot.estimates.checks import scenario_name
from entrepot.hdf5 import SIGNATURE
from entrepot.measures import parse, value
from entrepot.moved.keys import leaves
from entrepot.result import Result, open_result
from entrepot.statistics import estimate

FORMAT = 1
WHOLE_RUN = (
    "leakage_rate", "leakage_rate_h100e", "leakage_rate_value", "leaked_units", "leaked_h100e", "access_leakage", "mean_grey_premium",
    "final_restricted_stock", "seized_units", "honest_orders_refused", "licence_applications", "end_use_checks", "cases_opened",
    "entity_listings", "enforcement_spend",
)  # fmt: skip
#: Outputs with an answer for each label of a dimension; `{}` stands for the label.
BY_LABEL = {"year": "annual_leaked_units[{}]", "hub": "hub_leak_share[{}]", "vendor": "revenue[{}/bill_to]"}


@dataclass(frozen=True)
class Answer:
    unit: str
    values: dict[int, float]  #: by number of the replicate; NaN where it is not defined

    def array(self, numbers: list[int] | None = None) -> xr.DataArray:
        """[replicate], in order of number."""
        chosen = sorted(self.values) if numbers is None else numbers
        return xr.DataArray([self.values[n] for n in chosen], dims="replicate", coords={"replicate": chosen})


@dataclass(frozen=True)
class Answers:
    """What a run answered, and what it was."""

    name: str  #: of the file
    title: str
    scenario: str  #: name of the scenario's file
    version: str
    commit: str
    content_hash: str
    seed: int
    start: dt.date
    end: dt.date
    weeks: int
    confidence: float
    keys: dict[str, str]  #: what the resolved scenario says, by dotted path
    outputs: list[str]  #: names
    answers: dict[str, Answer]  #: by measure


def headline_measures(result: Result) -> list[str]:
    """Those of WHOLE_RUN that the result has, then those by label."""
    found = [name for name in WHOLE_RUN if name in result.outputs]
    for dimension, form in BY_LABEL.items():
        if form.partition("[")[0] in result.outputs and dimension in result.outputs.coords:
            found += [form.format(label) for label in result.outputs[dimension].values]
    return found


def answers_of(result: Result) -> Answers:
    info = result.info
    return Answers(
        name=result.path.name, title=info.title, scenario=scenario_name(result), version=info.version, commit=info.commit,
        content_hash=info.content_hash, seed=info.seed, start=info.start, end=info.end, weeks=info.weeks, confidence=info.confidence,
        keys=leaves(result.scenario), outputs=sorted(map(str, result.outputs)),
        answers={text: answer for text in headline_measures(result) if (answer := _answer(result, text))},
    )  # fmt: skip


def _answer(result: Result, text: str) -> Answer | None:
    measure = parse(text)
    try:
        values = value(result, measure)
    except MissingData:
        return None
    numbers = [int(n) for n in result.outputs["replicate"].values]
    return Answer(str(result.outputs[measure.output].attrs["units"]), dict(zip(numbers, map(float, values.values))))


def read_answers(path: Path) -> Answers:
    """Of a result file or a file of answers. Raises ResultError."""
    try:
        with path.open("rb") as file:
            head = file.read(len(SIGNATURE))
    except OSError as error:
        raise ResultError(f"{path}: {error.strerror or error}") from error
    if head[:1] == b"{":
        return _from_json(path)
    with open_result(path) as result:
        return answers_of(result)


# ---- the file ------------------------------------------------------------------------------------------------------


def to_json(of: Answers) -> str:
    """Means and intervals stand beside the values for those who read it; they are not read back."""
    head = {
        "entrepot_answers": FORMAT, "title": of.title, "scenario": of.scenario, "version": of.version, "commit": of.commit,
        "content_hash": of.content_hash, "seed": of.seed, "start": of.start.isoformat(), "end": of.end.isoformat(), "weeks": of.weeks,
        "confidence": of.confidence, "replicates": sorted({n for a in of.answers.values() for n in a.values}),
    }  # fmt: skip
    lines = [f" {json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()]
    answers = [f"  {json.dumps(text)}: {_answer_line(answer, of.confidence)}" for text, answer in of.answers.items()]
    keys = [f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in sorted(of.keys.items())]
    lines += [_block("answers", answers), f' "outputs": {json.dumps(of.outputs)}', _block("keys", keys)]
    said = "{\n" + ",\n".join(lines)
    return f'{said},\n "checksum": "{_checksum(json.loads(said + "}"))}"\n}}\n'


def _checksum(said: dict[str, Any]) -> str:
    """XXH3-128 of all that a file says but this, however it is laid out."""
    rest = {key: value for key, value in said.items() if key != "checksum"}
    return xxhash.xxh3_128_hexdigest(json.dumps(rest, sort_keys=True))


def _block(name: str, lines: list[str]) -> str:
    return f' "{name}": {{\n' + ",\n".join(lines) + "\n }"


def _answer_line(answer: Answer, confidence: float) -> str:
    array = answer.array()
    summary = estimate(array, confidence)
    fields = {"unit": answer.unit, **{name: _rounded(getattr(summary, name)) for name in ("mean", "low", "high")}}
    return json.dumps(fields | {"values": [_or_null(v) for v in array.values]})


def _or_null(number: float) -> float | None:
    return float(number) if math.isfinite(number) else None


def _rounded(number: float) -> float | None:
    return float(f"{number:.6g}") if math.isfinite(number) else None


def _from_json(path: Path) -> Answers:
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        raise ResultError(f"{path}: not JSON: {' '.join(str(error).split())}") from error
    if said.get("entrepot_answers") != FORMAT:
        raise ResultError(f"{path}: no file of answers in the format that is known here, {FORMAT}: scripts/write-answers makes one")
    if said.get("checksum", _checksum(said)) != _checksum(said):  # files of older programs have none
        raise ResultError(f"{path}: is damaged: its checksum does not match what is in it")
    try:
        return _from_fields(path, said)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ResultError(f"{path}: damaged: {type(error).__name__}: {' '.join(str(error).split())}") from error


def _from_fields(path: Path, said: dict[str, Any]) -> Answers:
    numbers = [int(n) for n in said["replicates"]]
    answers = {}
    for text, fields in said["answers"].items():
        values = [np.nan if v is None else float(v) for v in fields["values"]]
        answers[text] = Answer(str(fields["unit"]), dict(zip(numbers, values, strict=True)))
    return Answers(
        name=path.name, start=dt.date.fromisoformat(said["start"]), end=dt.date.fromisoformat(said["end"]), answers=answers,
        keys={str(k): str(v) for k, v in said["keys"].items()}, outputs=list(map(str, said["outputs"])),
        **{key: str(said[key]) for key in ("title", "scenario", "version", "commit", "content_hash")},
        **{key: int(said[key]) for key in ("seed", "weeks")}, confidence=float(said["confidence"]),
    )  # fmt: skip
