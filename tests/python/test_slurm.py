"""`entrepot slurm` on a real Slurm of two nodes: shards, their merge, and what is lost on the way."""

import os
import re
import signal
import subprocess

import pytest

from program import BINARY, READS, entrepot, needs_program
from slurm import processes, slurm  # noqa: F401: a fixture
from test_sweep import SWEEP, undisturbed  # noqa: F401: a fixture

pytestmark = needs_program


@pytest.fixture
def sweep(tmp_path):
    # Blanks and quotes, as users have them.
    folder = tmp_path / "a user's folder"
    folder.mkdir()
    (folder / "sweep.yaml").write_text(SWEEP)
    return folder / "sweep.yaml"


def submit(slurm, sweep, *more):  # noqa: F811
    """Numbers of the array and of the merge."""
    said = slurm.run(BINARY, "slurm", *READS, sweep, "-o", sweep.parent / "a.h5", *more)
    array, merge = re.findall(r"^job (\d+):", said, re.MULTILINE)
    return int(array), int(merge)


def shards_running():
    return [p for p in processes() if p.is_of_a_job() and p.name == "entrepot"]


def test_shards_and_their_merge_end_in_the_same_bytes(slurm, sweep, undisturbed):  # noqa: F811
    array, merge = submit(slurm, sweep, "--shards", 4)
    assert set(slurm.wait_for_end(array).values()) == {"COMPLETED"}
    assert set(slurm.wait_for_end(merge).values()) == {"COMPLETED"}
    assert (sweep.parent / "a.h5").read_bytes() == undisturbed


def test_a_killed_shard_is_missing_until_it_is_submitted_again(slurm, sweep, undisturbed):  # noqa: F811
    array, merge = submit(slurm, sweep, "--shards", 2)
    for process in slurm.wait("shards that run", shards_running):
        os.kill(process.number, signal.SIGKILL)
        break
    states = slurm.wait_for_end(array)
    assert "FAILED" in states.values()
    assert set(slurm.wait_for_end(merge).values()) == {"FAILED"}, "the merge says that runs are missing"
    assert (sweep.parent / "a.h5").exists()
    array, merge = submit(slurm, sweep, "--shards", 3)
    slurm.wait_for_end(array)
    assert set(slurm.wait_for_end(merge).values()) == {"COMPLETED"}
    assert (sweep.parent / "a.h5").read_bytes() == undisturbed


def test_a_lost_node_loses_no_finished_run(slurm, sweep, undisturbed):  # noqa: F811
    array, merge = submit(slurm, sweep, "--shards", 2)
    slurm.wait("shards that run", shards_running)
    slurm.lose_node("n1")
    slurm.run("scontrol", "update", "NodeName=n1", "State=DOWN", "Reason=lost")
    # Slurm puts what ran there back into the queue; the other node takes it.
    slurm.wait_for_end(array, seconds=180)
    slurm.wait_for_end(merge, seconds=180)
    slurm.bring_back("n1")
    if (sweep.parent / "a.h5.runs").exists():
        done = subprocess.run([BINARY, "sweep", *READS, sweep, "-o", sweep.parent / "a.h5", "-q"], check=False)
        assert done.returncode == 0
    assert (sweep.parent / "a.h5").read_bytes() == undisturbed


def test_a_comment_arrives_as_it_was_given(slurm, sweep):  # noqa: F811
    comment = "two words, #3 of \"5\" at 100% in $HOME, it's a\\b größer"
    array, merge = submit(slurm, sweep, "--shards", 2, f"--sbatch=--comment={comment}", "--sbatch=--begin now+1hour", "--sbatch=-J a name")
    for job in (array, merge):
        said = slurm.run("scontrol", "--oneliner", "show", "job", job)
        assert f"Comment={comment} " in said, said
        assert "JobName=a name " in said, said
    slurm.run("scancel", array, merge)
