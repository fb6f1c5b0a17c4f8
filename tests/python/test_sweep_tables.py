"""Designs in CSV files as people have them, and statements of a sweep file that would void each other."""

import pytest

from program import BASELINE, READS, entrepot, needs_program, told

pytestmark = needs_program

HEADER = f"""scenario: {BASELINE}
replicates: 1
outputs: [leaked_units]
"""
DECLARED = """design: {kind: file, file: rows.csv}
parameters:
  enforcement.investigators: {uniform: [50, 300]}
  enforcement.check_detection: {uniform: [0.1, 0.9]}
"""
A, B = "enforcement.investigators", "enforcement.check_detection"


def sweep_of(folder, text, rows=None):
    if rows is not None:
        (folder / "rows.csv").write_bytes(rows if isinstance(rows, bytes) else rows.encode())
    path = folder / "sweep.yaml"
    path.write_text(HEADER + text)
    return path


READ_AS_MEANT = {
    "plain": f"{A},{B}\n100,0.2\n200,0.4\n",
    "byte order mark": f"\ufeff{A},{B}\n100,0.2\n200,0.4\n",
    "carriage returns and line feeds": f"{A},{B}\r\n100,0.2\r\n200,0.4\r\n",
    "carriage returns": f"{A},{B}\r100,0.2\r200,0.4\r",
    "semicolons and decimal commas": f"{A};{B}\n100;0,2\n200;0,4\n",
    "tabs": f"{A}\t{B}\n100\t0.2\n200\t0.4\n",
    "tabs and decimal commas": f"{A}\t{B}\n100\t0,2\n200\t0,4\n",
    "UTF-16": f"{A},{B}\n100,0.2\n200,0.4\n".encode("utf-16"),
    "Unicode text of Excel": f"{A}\t{B}\r\n100\t0,2\r\n200\t0,4\r\n".encode("utf-16"),
    "UTF-16, big-endian": b"\xfe\xff" + f"{A},{B}\n100,0.2\n200,0.4\n".encode("utf-16-be"),
    "quoted numbers": f'"{A}","{B}"\n"100","0.2"\n"200","0.4"\n',
    "spaces": f" {A} , {B}\n 100 , 0.2 \n200,\t0.4\n",
    "columns in another order": f"{B},{A}\n0.2,100\n0.4,200\n",
    "separator named for Excel": f"sep=;\r\n{A};{B}\r\n100;0,2\r\n200;0,4\r\n",
    "separators at the ends": f"{A},{B},\n100,0.2,\n200,0.4,\n,,\n",
    "row names of write.csv": f'"","{A}","{B}"\n"1",100,0.2\n"2",200,0.4\n',
    "row names of write.table": f'"{A}"\t"{B}"\n"1"\t100\t0.2\n"2"\t200\t0.4\n',
    "index of pandas": f",{A},{B}\n0,100,0.2\n1,200,0.4\n",
}


@pytest.mark.parametrize("rows", READ_AS_MEANT.values(), ids=READ_AS_MEANT)
def test_a_table_is_read_as_people_have_it(tmp_path, rows):
    path = sweep_of(tmp_path, DECLARED, rows)
    out, _ = entrepot("sweep", *READS, path, "--point", 1)
    assert f"\n{A}=200\n" in out and f"\n{B}=0.4\n" in out


def test_a_table_that_pandas_writes_is_read(tmp_path):
    pandas = pytest.importorskip("pandas")
    table = pandas.DataFrame({A: [100, 200], B: [0.2, 0.4]})
    path = sweep_of(tmp_path, DECLARED)
    for options in ({}, {"index": False}, {"sep": ";", "decimal": ","}, {"encoding": "utf-16"}, {"quoting": 1}, {"sep": "\t"}):
        table.to_csv(tmp_path / "rows.csv", **options)
        out, _ = entrepot("sweep", *READS, path, "--point", 1)
        assert f"\n{A}=200\n" in out and f"\n{B}=0.4\n" in out, options


def test_row_numbers_that_are_left_out_are_named(tmp_path):
    path = sweep_of(tmp_path, DECLARED, READ_AS_MEANT["index of pandas"])
    _, said = entrepot("sweep", *READS, path, "--point", 1)
    assert "rows.csv:1:1: ignored the first column, which only numbers the rows" in said
    assert "row.names=FALSE" in said and "index=False" in said


REFUSED = {
    "value outside its range": (f"{A},{B}\n100,0.2\n900,0.4\n", ":3:1: enforcement.investigators: 900 is not among the declared uniform: [50, 300] ("),
    "value outside the scenario's range": (f"{A},{B}\n100,0.2\n-5,0.4\n", ":3:1: enforcement.investigators: -5 "),
    "column twice": (f"{A},{A},{B}\n1,2,3\n", f":1:{len(A) + 2}: a second column '{A}'; the first is at "),
    "open quotation": (f'{A},{B}\n"100,0.2\n', ":2:1: this quotation mark opens a field that is never closed"),
    "row names": (f'"",{A},{B}\n"low",100,0.2\n', ":1:1: the first column has no name, as columns of row names do"),
    "Latin-1": (f"{A},{B}\n100,0.2\n\xe9,0.4\n".encode("latin-1"), ":3:1: not UTF-8: it may be Latin-1"),
    "UTF-16 without mark": (f"{A},{B}\n100,0.2\n".encode("utf-16-le"), ":1:1: not UTF-8: it seems to be UTF-16LE without a byte order mark"),
    "workbook": (b"PK\x03\x04\x14\x00", ":1:1: not a CSV file: it seems to be a ZIP archive, such as an Excel"),
    "decimal comma between commas": (f"{A},{B}\n100,0,2\n", ":2:1: every row has one field more than the header: write decimal points if these are decimal commas"),
    "thousands or not": (f"{A};{B}\n1,500;1\n", ":2:1: enforcement.investigators: '1,500' may mean 1.5 or 1500"),
    "percent": (f"{A},{B}\n100,20%\n", ":2:5: enforcement.check_detection: '20%' has a percent sign"),
    "missing value": (f"{A},{B}\n100,NA\n", ":2:5: enforcement.check_detection: 'NA' is not a value"),
    "empty cell": (f"{A},{B}\n100,\n", ":2:5: enforcement.check_detection: the cell is empty"),
    "no header": ("100,0.2\n200,0.4\n", ":1:1: the first line has only numbers"),
    "unknown column": (f"{A},{B},enforcement.case_succes\n100,0.2,1\n", f":1:{len(A) + len(B) + 3}: column 'enforcement.case_succes' is not a parameter"),
}


@pytest.mark.parametrize("rows, message", REFUSED.values(), ids=REFUSED)
def test_a_table_that_cannot_be_read_is_refused_at_its_cell(tmp_path, rows, message):
    said = told("sweep", *READS, sweep_of(tmp_path, DECLARED, rows), "--plan", code=2)
    assert f"{tmp_path}/rows.csv{message}" in said


def test_a_value_that_the_scenario_refuses_has_its_cell_as_place(tmp_path):
    undeclared = "design: {kind: file, file: rows.csv}\n"
    path = sweep_of(tmp_path, undeclared, f"{A},{B}\n100,0.2\n-5,0.4\n100,1.5\n")
    said = told("sweep", *READS, path, "--plan", code=2)
    assert f"{tmp_path}/rows.csv:3:1: {A}: -5 is out of range" in said
    assert f"{tmp_path}/rows.csv:4:5: {B}: 1.5 is out of range" in said


VOIDED = {
    "a policy": (
        "policies:\n  now: {}\n  good_checks: {set: {enforcement.check_detection: 0.7}}\n"
        "design: {kind: lhs, points: 2}\nparameters:\n  enforcement.check_detection: {uniform: [0.1, 0.9]}\n",
        ["sweep.yaml:9:", "replaces 'enforcement.check_detection' in every run, although 'policies.good_checks.set' gives it a value (", "sweep.yaml:6:52"],
    ),
    "a policy's scenario": (
        "policies:\n  now: {}\n  other: {scenario: other.yaml}\nlevers: {enforcement.check_detection: [0.1, 0.9]}\n",
        ["sweep.yaml:7:", "policies differ: 'now' has ", "'other' has 0.7 (", "other.yaml:3:"],
    ),
    "no run, in replicates": ("levers: {run.replicates: [1, 5]}\n", ["sweep.yaml:4:", "run.replicates has no effect"]),
    "no run, in a title": ("levers: {title: {categories: [a, b]}}\n", ["sweep.yaml:4:", "levers.title: has no effect: a and b give the same scenario"]),
    "no run, in a source": (
        "levers: {buyers.china_largest_platform.source: {categories: [a, b]}}\n",
        ["sweep.yaml:4:", "levers.buyers.china_largest_platform.source: has no effect"],
    ),
    "no run, on a value of 0": (
        "set: {enforcement.random_share: 0}\nlevers: {enforcement.random_share: {scales: true, values: [1, 2]}}\n",
        ["sweep.yaml:5:", "levers.enforcement.random_share: has no effect: 1 and 2 give the same scenario, since the scaled value is 0"],
    ),
    "the chance of other policies": (
        "policies:\n  now: {}\n  other: {set: {run.seed: 7}}\n",
        ["sweep.yaml:6:", "policies.other: run.seed is 7, but 20250131 in policy 'now' (", "put it in the sweep's 'set'"],
    ),
    "the confidence of other policies": ("policies:\n  now: {}\n  other: {set: {run.confidence: 0.5}}\n", ["policies.other: run.confidence is 0.5, but 0.9"]),
    "a group": (
        "design: {kind: morris, trajectories: 4}\nparameters:\n"
        "  staff: {path: enforcement.investigators, uniform: [50, 300], group: checks}\n"
        "  checks: {path: enforcement.check_detection, uniform: [0.1, 0.9]}\n",
        ["sweep.yaml:7:", "parameters.checks: has the name of the group of parameter 'staff' (", "sweep.yaml:6:"],
    ),
}


@pytest.mark.parametrize("text, messages", VOIDED.values(), ids=VOIDED)
def test_what_would_void_another_statement_is_an_error(tmp_path, text, messages):
    (tmp_path / "other.yaml").write_text(f"extends: {BASELINE}\nenforcement:\n  check_detection: 0.7\n")
    said = told("sweep", *READS, sweep_of(tmp_path, text), "--plan", code=2)
    for message in messages:
        assert message in said


def test_what_may_not_be_meant_is_a_warning(tmp_path):
    (tmp_path / "other.yaml").write_text(f"extends: {BASELINE}\ntitle: Another title\nenforcement:\n  check_detection: 0.7\n")
    path = sweep_of(
        tmp_path,
        "set: {enforcement.check_detection: 0.5}\npolicies:\n  now: {}\n  other: {scenario: other.yaml}\n"
    )
    _, said = entrepot("sweep", *READS, path, "--point", 0)
    assert "sweep.yaml:7:3: policies.other: gives the same scenario as policy 'now' (" in said
    assert "sweep.yaml:4:" in said
    assert "set: 'enforcement.check_detection' also replaces 0.7 (" in said
