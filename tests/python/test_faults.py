"""What goes wrong around the program: disks, memory, clocks, terminals, kills. Nothing that is finished is lost, nothing half
written looks whole, and what went wrong is said. scripts/soak-faults does the same for longer."""

import errno
import os
import pathlib
import random
import shutil
import signal
import subprocess
import time

import pytest

import faults
from faults import BROKEN, FULL, Ended, checkpointed_arguments, content_of, program, reason, run_arguments, sweep_arguments, with_faults
from program import BASELINE, BINARY, ROOT, needs_program

pytestmark = needs_program


@pytest.fixture(scope="module")
def shim(tmp_path_factory):
    built = faults.build_library("shim", tmp_path_factory.mktemp("shim"))
    return built or pytest.skip("there is no C compiler")


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """A run and a sweep to which nothing happened."""
    folder = tmp_path_factory.mktemp("undisturbed")
    assert program(*run_arguments(folder / "run.h5")).code == 0
    assert program(*sweep_arguments(folder, folder / "sweep.h5")).code == 0
    return folder


def check_failed(ended: Ended, path: pathlib.Path, why: str, code: int = 1) -> None:
    """One error that names the file and the reason, no crash, no stray output."""
    assert ended.code == code, ended
    assert str(path) in ended.err and why in ended.err, ended.err
    assert len(ended.err.splitlines()) == 1, ended.err
    assert ended.out == ""


# ---- disks ------------------------------------------------------------------------------------------------------------

SHARES = [0, 0.001, 0.3, 0.6, 0.9, 0.99]


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_run_on_a_disk_that_fails_says_so_and_leaves_nothing(shim, tmp_path, undisturbed, share, number):
    size = int(share * (undisturbed / "run.h5").stat().st_size)
    ended = program(*run_arguments(tmp_path / "x.h5"), env=with_faults(shim, tmp_path, after=size, errno=number))
    check_failed(ended, tmp_path / "x.h5", reason(number))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("share", SHARES[:-1])
def test_a_sweep_on_a_full_disk_goes_on_when_there_is_room(shim, tmp_path, undisturbed, share):
    whole = (undisturbed / "sweep.h5").read_bytes()
    output = tmp_path / "x.h5"
    ended = program(*sweep_arguments(tmp_path, output), env=with_faults(shim, tmp_path, after=int(share * 1.85 * len(whole))))
    check_failed(ended, output, FULL)
    assert not output.exists()
    assert program(*sweep_arguments(tmp_path, output)).code == 0
    assert output.read_bytes() == whole
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sweep.yaml", "x.h5"]


def test_a_real_disk_that_is_full(tmp_path, undisturbed):
    with faults.small_disk("64k") as disk:
        if disk is None:
            pytest.skip("this user may not mount a file system")
        check_failed(program(*run_arguments(disk / "x.h5")), disk / "x.h5", FULL)
        assert list(disk.iterdir()) == []
        (disk / "ballast").write_bytes(b"x" * 40_000)
        check_failed(program(*sweep_arguments(tmp_path, disk / "y.h5")), disk / "y.h5", FULL)
        assert not (disk / "y.h5").exists()
        (disk / "ballast").unlink()
        subprocess.run(["mount", "-o", "remount,size=8m", disk], check=True)
        assert program(*sweep_arguments(tmp_path, disk / "y.h5")).code == 0
        assert (disk / "y.h5").read_bytes() == (undisturbed / "sweep.h5").read_bytes()


@pytest.mark.limits_files
def test_a_limit_on_the_size_of_files_is_an_error_and_no_signal(tmp_path):
    ended = program(*run_arguments(tmp_path / "x.h5"), preexec_fn=faults.limited(FSIZE=50_000))
    check_failed(ended, tmp_path / "x.h5", reason(errno.EFBIG))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("fault", [{"short": 7}, {"eintr": 1}, {"short": 1000, "eintr": 1}])
def test_short_and_interrupted_writes_change_nothing(shim, tmp_path, undisturbed, fault):
    env = with_faults(shim, tmp_path, **fault)
    assert program(*run_arguments(tmp_path / "x.h5"), env=env).code == 0
    assert content_of(tmp_path / "x.h5") == content_of(undisturbed / "run.h5")
    assert program(*sweep_arguments(tmp_path, tmp_path / "y.h5"), env=env).code == 0
    assert (tmp_path / "y.h5").read_bytes() == (undisturbed / "sweep.h5").read_bytes()


@pytest.mark.parametrize("fault", ["sync", "rename"])
def test_what_cannot_be_flushed_or_named_is_no_result(shim, tmp_path, undisturbed, fault):
    env = with_faults(shim, tmp_path, **{fault: errno.EIO})
    check_failed(program(*run_arguments(tmp_path / "x.h5"), env=env), tmp_path / "x.h5", BROKEN)
    assert list(tmp_path.iterdir()) == []
    check_failed(program(*sweep_arguments(tmp_path, tmp_path / "y.h5"), env=env), tmp_path / "y.h5", BROKEN)
    assert not (tmp_path / "y.h5").exists()
    assert program(*sweep_arguments(tmp_path, tmp_path / "y.h5")).code == 0
    assert (tmp_path / "y.h5").read_bytes() == (undisturbed / "sweep.h5").read_bytes()


@pytest.mark.parametrize("number", [errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP])
def test_a_file_system_without_locks_is_used_without(shim, tmp_path, undisturbed, number):
    """As Lustre and NFS may be mounted."""
    env = with_faults(shim, tmp_path, lock=number)
    assert program(*checkpointed_arguments(tmp_path, "x.h5"), env=env) == Ended(0, "", "")
    assert content_of(tmp_path / "x.h5") == content_of(undisturbed / "run.h5")
    assert program("show", tmp_path / "x.h5", env=env).code == 0
    assert program(*sweep_arguments(tmp_path, tmp_path / "y.h5"), env=env) == Ended(0, "", "")
    assert (tmp_path / "y.h5").read_bytes() == (undisturbed / "sweep.h5").read_bytes()
    assert program("analyse", tmp_path / "y.h5", env=env).code == 0


@pytest.mark.parametrize("file", ["run.h5", "sweep.h5"])
def test_python_says_what_to_do_without_locks(shim, tmp_path, undisturbed, file):
    env = {**os.environ, "PYTHONPATH": str(ROOT / "analysis"), **with_faults(shim, undisturbed, lock=errno.ENOLCK)}
    export = ["export", undisturbed / file, "-o", tmp_path / "tables", "--groups", "provenance"]

    def python(**more: str) -> subprocess.CompletedProcess:
        return subprocess.run([BINARY, *export], env={**env, **more}, capture_output=True, text=True, check=False)

    done = python()
    assert done.returncode != 0 and "HDF5_USE_FILE_LOCKING=FALSE" in done.stderr
    done = python(HDF5_USE_FILE_LOCKING="FALSE")
    assert done.returncode == 0, done.stderr


def test_a_disk_with_room_again_takes_what_follows(shim, tmp_path, undisturbed):
    """Half a record is cut off again, so that those after it stand where they belong."""
    sweep = sweep_arguments(tmp_path, tmp_path / "x.h5")
    manifest = (undisturbed / "sweep.h5").stat().st_size
    for after in range(manifest // 2, manifest * 2, manifest // 5):
        program(*sweep, env=with_faults(shim, tmp_path, after=after, again=1))
    assert program(*sweep).code == 0
    assert (tmp_path / "x.h5").read_bytes() == (undisturbed / "sweep.h5").read_bytes()


def test_an_old_result_outlives_a_new_one_that_fails(shim, tmp_path, undisturbed):
    shutil.copy(undisturbed / "run.h5", tmp_path / "x.h5")
    ended = program(*run_arguments(tmp_path / "x.h5", "--force"), env=with_faults(shim, tmp_path, after=50_000))
    check_failed(ended, tmp_path / "x.h5", FULL)
    assert (tmp_path / "x.h5").read_bytes() == (undisturbed / "run.h5").read_bytes()


@pytest.fixture
def closed(tmp_path):
    """A folder in which nothing can be written, by root either."""
    folder = tmp_path / "closed"
    folder.mkdir()
    if os.geteuid() != 0:
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o755)
        return
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "ro,size=64k", "none", folder], capture_output=True).returncode:
        pytest.skip("root writes everywhere, and may not mount a file system here")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def test_a_folder_that_cannot_be_written_to(tmp_path, closed):
    why = reason(errno.EROFS if os.geteuid() == 0 else errno.EACCES)
    check_failed(program(*run_arguments(closed / "x.h5")), closed / "x.h5", why, code=2)
    check_failed(program(*sweep_arguments(tmp_path, closed / "x.h5")), closed / "x.h5", why, code=2)
    assert list(closed.iterdir()) == []


# ---- kills ------------------------------------------------------------------------------------------------------------


def test_a_run_killed_in_any_write_leaves_nothing_that_looks_whole(shim, tmp_path, undisturbed):
    size = (undisturbed / "run.h5").stat().st_size
    for at in random.Random(1).sample(range(size), 12):
        ended = program(*run_arguments(tmp_path / "x.h5"), env=with_faults(shim, tmp_path, kill=at))
        assert ended.code == -signal.SIGKILL
        faults.check_leftovers(tmp_path)
    assert program(*run_arguments(tmp_path / "x.h5")).code == 0, "what was left is in nobody's way"
    assert content_of(tmp_path / "x.h5") == content_of(undisturbed / "run.h5")
    assert [path.name for path in tmp_path.iterdir()] == ["x.h5"]


def test_a_sweep_killed_in_any_write_goes_on_to_the_same_bytes(shim, tmp_path, undisturbed):
    output, whole = tmp_path / "x.h5", (undisturbed / "sweep.h5").read_bytes()
    kills = 0
    for at in sorted(random.Random(2).sample(range(3 * len(whole) // 2), 12)):  # where a kill still meets a write
        kills += program(*sweep_arguments(tmp_path, output), env=with_faults(shim, tmp_path, kill=at)).code == -signal.SIGKILL
        assert not output.exists() or output.read_bytes() == whole
    assert kills >= 6
    assert program(*sweep_arguments(tmp_path, output)).code == 0
    assert output.read_bytes() == whole
    assert not pathlib.Path(f"{output}.runs").exists()


def test_a_kill_while_runs_are_taken_away_endangers_no_result(tmp_path, undisturbed):
    """Once the file is there the manifest goes first: what is left cannot be merged over it, and goes at the next chance."""
    output, runs = tmp_path / "x.h5", tmp_path / "x.h5.runs"
    assert program(*sweep_arguments(tmp_path, output, "--shard", "0/1000000")).code == 0
    shutil.copytree(runs, tmp_path / "kept")
    assert program(*sweep_arguments(tmp_path, output)).code == 0
    shutil.copytree(tmp_path / "kept", runs, dirs_exist_ok=True)
    (runs / "manifest.h5").unlink()
    whole = (undisturbed / "sweep.h5").read_bytes()
    assert program("merge", output).code == 0 and output.read_bytes() == whole, "it is complete already"
    assert program(*sweep_arguments(tmp_path, output)).code == 0
    assert output.read_bytes() == whole and not runs.exists()


def test_a_terminal_that_goes_away_leaves_what_is_finished(tmp_path):
    output = tmp_path / "x.h5"
    process = faults.start(
        *["run", BASELINE, *faults.SMALL, "-q", "-n", 100_000, "-o", output],
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),  # the tests themselves may be under nohup
    )
    while not (tmp_path / "x.h5.partial").exists():
        time.sleep(0.05)
    time.sleep(1)
    process.send_signal(signal.SIGHUP)
    try:
        _, err = process.communicate(timeout=120)
    finally:
        process.kill()
    assert process.returncode == 130 and "of 100000 replicates" in err
    content_of(output)


# ---- memory -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def room_to_start():
    """MiB of addresses that the libraries take, some 40; with less the system's loader has an error of its own."""
    return next(m for m in range(16, 1000) if program("--version", preexec_fn=faults.limited(AS=m << 20)).code == 0)


@pytest.mark.parametrize("more", [0, 1, 2, 4, 6, 8, 10, 12, 14, 16, 20, 40, 160])
def test_too_little_memory_is_an_error(tmp_path, undisturbed, room_to_start, more):
    for output, arguments in {
        tmp_path / "x.h5": run_arguments(tmp_path / "x.h5"),
        tmp_path / "y.h5": sweep_arguments(tmp_path, tmp_path / "y.h5"),
    }.items():
        # One thread: TBB waits for seconds for the threads that it cannot have.
        arguments = [1 if word == 2 else word for word in arguments]
        ended = program(*arguments, preexec_fn=faults.limited(AS=(room_to_start + more) << 20))
        assert ended.code in (0, 1), ended
        assert (ended.code == 0) == (ended.err == ""), ended
        assert ended.code == 0 or "memory" in ended.err, ended
        if ended.code == 0 and output.name == "x.h5":
            assert content_of(output) == content_of(undisturbed / "run.h5")
    assert program(*sweep_arguments(tmp_path, tmp_path / "y.h5")).code == 0
    assert (tmp_path / "y.h5").read_bytes() == (undisturbed / "sweep.h5").read_bytes()


def test_a_run_that_is_short_of_memory_keeps_what_it_finished(tmp_path, undisturbed, room_to_start):
    """With room for one replicate at a time and two threads, those that found none are counted as failed. One replicate
    and the writing of its record need less than 30 MiB."""
    ended = program(*run_arguments(tmp_path / "x.h5"), preexec_fn=faults.limited(AS=(room_to_start + 32) << 20))
    if ended.code == 0:
        assert content_of(tmp_path / "x.h5") == content_of(undisturbed / "run.h5")
    else:
        assert ended.code == 1 and "failed: not enough memory" in ended.err, ended
        assert not (tmp_path / "x.h5").exists() or program("verify", tmp_path / "x.h5").code == 0


# ---- clocks and languages ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("clock", ["jumps", "stands"])
def test_the_clock_does_not_matter(shim, tmp_path, undisturbed, clock):
    env = with_faults(shim, clock=clock)
    assert program(*run_arguments(tmp_path / "x.h5"), env=env).code == 0
    assert content_of(tmp_path / "x.h5") == content_of(undisturbed / "run.h5")
    output = tmp_path / "y.h5"
    assert program(*sweep_arguments(tmp_path, output, "--shard", "0/2"), env=env).code == 0
    assert program(*sweep_arguments(tmp_path, output), env=env).code == 0
    assert output.read_bytes() == (undisturbed / "sweep.h5").read_bytes()


@pytest.fixture(scope="module")
def german(tmp_path_factory):
    """An environment with a comma in its numbers, and letters that are not UTF-8."""
    folder = tmp_path_factory.mktemp("locales")
    localedef = shutil.which("localedef")
    made = localedef and subprocess.run([localedef, "-i", "de_DE", "-f", "ISO-8859-1", folder / "de_DE"], capture_output=True)
    if not made or not (folder / "de_DE").exists():
        pytest.skip("there are no sources of locales to make a German one of")
    return {"LOCPATH": str(folder), "LC_ALL": "de_DE"}


def check_locale(tmp_path, undisturbed, env):
    assert program(*run_arguments(tmp_path / "x.h5"), env=env).code == 0
    assert content_of(tmp_path / "x.h5") == content_of(undisturbed / "run.h5")
    assert program(*sweep_arguments(tmp_path, tmp_path / "y.h5"), env=env).code == 0
    assert (tmp_path / "y.h5").read_bytes() == (undisturbed / "sweep.h5").read_bytes()
    told = program("show", tmp_path / "x.h5", env=env)
    assert told == program("show", tmp_path / "x.h5")


@pytest.mark.parametrize("locale", ["xx", "C"])
def test_the_locale_does_not_matter(tmp_path, undisturbed, locale):
    check_locale(tmp_path, undisturbed, {"LC_ALL": locale, "LANG": locale})


def test_a_decimal_comma_does_not_matter(tmp_path, undisturbed, german):
    check_locale(tmp_path, undisturbed, german)
    export = [BINARY, "export", undisturbed / "run.h5", "-o"]
    python = {**os.environ, "MPLBACKEND": "Agg"}
    subprocess.run([*export, tmp_path / "plain"], env=python, check=True, capture_output=True)
    subprocess.run([*export, tmp_path / "odd"], env={**python, **german}, check=True, capture_output=True)
    for table in (tmp_path / "plain").glob("*.csv"):
        assert (tmp_path / "odd" / table.name).read_bytes() == table.read_bytes()
    ended = program("report", undisturbed / "run.h5", "-o", tmp_path / "page.html", env=german)
    assert ended.code == 0 and "</html>" in (tmp_path / "page.html").read_text(encoding="utf-8"), ended


# ---- standard streams -------------------------------------------------------------------------------------------------


def with_closed(*streams: int):
    def close() -> None:
        for stream in streams:
            os.close(stream)

    return close


@pytest.mark.parametrize("command", [["show"], ["show", "--help"], ["trace"], ["validate"], ["schema"]])
def test_a_full_standard_output_is_an_error(undisturbed, command):
    files = {"show": [undisturbed / "run.h5"], "trace": [undisturbed / "run.h5"], "validate": [BASELINE], "schema": []}
    with open("/dev/full", "w") as full:
        ended = program(*command, *files[command[0]], stdout=full)
    assert ended.code == 1 and ended.err == f"entrepot: error: standard output: cannot be written: {FULL}\n", ended


def test_a_result_outlives_a_standard_output_that_is_full(tmp_path, undisturbed):
    loud = [word for word in run_arguments(tmp_path / "x.h5") if word != "-q"]
    with open("/dev/full", "w") as full:
        ended = program(*loud, stdout=full)
    assert ended.code == 1 and f"standard output: cannot be written: {FULL}" in ended.err
    assert content_of(tmp_path / "x.h5") == content_of(undisturbed / "run.h5")


@pytest.mark.parametrize("streams", [(0,), (1,), (2,), (1, 2), (0, 1, 2)])
def test_what_is_printed_never_ends_in_a_result(tmp_path, undisturbed, streams):
    """The first file that is opened would take the number of a stream that is closed."""
    loud = [word for word in run_arguments(tmp_path / "x.h5") if word != "-q"]
    ended = program(*loud, preexec_fn=with_closed(*streams))
    assert ended.code == (1 if 1 in streams else 0), ended
    if 1 in streams and 2 not in streams:
        assert f"standard output: cannot be written: {reason(errno.EBADF)}" in ended.err
    assert content_of(tmp_path / "x.h5") == content_of(undisturbed / "run.h5")
    assert program("verify", tmp_path / "x.h5").code == 0


def test_messages_that_go_nowhere_end_nothing(tmp_path, undisturbed):
    loud = [word for word in run_arguments(tmp_path / "x.h5") if word != "-q"]
    with open("/dev/full", "w") as full:
        assert program(*loud, stderr=full).code == 0
        assert program("show", tmp_path / "none.h5", stderr=full).code == 2
        assert program("run", tmp_path / "none.yaml", stderr=full).code == 2
    assert content_of(tmp_path / "x.h5") == content_of(undisturbed / "run.h5")


def test_python_commands_on_a_full_standard_output(undisturbed):
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [BINARY, "headlines", undisturbed / "run.h5"], stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode != 0 and FULL in done.stderr and "Traceback" not in done.stderr, done.stderr


# ---- names of outputs -------------------------------------------------------------------------------------------------


def outputs(tmp_path, undisturbed):
    """Every command that writes a file, without the file's name."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    return {
        "run": run_arguments(pathlib.Path())[:-1],
        "sweep": sweep_arguments(scratch, pathlib.Path())[:-1],
        "replay": ["replay", undisturbed / "run.h5", "--replicate", 0, "-o"],
        "report": ["report", undisturbed / "run.h5", "-o"],
    }


@pytest.mark.parametrize("command", ["run", "sweep", "replay", "report"])
def test_an_output_that_is_a_folder_or_in_none(tmp_path, undisturbed, command):
    words = outputs(tmp_path, undisturbed)[command]
    folder = tmp_path / "folder.h5"
    folder.mkdir()
    (folder / "kept").write_text("kept")
    ended = program(*words, folder)
    assert ended.code == 2 and str(folder) in ended.err and "a directory" in ended.err, ended
    assert (folder / "kept").read_text() == "kept"
    missing = tmp_path / "missing" / "x.h5"
    ended = program(*words, missing)
    assert ended.code == 2 and str(missing.parent) in ended.err and "Traceback" not in ended.err, ended
    assert not missing.parent.exists()
    file = tmp_path / "file"
    file.write_text("")
    ended = program(*words, file / "x.h5")
    assert ended.code == 2 and str(file) in ended.err and "Traceback" not in ended.err, ended


@pytest.mark.parametrize("folder", ["/nonexistent", "", None])
def test_no_folder_for_temporary_files_is_needed(tmp_path, undisturbed, folder):
    env = {name: value for name, value in os.environ.items() if name not in ("TMPDIR", "TEMP", "TMP")}
    if folder is not None:
        env["TMPDIR"] = folder
    for words in (run_arguments(tmp_path / "x.h5"), sweep_arguments(tmp_path, tmp_path / "y.h5")):
        done = subprocess.run([BINARY, *map(str, words)], env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    assert content_of(tmp_path / "x.h5") == content_of(undisturbed / "run.h5")
