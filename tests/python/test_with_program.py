"""Reader, figures and page on a file that the real program wrote."""

import json
import os
import subprocess
from pathlib import Path

import numpy as np
import pytest
from test_page import Page

import entrepot
from entrepot import aggregate, answer
from entrepot.compare import compare
from entrepot.figures import FIGURES
from entrepot.page import build_page
from entrepot.scenario import rules, vendor_names
from entrepot.statistics import over_replicates

ROOT = Path(__file__).resolve().parents[2]
BINARY = os.environ.get("ENTREPOT_BINARY")

pytestmark = pytest.mark.skipif(not BINARY, reason="ENTREPOT_BINARY is not set to a built entrepot program")


def run_baseline(path: Path, *settings: str) -> Path:
    """Three replicates of the baseline's first two years and a half."""
    baseline = ROOT / "scenarios" / "baseline.yaml"
    command = [BINARY, "run", baseline, "--quiet", "--replicates=3", "--set=calendar.end=2025-03-31", "-o", path]
    command += [f"--set={setting}" for setting in settings]
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return path


def compared(result, other: Path):
    done = subprocess.run([BINARY, "compare", result.path, other, "--json"], capture_output=True, text=True, check=True)
    return compare(json.loads(done.stdout), vendor_names(result))


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    with entrepot.open_result(run_baseline(tmp_path_factory.mktemp("real") / "real.h5")) as result:
        yield result


def test_file_follows_the_layout(real):
    assert real.info.replicates == entrepot.Replicates(3, 3, 0)
    assert real.outputs["leaked"].dims == ("replicate", "week", "product")
    assert str(real.outputs["week"].values[0])[:10] == real.info.start.isoformat()
    assert len(real.facts) > 0 and real.facts["path"].str.len().gt(0).all()


def test_chains_of_custody_are_tables(real):
    lots, hops = real.custody_lots, real.custody_hops
    assert real.custody_replicates == [0, 1, 2]
    leaked = lots[lots["fate"] == "leaked"]
    for replicate in range(3):
        assert leaked.loc[replicate, "units"].sum() == int(real.outputs["leaked_units"][replicate])
    assert lots["ended"].ge(lots["ordered"]).all() and lots["ordered"].min().date() >= real.info.start
    assert leaked["broken_rule"].notna().all() and lots["hub"].isin(real.outputs["place"].values).all()
    counted = hops.groupby(["replicate", "lot"]).size()
    assert (counted == lots["hops"]).all()
    by_check = leaked.groupby("failed_check")["units"].sum()
    causes = real.outputs["leaked_by_cause"].sum(["replicate", "month", "leak_hub", "intermediary_group"])
    assert {name: int(causes.sel(failed_check=name)) for name in by_check.index} == by_check.to_dict()


def test_summary_of_the_program_is_that_of_the_reader(real):
    assert set(real.summary.data_vars) >= {"leakage_rate", "annual_leaked_units", "hub_revenue_share", "leaked_by_hub"}
    for name in real.summary.data_vars:
        if name not in real.outputs or "replicate" not in real.outputs[name].dims:
            continue
        ours = over_replicates(real.output(name), real.info.confidence)
        theirs = real.summary[name].transpose(*ours.dims).values
        scale = np.nanmax(np.abs(theirs), initial=0)  # ends of intervals near zero are differences of large numbers
        np.testing.assert_allclose(ours.values, theirs, rtol=1e-9, atol=1e-9 * scale, err_msg=name)


def test_derived_outputs_follow_from_the_tallies(real):
    leaked, years = aggregate.leaked_by_quarter(real), real.output("annual_leaked_units")
    by_year = leaked.groupby(leaked["quarter"].dt.year).sum()
    np.testing.assert_array_equal(by_year.values, years.values)
    np.testing.assert_array_equal(leaked.sum("quarter").values, real.output("leaked_units").values)


def test_the_three_views_are_views_of_the_same_revenue(real):
    revenue = aggregate.revenue_by_fiscal_year(real, aggregate.largest_vendor(real)).sum("place")
    for view in ("ship_to", "true_destination"):
        np.testing.assert_allclose(revenue.sel(view=view).values, revenue.sel(view="bill_to").values, rtol=1e-12)


def test_rules_have_dates(real):
    assert rules(real)
    assert all(rule.effective is not None for rule in rules(real))


def test_page_is_whole(real):
    page = Page(build_page(real))
    assert len(page.all("svg")) == 2 * (len(FIGURES) + 1)  # and the map
    assert answer.leakage(real).rate.mean in page.values
    assert real.info.content_hash in page.text


def test_rule_after_the_end_of_the_run_changes_exactly_nothing(real, tmp_path):
    (row,) = compared(real, run_baseline(tmp_path / "without.h5", "rules.malaysia_permit=~")).rows
    assert all(effect is not None and effect.exactly_zero for effect in row.effects.values())


def test_pairs_share_their_chance(real, tmp_path):
    """Fewer checks by a tenth hardly move a replicate, so most of what tells replicates apart cancels."""
    settings = "enforcement.end_use_checks_per_year=1350"
    effects = compared(real, run_baseline(tmp_path / "fewer.h5", settings)).rows[0].effects
    assert effects["end_use_checks"].excludes_zero and effects["end_use_checks"].high < 0
    assert effects["revenue_nvidia"].variance_ratio < 0.5
