"""Exported tables, independent of the format: named and described columns, and the description of the package."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from entrepot import hdf5
from entrepot.errors import MissingData
from entrepot.hdf5 import text


@dataclass(frozen=True)
class Field:
    """A column."""

    name: str
    type: str  #: of Table Schema: `integer`, `number`, `string` or `date`
    description: str
    unit: str = ""  #: empty for labels, dates and texts; `1` for ratios


@dataclass(frozen=True)
class Table:
    """A table. Its rows come in parts, so that no more than one has to be in memory."""

    name: str  #: lower case, digits and underscores
    title: str
    description: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]  #: columns that identify a row; empty if none do
    parts: Callable[[], Iterator[pd.DataFrame]]

    @staticmethod
    def of_frame(
        name: str, title: str, description: str, fields: Sequence[Field], key: Sequence[str], frame: pd.DataFrame
    ) -> Table:
        """A table that is in memory; its columns are put in the order of the fields."""
        columns = [f.name for f in fields]
        return Table(name, title, description, tuple(fields), tuple(key), lambda: iter([frame[columns]]))

    @staticmethod
    def of_rows(
        name: str, title: str, description: str, fields: Sequence[Field], key: Sequence[str], rows: Sequence[tuple]
    ) -> Table:
        """The same of rows, each with a value a field."""
        frame = pd.DataFrame(rows, columns=[f.name for f in fields])
        return Table.of_frame(name, title, description, fields, key, frame)


@dataclass(frozen=True)
class Package:
    """All tables of an export."""

    name: str  #: lower case; of the result file
    title: str
    description: str
    created: str  #: ISO time at which the result was made; empty if the file does not say
    attributes: dict[str, Any]  #: root attributes of the result file
    tables: list[Table]
    notes: list[str] = field(default_factory=list)  #: what a reader may look for and not find


def package_name(path: Path) -> str:
    """The file's name as Frictionless wants it: lower-case letters, digits, `.`, `-` and `_`."""
    kept = [c if c.isascii() and (c.isalnum() or c in "._-") else "-" for c in path.stem.lower()]
    return "".join(kept).strip("-") or "result"


def root_attributes(path: Path) -> dict[str, Any]:
    """The root attributes of a result file, as plain numbers and texts."""
    return hdf5.reading(path, lambda file: {name: _plain(value) for name, value in file.attrs.items()})


def of_groups(
    attributes: dict[str, Any], made: Mapping[str, Callable[[], list[Table]]], groups: Sequence[str] | None
) -> list[Table]:
    """What the result file is, and the tables of the groups, by default all."""
    chosen = [make for group, make in made.items() if groups is None or group in groups]
    return [about(attributes), *(table for make in chosen for table in make())]


def about(attributes: dict[str, Any]) -> Table:
    """The root attributes as a table, for formats that have no other place for them."""
    fields = (
        Field("attribute", "string", "Root attribute of the result file (docs/reference/result-file.md)."),
        Field("value", "string", "Its value, as text."),
    )
    frame = pd.DataFrame({"attribute": list(attributes), "value": [str(value) for value in attributes.values()]})
    return Table.of_frame("about", "About the result", "What ran, and how it ended.", fields, ["attribute"], frame)


def type_of(values: np.ndarray | pd.Series) -> str:
    """The type of Table Schema of a column."""
    kinds = {"i": "integer", "u": "integer", "f": "number", "M": "date"}
    return kinds.get(getattr(values.dtype, "kind", "O"), "string")


def check_known(path: Path, what: str, wanted: Iterable[str], known: Iterable[str]) -> None:
    """MissingData for the first of the wanted names that is not known, with the nearest name."""
    names = list(known)
    for name in wanted:
        if name not in names:
            close = difflib.get_close_matches(name, names, n=1)
            meant = f"; did you mean {close[0]}?" if close else f"; there are {', '.join(names)}"
            raise MissingData(f"{path}: has no {what} {name}{meant}")


def _plain(value: Any) -> Any:
    if isinstance(value, (np.generic, np.ndarray)):
        return value.tolist()
    return text(value)
