"""`entrepot report`: runs, comparisons, sweeps and calibrations on one page; files that cannot be read spoil nothing."""

import json
import re

import h5py
import numpy as np
import pytest
import synthetic_calibration

import entrepot as package
from conftest import plain_run, write_result
from entrepot.figures.sweeps import name_of
from entrepot.page.sweep_section import conclusions
from program import BASELINE, ROOT, entrepot, needs_program, told
from synthetic import make
from test_page import Page

pytestmark = needs_program

SHORT = ["-n", 3, "--set", "calendar.end=2024-12-29", "-q"]
SWEEP = """
replicates: 4
design: {kind: lhs, points: 40}
policies: {as_it_is: {}, strict: {}, odd: {}}
parameters:
  enforcement.check_detection: {uniform: [0.2, 0.6], grade: C}
  enforcement.case_success: {uniform: [0.3, 0.9], grade: B}
"""


def leaks(points):
    """`strict` is better everywhere, `odd` where detection is high; a little noise that all policies share."""
    noise = np.random.default_rng(1).normal(size=points.replicates)
    gain = np.choose(points.policy, [0.0 * points.unit[:, 0], 30 + 0 * points.unit[:, 0], 40 * (points.unit[:, 0] - 0.3)])
    return (100 + 10 * points.unit[:, 1] - gain)[:, None] + noise


def write_files(folder):
    """A baseline, a policy, and a sweep of worlds."""
    for name in ("baseline", "strict-kyc"):
        entrepot("run", ROOT / "scenarios" / f"{name}.yaml", "-o", folder / f"{name}.h5", *SHORT)
    make(folder, SWEEP, {"leaked_units": leaks, "leakage_rate": lambda p: leaks(p) / 1000}, "worlds")
    return folder


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return write_files(tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="module")
def report(files):
    out, err = entrepot("report", files / "baseline.h5", files / "strict-kyc.h5", files / "worlds.h5", "-o", files / "all.html")
    assert out.strip() == str(files / "all.html") and err == ""
    return (files / "all.html").read_text()


def test_the_first_screen_has_the_answer_and_what_the_other_run_changes(files, report):
    page = Page(report)
    with package.open_result(files / "baseline.h5") as result:
        assert float(result.summary["leakage_rate"].sel(statistic="mean")) in page.values
    words = " ".join(page.text.split())
    assert re.search(r"Strict know-your-customer duties\. Leaked units fell by [\d,]+ \([\d,]+ to [\d,]+\), \d+\s% of the reference", words) or (
        "no change beyond sampling noise" in words
    )


def test_the_first_card_answers_for_the_policy_and_the_reference_comes_after(report):
    words = " ".join(Page(report).text.split())
    answer = words[words.index("In short ") : words.index("What each policy changes")]
    assert "Strict know-your-customer duties" in answer and "Leakage rate" not in answer
    assert words.index("What each policy changes") < words.index("The reference: Baseline") < words.index("Leakage rate ")


def test_one_table_has_the_policies_as_columns_and_only_the_lines_that_moved(report):
    first = re.search(r'<table class="numbers sheet">.*?</table>', report, re.DOTALL).group()
    heads = re.findall(r'<th scope="col">(.*?)</th>', first)
    assert heads == ["Quantity", "Reference", "Strict know-your-customer duties"]
    for row in re.findall(r'<tr><th scope="row">.*?</tr>', first):
        assert "<strong>" in row, row  # an interval that excludes zero
    assert "The same in every replicate: " in report
    assert "access leakage, percentage points" in report and "seized units" in report
    assert '<details class="unmoved"><summary>Quantities without a change' in report


def test_the_policy_is_drawn_over_time_with_and_without(report):
    assert "Leaked units by quarter, with and without each policy" in report


def test_no_file_name_or_key_is_in_a_title_or_description(report):
    shown = [a["aria-label"] for _, a in Page(report).elements if a.get("aria-label")]
    shown += [text for _, text in re.findall(r"<(h[1-4])[^>]*>(.*?)</\1>", report)]
    for text in shown:
        assert not re.search(r"strict-kyc|\.h5|\w_\w|\b(SG|MY|PH|TW)\b", text), text


def test_all_parts_are_there_and_nothing_comes_from_outside(report):
    ids = {attributes.get("id") for _, attributes in Page(report).elements}
    assert {"answer", "comparison", "figures", "flow", "activity", "sweep-1", "facts", "provenance"} <= ids
    for tag, attributes in Page(report).elements:
        for attribute in ("src", "href"):
            link = attributes.get(attribute)
            # A reader may follow a link to the source of evidence; the page itself loads nothing.
            source = tag == "a" and attributes.get("rel") == "noopener noreferrer"
            assert link is None or link.startswith("#") or source, link
    assert "url(http" not in report and "@import" not in report


def test_links_within_the_page_have_their_ends(report):
    page = Page(report)
    ids = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
    links = [a["href"][1:] for a in page.all("a") if a["href"].startswith("#")]
    assert links and set(links) <= ids


def test_every_figure_says_what_it_is_made_of_and_links_to_the_hash(files, report):
    page = Page(report)
    figures = [a for a in page.all("article") if a.get("class") == "figure"]
    sources = re.findall(r'<p class="source">(.*?)</p>', report)
    assert len(sources) >= len(figures)
    with package.open_result(files / "baseline.h5") as result:
        known = set(result.outputs) | set(result.summary)
        linked = re.findall(r"^/(?:outputs|summary): (.*?) of ", "\n".join(sources), re.MULTILINE)
        assert len(linked) >= 9
        assert {name for names in linked for name in names.split(", ")} <= known
        row = re.search(r'<tr id="file-1">.*?</tr>', report, re.DOTALL).group()
        assert result.info.content_hash in row and "baseline.h5" in row


def test_every_figure_of_the_page_has_words_and_a_table(report):
    page = Page(report)
    plots = [a for a in page.all("div") if a.get("role") == "img"]
    assert len(plots) >= 12 and all(len(a["aria-label"]) > 60 for a in plots)
    assert len([a for a in page.all("table")]) >= len(plots)


def test_the_cost_sheet_is_that_of_the_program(files, report):
    printed, _ = entrepot("compare", files / "baseline.h5", files / "strict-kyc.h5", "--outputs", "leaked_units", "--json")
    assert json.loads(printed)["scenarios"][0]["effects"][0]["difference"]["mean"] in Page(report).values


def test_conclusions_that_flip_are_named_with_what_separates(files, report):
    words = " ".join(Page(report).text.split())
    assert "“Strict” is better than “As it is” in leaked units 40 of 40 holds throughout" in words
    assert "Strict better in 40 of 40 better in 40 of 40" in words  # a row a policy, a column an objective
    assert "Robust conclusions, and conclusions that flip" in words
    row = re.search(r"“Odd” is better than “As it is” in leaked units (\d+) of 40 flips (.+?) is low C", words)
    assert row and row.group(2) == "check detection (enforcement)"
    assert 24 <= int(row.group(1)) <= 32  # better where u > 0.3


def test_conclusions_take_the_side_that_is_right_on_average():
    regrets = {"a": [0.0, 0.0, 0.0, 2.0], "b": [3.0, 3.0, 3.0, 0.0]}
    decision = {
        "objectives": [
            {"output": "leaked_units", "options": [{"option": k, "regret_by_row": v} for k, v in regrets.items()]}
        ],
        "parameters": [{"name": "x", "kind": "number", "grade": "C", "values": [1, 2, 3, 9]}],
    }
    (flip,) = conclusions(decision)
    assert (flip.conclusion, flip.holds, flip.worlds) == ("“B” is worse than “A” in leaked units", 3, 4)
    assert flip.separates == "x is high"
    assert flip.verdict == "no effect"  # the mean of -3, -3, -3, 2 is within its interval
    assert name_of({"output": "revenue[nvidia/bill_to]"}) == "revenue of NVIDIA"
    assert name_of({"output": "leaked_by_hub[SG]"}) == "leaked units through Singapore"


def test_a_conclusion_within_its_interval_is_no_effect():
    noise = np.random.default_rng(3).normal(size=40)
    regrets = {"a": list(3 + noise), "b": list(3 - noise), "c": list(1 + 0.1 * noise), "d": list(3 + noise)}
    objective = {"output": "leaked_units", "better": "less", "options": [{"option": k, "regret_by_row": v} for k, v in regrets.items()]}
    b, c, d = conclusions({"objectives": [objective], "parameters": []})
    assert (b.verdict, d.verdict) == ("no effect", "no effect")
    assert c.better and c.verdict != "no effect"


def test_bad_files_get_a_line_each_and_the_rest_is_reported(files, tmp_path):
    (tmp_path / "text.h5").write_text("no\n")
    cut = (files / "baseline.h5").read_bytes()
    (tmp_path / "cut.h5").write_bytes(cut[: len(cut) // 2])
    with h5py.File(tmp_path / "foreign.h5", "w") as foreign:
        foreign["x"] = 1
    (tmp_path / "old.h5").write_bytes(cut)
    with h5py.File(tmp_path / "old.h5", "r+") as old:
        old.attrs["schema_version"] = 0
    bad = ["text.h5", "cut.h5", "foreign.h5", "old.h5", "missing.h5"]
    out, err = entrepot("report", *(tmp_path / name for name in bad), files / "baseline.h5", "-o", tmp_path / "r.html")
    lines = err.strip().splitlines()
    assert len(lines) == len(bad)
    for name, line in zip(bad, lines):
        assert line.startswith("entrepot: warning: left out: ") and name in line
    text = (tmp_path / "r.html").read_text()
    assert all(name in text for name in bad) and "Leakage rate" in text


def test_nothing_readable_is_an_error_and_writes_nothing(tmp_path):
    (tmp_path / "text.h5").write_text("no\n")
    assert "not an HDF5 file" in told("report", tmp_path / "text.h5", "-o", tmp_path / "r.html", code=2)
    assert not (tmp_path / "r.html").exists()


def test_a_sweep_alone_makes_a_report(files, tmp_path):
    entrepot("report", files / "worlds.h5", "-o", tmp_path / "r.html")
    page = Page((tmp_path / "r.html").read_text())
    assert "160" in page.text or "480 of 480 runs" in page.text
    assert "Made up" in page.text


def test_a_calibration_stands_beside_the_run(files, tmp_path):
    made = synthetic_calibration.write(tmp_path / "fitted.h5", synthetic_calibration.many())
    entrepot("report", files / "baseline.h5", made, files / "worlds.h5", "-o", tmp_path / "r.html")
    page = Page((tmp_path / "r.html").read_text())
    ids = {attributes.get("id") for _, attributes in page.elements}
    assert {"answer", "calibration-1", "calibration-1-posterior-head", "calibration-1-targets-head", "sweep-1"} <= ids
    calibration = package.open_calibration(made)
    words = " ".join(page.text.split())
    for text_of in (package.calibration_view.verdict, package.calibration_view.correlations, package.calibration_view.too_few):
        assert " ".join(text_of(calibration).split()) in words
    assert {q.observed for q in calibration.quantities} <= set(page.values)
    assert "fitted.h5 Calibration: Made up 40 candidates" in words and calibration.file_hash in words


def test_a_calibration_alone_makes_a_report(tmp_path):
    made = synthetic_calibration.write(tmp_path / "fitted.h5", synthetic_calibration.many())
    entrepot("report", made)
    page = Page((tmp_path / "fitted.html").read_text())
    assert "forecast, held out" in page.text and "a filing" in page.text


def test_a_calibration_that_is_damaged_within_is_left_out(files, tmp_path):
    made = synthetic_calibration.write(tmp_path / "fitted.h5", synthetic_calibration.many())
    with h5py.File(made, "r+") as file:
        file["generations/002/weight"][0] = 7
    _, err = entrepot("report", files / "baseline.h5", made, "-o", tmp_path / "r.html")
    assert err.startswith("entrepot: warning: left out: ") and "weights of generations/002" in err
    assert "calibration-1" not in (tmp_path / "r.html").read_text()


def test_a_sweep_with_gaps_says_n_of_n(files, tmp_path):
    (tmp_path / "gaps.h5").write_bytes((files / "worlds.h5").read_bytes())
    with h5py.File(tmp_path / "gaps.h5", "r+") as file:
        file["runs/leaked_units"][0, 0] = np.nan
        file["runs/status"][0, 0] = 1
        file.attrs["runs_finished"] -= 1
        file.attrs["runs_missing"] = 1
    entrepot("report", tmp_path / "gaps.h5")
    text = (tmp_path / "gaps.html").read_text()
    assert "479 of 480 runs" in text and "1 are missing" in text


def test_a_file_of_an_older_program_gets_notes_in_place_of_flows(tmp_path):
    write_result(tmp_path / "old.h5", plain_run())
    entrepot("report", tmp_path / "old.h5")
    text = (tmp_path / "old.html").read_text()
    assert "has no dataset outputs/flow" in text and 'id="flow-data"' not in text


def test_the_program_finds_another_python(tmp_path, monkeypatch):
    monkeypatch.setenv("ENTREPOT_PYTHON", "/nowhere/python3")
    assert "ENTREPOT_PYTHON" in told("report", BASELINE, code=1)
