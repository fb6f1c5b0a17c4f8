"""`entrepot analyse`, `decide`, `discover` and `threshold` on sweeps whose answers are known."""

import json
import re

import h5py
import numpy as np
import pytest

import program
from program import entrepot, needs_program
from synthetic import make

pytestmark = needs_program

THREE = """
replicates: {replicates}
design: {design}
parameters:
  enforcement.check_detection: {{uniform: [0.2, 0.6]}}
  enforcement.case_success: {{uniform: [0.3, 0.9]}}
  model.risk: {{categories: [bayesian, fading_memory]}}
"""


def told(*command):
    """What the program says on standard error when it refuses."""
    return program.told(*command, code=2)


def ask(*command):
    return json.loads(entrepot(*command, "--json")[0])


def noisy(points, signal, seed, size):
    """The same noise at every point (common chance), a little of it by point."""
    random = np.random.default_rng(seed)
    level = random.normal(size=points.replicates)
    own = random.normal(size=(points.size, points.replicates))
    return signal[:, None] + size * (level[None, :] + own)


# ---- analyse -------------------------------------------------------------------------------------------------------


def additive(points):
    """Variances 16/12, 4/12 and 1/4: shares 16/23, 4/23 and 3/23, no interaction."""
    return 4 * points.unit[:, 0] + 2 * points.unit[:, 1] + points.parameters[:, 2]


@pytest.fixture(scope="module")
def saltelli(tmp_path_factory):
    body = THREE.format(replicates=6, design="{kind: sobol, samples: 512, second_order: true}")
    return make(
        tmp_path_factory.mktemp("saltelli"),
        body,
        {
            "leaked_units": lambda p: noisy(p, additive(p), 1, 1.0),
            "leakage_rate": lambda p: p.every_replicate((p.unit[:, 0] - 0.5) * (p.unit[:, 1] - 0.5)),
        },
    )


def test_sobol_indices_of_a_sum_come_out_in_spite_of_noise(saltelli):
    output = ask("analyse", saltelli, "--outputs", "leaked_units")["outputs"][0]
    for group, share in zip(output["sobol"]["groups"], (16 / 23, 4 / 23, 3 / 23)):
        assert group["first"]["value"] == pytest.approx(share, abs=0.06)
        assert group["total"]["value"] == pytest.approx(share, abs=0.06)
        assert group["total"]["low"] < share < group["total"]["high"]
    assert output["sobol"]["variance"] == pytest.approx(23 / 12, rel=0.06)
    # Within a row the noise has variance 2, and expected outputs 23/12.
    assert 0.3 < output["noise_share"] < 0.75
    assert output["sobol"]["blocks_used"] == output["sobol"]["blocks"] == 512


def test_a_product_is_all_interaction(saltelli):
    output = ask("analyse", saltelli, "--outputs", "leakage_rate")["outputs"][0]
    first, second, third = output["sobol"]["groups"]
    assert first["first"]["value"] == pytest.approx(0, abs=0.05)
    assert first["total"]["value"] == pytest.approx(1, abs=0.05)
    assert second["total"]["value"] == pytest.approx(1, abs=0.05)
    assert third["total"]["value"] == pytest.approx(0, abs=1e-9)
    pairs = {tuple(pair["groups"]): pair["second"]["value"] for pair in output["sobol"]["pairs"]}
    assert pairs["enforcement.check_detection", "enforcement.case_success"] == pytest.approx(1, abs=0.06)
    assert output["noise_share"] == pytest.approx(0, abs=1e-20)


def test_ends_of_parameters_are_means_over_quarters_of_the_rows(saltelli):
    found = ask("analyse", saltelli, "--outputs", "leaked_units")
    detection, _, risk = found["outputs"][0]["ends"]
    # 4 u: the mean of the highest quarter is 4 * 0.75 over that of the lowest.
    assert detection["high"] - detection["low"] == pytest.approx(3, abs=0.1)
    assert detection["low_at"] == "up to 0.3" or detection["low_at"].startswith("up to 0.29")
    assert (risk["low_at"], risk["high_at"]) == ("bayesian", "fading_memory")
    assert risk["high"] - risk["low"] == pytest.approx(1, abs=0.15)
    assert found["parameters"][0]["form"] == "uniform: [0.2, 0.6]"


def test_text_puts_what_matters_first_and_says_what_is_noise(saltelli):
    out, _ = entrepot("analyse", saltelli, "--outputs", "leaked_units")
    assert "Sampling noise is" in out and "The indices exclude it" in out
    rows = [line.split()[0] for line in out.splitlines() if line.startswith(("  enforcement", "  model"))]
    assert rows[:3] == ["enforcement.check_detection", "enforcement.case_success", "model.risk"]


def test_text_names_pairs_that_do_more_together(saltelli):
    together = r"^  enforcement\.check_detection and enforcement\.case_success +(1\.0\d|0\.9\d) "
    assert re.search(together, entrepot("analyse", saltelli, "--outputs", "leakage_rate")[0], re.MULTILINE)
    assert "No interaction of a pair is distinguishable from zero" in entrepot("analyse", saltelli, "--outputs", "leaked_units")[0]


def test_morris_gives_slopes_and_no_direction_to_categories(tmp_path):
    body = THREE.format(replicates=2, design="{kind: morris, trajectories: 20}")
    file = make(tmp_path, body, {"leaked_units": lambda p: p.every_replicate(additive(p))})
    detection, success, risk = ask("analyse", file, "--outputs", "leaked_units")["outputs"][0]["morris"]
    assert detection["mu"]["value"] == pytest.approx(4) and detection["mu_star"]["value"] == pytest.approx(4)
    assert success["mu"]["value"] == pytest.approx(2) and success["sigma"]["value"] == pytest.approx(0, abs=1e-9)
    assert risk["mu"]["value"] is None and risk["mu_star"]["value"] > 0
    assert all(effect["effects"] == 20 for effect in (detection, success, risk))
    told = entrepot("analyse", file, "--outputs", "leaked_units")[0]
    _, rows = told.split("Effect over the range")
    rows = [re.split(r"\s{2,}", line.strip()) for line in rows.splitlines()[1:4]]
    assert [row[0] for row in rows] == ["enforcement.check_detection", "enforcement.case_success", "model.risk"]
    # Per unit of the quantile: half of it takes the one of two categories for the other, which makes a difference of 1.
    assert [row[1].split()[0] for row in rows] == ["4.0", "2.0", "2.0"] and rows[2][2] == "-"


def test_pawn_finds_what_moves_the_distribution_in_any_design(tmp_path):
    body = THREE.format(replicates=2, design="{kind: lhs, points: 1200}")
    file = make(tmp_path, body, {"leaked_units": lambda p: noisy(p, additive(p), 3, 0.2)})
    output = ask("analyse", file, "--outputs", "leaked_units")["outputs"][0]
    assert "sobol" not in output and "morris" not in output
    detection, success, risk = output["pawn"]
    assert detection["median"]["value"] > success["median"]["value"] > detection["null_median"]
    assert risk["slices"] == 2


def test_against_looks_at_what_a_policy_changes(tmp_path):
    body = THREE.format(replicates=3, design="{kind: sobol, samples: 256}") + "policies: {before: {}, after: {}}\n"
    file = make(
        tmp_path,
        body,
        # Far more noise than the policy's effect, but the same under both policies.
        {"leaked_units": lambda p: noisy_by_row(p) + ((p.policy == 1) * p.unit[:, 1])[:, None]},
    )
    outputs = ask("analyse", file, "--outputs", "leaked_units", "--baseline", "before")["outputs"]
    assert [output["policy"] for output in outputs] == ["after"]
    shares = [group["total"]["value"] for group in outputs[0]["sobol"]["groups"]]
    assert shares == pytest.approx([0, 1, 0], abs=0.01)
    assert outputs[0]["mean"] == pytest.approx(0.5, abs=0.02)


def noisy_by_row(points):
    random = np.random.default_rng(7)
    rows = random.normal(size=(points.row.max() + 1, points.replicates))
    return 100 * rows[points.row]


# ---- gaps ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def gappy(tmp_path):
    body = THREE.format(replicates=2, design="{kind: sobol, samples: 32}")
    file = make(tmp_path, body, {"leaked_units": lambda p: p.every_replicate(additive(p))})
    with h5py.File(file, "r+") as opened:
        opened["runs/leaked_units"][7, 1] = np.nan
        opened["runs/status"][7, 1] = 3
        del opened["failures"]
        failures = opened.create_group("failures")
        failures["run"] = np.array([15])
        failures.create_dataset("failure", data=["ledger_violation"], dtype=h5py.string_dtype())
        failures.create_dataset("message", data=["3 units are gone"], dtype=h5py.string_dtype())
        opened.attrs["runs_finished"] = opened.attrs["runs_planned"] - 1
        opened.attrs["runs_failed"] = 1
    return file


@pytest.mark.parametrize("command", [["analyse"], ["discover", "--where", "leaked_units>5"]])
def test_a_sweep_with_gaps_is_refused_until_told(gappy, command):
    err = told(command[0], gappy, *command[1:])
    assert "holds 319 of 320 runs; 1 failed (1 ledger_violation)" in err
    assert "--incomplete" in err
    out, _ = entrepot(command[0], gappy, *command[1:], "--incomplete")
    assert "319 of 320 runs; 1 failed (1 ledger_violation)" in out


def test_a_gap_costs_its_block_alone(gappy):
    output = ask("analyse", gappy, "--outputs", "leaked_units", "--incomplete")["outputs"][0]
    assert (output["sobol"]["blocks_used"], output["sobol"]["blocks"]) == (31, 32)
    assert (output["values"], output["runs"]) == (319, 320)


def test_what_is_no_sweep_is_told_apart(tmp_path):
    assert "No such file" in program.told("analyse", tmp_path / "none.h5", code=2)
    (tmp_path / "text.h5").write_text("title: no\n")
    assert "text.h5" in program.told("analyse", tmp_path / "text.h5", code=2)
    (tmp_path / "waits.h5.runs").mkdir()
    assert "entrepot merge" in told("analyse", tmp_path / "waits.h5")


def test_columns_of_factors_that_differ_in_length_are_damage(gappy):
    with h5py.File(gappy, "r+") as opened:
        grades = opened["design/parameter_grade"][:-1]
        del opened["design/parameter_grade"]
        opened.create_dataset("design/parameter_grade", data=grades, dtype=h5py.string_dtype())
    err = program.told("analyse", gappy, code=2)
    assert "is damaged: /design/parameter_grade differs in length from the names of its factors" in err


def test_names_are_checked_with_the_nearest(saltelli):
    assert "did you mean 'leaked_units'" in told("analyse", saltelli, "--outputs", "leakd_units")
    assert "has no levers" in told("analyse", saltelli, "--at", "checks=3")
    assert "only one option" in told("decide", saltelli, "--minimise", "leaked_units")
    assert "no levers" in told("threshold", saltelli, "--target", "leaked_units<3")
    assert "expected a condition" in told("discover", saltelli, "--where", "leaked_units=3")


# ---- conditions ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "condition",
    [
        "leakage_rate > 1.68%",
        " leakage_rate>1.68%",
        "leakage_rate >1.68 %",
        "leakage_rate> 0.0168",
        "leakage_rate\t>\t1.68e-2",
        "leakage_rate > +.0168",
    ],
)
def test_spaces_in_a_condition_change_nothing(saltelli, condition):
    written = ask("discover", saltelli, "--where", "leakage_rate>1.68%")["found"]
    assert ask("discover", saltelli, "--where", condition)["found"] == written


def test_a_unit_that_fits_may_follow_the_limit(saltelli):
    plain = ask("discover", saltelli, "--where", "leaked_units<3")["found"]
    assert ask("discover", saltelli, "--where", "leaked_units < 3 units")["found"] == plain


@pytest.mark.parametrize(
    "condition, problem",
    [
        ("leaked_units >= 3", "the operator is '>='; expected a condition with '<' (below) or '>' (above)"),
        ("leaked_units<=3", "the operator is '<='"),
        ("leaked_units == 3", "the operator is '=='"),
        ("leaked_units => 3", "the operator is '=>'"),
        ("leaked_units != 3", "the operator is '!='"),
        ("leaked_units <> 3", "the operator is '<>'"),
        ("leaked_units 3", "'<' or '>' is missing"),
        (" ", "the condition is empty"),
        ("leaked_units >", "the limit is missing; expected a number or a percentage after '>'"),
        ("> 3", "the output is missing"),
        ("3 < leaked_units", "the output must be on the left"),
        ("leaked_units>1 and leaked_units<3", "two comparisons; expected one"),
        ("leaked_units>1,leakage_rate<3%", "two comparisons"),
        ("leaked_units > few", "found 'few'; expected a number or a percentage"),
        ("leaked_units > nan", "found 'nan'; expected a number"),
        ("leaked_units > inf", "found 'inf'; expected a number"),
        ("leaked_units > 1e999", "out of range"),
        ("leaked_units > 15,000", "without separators"),
        ("leaked_units > 15_000", "without separators"),
        ("leaked_units > 0x10", "'x10'"),
        ("leaked_units > 5%", "leaked_units is in units, found '%'; expected a number without a unit"),
        ("leaked_units > 5 USD", "leaked_units is in units, found 'USD'"),
        ("leakage_rate > 5 units", "'units' is not a unit of a share"),
        ("leakd_units > 5", "did you mean 'leaked_units'"),
    ],
)
def test_what_is_no_condition_is_refused_with_what_is_expected(saltelli, choices, levers, condition, problem):
    assert problem in told("discover", saltelli, "--where", condition)
    assert problem in told("decide", choices, "--target", condition)
    assert problem in told("threshold", levers, "--lever", "checks", "--target", condition)


def test_a_relative_limit_is_a_share(levers):
    ask_for = ("threshold", levers, "--lever", "checks", "--at", "detection=0.2", "--relative", "--mean", "--target")
    share, percentage = ask(*ask_for, "leaked_units<0.8"), ask(*ask_for, "leaked_units < 80%")
    assert share["found"] == percentage["found"]
    assert "expected a percentage such as 90%" in told(*ask_for, "leaked_units<80")


# ---- runs without a value ------------------------------------------------------------------------------------------


@pytest.fixture
def half_known(tmp_path):
    """Of 60 rows with two replicates: none in the first 20 rows, one in the next 20, both in the rest."""

    def values(points):
        table = points.every_replicate(additive(points))
        table[points.row < 20] = np.nan
        table[points.row < 40, 1] = np.nan
        return table

    body = THREE.format(replicates=2, design="{kind: lhs, points: 60}")
    return make(tmp_path, body, {"leaked_units": values, "leakage_rate": lambda p: np.full((p.size, 2), np.nan)})


def test_analyse_counts_runs_without_a_value(half_known):
    output = ask("analyse", half_known, "--outputs", "leaked_units")["outputs"][0]
    assert (output["runs"], output["values"], output["without_value"], output["rows_without_value"]) == (120, 60, 60, 20)
    text = " ".join(entrepot("analyse", half_known, "--outputs", "leaked_units")[0].split())
    assert "60 of 120 runs have no value and are left out; 20 of 60 rows have no value in any replicate. All figures are for the remaining runs." in text
    assert "None of 120 runs has a value." in entrepot("analyse", half_known, "--outputs", "leakage_rate")[0]


def test_discover_counts_runs_without_a_value(half_known):
    found = ask("discover", half_known, "--where", "leaked_units > 3")["found"][0]
    assert (found["runs"], found["values"], found["without_value"], found["rows_known"]) == (120, 60, 60, 40)
    text = " ".join(entrepot("discover", half_known, "--where", "leaked_units > 3")[0].split())
    assert "60 of 120 runs have no value of leaked_units and are left out; shares are of the other 60 runs, in 40 of 60 rows" in text
    assert "Too few rows or blocks of rows (40; 100 or more are needed)" in text
    assert "none of 120 runs has a value" in told("discover", half_known, "--where", "leakage_rate>1%")


def test_a_condition_that_divides_nothing_says_what_values_there_are(half_known):
    err = told("discover", half_known, "--where", "leaked_units > 3000")
    assert "none of 60 runs with a value meets the condition (60 of 120 have no value)" in err and "values are from" in err
    assert "every one of 60 runs" in told("discover", half_known, "--where", "leaked_units < 3000")


def test_decide_counts_runs_without_a_value(tmp_path):
    def values(points):
        table = points.every_replicate(LEAKS[points.policy, points.row])
        table[(points.policy == 2) & (points.row < 2), 0] = np.nan
        return table

    file = make(tmp_path, TWO_BY_FOUR, {"leaked_units": values, "leakage_rate": lambda p: np.full((p.size, 3), np.nan)})
    options = ask("decide", file, "--minimise", "leaked_units")["objectives"][0]["options"]
    assert [(o["runs"], o["without_value"]) for o in options] == [(12, 0), (12, 0), (12, 2)]
    text = " ".join(entrepot("decide", file, "--minimise", "leaked_units", "--target", "leaked_units < 30")[0].split())
    assert "2 of 36 runs have no value of leaked_units and are left out (2 of odd)" in text
    assert "Each option has 12 runs; shares are of the runs with a value" in text
    assert "none of 12 runs of soft has a value" in told("decide", file, "--minimise", "leakage_rate")


def test_threshold_counts_runs_without_a_value(tmp_path):
    def values(points):
        table = points.every_replicate(100 - points.levers[:, 0])
        table[points.levers[:, 0] == 20, :50] = np.nan
        return table

    file = make(tmp_path, LEVERS, {"leaked_units": values})
    found = ask("threshold", file, "--lever", "checks", "--target", "leaked_units < 75", "--at", "detection=0.2")["found"][0]
    assert (found["runs"], found["without_value"]) == (1000, 50)
    assert [level["runs"] for level in found["thresholds"][0]["curve"]] == [200, 200, 150, 200, 200]
    text = " ".join(entrepot("threshold", file, "--lever", "checks", "--target", "leaked_units < 75")[0].split())
    assert "50 of 1,000 runs have no value of leaked_units and are left out" in text


def test_a_lever_without_effect_works_neither_way(tmp_path):
    file = make(tmp_path, LEVERS, {"leaked_units": lambda p: p.every_replicate(np.full(p.size, 7.0))})
    question = ("threshold", file, "--lever", "checks", "--target", "leaked_units < 5", "--at", "detection=0.2")
    threshold = ask(*question)["found"][0]["thresholds"][0]
    assert threshold["no_difference"] and threshold["more_support"] == 0.5
    assert "the lever has no effect" in entrepot(*question)[0]


# ---- too few to resample -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("samples, warned", [(8, True), (128, True), (512, False)])
def test_intervals_from_few_blocks_carry_a_warning(tmp_path, samples, warned):
    body = THREE.format(replicates=16, design=f"{{kind: sobol, samples: {samples}}}")
    file = make(tmp_path, body, {"leaked_units": lambda p: p.every_replicate(additive(p))})
    warnings = ask("analyse", file, "--outputs", "leaked_units")["outputs"][0]["warnings"]
    assert warned == any(w.startswith(f"Too few blocks ({samples}; 512 or more are needed)") for w in warnings)
    text = entrepot("analyse", file, "--outputs", "leaked_units")[0]
    assert warned == ("intervals are too narrow" in " ".join(text.split()))


def test_few_replicates_and_few_rows_carry_a_warning(choices, levers):
    found = ask("decide", choices, "--minimise", "leaked_units")
    assert any(w.startswith("Too few replicates (3; 16 or more are needed)") for w in found["warnings"])
    assert any("runs in the worst 10%" in w for w in found["warnings"])
    text = " ".join(entrepot("decide", choices, "--minimise", "leaked_units")[0].split())
    assert "Warning: Too few replicates (3;" in text
    assert ask("threshold", levers, "--lever", "checks", "--target", "leaked_units<80")["warnings"] == []


def test_an_output_that_varies_by_rounding_has_no_indices(tmp_path):
    body = THREE.format(replicates=1, design="{kind: sobol, samples: 64}")
    rounding = lambda p: p.every_replicate(0.3 + 4e-17 * additive(p))
    offset = lambda p: p.every_replicate(1e12 + additive(p))
    file = make(tmp_path, body, {"leaked_units": offset, "leakage_rate": rounding})
    large, still = ask("analyse", file)["outputs"][::-1]
    assert not still["varies"] and large["varies"]
    assert "Does not vary." in entrepot("analyse", file, "--outputs", "leakage_rate")[0]
    shares = [group["first"]["value"] for group in large["sobol"]["groups"]]
    assert shares == pytest.approx([16 / 23, 4 / 23, 3 / 23], abs=0.1)


def test_a_group_under_morris_has_no_mean_and_no_spread(tmp_path):
    body = """
replicates: 2
design: {kind: morris, trajectories: 8, levels: 4}
parameters:
  enforcement.check_detection: {uniform: [0.2, 0.6], group: both}
  enforcement.case_success: {uniform: [0.3, 0.9], group: both}
  network.referral_share: {uniform: [0.1, 0.6]}
"""
    file = make(tmp_path, body, {"leaked_units": lambda p: p.every_replicate(3 * p.unit[:, 0] - 2 * p.unit[:, 1])})
    output = ask("analyse", file, "--outputs", "leaked_units")["outputs"][0]
    both, other = output["morris"]
    assert both["group"] == "both" and both["mu"]["value"] is None and both["sigma"]["value"] is None
    assert both["mu_star"]["value"] > 0 and other["sigma"]["value"] == pytest.approx(0, abs=1e-9)
    assert any(w.startswith("Too few trajectories (8;") for w in output["warnings"])
    row = next(l for l in entrepot("analyse", file, "--outputs", "leaked_units")[0].splitlines() if l.startswith("  both"))
    assert re.split(r"\s{2,}", row.strip())[2:4] == ["-", "-"]


# ---- decide --------------------------------------------------------------------------------------------------------

TWO_BY_FOUR = """
replicates: 3
design: {kind: list, rows: [{detection: 0.2}, {detection: 0.3}, {detection: 0.4}, {detection: 0.5}]}
parameters: {detection: {path: enforcement.check_detection}}
policies: {soft: {}, hard: {}, odd: {}}
"""
LEAKS = np.array([[10, 20, 30, 38], [25, 25, 25, 25], [50, 50, 50, 50]], float)
REVENUE = np.array([[9, 9, 9, 9], [7, 7, 7, 7], [8, 8, 8, 8]], float)


@pytest.fixture
def choices(tmp_path):
    return make(
        tmp_path,
        TWO_BY_FOUR,
        {
            "leaked_units": lambda p: p.every_replicate(LEAKS[p.policy, p.row]),
            "leakage_rate": lambda p: p.every_replicate(REVENUE[p.policy, p.row]),
        },
    )


def test_regret_is_what_the_best_of_each_row_would_have_saved(choices):
    objective = ask("decide", choices, "--minimise", "leaked_units", "--tail", 0.25)["objectives"][0]
    soft, hard, odd = objective["options"]
    assert soft["regret_by_row"] == pytest.approx([0, 0, 5, 13])
    assert hard["regret_by_row"] == pytest.approx([15, 5, 0, 0])
    assert odd["largest_regret"]["value"] == pytest.approx(40)
    assert soft["mean"]["value"] == pytest.approx(24.5) and soft["mean_of_worst"]["value"] == pytest.approx(38)
    assert ask("decide", choices, "--minimise", "leaked_units")["parameters"][0]["values"] == [0.2, 0.3, 0.4, 0.5]
    assert objective["choice"] == "soft" and objective["choice_in"] == 1


def test_shares_of_what_is_good_enough_and_trade_offs(choices):
    found = ask("decide", choices, "--minimise", "leaked_units", "--maximise", "leakage_rate", "--target", "leaked_units<30")
    assert [option["rows"]["value"] for option in found["good_enough"]] == [0.5, 1, 0]
    assert [option["not_beaten"] for option in found["trade_offs"]] == [True, False, False]
    assert found["trade_offs"][1]["beaten_by"] == ["soft"]
    out, _ = entrepot("decide", choices, "--minimise", "leaked_units", "--maximise", "leakage_rate")
    assert "Regret by row" in out and "They cover sampling noise only" in out


def test_ties_are_named(tmp_path):
    alike = {"leaked_units": lambda p: p.every_replicate(LEAKS[0, p.row]), "leakage_rate": lambda p: p.every_replicate(p.row)}
    file = make(tmp_path, TWO_BY_FOUR, alike)
    assert ask("decide", file, "--minimise", "leaked_units")["objectives"][0]["choice_ties"] == ["hard", "odd"]
    assert "Tied with it: hard, odd. Ties go to the first option." in entrepot("decide", file, "--minimise", "leaked_units")[0]


def test_decide_asks_for_a_direction(choices):
    assert "--minimise leaked_units" in told("decide", choices)
    assert "twice" in told("decide", choices, "--minimise", "leaked_units", "--maximise", "leaked_units")


# ---- discover ------------------------------------------------------------------------------------------------------


def test_discover_finds_the_corner(tmp_path):
    body = THREE.format(replicates=2, design="{kind: lhs, points: 600}")
    corner = lambda p: (p.unit[:, 0] > 0.7) & (p.parameters[:, 2] == 1)
    file = make(tmp_path, body, {"leaked_units": lambda p: p.every_replicate(corner(p))})
    box = ask("discover", file, "--where", "leaked_units>0.5")["found"][0]["boxes"][0]
    assert box["base_rate"] == pytest.approx(0.15, abs=0.03)
    assert box["quality"]["density"] > 0.95 and box["quality"]["coverage"] > 0.9
    detection, risk = box["limits"]
    assert detection["parameter"] == "enforcement.check_detection"
    assert detection["low"] == pytest.approx(0.2 + 0.4 * 0.7, abs=0.02) and "high" not in detection
    assert risk["text"] == "not bayesian"
    out, _ = entrepot("discover", file, "--where", "leaked_units>0.5")
    assert "On rows outside the resamples" in out


# ---- threshold -----------------------------------------------------------------------------------------------------

LEVERS = """
replicates: 200
levers:
  checks: {path: enforcement.end_use_checks_per_year, values: [0, 10, 20, 30, 40]}
  detection: {path: enforcement.check_detection, values: [0.2, 0.4]}
"""


@pytest.fixture(scope="module")
def levers(tmp_path_factory):
    def leaks(points):
        chance = np.random.default_rng(5).normal(size=points.replicates)
        return 100 - points.levers[:, :1] - 50 * (points.levers[:, 1:] - 0.2) + 5 * chance[None, :]

    return make(tmp_path_factory.mktemp("levers"), LEVERS, {"leaked_units": leaks})


def test_threshold_is_found_with_an_interval(levers):
    # 100 - x + 5 z < 80 with 90 % probability: x = 20 + 5 * 1.2816; between levels the curve is interpolated.
    found = ask("threshold", levers, "--lever", "checks", "--target", "leaked_units<80", "--at", "detection=0.2")
    threshold = found["found"][0]["thresholds"][0]
    assert threshold["answer"] == "between_levels" and threshold["more"] == "helps"
    assert threshold["level"]["low"] < threshold["level"]["value"] < threshold["level"]["high"]
    assert 25 < threshold["level"]["value"] < 30
    mean = ask("threshold", levers, "--lever", "checks", "--target", "leaked_units<80", "--at", "detection=0.2", "--mean")
    assert mean["found"][0]["thresholds"][0]["level"]["value"] == pytest.approx(20, abs=1.2)


def test_frontier_of_two_levers(levers):
    found = ask(
        "threshold", levers, "--lever", "checks", "--frontier", "detection", "--target", "leaked_units<80", "--mean"
    )
    low, high = found["found"][0]["thresholds"]
    assert (low["at"], high["at"]) == (0.2, 0.4)
    assert low["level"]["value"] - high["level"]["value"] == pytest.approx(10, abs=0.01)
    out, _ = entrepot("threshold", levers, "--lever", "checks", "--frontier", "detection", "--target", "leaked_units<80")
    assert "detection" in out and "required level: " in out


def test_threshold_says_when_no_level_reaches_the_aim(levers):
    out, _ = entrepot("threshold", levers, "--lever", "checks", "--target", "leaked_units<50", "--at", "detection=0.2")
    assert "not met at any level up to 40" in out
    assert "the sweep has several" in told("threshold", levers, "--target", "leaked_units<50")
    assert "has no level 0.3; expected one of 0.2, 0.4" in told("threshold", levers, "--target", "leaked_units<5", "--at", "detection=0.3")


def test_a_relative_aim_takes_out_the_chance_that_levels_share(levers):
    ask_for = ("threshold", levers, "--lever", "checks", "--target", "leaked_units<80%", "--relative", "--mean")
    threshold = ask(*ask_for, "--at", "detection=0.2")["found"][0]["thresholds"][0]
    # Every run falls by its own level of about 100 per level of 20, so that the ratio hardly varies.
    assert threshold["level"]["value"] == pytest.approx(20, abs=0.5)
    assert threshold["level"]["high"] - threshold["level"]["low"] < 0.5
    out, _ = entrepot(*ask_for)
    assert "of its value at the lowest level" in out
