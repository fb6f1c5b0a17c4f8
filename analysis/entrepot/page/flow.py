"""The flow diagram of the page: value from vendor through hubs to end users, quarter by quarter, in four views.

The page holds the numbers; `flow.js` draws them for the quarter and the view that the reader chooses.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources

import numpy as np
import xarray as xr
from markupsafe import Markup

from entrepot.aggregate import OTHER, PIPELINE, quarter_label
from entrepot.errors import MissingData
from entrepot.result import Result
from entrepot.scenario import place_name, vendor_name

#: Names of the views on the page.
VIEWS = {
    "bill_to": "the billing address",
    "ship_to": "the first consignee (ship-to)",
    "true_destination": "the true route",
    "headquarters": "the direct customer's headquarters",
}
WAYS = {"elsewhere": "other places", "direct": "directly"}
NAMED_PLACES = 6  #: end users' places that have a node of their own, besides those that goods leak to
MILLION = 1e-6


@dataclass(frozen=True)
class Flow:
    """The parts of the template. `data` is the JSON that the script reads."""

    quarters: list[str]
    views: dict[str, str]
    data: Markup
    script: Markup


def flow(result: Result) -> Flow:
    """Means over replicates. Raises MissingData for a file of a program that did not record flows."""
    whole = _mean(result, "flow")
    leaked = _mean(result, "leaked_flow")
    places = _shown_places(whole, leaked)
    whole, leaked = _folded(whole, places), _folded(leaked, places)
    quarters = [quarter_label(quarter) for quarter in whole["quarter"].values]
    data = {
        "quarters": quarters,
        "vendors": [vendor_name(result, str(v)) for v in whole["vendor"].values],
        "ways": [WAYS.get(str(way)) or place_name(result, str(way)) for way in whole["way"].values],
        "ends": [place_name(result, str(p)) for p in places],
        "lawful": {view: _sparse((whole - leaked).sel(view=view)) for view in VIEWS},
        "leaked": {view: _sparse(leaked.sel(view=view)) for view in VIEWS},
    }
    return Flow(quarters, VIEWS, _json(data), _script())


def _mean(result: Result, name: str) -> xr.DataArray:
    """[quarter, vendor, view, way, place], USD m."""
    return result.output(name).mean("replicate") * MILLION


def _shown_places(whole: xr.DataArray, leaked: xr.DataArray) -> list[str]:
    """Places that goods leak to, the largest others, the rest as one, and goods in transit."""
    totals = whole.sel(view="bill_to").sum(["quarter", "vendor", "way"])
    leaks = leaked.sel(view="bill_to").sum(["quarter", "vendor", "way"])
    names = [str(p) for p in totals["place"].values if str(p) != PIPELINE]
    by_size = sorted(names, key=lambda p: -float(totals.sel(place=p)))
    named = [p for p in by_size if float(leaks.sel(place=p)) > 0]
    named += [p for p in by_size if p not in named][: max(0, NAMED_PLACES - len(named))]
    return [p for p in by_size if p in named] + [OTHER, PIPELINE]


def _folded(values: xr.DataArray, places: list[str]) -> xr.DataArray:
    rest = [str(p) for p in values["place"].values if str(p) not in places]
    other = values.sel(place=rest).sum("place").expand_dims(place=[OTHER])
    kept = values.sel(place=[p for p in places if p != OTHER])
    return xr.concat([kept, other], "place").sel(place=places).transpose(*values.dims)


def _sparse(values: xr.DataArray) -> list[list[float]]:
    """Rows [quarter, vendor, way, place, USD m] of all nonzero values, unrounded."""
    cells = values.values
    return [[*map(int, at), float(cells[tuple(at)])] for at in np.argwhere(np.abs(cells) > 0)]


def _json(data: dict) -> Markup:
    """JSON that is safe in a script element."""
    return Markup(json.dumps(data, ensure_ascii=False).replace("<", "\\u003c"))


def _script() -> Markup:
    folder = resources.files("entrepot.page")
    parts = ("vendor/d3-array.min.js", "vendor/d3-sankey.min.js", "flow.js")
    text = "\n".join(folder.joinpath(part).read_text(encoding="utf-8") for part in parts)
    if "</script" in text.lower():
        raise MissingData("a script of the page would end its element")
    return Markup(text)
