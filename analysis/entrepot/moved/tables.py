"""What moved, as Markdown for release notes and as CSV."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from entrepot.compare import wording
from entrepot.moved.answers import Answers
from entrepot.moved.diff import Moved, Shift, State
from entrepot.moved.reasons import Reason
from entrepot.words import NBSP, NONE, markdown_code, markdown_table, markdown_text

#: Factor and unit in which an answer is shown, by the file's unit.
SHOWN = {"1": (100.0, "%"), "USD": (1e-6, "USD m")}


@dataclass(frozen=True)
class Parts:
    """The way from old to new by a run of the old scenario with the new program."""

    of_program: Moved
    of_scenario: Moved

    @property
    def faults(self) -> list[str]:
        """What keeps the run between from being one."""
        said = []
        if self.of_program.keys:
            keys = ", ".join(markdown_code(d.key) for d in self.of_program.keys[:5])
            said.append(f"The scenario between is not the old one (it differs in {keys}), so the parts are not of program and scenario alone.")
        if self.of_scenario.new.commit != self.of_scenario.old.commit:
            said.append("The program between is not the new one (another commit), so the parts are not of program and scenario alone.")
        return said


def to_markdown(found: Moved, why: list[Reason], parts_of: Parts | None = None) -> str:
    parts = [f"## Answers: {found.old.version} to {found.new.version}", _files(found), f"**{summary(found)}**", reading(found)]
    if found.notes:
        parts.append("\n".join(f"> {markdown_text(note)}" for note in found.notes))
    if found.shifts:
        parts.append(_table(found.shifts))
    if parts_of:
        parts += _parts(parts_of)
    parts.append("### Why")
    parts += [_told(reason) for reason in why]
    return "\n\n".join(parts) + "\n"


def _parts(of: Parts) -> list[str]:
    made = [f"> {fault}" for fault in of.faults]
    for head, part in (("due to the program", of.of_program), ("due to the scenario", of.of_scenario)):
        made += [f"### Of this, {head}", f"**{summary(part)}**", *(f"> {markdown_text(note)}" for note in part.notes)]
        if part.of_state(State.MOVED):
            made.append(_table(part.of_state(State.MOVED)))
    return made


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


def to_frame(found: Moved, _: list[Reason], parts_of: Parts | None = None) -> pd.DataFrame:
    """One row an answer and part, unrounded, in the file's unit."""
    by_part = {"all": found} | ({"program": parts_of.of_program, "scenario": parts_of.of_scenario} if parts_of else {})
    return pd.DataFrame(
        [
            {"part": part, "measure": s.measure, "unit": s.unit, "old": s.old, "new": s.new, "difference": s.effect.mean, "low": s.effect.low,
             "high": s.effect.high, "n": s.effect.n, "paired": one.paired, "state": s.state.value}
            for part, one in by_part.items()
            for s in one.shifts
        ]
    )  # fmt: skip


def _files(found: Moved) -> str:
    return "\n".join(f"- {which}: {_file(one)}" for which, one in (("Old", found.old), ("New", found.new)))


def _file(one: Answers) -> str:
    return (
        f"{markdown_code(one.name)}, {markdown_text(one.title)}, version {one.version}, commit `{one.commit}`, {len(one.replicates)} replicates, seed {one.seed}, content hash `{one.content_hash[:12]}`"
    )


def _table(shifts: list[Shift]) -> str:
    order = [State.MOVED, State.UNKNOWN, State.STILL, State.SAME]
    rows = [["Answer", "Unit", "Old", "New", "Difference", "Interval", "", "Verdict"], ["---", "---", "---:", "---:", "---:", "---:", "---:", "---"]]
    rows += [_row(shift) for shift in sorted(shifts, key=lambda shift: order.index(shift.state))]
    return markdown_table(rows)


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
    return [markdown_code(shift.measure), unit, *shown, difference, span, relative, verdict]
