"""The formats of an export. Each writes all tables of a package to a folder, or to one file, under a temporary name."""

from __future__ import annotations

import errno
import importlib.util
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from entrepot.csv_tables import EXACT, USE_SPREADSHEET, Dialect, Writer
from entrepot.errors import ResultError
from entrepot.export.datapackage import CSV, FILE_NAME, describe
from entrepot.export.tables import Field, Package, Table

PARQUET_ENGINES = ("pyarrow", "fastparquet")


@dataclass(frozen=True)
class Format:
    """How a package is written."""

    name: str
    suffix: str  #: of the default name: after the result file's own without `.h5`
    is_folder: bool
    write: Callable[[Package, Path, Dialect], list[str]]  #: returns notes for the reader of the tables
    check: Callable[[], None] = lambda: None  #: raises ResultError if it cannot be written on this machine


# ---- CSV -----------------------------------------------------------------------------------------------------------


def _write_csv(package: Package, folder: Path, dialect: Dialect) -> list[str]:
    notes, formulas = [], []
    for table in package.tables:
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
            writer = Writer(file, [f.name for f in table.fields], dialect)
            for part in table.parts():
                writer.add(_with_iso_dates(part))
        notes += [f"{table.name}.csv: {note}" for note in writer.notes]
        formulas += [f"{table.name}.csv"] if writer.runs_as_formula else []
    _write_description(package, folder, "csv", CSV, dialect)
    if formulas:
        notes.append(f"a spreadsheet would run cells of {', '.join(formulas)} as formulas; {USE_SPREADSHEET}")
    return notes


# ---- Parquet -------------------------------------------------------------------------------------------------------


def _write_parquet(package: Package, folder: Path, _: Dialect) -> list[str]:
    for table in package.tables:
        parts = list(table.parts())
        frame = pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0]
        frame.to_parquet(folder / f"{table.name}.parquet", index=False)
    _write_description(package, folder, "parquet", "application/vnd.apache.parquet", EXACT)
    return []


def _check_parquet() -> None:
    if not any(importlib.util.find_spec(engine) for engine in PARQUET_ENGINES):
        raise ResultError(
            f"Parquet needs the Python package {' or '.join(PARQUET_ENGINES)}, and neither is installed; Debian 12 has "
            "no package of them (a virtual environment with system packages and pip has); --format sqlite needs nothing"
        )


# ---- SQLite --------------------------------------------------------------------------------------------------------

#: A REAL column would make 0.0 of -0.0; a column without a type keeps every number as it is.
SQLITE_TYPES = {"integer": "INTEGER", "number": "", "string": "TEXT", "date": "TEXT"}


def _write_sqlite(package: Package, path: Path, _: Dialect) -> list[str]:
    try:
        _fill_sqlite(package, path)
        return []
    except (sqlite3.OperationalError, pd.errors.DatabaseError) as error:  # a full disk, in words of its own
        raise OSError(errno.EIO, str(error)) from error


def _fill_sqlite(package: Package, path: Path) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("PRAGMA journal_mode = OFF")  # the file has no name yet: if this fails it is thrown away
        _sqlite_descriptions(package, database)
        for table in package.tables:
            columns = {name: SQLITE_TYPES[f.type] for f, name in _sqlite_columns(table)}
            for part in table.parts():
                frame = _with_iso_dates(part).set_axis(list(columns), axis="columns")
                frame.to_sql(table.name, database, if_exists="append", index=False, dtype=columns)


def _sqlite_descriptions(package: Package, database: sqlite3.Connection) -> None:
    """The descriptions of datapackage.json, as tables."""
    database.execute("CREATE TABLE tables (name TEXT PRIMARY KEY, title TEXT, description TEXT)")
    tables = [(t.name, t.title, t.description) for t in package.tables]
    database.executemany("INSERT INTO tables VALUES (?, ?, ?)", tables)
    database.execute(
        "CREATE TABLE fields (table_name TEXT, name TEXT, type TEXT, unit TEXT, description TEXT, "
        "PRIMARY KEY (table_name, name))"
    )
    fields = [(t.name, name, f.type, f.unit, f.description) for t in package.tables for f, name in _sqlite_columns(t)]
    database.executemany("INSERT INTO fields VALUES (?, ?, ?, ?, ?)", fields)


def _sqlite_columns(table: Table) -> list[tuple[Field, str]]:
    """The fields with names for SQLite, to which `Kyc` and `kyc` are the same: the second has a number behind it."""
    taken: set[str] = set()
    named = []
    for field in table.fields:
        name, number = field.name, 1
        while name.lower() in taken:
            number += 1
            name = f"{field.name} ({number})"
        taken.add(name.lower())
        named.append((field, name))
    return named


# ---- what they share -----------------------------------------------------------------------------------------------


def _with_iso_dates(frame: pd.DataFrame) -> pd.DataFrame:
    dates = [name for name, column in frame.items() if column.dtype.kind == "M"]
    return frame.assign(**{name: _iso_dates(frame[name]) for name in dates})


def _iso_dates(days: pd.Series) -> pd.Categorical:
    """Each day is written once: there are few, on many rows."""
    codes, different = pd.factorize(days.dt.normalize())
    return pd.Categorical.from_codes(codes, pd.DatetimeIndex(different).strftime("%Y-%m-%d"))


def _write_description(package: Package, folder: Path, suffix: str, media_type: str, dialect: Dialect) -> None:
    described = describe(package, {t.name: folder / f"{t.name}.{suffix}" for t in package.tables}, media_type, dialect)
    (folder / FILE_NAME).write_text(json.dumps(described, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


FORMATS = {
    f.name: f
    for f in (
        Format("csv", "-csv", True, _write_csv),
        Format("sqlite", ".sqlite", False, _write_sqlite),
        Format("parquet", "-parquet", True, _write_parquet, _check_parquet),
    )
}
