"""`python -m entrepot moved` and `answers`."""

from __future__ import annotations

import argparse
from pathlib import Path

from entrepot import csv_tables
from entrepot.errors import ResultError
from entrepot.files import path_of, put, write_whole
from entrepot.moved import answers, changelog, tables
from entrepot.moved.diff import moved
from entrepot.moved.history import history
from entrepot.moved.reasons import reasons
from entrepot.terminal import say

WRITERS = {".md": tables.to_markdown, ".csv": tables.to_frame}


def add_commands(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser("moved", help="which answers moved from an old run to a new one, and why")
    command.add_argument("old", type=Path, metavar="OLD", help="result file (HDF5) or file of answers (JSON)")
    command.add_argument("new", type=Path, metavar="NEW", help="likewise")
    command.add_argument("--between", type=Path, metavar="FILE", help="a run of the old scenario with the new program: tells the two parts apart")
    command.add_argument("-o", "--output", type=path_of(WRITERS), help="file (.md or .csv); default: the screen")
    command.add_argument("--margin", type=_share, default=0.02, help="share of an answer within which it did not move (default: 0.02)")
    command.add_argument("--confidence", type=_share, help="level of all intervals together; default: the old run's own")
    command.add_argument("--changelog", type=Path, help="CHANGELOG.md to look in; default: that of the source tree")
    csv_tables.add_options(command)
    command.set_defaults(run=_moved)

    keep = commands.add_parser("answers", help="keep the headline answers of a result as a small file (JSON)")
    keep.add_argument("result", type=Path, metavar="RESULT", help="result file (HDF5)")
    keep.add_argument("-o", "--output", type=path_of((".json",)), help="file; default: the screen")
    keep.add_argument("--values", action="store_true", help="keep the value of every replicate too, so that runs can be paired")
    keep.set_defaults(run=_answers)


def _moved(options: argparse.Namespace) -> None:
    old, new = (answers.read_answers(path) for path in (options.old, options.new))
    how = {"margin": options.margin, "level": options.confidence}
    found = moved(old, new, **how)
    sections = changelog.changed_between(_changelog(options.changelog), old.version, new.version)
    why = reasons(found, sections, history(changelog.IN_THE_TREE.parent, old.commit, new.commit))
    parts = None
    if options.between:
        between = answers.read_answers(options.between)
        parts = tables.Parts(moved(old, between, **how), moved(between, new, **how))
    put(options.output, WRITERS, found, why, parts, dialect=csv_tables.dialect_of(options))


def _changelog(path: Path | None) -> str:
    """Empty where there is none; ResultError for one that was named and is not there."""
    try:
        return (path or changelog.IN_THE_TREE).read_text(encoding="utf-8")
    except OSError as error:
        if path is None:
            return ""
        raise ResultError(f"{path}: {error.strerror or error}") from error


def _answers(options: argparse.Namespace) -> None:
    text = answers.to_json(answers.read_answers(options.result), values=options.values)
    if options.output is None:
        say(text, end="")
        return
    write_whole(options.output, text)
    say(options.output)


def _share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 < value < 1:
        raise argparse.ArgumentTypeError(f"{text}: not a share between 0 and 1")
    return value
