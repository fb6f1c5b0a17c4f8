"""Where compute comes from that buyers lost: the matrix of displacement."""

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

LEAST = 0.01  #: share of all that moved under which a row or column is put with the others


def displacement_matrix(told: dict[str, Any], label: str, size: style.Size) -> Drawing:
    """Rows lose, columns gain, H100e; the last column is what truly stopped. `told`: `entrepot displacement --json`."""
    matrix = told["matrix"]
    cells = np.array([[cell["value"] for cell in row] for row in matrix["cells"]], dtype=float)
    rows, columns = [_name(r) for r in matrix["rows"]], [_name(c) for c in matrix["columns"]]
    total = np.nansum(cells)
    if not total > 0:
        raise MissingData(f"{label}: nothing moved")
    cells, rows = _folded(cells, rows, total)
    turned, columns = _folded(cells.T, columns, total)
    cells = turned.T
    with style.house_style():
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
        title=f"Where compute moves under “{label}”, H100e",
        caption="Compute that buyers no longer get from the row's source, by where they get it instead (column). "
        "“Stopped” is made up by nothing. Mean over pairs of replicates. Sources under one per cent are put together.",
        alt="A table of numbers with shades. " + _largest(cells, rows, columns),
        figure=figure,
        table=Table(frame, {column: "h100e" for column in columns}),
    )


def _name(source: str) -> str:
    return PLACE_NAMES.get(source) or source.replace("_", " ").capitalize()


def _folded(cells: np.ndarray, names: list[str], total: float) -> tuple[np.ndarray, list[str]]:
    """Rows under LEAST of all as one last row."""
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
