"""`python -m entrepot compare` and `displaced`."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from entrepot.compare import hub_tables, page, tables
from entrepot.compare.comparison import Comparison, compare, labels_of
from entrepot.compare.displacement import displacement
from entrepot.compare.pairing import CannotCompare, pair
from entrepot.figures import WIDE, save
from entrepot.figures.effects import change_in_leakage
from entrepot.files import write_whole
from entrepot.result import Result, open_result

WRITERS: dict[str, Callable[[Comparison], str]] = {
    ".md": tables.to_markdown, ".csv": tables.to_csv, ".html": page.to_html,
}  # fmt: skip
HUB_WRITERS = {".md": hub_tables.to_markdown, ".csv": hub_tables.to_csv}
FIGURE_FORMATS = (".svg", ".pdf", ".png")


def add_commands(commands: argparse._SubParsersAction) -> None:
    table = commands.add_parser("compare", help="differences of scenarios from a baseline, with paired intervals")
    table.add_argument("-o", "--output", type=_path_of(WRITERS), help="file (.md, .csv or .html); default: the screen")
    table.add_argument("--figure", type=_path_of(FIGURE_FORMATS), help="plot of the changes (.svg, .pdf, .png)")
    table.set_defaults(run=_compare)

    hubs = commands.add_parser("displaced", help="leaked units by hub and quarter: what left one hub for the others")
    hubs.add_argument("-o", "--output", type=_path_of(HUB_WRITERS), help="file (.md or .csv); default: the screen")
    hubs.add_argument("--from", dest="start", type=_date, metavar="DATE", help="leave out months that begin before it")
    hubs.set_defaults(run=_displaced)

    for command in (table, hubs):
        command.add_argument("--unpaired", action="store_true", help="compare files of different seeds as independent")
        command.add_argument("baseline", type=Path, metavar="BASELINE", help="result file (HDF5)")
        command.add_argument("others", type=Path, nargs="+", metavar="OTHER", help="result files to compare with it")


def _compare(options: argparse.Namespace) -> None:
    with _opened(options) as (baseline, others):
        comparison = compare(baseline, others, allow_unpaired=options.unpaired)
        _warn(comparison.warnings)
        _put(options.output, WRITERS, comparison)
        if options.figure:
            save(change_in_leakage(comparison, WIDE), options.figure)
            print(options.figure)


def _displaced(options: argparse.Namespace) -> None:
    with _opened(options) as (baseline, others):
        pairings = [pair(baseline, other, allow_unpaired=options.unpaired) for other in others]
        _warn([warning for pairing in pairings for warning in pairing.warnings])
        labels = labels_of([baseline, *others])[1:]
        _put(options.output, HUB_WRITERS, {k: displacement(p, options.start) for k, p in zip(labels, pairings)})


@contextmanager
def _opened(options: argparse.Namespace) -> Iterator[tuple[Result, list[Result]]]:
    """The baseline and the others; the baseline among the others (as a pattern of the shell gives it) is left out."""
    with ExitStack() as stack:
        baseline = stack.enter_context(open_result(options.baseline))
        others = [stack.enter_context(open_result(p)) for p in options.others if not _same(p, options.baseline)]
        if not others:
            raise CannotCompare(f"{options.baseline}: there is nothing but itself to compare it with")
        yield baseline, others


def _put(path: Path | None, writers: dict[str, Callable], what: object) -> None:
    """Write to a file in the format of its suffix and say its name, or print as Markdown."""
    if path is None:
        print(writers[".md"](what), end="")
        return
    write_whole(path, writers[path.suffix](what))
    print(path)


def _warn(warnings: list[str]) -> None:
    for warning in warnings:
        print(f"warning: {warning}", file=sys.stderr)


def _same(path: Path, other: Path) -> bool:
    return path.exists() and other.exists() and path.samefile(other)


def _path_of(suffixes) -> Callable[[str], Path]:
    """A type of argument: a path with one of these suffixes."""

    def parse(text: str) -> Path:
        path = Path(text)
        if path.suffix not in suffixes:
            raise argparse.ArgumentTypeError(f"{text}: the name must end in {', '.join(suffixes)}")
        return path

    return parse


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text}: not a date such as 2025-06-01") from error
