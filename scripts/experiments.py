"""What scripts/alternatives, stress, robustness, null-models and screen-parameters share."""

import functools
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import xarray as xr
import yaml

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = Path(os.environ.get("ENTREPOT_BINARY", ROOT / "build" / "release" / "entrepot")).resolve()
sys.path.insert(0, str(ROOT / "analysis"))
from entrepot.statistics import estimate  # noqa: E402 (it is beside this script, not installed)


def part(name: str, section: str) -> dict:
    """A section of a file of the baseline."""
    return yaml.safe_load((ROOT / "scenarios" / "baseline" / f"{name}.yaml").read_text())[section]


@functools.cache
def forms() -> dict[str, list[str]]:
    """Each alternative form of the model by a name for people, with its settings."""
    listed = json.loads(subprocess.run([PROGRAM, "docs", "alternatives"], check=True, capture_output=True).stdout)
    return {f"{choice['parameter'].removeprefix('model.')}: {form['name'].replace('_', ' ')}": [f"{choice['parameter']}={form['name']}"]
            for choice in listed["alternatives"] for form in choice["forms"] if form["name"] != choice["default"]}


def mean_and_half(values: np.ndarray) -> tuple[float, float]:
    """The mean over replicates, and half its 90 % interval."""
    found = estimate(xr.DataArray(values, dims="replicate"), 0.9)
    return found.mean, (found.high - found.low) / 2


def change(before: np.ndarray, after: np.ndarray) -> tuple[float, float]:
    """Mean paired change, and half its 90 % interval, in per cent of the mean before."""
    return mean_and_half((after - before) / before.mean() * 100)
