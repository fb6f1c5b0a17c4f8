"""Why headline results may have changed, in sentences and lists."""

from __future__ import annotations

from dataclasses import dataclass, field

from entrepot.release_diff.changelog import Section
from entrepot.release_diff.diff import Diff
from entrepot.release_diff.history import History
from entrepot.words import markdown_code, markdown_text

MOST = 40  #: entries of a list that are shown
SEPARATE = (
    "To separate the two, run the old scenario with the new program and pass that file as `--between`: changes from the old file to it are due to the program, "
    "changes from it to the new file are due to the scenario."
)


@dataclass(frozen=True)
class Reason:
    text: str
    entries: list[str] = field(default_factory=list)


def reasons(found: Diff, sections: list[Section], history: History | None) -> list[Reason]:
    """The verdict first, then everything that differs; identical results need no explanation."""
    if found.identical:
        return [Reason(_verdict(found))]
    return [Reason(_verdict(found)), *_of_scenario(found), *_of_outputs(found), *_of_program(found, sections, history)]


def _verdict(found: Diff) -> str:
    if found.identical:
        also = "" if found.same_program else " No change of the program between the two affected these results."
        return f"Both files have the same content hash.{also}"
    scenario, program = bool(found.keys), not found.same_program
    if scenario and program:
        return f"Both the scenario and the program differ. {SEPARATE}"
    if scenario:
        return "The scenario differs, the program is the same: changes are due to the keys below and to sampling noise."
    if program:
        return "The scenario is the same, the program differs: changes are due to the model or to defaults of keys that the scenario does not write, and to sampling noise."
    if found.before.seed != found.after.seed:
        return "Scenario and program are the same, the seeds differ: changes are sampling noise."
    if not found.paired and found.before.replicates != found.after.replicates:
        return "Scenario, program and seed are the same, one run has more replicates: changes are sampling noise."
    if set(found.before.outputs) == set(found.after.outputs) and not _values_differ(found):
        return "Scenario, program and seed are the same, and so are all replicates that are in both: one run has more of them."
    return "Scenario, program and seed are the same, but results are not. This is a bug: please report it (`entrepot diverge` finds where the two diverge)."


def _values_differ(found: Diff) -> bool:
    return not all(change.effect.exactly_zero for change in found.changes)


def _of_scenario(found: Diff) -> list[Reason]:
    if not found.keys:
        return []
    written = [f"{markdown_code(d.key)}: {markdown_text(d.before or 'not written')} → {markdown_text(d.after or 'not written')}" for d in found.keys]
    return [Reason(f"{len(written)} keys of the scenario differ:", _shown(written))]


def _of_outputs(found: Diff) -> list[Reason]:
    made = []
    pairs = (("old", found.before, found.after), ("new", found.after, found.before))
    for which, one, other in pairs:
        if only := _only_in(one.outputs, other.outputs):
            made.append(Reason(f"Outputs that only the {which} file has:", only))
    for which, one, other in pairs:
        if only := _only_in(one.headlines, other.headlines):
            made.append(Reason(f"Headline results that only the {which} file has:", only))
    return made


def _only_in(one: list[str], other: list[str]) -> list[str]:
    return _shown([markdown_code(name) for name in one if name not in other])


def _of_program(found: Diff, sections: list[Section], history: History | None) -> list[Reason]:
    if found.same_program:
        return []
    made = []
    for section in sections:
        made.append(Reason(f"CHANGELOG, *Changed* of {section.version}:", section.changed))
    if not sections:
        made.append(Reason("CHANGELOG has no *Changed* section between the two versions."))
    if history is None:
        made.append(Reason("No repository here has both commits, so neither commits nor changed defaults can be listed."))
        return made
    if history.defaults:
        changed = [f"`{key}`: {old} → {new}" for key, (old, new) in history.defaults.items()]
        made.append(Reason("Defaults of parameters that differ (they apply where the scenario does not write the key):", _shown(changed)))
    if history.commits:
        made.append(Reason(f"{len(history.commits)} commits between the two changed the model or the scenarios:", _shown(history.commits)))
    if "dirty" in found.before.commit + found.after.commit:
        made.append(Reason("A program marked `-dirty` had uncommitted changes, which cannot be listed."))
    return made


def _shown(entries: list[str]) -> list[str]:
    rest = len(entries) - MOST
    return entries if rest <= 0 else [*entries[:MOST], f"and {rest} more"]
