"""Priors of a calibration, from the text of their distribution: values at probabilities, and the other way round.

The file has the text as the calibration file writes it (`loguniform: [0.6, 2]`), and the points that were drawn of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import yaml
from scipy import stats

NUMBER, INTEGER, CATEGORY, DATE = "number", "integer", "category", "date"
TAIL = 0.005  #: left out of the range of a prior without an end
EPOCH = dt.date(1970, 1, 1)

Values = np.ndarray


@dataclass(frozen=True)
class Prior:
    """A distribution of numbers, of days since 1970, or of rows of categories."""

    kind: str  #: `number`, `integer`, `category` or `date`
    logarithmic: bool  #: even, or a bell, in the logarithm
    levels: tuple[float, ...]  #: all values, where there are only some; each as likely as the others
    categories: tuple[str, ...]
    value_at: Callable[[Values], Values]  #: as the program has it; levels in the order in which they are written
    below: Callable[[Values], Values]  #: probability of a value or any lower one

    def quantile(self, q: float) -> float:
        if self.levels:
            rising = sorted(self.levels)
            return rising[min(int(q * len(rising)), len(rising) - 1)]
        return float(self.value_at(np.array(q)))

    @property
    def range(self) -> tuple[float, float]:
        """Its ends; where it has none, or at zero in a logarithm, values that hardly anything is beyond."""
        low, high = self.quantile(0), self.quantile(1)
        if not np.isfinite(low) or (self.logarithmic and low <= 0):
            low = self.quantile(TAIL)
        return low, high if np.isfinite(high) else self.quantile(1 - TAIL)


def prior_of(text: str, unit: Values, values: Values) -> Prior:
    """The prior of which `values` were drawn, at the points `unit` of the unit interval.

    What is written and gives these values is believed. Anything else (a quoted category with a comma in it) is taken
    from the values themselves, as numbers.
    """
    try:
        written = _read(text)
        believed = np.allclose(written.value_at(unit), values, rtol=1e-6, atol=1e-9)
    except (yaml.YAMLError, ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError):
        believed = False
    return written if believed else _drawn(values)


def _drawn(values: Values) -> Prior:
    rising = np.sort(values)
    return Prior(
        kind=NUMBER,
        logarithmic=False,
        levels=(),
        categories=(),
        value_at=lambda u: np.quantile(rising, u, method="inverted_cdf"),
        below=lambda value: np.searchsorted(rising, value, side="right") / rising.size,
    )


# ---- as it is written ----------------------------------------------------------------------------------------------


def _read(text: str) -> Prior:
    if text.startswith("["):
        items = _items(yaml.compose(text), text)
        return _numbers(items) if all(map(_is_number, items)) else _categories(items)
    whole = f"{{{text}}}"
    entries = {key.value: node for key, node in yaml.compose(whole).value}
    form = min(entries, key=lambda key: key == "steps")
    node = entries[form]
    if form in _LISTS:
        return _LISTS[form](_items(node, whole))
    if isinstance(node, yaml.MappingNode):
        prior = _CURVES[form](**{key.value: float(value.value) for key, value in node.value})
    else:
        prior = _CURVES[form](*map(_number, _items(node, whole)))
    return prior if "steps" not in entries else _in_steps(prior, int(float(entries["steps"].value)))


def _items(node: yaml.Node, text: str) -> list[str]:
    """Each as written, which is what a category is known by."""
    return [text[item.start_mark.index : item.end_mark.index] for item in node.value]


def _number(text: str) -> float:
    """Dates are days since 1970."""
    return float((dt.date.fromisoformat(text) - EPOCH).days) if _is_date(text) else float(text)


def _is_date(text: str) -> bool:
    return len(text) == 10 and text[4] == text[7] == "-"


def _is_number(text: str) -> bool:
    try:
        return np.isfinite(_number(text))
    except ValueError:
        return False


def _numbers(items: list[str]) -> Prior:
    return _levels([_number(item) for item in items], DATE if all(map(_is_date, items)) else NUMBER)


def _categories(items: list[str]) -> Prior:
    return _levels([float(row) for row in range(len(items))], CATEGORY, tuple(items))


def _levels(levels: list[float], kind: str, categories: tuple[str, ...] = (), logarithmic: bool = False) -> Prior:
    at, rising = np.array(levels), np.sort(levels)
    return Prior(
        kind=kind,
        logarithmic=logarithmic,
        levels=tuple(levels),
        categories=categories,
        value_at=lambda u: at[np.minimum(np.floor(np.asarray(u) * at.size).astype(int), at.size - 1)],
        below=lambda value: np.searchsorted(rising, value, side="right") / rising.size,
    )


def _in_steps(prior: Prior, steps: int) -> Prior:
    """Levels at equal distances, in the logarithm if the prior is."""
    low, high = prior.range
    levels = np.geomspace(low, high, steps) if prior.logarithmic else np.linspace(low, high, steps)
    if prior.kind != NUMBER:
        levels = np.unique(np.round(levels))
    return _levels(levels.tolist(), prior.kind, logarithmic=prior.logarithmic)


def _curve(distribution: Any, low: float = -np.inf, high: float = np.inf, *, logarithmic: bool = False) -> Prior:
    """Of a distribution of scipy, cut to [low, high]."""
    begin, end = distribution.cdf(low), distribution.cdf(high)
    return Prior(
        kind=NUMBER,
        logarithmic=logarithmic,
        levels=(),
        categories=(),
        value_at=lambda u: distribution.ppf(begin + np.asarray(u) * (end - begin)),
        below=lambda value: np.clip((distribution.cdf(value) - begin) / (end - begin), 0, 1),
    )


def _whole(low: float, high: float, kind: str) -> Prior:
    count = high - low + 1
    return Prior(
        kind=kind,
        logarithmic=False,
        levels=(),
        categories=(),
        value_at=lambda u: np.minimum(low + np.floor(np.asarray(u) * count), high),
        below=lambda value: np.clip((np.floor(value) - low + 1) / count, 0, 1),
    )


def _beta(mean: float, concentration: float, low: float = 0, high: float = 1) -> Prior:
    at = (mean - low) / (high - low)
    return _curve(stats.beta(at * concentration, (1 - at) * concentration, low, high - low))


_LISTS = {"values": _numbers, "categories": _categories}
_CURVES: dict[str, Callable[..., Prior]] = {
    "uniform": lambda low, high: _curve(stats.uniform(low, high - low)),
    "loguniform": lambda low, high: _curve(stats.loguniform(low, high), logarithmic=True),
    "triangular": lambda low, mode, high: _curve(stats.triang((mode - low) / (high - low), low, high - low)),
    "normal": lambda mean, sd, **cut: _curve(stats.norm(mean, sd), **cut),
    "lognormal": lambda median, sigma, **cut: _curve(stats.lognorm(sigma, scale=median), **cut, logarithmic=True),
    "exponential": lambda mean, **cut: _curve(stats.expon(scale=mean), **cut),
    "beta": _beta,
    "integer": lambda low, high: _whole(low, high, INTEGER),
    "dates": lambda first, last: _whole(first, last, DATE),
}
