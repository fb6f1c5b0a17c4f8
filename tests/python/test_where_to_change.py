"""docs/how-to/where-to-change.md names files that exist, and functions that are in them."""

import re

import pytest
from program import ROOT

PAGE = ROOT / "docs" / "how-to" / "where-to-change.md"
TEXT = PAGE.read_text(encoding="utf-8")
ROWS = [row.strip("| ").split(" | ") for row in TEXT.splitlines() if re.match(r"\| (?!---|I want to|\| Function)", row)]
CODE = re.compile(r"`([^`]+)`")
IS_PATH = re.compile(r"^[\w./-]+(/|\.(cpp|hpp|py|yaml|md|txt))$")


def paths_of(cell):
    """Files and folders that a cell names; a bare name is in the folder of the one before it."""
    found = []
    for name in CODE.findall(cell):
        if not IS_PATH.match(name):
            continue
        found.append((found[-1].parent if found and "/" not in name else ROOT) / name)
    return found


def text_of(path):
    files = [path] if path.is_file() else sorted(file for file in path.rglob("*") if file.suffix in (".cpp", ".hpp", ".py", ".yaml"))
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]} {row[1]}"[:60])
def test_each_file_exists_and_has_its_function(row):
    cells = [cell for cell in row if paths_of(cell)]
    for cell in cells:
        for path in paths_of(cell):
            assert path.exists(), path.relative_to(ROOT)
    where, what = (2, 1) if row[0].isdigit() else (1, 2)
    files = paths_of(row[where]) if len(row) > where else []
    if files and files[0].suffix == "" and not files[0].is_dir():
        return
    text = "\n".join(map(text_of, files))
    names = [name.split("::")[-1] for name in CODE.findall(row[what]) if re.fullmatch(r"[\w:]+", name)]
    assert not files or all(re.search(rf"\b{name}\b", text) for name in names), (names, files)


def test_the_page_is_linked_from_contributing():
    assert "(docs/how-to/where-to-change.md)" in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_the_tour_has_ten_lines():
    assert [row[0] for row in ROWS if row[0].isdigit()] == [str(number) for number in range(1, 11)]
