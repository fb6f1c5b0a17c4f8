"""The pages of the documentation: where they are, how they are grouped, and the links in them. For check-docs and docs-site."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
INDEX = ROOT / "docs" / "README.md"

FENCE = r"^(?P<fence>`{3,}|~{3,}).*?^(?P=fence)[^\n]*$"
#: Code, which is passed over, or the target of a link. An indented block of code begins after an empty line.
LINK = re.compile(
    rf"{FENCE}|(?P<indented>(?:(?<=\n\n)|\A)(?:    [^\n]*\n|\n(?=    ))+)|(?P<ticks>`+)(?:(?!\n\n|`).)*?(?P=ticks)(?!`)|(?<=\]\()(?P<target>[^)\s]+)(?=\))",
    re.MULTILINE | re.DOTALL,
)
HEADING = re.compile(rf"{FENCE}|^#+ +(?P<heading>.*?)(?: +#+)?$", re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^\| \[(?P<title>[^\]]+)\]\((?P<target>[^)#]+)\) \| (?P<purpose>.+) \|$")


@dataclass
class Group:
    """A part of the documentation, such as the how-to guides, or a part of that."""

    title: str
    pages: list[tuple[str, Path]] = field(default_factory=list)  #: title in the menu, page
    groups: list[Group] = field(default_factory=list)


def pages() -> list[Path]:
    """Every page of the documentation."""
    return [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


def navigation(index: Path = INDEX) -> list[Group]:
    """The groups of pages, as the tables of the index have them."""
    tops: list[Group] = []
    open_group = None
    for line in index.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            open_group = Group(line[3:])
            tops.append(open_group)
        elif line.startswith("### "):
            open_group = Group(line[4:])
            tops[-1].groups.append(open_group)
        elif open_group and (row := ROW.match(line)):
            open_group.pages.append((row["title"], (index.parent / row["target"]).resolve()))
    return [group for group in tops if group.pages or group.groups]


def listed(groups: list[Group]) -> Iterator[tuple[str, Path]]:
    for group in groups:
        yield from group.pages
        yield from listed(group.groups)


def is_external(target: str) -> bool:
    return re.match(r"[a-z][a-z0-9+.-]*:", target) is not None


def replace_links(text: str, new: Callable[[str], str]) -> str:
    """The text with the target of each of its links replaced; code is left alone."""
    return LINK.sub(lambda found: new(found["target"]) if found["target"] else found.group(), text)


def links(text: str) -> Iterator[tuple[int, str]]:
    """Line and target of every link."""
    for found in LINK.finditer(text):
        if found["target"]:
            yield text.count("\n", 0, found.start()) + 1, found["target"]


def anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    names: set[str] = set()
    for found in HEADING.finditer(text):
        if found["heading"]:
            heading = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", found["heading"])
            name = base = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
            number = 0
            while name in names:
                number += 1
                name = f"{base}-{number}"
            names.add(name)
    return names
