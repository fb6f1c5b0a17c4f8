"""The tutorial in Python runs, and its page is what it prints now."""

import os
import re
import subprocess
import sys

import pytest
from program import BINARY, ROOT, needs_program

pytestmark = needs_program

PAGE = ROOT / "docs" / "tutorials" / "python.md"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The page as the script makes it, in a folder of its own."""
    folder = tmp_path_factory.mktemp("docs")
    command = [sys.executable, ROOT / "scripts" / "write-tutorial", folder]
    environment = {**os.environ, "ENTREPOT_BINARY": BINARY}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def test_page_is_what_the_script_makes(made):
    assert (made / PAGE.name).read_text() == PAGE.read_text(), "scripts/write-tutorial makes the page anew"


def test_figures_are_there_and_small(made):
    linked = re.findall(r"!\[[^\]]+\]\((python/[^)]+)\)", PAGE.read_text())
    assert linked
    for name in linked:
        for folder in (made, PAGE.parent):
            assert 1000 < (folder / name).stat().st_size < 100_000, name
    assert {f"python/{path.name}" for path in (PAGE.parent / "python").iterdir()} == set(linked)


def test_page_names_no_folder_of_a_machine():
    assert not re.search(r"/(tmp|home|root|work)/", PAGE.read_text())
