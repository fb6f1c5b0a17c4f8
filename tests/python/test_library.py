"""`scripts/library`: the library of scenarios, run and compared."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BINARY = os.environ.get("ENTREPOT_BINARY")


def library(*arguments: object) -> subprocess.CompletedProcess:
    command = [ROOT / "scripts" / "library", *arguments]
    return subprocess.run([str(c) for c in command], capture_output=True, text=True, timeout=300, check=False)


def test_help_and_unknown_options():
    assert library("-h").returncode == 0 and "Usage: scripts/library" in library("-h").stdout
    assert library("-z").returncode == 2


@pytest.mark.skipif(not BINARY, reason="ENTREPOT_BINARY is not set to a built entrepot program")
def test_scenarios_are_compared_and_a_faulty_one_is_named(tmp_path):
    baseline = ROOT / "scenarios" / "baseline.yaml"
    (tmp_path / "surge.yaml").write_text(
        f"extends: [{baseline}]\ntitle: Twice the checks\nenforcement: {{end_use_checks_per_year: 3000}}\n"
    )
    (tmp_path / "faulty.yaml").write_text(f"extends: [{baseline}]\nnonsense: 1\n")
    folder = tmp_path / "out"
    done = library("-n", 2, "-o", folder, tmp_path / "surge.yaml", tmp_path / "faulty.yaml")
    assert done.returncode == 1 and "failed: faulty" in done.stderr
    names = ["baseline.h5", "leakage.svg", "surge.h5", "table.csv", "table.html", "table.md"]
    assert sorted(p.name for p in folder.iterdir()) == names
    table = (folder / "table.md").read_text()
    assert "| surge | 2 |" in table and "- surge: Twice the checks" in table

    kept = (folder / "surge.h5").stat().st_mtime_ns
    assert library("-k", "-n", 2, "-o", folder, tmp_path / "surge.yaml").returncode == 0
    assert (folder / "surge.h5").stat().st_mtime_ns == kept
