"""The answer of a result in a few numbers: what the first screen of the page shows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import xarray as xr

from entrepot import aggregate
from entrepot.errors import MissingData
from entrepot.result import Result
from entrepot.statistics import Estimate, estimate, estimate_of

CONSTANT = 0.01  #: an interval narrower than this share of its mean is of a plan, not of chance
#: Weekly counts of the controls' activity, by name of the output.
ACTIVITY = {
    "licence_applications": "Licence applications",
    "licence_approvals": "Licences approved",
    "licence_denials": "Licences denied",
    "honest_orders_refused": "Honest orders refused",
    "end_use_checks": "End-use checks",
    "seized": "Units seized",
}


@dataclass(frozen=True)
class Leakage:
    """Over the whole run."""

    rate: Estimate  #: leaked over controlled units sold, ratio
    units: Estimate  #: leaked units


@dataclass(frozen=True)
class Year:
    """One calendar year."""

    year: int
    complete: bool  #: whether all its weeks lie in the run
    leaked: Estimate  #: units
    rate: Estimate  #: ratio; NaN if nothing controlled was sold


@dataclass(frozen=True)
class Activity:
    """Activity of the controls in one calendar year."""

    year: int
    complete: bool  #: whether all its weeks lie in the run
    counts: dict[str, Estimate]  #: by name of the output; see ACTIVITY
    access: Estimate  #: access leakage, ratio; NaN if no restricted buyer computes


@dataclass(frozen=True)
class HubGap:
    """One hub's share of a vendor's revenue in a fiscal year under the four views, ratio."""

    vendor: str
    hub: str
    fiscal_year: int
    complete: bool
    shares: dict[str, Estimate]  #: by view
    not_delivered: Estimate  #: share of the revenue whose goods are not yet with an end user


def leakage(result: Result) -> Leakage:
    return Leakage(rate=_of(result, "leakage_rate"), units=_of(result, "leaked_units"))


def years(result: Result) -> list[Year]:
    complete = aggregate.complete_years(result)
    return [
        Year(
            year=int(year),
            complete=complete[int(year)],
            leaked=_of(result, "annual_leaked_units", year=year),
            rate=_of(result, "annual_leakage_rate", year=year),
        )
        for year in result.output("annual_leaked_units")["year"].values
    ]


def activity(result: Result) -> list[Activity]:
    complete = aggregate.complete_years(result)
    counts = {name: aggregate.by_year(result, name) for name in ACTIVITY}
    level = result.info.confidence
    return [
        Activity(
            year=int(year),
            complete=complete[int(year)],
            counts={name: estimate(values.sel(year=year), level) for name, values in counts.items()},
            access=_of(result, "annual_access_leakage", year=year),
        )
        for year in result.output("annual_access_leakage")["year"].values
    ]


def planned(years: list[Activity]) -> dict[str, list[tuple[int, float]]]:
    """Counts that hardly differ between replicates in any year, as (year, mean): a table of them would repeat itself."""
    found = {}
    for name in ACTIVITY:
        counts = [(year, year.counts[name]) for year in years]
        if all(_is_planned(one) for _, one in counts):
            found[name] = [(year.year, one.mean) for year, one in counts if year.complete] or [(year.year, one.mean) for year, one in counts]
    return found


def _is_planned(one: Estimate) -> bool:
    return one.has_interval and one.high - one.low <= CONSTANT * abs(one.mean)


def hub_gap(result: Result) -> HubGap:
    """For the largest vendor's last whole fiscal year (else its last), and the hub where billing and end use differ most."""
    vendor = aggregate.largest_vendor(result)
    shares = aggregate.hub_shares(result, vendor)
    if shares.sizes["hub"] == 0:
        raise MissingData(f"{result.path}: has no hub")
    fiscal_year = _last_year(shares)
    shares = shares.sel(fiscal_year=fiscal_year)
    hub = _headline_hub(shares)
    return HubGap(
        vendor=vendor,
        hub=hub,
        fiscal_year=fiscal_year,
        complete=bool(shares["complete"]),
        shares={
            view: _of(result, "hub_revenue_share", vendor=vendor, fiscal_year=fiscal_year, hub=hub, view=view) for view in aggregate.VIEWS
        },
        not_delivered=estimate(_not_delivered(result, vendor, fiscal_year), result.info.confidence),
    )


def _not_delivered(result: Result, vendor: str, fiscal_year: int) -> xr.DataArray:
    revenue = aggregate.revenue_by_fiscal_year(result, vendor).sel(fiscal_year=fiscal_year, view="true_destination")
    return revenue.sel(place=aggregate.PIPELINE) / revenue.sum("place")


def _last_year(shares: xr.DataArray) -> int:
    years = shares["fiscal_year"].values
    whole = years[shares["complete"].values]
    return int(whole[-1] if whole.size else years[-1])


def _headline_hub(shares: xr.DataArray) -> str:
    hubs = [str(hub) for hub in shares["hub"].values]
    mean = shares.mean("replicate")
    gap = abs(mean.sel(view="bill_to") - mean.sel(view="true_destination")).values
    return hubs[int(np.argmax(np.nan_to_num(gap)))]


def _of(result: Result, name: str, **cell: object) -> Estimate:
    """The statistics of one cell of an output, which the program wrote to the file's /summary."""
    values = result.output(name).sel(**cell)
    return estimate_of(result.summarised(name).sel(**cell), int(values.count()))
