"""What the program prints and takes: text of files that controls no terminal, and arguments that are not empty."""

import json
import re

import h5py
import pytest
from program import BASELINE, READS, entrepot, needs_program

pytestmark = needs_program

CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
#: Colour, a window title, the one-character form of ESC [, text that runs backwards, a bell, a line break of another kind.
HARMFUL = ["\x1b[31mred", "\x1b]0;owned\x07", "\x9b31m", "\u202edetrever", "\x07", "a\u2028b", "\x7f\x08"]


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("run")
    (folder / "tiny.yaml").write_text(f"extends: {BASELINE}\ncalendar: {{start: 2022-10-03, end: 2022-12-31}}\nrun: {{replicates: 2}}\n")
    entrepot("run", *READS, "tiny.yaml", "-o", "tiny.h5", "-q", cwd=folder)
    return folder / "tiny.h5"


@pytest.fixture(scope="module")
def sweep(run):
    sweep = "scenario: tiny.yaml\nreplicates: 2\noutputs: [leaked_units]\ndesign: {kind: lhs, points: 4}\nparameters: {enforcement.investigators: {uniform: [100, 200]}}\n"
    (run.parent / "sweep.yaml").write_text(sweep)
    entrepot("sweep", *READS, "sweep.yaml", "-o", "sweep.h5", "-q", cwd=run.parent)
    return run.parent / "sweep.h5"


def with_title(path, title):
    """A copy whose title says something else. To write to it with HDF5 takes the seal off, as for any file from elsewhere."""
    copy = path.with_name("titled.h5")
    copy.write_bytes(path.read_bytes())
    with h5py.File(copy, "r+") as file:
        file.attrs["title"] = title
        file.attrs["question"] = title
    return copy


@pytest.mark.parametrize("title", HARMFUL)
def test_titles_of_results_control_no_terminal(run, sweep, title):
    for command in (["show", with_title(run, title)], ["compare", run, with_title(run, title)], ["trace", with_title(run, title)]):
        out, err = entrepot(*command)
        assert not CONTROLS.search(out + err), command
    for command in ("show", "analyse"):
        out, err = entrepot(command, with_title(sweep, title))
        assert not CONTROLS.search(out + err), command


def test_json_stays_json_and_exact(sweep):
    title = "".join(HARMFUL)
    out, _ = entrepot("analyse", with_title(sweep, title), "--json")
    assert not CONTROLS.search(out)
    assert json.loads(out)["title"] == title


@pytest.mark.parametrize("name", ["\x1b[31m.yaml", "\u202elmay.", "\x9b.h5"])
def test_names_of_files_control_no_terminal(tmp_path, name):
    for command in ("validate", "run", "lint", "show"):
        out, err = entrepot(command, tmp_path / name, code=2)
        assert not CONTROLS.search(out + err), command


def test_escapes_in_a_scenario_are_refused_where_they_stand(tmp_path):
    for number, text in enumerate(("\\e[31m", "\\x9b", "\\u202e", "\\a")):
        path = tmp_path / f"{number}.yaml"
        path.write_text(f'extends: {BASELINE}\ntitle: "{text}"\nrules: {{"x{text}": ~}}\n')
        error = entrepot("validate", *READS, path, code=2)[1].splitlines()
        assert error[0].startswith(f"entrepot: error: {path}:2:8: title: the text contains the control character U+")
        assert error[1].startswith(f"entrepot: error: {path}:3:9: rules: the text contains the control character U+")


# ---- empty arguments ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["run", "tiny.yaml", "-o", ""],
        ["run", ""],
        ["run", "tiny.yaml", "--output="],
        ["run", "tiny.yaml", "--set", ""],
        ["run", "tiny.yaml", "--checkpoint", ""],
        ["compare", "tiny.h5", ""],
        ["compare", "tiny.h5", "tiny.h5", "--outputs="],
        ["rules", "tiny.yaml", "--product", ""],
        ["explain", ""],
        ["sweep", "sweep.yaml", "--shard="],
        ["decide", "sweep.h5", "--minimise", ""],
    ],
)
def test_an_empty_argument_is_a_mistake(run, sweep, arguments):
    before = sorted(path.name for path in run.parent.iterdir())
    _, error = entrepot(*arguments, cwd=run.parent, code=2)
    assert "is empty; expected a value" in error
    assert sorted(path.name for path in run.parent.iterdir()) == before


def test_an_empty_setting_removes_nothing(run):
    for setting in ("rules=", "enforcement=", "rules.h20_letter=", "enforcement.investigators= "):
        _, error = entrepot("validate", *READS, "tiny.yaml", "--set", setting, cwd=run.parent, code=2)
        assert f"entrepot: error: --set {setting}: {setting.split('=')[0]}: the value is empty (an unset variable?)" in error
    entrepot("validate", *READS, "tiny.yaml", "--set", "rules=~", cwd=run.parent)
