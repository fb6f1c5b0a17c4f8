"""CSV for programs, exact to the last bit, and CSV for spreadsheets, in which no text is run as a formula."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import IO, Any

import numpy as np
import pandas as pd


BOM = "\ufeff"
LONGEST_CELL, MOST_ROWS = 32_767, 1_048_576  #: of Excel; LibreOffice has more
#: Where a formula may begin: in front of a cell, or behind what another separator would make the front of one, past blanks and
#: quotes. Excel takes the full-width signs of East Asian keyboards too.
FORMULA = re.compile("(^|[,;|\\t\\r\\n])([\\s\"'\u200b\u2060\ufeff]*)(?=[=+\\-@＝＋－＠])|^(?=[\\t\\r])")
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
USE_SPREADSHEET = "--spreadsheet writes tables that are safe to open in one"
SOME_FORMULAS = f"a spreadsheet would run some cells as formulas; {USE_SPREADSHEET}"


@dataclass(frozen=True)
class Dialect:
    """How tables are written."""

    separator: str = ","
    decimal: str = "."
    line_end: str = "\n"
    for_spreadsheets: bool = False

    @property
    def mark(self) -> str:
        """By which a spreadsheet knows UTF-8."""
        return BOM if self.for_spreadsheets else ""


EXACT = Dialect()
SPREADSHEETS = {
    "comma": Dialect(line_end="\r\n", for_spreadsheets=True),
    "semicolon": Dialect(";", ",", "\r\n", for_spreadsheets=True),
}


def dialect_of(spreadsheet: bool, separator: str) -> Dialect:
    """For a spreadsheet with that separator (empty: comma), or exact."""
    return SPREADSHEETS[separator or "comma"] if spreadsheet else EXACT


class Writer:
    """Writes a table to a file, and keeps notes for its reader."""

    def __init__(self, file: IO[str], names: Iterable[str], dialect: Dialect, infinity: str = "INF"):
        self._file = file
        self._dialect = dialect
        self._infinity = infinity
        self._returns = False
        self._lines = 1
        self._cut = False
        self._formulas = False
        head = pd.DataFrame([[self._text(str(name)) for name in names]])
        file.write(dialect.mark)
        self._write(head)

    def add(self, frame: pd.DataFrame) -> None:
        """Rows, in the order of the names."""
        self._lines += len(frame)
        columns = [self._column(frame.iloc[:, at]) for at in range(frame.shape[1])]
        self._write(pd.DataFrame(dict(enumerate(columns)), index=frame.index, columns=range(frame.shape[1])))

    @property
    def runs_as_formula(self) -> bool:
        """Whether a spreadsheet would run a cell; never if it was written for one."""
        return self._formulas

    @property
    def notes(self) -> list[str]:
        """Parts of the table that a spreadsheet does not show."""
        if not self._dialect.for_spreadsheets:
            return []
        notes = ["texts of more than 32,767 characters are cut: Excel has no longer cells"] if self._cut else []
        if self._lines > MOST_ROWS:
            notes.append(f"has {self._lines:,} lines, of which Excel shows the first {MOST_ROWS:,}")
        return notes

    def _write(self, frame: pd.DataFrame) -> None:
        how: dict[str, Any] = {"header": False, "index": False, "sep": self._dialect.separator}
        if self._dialect.line_end == "\n" and self._returns:
            # Python quotes a carriage return only where one ends lines.
            frame.to_csv(_LineEnds(self._file), lineterminator="\r\n", **how)
        else:
            frame.to_csv(self._file, lineterminator=self._dialect.line_end, **how)

    def _column(self, column: pd.Series) -> pd.Series:
        if column.dtype.kind == "M":
            return column.dt.strftime("%Y-%m-%d")
        if column.dtype.kind == "f":
            return self._numbers(column)
        if isinstance(column.dtype, pd.CategoricalDtype):
            labels = np.array([self._cell(label) for label in column.cat.categories] + [None], dtype=object)
            return pd.Series(labels[column.cat.codes.to_numpy()], index=column.index, dtype=object)
        return column.map(self._cell) if column.dtype.kind == "O" else column

    def _numbers(self, column: pd.Series) -> pd.Series:
        """pandas writes numbers with repr, so that none is lost; decimal commas it would round."""
        if self._dialect.decimal == "." and not np.isinf(column).any():
            return column
        return column.astype(object).map(self._cell)

    def _cell(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._text(value)
        if not isinstance(value, float) or np.isnan(value):
            return value
        if np.isinf(value):
            return self._infinity if value > 0 else f"-{self._infinity}"
        return repr(float(value)).replace(".", self._dialect.decimal)

    def _text(self, text: str) -> str:
        self._returns = self._returns or "\r" in text
        if not self._dialect.for_spreadsheets:
            self._formulas = self._formulas or is_formula(text)
            return text
        made = guarded(text)
        self._cut = self._cut or len(made) > LONGEST_CELL
        return made if len(made) <= LONGEST_CELL else made[: LONGEST_CELL - 1] + "…"


class _LineEnds:
    """Lines that end in CR LF, written with LF alone; csv gives one at a time."""

    def __init__(self, file: IO[str]):
        self._file = file

    def write(self, text: str) -> None:
        self._file.write(text.removesuffix("\r\n") + "\n")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet that opens the table as it is written runs the cell."""
    return not NUMBER.fullmatch(text) and bool(FORMULA.match(text))


def guarded(text: str) -> str:
    """The text with an apostrophe wherever a spreadsheet could read a formula. Numbers stay."""
    return text if NUMBER.fullmatch(text) else FORMULA.sub(r"\1'\2", text)


def csv_text(frame: pd.DataFrame, dialect: Dialect, note: Callable[[str], None]) -> str:
    """A table as CSV; `note` is called with remarks for the reader, SOME_FORMULAS among them."""
    file = io.StringIO(newline="")
    writer = Writer(file, frame.columns, dialect, "inf")
    writer.add(frame)
    for text in writer.notes:
        note(text)
    if writer.runs_as_formula:
        note(SOME_FORMULAS)
    return file.getvalue()
