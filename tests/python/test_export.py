"""`entrepot export`: tables of runs, sweeps and calibrations, read back by programs that know nothing of entrepot."""

import contextlib
import csv
import datetime as dt
import hashlib
import importlib.util
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time

import h5py
import numpy as np
import pandas as pd
import pytest
import synthetic_calibration
from conftest import TEXT, plain_run, write_result
from program import main, needs_program
from synthetic import make

import entrepot
from entrepot.export import export, formats

HAS_PARQUET = any(importlib.util.find_spec(engine) for engine in formats.PARQUET_ENGINES)
TYPES = {"integer": int, "number": float, "date": dt.date.fromisoformat, "string": str}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A result with awkward numbers, a label that spreadsheets change, and chains of custody."""
    run = plain_run(hubs=["SG", "NA"], places=["CN", "DE", "NA", "SG", "US", "MY", "pipeline"])
    random = np.random.default_rng(5)
    stock = np.exp(random.normal(0, 200, (run.replicates, run.weeks)))
    stock[0, :6] = [-0.0, 0.1 + 0.2, np.inf, -np.inf, 5e-324, np.nan]
    run.tallies["restricted_stock"] = stock
    with np.errstate(all="ignore"):  # a mean of infinities
        path = write_result(tmp_path_factory.mktemp("export") / "Made up.h5", run)
    with h5py.File(path, "a") as file:
        _write_custody(file)
    return path


def _write_custody(file):
    custody = file.create_group("custody")
    custody.attrs["replicates"] = 2
    lots, hops = custody.create_group("lots"), custody.create_group("hops")
    columns = {
        "replicate": ([0, 0, 1], "1", None), "lot": ([0, 1, 0], "1", None), "units": ([3, 5, 8], "units", None),
        "hub": ([0, 1, 0], "1", ["SG", "NA"]), "cover_rule": ([-1, 0, -1], "1", ["a, \"b\""]),
        "ended": ([0, 3, 103], "week", None), "end_user_price": ([0.1 + 0.2, 1e300, 5.0], "USD", None),
    }  # fmt: skip
    for name, (values, unit, labels) in columns.items():
        _column(lots, name, values, unit, labels)
    _column(hops, "replicate", [0, 0, 1], "1")
    _column(hops, "lot", [0, 1, 0], "1")
    _column(hops, "week", [0, 1, 2], "week")
    _column(hops, "mode", [-1, 0, 0], "1", ["air"])


def _column(group, name, values, unit, labels=None):
    group[name] = values
    group[name].attrs["units"] = unit
    group[name].attrs["description"] = f"Of {name}: Week of the run; -1 where none." if labels else f"Of {name}."
    if labels:
        group[name].attrs.create("labels", labels, dtype=TEXT)


@pytest.fixture(scope="module")
def folder(made, tmp_path_factory):
    return export(made, tmp_path_factory.mktemp("csv") / "tables").path


@pytest.fixture(scope="module")
def database(made, tmp_path_factory):
    path = export(made, tmp_path_factory.mktemp("sqlite") / "tables.sqlite", format="sqlite").path
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as opened:
        yield opened


def described(folder):
    return json.loads((folder / "datapackage.json").read_text())


def read_table(folder, name):
    """A table as the description says it is to be read, with nothing but the standard library."""
    (resource,) = (r for r in described(folder)["resources"] if r["name"] == name)
    fields = resource["schema"]["fields"]
    with (folder / resource["path"]).open(encoding=resource["encoding"], newline="") as file:
        rows = list(csv.reader(file, delimiter=resource["dialect"]["delimiter"]))
    assert rows[0] == [f["name"] for f in fields]
    return [
        {f["name"]: None if cell == "" else TYPES[f["type"]](cell) for f, cell in zip(fields, row, strict=True)}
        for row in rows[1:]
    ]


def same_bits(found, wanted):
    """Bit for bit, but that what is missing is NaN."""
    found = np.array([np.nan if value is None else value for value in found], dtype=wanted.dtype)
    assert (np.isnan(found) == np.isnan(wanted)).all()
    known = ~np.isnan(wanted)
    assert found[known].tobytes() == wanted[known].tobytes()


# ---- a run, as CSV -------------------------------------------------------------------------------------------------


def test_every_output_and_summary_comes_back_bit_for_bit(made, folder):
    with entrepot.open_result(made) as result:
        for group, dataset in (("outputs", result.outputs), ("summary", result.summary)):
            for name in dataset.data_vars:
                rows = read_table(folder, f"{group}_{name}")
                same_bits([row["value"] for row in rows], dataset[name].values.ravel())


def test_rows_carry_the_labels_of_their_value(made, folder):
    rows = read_table(folder, "outputs_leaked_by_hub")
    with entrepot.open_result(made) as result:
        leaked = result.outputs["leaked_by_hub"]
        for row in rows[:: len(rows) // 20]:
            at = {"replicate": row["replicate"], "month": np.datetime64(row["month"]), "hub": row["hub"]}
            assert row["value"] == int(leaked.sel(at)) and row["unit"] == "units"
    assert list(rows[0]) == ["replicate", "month", "hub", "value", "unit"]
    assert {row["hub"] for row in rows} == {"SG", "NA"}
    statistics = read_table(folder, "summary_leaked_units")
    assert [row["statistic"] for row in statistics] == ["mean", "low", "high", "sd", "p05", "p95"]


def test_infinity_is_as_table_schema_has_it(folder):
    lines = (folder / "outputs_restricted_stock.csv").read_text().splitlines()
    values = [line.split(",")[2] for line in lines[1:7]]
    assert values == ["-0.0", "0.30000000000000004", "INF", "-INF", "5e-324", ""]


def test_pandas_reads_it_without_losing_a_bit(made, folder):
    """As docs/how-to/export-results.md says it."""
    read = pd.read_csv(
        folder / "outputs_restricted_stock.csv", float_precision="round_trip", keep_default_na=False, na_values=[""],
        parse_dates=["week"],
    )  # fmt: skip
    with entrepot.open_result(made) as result:
        same_bits(read["value"].tolist(), result.outputs["restricted_stock"].values.ravel())
        np.testing.assert_array_equal(read["week"].unique(), result.outputs["week"].values)


def test_custody_has_names_and_dates(folder):
    lots = read_table(folder, "custody_lots")
    assert lots[1] == {
        "replicate": 0, "lot": 1, "units": 5, "hub": "NA", "cover_rule": 'a, "b"', "ended": dt.date(2023, 1, 23),
        "end_user_price": 1e300,
    }  # fmt: skip
    assert lots[0]["cover_rule"] is None and lots[0]["end_user_price"] == 0.1 + 0.2
    assert [hop["mode"] for hop in read_table(folder, "custody_hops")] == [None, "air", "air"]


def test_provenance_and_what_ran(made, folder):
    about = {row["attribute"]: row["value"] for row in read_table(folder, "about")}
    assert about["seed"] == "20221007" and about["confidence"] == "0.95"
    with entrepot.open_result(made) as result:
        (scenario,) = read_table(folder, "provenance_scenario")
        assert scenario["yaml"] == result.scenario_text
        assert [row["path"] for row in read_table(folder, "provenance_facts")] == result.facts["path"].tolist()
    assert read_table(folder, "provenance_inputs")[0]["hash"] == "f" * 32


def test_description_says_all_of_every_file(made, folder):
    package = described(folder)
    assert (package["name"], package["title"], package["profile"]) == ("made-up", "Small run", "tabular-data-package")
    assert package["result"]["content_hash"] == "0123456789abcdef0123456789abcdef"
    assert "licenses" not in package
    files = {resource["path"]: resource for resource in package["resources"]}
    assert {path.name for path in folder.iterdir()} == {"datapackage.json", *files}
    for name, resource in files.items():
        content = (folder / name).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
        assert resource["title"] and resource["description"]
        assert all(field["type"] in TYPES and field["description"] for field in resource["schema"]["fields"])


def test_fields_have_units_and_keys_are_keys(folder):
    resources = {resource["name"]: resource for resource in described(folder)["resources"]}
    fields = {field["name"]: field for field in resources["outputs_revenue"]["schema"]["fields"]}
    assert (fields["value"]["unit"], fields["value"]["type"], fields["month"]["type"]) == ("USD", "number", "date")
    assert "unit" not in fields["place"]
    lots = {field["name"]: field for field in resources["custody_lots"]["schema"]["fields"]}
    assert (lots["units"]["unit"], lots["ended"]["type"], lots["hub"]["type"]) == ("units", "date", "string")
    assert lots["cover_rule"]["description"].endswith("empty where none.")
    for name, resource in resources.items():
        key = resource["schema"].get("primaryKey", [])
        rows = [tuple(row[column] for column in key) for row in read_table(folder, name)]
        assert not key or (len(set(rows)) == len(rows) and all(None not in row for row in rows)), name


def test_parts_are_the_whole(made, folder, tmp_path, monkeypatch):
    """As when a file is too large to be read at once."""
    monkeypatch.setattr("entrepot.export.run_tables.ROWS_OF_PART", 1)
    parts = export(made, tmp_path / "parts").path
    for file in folder.iterdir():
        assert (parts / file.name).read_bytes() == file.read_bytes()


def test_same_result_gives_the_same_bytes(made, database, tmp_path):
    first, second = (export(made, tmp_path / name, format="sqlite").path for name in ("a", "b"))
    assert first.read_bytes() == second.read_bytes()


# ---- a run, as SQLite and Parquet ----------------------------------------------------------------------------------


def test_sqlite_has_the_same_tables(database, folder):
    names = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert names == {"tables", "fields", *(r["name"] for r in described(folder)["resources"])}
    assert {name for (name,) in database.execute("SELECT name FROM tables")} == names - {"tables", "fields"}
    for name in ("custody_lots", "outputs_leaked_by_hub", "summary_leaked_units", "about"):
        cursor = database.execute(f"SELECT * FROM {name} ORDER BY rowid")
        columns = [column[0] for column in cursor.description]
        rows = [[v.isoformat() if isinstance(v, dt.date) else v for v in r.values()] for r in read_table(folder, name)]
        assert [list(row) for row in cursor] == rows
        assert columns == list(read_table(folder, name)[0])


def test_sqlite_keeps_every_bit(made, database):
    with entrepot.open_result(made) as result:
        for name in ("restricted_stock", "leaked", "grey_premium", "revenue"):
            values = [value for (value,) in database.execute(f"SELECT value FROM outputs_{name} ORDER BY rowid")]
            same_bits(values, result.outputs[name].values.ravel())


def test_sqlite_says_types_and_units(database):
    rows = database.execute("SELECT name, type, unit FROM fields WHERE table_name = 'outputs_revenue' ORDER BY rowid")
    assert list(rows) == [
        ("replicate", "integer", ""), ("month", "date", ""), ("vendor", "string", ""), ("place", "string", ""),
        ("view", "string", ""), ("value", "number", "USD"), ("unit", "string", ""),
    ]  # fmt: skip
    (integer,) = database.execute("SELECT DISTINCT typeof(value) FROM outputs_leaked")
    assert integer == ("integer",)


def test_sqlite_answers_a_question(database):
    question = "SELECT sum(value) FROM outputs_leaked WHERE replicate = 1 AND week < '2023-04-01' AND product = 'H20'"
    assert database.execute(question).fetchone() == (2 * 2 * 13,)


@pytest.mark.skipif(not HAS_PARQUET, reason="neither pyarrow nor fastparquet is installed (Debian 12 has neither)")
def test_parquet_comes_back(made, tmp_path):
    folder = export(made, tmp_path / "tables", format="parquet").path
    with entrepot.open_result(made) as result:
        for name in ("restricted_stock", "leaked", "revenue"):
            read = pd.read_parquet(folder / f"outputs_{name}.parquet")
            same_bits(read["value"].tolist(), result.outputs[name].values.ravel())
    assert described(folder)["resources"][0]["format"] == "parquet"


def test_parquet_engine_is_handed_the_whole_tables(made, tmp_path, monkeypatch):
    """The engine's own part is replaced: pandas would call it with the same frames."""
    handed = {}

    def take(frame, path, index):
        handed[path.stem] = frame
        path.write_bytes(b"PAR1")

    monkeypatch.setattr(pd.DataFrame, "to_parquet", take)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: name == "fastparquet")
    monkeypatch.setattr("entrepot.export.run_tables.ROWS_OF_PART", 100)
    done = export(made, format="parquet", to=tmp_path / "out")
    assert list(handed) == done.tables
    resources = described(tmp_path / "out")["resources"]
    assert {resource["path"] for resource in resources} == {f"{name}.parquet" for name in handed}
    assert described(tmp_path / "out")["profile"] == "data-package"
    with entrepot.open_result(made) as result:
        leaked = result.outputs["leaked"]
        frame = handed["outputs_leaked"]
        assert len(frame) == leaked.size and frame.index.is_unique
        same_bits(frame["value"].tolist(), leaked.values.ravel())
    assert (frame["week"].dtype.kind, frame["product"].dtype.name) == ("M", "category")


@pytest.mark.skipif(HAS_PARQUET, reason="Parquet can be written here")
def test_parquet_that_cannot_be_written_says_why(made, tmp_path, capsys):
    assert main(["export", str(made), "--format", "parquet", "-o", str(tmp_path / "out")]) == 2
    said = capsys.readouterr().err
    assert said.startswith("entrepot: error: Parquet needs the Python package pyarrow or fastparquet") and "Debian 12" in said
    assert not list(tmp_path.iterdir())


# ---- choice --------------------------------------------------------------------------------------------------------


def tables(made, tmp_path, *options):
    assert main(["export", str(made), "-o", str(tmp_path / "out"), *options]) == 0
    return {resource["name"] for resource in described(tmp_path / "out")["resources"]}


def test_outputs_can_be_chosen(made, tmp_path):
    chosen = tables(made, tmp_path, "--outputs", "leaked_units, seized")
    assert chosen == {"about", "outputs_leaked_units", "summary_leaked_units", "outputs_seized"}


def test_groups_can_be_chosen(made, tmp_path):
    assert tables(made, tmp_path, "--groups", "custody") == {"about", "custody_lots", "custody_hops"}


def test_groups_and_outputs_can_be_chosen(made, tmp_path):
    options = ["--groups", "provenance,summary", "--outputs", "leaked"]
    provenance = {f"provenance_{name}" for name in ("facts", "inputs", "scenario")}
    assert tables(made, tmp_path, *options) == {"about", "summary_leaked", *provenance}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--outputs", "leakd"], "has no output leakd; did you mean leaked?"),
        (["--groups", "outputz"], "has no group outputz; did you mean outputs?"),
        (["--groups", "summary", "--outputs", "seized"], "has no summary of seized; did you mean seized_units?"),
    ],
)
def test_what_there_is_not_is_said(made, tmp_path, capsys, options, said):
    assert main(["export", str(made), "-o", str(tmp_path / "out"), *options]) == 2
    assert said in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_file_without_custody_says_so(tmp_path, capsys):
    plain = write_result(tmp_path / "plain.h5", plain_run())
    assert main(["export", str(plain)]) == 0
    said = capsys.readouterr()
    assert said.err.startswith("entrepot: note: no tables of custody") and "plain-csv: " in said.out
    assert main(["export", str(plain), "-o", str(tmp_path / "out"), "--groups", "custody"]) == 2
    assert "recorded no chains of custody" in capsys.readouterr().err


# ---- whole or not at all -------------------------------------------------------------------------------------------


def test_nothing_is_replaced_unless_told_to(made, tmp_path, capsys):
    arguments = ["export", str(made), "-o", str(tmp_path / "out"), "--groups", "provenance"]
    assert main(arguments) == 0 and main(arguments) == 2
    assert "out: exists; --force replaces it" in capsys.readouterr().err
    assert main([*arguments[:-1], "custody", "--force"]) == 0
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert written == {"datapackage.json", "about.csv", "custody_lots.csv", "custody_hops.csv"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("others", [["notes.txt"], ["notes.txt", "datapackage.json"]])
def test_folders_of_others_are_never_replaced(made, tmp_path, capsys, others):
    for name in others:
        (tmp_path / name).write_text("{}")
    assert main(["export", str(made), "-o", str(tmp_path), "--force"]) == 2
    assert "is not an export, so it is not replaced" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(others)


def test_what_was_added_to_an_export_is_never_removed(made, tmp_path, capsys):
    out = export(made, tmp_path / "out", groups=["custody"]).path
    (out / "my-plot.png").touch()
    assert main(["export", str(made), "-o", str(out), "--force"]) == 2
    assert "contains files that no export wrote, so it is not replaced: my-plot.png" in capsys.readouterr().err
    assert (out / "my-plot.png").exists()


def test_folder_for_a_file_and_file_for_a_folder(made, tmp_path, capsys):
    (tmp_path / "file").touch()
    assert main(["export", str(made), "-o", str(tmp_path / "file"), "--force"]) == 2
    assert main(["export", str(made), "-o", str(tmp_path), "--format", "sqlite", "--force"]) == 2
    said = capsys.readouterr().err
    assert "is a file; csv needs a directory" in said
    assert "is a directory; sqlite needs a file" in said


@pytest.mark.parametrize("format", ["csv", "sqlite"])
def test_export_that_fails_leaves_what_was_there(made, tmp_path, monkeypatch, format):
    out = export(made, tmp_path / "out", format=format, groups=["custody"]).path
    before = out.read_bytes() if out.is_file() else described(out)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(formats, "_with_iso_dates", full)
    with pytest.raises(OSError, match="No space left"):
        export(made, out, format=format, force=True)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert before == (out.read_bytes() if out.is_file() else described(out))


def test_export_that_is_killed_leaves_no_name(made, tmp_path):
    """Stopped in the middle of its second table, by a signal that nobody can catch."""
    program = (
        "import sys, time\nfrom entrepot.export import export, formats\nwith_dates, tables = formats._with_iso_dates, []\n"
        "def slow(frame):\n    tables.append(1)\n    print(flush=True)\n    time.sleep(60 * (len(tables) > 1))\n"
        "    return with_dates(frame)\n"
        "formats._with_iso_dates = slow\nexport(sys.argv[1], sys.argv[2])\n"
    )
    command = [sys.executable, "-c", program, str(made), str(tmp_path / "out")]
    path = os.pathsep.join(p for p in sys.path if p)
    with subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path}) as running:
        running.stdout.readline(), running.stdout.readline()
        time.sleep(0.1)
        running.send_signal(signal.SIGKILL)
    assert not (tmp_path / "out").exists()
    assert all(path.name.startswith(".out.") for path in tmp_path.iterdir())


def test_damaged_result_is_told_in_a_line(made, tmp_path, capsys):
    cut = tmp_path / "cut.h5"
    cut.write_bytes(made.read_bytes()[:5000])
    assert main(["export", str(cut)]) == 2
    assert capsys.readouterr().err.startswith(f"entrepot: error: {cut}: damaged or truncated")
    assert [path.name for path in tmp_path.iterdir()] == ["cut.h5"]


def test_default_name_is_beside_the_result(tmp_path, capsys):
    plain = write_result(tmp_path / "plain.h5", plain_run())
    for format, name in (("csv", "plain-csv"), ("sqlite", "plain.sqlite")):
        assert main(["export", str(plain), "--format", format, "--groups", "summary"]) == 0
        assert (tmp_path / name).exists() and str(tmp_path / name) in capsys.readouterr().out


# ---- a sweep -------------------------------------------------------------------------------------------------------

SWEEP = """
replicates: 2
design: {kind: lhs, points: 3}
policies:
  as_it_is: {}
  more_cases: {set: {enforcement.investigators: 300}}
levers:
  checks: {path: enforcement.end_use_checks_per_year, values: [1500, 6000]}
parameters:
  calendar.start: {dates: [2022-09-05, 2022-10-03]}
  grey_market.retained_share: {scales: true, uniform: [0.5, 2]}
  model.risk: {categories: [bayesian, fading_memory]}
"""


@pytest.fixture(scope="module")
def sweep(tmp_path_factory):
    random = np.random.default_rng(3)
    values = {
        "leakage_rate": lambda p: random.normal(size=(p.size, p.replicates)),
        "leaked_units": lambda p: p.every_replicate(p.levers[:, 0]),
    }
    return make(tmp_path_factory.mktemp("sweep"), SWEEP, values)


@needs_program
def test_runs_of_a_sweep_stand_beside_what_their_point_sets(sweep, tmp_path):
    folder = export(sweep, tmp_path / "tables").path
    opened = entrepot.open_sweep(sweep)
    runs = read_table(folder, "runs")
    assert len(runs) == 24
    same_bits([run["leakage_rate"] for run in runs], opened.runs["leakage_rate"].values.ravel())
    for run in runs:
        point = opened.points.loc[run["point"]]
        assert run["calendar.start"] == point["calendar.start"].date()
        assert run["grey_market.retained_share"] == point["grey_market.retained_share"]
        assert all(run[name] == point[name] for name in ("policy", "checks", "model.risk"))
        assert run["leaked_units"] == run["checks"] and run["status"] == "finished"


@needs_program
def test_tables_of_a_sweep(sweep, tmp_path):
    folder = export(sweep, tmp_path / "tables").path
    names = [resource["name"] for resource in described(folder)["resources"]]
    assert names == ["about", "points", "factors", "runs", "failures", "provenance_scenarios", "provenance_sweep"]
    assert len(read_table(folder, "points")) == 12 and read_table(folder, "failures") == []
    factors = {row["name"]: row for row in read_table(folder, "factors")}
    assert factors["grey_market.retained_share"]["scales"] == "true" and factors["checks"]["role"] == "lever"
    (written,) = read_table(folder, "provenance_sweep")
    assert written["yaml"] == sweep.with_suffix(".yaml").read_text()
    (runs,) = (r for r in described(folder)["resources"] if r["name"] == "runs")
    fields = {field["name"]: field for field in runs["schema"]["fields"]}
    assert fields["leaked_units"]["unit"] == "units" and fields["calendar.start"]["type"] == "date"
    assert fields["grey_market.retained_share"]["description"].startswith("Parameter. Multiplies grey_market.ret")


@needs_program
def test_sweep_in_sqlite_with_failures(sweep, tmp_path):
    copy = tmp_path / "copy.h5"
    copy.write_bytes(sweep.read_bytes())
    with h5py.File(copy, "a") as file:
        file["runs/status"][4, 1] = 4
        file["runs/leakage_rate"][4, 1] = np.nan
        file.attrs.update(runs_finished=23, runs_failed=1)
        del file["failures"]
        group = file.create_group("failures")
        group["run"] = np.array([9])
        group.create_dataset("failure", data=["out_of_memory"], dtype=TEXT)
        group.create_dataset("message", data=["no memory, \"really\""], dtype=TEXT)
    done = export(copy, format="sqlite")
    assert done.notes == ["of 24 runs 1 failed and 0 are missing"]
    with contextlib.closing(sqlite3.connect(done.path)) as database:
        assert list(database.execute("SELECT * FROM failures")) == [(4, 1, "out_of_memory", 'no memory, "really"')]
        query = "SELECT r.point, r.leakage_rate FROM runs r JOIN points p USING (point) WHERE r.status <> 'finished'"
        assert list(database.execute(query)) == [(4, None)]
        counted = database.execute('SELECT "model.risk", count(*) FROM runs GROUP BY 1 ORDER BY 1')
        assert sum(count for _, count in counted) == 24


@needs_program
def test_outputs_and_groups_of_a_sweep_can_be_chosen(sweep, tmp_path, capsys):
    assert tables(sweep, tmp_path, "--groups", "runs", "--outputs", "leaked_units") == {"about", "runs"}
    assert "leakage_rate" not in read_table(tmp_path / "out", "runs")[0]
    assert main(["export", str(sweep), "-o", str(tmp_path / "b"), "--outputs", "leaked"]) == 2
    assert main(["export", str(sweep), "-o", str(tmp_path / "b"), "--groups", "custody"]) == 2
    said = capsys.readouterr().err
    assert "has no output leaked; did you mean leaked_units?" in said
    assert "has no group custody; there are points, runs, failures, provenance" in said


def test_sweep_that_is_not_made_yet(tmp_path, capsys):
    (tmp_path / "sweep.h5.runs").mkdir()
    assert main(["export", str(tmp_path / "sweep.h5")]) == 2
    assert "does not exist yet" in capsys.readouterr().err


# ---- a calibration -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def fitted(tmp_path_factory):
    made = synthetic_calibration.many()
    made.generations[1][1][3, 2] = np.nan  # a particle at which the third quantity was not published
    return synthetic_calibration.write(tmp_path_factory.mktemp("fitted") / "fitted.h5", made)


def test_particles_of_a_calibration_are_its_points(fitted, tmp_path):
    folder = export(fitted, tmp_path / "tables").path
    opened = entrepot.open_calibration(fitted)
    rows = read_table(folder, "particles")
    assert [row["generation"] for row in rows] == [0] * 100 + [1] * 100 + [2] * 100
    last = [row for row in rows if row["generation"] == 2]
    for name in ("weight", "distance"):
        same_bits([row[name] for row in last], getattr(opened.posterior, name))
    for at, parameter in enumerate(opened.parameters):
        wanted = [parameter.words(value) for value in opened.posterior.values[:, at]]
        if parameter.kind == "number":
            same_bits([row[parameter.name] for row in last], opened.posterior.values[:, at])
        else:
            assert [str(row[parameter.name]) for row in last] == wanted


def test_tables_of_a_calibration(fitted, tmp_path):
    folder = export(fitted, tmp_path / "tables").path
    names = [resource["name"] for resource in described(folder)["resources"]]
    assert names == ["about", "parameters", "quantities", "particles", "simulated", "provenance_calibration", "provenance_scenario"]
    opened = entrepot.open_calibration(fitted)
    parameters = read_table(folder, "parameters")
    assert [p["contraction"] for p in parameters] == [p.contraction for p in opened.parameters]
    assert parameters[0]["paths"] == "some.hopper_supply other.hopper_supply" and parameters[0]["scales"] == "true"
    quantities = read_table(folder, "quantities")
    assert [(q["observed"], q["used_as"]) for q in quantities] == [(q.observed, "forecast" if q.held_out else "target") for q in opened.quantities]
    published = read_table(folder, "simulated")
    same_bits([row["value"] for row in published if row["generation"] == 1], opened.generations[1].simulated.ravel())
    (missing,) = (row for row in published if row["value"] is None)
    assert (missing["generation"], missing["particle"], missing["quantity"]) == (1, 3, 2)
    assert read_table(folder, "provenance_calibration") == [{"yaml": opened.calibration_text}]


def test_a_calibration_in_sqlite(fitted, tmp_path):
    path = export(fitted, tmp_path / "tables.sqlite", format="sqlite").path
    query = "SELECT sum(p.weight * s.value) FROM particles p JOIN simulated s USING (generation, particle) WHERE generation = 2 AND quantity = 0"
    last = entrepot.open_calibration(fitted).posterior
    with contextlib.closing(sqlite3.connect(path)) as database:
        ((mean,),) = database.execute(query)
    assert mean == pytest.approx(last.weight @ last.simulated[:, 0])


def test_groups_of_a_calibration_can_be_chosen_and_outputs_there_are_none(fitted, tmp_path, capsys):
    assert tables(fitted, tmp_path, "--groups", "quantities") == {"about", "quantities"}
    assert main(["export", str(fitted), "-o", str(tmp_path / "b"), "--outputs", "leaked_units"]) == 2
    assert main(["export", str(fitted), "-o", str(tmp_path / "b"), "--groups", "runs"]) == 2
    said = capsys.readouterr().err
    assert "a calibration has no outputs to choose from" in said
    assert "has no group runs; there are parameters, quantities, particles, provenance" in said
