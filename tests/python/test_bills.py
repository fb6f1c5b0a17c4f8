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
    text = (FOLDER / f"{name}.yaml").read_text()
    assert "extends: outlook.yaml" in text
    entrepot("lint", f"bills/{name}")
    entrepot("run", f"bills/{name}", "-n", 1, "-q", "--custody", 0, "-o", tmp_path / "run.h5")


def test_an_entry_names_the_instruments_of_its_rules():
    outlook = yaml.safe_load((ROOT / "scenarios" / "baseline" / "rules.yaml").read_text())["rules"]
    for bill in BILLS.values():
        if "scenario" not in bill:
            continue
        rules = yaml.safe_load((FOLDER / f"{bill['scenario']}.yaml").read_text()).get("rules") or {}
        used = {rule["instrument"] for rule in rules.values() if rule and "instrument" in rule}
        changed = {outlook[name]["instrument"] for name, rule in rules.items() if name in outlook and not (rule and "instrument" in rule)}
        assert set(bill.get("instruments", [])) <= used | changed, bill["name"]
        assert used <= set(bill.get("instruments", [])), bill["name"]


def test_the_command_lists_finds_and_prints_bills():
    assert {bill["id"] for bill in json.loads(entrepot("bills", "--json")[0])} == set(BILLS)
    assert "chip_security_act" in told("bills", "location")
    page = told("bills", "chip_security_act")
    assert "Status:" in page and "as of" in page and "Left out:" in page
    assert "no bill on 'perpetual motion'" in told("bills", "perpetual", "motion", code=2)
