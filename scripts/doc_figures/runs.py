"""The results that figures are drawn from: made once by the commands of the pages, kept in a folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from functools import cached_property
from pathlib import Path

import yaml

from doc_figures.drawing import ROOT

PROGRAM = Path(os.environ.get("ENTREPOT_BINARY", ROOT / "build" / "release" / "entrepot")).resolve()
#: Replicates of scenarios other than the one that their files set.
REPLICATES = {"no-controls": 16, "h20-ban": 16}
#: The scenario of docs/tutorials/first-results.md and docs/how-to/write-a-scenario.md.
COOPERATION = """\
extends: baseline.yaml
title: Customs of Singapore and Malaysia cooperate
jurisdictions:
  SG: {customs: {cooperation: 0.9}}
  MY: {customs: {cooperation: 0.9}}
"""


def program(*words: object, folder: Path = ROOT) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "analysis"), "MPLBACKEND": "Agg"}
    command = [str(PROGRAM), *map(str, words)]
    return subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


def program_json(*words: object, folder: Path = ROOT) -> dict:
    return json.loads(program(*words, "--json", folder=folder))


def scenario_title(name: str) -> str:
    return yaml.safe_load((ROOT / "scenarios" / f"{name}.yaml").read_text(encoding="utf-8"))["title"]


class Runs:
    """Result files in a folder; a missing one is made."""

    def __init__(self, folder: Path):
        self.folder = folder.resolve()

    @cached_property
    def scenarios(self) -> Path:
        """A copy of the shipped scenarios, with that of the tutorial."""
        copy = self.folder / "scenarios"
        shutil.copytree(ROOT / "scenarios", copy, dirs_exist_ok=True)
        (copy / "cooperation.yaml").write_text(COOPERATION, encoding="utf-8")
        return copy

    def run(self, name: str) -> Path:
        """The result of a scenario."""
        extra = ("-n", REPLICATES[name]) if name in REPLICATES else ()
        return self._made(f"{name}.h5", "run", self.scenarios / f"{name}.yaml", *extra)

    def sweep(self, name: str) -> Path:
        return self._made(f"{name}-sweep.h5", "sweep", self.scenarios / "sweeps" / f"{name}.yaml")

    def _made(self, file: str, *command: object) -> Path:
        path = self.folder / file
        if not path.exists():
            program(*command, "-q", "-o", path)
        return path
