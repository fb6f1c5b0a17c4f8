"""What moved, as Markdown for release notes and as CSV."""

from __future__ import annotations

import math

import pandas as pd

from entrepot.compare import wording
from entrepot.moved.answers import Answers
from entrepot.moved.diff import Moved, Shift, State
from entrepot.moved.reasons import Reason
from entrepot.words import NBSP, NONE

#: Factor and unit in which an answer is shown, by the file's unit.
SHOWN = {"1": (100.0, "%"), "USD": (1e-6, "USD m")}


def to_markdown(found: Moved, why: list[Reason]) -> str:
    parts = [f"## Answers: {found.old.version} to {found.new.version}", _files(found), f"**{summary(found)}**", reading(found)]
    if found.notes:
        parts.append("\n".join(f"> {note}" for note in found.notes))
    if found.shifts:
        parts.append(_table(found.shifts))
    parts.append("### Why")
    parts += [_told(reason) for reason in why]
    return "\n\n".join(parts) + "\n"


def _told(reason: Reason) -> str:
    return "\n\n".join([reason.said, *(["\n".join(f"- {entry}" for entry in reason.list)] if reason.list else [])])


def summary(found: Moved) -> str:
    """`3 of 30 answers moved, 20 did not, 7 cannot be told; ...`"""
    if found.identical:
        return "No answer moved: the results are the same to the last bit."
    n = {state: len(found.of_state(state)) for state in State}
    still = n[State.SAME] + n[State.STILL]
    same = f" ({n[State.SAME]} of these are the same in every replicate)" if n[State.SAME] else ""
    return f"{n[State.MOVED]} of {len(found.shifts)} answers moved, {still} did not{same}, of {n[State.UNKNOWN]} it cannot be told."


def reading(found: Moved) -> str:
    pairs = f"{found.replicates[0]} pairs of replicates" if found.paired else f"{found.replicates[0]} and {found.replicates[1]} replicates, not paired"
    return (
        f"New less old, over {pairs}. The intervals hold at {100 * found.level:g}{NBSP}% all together, so that in as many of a hundred comparisons none leaves zero out by chance. "
        f"Moved: the interval leaves zero out. Did not move: it lies within {100 * found.margin:g}{NBSP}% of the old answer on either side of zero. Cannot tell: it holds zero and goes beyond that; "
        "more replicates narrow it."
    )


def to_csv(found: Moved, _: list[Reason]) -> str:
    """One row an answer, unrounded, in the file's unit."""
    return pd.DataFrame(
        [
            {"measure": s.measure, "unit": s.unit, "old": s.old, "new": s.new, "difference": s.effect.mean, "low": s.effect.low,
             "high": s.effect.high, "n": s.effect.n, "paired": found.paired, "state": s.state.value}
            for s in found.shifts
        ]
    ).to_csv(index=False)  # fmt: skip


def _files(found: Moved) -> str:
    return "\n".join(f"- {which}: {_file(one)}" for which, one in (("Old", found.old), ("New", found.new)))


def _file(one: Answers) -> str:
    count = len({number for answer in one.answers.values() for number in answer.values})
    return (
        f"`{one.name}`, {one.title}, version {one.version}, commit `{one.commit}`, {count} replicates, seed {one.seed}, content hash `{one.content_hash[:12]}`"
    )


def _table(shifts: list[Shift]) -> str:
    order = [State.MOVED, State.UNKNOWN, State.STILL, State.SAME]
    rows = [["Answer", "Unit", "Old", "New", "Difference", "Interval", "", "Verdict"], ["---", "---", "---:", "---:", "---:", "---:", "---:", "---"]]
    rows += [_row(shift) for shift in sorted(shifts, key=lambda shift: order.index(shift.state))]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _row(shift: Shift) -> list[str]:
    factor, unit = SHOWN.get(shift.unit, (1.0, shift.unit))
    effect = shift.effect
    half = factor * (effect.high - effect.low) / 2 if effect.has_interval else math.nan
    digits = wording.decimals(factor * effect.mean if math.isfinite(effect.mean) and effect.mean else factor * shift.old, half)
    shown = [wording.plain(factor * value, digits) if math.isfinite(value) else NONE for value in (shift.old, shift.new)]
    if effect.exactly_zero:
        difference, span, relative = wording.ZERO, "", ""
    elif not effect.defined:
        difference, span, relative = wording.UNDEFINED, "", ""
    else:
        difference = wording.signed(factor * effect.mean, digits)
        span = wording.interval(factor * effect.low, factor * effect.high, digits) if effect.has_interval else ""
        relative = wording.percent_change(effect) if effect.has_interval and effect.baseline else ""
    verdict = f"**{shift.state.value}**" if shift.state is State.MOVED else shift.state.value
    return [f"`{shift.measure}`", unit, *shown, difference, span, relative, verdict]
