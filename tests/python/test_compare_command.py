"""`entrepot compare`, `credit` and `run --until`: small runs, from the command line."""

import json
import re

import h5py
import numpy as np
import pytest
from program import BASELINE, FEW_BUYERS, READS, ROOT, needs_program, told as entrepot
from scipy import stats

STRICT = ROOT / "scenarios" / "strict-kyc.yaml"

pytestmark = needs_program

SMALL = [
    "--set=calendar.end=2023-12-31",
    *FEW_BUYERS,
]


def effects(told, scenario=0):
    return {effect["output"]: effect for effect in told["scenarios"][scenario]["effects"]}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Scenarios compared and kept."""
    folder = tmp_path_factory.mktemp("compared")
    told = entrepot("compare", BASELINE, STRICT, *SMALL, "-n", 6, "-q", "--json", "-o", folder / "kept")
    (folder / "told.json").write_text(told)
    return folder


# ---- compare -------------------------------------------------------------------------------------------------------


def test_comparison_is_that_of_the_files_it_keeps(folder):
    told = json.loads((folder / "told.json").read_text())
    with h5py.File(folder / "kept" / "baseline.h5") as a, h5py.File(folder / "kept" / "strict-kyc.h5") as b:
        before, after = (file["outputs/leaked_units"][:].astype(float) for file in (a, b))
    difference = after - before
    half = stats.t.ppf(0.95, 5) * difference.std(ddof=1) / 6**0.5
    leaked = effects(told)["leaked_units"]
    assert leaked["pairs"] == 6
    assert leaked["difference"]["mean"] == pytest.approx(difference.mean())
    assert leaked["difference"]["high"] == pytest.approx(difference.mean() + half)
    ratio = difference.var(ddof=1) / (before.var(ddof=1) + after.var(ddof=1))
    assert leaked["variance_ratio"] == pytest.approx(ratio) and ratio < 0.5
    assert leaked["share_lower"]["value"] == pytest.approx(np.mean((difference < 0) + (difference == 0) / 2))


def test_result_files_give_the_same_comparison(folder):
    kept = [folder / "kept" / name for name in ("baseline.h5", "strict-kyc.h5")]
    again = json.loads(entrepot("compare", *kept, "--json"))
    assert effects(again) == effects(json.loads((folder / "told.json").read_text()))


def test_kept_files_are_those_of_run(folder, tmp_path):
    entrepot("run", STRICT, *SMALL, "-n", 6, "-q", "-o", tmp_path / "alone.h5")
    with h5py.File(tmp_path / "alone.h5") as alone, h5py.File(folder / "kept" / "strict-kyc.h5") as kept:
        assert alone.attrs["content_hash"] == kept.attrs["content_hash"]


def test_tables_name_what_was_compared():
    out = entrepot("compare", BASELINE, STRICT, *SMALL, "-n", 3, "-q", "--outputs", "leakage_rate,acquired")
    assert "Reference baseline: Baseline" in out and "strict-kyc: Strict" in out
    assert "leakage rate, %" in out and "acquired, H100e" in out and "seized" not in out
    assert max(map(len, out.splitlines())) <= 110


def test_few_replicates_and_replicates_without_a_value_are_said(tmp_path):
    free = tmp_path / "free.yaml"
    free.write_text(f"extends: {BASELINE}\ntitle: Nothing is controlled\nrules: ~\n")
    arguments = ("compare", *READS, BASELINE, free, *SMALL, "-n", 2, "-q", "--outputs", "leakage_rate,leaked_units")
    text = " ".join(entrepot(*arguments).split())
    assert "leakage rate, %: 2 of 2 replicates have no value in one or both scenarios and are left out." in text
    assert "Warning: Too few replicates (2; 5 or more are needed)" in text
    told = json.loads(entrepot(*arguments, "--json"))
    assert [effect["without_value"] for effect in told["scenarios"][0]["effects"]] == [2, 0]
    assert any(warning.startswith("Too few replicates (2;") for warning in told["warnings"])


def test_a_scenario_against_itself_does_not_differ_and_is_enough_at_once():
    arguments = (BASELINE, BASELINE, *SMALL, "-q", "--json", "--until=leakage_rate:abs=1e-9", "--outputs=leaked_units")
    told = json.loads(entrepot("compare", *arguments))
    assert len(told["replicates"]) == 16 and told["ending"].startswith("differences precise enough")
    assert all(effect["exactly_zero"] for effect in told["scenarios"][0]["effects"])


def test_replicates_are_added_until_the_difference_is_precise():
    def compared(width, threads):
        arguments = ("-q", "--json", f"--until=leakage_rate:abs={width}", "-j", threads, "-n", 80)
        return json.loads(entrepot("compare", BASELINE, STRICT, *SMALL, *arguments))

    first = compared(0.00025, 1)
    assert first == compared(0.00025, 3)
    interval = effects(first)["leakage_rate"]["difference"]
    assert (interval["high"] - interval["low"]) / 2 <= 0.00025
    assert len(first["replicates"]) % 16 == 0 and len(first["replicates"]) < 80
    bound = compared(1e-12, 2)
    assert len(bound["replicates"]) == 80 and bound["ending"].startswith("at the maximum")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["{kept}/baseline.h5", STRICT], "not both"),
        ([BASELINE], "at least two files"),
        (["{kept}/baseline.h5", "{kept}/strict-kyc.h5", "-n", "4"], "compared as they are"),
        ([BASELINE, STRICT, "--outputs", "leakage_rat"], "did you mean 'leakage_rate'?"),
        ([BASELINE, STRICT, "--outputs", "grey_premium"], "choose one"),
        ([BASELINE, STRICT, "--until", "leakage_rate:0.1"], "expected OUTPUT:rel=WIDTH"),
    ],
)
def test_refusals_are_one_line(folder, arguments, message):
    arguments = [str(a).replace("{kept}", str(folder / "kept")) for a in arguments]
    error = entrepot("compare", *arguments, code=2)
    assert message in error and error.count("\n") == 1


def test_files_of_another_seed_or_calendar_are_refused(folder, tmp_path):
    for name, setting in (("seed", "run.seed=4"), ("short", "calendar.end=2023-06-30")):
        entrepot("run", BASELINE, *SMALL, f"--set={setting}", "-n", 2, "-q", "-o", tmp_path / f"{name}.h5")
        error = entrepot("compare", folder / "kept" / "baseline.h5", tmp_path / f"{name}.h5", code=2)
        assert "cannot be compared" in error


# ---- run --until ---------------------------------------------------------------------------------------------------


def test_run_stops_when_it_is_precise_whatever_the_threads(tmp_path):
    hashes = set()
    for threads in (1, 3):
        path = tmp_path / f"{threads}.h5"
        out = entrepot("run", BASELINE, *SMALL, "--until=leakage_rate:rel=0.1", "-j", threads, "-o", path)
        hashes.add(re.search(r"Content hash ([0-9a-f]{32})", out).group(1))
        with h5py.File(path) as file:
            n = int(file.attrs["replicates_finished"])
            assert int(file.attrs["replicates_planned"]) == n and n % 16 == 0
            assert "precise enough: leakage_rate:rel=0.1" in str(file.attrs["ending"])
            mean, low, high = file["summary/leakage_rate"][:3]
            assert (high - low) / 2 <= 0.1 * mean
    fixed = entrepot("run", BASELINE, *SMALL, "-n", n, "-o", tmp_path / "fixed.h5")
    hashes.add(re.search(r"Content hash ([0-9a-f]{32})", fixed).group(1))
    assert len(hashes) == 1


def test_the_bound_is_said(tmp_path):
    out = entrepot("run", BASELINE, *SMALL, "--until=leaked_units:abs=0.001", "-n", 4, "-o", tmp_path / "r.h5")
    assert "4 of 4, at the maximum of 4, less precise than leaked_units:abs=0.001" in out


# ---- credit --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def two_rules(tmp_path_factory):
    path = tmp_path_factory.mktemp("credit") / "two.yaml"
    path.write_text(f"""\
extends: {STRICT}
title: Two rules
rules:
  probe: {{instrument: hub_probe, announced: 2023-01-02, effective: 2023-01-02, hubs: [SG, MY], inspection_factor: 500}}
""")
    return path


def test_credit_adds_up_to_the_difference(two_rules):
    told = json.loads(entrepot("credit", *READS, BASELINE, two_rules, *SMALL, "-n", 6, "-q", "--json"))
    assert [credit["name"] for credit in told["credits"]] == ["kyc_of_all", "probe"]
    whole = told["whole"]["value"]
    assert sum(credit["value"]["value"] for credit in told["credits"]) == pytest.approx(whole, rel=1e-12)
    compared = json.loads(entrepot("compare", *READS, BASELINE, two_rules, *SMALL, "-n", 6, "-q", "--json"))
    assert whole == pytest.approx(-effects(compared)["leaked_units"]["difference"]["mean"])
    first, second = told["credits"]
    pair = told["interactions"][0]["value"]["value"]
    assert pair == pytest.approx(whole - first["alone"]["value"] - second["alone"]["value"])


def test_credit_of_rules_that_are_named(two_rules):
    out = entrepot("credit", *READS, BASELINE, two_rules, *SMALL, "-n", 2, "-q", "--instruments", "kyc_of_all+probe")
    assert "kyc_of_all+probe" in out and "2 subsets" in out
    error = entrepot("credit", *READS, BASELINE, two_rules, "--instruments", "prob", code=2)
    assert "did you mean 'probe'?" in error
    assert "same rules" in entrepot("credit", BASELINE, BASELINE, code=2)
