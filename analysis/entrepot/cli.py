"""`python -m entrepot`: report, figures, tables and the answer of a result file; comparisons of several; export."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NoReturn, TypeVar

from entrepot import answer, csv_tables, terminal
from entrepot.calibrated import commands as calibrated_commands
from entrepot.calibration import is_calibration, open_calibration
from entrepot.compare import commands as compare_commands
from entrepot.errors import MissingData, ResultError
from entrepot.estimates import commands as estimates_commands
from entrepot.export import commands as export_commands
from entrepot.figures import FIGURES, WIDE, Drawing, Size, fonts, save
from entrepot.figures.calibrations import CALIBRATION_FIGURES
from entrepot.files import check_place, write_table, write_whole
from entrepot.moved import commands as moved_commands
from entrepot.page import build_report, opened
from entrepot.page.inputs import is_suite
from entrepot.page.pdf import print_pdf
from entrepot.result import Result, open_result
from entrepot.scenario import VIEW_NAMES, place_name, vendor_name
from entrepot.words import replicates_words, with_interval

BAD_INPUT = 2
Shown = TypeVar("Shown")  #: a kind of result, with figures of its own


def main(arguments: list[str] | None = None) -> int:
    """Run a command; returns its exit code: 0, 2 for a file that cannot be read or written, or what the command says."""
    with terminal.command_line():
        words = sys.argv[1:] if arguments is None else arguments
        if (empty := _first_empty(words)) is not None:
            terminal.complain(f"{empty} is empty; is a shell variable unset?")
            return BAD_INPUT
        return _run(_parser().parse_args(words))


def _first_empty(words: list[str]) -> str | None:
    """The first argument that is empty, or an option whose value is, as the program calls it."""
    for number, word in enumerate(words):
        if not word:
            after = f", after '{words[number - 1]}'," if number else ""
            return f"argument {number + 1}{after}"
        if word.startswith("--") and word.find("=") == len(word) - 1:
            return word
    return None


def _run(options: argparse.Namespace) -> int:
    code = 0
    try:
        code = options.run(options) or 0
        if sys.stdout is not None:  # None: it was closed by whoever started us
            sys.stdout.flush()
    except ResultError as error:
        terminal.complain(error)
        return BAD_INPUT
    except BrokenPipeError:  # the reader of our output has seen enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        terminal.complain(_words_of(error))
        return BAD_INPUT
    return code


def _words_of(error: OSError) -> str:
    """What failed, and why. Errors of files name them; one that names nothing may be of what we print."""
    if error.filename:
        return f"{error.filename}: {error.strerror}"
    try:
        sys.stdout.flush()
    except OSError as again:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains once more at its end
        return f"standard output: {again.strerror}"
    return " ".join(str(error).split())


class _Parser(argparse.ArgumentParser):
    """It says what is wrong with an argument; the argument itself may be the name of a file."""

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        super().exit(status, message and terminal.printable(message))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="entrepot", description="Look at result files of entrepot.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    report = commands.add_parser("report", help="write the report of runs, sweeps and calibrations, one HTML file")
    report.add_argument("results", type=Path, nargs="+", metavar="RESULT", help="result files, of which runs are compared with the first; files of estimates (.yaml)")
    report.add_argument("-o", "--output", type=Path, help="default: the first result file with the suffix .html")
    report.add_argument("--pdf", action="store_true", help="print it too, as a PDF of the same name")
    report.set_defaults(run=_report)

    figures = commands.add_parser("figures", help="write the figures of a run or a calibration, and the tables behind them")
    figures.add_argument("-o", "--output", type=Path, default=Path("figures"), help="directory (default: figures)")
    figures.add_argument("--format", choices=("svg", "pdf", "png"), default="svg")
    figures.add_argument("--only", choices=(*FIGURES, *CALIBRATION_FIGURES), action="append", help="this figure; may be repeated")
    csv_tables.add_options(figures)
    figures.set_defaults(run=_figures)

    short = commands.add_parser("answer", help="print the answer in a few lines")
    short.set_defaults(run=_of_one(_answer))

    for command in (figures, short):
        command.add_argument("result", type=Path, metavar="RESULT", help="result file (HDF5)")
    compare_commands.add_commands(commands)
    calibrated_commands.add_commands(commands)
    estimates_commands.add_commands(commands)
    moved_commands.add_commands(commands)
    export_commands.add_commands(commands)
    return parser


def _of_one(run: Callable[[Result, argparse.Namespace], None]) -> Callable[[argparse.Namespace], None]:
    """A command on one result file."""

    def opened(options: argparse.Namespace) -> None:
        with open_result(options.result) as result:
            run(result, options)

    return opened


def _report(options: argparse.Namespace) -> None:
    first = next((path for path in options.results if not is_suite(path)), options.results[0])
    output = options.output or first.with_suffix(".html")
    check_place(output)
    with opened(options.results) as inputs:
        text = build_report(inputs)
        for line in inputs.refused:
            terminal.warn(f"left out: {line}")
        write_whole(output, text)
    terminal.say(output)
    if options.pdf:
        fonts.advise_of_print(text)
        terminal.say(print_pdf(output))


def _figures(options: argparse.Namespace) -> None:
    if is_calibration(options.result):
        _draw(open_calibration(options.result), CALIBRATION_FIGURES, options)
        return
    with open_result(options.result) as result:
        _draw(result, FIGURES, options)


def _draw(result: Shown, figures: Mapping[str, Callable[[Shown, Size], Drawing]], options: argparse.Namespace) -> None:
    for key in options.only or []:
        if key not in figures:
            raise ResultError(f"{options.result}: its kind of result has no figure {key}; it has {', '.join(figures)}")
    dialect = csv_tables.dialect_of(options)
    options.output.mkdir(parents=True, exist_ok=True)
    for key in options.only or figures:
        try:
            drawing = figures[key](result, WIDE)
        except MissingData as error:
            terminal.note(f"no figure {key}: {error}")
            continue
        path = options.output / f"{key}.{options.format}"
        save(drawing, path)
        write_table(path.with_suffix(".csv"), drawing.table.frame, dialect)
        terminal.say(path)


def _answer(result: Result, _: argparse.Namespace) -> None:
    terminal.say(f"{terminal.one_line(result.info.title)}: {replicates_words(result)}")
    whole = answer.leakage(result)
    terminal.say(f"leakage rate: {with_interval(result, whole.rate, 'ratio')} of controlled units sold")
    for year in answer.years(result):
        part = "" if year.complete else " (part of the year)"
        terminal.say(f"leaked units {year.year}{part}: {with_interval(result, year.leaked, 'units')}")
    gap = answer.hub_gap(result)
    for view, share in gap.shares.items():
        where = f"{VIEW_NAMES[view]} {place_name(result, gap.hub)}"
        what = f"{vendor_name(result, gap.vendor)} revenue FY{gap.fiscal_year} {where}"
        terminal.say(f"{what}: {with_interval(result, share, 'ratio')}")
