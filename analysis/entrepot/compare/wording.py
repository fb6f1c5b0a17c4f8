"""Formats of differences: sign, significant digits, interval."""

from __future__ import annotations

import math

from entrepot.compare.effects import Effect
from entrepot.compare.quantities import Quantity
from entrepot.statistics import Estimate
from entrepot.words import NBSP, NONE

MINUS = "\N{MINUS SIGN}"
ZERO = "0 exactly"
UNDEFINED = "not defined"


def decimals(value: float, half_width: float) -> int:
    """Decimals that show two significant digits of the interval's half width, or three of the value without an interval."""
    scale, figures = (half_width, 2) if math.isfinite(half_width) and half_width > 0 else (abs(value), 3)
    if not scale or not math.isfinite(scale):
        return 0
    return min(6, max(0, figures - 1 - math.floor(math.log10(scale))))


def signed(value: float, digits: int) -> str:
    """`+1,234.5`, `−0.12`; zero has no sign."""
    text = f"{abs(value):,.{digits}f}"
    if float(text.replace(",", "")) == 0:
        return text
    return ("+" if value > 0 else MINUS) + text


def plain(value: float, digits: int) -> str:
    return signed(value, digits).removeprefix("+")


def interval(low: float, high: float, digits: int) -> str:
    return f"{signed(low, digits)} to {signed(high, digits)}"


def change(effect: Effect) -> str:
    """The difference alone."""
    if not effect.defined:
        return UNDEFINED
    return ZERO if effect.exactly_zero else signed(effect.mean, digits(effect))


def range_of(effect: Effect) -> str:
    """Its interval; empty without one, or for an exact zero."""
    if effect.exactly_zero or not effect.has_interval:
        return ""
    return interval(effect.low, effect.high, digits(effect))


def remarks(quantity: Quantity, effect: Effect, n: int) -> str:
    """The change in percent of the baseline, and the number of pairs if some are not defined."""
    parts = []
    if quantity.relative and math.isfinite(effect.relative) and not effect.exactly_zero:
        parts.append(percent_change(effect))
    if effect.defined and effect.n != n:
        parts.append(f"n = {effect.n}")
    return "; ".join(parts)


def percent_change(effect: Effect) -> str:
    half = 100 * abs((effect.high - effect.low) / 2 / effect.baseline)
    digits = min(2, decimals(100 * effect.relative, half))
    return f"{signed(100 * effect.relative, digits)}{NBSP}%"


def level(effect: Effect) -> str:
    """The baseline's mean, with the decimals of the difference."""
    half = (effect.high - effect.low) / 2 if effect.has_interval else math.nan
    return plain(effect.baseline, decimals(effect.baseline, half))


def level_words(value: Estimate | None) -> tuple[str, str]:
    """The baseline's own mean and interval."""
    if value is None:
        return NONE, ""
    if not math.isfinite(value.mean):
        return UNDEFINED, ""
    digits = decimals(value.mean, (value.high - value.low) / 2)
    if not value.has_interval:
        return plain(value.mean, digits), ""
    return plain(value.mean, digits), f"{plain(value.low, digits)} to {plain(value.high, digits)}"


def digits(effect: Effect) -> int:
    """Decimals of a difference and its interval."""
    return decimals(effect.mean, (effect.high - effect.low) / 2)
