"""From one release to the next: which answers moved, by hand-worked differences, and why."""

import dataclasses
import datetime as dt
import json
import math
import subprocess

import h5py
import numpy as np
import pytest
from conftest import displaced_run, plain_run, write_result
from program import FEW_BUYERS, ROOT, entrepot, main, needs_program
from scipy import stats

from entrepot.errors import ResultError
from entrepot.moved import Answers, State, moved, read_answers
from entrepot.moved.answers import Answer, to_json
from entrepot.moved.changelog import changed_between
from entrepot.moved.history import FRESH, changed_defaults, defaults_of, history
from entrepot.moved.keys import key_differences, leaves
from entrepot.moved.reasons import reasons

SHIPPED = ROOT / "docs" / "reference" / "answers.json"


def answer(values, confidence=0.9):
    return Answer.of("units", values, confidence)


def without_values(of):
    """As a file that keeps no values has it."""
    return dataclasses.replace(of, answers={text: dataclasses.replace(a, values=None) for text, a in of.answers.items()})


def answers(hash="a", **changes):
    """A run with one answer, `x`, of ten replicates: 100, 101 ... 109."""
    values = dict(enumerate(map(float, changes.pop("values", 100.0 + np.arange(10)))))
    confidence = changes.pop("confidence", 0.9)
    made = Answers(
        name="old.h5", title="Made up", scenario="baseline", version="0.1.0", commit="abc", content_hash=hash, seed=1, start=dt.date(2023, 1, 2),
        end=dt.date(2024, 12, 29), weeks=104, confidence=confidence, keys={"run.seed": "1"}, outputs=["x"], replicates=list(values),
        answers={"x": answer(values, confidence)},
    )  # fmt: skip
    return dataclasses.replace(made, **changes)


def only(old, new, **options):
    [shift] = moved(old, new, **options).shifts
    return shift


def file(folder, name, run, **attributes):
    path = write_result(folder / f"{name}.h5", run)
    with h5py.File(path, "r+") as opened:
        for key, value in attributes.items():
            opened.attrs[key] = value
    return path


# ---- states ---------------------------------------------------------------------------------------------------------


def test_a_paired_difference_has_students_interval_at_a_level_for_all_answers_together():
    old = answers(confidence=0.8)
    both = dataclasses.replace(old, answers={"x": old.answers["x"], "y": old.answers["x"]})
    noise = np.tile([-1.0, 1.0], 5)
    new = dataclasses.replace(both, content_hash="b", answers={"x": answer(dict(enumerate(110.0 + np.arange(10) + noise))), "y": old.answers["x"]})
    found = moved(both, new)
    x, y = found.shifts
    half = stats.t.ppf(1 - 0.2 / 2 / 2, 9) * noise.std(ddof=1) / math.sqrt(10)
    assert found.paired and found.replicates == (10, 10)
    assert (x.old, x.new, x.effect.mean) == (104.5, 114.5, 10)
    assert x.effect.low == pytest.approx(10 - half) and x.effect.high == pytest.approx(10 + half)
    assert (x.state, y.state) == (State.MOVED, State.SAME)


@pytest.mark.parametrize(
    ("shift", "margin", "state"),
    [
        (np.zeros(10), 0.02, State.SAME),
        (np.tile([-0.1, 0.1], 5), 0.02, State.STILL),  # within 2 of 104.5
        (np.tile([-0.1, 0.1], 5), 0.0001, State.UNKNOWN),
        (np.tile([-10, 10], 5), 0.02, State.UNKNOWN),
        (np.full(10, 0.5), 0.02, State.MOVED),
        (np.full(10, -0.5), 0.02, State.MOVED),
    ],
)
def test_states(shift, margin, state):
    assert only(answers(), answers("b", values=100.0 + np.arange(10) + shift), margin=margin).state is state


def test_other_seeds_are_not_paired():
    new = answers("b", seed=2, values=200.0 + np.arange(10))
    found = moved(answers(), new)
    assert not found.paired and "The seeds differ (1, 2)" in found.notes[0]
    [x] = found.shifts
    half = stats.t.ppf(0.95, 18) * math.sqrt(2 * np.arange(10.0).var(ddof=1) / 10)
    assert x.effect.low == pytest.approx(100 - half) and x.state is State.MOVED


def test_only_replicates_that_are_in_both_are_compared():
    new = answers("b", values=[100.0, 102.0, 104.0])
    found = moved(answers(), new)
    assert found.replicates == (3, 3) and found.notes == ["3 replicates are in both; the others are left out."]
    assert (found.shifts[0].old, found.shifts[0].new) == (101, 102)


def test_files_without_values_are_compared_by_their_intervals_and_hashes():
    old, new = without_values(answers()), answers("b", values=110.0 + np.arange(10))
    found = moved(old, new)
    assert not found.paired and found.replicates == (10, 10)
    assert found.notes == ["The old file does not hold the values of replicates, so they are not paired and intervals are wider."]
    [x] = found.shifts
    half = stats.t.ppf(0.95, 18) * math.sqrt(2 * np.arange(10.0).var(ddof=1) / 10)
    assert (x.old, x.new, x.effect.mean) == (104.5, 114.5, 10) and x.state is State.MOVED
    assert x.effect.low == pytest.approx(10 - half) and x.effect.high == pytest.approx(10 + half)
    assert only(old, answers("b")).state is State.SAME
    assert only(old, answers("b", values=100.001 + np.arange(10)), margin=0.1).state is State.STILL
    reordered = 100.0 + np.arange(10)[::-1]
    assert only(old, answers("b", values=reordered)).state is not State.SAME


def test_more_replicates_in_a_file_without_values_are_not_reported_as_a_fault():
    old, new = without_values(answers()), answers("b", values=100.0 + np.arange(20))
    assert "one run has more replicates" in reasons(moved(old, new), [], None)[0].said


def test_one_replicate_and_other_weeks_tell_nothing():
    assert only(answers(values=[1.0]), answers("b", values=[3.0])).state is State.UNKNOWN
    longer = answers("b", weeks=105, values=np.full(10, 900.0))
    found = moved(answers(), longer)
    assert found.shifts[0].state is State.UNKNOWN and "no answer can be compared" in found.notes[0]


def test_replicates_without_the_answer_are_left_out_and_never_defined_twice_is_the_same():
    gaps = 100.0 + np.arange(10)
    gaps[0] = np.nan
    x = only(answers(values=gaps), answers("b", values=gaps + 3))
    assert x.effect.n == 9 and x.state is State.MOVED
    never = np.full(10, np.nan)
    assert only(answers(values=never), answers("b", values=never)).state is State.SAME
    assert only(answers(values=never), answers("b")).state is State.UNKNOWN


# ---- result files and files of answers --------------------------------------------------------------------------------


def test_answers_of_a_result_file_are_worked_out_by_hand(tmp_path):
    found = read_answers(file(tmp_path, "r", plain_run()))
    assert list(found.answers["leaked_units"].values.values()) == [312, 624, 936]  # 3 r in 104 weeks
    assert list(found.answers["annual_leaked_units[2023]"].values.values()) == [156, 312, 468]
    assert list(found.answers["revenue[nvidia/bill_to]"].values.values()) == [2400] * 3
    assert (found.scenario, found.answers["leaked_units"].unit) == ("baseline", "units")
    assert found.keys["rules.a800_barred.effective"] == "2023-10-23" and "rules.a800_barred.source" not in found.keys


@pytest.mark.parametrize("values", [False, True])
def test_a_file_of_answers_says_the_same_as_the_result(tmp_path, values):
    path = file(tmp_path, "r", displaced_run())
    whole = read_answers(path)
    assert main(["headlines", str(path), "-o", str(tmp_path / "a.json"), *(["--values"] if values else [])]) == 0
    text = (tmp_path / "a.json").read_text()
    again = dataclasses.replace(read_answers(tmp_path / "a.json"), name="r.h5")
    assert again.has_values is values and ('"values"' in text) is values
    for measure, read in again.answers.items():
        known = whole.answers[measure]
        assert (read.unit, read.defined, read.hash) == (known.unit, known.defined, known.hash)
        np.testing.assert_allclose([read.mean, read.low, read.high], [known.mean, known.low, known.high], rtol=1e-8)
    whole = whole if values else dataclasses.replace(whole, answers=again.answers)
    np.testing.assert_equal(dataclasses.asdict(again), dataclasses.asdict(whole))
    assert to_json(again, values=values) == text
    json.loads(text, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))


def test_a_file_without_values_cannot_give_them(tmp_path):
    with pytest.raises(ResultError, match="holds no values"):
        to_json(without_values(answers()), values=True)


def test_a_file_of_format_1_is_still_read(tmp_path):
    said = json.loads(to_json(answers(), values=True)) | {"entrepot_answers": 1}
    said["answers"] = {"x": {"unit": "units", "values": said["answers"]["x"]["values"]}}
    said["keys"] = {"run.seed": "1", "title": "x"}
    del said["checksum"]
    (tmp_path / "a.json").write_text(json.dumps(said))
    read = read_answers(tmp_path / "a.json")
    assert (read.answers, read.keys) == (answers().answers, said["keys"])


@pytest.mark.parametrize(
    ("text", "why"),
    [("{", "not JSON"), ("{}", "not a file of answers"), ('{"entrepot_answers": 1}', "damaged: KeyError"), ("x", "not an HDF5 file"), ("", "not an HDF5 file")],
)
def test_damaged_files_of_answers_are_refused_in_one_line(tmp_path, capsys, text, why):
    (tmp_path / "a.json").write_text(text)
    good = file(tmp_path, "r", plain_run())
    assert main(["diff", str(tmp_path / "a.json"), str(good)]) == 2
    err = capsys.readouterr().err
    assert why in err and err.count("\n") == 1


def test_values_and_replicates_of_a_file_of_answers_must_be_as_many(tmp_path):
    text = to_json(answers(), values=True).replace('"replicates": [0, ', '"replicates": [')
    (tmp_path / "a.json").write_text(text)
    with pytest.raises(ResultError, match="damaged"):
        read_answers(tmp_path / "a.json")


def test_the_command_tells_what_moved_as_markdown_and_csv(tmp_path, capsys):
    old = file(tmp_path, "old", plain_run())
    new = file(tmp_path, "new", displaced_run(version="0.2.0"), content_hash="f" * 32, commit="fedcba")
    (tmp_path / "C.md").write_text("## [0.2.0]\n### Changed\n- Hubs move.\n## [0.1.0]\n")
    assert main(["diff", str(old), str(new), "--changelog", str(tmp_path / "C.md")]) == 0
    out = capsys.readouterr().out
    assert out.startswith("## Answers: 0.1.0 to 0.2.0\n")
    assert "| `leaked_units` | units | 624 | 520 | −104 |" in out  # r times 104 less, less 104: 0, -104, -208
    assert "| `revenue[amd/bill_to]` | USD m | 0.000240 | 0.000240 | 0 exactly |  |  | the same |" in out
    assert "due to the model" in out and "- Hubs move." in out
    assert main(["diff", str(old), str(new), "-o", str(tmp_path / "m.csv"), "--margin", "0.5", "--confidence", "0.5"]) == 0
    assert "all,leaked_units,units,624.0,520.0,-104.0," in (tmp_path / "m.csv").read_text()


def test_the_same_file_twice_moved_nothing(tmp_path, capsys):
    old = file(tmp_path, "old", plain_run())
    assert main(["diff", str(old), str(old)]) == 0
    assert "No answer moved: the results are the same to the last bit." in capsys.readouterr().out


def test_a_run_between_tells_the_programs_part_from_the_scenarios(tmp_path, capsys):
    eight = {"replicates": 8, "planned": 8}  # the difference is 104 - 104 r
    old = file(tmp_path, "old", plain_run(**eight))
    between = file(tmp_path, "between", displaced_run(**eight), content_hash="b" * 32, commit="new")
    new = file(tmp_path, "new", displaced_run(**eight, scenario="title: x\nrun: {seed: 2}\n"), content_hash="c" * 32, commit="new")
    options = ["diff", str(old), str(new), "--between", str(between), "--confidence", "0.5"]
    assert main(options) == 0
    out = capsys.readouterr().out
    program = out.split("### Of this, due to the program")[1].split("### Of this, due to the scenario")[0]
    scenario = out.split("### Of this, due to the scenario")[1].split("### Why")[0]
    assert "| `leaked_units` | units | 1,404 | 1,040 | −364 |" in program
    assert "**0 of " in scenario and "leaked_units" not in scenario and "not the old one" not in out
    assert main([*options, "-o", str(tmp_path / "m.csv")]) == 0
    text = (tmp_path / "m.csv").read_text()
    assert "program,leaked_units,units,1404.0,1040.0,-364.0," in text and "scenario,leaked_units,units,1040.0,1040.0,0.0," in text
    assert main(["diff", str(old), str(new), "--between", str(old)]) == 0
    assert "The program between is not the new one" in capsys.readouterr().out


@pytest.mark.parametrize("options", [["--margin", "2"], ["--confidence", "x"], ["-o", "a.txt"]])
def test_options_that_make_no_sense_are_refused(tmp_path, options):
    old = file(tmp_path, "old", plain_run())
    assert main(["diff", str(old), str(old), *options]) == 2


def test_a_changelog_that_is_not_there_is_an_error(tmp_path, capsys):
    old = file(tmp_path, "old", plain_run())
    assert main(["diff", str(old), str(old), "--changelog", str(tmp_path / "none.md")]) == 2
    assert "none.md" in capsys.readouterr().err


# ---- why --------------------------------------------------------------------------------------------------------------


def test_keys_that_differ_without_what_is_only_said():
    old = leaves({"title": "a", "x": {"value": 3, "source": "s"}, "y": {"z": [1, "b"], "w": True}, "gone": 1})
    new = leaves({"title": "b", "x": 3, "y": {"z": [1, "c"], "w": True, "note": "n"}, "fresh": None})
    assert [(d.key, d.old, d.new) for d in key_differences(old, new)] == [("fresh", "", "~"), ("gone", "1", ""), ("y.z", "[1, b]", "[1, c]")]


LOG = """# Changelog

## [Unreleased]

### Changed

- Not out
  yet.

## [0.3.0] - 2027-01-01

### Added
- A thing.

### Changed
- Third.

## [0.2.0]
### Changed
- Second.
- And more.

## [0.1.0]
### Changed
- First.
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("0.1.0", "0.2.0", {"0.2.0": ["Second.", "And more."]}),
        ("0.1.0", "0.3.0", {"0.3.0": ["Third."], "0.2.0": ["Second.", "And more."]}),
        ("0.2.0", "0.4.0", {"Unreleased": ["Not out yet."], "0.3.0": ["Third."]}),
        ("0.3.0", "0.3.0", {"Unreleased": ["Not out yet."]}),
        ("0.0.1", "0.1.0", {"0.1.0": ["First."]}),
    ],
)
def test_the_changelog_between_two_versions(old, new, said):
    assert {section.version: section.changed for section in changed_between(LOG, old, new)} == said


def test_no_changelog_says_nothing():
    assert changed_between("", "0.1.0", "0.2.0") == []


PAGE = "| key | meaning | type | unit | range | default | source of the default |\n|---|---|---|---|---|---|---|\n| `a.b` | A \\| b. | number |  |  | `{}` |  |\n| `a` | A. | record |  |  |  |  |\n"


def test_defaults_that_differ_between_two_pages_of_parameters():
    assert defaults_of(PAGE.format(3)) == {"a.b": "3"}
    assert changed_defaults(PAGE.format(3), PAGE.format(4) + "| `c` | C. | record |  |  | `1` |  |\n| `c.d` | D. | number |  |  | `2` |  |\n") == {"a.b": ("3", "4"), "c": (FRESH, "1")}
    assert changed_defaults("", PAGE.format(3)) == {}
    page = (ROOT / "docs" / "reference" / "parameters.md").read_text()
    assert defaults_of(page)["enforcement.end_use_checks_per_year"] == "1500" and len(defaults_of(page)) > 100


def test_the_repository_tells_commits_and_defaults(tmp_path):
    def git(*words):
        command = ["git", "-C", tmp_path, "-c", "user.name=a", "-c", "user.email=a@b", *words]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    git("init", "-q")
    page, source = tmp_path / "docs" / "reference" / "parameters.md", tmp_path / "sim" / "x.cpp"
    for at, (default, code) in enumerate([(3, "a"), (4, "b"), (4, "b")]):
        for path, text in ((page, PAGE.format(default)), (source, code), (tmp_path / "README", str(at))):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        git("add", "-A")
        git("commit", "-q", "-m", f"Change {at}")
    old, new = git("rev-parse", "HEAD~2"), git("rev-parse", "HEAD")
    found = history(tmp_path, old, f"{new}-dirty")
    assert [line.split(" ", 1)[1] for line in found.commits] == ["Change 1"]  # the last one touched no model
    assert found.defaults == {"a.b": ("3", "4")}
    assert history(tmp_path, "0" * 40, new) is None
    assert history(tmp_path / "docs" / "none", old, new) is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"content_hash": "a"}, "Both files have the same content hash."),
        ({"content_hash": "a", "commit": "def"}, "moved nothing here"),
        ({"keys": {"run.seed": "2"}}, "The scenario differs, the program is the same"),
        ({"commit": "def"}, "The scenario says the same, the program differs"),
        ({"commit": "def", "keys": {}}, "Both the scenario and the program differ"),
        ({"seed": 2}, "the seeds differ: what moved is chance"),
        ({"replicates": [0, 1], "answers": {"x": answer({0: 100.0, 1: 101.0})}}, "one run has more of them"),
        ({"replicates": [0, 1], "answers": {"x": answer({0: 100.0, 1: 7.0})}}, "please report it"),
    ],
)
def test_the_verdict_on_why(changes, words):
    found = moved(answers(), dataclasses.replace(answers("b"), **changes))
    assert words in reasons(found, [], None)[0].said


def test_a_program_with_changes_of_its_own_is_never_the_same():
    dirty = {"commit": "abc-dirty"}
    found = moved(answers(**dirty), answers("b", **dirty))
    assert "the program differs" in reasons(found, [], None)[0].said


def test_outputs_and_answers_that_only_one_file_has_are_listed():
    old, new = answers(), answers("b", outputs=["x", "y"], answers={})
    said = {reason.said: reason.list for reason in reasons(moved(old, new), [], None)}
    assert said["Outputs that only the new file has:"] == ["`y`"]
    assert said["Answers that only the old file gives:"] == ["`x`"]


# ---- what is shipped ----------------------------------------------------------------------------------------------------


@needs_program
def test_the_shipped_answers_have_the_scheme_of_a_fresh_run(tmp_path):
    """The numbers are of the release; what there is to be answered must be what the program gives now."""
    entrepot("run", ROOT / "scenarios" / "baseline.yaml", *FEW_BUYERS, "-n", 1, "-q", "-o", tmp_path / "r.h5")
    shipped, fresh = read_answers(SHIPPED), read_answers(tmp_path / "r.h5")
    again = "run scripts/write-answers"
    assert {text: a.unit for text, a in shipped.answers.items()} == {text: a.unit for text, a in fresh.answers.items()}, again
    assert set(shipped.outputs) <= set(fresh.outputs), again
    assert (shipped.scenario, shipped.seed, shipped.weeks) == (fresh.scenario, fresh.seed, fresh.weeks), again
    assert len(shipped.replicates) >= 16 and not shipped.has_values
