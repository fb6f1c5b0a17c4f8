"""Displacement: what moved where, and what stopped. The program computes it; this module asks the program."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from entrepot.compare.pairing import CannotCompare

IN_THE_TREE = Path(__file__).resolve().parents[3] / "build" / "release" / "entrepot"


def displacement(
    baseline: Path | str,
    other: Path | str,
    *,
    hub: str | None = None,
    start: dt.date | None = None,
    confidence: float | None = None,
) -> dict[str, Any]:
    """What `entrepot displacement --json` says of two result files; keys and units are in its page of the docs.

    Means of differences are other less baseline; `low` and `high` are None where there is no interval. Raises
    CannotCompare with the program's own words if the files do not belong together.
    """
    command = [program(), "displacement", str(baseline), str(other), "--json"]
    command += [f"--hub={hub}"] if hub else []
    command += [f"--from={start.isoformat()}"] if start else []
    command += [f"--confidence={confidence}"] if confidence else []
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotCompare(" ".join(done.stderr.split()) or f"{command[0]} ended with code {done.returncode}")
    return json.loads(done.stdout)


def program() -> str:
    """The program `entrepot`: $ENTREPOT_BINARY, else the one in PATH, else the release build beside this package."""
    found = os.environ.get("ENTREPOT_BINARY") or shutil.which("entrepot")
    if not found and IN_THE_TREE.exists():
        found = str(IN_THE_TREE)
    if not found:
        raise CannotCompare("there is no program entrepot in PATH; ENTREPOT_BINARY can name it")
    return found
