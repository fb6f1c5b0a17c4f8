"""`python -m entrepot`: the reader's own commands, not the program."""

import os
import subprocess
import sys
from pathlib import Path

import h5py
import pytest
from conftest import plain_run, write_result

from entrepot.cli import main


@pytest.fixture
def file(tmp_path):
    return write_result(tmp_path / "plain.h5", plain_run())


def test_module_runs_without_installing(file):
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-m", "entrepot", "answer", str(file)],
        env={**os.environ, "PYTHONPATH": str(root / "analysis")}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Small run: 3 of 3 replicates finished" in done.stdout
    assert "NVIDIA revenue FY2024 billed to Singapore: 40.0" in done.stdout


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
        del opened["outputs/restricted_stock"]
    assert main(["figures", str(file), "-o", str(tmp_path / "f")]) == 0
    assert "no figure stock" in capsys.readouterr().err
    assert not (tmp_path / "f" / "stock.svg").exists()


def test_bad_file_is_one_line_and_exit_code_2(tmp_path, capsys):
    (tmp_path / "x.h5").write_text("no")
    assert main(["report", str(tmp_path / "x.h5")]) == 2
    assert capsys.readouterr().err == f"error: {tmp_path / 'x.h5'}: not an HDF5 file\n"


def test_unwritable_output_is_one_line_and_exit_code_2(file, tmp_path, capsys):
    assert main(["report", str(file), "-o", str(tmp_path / "nowhere" / "p.html")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("words", [["export", "x.h5", "-o", ""], ["report", ""], ["figures", "x.h5", "--output="], [""]])
def test_an_empty_argument_is_a_mistake(words, capsys):
    assert main(words) == 2
    assert "is empty; is a shell variable unset?" in capsys.readouterr().err
