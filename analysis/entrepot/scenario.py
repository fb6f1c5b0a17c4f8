"""Names in full and dates of rules, from the resolved scenario."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from entrepot import terminal
from entrepot.aggregate import OTHER, PIPELINE
from entrepot.errors import MissingData
from entrepot.result import Result

VIEW_NAMES = {
    "bill_to": "billed to",
    "ship_to": "shipped to",
    "true_destination": "end user in",
    "headquarters": "customer's seat in",
}

# Used where the scenario gives no name. ISO 3166 short names.
PLACE_NAMES = {
    "AE": "UAE", "CN": "China", "DE": "Germany", "HK": "Hong Kong", "ID": "Indonesia", "IN": "India", "JP": "Japan",
    "KR": "South Korea", "MO": "Macau", "MY": "Malaysia", "NL": "Netherlands", "PH": "Philippines", "SG": "Singapore",
    "TH": "Thailand", "TW": "Taiwan", "US": "United States", "VN": "Vietnam",
    OTHER: "other places", PIPELINE: "not yet with an end user",
}  # fmt: skip
#: Chips (a letter or two, then figures) and abbreviations that readers know.
CAPITALS = re.compile(r"\b([a-z]{1,2}\d+\w*|kyc|us|uae|bis|hbm)\b")
#: Abbreviations of rule keys that readers do not know.
EXPANDED = {"ac": "advanced computing", "tpp": "performance threshold", "d": "country group D", "a": "country group A"}
VENDOR_NAMES = {"nvidia": "NVIDIA", "amd": "AMD"}


@dataclass(frozen=True)
class Rule:
    """A dated rule of the scenario; dates are None where it gives none."""

    key: str
    instrument: str
    announced: dt.date | None
    effective: dt.date | None
    ends: dt.date | None
    withdrawn: dt.date | None
    source: str
    grade: str
    title: str = ""

    @property
    def name(self) -> str:
        """Its title; else the key as words, with abbreviations in capitals or written out: `h20_licence` is `H20 licence`."""
        if self.title:
            return terminal.one_line(self.title)
        words = terminal.one_line(re.sub(r"[_-]+", " ", self.key))
        words = " ".join(EXPANDED.get(word, word) for word in words.split(" "))
        words = re.sub(r" (20\d\d) (?=[a-z])", r" \1: ", words).replace(" other country", ", other country")
        words = CAPITALS.sub(lambda word: word.group().upper(), words)
        return words[:1].upper() + words[1:]

    @property
    def ever_in_force(self) -> bool:
        return self.effective is not None and (self.withdrawn is None or self.withdrawn > self.effective)


def rules(result: Result) -> list[Rule]:
    """The rules of the scenario by the day they take effect."""
    entries = _map(result.scenario_words.get("rules"))
    found = [_rule(key, _map(entry)) for key, entry in entries.items()]
    return sorted(found, key=lambda r: (r.effective or r.announced or dt.date.max, r.key))


def scenario_name(result: Result) -> str:
    """The short name of the scenario if it gives one, else its title."""
    try:
        given = result.scenario_words
    except MissingData:
        given = {}
    short = next((str(given[key]) for key in ("short", "label") if isinstance(given.get(key), str)), "")
    return terminal.one_line(short or result.info.title)


def vendor_name(result: Result, vendor: str) -> str:
    return _name_of(result, "vendors", vendor, VENDOR_NAMES)


def vendor_names(result: Result) -> dict[str, str]:
    """By key, in the order of the file."""
    return {str(key): vendor_name(result, str(key)) for key in result.output("vendor").values}


def place_name(result: Result, place: str) -> str:
    return _name_of(result, "jurisdictions", place, PLACE_NAMES)


def vendor_home(result: Result, vendor: str) -> str:
    """The vendor's home jurisdiction; the United States where the scenario does not say."""
    try:
        entry = _map(_map(result.scenario_words.get("vendors")).get(vendor))
    except MissingData:
        entry = {}
    return str(_plain(entry.get("home")) or "US")


def _name_of(result: Result, section: str, key: str, known: dict[str, str]) -> str:
    """In one line, with the key where the scenario gives two the same name."""
    names = _given_names(result, section)
    name = names.get(key) or known.get(key, key)
    shared = sum(other == name for other in names.values()) > 1
    return terminal.one_line(f"{name} ({key})" if shared else name)


def _given_names(result: Result, section: str) -> dict[str, str]:
    try:
        entries = _map(result.scenario_words.get(section))
    except MissingData:
        return {}
    return {key: str(_plain(_map(entry).get("name")) or "") for key, entry in entries.items()}


def _rule(key: str, entry: dict[str, Any]) -> Rule:
    dates = {name: _date(entry.get(name)) for name in ("announced", "effective", "ends", "withdrawn")}
    texts = {name: str(_plain(entry.get(name)) or "") for name in ("instrument", "source", "grade", "title")}
    if dates["announced"] is None:
        dates["announced"] = dates["effective"]
    return Rule(key=str(key), **dates, **texts)


def _date(value: Any) -> dt.date | None:
    value = _plain(value)
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        return None


def _plain(value: Any) -> Any:
    """The value itself, where it was written with its evidence: `{value: 3, source: ...}`."""
    return value["value"] if isinstance(value, dict) and "value" in value else value


def _map(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
