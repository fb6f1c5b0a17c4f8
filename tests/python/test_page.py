"""The page: whole HTML, nothing from outside, the numbers of the file, notes in place of what is missing."""

import re
from html.parser import HTMLParser

import h5py
import numpy as np
import pytest
from conftest import Run, plain_run, write_result

import entrepot
from entrepot.figures import FIGURES
from entrepot.page import build_page

VOID = {"meta", "link", "br", "hr", "img", "input"}
BLOCKS = {"p", "dt", "dd", "td", "th", "h1", "h2", "h3", "li"}


class Page(HTMLParser):
    """The page as lists; asserts that every element is closed in order."""

    def __init__(self, text: str):
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.values: list[float] = []
        self.text = ""
        self.feed(text)
        self.close()
        assert self.open == [], "elements left open"

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag == "data":
            self.values.append(float(dict(attributes)["value"]))
        if tag in BLOCKS:
            self.text += " "
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.open and self.open[-1] == tag, f"</{tag}> closes <{self.open[-1] if self.open else 'nothing'}>"
        self.open.pop()

    def handle_data(self, data):
        if not {"style", "script"} & set(self.open):
            self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def page_of(path) -> Page:
    with entrepot.open_result(path) as result:
        return Page(build_page(result))


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    return page_of(write_result(tmp_path_factory.mktemp("page") / "plain.h5", plain_run()))


def test_nothing_comes_from_outside(lifelike):
    text = build_page(lifelike)
    page = Page(text)
    for tag, attributes in page.elements:
        assert tag not in {"script", "link", "iframe", "object", "embed", "img", "base"}
        for name in ("src", "href", "xlink:href", "action", "data", "srcset", "poster"):
            assert (attributes.get(name) or "#").startswith("#")
    assert "http:" not in text and "https:" not in text and "@import" not in text
    assert text.count("url(") == text.count("url(#")


def test_numbers_are_those_of_the_file(page, plain):
    summary = plain.summary
    expected = [summary["leakage_rate"], summary["leaked_units"].sel(statistic=["mean"])]
    expected += [summary["annual_leaked_units"], summary["annual_leakage_rate"]]
    expected += [summary["hub_revenue_share"].sel(vendor="nvidia", fiscal_year=2024, hub="SG")]
    for values in expected:
        shown = values.sel(statistic=[s for s in ("mean", "low", "high") if s in values["statistic"].values])
        for value in shown.values.ravel():
            assert any(value == pytest.approx(v, rel=1e-9, abs=1e-12) for v in page.values), values.name


def test_first_screen_says_it_in_words(page):
    answer = " ".join(page.text[: page.text.rindex("Figures\n")].split())
    assert "3 of 3 replicates finished" in answer
    assert "2.00 % 95 % interval" in answer
    assert "billed to Singapore 40.0 %" in answer
    assert "shipped to Singapore 5.00 %" in answer
    assert "It does not cover uncertainty about the parameters" in answer


def test_headings_and_figures_are_accessible(page):
    headings = [int(tag[1]) for tag, _ in page.elements if tag in {"h1", "h2", "h3"}]
    assert headings[0] == 1 and headings.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(headings, headings[1:]))
    plots = [a for a in page.all("div") if a.get("role") == "img"]
    assert len(plots) == len(FIGURES)
    assert all(len(a["aria-label"]) > 60 for a in plots)
    assert len(page.all("svg")) == 2 * len(FIGURES)
    ids = [a["id"] for _, a in page.elements if "id" in a]
    assert len(ids) == len(set(ids))


def test_each_figure_has_its_table(page):
    tables = [a for a in page.all("table") if a.get("class") == "numbers"]
    assert len(tables) == len(FIGURES)


def test_what_the_controls_did_by_year(tmp_path):
    run = plain_run()
    r = np.arange(1, 4)[:, None]
    run.tallies["honest_orders_refused"] = np.broadcast_to(r, (3, run.weeks))  # 52 r a year
    run.tallies["end_use_checks"] = np.full((3, run.weeks), 7)
    page = page_of(write_result(tmp_path / "r.h5", run))
    table = page.text[page.text.index("Licences, checks and honest buyers") : page.text.rindex("Facts used")]
    row = table[table.index("2023") :].split("\n2024")[0]
    assert "104" in row  # 52 weeks begin in 2023: 52 times 2
    assert "End-use checks hardly differ between replicates: 364 in 2023." in table  # 52 times 7, so no column of the table
    assert len([a for a in page.all("table") if a.get("class") == "numbers activity stack"]) == 1


def test_no_interval_of_a_count_is_printed_below_zero(tmp_path):
    run = plain_run()
    run.tallies["seized"] = np.zeros((3, run.weeks, 2))
    run.tallies["seized"][0, 60, 0] = 9  # one replicate of three: the t interval of the mean begins below zero
    page = page_of(write_result(tmp_path / "r.h5", run))
    table = page.text[page.text.index("Licences, checks and honest buyers") :]
    assert " 0 to " in table and "-" not in re.sub(r"[A-Za-z]-[a-z]", "", table[: table.index("Access leakage:")])
    assert min(page.values) < 0  # the full number is kept


def test_without_counts_the_rest_of_the_page_stands(tmp_path):
    page = without(tmp_path, "outputs/end_use_checks", "summary/rented_h100e")
    assert "has no dataset outputs/end_use_checks" in page.text
    assert "has no dataset summary/rented_h100e" in page.text
    assert len(page.all("svg")) == 2 * (len(FIGURES) - 1)


def test_facts_and_provenance(page):
    assert "2 of them are general knowledge or were not checked" in page.text
    assert page.text.count("not seen") >= 3
    assert "a <server> part" in page.text  # escaped in the source
    for text in ("0123456789abcdef0123456789abcdef", "20221007", "instrument: licence_requirement", "88 FR 73458"):
        assert text in page.text


def test_unfinished_ensemble_is_told(tmp_path):
    page = page_of(write_result(tmp_path / "r.h5", plain_run(planned=5)))
    assert "3 of 5 replicates finished; 2 failed" in page.text


def test_one_replicate_has_no_intervals(tmp_path):
    page = page_of(write_result(tmp_path / "r.h5", plain_run(replicates=1, planned=1)))
    assert "No intervals." in page.text
    assert not re.search(r"\bnan\b", page.text, re.IGNORECASE)


def without(tmp_path, *names) -> Page:
    path = write_result(tmp_path / "r.h5", plain_run())
    with h5py.File(path, "a") as file:
        for name in names:
            del file[name]
    return page_of(path)


def test_what_is_missing_is_a_note(tmp_path):
    names = [f"outputs/{name}" for name in ("leaked", "leakage_rate", "annual_leaked_units")]
    names += ["summary/restricted_stock"]
    names += [f"provenance/{name}" for name in ("scenario", "fact_grade", "input_hash")]
    page = without(tmp_path, *names)
    for name in names:
        assert f"has no dataset {name}" in page.text
    assert len(page.all("svg")) == 2 * (len(FIGURES) - 3)  # leaked units by quarter and by hub, restricted stock


def test_without_revenue_there_is_still_an_answer(tmp_path):
    page = without(tmp_path, "outputs/revenue", "outputs/fiscal_revenue")
    assert "Part of the answer is missing" in page.text
    assert "has no dataset outputs/revenue" in page.text
    assert 0.02 in [pytest.approx(v) for v in page.values]


def test_run_in_which_nothing_happens(tmp_path):
    page = page_of(write_result(tmp_path / "r.h5", Run(weeks=9, facts=[])))
    assert "The scenario cites no facts." in page.text
    assert "no fiscal year" in page.text
    assert not re.search(r"\bnan\b", page.text, re.IGNORECASE)


def test_hostile_text_stays_text(tmp_path):
    facts = [("x", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "A", "", "f:1:1")]
    page = page_of(write_result(tmp_path / "r.h5", plain_run(facts=facts, scenario="title: '</pre><script>'")))
    assert not page.all("script") and not page.all("img")
    assert "<script>alert(1)</script>" in page.text
