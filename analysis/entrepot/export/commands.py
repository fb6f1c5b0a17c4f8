"""`python -m entrepot export`."""

from __future__ import annotations

import argparse
from pathlib import Path

from entrepot import csv_tables, terminal
from entrepot.export.formats import FORMATS
from entrepot.export.of_calibration import GROUPS as GROUPS_OF_CALIBRATION
from entrepot.export.of_run import GROUPS as GROUPS_OF_RUN
from entrepot.export.of_sweep import GROUPS as GROUPS_OF_SWEEP
from entrepot.export.writing import export


def add_commands(commands: argparse._SubParsersAction) -> None:
    kinds = {"run": GROUPS_OF_RUN, "sweep": GROUPS_OF_SWEEP, "calibration": GROUPS_OF_CALIBRATION}
    groups = "; ".join(f"of a {kind} {', '.join(names)}" for kind, names in kinds.items())
    command = commands.add_parser("export", help="write a result as tables for other programs")
    command.add_argument("result", type=Path, metavar="RESULT", help="result file (HDF5)")
    command.add_argument("-o", "--output", type=Path, help="folder, or file for sqlite; default: named after RESULT")
    command.add_argument("--format", choices=tuple(FORMATS), default="csv", help="default: csv")
    command.add_argument("--outputs", type=_names, help="only these outputs, NAME,NAME,...; default: all")
    command.add_argument("--groups", type=_names, help=f"only these groups; default: all ({groups})")
    command.add_argument("-f", "--force", action="store_true", help="replace an earlier export")
    csv_tables.add_options(command)
    command.set_defaults(run=_export)


def _export(options: argparse.Namespace) -> None:
    done = export(
        options.result, options.output, format=options.format, outputs=options.outputs, groups=options.groups,
        force=options.force, dialect=csv_tables.dialect_of(options),
    )  # fmt: skip
    for note in done.notes:
        terminal.note(note)
    terminal.say(f"{done.path}: {len(done.tables)} tables")


def _names(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names:
        raise argparse.ArgumentTypeError("expected names, separated by commas")
    return names
