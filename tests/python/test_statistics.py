"""Statistics over replicates against numbers worked by hand."""

import math

import numpy as np
import pytest
import xarray as xr

from entrepot.statistics import STATISTICS, estimate, over_replicates


def replicates(*values):
    return xr.DataArray(np.array(values, dtype=float), dims=["replicate", "week"][: np.ndim(values)])


def test_interval_of_three_replicates():
    # mean 2, sd 1; t(0.975, 2 degrees of freedom) = 4.302653, so half the interval is 4.302653 / sqrt(3) = 2.484138
    value = estimate(replicates(1, 2, 3), 0.95)
    assert value.mean == 2
    assert value.low == pytest.approx(2 - 2.484138, abs=1e-6)
    assert value.high == pytest.approx(2 + 2.484138, abs=1e-6)
    assert value.replicates == 3


def test_level_of_the_interval():
    # t(0.95, 1) = 6.313752; sd of (0, 2) is sqrt(2), over sqrt(2) it is 1
    value = estimate(replicates(0, 2), 0.90)
    assert (value.low, value.high) == pytest.approx((1 - 6.313752, 1 + 6.313752), abs=1e-6)


def test_quantiles_interpolate():
    # 5 % of the way from 0 to 20 over 21 sorted replicates is the second, 95 % the last but one
    value = estimate(replicates(*range(21)), 0.95)
    assert (value.p05, value.p95) == (1, 19)
    assert estimate(replicates(0, 10), 0.95).p05 == pytest.approx(0.5)


def test_nan_replicates_are_left_out():
    value = estimate(replicates(1, math.nan, 3, 2), 0.95)
    assert value.mean == 2
    assert value.replicates == 3
    assert value.low == pytest.approx(2 - 2.484138, abs=1e-6)


def test_one_replicate_has_no_interval():
    value = estimate(replicates(5), 0.95)
    assert (value.mean, value.p05, value.p95) == (5, 5, 5)
    assert not value.has_interval
    assert math.isnan(value.low) and math.isnan(value.high)


def test_no_replicate_gives_nan_throughout():
    summary = over_replicates(replicates([math.nan, 1], [math.nan, 3]), 0.95)
    assert np.isnan(summary.isel(week=0)).all()
    assert summary.isel(week=1).sel(statistic="mean") == 2


def test_dimensions_and_coordinates_are_kept():
    values = replicates([1, 2, 3], [3, 4, 5]).assign_coords(week=[10, 17, 24], whole=("week", [False, True, True]))
    summary = over_replicates(values, 0.95)
    assert summary.dims == ("statistic", "week")
    assert list(summary["statistic"].values) == list(STATISTICS)
    assert list(summary["week"].values) == [10, 17, 24]
    assert list(summary["whole"].values) == [False, True, True]


def test_as_the_file_says(lifelike):
    """The reader's statistics are those of /summary, for every dataset that it holds."""
    for name in lifelike.summary.data_vars:
        ours = over_replicates(lifelike.output(name), lifelike.info.confidence)
        theirs = lifelike.summary[name]
        assert ours.dims == theirs.dims
        np.testing.assert_allclose(ours.values, theirs.values, rtol=1e-9, atol=1e-9)
