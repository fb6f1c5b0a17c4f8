"""From one release to the next: which headline results changed, by hand-worked differences, and why."""

import json
import math
import subprocess

import h5py
import numpy as np
import pytest
from conftest import displaced_run, plain_run, write_result
from program import FEW_BUYERS, ROOT, entrepot, main, needs_program
from scipy import stats

from entrepot.release_diff import State, diff_of
from entrepot.release_diff.changelog import changed_between
from entrepot.release_diff.history import FRESH, changed_defaults, defaults_of, history
from entrepot.release_diff.reasons import reasons

SHIPPED = ROOT / "docs" / "reference" / "answers.json"
PLAIN = 100.0 + np.arange(10)  #: of ten replicates


def headlines(hash="a", values=PLAIN, **changes):
    """A file of headline results with one result, `x`, and the values of its replicates."""
    numbers = changes.pop("replicates", list(range(len(values))))
    results = changes.pop("headlines", {"x": values})
    made = {
        "entrepot_headlines": 2, "title": "Made up", "scenario": "baseline", "version": "0.1.0", "commit": "abc", "content_hash": hash, "seed": 1,
        "start": "2023-01-02", "end": "2024-12-29", "weeks": 104, "confidence": 0.9, "replicates": numbers, "outputs": ["x"],
        "keys": {"run": {"seed": "1"}},
    } | changes  # fmt: skip
    made["headlines"] = {name: {"unit": "units", "values": [None if np.isnan(v) else float(v) for v in of]} for name, of in results.items()}
    return made


@pytest.fixture
def diff(tmp_path):
    """The difference of two files of headline results, as the program computes it; `without_values` names files that keep none."""

    def make(old, new, *options, without_values=()):
        paths = []
        for name, made in (("old", old), ("new", new)):
            paths.append(tmp_path / f"{name}.json")
            paths[-1].write_text(json.dumps(made))
            if name in without_values:
                entrepot("headlines", paths[-1], "-o", paths[-1])
        return diff_of(json.loads(entrepot("diff", *paths, "--json", *options)[0]))

    return make


@pytest.fixture
def only(diff):
    def make(*arguments, **options):
        [change] = diff(*arguments, **options).changes
        return change

    return make


def file(folder, name, run, **attributes):
    path = write_result(folder / f"{name}.h5", run)
    with h5py.File(path, "r+") as opened:
        for key, value in attributes.items():
            opened.attrs[key] = value
    return path


# ---- states ---------------------------------------------------------------------------------------------------------


@needs_program
def test_a_paired_difference_has_students_interval_at_a_joint_level(diff):
    noise = np.tile([-1.0, 1.0], 5)
    old = headlines(confidence=0.8, headlines={"x": PLAIN, "y": PLAIN})
    found = diff(old, headlines("b", confidence=0.8, headlines={"x": 110.0 + np.arange(10) + noise, "y": PLAIN}))
    x, y = found.changes
    half = stats.t.ppf(1 - 0.2 / 2 / 2, 9) * noise.std(ddof=1) / math.sqrt(10)
    assert found.paired and found.replicates == (10, 10)
    assert (x.before, x.after, x.effect.mean) == (104.5, 114.5, 10)
    assert x.effect.low == pytest.approx(10 - half) and x.effect.high == pytest.approx(10 + half)
    assert (x.state, y.state) == (State.CHANGED, State.IDENTICAL)


@needs_program
@pytest.mark.parametrize(
    ("shift", "margin", "state"),
    [
        (np.zeros(10), 0.02, State.IDENTICAL),
        (np.tile([-0.1, 0.1], 5), 0.02, State.UNCHANGED),  # within 2 of 104.5
        (np.tile([-0.1, 0.1], 5), 0.0001, State.INCONCLUSIVE),
        (np.tile([-10, 10], 5), 0.02, State.INCONCLUSIVE),
        (np.full(10, 0.5), 0.02, State.CHANGED),
        (np.full(10, -0.5), 0.02, State.CHANGED),
    ],
)
def test_states(only, shift, margin, state):
    assert only(headlines(), headlines("b", PLAIN + shift), "--margin", margin).state is state


@needs_program
def test_other_seeds_are_not_paired(diff):
    found = diff(headlines(), headlines("b", 200.0 + np.arange(10), seed=2))
    assert not found.paired and "The seeds differ (1, 2)" in found.notes[0]
    [x] = found.changes
    half = stats.t.ppf(0.95, 18) * math.sqrt(2 * np.arange(10.0).var(ddof=1) / 10)
    assert x.effect.low == pytest.approx(100 - half) and x.state is State.CHANGED


@needs_program
def test_welchs_interval_by_hand(only):
    x = only(headlines(values=[0.0, 2.0]), headlines("b", [3.0, 5.0, 7.0], seed=2))  # variances of the means 1 and 4/3
    freedom = (7 / 3) ** 2 / (1 / 1 + (4 / 3) ** 2 / 2)
    half = stats.t.ppf(0.95, freedom) * (7 / 3) ** 0.5
    assert x.effect.mean == 4 and x.effect.n == 2
    assert (x.effect.low, x.effect.high) == pytest.approx((4 - half, 4 + half))


@needs_program
def test_only_replicates_that_are_in_both_are_compared(diff):
    found = diff(headlines(), headlines("b", [100.0, 102.0, 104.0]))
    assert found.replicates == (3, 3) and found.notes == ["3 replicates are in both; the others are left out."]
    assert (found.changes[0].before, found.changes[0].after) == (101, 102)


@needs_program
def test_files_without_values_are_compared_by_their_intervals_and_hashes(diff, only):
    found = diff(headlines(), headlines("b", 110.0 + np.arange(10)), without_values=["old"])
    assert not found.paired and found.replicates == (10, 10)
    assert found.notes == ["The old file does not hold the values of replicates, so they are not paired and intervals are wider."]
    [x] = found.changes
    half = stats.t.ppf(0.95, 18) * math.sqrt(2 * np.arange(10.0).var(ddof=1) / 10)
    assert (x.before, x.after, x.effect.mean) == (104.5, 114.5, 10) and x.state is State.CHANGED
    assert x.effect.low == pytest.approx(10 - half) and x.effect.high == pytest.approx(10 + half)
    assert only(headlines(), headlines("b"), without_values=["old"]).state is State.IDENTICAL
    assert only(headlines(), headlines("b", 100.001 + np.arange(10)), "--margin", 0.1, without_values=["old"]).state is State.UNCHANGED
    assert only(headlines(), headlines("b", PLAIN[::-1]), without_values=["old"]).state is not State.IDENTICAL


@needs_program
def test_more_replicates_in_a_file_without_values_are_not_reported_as_a_bug(diff):
    found = diff(headlines(), headlines("b", 100.0 + np.arange(20)), without_values=["old"])
    assert "one run has more replicates" in reasons(found, [], None)[0].text


@needs_program
def test_one_replicate_and_other_weeks_are_inconclusive(diff, only):
    assert only(headlines(values=[1.0]), headlines("b", [3.0])).state is State.INCONCLUSIVE
    found = diff(headlines(), headlines("b", np.full(10, 900.0), weeks=105))
    assert found.changes[0].state is State.INCONCLUSIVE and "no result can be compared" in found.notes[0]


@needs_program
def test_undefined_replicates_are_left_out_and_never_defined_twice_is_identical(only):
    gaps = PLAIN.copy()
    gaps[0] = np.nan
    x = only(headlines(values=gaps), headlines("b", gaps + 3))
    assert x.effect.n == 9 and x.state is State.CHANGED
    never = np.full(10, np.nan)
    assert only(headlines(values=never), headlines("b", never)).state is State.IDENTICAL
    assert only(headlines(values=never), headlines("b")).state is State.INCONCLUSIVE


@needs_program
def test_keys_that_differ_without_those_that_only_document(tmp_path, diff):
    old = headlines(keys={"": {"gone": "1"}, "x": {"y": "3"}, "y": {"z": "[1, b]"}, "same": {"n": "1.50"}})
    new = headlines("b", keys={"": {"fresh": "~"}, "x": {"y": "3"}, "y": {"z": "[1, c]"}, "same": {"n": "1.5"}})
    assert [(d.key, d.before, d.after) for d in diff(old, new).keys] == [("fresh", "", "~"), ("gone", "1", ""), ("y.z", "[1, b]", "[1, c]")]
    scenario = "title: a\nx: {value: 3, source: s}\ny: {z: [1, b], w: true, note: n}\n"
    text, _ = entrepot("headlines", write_result(tmp_path / "r.h5", plain_run(scenario=scenario)))
    assert json.loads(text)["keys"] == {"": {"x": "3"}, "y": {"w": "true", "z": "[1, b]"}}


# ---- result files and files of headline results ------------------------------------------------------------------------


@needs_program
def test_headline_results_of_a_result_file_by_hand(tmp_path):
    found = json.loads(entrepot("headlines", file(tmp_path, "r", plain_run()), "--values")[0])
    results = found["headlines"]
    assert results["leaked_units"]["values"] == [312, 624, 936]  # 3 r in 104 weeks
    assert results["annual_leaked_units[2023]"]["values"] == [156, 312, 468]
    assert results["revenue[nvidia/bill_to]"]["values"] == [2400] * 3
    assert (found["scenario"], results["leaked_units"]["unit"]) == ("baseline", "units")
    assert found["keys"]["rules.a800_barred"]["effective"] == "2023-10-23" and "source" not in found["keys"]["rules.a800_barred"]
    half = stats.t.ppf(0.975, 2) * 312 / math.sqrt(3)
    assert (results["leaked_units"]["low"], results["leaked_units"]["high"]) == pytest.approx((624 - half, 624 + half), rel=1e-8)


@needs_program
@pytest.mark.parametrize("options", [[], ["--values"]])
def test_a_file_of_headline_results_takes_the_place_of_the_result(tmp_path, options):
    path = file(tmp_path, "r", displaced_run())
    assert entrepot("headlines", path, "-o", tmp_path / "a.json", *options)[0] == f"{tmp_path / 'a.json'}\n"
    text = (tmp_path / "a.json").read_text()
    assert ('"values"' in text) is bool(options)
    assert entrepot("headlines", tmp_path / "a.json", *options)[0] == text
    json.loads(text, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    found = diff_of(json.loads(entrepot("diff", tmp_path / "a.json", path, "--json")[0]))
    assert found.identical and not found.keys and {change.state for change in found.changes} == {State.IDENTICAL}


@needs_program
def test_a_file_without_values_cannot_give_them(tmp_path):
    entrepot("headlines", file(tmp_path, "r", plain_run()), "-o", tmp_path / "a.json")
    assert "holds no values" in entrepot("headlines", tmp_path / "a.json", "--values", code=2)[1]


@needs_program
@pytest.mark.parametrize("format", [1, 2])
def test_files_of_older_formats_are_still_read(tmp_path, diff, format):
    made = headlines() | {"entrepot_answers": format}
    made["answers"] = made.pop("headlines")
    del made["entrepot_headlines"]
    made["keys"] = {"run.seed": "1", "title": "x"} if format == 1 else made["keys"]
    found = diff(made, headlines("b"))
    assert found.changes[0].state is State.IDENTICAL and [d.key for d in found.keys] == (["title"] if format == 1 else [])


@needs_program
@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "not JSON"), ("{}", "not headline results of format"), ("x", "not JSON"), ("", "not JSON"),
        ('{"entrepot_headlines": 2}', "damaged: "), ('{"entrepot_headlines": 9}', "not headline results of format"),
        (json.dumps(headlines() | {"replicates": [1]}), "damaged: values and replicates differ in number"),
        (json.dumps(headlines() | {"entrepot_headlines": 3, "checksum": "0" * 32}), "is damaged: its checksum does not match"),
    ],
)  # fmt: skip
def test_damaged_files_are_refused_in_one_line(tmp_path, capsys, text, why):
    (tmp_path / "a.json").write_text(text)
    good = file(tmp_path, "r", plain_run())
    assert main(["diff", str(tmp_path / "a.json"), str(good)]) == 2
    err = capsys.readouterr().err
    assert why in err and err.count("\n") == 1


@needs_program
def test_the_command_reports_changes_as_markdown_and_csv(tmp_path, capsys):
    old = file(tmp_path, "old", plain_run())
    new = file(tmp_path, "new", displaced_run(version="0.2.0"), content_hash="f" * 32, commit="fedcba")
    (tmp_path / "C.md").write_text("## [0.2.0]\n### Changed\n- Hubs move.\n## [0.1.0]\n")
    assert main(["diff", str(old), str(new), "--changelog", str(tmp_path / "C.md")]) == 0
    out = capsys.readouterr().out
    assert out.startswith("## Headline results: 0.1.0 to 0.2.0\n")
    assert "| `leaked_units` | units | 624 | 520 | −104 |" in out  # r times 104 less, less 104: 0, -104, -208
    assert "| `revenue[amd/bill_to]` | USD m | 0.000240 | 0.000240 | 0 exactly |  |  | identical |" in out
    assert "due to the model" in out and "- Hubs move." in out
    assert main(["diff", str(old), str(new), "-o", str(tmp_path / "m.csv"), "--margin", "0.5", "--confidence", "0.5"]) == 0
    assert "all,leaked_units,units,624.0,520.0,-104.0," in (tmp_path / "m.csv").read_text()


@needs_program
def test_the_same_file_twice_has_no_changes(tmp_path, capsys):
    old = file(tmp_path, "old", plain_run())
    assert main(["diff", str(old), str(old)]) == 0
    assert "No headline result changed: the results are identical to the last bit." in capsys.readouterr().out


@needs_program
def test_a_run_between_separates_the_programs_part_from_the_scenarios(tmp_path, capsys):
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
    capsys.readouterr()
    assert main(["diff", str(old), str(new), "--between", str(old)]) == 0
    assert "The program between is not the new one" in capsys.readouterr().out


@pytest.mark.parametrize("options", [["--margin", "2"], ["--confidence", "x"], ["-o", "a.txt"]])
def test_options_that_make_no_sense_are_refused(tmp_path, options):
    old = file(tmp_path, "old", plain_run())
    assert main(["diff", str(old), str(old), *options]) == 2


def test_a_missing_changelog_is_an_error(tmp_path, capsys):
    old = file(tmp_path, "old", plain_run())
    assert main(["diff", str(old), str(old), "--changelog", str(tmp_path / "none.md")]) == 2
    assert "none.md" in capsys.readouterr().err


# ---- why --------------------------------------------------------------------------------------------------------------


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


@needs_program
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"hash": "a"}, "Both files have the same content hash."),
        ({"hash": "a", "commit": "def"}, "No change of the program"),
        ({"keys": {"run": {"seed": "2"}}}, "The scenario differs, the program is the same"),
        ({"commit": "def"}, "The scenario is the same, the program differs"),
        ({"commit": "def", "keys": {}}, "Both the scenario and the program differ"),
        ({"seed": 2}, "the seeds differ: changes are sampling noise"),
        ({"values": [100.0, 101.0]}, "one run has more of them"),
        ({"values": [100.0, 7.0]}, "please report it"),
    ],
)
def test_the_verdict_on_why(diff, changes, words):
    assert words in reasons(diff(headlines(), headlines(**({"hash": "b"} | changes))), [], None)[0].text


@needs_program
def test_a_program_with_uncommitted_changes_is_never_the_same(diff):
    found = diff(headlines(commit="abc-dirty"), headlines("b", commit="abc-dirty"))
    assert "the program differs" in reasons(found, [], None)[0].text


@needs_program
def test_outputs_and_results_that_only_one_file_has_are_listed(diff):
    found = diff(headlines(), headlines("b", outputs=["x", "y"], headlines={}))
    lists = {reason.text: reason.entries for reason in reasons(found, [], None)}
    assert lists["Outputs that only the new file has:"] == ["`y`"]
    assert lists["Headline results that only the old file has:"] == ["`x`"]


# ---- what is shipped ----------------------------------------------------------------------------------------------------


@needs_program
def test_the_shipped_answers_have_the_scheme_of_a_fresh_run(tmp_path):
    """The numbers are of the release; what there is to be answered must be what the program gives now."""
    entrepot("run", ROOT / "scenarios" / "baseline.yaml", *FEW_BUYERS, "-n", 1, "-q", "-o", tmp_path / "r.h5")
    fresh, shipped = (json.loads(entrepot("headlines", path)[0]) for path in (tmp_path / "r.h5", SHIPPED))
    again = "run scripts/write-answers"
    assert {text: a["unit"] for text, a in shipped["headlines"].items()} == {text: a["unit"] for text, a in fresh["headlines"].items()}, again
    assert set(shipped["outputs"]) <= set(fresh["outputs"]), again
    assert all(shipped[key] == fresh[key] for key in ("scenario", "seed", "weeks")), again
    assert len(shipped["replicates"]) >= 16 and "values" not in SHIPPED.read_text()
