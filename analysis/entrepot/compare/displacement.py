"""Displacement: how much of what no longer leaks through one hub leaks through the others."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import xarray as xr

from entrepot import aggregate
from entrepot.compare.effects import Effect, paired_effect, ratio_interval, unpaired_effect
from entrepot.compare.pairing import CannotCompare, Pairing
from entrepot.result import Result

TOTAL = "total"
WHOLE = "whole span"


@dataclass(frozen=True)
class HubChange:
    """Leaked units through one hub in one span of time."""

    hub: str  #: ISO code, `other` for leaks through no hub, or `total`
    span: str  #: a quarter such as `2025 Q3`, or `whole span`
    after: float  #: mean of the other file over the same replicates, units
    effect: Effect  #: other less baseline, units; `effect.baseline` is the baseline's mean


@dataclass(frozen=True)
class Displaced:
    """What left one hub, and what of it the other hubs (and leaks through no hub) took up, net."""

    hub: str
    left: float  #: units that no longer leak through the hub, mean
    elsewhere: float  #: units that the others gained, mean; below zero if they lost as well
    share: float  #: elsewhere over left, ratio
    low: float  #: Fieller interval; NaN if not paired, or if `left` cannot be told from zero
    high: float


@dataclass(frozen=True)
class Displacement:
    pairing: Pairing
    first_month: dt.date  #: months that begin before it are left out
    changes: list[HubChange]  #: by span (the whole first), then by hub, the total last
    displaced: list[Displaced]  #: hubs that lost, and whose loss can be told from zero; largest first


def displacement(pairing: Pairing, start: dt.date | None = None) -> Displacement:
    """Compare leaked units by hub over the months that begin on `start` or later (default: the whole run).

    A hub that only one file has counts as zero in the other, where its leaks stand under `other`.
    """
    level = pairing.baseline.info.confidence
    of_both = [_by_month(r, start) for r in (pairing.baseline, pairing.other)]
    of_both = list(xr.align(*of_both, join="outer", fill_value=0, exclude=["replicate", "month"]))
    hubs = sorted(map(str, of_both[0]["hub"].values), key=lambda hub: (hub == aggregate.OTHER, hub))
    of_both = [values.sel(hub=hubs) for values in of_both]
    changes = [
        change for name, spans in _spans(of_both) for change in _changes(pairing, name, hubs, spans, level)
    ]
    return Displacement(
        pairing=pairing,
        first_month=_day(of_both[0]["month"].values[0]),
        changes=changes,
        displaced=_displaced(pairing, hubs, of_both, level),
    )


def _by_month(result: Result, start: dt.date | None) -> xr.DataArray:
    values = aggregate.leaked_by_hub_and_month(result)
    if start is None or start <= result.info.start:
        return values
    kept = values.sel(month=values["month"] >= np.datetime64(start))
    if kept.sizes["month"] == 0:
        raise CannotCompare(f"{result.path}: no month of the run begins on {start} or later; it ends {result.info.end}")
    return kept


def _spans(of_both: list[xr.DataArray]) -> list[tuple[str, list[xr.DataArray]]]:
    """The whole span and each quarter, with the two files' values, [replicate, hub]."""
    quarters = [aggregate.quarter_label(month) for month in of_both[0]["month"].values]
    spans = [(WHOLE, [values.sum("month") for values in of_both])]
    for quarter in dict.fromkeys(quarters):
        here = [q == quarter for q in quarters]
        spans.append((quarter, [values.isel(month=here).sum("month") for values in of_both]))
    return spans


def _changes(
    pairing: Pairing, span: str, hubs: list[str], of_both: list[xr.DataArray], level: float
) -> list[HubChange]:
    before, after = (_with_total(values) for values in pairing.values(*of_both))
    effect = paired_effect if pairing.paired else unpaired_effect
    return [
        HubChange(hub, span, float(after[:, k].mean()), effect(before[:, k], after[:, k], level))
        for k, hub in enumerate([*hubs, TOTAL])
    ]


def _displaced(pairing: Pairing, hubs: list[str], of_both: list[xr.DataArray], level: float) -> list[Displaced]:
    before, after = pairing.values(*(values.sum("month") for values in of_both))
    effect = paired_effect if pairing.paired else unpaired_effect
    losers = [
        k
        for k, hub in enumerate(hubs)
        if hub != aggregate.OTHER and effect(before[:, k], after[:, k], level).high < 0
    ]
    found = [_displaced_from(pairing, hubs[k], k, before, after, level) for k in losers]
    return sorted(found, key=lambda d: -d.left)


def _displaced_from(
    pairing: Pairing, hub: str, k: int, before: np.ndarray, after: np.ndarray, level: float
) -> Displaced:
    """From leaked units by replicate and hub."""
    left = float(before[:, k].mean() - after[:, k].mean())
    elsewhere = float(after.sum(1).mean() - before.sum(1).mean()) + left
    if not pairing.paired:
        return Displaced(hub, left, elsewhere, elsewhere / left, float("nan"), float("nan"))
    gained = (after - before).sum(1) - (after - before)[:, k]
    return Displaced(hub, left, elsewhere, *ratio_interval(gained, before[:, k] - after[:, k], level))


def _with_total(values: np.ndarray) -> np.ndarray:
    return np.hstack([values, values.sum(1, keepdims=True)])


def _day(value: np.datetime64) -> dt.date:
    return value.astype("datetime64[D]").astype(dt.date)
