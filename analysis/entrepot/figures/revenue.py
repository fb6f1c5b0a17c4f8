"""Figures of revenue under its four views: places in a fiscal year, and the shares of hubs over fiscal years."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from entrepot import aggregate
from entrepot.errors import MissingData
from entrepot.figures import style
from entrepot.figures.drawing import Drawing, Table
from entrepot.figures.tables import kinds_of, statistic_columns
from entrepot.result import Result
from entrepot.scenario import VIEW_NAMES, place_name, vendor_home, vendor_name
from entrepot.statistics import over_replicates
from entrepot.words import interval_words, money, percent, ranked

SMALL = 0.15  #: of the largest share: below it in every year and view, a hub has no panel
DODGE = {"bill_to": -0.3, "ship_to": -0.1, "true_destination": 0.1, "headquarters": 0.3}  #: of rows; the first view on top


def revenue_by_view(result: Result, size: style.Size, vendor: str | None = None) -> Drawing:
    """Revenue by place under the four views, a panel for each fiscal year, all on one scale."""
    vendor = vendor or aggregate.largest_vendor(result)
    revenue = aggregate.revenue_by_fiscal_year(result, vendor)
    revenue = aggregate.fold_places(revenue, named_places(result, revenue, vendor))
    summary = over_replicates(revenue, result.info.confidence)
    years = _shown_years(summary)
    columns = 1 if size.narrow else min(3, len(years))
    rows = math.ceil(len(years) / columns)
    with style.figure_style():
        figure = style.new_figure(size, 0.5 + rows * (0.45 + 0.27 * summary.sizes["place"]))
        grid, legend = style.panels(figure, rows, columns, len(years))
        for axes, year in zip(grid, years):
            _draw_places(axes, summary.sel(fiscal_year=year), result)
            axes.set_title(_year_name(summary, year))
        top = float(np.nanmax(summary.sel(statistic=["mean", "p95"], fiscal_year=years).values))
        grid[0].set_xlim(-0.02 * top, 1.05 * top)
        grid[0].xaxis.set_major_locator(MaxNLocator(5))
        grid[0].xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value / 1e9:g}"))
        for axes in grid[-columns:]:
            axes.set_xlabel("revenue, billion USD")
        style.legend_of(grid[0], legend)
    return Drawing(
        key="revenue",
        title=f"{vendor_name(result, vendor)}'s revenue by place: four views of the same sales",
        caption="Each row is a place. Its markers are the revenue of one fiscal year under four views: where the invoice goes, where the "
        "goods are shipped, where the end user is, and where the direct customer has its headquarters. Where markers are far apart, billing addresses are a poor guide to end use. "
        f"{interval_words(result)}",
        alt=_revenue_alt(result, summary, years),
        figure=figure,
        table=_revenue_table(result, summary, _years(summary)),
        notes=[note + " The table has them too." for note in _part_notes(summary)],
    )


def hub_shares(result: Result, size: style.Size, vendor: str | None = None) -> Drawing:
    """Share of each hub in the vendor's revenue under the four views, over fiscal years."""
    vendor = vendor or aggregate.largest_vendor(result)
    summary = aggregate.hub_share_summary(result, vendor)
    years = _years(summary)
    hubs = _by_mean(summary, "hub")
    if not hubs:
        raise MissingData(f"{result.path}: has no hub")
    drawn, small = _drawn_hubs(summary, hubs)
    columns = min(2 if size.narrow else 3, len(drawn))
    rows = math.ceil(len(drawn) / columns)
    with style.figure_style():
        figure = style.new_figure(size, 0.8 + (1.75 if rows > 1 or size.narrow else 2.2) * rows)
        grid, legend = style.panels(figure, rows, columns, len(drawn))
        for axes, hub in zip(grid, drawn):
            _draw_shares(axes, summary.sel(hub=hub))
            axes.set_title(style.shortened(place_name(result, hub), int(size.width * 12 / columns) - 2))
        style.from_zero(grid[0], summary.sel(hub=drawn).sel(statistic=["mean", "high", "p95"]).values)
        style.percent_axis(grid[0])
        grid[0].set_xticks(years, [_tick(year, short=size.narrow or columns > 3) for year in years])
        grid[0].set_xlim(years[0] - 0.4, years[-1] + 0.4)
        for axes in grid[::columns]:
            axes.set_ylabel("share of revenue")
        for axes in grid[-columns:]:
            axes.set_xlabel("fiscal year")
        style.legend_of(grid[0], legend)
    return Drawing(
        key="shares",
        title=f"Share of each hub in {vendor_name(result, vendor)}'s revenue",
        caption="The same sales under three views: where the invoice goes, where the goods are shipped, where the end user is. Goods in "
        f"transit or seized count as not yet delivered. {interval_words(result)} Hollow markers: fiscal years only partly in the run.",
        alt=_shares_alt(result, summary, hubs),
        figure=figure,
        table=_shares_table(result, summary, hubs),
        notes=_part_notes(summary) + _small_notes(result, small),
    )


def _drawn_hubs(summary: xr.DataArray, hubs: list[str]) -> tuple[list[str], list[str]]:
    """The hubs whose panel would show something on the common scale, and the others."""
    largest = {hub: float(np.nanmax(summary.sel(statistic="mean", hub=hub).values)) for hub in hubs}
    drawn = [hub for hub in hubs if largest[hub] > SMALL * max(largest.values())] or hubs[:1]
    return drawn, [hub for hub in hubs if hub not in drawn]


def _small_notes(result: Result, small: list[str]) -> list[str]:
    names = ", ".join(place_name(result, hub) for hub in small)
    return [f"Not drawn, because their shares are small in every year and view: {names}. The table has them."] if small else []


def named_places(result: Result, revenue: xr.DataArray, vendor: str) -> list[str]:
    """Home, China, then the hubs by what is billed to them."""
    hubs = [str(h) for h in result.outputs["hub"].values]
    billed = revenue.sel(view="bill_to").sum("fiscal_year").mean("replicate")
    present = {str(p): float(billed.sel(place=p)) for p in billed["place"].values}
    first = [place for place in dict.fromkeys((vendor_home(result, vendor), "CN")) if place in present]
    rest = sorted((h for h in hubs if h in present and h not in first), key=lambda h: -present[h])
    return first + rest


def _draw_places(axes: Axes, year: xr.DataArray, result: Result) -> None:
    rows = np.arange(year.sizes["place"])
    for view, (colour, marker) in style.VIEW_STYLE.items():
        summary = year.sel(view=view)
        y = rows + DODGE[view]
        shown = np.array([view == "true_destination" or p != aggregate.PIPELINE for p in year["place"].values])
        shown &= np.isfinite(summary.sel(statistic="mean").values)
        style.whiskers(axes, y[shown], summary[:, shown], colour, vertical=False)
        axes.plot(
            summary.sel(statistic="mean").values[shown], y[shown], marker, color=colour, markersize=4.2,
            label=VIEW_NAMES[view],
        )  # fmt: skip
    for edge in rows[:-1]:
        axes.axhline(edge + 0.5, color=style.GRID, linewidth=0.6)
    axes.axvline(0, color=style.MUTED, linewidth=0.8)
    axes.set_yticks(rows, [style.in_lines(place_name(result, str(p)), 14, 2) for p in year["place"].values])
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.grid(axis="x")
    axes.grid(False, axis="y")


def _draw_shares(axes: Axes, hub: xr.DataArray) -> None:
    years = hub["fiscal_year"].values
    complete = hub["complete"].values
    for k, (view, (colour, marker)) in enumerate(style.VIEW_STYLE.items()):
        summary = hub.sel(view=view)
        mean = summary.sel(statistic="mean").values
        x = years + 0.09 * (k - 1)
        style.whiskers(axes, x, summary, colour)
        axes.plot(x, mean, color=colour, linewidth=1)
        for face, label, here in ((colour, VIEW_NAMES[view], complete), (style.SURFACE, None, ~complete)):
            here = here & np.isfinite(mean)
            (points,) = axes.plot(x[here], mean[here], marker, color=colour, markersize=4.2, markerfacecolor=face, label=label, clip_on=False)
            points.set_in_layout(bool(here.any()))  # none at all would count as one in the corner of the figure


def _shown_years(summary: xr.DataArray) -> list[int]:
    """The whole fiscal years; all of them, where the run has no whole one."""
    years = _years(summary)
    return [y for y in years if bool(summary["complete"].sel(fiscal_year=y))] or years


def _years(summary: xr.DataArray) -> list[int]:
    return [int(y) for y in summary["fiscal_year"].values]


def _tick(year: int, *, short: bool) -> str:
    return f"\N{RIGHT SINGLE QUOTATION MARK}{year % 100:02}" if short else f"FY{year % 100:02}"


def _year_name(summary: xr.DataArray, year: int) -> str:
    part = "" if bool(summary["complete"].sel(fiscal_year=year)) else " (part)"
    return f"Fiscal year {year}{part}"


def _part_notes(summary: xr.DataArray) -> list[str]:
    part = [f"FY{int(y)}" for y, whole in zip(summary["fiscal_year"].values, summary["complete"].values) if not whole]
    return [f"Only partly in the run: {', '.join(part)}."] if part else []


def _by_mean(summary: xr.DataArray, dimension: str) -> list[str]:
    """Labels by their mean under billing, largest first."""
    billed = summary.sel(statistic="mean", view="bill_to").mean("fiscal_year")
    values = {str(label): float(billed.sel({dimension: label})) for label in billed[dimension].values}
    return sorted(values, key=lambda label: -np.nan_to_num(values[label]))


def last_complete_year(summary: xr.DataArray) -> int | None:
    whole = summary["fiscal_year"].values[summary["complete"].values]
    return int(whole[-1]) if whole.size else None


def _revenue_alt(result: Result, summary: xr.DataArray, years: list[int]) -> str:
    year = last_complete_year(summary) or years[-1]
    text = []
    for view, name in VIEW_NAMES.items():
        mean = summary.sel(statistic="mean", view=view, fiscal_year=year)
        values = {place_name(result, str(p)): float(mean.sel(place=p)) for p in mean["place"].values}
        text.append(f"{name}: {ranked({n: v for n, v in values.items() if v > 0}, money)}")
    return f"Revenue of fiscal year {year}, {'; '.join(text)}."


def _shares_alt(result: Result, summary: xr.DataArray, hubs: list[str]) -> str:
    year = last_complete_year(summary) or int(summary["fiscal_year"].values[-1])
    mean = summary.sel(statistic="mean", fiscal_year=year)
    parts = []
    for hub in hubs:
        views = ", ".join(f"{name} {percent(float(mean.sel(hub=hub, view=v)))}" for v, name in VIEW_NAMES.items())
        parts.append(f"{place_name(result, hub)}: {views}")
    return f"Shares of revenue in fiscal year {year}. {'; '.join(parts)}."


def _revenue_table(result: Result, summary: xr.DataArray, years: list[int]) -> Table:
    frames = []
    for year in years:
        part = summary.sel(fiscal_year=year)
        places = [place_name(result, str(p)) for p in part["place"].values]
        heads = pd.DataFrame({"Fiscal year": [_short_name(summary, year)] * len(places), "Place": places})
        frames.append(pd.concat([heads, *_views(result, part)], axis=1))
    frame = pd.concat(frames, ignore_index=True)
    return Table(frame, kinds_of(frame, "usd"))


def _shares_table(result: Result, summary: xr.DataArray, hubs: list[str]) -> Table:
    frames = []
    for hub in hubs:
        years = [_short_name(summary, int(y)) for y in summary["fiscal_year"].values]
        heads = pd.DataFrame({"Hub": [place_name(result, hub)] * len(years), "Fiscal year": years})
        frames.append(pd.concat([heads, *_views(result, summary.sel(hub=hub))], axis=1))
    frame = pd.concat(frames, ignore_index=True)
    return Table(frame, kinds_of(frame, "ratio"))


def _views(result: Result, summary: xr.DataArray) -> list[pd.DataFrame]:
    shown = ("mean", "low", "high")
    return [statistic_columns(result, name, summary.sel(view=v), shown) for v, name in VIEW_NAMES.items()]


def _short_name(summary: xr.DataArray, year: int) -> str:
    return f"FY{year}" if bool(summary["complete"].sel(fiscal_year=year)) else f"FY{year} (part)"
