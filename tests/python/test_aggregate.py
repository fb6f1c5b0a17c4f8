"""Aggregations against numbers worked by hand; see `plain_run` for what the file holds."""

import datetime as dt

import numpy as np
import pytest
from conftest import Run, plain_run, write_result

import entrepot
from entrepot import aggregate, answer

# Mondays in the quarters of 2023 and 2024; the last quarter lacks 2024-12-30.
WEEKS = [13, 13, 13, 13, 13, 13, 14, 12]


def test_leaked_by_quarter(plain):
    leaked = aggregate.leaked_by_quarter(plain)
    assert leaked.dims == ("replicate", "quarter")
    # Replicate r leaks r units of H100 and 2r of H20 each week.
    np.testing.assert_array_equal(leaked.values, np.outer([3, 6, 9], WEEKS))
    assert leaked["quarter"].values[2] == np.datetime64("2023-07-01")
    assert list(leaked["label"].values[:2]) == ["2023 Q1", "2023 Q2"]


def test_quarters_partly_in_the_run_are_told(plain):
    assert list(aggregate.leaked_by_quarter(plain)["complete"].values) == [True] * 7 + [False]
    assert aggregate.complete_years(plain) == {2023: True, 2024: False}


def test_leakage_rate_by_quarter(plain):
    # 3r of 300 controlled units a week
    rate = aggregate.leakage_rate_by_quarter(plain)
    np.testing.assert_allclose(rate.values, np.outer([0.01, 0.02, 0.03], np.ones(8)))


def test_leakage_rate_is_nan_without_controlled_sales(tmp_path):
    run = plain_run()
    run.tallies["controlled_sold"] = np.where(np.arange(104)[None, :, None] < 13, 0, 100)
    with entrepot.open_result(write_result(tmp_path / "r.h5", run)) as result:
        rate = aggregate.leakage_rate_by_quarter(result)
    assert np.isnan(rate.values[:, 0]).all()
    # r + 2r of 2 x 100 a week
    np.testing.assert_allclose(rate.values[:, 1], [0.015, 0.03, 0.045])


def test_leaked_by_hub_adds_up(plain):
    by_hub = aggregate.leaked_by_hub_and_quarter(plain)
    assert list(by_hub["hub"].values) == ["SG", "MY"]
    np.testing.assert_array_equal(by_hub.sel(hub="SG").values, np.outer([1, 2, 3], WEEKS))
    np.testing.assert_array_equal(by_hub.sum("hub").values, aggregate.leaked_by_quarter(plain).values)


def test_leaks_through_no_hub_stand_apart(tmp_path):
    run = plain_run()
    run.tallies["leaked_by_hub"] = np.zeros((1, 1, 1))
    with entrepot.open_result(write_result(tmp_path / "r.h5", run)) as result:
        by_hub = aggregate.leaked_by_hub_and_quarter(result)
    assert list(by_hub["hub"].values) == ["SG", "MY", "other"]
    np.testing.assert_array_equal(by_hub.sel(hub="other").values, np.outer([3, 6, 9], WEEKS))


def test_revenue_by_quarter(plain):
    revenue = aggregate.revenue_by_quarter(plain, "nvidia")
    assert revenue.dims == ("replicate", "quarter", "place", "view")
    assert (revenue.sel(place="SG", view="bill_to") == 3 * 40).all()
    assert (revenue.sum("place") == 300).all()


def test_revenue_by_fiscal_year(plain):
    """NVIDIA's fiscal year ends in January: the run has 1, 12 and 11 of its months."""
    revenue = aggregate.revenue_by_fiscal_year(plain, "nvidia")
    assert list(revenue["fiscal_year"].values) == [2023, 2024, 2025]
    assert list(revenue["complete"].values) == [False, True, False]
    np.testing.assert_array_equal(revenue.sel(place="SG", view="bill_to").values, [[40, 480, 440]] * 3)


def test_fiscal_years_of_the_calendar_year(plain):
    revenue = aggregate.revenue_by_fiscal_year(plain, "amd")
    assert list(revenue["fiscal_year"].values) == [2023, 2024]
    assert list(revenue["complete"].values) == [True, True]
    assert (revenue.sel(place="US", view="ship_to") == 120).all()


def test_hub_shares(plain):
    shares = aggregate.hub_shares(plain, "nvidia")
    assert shares.dims == ("replicate", "fiscal_year", "hub", "view")
    np.testing.assert_allclose(shares.sel(hub="SG").values, np.broadcast_to([0.4, 0.05, 0.01, 0.01], (3, 3, 4)))
    np.testing.assert_allclose(shares.sel(hub="MY").values, np.broadcast_to([0, 0.05, 0, 0], (3, 3, 4)))


def test_unknown_vendor_is_named(plain):
    with pytest.raises(entrepot.MissingData, match="no vendor 'intel'; it has nvidia, amd"):
        aggregate.hub_shares(plain, "intel")


def test_largest_vendor(plain):
    assert aggregate.largest_vendor(plain) == "nvidia"
    np.testing.assert_array_equal(aggregate.total_revenue(plain).values, [[2400, 240]] * 3)


def test_fold_places_keeps_the_sum(plain):
    revenue = aggregate.revenue_by_fiscal_year(plain, "nvidia")
    folded = aggregate.fold_places(revenue, ["US", "CN", "SG", "nowhere"])
    assert list(folded["place"].values) == ["US", "CN", "SG", "other", "pipeline"]
    year = folded.sel(fiscal_year=2024).isel(replicate=0)
    assert year.sel(place="other", view="ship_to") == 12 * (10 + 5)  # DE and MY
    assert year.sel(place="pipeline", view="true_destination") == 12 * 10
    np.testing.assert_array_equal(folded.sum("place").values, revenue.sum("place").values)


def test_grey_premium_is_weighted_by_units(plain):
    premium = aggregate.grey_premium_by_month(plain)
    # January: (10 x 0.5 + 30 x 0.9) / 40; February: one price only; no grey order later
    np.testing.assert_allclose(premium.values[:, :2], [[0.8, 0.4]] * 3)
    assert np.isnan(premium.values[:, 2:]).all()


def test_run_that_begins_and_ends_in_mid_quarter(tmp_path):
    run = Run(start=dt.date(2022, 11, 7), weeks=30)
    run.tallies = {"leaked": np.ones((1, 1, 1))}
    with entrepot.open_result(write_result(tmp_path / "r.h5", run)) as result:
        leaked = aggregate.leaked_by_quarter(result)
    assert list(leaked["label"].values) == ["2022 Q4", "2023 Q1", "2023 Q2"]
    assert list(leaked["complete"].values) == [False, True, False]
    assert list(leaked.values[0]) == [2 * 8, 2 * 13, 2 * 9]


# ---- the answer ----------------------------------------------------------------------------------------------------


def test_answer_of_the_whole_run(plain):
    whole = answer.leakage(plain)
    assert whole.rate.mean == pytest.approx(0.02)
    assert whole.units.mean == 2 * 3 * 104
    # sd of (312, 624, 936) is 312; t(0.975, 2) / sqrt(3) = 2.484138
    assert whole.units.high == pytest.approx(624 + 2.484138 * 312, rel=1e-6)


def test_answer_by_year(plain):
    first, second = answer.years(plain)
    assert (first.year, first.complete, first.leaked.mean) == (2023, True, 6 * 52)
    assert (second.year, second.complete, second.leaked.mean) == (2024, False, 6 * 52)
    assert second.rate.mean == pytest.approx(0.02)


def test_answer_on_the_hub(plain):
    gap = answer.hub_gap(plain)
    assert (gap.vendor, gap.hub, gap.fiscal_year, gap.complete) == ("nvidia", "SG", 2024, True)
    assert {view: share.mean for view, share in gap.shares.items()} == pytest.approx(
        {"bill_to": 0.4, "ship_to": 0.05, "true_destination": 0.01, "headquarters": 0.01}
    )
    assert gap.not_delivered.mean == pytest.approx(0.1)


def test_answer_takes_the_hub_where_billing_and_end_use_differ_most(tmp_path):
    run = plain_run(hubs=["MY", "DE"])
    run.tallies["revenue"][:, :, :, run.places.index("DE"), 0] = 30
    with entrepot.open_result(write_result(tmp_path / "r.h5", run)) as result:
        assert answer.hub_gap(result).hub == "DE"


def test_counts_by_year(plain):
    leaked = aggregate.by_year(plain, "leaked")  # 3r units a week, 52 weeks in each year
    assert leaked.dims == ("replicate", "year") and list(leaked["year"].values) == [2023, 2024]
    np.testing.assert_array_equal(leaked.values, [[156, 156], [312, 312], [468, 468]])
