"""Chains of custody in Python, on files without the program."""

import h5py
import numpy as np
import pytest
from conftest import plain_run, write_result

import entrepot


def add_custody(path):
    """Two lots of replicate 0; only the first replicate keeps chains."""
    with h5py.File(path, "a") as file:
        group = file.create_group("custody")
        group.attrs["replicates"] = np.int64(1)
        lots = {"replicate": [0, 0], "lot": [0, 1], "units": [5, 7], "ended": [1, 2], "hops": [1, 1]}
        lots |= {"hub": [1, 0], "cover_rule": [-1, 0]}
        hops = {"replicate": [0, 0], "lot": [0, 1], "week": [1, 2], "amount": [10.0, 20.0]}
        labels = {"hub": ["MY", "SG"], "cover_rule": ["tier_2"]}
        for table, columns in (("lots", lots), ("hops", hops)):
            for name, values in columns.items():
                dataset = group.create_dataset(f"{table}/{name}", data=values)
                dataset.attrs["units"] = "week" if name in ("ended", "week") else "1"
                if name in labels:
                    dataset.attrs["labels"] = labels[name]


@pytest.fixture
def path(tmp_path):
    return write_result(tmp_path / "plain.h5", plain_run())


def test_a_file_without_custody_is_read_and_says_so(path):
    with entrepot.open_result(path) as result:
        assert result.custody_replicates == []
        with pytest.raises(entrepot.MissingData, match="no group custody"):
            result.custody_lots


def test_names_and_dates_take_the_place_of_numbers(path):
    add_custody(path)
    with entrepot.open_result(path) as result:
        lots = result.custody_lots
        assert result.custody_replicates == [0]
        assert list(lots["hub"]) == ["SG", "MY"] and list(lots["cover_rule"].isna()) == [True, False]
        assert lots.loc[(0, 1), "units"] == 7
        assert [(day.date() - result.info.start).days for day in lots["ended"]] == [7, 14]
        assert list(result.custody_hops["amount"]) == [10.0, 20.0]
