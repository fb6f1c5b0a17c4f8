"""Published estimates as checks: files of them, quantities by hand, verdicts, command, and the section of the report."""

import json
import re
import textwrap

import h5py
import numpy as np
import pytest
from conftest import plain_run, write_result
from program import FEW_BUYERS, ROOT, entrepot, main, needs_program
from test_page import Page

import entrepot as package
from entrepot.errors import MissingData
from entrepot.estimates import Verdict, suite_of, tables
from entrepot.figures import NARROW, WIDE
from entrepot.figures.estimates import published_and_model
from entrepot.page import Inputs, build_report

pytestmark = needs_program

SHIPPED = ROOT / "scenarios" / "estimates" / "published.yaml"
ABOUT = "what: A thing\nsource: a study\ngrade: B\ndiffers: It is not the same.\n"


def suite_file(folder, **estimates):
    """A file of estimates, each the YAML of what it asks; see ABOUT."""
    text = "title: Made up\nscenario: baseline\nestimates:\n"
    for name, asked in estimates.items():
        text += f"  {name}:\n" + textwrap.indent((ABOUT if "what:" not in asked else "") + asked.strip() + "\n", "    ")
    path = folder / "made.yaml"
    path.write_text(text)
    return path


def checked(suite, *results):
    """The suite as the program reads and measures it."""
    return suite_of(json.loads(entrepot("estimates", suite, *results, "--json")[0]))


def check(folder, result, asked):
    [found] = checked(suite_file(folder, it=asked), result.path).checks
    return found


def faults_of(folder, **asked):
    return entrepot("estimates", suite_file(folder, **asked), write_result(folder / "r.h5", plain_run()), code=2)[1].splitlines()


# ---- quantities, worked out by hand: see plain_run ------------------------------------------------------------------


def test_a_share_is_of_sums_over_the_months_between_two_days(tmp_path, plain):
    asked = "of: ['revenue[nvidia/SG/bill_to]', 'revenue[nvidia/CN/bill_to]']\nover: ['revenue[nvidia/bill_to]']\nfrom: 2023-02-01\nuntil: 2024-01-31\nlow: 0.5\nhigh: 0.5\nunit: ratio"
    found = check(tmp_path, plain, asked)
    assert found.verdict is Verdict.INSIDE and found.model.mean == 0.5  # 40 and 10 of 100


def test_a_sum_counts_the_rows_that_begin_between_the_days_both_included(tmp_path, plain):
    asked = "of: ['revenue[nvidia/SG/bill_to]']\nfrom: 2023-02-01\nuntil: 2023-04-01\nlow: 1\nunit: USD"
    assert check(tmp_path, plain, asked).model.mean == 3 * 40
    weeks = "of: ['leaked[H20]']\nfrom: 2023-01-09\nuntil: 2023-01-23\nlow: 1\nunit: units"
    assert check(tmp_path, plain, weeks).model.mean == 3 * 2 * 2  # three weeks, 2r units, mean r of 2


def test_a_multiple_has_dates_of_its_own_for_what_it_is_a_multiple_of(tmp_path, plain):
    asked = "of: ['revenue[nvidia/SG/bill_to]']\nover: ['revenue[nvidia/SG/bill_to]']\nfrom: 2024-01-01\nuntil: 2024-03-31\nover_from: 2023-01-01\nover_until: 2023-01-31\nlow: 3\nhigh: 3\nunit: factor"
    late = asked.replace("2023-01-01", "2023-02-01").replace("2023-01-31", "2023-02-28")
    assert check(tmp_path, plain, late).model.mean == 3
    found = check(tmp_path, plain, asked)  # the run begins on 2 January
    assert found.verdict is Verdict.NOT_MEASURED and "not all in the run, which begins on 2023-01-02" in found.note


def test_a_level_is_a_mean_over_weeks(tmp_path, plain):
    asked = "of: ['restricted_stock']\nfrom: 2023-01-02\nuntil: 2023-01-16\nlow: 1\nunit: H100e"
    assert check(tmp_path, plain, asked).model.mean == 2001  # 1000 r + 0, 1, 2


def test_what_is_not_published_counts_nothing_and_nothing_at_all_is_no_number(tmp_path):
    path = write_result(tmp_path / "r.h5", plain_run())
    with h5py.File(path, "r+") as file:
        file["outputs/revenue"][:, 0, 0] = np.nan
    with package.open_result(path) as result:
        asked = "of: ['revenue[nvidia/SG/bill_to]']\nfrom: 2023-01-02\nuntil: {}\nlow: 1\nunit: USD"
        one = check(tmp_path, result, "of: ['annual_grey_premium[2024]']\nlow: 1\nunit: ratio")
        assert one.verdict is Verdict.NOT_MEASURED and one.note == "not defined in any replicate"
        assert check(tmp_path, result, asked.format("2023-03-31")).model.mean == 80


def largest(result, key, first="2000-01-01", last="2100-01-01"):
    """By pandas, from the chains in the file: units of the largest group of lots, mean over replicates."""
    lots = result.custody_lots.reset_index()
    lots = lots[lots["ended"].between(first, last)]
    units = lots.groupby(["replicate", key], observed=True)["units"].sum().groupby("replicate").max()
    return units.reindex(result.custody_replicates, fill_value=0).mean()


def test_the_largest_order_and_the_busiest_diverter_of_the_chains_that_were_kept(tmp_path, runs):
    with package.open_result(runs[0]) as result:
        ask = "custody: {}\nlow: 1\nunit: units\n"
        assert check(tmp_path, result, ask.format("largest_order")).model.mean == pytest.approx(largest(result, "order"))
        assert check(tmp_path, result, ask.format("largest_diverter")).model.mean == pytest.approx(largest(result, "owner"))
        early, late = ask.format("largest_diverter") + "until: 2023-12-31", ask.format("largest_order") + "from: 2024-06-01\nuntil: 2024-12-31"
        assert check(tmp_path, result, early).model.mean == pytest.approx(largest(result, "owner", last="2023-12-31"))
        assert check(tmp_path, result, late).model.mean == pytest.approx(largest(result, "order", "2024-06-01", "2024-12-31"))


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ("of: [firms_founded]", "has no output 'firms_founded'"),
        ("of: ['leaked[MI300X]']", "leaked has no 'MI300X'"),
        ("of: ['revenue[nvidia]']", "choose one: bill_to"),
        ("of: [grey_premium]", "a ratio over 104 cells cannot be aggregated"),
        ("of: [leaked_units]\nfrom: 2023-02-01", "dates are for outputs by week"),
        ("of: [leaked]\nfrom: 2023-02-01\nuntil: 2025-02-01", "not all in the run"),
        ("of: [leaked]\nfrom: 2023-02-01\nuntil: 2023-02-03", "no week begins between"),
        ("custody: largest_order", "no chains of custody"),
    ],
)
def test_what_cannot_be_measured_says_why_and_passes_nothing(tmp_path, plain, asked, why):
    found = check(tmp_path, plain, asked + "\nlow: 0\nunit: units")
    assert found.verdict is Verdict.NOT_MEASURED and why in found.note and not found.passed


# ---- verdicts -------------------------------------------------------------------------------------------------------

LEAKS = "of: ['annual_leaked_units[2023]']\nunit: units\n"  # 156, 312, 468: mean 312, quantiles 171.6 and 452.4


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (300, 320, Verdict.INSIDE),
        (312, 312, Verdict.INSIDE),
        (None, 320, Verdict.INSIDE),
        (452, 460, Verdict.OVERLAPS),
        (100, 172, Verdict.OVERLAPS),
        (453, 460, Verdict.BELOW),
        (453, None, Verdict.BELOW),
        (100, 171, Verdict.ABOVE),
        (None, 171, Verdict.ABOVE),
    ],
)
def test_verdicts(tmp_path, plain, low, high, verdict):
    ends = "".join(f"{name}: {end}\n" for name, end in (("low", low), ("high", high)) if end is not None)
    found = check(tmp_path, plain, LEAKS + ends)
    assert found.verdict is verdict
    assert (found.passed, found.failed) == (verdict is Verdict.INSIDE, verdict in (Verdict.BELOW, Verdict.ABOVE))


def test_results_are_matched_by_the_scenario_that_was_run(tmp_path, plain):
    found = check(tmp_path, plain, "scenario: h20-ban\n" + LEAKS + "low: 1")
    assert found.verdict is Verdict.NO_RESULT and found.model is None


# ---- reading --------------------------------------------------------------------------------------------------------


def test_every_fault_of_a_file_is_reported_with_its_place(tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text(
        "estimates:\n"
        "  a: {what: A, of: ['leaked['], low: 2, high: 1, unit: ratio, source: s, grade: D, differs: d}\n"
        "  b: {what: B, off: [leaked], low: 1, unit: apples, source: s, grade: A}\n"
        "  c: {what: C, of: [leked], custody: largest_order, over_from: 2024-13-01, unit: units, source: s, grade: A, differs: d}\n"
        "  d: 3\n"
        "  e: {what: E, of: [leaked], from: 2024-02-01, until: 2024-01-01, low: .inf, unit: units, source: s, grade: A, differs: d}\n"
    )
    lines = entrepot("estimates", path, path, code=2)[1].splitlines()
    assert all(re.match(rf"entrepot: error: {re.escape(str(path))}:\d+:\d+: ", line) for line in lines)
    for wanted in (
        "2:21: estimates.a.of: 'leaked[': expected NAME",
        "estimates.a.low: 2 is above 'high', 1",
        "estimates.a.grade: 'D' is not one of: A, B, C",
        "3:16: estimates.b.off: unknown key 'off'",
        "estimates.b.differs: required key is missing",
        "estimates.b: expected 'of' (measures) or 'custody'",
        "estimates.b.unit: 'apples' is not one of: ratio",
        "estimates.c.of: 'leked': no output 'leked'; did you mean 'leaked'?",
        "estimates.c: expected either 'of' or 'custody', found both",
        "estimates.c.over_from: ",
        "estimates.c: expected 'low' or 'high', or both",
        "5:6: estimates.d: expected a map",
        "estimates.e.from: 2024-02-01 is after 2024-01-01",
        "estimates.e.low: ",
        "estimates.a: no scenario, and the file names none",
    ):
        assert any(wanted in line for line in lines), (wanted, lines)


@pytest.mark.parametrize("text", ["estimates: [", "", "- 1\n", "title: x\n", "estimates: {}\n"])
def test_files_that_hold_no_estimates_are_refused(tmp_path, text):
    (tmp_path / "x.yaml").write_text(text)
    assert "x.yaml" in entrepot("estimates", tmp_path / "x.yaml", tmp_path / "x.yaml", code=2)[1]


def test_the_shipped_estimates_are_complete(runs):
    estimates = [check.estimate for check in checked(SHIPPED, *runs).checks]
    assert len(estimates) >= 12
    assert {"baseline", "no-controls", "h20-ban"} <= {e.scenario for e in estimates}
    for e in estimates:
        assert (ROOT / "scenarios" / f"{e.scenario}.yaml").is_file(), e.name
        assert e.source and e.differs and e.what, e.name
        if "general knowledge" in e.source:
            assert e.grade != "A" and ("facts" in e.source or e.grade == "C"), f"{e.name}: not looked up, so no better than C"
    assert len({e.what for e in estimates}) == len(estimates)


# ---- command --------------------------------------------------------------------------------------------------------


@pytest.fixture
def files(tmp_path):
    result = write_result(tmp_path / "plain.h5", plain_run())
    suite = suite_file(
        tmp_path, inside=LEAKS + "low: 300\nused: true", over=ABOUT.replace("A thing", "A | thing") + LEAKS + "high: 1", away="scenario: other\n" + LEAKS + "low: 1"
    )
    return suite, result


def test_the_table_has_counts_verdicts_and_sources(files, capsys):
    suite, result = files
    assert main(["estimates", str(suite), str(result)]) == 0
    out, err = capsys.readouterr()
    assert "**1 pass, 0 overlap, 1 fail, of 2 measured; 1 of the passes is no evidence" in out and "1 without a result of their scenario." in out
    assert "| A thing | baseline | at least 300 | 312 |" in out and "(not looked up, used for inputs)" in out
    assert "| A \\| thing | baseline | at most 1 | 312 |" in out and "**above**" in out
    assert err == "entrepot: note: no result of other: 1 estimates left out\n"


def test_strict_ends_with_1_if_one_fails_and_writes_all_the_same(files, tmp_path, capsys):
    suite, result = files
    assert main(["estimates", str(suite), str(result), "--strict", "-o", str(tmp_path / "t.csv"), "--figure", str(tmp_path / "t.svg")]) == 1
    assert (tmp_path / "t.csv").read_text().count("\n") == 4 and (tmp_path / "t.svg").exists()
    assert "1 pass" in capsys.readouterr().out
    passing = suite_file(tmp_path, inside=LEAKS + "low: 300")
    assert main(["estimates", str(passing), str(result), "--strict"]) == 0
    unknown = suite_file(tmp_path, it="of: [firms_founded]\nlow: 1\nunit: units")
    assert main(["estimates", str(unknown), str(result)]) == 0
    assert main(["estimates", str(unknown), str(result), "--strict"]) == 1


def test_json_has_the_numbers_and_strict_its_exit_code(files):
    suite, result = files
    printed, _ = entrepot("estimates", suite, result, "--json", "--strict", code=1)
    inside, over, away = json.loads(printed)["checks"]
    assert (inside["verdict"], inside["model"]["mean"], inside["high"]) == ("inside", 312, None)
    assert (over["verdict"], away["verdict"], away["model"]) == ("above", "no result", None)


def test_bad_files_end_with_2_and_every_fault_on_a_line(files, tmp_path):
    suite, result = files
    lines = faults_of(tmp_path, a="low: 1\nunit: units", b="of: [leaked]\nunit: units")
    assert len(lines) == 2 and all(line.startswith("entrepot: error: ") for line in lines)
    assert main(["estimates", str(suite_file(tmp_path, a=LEAKS + "low: 1")), str(tmp_path / "none.h5")]) == 2


# ---- figure and report ----------------------------------------------------------------------------------------------


def test_the_figure_says_in_words_and_in_a_table_what_it_shows(files):
    suite, result = files
    checks = checked(suite, result).checks
    for size in (WIDE, NARROW):
        drawing = published_and_model("Made up", checks, size)
        assert "A thing: published at least 300, model 312, inside" in drawing.alt
        assert len(drawing.table.frame) == 2
    with pytest.raises(MissingData, match="no estimate could be measured"):
        published_and_model("Made up", [c for c in checks if not c.model], WIDE)


def test_the_report_has_a_section_when_a_file_of_estimates_is_named(files):
    suite, result = files
    with package.open_result(result) as opened:
        inputs = Inputs([opened], suites=[checked(suite, result)])
        page = Page(build_report(inputs))
    ids = {attributes.get("id") for _, attributes in page.elements}
    assert "estimates-1" in ids and {a["href"] for a in page.all("a")} >= {"#estimates-1", "#file-1"}
    words = " ".join(page.text.split())
    assert "1 pass, 0 overlap, 1 fail, of 2 measured" in words and tables.READING in words
    assert "no result of other: 1 estimates left out" in words and "It is not the same." in words
    assert 312.0 in page.values
    plots = [a for a in page.all("div") if a.get("role") == "img"]
    assert any("published at least 300, model 312" in a["aria-label"] for a in plots)
    assert len(ids - {None}) == len([a for _, a in page.elements if "id" in a])


def test_a_report_names_faulty_estimates_and_covers_the_rest(files, tmp_path, capsys):
    _, result = files
    bad = suite_file(tmp_path, a="low: 1\nunit: units")
    assert main(["report", str(bad), str(result)]) == 0
    assert "entrepot: warning: left out: " in capsys.readouterr().err
    page = Page(result.with_suffix(".html").read_text())
    assert "expected 'of' (measures) or 'custody'" in page.text and "estimates-1" not in {a.get("id") for _, a in page.elements}


# ---- with the program -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """The scenarios of the shipped estimates, over all their weeks."""
    folder = tmp_path_factory.mktemp("runs")
    for name in ("baseline", "no-controls", "h20-ban"):
        entrepot("run", ROOT / "scenarios" / f"{name}.yaml", *FEW_BUYERS, "-n", 2, "-q", "-o", folder / f"{name}.h5")
    return [folder / f"{name}.h5" for name in ("baseline", "no-controls", "h20-ban")]


def test_every_shipped_estimate_can_be_measured(runs):
    for found in checked(SHIPPED, *runs).checks:
        assert found.verdict not in (Verdict.NOT_MEASURED, Verdict.NO_RESULT), (found.estimate.name, found.note)


def test_intervals_and_quantiles_are_those_of_the_summary(tmp_path, runs):
    with package.open_result(runs[0]) as result:
        found = check(tmp_path, result, "of: ['annual_leaked_units[2024]']\nlow: 1\nunit: units")
        cell = result.summary["annual_leaked_units"].sel(year=2024)
        for name in ("mean", "low", "high", "p05", "p95"):
            assert getattr(found.model, name) == pytest.approx(float(cell.sel(statistic=name)), rel=1e-12)


def test_the_report_of_the_program_takes_estimates(runs, tmp_path):
    out, err = entrepot("report", SHIPPED, runs[0], "-o", tmp_path / "r.html")
    assert out.strip() == str(tmp_path / "r.html") and err == ""
    assert "estimates-1" in (tmp_path / "r.html").read_text()
