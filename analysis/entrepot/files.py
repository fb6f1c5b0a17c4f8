"""Writing files whole, and telling them apart."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from entrepot.csv_tables import EXACT, SOME_FORMULAS, Dialect, csv_text
from entrepot.errors import ResultError
from entrepot.terminal import note, note_once, say


def sha256_of(path: Path) -> str:
    """64 hex digits over the bytes of a file."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def check_place(path: Path) -> None:
    """ResultError if no file can stand there: the work for it must not end in that."""
    if path.is_dir():
        raise ResultError(f"{path}: is a directory")
    if not path.parent.is_dir():
        raise ResultError(f"{path}: there is no folder '{path.parent}'")


def write_whole(path: Path, text: str) -> None:
    """Write under a temporary name and rename, so that no half file is ever seen."""
    with whole_file(path) as draft:
        # A name of a file may be no UTF-8. Line ends stay as they are.
        draft.write_text(text, encoding="utf-8", errors="backslashreplace", newline="")


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A temporary name beside `path` to write to. The file gets its own name at the end, or is removed on an error."""
    with _errors_naming(path):
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        os.close(handle)
        try:
            yield Path(temporary)
            os.chmod(temporary, 0o644)
            _sync(Path(temporary))
            os.replace(temporary, path)
            _sync(path.parent)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """The same for a folder. One that is there already is moved aside, and removed when the new one has its name."""
    with _errors_naming(path):
        draft = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}."))
        try:
            yield draft
            os.chmod(draft, 0o755)
            for file in (*draft.iterdir(), draft):
                _sync(file)
            _take_the_place(draft, path)
            _sync(path.parent)
        finally:
            shutil.rmtree(draft, ignore_errors=True)


@contextmanager
def _errors_naming(path: Path) -> Iterator[None]:
    """Errors of the system name the file that was wanted: not its draft, and not nothing, as those of a full disk do."""
    try:
        yield
    except OSError as error:
        of_draft = error.filename is None or f".{path.name}." in str(error.filename)
        if error.errno is None or not of_draft:
            raise
        raise OSError(error.errno, error.strerror, str(path)) from error


def _take_the_place(draft: Path, path: Path) -> None:
    if not path.exists():
        os.rename(draft, path)
        return
    aside = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}.old."))
    os.rename(path, aside)
    try:
        os.rename(draft, path)
    except BaseException:
        os.rename(aside, path)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _sync(path: Path) -> None:
    """Wait until a file is on the disk, or the names in a folder: what has a name must be there, should the machine go down."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def put(path: Path | None, writers: Mapping[str, Callable[..., str | pd.DataFrame]], *what: object, dialect: Dialect = EXACT) -> None:
    """Write to a file in the format of its suffix and say its name, or print as Markdown. Tables become CSV."""
    if path is None or path.suffix != ".csv":
        _refuse_for_text(dialect)
    if path is None:
        say(writers[".md"](*what), end="")
        return
    made = writers[path.suffix](*what)
    if isinstance(made, str):
        write_whole(path, made)
    else:
        write_table(path, made, dialect)
    say(path)


def _refuse_for_text(dialect: Dialect) -> None:
    if dialect.for_spreadsheets:
        raise ResultError("--spreadsheet is for CSV: name a file that ends in .csv with -o")


def write_table(path: Path, table: pd.DataFrame, dialect: Dialect) -> None:
    """Write a table as CSV, and note what a spreadsheet would make of it."""

    def say_of(said: str) -> None:
        if said == SOME_FORMULAS:
            note_once(said)
        else:
            note(f"{path}: {said}")

    write_whole(path, csv_text(table, dialect, say_of))
