"""Which answers moved from an old run to a new one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
import xarray as xr

from entrepot.compare.effects import Effect, undefined, welch_effect
from entrepot.moved.answers import Answers
from entrepot.moved.keys import KeyDifference, key_differences
from entrepot.statistics import estimate


class State(Enum):
    """What can be said of one answer."""

    SAME = "the same"  #: in every replicate, to the last bit; files without values have equal hashes
    STILL = "did not move"  #: the interval of the difference lies within the margin
    MOVED = "moved"  #: the interval excludes zero
    UNKNOWN = "cannot tell"  #: the interval holds zero and goes beyond the margin, or there is none


@dataclass(frozen=True)
class Shift:
    measure: str
    unit: str
    old: float  #: mean over the replicates that are compared
    new: float
    effect: Effect  #: new less old
    state: State


@dataclass(frozen=True)
class Moved:
    old: Answers
    new: Answers
    paired: bool
    replicates: tuple[int, int]  #: of both that are compared
    level: float  #: at which all intervals together hold
    margin: float  #: share of the old answer within which it counts as not moved
    shifts: list[Shift]
    keys: list[KeyDifference]  #: in which the scenarios differ
    notes: list[str]  #: why comparisons are weaker than they could be

    @property
    def identical(self) -> bool:
        return self.old.content_hash == self.new.content_hash

    @property
    def same_program(self) -> bool:
        """Whether one commit made both; one with changes that were not committed may be any program."""
        return self.old.commit == self.new.commit and "dirty" not in self.old.commit

    def only_in(self, one: Answers) -> list[str]:
        """Outputs that the other one lacks."""
        other = self.new if one is self.old else self.old
        return [name for name in one.outputs if name not in other.outputs]

    def of_state(self, state: State) -> list[Shift]:
        return [shift for shift in self.shifts if shift.state is state]


def moved(old: Answers, new: Answers, *, margin: float = 0.02, level: float | None = None) -> Moved:
    """Differences of all answers that both have, new less old.

    Paired by number of the replicate if both hold values and have the same seed, weeks and at least two numbers in common, else of
    independent samples (Welch). Intervals are Student's at a level that makes all of them together hold at `level` (Bonferroni;
    default: that of the old run), so that an answer that did not move is said to have moved in few comparisons, not in few answers.
    """
    level = old.confidence if level is None else level
    common = [text for text in old.answers if text in new.answers]
    both = sorted(set(old.replicates) & set(new.replicates))
    same_weeks = (old.start, old.weeks) == (new.start, new.weeks)
    paired = same_weeks and old.seed == new.seed and len(both) > 1 and old.has_values and new.has_values
    each = 1 - (1 - level) / max(1, len(common))
    shifts = [_shift(text, old, new, both if paired else None, each, margin, same_weeks) for text in common]
    counts = (len(both), len(both)) if paired else (len(old.replicates), len(new.replicates))
    notes = _notes(old, new, same_weeks, paired, both)
    return Moved(old, new, paired, counts, level, margin, shifts, key_differences(old.keys, new.keys), notes)


def _notes(old: Answers, new: Answers, same_weeks: bool, paired: bool, both: list[int]) -> list[str]:
    notes = []
    if old.scenario != new.scenario:
        notes.append(f"The files are of two scenarios, {old.scenario} and {new.scenario}: what differs may be what they were made to differ in.")
    if not same_weeks:
        notes.append(f"The runs cover other weeks ({old.start} to {old.end}, {new.start} to {new.end}), so no answer can be compared.")
    elif old.seed != new.seed:
        notes.append(f"The seeds differ ({old.seed}, {new.seed}), so replicates are not paired and intervals are wider.")
    elif not (old.has_values and new.has_values):
        which = "Neither file holds" if not (old.has_values or new.has_values) else f"The {'new' if old.has_values else 'old'} file does not hold"
        notes.append(f"{which} the values of replicates, so they are not paired and intervals are wider.")
    elif not paired:
        notes.append("Fewer than two replicates are in both, so they are not paired.")
    elif len(both) < max(len(old.replicates), len(new.replicates)):
        notes.append(f"{len(both)} replicates are in both; the others are left out.")
    return notes


def _shift(text: str, old: Answers, new: Answers, pairs: list[int] | None, level: float, margin: float, comparable: bool) -> Shift:
    before, after = old.answers[text], new.answers[text]
    if pairs:
        values = [one.array(pairs) for one in (before, after)]
        means, effect = [_mean(v.values) for v in values], _paired(values[0].values, values[1], level)
    else:
        means, effect = [before.mean, after.mean], _unpaired(text, old, new, level)
    state = _state(effect, margin) if comparable and before.unit == after.unit else State.UNKNOWN
    return Shift(text, before.unit, *means, effect, state)


def _unpaired(text: str, old: Answers, new: Answers, level: float) -> Effect:
    before = old.sample(text)
    if old.answers[text].hash == new.answers[text].hash:
        return Effect(before.mean, 0.0, 0.0, 0.0, before.n, np.nan, exactly_zero=True)
    return welch_effect(before, new.sample(text), level)


def _paired(before: np.ndarray, after: xr.DataArray, level: float) -> Effect:
    difference = after - before
    found = estimate(difference, level)
    if not found.replicates:
        same = bool(np.isnan(before).all() and np.isnan(after.values).all())
        return undefined() if not same else Effect(np.nan, np.nan, np.nan, np.nan, 0, np.nan, exactly_zero=True)
    exactly = np.array_equal(before, after.values, equal_nan=True)
    baseline = float(np.nanmean(before[~np.isnan(difference.values)]))
    return Effect(baseline, found.mean, found.low, found.high, found.replicates, float("nan"), exactly)


def _state(effect: Effect, margin: float) -> State:
    if effect.exactly_zero:
        return State.SAME
    if not effect.has_interval:
        return State.UNKNOWN
    if effect.excludes_zero:
        return State.MOVED
    bound = margin * abs(effect.baseline)
    return State.STILL if -bound <= effect.low and effect.high <= bound else State.UNKNOWN


def _mean(values: np.ndarray) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if known.size else float("nan")
