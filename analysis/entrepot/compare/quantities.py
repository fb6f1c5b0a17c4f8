"""What is compared. A new column is one entry of `QUANTITIES`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import xarray as xr

from entrepot import aggregate
from entrepot.errors import MissingData
from entrepot.result import Result
from entrepot.scenario import vendor_name


@dataclass(frozen=True)
class Quantity:
    """One column of a comparison, over the whole run."""

    key: str
    name: str
    unit: str  #: of what is shown
    section: str  #: the table it stands in
    of: Callable[[Result], xr.DataArray]  #: [replicate], in the file's unit
    output: str  #: the same in the words of `entrepot compare --outputs`
    scale: float = 1.0  #: from the file's unit to the one shown
    relative: bool = False  #: whether the change is told in percent as well

    @property
    def head(self) -> str:
        """The name with the unit, where the name does not say it."""
        return self.name if self.unit in self.name.lower() else f"{self.name}, {self.unit}"


LEAKAGE, MARKET, HARM = "Leakage", "Premium and revenue", "Honest buyers and enforcement"
POINTS = "percentage points"


Source = tuple[Callable[[Result], xr.DataArray], str]


def _output(name: str) -> Source:
    return (lambda result: result.output(name)), name


def _total(name: str) -> Source:
    return (lambda result: _summed(result.output(name))), name


def _summed(values: xr.DataArray) -> xr.DataArray:
    return values.sum([d for d in values.dims if d != "replicate"])


QUANTITIES = (
    Quantity("leakage_rate", "Leakage rate", POINTS, LEAKAGE, *_output("leakage_rate"), scale=100),
    Quantity("leaked_units", "Leaked units", "units", LEAKAGE, *_output("leaked_units"), relative=True),
    Quantity("leaked_h100e", "Compute leaked", "H100e", LEAKAGE, *_total("leaked_h100e"), relative=True),
    Quantity("access_leakage", "Access leakage", POINTS, LEAKAGE, *_output("access_leakage"), scale=100),
    Quantity("restricted_stock", "Restricted stock at the end", "H100e", LEAKAGE, *_output("final_restricted_stock"), relative=True),
    Quantity("grey_premium", "Grey premium", POINTS, MARKET, *_output("mean_grey_premium"), scale=100),
    Quantity("honest_orders_refused", "Honest orders refused", "orders", HARM, *_total("honest_orders_refused")),
    Quantity("seized_units", "Seized units", "units", HARM, *_output("seized_units")),
    Quantity("end_use_checks", "End-use checks", "checks", HARM, *_total("end_use_checks")),
)


LEVIES = Quantity("revenue_share_paid", "Revenue share paid", "USD m", MARKET, *_total("revenue_share_paid"), scale=1e-6)


def quantities_of(results: list[Result]) -> list[Quantity]:
    """The quantities of a comparison, with the revenue of every vendor that one of the files knows."""
    vendors: dict[str, str] = {}
    for result in results:
        for vendor in result.output("vendor").values:
            vendors.setdefault(str(vendor), vendor_name(result, str(vendor)))
    levies = [LEVIES] if any("revenue_share_paid" in result.outputs for result in results) else []
    return [*QUANTITIES, *(_revenue(key, name) for key, name in vendors.items()), *levies]


def _revenue(vendor: str, name: str) -> Quantity:
    def of(result: Result) -> xr.DataArray:
        revenue = aggregate.total_revenue(result)
        if vendor not in revenue["vendor"].values:
            raise MissingData(f"{result.path}: has no vendor {vendor!r}")
        return revenue.sel(vendor=vendor, drop=True)

    output = f"revenue[{vendor}/bill_to]"  # every view books every sale once
    return Quantity(f"revenue_{vendor}", f"Revenue of {name}", "USD m", MARKET, of, output, scale=1e-6, relative=True)
