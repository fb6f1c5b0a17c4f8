"""The program as a user meets it: by its command line alone."""

import re
import signal
import subprocess
import time

import pytest
from program import BASELINE, BINARY, FEW_BUYERS, READS, ROOT, entrepot, needs_program


pytestmark = needs_program

# A twentieth of the agents and a quarter of the weeks: enough to leak, quick to run.
SMALL = [
    "--set=calendar.end=2023-12-31",
    *FEW_BUYERS,
    "--set=buyers.southeast_asia_enterprises.count=100",
    "--set=buyers.research_abroad.count=50",
    "--set=buyers.us_research.count=50",
]


def content_hash(text):
    return re.search(r"Content hash ([0-9a-f]{32})", text).group(1)


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    path = tmp_path_factory.mktemp("run") / "small.h5"
    out, _ = entrepot("run", BASELINE, *SMALL, "--replicates", 4, "-o", path)
    return path, out


def test_version_names_the_program():
    out, _ = entrepot("--version")
    assert re.match(r"entrepot \d+\.\d+\.\d+ \(", out)


def test_run_prints_the_summary_and_show_prints_it_again(result):
    path, out = result
    shown, _ = entrepot("show", path)
    assert shown in out
    assert "4 of 4" in shown
    assert "Leakage rate" in shown
    assert str(path) in out


def test_threads_do_not_change_the_result(result, tmp_path):
    _, out = result
    for threads in (1, 3):
        again, _ = entrepot("run", BASELINE, *SMALL, "-n", 4, "-j", threads, "-o", tmp_path / f"{threads}.h5")
        assert content_hash(again) == content_hash(out)


def test_the_resolved_scenario_of_a_file_gives_the_same_result(result, tmp_path):
    h5py = pytest.importorskip("h5py")
    path, out = result
    with h5py.File(path) as file:
        (tmp_path / "resolved.yaml").write_text(file["provenance/scenario"].asstr()[()])
    again, _ = entrepot("run", tmp_path / "resolved.yaml", "-n", 4, "-o", tmp_path / "again.h5")
    assert content_hash(again) == content_hash(out)


def test_another_seed_gives_another_result(result, tmp_path):
    _, out = result
    again, _ = entrepot("run", BASELINE, *SMALL, "--set", "run.seed=2", "-n", 4, "-o", tmp_path / "other.h5")
    assert content_hash(again) != content_hash(out)


def test_an_older_result_is_not_overwritten(result):
    path, _ = result
    before = path.read_bytes()
    _, err = entrepot("run", BASELINE, "-o", path, code=2)
    assert "already exists" in err
    assert path.read_bytes() == before


def test_a_missing_folder_is_found_before_the_run(tmp_path):
    _, err = entrepot("run", BASELINE, "-o", tmp_path / "no" / "x.h5", code=2)
    assert "does not exist" in err


def test_progress_off_a_terminal_is_plain_lines(tmp_path):
    _, err = entrepot("run", BASELINE, *SMALL, "-n", 5, "-o", tmp_path / "x.h5")
    lines = [line for line in err.splitlines() if not line.startswith("entrepot: warning:")]
    assert all(re.fullmatch(r"entrepot: \d+ of 5 replicates, about \d+ (s|min) left", line) for line in lines)


def test_quiet_says_nothing(tmp_path):
    out, err = entrepot("run", BASELINE, *SMALL, "-n", 1, "-q", "-o", tmp_path / "x.h5")
    assert out == "" and err == ""


def test_interrupt_keeps_what_is_finished(tmp_path):
    path = tmp_path / "stopped.h5"
    process = subprocess.Popen([BINARY, "run", str(BASELINE), *SMALL, "-n", "5000", "-o", str(path)],
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 130, err
    kept = re.search(r"interrupted: the result file holds (\d+) of 5000 replicates", err)
    assert kept and 0 < int(kept.group(1)) < 5000
    assert f"{kept.group(1)} of 5000" in out
    assert not path.with_name("stopped.h5.partial").exists()


def test_a_killed_run_leaves_no_file_that_looks_whole(tmp_path):
    path = tmp_path / "killed.h5"
    process = subprocess.Popen([BINARY, "run", str(BASELINE), *SMALL, "-n", "5000", "-o", str(path)],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(2)
    process.kill()
    process.wait()
    assert not path.exists()
    partial = path.with_name("killed.h5.partial")
    if partial.exists():
        entrepot("show", partial, code=2)


# ---- bad input --------------------------------------------------------------------------------------------------------

BAD = """\
extends: {baseline}
title: Bad
calender: {{start: 2022-10-03}}
enforcement:
  investigators: many
  chip_share: 3
buyers:
  china_lab_1:
    jurisdiction: CM
"""


def test_all_errors_at_once_with_their_places(tmp_path):
    scenario = tmp_path / "bad.yaml"
    scenario.write_text(BAD.format(baseline=BASELINE))
    for command in (["validate", *READS, "bad.yaml"], ["run", *READS, "bad.yaml", "-o", "bad.h5"]):
        _, err = entrepot(*command, cwd=tmp_path, code=2)
        assert "entrepot: error: bad.yaml:3:1: calender: unknown key 'calender'; did you mean 'calendar'?" in err
        assert "bad.yaml:5:18: enforcement.investigators: expected a number in agents, found 'many'" in err
        assert "bad.yaml:6:15: enforcement.chip_share: 3 is out of range" in err
        assert "bad.yaml:9:19: buyers.china_lab_1.jurisdiction: 'CM' is not among jurisdictions" in err
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bad.yaml"], "nothing is written"


@pytest.mark.parametrize("arguments", [["run"], ["run", "x.yaml", "--replicates", "0"], ["fly"], ["run", "none.yaml"],
                                       ["validate", "none.yaml"], ["explain", "no_such_key"]])
def test_wrong_use_ends_with_2_and_says_why(arguments, tmp_path):
    out, err = entrepot(*arguments, cwd=tmp_path, code=2)
    assert err.strip()
    assert list(tmp_path.iterdir()) == []


def test_foreign_files_get_one_clear_line(tmp_path):
    (tmp_path / "foreign.h5").write_text("not a result")
    for name in ("foreign.h5", "missing.h5"):
        _, err = entrepot("show", tmp_path / name, code=2)
        assert len(err.strip().splitlines()) == 1
        assert name in err


# ---- what a scenario may hold -------------------------------------------------------------------------------------------


def test_every_shipped_scenario_is_valid():
    scenarios = sorted((ROOT / "scenarios").glob("*.yaml"))
    assert scenarios
    out, _ = entrepot("validate", *scenarios)
    assert out.count(": valid;") == len(scenarios)


def test_explain_gives_unit_range_default_and_meaning():
    out, _ = entrepot("explain", "enforcement.end_use_checks_per_year")
    for wanted in ("checks/year", "at least 0", "1500", "End-use checks"):
        assert wanted in out


@pytest.mark.parametrize("page", ["parameters", "outputs"])
def test_generated_pages_of_the_reference_are_current(page):
    out, _ = entrepot("docs", page)
    assert (ROOT / "docs" / "reference" / f"{page}.md").read_text() == out, f"write it anew: entrepot docs {page}"
