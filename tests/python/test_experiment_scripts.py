"""The arithmetic and inputs of scripts/screen-parameters, robustness, null-models and input-checks."""

import importlib.util
import sys
from importlib.machinery import SourceFileLoader

import numpy as np
import pytest
import yaml

from program import ROOT, entrepot


def script(name: str):
    sys.path.insert(0, str(ROOT / "scripts"))  # as it is for a script that is run
    loader = SourceFileLoader(name.replace("-", "_"), str(ROOT / "scripts" / name))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def screen():
    return script("screen-parameters")


@pytest.fixture(scope="module")
def robustness():
    return script("robustness")


def test_a_number_is_halved_and_doubled_within_its_allowed_range(screen):
    assert screen.factor(["a"], [0.3], "number", "0 to 1") == {"paths": ["a"], "scales": True, "loguniform": [0.5, 2.0]}
    assert screen.factor(["a"], [0.8], "number", "0 to 1")["loguniform"] == [0.5, 1.25]
    assert screen.factor(["a"], [3], "number", "at least 2")["loguniform"] == [2 / 3, 2.0]
    assert screen.factor(["a"], [1], "number", "1 to 1") is None, "nothing to vary"


def test_groups_are_scaled_together_within_the_tightest_of_their_ranges(screen):
    values = [{"lognormal": {"median": 0.4, "sigma": 1}}, {"beta": {"mean": 0.5, "concentration": 5}}]
    assert screen.factor(["a.x", "b.x"], values, "distribution", "0 to 1")["loguniform"][1] == pytest.approx(1 / 0.51)


def test_an_integer_has_a_range_and_its_own_value(screen):
    one = screen.factor(["a"], ["5"], "integer", "1 to 1,000")
    assert (one["integer"], one["as_is"]) == ([2, 10], 5)
    assert screen.factor(["a", "b"], [3, 4], "integer", "1 to 10") is None, "one range cannot hold for both"


def test_each_row_moves_one_parameter(screen):
    varied = {"x": {"loguniform": [0.5, 2.0]}, "k": {"integer": [2, 10], "as_is": 5}}
    assert screen.points(varied) == [{"p0": 1, "p1": 5}, {"p0": 0.5, "p1": 5}, {"p0": 2.0, "p1": 5}, {"p0": 1, "p1": 2}, {"p0": 1, "p1": 10}]


def test_a_change_is_bold_if_noise_does_not_explain_it(screen):
    assert screen.paired(np.array([10.0, 11, 9, 10]), 5) == "**+2.0**"
    assert screen.paired(np.array([10.0, -11, 9, -8]), 5) == "+0.0"
    assert screen.paired(np.zeros(4), 5) == "0"
    assert screen.paired(np.array([np.nan, np.nan]), 5) == "0"


def test_the_largest_fall_beyond_noise_is_bold(robustness):
    found = {"a": (-20.0, 5.0), "b": (-30.0, 40.0)}
    assert robustness.row("w", "1, 0.5", found) == "| w | 1, 0.5 | −20 ± 5 | −30 ± 40 |"
    found["a"] = (-40.0, 5.0)
    assert robustness.row("w", "1, 0.5", found) == "| w | 1, 0.5 | **−40 ± 5** | −30 ± 40 |"


def test_ranks_are_counted_over_worlds(robustness):
    policies = robustness.POLICIES
    worlds = [{policy: (float(k), 0.5) for k, policy in enumerate(policies)}, {policy: (-float(k), 0.5) for k, policy in enumerate(policies)}]
    table = robustness.ranks(worlds)
    assert table[2] == f"| {policies[0]} | 1 | 0 | 0 | 1 | 0 of 2 |"
    assert table[-1] == f"| {policies[-1]} | 1 | 0 | 0 | 1 | 2 of 2 |"


def test_worlds_change_what_the_baseline_has(robustness):
    worlds = robustness.judgements()
    assert worlds["as built"] == []
    assert "intermediaries.brokers.integrity={lognormal: {median: 1.6, sigma: 1.2}}" in worlds["traders twice as honest"]
    assert "buyers.china_ai_labs.grey_contacts=12" in worlds["three times the contacts"]


def test_a_null_is_inside_or_outside_a_published_range_or_silent():
    nulls = script("null-models")
    assert nulls.verdict(5, {"low": 1, "high": 9}) == "inside"
    assert nulls.verdict(0.5, {"low": 1}) == "outside"
    assert nulls.verdict(None, {"low": 1}) == "" and nulls.shown(None) == "silent"
    assert nulls.shown(12345.6) == "12,346" and nulls.shown(0.1234) == "0.123"


def test_a_change_is_paired_and_in_per_cent_of_what_leaks_without_it():
    stress = script("stress")
    before, after = (stress.Outcome(np.array(leaked), None, 0, 0) for leaked in ([100.0, 300.0], [50.0, 250.0]))
    mean, half = stress.change(before, after)
    assert (mean, half) == (-25, 0)
    assert stress.signed(mean, half) == "−25 ± 0" and stress.priced(before) == "none"


def test_the_lever_table_averages_over_combinations_of_the_others(monkeypatch):
    stress = script("stress")
    monkeypatch.setattr(stress, "LEVERS", {"a": ["a"], "b": ["b"]})
    leaks = {(): 100, ("a",): 90, ("b",): 80, ("a", "b"): 60}
    monkeypatch.setattr(stress, "run", lambda settings, options: stress.Outcome(np.full(3, float(leaks[tuple(settings)])), 1, 0, 0))
    lines = stress.surface(stress.run([], None), None)
    assert lines[2] == "| a | −10 ± 0 | −20 | −15 |"
    assert lines[3] == "| b | −20 ± 0 | −30 | −25 |"
    assert lines[-1] == "| a + b | −40 ± 0 |"


def test_extremes_name_parameters_of_the_baseline():
    stress = script("stress")
    settings = {setting.split("=")[0] for _, _, chosen in stress.EXTREMES for setting in chosen}
    assert "jurisdictions.MY.customs" in settings and "intermediaries.cloud_operators.integrity" in settings


@pytest.fixture(scope="module")
def input_checks():
    return script("input-checks")


def test_a_path_of_spending_is_scaled_with_its_unit(input_checks):
    assert input_checks.scaled_path({"2024-01-01": "4 BUSD/year", "2025-01-01": 10}, 0.5) == {"2024-01-01": "2 BUSD/year", "2025-01-01": "5"}
    assert input_checks.without_rules("china_")["rules"]["china_h200_blocked"] is None


def test_each_world_of_the_input_checks_is_a_valid_scenario(input_checks, tmp_path):
    for title, overlay in input_checks.WORLDS.items():  # an invalid one ends the program with an error
        world = tmp_path / "world.yaml"
        world.write_text(yaml.safe_dump({"extends": "baseline.yaml", "title": title, **overlay}))
        entrepot("validate", world)
