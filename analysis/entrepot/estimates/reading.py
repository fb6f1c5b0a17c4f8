"""Reading a file of estimates. Every fault is told, each as file:line:column."""

from __future__ import annotations

import datetime as dt
import difflib
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from entrepot import measures
from entrepot.errors import ResultError
from entrepot.facts import GRADES
from entrepot.measures import ALL, Dates, Measure

#: How numbers of a unit are written (`entrepot.words.WRITERS`).
UNITS = {"ratio": "ratio", "factor": "index", "units": "units", "H100e": "h100e", "USD": "usd", "count": "units"}
CUSTODY = {
    "largest_order": "units of the largest leaked or seized order",
    "largest_diverter": "units that leaked or were seized by way of the one intermediary with most of them",
}
TOP_KEYS = ("title", "scenario", "estimates")
KEYS = (
    "what", "scenario", "of", "over", "custody", "from", "until", "over_from", "over_until", "low", "high", "unit", "source", "grade",
    "seen", "used", "differs",
)  # fmt: skip
NEEDED = ("what", "unit", "source", "grade", "differs")


@dataclass(frozen=True)
class Estimate:
    """What somebody published, and the quantity of a result that comes nearest to it."""

    name: str
    what: str
    scenario: str  #: name of the scenario's file without suffix
    of: list[Measure]
    over: list[Measure]  #: measures that it is a share of, or a multiple; none: the sum itself
    custody: str  #: one of CUSTODY, in place of measures
    dates: Dates
    over_dates: Dates
    low: float  #: of the published range; minus infinity where it has no lower end
    high: float
    unit: str  #: one of UNITS
    source: str
    grade: str
    seen: bool  #: whether somebody looked it up
    used: bool  #: whether inputs of the scenario were set with it in view, so that to agree is no evidence
    differs: str  #: why the quantity of the result is not quite what was published

    @property
    def kind(self) -> str:
        return UNITS[self.unit]


@dataclass(frozen=True)
class Suite:
    path: Path
    title: str
    estimates: list[Estimate]


def read_suite(path: Path) -> Suite:
    """Raises ResultError: with every fault of the file, a line each."""
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except OSError as error:
        raise ResultError(f"{path}: {error.strerror or error}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ResultError(f"{path}: not YAML: {' '.join(str(error).split())}") from error
    reader = _Reader(path)
    suite = reader.suite(root)
    if reader.faults:
        raise ResultError("\n".join(reader.faults))
    return suite


class _Reader:
    def __init__(self, path: Path):
        self.path = path
        self.faults: list[str] = []

    def fault(self, node: yaml.Node | None, key: str, why: str) -> None:
        at = f":{node.start_mark.line + 1}:{node.start_mark.column + 1}" if node else ""
        self.faults.append(f"{self.path}{at}: {key + ': ' if key else ''}{why}")

    def suite(self, root: yaml.Node | None) -> Suite:
        top = self._map(root, "", TOP_KEYS)
        default = self._text(top, "scenario", "")
        entries = self._entries(top.get("estimates"), "estimates")
        if not entries:
            self.fault(root, "", "expected `estimates`, a map of names to estimates")
        found = [self.estimate(name, node, default) for name, node in entries.items() if self._is_map(node, f"estimates.{name}")]
        return Suite(self.path, self._text(top, "title", "") or self.path.stem, found)

    def estimate(self, name: str, node: yaml.Node, scenario: str) -> Estimate:
        path = f"estimates.{name}"
        entry = self._map(node, path, KEYS)
        for key in NEEDED:
            if key not in entry:
                self.fault(node, path, f"lacks `{key}`")
        made = Estimate(
            name=name,
            scenario=self._text(entry, "scenario", path) or scenario,
            of=self._measures(entry, "of", path),
            over=self._measures(entry, "over", path),
            custody=self._one_of(entry, "custody", path, tuple(CUSTODY)),
            dates=self._dates(entry, path, "from", "until"),
            over_dates=self._dates(entry, path, "over_from", "over_until"),
            low=self._number(entry, "low", path, -math.inf),
            high=self._number(entry, "high", path, math.inf),
            unit=self._one_of(entry, "unit", path, tuple(UNITS)),
            grade=self._one_of(entry, "grade", path, tuple(GRADES)),
            seen=self._flag(entry, "seen", path),
            used=self._flag(entry, "used", path),
            **{key: self._text(entry, key, path) for key in ("what", "source", "differs")},
        )
        self._check(made, node, path, entry)
        return made

    def _check(self, made: Estimate, node: yaml.Node, path: str, entry: dict[str, yaml.Node]) -> None:
        if not made.scenario:
            self.fault(node, path, "lacks `scenario`, and the file names none for all")
        if bool(made.of) == bool(made.custody) and "of" not in entry:
            self.fault(node, path, "needs `of` (measures) or `custody`")
        if made.of and made.custody:
            self.fault(node, path, "takes `of` or `custody`, not both")
        if made.over and not made.of:
            self.fault(node, path, "`over` needs `of`")
        if not made.over_dates.all and not made.over:
            self.fault(node, path, "`over_from` and `over_until` need `over`")
        if not {"low", "high"} & set(entry):
            self.fault(node, path, "needs `low` or `high`, or both")
        if made.low > made.high:
            self.fault(entry["low"], f"{path}.low", f"{made.low:g} is over high, {made.high:g}")

    # ---- values ----------------------------------------------------------------------------------------------------

    def _map(self, node: yaml.Node | None, path: str, keys: tuple[str, ...]) -> dict[str, yaml.Node]:
        entries = self._entries(node, path)
        for key in [key for key in entries if key not in keys]:
            close = difflib.get_close_matches(key, keys, 1)
            self.fault(entries.pop(key), f"{path}.{key}".strip("."), "unknown key" + (f"; did you mean '{close[0]}'?" if close else ""))
        return entries

    def _entries(self, node: yaml.Node | None, path: str) -> dict[str, yaml.Node]:
        if node is None or not self._is_map(node, path):
            return {}
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.fault(key, path, "expected a name")
            elif key.value in found:
                self.fault(key, f"{path}.{key.value}".strip("."), "is there twice")
            else:
                found[key.value] = value
        return found

    def _is_map(self, node: yaml.Node, path: str) -> bool:
        if not isinstance(node, yaml.MappingNode):
            self.fault(node, path, "expected a map")
            return False
        return True

    def _scalar(self, entry: dict[str, yaml.Node], key: str, path: str, kind: type | tuple[type, ...], expected: str) -> Any:
        """The value, or None if it is not there or not of the kind."""
        if key not in entry:
            return None
        node = entry[key]
        try:
            found = yaml.SafeLoader("").construct_object(node, deep=True)
        except (yaml.YAMLError, ValueError):
            found = None
        wrong_flag = isinstance(found, bool) and kind is not bool
        if isinstance(found, kind) and not wrong_flag:
            return found
        self.fault(node, f"{path}.{key}".strip("."), f"expected {expected}")
        return None

    def _text(self, entry: dict[str, yaml.Node], key: str, path: str) -> str:
        return " ".join((self._scalar(entry, key, path, str, "a text") or "").split())

    def _flag(self, entry: dict[str, yaml.Node], key: str, path: str) -> bool:
        return bool(self._scalar(entry, key, path, bool, "true or false"))

    def _number(self, entry: dict[str, yaml.Node], key: str, path: str, absent: float) -> float:
        found = self._scalar(entry, key, path, (int, float), "a number such as 0.02 or 1.6e+9")
        if found is not None and not math.isfinite(found):
            self.fault(entry[key], f"{path}.{key}", "expected a finite number; leave an open end out")
            return absent
        return absent if found is None else float(found)

    def _one_of(self, entry: dict[str, yaml.Node], key: str, path: str, known: tuple[str, ...]) -> str:
        found = self._text(entry, key, path)
        if found and found not in known:
            self.fault(entry[key], f"{path}.{key}", f"'{found}' is not known; expected {', '.join(known)}")
            return known[0]
        return found

    def _dates(self, entry: dict[str, yaml.Node], path: str, first: str, last: str) -> Dates:
        found = Dates(*(self._scalar(entry, key, path, dt.date, "a date such as 2024-02-01") for key in (first, last)))
        if found.first and found.last and found.first > found.last:
            self.fault(entry[first], f"{path}.{first}", f"{found.first} is after {found.last}")
        return ALL if found.all else found

    def _measures(self, entry: dict[str, yaml.Node], key: str, path: str) -> list[Measure]:
        node = entry.get(key)
        if node is None:
            return []
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        found = []
        for item in items:
            try:
                found.append(measures.parse(str(item.value)))
            except ValueError as error:
                self.fault(item, f"{path}.{key}", str(error))
        return found
