"""Commands whose output the Python package writes."""

import os
import subprocess
import sys
from pathlib import Path

import h5py
import pytest
from conftest import plain_run, write_result
from program import BINARY, main, needs_program

pytestmark = needs_program



@pytest.fixture
def file(tmp_path):
    return write_result(tmp_path / "plain.h5", plain_run())


@pytest.mark.parametrize(("word", "verb"), [("answer", "show"), ("export", "export"), ("moved", "diff"), ("", "--help")])
def test_the_module_names_the_command_of_the_program(word, verb):
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-m", "entrepot", *word.split(), "x.h5"][: 4 if word else 3],
        env={**os.environ, "PYTHONPATH": str(root / "analysis")}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"entrepot: error: 'python -m entrepot' is not a command; use 'entrepot {verb}'\n"


def test_a_missing_python_package_is_named(file, tmp_path):
    (tmp_path / "h5py.py").write_text("raise ModuleNotFoundError(\"No module named 'h5py'\", name='h5py')\n")
    done = subprocess.run(
        [BINARY, "figures", str(file)], env={**os.environ, "PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert done.stderr.startswith("entrepot: error: this command needs the Python package 'h5py'")


def test_report_is_written(file, tmp_path):
    assert main(["report", str(file), "-o", str(tmp_path / "p.html")]) == 0
    assert (tmp_path / "p.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["p.html", "plain.h5"]


def test_report_stands_beside_the_result_by_default(file):
    assert main(["report", str(file)]) == 0
    assert file.with_suffix(".html").exists()


def test_figures_and_their_tables(file, tmp_path):
    assert main(["figures", str(file), "-o", str(tmp_path / "f"), "--only", "leakage", "--format", "png"]) == 0
    assert sorted(p.name for p in (tmp_path / "f").iterdir()) == ["leakage.csv", "leakage.png"]
    assert (tmp_path / "f" / "leakage.csv").read_text().splitlines()[1].startswith("2023 Q1,78.0,")


def test_figure_without_data_is_a_note(file, tmp_path, capsys):
    with h5py.File(file, "a") as opened:
        del opened["summary/restricted_stock"]
    assert main(["figures", str(file), "-o", str(tmp_path / "f")]) == 0
    assert "no figure stock" in capsys.readouterr().err
    assert not (tmp_path / "f" / "stock.svg").exists()


def test_bad_file_is_one_line_and_exit_code_2(tmp_path, capsys):
    (tmp_path / "x.h5").write_text("no")
    assert main(["report", str(tmp_path / "x.h5")]) == 2
    assert capsys.readouterr().err == f"entrepot: error: {tmp_path / 'x.h5'}: not an HDF5 file\n"


def test_unwritable_output_is_one_line_and_exit_code_2(file, tmp_path, capsys):
    assert main(["report", str(file), "-o", str(tmp_path / "nowhere" / "p.html")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("words", [["export", "x.h5", "-o", ""], ["report", ""], ["figures", "x.h5", "--output="], [""]])
def test_an_empty_argument_is_a_mistake(words, capsys):
    assert main(words) == 2
    assert "is empty; expected a value" in capsys.readouterr().err
