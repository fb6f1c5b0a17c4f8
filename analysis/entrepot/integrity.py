"""The checksum footer of a result file: 32 bytes after the end of the HDF5 data. It finds damage before HDF5 reads anything.

The program writes it (sim/io/result_checksum.cpp): a mark of 16 bytes, then the XXH3-128 of all bytes before it.
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
FOOTER_BYTES = 32
PIECE_BYTES = 1 << 18
SIMILAR = 9  #: bytes of the mark that are in place in a damaged footer; with fewer there is none
#: A file that was written this recently can be written again without a change of its times, so its hash is not cached.
CLOCK_NANOSECONDS = 2_000_000_000
#: Offsets in superblocks of HDF5, by version: size of addresses, base address, end of file; all with 8-byte addresses.
SUPERBLOCKS = {0: (13, 24, 40), 1: (13, 28, 44), 2: (9, 12, 28), 3: (9, 12, 28)}
Version = tuple[int, ...]


def check_integrity(path: Path) -> Version:
    """ResultError if the checksum does not match; a file without a footer passes. Returns the version of the file.

    A file is hashed once as long as it does not change.
    """
    version = version_of(path)
    changed = max(version[-2:])
    if time.time_ns() - changed < CLOCK_NANOSECONDS:
        _check(path, version)
    else:
        _check_once(path, version)
    return version


def check_unchanged(path: Path, version: Version) -> None:
    """ResultError if the file changed since it was checked."""
    if version_of(path) != version:
        raise ResultError(f"{path}: has changed since it was opened; open it again")


def version_of(path: Path) -> Version:
    """Identity of the file, its size, and the times of its last changes."""
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
            intact = _is_intact(file)
    except OSError as error:
        raise ResultError(f"{path}: {error.strerror or error}") from error
    if not intact:
        raise ResultError(f"{path}: is damaged: its checksum does not match its content")
    check_unchanged(path, version)


def _is_intact(file: BinaryIO) -> bool:
    """Whether the checksum matches; without a footer, whether the file ends where HDF5 records its end."""
    length = os.fstat(file.fileno()).st_size
    if length < FOOTER_BYTES:
        return True
    file.seek(length - FOOTER_BYTES)
    footer = file.read(FOOTER_BYTES)
    if footer.startswith(MARK):
        return footer[len(MARK) :] == _hash_of_first(length - FOOTER_BYTES, file)
    if sum(a == b for a, b in zip(footer, MARK)) >= SIMILAR or MARK in footer:
        return False
    end = _end_in_hdf5(file)
    return end is None or length <= end


def _hash_of_first(size: int, file: BinaryIO) -> bytes:
    """XXH3-128 as the program writes it: the high half, then the low half, least significant byte first."""
    hasher = xxhash.xxh3_128()
    piece = memoryview(bytearray(PIECE_BYTES))  # reused: allocating a new one for each piece takes half the time
    file.seek(0)
    while size > 0 and (read := file.readinto(piece[: min(size, PIECE_BYTES)])):
        hasher.update(piece[:read])
        size -= read
    high, low = divmod(hasher.intdigest(), 1 << 64)
    return struct.pack("<QQ", high, low)


def _end_in_hdf5(file: BinaryIO) -> int | None:
    """End of the file by its superblock: a truncated or unrecognisable footer lies after it. None for an unknown layout."""
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
