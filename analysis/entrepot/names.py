"""Names for readers: of scenarios, outputs, parameters and options, in place of file names and keys."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from entrepot.scenario import CAPITALS, PLACE_NAMES, VENDOR_NAMES

#: Outputs whose name in words is not that of their key.
OUTPUTS = {
    "leaked_h100e": "leaked compute",
    "final_restricted_stock": "restricted stock at the end",
    "mean_grey_premium": "grey premium",
    "seized_units": "units seized",
    "end_use_checks": "end-use checks",
    "hub_diversion_rate": "diversion rate",
    "leaked_by_hub": "leaked units",
}
#: Words that an output's labels become in its name.
VIEWS = {"bill_to": "billed", "ship_to": "shipped", "true_destination": "by end user", "headquarters": "by headquarters"}

#: Names of places and of chip families.
PROPER = re.compile(rf"\b({'|'.join(name.lower() for name in PLACE_NAMES.values() if name.isalpha() and name != 'UAE')}|asia|europe|hopper|ampere|blackwell)\b")


def words(key: str) -> str:
    """A key as words, with abbreviations and names in capitals: `strict_kyc` is `strict KYC`."""
    text = CAPITALS.sub(lambda found: found.group().upper(), re.sub(r"[_-]+", " ", key)).strip()
    return PROPER.sub(lambda found: found.group().capitalize(), text)


def sentence(text: str) -> str:
    """With a capital at its start, as labels have it."""
    return text[:1].upper() + text[1:]


def unique_names(titles: Sequence[str], labels: Sequence[str]) -> list[str]:
    """The title of each scenario; its label where two have the same title, or none."""
    return [title if title and titles.count(title) == 1 else label for title, label in zip(titles, labels)]


def output_name(output: str) -> str:
    """`leaked units`, `revenue of NVIDIA, billed`, `leaked units through Singapore`."""
    key, _, labels = output.partition("[")
    name = OUTPUTS.get(key) or words(key)
    parts = [part for part in labels.rstrip("]").split("/") if part]
    for part in parts:
        if part in VIEWS:
            name += "" if key == "revenue" else f", {VIEWS[part]}"  # every view books each sale once
        elif part in VENDOR_NAMES:
            name += f" of {VENDOR_NAMES[part]}"
        elif part in PLACE_NAMES:
            name += f" through {PLACE_NAMES[part]}" if "hub" in key else f", {PLACE_NAMES[part]}"
        else:
            name += f", {words(part)}"
    return name


def parameter_name(key: str) -> str:
    """`enforcement.check_detection` is `check detection (enforcement)`. A name that is not a key stays as it is."""
    if not re.fullmatch(r"[A-Za-z][\w.-]*", key):
        return key
    section, _, last = key.rpartition(".")
    return f"{words(last)} ({words(section.replace('.', ': '))})" if section else words(last)


def option_name(option: str, titles: Mapping[str, str] | None = None) -> str:
    """An option of a sweep: the title of its policy, then its levers."""
    policy, comma, levers = option.partition(", ")
    if "=" in policy:  # a sweep of one policy: its levers alone
        return sentence(words(option))
    return f"{(titles or {}).get(policy) or sentence(words(policy))}{comma}{words(levers)}"


__all__ = ["option_name", "output_name", "parameter_name", "sentence", "unique_names", "words"]
