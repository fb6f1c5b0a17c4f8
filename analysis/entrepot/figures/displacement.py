"""Displacement: the sources that replace lost compute, as a matrix."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.patches import Rectangle

from entrepot.errors import MissingData
from entrepot.figures import style
from entrepot.figures.drawing import Drawing, Table
from entrepot.scenario import PLACE_NAMES
from entrepot.words import count

LEAST = 0.01  #: share of the total below which rows and columns are combined


def displacement_matrix(found: dict[str, Any], label: str, size: style.Size) -> Drawing:
    """Rows lose, columns gain, H100e; the last column was not replaced. `found`: what `entrepot displacement --json` prints."""
    matrix = found["matrix"]
    cells = np.array([[cell["value"] for cell in row] for row in matrix["cells"]], dtype=float)
    rows, columns = [_name(r) for r in matrix["rows"]], [_name(c) for c in matrix["columns"]]
    total = np.nansum(cells)
    if not total > 0:
        raise MissingData(f"{label}: no source lost compute")
    cells, rows = _folded(cells, rows, total)
    turned, columns = _folded(cells.T, columns, total)
    cells = turned.T
    with style.figure_style():
        figure = style.new_figure(size, 1.3 + 0.34 * len(rows))
        axes = figure.add_subplot()
        largest = float(np.nanmax(cells))
        for i, j in np.ndindex(*cells.shape):
            shade = float(np.sqrt(max(0.0, cells[i, j]) / largest))
            axes.add_patch(Rectangle((j - 0.5, i - 0.5), 1, 1, facecolor=style.BAR, alpha=shade, linewidth=0))
            if cells[i, j] >= LEAST / 10 * total:
                axes.annotate(count(cells[i, j]), (j, i), ha="center", va="center", fontsize=8 if not size.narrow else 5.5)
        axes.set(xlim=(-0.5, len(columns) - 0.5), ylim=(len(rows) - 0.5, -0.5))
        axes.set_xticks(range(len(columns)), [style.shortened(c, 24) for c in columns], rotation=40, ha="right", rotation_mode="anchor", fontsize=8)
        axes.set_yticks(range(len(rows)), [style.shortened(r, 24) for r in rows], fontsize=8)
        axes.set_xlabel("gained by")
        axes.set_ylabel("lost by")
        axes.grid(False)
    frame = pd.DataFrame(cells, columns=columns)
    frame.insert(0, "Lost by \\ gained by", rows)
    return Drawing(
        key="displacement",
        title=f"Displacement of compute under “{label}”, H100e",
        caption="Compute that buyers no longer get from the row's source, by the source that replaces it (column). "
        "“Stopped” was not replaced. Mean over pairs of replicates. Sources under 1 % of the total are combined.",
        alt="A table of numbers with shades. " + _largest(cells, rows, columns),
        figure=figure,
        table=Table(frame, {column: "h100e" for column in columns}),
    )


def _name(source: str) -> str:
    return PLACE_NAMES.get(source) or source.replace("_", " ").capitalize()


def _folded(cells: np.ndarray, names: list[str], total: float) -> tuple[np.ndarray, list[str]]:
    """Rows under LEAST of the total as one last row."""
    sums = np.nansum(cells, axis=1)
    large = sums >= LEAST * total
    kept = [name for name, stays in zip(names, large) if stays]
    if large.all():
        return cells, kept
    return np.vstack([cells[large], np.nansum(cells[~large], axis=0)]), [*kept, "All others"]


def _largest(cells: np.ndarray, rows: list[str], columns: list[str]) -> str:
    order = np.argsort(cells, axis=None)[::-1][:4]
    places = [np.unravel_index(at, cells.shape) for at in order]
    return "Largest: " + ", ".join(f"{rows[i]} to {columns[j]} {count(cells[i, j])}" for i, j in places) + "."
