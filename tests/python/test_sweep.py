"""`entrepot sweep` and `entrepot merge`: the same bytes however the runs come together."""

import re
import signal
import subprocess
import time

import h5py
import numpy as np
import pytest

from program import BASELINE, BINARY, READS, entrepot, needs_program, told

pytestmark = needs_program

SWEEP = f"""
title: A small sweep
scenario: {BASELINE}
replicates: 2
outputs: [leakage_rate, leaked_units, "revenue[nvidia/bill_to]"]
set: {{calendar.end: 2023-03-31}}
design: {{kind: sobol, samples: 4}}
parameters:
  enforcement.end_use_checks_per_year: {{loguniform: [500, 6000]}}
  supply: {{path: lines.nvidia_hopper.capacity, scales: true, uniform: [0.8, 1.2]}}
  model.risk: {{categories: [bayesian, fading_memory]}}
"""


@pytest.fixture
def sweep(tmp_path):
    path = tmp_path / "sweep.yaml"
    path.write_text(SWEEP)
    return path


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("undisturbed")
    (folder / "sweep.yaml").write_text(SWEEP)
    entrepot("sweep", *READS, folder / "sweep.yaml", "-o", folder / "whole.h5", "-q", "-j", 1)
    return (folder / "whole.h5").read_bytes()


def start(sweep, output, *more):
    command = [BINARY, "sweep", *READS, str(sweep), "-o", str(output), "-q", *map(str, more)]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)


def test_threads_do_not_change_a_byte(sweep, tmp_path, undisturbed):
    entrepot("sweep", *READS, sweep, "-o", tmp_path / "a.h5", "-q", "-j", 2)
    assert (tmp_path / "a.h5").read_bytes() == undisturbed
    assert not (tmp_path / "a.h5.runs").exists()


def test_shards_merge_to_the_same_bytes(sweep, tmp_path, undisturbed):
    for shard in ("2/3", "0/3", "1/3"):
        entrepot("sweep", *READS, sweep, "-o", tmp_path / "a.h5", "-q", "--shard", shard)
    entrepot("merge", tmp_path / "a.h5", "-q")
    assert (tmp_path / "a.h5").read_bytes() == undisturbed


def test_a_killed_sweep_goes_on_and_ends_in_the_same_bytes(sweep, tmp_path, undisturbed):
    output = tmp_path / "a.h5"
    for seconds in (0.3, 0.5, 0.7):
        process = start(sweep, output)
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert not list(tmp_path.glob("*.partial"))
    entrepot("sweep", *READS, sweep, "-o", output, "-q")
    assert output.read_bytes() == undisturbed


def test_what_is_torn_or_changed_in_a_journal_is_run_again(sweep, tmp_path, undisturbed):
    output = tmp_path / "a.h5"
    entrepot("sweep", *READS, sweep, "-o", output, "-q", "--shard", "0/2")
    entrepot("sweep", *READS, sweep, "-o", output, "-q", "--shard", "1/2")
    first, second = sorted((tmp_path / "a.h5.runs").glob("*.journal"))
    torn = first.read_bytes()
    first.write_bytes(torn[: len(torn) - 100])
    changed = bytearray(second.read_bytes())
    changed[100] ^= 1
    second.write_bytes(changed)
    said, error = entrepot("merge", output, code=1)
    assert "38 of 40 runs; 2 are missing" in error
    assert "38 of 40 runs" in said
    entrepot("sweep", *READS, sweep, "-o", output, "-q")
    assert output.read_bytes() == undisturbed


@pytest.mark.limits_files
def test_a_full_disk_loses_nothing_that_was_finished(sweep, tmp_path, undisturbed):
    output = tmp_path / "a.h5"
    entrepot("sweep", *READS, sweep, "-o", output, "-q", "--shard", "0/20")
    # No file may grow over 8 blocks of 1 KiB, which some of the records fit into.
    limited = f"ulimit -f 8; exec '{BINARY}' sweep {READS[0]} '{READS[1]}' '{sweep}' -o '{output}' -q -j 1"
    done = subprocess.run(["bash", "-c", limited], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    assert not output.exists()
    error = entrepot("merge", output, code=1)[1]
    kept = int(re.search(r"(\d+) of 40 runs", error).group(1))
    assert kept > 20, "what was finished before the disk was full"
    entrepot("sweep", *READS, sweep, "-o", output, "-q")
    assert output.read_bytes() == undisturbed


def test_failed_runs_are_typed_and_counted(tmp_path):
    path = tmp_path / "sweep.yaml"
    # Each end is a good value of its own; both together are no calendar.
    path.write_text(
        f"""
scenario: {BASELINE}
replicates: 2
outputs: [leakage_rate]
set: {{calendar.end: 2022-12-31}}
design: grid
parameters:
  calendar.start: [2022-10-03, 2022-12-01]
  calendar.end: [2022-11-15, 2022-12-31]
"""
    )
    said = told("sweep", *READS, path, "-o", tmp_path / "a.h5", "-q", code=1)
    assert "6 of 8 runs; 2 failed" in said
    with h5py.File(tmp_path / "a.h5") as file:
        assert file.attrs["runs_failed"] == 2
        assert [kind.decode() for kind in file["failures/failure"]] == ["bad_scenario"] * 2
        assert "is before the start" in file["failures/message"][0].decode()
        assert list(file["failures/run"]) == [4, 5]
        assert file["runs/status"][2].tolist() == [2, 2]


def test_every_error_of_a_sweep_file_is_told_with_its_place(tmp_path):
    path = tmp_path / "sweep.yaml"
    path.write_text(
        f"""scenario: {BASELINE}
outputs: [leakage_rat]
design: {{kind: lhs}}
parameters:
  enforcement.investigators: {{uniform: [200, 100]}}
  enforcement.case_weeks: {{unifrom: [1, 2]}}
"""
    )
    said = told("sweep", *READS, path, code=2)
    assert "did you mean 'leakage_rate'" in said
    assert "sweep.yaml:5:" in said and "lowest first" in said
    assert "sweep.yaml:6:" in said and "did you mean 'uniform'" in said
    assert "'points' is missing" in said


def test_values_out_of_a_parameters_range_are_refused_before_the_first_run(tmp_path):
    path = tmp_path / "sweep.yaml"
    path.write_text(
        f"scenario: {BASELINE}\ndesign: grid\nparameters: {{enforcement.random_share: [0.5, 1.5], no.such: [1, 2]}}\n"
    )
    said = told("sweep", *READS, path, code=2)
    assert "sweep.yaml:3:" in said
    assert "1.5 is out of range" in said and "unknown key 'no'" in said


def test_a_default_that_is_not_written_can_be_scaled(tmp_path):
    path = tmp_path / "sweep.yaml"
    path.write_text(
        f"scenario: {BASELINE}\ndesign: grid\n"
        "parameters:\n"
        "  entry.entry_rate: {scales: true, values: [1, 2]}\n"
        "  entry.entry_rat: {scales: true, values: [1, 2]}\n"
        "  routing.noise: {scales: true, values: [1, -1]}\n"
    )
    said = told("sweep", *READS, path, "--plan", code=2)
    assert "entry.entry_rate:" not in said
    assert "sweep.yaml:5:20: entry.entry_rat: there is nothing to scale" in said
    assert "sweep.yaml:6:18: routing.noise" in said and "is out of range" in said


def test_a_changed_sweep_does_not_go_on_over_the_old_one(sweep, tmp_path):
    entrepot("sweep", *READS, sweep, "-o", tmp_path / "a.h5", "-q", "--shard", "0/4")
    sweep.write_text(SWEEP.replace("6000", "7000"))
    said = told("sweep", *READS, sweep, "-o", tmp_path / "a.h5", "-q", code=2)
    assert "belongs to another sweep" in said


def test_a_plan_says_how_many_runs_there_are(sweep):
    said = told("sweep", *READS, sweep, "--plan")
    assert "runs" in said and "40" in said
    assert "CPU time in total" in said


def test_a_point_says_what_it_sets(sweep):
    said = told("sweep", *READS, sweep, "--point", 0)
    assert "enforcement.end_use_checks_per_year=" in said
    assert "model.risk=" in said


CORRELATED = f"""
scenario: {BASELINE}
replicates: 2
outputs: [leakage_rate, "revenue[nvidia/bill_to]"]
set: {{calendar.end: 2023-03-31, lines.nvidia_hopper.capacity: {{2022-10-03: 8000, 2023-06-30: 9000}}}}
design: {{kind: lhs, points: 20}}
parameters:
  supply: {{path: lines.nvidia_hopper.capacity, scales: true, from: 2022-12-31, uniform: [0.5, 1.5], loadings: {{demand: 0.9}}}}
  enforcement.investigators: {{uniform: [100, 300], loadings: {{demand: -0.9}}}}
"""


def test_correlated_parameters_are_the_same_in_whole_and_in_parts(tmp_path):
    path = tmp_path / "sweep.yaml"
    path.write_text(CORRELATED)
    entrepot("sweep", *READS, path, "-o", tmp_path / "whole.h5", "-q")
    for shard in ("1/2", "0/2"):
        entrepot("sweep", *READS, path, "-o", tmp_path / "parts.h5", "-q", "--shard", shard)
    entrepot("merge", tmp_path / "parts.h5", "-q")
    assert (tmp_path / "parts.h5").read_bytes() == (tmp_path / "whole.h5").read_bytes()
    with h5py.File(tmp_path / "whole.h5") as file:
        supply, investigators = file["design/parameter_value"][:].T
        forms = [text.decode() for text in file["design/parameter_form"]]
    assert forms[0] == "uniform: [0.5, 1.5], from: 2022-12-31, loadings: {demand: 0.9}"
    assert np.corrcoef(supply, investigators)[0, 1] < -0.5


def test_rows_of_a_csv_file(tmp_path):
    (tmp_path / "rows.csv").write_text("enforcement.investigators,model.choice\n100,logit\n300,threshold\n")
    path = tmp_path / "sweep.yaml"
    path.write_text(
        f"scenario: {BASELINE}\nreplicates: 1\noutputs: [leaked_units]\nset: {{calendar.end: 2022-12-31}}\n"
        "design: {kind: file, file: rows.csv}\n"
    )
    entrepot("sweep", *READS, path, "-o", tmp_path / "a.h5", "-q")
    with h5py.File(tmp_path / "a.h5") as file:
        assert file["design/parameter_value"][:].tolist() == [[100, 0], [300, 1]]
        assert [text.decode() for text in file["design/parameter_categories"]] == ["", "logit\nthreshold"]


def test_policies_and_levers_are_crossed_with_the_design(tmp_path):
    path = tmp_path / "sweep.yaml"
    path.write_text(
        f"""
scenario: {BASELINE}
replicates: 1
outputs: [leaked_units]
set: {{calendar.end: 2022-12-31}}
policies:
  as_it_is: {{}}
  more_cases: {{set: {{enforcement.investigators: 1500}}}}
levers:
  enforcement.end_use_checks_per_year: {{loguniform: [1000, 4000], steps: 3}}
design: {{kind: lhs, points: 2}}
parameters:
  enforcement.check_detection: {{beta: {{mean: 0.3, concentration: 10}}}}
"""
    )
    entrepot("sweep", *READS, path, "-o", tmp_path / "a.h5", "-q")
    with h5py.File(tmp_path / "a.h5") as file:
        assert file.attrs["points"] == 2 * 3 * 2
        assert file["design/lever_value"][:, 0] == pytest.approx([1000, 2000, 4000])
        assert file["runs/leaked_units"].shape == (12, 1)


def test_a_sweep_is_not_mistaken_for_a_run(tmp_path, undisturbed):
    (tmp_path / "a.h5").write_bytes(undisturbed)
    assert "is the result of a sweep" in told("trace", tmp_path / "a.h5", code=2)


def test_show_says_what_varied_and_what_came_of_it(tmp_path, undisturbed):
    (tmp_path / "a.h5").write_bytes(undisturbed)
    out, _ = entrepot("show", tmp_path / "a.h5")
    assert out.startswith("A small sweep\n40 of 40 runs; 20 rows of 3 parameters (design sobol)")
    assert "enforcement.end_use_checks_per_year   loguniform: [500, 6000]" in out
    assert re.search(r"\n  all +[\d.]+ ", out)
