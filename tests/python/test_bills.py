"""The catalogue of bills: every scenario is valid, lints clean and runs, and the command finds each entry."""

import json

import pytest
import yaml

from program import ROOT, entrepot, told

FOLDER = ROOT / "scenarios" / "bills"
BILLS = yaml.safe_load((FOLDER / "catalogue.yaml").read_text())["bills"]
SCENARIOS = sorted({bill["scenario"] for bill in BILLS.values() if "scenario" in bill})


def test_each_scenario_has_an_entry_and_there_are_enough():
    assert sorted(path.stem for path in FOLDER.glob("*.yaml") if path.stem != "catalogue") == SCENARIOS
    assert len(BILLS) >= 30


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_bill_is_valid_lints_clean_and_runs_on_the_outlook(name, tmp_path):
    entrepot("lint", f"bills/{name}")
    entrepot("run", f"bills/{name}", "-n", 1, "-q", "--custody", 0, "-o", tmp_path / "run.h5")


def rules_of(name):
    """The rules of a scenario of the catalogue, with those of the one that it extends."""
    scenario = yaml.safe_load((FOLDER / f"{name}.yaml").read_text())
    base = scenario["extends"].removesuffix(".yaml")
    if base == "outlook":
        return scenario.get("rules") or {}
    assert base in SCENARIOS, f"{name} extends neither the outlook nor another bill"
    own, below = scenario.get("rules") or {}, rules_of(base)
    return below | {rule: {**below.get(rule, {}), **(keys or {})} for rule, keys in own.items()}


def test_an_entry_names_the_instruments_of_its_rules():
    outlook = yaml.safe_load((ROOT / "scenarios" / "baseline" / "rules.yaml").read_text())["rules"]
    for bill in BILLS.values():
        if "scenario" not in bill:
            continue
        rules = rules_of(bill["scenario"])
        used = {rule["instrument"] for rule in rules.values() if rule and "instrument" in rule}
        in_the_outlook = {rule["instrument"] for rule in outlook.values()}  # part of a bill that is law already
        assert set(bill.get("instruments", [])) <= used | in_the_outlook, bill["name"]
        assert used <= set(bill.get("instruments", [])), bill["name"]


def test_the_command_lists_finds_and_prints_bills():
    assert {bill["id"] for bill in json.loads(entrepot("bills", "--json")[0])} == set(BILLS)
    assert "chip_security_act" in told("bills", "location")
    page = told("bills", "chip_security_act")
    assert "Status:" in page and "as of" in page and "Judged:" in page
    assert "Left out:" in told("bills", "remote_access_security_act")
    assert "no bill on 'perpetual motion'" in told("bills", "perpetual", "motion", code=2)
