"""`python -m entrepot estimates`."""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from pathlib import Path

from entrepot import csv_tables, terminal
from entrepot.estimates import tables
from entrepot.estimates.checks import check_all, counts
from entrepot.estimates.reading import read_suite
from entrepot.figures import WIDE, save
from entrepot.figures.estimates import published_and_model
from entrepot.files import path_of, put
from entrepot.result import open_result

WRITERS = {".md": tables.to_markdown, ".csv": tables.to_frame}
FIGURE_FORMATS = (".svg", ".pdf", ".png")
FAILED = 1


def add_commands(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser("estimates", help="published estimates as checks of results")
    command.add_argument("suite", type=Path, metavar="ESTIMATES", help="file of estimates (YAML)")
    command.add_argument("results", type=Path, nargs="+", metavar="RESULT", help="result files; each is set beside the estimates of its scenario")
    command.add_argument("-o", "--output", type=path_of(WRITERS), help="file (.md or .csv); default: the screen")
    command.add_argument("--figure", type=path_of(FIGURE_FORMATS), help="plot of the ranges (.svg, .pdf, .png)")
    command.add_argument("--strict", action="store_true", help="end with 1 if an estimate fails or cannot be measured")
    csv_tables.add_options(command)
    command.set_defaults(run=_estimates)


def _estimates(options: argparse.Namespace) -> int:
    suite = read_suite(options.suite)
    with ExitStack() as stack:
        checks = check_all(suite, [stack.enter_context(open_result(path)) for path in options.results])
        put(options.output, WRITERS, suite.title, checks, dialect=csv_tables.dialect_of(options))
        if options.figure:
            save(published_and_model(suite.title, checks, WIDE), options.figure)
            terminal.say(options.figure)
    for line in tables.left_out(checks):
        terminal.note(line)
    found = counts(checks)
    if options.output:
        terminal.say(tables.summary(checks))
    return FAILED if options.strict and (found["fail"] or found["not measured"]) else 0
