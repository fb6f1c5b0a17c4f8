"""Why answers may have moved, in sentences and lists."""

from __future__ import annotations

from dataclasses import dataclass, field

from entrepot.moved.changelog import Section
from entrepot.moved.diff import Moved
from entrepot.moved.history import History
from entrepot.words import markdown_code, markdown_text

MOST = 40  #: entries of a list that are shown
SEPARATE = (
    "To tell the two apart, run the old scenario with the new program, and give that file as `--between`: what moved from the old file to it is due to the "
    "program, what moved from it to the new one to the scenario."
)


@dataclass(frozen=True)
class Reason:
    said: str
    list: list[str] = field(default_factory=list)


def reasons(found: Moved, sections: list[Section], history: History | None) -> list[Reason]:
    """The verdict first, then all that differs; of results that are the same nothing has to be explained."""
    if found.identical:
        return [Reason(_verdict(found))]
    return [Reason(_verdict(found)), *_of_scenario(found), *_of_outputs(found), *_of_program(found, sections, history)]


def _verdict(found: Moved) -> str:
    if found.identical:
        also = "" if found.same_program else " Whatever changed in the program between the two moved nothing here."
        return f"Both files have the same content hash.{also}"
    scenario, program = bool(found.keys), not found.same_program
    if scenario and program:
        return f"Both the scenario and the program differ. {SEPARATE}"
    if scenario:
        return "The scenario differs, the program is the same: what moved is due to the keys below, and to chance."
    if program:
        return "The scenario says the same, the program differs: what moved is due to the model, or to defaults of keys that the scenario does not write, and to chance."
    if found.old.seed != found.new.seed:
        return "Scenario and program are the same, the seeds differ: what moved is chance."
    if not found.paired and found.old.replicates != found.new.replicates:
        return "Scenario, program and seed are the same, one run has more replicates: what moved is chance."
    if set(found.old.outputs) == set(found.new.outputs) and not _values_differ(found):
        return "Scenario, program and seed are the same, and so are all replicates that are in both: one run has more of them."
    return (
        "Scenario, program and seed are the same, but answers are not. This should not be: please report it (`entrepot diverge` finds where the two part)."
    )


def _values_differ(found: Moved) -> bool:
    return not all(shift.effect.exactly_zero for shift in found.shifts)


def _of_scenario(found: Moved) -> list[Reason]:
    if not found.keys:
        return []
    written = [f"{markdown_code(d.key)}: {markdown_text(d.old or 'not written')} → {markdown_text(d.new or 'not written')}" for d in found.keys]
    return [Reason(f"{len(written)} keys of the scenario differ:", _shown(written))]


def _of_outputs(found: Moved) -> list[Reason]:
    made = []
    for which, one in (("old", found.old), ("new", found.new)):
        if only := found.only_in(one):
            made.append(Reason(f"Outputs that only the {which} file has:", _shown([markdown_code(name) for name in only])))
    lacking = [text for text in found.old.answers if text not in found.new.answers]
    fresh = [text for text in found.new.answers if text not in found.old.answers]
    for which, texts in (("old", lacking), ("new", fresh)):
        if texts:
            made.append(Reason(f"Answers that only the {which} file gives:", _shown([markdown_code(text) for text in texts])))
    return made


def _of_program(found: Moved, sections: list[Section], history: History | None) -> list[Reason]:
    if found.same_program:
        return []
    made = []
    for section in sections:
        made.append(Reason(f"CHANGELOG, *Changed* of {section.version}:", section.changed))
    if not sections:
        made.append(Reason("The CHANGELOG has no *Changed* section between the two versions."))
    if history is None:
        made.append(Reason("No repository here knows both commits, so neither commits nor changed defaults can be listed."))
        return made
    if history.defaults:
        changed = [f"`{key}`: {old} → {new}" for key, (old, new) in history.defaults.items()]
        made.append(Reason("Defaults of parameters that differ (they count where the scenario does not write the key):", _shown(changed)))
    if history.commits:
        made.append(Reason(f"{len(history.commits)} commits between the two touched the model or the scenarios:", _shown(history.commits)))
    if "dirty" in found.old.commit + found.new.commit:
        made.append(Reason("A program marked `-dirty` had changes that no commit holds: nothing here tells them."))
    return made


def _shown(entries: list[str]) -> list[str]:
    rest = len(entries) - MOST
    return entries if rest <= 0 else [*entries[:MOST], f"and {rest} more"]
