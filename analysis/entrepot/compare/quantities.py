"""Names, units and sections of the outputs of a comparison. A new column is one entry of `QUANTITIES`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from entrepot.scenario import VENDOR_NAMES


@dataclass(frozen=True)
class Quantity:
    """One column of a comparison, over the whole run."""

    key: str
    name: str
    unit: str  #: of what is shown
    section: str  #: the table that shows it
    output: str  #: as `entrepot compare --outputs` names it
    scale: float = 1.0  #: from the file's unit to the one shown
    relative: bool = False  #: whether the change is shown in percent as well
    optional: bool = False  #: left out if no file has it

    @property
    def head(self) -> str:
        """The name with the unit, unless the name contains it."""
        return self.name if self.unit in self.name.lower() else f"{self.name}, {self.unit}"


LEAKAGE, MARKET, HARM, OTHER = "Leakage", "Premium and revenue", "Honest buyers and enforcement", "Other outputs"
POINTS = "percentage points"

QUANTITIES = {
    quantity.output: quantity
    for quantity in (
        Quantity("leakage_rate", "Leakage rate", POINTS, LEAKAGE, "leakage_rate", scale=100),
        Quantity("leaked_units", "Leaked units", "units", LEAKAGE, "leaked_units", relative=True),
        Quantity("leaked_h100e", "Compute leaked", "H100e", LEAKAGE, "leaked_h100e", relative=True),
        Quantity("access_leakage", "Access leakage", POINTS, LEAKAGE, "access_leakage", scale=100),
        Quantity("restricted_stock", "Restricted stock at the end", "H100e", LEAKAGE, "final_restricted_stock", relative=True),
        Quantity("grey_premium", "Grey premium", POINTS, MARKET, "mean_grey_premium", scale=100),
        Quantity("honest_orders_refused", "Honest orders refused", "orders", HARM, "honest_orders_refused"),
        Quantity("seized_units", "Seized units", "units", HARM, "seized_units"),
        Quantity("end_use_checks", "End-use checks", "checks", HARM, "end_use_checks"),
        Quantity("revenue_share_paid", "Revenue share paid", "USD m", MARKET, "revenue_share_paid", scale=1e-6, optional=True),
    )
}
REVENUE = re.compile(r"revenue\[(\w+)/bill_to\]")
#: Units of the file with the unit shown, and the scale between them.
SHOWN = {"1": (POINTS, 100.0), "USD": ("USD m", 1e-6)}


def quantity_of(output: str, unit: str, vendors: Mapping[str, str]) -> Quantity:
    """Of an output as it was requested; `vendors` gives their names by key."""
    if output in QUANTITIES:
        return QUANTITIES[output]
    if match := REVENUE.fullmatch(output):
        name = vendors.get(match[1]) or VENDOR_NAMES.get(match[1], match[1])
        return Quantity(f"revenue_{match[1]}", f"Revenue of {name}", "USD m", MARKET, output, scale=1e-6, relative=True)
    shown, scale = SHOWN.get(unit, (unit, 1.0))
    return Quantity(output, output.replace("_", " ").capitalize(), shown, OTHER, output, scale)
