"""The Python half of the program's commands: figures, pages, tables.

Private: the program starts it with a request, a JSON file that has the verb, its options, and the numbers that the program has
computed for it. Nothing here calls the program.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TypeVar

from entrepot import csv_tables, terminal
from entrepot.calibrated import tables as calibration_tables
from entrepot.calibration import is_calibration, open_calibration
from entrepot.compare import breakdown, compare, costs, displacement_tables, page, tables
from entrepot.csv_tables import Dialect
from entrepot.errors import MissingData, ResultError
from entrepot.estimates import check_all, read_suite
from entrepot.estimates import tables as estimate_tables
from entrepot.estimates.checks import counts
from entrepot.export.writing import export
from entrepot.figures import FIGURES, WIDE, Drawing, Size, fonts, save
from entrepot.figures.calibrations import CALIBRATION_FIGURES
from entrepot.figures.effects import change_in_leakage
from entrepot.figures.estimates import published_and_model
from entrepot.files import check_place, put, write_table, write_whole
from entrepot.moved import answers, changelog, moved
from entrepot.moved import tables as diff_tables
from entrepot.moved.history import history
from entrepot.moved.reasons import reasons
from entrepot.page import build_report, opened
from entrepot.page.inputs import is_suite
from entrepot.page.pdf import print_pdf
from entrepot.result import open_result
from entrepot.scenario import vendor_names

FAILED, BAD_INPUT = 1, 2
Options = Mapping[str, Any]
Data = Mapping[str, Any]  #: JSON as the program's commands print it
Shown = TypeVar("Shown")  #: a kind of result, with figures of its own


def main(path: str) -> int:
    """Do what the request in a file says; returns the exit code: 0, 2 for what cannot be read or written, or what the verb says."""
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
        terminal.complain(error)
        return BAD_INPUT
    except BrokenPipeError:  # the reader of our output has seen enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        terminal.complain(_words_of(error))
        return BAD_INPUT
    return code


def _path_of(entry: dict[str, Any]) -> Any:
    """A path that is not UTF-8 comes as its bytes."""
    return os.fsdecode(bytes(entry["bytes"])) if entry.keys() == {"bytes"} else entry


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
    with opened(results) as inputs:
        text = build_report(inputs, data)
        for line in inputs.refused:
            terminal.warn(f"left out: {line}")
        write_whole(output, text)
    terminal.say(output)
    if options["pdf"]:
        fonts.advise_of_print(text)
        terminal.say(print_pdf(output))


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
            raise ResultError(f"{options['result']}: its kind of result has no figure {key}; it has {', '.join(figures)}")
    dialect, folder = _dialect(options), Path(options["output"])
    folder.mkdir(parents=True, exist_ok=True)
    for key in options["only"] or figures:
        try:
            drawing = figures[key](result, WIDE)
        except MissingData as error:
            terminal.note(f"no figure {key}: {error}")
            continue
        path = folder / f"{key}.{options['format']}"
        save(drawing, path)
        write_table(path.with_suffix(".csv"), drawing.table.frame, dialect)
        terminal.say(path)


def _export(options: Options, _: Data) -> None:
    done = export(
        Path(options["result"]), _place(options, "output"), format=options["format"], outputs=options["outputs"] or None,
        groups=options["groups"] or None, force=options["force"], dialect=_dialect(options),
    )  # fmt: skip
    for note in done.notes:
        terminal.note(note)
    terminal.say(f"{done.path}: {len(done.tables)} tables")


def _calibration(options: Options, _: Data) -> None:
    terminal.say(calibration_tables.to_markdown(open_calibration(Path(options["result"]))), end="")


def _estimates(options: Options, _: Data) -> int:
    suite, output, figure = read_suite(Path(options["suite"])), _place(options, "output"), _place(options, "figure")
    writers = {".md": estimate_tables.to_markdown, ".csv": estimate_tables.to_frame}
    with ExitStack() as stack:
        checks = check_all(suite, [stack.enter_context(open_result(path)) for path in map(Path, options["results"])])
        put(output, writers, suite.title, checks, dialect=_dialect(options))
        if figure:
            save(published_and_model(suite.title, checks, WIDE), figure)
            terminal.say(figure)
    for line in estimate_tables.left_out(checks):
        terminal.note(line)
    found = counts(checks)
    if output:
        terminal.say(estimate_tables.summary(checks))
    return FAILED if options["strict"] and (found["fail"] or found["not measured"]) else 0


def _compare(options: Options, data: Data) -> None:
    output, figure = _place(options, "output"), _place(options, "figure")
    with open_result(Path(options["reference"])) as reference:
        comparison = compare(data["comparison"], vendor_names(reference))
    for warning in comparison.warnings:
        terminal.warn(warning)
    if output or options["markdown"]:
        writers = {".md": tables.to_markdown, ".csv": tables.to_frame, ".html": page.to_html}
        put(output, writers, comparison, dialect=_dialect(options))
    if figure:
        save(change_in_leakage(comparison, WIDE), figure)
        terminal.say(figure)


def _costs(options: Options, data: Data) -> None:
    with open_result(Path(options["reference"])) as reference:
        names = vendor_names(reference)
    terminal.say(costs.to_markdown([costs.sheet(pair, names) for pair in data["pairs"]]), end="")


def _breakdown(options: Options, data: Data) -> None:
    of = {key: options[key] for key in ("output", "dimension", "labels", "title", "unit")}
    terminal.say(breakdown.to_markdown([breakdown.breakdown(pair, **of) for pair in data["pairs"]]), end="")


def _displacement(options: Options, data: Data) -> None:
    writers = {".md": displacement_tables.to_markdown, ".csv": displacement_tables.to_frame}
    put(_place(options, "output"), writers, data["displacements"], dialect=_dialect(options))


def _diff(options: Options, _: Data) -> None:
    old, new = (answers.read_answers(Path(options[key])) for key in ("old", "new"))
    how = {"margin": options["margin"], "level": options["confidence"] or None}
    found = moved(old, new, **how)
    sections = changelog.changed_between(_changelog(_place(options, "changelog")), old.version, new.version)
    why = reasons(found, sections, history(changelog.IN_THE_TREE.parent, old.commit, new.commit))
    parts = None
    if options["between"]:
        between = answers.read_answers(Path(options["between"]))
        parts = diff_tables.Parts(moved(old, between, **how), moved(between, new, **how))
    writers = {".md": diff_tables.to_markdown, ".csv": diff_tables.to_frame}
    put(_place(options, "output"), writers, found, why, parts, dialect=_dialect(options))


def _changelog(path: Path | None) -> str:
    """Empty where there is none; ResultError for one that was named and is not there."""
    try:
        return (path or changelog.IN_THE_TREE).read_text(encoding="utf-8")
    except OSError as error:
        if path is None:
            return ""
        raise ResultError(f"{path}: {error.strerror or error}") from error


def _headlines(options: Options, _: Data) -> None:
    output = _place(options, "output")
    text = answers.to_json(answers.read_answers(Path(options["result"])), values=options["values"])
    if output is None:
        terminal.say(text, end="")
        return
    write_whole(output, text)
    terminal.say(output)


VERBS: dict[str, Callable[[Options, Data], int | None]] = {
    "breakdown": _breakdown, "calibration": _calibration, "compare": _compare, "costs": _costs, "diff": _diff,
    "displacement": _displacement, "estimates": _estimates, "export": _export, "figures": _figures, "headlines": _headlines,
    "report": _report,
}  # fmt: skip
