"""No command of the Python package lets a warning of a library reach the user, and importing it silences none."""

import json
import os
import re
import subprocess
import sys
import warnings

import h5py
import numpy as np
import pytest
import synthetic_calibration
from conftest import Run, plain_run, write_result
from program import BINARY, FEW_BUYERS, ROOT, entrepot as program
from program import needs_program

BASELINE = ROOT / "scenarios/baseline.yaml"
OWN = re.compile(r"entrepot: (note|warning|error): .*")


def run_commands(*commands, cwd):
    """Run commands whose Python takes every warning for an error; what they say on standard error."""
    said = ""
    for words in commands:
        done = subprocess.run(
            [BINARY, *map(str, words)], cwd=cwd, capture_output=True, text=True, env={**os.environ, "PYTHONWARNINGS": "error", "MPLBACKEND": "Agg"}, check=False
        )
        assert done.returncode in (0, 1, 2), (words, done.stderr)
        said += done.stderr
    return said


def run_of(folder, name, *words):
    program("run", BASELINE, "--set=calendar.start=2022-10-03", *FEW_BUYERS, *words, "-q", "-j", "1", "-o", folder / f"{name}.h5")
    return folder / f"{name}.h5"


COMMANDS = [
    ["headlines", "{}"], ["figures", "{}", "-o", "png", "--format", "png"], ["export", "{}", "-o", "csv"],
    ["export", "{}", "-o", "spreadsheet", "--spreadsheet"], ["export", "{}", "-o", "all.sqlite", "--format", "sqlite"], ["diff", "{}", "{}"],
]  # fmt: skip


def commands_on(path):
    return [[word.format(path) for word in words] for words in COMMANDS]


@needs_program
def test_a_quarter_of_a_year_of_the_baseline(tmp_path):
    """Its figures had no room: empty markers counted as one in a corner."""
    path = run_of(tmp_path, "quarter", "--set=calendar.end=2022-12-31", "-n", "2")
    other = run_of(tmp_path, "other", "--set=calendar.end=2022-12-31", "-n", "2", "--set=enforcement.investigators=400")
    said = run_commands(
        ["report", path, other, "-o", "r.html"], *commands_on(path), ["compare", path, other, "--table", "c.html", "--figure", "c.png"], ["compare", path, other, "--markdown"],
        ["costs", path, other], ["breakdown", path, other, "--of", "leaked", "--by", "product"], ["displacement", path, other, "--markdown"],
        ["estimates", ROOT / "scenarios/estimates/published.yaml", path], cwd=tmp_path,
    )  # fmt: skip
    assert [line for line in said.splitlines() if not OWN.fullmatch(line)] == []
    # Two replicates are few, and the program says so; nothing else is wrong.
    warnings = [line for line in said.splitlines() if line.startswith("entrepot: warning")]
    assert [line for line in warnings if "Too few replicates (2;" not in line] == []


@needs_program
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("one", ["--set=calendar.end=2022-10-09", "-n", "1", "--custody", "0"]), ("two-weeks", ["--set=calendar.end=2022-10-16", "-n", "2", "--custody", "1"]),
        ("no-rules", ["--set=calendar.end=2022-10-30", "-n", "2", "--set=rules=~"]),
    ],
)  # fmt: skip
def test_runs_that_leave_figures_empty(tmp_path, name, words):
    path = run_of(tmp_path, name, *words)
    said = run_commands(["report", path, "-o", "r.html"], *commands_on(path), cwd=tmp_path)
    assert [line for line in said.splitlines() if not OWN.fullmatch(line)] == []


SMALL = {
    "one replicate": Run(weeks=8, replicates=1, planned=2), "one week": Run(weeks=1),
    "one product, hub and vendor": Run(weeks=20, products=["H100"], hubs=["SG"], vendors={"nvidia": 1}),
}  # fmt: skip


@needs_program
@pytest.mark.parametrize("which", SMALL)
def test_small_results(tmp_path, which):
    path = write_result(tmp_path / "small.h5", SMALL[which])
    said = run_commands(["report", path, "-o", "r.html"], *commands_on(path), cwd=tmp_path)
    assert [line for line in said.splitlines() if not OWN.fullmatch(line)] == []


@needs_program
def test_results_without_a_single_number(tmp_path):
    path = write_result(tmp_path / "nan.h5", plain_run(weeks=12))
    with h5py.File(path, "r+") as file:
        for group in ("outputs", "summary"):
            for dataset in file[group].values():
                if dataset.dtype.kind == "f":
                    dataset[...] = np.nan
    said = run_commands(["report", path, "-o", "r.html"], *commands_on(path), cwd=tmp_path)
    assert [line for line in said.splitlines() if not OWN.fullmatch(line)] == []


@needs_program
def test_a_calibration(tmp_path):
    unit = np.linspace(0.05, 0.95, 10)[:, None]
    generation = (unit, np.full((10, 2), np.nan), np.full(10, 0.1))
    quantities = {"q": (1.0, 0.1, False), "f": (2.0, 0.1, True)}
    path = synthetic_calibration.write(tmp_path / "c.h5", synthetic_calibration.Made({"a": synthetic_calibration.uniform(0, 1)}, quantities, [generation]))
    said = run_commands(
        ["report", path, "-o", "r.html"], ["show", path], ["figures", path, "-o", "f", "--format", "pdf"], ["export", path, "-o", "t"], cwd=tmp_path
    )
    assert said == ""


@needs_program
def test_a_sweep(tmp_path):
    (tmp_path / "sweep.yaml").write_text(
        f"title: Small\nscenario: {BASELINE}\nreplicates: 1\noutputs: [leaked_units, leakage_rate]\n"
        "set: {calendar.start: 2022-10-03, calendar.end: 2022-10-09}\ndesign: {kind: lhs, points: 2}\npolicies: {as_it_is: {}, more: {set: {enforcement.investigators: 300}}}\n"
        "parameters: {enforcement.check_detection: {uniform: [0.1, 0.9]}}\n"
    )
    program("sweep", "--include-dir", BASELINE.parent, tmp_path / "sweep.yaml", "-o", tmp_path / "s.h5", "-q", "-j", "1")
    said = run_commands(["report", tmp_path / "s.h5", "-o", "r.html"], ["export", tmp_path / "s.h5", "-o", "t"], cwd=tmp_path)
    assert said == ""


def test_without_the_option_warnings_of_libraries_are_kept_from_the_user(tmp_path):
    script = (
        "import sys, warnings\nfrom entrepot import terminal\n"
        "with terminal.command_line():\n    warnings.warn('of a library')\n    terminal.warn_once('of our own')\n    terminal.warn_once('of our own')\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "analysis")}
    environment.pop("PYTHONWARNINGS", None)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment)
    assert (done.returncode, done.stderr) == (0, "entrepot: warning: of our own\n")


def test_to_import_the_package_changes_no_filter_of_warnings():
    script = (
        "import json, sys, warnings\nimport h5py, jinja2, matplotlib.figure, pandas, scipy.stats, xarray, yaml, h5netcdf\n"
        "before = [str(entry) for entry in warnings.filters]\nimport entrepot, entrepot._run, entrepot.figures, entrepot.page, entrepot.export\n"
        "json.dump([before, [str(entry) for entry in warnings.filters]], sys.stdout)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT / "analysis")})
    before, after = json.loads(done.stdout)
    assert before == after and done.stderr == ""
    assert BINARY is None or os.path.exists(BINARY)
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        warnings.warn("still heard", stacklevel=1)
    assert len(said) == 1


@needs_program
def test_a_home_that_cannot_be_written_is_no_reason_to_speak(tmp_path):
    path = write_result(tmp_path / "r.h5", plain_run(weeks=9))
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "analysis"), "HOME": "/nonexistent", "MPLBACKEND": "Agg"}
    for name in ("MPLCONFIGDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        environment.pop(name, None)
    done = subprocess.run([BINARY, "headlines", path], capture_output=True, text=True, env=environment)
    assert (done.returncode, done.stderr) == (0, "") and done.stdout
