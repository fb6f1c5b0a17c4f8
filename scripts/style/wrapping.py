"""Wraps the paragraphs of a page of Markdown that have long lines; everything else stays as it is."""

from __future__ import annotations

import re
import textwrap

WIDTH = 100

FENCE = re.compile(r"^ *(`{3,}|~{3,})")
ITEM = re.compile(r"^(?P<indent> *)(?P<mark>[-*] |\d+\. )?")
#: A line that is no prose: a table, a heading, a quotation, HTML, an image or a block of code.
OTHER = re.compile(r"^(?:\s*(?:[|#><]|!\[)| {4}(?! *[-*] )|\t)")
#: What would begin something else if a line began with it.
MARKUP = re.compile(r"^(?:[-*+] |\d+[.)] |[#>|]|={3,}|-{3,})")


def wrap_paragraph(lines: list[str]) -> list[str]:
    first = ITEM.match(lines[0])
    mark = first["indent"] + (first["mark"] or "")
    words = " ".join(line.strip() for line in [lines[0][len(mark) :], *lines[1:]])
    for width in range(WIDTH, WIDTH - 20, -1):
        wrapped = textwrap.wrap(words, width, initial_indent=mark, subsequent_indent=" " * len(mark), break_long_words=False, break_on_hyphens=False)
        if not any(MARKUP.match(line.strip()) for line in wrapped[1:]):
            return wrapped
    return lines


def wrap(text: str) -> str:
    done: list[str] = []
    paragraph: list[str] = []
    fence = ""
    generated = after_blank = False

    def flush() -> None:
        long = any(len(line) > WIDTH for line in paragraph)
        done.extend(wrap_paragraph(paragraph) if long else paragraph)
        paragraph.clear()

    for line in text.split("\n"):
        mark = FENCE.match(line)
        generated = line.startswith("<!-- generated:") or (generated and line != "<!-- end -->")
        begins_item = bool(ITEM.match(line)["mark"])
        in_item = bool(paragraph) and not after_blank
        if fence or mark or generated or not line.strip() or (OTHER.match(line) and not (in_item and line.startswith("    ") and not fence)):
            flush()
            done.append(line)
            if mark and not fence:
                fence = mark[1]
            elif mark and line.strip() == fence:
                fence = ""
        else:
            if begins_item:
                flush()
            paragraph.append(line)
        after_blank = not line.strip()
    flush()
    return "\n".join(done)
