"""Displacement by hub, with numbers worked out by hand; see `plain_run` and `displaced_run`."""

import csv
import datetime as dt
import io

import numpy as np
import pytest
from conftest import displaced_run, plain_run, write_result
from scipy import stats

import entrepot
from entrepot.cli import main
from entrepot.compare import CannotCompare, displacement, pair

T2 = stats.t.ppf(0.95, 2)


@pytest.fixture
def pairing(tmp_path):
    base = write_result(tmp_path / "base.h5", plain_run(confidence=0.9))
    other = write_result(tmp_path / "other.h5", displaced_run(confidence=0.9))
    with entrepot.open_result(base) as before, entrepot.open_result(other) as after:
        yield pair(before, after)


def change(found, hub, span="whole span"):
    (only,) = [c for c in found.changes if c.hub == hub and c.span == span]
    return only


def test_whole_run_by_hub(pairing):
    found = displacement(pairing)
    singapore, malaysia, total = (change(found, hub) for hub in ("SG", "MY", "total"))
    assert (singapore.effect.baseline, singapore.after, singapore.effect.mean) == (208, 0, -208)
    assert singapore.effect.high == pytest.approx(-208 + T2 * 104 / 3**0.5)
    assert (malaysia.effect.low, malaysia.effect.mean, malaysia.effect.high) == (104, 104, 104)
    assert (total.effect.baseline, total.after, total.effect.mean) == (624, 520, -104)
    assert found.first_month == dt.date(2023, 1, 1)


def test_what_left_singapore_and_came_up_in_malaysia(pairing):
    (displaced,) = displacement(pairing).displaced
    assert (displaced.hub, displaced.left, displaced.elsewhere, displaced.share) == ("SG", 208, 104, 0.5)
    # 104 in every replicate, over a mean of 208 with standard error 104 / sqrt(3).
    half = T2 * 104 / 3**0.5
    assert (displaced.low, displaced.high) == pytest.approx((104 / (208 + half), 104 / (208 - half)))


def test_months_before_the_date_are_left_out(pairing):
    found = displacement(pairing, dt.date(2024, 3, 15))
    assert found.first_month == dt.date(2024, 4, 1)
    assert [c.span for c in found.changes if c.hub == "SG"] == ["whole span", "2024 Q2", "2024 Q3", "2024 Q4"]
    assert change(found, "SG").effect.mean == -2 * 39  # weeks that begin in the three quarters
    assert change(found, "MY", "2024 Q3").effect.mean == 14


def test_the_first_day_of_the_run_leaves_nothing_out(pairing):
    assert displacement(pairing, dt.date(2023, 1, 2)).changes == displacement(pairing).changes


def test_date_after_the_run_is_refused(pairing):
    with pytest.raises(CannotCompare, match="no month of the run begins on 2030-01-01 or later"):
        displacement(pairing, dt.date(2030, 1, 1))


def test_hub_of_one_file_only_counts_as_zero_in_the_other(tmp_path):
    one_hub = plain_run(hubs=["SG"])
    weeks = np.array([sum(d.replace(day=1) == m for d in one_hub.week_starts) for m in one_hub.month_starts])
    r = np.arange(1, 4)
    one_hub.tallies["leaked_by_hub"] = (r[:, None] * weeks)[:, :, None]
    base = write_result(tmp_path / "base.h5", plain_run())
    other = write_result(tmp_path / "other.h5", one_hub)
    with entrepot.open_result(base) as before, entrepot.open_result(other) as after:
        found = displacement(pair(before, after))
    assert change(found, "MY").after == 0 and change(found, "MY").effect.baseline == 416
    assert change(found, "other").after == 416 and change(found, "other").effect.baseline == 0
    assert change(found, "SG").effect.exactly_zero and change(found, "total").effect.exactly_zero


def test_command_prints_sentence_and_tables(tmp_path, capsys):
    base = write_result(tmp_path / "base.h5", plain_run(confidence=0.9))
    other = write_result(tmp_path / "other.h5", displaced_run(confidence=0.9))
    assert main(["displaced", str(base), str(other), "--from", "2024-07-01"]) == 0
    printed = capsys.readouterr().out
    assert "Through Singapore 52.0 units fewer leak" in printed
    assert "50\N{NO-BREAK SPACE}% (27\N{NO-BREAK SPACE}% to 318\N{NO-BREAK SPACE}%) of what left Singapore" in printed
    assert "### 2024 Q3" in printed and "### 2024 Q2" not in printed
    assert "| Malaysia | 104.0 | 130.0 | **+26.0** (+26.0 to +26.0) |" in printed


def test_command_writes_csv(tmp_path):
    base = write_result(tmp_path / "base.h5", plain_run())
    other = write_result(tmp_path / "other.h5", displaced_run())
    assert main(["displaced", str(base), str(other), "-o", str(tmp_path / "d.csv")]) == 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "d.csv").read_text())))
    assert len(rows) == 3 * 9  # two hubs and the total; the whole span and eight quarters
    assert rows[0]["hub"] == "MY" and float(rows[0]["difference"]) == 104


def test_date_that_is_none_is_told(capsys):
    with pytest.raises(SystemExit):
        main(["displaced", "a.h5", "b.h5", "--from", "soon"])
    assert "not a date such as 2025-06-01" in capsys.readouterr().err
