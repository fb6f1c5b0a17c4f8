"""The site of the documentation, without building it: its menu, its links, the pages made for it. scripts/check-site tests the rest."""

import importlib.machinery
import importlib.util
import sys

import pytest
from program import ROOT

sys.path.insert(0, str(ROOT / "scripts" / "site"))
import pages  # noqa: E402


def script(name):
    loader = importlib.machinery.SourceFileLoader(name.replace("-", "_"), str(ROOT / "scripts" / name))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module


site = script("docs-site")


# ---- the menu ------------------------------------------------------------------------------------------------------


def test_every_page_is_in_one_group_of_the_index():
    in_menu = [path for _, path in pages.listed(pages.navigation())]
    assert sorted(path for path in in_menu if in_menu.count(path) > 1) == []
    missing = set(pages.pages()) - set(in_menu) - {pages.INDEX, ROOT / "README.md"}
    assert not missing, f"docs/README.md needs a line for {missing}"


def test_the_index_has_four_parts_and_how_to_guides_by_task():
    groups = pages.navigation()
    assert [group.title for group in groups[:4]] == ["Tutorials", "How-to guides", "Explanation", "Reference"]
    assert [group.title for group in groups[1].groups] == ["Policy analysis", "Running at scale", "Extending the model", "Maintaining"]
    assert all(group.pages for group in groups[1].groups)


@pytest.mark.parametrize("group", pages.navigation(), ids=lambda group: group.title)
def test_pages_are_in_the_folder_of_their_part(group):
    folders = {"Tutorials": "tutorials", "How-to guides": "how-to", "Explanation": "explanation", "Reference": "reference"}
    if group.title in folders:
        assert [path for _, path in pages.listed([group]) if path.parent.name != folders[group.title]] == []


def test_titles_of_the_menu_are_short_and_unique():
    titles = [title for title, _ in pages.listed(pages.navigation())]
    assert [title for title in titles if len(title) > 32 or titles.count(title) > 1] == []


# ---- links ---------------------------------------------------------------------------------------------------------


def test_links_are_found_outside_code():
    text = "A [b](c.md#d) and `[e](f)`.\n\n```\n[g](h)\n```\n\n    [i](j)\n\n1. k\n   [l\n   m](n.md)\n"
    assert list(pages.links(text)) == [(1, "c.md#d"), (11, "n.md")]
    assert pages.replace_links(text, str.upper) == text.replace("c.md#d", "C.MD#D").replace("n.md", "N.MD")


def test_anchors_are_those_of_github():
    text = "# A title\n\n```sh\n# no heading\n```\n\n## `run`, `sweep`\n\n## Again\n\n## Again\n\n## The [link](x.md): why?\n"
    assert pages.anchors(text) == {"a-title", "run-sweep", "again", "again-1", "the-link-why"}


@pytest.fixture
def staging(tmp_path, monkeypatch):
    monkeypatch.setattr(site, "SOURCE", tmp_path / "source")
    return site.Staging()


def test_files_outside_the_documentation_become_pages(staging, tmp_path):
    page = staging._page(ROOT / "README.md")
    assert "](files/sim/model/phases/phases.cpp.md)" in page and "](files/LICENSE.md)" in page
    assert "<picture>" not in page and "#only-dark)" in page
    staging._add(ROOT / "LICENSE")
    assert "Apache License" in (tmp_path / "source/files/LICENSE.md").read_text()


def test_a_broken_link_is_an_error(staging):
    with pytest.raises(site.Failure, match="docs/README.md: nowhere.md: there is no such file"):
        staging._link(ROOT / "docs" / "README.md", "nowhere.md")


def test_pages_that_fetch_something_are_found(tmp_path):
    (tmp_path / "a.html").write_text('<script src="https://a.example/x.js"></script><a href="https://b.example">b</a><link rel="icon" href="//c.example/i">')
    (tmp_path / "b.css").write_text("@font-face { src: url('http://d.example/f.woff') }")
    assert site.fetched(tmp_path) == ["a.html: https://a.example/x.js", "a.html: //c.example/i", "b.css: http://d.example/f.woff"]


def test_a_list_may_follow_a_paragraph():
    assert site.for_mkdocs("So:\n- a\n- b\n  c\n- d\n") == "So:\n\n- a\n- b\n  c\n- d\n"
    assert site.for_mkdocs("| a |\n|---|\n| b |\n") == "| a |\n|---|\n| b |\n"


# ---- pages as built ------------------------------------------------------------------------------------------------


def test_long_names_break_in_tables_only():
    page = "<code>a.b_c</code><table><td><code>/a.b_c</code> d.e</td></table>"
    assert site.breakable(page) == "<code>a.b_c</code><table><td><code>/a.<wbr>b_<wbr>c</code> d.e</td></table>"


def test_figures_open_alone():
    page = '<img alt="x" src="a.svg"><a href="b.png"><img alt="y" src="b.png"></a><img src="c.svg#only-dark" alt="z">'
    linked = '<a class="figure" href="a.svg"><img alt="x" src="a.svg"></a><a href="b.png"><img alt="y" src="b.png"></a>'
    assert site.zoomable(page) == linked + '<a class="figure" href="c.svg"><img src="c.svg#only-dark" alt="z"></a>'
