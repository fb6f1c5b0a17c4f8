"""Work shared over the ranks of an MPI job: every piece once, nobody idle, and no rank's death goes unnoticed."""

import os
import pathlib
import re
import shutil
import signal
import subprocess
import time

import pytest

from program import BASELINE, BINARY, READS, needs_program
from test_sweep import sweep, undisturbed  # noqa: F401: fixtures

MPIRUN = shutil.which("mpirun")
DRIVER = BINARY and pathlib.Path(BINARY).parent / "tests" / "mpi_driver"

HEADER_BYTES = 64  #: of a journal

pytestmark = [needs_program, pytest.mark.skipif(not MPIRUN, reason="mpirun (Debian: openmpi-bin) is not installed")]

#: Shared memory, which a rank reaches by itself; TCP, where the owner of the memory must answer.
NETWORKS = {"shared memory": [], "tcp": ["--mca", "btl", "tcp,self", "--mca", "pml", "ob1", "--mca", "osc", "pt2pt"]}


def mpirun(ranks, *command, network=()):
    return [MPIRUN, "--allow-run-as-root", "--oversubscribe", *network, "-n", str(ranks), *map(str, command)]


def hand_out(tmp_path, ranks, *, pieces=1000, threads=2, microseconds=500, slow=0, factor=1, network=()):
    """The numbers that each rank got."""
    command = mpirun(ranks, DRIVER, pieces, threads, microseconds, slow, factor, tmp_path, network=network)
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return [[int(line) for line in (tmp_path / f"rank-{rank}").read_text().split()] for rank in range(ranks)]


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("ranks", [2, 3, 4])
def test_every_piece_is_handed_out_once(tmp_path, ranks, network):
    got = hand_out(tmp_path, ranks, network=NETWORKS[network])
    assert sorted(sum(got, [])) == list(range(1000))


def test_fewer_pieces_than_ranks(tmp_path):
    got = hand_out(tmp_path, 4, pieces=3)
    assert sorted(sum(got, [])) == [0, 1, 2]


def test_no_pieces(tmp_path):
    assert sum(hand_out(tmp_path, 2, pieces=0), []) == []


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("slow", [0, 1])
def test_others_take_over_from_a_slow_rank(tmp_path, slow, network):
    got = hand_out(tmp_path, 3, microseconds=2000, slow=slow, factor=10, network=NETWORKS[network])
    assert sorted(sum(got, [])) == list(range(1000))
    # A third each at first; one that takes ten times as long can do 1/21.
    assert len(got[slow]) < 250  # on a busy machine all are slow
    assert all(len(numbers) > 333 for rank, numbers in enumerate(got) if rank != slow)


@pytest.mark.parametrize("victim", [0, 1])
def test_the_death_of_any_rank_ends_the_job(tmp_path, victim):
    job = subprocess.Popen(mpirun(3, DRIVER, 100000, 1, 100000, 0, 1, tmp_path), stderr=subprocess.DEVNULL)
    try:
        os.kill(rank_of(job, victim, of=3), signal.SIGKILL)
        begin = time.monotonic()
        assert job.wait(timeout=30) != 0
        assert time.monotonic() - begin < 15
    finally:
        job.kill()


def rank_of(job, rank, of):
    """The process of a rank, once all are there and at work."""
    for _ in range(200):
        found = {}
        for folder in pathlib.Path("/proc").iterdir():
            if not folder.name.isdigit() or parent_of(folder) != job.pid:
                continue
            number = re.search(rb"OMPI_COMM_WORLD_RANK=(\d+)", (folder / "environ").read_bytes())
            if number:
                found[int(number.group(1))] = int(folder.name)
        if len(found) == of:
            time.sleep(1)
            return found[rank]
        time.sleep(0.05)
    raise AssertionError(f"{found}: not all ranks came up")


def parent_of(folder):
    try:
        return int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return None


@pytest.mark.parametrize("launcher", [{"OMPI_COMM_WORLD_SIZE": "4"}, {"PMI_SIZE": "4"}, {"PMIX_RANK": "3"},
                                      {"SLURM_STEP_NUM_TASKS": "4"}])  # fmt: skip
def test_copies_that_cannot_see_each_other_refuse_to_run(launcher):
    done = subprocess.run([DRIVER, "10", "1", "0"], env=os.environ | launcher, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "4 copies of the program were started together" in done.stderr


# ---- the program ---------------------------------------------------------------------------------------------------


def sweep_over(ranks, sweep, output, *more, network=()):
    command = mpirun(ranks, BINARY, "sweep", *READS, sweep, "-o", output, "-j", 1, *more, network=network)
    return subprocess.run(command, capture_output=True, text=True, timeout=300)


@pytest.mark.parametrize("network", NETWORKS)
def test_ranks_do_not_change_a_byte(sweep, tmp_path, undisturbed, network):
    done = sweep_over(3, sweep, tmp_path / "a.h5", network=NETWORKS[network])
    assert done.returncode == 0, done.stderr
    assert "40 runs" in done.stdout and "on 3 threads" in done.stdout
    assert (tmp_path / "a.h5").read_bytes() == undisturbed
    assert not (tmp_path / "a.h5.runs").exists()


def test_with_one_killed_rank_the_finished_runs_are_kept(sweep, tmp_path, undisturbed):
    job = subprocess.Popen(mpirun(2, BINARY, "sweep", *READS, sweep, "-o", tmp_path / "a.h5", "-j", 1, "-q"),
                           stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        rank = rank_of(job, 0, of=2)
        # Of a rank that has finished none, on a busy machine, nothing could be kept.
        while not any(path.stat().st_size > HEADER_BYTES for path in (tmp_path / "a.h5.runs").glob("*.journal")):
            time.sleep(0.05)
        os.kill(rank, signal.SIGKILL)
        assert job.wait(timeout=30) != 0
    finally:
        job.kill()
    assert not (tmp_path / "a.h5").exists()
    done = sweep_over(2, sweep, tmp_path / "a.h5")
    assert done.returncode == 0, done.stderr
    assert "of 40 runs already finished" in done.stderr
    assert (tmp_path / "a.h5").read_bytes() == undisturbed


def test_a_bad_sweep_is_told_once_and_ends_all_ranks(tmp_path):
    (tmp_path / "sweep.yaml").write_text("scenario: nowhere.yaml\nreplicates: 1\n")
    done = sweep_over(3, tmp_path / "sweep.yaml", tmp_path / "a.h5")
    assert done.returncode == 2
    assert done.stderr.count("no such file") == 1


def test_failed_runs_end_the_job_with_1_after_all_others(tmp_path, sweep):
    # Each end is a good value of its own; both together are no calendar.
    sweep.write_text(
        f"scenario: {BASELINE}\nreplicates: 1\noutputs: [leaked_units]\nset: {{calendar.end: 2022-12-31}}\n"
        "design: grid\nparameters:\n  calendar.start: [2022-10-03, 2022-12-01]\n  calendar.end: [2022-11-15, 2022-12-31]\n"
    )
    done = sweep_over(2, sweep, tmp_path / "a.h5")
    assert done.returncode == 1
    assert "3 of 4 runs; 1 failed" in done.stderr


def test_nothing_is_left_to_do(sweep, tmp_path, undisturbed):
    (tmp_path / "a.h5").write_bytes(undisturbed)
    done = sweep_over(2, sweep, tmp_path / "a.h5")
    assert done.returncode == 0
    assert done.stdout.count("nothing to do") == 1
