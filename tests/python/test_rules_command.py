"""`entrepot rules` and `entrepot lint` by their command line."""

import json
import re

from program import BASELINE, FEW_BUYERS, READS, entrepot, needs_program


pytestmark = needs_program


def answers(*arguments):
    """The spans of `entrepot rules --json`."""
    return json.loads(entrepot("rules", BASELINE, "--json", *arguments)[0])["spans"]


def test_names_the_rule_that_decides_and_its_source():
    (span,) = answers("--on=2024-06-03", "--product=H100", "--destination=CN")
    (answer,) = span["answers"]
    assert answer["decision"] == "presumption of denial"
    assert answer["rule"] == "ac_2023_tpp"
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
    assert [span["answers"][0]["rule"] for span in spans] == [None, "h20_letter", "h20_licences"]
    assert all(a["answers"] != b["answers"] and a["to"] < b["from"] for a, b in zip(spans, spans[1:]))


def test_text_is_no_wider_than_100_columns():
    text, _ = entrepot("rules", BASELINE, "--all-dates")
    assert "ac_2023_tpp (grade A)" in text
    assert max(map(len, text.splitlines())) <= 100


def scenario_with(tmp_path, rules):
    path = tmp_path / "more.yaml"
    path.write_text(f"title: More rules\nextends: {BASELINE}\nrules:\n{rules}")
    return path


def test_an_unknown_instrument_lists_all_nearest_first(tmp_path):
    path = scenario_with(tmp_path, "  duty: {instrument: surcharge, effective: 2027-01-01}\n  other: {instrument: quota, effective: 2027-01-01}\n")
    error = entrepot("validate", *READS, path, code=2)[1].splitlines()
    assert error[0] == f"entrepot: error: {path}:4:22: rules.duty.instrument: no instrument 'surcharge'"
    assert error[1] == "  instruments, best match first:"
    assert error[2].split()[0] == "licence_levy"
    assert len(error) == 1 + 1 + 36 + 1 + 1  # the list stands once
    assert error[-2].startswith(f"entrepot: error: {path}:5:23: rules.other.instrument: no instrument 'quota'")


def test_explain_searches_for_several_words():
    text, _ = entrepot("explain", "revenue", "share")
    assert "licence_levy (instrument)" in text


def test_lint_tries_only_the_rules_of_the_file_and_gives_the_reason(tmp_path):
    path = scenario_with(
        tmp_path,
        "  fines: {instrument: penalties, effective: 2025-01-06, places: [CA], factor: 3}\n"
        "  h200_volume_cap: {share_of_home_sales: 100}\n"
        "  kyc: {instrument: kyc_duty, effective: 2025-01-06, vendors: [nvidia], diligence: 1}\n",
    )
    few = [*FEW_BUYERS, "--set=calendar.end=2025-06-30"]
    lines = entrepot("lint", *READS, path, "-n", 1, "-q", *few, code=1)[0].splitlines()
    findings = [line.removeprefix(f"{path}:") for line in lines if ": lint: " in line and str(path) in line]
    assert findings == [
        "4:3: lint: rules.fines: idle: changes nothing in 1 replicate: no intermediary is registered in CA",
    ]
    assert any("rules.h200_volume_cap: idle: its change here changes nothing in 1 replicate: never fired" in line for line in lines)
    (note,) = [line for line in lines if "rules.kyc" in line]
    assert "note: rules.kyc: binds every red-flagged order for products of nvidia" in note


def test_lint_says_how_long_before_the_first_rule_a_number_acts(tmp_path):
    path = scenario_with(tmp_path, "  kyc: {instrument: kyc_duty, effective: 2026-01-05, places: [SG], diligence: 1}\n")
    note = entrepot("lint", *READS, path, "--set", "licensing.base_weeks=9")[0]
    assert "applies from the first week (2022-10-03), 3 years before the first rule of this file, rules.kyc, takes effect on 2026-01-05" in note
