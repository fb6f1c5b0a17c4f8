"""The checksum footer finds damage of a result file before HDF5 reads it, for every kind of file and every reader."""

import os
import random
import struct
import subprocess
import sys

import h5py
import numpy as np
import pytest
import synthetic_calibration
import xxhash
from conftest import plain_run, write_result
from program import BINARY, FEW_BUYERS, READS, ROOT, entrepot as program
from program import needs_program

import entrepot
from entrepot.errors import ResultError
from entrepot.export import export
from entrepot.hdf5 import kind_at
from entrepot.integrity import check_integrity
from entrepot.page import open_inputs

MARK = b"entrepot seal 1\n"
DAMAGED = "is damaged: its checksum does not match its content"
QUARTER = ["--set=calendar.start=2022-10-03", "--set=calendar.end=2022-11-27", *FEW_BUYERS, "-n", "2", "-q", "-j", "1"]


def with_footer(path):
    """As sim/io/result_checksum.cpp does: the two halves of the hash, the high one first, each with its least byte first."""
    digest = xxhash.xxh3_128(path.read_bytes()).intdigest()
    with path.open("ab") as file:
        file.write(MARK + struct.pack("<QQ", digest >> 64, digest & (2**64 - 1)))
    return path


def make_calibration(path):
    unit = np.linspace(0.05, 0.95, 10)[:, None]
    generation = (unit, 2 * unit, np.full(10, 0.1))
    made = synthetic_calibration.Made({"a": synthetic_calibration.uniform(0, 1)}, {"q": (1.0, 0.1, False)}, [generation, generation])
    return synthetic_calibration.write(path, made)


@pytest.fixture(scope="module")
def intact_run(tmp_path_factory):
    return with_footer(write_result(tmp_path_factory.mktemp("intact") / "run.h5", plain_run(weeks=8)))


@pytest.fixture(scope="module")
def intact_calibration(tmp_path_factory):
    return with_footer(make_calibration(tmp_path_factory.mktemp("intact") / "calibration.h5"))


@pytest.fixture(scope="module")
def intact_sweep(tmp_path_factory):
    if BINARY is None:
        pytest.skip("ENTREPOT_BINARY is not set")
    folder = tmp_path_factory.mktemp("intact")
    (folder / "sweep.yaml").write_text(
        f"title: Sealed\nscenario: {ROOT}/scenarios/baseline.yaml\nreplicates: 1\noutputs: [leaked_units]\n"
        "set: {calendar.start: 2022-10-03, calendar.end: 2022-10-09}\ndesign: {kind: lhs, points: 2}\n"
        "parameters: {enforcement.check_detection: {uniform: [0.1, 0.9]}}\n"
    )
    program("sweep", *READS, folder / "sweep.yaml", "-o", folder / "sweep.h5", "-q", "-j", "1")
    return folder / "sweep.h5"


OPENERS = {"intact_run": entrepot.open_result, "intact_calibration": entrepot.open_calibration, "intact_sweep": entrepot.open_sweep}
KINDS = pytest.mark.parametrize("kind", OPENERS)


def refusal(opener, path):
    """The words with which a file is refused; None if it is read."""
    try:
        with opener(path):
            return None
    except ResultError as error:
        return str(error)


@KINDS
def test_a_file_whose_seal_holds_is_read(kind, request):
    assert refusal(OPENERS[kind], request.getfixturevalue(kind)) is None


@KINDS
def test_any_bit_that_turned_is_found(kind, request, tmp_path):
    sound = request.getfixturevalue(kind).read_bytes()
    chance = random.Random(20221007)
    path = tmp_path / "damaged.h5"
    for _ in range(200):
        place, bit = chance.randrange(len(sound)), chance.randrange(8)
        data = bytearray(sound)
        data[place] ^= 1 << bit
        path.write_bytes(data)
        said = refusal(OPENERS[kind], path)
        assert said in (f"{path}: {DAMAGED}", f"{path}: not an HDF5 file"), f"bit {bit} of byte {place}: {said}"


@KINDS
def test_every_bit_of_the_seal_counts(kind, request, tmp_path):
    sound = request.getfixturevalue(kind).read_bytes()
    path = tmp_path / "damaged.h5"
    for place in range(len(sound) - 32, len(sound)):
        data = bytearray(sound)
        data[place] ^= 0x10
        path.write_bytes(data)
        assert refusal(OPENERS[kind], path) == f"{path}: {DAMAGED}", place


@KINDS
def test_a_file_that_is_cut_short_is_found_wherever_it_is_cut(kind, request, tmp_path):
    sound = request.getfixturevalue(kind).read_bytes()
    chance = random.Random(7)
    lengths = {0, 1, 7, 8, 63, 64, *(chance.randrange(len(sound) - 32) for _ in range(50)), *range(len(sound) - 31, len(sound))}
    path = tmp_path / "cut.h5"
    for length in lengths:
        path.write_bytes(sound[:length])
        assert refusal(OPENERS[kind], path), f"{length} of {len(sound)} bytes were read"


@KINDS
def test_bytes_behind_the_seal_are_damage(kind, request, tmp_path):
    path = tmp_path / "longer.h5"
    for more in (b"\0", b"\n", MARK, bytes(32)):
        path.write_bytes(request.getfixturevalue(kind).read_bytes() + more)
        assert refusal(OPENERS[kind], path), more


@KINDS
def test_a_file_without_a_seal_is_read_as_it_is(kind, request, tmp_path):
    path = tmp_path / "unsealed.h5"
    path.write_bytes(request.getfixturevalue(kind).read_bytes()[:-32])
    assert refusal(OPENERS[kind], path) is None


def test_a_program_that_writes_with_hdf5_takes_the_seal_off(intact_run, tmp_path):
    path = tmp_path / "edited.h5"
    path.write_bytes(intact_run.read_bytes())
    with h5py.File(path, "r+") as file:
        file.attrs["title"] = "Another title"
    with entrepot.open_result(path) as result:
        assert result.info.title == "Another title"


@pytest.fixture
def damaged(intact_run, tmp_path):
    """One bit of a mean is wrong, and nothing else."""
    path = tmp_path / "damaged.h5"
    with h5py.File(intact_run) as file:
        place = file["summary/leaked_units"].id.get_offset()
    data = bytearray(intact_run.read_bytes())
    data[place + 6] ^= 0x20
    path.write_bytes(data)
    return path


COMMANDS = [
    ["export"], ["report"], ["show"], ["figures"], ["headlines"], ["compare", "intact"], ["costs", "intact"],
    ["breakdown", "--of", "leaked", "--by", "product", "intact"], ["diff", "intact"],
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_every_command_refuses_a_damaged_file(damaged, intact_run, command, tmp_path, capsys):
    from program import main

    words = [str(intact_run) if word == "intact" else word for word in command]
    assert main([*words, str(damaged)]) == 2
    printed = capsys.readouterr()
    assert f"{damaged}: {DAMAGED}" in printed.err and printed.out == ""
    assert sorted(tmp_path.iterdir()) in ([damaged], [tmp_path / "damaged-csv", damaged][1:]), "something was written"


def test_functions_refuse_a_damaged_file_too(damaged, tmp_path):
    for read in (entrepot.open_result, entrepot.open_sweep, entrepot.open_calibration, export):
        with pytest.raises(ResultError, match="is damaged"):
            read(damaged)
    with open_inputs([damaged]) as inputs:
        assert inputs.refused == [f"{damaged}: {DAMAGED}"]
    assert kind_at(damaged) is None


def test_a_file_that_changes_after_it_was_opened_is_not_read_on(intact_run, tmp_path):
    path = tmp_path / "run.h5"
    path.write_bytes(intact_run.read_bytes())
    with entrepot.open_result(path) as result:
        assert float(result.output("leaked_units")[0]) > 0
        data = bytearray(path.read_bytes())
        data[-40] ^= 1
        path.write_bytes(data)
        with pytest.raises(ResultError, match="has changed since it was opened"):
            result.output("leaked_units")
        with pytest.raises(ResultError, match="is damaged"):
            _ = result.scenario_text


def test_damage_that_keeps_size_and_time_of_writing_is_found(intact_run, tmp_path):
    path = tmp_path / "run.h5"
    path.write_bytes(intact_run.read_bytes())
    before = path.stat()
    check_integrity(path)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    with pytest.raises(ResultError, match="is damaged"):
        check_integrity(path)


def test_a_file_that_does_not_change_is_hashed_once(intact_run, tmp_path, monkeypatch):
    path = tmp_path / "run.h5"
    path.write_bytes(intact_run.read_bytes())
    monkeypatch.setattr("entrepot.integrity.CLOCK_NANOSECONDS", 0)  # as if it were an old file
    hashes = []
    monkeypatch.setattr("entrepot.integrity.xxhash.xxh3_128", lambda real=xxhash.xxh3_128: hashes.append(1) or real())
    with entrepot.open_result(path) as result:
        _ = result.facts, result.scenario, result.inputs, result.output("leaked")
    assert len(hashes) == 1


@needs_program
def test_headline_results_with_a_flipped_bit_are_the_same_or_refused(intact_run, tmp_path):
    path, original = tmp_path / "headlines.json", tmp_path / "original.json"
    program("headlines", intact_run, "-o", original)
    expected, intact = program("headlines", original)[0], original.read_bytes()
    draws = random.Random(3)
    for _ in range(60):
        data = bytearray(intact)
        data[draws.randrange(len(data))] ^= 1 << draws.randrange(8)
        path.write_bytes(data)
        done = subprocess.run([BINARY, "headlines", path], capture_output=True, text=True)
        assert (done.returncode, done.stdout) == (0, expected) or (done.returncode, done.stdout) == (2, ""), done


@needs_program
def test_the_footer_of_the_program_is_the_one_that_is_checked(tmp_path):
    program("run", ROOT / "scenarios/baseline.yaml", *QUARTER, "-o", tmp_path / "run.h5")
    data = (tmp_path / "run.h5").read_bytes()
    (tmp_path / "ours.h5").write_bytes(data[:-32])
    assert with_footer(tmp_path / "ours.h5").read_bytes() == data
    assert refusal(entrepot.open_result, tmp_path / "run.h5") is None


def test_the_package_says_which_module_it_needs():
    words = (ROOT / "analysis/pyproject.toml").read_text() + (ROOT / "scripts/packages.txt").read_text()
    assert '"xxhash"' in words and "python3-xxhash" in words and "python3-xxhash" in (ROOT / "cmake/EntrepotPackage.cmake").read_text()
    assert subprocess.run([sys.executable, "-c", "import xxhash"]).returncode == 0
