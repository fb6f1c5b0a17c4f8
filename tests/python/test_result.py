"""Opening result files, good and bad."""

import datetime as dt
import shutil

import h5py
import numpy as np
import pandas as pd
import pytest
from conftest import FACTS, SCENARIO, plain_run, write_result

import entrepot
from entrepot.facts import marked_facts


def test_root_attributes_are_typed(plain):
    info = plain.info
    assert info.replicates == entrepot.Replicates(planned=3, finished=3, failed=0)
    assert info.replicates.complete
    assert (info.start, info.end) == (dt.date(2023, 1, 2), dt.date(2024, 12, 23))
    assert (info.seed, info.weeks, info.agents, info.threads) == (20221007, 104, 20000, 2)
    assert (info.confidence, info.wall_seconds) == (0.95, 12.5)
    assert (info.title, info.version, info.commit) == ("Small run", "0.1.0", "0123456789abcdef")


def test_outputs_have_named_dimensions_units_and_dates(plain):
    leaked = plain.outputs["leaked"]
    assert leaked.dims == ("replicate", "week", "product")
    assert leaked.attrs["units"] == "units"
    assert list(leaked["product"].values) == ["H100", "H20"]
    assert leaked["week"].values[1] == np.datetime64("2023-01-09")
    assert plain.outputs["month"].values[0] == np.datetime64("2023-01-01")
    assert plain.outputs["revenue"].sel(place="SG", view="bill_to", vendor="nvidia").shape == (3, 24)


def test_summary_has_the_statistics(plain):
    assert list(plain.summary["statistic"].values) == ["mean", "low", "high", "sd", "p05", "p95"]
    assert plain.summary["leaked_units"].sel(statistic="mean") == 624


def test_facts_are_a_table(plain):
    assert list(plain.facts.columns) == ["path", "value", "source", "grade", "note", "where"]
    assert [tuple(row) for row in plain.facts.itertuples(index=False)] == FACTS


def test_unseen_facts_are_marked(plain):
    assert list(marked_facts(plain)["unseen"]) == [False, True, True]


def test_no_facts_is_an_empty_table(tmp_path):
    with entrepot.open_result(write_result(tmp_path / "r.h5", plain_run(facts=[]))) as result:
        assert marked_facts(result).empty


def test_scenario_text_and_inputs(plain):
    assert plain.scenario_text == SCENARIO
    assert plain.scenario["vendors"]["amd"]["fiscal_year_end_month"] == 12
    assert isinstance(plain.inputs, pd.DataFrame)
    assert plain.inputs["path"].tolist() == ["scenarios/baseline.yaml"]


def test_repr_tells_what_it_is(plain):
    assert "Small run, 3 of 3 replicates" in repr(plain)


# ---- what is no result ---------------------------------------------------------------------------------------------


@pytest.fixture
def good(tmp_path):
    return write_result(tmp_path / "good.h5", plain_run())


def refused(path) -> str:
    with pytest.raises(entrepot.ResultError) as caught:
        entrepot.open_result(path)
    message = str(caught.value)
    assert "\n" not in message
    assert str(path) in message
    return message


def test_missing_file(tmp_path):
    assert "No such file" in refused(tmp_path / "nothing.h5")


def test_directory(tmp_path):
    assert "Is a directory" in refused(tmp_path)


def test_not_hdf5(tmp_path):
    path = tmp_path / "text.h5"
    path.write_text("week,leaked\n")
    assert "not an HDF5 file" in refused(path)


def test_empty_file(tmp_path):
    path = tmp_path / "empty.h5"
    path.touch()
    assert "not an HDF5 file" in refused(path)


def test_unfinished_file(good):
    partial = good.rename(good.with_name("good.h5.partial"))
    assert "unfinished" in refused(partial)


def test_cut_short(good):
    good.write_bytes(good.read_bytes()[:5000])
    assert "damaged or truncated" in refused(good)


@pytest.mark.parametrize(
    ("damaged", "read"),
    [
        ("provenance/fact_path", lambda result: result.facts),
        ("provenance/scenario", lambda result: result.scenario_text),
        ("outputs/replicate", lambda result: result.custody_replicates),
    ],
)
def test_what_is_damaged_inside_is_told_when_it_is_read(good, damaged, read):
    with h5py.File(good, "a") as file:
        del file[damaged]
        file.create_group(damaged)
        if "custody" not in file:
            file.create_group("custody").attrs["replicates"] = 1
    with entrepot.open_result(good) as result, pytest.raises(entrepot.ResultError, match="damaged or truncated"):
        read(result)


def test_foreign_hdf5(tmp_path):
    path = tmp_path / "foreign.h5"
    with h5py.File(path, "w") as file:
        file["temperature"] = [1.0, 2.0]
    assert "not a result of entrepot" in refused(path)


def test_other_schema(good):
    with h5py.File(good, "a") as file:
        file.attrs["schema_version"] = 2
    assert "schema version 2; this reader knows version 1" in refused(good)


@pytest.mark.parametrize("group", ["outputs", "summary", "provenance"])
def test_group_is_missing(good, group):
    with h5py.File(good, "a") as file:
        del file[group]
    assert f"partial: has no group {group}" in refused(good)


def test_attribute_is_missing(good):
    with h5py.File(good, "a") as file:
        del file.attrs["seed"]
    assert "has no attribute seed" in refused(good)


def test_attribute_makes_no_sense(good):
    with h5py.File(good, "a") as file:
        file.attrs["start"] = "yesterday"
    assert "an attribute is invalid" in refused(good)


def test_missing_output_is_named(good):
    with h5py.File(good, "a") as file:
        del file["outputs/leaked"]
    with entrepot.open_result(good) as result, pytest.raises(entrepot.MissingData, match="outputs/leaked"):
        result.output("leaked")


def test_scenario_that_is_no_yaml(tmp_path):
    path = write_result(tmp_path / "r.h5", plain_run(scenario="{not: [yaml"))
    with entrepot.open_result(path) as result, pytest.raises(entrepot.MissingData, match="not YAML") as caught:
        result.scenario
    assert "\n" not in str(caught.value)


def test_file_can_be_copied_and_opened_under_any_name(good, tmp_path):
    copy = tmp_path / "copy"
    shutil.copy(good, copy)
    with entrepot.open_result(copy) as result:
        assert result.info.title == "Small run"
