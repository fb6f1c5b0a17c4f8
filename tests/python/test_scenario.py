"""Names and rule dates from the resolved scenario."""

import datetime as dt

import pytest
from conftest import plain_run, write_result

import entrepot
from entrepot.figures.rule_marks import marks_of
from entrepot.scenario import place_name, rules, vendor_home, vendor_name


def test_rules_by_date(plain):
    first, second, third = rules(plain)
    assert [r.key for r in (first, second, third)] == ["before_the_run", "a800_barred", "diffusion"]
    assert (second.announced, second.effective) == (dt.date(2023, 10, 17), dt.date(2023, 10, 23))
    assert (second.source, second.grade, second.name) == ("88 FR 73458", "A", "A800 barred")
    assert first.announced == first.effective == dt.date(2022, 10, 21)
    assert second.ever_in_force and not third.ever_in_force


def test_marks_are_the_rules_within_the_run(plain):
    marks, notes = marks_of(plain)
    assert notes == []
    assert [(m.number, m.date) for m in marks] == [(1, dt.date(2023, 10, 23)), (2, dt.date(2024, 1, 13))]
    assert marks[0].words == "1  A800 barred: from 23 Oct 2023, announced 17 Oct 2023"
    assert marks[1].words == "2  Diffusion: announced 13 Jan 2024, never in force"


@pytest.mark.parametrize(
    ("text", "note"),
    [("{bad: [", "not YAML"), ("title: none", "No rule"), ("- a list", "No rule"), ("rules: 3", "No rule")],
)
def test_without_rules_there_is_a_note(tmp_path, text, note):
    with entrepot.open_result(write_result(tmp_path / "r.h5", plain_run(scenario=text))) as result:
        marks, notes = marks_of(result)
    assert marks == []
    assert note in notes[0]


def test_names(plain):
    assert place_name(plain, "SG") == "Singapore"  # written with its evidence
    assert place_name(plain, "MY") == "Malaysia"  # not in the scenario: the usual name
    assert place_name(plain, "XX") == "XX"
    assert vendor_name(plain, "amd") == "AMD"
    assert vendor_home(plain, "nvidia") == "US"
    assert vendor_home(plain, "nobody") == "US"
