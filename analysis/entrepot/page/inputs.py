"""The files of a report: runs, sweeps, and those that cannot be read, each of which gets a line and spoils nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import h5py

from entrepot.errors import ResultError
from entrepot.result import Result, open_result


@dataclass(frozen=True)
class SweepFile:
    """The result file of a sweep, as its attributes describe it; the program reads the rest."""

    path: Path
    title: str
    question: str
    version: str
    commit: str
    identity: str  #: 32 hex digits, of sweep file, scenarios and program
    planned: int
    finished: int
    failed: int
    missing: int
    outputs: list[str]  #: that were kept of every run

    @property
    def complete(self) -> bool:
        return self.finished == self.planned


@dataclass
class Inputs:
    runs: list[Result] = field(default_factory=list)
    sweeps: list[SweepFile] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)  #: a line for each file that cannot be read

    @property
    def readable(self) -> bool:
        return bool(self.runs or self.sweeps)


@contextmanager
def opened(paths: list[Path]) -> Iterator[Inputs]:
    """Open what can be opened, in the order given; a file that is named twice counts once."""
    inputs = Inputs()
    with ExitStack() as stack:
        seen: set[Path] = set()
        for path in paths:
            if path.resolve() in seen:
                continue
            seen.add(path.resolve())
            try:
                sweep = sweep_file(path)
                if sweep:
                    inputs.sweeps.append(sweep)
                else:
                    inputs.runs.append(stack.enter_context(open_result(path)))
            except ResultError as error:
                inputs.refused.append(str(error))
        yield inputs


def sweep_file(path: Path) -> SweepFile | None:
    """None for what is no result of a sweep. Raises ResultError for one that is damaged."""
    try:
        with h5py.File(path, "r") as file:
            if _text(file.attrs.get("kind", "")) != "sweep":
                return None
            return _sweep_of(path, file)
    except OSError:
        return None  # open_result says what is wrong with it
    except (KeyError, ValueError) as error:
        raise ResultError(f"{path}: a sweep's result, but partial or damaged: {' '.join(str(error).split())}") from error


def _sweep_of(path: Path, file: h5py.File) -> SweepFile:
    texts = {name: _text(file.attrs[name]) for name in ("title", "question", "version", "commit", "identity")}
    counts = {name: int(file.attrs[f"runs_{name}"]) for name in ("planned", "finished", "failed", "missing")}
    return SweepFile(path, **texts, **counts, outputs=[_text(name) for name in file["measures/measure"][()]])


def _text(value: object) -> str:
    return value.decode("utf-8") if isinstance(value, bytes) else str(value)
