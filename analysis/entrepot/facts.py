"""The cited figures of a scenario, those that were not looked up in a source, and the rows of evidence behind them."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from entrepot.result import Result

UNSEEN = ("general knowledge", "not seen", "unseen", "seen: false")
GRADES = {
    "A": "official filing, rule or testimony",
    "B": "named research or press",
    "C": "rough, to be read as a range",
}


READ = {
    "direct": "in the named source",
    "second_hand": "in a page that reports the source",
    "derived": "computed or judged from other figures",
}


def marked_facts(result: Result) -> pd.DataFrame:
    """`Result.facts` with a column `unseen`: whether the source or note calls it general knowledge or not seen."""
    facts = result.facts
    texts = [f"{row.source} {row.note}".lower() for row in facts.itertuples()]
    return facts.assign(unseen=[any(phrase in text for phrase in UNSEEN) for text in texts])


def figure_of(row: Mapping[str, str]) -> str:
    """The figure of a row of evidence in words: `140000 (10000 to 500000) units`."""
    spread = f"{row['low']} to {row['high']}" if row["low"] else ""
    figure = f"{row['value']} ({spread})" if row["value"] and spread else row["value"] or spread
    return figure if row["unit"] in ("date", "status", "count") else f"{figure} {row['unit']}"


def period_of(row: Mapping[str, str]) -> str:
    """The period of a row of evidence; empty if it is open at both ends."""
    if row["from"] and row["until"]:
        return f"{row['from']} to {row['until']}"
    return f"from {row['from']}" if row["from"] else f"until {row['until']}" if row["until"] else ""


def cited_evidence(result: Result) -> list[dict[str, str]]:
    """The rows of evidence that the scenario cites, with figure, period and a safe address."""
    return [
        {
            **row, "figure": figure_of(row), "period": period_of(row), "read": READ.get(row["read"], row["read"]),
            "address": row["url"] if row["url"].startswith(("https://", "http://")) else "",
        }
        for row in result.evidence.to_dict("records")
    ]  # fmt: skip


def citations_by_path(result: Result) -> dict[str, list[str]]:
    """Ids of the rows that each value or entry cites."""
    by_path: dict[str, list[str]] = {}
    for row in result.citations.itertuples():
        by_path.setdefault(str(row.path), []).append(str(row.evidence))
    return by_path
