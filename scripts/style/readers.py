"""Readers of text for people: the strings and comments of sources, and the paragraphs of pages, each with its line."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

CPP_TEXT = re.compile(r'"((?:[^"\\\n]|\\.)*)"|//[^\n]*')
WEB_ADDRESS = re.compile(r"https?://\S+")
COMMENT_MARK = re.compile(r"^//+<? ?")

Line = tuple[int, str]


def cpp_parts(text: str) -> Iterator[tuple[str, int, str]]:
    """("string" or "comment", line, text); adjacent literals and consecutive comment lines are joined."""
    joined, begin, end, kind = "", 0, -1, ""
    for found in CPP_TEXT.finditer(text):
        found_kind = "comment" if found.group(1) is None else "string"
        part = found.group(1) if found_kind == "string" else COMMENT_MARK.sub("", found.group())
        if joined and kind == found_kind and text[end : found.start()].strip() == "":
            joined += part if kind == "string" else "\n" + part
        else:
            if joined:
                yield kind, begin, joined
            joined, begin, kind = part, text.count("\n", 0, found.start()) + 1, found_kind
        end = found.end()
    if joined:
        yield kind, begin, joined


def cpp_text(text: str) -> Iterator[Line]:
    """String literals and comments."""
    return ((line, part) for _, line, part in cpp_parts(text))


def cpp_strings(text: str) -> Iterator[Line]:
    return ((line, part) for kind, line, part in cpp_parts(text) if kind == "string")


def python_strings(text: str) -> Iterator[Line]:
    """String literals that are no docstrings."""
    tree = ast.parse(text)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


def prose(text: str) -> Iterator[Line]:
    """Paragraphs of Markdown without web addresses: a phrase may run over two lines."""
    text = WEB_ADDRESS.sub("", text)
    for found in re.finditer(r"(?:[^\n]+\n?)+", text):
        yield text.count("\n", 0, found.start()) + 1, found.group()
