"""Exit codes of every command for files and places that it cannot use: 2, as docs/reference/exit-codes.md says."""

import os
import pathlib
import shutil
import subprocess

import pytest

from program import BASELINE, BINARY, FEW_BUYERS, READS, entrepot, needs_program

pytestmark = needs_program

#: Commands that read result files, with what they need besides.
OF_RESULTS = {
    "analyse": [], "decide": ["--minimise", "leaked_units"], "discover": ["--where", "leaked_units>1"], "threshold": ["--target", "leaked_units<1"],
    "report": [], "compare": [], "displacement": [], "trace": [], "replay": ["--replicate", 0], "verify": [], "diverge": [],
    "show": [], "merge": [],
}  # fmt: skip
#: Those that read scenario, sweep or calibration files.
OF_TEXTS = {
    "run": ["-n", 1], "sweep": [], "calibrate": [], "slurm": ["--shards", 2, "--print"], "credit": [], "rules": [], "lint": [],
    "validate": [], "diverge": [], "compare": ["-n", 1],
}  # fmt: skip
#: Those that take two files.
OF_TWO = {"compare", "displacement", "credit", "diverge"}

KINDS = {"run": "run.h5", "sweep": "sweep.h5", "calibration": "calibration.h5"}
#: The kinds of result that a command reads.
READ_KINDS = {
    "analyse": {"sweep"}, "decide": {"sweep"}, "discover": {"sweep"}, "threshold": {"sweep"}, "merge": {"sweep"},
    "report": set(KINDS), "show": set(KINDS), "compare": {"run"}, "displacement": {"run"}, "trace": {"run"},
    "replay": {"run"}, "verify": {"run"}, "diverge": {"run"},
}  # fmt: skip

SCENARIO = f"extends: {BASELINE}\ntitle: Four weeks\ncalendar: {{start: 2022-10-03, end: 2022-10-30}}\n" + (
    "buyers: {us_enterprises: {count: 100}, europe_enterprises: {count: 100}, allied_enterprises: {count: 100}}\n"
)
SWEEP = (
    "scenario: weeks.yaml\nreplicates: 1\noutputs: [leaked_units]\ndesign: {kind: grid}\n"
    "parameters: {enforcement.investigators: [100, 200]}\n"
)
CALIBRATION = """
scenario: weeks.yaml
replicates: 1
parameters: {enforcement.investigators: {uniform: [50, 300]}}
targets: {sold: {of: [leaked_units], observed: 10, error: 5}}
method: {population: 10, generations: 1, most_candidates: 40, ensemble: 4}
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Results of every kind, and files that are none."""
    folder = tmp_path_factory.mktemp("files")
    (folder / "weeks.yaml").write_text(SCENARIO)
    (folder / "sweep.yaml").write_text(SWEEP)
    (folder / "calibration.yaml").write_text(CALIBRATION)
    entrepot("run", *READS, folder / "weeks.yaml", "-n", 2, "-q", "-o", folder / "run.h5")
    entrepot("sweep", *READS, folder / "sweep.yaml", "-q", "-o", folder / "sweep.h5")
    done = subprocess.run([BINARY, "calibrate", *READS, folder / "calibration.yaml", "-q", "-o", folder / "calibration.h5"],
                          capture_output=True, text=True)  # fmt: skip
    assert done.returncode == 0, done.stderr
    whole = (folder / "run.h5").read_bytes()
    (folder / "text.h5").write_text("hello\n")
    (folder / "empty.h5").write_bytes(b"")
    (folder / "truncated.h5").write_bytes(whole[: len(whole) // 2])
    (folder / "signature.h5").write_bytes(whole[:8])
    (folder / "flipped.h5").write_bytes(whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:])
    (folder / "no_seal.h5").write_bytes(whole[:-32] + bytes(32))
    (folder / "cut_seal.h5").write_bytes(whole[:-5])
    (folder / "longer.h5").write_bytes(whole + b"\n")
    (folder / "noise.h5").write_bytes(whole[:512] + os.urandom(4096))
    (folder / "folder.h5").mkdir()
    (folder / "text.yaml").write_text("hello\n")
    (folder / "empty.yaml").write_text("")
    (folder / "list.yaml").write_text("[1, 2]\n")
    (folder / "broken.yaml").write_text("a: [1\n")
    (folder / "latin.yaml").write_bytes(b"title: gr\xf6\xdfer\n")
    (folder / "folder.yaml").mkdir()
    for name in ("secret.h5", "secret.yaml"):
        shutil.copy(folder / ("run.h5" if name.endswith("h5") else "weeks.yaml"), folder / name)
        (folder / name).chmod(0)
    return folder


def unprivileged():
    """Root may read everything; the user nobody may not."""
    if os.geteuid() == 0:
        os.setgid(65534)
        os.setuid(65534)


def ended(*arguments, cwd, as_nobody=False):
    return subprocess.run([BINARY, *map(str, arguments)], cwd=cwd, capture_output=True, text=True, timeout=120,
                          preexec_fn=unprivileged if as_nobody else None)  # fmt: skip


def check_refusal(done, file):
    assert done.returncode == 2, (done.returncode, done.stdout, done.stderr)
    assert pathlib.Path(str(file)).name in done.stderr, done.stderr
    assert "Traceback" not in done.stderr


BAD_RESULTS = ["text.h5", "empty.h5", "truncated.h5", "signature.h5", "flipped.h5", "noise.h5", "folder.h5", "missing.h5",
               "no_seal.h5", "cut_seal.h5", "longer.h5"]  # fmt: skip


@pytest.mark.parametrize("file", BAD_RESULTS)
@pytest.mark.parametrize("command", OF_RESULTS)
def test_a_file_that_is_no_result(files, tmp_path, command, file):
    paths = [files / file] + ([files / "run.h5"] if command in OF_TWO else [])
    if command == "merge" and file == "missing.h5":
        return check_refusal(ended("merge", files / file, cwd=tmp_path), file)
    check_refusal(ended(command, *paths, *OF_RESULTS[command], cwd=tmp_path), file)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("command", OF_RESULTS)
def test_a_result_without_permission(files, tmp_path, command):
    readable = tmp_path / "secret.h5"
    shutil.copy(files / "run.h5", readable)
    readable.chmod(0)
    for folder in (tmp_path, *list(tmp_path.parents)[:2]):
        folder.chmod(folder.stat().st_mode | 0o055)
    paths = [readable] * (2 if command in OF_TWO else 1)
    done = ended(command, *paths, *OF_RESULTS[command], cwd="/", as_nobody=True)
    check_refusal(done, readable)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("command", OF_RESULTS)
def test_a_result_of_another_kind(files, tmp_path, command, kind):
    if kind in READ_KINDS[command]:
        pytest.skip("reads it")
    paths = [files / KINDS[kind]] * (2 if command in OF_TWO else 1)
    check_refusal(ended(command, *paths, *OF_RESULTS[command], cwd=tmp_path), KINDS[kind])


BAD_TEXTS = ["text.yaml", "empty.yaml", "list.yaml", "broken.yaml", "latin.yaml", "folder.yaml", "missing.yaml", "run.h5"]


@pytest.mark.parametrize("file", BAD_TEXTS)
@pytest.mark.parametrize("command", OF_TEXTS)
def test_a_file_that_is_no_scenario(files, tmp_path, command, file):
    if file == "run.h5" and command in ("diverge", "compare"):
        pytest.skip("reads it")
    paths = [files / file] + ([files / "weeks.yaml"] if command in OF_TWO else [])
    check_refusal(ended(command, *READS, *paths, *OF_TEXTS[command], cwd=tmp_path), file)
    assert not [path for path in tmp_path.iterdir()]


@pytest.mark.parametrize(
    "command, file",
    [("run", "sweep.yaml"), ("run", "calibration.yaml"), ("sweep", "weeks.yaml"), ("sweep", "calibration.yaml"),
     ("calibrate", "weeks.yaml"), ("calibrate", "sweep.yaml"), ("slurm", "weeks.yaml"), ("validate", "sweep.yaml"),
     ("lint", "sweep.yaml"), ("rules", "calibration.yaml")],
)  # fmt: skip
def test_a_text_of_another_kind(files, tmp_path, command, file):
    check_refusal(ended(command, *READS, files / file, *OF_TEXTS[command], cwd=tmp_path), file)


#: Places where no result can be written; /sys lets nobody make a file, root neither.
PLACES = {"no folder": "none/a.h5", "a folder": "taken", "a file as folder": "file/a.h5", "read-only": "/sys/entrepot.h5"}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("command", ["run", "sweep", "calibrate", "replay", "slurm"])
def test_a_place_that_cannot_be_written(files, tmp_path, command, place):
    (tmp_path / "taken").mkdir()
    (tmp_path / "file").write_text("")
    arguments = {
        "run": ["run", *READS, files / "weeks.yaml", "-n", 1, "-q"], "sweep": ["sweep", *READS, files / "sweep.yaml", "-q"],
        "calibrate": ["calibrate", *READS, files / "calibration.yaml", "-q"],
        "replay": ["replay", files / "run.h5", "--replicate", 0], "slurm": ["slurm", *READS, files / "sweep.yaml", "--shards", 2],
    }[command]  # fmt: skip
    done = ended(*arguments, "-o", PLACES[place], cwd=tmp_path)
    check_refusal(done, pathlib.Path(PLACES[place]).name if place != "read-only" else "entrepot")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "taken"]


@pytest.mark.parametrize("command", ["sweep", "merge"])
@pytest.mark.parametrize("file", ["text.h5", "empty.h5", "truncated.h5", "run.h5", "calibration.h5"])
def test_a_sweep_onto_something_else(files, tmp_path, command, file):
    output = tmp_path / file
    shutil.copy(files / file, output)
    before = output.read_bytes()
    arguments = ["sweep", *READS, files / "sweep.yaml", "-q", "-o", output] if command == "sweep" else ["merge", output]
    check_refusal(ended(*arguments, cwd=tmp_path), file)
    assert output.read_bytes() == before
    assert list(tmp_path.iterdir()) == [output]


@pytest.mark.parametrize(
    "arguments",
    [["no-such-command"], ["run"], ["run", "a.yaml", "b.yaml"], ["run", BASELINE, "--no-such-option"], ["run", BASELINE, "-n", "0"],
     ["run", BASELINE, "-n", "x"], ["run", BASELINE, "--set", "x"], ["replay", "a.h5"], ["explain"], ["explain", "no.such.key"],
     ["completion", "no-such-shell"], ["docs", "no-such-page"]],
)  # fmt: skip
def test_a_command_line_that_cannot_be_understood(tmp_path, arguments):
    done = ended(*arguments, cwd=tmp_path)
    assert done.returncode == 2 and done.stderr, done


def test_the_documented_codes_of_success(files, tmp_path):
    entrepot("validate", *READS, files / "weeks.yaml", *FEW_BUYERS)
    entrepot("merge", files / "sweep.h5")
    entrepot("verify", files / "run.h5", "--sample", 1)
    entrepot("show", files / "sweep.h5")
