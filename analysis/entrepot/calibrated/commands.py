"""`python -m entrepot calibration`."""

from __future__ import annotations

import argparse
from pathlib import Path

from entrepot.calibrated.tables import to_markdown
from entrepot.calibration import open_calibration
from entrepot.files import path_of, put

WRITERS = {".md": to_markdown}


def add_commands(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser("calibration", help="what a calibration says: prior against posterior, targets, forecasts")
    command.add_argument("result", type=Path, metavar="RESULT", help="result file of a calibration (HDF5)")
    command.add_argument("-o", "--output", type=path_of(WRITERS), help="file (.md); default: the screen")
    command.set_defaults(run=_calibration)


def _calibration(options: argparse.Namespace) -> None:
    put(options.output, WRITERS, open_calibration(options.result))
