"""The figures of a result. `FIGURES` is the list that the page and the command line follow."""

from __future__ import annotations

from collections.abc import Callable

from entrepot.figures.drawing import Draw, Drawing, Table, inline_svg, save
from entrepot.figures.leakage import leakage_by_quarter, leaked_by_hub
from entrepot.figures.market import grey_premium, rented_compute, restricted_stock
from entrepot.figures.revenue import hub_shares, revenue_by_view
from entrepot.figures.style import NARROW, WIDE, Size
from entrepot.result import Result

#: By key, in the order of the page. Each may raise MissingData.
FIGURES: dict[str, Callable[[Result, Size], Drawing]] = {
    "leakage": leakage_by_quarter,
    "hubs": leaked_by_hub,
    "shares": hub_shares,
    "revenue": revenue_by_view,
    "premium": grey_premium,
    "stock": restricted_stock,
    "access": rented_compute,
}

#: What each is made of, in /outputs.
DATASETS: dict[str, str] = {
    "leakage": "leaked, controlled_sold",
    "hubs": "leaked_by_hub, leaked",
    "shares": "hub_revenue_share",
    "revenue": "fiscal_revenue",
    "premium": "grey_premium, grey_units_accepted",
    "stock": "restricted_stock",
    "access": "rented_h100e, access_leakage",
}

__all__ = ["DATASETS", "FIGURES", "NARROW", "WIDE", "Draw", "Drawing", "Size", "Table", "inline_svg", "save"]
