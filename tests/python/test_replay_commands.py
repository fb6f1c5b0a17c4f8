"""`entrepot replay`, `verify` and `diverge`, by their command lines."""

import ctypes
import ctypes.util
import json
import os
import pathlib
import shutil
import struct

import h5py
import pytest
from program import BASELINE, READS, entrepot, needs_program

XXHASH = ctypes.util.find_library("xxhash")

pytestmark = needs_program

SHORT = ["--set=calendar.end=2023-06-30", "--quiet"]


def refusal(*arguments, code=1):
    """The one line that a command ends with."""
    lines = entrepot(*arguments, code=code)[1].splitlines()
    assert len(lines) == 1, lines
    return lines[0]


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    path = tmp_path_factory.mktemp("replay") / "short.h5"
    entrepot("run", BASELINE, *SHORT, "-n", 4, "--custody", 2, "-o", path)
    return path


@pytest.fixture
def edited(result, tmp_path):
    """A copy to change."""
    return pathlib.Path(shutil.copy(result, tmp_path / "edited.h5"))


# ---- replay --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("replicate", [0, 3])
def test_replay_is_identical(result, replicate):
    out, _ = entrepot("replay", result, "--replicate", replicate)
    with h5py.File(result) as file:
        noted = file["provenance/replicate_hash"].asstr()[replicate]
        leaked = int(file["outputs/leaked_units"][replicate])
    assert f"replicate {replicate}: identical, hash {noted}" in out
    assert f"{leaked:,}" in out


def test_replay_needs_no_scenario_file(tmp_path):
    """The result file alone is enough: what it was run from is gone."""
    scenario = tmp_path / "gone.yaml"
    scenario.write_text(f"extends: {BASELINE}\ncalendar: {{end: 2022-12-31}}\n")
    entrepot("run", *READS, scenario, "-n", 1, "-q", "-o", tmp_path / "r.h5")
    scenario.unlink()
    assert "identical" in entrepot("replay", tmp_path / "r.h5", "--replicate", 0)[0]


def test_events_are_json_lines_in_order(result):
    out, err = entrepot("replay", result, "--replicate", 3, "--events")
    events = [json.loads(line) for line in out.splitlines()]
    assert "replicate 3: identical" in err
    weeks = [event["week"] for event in events]
    assert weeks == sorted(weeks)
    with h5py.File(result) as file:
        leaked = int(file["outputs/leaked_units"][3])
        cases = int(file["outputs/cases_opened"][3].sum())
    assert sum(e["units"] for e in events if e["event"] == "lot_delivered" and e["barred"]) == leaked
    assert sum(e["event"] == "case_opened" for e in events) == cases
    assert entrepot("replay", result, "--replicate", 3, "--events")[0] == out


def test_replay_writes_a_file_of_the_replicate(result, tmp_path):
    entrepot("replay", result, "--replicate", 3, "-o", tmp_path / "one.h5")
    with h5py.File(tmp_path / "one.h5") as one, h5py.File(result) as all_of_them:
        assert list(one["outputs/replicate"]) == [3] and one.attrs["replicates_planned"] == 1
        assert (one["outputs/leaked"][0] == all_of_them["outputs/leaked"][3]).all()
        assert set(one["custody/lots/replicate"]) == {3}
    assert "1 of 1" in entrepot("verify", tmp_path / "one.h5")[0]
    assert "already exists" in refusal("replay", result, "--replicate", 3, "-o", tmp_path / "one.h5", code=2)


def test_replay_of_an_unknown_replicate(result):
    assert "has no replicate 9" in refusal("replay", result, "--replicate", 9, code=2)


def test_replay_names_what_was_edited(edited):
    with h5py.File(edited, "r+") as file:
        file["outputs/leaked"][1, 30, 2] += 5
    out, err = entrepot("replay", edited, "--replicate", 1, code=1)
    assert "leaked [week 30, product" in out and "1 values differ" in out
    assert "was changed after it was written" in err
    assert "identical" in entrepot("replay", edited, "--replicate", 0)[0]


def test_replay_of_another_version_with_the_same_outputs(edited):
    """Another commit is named, but what it computed is the same."""
    with h5py.File(edited, "r+") as file:
        file.attrs["commit"] = "0123456789ab"
    assert "identical" in entrepot("replay", edited, "--replicate", 1)[0]
    assert "written by version" in entrepot("replay", edited, "--replicate", 1)[0]


class Hash128(ctypes.Structure):
    _fields_ = [("low", ctypes.c_uint64), ("high", ctypes.c_uint64)]


def xxh3(data):
    """XXH3-128, high and low half."""
    function = ctypes.CDLL(XXHASH).XXH3_128bits
    function.restype, function.argtypes = Hash128, [ctypes.c_char_p, ctypes.c_size_t]
    digest = function(data, len(data))
    return digest.high, digest.low


def reseal(path, version_0_1_0=False):
    """Note the hashes anew, as another program would that computed what the file now holds; that of version 0.1.0 had
    the text of the scenario in the content hash."""
    number = struct.Struct("<Q").pack
    with h5py.File(path, "r+") as file:
        assert "custody" not in file, "chains of custody are in the hash, too"
        scenario = file["provenance/scenario"]
        text = scenario[()] if version_0_1_0 else scenario.attrs["canonical_hash"].encode()
        if version_0_1_0:
            del scenario.attrs["canonical_hash"], scenario.attrs["text_hash"]
        content = number(1) + number(len(text)) + text + number(int(file.attrs["seed"]))
        noted = file["provenance/replicate_hash"]
        for row, replicate in enumerate(file["outputs/replicate"]):
            high, low = xxh3(b"".join(file["outputs"][name][row].tobytes() for name in noted.attrs["outputs"]))
            noted[row] = f"{high:016x}{low:016x}"
            content += number(int(replicate)) + number(high) + number(low)
        file.attrs["content_hash"] = "{:016x}{:016x}".format(*xxh3(content))
        file.attrs["commit"] = "0123456789ab"


@pytest.fixture
def without_chains(tmp_path):
    if not XXHASH:
        pytest.skip("libxxhash is not installed")
    path = tmp_path / "plain.h5"
    entrepot("run", BASELINE, *SHORT, "-n", 2, "--custody", 0, "-o", path)
    return path


def test_other_outputs_of_another_version_are_said_in_one_line(without_chains):
    with h5py.File(without_chains, "r+") as file:
        file["outputs/leaked_units"][1] += 7
    reseal(without_chains)
    out, err = entrepot("replay", without_chains, "--replicate", 1, code=1)
    assert "leaked_units" in out
    assert len(err.splitlines()) == 1 and "written by version" in err and "which computes other outputs" in err
    assert "1 of 2 replicates checked are identical" in entrepot("verify", without_chains, code=1)[0]


def test_an_output_that_this_version_does_not_know(without_chains):
    """As a later program would write it: one more output, in its own hashes."""
    with h5py.File(without_chains, "r+") as file:
        file["outputs/not_yet_known"] = [1.5, 2.5]
        noted = file["provenance/replicate_hash"]
        noted.attrs["outputs"] = [*noted.attrs["outputs"], "not_yet_known"]
    reseal(without_chains)
    out, _ = entrepot("verify", without_chains)
    assert "1 outputs of the file are unknown to this version" in out and "2 of 2" in out


# ---- verify --------------------------------------------------------------------------------------------------------


def test_verify_checks_a_sample(result):
    out, _ = entrepot("verify", result)
    assert out.count(": identical") == 3 and "3 of 3 replicates checked are identical" in out
    out, _ = entrepot("verify", result, "--sample", 9, "-j", 2)
    assert out.count(": identical") == 4 and "4 of 4" in out
    assert entrepot("verify", result, "--sample", 2, "--seed", 5) == entrepot("verify", result, "--sample", 2, "--seed", 5)


def flip(path, offset):
    data = bytearray(path.read_bytes())
    data[offset] ^= 0xFF
    path.write_bytes(data)


def test_verify_sees_a_flipped_byte_of_a_dataset(edited):
    with h5py.File(edited, "r+") as file:
        file.attrs["note"] = "ours"
        dataset = file["outputs/leaked_units"]
        offset = dataset.id.get_chunk_info(0).byte_offset + 8
        assert dataset.compression is None
    assert b"entrepot seal" not in edited.read_bytes()[-32:], "who writes with HDF5 takes the seal off"
    flip(edited, offset)
    assert "the data of replicate 1 do not match their hash" in refusal("verify", edited)


def test_a_flipped_byte_anywhere_is_seen_by_all_that_read(result, tmp_path):
    flipped = tmp_path / "flipped.h5"
    for part in (0.1, 0.5, 0.9):
        shutil.copy(result, flipped)
        flip(flipped, int(part * flipped.stat().st_size))
        for command in ("verify", "show", "trace"):
            assert f"{flipped}: is damaged: its checksum does not match its content" in refusal(command, flipped, code=2)


def test_verify_sees_a_flipped_byte_of_a_compressed_dataset(edited):
    with h5py.File(edited) as file:
        info = file["outputs/leaked"].id.get_chunk_info(0)
    flip(edited, info.byte_offset + info.size // 2)
    assert str(edited) in refusal("verify", edited, code=2)


def test_verify_sees_an_edited_chain_of_custody(edited):
    with h5py.File(edited, "r+") as file:
        file["custody/lots/units"][0] += 1
    assert "the data of replicate 0 do not match" in refusal("verify", edited)


@pytest.mark.parametrize("before, after", [("seed: 20250131", "seed: 20250132"), ("start: ", "beginning: ")])
def test_verify_sees_an_edited_scenario(edited, before, after):
    with h5py.File(edited, "r+") as file:
        text = file["provenance/scenario"].asstr()[()]
        assert before in text
        file["provenance/scenario"][()] = text.replace(before, after, 1)
    for command in (["verify"], ["replay", "--replicate", 0]):
        assert "scenario, seed or data do not match" in refusal(command[0], edited, *command[1:])


def test_verify_sees_edited_hashes(edited):
    with h5py.File(edited, "r+") as file:
        file["provenance/replicate_hash"][0] = "0" * 32
    assert "do not match its content hash" in refusal("verify", edited)


def test_verify_of_a_file_without_noted_hashes(edited):
    """As older programs wrote it."""
    with h5py.File(edited, "r+") as file:
        del file["provenance/replicate_hash"]
    assert "3 of 3" in entrepot("verify", edited)[0]
    with h5py.File(edited, "r+") as file:
        file["outputs/seized_units"][2] += 1
    assert "do not match its content hash" in refusal("verify", edited)


def test_a_file_of_version_0_1_0_is_checked_as_it_was_written(without_chains):
    with h5py.File(without_chains) as file:
        now = file.attrs["content_hash"]
    reseal(without_chains, version_0_1_0=True)
    with h5py.File(without_chains) as file:
        assert file.attrs["content_hash"] != now
    assert "2 of 2 replicates checked are identical" in entrepot("verify", without_chains)[0]
    assert "identical" in entrepot("replay", without_chains, "--replicate", 1)[0]
    with h5py.File(without_chains, "r+") as file:
        text = file["provenance/scenario"].asstr()[()]
        file["provenance/scenario"][()] = text + "# a comment\n"
    assert "do not match its content hash" in refusal("verify", without_chains)


def test_verify_of_what_is_no_result(edited, tmp_path):
    size = edited.stat().st_size
    os.truncate(edited, size // 2)
    assert str(edited) in refusal("verify", edited, code=2)
    (tmp_path / "text.h5").write_text("not a result")
    assert "text.h5" in refusal("verify", tmp_path / "text.h5", code=2)
    with h5py.File(tmp_path / "foreign.h5", "w") as file:
        file["x"] = 1
    assert "not a result of entrepot" in refusal("verify", tmp_path / "foreign.h5", code=2)
    assert "missing.h5" in refusal("verify", tmp_path / "missing.h5", code=2)


# ---- diverge -------------------------------------------------------------------------------------------------------


def short_scenario(path, more=""):
    path.write_text(f"extends: {BASELINE}\ncalendar: {{end: 2023-06-30}}\n{more}")
    return path


def test_the_same_twice_is_identical(result, tmp_path):
    scenario = short_scenario(tmp_path / "a.yaml")
    for other in (scenario, result):
        out, _ = entrepot("diverge", *READS, scenario, other, "--replicate", 2)
        assert "no key differs" in out and "identical for all 39 weeks" in out


def test_diverge_names_rule_week_phase_agent_and_values(tmp_path):
    a = short_scenario(tmp_path / "a.yaml")
    b = short_scenario(
        tmp_path / "b.yaml",
        "rules: {a_probe: {instrument: hub_probe, announced: 2023-01-02, effective: 2023-01-02, hubs: [SG],"
        " inspection_factor: 4}}\n",
    )
    out, _ = entrepot("diverge", *READS, a, b)
    assert "rules.a_probe.inspection_factor: (not set) | 4" in out
    assert "Rules: first differ in week 13 (2023-01-02)" in out
    assert "levers.inspection, place SG: 1 | 4" in out
    assert 'phase "' in out and "States: diverge in week " in out
    assert "intermediar" in out.split("States:")[1]


def test_diverge_of_another_seed(tmp_path):
    a = short_scenario(tmp_path / "a.yaml")
    b = short_scenario(tmp_path / "b.yaml", "run: {seed: 3}\n")
    out, _ = entrepot("diverge", *READS, a, b)
    assert "run.seed: 20250131 | 3" in out and "all differ, because the seeds differ" in out


def test_diverge_of_runs_that_start_on_other_days(tmp_path):
    a = short_scenario(tmp_path / "a.yaml")
    b = tmp_path / "b.yaml"
    b.write_text(f"extends: {BASELINE}\ncalendar: {{start: 2022-11-07, end: 2023-06-30}}\n")
    assert "start on different days" in refusal("diverge", *READS, a, b, code=2)
