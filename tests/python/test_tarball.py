"""The folder that scripts/tarball packs: what is in it, and that it runs anywhere without help of the system."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from program import BINARY, ROOT

BUILD = BINARY and Path(BINARY).parent

pytestmark = pytest.mark.skipif(
    not BINARY or not (BUILD / "cmake_install.cmake").exists() or not shutil.which("dpkg-query"),
    reason="ENTREPOT_BINARY is not in a build folder, or this is not Debian",
)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """The folder, moved to a place with an awkward name after it was made."""
    made = tmp_path_factory.mktemp("made")
    subprocess.run([ROOT / "scripts" / "tarball", "-b", BUILD, "-d", made], check=True, capture_output=True)
    (folder,) = made.iterdir()
    awkward = tmp_path_factory.mktemp("moved") / "my tools: v1"
    awkward.mkdir()
    return folder.rename(awkward / folder.name)


@pytest.fixture(scope="module")
def command(place):
    """A link to the program, in a folder of PATH."""
    link = place.parent / "entrepot"
    link.symlink_to(place / "bin" / "entrepot")
    return link


def run(*words, cwd, code=0, **environment):
    """Run with nothing of the caller's environment."""
    clean = {"PATH": "/usr/bin:/bin", "HOME": str(cwd), **environment}
    done = subprocess.run([*map(str, words)], cwd=cwd, env=clean, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == code, f"{done.stdout}\n{done.stderr}"
    return done.stdout if code == 0 else done.stderr


def test_files(place):
    assert {path.name for path in place.iterdir()} == {"LICENSE", "README", "bin", "docs", "lib", "scenarios", "share"}
    assert {path.name for path in (place / "bin").iterdir()} == {"entrepot", "entrepot-python"}
    assert (place / "scenarios" / "baseline.yaml").is_file()
    assert (place / "docs" / "tutorials" / "first-results.md").is_file()
    readme = (place / "README").read_text()
    assert len(readme.splitlines()) == 5
    for word in re.findall(r"(?<![\w/])(?:bin|docs|scenarios|share)/[\w./-]*\w", readme):
        assert (place / word).exists(), word
    assert not list(place.rglob("*.hpp"))


def test_links_stay_inside(place):
    links = [path for path in place.rglob("*") if path.is_symlink()]
    assert links
    for link in links:
        assert not os.readlink(link).startswith("/")
        assert link.resolve(strict=True).is_relative_to(place)


def test_every_package_has_its_licence(place):
    folder = place / "share" / "licenses"
    lines = (folder / "PACKAGES").read_text().splitlines()[1:]
    packages = {line.split()[0] for line in lines}
    assert {"libc6", "libhdf5-103-1", "libstdc++6", "libpython3.11-stdlib", "python3-numpy", "fonts-wqy-microhei"} <= packages
    assert all(re.fullmatch(r"\S+ \S+ (amd64|all) \S+=\S+", line) for line in lines)
    for package in packages:
        assert (folder / package / "copyright").stat().st_size > 0


def test_no_library_of_the_system_is_loaded(place):
    runtime = place / "lib" / "runtime"
    binaries = [runtime / "entrepot", runtime / "python3.11", *sorted((place / "lib").rglob("*.cpython-311-x86_64-linux-gnu.so"))]
    assert len(binaries) > 100
    loader = [runtime / "ld-linux-x86-64.so.2", "--inhibit-cache", "--library-path", ".", "--list"]
    for binary in binaries:
        for line in run(*loader, binary, cwd=runtime).splitlines():
            library = line.split("=>")[-1].rsplit(" (", 1)[0].strip()
            assert library.startswith(("linux-vdso", "./", "statically linked", str(runtime))), f"{binary}: {line}"


def test_same_results_as_the_build(command, tmp_path):
    words = ["run", ROOT / "scenarios" / "baseline.yaml", "-n", 1, "--set", "calendar.end=2022-10-30"]
    assert run(command, "--version", cwd=tmp_path) == run(BINARY, "--version", cwd=tmp_path)
    bundled, built = (run(program, *words, "-o", f"{i}.h5", cwd=tmp_path) for i, program in enumerate((command, BINARY)))
    content = r"Content hash (\w+)"
    assert re.search(content, bundled)[1] == re.search(content, built)[1]


def test_report_needs_no_python_of_the_system(place, command, tmp_path):
    """Settings for another Python, and libraries of another system, do not get in."""
    other = {"PYTHONHOME": "/nonexistent", "LD_LIBRARY_PATH": "/nonexistent", "ENTREPOT_BROWSER": "/nonexistent"}
    scenario = place / "scenarios" / "baseline.yaml"
    run(command, "run", scenario, "-n", 2, "-q", "--set", "calendar.end=2022-10-30", "-o", "a.h5", cwd=tmp_path)
    run(command, "report", "a.h5", cwd=tmp_path, **other)
    assert (tmp_path / "a.html").stat().st_size > 10_000
    refused = run(command, "report", "a.h5", "--pdf", cwd=tmp_path, code=2, **other)
    assert re.fullmatch(r"entrepot: error: a\.pdf: /nonexistent .*\n", refused)


def test_scripts_run_with_its_python(place, tmp_path):
    code = "import entrepot, h5netcdf, os, sys; print(entrepot.__file__, sys.prefix, sys.executable, os.environ.get('LD_LIBRARY_PATH'), sep='\\n')"
    package, prefix, executable, libraries = run(place / "bin" / "entrepot-python", "-c", code, cwd=tmp_path).splitlines()
    assert Path(package).is_relative_to(place)
    assert (prefix, executable, libraries) == (str(place), str(place / "bin" / "entrepot-python"), "None")


def test_cluster_jobs_start_the_launcher(place, command, tmp_path):
    sweep = place / "scenarios" / "sweeps" / "what-matters.yaml"
    script = run(command, "slurm", sweep, "--shards", 2, "--print", "-o", "a.h5", cwd=tmp_path)
    assert f"{place}/bin/entrepot" in script
    assert "ld-linux" not in script
