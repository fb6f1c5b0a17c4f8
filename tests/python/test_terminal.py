"""Output on narrow terminals, terminals without colour or cursor movement, and where there is no terminal."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import termios

import pytest
from program import BASELINE, BINARY, FEW_BUYERS, READS, entrepot, needs_program
from synthetic import make
from test_manual import commands

pytestmark = needs_program

NARROW = 40
QUICK = ["--set=calendar.end=2023-12-31", *FEW_BUYERS]
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Two results and a sweep with long names."""
    folder = tmp_path_factory.mktemp("results")
    entrepot("compare", BASELINE, BASELINE.parent / "strict-kyc.yaml", *QUICK, "-n", 2, "-q", "-o", folder)
    body = "replicates: 2\ndesign: {kind: lhs, points: 4}\nparameters: {enforcement.check_detection: {uniform: [0.1, 0.9]}}\n"
    body += "policies: {the_law_as_it_is_today: {}, twice_as_many_investigators: {set: {enforcement.investigators: 300}}}\n"
    values = {
        "leaked_units": lambda points: points.every_replicate(1_234_567.0 + 23_456 * points.policy + 1_000 * points.row),
        "leakage_rate": lambda points: points.every_replicate(0.01 + 0.001 * points.row),
    }
    make(folder, body, values, name="sweep")
    return folder


def on_terminal(*arguments, cwd, columns, term="xterm", **environment):
    """Standard output and standard error of the program on a terminal of its own."""
    main, side = pty.openpty()
    fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    env = {key: value for key, value in os.environ.items() if key != "COLUMNS"} | {"TERM": term} | environment
    process = subprocess.Popen([BINARY, *map(str, arguments)], cwd=cwd, stdout=side, stderr=side, stdin=side, env=env)
    os.close(side)
    text = b""
    while True:
        try:
            piece = os.read(main, 65536)
        except OSError:  # the program has ended
            break
        if not piece:
            break
        text += piece
    os.close(main)
    assert process.wait() == 0, text
    return text.decode().replace("\r\n", "\n")


def is_table(line):
    return "  " in line.strip()


# ---- width ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["", *commands()] if BINARY else [])
def test_help_takes_the_width_of_the_terminal(command, tmp_path, monkeypatch):
    for columns in (NARROW, 80, 100):
        monkeypatch.setenv("COLUMNS", str(columns))
        lines = entrepot(*command.split(), "--help")[0].splitlines()
        # A word that is longer than the line, such as the values of an option, is not broken.
        assert [line for line in lines if len(line) > columns and " " in line.strip() and not line.startswith("  -") and "{" not in line] == []
    monkeypatch.delenv("COLUMNS")
    assert on_terminal(*command.split(), "--help", cwd=tmp_path, columns=100).splitlines() == lines


RESULTS = [
    ["show", "baseline.h5"],
    ["compare", "baseline.h5", "strict-kyc.h5"],
    ["displacement", "baseline.h5", "strict-kyc.h5"],
    ["trace", "baseline.h5"],
    ["show", "sweep.h5"],
    ["decide", "sweep.h5", "--minimise", "leaked_units", "--minimise", "leakage_rate"],
    ["analyse", "sweep.h5"],
    ["explain", "kyc_duty"],
    ["help", "scenarios"],
]


@pytest.mark.parametrize("command", RESULTS, ids=[" ".join(words[:2]) for words in RESULTS])
def test_notes_are_wrapped_and_tables_are_kept(command, folder, monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    wide, _ = entrepot(*command, cwd=folder)
    narrow = on_terminal(*command, cwd=folder, columns=NARROW)
    assert [line for line in wide.splitlines() if is_table(line)] == [line for line in narrow.splitlines() if is_table(line)]
    assert [line for line in narrow.splitlines() if not is_table(line) and len(line) > NARROW and " " in line.strip()] == []
    assert wide.split() == narrow.split(), "the same words"


@pytest.mark.parametrize("columns", ["", "x", "-5", "0", "1", "99999999999999999999999"])
def test_a_width_that_cannot_be_is_ignored(columns, monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    usual, _ = entrepot("run", "--help")
    monkeypatch.setenv("COLUMNS", columns)
    assert entrepot("run", "--help")[0] == usual


def test_lines_of_decide_fit_on_a_page(folder):
    out, _ = entrepot("decide", "sweep.h5", "--minimise", "leaked_units", "--minimise", "leakage_rate", "--target", "leaked_units<1240000", cwd=folder)
    assert max(map(len, out.splitlines())) <= 100
    assert out.count("twice_as_many_investigators") >= 5


# ---- progress ------------------------------------------------------------------------------------------------------


def run_with_progress(folder, **terminal):
    return on_terminal("run", BASELINE, *QUICK, "-n", 12, "-f", "-o", folder / "progress.h5", cwd=folder, **terminal)


@pytest.mark.parametrize("columns", [20, NARROW, 80])
def test_the_bar_fits_on_the_terminal(columns, folder):
    out = run_with_progress(folder, columns=columns)
    bars = [part.split("\n")[0].removeprefix("\x1b[K") for part in out.split("\r")[1:]]
    assert any(" of 12 repl" in bar for bar in bars)
    drawn = [bar for bar in bars if " of 12" in bar]
    assert max(map(len, drawn)) < columns
    assert columns < 80 or any("#" in bar for bar in drawn)


@pytest.mark.parametrize("terminal", [{"term": "dumb"}, {"term": ""}])
def test_a_terminal_without_cursor_movement_gets_no_control_characters(terminal, folder):
    assert not CONTROL.search(run_with_progress(folder, columns=80, **terminal))


def test_no_colour_is_used_at_all(folder):
    for environment in ({}, {"NO_COLOR": "1"}):
        assert not re.search(r"\x1b\[[\d;]*m", run_with_progress(folder, columns=80, **environment))


@pytest.mark.parametrize("command", [["run", BASELINE, *QUICK, "-n", 2, "-f", "-o", "x.h5"], ["compare", BASELINE, BASELINE, *QUICK, "-n", 2], *RESULTS, ["--help"], []])
def test_a_pipe_gets_no_control_characters(command, folder):
    out, err = entrepot(*command, cwd=folder)
    assert not CONTROL.search(out + err)


def test_a_closed_pipe_ends_the_program_quietly(folder):
    done = subprocess.run(["bash", "-c", f"'{BINARY}' show baseline.h5 | head -1"], cwd=folder, capture_output=True, text=True, check=False)
    assert done.stdout.count("\n") == 1 and "Traceback" not in done.stderr


# ---- what is wrong with a command line -----------------------------------------------------------------------------

WRONG = [
    (["fly"], "no command 'fly'; see 'entrepot --help'"),
    (["comparr", "a"], "no command 'comparr'; did you mean 'compare'?; see 'entrepot --help'"),
    (["--foo"], "no option '--foo'; see 'entrepot --help'"),
    (["run"], "scenario is missing; see 'entrepot run --help'"),
    (["run", "a.yaml", "--replicate", "3"], "no option '--replicate'; did you mean '--replicates'?; see 'entrepot run --help'"),
    (["run", "a.yaml", "b.yaml"], "unexpected argument 'b.yaml'; see 'entrepot run --help'"),
    (["run", "a.yaml", "-j", "0"], "--threads: '0' is out of range; expected 1 to 4096; see 'entrepot run --help'"),
    (["run", "a.yaml", "-j", "many"], "--threads: 'many' is out of range; expected 1 to 4096; see 'entrepot run --help'"),
    (["run", "a.yaml", "--checkpoint-every", "60s"], "--checkpoint-every needs --checkpoint; see 'entrepot run --help'"),
    (["decide", "a.h5", "--tail", "many"], "--tail: 'many' is out of range; expected 0.001 to 1; see 'entrepot decide --help'"),
    (["run", "a.yaml", "-o"], "--output: the value is missing; see 'entrepot run --help'"),
    (["run", "a.yaml", "--include-dir", "nowhere"], "--include-dir: the directory 'nowhere' does not exist; see 'entrepot run --help'"),
    (["completion", "csh"], "shell: 'csh' is unknown; expected one of bash,zsh,fish; see 'entrepot completion --help'"),
    (["compare", "a.h5", "b.h5", "--json", "--markdown"], "--json and --markdown exclude each other; remove one of them; see 'entrepot compare --help'"),
]


@pytest.mark.parametrize(("words", "problem"), WRONG, ids=[" ".join(words) for words, _ in WRONG])
def test_a_wrong_command_line_is_explained_in_one_line(words, problem, tmp_path):
    _, error = entrepot(*words, cwd=tmp_path, code=2)
    assert error == f"entrepot: error: {problem}\n"


def test_files_with_several_errors_get_their_number(tmp_path):
    (tmp_path / "one.yaml").write_text("extends: baseline.yaml\ntitel: x\n")
    (tmp_path / "two.yaml").write_text("extends: baseline.yaml\ntitel: x\nquestoin: y\n")
    for command in ("validate", "lint"):
        lines = entrepot(command, *READS, "one.yaml", "two.yaml", cwd=tmp_path, code=2)[1].splitlines()
        assert [line.split(": ")[2].split(":")[0] for line in lines] == ["one.yaml", "two.yaml", "two.yaml", "two.yaml"]
        assert lines[-1] == "entrepot: error: two.yaml: 2 errors"
