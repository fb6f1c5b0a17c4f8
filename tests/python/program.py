"""The program under test, run as a user runs it."""

import os
import pathlib
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BASELINE = ROOT / "scenarios" / "baseline.yaml"
BINARY = os.environ.get("ENTREPOT_BINARY") and os.path.abspath(os.environ["ENTREPOT_BINARY"])

#: For files of a test that extend a shipped scenario.
READS = ["--include-dir", str(BASELINE.parent)]

needs_program = pytest.mark.skipif(not BINARY, reason="ENTREPOT_BINARY is not set")

#: Few of the many honest buyers, who take the time of a run and leak nothing.
FEW_BUYERS = [
    "--set=buyers.us_enterprises.count=100",
    "--set=buyers.europe_enterprises.count=100",
    "--set=buyers.allied_enterprises.count=100",
]


def entrepot(*arguments, cwd=None, code=0):
    """Run the program; its standard output and standard error."""
    done = subprocess.run([BINARY, *map(str, arguments)], cwd=cwd, capture_output=True, text=True, timeout=300)
    assert done.returncode == code, f"exit {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout, done.stderr


def told(*arguments, code=0):
    """What the program has to say: its standard output, or where it ends with an error the standard error."""
    output, error = entrepot(*arguments, code=code)
    return output if code == 0 else error


def main(arguments):
    """Run the program and pass on what it prints, for `capsys`; its exit code."""
    if not BINARY:
        pytest.skip("ENTREPOT_BINARY is not set")
    done = subprocess.run([BINARY, *map(str, arguments)], capture_output=True, text=True, errors="surrogateescape", timeout=300, check=False)
    sys.stdout.write(done.stdout)
    sys.stderr.write(done.stderr)
    return done.returncode
