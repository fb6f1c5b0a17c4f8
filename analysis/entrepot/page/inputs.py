"""The files of a report: runs, sweeps, calibrations, estimates. One that cannot be read becomes a line of the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from entrepot.calibration import Calibration, is_calibration, open_calibration
from entrepot.errors import ResultError
from entrepot.estimates import Suite, suite_of
from entrepot.result import Result, open_result
from entrepot.sweep import Sweep, is_sweep, open_sweep


@dataclass
class Inputs:
    runs: list[Result] = field(default_factory=list)
    sweeps: list[Sweep] = field(default_factory=list)
    calibrations: list[Calibration] = field(default_factory=list)
    suites: list[Suite] = field(default_factory=list)  #: published estimates with the runs' results
    refused: list[str] = field(default_factory=list)  #: a line for each file that cannot be read

    @property
    def readable(self) -> bool:
        return bool(self.results)

    @property
    def results(self) -> list[Result | Sweep | Calibration]:
        """All that can be read; the page is named after the first."""
        return [*self.runs, *self.sweeps, *self.calibrations]


@contextmanager
def open_inputs(paths: list[Path], suites: Iterable[Mapping[str, Any]] = ()) -> Iterator[Inputs]:
    """Open what can be opened, in the order given; a file that is named twice counts once. `suites`: files of estimates, as the
    program read them."""
    inputs = Inputs()
    for suite in suites:
        if "error" in suite:
            inputs.refused += suite["error"].splitlines()
        else:
            inputs.suites.append(suite_of(suite["estimates"]))
    with ExitStack() as stack:
        for path in _once(path for path in paths if not is_suite(path)):
            try:
                if is_sweep(path):
                    inputs.sweeps.append(open_sweep(path))
                elif is_calibration(path):
                    inputs.calibrations.append(_read(open_calibration(path)))
                else:
                    inputs.runs.append(stack.enter_context(open_result(path)))
            except ResultError as error:
                inputs.refused += str(error).splitlines()
        yield inputs


def _read(calibration: Calibration) -> Calibration:
    """With the parts that the page shows read now, so that damage is reported here and not when half the page is made."""
    _ = calibration.prior, calibration.posterior
    return calibration


def is_suite(path: Path) -> bool:
    """Whether it is named as a file of estimates."""
    return path.suffix in (".yaml", ".yml")


def _once(paths: Iterable[Path]) -> list[Path]:
    """Without further names of the same file."""
    names: dict[Path, Path] = {}
    for path in paths:
        names.setdefault(path.resolve(), path)
    return list(names.values())
