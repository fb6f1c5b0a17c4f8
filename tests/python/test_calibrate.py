"""`entrepot calibrate`: what it writes, that a sweep takes it, and what it refuses."""

import csv

import h5py
import numpy as np
import pytest

from entrepot import calibration_view, open_calibration
from program import BASELINE, READS, entrepot, needs_program, told

pytestmark = needs_program

PARAMETERS = """
parameters:
  supply: {path: lines.nvidia_ampere.capacity, scales: true, loguniform: [0.2, 5]}
  demand.budget_growth: {uniform: [0.2, 1.2]}
"""
CALIBRATION = f"""
title: A small calibration
scenario: {BASELINE}
set:
  calendar.end: 2023-04-30
  observation.disclosure_share: 0
  buyers.us_enterprises.count: 100
  buyers.europe_enterprises.count: 100
  buyers.allied_enterprises.count: 100
method: {{population: 16, generations: 2, most_candidates: 400, tolerance: 0.1, ensemble: 8}}
{PARAMETERS}
targets:
  revenue: {{of: ["observed_billing[nvidia]"], observed: 1.0e9, error: 0.05}}
forecasts:
  us_share: {{of: ["observed_billing[nvidia/US]"], over: ["observed_billing[nvidia]"], observed: 0.5, error: 0.1}}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("calibration")
    (folder / "small.yaml").write_text(CALIBRATION)
    (folder / "report.txt").write_text(entrepot("calibrate", *READS, "small.yaml", "-j", 1, cwd=folder)[0])
    return folder


def test_the_posterior_is_nearer_to_what_was_observed_than_the_prior(folder):
    with h5py.File(folder / "small.h5") as file:
        generations = list(file["generations"].values())
        assert len(generations) > 1
        tolerances = [generation.attrs["tolerance"] for generation in generations]
        assert tolerances == sorted(tolerances, reverse=True)
        for generation in generations:
            assert generation["weight"][:].sum() == pytest.approx(1)
            assert (generation["distance"][:] <= generation.attrs["tolerance"]).all()
        revenue = generations[-1]["simulated"][:, 0]
        np.testing.assert_allclose(generations[-1]["distance"][:], np.abs(revenue / 1.0e9 - 1) / 0.05)
        assert list(file["quantities/held_out"][:]) == [0, 1]


def test_values_are_the_prior_at_the_points_of_the_unit_cube(folder):
    with h5py.File(folder / "small.h5") as file:
        last = list(file["generations"].values())[-1]
        unit, value = last["unit_value"][:], last["value"][:]
    np.testing.assert_allclose(value[:, 0], 0.2 * 25 ** unit[:, 0])
    np.testing.assert_allclose(value[:, 1], 0.2 + unit[:, 1])


def test_threads_do_not_change_what_is_written(folder):
    entrepot("calibrate", *READS, "small.yaml", "-j", 2, "-o", "again.h5", "-q", cwd=folder)
    for ending in (".h5", ".posterior.yaml", ".ensemble.csv"):
        assert (folder / f"again{ending}").read_bytes() == (folder / f"small{ending}").read_bytes()


def test_the_overlay_is_a_scenario_over_the_one_that_was_calibrated(folder):
    overlay = (folder / "small.posterior.yaml").read_text()
    assert "extends:" in overlay and "budget_growth:" in overlay and "calendar" not in overlay
    assert "valid" in entrepot("validate", *READS, "small.posterior.yaml", cwd=folder)[0]


def test_a_sweep_takes_the_ensemble(folder):
    rows = list(csv.DictReader((folder / "small.ensemble.csv").open()))
    assert len(rows) == 8
    sweep = f"scenario: {BASELINE}\noutputs: [leaked_units]\ndesign: {{kind: file, file: small.ensemble.csv}}\n"
    (folder / "sweep.yaml").write_text(sweep + PARAMETERS)
    out, _ = entrepot("sweep", *READS, "sweep.yaml", "--point", 3, cwd=folder)
    assert f"demand.budget_growth={rows[3]['demand.budget_growth']}" in out
    assert f"lines.nvidia_ampere.capacity=(as it is) x {rows[3]['supply']}" in out


def test_the_report_shows_prior_posterior_targets_and_what_was_held_out(folder):
    report = (folder / "report.txt").read_text()
    for part in ("Prior against posterior", "contraction", "Targets", "Forecasts: held out", "effective particles"):
        assert part in report


def test_show_prints_it_and_commands_for_other_kinds_say_what_it_is(folder):
    result = folder / "small.h5"
    assert told("show", result) == calibration_view.to_markdown(open_calibration(result))
    for command, files in (("verify", [result]), ("trace", [result]), ("displacement", [result, result])):
        assert "small.h5: is the result of a calibration, not of a run" in told(command, *files, code=2)
    assert "small.h5: is the result of a calibration, not of a sweep" in told("analyse", result, code=2)


def test_files_are_not_replaced_unasked(folder):
    assert "--force" in told("calibrate", *READS, folder / "small.yaml", "-o", folder / "small.h5", code=2)


def test_all_errors_are_told_with_their_places(tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text(
        CALIBRATION.replace("population: 16", "population: many")
        .replace("uniform: [0.2, 1.2]", "uniform: [1.2, 0.2]")
        .replace('"observed_billing[nvidia]"], observed: 1.0e9', '"observed_biling"], observed: 1.0e9')
        .replace("observed: 0.5, error: 0.1", "observed: 0.5")
    )
    out = told("calibrate", *READS, path, "-o", tmp_path / "x.h5", code=2)
    lines = path.read_text().splitlines()
    for mark in ("population: many", "[1.2, 0.2]", "observed_biling", "us_share"):
        line = 1 + next(number for number, text in enumerate(lines) if mark in text)
        assert f"bad.yaml:{line}:" in out, mark
    assert "did you mean" in out
    assert not list(tmp_path.glob("x*"))


def test_months_outside_the_run_are_refused(tmp_path):
    path = tmp_path / "early.yaml"
    path.write_text(CALIBRATION.replace("observed: 1.0e9,", "observed: 1.0e9, from: 2022-02-01, until: 2023-01-31,"))
    assert "not all in the run" in told("calibrate", *READS, path, "-o", tmp_path / "x.h5", code=2)


def test_nothing_is_written_without_a_whole_population(tmp_path):
    path = tmp_path / "never.yaml"
    # Nobody's table of the first weeks is out by the end of the run.
    text = CALIBRATION.replace("2023-04-30", "2022-12-31").replace("most_candidates: 400", "most_candidates: 16")
    path.write_text(text)
    assert "too few of 16 candidates" in told("calibrate", *READS, path, "-o", tmp_path / "x.h5", code=1)
    assert not list(tmp_path.glob("x*"))
