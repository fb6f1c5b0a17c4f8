"""Fonts and directions of the scripts that names are written in.

DejaVu Sans has Latin, Greek, Cyrillic, Hebrew, Arabic, Armenian and Georgian letters. Other letters are taken from any font
of this machine that has them. Text in SVG stays text: the viewer has fonts of its own and shapes letters itself.
"""

from __future__ import annotations

import importlib.util
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache

import matplotlib
from matplotlib import font_manager
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import Formatter

from entrepot import terminal

BASE = "DejaVu Sans"
#: Tried before other fonts: small ones with Debian packages, and those of other systems.
PREFERRED = (
    "WenQuanYi Micro Hei", "Noto Sans CJK SC", "Noto Sans CJK JP", "Droid Sans Fallback", "Garuda", "Lohit Devanagari", "PingFang SC",
    "Microsoft YaHei", "Arial Unicode MS",
)  # fmt: skip
#: Debian's package for a script, by the first word of its letters' names in Unicode.
PACKAGES = {
    **dict.fromkeys(("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC", "FULLWIDTH"), "fonts-wqy-microhei"),
    "THAI": "fonts-tlwg-garuda-ttf",
    "DEVANAGARI": "fonts-lohit-deva",
}
ANY_OTHER = "fonts-noto-core"
NAMES = {"CJK": "Chinese", "HANGUL": "Korean", "HIRAGANA": "Japanese", "KATAKANA": "Japanese"}
#: Scripts whose letters change with their neighbours, which only SVG renders correctly.
SHAPED = {
    "DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM", "SINHALA", "KHMER", "MYANMAR", "TIBETAN",
}  # fmt: skip
SHAPERS = {"arabic_reshaper": "python3-arabic-reshaper", "bidi": "python3-bidi"}
#: For text in SVG, in the order in which a browser looks for them: of Debian and Android, Windows, macOS.
SVG_FAMILIES = (
    "Noto Sans CJK SC", "WenQuanYi Micro Hei", "Microsoft YaHei", "PingFang SC", "Malgun Gothic", "Apple SD Gothic Neo", "Noto Sans Thai",
    "Garuda", "Leelawadee UI", "Thonburi", "Noto Sans Arabic", "Segoe UI", "Geeza Pro", "Noto Sans Devanagari", "Lohit Devanagari", "Nirmala UI",
)  # fmt: skip


@contextmanager
def set_text(figure: Figure, *, as_text: bool) -> Iterator[None]:
    """While a figure is written: fonts that have its letters, and no control characters.

    as_text: the file keeps text as text (SVG). Otherwise letters are drawn here: right-to-left scripts are put in order, and
    warns of missing letters.
    """
    written = texts_of(figure)
    families, missing = choose_families("".join(text.get_text() for text in written))
    if not as_text:
        warn_of_scripts("".join(text.get_text() for text in written), missing)
    change = _shown if as_text else drawn
    with matplotlib.rc_context({"font.family": families}), _changed(figure, written, families, change):
        yield


def texts_of(figure: Figure) -> list[Text]:
    """All texts, including the labels of ticks."""
    ticks = [label for axis in _axes_of(figure) for label in axis.get_ticklabels()]
    return [*figure.findobj(Text), *ticks]


def _axes_of(figure: Figure) -> Iterator[Axis]:
    for axes in figure.axes:
        yield from (axes.xaxis, axes.yaxis)


@contextmanager
def _changed(figure: Figure, written: list[Text], families: list[str], change: Callable[[str], str]) -> Iterator[None]:
    """Texts and what formats ticks, changed and put back: a figure may be written more than once."""
    before = [(text, text.get_text(), text.get_fontfamily()) for text in written]
    formatters = [(axis, axis.get_major_formatter()) for axis in _axes_of(figure)]
    for text, written_text, _ in before:
        if not written_text.isascii() or not written_text.isprintable():
            text.set_text(change(written_text))
            text.set_fontfamily(families)
    for axis, formatter in formatters:
        axis.set_major_formatter(_Changed(formatter, change))
    try:
        yield
    finally:
        for text, written_text, family in before:
            text.set_text(written_text)
            text.set_fontfamily(family)
        for axis, formatter in formatters:
            axis.set_major_formatter(formatter)


class _Changed(Formatter):
    """Labels of ticks by another formatter, changed."""

    def __init__(self, inner: Formatter, change: Callable[[str], str]):
        self._inner = inner
        self._change = change

    def __call__(self, value: float, position: int | None = None) -> str:
        return self._change(self._inner(value, position))

    def format_ticks(self, values: Iterable[float]) -> list[str]:
        return [self._change(label) for label in self._inner.format_ticks(values)]

    def get_offset(self) -> str:
        return self._inner.get_offset()

    def set_locs(self, locs: Iterable[float]) -> None:
        self._inner.set_locs(locs)


# ---- fonts ---------------------------------------------------------------------------------------------------------


def choose_families(text: str) -> tuple[list[str], set[str]]:
    """Families that have the letters of a text, DejaVu Sans first; and the letters that no font of this machine has."""
    wanted = {c for c in text if c.isprintable() and not c.isascii() and unicodedata.category(c) not in ("Cf", "Zs")}
    wanted -= _letters(font_manager.findfont(BASE))
    families = [BASE]
    for family, path in _others() if wanted else ():
        found = wanted & _letters(path)
        if found:
            families.append(family)
            wanted -= found
        if not wanted:
            break
    return families, wanted


def _others() -> Iterator[tuple[str, str]]:
    """Upright fonts of this machine with their files, the most likely first. Matplotlib's own list may be older than a font."""
    manager = font_manager.fontManager
    yield from _ranked(manager.ttflist)
    known, count = {entry.fname for entry in manager.ttflist}, len(manager.ttflist)
    for path in font_manager.findSystemFonts():
        if path not in known:
            try:
                manager.addfont(path)
            except (RuntimeError, OSError, ValueError, KeyError, UnicodeError):  # whatever FreeType does not read
                continue
    yield from _ranked(manager.ttflist[count:])


def _ranked(entries: list[font_manager.FontEntry]) -> list[tuple[str, str]]:
    upright = [e for e in entries if e.style == "normal" and e.weight in (400, "normal", "regular", "book", 380)]

    def rank(entry: font_manager.FontEntry) -> tuple[int, bool, str]:
        preferred = PREFERRED.index(entry.name) if entry.name in PREFERRED else len(PREFERRED)
        return preferred, not entry.name.startswith("Noto Sans"), entry.name

    return [(e.name, e.fname) for e in sorted(upright, key=rank)]


@lru_cache(maxsize=4096)
def _letters(path: str) -> frozenset[str]:
    """Characters of a font; none of one that has only bitmaps, or cannot be read."""
    try:
        font = font_manager.get_font(path)
        return frozenset(map(chr, font.get_charmap())) if font.scalable else frozenset()
    except (RuntimeError, OSError, ValueError):
        return frozenset()


def portable(svg: str) -> str:
    """The same file wherever it is made: fonts for letters beyond DejaVu Sans are those that its readers may have."""
    families = ", ".join(f"'{family}'" for family in (BASE, *SVG_FAMILIES))
    return re.sub(rf"'{BASE}'(, '[^']*')+", f"{families}, sans-serif", svg)


# ---- warnings about scripts ------------------------------------------------------------------------------------------


def warn_of_print(page: str) -> None:
    """Warn once of letters of a page that no font of this machine has for the printer."""
    _, missing = choose_families(page)
    _warn_of_missing({c for c in missing if unicodedata.category(c)[0] in "LM"})


def _warn_of_missing(missing: set[str]) -> None:
    by_package: dict[str, set[str]] = {}
    for letter in missing:
        word = _script(letter)
        by_package.setdefault(PACKAGES.get(word, ANY_OTHER), set()).add(NAMES.get(word, word.capitalize()))
    for package, scripts in sorted(by_package.items()):
        terminal.warn_once(f"no font here has the {', '.join(sorted(scripts))} letters of a name, so they are drawn as boxes; the package {package} has them")


def warn_of_scripts(text: str, missing: set[str]) -> None:
    """Warn once of scripts that cannot be drawn correctly, with the remedy."""
    _warn_of_missing(missing)
    unshaped = sorted({_script(c).capitalize() for c in text if _script(c) in SHAPED})
    if unshaped:
        terminal.warn_once(f"{', '.join(unshaped)} letters are not joined in PNG and PDF figures; SVG figures and the report join them")
    absent = absent_shapers()
    if absent and any(map(_is_right_to_left, text)):
        terminal.warn_once(f"Arabic and Hebrew names run from left to right and unjoined in PNG and PDF figures; install {' and '.join(absent)} to set them right")


@lru_cache(maxsize=4096)
def _script(character: str) -> str:
    """The first word of a character's name, which is that of its script."""
    return "" if character.isascii() else unicodedata.name(character, "UNNAMED").partition(" ")[0].partition("-")[0]


# ---- right to left -------------------------------------------------------------------------------------------------


def absent_shapers() -> list[str]:
    """Debian's packages that right-to-left scripts need and that are not here."""
    return [package for module, package in SHAPERS.items() if importlib.util.find_spec(module) is None]


def _shown(text: str) -> str:
    return terminal.printable(text.replace("\t", " "), keep="\n")


def drawn(text: str) -> str:
    """A text as a program writes it that sets letters from left to right, without a form for each place in a word."""
    shown = _shown(text)
    if not any(map(_is_right_to_left, shown)) or absent_shapers():
        return shown
    from arabic_reshaper import reshape
    from bidi.algorithm import get_display

    return "\n".join(get_display(reshape(line)) for line in shown.split("\n"))


def _is_right_to_left(character: str) -> bool:
    return unicodedata.bidirectional(character) in ("R", "AL")
