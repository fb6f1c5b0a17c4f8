"""Tables for spreadsheets, in which no text is run as a formula, and exact ones, which stay exact."""

import csv
import io
import json
import re
import sqlite3

import numpy as np
import pandas as pd
import pytest
import synthetic_calibration
from conftest import plain_run, write_result
from program import main

import entrepot
from entrepot.csv_tables import EXACT, LONGEST_CELL, MOST_ROWS, SOME_FORMULAS, SPREADSHEETS, Writer, csv_text, guarded, is_formula
from entrepot.export import Field, Package, Table, export
from entrepot.export.formats import FORMATS

COMMA, SEMICOLON = SPREADSHEETS["comma"], SPREADSHEETS["semicolon"]
FORMULAS = [
    "=1+1", "+1+1", "-1+1", "@SUM(1)", "=cmd|' /C calc'!A0", "\t=1", "\rx", "\tx", " =1", "\n=1", "\"=1", "'=1", "\" =1", "\u00a0=1", "\u3000=1", "\u200b=1",
    "\ufeff=1", "＝1+1", "＋1", "－1+x", "＠SUM(1)", "-x", "-", "+", "--1", "=", "-1-1", "+a",
]  # fmt: skip
TEXTS = ["a=1", "1=1", "1-2", "a - b", "x@y.org", "−5 %", "Singapore", "", "2024-01-01", "-0.5", "+3", "-1e5", "1,000", ".5", "C++", "–"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_guarded(text):
    made = guarded(text)
    assert is_formula(text) and made == f"'{text}"
    assert guarded(made) in (made, f"'{made}")  # once more does no harm


@pytest.mark.parametrize("text", TEXTS)
def test_other_text_and_numbers_stay(text):
    assert guarded(text) == text and not is_formula(text)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|", "\n", "\r"])
def test_a_formula_behind_another_separator_is_guarded(separator):
    assert guarded(f"a{separator}=1") == f"a{separator}'=1"
    assert guarded(f"a{separator} \"=1") == f"a{separator}' \"=1"
    assert not is_formula(f"a{separator}=1")  # in a spreadsheet that takes the separator of the file it is text


@pytest.fixture
def frame():
    return pd.DataFrame(
        {
            "=name": ["=1", "a;b", "two\nlines", "a\rb"], "label": pd.Categorical(["-x", None, "b", "b"]), "number": [-0.1, 0.1 + 0.2, np.nan, -np.inf],
            "whole": [-1, 2, 3, 2**53 + 1], "day": pd.to_datetime(["2024-01-02", "2024-12-31", None, "2024-01-03"]), "flag": [True, False, True, False],
        }
    )  # fmt: skip


def rows(text, separator):
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=separator))


@pytest.mark.parametrize(("dialect", "separator", "third"), [(COMMA, ",", "0.30000000000000004"), (SEMICOLON, ";", "0,30000000000000004")])
def test_a_table_for_a_spreadsheet(frame, dialect, separator, third):
    text = csv_text(frame, dialect, pytest.fail)
    assert text.startswith("\ufeff") and text.endswith("\r\n")
    head, *body = rows(text, separator)
    assert head == ["'=name", "label", "number", "whole", "day", "flag"]
    assert [row[0] for row in body] == ["'=1", "a;b", "two\nlines", "a\rb"]
    assert [row[1] for row in body] == ["'-x", "", "b", "b"]
    assert [row[2] for row in body] == [third.replace("30000000000000004", "1").replace("0", "-0", 1), third, "", "-inf"]
    assert [row[3] for row in body] == ["-1", "2", "3", str(2**53 + 1)]
    assert [row[4] for row in body] == ["2024-01-02", "2024-12-31", "", "2024-01-03"]


def test_decimal_commas_lose_no_digit():
    numbers = np.exp(np.random.default_rng(1).normal(0, 100, 500)) * np.array([1, -1] * 250)
    text = csv_text(pd.DataFrame({"n": numbers}), SEMICOLON, pytest.fail)
    assert [float(row[0].replace(",", ".")) for row in rows(text, ";")[1:]] == numbers.tolist()


def test_an_exact_table_is_what_pandas_writes(frame):
    said = []
    plain = frame.drop(index=3)
    assert csv_text(plain, EXACT, said.append) == plain.to_csv(index=False)
    assert said == [SOME_FORMULAS] and "--spreadsheet" in SOME_FORMULAS
    assert csv_text(plain[["number", "whole", "day"]], EXACT, pytest.fail) == plain[["number", "whole", "day"]].to_csv(index=False)


def test_a_carriage_return_in_a_text_stays_in_its_cell(frame):
    head, *body = rows(csv_text(frame, EXACT, lambda _: None), ",")
    assert len(body) == 4 and body[3][0] == "a\rb" and body[2][0] == "two\nlines"


def test_what_excel_does_not_show_is_said():
    file = io.StringIO()
    writer = Writer(file, ["text"], COMMA)
    writer.add(pd.DataFrame({"text": ["x" * (LONGEST_CELL + 1)]}))
    assert len(rows(file.getvalue(), ",")[1][0]) == LONGEST_CELL and "are cut" in writer.notes[0]
    writer._lines = MOST_ROWS + 1
    assert "1,048,577 lines" in writer.notes[1]
    exact = Writer(io.StringIO(), ["text"], EXACT)
    exact.add(pd.DataFrame({"text": ["x" * (LONGEST_CELL + 1)]}))
    assert exact.notes == []


# ---- commands ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A run whose title, notes and names are formulas."""
    facts = [("jurisdictions.SG.name", "=1+1", "@source", "C", "-note", "file.yaml:1:1")]
    scenario = "title: =1\njurisdictions:\n  SG: {name: '=HYPERLINK(1)'}\n  MY: {name: '－x'}\n"
    return write_result(tmp_path_factory.mktemp("run") / "run.h5", plain_run(weeks=16, title="=1+1", facts=facts, scenario=scenario))


@pytest.fixture(scope="module")
def calibrated(tmp_path_factory):
    unit = np.linspace(0.05, 0.95, 10)[:, None]
    generation = (unit, 2 * unit, np.full(10, 0.1))
    made = synthetic_calibration.Made({"=a": synthetic_calibration.uniform(0, 1)}, {"@q": (1.0, 0.1, False)}, [generation, generation])
    return synthetic_calibration.write(tmp_path_factory.mktemp("calibration") / "calibration.h5", made)


def cells_of(folder, separator):
    for path in sorted(folder.glob("*.csv")):
        yield from ((path.name, cell) for row in rows(path.read_text(encoding="utf-8"), separator) for cell in row)


@pytest.mark.parametrize(("words", "separator"), [(["--spreadsheet"], ","), (["--spreadsheet", "--separator", "semicolon"], ";")])
@pytest.mark.parametrize("kind", ["made", "calibrated"])
def test_no_cell_of_an_export_for_spreadsheets_is_run(kind, words, separator, request, tmp_path, capsys):
    assert main(["export", str(request.getfixturevalue(kind)), "-o", str(tmp_path / "t"), *words]) == 0
    assert "formula" not in capsys.readouterr().err
    for path in (tmp_path / "t").glob("*.csv"):
        data = path.read_bytes()
        assert data.startswith(b"\xef\xbb\xbf") and data.endswith(b"\r\n")
    dangerous = re.compile(r'[\s"]*[=+@＝＋－＠]|[\s"]*-(?![\d.,eE+-]+$)|[\t\r]')
    assert not [(name, cell) for name, cell in cells_of(tmp_path / "t", separator) if dangerous.match(cell)]


def test_numbers_of_an_export_for_spreadsheets_are_those_of_the_exact_one(made, tmp_path):
    export(made, tmp_path / "exact")
    export(made, tmp_path / "semicolon", dialect=SEMICOLON)
    exact = pd.read_csv(tmp_path / "exact/outputs_leaked.csv", float_precision="round_trip")
    other = pd.read_csv(tmp_path / "semicolon/outputs_leaked.csv", sep=";", decimal=",", float_precision="round_trip", encoding="utf-8-sig")
    pd.testing.assert_frame_equal(exact, other)


def test_an_exact_export_says_once_what_a_spreadsheet_would_run(made, tmp_path, capsys):
    assert main(["export", str(made), "-o", str(tmp_path / "t")]) == 0
    lines = [line for line in capsys.readouterr().err.splitlines() if "formula" in line]
    assert len(lines) == 1 and "about.csv, provenance_facts.csv" in lines[0] and "--spreadsheet" in lines[0]
    assert "title,=1+1\n" in (tmp_path / "t/about.csv").read_text()
    assert "\ufeff" not in (tmp_path / "t/about.csv").read_text()


def test_the_description_says_how_the_tables_are_written(made, tmp_path):
    for at, (dialect, said) in enumerate(((EXACT, [",", "\n", None]), (COMMA, [",", "\r\n", None]), (SEMICOLON, [";", "\r\n", ","]))):
        path = export(made, tmp_path / str(at), dialect=dialect, outputs=["leakage_rate"]).path
        for resource in json.loads((path / "datapackage.json").read_text())["resources"]:
            numbers = [f for f in resource["schema"]["fields"] if f["type"] == "number"]
            found = resource["dialect"]
            assert [found["delimiter"], found["lineTerminator"]] == said[:2] and all(f.get("decimalChar") == said[2] for f in numbers)


def test_an_export_for_spreadsheets_replaces_and_is_replaced(made, tmp_path):
    for words in ([], ["--spreadsheet"], []):
        assert main(["export", str(made), "-o", str(tmp_path / "t"), "-f", *words]) == 0
    assert (tmp_path / "t/about.csv").read_bytes().startswith(b"attribute,value\n")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--separator", "semicolon"], "--separator needs --spreadsheet"), (["--spreadsheet", "--format", "sqlite"], "--spreadsheet is for --format csv"),
    ],
)  # fmt: skip
def test_options_that_do_nothing_are_refused(made, words, why, tmp_path, capsys):
    assert main(["export", str(made), "-o", str(tmp_path / "t"), *words]) == 2
    assert why in capsys.readouterr().err and list(tmp_path.iterdir()) == []


def test_tables_of_figures_and_answers_have_the_same_options(made, tmp_path, capsys):
    assert main(["figures", str(made), "-o", str(tmp_path / "f"), "--only", "hubs", "--spreadsheet"]) == 0
    assert (tmp_path / "f/hubs.csv").read_bytes().startswith("\ufeffQuarter,'－x,'－x: 95".encode())
    assert main(["diff", str(made), str(made), "-o", str(tmp_path / "m.csv"), "--spreadsheet", "--separator", "semicolon"]) == 0
    assert (tmp_path / "m.csv").read_bytes().startswith("\ufeffpart;measure;".encode())
    capsys.readouterr()
    assert main(["diff", str(made), str(made), "--spreadsheet"]) == 2
    assert "write to a file that ends in .csv" in capsys.readouterr().err


def test_figures_say_once_what_a_spreadsheet_would_run(made, tmp_path, capsys):
    assert main(["figures", str(made), "-o", str(tmp_path / "f")]) == 0
    assert capsys.readouterr().err.count("would run some cells as formulas") == 1


def test_columns_that_differ_in_case_alone_are_both_in_sqlite(tmp_path):
    fields = [Field("Kyc", "number", ""), Field("kyc", "number", ""), Field("KYC", "string", "")]
    table = Table.of_frame("points", "Points", "", fields, (), pd.DataFrame({"Kyc": [1.5], "kyc": [2.5], "KYC": ["x"]}))
    FORMATS["sqlite"].write(Package("p", "", "", "", {}, [table]), tmp_path / "t.sqlite", EXACT)
    with sqlite3.connect(tmp_path / "t.sqlite") as database:
        assert database.execute("SELECT * FROM points").fetchall() == [(1.5, 2.5, "x")]
        names = [row[0] for row in database.execute("SELECT name FROM fields")]
    assert sorted(names) == ["KYC (3)", "Kyc", "kyc (2)"]


def test_the_library_takes_a_dialect(made, tmp_path):
    assert entrepot.export.export(made, tmp_path / "t", dialect=COMMA, groups=["provenance"]).notes == []
