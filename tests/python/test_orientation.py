"""What tells a newcomer what to do: entrepot alone, help, example and new. Every command that they print is run."""

import os
import re
import shutil
import subprocess

import pytest
from program import BASELINE, BINARY, FEW_BUYERS, ROOT, entrepot, needs_program, told
from test_manual import commands

pytestmark = needs_program

COMMAND = re.compile(r"^    (entrepot .*?)(?: +# .*)?$", re.MULTILINE)
PLACEHOLDER = re.compile(r"TOPIC|COMMAND|NAME|FOLDER")
LINES, COLUMNS = 25, 78

#: A scenario of a year and nine months with few buyers: enough to leak, quick to run.
QUICK = ["--set=calendar.end=2024-06-30", *FEW_BUYERS]
SETTINGS = "set: {calendar.end: 2024-06-30, buyers.us_enterprises.count: 100, buyers.europe_enterprises.count: 100, buyers.allied_enterprises.count: 100}\n"
#: Short files in place of the shipped ones: a file beside the user's comes first.
SHORT = {
    "sweeps/first-sweep.yaml": [("points: 8", "points: 4")],
    "sweeps/singapore-checks.yaml": [("replicates: 32", "replicates: 2"), ("[1, 100, 300, 1000, 3000, 10000]", "[1, 10000]"), ("[1, 10, 100]", "[1, 100]")],
    "calibration/nvidia-billing.yaml": None,
}
CALIBRATION = f"""
scenario: baseline.yaml
replicates: 1
{SETTINGS}parameters: {{enforcement.investigators: {{uniform: [50, 300]}}}}
targets: {{sold: {{of: [leaked_units], observed: 10000, error: 0.5}}}}
method: {{population: 10, generations: 1, most_candidates: 40, ensemble: 4}}
"""


def printed_commands(text):
    return COMMAND.findall(text)


def topics():
    listed = told("help").split("\n\n")[0]
    return re.findall(r"^  (\S+)", listed, re.MULTILINE)


def examples():
    listed = told("example").split("\n\n")[0]
    return re.findall(r"^  (\S+)", listed, re.MULTILINE)


@pytest.fixture
def folder(tmp_path):
    """A newcomer's folder: no checkout, and short files in place of the shipped sweeps."""
    for name, changes in SHORT.items():
        text = CALIBRATION if changes is None else SETTINGS + (BASELINE.parent / name).read_text().replace("../", f"{BASELINE.parent}/")
        for old, new in changes or []:
            assert old in text, name
            text = text.replace(old, new)
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def shortened(command):
    """The same command on a shorter run."""
    command = re.sub(r"-n \d+", "-n 2", command)
    runs = re.match(r"entrepot (run|compare|credit) ", command) and ".h5 " not in command.split(" -o ")[0] + " "
    return f"{command} {' '.join(QUICK)}" if runs else command


def run(command, folder):
    environment = os.environ | {"PATH": f"{os.path.dirname(BINARY)}:{os.environ['PATH']}", "MPLBACKEND": "Agg"}
    done = subprocess.run(["bash", "-c", shortened(command)], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"$ {command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


# ---- entrepot alone ------------------------------------------------------------------------------------------------


def test_without_arguments_it_says_what_to_do_first(tmp_path):
    out, err = entrepot(cwd=tmp_path)
    assert err == "" and out == told("help", "start")
    for command in ("validate", "run", "compare", "trace", "report"):
        assert re.search(rf"^  {command} +\w", out, re.MULTILINE)
    for wanted in ("entrepot example", "entrepot help", "Results:"):
        assert wanted in out


def test_help_lists_all_commands_by_task():
    out = told("--help")
    groups = re.findall(r"^(\S[^\n]*):$", out, re.MULTILINE)
    assert groups == ["Write and check scenarios", "Run", "Look at a result", "Compare", "Analyse a sweep", "Reproduce", "Help and reference", "Options"]


# ---- help ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("topic", topics() if BINARY else [])
def test_a_topic_fits_on_a_screen(topic):
    lines = told("help", topic).splitlines()
    assert len(lines) <= LINES
    assert [line for line in lines if len(line) > COLUMNS] == []


@pytest.mark.parametrize("topic", topics() if BINARY else [])
def test_the_commands_of_a_topic_run(topic, folder):
    text = told("help", topic)
    for command in printed_commands(text):
        if "mine.yaml" in command and not (folder / "mine.yaml").exists():
            run("entrepot new mine --extends baseline", folder)
        run(command, folder)
    assert printed_commands(text)


def test_help_of_a_command_is_its_own():
    for command in commands():
        assert told("help", command) == told(command, "--help") or command in topics()


@pytest.mark.parametrize(("word", "nearest"), [("sweps", "sweeps"), ("scenario", "scenarios"), ("comparr", "compare"), ("xyzzy", None)])
def test_an_unknown_topic_is_named_with_the_nearest_and_the_list(word, nearest):
    error = told("help", word, code=2)
    assert error.startswith(f"entrepot: error: no topic or command '{word}'")
    assert (f"did you mean '{nearest}'?" in error) == (nearest is not None)
    assert all(topic in error for topic in topics())


def test_the_endings_of_files_and_exit_codes_are_those_of_the_reference():
    written = (ROOT / "docs" / "reference" / "exit-codes.md").read_text()
    codes = re.findall(r"^\| (\d+) \|", written, re.MULTILINE)
    assert all(re.search(rf"\b{code} \w", told("help", "files")) for code in codes)


# ---- example -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", examples() if BINARY else [])
def test_the_commands_of_an_example_run(name, folder):
    text = told("example", name)
    assert "\nAnswer: " in text and max(map(len, text.splitlines())) <= 100
    found = printed_commands(text)
    assert found
    for command in found:
        run(command, folder)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("what do stricter checks change", "checks"),
        ("customs in the Philippines", "customs"),
        ("strict kyc", "checks"),
        ("trace a leak", "leak"),
        ("rank policies", "rank"),
        ("own what-if", "what-if"),
        ("Who smuggles chips?", "leak"),
        ("calibration", "calibrate"),
        ("is it reproducible", "reproduce"),
        ("PDF for the minister", "report"),
    ],
)
def test_words_of_a_question_find_an_example(question, name):
    assert told("example", *question.split()).startswith(told("example", name).split("\n\nRelated")[0])


def test_a_question_without_an_example_gets_the_list():
    error = told("example", "xyzzy", code=2)
    assert error.startswith("entrepot: error: no example for 'xyzzy'")
    assert all(name in error for name in examples())
    told("example", "the", "of", code=2)


# ---- new -----------------------------------------------------------------------------------------------------------


def without_last_dates(text):
    """Without the warning that the figures of the extended scenario end before its run."""
    return "".join(line for line in text.splitlines(keepends=True) if "figures end before the run does" not in line)


def test_a_new_scenario_is_valid_and_runs_as_it_stands(tmp_path):
    out, err = entrepot("new", "mine", "--extends", "baseline", cwd=tmp_path)
    assert err == "" and "mine.yaml" in out
    valid, warnings = entrepot("validate", "mine.yaml", cwd=tmp_path)
    valid = without_last_dates(valid)
    assert warnings == "" and valid.startswith("mine.yaml: valid;") and "warning" not in valid
    assert entrepot("lint", "mine.yaml", cwd=tmp_path) == ("", "")
    text = (tmp_path / "mine.yaml").read_text()
    for wanted in ("\ntitle: ", "\nquestion: ", "\nrules:\n", "\nrun:\n", "entrepot validate", "entrepot run", "entrepot compare"):
        assert wanted in text
    for command in printed_commands(out):
        run(command, tmp_path)
    assert (tmp_path / "mine.h5").exists()


def test_the_commented_parts_of_a_new_scenario_are_valid(tmp_path):
    entrepot("new", "mine", cwd=tmp_path)
    text = (tmp_path / "mine.yaml").read_text()
    head, body = text.split("\nextends: ")
    active = "extends: " + re.sub(r"^(  )?# (?=[a-z_]+:$|  \w)", r"\1", body, flags=re.MULTILINE)
    assert active.count("instrument:") == 4 and active.count("\nenforcement:\n") == 1
    (tmp_path / "all.yaml").write_text(active)
    out, err = entrepot("validate", "all.yaml", cwd=tmp_path)
    assert "26 rules" in out and "warning" not in without_last_dates(out) + err


@pytest.mark.parametrize("scenario", sorted(path.stem for path in BASELINE.parent.glob("*.yaml")))
def test_every_shipped_scenario_can_be_extended_by_its_name(scenario, tmp_path):
    entrepot("new", "mine", "--extends", scenario, cwd=tmp_path)
    out, err = entrepot("validate", "mine.yaml", cwd=tmp_path)
    assert "valid" in out and "warning" not in without_last_dates(out) + err


def test_a_new_scenario_extends_a_file_of_the_user(tmp_path):
    entrepot("new", "first", cwd=tmp_path)
    (tmp_path / "below").mkdir()
    entrepot("new", "second", "--extends", "first.yaml", cwd=tmp_path)
    entrepot("new", "third", "--extends", "first", cwd=tmp_path)
    out, _ = entrepot("validate", "second.yaml", "third.yaml", cwd=tmp_path)
    assert out.count("24 rules") == 2, "the rule of the new file has a name of its own"
    error = entrepot("new", "below/fourth", "--extends", "first.yaml", cwd=tmp_path, code=2)[1]
    assert "--extends: '" in error and "is outside" in error
    assert not (tmp_path / "below" / "fourth.yaml").exists()


def test_a_new_scenario_replaces_a_file_only_if_it_may(tmp_path):
    (tmp_path / "mine.yaml").write_text("dear\n")
    error = entrepot("new", "mine", cwd=tmp_path, code=2)[1]
    assert error == "entrepot: error: mine.yaml: already exists; replace it with --force\n"
    assert (tmp_path / "mine.yaml").read_text() == "dear\n"
    entrepot("new", "mine.yaml", "--force", cwd=tmp_path)
    assert "extends: baseline.yaml" in (tmp_path / "mine.yaml").read_text()


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["mine", "--extends", "basline"], "entrepot: error: basline: no such file; did you mean 'baseline'?\n"),
        (["mine", "--extends", "xyzzy"], "entrepot: error: xyzzy: no such file\n"),
        (["no/mine"], "entrepot: error: no/mine.yaml: the directory 'no' does not exist\n"),
        ([], "entrepot: error: name is missing; see 'entrepot new --help'\n"),
    ],
)
def test_a_new_scenario_that_cannot_be_is_refused(arguments, problem, tmp_path):
    assert entrepot("new", *arguments, cwd=tmp_path, code=2)[1] == problem
    assert list(tmp_path.iterdir()) == []


# ---- shipped scenarios by name -------------------------------------------------------------------------------------


def test_shipped_scenarios_go_by_name_from_any_folder(tmp_path):
    for name in ("strict-kyc", "strict-kyc.yaml", "scenarios/strict-kyc.yaml"):
        assert "valid" in entrepot("validate", name, cwd=tmp_path)[0]
    (tmp_path / "mine.yaml").write_text("extends: strict-kyc.yaml\ntitle: Mine\n")
    assert "valid" in entrepot("validate", "mine", cwd=tmp_path)[0]
    assert "23 rules" in entrepot("validate", "mine.yaml", cwd=tmp_path)[0]


def test_a_file_of_the_user_comes_before_a_shipped_one(tmp_path):
    (tmp_path / "strict-kyc.yaml").write_text("extends: baseline.yaml\ntitle: Not the shipped one\n")
    (tmp_path / "mine.yaml").write_text("extends: strict-kyc.yaml\n")
    for name in ("strict-kyc", "strict-kyc.yaml", "mine.yaml"):
        assert "22 rules" in entrepot("validate", name, cwd=tmp_path)[0]


def test_results_of_shipped_scenarios_are_named_after_them(tmp_path):
    entrepot("compare", "baseline", "strict-kyc", *QUICK, "-n", 1, "-q", "-o", "results", cwd=tmp_path)
    assert sorted(path.name for path in (tmp_path / "results").iterdir()) == ["baseline.h5", "strict-kyc.h5"]
    entrepot("run", "baseline", *QUICK, "-n", 1, "-q", cwd=tmp_path)
    assert (tmp_path / "baseline.h5").exists()


def test_an_installed_program_finds_its_scenarios(tmp_path):
    """Installed: bin/entrepot beside share/entrepot/scenarios."""
    (tmp_path / "usr" / "bin").mkdir(parents=True)
    shutil.copy(BINARY, tmp_path / "usr" / "bin" / "entrepot")
    shutil.copytree(BASELINE.parent, tmp_path / "usr" / "share" / "entrepot" / "scenarios")
    home = tmp_path / "home"
    home.mkdir()
    program = str(tmp_path / "usr" / "bin" / "entrepot")
    for command in (["new", "mine", "--extends", "strict-kyc"], ["validate", "mine.yaml"], ["sweep", "sweeps/policies.yaml", "--point", "0"]):
        done = subprocess.run([program, *command], cwd=home, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    shutil.rmtree(tmp_path / "usr" / "share")
    done = subprocess.run([program, "validate", "baseline"], cwd=home, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and done.stderr == "entrepot: error: baseline: no such file\n"
