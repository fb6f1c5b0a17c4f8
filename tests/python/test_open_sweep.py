"""Opening result files of sweeps, good and bad."""

import datetime as dt

import h5py
import numpy as np
import pandas as pd
import pytest
from conftest import plain_run, write_result
from program import READS, entrepot as program
from program import needs_program
from synthetic import HEAD, make

import entrepot

pytestmark = needs_program

BODY = """
replicates: 3
design: {kind: lhs, points: 4}
policies:
  as_it_is: {}
  more_cases: {set: {enforcement.investigators: 300}}
levers:
  checks: {path: enforcement.end_use_checks_per_year, values: [1500, 6000, 9000]}
parameters:
  calendar.start: {dates: [2022-09-05, 2022-10-03]}
  grey_market.retained_share: {uniform: [0.1, 0.6], grade: C, source: a guess}
  model.risk: {categories: [bayesian, fading_memory]}
"""
VALUES = {
    "leakage_rate": lambda p: np.arange(p.size * p.replicates).reshape(p.size, p.replicates) / 7,
    "leaked_units": lambda p: p.every_replicate(1000 * p.policy + p.levers[:, 0] + p.row / 10),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make(tmp_path_factory.mktemp("sweep"), BODY, VALUES)


@pytest.fixture(scope="module")
def sweep(made):
    return entrepot.open_sweep(made)


@pytest.fixture
def copy(made, tmp_path):
    """One that a test may damage."""
    path = tmp_path / "copy.h5"
    path.write_bytes(made.read_bytes())
    return path


def test_root_attributes_are_typed(sweep):
    info = sweep.info
    assert (info.title, info.question) == ("Made up", "What is what?")
    assert (info.points, info.replicates, info.design, info.second_order) == (24, 3, "lhs", False)
    assert info.runs == entrepot.RunCounts(planned=72, finished=72, failed=0, missing=0)
    assert info.runs.complete and len(info.identity) == 32 and info.confidence == 0.9
    assert "Made up, 72 of 72 runs" in repr(sweep)


def test_factors_tell_what_was_varied(sweep):
    (checks,) = sweep.levers
    assert (checks.name, checks.paths, checks.role) == ("checks", ("enforcement.end_use_checks_per_year",), "lever")
    start, share, risk = sweep.parameters
    assert [f.kind for f in sweep.parameters] == ["date", "number", "category"]
    assert risk.categories == ("bayesian", "fading_memory") and start.categories == ()
    assert (share.form, share.grade, share.source, share.scales) == ("uniform: [0.1, 0.6]", "C", "a guess", False)


def test_points_have_values_that_people_read(sweep, made):
    points = sweep.points
    assert list(points.columns) == [
        "policy", "lever_point", "row", "checks", "calendar.start", "grey_market.retained_share", "model.risk",
    ]  # fmt: skip
    assert (points.index.name, len(points)) == ("point", 24)
    assert points["policy"].tolist() == ["as_it_is"] * 12 + ["more_cases"] * 12
    assert points["checks"].tolist() == 2 * ([1500.0] * 4 + [6000.0] * 4 + [9000.0] * 4)
    with h5py.File(made) as file:
        days, shares, risks = file["design/parameter_value"][:].T
    dates = [dt.date(1970, 1, 1) + dt.timedelta(days=int(day)) for day in days]
    assert [date.date() for date in points["calendar.start"][:4]] == dates
    assert points["grey_market.retained_share"][20:].tolist() == shares.tolist()
    assert points["model.risk"][8:12].tolist() == [("bayesian", "fading_memory")[int(row)] for row in risks]


def test_points_are_what_the_program_says_they_set(sweep, made):
    """`sweep --point` is the program's own word for it."""
    said, _ = program("sweep", *READS, made.with_suffix(".yaml"), "--point", 18)
    point = sweep.points.loc[18]
    assert point["policy"] in said and str(point["calendar.start"].date()) in said and point["model.risk"] in said


def test_runs_have_named_dimensions(sweep):
    runs = sweep.runs
    assert runs["leakage_rate"].dims == ("policy", "lever_point", "row", "replicate")
    assert runs["leakage_rate"].shape == (2, 3, 4, 3)
    assert runs["leaked_units"].attrs == {"long_name": "Units leaked in the run", "units": "units"}
    assert runs["leaked_units"].sel(policy="more_cases", lever_point=2, row=3, replicate=1) == 1000 + 9000 + 0.3
    assert runs["checks"].dims == ("lever_point",) and runs["model.risk"].dims == ("row",)
    assert runs["calendar.start"].dtype.kind == "M"
    by_level = runs["leaked_units"].mean(["policy", "row", "replicate"]).swap_dims(lever_point="checks")
    assert float(by_level.sel(checks=6000)) == pytest.approx(6500.15)


def test_table_is_the_same_a_run_a_row(sweep):
    table = sweep.table
    assert len(table) == 72 and table["replicate"].tolist() == [0, 1, 2] * 24
    np.testing.assert_array_equal(table["leakage_rate"], np.arange(72) / 7)
    assert (table["status"] == "finished").all()
    row = table.iloc[3 * 18 + 2]
    assert (row["point"], row["replicate"]) == (18, 2)
    assert row["model.risk"] == sweep.points.loc[18, "model.risk"]
    means = table.groupby("policy")["leaked_units"].mean()
    assert means["more_cases"] - means["as_it_is"] == pytest.approx(1000)


def test_types_of_the_table(sweep):
    assert isinstance(sweep.table["policy"].dtype, pd.CategoricalDtype)
    assert sweep.table["calendar.start"].dtype.kind == "M" and sweep.table["checks"].dtype == float


def test_the_rest_of_the_file(sweep):
    assert sweep.failures.empty and list(sweep.failures.columns) == ["point", "replicate", "failure", "message"]
    assert sweep.unit_values.shape == (4, 3) and sweep.unit_values.to_numpy().max() < 1
    assert "policies:" in sweep.sweep_text
    assert list(sweep.scenario_texts) == ["as_it_is", "more_cases"]
    assert sweep.scenario_texts["as_it_is"] != sweep.scenario_texts["more_cases"]
    assert sweep.measure("leaked_units").unit == "units"
    with pytest.raises(entrepot.MissingData, match="expected one of leakage_rate, leaked_units"):
        sweep.measure("revenue")


def test_with_is_allowed(made):
    with entrepot.open_sweep(made) as sweep:
        assert sweep.info.points == 24


def test_names_that_would_be_columns_twice_say_whose_they_are(tmp_path):
    body = """
replicates: 2
design: {kind: list, rows: [{row: 1500, leaked_units: 0.3}]}
levers: {policy: {path: enforcement.investigators, values: [100, 200]}}
parameters:
  row: {path: enforcement.end_use_checks_per_year, uniform: [500, 6000]}
  leaked_units: {path: grey_market.retained_share, uniform: [0.1, 0.6]}
"""
    sweep = entrepot.open_sweep(make(tmp_path, body, VALUES))
    named = ["policy", "lever_point", "row", "lever policy", "parameter row", "parameter leaked_units"]
    assert list(sweep.points.columns) == named
    assert sweep.points["lever policy"].tolist() == [100.0, 200.0]
    assert "parameter row" in sweep.runs.coords and len(sweep.table) == 4
    assert sweep.policies == ("",)


def test_failed_and_missing_runs_are_counted(copy):
    with h5py.File(copy, "a") as file:
        file["runs/status"][5, 1], file["runs/status"][7, 0] = 3, 1
        for output in VALUES:
            file[f"runs/{output}"][5, 1] = file[f"runs/{output}"][7, 0] = np.nan
        file.attrs.update(runs_finished=70, runs_failed=1, runs_missing=1)
        del file["failures"]
        group = file.create_group("failures")
        group["run"] = np.array([16])
        group.create_dataset("failure", data=["ledger_violation"], dtype=h5py.string_dtype())
        group.create_dataset("message", data=["week 3: the books\ndo not balance"], dtype=h5py.string_dtype())
    sweep = entrepot.open_sweep(copy)
    assert not sweep.info.runs.complete
    assert sweep.table["status"].value_counts()[["finished", "ledger_violation", "missing"]].tolist() == [70, 1, 1]
    assert sweep.failures.to_dict("records") == [
        {"point": 5, "replicate": 1, "failure": "ledger_violation", "message": "week 3: the books\ndo not balance"}
    ]
    assert np.isnan(sweep.table["leaked_units"]).sum() == 2


def test_file_that_the_program_wrote_alone(tmp_path):
    """No run is made up."""
    from program import entrepot as program
    (tmp_path / "s.yaml").write_text(HEAD + "replicates: 2\nlevers: {enforcement.investigators: [100, 200]}\n")
    program("sweep", *READS, tmp_path / "s.yaml", "-o", tmp_path / "s.h5", "-q")
    sweep = entrepot.open_sweep(tmp_path / "s.h5")
    assert sweep.info.runs == entrepot.RunCounts(4, 4, 0, 0) and sweep.info.design == "none"
    assert sweep.unit_values is None and sweep.parameters == ()
    assert sweep.runs["leaked_units"].shape == (1, 2, 1, 2) and sweep.runs["leaked_units"].notnull().all()


# ---- what is no result of a sweep ----------------------------------------------------------------------------------


def refused(path) -> str:
    with pytest.raises(entrepot.ResultError) as caught:
        entrepot.open_sweep(path)
    message = str(caught.value)
    assert "\n" not in message and str(path) in message
    return message


def test_missing_file(tmp_path):
    assert "No such file" in refused(tmp_path / "nothing.h5")


def test_not_made_yet(tmp_path):
    (tmp_path / "sweep.h5.runs").mkdir()
    assert f"`entrepot merge {tmp_path / 'sweep.h5'}` writes it" in refused(tmp_path / "sweep.h5")


def test_not_hdf5(tmp_path):
    path = tmp_path / "text.h5"
    path.write_text("point,leaked\n")
    assert "not an HDF5 file" in refused(path)


def test_unfinished_file(copy):
    assert "unfinished" in refused(copy.rename(copy.with_name("copy.h5.partial")))


@pytest.mark.parametrize("size", [600, 5000, 20000])
def test_cut_short(copy, size):
    copy.write_bytes(copy.read_bytes()[:size])
    assert "damaged or truncated" in refused(copy)


def test_foreign_hdf5(tmp_path):
    path = tmp_path / "foreign.h5"
    with h5py.File(path, "w") as file:
        file.attrs["kind"] = "sweep"
    assert "not a result of entrepot" in refused(path)


def test_other_schema(copy):
    with h5py.File(copy, "a") as file:
        file.attrs["schema_version"] = 0
    assert "schema version 0; this reader knows version 1" in refused(copy)


def test_result_of_a_run_is_for_open_result(tmp_path):
    path = write_result(tmp_path / "run.h5", plain_run())
    assert "the result of a run, not of a sweep; entrepot.open_result reads it" in refused(path)


def test_result_of_a_sweep_is_for_open_sweep(made):
    with pytest.raises(entrepot.ResultError, match="the result of a sweep, not of a run; entrepot.open_sweep reads it"):
        entrepot.open_result(made)


def test_unknown_kind(copy):
    with h5py.File(copy, "a") as file:
        file.attrs["kind"] = "dream"
    assert "of kind 'dream'" in refused(copy)


def test_manifest(copy):
    with h5py.File(copy, "a") as file:
        del file["runs"], file["failures"]
        for what in ("planned", "finished", "failed", "missing"):
            del file.attrs[f"runs_{what}"]
    assert "the manifest of a sweep, which holds no runs" in refused(copy)


@pytest.mark.parametrize("group", ["design", "measures", "runs", "failures", "provenance"])
def test_group_is_missing(copy, group):
    with h5py.File(copy, "a") as file:
        del file[group]
    assert f"partial: has no group {group}" in refused(copy)


def test_attribute_is_missing(copy):
    with h5py.File(copy, "a") as file:
        del file.attrs["identity"]
    assert "partial: has no attribute identity" in refused(copy)


@pytest.mark.parametrize("dataset", ["design/lever_value", "design/parameter_categories", "measures/unit"])
def test_dataset_is_missing(copy, dataset):
    with h5py.File(copy, "a") as file:
        del file[dataset]
    assert "damaged or truncated" in refused(copy)


def test_output_is_missing(copy):
    with h5py.File(copy, "a") as file:
        del file["runs/leaked_units"]
    assert "partial: has no dataset runs/leaked_units" in refused(copy)


def test_output_of_another_shape(copy):
    with h5py.File(copy, "a") as file:
        del file["runs/leaked_units"]
        file["runs/leaked_units"] = np.zeros((24, 2))
    assert "runs/leaked_units has another shape" in refused(copy)


@pytest.mark.parametrize("attribute", ["points", "replicates", "runs_planned", "runs_missing"])
def test_numbers_that_do_not_fit(copy, attribute):
    with h5py.File(copy, "a") as file:
        file.attrs[attribute] = 7
    assert "its tables do not fit each other" in refused(copy)


def test_category_that_there_is_not(copy):
    with h5py.File(copy, "a") as file:
        file["design/parameter_value"][0, 2] = 9
    assert "a value of model.risk is not one of its categories" in refused(copy)
