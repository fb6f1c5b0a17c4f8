"""Formats of numbers and phrases that figures, page and tables share.

They round for reading; the numbers are the program's. Its own tables in the terminal have the formats of `sim/report`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence

from entrepot.result import Result
from entrepot.statistics import Estimate
from entrepot.terminal import one_line

NBSP = "\N{NO-BREAK SPACE}"
NONE = "\N{EN DASH}"


def count(value: float) -> str:
    """Units, or H100e: 12,345; 3.4 for a small fraction."""
    if not math.isfinite(value):
        return NONE
    if abs(value) >= 100 or value == round(value):
        return f"{value:,.0f}"
    return f"{value:,.3g}"


def percent(value: float) -> str:
    """A ratio as percent: 18.2 %, 1.24 %, 0.031 %."""
    if not math.isfinite(value):
        return NONE
    scaled = 100 * value
    if abs(scaled) >= 10 or scaled == 0:
        digits = 0 if scaled in (0, 100) else 1
    else:
        digits = min(6, 1 - math.floor(math.log10(abs(scaled))) + (1 if abs(scaled) >= 1 else 0))
    return f"{scaled:.{digits}f}{NBSP}%"


def money(value: float) -> str:
    """US dollars: $23.7 bn, $4.5 m."""
    if not math.isfinite(value):
        return NONE
    sign, value = "\N{MINUS SIGN}" if value < 0 else "", abs(value)
    if value >= 1e9:
        return f"{sign}${value / 1e9:,.2f}{NBSP}bn"
    if value >= 1e6:
        return f"{sign}${value / 1e6:,.1f}{NBSP}m"
    return f"{sign}${value:,.0f}"


def index(value: float) -> str:
    """A share of variance, or a distance: 0.31."""
    return f"{value:.2f}" if math.isfinite(value) else NONE


LARGE = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def number(value: float) -> str:
    """Any other number by its four leading digits: 0.4426, 140,000, 35.64 billion."""
    if not math.isfinite(value):
        return NONE
    rounded = float(f"{value:.4g}")
    for size, name in LARGE:
        if abs(rounded) >= size:
            return f"{rounded / size:,.4g}{NBSP}{name}"
    if 1000 <= abs(rounded):
        return f"{rounded:,.0f}"
    return f"{rounded:.4g}"


WRITERS: dict[str, Callable[[float], str]] = {
    "units": count, "h100e": count, "usd": money, "ratio": percent, "premium": percent, "index": index,
    "number": number, "change_ratio": percent, "change_usd": money,
}  # fmt: skip
#: Kinds of quantities that are never below zero. The normal approximation of an interval may be: it is printed from zero on.
LEVELS = {"units", "h100e", "usd", "ratio"}


def written(value: float, kind: str) -> str:
    """A number of a kind as text; the end of an interval of a count or share below zero as zero."""
    return WRITERS[kind](max(0.0, value) if kind in LEVELS else value)


def level(result: Result) -> str:
    return f"{100 * result.info.confidence:g}{NBSP}%"


def between(low: str, high: str) -> str:
    return f"{low} to {high}"


def with_interval(result: Result, value: Estimate, kind: str) -> str:
    """`1.24 % (95 % interval 1.20 % to 1.28 %)`, or the number alone without an interval."""
    if not value.has_interval:
        return written(value.mean, kind)
    return f"{written(value.mean, kind)} ({level(result)} interval {between(written(value.low, kind), written(value.high, kind))})"


def ranked(values: dict[str, float], write: Callable[[float], str]) -> str:
    """`Singapore 120, Hong Kong 30`, largest first."""
    return ", ".join(f"{name} {write(v)}" for name, v in sorted(values.items(), key=lambda item: -item[1]))


def replicates_words(result: Result) -> str:
    done = result.info.replicates
    text = f"{done.finished} of {done.planned} replicates finished"
    return f"{text}; {done.failed} failed" if done.failed else text


def interval_words(result: Result) -> str:
    """How to read the whiskers of a figure, and what they are of."""
    number = result.info.replicates.finished
    if number < 2:
        return "One replicate gives no intervals."
    return (
        f"Thick whiskers: {level(result)} interval of the mean over {number} replicates. Thin whiskers: the middle 90{NBSP}% of "
        f"replicates. {NOISE_ONLY}"
    )


NOISE_ONLY = "Intervals cover sampling noise only."


def band_words(result: Result) -> str:
    """The same of lines with bands."""
    number = result.info.replicates.finished
    if number < 2:
        return "One replicate gives no intervals."
    return (
        f"Line: mean over {number} replicates. Band: its {level(result)} interval. Thin lines: the middle 90{NBSP}% of replicates. "
        f"{NOISE_ONLY}"
    )


#: Markup of Markdown (also GitHub's and Pandoc's): code, emphasis, links, HTML, tables, formulas, entities, underscores at the ends
#: of a word, and marks of lists, headings and quotations at the beginning of a line.
MARKUP = re.compile(r"[\\`*\[\]<|$]|~(?=~)|&(?=#?\w+;)|(?<![^\W_])_|_(?![^\W_])|^[-+#>=](?=\s|$|[-=#>])|(?<=^\d)[.)](?=\s)")


def markdown_text(text: object) -> str:
    """A text of a file as literal text in a line or cell of Markdown."""
    return MARKUP.sub(lambda found: "\\" + found.group(), one_line(text))


def markdown_code(text: object) -> str:
    """The same as code, also in a cell: `|` is escaped there too."""
    line = one_line(text)
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", line)), default=0))
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}".replace("|", "\\|")


def markdown_table(rows: Iterable[Sequence[str]]) -> str:
    """Rows of cells, including the heads and the line below them, as a table in Markdown."""
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
