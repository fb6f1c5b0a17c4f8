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
from entrepot.words import NBSP, count

NOT_REPLACED = "Not replaced"
NO_SOURCE = {"All others", "New demand", NOT_REPLACED}
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
    row_order, column_order = _by_size(np.nansum(cells, axis=1), rows), _by_size(np.nansum(cells, axis=0), columns)
    cells, rows, columns = cells[np.ix_(row_order, column_order)], [rows[k] for k in row_order], [columns[k] for k in column_order]
    with style.figure_style():
        figure = style.new_figure(size, 1.3 + 0.34 * len(rows))
        axes = figure.add_subplot()
        largest = float(np.nanmax(cells))
        for i, j in np.ndindex(*cells.shape):
            shade = float(np.sqrt(max(0.0, cells[i, j]) / largest))
            axes.add_patch(Rectangle((j - 0.5, i - 0.5), 1, 1, facecolor=style.BAR, alpha=shade, linewidth=0))
            if cells[i, j] >= LEAST / 10 * total:
                axes.annotate(_short(cells[i, j], size), (j, i), ha="center", va="center", fontsize=6 if size.narrow else 8)
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
        title=f"Displacement of compute under “{label}”",
        caption="H100 equivalents that buyers no longer get from the row's source, by the source that replaces them (column). “Not replaced”: no source "
        "replaces them. “New demand”: a source gains them although no source lost them. Mean over "
        f"{found['replicates']} pairs of replicates, without intervals; entrepot displacement prints them. Sources under 1{NBSP}% of the total are combined.",
        alt="A table of numbers with shades, H100 equivalents. " + _largest(cells, rows, columns),
        figure=figure,
        table=Table(frame, {column: "h100e" for column in columns}),
    )


def _short(value: float, size: style.Size) -> str:
    """In narrow cells thousands as `9.9k`."""
    return f"{value / 1000:.1f}k" if size.narrow and value >= 1000 else f"{value:,.0f}"


def _by_size(sums: np.ndarray, names: list[str]) -> list[int]:
    """The largest first; what is no source last."""
    return sorted(range(len(names)), key=lambda k: (names[k] in NO_SOURCE, -sums[k]))


def _name(source: str) -> str:
    if source == "stopped":
        return NOT_REPLACED
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
