"""The code in the how-to pages for developers is quoted from compiled files of this repository, word for word."""

import re
import textwrap

import pytest

from program import ROOT

# The pages on hubs and products show no C++.
PAGES = [
    "new-agent-kind.md",
    "new-alternative.md",
    "new-instrument.md",
    "new-lever.md",
    "new-output.md",
    "new-parameter.md",
    "new-phase.md",
    "new-state-column.md",
]
BLOCK = re.compile(r"(?:<!-- code: (\S+) -->\n)?```cpp\n(.*?)```", re.DOTALL)


def blocks(page: str) -> list[tuple[str, str]]:
    return BLOCK.findall((ROOT / "docs/how-to" / page).read_text())


def lines_of(text: str) -> str:
    """The text with all white space folded."""
    return " ".join(textwrap.dedent(text).split())


@pytest.mark.parametrize("page", PAGES)
def test_every_block_of_code_names_the_file_that_it_is_from(page):
    assert blocks(page) and all(file for file, _ in blocks(page))


@pytest.mark.parametrize("page, file, code", [(page, *block) for page in PAGES for block in blocks(page)])
def test_code_of_how_to_pages_is_code_of_the_repository(page, file, code):
    source = lines_of((ROOT / file).read_text())
    at = 0
    for part in re.split(r"^\.\.\.\n", code, flags=re.MULTILINE):  # omitted code between parts
        at = source.find(lines_of(part), at)
        assert at >= 0, f"{file} lacks this code, or has it in another order:\n{part}"
