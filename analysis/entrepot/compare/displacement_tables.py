"""Displacements as Markdown and CSV, from the JSON of the program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from entrepot.compare.wording import UNDEFINED, plain, signed
from entrepot.compare.sentences import with_place_names
from entrepot.scenario import PLACE_NAMES
from entrepot.words import NBSP, markdown_table, markdown_text

Found = dict[str, Any]
ROUNDS_TO_ZERO = 0.5


def to_markdown(found: list[Found]) -> str:
    return "\n".join(_one(displacement) for displacement in found)


def to_frame(found: list[Found]) -> pd.DataFrame:
    """One row for each number with an interval, unrounded; `what` names the quantity, `row` and `column` its labels."""
    rows = [
        {"scenario": one["after"]["title"], "what": what, "row": row, "column": column, **number}
        for one in found
        for what, row, column, number in _numbers(one)
    ]
    return pd.DataFrame(rows)


def _numbers(found: Found) -> Iterator[tuple[str, str, str, Found]]:
    for window in [found["whole"], *found["windows"]]:
        weeks = _weeks(window)
        yield from (("leaked_units", p["place"], weeks, p["difference"]) for p in window["places"])
        yield "leaked_units", "all", weeks, window["leaked_units"]["difference"]
        yield "share_still_stopped", str(found["hub"]), weeks, window["share_still_stopped"]
        yield "share_of_first_window", "all", weeks, window["share_of_first_window"]
    yield from (("acquired_h100e", s["source"], "whole", s["difference"]) for s in found["acquired_h100e"])
    matrix = found["matrix"]
    for row, cells in zip(matrix["rows"], matrix["cells"]):
        yield from (("displaced_h100e", row, column, cell) for column, cell in zip(matrix["columns"], cells))
    yield from (("months_until_half", lag["source"], "", lag["months_after"]) for lag in found["lags"])
    for route in found["routes"]:
        yield from (("leaked_by_route", route["route"], p["place"], p["difference"]) for p in route["places"])


def _one(found: Found) -> str:
    parts = [
        f"## {markdown_text(found['after']['title'])}: displacement",
        markdown_text(with_place_names(found["answer"])),
        f"{found['replicates']} pairs of replicates, {100 * found['confidence']:g}{NBSP}% intervals of sampling noise.",
        "### Leaked units by hub",
        _table(("Hub", "Reference", "Scenario", "Difference"), _places(found["whole"])),
        "### Sources that replace lost compute, H100e",
        _matrix(found["matrix"]),
        "### Time since the change",
        _table(("Weeks", f"Units through {_words(found['hub'] or 'hub')}", "All units", "Share not replaced"), _windows(found)),
    ]
    if lags := [_lag(lag) for lag in found["lags"] if lag["gain_h100e"]["value"] >= ROUNDS_TO_ZERO]:
        parts += ["### Speed of replacement", _table(("Source that gained", "H100e", "Half of it by", "Months after"), lags)]
    return "\n\n".join(parts) + "\n"


def _places(window: Found) -> list[tuple[str, ...]]:
    named = [(p["place"], p) for p in window["places"] if max(p["before"], p["after"]) >= ROUNDS_TO_ZERO]
    return [
        (_words(name), _whole(change["before"]), _whole(change["after"]), _change(change["difference"]))
        for name, change in [*named, ("total", window["leaked_units"])]
    ]


def _windows(found: Found) -> list[tuple[str, ...]]:
    return [
        (
            _weeks(window),
            _change(window["leaked_units_at_hub"]["difference"]) if window["leaked_units_at_hub"] else UNDEFINED,
            _change(window["leaked_units"]["difference"]),
            _share(window["share_still_stopped"]),
        )
        for window in [*found["windows"], found["whole"]]
    ]


def _matrix(matrix: Found) -> str:
    """Without empty rows and columns."""
    rows = [k for k, total in enumerate(matrix["row_sums"]) if total["value"] >= ROUNDS_TO_ZERO]
    columns = [k for k, total in enumerate(matrix["column_sums"]) if total["value"] >= ROUNDS_TO_ZERO]
    heads = ("Lost by \\ gained by", *(_words(matrix["columns"][k]) for k in columns), "total")
    body = [
        (
            _words(matrix["rows"][r]),
            *(_whole(matrix["cells"][r][c]["value"]) for c in columns),
            _whole(matrix["row_sums"][r]["value"]),
        )
        for r in rows
    ]
    body.append(("total", *(_whole(matrix["column_sums"][c]["value"]) for c in columns), ""))
    return _table(heads, body)


def _lag(lag: Found) -> tuple[str, ...]:
    after = lag["months_after"]
    months = _whole(after["value"])
    if after["low"] is not None:
        months += f" ({_whole(after['low'])} to {_whole(after['high'])})"
    return _words(lag["source"]), _change(lag["gain_h100e"]), lag["half_by_month"][:7], months


def _table(heads: tuple[str, ...], body: list[tuple[str, ...]]) -> str:
    rows = [heads, ("---", *["---:"] * (len(heads) - 1)), *body]
    return markdown_table(rows)


def _weeks(window: Found) -> str:
    return f"{window['first_week']} to {window['end_week']}"


def _words(name: str) -> str:
    return markdown_text(PLACE_NAMES.get(name) or name.replace("_", " "))


def _whole(value: float) -> str:
    return plain(value, 0)


def _change(number: Found) -> str:
    """`−5,832 (−6,599 to −5,066)`."""
    text = signed(number["value"], 0)
    return text if number["low"] is None else f"{text} ({signed(number['low'], 0)} to {signed(number['high'], 0)})"


def _share(number: Found) -> str:
    if number["value"] is None:
        return UNDEFINED
    value, low, high = (f"{plain(100 * n, 0)}{NBSP}%" for n in number.values())
    return f"{value} ({low} to {high})"
