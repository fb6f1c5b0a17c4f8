"""The seal of a result file: 32 bytes behind all that HDF5 knows of, by which damage is found before HDF5 reads anything.

sim/io/result_checksum.cpp writes it: a mark of 16 bytes, then the XXH3-128 of all bytes before the mark.
"""

from __future__ import annotations

import os
import struct
import time
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

import xxhash

from entrepot.errors import ResultError

MARK = b"entrepot seal 1\n"
SEAL_BYTES = 32
PIECE_BYTES = 1 << 18
SIMILAR = 9  #: of the mark's 16 bytes: with as many in place a seal is damaged rather than absent
#: A file that was written this recently can be written again without a change of its times: it is hashed anew.
CLOCK_NANOSECONDS = 2_000_000_000
#: Where superblocks of HDF5 keep the base address and the end of the file, by version; all with 8-byte addresses.
SUPERBLOCKS = {0: (13, 24, 40), 1: (13, 28, 44), 2: (9, 12, 28), 3: (9, 12, 28)}
Version = tuple[int, ...]


def check_seal(path: Path) -> Version:
    """ResultError if the file is damaged by its seal; a file without a seal passes. Returns the version of the file.

    A file is hashed once for as long as it does not change.
    """
    version = version_of(path)
    changed = max(version[-2:])
    if time.time_ns() - changed < CLOCK_NANOSECONDS:
        _check(path, version)
    else:
        _check_once(path, version)
    return version


def check_unchanged(path: Path, version: Version) -> None:
    """ResultError if the file is no longer the one that was checked."""
    if version_of(path) != version:
        raise ResultError(f"{path}: has changed since it was opened; open it again")


def version_of(path: Path) -> Version:
    """Which file it is, its size, and when it was last written and changed."""
    try:
        found = os.stat(path)
    except OSError as error:
        raise ResultError(f"{path}: {error.strerror or error}") from error
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


@lru_cache(maxsize=1024)
def _check_once(path: Path, version: Version) -> None:
    _check(path, version)


def _check(path: Path, version: Version) -> None:
    try:
        with path.open("rb", buffering=0) as file:
            sound = _is_sound(file)
    except OSError as error:
        raise ResultError(f"{path}: {error.strerror or error}") from error
    if not sound:
        raise ResultError(f"{path}: is damaged: its checksum does not match its content")
    check_unchanged(path, version)


def _is_sound(file: BinaryIO) -> bool:
    """Whether the seal holds; without a seal, whether the file ends where HDF5 says that it does."""
    length = os.fstat(file.fileno()).st_size
    if length < SEAL_BYTES:
        return True
    file.seek(length - SEAL_BYTES)
    seal = file.read(SEAL_BYTES)
    if seal.startswith(MARK):
        return seal[len(MARK) :] == _hash_of_first(length - SEAL_BYTES, file)
    if sum(a == b for a, b in zip(seal, MARK)) >= SIMILAR or MARK in seal:
        return False
    end = _end_in_hdf5(file)
    return end is None or length <= end


def _hash_of_first(size: int, file: BinaryIO) -> bytes:
    """XXH3-128 as the program writes it: the high half, then the low half, the least byte of each first."""
    hasher = xxhash.xxh3_128()
    piece = memoryview(bytearray(PIECE_BYTES))  # one for all pieces: new ones would take half the time
    file.seek(0)
    while size > 0 and (read := file.readinto(piece[: min(size, PIECE_BYTES)])):
        hasher.update(piece[:read])
        size -= read
    high, low = divmod(hasher.intdigest(), 1 << 64)
    return struct.pack("<QQ", high, low)


def _end_in_hdf5(file: BinaryIO) -> int | None:
    """Where the file ends by its superblock: a seal that was cut short, or is damaged beyond recognition, lies behind it.
    None for a layout that is not known."""
    file.seek(0)
    head = file.read(64)
    known = SUPERBLOCKS.get(head[8]) if len(head) == 64 else None
    if known is None:
        return None
    size_of_addresses, base, end = known
    if head[size_of_addresses] != 8:
        return None
    (first,), (last,) = (struct.unpack_from("<Q", head, at) for at in (base, end))
    return first + last if first == 0 else None
