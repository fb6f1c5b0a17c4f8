"""How the program speaks: short help lines, one form of errors, names that were replaced, no banned phrases."""

import importlib.machinery
import importlib.util
import re
import shutil
import subprocess

import pytest
from program import BASELINE, BINARY, ROOT, entrepot, needs_program
from synthetic import make
from test_manual import commands

LONGEST_HELP_LINE = 70


# ---- help ----------------------------------------------------------------------------------------------------------


#: Verbs with which help lines begin.
VERBS = set(
    "Accept Add Analyse Attribute Average Break Calibrate Charge Check Compare Count Cover Divide Draw Examine Exit Explain Export Extend Find Keep "
    "Limit Limited Maximise Measure Meet Minimise Override Pass Print Rank Repeat Replace Report Request Require Rerun Run Save Search Separate "
    "Set Show Simulate Start State Submit Tabulate Trace Treat Use Vary Write Do".split()
)


def help_lines(command):
    """Names and help lines, as the program offers them to a shell: of the commands, or of the options of one."""
    words = [command, "-"] if command else [""]
    offered = entrepot("__complete", *words)[0].splitlines()
    return [tuple(line.split("\t")) for line in offered]


@needs_program
@pytest.mark.parametrize("command", ["", *commands()] if BINARY else [])
def test_help_lines_are_short_and_imperative(command):
    lines = help_lines(command)
    assert lines
    assert [line for name, line in lines if len(line) > LONGEST_HELP_LINE] == []
    assert [line for name, line in lines if line.split()[0] not in VERBS] == []
    assert [line for name, line in lines if line.endswith(".") or line != line.strip()] == []


@needs_program
def test_help_and_pages_have_no_banned_phrase():
    check = checker()
    banned = check.pattern(check.phrases())
    pages = [("--help",), ("help",), ("example",), ()]
    pages += [(command, "--help") for command in commands()]
    pages += [(kind, name) for kind in ("help", "example") for name in re.findall(r"^  (\S+)", entrepot(kind)[0], re.MULTILINE)]
    assert {page: banned.findall(text) for page in pages if banned.search(text := entrepot(*page)[0])} == {}


# ---- renamed options -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sweep(tmp_path_factory):
    body = "replicates: 2\ndesign: {kind: lhs, points: 4}\npolicies: {now: {}, strict: {set: {enforcement.investigators: 400}}}\n"
    body += "parameters: {enforcement.check_detection: {uniform: [0.1, 0.9]}}\n"
    values = {"leaked_units": lambda points: points.every_replicate(1.0 + points.policy + points.row), "leakage_rate": lambda points: points.every_replicate(0.01 * points.row)}
    return make(tmp_path_factory.mktemp("sweep"), body, values)


RENAMED = [
    (["analyse", "--against", "now"], "--baseline"),
    (["decide", "--less", "leaked_units"], "--minimise"),
    (["decide", "--more=leaked_units"], "--maximise"),
    (["decide", "--want", "leaked_units<3"], "--target"),
    (["decide", "--less", "leaked_units", "--worst", "0.2"], "--tail"),
]


@needs_program
@pytest.mark.parametrize(("words", "new"), RENAMED, ids=[words[1].partition("=")[0] for words, _ in RENAMED])
def test_old_names_of_options_work_with_a_warning(sweep, words, new):
    command, *options = words
    out, err = entrepot(command, sweep, *options)
    assert out
    assert f" is now {new}; the old name will be removed in the next version" in err
    assert all(line.startswith("entrepot: warning: --") for line in err.splitlines())


@needs_program
def test_the_old_name_of_the_include_directory_works():
    _, err = entrepot("validate", BASELINE, "--also-read", BASELINE.parent)
    assert err == "entrepot: warning: --also-read is now --include-dir; the old name will be removed in the next version\n"


# ---- errors --------------------------------------------------------------------------------------------------------


@needs_program
@pytest.mark.parametrize(
    "words", [["fly"], ["run"], ["run", "none.yaml"], ["show", "none.h5"], ["explain", "none_of_these"], ["validate", "bad.yaml"], ["compare", "a.h5"], ["export", "none.h5"]]
)
def test_every_error_begins_in_the_same_way(tmp_path, words):
    (tmp_path / "bad.yaml").write_text("calender: 1\ntitel: x\n")
    done = subprocess.run([BINARY, *words], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and done.stderr
    assert all(line.startswith(("entrepot: error: ", "  ")) for line in done.stderr.splitlines()), done.stderr


# ---- phrases -------------------------------------------------------------------------------------------------------


def checker():
    loader = importlib.machinery.SourceFileLoader("check_phrases", str(ROOT / "scripts" / "check-phrases"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module


@pytest.mark.skipif(not (ROOT / ".git").exists() or not shutil.which("git"), reason="there is no git tree")
def test_no_text_for_people_has_a_banned_phrase():
    done = subprocess.run([ROOT / "scripts" / "check-phrases"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_phrases_are_found_in_strings_comments_and_prose(tmp_path):
    check = checker()
    banned = check.pattern({"taken away": "deleted", "so many": "n"})
    files = {
        "a.cpp": '// taken away\nauto text = "The folder is taken "\n            "away at last";\n',
        "b.py": '"""taken away"""\nX = "so many"\n',
        "c.md": "It is taken\naway.\n\nSomany is fine.\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    found = {name: check.offences(tmp_path / name, banned) for name in files}
    assert found == {"a.cpp": [(1, "taken away"), (2, "taken away")], "b.py": [(2, "so many")], "c.md": [(1, "taken away")]}
