"""`entrepot rules` and `entrepot lint` by their command line."""

import json
import os
import pathlib
import re
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BASELINE = ROOT / "scenarios" / "baseline.yaml"
BINARY = os.environ.get("ENTREPOT_BINARY") and os.path.abspath(os.environ["ENTREPOT_BINARY"])

pytestmark = pytest.mark.skipif(not BINARY, reason="ENTREPOT_BINARY is not set")


def entrepot(*arguments, code=0):
    """Run the program; its standard output and standard error."""
    done = subprocess.run([BINARY, *map(str, arguments)], capture_output=True, text=True, timeout=300)
    assert done.returncode == code, f"exit {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout, done.stderr


def answers(*arguments):
    """The spans of `entrepot rules --json`."""
    return json.loads(entrepot("rules", BASELINE, "--json", *arguments)[0])["spans"]


def test_names_the_rule_that_decides_and_its_source():
    (span,) = answers("--on=2024-06-03", "--product=H100", "--destination=CN")
    (answer,) = span["answers"]
    assert answer["decision"] == "presumption of denial"
    assert answer["rule"] == "ac_2023_density"
    assert answer["grade"] == "A"
    assert answer["source"]
    assert 0 < answer["approval_probability"] < 1


def test_counts_the_headquarters_of_the_parent():
    at_home = answers("--on=2024-06-03", "--product=H100", "--destination=SG")
    of_china = answers("--on=2024-06-03", "--product=H100", "--destination=SG", "--headquarters=CN")
    assert at_home[0]["answers"][0]["decision"] == "no licence"
    assert of_china[0]["answers"][0]["decision"] == "presumption of denial"


def test_military_end_users_are_approved_by_error_only():
    asked = ["--on=2025-09-01", "--product=H20", "--destination=CN"]
    civilian = answers(*asked, "--end-user=hyperscaler")[0]["answers"][0]
    military = answers(*asked, "--end-user=restricted_military")[0]["answers"][0]
    assert civilian["decision"] == "approve"
    assert civilian["conditions"] == ["revenue share 15 %"]
    assert military["approval_probability"] < civilian["approval_probability"]


def test_says_what_an_announced_rule_will_bar():
    (span,) = answers("--on=2023-10-18", "--product=A800", "--destination=CN")
    assert re.fullmatch(r"from 2023-10-\d\d: ac_2023_\w+", span["answers"][0]["ahead"])


def test_all_dates_are_spans_that_touch_and_differ():
    spans = answers("--all-dates", "--product=H20", "--destination=CN")
    assert len(spans) > 3
    assert all(a["answers"] != b["answers"] and a["to"] < b["from"] for a, b in zip(spans, spans[1:]))


def test_text_is_no_wider_than_100_columns():
    text, _ = entrepot("rules", BASELINE, "--all-dates")
    assert "ac_2023_density (grade A)" in text
    assert max(map(len, text.splitlines())) <= 100


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--product=h10"], "did you mean"),
        (["--destination=Sg"], "did you mean 'SG'"),
        (["--end-user=hyperscalar"], "did you mean 'hyperscaler'"),
        (["--on=2024-13-01"], "no date"),
        (["--on=1999-01-01"], "outside the run"),
    ],
)
def test_wrong_names_are_bad_input(arguments, message):
    _, error = entrepot("rules", BASELINE, *arguments, code=2)
    assert message in error


def scenario_with(tmp_path, rules):
    path = tmp_path / "more.yaml"
    path.write_text(f"title: More rules\nextends: {BASELINE}\nrules:\n{rules}")
    return path


def test_lint_gives_the_line_of_the_rule(tmp_path):
    path = scenario_with(
        tmp_path,
        "  lost:\n    instrument: licence_requirement\n    effective: 2024-01-01\n"
        "    destinations: [CN]\n    tpp: 9e9\n    review: deny\n",
    )
    text, error = entrepot("lint", path, code=1)
    assert f"{path}:4:3: lint: rules.lost: never fired: names no product" in text
    assert "finding" in error


def test_lint_of_no_rules_is_clean(tmp_path):
    path = tmp_path / "none.yaml"
    path.write_text(f"title: No rules\nextends: {BASELINE}\nrules: ~\n")
    text, _ = entrepot("lint", path)
    assert text == ""


def test_lint_of_bad_input(tmp_path):
    path = scenario_with(tmp_path, "  bad: {instrument: nothing}\n")
    assert "no instrument" in entrepot("lint", path, code=2)[1]
