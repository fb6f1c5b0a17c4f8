"""Common parts of all kinds of result files: checks on opening, texts and attributes."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import h5py

from entrepot.errors import ResultError
from entrepot.integrity import check_integrity, check_unchanged
from entrepot.terminal import one_line

SCHEMA_VERSION = 1
PROGRAM = "entrepot"
SIGNATURE = b"\x89HDF\r\n\x1a\n"
RUN, SWEEP, CALIBRATION = "run", "sweep", "calibration"
READERS = {RUN: "open_result", SWEEP: "open_sweep", CALIBRATION: "open_calibration"}
#: Assumed of calibrations without these attributes, which programs before November 2026 did not write.
SIGNED = {"program": PROGRAM, "schema_version": SCHEMA_VERSION}
NO_LOCKS = (errno.ENOLCK, errno.EOPNOTSUPP)  #: that HDF5 refuses; not ENOSYS, which it accepts
UNREADABLE = (OSError, KeyError, ValueError, RuntimeError, IndexError, TypeError)

Read = TypeVar("Read")


def check_signature(path: Path) -> None:
    """ResultError unless it is a complete HDF5 file."""
    if path.suffix == ".partial":
        raise ResultError(f"{path}: the unfinished file of a run that was stopped; run it again for a whole one")
    try:
        with path.open("rb") as file:
            head = file.read(len(SIGNATURE))
    except OSError as error:
        raise ResultError(f"{path}: {error.strerror or error}") from error
    if head != SIGNATURE:
        raise ResultError(f"{path}: not an HDF5 file")


def check_program(path: Path, file: h5py.File, kind: str) -> None:
    """ResultError unless entrepot wrote the file, as a result of that kind and in a layout that this reader knows."""
    elsewhere = kept_elsewhere(file)
    if elsewhere is not None:
        raise ResultError(f"{path}: {elsewhere!r} is kept in another file, so this is no result of {PROGRAM}")
    found = kind_of(file)
    assumed = SIGNED if found == CALIBRATION else {}
    if text(file.attrs.get("program", assumed.get("program", ""))) != PROGRAM:
        raise ResultError(f"{path}: HDF5, but not a result of {PROGRAM}")
    if found != kind and found in READERS:
        raise ResultError(f"{path}: the result of a {found}, not of a {kind}; entrepot.{READERS[found]} reads it")
    if found != kind:
        raise ResultError(f"{path}: a result of {PROGRAM} of kind {found!r}, not of a {kind}")
    schema = file.attrs.get("schema_version", assumed.get("schema_version"))
    if schema is None or int(schema) != SCHEMA_VERSION:
        raise ResultError(f"{path}: has schema version {schema}; this reader knows version {SCHEMA_VERSION}")


def kept_elsewhere(file: h5py.File) -> str | None:
    """The part of the file that lies in another file: HDF5 can show any file of this machine as a part of a result."""

    def foreign(name: str, link: h5py.h5l.LinkInfo) -> str | None:
        return text(name) if link.type == h5py.h5l.TYPE_EXTERNAL else None

    def lies_elsewhere(name: str, item: h5py.HLObject) -> str | None:
        return name if isinstance(item, h5py.Dataset) and (item.external or item.is_virtual) else None

    return file.id.links.visit(foreign, info=True) or file.visititems(lies_elsewhere)


def kind_of(file: h5py.File) -> str:
    """One of READERS: the root attribute `kind`, which results of runs do not have."""
    return text(file.attrs.get("kind", RUN))


def kind_at(path: Path) -> str | None:
    """The same of a file by its path; None if it cannot be opened, or is damaged."""
    try:
        return reading(path, kind_of)
    except ResultError:
        return None


def unreadable(path: Path, error: Exception) -> ResultError:
    """The error for a file that HDF5 cannot read."""
    if isinstance(error, OSError) and error.errno in NO_LOCKS:
        return ResultError(f"{path}: lies where files cannot be locked; with HDF5_USE_FILE_LOCKING=FALSE in the environment it can be read")
    return ResultError(f"{path}: damaged or truncated: {one_line(error)}")


def reading(path: Path, take: Callable[[h5py.File], Read]) -> Read:
    """Take something from a file; ResultError if its checksum does not match, or if HDF5 finds damage where it reads."""
    version = check_integrity(path)
    try:
        with h5py.File(path, "r") as file:
            found = take(file)
    except UNREADABLE as error:
        raise unreadable(path, error) from error
    check_unchanged(path, version)
    return found


def opened(path: Path, kind: str, take: Callable[[Path, h5py.File], Read]) -> Read:
    """Take something from the result file of a kind; ResultError if it is another kind of file, incomplete, or damaged."""
    check_signature(path)

    def checked(file: h5py.File) -> Read:
        check_program(path, file, kind)
        return take(path, file)

    return reading(path, checked)


def check_groups(path: Path, file: h5py.File, groups: tuple[str, ...]) -> None:
    absent = [group for group in groups if group not in file]
    if absent:
        raise ResultError(f"{path}: partial: has no group {absent[0]}")


def info_of(path: Path, file: h5py.File, make: Callable[[Attributes], Read]) -> Read:
    """`make` applied to the attributes of the root; ResultError if one is missing."""
    try:
        return make(Attributes(file))
    except KeyError as error:
        raise ResultError(f"{path}: partial: {one_line(error.args[0])}") from error


class Attributes:
    """Attributes of a file's root; KeyError with a message for a missing one."""

    def __init__(self, file: h5py.File):
        self._attributes = file.attrs

    def text(self, name: str) -> str:
        return text(self._value(name))

    def whole(self, name: str) -> int:
        return int(self._value(name))

    def real(self, name: str) -> float:
        return float(self._value(name))

    def _value(self, name: str) -> Any:
        if name not in self._attributes:
            raise KeyError(f"has no attribute {name}")
        return self._attributes[name]


def text(value: Any) -> str:
    return value.decode("utf-8") if isinstance(value, bytes) else str(value)


def texts(dataset: h5py.Dataset) -> list[str]:
    return [text(value) for value in dataset[()]]
