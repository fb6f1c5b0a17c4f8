"""Asking the program `entrepot`, which computes every comparison."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from entrepot.compare.pairing import CannotCompare

IN_THE_TREE = Path(__file__).resolve().parents[3] / "build" / "release" / "entrepot"


def side_by_side(baseline: Path, other: Path, outputs: list[str]) -> dict[str, Any]:
    """What `entrepot compare --json` says of two result files, by output as asked for."""
    told = ask("compare", str(baseline), str(other), "--json", f"--outputs={','.join(outputs)}")
    return {effect["output"]: effect for effect in told["scenarios"][0]["effects"]}


def ask(*arguments: str) -> dict[str, Any]:
    """The JSON that a command prints. Raises CannotCompare with the program's own words if it refuses."""
    command = [program(), *arguments]
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
