"""What commands print. Text of files is shown as it is, but never acts on the terminal: control sequences are written out."""

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

#: What the command that runs has advised; None in a library.
_advised: ContextVar[set[str] | None] = ContextVar("advised", default=None)


def printable(text: object, *, keep: str = "\n\t") -> str:
    """The text with control characters as visible escapes: `\\x1b`, `\\u202e`. Those of `keep` stay."""
    said = str(text)
    if said.isprintable():
        return said
    return "".join(c if c in keep or not _acts(c) else _escaped(c) for c in said)


def one_line(text: object) -> str:
    """The same in one line."""
    return printable(" ".join(str(text).split()), keep="")


def _acts(character: str) -> bool:
    category = unicodedata.category(character)
    if category in ("Cc", "Cs", "Zl", "Zp"):
        return True
    return any(ord(character) in reordering for reordering in REORDERING)


def _escaped(character: str) -> str:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # a byte of a file's name that is not UTF-8
        code -= 0xDC00
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def say(text: object, *, end: str = "\n") -> None:
    """Print on standard output."""
    print(printable(text), end=end)


def warn(text: object) -> None:
    """A warning of our own."""
    _complain("warning", text)


def advise(text: str) -> None:
    """A warning that is said once in a command; to those who use the package as a library it is one of Python's."""
    if _advised.get() is None:
        warnings.warn(text, stacklevel=2)
    elif _is_new(text):
        warn(text)


def note(text: object) -> None:
    _complain("note", text)


def note_once(text: str) -> None:
    """A note that is made once in a command."""
    if _is_new(text):
        note(text)


def _is_new(text: str) -> bool:
    said = _advised.get()
    new = said is None or text not in said
    if said is not None:
        said.add(text)
    return new


def complain(text: object) -> None:
    """An error: a line for each that there is."""
    _complain("error", text)


def _complain(kind: str, text: object) -> None:
    for line in str(text).split("\n"):
        print(f"entrepot: {kind}: {printable(line, keep='')}", file=sys.stderr)


@contextmanager
def command_line() -> Iterator[None]:
    """While a command runs, the libraries below keep to themselves what they warn developers of, unless python was asked
    for warnings (-W, PYTHONWARNINGS); and no character is one that the terminal cannot show."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    with warnings.catch_warnings():
        if not sys.warnoptions:
            warnings.simplefilter("ignore")
        before = _advised.set(set())
        try:
            yield
        finally:
            _advised.reset(before)
