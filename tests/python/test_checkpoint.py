"""`entrepot run --checkpoint`: a run that is killed, stopped or cut off goes on to the same result."""

import os
import re
import shutil
import signal
import subprocess
import time

import h5py
import pytest

from program import BASELINE, BINARY, FEW_BUYERS, ROOT, entrepot, needs_program

pytestmark = needs_program

RUN = ["run", BASELINE, *FEW_BUYERS, "--set=calendar.end=2024-06-30", "-q"]
REPLICATES = 4


def content_hash(path):
    with h5py.File(path) as file:
        return file.attrs["content_hash"]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    path = tmp_path_factory.mktemp("undisturbed") / "whole.h5"
    entrepot(*RUN, "-n", REPLICATES, "-j", 1, "-o", path)
    return path


@pytest.fixture
def saved(tmp_path):
    return tmp_path / "saved"


@pytest.fixture
def command(tmp_path, saved):
    return [*RUN, "-n", REPLICATES, "-o", tmp_path / "a.h5", "--checkpoint", saved]


def begin(command, *more):
    arguments = [BINARY, *map(str, command), *map(str, more)]
    return subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True)


def wait_for(folder, pattern, seconds=60):
    """Until the folder has such a file; its modification time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for path in folder.glob(pattern):
            return path
        time.sleep(0.002)
    raise AssertionError(f"no {pattern} in {folder}")


def kill_once_saved(command, saved, pattern, *more):
    """Begin the run, and kill it once it has saved anew."""
    before = {path: path.stat().st_mtime_ns for path in saved.glob("replicate-*")} if saved.exists() else {}
    process = begin(command, "--checkpoint-every=4w", *more)
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        now = {}
        for path in saved.glob(pattern):
            try:
                now[path] = path.stat().st_mtime_ns
            except FileNotFoundError:
                pass
        if any(before.get(path) != changed for path, changed in now.items()):
            break
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return process.returncode


def compare_outputs(a, b):
    """Every dataset that is of results, byte by byte."""
    with h5py.File(a) as one, h5py.File(b) as other:
        names = []
        for group in ("outputs", "custody", "summary"):
            one[group].visititems(lambda name, node, g=group: names.append(f"{g}/{name}") if hasattr(node, "shape") else None)
        assert len(names) > 60
        for name in names:
            values, others = one[name][...], other[name][...]
            if values.dtype == object:
                assert values.tolist() == others.tolist(), name
            else:
                assert values.tobytes() == others.tobytes(), name


def test_a_run_that_is_saved_gives_the_same_and_leaves_nothing(command, saved, tmp_path, undisturbed):
    entrepot(*command, "--checkpoint-every=1w", "-j", 2)
    assert content_hash(tmp_path / "a.h5") == content_hash(undisturbed)
    compare_outputs(tmp_path / "a.h5", undisturbed)
    assert os.listdir(tmp_path) == ["a.h5"]


def test_killed_again_and_again_on_other_numbers_of_threads_it_ends_the_same(command, saved, tmp_path, undisturbed):
    killed = 0
    for threads in (2, 1, 3, 2, 1):
        killed += kill_once_saved(command, saved, "*.state", "-j", threads) == -signal.SIGKILL
    assert killed >= 3
    assert list(saved.glob("replicate-*"))
    entrepot(*command, "-j", 2)
    assert content_hash(tmp_path / "a.h5") == content_hash(undisturbed)
    compare_outputs(tmp_path / "a.h5", undisturbed)
    assert os.listdir(tmp_path) == ["a.h5"]


@pytest.mark.parametrize("wish", [signal.SIGINT, signal.SIGTERM])
def test_a_wish_to_stop_is_met_within_a_week_and_nothing_is_lost(command, saved, tmp_path, undisturbed, wish):
    process = begin(command, "-j", 2)
    wait_for(saved, "replicate-0.record")
    asked = time.monotonic()
    process.send_signal(wish)
    error = process.communicate()[1]
    assert process.returncode == 130
    assert time.monotonic() - asked < 5
    assert re.search(rf"interrupted: \d of {REPLICATES} replicates finished, \d in progress; checkpoints are in ", error)
    assert not (tmp_path / "a.h5").exists()
    assert not list(tmp_path.rglob("*.partial"))
    finished = len(list(saved.glob("*.record")))
    under_way = len(list(saved.glob("*.state")))
    assert 1 <= finished < REPLICATES

    loud = [argument for argument in command if argument != "-q"]
    output, error = entrepot(*loud, "-j", 1)
    assert f"{finished} of {REPLICATES} replicates finished, {under_way} " in error
    assert len(re.findall(r"replicate \d resumes after \d+ of 91 weeks", error)) == under_way
    assert "Result file" in output
    assert content_hash(tmp_path / "a.h5") == content_hash(undisturbed)
    assert not saved.exists()


def test_more_replicates_can_be_asked_for_on_the_way(command, saved, tmp_path, undisturbed):
    kill_once_saved([*RUN, "-n", 1, "-o", tmp_path / "one.h5", "--checkpoint", saved], saved, "*.state")
    entrepot(*command, "-j", 2)
    assert content_hash(tmp_path / "a.h5") == content_hash(undisturbed)


def test_precision_is_judged_as_if_nothing_had_happened(tmp_path, saved):
    short = ["run", BASELINE, *FEW_BUYERS, "--set=calendar.end=2022-12-31", "-q", "--until", "leaked_units:rel=0.5", "-n", 64]
    entrepot(*short, "-o", tmp_path / "whole.h5")
    command = [*short, "-o", tmp_path / "a.h5", "--checkpoint", saved]
    kill_once_saved(command, saved, "replicate-5.record")
    entrepot(*command)
    with h5py.File(tmp_path / "whole.h5") as whole, h5py.File(tmp_path / "a.h5") as again:
        for name in ("content_hash", "ending", "replicates_planned", "replicates_finished"):
            assert whole.attrs[name] == again.attrs[name]


# ---- refused ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def left(tmp_path_factory):
    """A folder that a killed run left."""
    for _ in range(5):
        folder = tmp_path_factory.mktemp("left")
        command = [*RUN, "-n", REPLICATES, "-j", 1, "-o", folder / "a.h5", "--checkpoint", folder / "saved"]
        process = begin(command, "--checkpoint-every=4w")
        wait_for(folder / "saved", "replicate-1.state")
        process.send_signal(signal.SIGKILL)
        process.communicate()
        if {"replicate-0.record", "replicate-1.state"} <= set(os.listdir(folder / "saved")):
            return folder / "saved"
    raise AssertionError("too slow to kill a run in time")


@pytest.fixture
def copy(left, saved):
    shutil.copytree(left, saved)
    for draft in saved.glob("*.partial"):
        draft.unlink()
    return saved


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "lock"}  # says who had it last


@pytest.mark.parametrize("name", ["replicate-0.record", "replicate-1.state"])
@pytest.mark.parametrize("damage", ["cut", "turned", "empty"])
def test_a_damaged_file_is_named_and_nothing_is_touched(copy, command, tmp_path, undisturbed, name, damage):
    path = copy / name
    whole = bytearray(path.read_bytes())
    if damage == "turned":
        whole[len(whole) // 3] ^= 0x10
    path.write_bytes({"cut": whole[:-7], "turned": whole, "empty": b""}[damage])
    before = contents(copy)
    error = entrepot(*command, code=2)[1]
    assert f"{path}: is damaged: its checksum does not match" in error
    assert contents(copy) == before
    assert not (tmp_path / "a.h5").exists() and not (tmp_path / "a.h5.partial").exists()
    path.unlink()
    entrepot(*command)
    assert content_hash(tmp_path / "a.h5") == content_hash(undisturbed)


def test_every_damaged_file_is_counted(copy, command):
    for path in copy.glob("replicate-*"):
        path.write_bytes(path.read_bytes()[:-1])
    assert "replicate-0.record and 1 more: is damaged" in entrepot(*command, code=2)[1]


@pytest.mark.parametrize(
    "setting, said",
    [
        ("run.seed=7", r"belongs to a run with seed \d+; this run has seed 7"),
        ("enforcement.investigators=77", "belongs to another scenario or other overrides"),
        ("calendar.end=2024-07-31", "belongs to another scenario or other overrides"),
    ],
)
def test_another_run_does_not_go_on_from_it(copy, command, setting, said):
    before = contents(copy)
    assert re.search(said, entrepot(*command, "--set", setting, code=2)[1])
    assert contents(copy) == before


def test_two_runs_do_not_share_a_folder(command, saved, tmp_path):
    process = begin(command, "-j", 1)
    while not (saved / "lock").exists() or not (saved / "lock").read_text():  # it says who holds it once it is held
        assert process.poll() is None
        time.sleep(0.01)
    other = [argument if argument != tmp_path / "a.h5" else tmp_path / "b.h5" for argument in command]
    error = entrepot(*other, code=2)[1]
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert f"{saved}: in use by process " in error and "another run stores its checkpoints there" in error
    entrepot(*other)  # a lock dies with its process


def test_a_full_disk_ends_the_run_and_keeps_what_was_saved(command, saved, tmp_path, undisturbed):
    kill_once_saved(command, saved, "replicate-*.state", "-j", 1)
    before = contents(saved)
    words = " ".join(f"'{argument}'" for argument in command)
    limited = f"ulimit -f 400; trap '' XFSZ; exec '{BINARY}' {words} -j 1 --checkpoint-every=1w"
    done = subprocess.run(["bash", "-c", limited], capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert re.search(r"replicate-\d.state: cannot be written: File too large", done.stderr)
    assert not (tmp_path / "a.h5").exists()
    after = contents(saved)
    assert all(after[name] == whole for name, whole in before.items() if not name.endswith(".partial"))
    entrepot(*command)
    assert content_hash(tmp_path / "a.h5") == content_hash(undisturbed)


@pytest.mark.parametrize("pace", ["13", "0w", "1.5w", "soon", "-1s"])
def test_a_pace_is_a_time_or_weeks(command, saved, pace):
    error = entrepot(*command, f"--checkpoint-every={pace}", code=2)[1]
    assert f"found '{pace}'" in error
    assert not saved.exists()


def test_a_pace_needs_a_folder(tmp_path):
    assert "--checkpoint" in entrepot(*RUN, "-o", tmp_path / "a.h5", "--checkpoint-every=13w", code=2)[1]


def test_the_folder_must_be_one(tmp_path, command):
    # As of a variable that a script forgot to set: a run must not go unsaved without a word.
    assert "after '--checkpoint', is empty; expected a value" in entrepot(*RUN, "-o", tmp_path / "a.h5", "--checkpoint", "", code=2)[1]
    command[command.index("--checkpoint") + 1] = ROOT / "README.md"
    assert "not a directory and cannot be created" in entrepot(*command, code=2)[1]
