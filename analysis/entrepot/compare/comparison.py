"""Many result files against one baseline."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from entrepot.compare.effects import Effect, paired_effect, unpaired_effect
from entrepot.compare.pairing import CannotCompare, Pairing, pair
from entrepot.compare.program import side_by_side
from entrepot.compare.quantities import Quantity, quantities_of
from entrepot.errors import MissingData
from entrepot.result import Result
from entrepot.statistics import Estimate, estimate


@dataclass(frozen=True)
class Row:
    """One scenario against the baseline; an effect is None where a file lacks the quantity."""

    label: str
    pairing: Pairing
    effects: dict[str, Effect | None]  #: by key of the quantity, in the unit shown

    @property
    def title(self) -> str:
        return self.pairing.other.info.title

    @property
    def n(self) -> int:
        """Pairs; without pairing the replicates of the smaller file."""
        if self.pairing.paired:
            return int(self.pairing.numbers.size)
        return min(r.info.replicates.finished for r in (self.pairing.baseline, self.pairing.other))


@dataclass(frozen=True)
class Comparison:
    baseline: Result
    label: str  #: of the baseline
    confidence: float  #: the baseline's
    quantities: list[Quantity]
    levels: dict[str, Estimate | None]  #: of the baseline, by key, over all its replicates
    rows: list[Row]

    @property
    def warnings(self) -> list[str]:
        return [warning for row in self.rows for warning in row.pairing.warnings]

    def sections(self) -> dict[str, list[Quantity]]:
        """The quantities by the table they stand in."""
        found: dict[str, list[Quantity]] = {}
        for quantity in self.quantities:
            found.setdefault(quantity.section, []).append(quantity)
        return found


def compare(baseline: Result, others: list[Result], *, allow_unpaired: bool = False) -> Comparison:
    """Compare results with a baseline. Raises CannotCompare (see `pair`), also if `others` is empty."""
    if not others:
        raise CannotCompare(f"{baseline.path}: there is nothing to compare it with")
    quantities = quantities_of([baseline, *others])
    level = baseline.info.confidence
    labels = labels_of([baseline, *others])
    pairings = [pair(baseline, other, allow_unpaired=allow_unpaired) for other in others]
    return Comparison(
        baseline=baseline,
        label=labels[0],
        confidence=level,
        quantities=quantities,
        levels={q.key: _level(q, baseline, level) for q in quantities},
        rows=[
            Row(label, pairing, effects_of(quantities, pairing, level))
            for label, pairing in zip(labels[1:], pairings)
        ],
    )


def effects_of(quantities: list[Quantity], pairing: Pairing, confidence: float) -> dict[str, Effect | None]:
    """The changes in the units shown, by key; None where a file lacks the quantity."""
    known = {q.key: values for q in quantities if (values := _values(q, pairing)) is not None}
    effects: dict[str, Effect | None] = dict.fromkeys(q.key for q in quantities)
    asked = [q for q in quantities if q.key in known]
    if pairing.paired:
        told = side_by_side(pairing.baseline.path, pairing.other.path, [q.output for q in asked])
        return effects | {q.key: paired_effect(told[q.output], q.scale) for q in asked}
    return effects | {q.key: unpaired_effect(*(q.scale * v for v in known[q.key]), confidence) for q in asked}


def _values(quantity: Quantity, pairing: Pairing) -> tuple[np.ndarray, np.ndarray] | None:
    try:
        return pairing.values(quantity.of(pairing.baseline), quantity.of(pairing.other))
    except MissingData:
        return None


def labels_of(results: list[Result]) -> list[str]:
    """The names of the files without folder and suffix, or the paths as given where names are not unique."""
    stems = [result.path.stem for result in results]
    return stems if len(set(stems)) == len(stems) else [str(result.path) for result in results]


def _level(quantity: Quantity, result: Result, confidence: float) -> Estimate | None:
    try:
        return estimate(quantity.scale * quantity.of(result), confidence)
    except MissingData:
        return None
