"""Faults of disk, memory, clock and process, done to the program under test."""

from __future__ import annotations

import contextlib
import errno
import os
import pathlib
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass

import h5py

from program import BASELINE, BINARY, READS, ROOT

#: Four weeks of a small market: a run takes a fraction of a second.
WEEKS = ["--set=calendar.end=2022-10-30"]
COUNTS = {f"buyers.{place}_enterprises.count": 100 for place in ("us", "europe", "allied")}
SMALL = [*WEEKS, *(f"--set={key}={value}" for key, value in COUNTS.items())]

SWEEP = f"""
title: A sweep to break
scenario: {BASELINE}
replicates: 3
outputs: [leakage_rate, leaked_units]
set: {{calendar.end: 2022-10-30, {", ".join(f"{key}: {value}" for key, value in COUNTS.items())}}}
design: {{kind: grid}}
parameters:
  enforcement.end_use_checks_per_year: [500, 1500, 3000, 6000]
  model.risk: {{categories: [bayesian, fading_memory]}}
"""


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int  #: negative: the signal that killed it
    out: str
    err: str


def build_library(name: str, folder: pathlib.Path) -> pathlib.Path | None:
    """For LD_PRELOAD, of tests/faults/NAME.c; None without a C compiler."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        return None
    library = folder / f"{name}.so"
    source = ROOT / "tests" / "faults" / f"{name}.c"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-o", library, source, "-ldl"], check=True)
    return library


def start(*arguments: object, env: dict[str, str] | None = None, **how) -> subprocess.Popen:
    how = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, **how}
    return subprocess.Popen([BINARY, *map(str, arguments)], env={**os.environ, **(env or {})}, **how)


def program(*arguments: object, **how) -> Ended:
    """Run the program to its end, whatever that is."""
    process = start(*arguments, **how)
    out, err = process.communicate(timeout=300)
    return Ended(process.returncode, out or "", err or "")


def with_faults(shim: pathlib.Path, under: pathlib.Path | None = None, **faults: object) -> dict[str, str]:
    """The environment in which things go wrong; for the names of faults see shim.c."""
    named = {f"FAULT_{name.upper()}": str(value) for name, value in faults.items()}
    return {"LD_PRELOAD": str(shim), **({"FAULT_UNDER": str(under)} if under else {}), **named}


def run_arguments(output: pathlib.Path, *more: object) -> list[object]:
    return ["run", BASELINE, *SMALL, "-q", "-j", 2, "-n", 4, "-o", output, *more]


def checkpointed_arguments(folder: pathlib.Path, name: str) -> list[object]:
    """Those of a run that keeps its state in the folder, beside its result."""
    return run_arguments(folder / name, "--checkpoint", folder / "saved", "--checkpoint-every", "1w")


def sweep_arguments(folder: pathlib.Path, output: pathlib.Path, *more: object) -> list[object]:
    """Those of a sweep whose file is put into the folder."""
    file = folder / "sweep.yaml"
    if not file.exists():
        file.write_text(SWEEP)
    return ["sweep", *READS, file, "-q", "-j", 2, "-o", output, *more]


def content_of(result: pathlib.Path) -> str:
    """The hash of a run's content; AssertionError, OSError or KeyError if the file is not whole."""
    with h5py.File(result) as file:
        assert file.attrs["replicates_finished"] > 0
        for group in ("outputs", "summary", "provenance"):
            for dataset in file[group].values():
                dataset[()]
        return str(file.attrs["content_hash"])


def looks_whole(folder: pathlib.Path) -> list[pathlib.Path]:
    """Files that have the names of results."""
    return sorted(path for path in folder.glob("*.h5") if path.is_file())


def is_whole_if_shown(path: pathlib.Path) -> bool:
    """Whether a file is either refused or whole. `show` looks at the seal; `verify` makes the content of a run again."""
    if program("show", path).code != 0:
        return True
    verified = program("verify", path)
    return verified.code == 0 or "is the result of a sweep" in verified.err


def check_leftovers(folder: pathlib.Path) -> None:
    """AssertionError if what a killed or failed run left has the name of a result, or could pass for one and is none: a
    draft may be whole, if the kill came before it had its name. Drafts that carry
    the number of their process, which nobody will write over, are taken away."""
    assert looks_whole(folder) == []
    for path in folder.rglob("*.partial"):
        assert is_whole_if_shown(path), path
        if path.with_suffix("").suffix != ".h5":
            path.unlink()


@contextlib.contextmanager
def small_disk(size: str) -> Iterator[pathlib.Path | None]:
    """A file system of that size, as mount names sizes; None where this user may not mount one."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="entrepot-disk-"))
    mount = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", folder], capture_output=True)
    try:
        yield folder if mount.returncode == 0 else None
    finally:
        if mount.returncode == 0:
            subprocess.run(["umount", "--lazy", folder], check=True)
        shutil.rmtree(folder, ignore_errors=True)


def limited(**limits: int):
    """For preexec_fn: limits of the process, e.g. AS=2**28."""

    def apply() -> None:
        for name, value in limits.items():
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (value, value))

    return apply


def reason(number: int) -> str:
    return os.strerror(number)


FULL, BROKEN = reason(errno.ENOSPC), reason(errno.EIO)
