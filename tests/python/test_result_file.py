"""A result file opens in Python's field tools with its axes, labels, times and units."""

import os
import subprocess
from pathlib import Path

import h5py
import numpy as np
import pytest
import xarray as xr

ROOT = Path(__file__).resolve().parents[2]
BASELINE = ROOT / "scenarios" / "baseline.yaml"
BINARY = os.environ.get("ENTREPOT_BINARY") and os.path.abspath(os.environ["ENTREPOT_BINARY"])
REPLICATES = 3
SETTINGS = ["--set", "calendar.end=2023-06-30", "--set", f"run.replicates={REPLICATES}"]

pytestmark = pytest.mark.skipif(not BINARY, reason="ENTREPOT_BINARY is not set")


def run(path):
    done = subprocess.run(
        [BINARY, "run", BASELINE, "-o", path, *SETTINGS], capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr
    assert not path.with_name(path.name + ".partial").exists()
    return path


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    """Three replicates of the first nine months of the baseline."""
    return run(tmp_path_factory.mktemp("result") / "run.h5")


def group(path, name):
    return xr.open_dataset(path, group=name, engine="h5netcdf")


def test_outputs_have_named_dimensions_and_labels(result):
    with group(result, "outputs") as outputs:
        assert outputs.leaked.dims == ("replicate", "week", "product")
        assert outputs.leaked_by_hub.dims == ("replicate", "month", "hub")
        assert outputs.revenue.dims == ("replicate", "month", "vendor", "place", "view")
        assert outputs.leakage_rate.dims == ("replicate",)
        assert outputs.fiscal_year_complete.dims == ("fiscal_year", "vendor")
        assert list(outputs.replicate.values) == list(range(REPLICATES))
        assert "SG" in outputs.hub.values
        assert "H100" in outputs["product"].values
        assert outputs.place.values[-1] == "pipeline"
        assert list(outputs.view.values) == ["bill_to", "ship_to", "true_destination", "headquarters"]


def test_numbers_keep_their_type(result):
    with group(result, "outputs") as outputs:
        assert outputs.leaked.dtype == np.int64
        assert outputs.revenue.dtype == np.float64


def test_times_are_decoded(result):
    with group(result, "outputs") as outputs:
        assert outputs.week.values[0] == np.datetime64("2022-10-03")
        assert outputs.week.values[1] == np.datetime64("2022-10-10")
        assert outputs.month.values[0] == np.datetime64("2022-10-01")
        assert list(outputs.year.values) == [2022, 2023]


@pytest.mark.parametrize("name", ["outputs", "summary", "provenance"])
def test_every_dataset_says_what_it_is(result, name):
    with h5py.File(result) as file:
        for dataset in file[name].values():
            for attribute in ("units", "long_name", "description"):
                assert dataset.attrs[attribute], f"{dataset.name}: {attribute}"
            if h5py.h5ds.is_scale(dataset.id):
                continue
            for axis in range(dataset.ndim):
                assert len(dataset.dims[axis]) == 1, f"{dataset.name}: axis {axis} has no coordinate"


def test_summary_is_of_the_replicates(result):
    with group(result, "outputs") as outputs, group(result, "summary") as summary:
        assert list(summary.statistic.values) == ["mean", "low", "high", "sd", "p05", "p95"]
        for name in summary.data_vars:
            values = outputs[name].astype(float)
            expected = values.mean("replicate", skipna=True)
            # Gaps are differences: near zero only their rounding is left.
            mean = summary[name].sel(statistic="mean")
            np.testing.assert_allclose(mean, expected, rtol=1e-12, atol=1e-9, err_msg=name)
        stock = summary.restricted_stock.isel(week=-1)
        values = outputs.restricted_stock.isel(week=-1).values
        assert stock.sel(statistic="sd").item() == pytest.approx(values.std(ddof=1))
        assert stock.sel(statistic="p05").item() == pytest.approx(np.quantile(values, 0.05))
        assert stock.sel(statistic="p95").item() == pytest.approx(np.quantile(values, 0.95))


def test_interval_is_students(result):
    stats = pytest.importorskip("scipy.stats")
    with group(result, "outputs") as outputs, group(result, "summary") as summary, h5py.File(result) as file:
        values = outputs.restricted_stock.isel(week=-1).values
        interval = stats.t.interval(
            file.attrs["confidence"], len(values) - 1, values.mean(), values.std(ddof=1) / len(values) ** 0.5
        )
        found = summary.restricted_stock.isel(week=-1).sel(statistic=["low", "high"]).values
        np.testing.assert_allclose(found, interval, rtol=1e-9)


def test_views_book_the_same_revenue(result):
    with group(result, "outputs") as outputs:
        totals = outputs.revenue.sum("place")
        np.testing.assert_allclose(totals.sel(view="ship_to"), totals.sel(view="bill_to"), rtol=1e-12)
        np.testing.assert_allclose(totals.sel(view="true_destination"), totals.sel(view="bill_to"), rtol=1e-12)


def test_annual_and_weekly_leaks_agree(result):
    with group(result, "outputs") as outputs:
        by_week = outputs.leaked.sum("product").groupby("week.year").sum()
        np.testing.assert_array_equal(by_week.transpose("replicate", "year"), outputs.annual_leaked_units)


def test_root_describes_the_run(result):
    with h5py.File(result) as file:
        attributes = file.attrs
        assert attributes["program"] == "entrepot"
        assert attributes["schema_version"] == 1
        assert attributes["replicates_finished"] == attributes["replicates_planned"] == REPLICATES
        assert attributes["start"] == "2022-10-03"
        assert attributes["end"] == "2023-06-30"
        assert len(attributes["content_hash"]) == 32
        for name in ("title", "question", "version", "commit", "created"):
            assert attributes[name], name
        assert attributes["agents"] > 10_000


def test_provenance_is_tables(result):
    with group(result, "provenance") as provenance:
        assert provenance.scenario.item().startswith("title:") or "\ntitle:" in provenance.scenario.item()
        assert provenance.fact_source.dims == ("fact",)
        assert provenance.input_path.dims == ("input",)
        assert any(str(path).endswith("baseline.yaml") for path in provenance.input_path.values)
        assert {len(str(digest)) for digest in provenance.input_hash.values} == {32}


def test_the_same_run_has_the_same_hash(result, tmp_path):
    again = run(tmp_path / "again.h5")
    with h5py.File(result) as first, h5py.File(again) as second:
        assert first.attrs["content_hash"] == second.attrs["content_hash"]


def test_show_refuses_an_hdf5_file_of_another_program(tmp_path):
    foreign = tmp_path / "foreign.h5"
    with h5py.File(foreign, "w") as file:
        file["x"] = [1, 2, 3]
    show = subprocess.run([BINARY, "show", foreign], capture_output=True, text=True, timeout=60, check=False)
    assert show.returncode != 0
    assert "not a result of entrepot" in show.stderr
