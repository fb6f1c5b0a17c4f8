"""What a power cut would leave of a folder, by a record of what was done to it (tests/faults/record.c).

A disk keeps what it was told to flush: bytes of a file once the file was, names once their folder was. Of the rest it may keep
anything: nothing, all, what came first, or some of it in any order, a write in part. Nothing is said of the disk's own faults.
"""

from __future__ import annotations

import os
import pathlib
import random
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import faults
from program import ROOT

Deed = TypeVar("Deed")
#: Which of the deeds that were not flushed have reached the disk.
Survivors = Callable[[Sequence[Deed]], Sequence[Deed]]


def build_recorder(folder: pathlib.Path) -> pathlib.Path | None:
    """The library of tests/faults/record.c; None without a C compiler."""
    return faults.build_library("record", folder)


@dataclass
class File:
    """What is on the disk for sure, and what was done to it since."""

    flushed: bytes = b""
    since: list[tuple[int, bytes | None]] = field(default_factory=list)  #: bytes at a place, or None: cut there

    def flush(self) -> None:
        self.flushed, self.since = after(self.flushed, self.since), []


@dataclass
class Folder:
    flushed: dict[str, File | Folder] = field(default_factory=dict)
    since: list[dict[str, File | Folder | None]] = field(default_factory=list)  #: names and what they stand for: one deed

    def now(self) -> dict[str, File | Folder]:
        return named(self.flushed, self.since)

    def flush(self) -> None:
        self.flushed, self.since = self.now(), []


def after(content: bytes, deeds: Sequence[tuple[int, bytes | None]]) -> bytes:
    done = bytearray(content)
    for at, written in deeds:
        if len(done) < at:
            done.extend(bytes(at - len(done)))
        if written is None:
            del done[at:]
        else:
            done[at : at + len(written)] = written
    return bytes(done)


def named(names: dict, deeds: Sequence[dict]) -> dict:
    done = dict(names)
    for deed in deeds:
        done.update(deed)
    return {name: node for name, node in done.items() if node is not None}


class Disk:
    """A folder, as the deeds of a record leave it one after the other."""

    def __init__(self, path: pathlib.Path, nodes: dict[int, File | Folder]):
        """`nodes`: by inode, the folder among them."""
        self.path = path
        self.nodes = dict(nodes)
        self.root = self.nodes[path.stat().st_ino]

    def do(self, deed: str) -> None:
        what, *words = deed.split(" ")
        getattr(self, f"_{what}")(*words)

    def _create(self, inode: str, path: str) -> None:
        folder, name = self._place(path)
        if name not in folder.now():
            self._add(inode, path, File())

    def _mkdir(self, inode: str, path: str) -> None:
        self._add(inode, path, Folder())

    def _write(self, inode: str, at: str, data: str) -> None:
        self.nodes[int(inode)].since.append((int(at), bytes.fromhex(data)))

    def _truncate(self, inode: str, length: str) -> None:
        self.nodes[int(inode)].since.append((int(length), None))

    def _sync(self, inode: str) -> None:
        self.nodes[int(inode)].flush()

    def _rename(self, old: str, new: str) -> None:
        (folder, name), (target, new_name) = self._place(old), self._place(new)
        assert folder is target
        folder.since.append({name: None, new_name: folder.now()[name]})

    def _remove(self, path: str) -> None:
        folder, name = self._place(path)
        folder.since.append({name: None})

    def _add(self, inode: str, path: str, node: File | Folder) -> None:
        folder, name = self._place(path)
        self.nodes[int(inode)] = node
        folder.since.append({name: node})

    def _place(self, path: str) -> tuple[Folder, str]:
        *folders, name = pathlib.Path(path).relative_to(self.path).parts
        folder = self.root
        for part in folders:
            folder = folder.now()[part]
        return folder, name

    def leave(self, into: pathlib.Path, survivors: Survivors) -> None:
        """Make the folder that a power cut leaves now."""
        leave(self.root, into, survivors)


def leave(node: File | Folder, path: pathlib.Path, survivors: Survivors) -> None:
    if isinstance(node, File):
        path.write_bytes(after(node.flushed, survivors(node.since)))
        return
    path.mkdir(exist_ok=True)
    for name, below in named(node.flushed, survivors(node.since)).items():
        leave(below, path / name, survivors)


def nothing(deeds: Sequence[Deed]) -> Sequence[Deed]:
    return []


def everything(deeds: Sequence[Deed]) -> Sequence[Deed]:
    return deeds


def first(chance: random.Random) -> Survivors:
    """Those that came first, the last of them perhaps in part."""

    def survivors(deeds: Sequence[Deed]) -> Sequence[Deed]:
        kept = list(deeds[: chance.randint(0, len(deeds))])
        if kept:
            kept[-1] = in_part(kept[-1], chance)
        return kept

    return survivors


def some(chance: random.Random) -> Survivors:
    """Any of them, some in part."""

    def survivors(deeds: Sequence[Deed]) -> Sequence[Deed]:
        return [in_part(deed, chance) for deed in deeds if chance.random() < 0.5]

    return survivors


def in_part(deed: Deed, chance: random.Random) -> Deed:
    """A write, perhaps cut where a sector of the disk ends; names change at once or not at all."""
    if isinstance(deed, dict) or deed[1] is None or chance.random() < 0.5:
        return deed
    at, written = deed
    return (at, written[: (len(written) // 512) * chance.randint(0, 512) // 512 * 512])


@dataclass(frozen=True)
class Record:
    """What a command did to a folder that held some files before."""

    folder: pathlib.Path
    before: dict[str, tuple[int, bytes]]  #: by name: inode and content
    deeds: list[str]

    def disk(self, deeds: int) -> Disk:
        """After so many of them."""
        files = {name: File(content) for name, (_, content) in self.before.items()}
        nodes = {inode: files[name] for name, (inode, _) in self.before.items()}
        disk = Disk(self.folder, {**nodes, self.folder.stat().st_ino: Folder(dict(files))})
        for deed in self.deeds[:deeds]:
            disk.do(deed)
        return disk

    def turns(self) -> list[int]:
        """Numbers of deeds right after which something is flushed, named or taken away, and all of them."""
        others = {"write", "truncate"}
        return [*(at for at, deed in enumerate(self.deeds) if deed.split()[0] not in others), len(self.deeds)]


def cut(record: Record, chance: random.Random) -> tuple[int, Survivors]:
    """After how many deeds, and what survives: half of the cuts are at turns; in the worst case, the best, or between."""
    deeds = chance.choice(record.turns()) if chance.random() < 0.5 else chance.randint(0, len(record.deeds))
    return deeds, chance.choice([nothing, everything, first(chance), some(chance)])


def record(command: Sequence[object], folder: pathlib.Path, recorder: pathlib.Path, into: pathlib.Path) -> Record:
    """Run a command that writes to the folder alone. `into`: a file elsewhere."""
    before = {path.name: (path.stat().st_ino, path.read_bytes()) for path in folder.iterdir()}
    env = {"LD_PRELOAD": str(recorder), "RECORD_UNDER": str(folder), "RECORD_INTO": str(into), "PYTHONPATH": str(ROOT / "analysis")}
    subprocess.run([str(word) for word in command], env={**os.environ, **env}, check=True, timeout=300)
    return Record(folder, before, into.read_text().splitlines())
