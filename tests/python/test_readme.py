"""README.md: short, and its figures are those of the program."""

import os
import re
import subprocess
import tomllib

import yaml
from program import BINARY, ROOT, needs_program, told

README = (ROOT / "README.md").read_text(encoding="utf-8")
PROSE = re.sub(r"```.*?```|^    .*?$|^[|<].*?$", "", README, flags=re.DOTALL | re.MULTILINE)


def test_it_is_short():
    assert len(README.splitlines()) <= 90
    first = PROSE.split("\n\n")[1]
    assert len(first.split()) <= 30, first


def test_no_sentence_is_long():
    sentences = re.split(r"(?<=[.?!:])\s+|\n\n|^- ", re.sub(r"\]\([^)]*\)", "]", PROSE), flags=re.MULTILINE)
    assert not [s for s in sentences if len(s.split()) > 30]


@needs_program
def test_it_names_commands_that_exist():
    commands = set(re.findall(r"`entrepot (\w[\w-]*)", README))
    listed = told("--help")
    assert commands and all(re.search(rf"^  {name}\b", listed, re.MULTILINE) for name in commands)


@needs_program
def test_its_figure_and_numbers_are_those_of_the_program():
    done = subprocess.run(
        ["/usr/bin/python3", ROOT / "scripts" / "readme-figure", "--run", "--check"],
        env={**os.environ, "ENTREPOT_BINARY": BINARY}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"scripts/readme-figure --run would change:\n{done.stdout}\n{done.stderr}"


def test_each_theme_has_a_figure_that_scales():
    for theme in ("light", "dark"):
        svg = (ROOT / "docs" / "images" / f"displacement-{theme}.svg").read_text(encoding="utf-8")
        assert "viewBox" in svg and len(svg) < 100_000


def test_the_citation_names_the_release():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    release = tomllib.loads((ROOT / "analysis" / "pyproject.toml").read_text())["project"]["version"]
    dated = f"## [{release}] - {citation['date-released']:%Y-%m-%d}"
    assert citation["version"] == release and dated in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
