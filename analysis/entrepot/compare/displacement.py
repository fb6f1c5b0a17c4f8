"""Displacement: what moved where, and what stopped. The program computes it; this module asks the program."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from entrepot.compare.program import ask


def displacement(
    baseline: Path | str,
    other: Path | str,
    *,
    hub: str | None = None,
    start: dt.date | None = None,
    confidence: float | None = None,
) -> dict[str, Any]:
    """What `entrepot displacement --json` says of two result files; keys and units are in its page of the docs.

    Means of differences are other less baseline; `low` and `high` are None where there is no interval. Raises
    CannotCompare with the program's own words if the files do not belong together.
    """
    arguments = ["displacement", str(baseline), str(other), "--json"]
    arguments += [f"--hub={hub}"] if hub else []
    arguments += [f"--from={start.isoformat()}"] if start else []
    arguments += [f"--confidence={confidence}"] if confidence else []
    return ask(*arguments)
