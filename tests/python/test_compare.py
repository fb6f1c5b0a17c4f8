"""Paired comparison of result files: statistics, pairing, tables and figure, with numbers worked out by hand."""

import csv
import dataclasses
import io
import json

import numpy as np
import pytest
from conftest import Run, displaced_run, plain_run, write_result
from program import entrepot as program
from program import main, needs_program
from scipy import stats

from entrepot.compare import compare, paired_effect
from entrepot.compare.tables import to_frame, to_markdown
from entrepot.compare.wording import decimals, signed
from entrepot.figures import NARROW, WIDE
from entrepot.figures.effects import change_in_leakage

pytestmark = needs_program  # which compares

T2 = stats.t.ppf(0.95, 2)  # 2.92: two degrees of freedom, 90 %


# ---- statistics ----------------------------------------------------------------------------------------------------


def printed(**changes):
    """The program's JSON of one output."""
    statistics = {"mean": 2.0, "low": 1.0, "high": 3.0, "sd": 1.0}
    usual = {
        "pairs": 3, "reference": statistics, "difference": statistics, "variance_ratio": 0.5, "exactly_zero": False,
        "share_lower": {"value": 0.0, "low": 0.0, "high": 0.4},
    }  # fmt: skip
    return usual | changes


def test_effects_are_what_the_program_tells_in_the_unit_shown():
    effect = paired_effect(printed(), 100)
    assert (effect.baseline, effect.mean, effect.low, effect.high) == (200, 200, 100, 300)
    assert effect.n == 3 and effect.relative == 1 and effect.excludes_zero and effect.variance_ratio == 0.5
    assert effect.lower == (0, 0, 0.4)


def test_what_the_program_leaves_open_is_not_defined():
    assert not paired_effect(printed(pairs=0)).defined
    effect = paired_effect(printed(difference={"mean": 1.0, "low": None, "high": None, "sd": None}, variance_ratio=None))
    assert effect.mean == 1 and not effect.has_interval and not effect.excludes_zero
    assert np.isnan(effect.variance_ratio)


# ---- comparison ----------------------------------------------------------------------------------------------------


@pytest.fixture
def write(tmp_path):
    """Writes runs: write(name=run, ...) gives their files in that order."""
    return lambda **runs: [write_result(tmp_path / f"{name}.h5", run) for name, run in runs.items()]


@pytest.fixture
def compared(write):
    """The comparison of runs with the first of them."""

    def make(*options, **runs):
        return compare(json.loads(program("compare", *write(**runs), "--json", *options)[0]))

    return make


def test_replicates_are_paired_by_number(compared):
    comparison = compared(base=plain_run(numbers=[0, 1, 2]), other=plain_run(numbers=[4, 2, 0]))
    effect = comparison.rows[0].effects["leaked_units"]
    assert comparison.n == 2 and effect.n == 2
    assert (effect.baseline, effect.mean) == (624, 156)  # numbers 0 and 2: 312 and 936 become 936 and 624
    assert "2 of 3 replicates are in all files" in comparison.warnings[0]


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (plain_run(numbers=[3, 4, 5]), "no replicate in common"),
        (plain_run(weeks=100), "100 weeks"),
        (plain_run(seed=5), "their seeds are"),
    ],
)
def test_runs_that_do_not_belong_together_are_refused(write, capsys, other, why):
    assert main(["compare", *write(base=plain_run(), other=other)]) == 2
    assert why in capsys.readouterr().err


def test_partial_run_says_how_many_pairs(compared):
    comparison = compared(base=plain_run(), other=plain_run(replicates=2))
    assert comparison.n == 2
    assert "| other | 2 of 3 |" in to_markdown(comparison)


def test_other_seeds_are_compared_as_independent_samples(compared):
    comparison = compared("--unpaired", base=plain_run(confidence=0.9), other=plain_run(seed=5, confidence=0.9, replicates=2))
    assert not comparison.paired and "another seed" in comparison.warnings[0]
    effect = comparison.rows[0].effects["leaked_units"]
    first, second = 312**2 / 3, 312**2 / 2 / 2  # variances of the means of 312, 624, 936 and of 312, 624
    freedom = (first + second) ** 2 / (first**2 / 2 + second**2 / 1)
    half = stats.t.ppf(0.95, freedom) * (first + second) ** 0.5
    assert (effect.baseline, effect.mean, effect.n) == (624, -156, 2)
    assert (effect.low, effect.high) == pytest.approx((-156 - half, -156 + half))
    assert np.isnan(effect.variance_ratio) and np.isnan(effect.lower[0])


def test_other_version_is_a_warning(compared):
    assert "0.2.0" in compared(base=plain_run(), other=plain_run(version="0.2.0")).warnings[0]


def test_effects_of_files_by_hand(compared):
    effects = compared(base=plain_run(confidence=0.9), other=displaced_run(confidence=0.9)).rows[0].effects
    rate = effects["leakage_rate"]  # 3r of 300 units a week become 2r + 1: changes of 0, -1/3, -2/3 points
    assert rate.mean == pytest.approx(-1 / 3)
    assert rate.high == pytest.approx(-1 / 3 + T2 / 3 / 3**0.5)
    leaked = effects["leaked_units"]
    assert leaked.mean == -104 and leaked.baseline == 624 and leaked.relative == pytest.approx(-1 / 6)
    # The baseline's 3r and the other's 2r + 1: variances 9 and 4, of the difference 1.
    assert leaked.variance_ratio == pytest.approx(1 / 13)
    assert effects["revenue_nvidia"].exactly_zero and effects["revenue_nvidia"].baseline == pytest.approx(24 * 100e-6)


def test_undefined_rate_is_said(compared):
    nothing_sold = plain_run()
    nothing_sold.tallies["controlled_sold"] = np.zeros((3, nothing_sold.weeks, 2))
    assert "| other | not defined | 0 exactly |" in to_markdown(compared(base=plain_run(), other=nothing_sold))


def test_vendor_of_one_file_only_has_no_change(compared):
    comparison = compared(base=plain_run(), other=plain_run(vendors={"nvidia": 1, "huawei": 12}))
    effects = comparison.rows[0].effects
    assert effects["revenue_amd"] is None and effects["revenue_huawei"] is None
    assert effects["revenue_nvidia"] is not None
    assert comparison.levels["revenue_amd"] is not None and comparison.levels["revenue_huawei"] is None


def test_frame_is_unrounded_and_whole(compared):
    frame = to_frame(compared(base=plain_run(), other=displaced_run())).set_index("quantity")
    assert frame.loc["leakage_rate", "difference"] == pytest.approx(-1 / 3, rel=1e-12)
    assert frame.loc["leaked_units", "percent_of_baseline"] == pytest.approx(-100 / 6)
    assert set(frame.index) >= {"grey_premium", "access_leakage", "leaked_h100e", "end_use_checks", "revenue_amd"}


def test_files_of_one_name_are_told_apart_by_path(write, tmp_path):
    (tmp_path / "other").mkdir()
    twin = write_result(tmp_path / "other" / "base.h5", plain_run())
    printed, _ = program("compare", *write(base=plain_run()), twin, "--json")
    assert compare(json.loads(printed)).rows[0].label == str(twin)


# ---- wording -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "half", "text"),
    [(-0.0163, 0.0372, "−0.016"), (1234.6, 700, "+1,235"), (0.0004, 0.052, "0.000"), (12.345, float("nan"), "+12.3")],
)
def test_differences_show_as_many_digits_as_the_interval_bears(value, half, text):
    assert signed(value, decimals(value, half)) == text


# ---- figure --------------------------------------------------------------------------------------------------------


def scaled_run(factor: float) -> Run:
    run = plain_run()
    run.tallies = {**run.tallies, "leaked": np.round(run.tallies["leaked"] * factor)}
    return dataclasses.replace(run, confidence=0.9)


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_figure_sorts_scenarios_by_change(compared, size):
    comparison = compared(base=plain_run(), more=scaled_run(2), same=plain_run(), less=displaced_run())
    drawing = change_in_leakage(comparison, size)
    labels = [label.get_text() for label in drawing.figure.axes[0].get_yticklabels()]
    assert labels == ["less", "same", "more"]
    assert "same: 0 exactly" in drawing.alt and "more: +100.0 % leaked units" in drawing.alt
    assert list(drawing.table.frame["Scenario"]) == labels
    assert set(drawing.table.kinds) == set(drawing.table.frame.select_dtypes("number").columns)
    assert list(drawing.table.frame["Leaked units, change"])[1:] == pytest.approx([0, 1])


@pytest.mark.parametrize("limits", [(-0.66, 0.47), (-25, 6), (-0.066, 0.047), (-4, 4)])
def test_tick_labels_say_where_the_ticks_stand(compared, limits):
    axes = change_in_leakage(compared(base=plain_run(), more=scaled_run(2)), WIDE).figure.axes[1]
    axes.set_xlim(*limits)
    ticks = axes.xaxis.get_majorticklocs()
    labels = [axes.xaxis.get_major_formatter()(tick) for tick in ticks]
    written = [float(label.replace("\N{MINUS SIGN}", "-")) for label in labels]
    assert written == pytest.approx(list(ticks))


def test_the_largest_effect_is_drawn_where_it_is_and_the_others_stay_apart(compared):
    runs = {f"s{k}": scaled_run(1 + k) for k in (1, 2)} | {"far": scaled_run(200)}
    runs |= {f"t{k}": scaled_run(1 + k / 2) for k in (1, 2)}
    drawing = change_in_leakage(compared(base=plain_run(), **runs), WIDE)
    axes = drawing.figure.axes[0]
    axes.figure.draw_without_rendering()
    points = [line for line in axes.lines if line.get_marker() in "os"]
    at = {float(line.get_xdata()[0]): axes.transAxes.inverted().transform(axes.transData.transform(line.get_xydata()[0]))[0] for line in points}
    assert max(at) == pytest.approx(19_900) and 0 < at[max(at)] < 1
    edges = [line.get_xdata()[0] for line in axes.lines if line.get_linestyle() == "--"]  # where the scale becomes logarithmic
    zero, edge = (axes.transAxes.inverted().transform(axes.transData.transform((x, 0)))[0] for x in (0, max(edges)))
    assert edge - zero > 0.2
    assert "scale is logarithmic" in drawing.caption


def test_the_figure_has_titles_and_no_file_names(compared):
    runs = {"p03-x": dataclasses.replace(scaled_run(2), title="Twice as much leaks"), "p04-y": dataclasses.replace(displaced_run(), title="Less leaks")}
    comparison = compared(base=dataclasses.replace(plain_run(), title="As it was"), **runs)
    drawing = change_in_leakage(comparison, WIDE)
    labels = [label.get_text() for label in drawing.figure.axes[0].get_yticklabels()]
    assert labels == ["Less leaks", "Twice as much leaks"]
    assert drawing.title == "Change in leakage from “As it was”"
    assert "p03" not in drawing.alt + drawing.caption + str(drawing.table.frame)


# ---- command -------------------------------------------------------------------------------------------------------


@pytest.fixture
def files(tmp_path):
    base = write_result(tmp_path / "base.h5", plain_run(confidence=0.9))
    other = write_result(tmp_path / "other.h5", displaced_run(confidence=0.9, title="No | Singapore"))
    return base, other


def test_command_prints_markdown(files, capsys):
    assert main(["compare", *files, "--markdown"]) == 0
    printed = capsys.readouterr()
    assert "| other | −0.33 (−0.90 to +0.23) | −104 (−279 to +71); −17\N{NO-BREAK SPACE}% |" in printed.out
    assert "- other: No \\| Singapore" in printed.out and "90\N{NO-BREAK SPACE}% Student t" in printed.out
    # The one thing that a table cannot carry: three replicates are few for its intervals.
    assert printed.err.startswith("entrepot: warning: Too few replicates (3;") and printed.err.count("\n") == 1


def test_command_writes_every_format(files, tmp_path):
    for name in ("t.md", "t.csv", "t.html"):
        assert main(["compare", *map(str, files), "--table", str(tmp_path / name)]) == 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "t.csv").read_text())))
    assert float(next(r for r in rows if r["quantity"] == "leaked_units")["difference"]) == -104
    page = (tmp_path / "t.html").read_text()
    assert page.startswith("<!doctype html>") and "No | Singapore" in page and "http" not in page
    assert page.count("<svg") == 2 and page.count("<table") == 4


@pytest.mark.parametrize("suffix", ["svg", "pdf", "png"])
def test_command_writes_the_figure(files, tmp_path, suffix):
    path = tmp_path / f"f.{suffix}"
    assert main(["compare", *map(str, files), "--figure", str(path)]) == 0
    assert path.stat().st_size > 1000


def test_baseline_among_the_others_is_left_out(files, capsys):
    base, other = map(str, files)
    assert main(["compare", base, base, other, "--markdown"]) == 0
    assert capsys.readouterr().out.count("| base |") == 4  # its own line in each table
    assert main(["compare", base, base]) == 2
    assert "no other file; expected at least one to compare it with" in capsys.readouterr().err


def test_refusals_are_one_line_and_exit_code_2(files, tmp_path, capsys):
    other_seed = str(write_result(tmp_path / "seed.h5", plain_run(seed=5)))
    assert main(["compare", str(files[0]), other_seed]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert main(["compare", str(files[0]), other_seed, "--unpaired", "--markdown"]) == 0
    printed = capsys.readouterr()
    assert printed.err.startswith("entrepot: warning: ") and "| seed | unpaired |" in printed.out


def test_the_output_folder_is_refused_with_the_option_for_tables(files, capsys):
    assert main(["compare", *files, "-o", "t.md"]) == 2
    assert "--table FILE writes the table of result files" in capsys.readouterr().err


def test_unknown_suffix_is_refused(files, capsys):
    assert main(["compare", *files, "--table", "t.xlsx"]) == 2
    assert ".md, .csv, .html" in capsys.readouterr().err
