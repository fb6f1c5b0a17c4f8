"""What `entrepot estimates --json` prints, as Python objects."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from entrepot import statistics
from entrepot.compare.effects import number_of

#: How numbers of a unit are written (`entrepot.words.WRITERS`).
UNITS = {"ratio": "ratio", "factor": "index", "units": "units", "H100e": "h100e", "USD": "usd", "count": "units"}


class Verdict(Enum):
    """Where the result lies relative to the published range (include/entrepot/experiment/estimates.hpp)."""

    INSIDE = "inside"
    OVERLAPS = "overlaps"
    BELOW = "below"
    ABOVE = "above"
    NOT_MEASURED = "not measured"
    NO_RESULT = "no result"


PASS, FAIL = (Verdict.INSIDE,), (Verdict.BELOW, Verdict.ABOVE)


@dataclass(frozen=True)
class Estimate:
    """A published figure."""

    name: str
    what: str
    scenario: str  #: name of the scenario's file without suffix
    low: float  #: of the published range; minus infinity where it has no lower end
    high: float
    unit: str  #: one of UNITS
    source: str
    grade: str
    seen: bool  #: whether somebody looked it up
    used: bool  #: whether inputs of the scenario were set with it in view, so that agreement is no evidence
    differs: str  #: why the quantity of the result is not quite what was published

    @property
    def kind(self) -> str:
        return UNITS[self.unit]


@dataclass(frozen=True)
class Check:
    """An estimate, and what a result has in its place."""

    estimate: Estimate
    verdict: Verdict
    model: statistics.Estimate | None
    confidence: float  #: level of the interval of the mean
    file: Path | None  #: result that was measured
    note: str

    @property
    def passed(self) -> bool:
        return self.verdict in PASS

    @property
    def failed(self) -> bool:
        return self.verdict in FAIL


@dataclass(frozen=True)
class Suite:
    path: Path
    title: str
    checks: list[Check]


def suite_of(found: Mapping[str, Any]) -> Suite:
    """The suite that `entrepot estimates --json` prints."""
    return Suite(Path(found["file"]), found["title"], list(map(_check, found["checks"])))


def counts(checks: list[Check]) -> dict[str, int]:
    """Number of checks by outcome."""
    by_verdict = Counter(check.verdict for check in checks)
    return {
        "pass": sum(by_verdict[v] for v in PASS),
        "overlap": by_verdict[Verdict.OVERLAPS],
        "fail": sum(by_verdict[v] for v in FAIL),
        "not measured": by_verdict[Verdict.NOT_MEASURED],
        "no result": by_verdict[Verdict.NO_RESULT],
    }


def _check(found: Mapping[str, Any]) -> Check:
    open_ends = {"low": -math.inf, "high": math.inf}
    ends = {key: open_end if found[key] is None else float(found[key]) for key, open_end in open_ends.items()}
    texts = {key: found[key] for key in ("name", "what", "scenario", "unit", "source", "grade", "seen", "used", "differs")}
    model, confidence = _model(found["model"])
    return Check(
        estimate=Estimate(**texts, **ends), verdict=Verdict(found["verdict"]), model=model, confidence=confidence,
        file=Path(found["file"]) if found["file"] else None, note=found["note"],
    )  # fmt: skip


def _model(found: Mapping[str, Any] | None) -> tuple[statistics.Estimate | None, float]:
    if found is None:
        return None, math.nan
    numbers = {key: number_of(found[key]) for key in ("mean", "low", "high", "p05", "p95")}
    return statistics.Estimate(**numbers, replicates=found["replicates"]), found["confidence"]
