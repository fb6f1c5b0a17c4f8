"""In which keys two resolved scenarios differ, by the rules of `entrepot diverge` (sim/scenario/key_differences.cpp)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

ONLY_SAID = ("title", "question", "note", "source", "grade")  #: decide nothing


@dataclass(frozen=True)
class KeyDifference:
    """Empty for a key that the scenario does not write."""

    key: str
    old: str
    new: str


def leaves(tree: Any) -> dict[str, str]:
    """What a scenario says, by dotted path. `{value: 3, source: ...}` says the same as `3`."""
    found: dict[str, str] = {}
    _collect(tree, "", found)
    return found


def key_differences(old: dict[str, str], new: dict[str, str]) -> list[KeyDifference]:
    """By path."""
    keys = sorted({*old, *new})
    return [KeyDifference(k, old.get(k, ""), new.get(k, "")) for k in keys if old.get(k) != new.get(k)]


def _collect(value: Any, path: str, into: dict[str, str]) -> None:
    if not isinstance(value, dict):
        into[path] = _flow(value)
        return
    for key, inner in value.items():
        if key in ONLY_SAID:
            continue
        below = path if key == "value" else f"{path}.{key}".strip(".")
        _collect(inner, below, into)


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return "~" if value is None else str(value)
