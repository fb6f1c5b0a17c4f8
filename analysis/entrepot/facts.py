"""The cited figures of a scenario, and which of them nobody has seen in a source."""

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
    """`Result.facts` with a column `unseen`: the source or note says that it is general knowledge or was not seen."""
    facts = result.facts
    said = [f"{row.source} {row.note}".lower() for row in facts.itertuples()]
    return facts.assign(unseen=[any(phrase in text for phrase in UNSEEN) for text in said])
