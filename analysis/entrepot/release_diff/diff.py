"""What `entrepot diff --json` prints, as Python objects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from entrepot.compare.effects import Effect, number_of


class State(Enum):
    """What the comparison shows of one headline result."""

    IDENTICAL = "identical"  #: in every replicate, to the last bit; files without values have equal hashes
    UNCHANGED = "unchanged"  #: the interval of the difference lies within the margin
    CHANGED = "changed"  #: the interval excludes zero
    INCONCLUSIVE = "inconclusive"  #: the interval holds zero and exceeds the margin, or there is none


@dataclass(frozen=True)
class Headlines:
    """One of the two runs."""

    name: str  #: of the file
    title: str
    scenario: str  #: name of the scenario's file
    version: str
    commit: str
    content_hash: str
    seed: int
    replicates: list[int]  #: numbers
    outputs: list[str]  #: names
    headlines: list[str]  #: measures


@dataclass(frozen=True)
class Change:
    measure: str
    unit: str
    before: float  #: mean over the replicates that are compared
    after: float
    effect: Effect  #: new less old
    state: State


@dataclass(frozen=True)
class KeyDifference:
    """Empty for a key that the scenario does not write."""

    key: str
    before: str
    after: str


@dataclass(frozen=True)
class Diff:
    before: Headlines
    after: Headlines
    paired: bool
    replicates: tuple[int, int]  #: of both that are compared
    level: float  #: at which all intervals together hold
    margin: float  #: share of the old result within which it counts as unchanged
    changes: list[Change]
    keys: list[KeyDifference]  #: in which the scenarios differ
    notes: list[str]  #: why the comparison is weaker than it could be

    @property
    def identical(self) -> bool:
        return self.before.content_hash == self.after.content_hash

    @property
    def same_program(self) -> bool:
        """Whether one commit made both; a program with uncommitted changes may be any."""
        return self.before.commit == self.after.commit and "dirty" not in self.before.commit

    def of_state(self, state: State) -> list[Change]:
        return [change for change in self.changes if change.state is state]


def diff_of(found: Mapping[str, Any]) -> Diff:
    """The difference that `entrepot diff --json` prints."""
    return Diff(
        before=Headlines(**found["before"]), after=Headlines(**found["after"]), paired=found["paired"], replicates=tuple(found["replicates"]),
        level=found["level"], margin=found["margin"], changes=list(map(_change, found["changes"])),
        keys=[KeyDifference(**key) for key in found["keys"]], notes=found["notes"],
    )  # fmt: skip


def _change(found: Mapping[str, Any]) -> Change:
    state = State(found["change"])
    before, after = number_of(found["before"]), number_of(found["after"])
    mean, low, high = (number_of(found["difference"][key]) for key in ("mean", "low", "high"))
    effect = Effect(before, mean, low, high, found["n"], float("nan"), exactly_zero=state is State.IDENTICAL)
    return Change(found["measure"], found["unit"], before, after, effect, state)
