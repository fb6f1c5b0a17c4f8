"""Repeated commands: twice at the same time, again after the end, and after changes that change no result."""

import os
import random
import shutil
import signal
import subprocess
import time

import h5py
import pytest

from program import BASELINE, BINARY, FEW_BUYERS, READS, entrepot, needs_program, told

pytestmark = needs_program

#: Four weeks of a small market: a run takes a fraction of a second.
SCENARIO = f"""
extends: {BASELINE}
title: Four weeks
calendar: {{start: 2022-10-03, end: 2022-10-30}}
buyers:
  us_enterprises: {{count: 100}}
  europe_enterprises: {{count: 100}}
  allied_enterprises: {{count: 100}}
"""

SWEEP = """
title: A sweep to repeat
question: What changes?
scenario: weeks.yaml
replicates: 2
outputs: [leaked_units, leakage_rate]
set: {enforcement.chip_share: 0.2}
design: {kind: grid}
policies:
  as_it_is: {}
  more: {set: {licensing.base_weeks: 2 weeks}}
parameters:
  enforcement.investigators: [100, 200]
  supply: {path: lines.nvidia_hopper.capacity, scales: true, values: [0.9, 1.1]}
  model.risk: {categories: [bayesian, fading_memory]}
"""


@pytest.fixture
def sweep(tmp_path):
    (tmp_path / "weeks.yaml").write_text(SCENARIO)
    (tmp_path / "sweep.yaml").write_text(SWEEP)
    return tmp_path / "sweep.yaml"


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("undisturbed")
    (folder / "weeks.yaml").write_text(SCENARIO)
    (folder / "sweep.yaml").write_text(SWEEP)
    entrepot("sweep", *READS, folder / "sweep.yaml", "-o", folder / "a.h5", "-q")
    return (folder / "a.h5").read_bytes()


def start(*arguments):
    return subprocess.Popen([BINARY, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def end(process):
    """Exit code and standard error."""
    _, error = process.communicate(timeout=300)
    return process.returncode, error


def sweeping(sweep, *more):
    return ["sweep", *READS, sweep, "-o", sweep.parent / "a.h5", "-q", "-j", 1, *more]


# ---- at the same time ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seconds", [0, 0.02, 0.1, 0.3, 0.6])
def test_the_same_sweep_twice_at_the_same_time(sweep, undisturbed, seconds):
    first = start(*sweeping(sweep))
    time.sleep(seconds)
    second = start(*sweeping(sweep))
    assert [end(first)[0], end(second)[0]] == [0, 0]
    assert (sweep.parent / "a.h5").read_bytes() == undisturbed
    assert not (sweep.parent / "a.h5.runs").exists()
    assert not list(sweep.parent.glob("*.partial"))


def test_four_of_the_same_sweep_some_of_them_killed(sweep, undisturbed):
    draws = random.Random(1)
    processes = []
    for _ in range(4):
        processes.append(start(*sweeping(sweep)))
        time.sleep(draws.uniform(0, 0.2))
    processes[1].send_signal(signal.SIGKILL)
    processes[2].send_signal(signal.SIGINT)
    codes = [end(process)[0] for process in processes]
    assert codes[0] == codes[3] == 0, codes
    assert codes[2] in (0, 130, -signal.SIGINT), codes  # -SIGINT: before it listens
    assert (sweep.parent / "a.h5").read_bytes() == undisturbed
    entrepot(*sweeping(sweep))
    assert (sweep.parent / "a.h5").read_bytes() == undisturbed
    assert not (sweep.parent / "a.h5.runs").exists()


def test_shards_twice_at_the_same_time_and_merges_among_them(sweep, undisturbed):
    shards = [start(*sweeping(sweep, "--shard", shard)) for shard in ("0/2", "1/2", "0/2", "1/2")]
    output = sweep.parent / "a.h5"
    while any(process.poll() is None for process in shards):
        merge = start("merge", output, "-q")
        code, said = end(merge)
        assert code in (0, 1, 2), said
        assert code != 2 or "there are no runs to merge" in said, said
    assert all(end(process)[0] == 0 for process in shards)
    merges = [start("merge", output, "-q") for _ in range(3)]
    assert [end(process)[0] for process in merges] == [0, 0, 0]
    assert output.read_bytes() == undisturbed
    assert not (sweep.parent / "a.h5.runs").exists()


def test_a_merge_of_half_a_sweep_does_not_replace_the_whole(sweep, undisturbed):
    """What a process that was killed late leaves in the folder of runs has no part in a result that is complete."""
    output = sweep.parent / "a.h5"
    entrepot(*sweeping(sweep, "--shard", "0/2"))
    shutil.copytree(f"{output}.runs", sweep.parent / "kept")
    entrepot(*sweeping(sweep))
    shutil.copytree(sweep.parent / "kept", f"{output}.runs")
    assert "already complete" in told("merge", output)
    assert output.read_bytes() == undisturbed
    assert not (sweep.parent / "a.h5.runs").exists()


def test_a_locked_folder_names_the_process_that_holds_it(tmp_path):
    """A run keeps its folder of checkpoints for itself; the second says who has it."""
    saved = tmp_path / "saved"
    run = ["run", BASELINE, *FEW_BUYERS, "-q", "-n", 400, "-j", 1, "--checkpoint", saved]
    first = start(*run, "-o", tmp_path / "a.h5")
    while not (saved / "lock").exists() or not (saved / "lock").read_text().endswith("\n"):
        assert first.poll() is None
        time.sleep(0.01)
    code, said = end(start(*run, "-o", tmp_path / "b.h5"))
    first.send_signal(signal.SIGKILL)
    first.communicate()
    assert code == 2 and f"in use by process {first.pid} on " in said, said


@pytest.mark.parametrize("seconds", [0, 0.05, 0.3])
@pytest.mark.parametrize("more", [[], ["-f"]])
def test_two_runs_to_the_same_file(sweep, seconds, more):
    run = ["run", *READS, sweep.parent / "weeks.yaml", "-q", "-n", 8, "-j", 1, "-o", sweep.parent / "a.h5", *more]
    first = start(*run)
    time.sleep(seconds)
    code, said = end(start(*run))
    assert end(first)[0] == 0 or code == 0
    assert code in (0, 2), said
    assert code == 0 or "is being written by another run" in said or "already exists" in said, said
    entrepot("verify", sweep.parent / "a.h5")
    assert not list(sweep.parent.glob("*.partial"))


# ---- again after the end ---------------------------------------------------------------------------------------------


def test_a_merge_of_a_complete_sweep_succeeds(sweep, undisturbed):
    entrepot(*sweeping(sweep))
    output = sweep.parent / "a.h5"
    assert told("merge", output, "-q") == ""
    assert told("merge", output) == f"{output}: 32 of 32 runs; already complete\n"
    assert output.read_bytes() == undisturbed


def test_a_merge_of_nothing_says_what_makes_runs(tmp_path):
    said = told("merge", tmp_path / "a.h5", code=2)
    assert "there are no runs to merge" in said and "entrepot sweep" in said


def test_a_merge_does_not_replace_a_file_of_something_else(sweep):
    entrepot(*sweeping(sweep, "--shard", "0/2"))
    output = sweep.parent / "a.h5"
    output.write_text("my notes\n")
    assert "is not an HDF5 file" in told("merge", output, code=2)
    assert output.read_text() == "my notes\n"


def test_an_incomplete_merge_can_be_repeated_and_resumed(sweep, undisturbed):
    output = sweep.parent / "a.h5"
    entrepot(*sweeping(sweep, "--shard", "0/2"))
    for _ in range(2):
        assert "rerun the same command to resume" in told("merge", output, code=1)
    entrepot(*sweeping(sweep))
    assert output.read_bytes() == undisturbed


# ---- after changes ---------------------------------------------------------------------------------------------------

#: What changes no run: a file, a text in it, and what is written in its place.
SAME = {
    "a comment": ("sweep.yaml", "replicates: 2", "replicates: 2  # why two"),
    "a blank line": ("sweep.yaml", "replicates: 2", "\nreplicates: 2\n"),
    "a number": ("sweep.yaml", "[100, 200]", "[1e2, 2e2]"),
    "decimals": ("sweep.yaml", "[100, 200]", "[100.0, +200]"),
    "block style": ("sweep.yaml", "[100, 200]", "\n    values:\n      - 100\n      - 200"),
    "quotes": ("sweep.yaml", "[bayesian, fading_memory]", "['bayesian', \"fading_memory\"]"),
    "a title": ("sweep.yaml", "A sweep to repeat", "Another title"),
    "a question": ("sweep.yaml", "What changes?", "Why?"),
    "a default": ("sweep.yaml", "{categories: ", "{scales: false, categories: "),
    "a short form": ("sweep.yaml", "{kind: grid}", "grid"),
    "a source": ("sweep.yaml", "scales: true, values", "scales: true, source: a page, grade: B, values"),
    "a setting": ("sweep.yaml", "enforcement.chip_share: 0.2", "enforcement.chip_share: 20%"),
    "a unit": ("sweep.yaml", "2 weeks", "14 days"),
    "the order of outputs' keys": ("sweep.yaml", "title: A sweep to repeat\nquestion: What changes?", "question: What changes?\ntitle: A sweep to repeat"),
    "a comment of the scenario": ("weeks.yaml", "title: Four weeks", "title: Four weeks  # of autumn"),
    "the scenario's title": ("weeks.yaml", "title: Four weeks", "title: A month"),
    "a default of the scenario": ("weeks.yaml", "title: Four weeks", "title: Four weeks\nrun: {seed: 20250131, replicates: 3}"),
    "a source of the scenario": ("weeks.yaml", "us_enterprises: {count: 100}", "us_enterprises: {count: {value: 1e2, source: x, grade: C}}"),
    "the order of the scenario": ("weeks.yaml", "start: 2022-10-03, end: 2022-10-30", "end: 2022-10-30, start: '2022-10-03'"),
}  # fmt: skip

#: What changes runs, and the part that the refusal names.
OTHERS = {
    "a value": ("sweep.yaml", "[100, 200]", "[100, 201]", "the sweep file"),
    "a parameter's name": ("sweep.yaml", "supply:", "supplies:", "the sweep file"),
    "replicates": ("sweep.yaml", "replicates: 2", "replicates: 3", "the sweep file"),
    "outputs": ("sweep.yaml", "[leaked_units, leakage_rate]", "[leaked_units]", "the sweep file"),
    "a category": ("sweep.yaml", "[bayesian, fading_memory]", "[fading_memory, bayesian]", "the sweep file"),
    "a scale": ("sweep.yaml", "scales: true, values: [0.9, 1.1]", "values: [0.9, 1.1]", "the sweep file"),
    "a policy's name": ("sweep.yaml", "more:", "much_more:", "the sweep file"),
    "a setting": ("sweep.yaml", "chip_share: 0.2", "chip_share: 0.21", "the scenario"),
    "a policy": ("sweep.yaml", "2 weeks", "15 days", "the scenario"),
    "the scenario": ("weeks.yaml", "us_enterprises: {count: 100}", "us_enterprises: {count: 101}", "the scenario"),
    "the seed": ("weeks.yaml", "title: Four weeks", "title: Four weeks\nrun: {seed: 2}", "the scenario"),
}  # fmt: skip


def rewrite(sweep, name, text, by):
    path = sweep.parent / name
    before = path.read_text()
    assert before.count(text) == 1
    path.write_text(before.replace(text, by))


def runs_of(path):
    with h5py.File(path) as file:
        return {name: file["runs"][name][()].tolist() for name in file["runs"]}


@pytest.mark.parametrize("change", SAME)
def test_a_change_that_changes_no_run_resumes(sweep, change, undisturbed, tmp_path):
    entrepot(*sweeping(sweep, "--shard", "0/2"))
    rewrite(sweep, *SAME[change])
    said = entrepot("sweep", *READS, sweep, "-o", sweep.parent / "a.h5", "-j", 1)[1]
    assert "16 of 32 runs already finished" in said
    (tmp_path / "undisturbed.h5").write_bytes(undisturbed)
    assert runs_of(sweep.parent / "a.h5") == runs_of(tmp_path / "undisturbed.h5")


@pytest.mark.parametrize("change", OTHERS)
def test_a_change_that_changes_runs_is_refused_and_named(sweep, change):
    entrepot(*sweeping(sweep, "--shard", "0/2"))
    *rewritten, part = OTHERS[change]
    rewrite(sweep, *rewritten)
    said = told(*sweeping(sweep), code=2)
    assert f"belongs to another sweep: {part} changed" in said
    assert "choose another output with -o, or delete it" in said


def test_a_changed_table_of_rows_is_named(sweep):
    (sweep.parent / "rows.csv").write_text("enforcement.investigators\n100\n200\n")
    sweep.write_text("scenario: weeks.yaml\nreplicates: 1\noutputs: [leaked_units]\ndesign: {kind: file, file: rows.csv}\n")
    entrepot(*sweeping(sweep, "--shard", "0/2"))
    (sweep.parent / "rows.csv").write_text("enforcement.investigators\n1e2\n200.0\n")
    entrepot(*sweeping(sweep, "--shard", "0/2"))
    (sweep.parent / "rows.csv").write_text("enforcement.investigators\n100\n250\n")
    assert "belongs to another sweep: the table of rows changed" in told(*sweeping(sweep), code=2)


def test_another_version_of_the_program_is_named(sweep):
    entrepot(*sweeping(sweep, "--shard", "0/2"))
    with h5py.File(f"{sweep.parent}/a.h5.runs/manifest.h5", "r+") as file:
        file.attrs["commit"] = "0123456789ab"
        file.attrs["identity"] = "f" * 32
    said = told(*sweeping(sweep), code=2)
    assert "the program (" in said and "(0123456789ab) there, " in said and " here) changed" in said
    assert "scenario" not in said.split("another sweep")[1]


def test_the_merged_result_has_the_present_title(sweep, tmp_path):
    entrepot(*sweeping(sweep, "--shard", "0/2"))
    rewrite(sweep, "sweep.yaml", "A sweep to repeat", "The present title")
    entrepot(*sweeping(sweep, "--shard", "1/2"))
    entrepot("merge", tmp_path / "a.h5")
    with h5py.File(tmp_path / "a.h5") as file:
        assert file.attrs["title"] == "The present title"


def test_a_complete_result_takes_the_title_of_its_sweep_file(sweep, tmp_path, undisturbed):
    entrepot(*sweeping(sweep))
    rewrite(sweep, "sweep.yaml", "A sweep to repeat", "The present title")
    command = ["sweep", *READS, sweep, "-o", tmp_path / "a.h5"]
    assert "title and texts updated from the sweep file" in told(*command)
    assert "nothing to do" in told(*command)
    with h5py.File(tmp_path / "a.h5") as file:
        assert file.attrs["title"] == "The present title"
    rewrite(sweep, "sweep.yaml", "The present title", "A sweep to repeat")
    entrepot(*command)
    assert (tmp_path / "a.h5").read_bytes() == undisturbed, "as if it had been swept with these texts"


# ---- the content hash of a run ---------------------------------------------------------------------------------------


def hash_of(folder, name, *more):
    entrepot("run", *READS, folder / "weeks.yaml", "-q", "-n", 1, "-o", folder / name, *more)
    with h5py.File(folder / name) as file:
        return file.attrs["content_hash"], list(file["provenance/replicate_hash"].asstr())


@pytest.mark.parametrize("change", [name for name, row in SAME.items() if row[0] == "weeks.yaml"])
def test_a_spelling_does_not_change_the_content_hash(sweep, change):
    before = hash_of(sweep.parent, "a.h5")
    rewrite(sweep, *SAME[change])
    assert hash_of(sweep.parent, "b.h5") == before


def test_a_value_changes_the_content_hash_even_if_no_output_moves(sweep):
    content, replicates = hash_of(sweep.parent, "a.h5")
    other, same = hash_of(sweep.parent, "b.h5", "--set", "run.confidence=0.95")
    assert replicates == same and content != other


def test_an_edited_scenario_is_found(sweep):
    hash_of(sweep.parent, "a.h5")
    with h5py.File(sweep.parent / "a.h5", "r+") as file:
        text = file["provenance/scenario"][()].decode()
        file["provenance/scenario"][()] = text.replace("Four weeks", "Five weeks")
    assert "was changed after it was written" in told("verify", sweep.parent / "a.h5", code=1)


def test_a_checkpoint_resumes_under_another_spelling(sweep, tmp_path):
    scenario, saved, output = sweep.parent / "weeks.yaml", tmp_path / "saved", tmp_path / "a.h5"
    run = ["run", *READS, scenario, "-n", 6, "-j", 1, "-o", output, "--checkpoint", saved, "--checkpoint-every", "1w"]
    first = start(*run)
    while not list(saved.glob("replicate-*.record")):
        assert first.poll() is None
        time.sleep(0.005)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    rewrite(sweep, "weeks.yaml", "us_enterprises: {count: 100}", "us_enterprises: {count: 1e2}  # as before")
    assert "replicates finished" in entrepot(*run)[1]
    assert os.path.exists(output)
