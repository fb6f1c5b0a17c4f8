"""The files of a report: runs, sweeps, calibrations, estimates, and those that cannot be read, each of which gets a line and spoils nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from entrepot.calibration import Calibration, is_calibration, open_calibration
from entrepot.errors import ResultError
from entrepot.estimates import Suite, read_suite
from entrepot.result import Result, open_result
from entrepot.sweep import Sweep, is_sweep, open_sweep


@dataclass
class Inputs:
    runs: list[Result] = field(default_factory=list)
    sweeps: list[Sweep] = field(default_factory=list)
    calibrations: list[Calibration] = field(default_factory=list)
    suites: list[Suite] = field(default_factory=list)  #: published estimates that runs are set beside
    refused: list[str] = field(default_factory=list)  #: a line for each file that cannot be read

    @property
    def readable(self) -> bool:
        return bool(self.results)

    @property
    def results(self) -> list[Result | Sweep | Calibration]:
        """All that can be read; the page is named after the first."""
        return [*self.runs, *self.sweeps, *self.calibrations]


@contextmanager
def opened(paths: list[Path]) -> Iterator[Inputs]:
    """Open what can be opened, in the order given; a file that is named twice counts once."""
    inputs = Inputs()
    with ExitStack() as stack:
        for path in _once(paths):
            try:
                if is_suite(path):
                    inputs.suites.append(read_suite(path))
                elif is_sweep(path):
                    inputs.sweeps.append(open_sweep(path))
                elif is_calibration(path):
                    inputs.calibrations.append(_read(open_calibration(path)))
                else:
                    inputs.runs.append(stack.enter_context(open_result(path)))
            except ResultError as error:
                inputs.refused += str(error).splitlines()
        yield inputs


def _read(calibration: Calibration) -> Calibration:
    """With what the page shows taken from the file: damage is to be told here, and not by the page when half of it is made."""
    _ = calibration.prior, calibration.posterior
    return calibration


def is_suite(path: Path) -> bool:
    """Whether it is named as a file of estimates."""
    return path.suffix in (".yaml", ".yml")


def _once(paths: list[Path]) -> list[Path]:
    """Without what is the same file again, by the name that comes first."""
    names: dict[Path, Path] = {}
    for path in paths:
        names.setdefault(path.resolve(), path)
    return list(names.values())
