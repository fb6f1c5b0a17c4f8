"""`entrepot rules` and `entrepot lint` by their command line."""

import json
import re

import pytest
from program import BASELINE, READS, entrepot, needs_program


pytestmark = needs_program


# Two years, four places that trade and one, Malta, without any firm.
IDLE = """\
title: Small world
calendar: {start: 2023-01-02, end: 2024-12-29}
run: {seed: 7, replicates: 2}
jurisdictions:
  CN: {groups: ["D:5"], data_centre_mw: 1000}
  MT: {}
  MY: {hub: true, data_centre_mw: 100}
  SG: {hub: true, data_centre_mw: 70, customs: {inspection_rate: 0.02, transfer_inspection_rate: 0.002, detection: 0.4, cooperation: 0.3}}
  US: {groups: ["A:1", "A:5"], data_centre_mw: 5000}
lanes:
  air: {between: [CN, MY, SG, US], mode: air_freight, weeks: 1, cost: 100}
  courier: {from: [MY, SG], to: [CN], mode: courier, weeks: 2, cost: 40, inspection_factor: 3}
vendors:
  acme: {home: US, ships_from: US, kyc: 0.2}
lines:
  acme_fab: {vendor: acme, capacity: 100, lead_weeks: 4}
products:
  cut: {line: acme_fab, release: 2022-06-01, tpp: 2368, performance_density: 2.9, memory_bandwidth: 4000, list_price: 12000, h100e: 0.2, inference_h100e: 0.6, software_factor: 0.9}
  full: {line: acme_fab, release: 2022-01-01, tpp: 15824, performance_density: 19.4, memory_bandwidth: 3350, link_speed: 900, list_price: 30000, h100e: 1}
channel_partners:
  distributors: {count: 3, jurisdiction: {SG: 0.5, US: 0.5}, vendors: [acme]}
intermediaries:
  traders: {count: 12, jurisdiction: {MY: 0.5, SG: 0.5}}
buyers:
  cloud: {count: 6, segment: hyperscaler, jurisdiction: US, direct: true, initial_stock: 100, growth: 0.5, willingness_to_pay: 60000, budget: 10000000}
  lab: {count: 10, segment: restricted_lab, jurisdiction: CN, initial_stock: 50, growth: 1, willingness_to_pay: 90000, budget: 5000000, foresight_weeks: 13, grey_contacts: 3, contact_hubs: {MY: 1, SG: 1}}
  shop: {count: 20, segment: enterprise, jurisdiction: {MY: 1, SG: 1}, reseller_share: 0.5, initial_stock: {uniform: [5, 20]}, growth: {normal: {mean: 0.3, sd: 0.1}}, willingness_to_pay: 50000, budget: 1000000}
rules:
  ban: {instrument: licence_requirement, effective: 2023-01-02, destinations: [CN], tpp: 4800, review: presumption_of_denial}
  idle: {instrument: licence_requirement, effective: 2023-01-02, headquarters: [MT], review: deny}
"""
IDLE_LINE = IDLE[: IDLE.index("  idle:")].count("\n") + 1


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
    text, error = entrepot("lint", *READS, path, code=1)
    assert f"{path}:4:3: lint: rules.lost: never fired: names no product" in text
    assert "finding" in error


def test_lint_of_the_baseline_is_clean():
    text, _ = entrepot("lint", *READS, BASELINE)
    assert text.strip() in ("", "no findings") or "no finding" in text


def test_lint_with_a_run_names_rules_that_decide_nothing(tmp_path):
    # In force, and the deciding rule for firms of Malta, of which there are none.
    path = tmp_path / "idle.yaml"
    path.write_text(IDLE)
    entrepot("lint", *READS, path)
    text, _ = entrepot("lint", *READS, path, "--run", code=1)
    assert text.splitlines() == [f"{path}:{IDLE_LINE}:3: lint: rules.idle: idle: decided no transaction in the first replicate"]


def test_lint_notes_what_has_no_date_and_passes(tmp_path):
    path = tmp_path / "more.yaml"
    path.write_text(f"extends: {BASELINE}\nenforcement: {{investigators: 300}}\n")
    text, _ = entrepot("lint", *READS, path, "--set", "cloud.first_rent=3")
    assert text.splitlines() == [
        "--set cloud.first_rent=3: note: cloud.first_rent: 3 in place of 500 applies from the first week (2022-10-03); only rules and series have dates",
        f"{path}:2:30: note: enforcement.investigators: 300 in place of 150 applies from the first week (2022-10-03); only rules and series have dates",
    ]


def test_lint_finds_the_licence_path_that_a_new_rule_blocks(tmp_path):
    path = scenario_with(
        tmp_path,
        "  split: {instrument: licence_requirement, effective: 2026-03-02, destinations: [CN], tpp: 4800, review: presumption_of_denial}\n",
    )
    text, error = entrepot("lint", *READS, path, code=1)
    assert "lint: rules.h200_case_by_case: blocked: rules.split also covers A100, A800, H100 and 4 more to CN from 2026-03-02, and this rule does not relax it" in text
    assert "1 finding" in error


def test_lint_finds_a_suspension_that_suspends_nothing(tmp_path):
    path = scenario_with(tmp_path, "  affiliates: {instrument: entity_list, effective: 2025-09-29, ends: 2025-11-10, intermediaries: [brokers]}\n")
    text, _ = entrepot("lint", *READS, path, code=1)
    assert "rules.affiliates: ends on 2025-11-10, but intermediaries stay listed for the rest of the run" in text


def test_an_unknown_instrument_lists_all_nearest_first(tmp_path):
    path = scenario_with(tmp_path, "  duty: {instrument: tariff, effective: 2027-01-01}\n  other: {instrument: quota, effective: 2027-01-01}\n")
    error = entrepot("validate", *READS, path, code=2)[1].splitlines()
    assert error[0] == f"{path}:4:22: error: rules.duty.instrument: no instrument 'tariff'"
    assert error[1] == "  instruments, nearest first:"
    assert error[2].split()[0] == "licence_levy"
    assert len(error) == 1 + 1 + 20 + 1 + 1  # the list stands once
    assert error[-2].startswith(f"{path}:5:23: error: rules.other.instrument: no instrument 'quota'")


def test_explain_searches_for_several_words():
    text, _ = entrepot("explain", "revenue", "share")
    assert "licence_levy (instrument)" in text


def test_lint_of_no_rules_is_clean(tmp_path):
    path = tmp_path / "none.yaml"
    path.write_text(f"title: No rules\nextends: {BASELINE}\nrules: ~\n")
    text, _ = entrepot("lint", *READS, path)
    assert text == ""


def test_lint_of_bad_input(tmp_path):
    path = scenario_with(tmp_path, "  bad: {instrument: nothing}\n")
    assert "no instrument" in entrepot("lint", *READS, path, code=2)[1]
