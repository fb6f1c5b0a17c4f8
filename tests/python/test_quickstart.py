"""scripts/quickstart and scripts/install-packages: what they announce, what they repeat, and what they advise.

The build and the program are stand-ins, so that a quickstart takes a moment.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

import h5py
import pytest
from program import ROOT

BUILD = """#!/bin/sh
echo "[1/20] Building CXX object a.cpp.o"
echo "[10/20] Building CXX object b.cpp.o"
{failure}
mkdir -p build/release
cp program build/release/entrepot
"""
PROGRAM = """#!/bin/sh
echo "$*" >>calls
case $1 in
  run)
    cp prepared.h5 results/baseline.h5 ;;
  report) echo page >results/baseline.html ;;
esac
"""


@pytest.fixture
def tree(tmp_path):
    """A source tree of stand-ins around the real quickstart."""
    (tmp_path / "scripts").mkdir()
    for name in ("quickstart", "install-packages"):
        shutil.copy(ROOT / "scripts" / name, tmp_path / "scripts")
    (tmp_path / "scripts" / "packages.txt").write_text("bash  # a package that is installed\n")
    executable(tmp_path / "scripts" / "build", BUILD.format(failure=""))
    executable(tmp_path / "program", PROGRAM)
    (tmp_path / "analysis" / "entrepot").mkdir(parents=True)
    (tmp_path / "analysis" / "entrepot" / "page.py").touch()
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "baseline.yaml").touch()
    with h5py.File(tmp_path / "prepared.h5", "w") as file:
        file.create_dataset("provenance/input_path", data=["scenarios/baseline.yaml"], dtype=h5py.string_dtype())
    return tmp_path


def executable(path, text):
    path.write_text(text)
    path.chmod(0o755)


def quickstart(tree, code=0, script="quickstart", arguments=(), **environment):
    (tree / "calls").write_text("")
    command = [tree / "scripts" / script, *arguments]
    done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == code, f"{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def calls(tree):
    return [line.split()[0] for line in (tree / "calls").read_text().splitlines()]


needs_debian = pytest.mark.skipif(not shutil.which("dpkg-query"), reason="not a Debian system")


@needs_debian
def test_each_step_is_announced_and_timed(tree):
    text = quickstart(tree)
    assert re.findall(r"^\d/4 .*", text, re.MULTILINE) == [
        "1/4 Install packages (nothing to do)",
        "2/4 Build (about 12 minutes on two cores)",
        "3/4 Run scenarios/baseline.yaml (about 15 seconds)",
        "4/4 Write the report (about 10 seconds)",
    ]
    for line in (r"    50%, \d s", r"    built, \d s", r"    finished, \d s", r"    written, \d s"):
        assert re.search(f"^{line}$", text, re.MULTILINE), line
    assert calls(tree) == ["run", "report"]
    assert all(len(line) <= 50 for line in text.splitlines())
    assert "\r" not in text
    assert "\x1b" not in text


@needs_debian
def test_second_quickstart_repeats_nothing(tree):
    quickstart(tree)
    text = quickstart(tree)
    assert "nothing to build" in text
    assert "(result is up to date)" in text
    assert "(report is up to date)" in text
    assert calls(tree) == ["show"]


@needs_debian
@pytest.mark.parametrize(
    ("file", "repeated"),
    [
        ("scenarios/baseline.yaml", ["run"]),  # the result, and so the report, has the same content again
        ("program", ["run", "report"]),
        ("results/baseline.h5", ["run"]),
        ("results/baseline.html", ["show", "report"]),
        ("analysis/entrepot/page.py", ["show", "report"]),
    ],
)
def test_what_a_change_repeats(tree, file, repeated):
    quickstart(tree)
    with open(tree / file, "a", encoding="utf-8") as changed:
        changed.write("# changed\n")
    quickstart(tree)
    assert calls(tree) == repeated
    quickstart(tree)
    assert calls(tree) == ["show"]


@needs_debian
def test_a_new_date_repeats_nothing(tree):
    quickstart(tree)
    for path in ("scenarios/baseline.yaml", "results/baseline.h5", "program"):
        os.utime(tree / path)
    quickstart(tree)
    assert calls(tree) == ["show"]


@needs_debian
def test_failed_build(tree):
    executable(tree / "scripts" / "build", BUILD.format(failure="echo 'error: No space left on device'; exit 1"))
    text = quickstart(tree, code=1)
    assert "error: No space left" in text
    assert "quickstart: stopped in step 2, Build: the disk is full; free at least 1,000 MB" in text
    assert "quickstart: to continue, run scripts/quickstart again" in text
    assert calls(tree) == []


@needs_debian
def test_missing_packages(tree):
    (tree / "scripts" / "packages.txt").write_text("bash\nno-such-package  # a comment\n")
    assert quickstart(tree, script="install-packages", arguments=["--missing"]) == "no-such-package\n"


def test_not_a_debian_system(tree):
    for tool in ("bash", "env", "dirname", "sed", "grep"):
        (tree / tool).symlink_to(Path(shutil.which(tool)).resolve())
    text = quickstart(tree, code=1, PATH=str(tree))
    assert "this is not a Debian system" in text
    assert "docs/how-to/install.md" in text
