"""Differences as sentences that an analyst can quote."""

from __future__ import annotations

import math
import re

from entrepot.compare import wording
from entrepot.compare.effects import Effect
from entrepot.compare.quantities import POINTS
from entrepot.names import sentence
from entrepot.scenario import PLACE_NAMES
from entrepot.words import NBSP, count, money

MILLIONS = "USD m"


def change_sentence(name: str, effect: Effect, unit: str) -> str:
    """`Leaked units fell by 46,058 (40,709 to 51,407), 16 % of the reference (294,579).`"""
    name = sentence(name)
    if not effect.defined:
        return f"{name}: not defined."
    if effect.exactly_zero:
        return f"{name}: the same in every replicate."
    if not effect.has_interval:
        return f"{name}: {amount(effect, effect.mean, unit, sign=True)} in one pair of replicates."
    if not effect.excludes_zero:
        return f"{name}: no change beyond sampling noise ({span(effect, unit)})."
    verb = "rose" if effect.mean > 0 else "fell"
    low, high = sorted((abs(effect.low), abs(effect.high)))
    ends = f"{amount(effect, low, unit, short=True)} to {amount(effect, high, unit, short=True)}"
    return f"{name} {verb} by {amount(effect, abs(effect.mean), unit)} ({ends}){_share(effect, unit)}."


def span(effect: Effect, unit: str) -> str:
    """The ends of an interval with their signs, without the unit where the change has it: `−5,080 to +1,977`."""
    return " to ".join(amount(effect, end, unit, sign=True, short=True) for end in (effect.low, effect.high))


def _share(effect: Effect, unit: str) -> str:
    """Of the reference, where that is a quantity and not a share itself."""
    if unit == POINTS or not math.isfinite(effect.relative) or effect.baseline <= 0:
        return ""
    share = abs(effect.relative)
    text = f"{share:.0%}" if share >= 0.0095 else f"{share:.1%}" if share >= 0.00095 else "under 0.1%"
    whole = money(effect.baseline * 1e6) if unit == MILLIONS else count(effect.baseline)
    return f", {text.replace('%', NBSP + '%')} of the reference ({whole})"


def amount(effect: Effect, value: float, unit: str, *, sign: bool = False, short: bool = False) -> str:
    """In its unit, with the digits that the interval bears: `46,058`, `$472 m`, `0.26 percentage points`."""
    text = wording.signed(value, wording.digits(effect))
    mark, text = (text[0], text[1:]) if text[0] in "+\N{MINUS SIGN}" else ("", text)
    mark = mark if sign or mark == "\N{MINUS SIGN}" else ""
    if unit == MILLIONS:
        return f"{mark}${text}{NBSP}m"
    named = {POINTS: f" {POINTS}", "H100e": f"{NBSP}H100e"}.get(unit, "")
    return f"{mark}{text}{'' if short else named}"


def with_place_names(text: str) -> str:
    """Codes of places as names, and minus signs."""
    text = re.sub(r"\b[A-Z]{2}\b", lambda code: PLACE_NAMES.get(code.group(), code.group()), " ".join(text.split()))
    text = re.sub(r"\b(through|to|in) (Philippines|Netherlands|United States|UAE)\b", r"\1 the \2", text)
    return re.sub(r"(?<=[ (])-(?=\d)", "\N{MINUS SIGN}", text)
