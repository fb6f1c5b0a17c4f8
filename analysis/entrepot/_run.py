"""The Python half of the program's commands: figures, pages, tables.

Private: the program starts it with a request, a JSON file that has the verb, its options, and the numbers that the program has
computed for it. Nothing here calls the program.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from entrepot import csv_tables, terminal
from entrepot.calibration import is_calibration, open_calibration
from entrepot.calibration_view import tables as calibration_tables
from entrepot.compare import breakdown, compare, costs, displacement_tables, page, tables
from entrepot.csv_tables import Dialect
from entrepot.errors import MissingData, ResultError
from entrepot.estimates import suite_of
from entrepot.estimates import tables as estimate_tables
from entrepot.export.writing import export
from entrepot.figures import FIGURES, WIDE, Drawing, Size, fonts, save
from entrepot.figures.calibrations import CALIBRATION_FIGURES
from entrepot.figures.effects import change_in_leakage
from entrepot.figures.estimates import published_and_model
from entrepot.files import check_place, put, write_table, write_whole
from entrepot.page import build_report, open_inputs
from entrepot.page.inputs import is_suite
from entrepot.page.pdf import print_pdf
from entrepot.release_diff import changelog, diff_of
from entrepot.release_diff import tables as diff_tables
from entrepot.release_diff.history import history
from entrepot.release_diff.reasons import reasons
from entrepot.result import open_result
from entrepot.scenario import vendor_names

BAD_INPUT = 2
Options = Mapping[str, Any]
Data = Mapping[str, Any]  #: JSON as the program's commands print it
Shown = TypeVar("Shown")  #: a kind of result, with figures of its own


def main(path: str) -> int:
    """Serve the request in a file. Returns the exit code: 0, 2 for files that cannot be read or written, or that of the verb."""
    with terminal.command_line():
        with open(path, encoding="utf-8") as file:
            request = json.load(file, object_hook=_path_of)
        return run(request["verb"], request["options"], request["data"])


def run(verb: str, options: Options, data: Data) -> int:
    code = 0
    try:
        code = VERBS[verb](options, data) or 0
        if sys.stdout is not None:  # None: the parent process closed it
            sys.stdout.flush()
    except ResultError as error:
        terminal.print_error(error)
        return BAD_INPUT
    except BrokenPipeError:  # the reader closed our output, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        terminal.print_error(_error_text(error))
        return BAD_INPUT
    return code


def _path_of(entry: dict[str, Any]) -> Any:
    """A path that is not UTF-8 comes as its bytes."""
    return os.fsdecode(bytes(entry["bytes"])) if entry.keys() == {"bytes"} else entry


def _error_text(error: OSError) -> str:
    """What failed, and why. Errors of files name them; one that names nothing may be of standard output."""
    if error.filename:
        return f"{error.filename}: {error.strerror}"
    try:
        sys.stdout.flush()
    except OSError as again:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python reports it again at exit
        return f"standard output: {again.strerror}"
    return " ".join(str(error).split())


# ---- options -------------------------------------------------------------------------------------------------------


def _place(options: Options, name: str) -> Path | None:
    return Path(options[name]) if options[name] else None


def _dialect(options: Options) -> Dialect:
    return csv_tables.dialect_of(options["spreadsheet"], options["separator"])


# ---- verbs ---------------------------------------------------------------------------------------------------------


def _report(options: Options, data: Data) -> None:
    results = [Path(path) for path in options["results"]]
    first = next((path for path in results if not is_suite(path)), results[0])
    output = _place(options, "output") or first.with_suffix(".html")
    check_place(output)
    with open_inputs(results, data["suites"]) as inputs:
        text = build_report(inputs, data)
        for line in inputs.refused:
            terminal.print_warning(f"left out: {line}")
        write_whole(output, text)
    terminal.print_text(output)
    if options["pdf"]:
        fonts.warn_of_print(text)
        terminal.print_text(print_pdf(output))


def _figures(options: Options, _: Data) -> None:
    path = Path(options["result"])
    if is_calibration(path):
        _draw(open_calibration(path), CALIBRATION_FIGURES, options)
        return
    with open_result(path) as result:
        _draw(result, FIGURES, options)


def _draw(result: Shown, figures: Mapping[str, Callable[[Shown, Size], Drawing]], options: Options) -> None:
    for key in options["only"]:
        if key not in figures:
            raise ResultError(f"{options['result']}: this kind of result has no figure {key}; expected one of {', '.join(figures)}")
    dialect, folder = _dialect(options), Path(options["output"])
    folder.mkdir(parents=True, exist_ok=True)
    for key in options["only"] or figures:
        try:
            drawing = figures[key](result, WIDE)
        except MissingData as error:
            terminal.print_note(f"no figure {key}: {error}")
            continue
        path = folder / f"{key}.{options['format']}"
        save(drawing, path)
        write_table(path.with_suffix(".csv"), drawing.table.frame, dialect)
        terminal.print_text(path)


def _export(options: Options, _: Data) -> None:
    done = export(
        Path(options["result"]), _place(options, "output"), format=options["format"], outputs=options["outputs"] or None,
        groups=options["groups"] or None, force=options["force"], dialect=_dialect(options),
    )  # fmt: skip
    for note in done.notes:
        terminal.print_note(note)
    terminal.print_text(f"{done.path}: {len(done.tables)} tables")


def _calibration(options: Options, _: Data) -> None:
    terminal.print_text(calibration_tables.to_markdown(open_calibration(Path(options["result"]))), end="")


def _estimates(options: Options, data: Data) -> int:
    suite, output, figure = suite_of(data), _place(options, "output"), _place(options, "figure")
    writers = {".md": estimate_tables.to_markdown, ".csv": estimate_tables.to_frame}
    put(output, writers, suite.title, suite.checks, dialect=_dialect(options))
    if figure:
        save(published_and_model(suite.title, suite.checks, WIDE), figure)
        terminal.print_text(figure)
    for line in estimate_tables.left_out(suite.checks):
        terminal.print_note(line)
    if output:
        terminal.print_text(estimate_tables.summary(suite.checks))
    return options["exit_code"]


def _compare(options: Options, data: Data) -> None:
    output, figure = _place(options, "output"), _place(options, "figure")
    with open_result(Path(options["reference"])) as reference:
        comparison = compare(data["comparison"], vendor_names(reference))
    for warning in comparison.warnings:
        terminal.print_warning(warning)
    if output or options["markdown"]:
        writers = {".md": tables.to_markdown, ".csv": tables.to_frame, ".html": page.to_html}
        put(output, writers, comparison, dialect=_dialect(options))
    if figure:
        save(change_in_leakage(comparison, WIDE), figure)
        terminal.print_text(figure)


def _costs(options: Options, data: Data) -> None:
    with open_result(Path(options["reference"])) as reference:
        names = vendor_names(reference)
    terminal.print_text(costs.to_markdown([costs.sheet(pair, names) for pair in data["pairs"]]), end="")


def _breakdown(options: Options, data: Data) -> None:
    of = {key: options[key] for key in ("output", "dimension", "labels", "title", "unit")}
    terminal.print_text(breakdown.to_markdown([breakdown.breakdown(pair, **of) for pair in data["pairs"]]), end="")


def _displacement(options: Options, data: Data) -> None:
    writers = {".md": displacement_tables.to_markdown, ".csv": displacement_tables.to_frame}
    put(_place(options, "output"), writers, data["displacements"], dialect=_dialect(options))


def _diff(options: Options, data: Data) -> None:
    found = diff_of(data)
    before, after = found.before, found.after
    sections = changelog.changed_between(_changelog(_place(options, "changelog")), before.version, after.version)
    why = reasons(found, sections, history(changelog.IN_THE_TREE.parent, before.commit, after.commit))
    parts = diff_tables.Parts(diff_of(data["of_program"]), diff_of(data["of_scenario"])) if "of_program" in data else None
    writers = {".md": diff_tables.to_markdown, ".csv": diff_tables.to_frame}
    put(_place(options, "output"), writers, found, why, parts, dialect=_dialect(options))


def _changelog(path: Path | None) -> str:
    """Empty without one; ResultError for one that was named and is missing."""
    try:
        return (path or changelog.IN_THE_TREE).read_text(encoding="utf-8")
    except OSError as error:
        if path is None:
            return ""
        raise ResultError(f"{path}: {error.strerror or error}") from error


VERBS: dict[str, Callable[[Options, Data], int | None]] = {
    "breakdown": _breakdown, "calibration": _calibration, "compare": _compare, "costs": _costs, "diff": _diff,
    "displacement": _displacement, "estimates": _estimates, "export": _export, "figures": _figures, "report": _report,
}  # fmt: skip
