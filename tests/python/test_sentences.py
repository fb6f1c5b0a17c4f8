"""Differences as sentences and names for readers."""

import pytest

from entrepot.compare.effects import Effect
from entrepot.compare.quantities import POINTS, Quantity
from entrepot.compare.sentences import change_sentence, with_place_names
from entrepot.names import option_name, output_name, parameter_name, unique_names
from entrepot.page.comparison_section import _headline
from entrepot.scenario import Rule

NBSP = "\N{NO-BREAK SPACE}"


def effect(mean, low, high, baseline=294_579.0, **more):
    return Effect(baseline, mean, low, high, 32, 0.5, **more)


@pytest.mark.parametrize(
    ("name", "found", "unit", "text"),
    [
        ("leaked units", effect(-46_058, -51_407, -40_709), "units", f"Leaked units fell by 46,058 (40,709 to 51,407), 16{NBSP}% of the reference (294,579)."),
        ("leaked units", effect(-1_552, -5_080, 1_977), "units", "Leaked units: no change beyond sampling noise (−5,080 to +1,977)."),
        ("access leakage", effect(0.36, 0.29, 0.43, 1.8), POINTS, "Access leakage rose by 0.360 percentage points (0.290 to 0.430)."),
        ("revenue of NVIDIA", effect(-599, -964, -234, 358_210), "USD m",
         f"Revenue of NVIDIA fell by $599{NBSP}m ($234{NBSP}m to $964{NBSP}m), 0.2{NBSP}% of the reference ($358.21{NBSP}bn)."),
        ("duty", effect(0, 0, 0, exactly_zero=True), "USD m", "Duty: the same in every replicate."),
        ("duty", effect(5, float("nan"), float("nan")), "USD m", f"Duty: +$5.00{NBSP}m in one pair of replicates."),
    ],
)  # fmt: skip
def test_a_change_is_a_sentence(name, found, unit, text):
    assert change_sentence(name, found, unit) == text


def test_the_headline_is_the_largest_change_where_leakage_has_none():
    access = Quantity("access_leakage", "Access leakage", POINTS, "Leakage", "access_leakage")
    noise, clear = effect(-1_552, -5_080, 1_977), effect(-0.125, -0.199, -0.051, 1.8)
    assert _headline(noise, [(access, clear)]).name == "Access leakage, percentage points"
    assert _headline(noise, [(access, clear)]).change == "−0.125"
    assert _headline(effect(-46_058, -51_407, -40_709), [(access, clear)]).change == "−46,058"
    assert _headline(noise, []).name == "leaked units"


def test_codes_become_names():
    text = "leakage through PH fell by -7,477 (-20,305 to 5,350); the rest shifted to MY (+4,330), SG."
    assert with_place_names(text) == "leakage through the Philippines fell by −7,477 (−20,305 to 5,350); the rest shifted to Malaysia (+4,330), Singapore."


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("revenue[nvidia/bill_to]", "revenue of NVIDIA"), ("leaked_by_hub[SG]", "leaked units through Singapore"),
        ("final_restricted_stock", "restricted stock at the end"), ("leaked_h100e", "leaked compute"),
    ],
)  # fmt: skip
def test_outputs_have_names(key, name):
    assert output_name(key) == name


def test_parameters_and_options_have_names():
    assert parameter_name("enforcement.check_detection") == "check detection (enforcement)"
    assert parameter_name("us_stock_billed_in_singapore") == "US stock billed in Singapore"
    assert option_name("strict_kyc") == "Strict KYC"
    assert option_name("strict, checks = 100", {"strict": "A strict rule"}) == "A strict rule, checks = 100"
    assert option_name("checks_a_year = 100") == "Checks a year = 100"


def test_the_label_stands_in_for_a_title_that_two_have():
    assert unique_names(["One", "Two", "Two", ""], ["a", "b", "c", "d"]) == ["One", "b", "c", "d"]


def test_rules_are_written_out():
    rule = Rule("ac_2023_tpp_other_d", "licence_requirement", None, None, None, None, "", "")
    assert rule.name == "Advanced computing 2023: performance threshold, other country group D"
