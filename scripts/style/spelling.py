"""Words that hunspell does not know, in text for people. Code, links, names with digits and abbreviations are passed over."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

WORDS = Path(__file__).resolve().parent / "words.txt"

#: A part of a page in which words are not checked.
NOT_PROSE = re.compile(
    r"^(?P<fence>`{3,}|~{3,}).*?^(?P=fence)|<!--.*?-->|^(?: {4}|\t)[^\n]*$|(?P<ticks>`+)(?:(?!\n\n).)*?(?P=ticks)(?!`)"
    r"|(?<=\]\()[^)\s]*(?=[\s)])|<[^<>\n]*>|\b[a-z]+://\S+|&\w+;|\*(?=\w)|(?<=\w)\*",
    re.MULTILINE | re.DOTALL,
)
TEMPLATE = re.compile(r"\{[{%#].*?[}%#]\}|<(script|style)\b.*?</\1>|<[^<>]*>|&\w+;", re.DOTALL)
CHUNK = re.compile(r"[^\s|()\[\]{}<>\"“”…,;:!?—–→·×≤≥=+]+")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")

Word = tuple[int, str]


def blank(text: str, what: re.Pattern[str]) -> str:
    """The text with spaces in place of what is not prose: lines keep their numbers."""
    return what.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)


def words(prose: str) -> Iterator[Word]:
    """Line and word of every word that a dictionary can know."""
    for number, line in enumerate(prose.splitlines(), 1):
        for chunk in CHUNK.findall(line):
            chunk = chunk.rstrip(".'’*†%$&§~").lstrip("'’*†%$&§~")
            if re.search(r"[\d_/\\@#.^]|--|[a-z][A-Z]", chunk):
                continue  # a name, a number, a path or a formula
            for word in WORD.findall(chunk):
                word = re.sub(r"['’]s?$", "", word)
                if len(word) > 2 and not word.isupper() and word.isascii():
                    yield number, word


def page_words(text: str) -> Iterator[Word]:
    return words(blank(text, NOT_PROSE))


def template_words(text: str) -> Iterator[Word]:
    return words(blank(text, TEMPLATE))


def own_words() -> list[str]:
    lines = WORDS.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def installed() -> bool:
    return shutil.which("hunspell") is not None


def unknown(candidates: Iterable[str]) -> set[str]:
    """Those of the words that neither British English nor the list of this project has."""
    known = set(own_words())
    asked = sorted({word for word in candidates if word not in known and word.lower() not in known})
    done = subprocess.run(["hunspell", "-d", "en_GB", "-i", "utf-8", "-l"], input="\n".join(asked), capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def write_own_words(used: set[str]) -> None:
    """Sort the project's list, and drop the entries that no text has any more."""
    head = [line for line in WORDS.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    seen = used | {word.lower() for word in used}
    kept = sorted({word for word in own_words() if word in seen}, key=lambda word: (word.lower(), word))
    WORDS.write_text("\n".join([*head, *kept]) + "\n", encoding="utf-8")
