"""Exporting a result file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from entrepot.calibration import is_calibration, open_calibration
from entrepot.csv_tables import EXACT, Dialect
from entrepot.errors import ResultError
from entrepot.export import calibration_tables, run_tables, sweep_tables
from entrepot.export.datapackage import files_of
from entrepot.export.formats import FORMATS, Format
from entrepot.export.tables import Package
from entrepot.files import whole_file, whole_folder
from entrepot.result import open_result
from entrepot.sweep import is_sweep, open_sweep


@dataclass(frozen=True)
class Exported:
    """What was written, and what a reader may look for and not find."""

    path: Path
    tables: list[str]
    notes: list[str]


def export(
    source: str | Path,
    to: str | Path | None = None,
    *,
    format: str = "csv",
    outputs: Sequence[str] | None = None,
    groups: Sequence[str] | None = None,
    force: bool = False,
    dialect: Dialect = EXACT,
) -> Exported:
    """Write the result of a run, a sweep or a calibration as tidy tables.

    to: a folder (csv, parquet) or a file (sqlite); by default named after the result, beside it. It has its name only
    when it is whole. outputs, groups: by default all. force: replaces an earlier export. dialect: of CSV, exact or one of
    `entrepot.csv_tables.SPREADSHEETS`.
    Raises ResultError if the source is no result, `to` exists, or the format cannot be written here, and MissingData
    for outputs or groups that are not in the file.
    """
    source, chosen = Path(source), FORMATS[format]
    chosen.check()
    if dialect.for_spreadsheets and chosen.name != "csv":
        raise ResultError(f"--spreadsheet is for --format csv, not for {chosen.name}")
    path = Path(to) if to is not None else source.with_name(f"{source.stem}{chosen.suffix}")
    _check_free(path, chosen, force)
    with _package(source, outputs, groups) as package:
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_folder(path) if chosen.is_folder else whole_file(path) as draft:
            notes = chosen.write(package, draft, dialect)
    return Exported(path, [t.name for t in package.tables], [*package.notes, *notes])


@contextmanager
def _package(source: Path, outputs: Sequence[str] | None, groups: Sequence[str] | None) -> Iterator[Package]:
    """The tables, while the result is open."""
    if is_sweep(source):
        yield sweep_tables.package(open_sweep(source), outputs, groups)
        return
    if is_calibration(source):
        yield calibration_tables.package(open_calibration(source), outputs, groups)
        return
    with open_result(source) as result:
        yield run_tables.package(result, outputs, groups)


def _check_free(path: Path, chosen: Format, force: bool) -> None:
    """Existing files are replaced only with --force, and only if an export wrote all of them."""
    if not path.exists() or (chosen.is_folder and path.is_dir() and not any(path.iterdir())):
        return
    if path.is_dir() != chosen.is_folder:
        found, needed = ("directory", "file") if path.is_dir() else ("file", "directory")
        raise ResultError(f"{path}: is a {found}; {chosen.name} needs a {needed}")
    if not force:
        raise ResultError(f"{path}: exists; --force replaces it")
    if chosen.is_folder:
        _check_is_export(path)


def _check_is_export(folder: Path) -> None:
    written = files_of(folder)
    if written is None:
        raise ResultError(f"{folder}: is not an export, so it is not replaced")
    others = sorted(found.name for found in folder.iterdir() if found.name not in written)
    if others:
        raise ResultError(f"{folder}: contains files that no export wrote, so it is not replaced: {', '.join(others)}")
