"""The code that the how-to pages for developers show is code of this repository, word for word: what they show compiles."""

import re
import textwrap

import pytest

from program import ROOT

# The pages on outputs, hubs and products show no code of one place, or none in C++.
PAGES = ["new-agent-kind.md", "new-alternative.md", "new-instrument.md", "new-parameter.md", "new-phase.md"]
BLOCK = re.compile(r"(?:<!-- code: (\S+) -->\n)?```cpp\n(.*?)```", re.DOTALL)


def blocks(page: str) -> list[tuple[str, str]]:
    return BLOCK.findall((ROOT / "docs/how-to" / page).read_text())


def lines_of(text: str) -> str:
    """One line each, however indented or wrapped."""
    return " ".join(textwrap.dedent(text).split())


@pytest.mark.parametrize("page", PAGES)
def test_every_block_of_code_names_the_file_that_it_is_from(page):
    assert blocks(page) and all(file for file, _ in blocks(page))


@pytest.mark.parametrize("page, file, code", [(page, *block) for page in PAGES for block in blocks(page)])
def test_code_of_how_to_pages_is_code_of_the_repository(page, file, code):
    source = lines_of((ROOT / file).read_text())
    at = 0
    for part in re.split(r"^\.\.\.\n", code, flags=re.MULTILINE):  # what is left out between parts
        at = source.find(lines_of(part), at)
        assert at >= 0, f"{file} has not, or not in this order:\n{part}"
