"""Changes of headline results, as Markdown for release notes and as CSV."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from entrepot.compare import wording
from entrepot.release_diff.diff import Change, Diff, Headlines, State
from entrepot.release_diff.reasons import Reason
from entrepot.words import NBSP, NONE, markdown_code, markdown_table, markdown_text

#: Factor and unit in which a result is shown, by the file's unit.
SHOWN = {"1": (100.0, "%"), "USD": (1e-6, "USD m")}


@dataclass(frozen=True)
class Parts:
    """The change from old to new, split by a run of the old scenario with the new program."""

    of_program: Diff
    of_scenario: Diff

    @property
    def faults(self) -> list[str]:
        """Why the run between does not separate the two."""
        found = []
        if self.of_program.keys:
            keys = ", ".join(markdown_code(d.key) for d in self.of_program.keys[:5])
            found.append(f"The scenario between is not the old one (it differs in {keys}), so the parts are not due to program and scenario alone.")
        if self.of_scenario.after.commit != self.of_scenario.before.commit:
            found.append("The program between is not the new one (another commit), so the parts are not due to program and scenario alone.")
        return found


def to_markdown(found: Diff, why: list[Reason], parts_of: Parts | None = None) -> str:
    parts = [f"## Headline results: {found.before.version} to {found.after.version}", _files(found), f"**{summary(found)}**", reading(found)]
    if found.notes:
        parts.append("\n".join(f"> {markdown_text(note)}" for note in found.notes))
    if found.changes:
        parts.append(_table(found.changes))
    if parts_of:
        parts += _parts(parts_of)
    parts.append("### Why")
    parts += [_reason(reason) for reason in why]
    return "\n\n".join(parts) + "\n"


def _parts(of: Parts) -> list[str]:
    made = [f"> {fault}" for fault in of.faults]
    for head, part in (("due to the program", of.of_program), ("due to the scenario", of.of_scenario)):
        made += [f"### Of this, {head}", f"**{summary(part)}**", *(f"> {markdown_text(note)}" for note in part.notes)]
        if part.of_state(State.CHANGED):
            made.append(_table(part.of_state(State.CHANGED)))
    return made


def _reason(reason: Reason) -> str:
    return "\n\n".join([reason.text, *(["\n".join(f"- {entry}" for entry in reason.entries)] if reason.entries else [])])


def summary(found: Diff) -> str:
    """`3 of 30 headline results changed, 20 did not, 7 are inconclusive.`"""
    if found.identical:
        return "No headline result changed: the results are identical to the last bit."
    n = {state: len(found.of_state(state)) for state in State}
    still = n[State.IDENTICAL] + n[State.UNCHANGED]
    same = f" ({n[State.IDENTICAL]} of these are identical in every replicate)" if n[State.IDENTICAL] else ""
    return f"{n[State.CHANGED]} of {len(found.changes)} headline results changed, {still} did not{same}, {n[State.INCONCLUSIVE]} are inconclusive."


def reading(found: Diff) -> str:
    pairs = f"{found.replicates[0]} pairs of replicates" if found.paired else f"{found.replicates[0]} and {found.replicates[1]} replicates, not paired"
    return (
        f"New minus old, over {pairs}. The intervals hold jointly at {100 * found.level:g}{NBSP}%: in that share of comparisons, none of them excludes zero by "
        f"sampling noise. Changed: the interval excludes zero. Unchanged: it lies within {100 * found.margin:g}{NBSP}% of the old result on either side of zero. "
        "Inconclusive: it contains zero and exceeds that margin; more replicates narrow it."
    )


def to_frame(found: Diff, _: list[Reason], parts_of: Parts | None = None) -> pd.DataFrame:
    """One row for each result and part, unrounded, in the file's unit."""
    by_part = {"all": found} | ({"program": parts_of.of_program, "scenario": parts_of.of_scenario} if parts_of else {})
    return pd.DataFrame(
        [
            {"part": part, "measure": c.measure, "unit": c.unit, "old": c.before, "new": c.after, "difference": c.effect.mean, "low": c.effect.low,
             "high": c.effect.high, "n": c.effect.n, "paired": one.paired, "state": c.state.value}
            for part, one in by_part.items()
            for c in one.changes
        ]
    )  # fmt: skip


def _files(found: Diff) -> str:
    return "\n".join(f"- {which}: {_file(one)}" for which, one in (("Old", found.before), ("New", found.after)))


def _file(one: Headlines) -> str:
    return (
        f"{markdown_code(one.name)}, {markdown_text(one.title)}, version {one.version}, commit `{one.commit}`, {len(one.replicates)} replicates, seed {one.seed}, content hash `{one.content_hash[:12]}`"
    )


def _table(changes: list[Change]) -> str:
    order = [State.CHANGED, State.INCONCLUSIVE, State.UNCHANGED, State.IDENTICAL]
    rows = [["Result", "Unit", "Old", "New", "Difference", "Interval", "", "Verdict"], ["---", "---", "---:", "---:", "---:", "---:", "---:", "---"]]
    rows += [_row(change) for change in sorted(changes, key=lambda change: order.index(change.state))]
    return markdown_table(rows)


def _row(change: Change) -> list[str]:
    factor, unit = SHOWN.get(change.unit, (1.0, change.unit))
    effect = change.effect
    half = factor * (effect.high - effect.low) / 2 if effect.has_interval else math.nan
    digits = wording.decimals(factor * effect.mean if math.isfinite(effect.mean) and effect.mean else factor * change.before, half)
    shown = [wording.plain(factor * value, digits) if math.isfinite(value) else NONE for value in (change.before, change.after)]
    if effect.exactly_zero:
        difference, span, relative = wording.ZERO, "", ""
    elif not effect.defined:
        difference, span, relative = wording.UNDEFINED, "", ""
    else:
        difference = wording.signed(factor * effect.mean, digits)
        span = wording.interval(factor * effect.low, factor * effect.high, digits) if effect.has_interval else ""
        relative = wording.percent_change(effect) if effect.has_interval and effect.baseline else ""
    verdict = f"**{change.state.value}**" if change.state is State.CHANGED else change.state.value
    return [markdown_code(change.measure), unit, *shown, difference, span, relative, verdict]
