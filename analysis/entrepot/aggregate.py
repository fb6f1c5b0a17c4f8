"""Aggregations of outputs, each replicate on its own.

Every function takes an open `Result` and gives a DataArray whose first dimension is `replicate`; statistics over
replicates are taken last (`entrepot.statistics.over_replicates`), so that intervals of ratios are intervals of the
ratio. A week belongs to the month, and so to the quarter, of its first day.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import xarray as xr

from entrepot.errors import MissingData
from entrepot.result import Result

PIPELINE = "pipeline"  #: label of `place` for goods that are sold but not yet with an end user
OTHER = "other"
VIEWS = ("bill_to", "ship_to", "true_destination", "headquarters")


# ---- leakage -------------------------------------------------------------------------------------------------------


def leaked_by_quarter(result: Result) -> xr.DataArray:
    """Controlled units that reached restricted end users without authorisation, [replicate, quarter], units."""
    return _by_quarter(result, result.output("leaked").sum("product"))


def controlled_sold_by_quarter(result: Result) -> xr.DataArray:
    """Controlled units sold by the vendors, [replicate, quarter], units."""
    return _by_quarter(result, result.output("controlled_sold").sum("product"))


def leakage_rate_by_quarter(result: Result) -> xr.DataArray:
    """Leaked units over controlled units sold in the same quarter, [replicate, quarter], ratio.

    Chips leak weeks or months after their first sale, so a quarter's rate divides arrivals by sales of another time.
    NaN where nothing controlled was sold.
    """
    sold = controlled_sold_by_quarter(result)
    return (leaked_by_quarter(result) / sold.where(sold > 0)).rename("leakage_rate")


def leaked_by_hub_and_quarter(result: Result) -> xr.DataArray:
    """Leaked units by the hub they passed through, [replicate, quarter, hub], units.

    Leakage through no hub is a last entry `other`, which is left out if it is zero throughout.
    """
    return _with_rest(_by_quarter(result, result.output("leaked_by_hub")), leaked_by_quarter(result))


def _with_rest(by_hub: xr.DataArray, whole: xr.DataArray) -> xr.DataArray:
    """Add the part of the whole that is in no hub as an entry `other`, unless it is zero throughout."""
    elsewhere = whole - by_hub.sum("hub")
    if not bool((elsewhere != 0).any()):
        return by_hub
    rest = elsewhere.expand_dims(hub=[OTHER]).transpose(*by_hub.dims)
    return xr.concat([by_hub, rest], "hub", coords="minimal", compat="override")


# ---- revenue -------------------------------------------------------------------------------------------------------


def revenue_by_quarter(result: Result, vendor: str) -> xr.DataArray:
    """Revenue of a vendor by calendar quarter, [replicate, quarter, place, view], USD."""
    return _by_quarter(result, _of_vendor(result, "revenue", vendor))


def revenue_by_fiscal_year(result: Result, vendor: str) -> xr.DataArray:
    """Revenue of a vendor by its own fiscal year, [replicate, fiscal_year, place, view], USD.

    Fiscal years without any revenue are left out (MissingData if none is left); the coordinate `complete` marks those
    that lie wholly in the run.
    """
    return _fiscal(result, _of_vendor(result, "fiscal_revenue", vendor), vendor)


def hub_shares(result: Result, vendor: str) -> xr.DataArray:
    """Share of each hub in a vendor's revenue, [replicate, fiscal_year, hub, view], ratio.

    Under `true_destination` the whole includes goods that are not yet with an end user.
    """
    return _fiscal(result, _of_vendor(result, "hub_revenue_share", vendor), vendor)


def hub_share_summary(result: Result, vendor: str) -> xr.DataArray:
    """The same over replicates, [statistic, fiscal_year, hub, view], as the program wrote it."""
    return _fiscal(result, _vendor_part(result, result.summarised("hub_revenue_share"), vendor), vendor)


def total_revenue(result: Result) -> xr.DataArray:
    """Revenue over the whole run, [replicate, vendor], USD."""
    return result.output("revenue").sel(view="bill_to").sum(["month", "place"])


def largest_vendor(result: Result) -> str:
    """The vendor with the largest mean revenue."""
    revenue = total_revenue(result).mean("replicate")
    if revenue.sizes["vendor"] == 0:
        raise MissingData(f"{result.path}: has no vendor")
    return str(revenue["vendor"].values[int(revenue.argmax("vendor"))])


def fold_places(revenue: xr.DataArray, named: list[str]) -> xr.DataArray:
    """Keep the `named` places and the pipeline, and add up the rest as `other`; dimension `place` comes in that order.

    Sums over `place` are the same before and after.
    """
    places = [str(p) for p in revenue["place"].values]
    kept = [p for p in named if p in places]
    rest = [p for p in places if p not in kept and p != PIPELINE]
    parts = [revenue.sel(place=kept), revenue.sel(place=rest).sum("place").expand_dims(place=[OTHER])]
    if PIPELINE in places:
        parts.append(revenue.sel(place=[PIPELINE]))
    return xr.concat(parts, "place", coords="minimal", compat="override").transpose(*revenue.dims)


# ---- grey market and restricted buyers -----------------------------------------------------------------------------


def grey_premium_by_month(result: Result) -> xr.DataArray:
    """Grey price over list price less one, mean over accepted units, [replicate, month], ratio; NaN without any."""
    premium = result.output("grey_premium")
    units = result.output("grey_units_accepted").where(premium.notnull(), 0)
    month = _months(premium["week"].values)
    value = _group(premium.fillna(0) * units, "week", "month", month)
    weight = _group(units, "week", "month", month)
    return (value / weight.where(weight > 0)).rename("grey_premium")


def by_year(result: Result, name: str) -> xr.DataArray:
    """A weekly count by calendar year, [replicate, year]; a week belongs to the year of its first day."""
    values = result.output(name)
    values = values.sum([d for d in values.dims if d not in ("replicate", "week")])
    years = values["week"].values.astype("datetime64[Y]")
    summed = _group(values, "week", "year", years)
    return summed.assign_coords(year=[int(str(year)[:4]) for year in summed["year"].values])


# ---- calendar ------------------------------------------------------------------------------------------------------


def quarter_label(first_day: np.datetime64) -> str:
    """`2024 Q3` for 2024-07-01."""
    day = pd.Timestamp(first_day)
    return f"{day.year} Q{day.quarter}"


def complete_years(result: Result) -> dict[int, bool]:
    """For each calendar year of the run whether all weeks that begin in it are part of it."""
    week = result.outputs["week"].values.astype("datetime64[D]")
    return {
        int(year): _covers(week, np.datetime64(f"{year}-01-01"), np.datetime64(f"{int(year) + 1}-01-01"))
        for year in result.outputs["year"].values
    }


def _by_quarter(result: Result, values: xr.DataArray) -> xr.DataArray:
    """Sum over the weeks or months of each calendar quarter; coordinate `complete` as for `complete_years`."""
    time = "week" if "week" in values.dims else "month"
    summed = _group(values, time, "quarter", _quarters(values[time].values))
    week = result.outputs["week"].values.astype("datetime64[D]")
    first = summed["quarter"].values.astype("datetime64[M]")
    complete = [_covers(week, q.astype("datetime64[D]"), (q + 3).astype("datetime64[D]")) for q in first]
    labels = [quarter_label(q) for q in first]
    return summed.assign_coords(complete=("quarter", complete), label=("quarter", labels))


def _group(values: xr.DataArray, old: str, new: str, starts: np.ndarray) -> xr.DataArray:
    """Sum along dimension `old` over runs of equal `starts`, which become the coordinate of dimension `new`."""
    first, index = np.unique(starts, return_index=True)
    axis = values.get_axis_num(old)
    summed = np.add.reduceat(values.values, index, axis=axis)
    dims = [new if d == old else d for d in values.dims]
    kept = {name: c for name, c in values.coords.items() if old not in c.dims}
    coords = {**kept, new: first.astype("datetime64[ns]")}
    return xr.DataArray(summed, dims=dims, coords=coords, name=values.name, attrs=values.attrs)


def _covers(week: np.ndarray, begin: np.datetime64, end: np.datetime64) -> bool:
    """Whether no week that begins in [begin, end) is missing before the first or after the last of the run."""
    return bool(week[0] - np.timedelta64(7, "D") < begin and week[-1] + np.timedelta64(7, "D") >= end)


def _months(days: np.ndarray) -> np.ndarray:
    return days.astype("datetime64[M]")


def _quarters(days: np.ndarray) -> np.ndarray:
    month = days.astype("datetime64[M]")
    return month - (month.astype(int) % 3).astype("timedelta64[M]")


def _of_vendor(result: Result, name: str, vendor: str) -> xr.DataArray:
    return _vendor_part(result, result.output(name), vendor)


def _vendor_part(result: Result, values: xr.DataArray, vendor: str) -> xr.DataArray:
    known = [str(v) for v in values["vendor"].values]
    if vendor not in known:
        raise MissingData(f"{result.path}: has no vendor {vendor!r}; it has {', '.join(known) or 'none'}")
    return values.sel(vendor=vendor, drop=True)


def _fiscal(result: Result, values: xr.DataArray, vendor: str) -> xr.DataArray:
    revenue = result.output("fiscal_revenue").sel(vendor=vendor, view="bill_to").sum(["place", "replicate"])
    complete = result.output("fiscal_year_complete").sel(vendor=vendor, drop=True).astype(bool)
    sold = revenue["fiscal_year"].values[revenue.values > 0]
    if sold.size == 0:
        raise MissingData(f"{result.path}: no fiscal year has any revenue of {vendor}")
    return values.assign_coords(complete=("fiscal_year", complete.values)).sel(fiscal_year=sold)
