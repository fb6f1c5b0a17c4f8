"""The Python package as pip installs it, and the list of what it is made of."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from conftest import plain_run, write_result

ROOT = Path(__file__).resolve().parents[2]
ANALYSIS = ROOT / "analysis"
NEEDED = ("ensurepip", "pip", "setuptools", "venv", "wheel")
ABSENT = [name for name in NEEDED if importlib.util.find_spec(name) is None]

needs_pip = pytest.mark.skipif(bool(ABSENT), reason=f"not installed: {', '.join(ABSENT)} (python3-pip, python3-venv)")


def project():
    return tomllib.loads((ANALYSIS / "pyproject.toml").read_text())


def test_every_package_is_listed():
    """setuptools leaves out in silence what is not."""
    found = {".".join(path.parent.relative_to(ANALYSIS).parts) for path in ANALYSIS.glob("entrepot/**/__init__.py")}
    folders = {".".join(p.parent.relative_to(ANALYSIS).parts) for p in ANALYSIS.glob("entrepot/**/*.py")}
    assert set(project()["tool"]["setuptools"]["packages"]) == found == folders


def test_every_other_file_is_listed():
    listed = {
        path
        for package, patterns in project()["tool"]["setuptools"]["package-data"].items()
        for pattern in patterns
        for path in (ANALYSIS / package.replace(".", "/")).glob(pattern)
    }
    found = {p for p in ANALYSIS.glob("entrepot/**/*") if p.is_file() and p.suffix not in (".py", ".pyc")}
    assert found == listed


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The python of a new virtual environment that has the package, and nothing of this source tree."""
    folder = tmp_path_factory.mktemp("install")
    source = folder / "analysis"  # building leaves files beside the source
    shutil.copytree(ANALYSIS, source, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info", "build"))
    run(sys.executable, "-m", "venv", "--system-site-packages", folder / "venv")
    python = folder / "venv" / "bin" / "python"
    run(python, "-m", "pip", "install", "--no-deps", "--no-build-isolation", "--no-index", source)
    shutil.rmtree(source)
    return python


def run(*command, cwd=None):
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run([*map(str, command)], cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


@needs_pip
def test_it_works_without_the_source(installed, tmp_path):
    """Figures, page and export: between them they use every file that is no module."""
    write_result(tmp_path / "run.h5", plain_run())
    place = run(installed, "-c", "import entrepot; print(entrepot.__file__)", cwd=tmp_path).strip()
    assert Path(place).is_relative_to(installed.parents[1])
    ask(installed, tmp_path, "report", results=["run.h5"], output="", pdf=False)
    assert (tmp_path / "run.html").stat().st_size > 10_000
    exact = {"spreadsheet": False, "separator": ""}
    ask(installed, tmp_path, "export", result="run.h5", output="", format="csv", outputs=[], groups=["summary"], force=False, **exact)
    described = json.loads((tmp_path / "run-csv" / "datapackage.json").read_text())
    assert described["name"] == "run"


def ask(python, folder, verb, **options):
    """Hand a request to the package as the program does; nothing was computed for it."""
    (folder / "request.json").write_text(json.dumps({"verb": verb, "options": options, "data": {"suites": [], "sweeps": []}}))
    run(python, "-c", "import sys; from entrepot._run import main; sys.exit(main('request.json'))", cwd=folder)


@needs_pip
def test_every_module_can_be_imported(installed, tmp_path):
    modules = [
        ".".join(path.relative_to(ANALYSIS).with_suffix("").parts)
        for path in sorted(ANALYSIS.glob("entrepot/**/*.py"))
        if path.stem not in ("__init__", "__main__")
    ]
    assert "entrepot.export.writing" in modules
    run(installed, "-c", "".join(f"import {module}\n" for module in modules), cwd=tmp_path)
