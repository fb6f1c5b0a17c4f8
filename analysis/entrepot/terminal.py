"""What commands print. Control sequences in texts of files are escaped, so that they never control the terminal."""

from __future__ import annotations

import logging
import sys
import unicodedata
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

#: Characters that reorder the text around them, so that what is read is not what is there (embeddings, overrides, isolates).
REORDERING = range(0x202A, 0x202F), range(0x2066, 0x206A)

#: Messages that the running command has printed once; None in a library.
_printed: ContextVar[set[str] | None] = ContextVar("printed", default=None)


def printable(text: object, *, keep: str = "\n\t") -> str:
    """The text with control characters as visible escapes: `\\x1b`, `\\u202e`. Those of `keep` stay."""
    shown = str(text)
    if shown.isprintable():
        return shown
    return "".join(c if c in keep or not _is_control(c) else _escaped(c) for c in shown)


def one_line(text: object) -> str:
    """The same in one line."""
    return printable(" ".join(str(text).split()), keep="")


def _is_control(character: str) -> bool:
    category = unicodedata.category(character)
    if category in ("Cc", "Cs", "Zl", "Zp"):
        return True
    return any(ord(character) in reordering for reordering in REORDERING)


def _escaped(character: str) -> str:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # a byte of a file's name that is not UTF-8
        code -= 0xDC00
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def print_text(text: object, *, end: str = "\n") -> None:
    """Print on standard output."""
    print(printable(text), end=end)


def print_warning(text: object) -> None:
    _print_message("warning", text)


def warn_once(text: str) -> None:
    """Warn, once in a command; in a library, as a warning of Python."""
    if _printed.get() is None:
        warnings.warn(text, stacklevel=2)
    elif _is_new(text):
        print_warning(text)


def print_note(text: object) -> None:
    _print_message("note", text)


def print_note_once(text: str) -> None:
    if _is_new(text):
        print_note(text)


def _is_new(text: str) -> bool:
    printed = _printed.get()
    new = printed is None or text not in printed
    if printed is not None:
        printed.add(text)
    return new


def print_error(text: object) -> None:
    """A line for each error in the text."""
    _print_message("error", text)


def _print_message(kind: str, text: object) -> None:
    for line in str(text).split("\n"):
        print(f"entrepot: {kind}: {printable(line, keep='')}", file=sys.stderr)


@contextmanager
def command_line() -> Iterator[None]:
    """While a command runs: no warnings of libraries for developers, unless Python was asked for them (-W, PYTHONWARNINGS), and
    an escape for every character that the terminal cannot show."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    with warnings.catch_warnings():
        if not sys.warnoptions:
            warnings.simplefilter("ignore")
        before = _printed.set(set())
        try:
            yield
        finally:
            _printed.reset(before)
