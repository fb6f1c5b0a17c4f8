"""The entries under *Changed* of a changelog between two versions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

IN_THE_TREE = Path(__file__).resolve().parents[3] / "CHANGELOG.md"
UNRELEASED = "Unreleased"
HEADING = re.compile(r"^## \[?([^\]\s]+)\]?.*$", re.MULTILINE)


@dataclass(frozen=True)
class Section:
    version: str
    changed: list[str]  #: entries under *Changed*, a line each


def changed_between(text: str, old: str, new: str) -> list[Section]:
    """The sections with changes, the newest first, of versions after `old` up to `new`.

    Unreleased changes count if `new` has no section or both are the same version: between two commits of one version there is
    nothing else to go by.
    """
    sections = _sections(text)
    names = [section.version for section in sections]
    begin = names.index(new) if new in names and new != old else 0
    end = names.index(old) if old in names else len(sections)
    if new in names and new != old:
        chosen = sections[begin:end]
    else:
        chosen = sections[:end] or [s for s in sections[:1] if s.version == UNRELEASED]
    return [section for section in chosen if section.changed]


def _sections(text: str) -> list[Section]:
    heads = list(HEADING.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return [Section(head[1], _changed(text[head.end() : end])) for head, end in zip(heads, ends)]


def _changed(body: str) -> list[str]:
    part = re.search(r"^### Changed\s*$(.*?)(?=^### |\Z)", body, re.MULTILINE | re.DOTALL)
    if not part:
        return []
    return [" ".join(entry.split()) for entry in re.split(r"^- ", part[1], flags=re.MULTILINE)[1:]]
