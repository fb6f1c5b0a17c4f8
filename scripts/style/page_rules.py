"""Rules for the pages of the documentation. Each takes a page and yields (line, problem)."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "site"))

from pages import FENCE, ROOT, anchors, is_external, links  # noqa: E402

Fault = tuple[int, str]

FIRST_SCREEN = 25  #: lines
WIDTH = 100  #: characters
LONGEST_SENTENCE = 30  #: words, on the first screen
LARGEST_IMAGE = 200_000  #: bytes
#: First words of a sentence that describes a thing, instead of telling readers what they can do.
DESCRIPTIONS = "a|all|an|both|each|every|how|it|its|most|no|one|some|that|the|their|there|these|they|this|those|what|when|where|which|who|why|with"

IMAGE = re.compile(r'!\[(?P<alt>[^\]]*)\]\((?P<file>[^)\s]+)\)|<img\b[^>]*>')
CODE = re.compile(rf"{FENCE}|(?:(?<=\n\n)|\A)(?:(?: {{4}}|\t)[^\n]*\n|\n(?= {{4}}))+", re.MULTILINE | re.DOTALL)
GENERATED = re.compile(r"^<!-- generated: .*?^<!-- end -->$", re.MULTILINE | re.DOTALL)
NOT_PROSE = re.compile(rf"{GENERATED.pattern}|{FENCE}|<!--.*?-->|^(?: {{4}}|\t)[^\n]*$|^\|[^\n]*$|^[ \t]*<[^\n]*>$|^!\[[^\]]*\]\([^)]*\)$|^#[^\n]*$", re.MULTILINE | re.DOTALL)


def line_of(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def blank(text: str, what: re.Pattern[str]) -> str:
    return what.sub(lambda found: re.sub(r"[^\n]", "", found.group()), text)


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Paragraphs and items of lists, without code, tables and generated parts."""
    prose = blank(text, NOT_PROSE)
    for found in re.finditer(r"(?:[^\n]+\n?)+?(?=\n|\Z|\s*(?:[-*]|\d+\.) )", prose):
        if found.group().strip():
            yield line_of(prose, found.start()), found.group().strip()


def sentences(paragraph: str) -> list[str]:
    plain = re.sub(r"\]\([^)]*\)", "]", paragraph)
    plain = re.sub(r"`[^`]*`", "code", plain)
    return re.split(r"(?<=[.?!:])\s+", plain)


def is_generated(page: Path) -> bool:
    return page.name in ("parameters.md", "outputs.md") and page.parent.name == "reference"


# ---- links and images ----------------------------------------------------------------------------------------------


def links_lead_somewhere(page: Path, text: str) -> Iterator[Fault]:
    for line, link in links(text):
        if is_external(link):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        if not target.exists():
            yield line, f"link to {link}: there is no such file"
        elif anchor and target.suffix == ".md" and anchor not in anchors(target.read_text(encoding="utf-8")):
            yield line, f"link to {link}: there is no such heading"


def images(text: str) -> Iterator[tuple[int, str, str]]:
    """Line, file and alternative text of every image."""
    shown = blank(text, CODE)
    for found in IMAGE.finditer(shown):
        line = line_of(shown, found.start())
        if found["file"]:
            yield line, found["file"], found["alt"]
            continue
        attribute = dict(re.findall(r'(\w+)="([^"]*)"', found.group()))
        yield line, attribute.get("src", ""), attribute.get("alt", "")


def images_are_small_and_described(page: Path, text: str) -> Iterator[Fault]:
    for line, name, alt in images(text):
        file = page.parent / name
        if not file.is_file():
            yield line, f"image {name}: there is no such file"
        elif file.stat().st_size >= LARGEST_IMAGE:
            yield line, f"image {name} has {file.stat().st_size:,} bytes; expected less than {LARGEST_IMAGE:,}"
        if len(alt.split()) < 3:
            yield line, f"image {name} needs an alternative text that says what it shows"


def has_a_figure(page: Path, text: str) -> Iterator[Fault]:
    if page.parent.name in ("tutorials", "how-to") and not any(images(text)):
        yield 1, "no figure; tutorials and how-to guides show one"


# ---- text ----------------------------------------------------------------------------------------------------------


def is_invitation(sentence: str) -> bool:
    """Whether it speaks to readers: an imperative, a question, or a sentence on them or on the page."""
    speaks = sentence.endswith("?") or re.search(r"\b(you|your|this (page|tutorial|guide))\b", sentence, re.IGNORECASE)
    return bool(speaks) or not re.match(rf"\W*(?:{DESCRIPTIONS})\b", sentence, re.IGNORECASE)


def begins_well(page: Path, text: str) -> Iterator[Fault]:
    """A title, then a sentence on what the reader can do, then soon something to look at."""
    if page.name == "CHANGELOG.md":
        return
    lines = blank(text, re.compile(r"<!--.*?-->", re.DOTALL)).splitlines()
    title = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if not lines or not re.match(r"# \w", lines[title]):
        yield title + 1, "a page starts with its title: # TITLE"
        return
    start = next((number for number in range(title + 1, len(lines)) if lines[number].strip()), title)
    first = sentences(" ".join(lines[start : start + 4]))[0]
    if not re.match(r"[A-Za-z`\[*]", lines[start]) or lines[start].startswith("    "):
        yield start + 1, "after the title, a sentence says what the reader can do"
    elif page.name != "README.md" and not is_invitation(first):
        yield start + 1, f"the first sentence says what the reader can do (you, this page, or an imperative): {first!r}"
    if not any(re.match(r"```|~~~|    \S|\||!\[|<(img|picture)", line) for line in lines[:FIRST_SCREEN]):
        yield 1, f"no figure, table or code in the first {FIRST_SCREEN} lines"


def first_screen_has_short_sentences(page: Path, text: str) -> Iterator[Fault]:
    if page.name == "CHANGELOG.md" or is_generated(page):
        return
    for line, paragraph in paragraphs(text):
        if line > FIRST_SCREEN:
            return
        for sentence in sentences(paragraph):
            count = len([word for word in sentence.split() if re.search(r"\w", word)])
            if count > LONGEST_SENTENCE:
                yield line, f"sentence of {count} words on the first screen; at most {LONGEST_SENTENCE}: {' '.join(sentence.split()[:6])!r} ..."


def lines_are_short(page: Path, text: str) -> Iterator[Fault]:
    if is_generated(page):
        return
    for number, line in enumerate(blank(text, NOT_PROSE).splitlines(), 1):
        link_alone = re.fullmatch(r"\s*(?:- )?\S*\[?\S+\]?\(?\S+\)?[.,;)]*", line)
        if len(line) > WIDTH and not link_alone:
            yield number, f"line of {len(line)} characters; at most {WIDTH}"


def numbers_begin_no_list(page: Path, text: str) -> Iterator[Fault]:
    """A sentence that ends with a number must not end at the beginning of a line: Markdown would make it a list."""
    before = ""
    for number, line in enumerate(blank(text, NOT_PROSE).splitlines(), 1):
        if re.match(r"\s*\d{2,}[.)] ", line) and re.match(r"\s*[^\s\d|#<-]", before):
            yield number, f"'{line.split()[0]}' at the beginning of the line makes a list; wrap the paragraph elsewhere"
        before = line


RULES: dict[str, Callable[[Path, str], Iterator[Fault]]] = {
    "links": links_lead_somewhere,
    "images": images_are_small_and_described,
    "figure": has_a_figure,
    "beginning": begins_well,
    "sentences": first_screen_has_short_sentences,
    "width": lines_are_short,
    "lists": numbers_begin_no_list,
}


# ---- exceptions ----------------------------------------------------------------------------------------------------

EXCEPTIONS = Path(__file__).resolve().parent / "page-exceptions.tsv"
TO_BE_MENDED = "to be mended"  #: reason of an exception that may go at any time


def exceptions() -> dict[tuple[str, str], str]:
    """(rule, page) of every exception, with its reason."""
    rows = [line.split("\t") for line in EXCEPTIONS.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return {(rule, page): reason for rule, page, reason in rows}


def write_exceptions(kept: dict[tuple[str, str], str]) -> None:
    head = [line for line in EXCEPTIONS.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    rows = [f"{rule}\t{page}\t{reason}" for (rule, page), reason in sorted(kept.items())]
    EXCEPTIONS.write_text("\n".join([*head, *rows]) + "\n", encoding="utf-8")


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))
