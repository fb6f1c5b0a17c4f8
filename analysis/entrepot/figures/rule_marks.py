"""Dates of rules on a time axis: numbered lines, with a key in words."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.dates import date2num

from entrepot.errors import MissingData
from entrepot.figures.style import INK, MUTED
from entrepot.result import Result
from entrepot.scenario import Rule, rules

LEVELS = 3


@dataclass(frozen=True)
class RuleMark:
    """Rules that share their days, under one number."""

    number: int
    rules: list[Rule]

    @property
    def date(self) -> dt.date:
        """The day of the line: of effect, or of announcement for a rule that was never in force."""
        first = self.rules[0]
        return first.effective if first.ever_in_force else first.announced

    @property
    def words(self) -> str:
        first = self.rules[0]
        names = "; ".join(rule.name for rule in self.rules)
        if not first.ever_in_force:
            return f"{self.number}  {names}: announced {day(first.announced)}, never in force"
        announced = f", announced {day(first.announced)}" if first.announced != first.effective else ""
        last = first.withdrawn or first.ends
        until = f", until {day(last)}" if last else ""
        return f"{self.number}  {names}: from {day(first.effective)}{until}{announced}"


def day(date: dt.date | None) -> str:
    return f"{date.day} {date:%b %Y}" if date else "?"


def marks_of(result: Result) -> tuple[list[RuleMark], list[str]]:
    """Marks of the rules whose line lies in the run, and a note if the scenario has none."""
    try:
        dated = [r for r in rules(result) if r.announced is not None]
    except MissingData as error:
        return [], [f"Rule dates are not marked: {error}."]
    groups: dict[tuple, list[Rule]] = {}
    for rule in dated:
        groups.setdefault((rule.effective, rule.announced, rule.ends, rule.withdrawn), []).append(rule)
    marks = [RuleMark(0, group) for group in groups.values()]
    inside = sorted((m for m in marks if result.info.start <= m.date <= result.info.end), key=lambda m: m.date)
    if not inside:
        return [], ["No rule takes effect within the run, so none is marked."]
    return [RuleMark(k, mark.rules) for k, mark in enumerate(inside, 1)], []


def draw_marks(panels: list[Axes], marks: list[RuleMark]) -> int:
    """A line through every panel at each mark, dotted for rules never in force, and its number over the first panel.

    Returns the rows that the numbers take, so that a title can be placed above them.
    """
    left, right = panels[0].get_xlim()
    width = (right - left) * 0.13 / panels[0].figure.get_figwidth()  # of a number
    ends = [-math.inf] * LEVELS
    used = 0
    for mark in marks:
        x = date2num(mark.date)
        line = "-" if mark.rules[0].ever_in_force else ":"
        for axes in panels:
            axes.axvline(x, color=MUTED, linewidth=0.9, linestyle=line, zorder=0.9)
        level = next((k for k in range(LEVELS) if x >= ends[k]), LEVELS - 1)
        ends[level] = x + width
        used = max(used, level + 1)
        panels[0].annotate(
            str(mark.number), (x, 1), xycoords=("data", "axes fraction"), xytext=(0, 2 + 10 * level),
            textcoords="offset points", ha="center", va="bottom", fontsize=8, color=INK,
        )  # fmt: skip
    return used
