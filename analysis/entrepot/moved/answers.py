"""The headline answers of a result with all that is needed to compare them later, as a small file in place of the result.

The file is JSON with one line for each answer: mean, interval and a hash of the replicates' values, so that its diff can be read. On
request it holds the values too, which lets a later run be paired with it.
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

from entrepot.compare.effects import Sample
from entrepot.errors import MissingData, ResultError
from entrepot.estimates.checks import scenario_name
from entrepot.hdf5 import SIGNATURE
from entrepot.measures import parse, value
from entrepot.moved.keys import leaves
from entrepot.result import Result, open_result
from entrepot.statistics import estimate

FORMAT = 2
READABLE = (1, FORMAT)  #: files of format 1 always hold values, and nothing derived from them
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
    mean: float
    low: float  #: Student t interval of the mean at the confidence of the run; NaN with fewer than two replicates
    high: float
    defined: int  #: replicates in which the answer is defined
    hash: str  #: of all replicates' numbers and values
    values: dict[int, float] | None = None  #: by number of the replicate; NaN where it is not defined; None in a file without them

    @classmethod
    def of(cls, unit: str, values: dict[int, float], confidence: float) -> Answer:
        values = dict(sorted(values.items()))
        found = estimate(_array(values), confidence)
        return cls(unit, found.mean, found.low, found.high, found.replicates, _hash(values), values)

    def array(self, numbers: list[int]) -> xr.DataArray:
        """[replicate], in the order of `numbers`; of an answer with values."""
        assert self.values is not None
        return _array({n: self.values[n] for n in numbers})

    def sample(self, confidence: float) -> Sample:
        """Mean and standard error; `confidence` is that of its interval."""
        return Sample.of_interval(self.mean, self.low, self.high, self.defined, confidence)


def _array(values: dict[int, float]) -> xr.DataArray:
    return xr.DataArray(list(values.values()), dims="replicate", coords={"replicate": list(values)})


def _hash(values: dict[int, float]) -> str:
    """XXH3-128 of numbers and values, in order of number; all NaN are one."""
    numbers = np.array(list(values), dtype="<i8")
    reals = np.array([v if math.isfinite(v) else np.nan for v in values.values()], dtype="<f8")
    return xxhash.xxh3_128_hexdigest(numbers.tobytes() + reals.tobytes())


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
    replicates: list[int]  #: their numbers
    answers: dict[str, Answer]  #: by measure

    @property
    def has_values(self) -> bool:
        """Whether replicates can be paired with those of another run."""
        return all(answer.values is not None for answer in self.answers.values())

    def sample(self, measure: str) -> Sample:
        return self.answers[measure].sample(self.confidence)


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
        keys=leaves(result.scenario), outputs=sorted(map(str, result.outputs)), replicates=_numbers(result),
        answers={text: answer for text in headline_measures(result) if (answer := _answer(result, text))},
    )  # fmt: skip


def _answer(result: Result, text: str) -> Answer | None:
    measure = parse(text)
    try:
        values = value(result, measure)
    except MissingData:
        return None
    unit = str(result.outputs[measure.output].attrs["units"])
    return Answer.of(unit, dict(zip(_numbers(result), map(float, values.values))), result.info.confidence)


def _numbers(result: Result) -> list[int]:
    return sorted(int(n) for n in result.outputs["replicate"].values)


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


def to_json(of: Answers, *, values: bool = False) -> str:
    """`values`: with the value of every replicate."""
    if values and not of.has_values:
        raise ResultError(f"{of.name}: holds no values of replicates")
    head = {
        "entrepot_answers": FORMAT, "title": of.title, "scenario": of.scenario, "version": of.version, "commit": of.commit,
        "content_hash": of.content_hash, "seed": of.seed, "start": of.start.isoformat(), "end": of.end.isoformat(), "weeks": of.weeks,
        "confidence": of.confidence, "replicates": of.replicates,
    }  # fmt: skip
    lines = [f" {json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()]
    answers = [f"  {json.dumps(text)}: {_answer_line(answer, values)}" for text, answer in of.answers.items()]
    keys = [f"  {json.dumps(record)}: {json.dumps(values)}" for record, values in _by_record(of.keys).items()]
    lines += [_block("answers", answers), f' "outputs": {json.dumps(of.outputs)}', _block("keys", keys)]
    said = "{\n" + ",\n".join(lines)
    return f'{said},\n "checksum": "{_checksum(json.loads(said + "}"))}"\n}}\n'


def _checksum(said: dict[str, Any]) -> str:
    """XXH3-128 of all that a file says but this, however it is laid out."""
    rest = {key: value for key, value in said.items() if key != "checksum"}
    return xxhash.xxh3_128_hexdigest(json.dumps(rest, sort_keys=True))


def _by_record(keys: dict[str, str]) -> dict[str, dict[str, str]]:
    """`{"a.b.c": "1"}` as `{"a.b": {"c": "1"}}`: a line for each record of the scenario."""
    records: dict[str, dict[str, str]] = {}
    for key, value in sorted(keys.items()):
        record, _, last = key.rpartition(".")
        records.setdefault(record, {})[last] = value
    return records


def _keys_from(said: dict[str, Any]) -> dict[str, str]:
    if said["entrepot_answers"] == 1:
        return {str(key): str(value) for key, value in said["keys"].items()}
    return {f"{record}.{last}".lstrip("."): str(value) for record, values in said["keys"].items() for last, value in values.items()}


def _block(name: str, lines: list[str]) -> str:
    return f' "{name}": {{\n' + ",\n".join(lines) + "\n }"


def _answer_line(answer: Answer, values: bool) -> str:
    fields = {"unit": answer.unit, **{name: _rounded(getattr(answer, name)) for name in ("mean", "low", "high")}}
    fields |= {"defined": answer.defined, "hash": answer.hash}
    return json.dumps(fields | ({"values": [_or_null(v) for v in (answer.values or {}).values()]} if values else {}))


def _or_null(number: float) -> float | None:
    return float(number) if math.isfinite(number) else None


def _or_nan(number: float | None) -> float:
    return math.nan if number is None else float(number)


def _rounded(number: float) -> float | None:
    return float(f"{number:.9g}") if math.isfinite(number) else None


def _from_json(path: Path) -> Answers:
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        raise ResultError(f"{path}: not JSON: {' '.join(str(error).split())}") from error
    if said.get("entrepot_answers") not in READABLE:
        raise ResultError(f"{path}: not a file of answers of format {FORMAT}; scripts/write-answers writes one")
    if said.get("checksum", _checksum(said)) != _checksum(said):  # files of older programs have none
        raise ResultError(f"{path}: is damaged: its checksum does not match its content")
    try:
        return _from_fields(path, said)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ResultError(f"{path}: damaged: {type(error).__name__}: {' '.join(str(error).split())}") from error


def _from_fields(path: Path, said: dict[str, Any]) -> Answers:
    numbers = [int(n) for n in said["replicates"]]
    confidence = float(said["confidence"])
    answers = {text: _answer_from(fields, numbers, confidence) for text, fields in said["answers"].items()}
    return Answers(
        name=path.name, start=dt.date.fromisoformat(said["start"]), end=dt.date.fromisoformat(said["end"]), answers=answers,
        keys=_keys_from(said), outputs=list(map(str, said["outputs"])), replicates=numbers,
        **{key: str(said[key]) for key in ("title", "scenario", "version", "commit", "content_hash")},
        **{key: int(said[key]) for key in ("seed", "weeks")}, confidence=confidence,
    )  # fmt: skip


def _answer_from(fields: dict[str, Any], numbers: list[int], confidence: float) -> Answer:
    unit = str(fields["unit"])
    if "values" in fields:
        return Answer.of(unit, dict(zip(numbers, map(_or_nan, fields["values"]), strict=True)), confidence)
    return Answer(unit, *(_or_nan(fields[name]) for name in ("mean", "low", "high")), int(fields["defined"]), str(fields["hash"]))
