"""Routes of leaked goods: transshipment hubs and places of end use on a map."""

from __future__ import annotations

import json
from functools import cache, partial
from importlib import resources

import numpy as np
import pandas as pd
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch

from entrepot.errors import MissingData
from entrepot.figures import style
from entrepot.figures.drawing import Drawing, Table
from entrepot.figures.names import name_points
from entrepot.result import Result
from entrepot.scenario import place_name
from entrepot.words import NBSP, money, ranked

#: Longitude and latitude of a city that stands for the place (general knowledge).
CITIES = {
    "AE": (55.3, 25.2), "AU": (151.2, -33.9), "BR": (-46.6, -23.5), "CA": (-79.4, 43.7), "CN": (116.4, 39.9), "DE": (8.7, 50.1),
    "FR": (2.3, 48.9), "GB": (-0.1, 51.5), "HK": (114.2, 22.3), "ID": (106.8, -6.2), "IL": (34.8, 32.1), "IN": (77.2, 28.6),
    "IR": (51.4, 35.7), "JP": (139.7, 35.7), "KR": (127.0, 37.6), "KZ": (71.4, 51.2), "MO": (113.5, 22.2), "MX": (-99.1, 19.4),
    "MY": (101.7, 3.1), "NL": (4.9, 52.4), "PH": (121.0, 14.6), "RU": (37.6, 55.8), "SA": (46.7, 24.7), "SG": (103.8, 1.3),
    "TH": (100.5, 13.8), "TR": (29.0, 41.0), "TW": (121.5, 25.0), "US": (-95.0, 38.0), "VN": (105.8, 21.0),
}  # fmt: skip
MARGIN = 9  #: degrees around what is drawn
BEND = 0.18  #: of the arrows
STEPS = 60  #: points on an arrow that names keep clear of
WIDEST = 7.0  #: points, of the largest flow
SHOWN = 0.002  #: share of all leaks below which a flow is left out of the map (never of the table)


def leak_routes(result: Result, size: style.Size) -> Drawing:
    """Leaked value over the whole run, from the transshipment hub to the place of end use.

    Raises MissingData for a file without flows, or if nothing leaks between places on the map.
    """
    flows = _flows(result)
    total = float(flows["value"].sum())
    drawn = flows[(flows["value"] > SHOWN * total) & flows["from"].isin(CITIES) & flows["to"].isin(CITIES)]
    if drawn.empty:
        raise MissingData(f"{result.path}: nothing leaks from a hub that is on the map")
    names = {code: place_name(result, code) for code in {*drawn["from"], *drawn["to"]}}
    with style.figure_style():
        axes, figure = _map(size, drawn)
        largest = float(drawn["value"].max())
        widest = WIDEST * (0.6 if size.narrow else 1)
        for row in drawn.itertuples():
            _arrow(axes, row.source, row.to, widest * float(row.value) / largest)
        _label(axes, drawn, names, size)
    table = flows.assign(**{"from": [_name(result, c) for c in flows["from"]], "to": [_name(result, c) for c in flows["to"]]})
    table = table[["from", "to", "value", "share"]].rename(
        columns={"from": "Through", "to": "To", "value": "Leaked value", "share": "Share of all"}
    )
    by_hub = drawn.groupby("from")["value"].sum()
    return Drawing(
        key="routes",
        title="Transshipment hubs of leaked goods",
        caption="Arrows lead from the hub whose intermediary delivered the goods to the place of end use. Their width is the "
        f"value of the goods at their first sale: mean over {result.info.replicates.finished} replicates, whole run, without intervals. "
        f"Flows under 0.2{NBSP}% of the total are in the table only. A city marks its country; arrows are not routes of ships or aircraft.",
        alt=f"Map with arrows. Leaked value by hub: {ranked({names[h]: float(v) for h, v in by_hub.items()}, money)}.",
        figure=figure,
        table=Table(table, {"Leaked value": "usd", "Share of all": "ratio"}),
    )


def _flows(result: Result) -> pd.DataFrame:
    """Columns from, to (codes), value (USD), share; the largest first."""
    leaked = result.output("leaked_flow").sel(view="true_destination")
    mean: xr.DataArray = leaked.sum(["quarter", "vendor"]).mean("replicate")
    rows = mean.to_dataframe("value").reset_index().rename(columns={"way": "from", "place": "to"})
    rows = rows[rows["value"] > 0].sort_values("value", ascending=False, ignore_index=True)
    if rows.empty:
        raise MissingData(f"{result.path}: nothing leaks")
    return rows.assign(share=rows["value"] / rows["value"].sum(), source=rows["from"])


def _name(result: Result, code: str) -> str:
    return {"elsewhere": "other places", "direct": "directly"}.get(code) or place_name(result, code)


def _map(size: style.Size, drawn: pd.DataFrame) -> tuple[Axes, object]:
    """An equirectangular map of the part of the world in which something is drawn."""
    points = np.array([CITIES[code] for code in {*drawn["from"], *drawn["to"]}])
    (west, south), (east, north) = points.min(axis=0) - MARGIN, points.max(axis=0) + MARGIN
    stretch = 1 / np.cos(np.radians((south + north) / 2))
    height = np.clip(size.width * (north - south) * stretch / (east - west), 2.2, 5.0)
    figure = style.new_figure(size, float(height))
    axes = figure.add_subplot()
    for ring in _land():
        axes.fill(ring[:, 0], ring[:, 1], color=style.GRID, linewidth=0)
    axes.set(xlim=(west, east), ylim=(south, north), aspect=stretch, xticks=[], yticks=[])
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.grid(False)
    return axes, figure


def _arrow(axes: Axes, source: str, target: str, width: float) -> None:
    if source == target:
        return
    axes.add_patch(
        FancyArrowPatch(
            CITIES[source], CITIES[target], connectionstyle=f"arc3,rad={BEND}", arrowstyle="-|>", mutation_scale=9,
            linewidth=max(0.6, width), color=style.VERMILLION, alpha=0.75, shrinkA=3, shrinkB=5, zorder=3,
        )
    )  # fmt: skip


def _label(axes: Axes, drawn: pd.DataFrame, names: dict[str, str], size: style.Size) -> None:
    """Marks of the places, and names that cover neither each other nor an arrow."""
    large, small = (4.5, 3.5) if size.narrow else (6, 4.5)
    for code in names:
        goal = code in set(drawn["to"])
        axes.plot(*CITIES[code], "s" if goal else "o", color=style.INK, markersize=large if goal else small, zorder=4)
    pairs = [(row.source, row.to) for row in drawn.itertuples() if row.source != row.to]
    name_points(axes, [(name, CITIES[code]) for code, name in names.items()], 30, partial(_along, axes, pairs))


def _along(axes: Axes, pairs: list[tuple[str, str]]) -> np.ndarray:
    """Points on the arrows, in pixels: quadratic curves, as Matplotlib's arc3 draws them."""
    t = np.linspace(0, 1, STEPS)[:, None]
    found = []
    for pair in pairs:
        a, b = axes.transData.transform([CITIES[code] for code in pair])
        middle = (a + b) / 2 + BEND * np.array([b[1] - a[1], a[0] - b[0]])
        found.append((1 - t) ** 2 * a + 2 * t * (1 - t) * middle + t**2 * b)
    return np.concatenate(found) if found else np.empty((0, 2))


@cache
def _land() -> list[np.ndarray]:
    """Outlines of the land, [point, (longitude, latitude)], from Natural Earth's TopoJSON."""
    text = resources.files("entrepot.page").joinpath("vendor/land-110m.json").read_text(encoding="utf-8")
    topology = json.loads(text)
    scale, shift = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in topology["arcs"]]

    def points(arc: int) -> np.ndarray:
        return arcs[arc] if arc >= 0 else arcs[~arc][::-1]

    rings = []
    for geometry in topology["objects"]["land"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        rings += [np.concatenate([points(arc) for arc in polygon[0]]) for polygon in polygons]
    return rings
