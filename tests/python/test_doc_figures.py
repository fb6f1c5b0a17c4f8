"""The figures of the documentation: each has an owner, a page and an alternative text; those without results are not stale."""

import os
import re
import subprocess
import sys

import pytest
from program import BINARY, ROOT, needs_program

DOCS = ROOT / "docs"
IMAGES = sorted(path.name for path in (DOCS / "images").iterdir() if path.suffix in (".svg", ".png"))
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
SCRIPT = ROOT / "scripts" / "doc-figures"
MARKDOWN = re.compile(r"!\[((?:[^\]\\]|\\.)*)\]\(([^)\s]+)\)")
HTML = re.compile(r'<img src="([^"]+)" alt="([^"]*)"|srcset="([^"]+)"')
#: Files of other scripts than doc-figures; a picture of the report is named in scripts/screenshots.
README_FIGURE = {"displacement-light.svg", "displacement-dark.svg"}


def shown():
    """Image files by name, with the alternative texts of all pages that show them."""
    found = {}
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        links = [(target, words) for words, target in MARKDOWN.findall(text)]
        links += [(source or other, words or "the same") for source, words, other in HTML.findall(text)]
        for target, words in links:
            path = (page.parent / target).resolve()
            if path.parent == DOCS / "images":
                found.setdefault(path.name, []).append(" ".join(words.split()))
    return found


SHOWN = shown()


def run(*options):
    environment = {**os.environ, "ENTREPOT_BINARY": str(BINARY)}
    return subprocess.run([sys.executable, SCRIPT, *options], capture_output=True, text=True, env=environment, check=False)


@pytest.fixture(scope="module")
def owned():
    listed = run("--list")
    assert listed.returncode == 0, listed.stderr
    return dict(line.split("\t") for line in listed.stdout.splitlines())


@pytest.mark.parametrize("name", IMAGES)
def test_each_image_is_shown_with_an_alternative_text(name):
    # scripts/screenshots also takes pictures for other uses, such as slides.
    assert SHOWN.get(name) or name.endswith(".png"), f"no page shows docs/images/{name}"
    assert name in README_FIGURE or all(len(words) > 20 for words in SHOWN.get(name, []))


@pytest.mark.parametrize("name", IMAGES)
def test_each_image_has_a_script_that_makes_it(name, owned):
    stem, _, suffix = name.rpartition(".")
    screenshots = ROOT / "scripts" / "screenshots"
    by_browser = screenshots.exists() and stem in screenshots.read_text(encoding="utf-8")
    assert name in README_FIGURE or (suffix == "svg" and stem in owned) or by_browser


@pytest.mark.parametrize("name", IMAGES)
def test_images_are_small(name):
    size = (DOCS / "images" / name).stat().st_size
    assert size < (100_000 if name.endswith(".svg") else 150_000)


def test_each_figure_is_on_its_page(owned):
    for name, page in owned.items():
        assert f"<!-- figure: {name} -->\n![" in (ROOT / page).read_text(encoding="utf-8"), (name, page)


@needs_program
def test_figures_of_the_code_and_of_the_pages_are_up_to_date():
    done = run("--quick", "--check")
    assert done.returncode == 0, f"scripts/doc-figures --quick would change:\n{done.stdout}{done.stderr}"
