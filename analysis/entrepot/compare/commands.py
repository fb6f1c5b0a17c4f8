"""`python -m entrepot compare`, `breakdown`, `costs` and `displaced`."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pandas as pd

from entrepot import csv_tables, terminal
from entrepot.compare import breakdown, costs, displacement_tables, page, tables
from entrepot.compare.comparison import Comparison, compare
from entrepot.compare.displacement import displacement
from entrepot.compare.pairing import CannotCompare
from entrepot.figures import WIDE, save
from entrepot.figures.effects import change_in_leakage
from entrepot.files import path_of, put
from entrepot.result import Result, open_result

WRITERS: dict[str, Callable[[Comparison], str | pd.DataFrame]] = {
    ".md": tables.to_markdown, ".csv": tables.to_frame, ".html": page.to_html,
}  # fmt: skip
DISPLACEMENT_WRITERS = {".md": displacement_tables.to_markdown, ".csv": displacement_tables.to_frame}
FIGURE_FORMATS = (".svg", ".pdf", ".png")


def add_commands(commands: argparse._SubParsersAction) -> None:
    table = commands.add_parser("compare", help="differences of scenarios from a baseline, with paired intervals")
    table.add_argument("-o", "--output", type=path_of(WRITERS), help="file (.md, .csv or .html); default: the screen")
    table.add_argument("--figure", type=path_of(FIGURE_FORMATS), help="plot of the changes (.svg, .pdf, .png)")
    table.add_argument("--unpaired", action="store_true", help="compare files of different seeds as independent")
    csv_tables.add_options(table)
    table.set_defaults(run=_compare)

    moved = commands.add_parser("displaced", help="what moved where, and what stopped, as the program tells it")
    writers = DISPLACEMENT_WRITERS
    moved.add_argument("-o", "--output", type=path_of(writers), help="file (.md or .csv); default: the screen")
    moved.add_argument("--hub", help="the hub that was changed; default: the one whose leaks fall most")
    moved.add_argument("--from", dest="start", type=_date, metavar="DATE", help="default: when the files first differ")
    moved.add_argument("--confidence", type=float, help="level of the intervals; default: the baseline's own")
    csv_tables.add_options(moved)
    moved.set_defaults(run=_displaced)

    parts = commands.add_parser("breakdown", help="where a difference lies: an output, part by part")
    parts.add_argument("--of", required=True, metavar="OUTPUT", help="name of an output, e.g. leaked_by_cause")
    parts.add_argument("--by", required=True, metavar="DIMENSION", help="one of its dimensions, e.g. failed_check")
    parts.set_defaults(run=_breakdown)

    sheet = commands.add_parser("costs", help="both sides of a policy: leakage avoided, and what it costs whom")
    sheet.set_defaults(run=_costs)

    for command in (table, parts, sheet, moved):
        command.add_argument("baseline", type=Path, metavar="BASELINE", help="result file (HDF5)")
        command.add_argument("others", type=Path, nargs="+", metavar="OTHER", help="result files to compare with it")


def _compare(options: argparse.Namespace) -> None:
    with _opened(options) as (baseline, others):
        comparison = compare(baseline, others, allow_unpaired=options.unpaired)
        _warn(comparison.warnings)
        put(options.output, WRITERS, comparison, dialect=csv_tables.dialect_of(options))
        if options.figure:
            save(change_in_leakage(comparison, WIDE), options.figure)
            terminal.say(options.figure)


def _breakdown(options: argparse.Namespace) -> None:
    with _opened(options) as (baseline, others):
        found = [breakdown.breakdown(baseline, other, options.of, options.by) for other in others]
        terminal.say(breakdown.to_markdown(found), end="")


def _costs(options: argparse.Namespace) -> None:
    with _opened(options) as (baseline, others):
        terminal.say(costs.to_markdown([costs.sheet(baseline, other) for other in others]), end="")


def _displaced(options: argparse.Namespace) -> None:
    found = [
        displacement(options.baseline, other, hub=options.hub, start=options.start, confidence=options.confidence)
        for other in _others(options)
    ]
    put(options.output, DISPLACEMENT_WRITERS, found, dialect=csv_tables.dialect_of(options))


@contextmanager
def _opened(options: argparse.Namespace) -> Iterator[tuple[Result, list[Result]]]:
    """The baseline and the others."""
    with ExitStack() as stack:
        baseline = stack.enter_context(open_result(options.baseline))
        yield baseline, [stack.enter_context(open_result(path)) for path in _others(options)]


def _others(options: argparse.Namespace) -> list[Path]:
    """Without the baseline, which a pattern of the shell may give as well."""
    others = [path for path in options.others if not _same(path, options.baseline)]
    if not others:
        raise CannotCompare(f"{options.baseline}: there is nothing but itself to compare it with")
    return others


def _warn(warnings: list[str]) -> None:
    for warning in warnings:
        terminal.warn(warning)


def _same(path: Path, other: Path) -> bool:
    return path.exists() and other.exists() and path.samefile(other)


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text}: not a date such as 2025-06-01") from error
