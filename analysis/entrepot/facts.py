"""The cited figures of a scenario, and those that were not looked up in a source."""

from __future__ import annotations

import pandas as pd

from entrepot.result import Result

UNSEEN = ("general knowledge", "not seen", "unseen", "seen: false")
GRADES = {
    "A": "official filing, rule or testimony",
    "B": "named research or press",
    "C": "rough, to be read as a range",
}


def marked_facts(result: Result) -> pd.DataFrame:
    """`Result.facts` with a column `unseen`: whether the source or note calls it general knowledge or not seen."""
    facts = result.facts
    texts = [f"{row.source} {row.note}".lower() for row in facts.itertuples()]
    return facts.assign(unseen=[any(phrase in text for phrase in UNSEEN) for text in texts])
