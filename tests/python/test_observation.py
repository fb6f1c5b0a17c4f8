"""Truth and observation, side by side in a result file of the real program."""

import os
import subprocess
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

ROOT = Path(__file__).resolve().parents[2]
BINARY = os.environ.get("ENTREPOT_BINARY") and os.path.abspath(os.environ["ENTREPOT_BINARY"])

pytestmark = pytest.mark.skipif(not BINARY, reason="ENTREPOT_BINARY is not set")


def run(path: Path, *settings: str, scenario: str = "baseline", end: str = "2024-06-30") -> xr.Dataset:
    command = [BINARY, "run", ROOT / "scenarios" / f"{scenario}.yaml", "-q", "-n", "2", "-o", path]
    command += [f"--set=calendar.end={end}", *(f"--set={setting}" for setting in settings)]
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    with xr.open_dataset(path, group="outputs", engine="h5netcdf") as outputs:
        return outputs.load()


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """The baseline from October 2022 to June 2024, which ends with the week of 24 June."""
    return run(tmp_path_factory.mktemp("observation") / "run.h5")


def last_month(values: xr.DataArray) -> str:
    """The last month with a figure of Singapore."""
    known = values.isel(replicate=0).sel(place="SG").dropna("month")["month"]
    return str(known.values[-1])[:7]


def test_each_series_ends_a_lag_before_the_run(outputs):
    # The week of 24 June is week 90. April closes with week 82, eight weeks before; May with week 86.
    assert last_month(outputs.observed_imports) == "2024-04"
    # Thirteen weeks before is week 77; March closes with week 77.
    assert last_month(outputs.observed_seizures) == "2024-03"
    # NVIDIA's quarter to April is out six weeks after week 82.
    pooled = outputs.observed_billing_pooled.isel(replicate=0).sel(vendor="nvidia").dropna("month")
    assert str(pooled.month.values[-1])[:7] == "2024-04"


def test_nothing_is_published_of_what_is_under_way(outputs):
    assert np.isnan(outputs.observed_imports.sel(place="pipeline")).all()


def test_statistics_miss_only_what_is_smuggled(outputs):
    known = outputs.observed_imports.notnull()
    missed = (outputs.arrivals - outputs.observed_imports).where(known).sum("month")
    np.testing.assert_allclose(missed.sel(place=["US", "DE"]).values, 0, atol=1e-6)
    assert (missed > -1e-6).all()
    # Some goods are smuggled to barred firms' sites in the hubs themselves; most go to China.
    assert (missed.sel(place="CN") > 0.5 * missed.sum("place")).all()
    assert missed.sel(place="CN").sum() > 0.75 * missed.sum()


def test_mirror_gap_is_small_where_the_balance_gap_is_not(outputs):
    hubs = ["SG", "MY", "TW"]
    imports = outputs.observed_imports.sel(place=hubs).sum(["month", "place"])
    mirror = outputs.observed_mirror_gap.sel(place=hubs).sum(["month", "place"])
    balance = outputs.observed_balance_gap.sel(place=hubs).sum(["month", "place"])
    assert (np.abs(mirror) < 0.1 * imports).all()
    assert (balance > np.abs(mirror)).all()


def test_named_and_pooled_places_add_up_to_the_quarter(outputs):
    billed = outputs.revenue.sel(vendor="nvidia", view="bill_to").sum("place")
    quarter = billed.rolling(month=3).sum()
    table = outputs.observed_billing.sel(vendor="nvidia").sum("place")
    table = table + outputs.observed_billing_pooled.sel(vendor="nvidia")
    tables = table.dropna("month")
    assert [str(m)[:7] for m in tables.month.values][-1] == "2024-04"
    np.testing.assert_allclose(tables.values, quarter.sel(month=tables.month).values, rtol=1e-12)


def test_reporters_who_hear_everything_report_the_truth(tmp_path, outputs):
    clear = run(tmp_path / "clear.h5", "observation.price_samples=1e6", "observation.price_noise=0")
    closed = clear.quoted_premium.isel(month=slice(0, -1))
    np.testing.assert_array_equal(clear.observed_premium.isel(month=slice(0, -1)).values, closed.values)
    for name in set(outputs) - {"observed_premium"}:
        np.testing.assert_array_equal(clear[name].values, outputs[name].values, err_msg=name)
    assert not np.array_equal(clear.observed_premium.values, outputs.observed_premium.values, equal_nan=True)


def test_the_probe_of_singapore_waits_for_the_tables(tmp_path):
    """The trigger is on growth above two; the rule is in force 13 weeks after the table that shows it."""
    end = "2025-12-31"
    baseline = run(tmp_path / "baseline.h5", end=end)
    probed = run(tmp_path / "probed.h5", scenario="singapore-probe", end=end)
    for replicate in range(2):
        growth = baseline.observed_billing_growth.isel(replicate=replicate).sel(place="SG").values
        shown = int(np.argmax(growth > 2))  # NaN is never above
        assert growth[shown] > 2
        # The probe opens consignments of honest resellers too, which shows before it finds anything.
        delayed = (probed.honest_lots_delayed - baseline.honest_lots_delayed).isel(replicate=replicate).values
        leaked = (probed.leaked == baseline.leaked).all("product").isel(replicate=replicate).values
        in_force = shown + 1 + 13
        assert (delayed[:in_force] == 0).all() and leaked[:in_force].all()
        assert delayed[in_force:].sum() > 0
