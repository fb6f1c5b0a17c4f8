"""Every group of every kind of result file opens in xarray with h5netcdf, without a word about its dimensions."""

import shutil
import subprocess
import warnings

import h5py
import pytest
import xarray

from entrepot import open_calibration, open_result, open_sweep
from program import BINARY, READS, entrepot, needs_program
from test_exit_codes import CALIBRATION, SCENARIO, SWEEP

pytestmark = needs_program

LEVERS = SWEEP + "levers: {licensing.base_weeks: [2, 4]}\npolicies: {a: {}, b: {set: {enforcement.chip_share: 0.2}}}\n"


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kinds")
    for name, text in {"weeks": SCENARIO, "sweep": SWEEP, "levers": LEVERS, "calibration": CALIBRATION}.items():
        (folder / f"{name}.yaml").write_text(text)
    scenario = folder / "weeks.yaml"
    quarter = ["--set=calendar.end=2023-01-31"]
    entrepot("run", *READS, scenario, *quarter, "-n", 2, "-q", "-o", folder / "run.h5")
    entrepot("run", *READS, scenario, "--set=calendar.end=2022-10-05", "-n", 1, "-q", "-o", folder / "nothing_leaks.h5")
    entrepot("run", *READS, scenario, "-n", 1, "--custody", 0, "-q", "-o", folder / "no_custody.h5")
    entrepot("replay", folder / "run.h5", "--replicate", 1, "-o", folder / "replayed.h5")
    for name in ("sweep", "levers"):
        entrepot("sweep", *READS, folder / f"{name}.yaml", "-q", "-o", folder / f"{name}.h5")
    entrepot("sweep", *READS, folder / "sweep.yaml", "-q", "-o", folder / "half.h5", "--shard", "0/2")
    shutil.copy(folder / "half.h5.runs" / "manifest.h5", folder / "manifest.h5")
    subprocess.run([BINARY, "merge", folder / "half.h5"], capture_output=True, check=False)
    entrepot("calibrate", *READS, folder / "calibration.yaml", "-q", "-o", folder / "calibration.h5")
    return folder


def groups_of(path):
    names = ["/"]
    with h5py.File(path) as file:
        file.visititems(lambda name, node: names.append(name) if isinstance(node, h5py.Group) else None)
    return names


KINDS = ["run", "nothing_leaks", "no_custody", "replayed", "sweep", "levers", "manifest", "half", "calibration"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_group_opens(files, kind):
    path = files / f"{kind}.h5"
    for group in groups_of(path):
        with warnings.catch_warnings(), xarray.open_dataset(path, group=group, engine="h5netcdf") as opened:
            warnings.simplefilter("error")
            opened.load()
            assert not [name for name in opened.dims if str(name).startswith("phony")], group


@pytest.mark.parametrize("kind", KINDS)
def test_every_axis_of_every_dataset_has_a_scale(files, kind):
    def check(name, node):
        if isinstance(node, h5py.Dataset) and not h5py.h5ds.is_scale(node.id):
            assert all(len(dimension) == 1 for dimension in node.dims), name

    with h5py.File(files / f"{kind}.h5") as file:
        file.visititems(check)


def test_chains_of_custody_are_columns_of_one_length(files):
    result = open_result(files / "run.h5")
    with xarray.open_dataset(files / "run.h5", group="custody/lots", engine="h5netcdf") as lots:
        assert set(lots.dims) == {"lot_row"}
        assert set(lots.data_vars) == set(result.custody_lots.reset_index().columns)
    with xarray.open_dataset(files / "run.h5", group="custody/hops", engine="h5netcdf") as hops:
        assert hops.sizes == {"hop_row": len(result.custody_hops)}


def test_a_run_in_which_nothing_leaks_has_tables_without_rows(files):
    with xarray.open_dataset(files / "nothing_leaks.h5", group="custody/lots", engine="h5netcdf") as lots:
        assert lots.sizes == {"lot_row": 0}


def test_the_scales_take_no_room(files):
    with h5py.File(files / "run.h5") as file:
        assert file["custody/lot_row"].id.get_storage_size() == 0
        assert len(file["custody/lot_row"]) == len(file["custody/lots/lot"])


def test_the_readers_of_the_package_read_them(files):
    assert open_sweep(files / "levers.h5").runs is not None
    assert open_calibration(files / "calibration.h5").parameters
