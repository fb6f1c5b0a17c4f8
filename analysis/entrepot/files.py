"""Files that appear under their name only when they are complete, and hashes of files.

Python writes these itself because the program has handed over to it: figures, pages, CSV and SQLite.
"""

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
from entrepot.terminal import print_note, print_note_once, print_text


def sha256_of(path: Path) -> str:
    """64 hex digits over the bytes of a file."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def check_place(path: Path) -> None:
    """ResultError if no file can be written there, before any work is done for it."""
    if path.is_dir():
        raise ResultError(f"{path}: is a directory")
    if not path.parent.is_dir():
        raise ResultError(f"{path}: folder '{path.parent}' does not exist")


def write_whole(path: Path, text: str) -> None:
    """Write under a temporary name and rename, so that no partial file is ever visible."""
    with whole_file(path) as draft:
        # Names of files in the text may not be UTF-8. Line ends stay as they are.
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
    """The same for a folder. An existing one is renamed, and removed when the new one has its name."""
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
    """Make errors of the system name the file itself: they name its draft or, on a full disk, nothing."""
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
    """Wait until a file, or the names in a folder, are on disk, so that a named file survives a crash."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def put(path: Path | None, writers: Mapping[str, Callable[..., str | pd.DataFrame]], *what: object, dialect: Dialect = EXACT) -> None:
    """Write to a file in the format of its suffix and print its name, or print as Markdown. Tables become CSV."""
    if path is None or path.suffix != ".csv":
        _refuse_for_text(dialect)
    if path is None:
        print_text(writers[".md"](*what), end="")
        return
    made = writers[path.suffix](*what)
    if isinstance(made, str):
        write_whole(path, made)
    else:
        write_table(path, made, dialect)
    print_text(path)


def _refuse_for_text(dialect: Dialect) -> None:
    if dialect.for_spreadsheets:
        raise ResultError("--spreadsheet is for CSV: write to a file that ends in .csv")


def write_table(path: Path, table: pd.DataFrame, dialect: Dialect) -> None:
    """Write a table as CSV, with notes on what a spreadsheet would change."""

    def note(text: str) -> None:
        if text == SOME_FORMULAS:
            print_note_once(text)
        else:
            print_note(f"{path}: {text}")

    write_whole(path, csv_text(table, dialect, note))
