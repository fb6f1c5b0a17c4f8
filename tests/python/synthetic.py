"""Result files of sweeps with runs that a test makes up: a real manifest, and known values in place of simulations."""

import pathlib
import subprocess

import h5py
import numpy as np

from program import BASELINE, BINARY, READS

HEAD = f"""
title: Made up
question: What is what?
scenario: {BASELINE}
outputs: [leakage_rate, leaked_units]
set: {{calendar.start: 2022-10-03, calendar.end: 2022-10-09}}
"""


def make(folder: pathlib.Path, body: str, values: dict, name="made"):
    """Write NAME.h5 of the sweep file HEAD + body. values: output -> function(points) -> [point x replicate], where
    points has the arrays policy, levers, parameters, unit (a row a point) and the number of replicates."""
    sweep, output = folder / f"{name}.yaml", folder / f"{name}.h5"
    sweep.write_text(HEAD + body)
    subprocess.run([BINARY, "sweep", *READS, sweep, "-o", output, "-q", "--shard", "0/1000000"], capture_output=True)
    merged = subprocess.run([BINARY, "merge", output, "-q"], capture_output=True, text=True)
    assert output.exists(), merged.stderr
    with h5py.File(output, "r+") as file:
        points = Points(file)
        for measure, of in values.items():
            file[f"runs/{measure}"][:] = of(points)
        file["runs/status"][:] = 0
        file.attrs["runs_finished"] = file.attrs["runs_planned"]
        file.attrs["runs_missing"] = 0
    return output


class Points:
    def __init__(self, file):
        design = file["design"]
        levers, rows = design["lever_value"][:], design["parameter_value"][:]
        unit = design["unit_value"][:] if "unit_value" in design else np.full(rows.shape, np.nan)
        combinations, states = len(design["lever_point"]), len(design["row"])
        self.replicates = int(file.attrs["replicates"])
        self.size = len(design["policy"]) * combinations * states
        point = np.arange(self.size)
        self.policy = point // states // combinations
        self.levers = levers[point // states % combinations]
        self.row = point % states
        self.parameters = rows[self.row]
        self.unit = unit[self.row]

    def every_replicate(self, of_point):
        """The same in all replicates of a point."""
        return np.repeat(np.asarray(of_point, float)[:, None], self.replicates, axis=1)
