"""What a file may name, and where results may go: nothing is read outside of a file's tree unless the user says so, nothing is
written outside of the folder that the user named."""

import os
import shutil
import subprocess

import h5py
import pytest

from faults import SMALL
from program import BASELINE, BINARY, READS, entrepot, needs_program, told

pytestmark = needs_program

SECRET = "secret: a: b\n"


@pytest.fixture
def mine(tmp_path):
    """A folder of the user's, beside one that files in it have no business in."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "private.yaml").write_text(SECRET)
    (tmp_path / "elsewhere" / "rows.csv").write_text("enforcement.case_success\n0.4\n0.5\n")
    folder = tmp_path / "mine"
    folder.mkdir()
    return folder


def sweep_of(scenario, more=""):
    return f"replicates: 1\noutputs: [leaked_units]\nset: {{calendar.end: 2022-12-31}}\nscenario: {scenario}\n{more}"


# ---- what files name ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["run", "validate", "lint", "rules"])
def test_a_scenario_extends_nothing_outside_of_its_tree(mine, command):
    (mine / "case.yaml").write_text("title: a\nextends:\n  - ../elsewhere/private.yaml\n")
    said = told(command, mine / "case.yaml", code=2)
    assert f"{mine}/case.yaml:3:5: extends: '{mine}/../elsewhere/private.yaml' is outside '{mine}'" in said
    assert "--include-dir" in said and "secret" not in said
    assert sorted(path.name for path in mine.iterdir()) == ["case.yaml"]


@pytest.fixture
def copied(mine):
    """The scenarios, in a folder that is neither the user's nor the program's."""
    return shutil.copytree(BASELINE.parent, mine.parent / "copied")


def test_a_baseline_elsewhere_is_named_to_be_read(mine, copied):
    reads = ["--include-dir", copied]
    (mine / "case.yaml").write_text(f"extends: {copied}/baseline.yaml\n")
    assert "--include-dir" in told("validate", mine / "case.yaml", code=2)
    assert "valid" in told("validate", mine / "case.yaml", *reads)
    assert "valid" in told("validate", *reads, "--include-dir", mine, mine / "case.yaml", mine / "case.yaml")
    assert "no-such" in told("validate", mine / "case.yaml", "--include-dir", mine / "no-such", code=2)


def test_shipped_scenarios_may_always_be_named(mine):
    for name in ("baseline.yaml", BASELINE):
        (mine / "case.yaml").write_text(f"extends: {name}\n")
        assert "valid" in told("validate", mine / "case.yaml")


def test_a_file_that_is_not_beside_is_found_in_the_folders_that_the_user_names(mine):
    (mine.parent / "elsewhere" / "base.yaml").write_text("extends: baseline.yaml\ntitle: Elsewhere\n")
    (mine / "case.yaml").write_text("extends: base.yaml\n")
    assert "no file" in told("validate", mine / "case.yaml", code=2)
    assert "valid" in told("validate", mine / "case.yaml", "--include-dir", mine.parent / "elsewhere")


def test_a_marker_makes_a_tree_of_a_project(mine):
    shutil.copytree(BASELINE.parent, mine.parent / "scenarios")
    (mine / "case.yaml").write_text("extends: ../scenarios/baseline.yaml\n")
    assert "is outside" in told("validate", mine / "case.yaml", code=2)
    (mine.parent / ".entrepot-tree").touch()
    assert "valid" in told("validate", mine / "case.yaml")


def test_the_working_folder_does_not_matter(mine):
    (mine / "case.yaml").write_text("extends: ../elsewhere/private.yaml\n")
    for folder, name in ((mine, "case.yaml"), (mine.parent, "mine/case.yaml"), ("/", mine / "case.yaml")):
        assert "is outside" in entrepot("validate", name, cwd=folder, code=2)[1]
        entrepot("validate", *sorted(BASELINE.parent.glob("*.yaml")), cwd=folder)
        for sweep in BASELINE.parent.glob("sweeps/*.yaml"):
            entrepot("sweep", sweep, "--point", 0, cwd=folder)


def test_a_sweep_names_nothing_outside_of_its_tree(mine):
    sweep = mine / "sweep.yaml"
    sweep.write_text(
        sweep_of("../elsewhere/private.yaml", "policies:\n  a: {}\n  b: {scenario: /etc/passwd}\n")
        + "design: {kind: file, file: ../elsewhere/rows.csv}\n"
    )
    said = told("sweep", sweep, "--plan", code=2)
    assert f"{sweep}:4:11: scenario: '{mine}/../elsewhere/private.yaml' is outside" in said
    assert f"{sweep}:7:17: policies.b.scenario: '/etc/passwd' is outside" in said
    assert f"{sweep}:8:28: design.file: '{mine}/../elsewhere/rows.csv' is outside" in said
    assert len(said.splitlines()) == 3 and "daemon" not in said


def test_nor_does_what_its_scenario_extends(mine, copied):
    """The tree is that of the file on the command line, not of each file on the way."""
    (mine / "case.yaml").write_text(f"extends: {copied}/baseline.yaml\n")
    (mine / "sweep.yaml").write_text(sweep_of("case.yaml"))
    assert "case.yaml:1:10: extends: " in told("sweep", mine / "sweep.yaml", "--plan", code=2)
    entrepot("sweep", mine / "sweep.yaml", "--include-dir", copied, "--point", 0)


def test_a_table_of_a_design_is_found_where_the_user_says(mine):
    more = "design: {kind: file, file: ../elsewhere/rows.csv}\nparameters: {enforcement.case_success: {}}\n"
    (mine / "sweep.yaml").write_text(sweep_of(BASELINE, more))
    entrepot("sweep", mine / "sweep.yaml", *READS, "--include-dir", mine.parent / "elsewhere", "--point", 1)


def test_a_calibration_names_nothing_outside_of_its_tree(mine):
    text = (BASELINE.parent / "calibration" / "nvidia-billing.yaml").read_text()
    (mine / "c.yaml").write_text(text.replace("../baseline.yaml", "../elsewhere/private.yaml"))
    said = told("calibrate", mine / "c.yaml", code=2)
    assert "scenario: " in said and "is outside" in said and "secret" not in said


def test_jobs_of_slurm_read_what_the_command_did(mine):
    (mine / "sweep.yaml").write_text(sweep_of(BASELINE))
    scripts = told("slurm", mine / "sweep.yaml", *READS, "--shards", 2, "--print")
    assert f"sweep.yaml' --include-dir '{BASELINE.parent}'" in scripts


def test_a_pipe_that_a_file_names_is_not_waited_for(mine):
    os.mkfifo(mine / "pipe.yaml")
    (mine / "case.yaml").write_text("extends: pipe.yaml\n")
    assert "not a regular file" in told("validate", mine / "case.yaml", code=2)


# ---- results that are more than one file --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    path = tmp_path_factory.mktemp("result") / "run.h5"
    entrepot("run", BASELINE, *SMALL, "-q", "-n", 2, "-o", path)
    return path


def with_link(file, victim):
    file["outputs/other"] = h5py.ExternalLink(str(victim), "/x")


def with_bytes_of(file, victim):
    file.create_dataset("outputs/other", (4,), "i1", external=[(str(victim), 0, 4)])


def with_view(file, victim):
    layout = h5py.VirtualLayout((4,), "i1")
    layout[:] = h5py.VirtualSource(str(victim), "x", (4,))
    file.create_virtual_dataset("outputs/other", layout)


@pytest.mark.parametrize("foreign", [with_link, with_bytes_of, with_view])
def test_a_result_with_parts_of_other_files_is_refused(result, tmp_path, foreign):
    copy = tmp_path / "copy.h5"
    shutil.copy(result, copy)
    with h5py.File(copy, "r+") as file:
        foreign(file, tmp_path / "victim")
    for command in (["show"], ["verify"], ["trace"], ["replay", "--replicate", "0"]):
        assert "'outputs/other' is stored in another file" in told(*command, copy, code=2).replace("'other'", "'outputs/other'")
    for command in (["figures", copy], ["export", copy, "-o", tmp_path / "tables"], ["report", copy]):
        assert "kept in another file" in told(*command, code=2)
    assert not (tmp_path / "tables").exists()


# ---- where results go ---------------------------------------------------------------------------------------------------


def test_names_in_results_stay_in_the_folder_of_an_export(result, tmp_path):
    copy = tmp_path / "copy.h5"
    shutil.copy(result, copy)
    with h5py.File(copy, "r+") as file:
        for name in ("..", "...", "..\\up", "C:x"):
            file["summary"].create_dataset(name, data=file["summary/leaked_units"][()])
            for key, value in file["summary/leaked_units"].attrs.items():
                if key not in ("DIMENSION_LIST",):
                    file["summary"][name].attrs[key] = value
    folder = tmp_path / "inner" / "tables"
    folder.parent.mkdir()
    subprocess.run([BINARY, "export", copy, "-o", folder], capture_output=True, text=True, check=False)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.h5", "inner"]
    assert [path.name for path in folder.parent.iterdir() if path.name != "tables"] == []


def test_titles_and_names_in_a_sweep_are_no_paths(tmp_path):
    sweep = tmp_path / "sweep.yaml"
    sweep.write_text(
        f"title: ../../up\nscenario: {BASELINE}\nreplicates: 1\noutputs: [leaked_units]\nset: {{calendar.end: 2022-10-30}}\n"
        "policies: {../up: {}, /abs/olute: {set: {enforcement.case_success: 0.5}}}\n"
        "levers: {../lever: {path: enforcement.investigators, values: [100, 200]}}\n"
    )
    before = sorted(tmp_path.parent.iterdir())
    entrepot("sweep", *READS, sweep, "-q", "-o", tmp_path / "x.h5")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sweep.yaml", "x.h5"]
    assert sorted(tmp_path.parent.iterdir()) == before
    scripts = told("slurm", *READS, sweep, "-o", tmp_path / "y.h5", "--shards", 2, "--print")
    assert "up" not in scripts and "lute" not in scripts


def test_results_of_a_comparison_stay_in_its_folder(tmp_path):
    for name in ("...yaml", "..yaml"):
        (tmp_path / name).write_text(f"extends: {BASELINE}\n")
    entrepot("compare", *READS, "...yaml", "..yaml", *SMALL, "-n", 1, "-q", "-o", "out", cwd=tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["...yaml", "..yaml", "out"]
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_nothing_is_written_through_a_link_in_the_way(tmp_path):
    victim = tmp_path / "victim"
    victim.write_text("dear")
    (tmp_path / "x.h5.partial").symlink_to(victim)
    said = told("run", BASELINE, *SMALL, "-q", "-n", 1, "-o", tmp_path / "x.h5", code=2)
    assert "is a symbolic link" in said and victim.read_text() == "dear"
    (tmp_path / "y.h5").symlink_to(victim)
    entrepot("run", BASELINE, *SMALL, "-q", "-f", "-n", 1, "-o", tmp_path / "y.h5")
    assert victim.read_text() == "dear" and not (tmp_path / "y.h5").is_symlink()


