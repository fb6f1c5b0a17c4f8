"""Run text tests: pages of Markdown with scenarios, commands and what they must print (docs/how-to/write-a-text-test.md)."""

from __future__ import annotations

import difflib
import json
import math
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data"
FENCE = re.compile(r"(`{3,})(\w*) *(.*)")
NUMBER = r"[-+−]?\d[\d,]*(?:\.\d+)?"
NUMBER_IN_TEXT = rf"(?<![\w.-]){NUMBER}(?![\w-])"  #: no part of a date or a name, such as H100
HEADER = ["scenario", "output", "expected"]
ANYTHING = "..."


@dataclass(frozen=True)
class Failure:
    line: int  #: of the page, from 1
    problem: str


@dataclass
class Block:
    """Lines between fences, or the rows of a table of expected values."""

    start: int  #: index of its first line in the page
    lines: list[str]
    language: str = ""
    info: str = ""


@dataclass
class Page:
    """A text test, and what became of it."""

    lines: list[str]
    failures: list[Failure] = field(default_factory=list)
    updates: dict[tuple[int, int], list[str]] = field(default_factory=dict)  #: lines to replace, by first and last + 1

    def updated(self) -> str:
        """The page with what the program prints now."""
        lines = list(self.lines)
        for (first, last), new in sorted(self.updates.items(), reverse=True):
            lines[first:last] = new
        return "\n".join(lines) + "\n"


def run(text: str, program: Path) -> Page:
    """Run a page in a folder of its own, which begins with tests/data and the shipped scenarios."""
    page = Page(text.splitlines())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        shutil.copytree(DATA, folder, dirs_exist_ok=True)
        shutil.copytree(ROOT / "scenarios", folder / "scenarios")
        runner = Runner(page, folder, program)
        found = list(blocks(page.lines))
        for block in found:
            runner.run(block)
        if not any(block.language in ("console", "expected") for block in found):
            page.failures.append(Failure(1, "no command and no table of expected values"))
    return page


def blocks(lines: list[str]) -> Iterator[Block]:
    at = 0
    while at < len(lines):
        if fence := FENCE.fullmatch(lines[at]):
            end = next((k for k in range(at + 1, len(lines)) if lines[k] == fence[1]), len(lines))
            yield Block(at + 1, lines[at + 1 : end], fence[2], fence[3])
            at = end
        elif [cell.lower() for cell in cells(lines[at])] == HEADER:
            end = next((k for k in range(at, len(lines)) if not lines[k].startswith("|")), len(lines))
            yield Block(at + 2, lines[at + 2 : end], "expected")
            at = end
        at += 1


def cells(row: str) -> list[str]:
    return [cell.strip().strip("`") for cell in row.strip().strip("|").split("|")]


class Runner:
    def __init__(self, page: Page, folder: Path, program: Path):
        self.page, self.folder = page, folder
        self.environment = os.environ | {"PATH": f"{program.parent}:{os.environ['PATH']}"}

    def run(self, block: Block) -> None:
        if block.language == "console":
            self.run_commands(block)
        elif block.language == "expected":
            self.check_table(block)
        elif block.info:
            self.write(block)

    def write(self, block: Block) -> None:
        """The file of a block, in a folder of the page's if its name has one."""
        file = (self.folder / block.info).resolve()
        if not file.is_relative_to(self.folder.resolve()):
            return self.fail(block.start - 1, f"'{block.info}': expected a file in the page's folder")
        file.parent.mkdir(exist_ok=True)
        file.write_text("\n".join(block.lines) + "\n")

    def fail(self, index: int, problem: str) -> None:
        self.page.failures.append(Failure(index + 1, problem))

    # ---- commands ----------------------------------------------------------------------------------------------------

    def run_commands(self, block: Block) -> None:
        tolerance = re.fullmatch(r"within ([\d.]+) ?%", block.info)
        if block.info and not tolerance:
            self.fail(block.start - 1, f"'{block.info}': expected nothing, or 'within N%'")
            return
        starts = [k for k, line in enumerate(block.lines) if line.startswith("$ ")]
        if starts[:1] != [0]:
            self.fail(block.start, "expected a command after '$ '")
        for first, last in zip(starts, [*starts[1:], len(block.lines)]):
            command = block.lines[first][2:]
            expected, printed = block.lines[first + 1 : last], self.printed(command)
            if not matches(expected, printed, float(tolerance[1]) / 100 if tolerance else None):
                self.fail(block.start + first, f"$ {command}\n" + difference(expected, printed))
                self.page.updates[block.start + first + 1, block.start + last] = elided(expected, printed)

    def printed(self, command: str) -> list[str]:
        """Standard output, then standard error, then a line for an exit code other than 0."""
        done = self.execute(["bash", "-c", command])
        text = (done.stdout + done.stderr).replace(f"{self.folder}/", "")
        return [line.rstrip() for line in text.splitlines()] + ([f"[exit {done.returncode}]"] if done.returncode else [])

    def execute(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.folder, env=self.environment, text=True, timeout=300, capture_output=True, stdin=subprocess.DEVNULL
        )

    # ---- tables ------------------------------------------------------------------------------------------------------

    def check_table(self, block: Block) -> None:
        rows = {index: cells(line) for index, line in enumerate(block.lines, block.start)}
        wanted: dict[str, list[str]] = {}  #: outputs by scenario
        for index, row in list(rows.items()):
            if len(row) != len(HEADER):
                self.fail(index, f"expected the cells {', '.join(HEADER)}")
                del rows[index]
                continue
            for scenario in (row[0], *named_in(row[2])):
                wanted.setdefault(scenario, []).append(row[1])
        means: dict[str, dict[str, float]] = {}
        for index, (scenario, output, expected) in rows.items():
            try:
                for name in (scenario, *named_in(expected)):
                    means[name] = means.get(name) or self.means(name, wanted[name])
                value = means[scenario][output]
                if not is_as_expected(value, expected, {name: means[name][output] for name in named_in(expected)}):
                    self.fail(index, f"{output} of {scenario} is {value:.6g}; expected {expected}")
                    self.update_row(index, expected, value)
            except ValueError as error:
                self.fail(index, str(error))

    def means(self, scenario: str, outputs: list[str]) -> dict[str, float]:
        """Over replicates, from comparing the scenario with itself."""
        command = ["entrepot", "compare", scenario, scenario, "--outputs", ",".join(dict.fromkeys(outputs)), "--json", "--quiet"]
        done = self.execute(command)
        if done.returncode:
            raise ValueError(f"$ {' '.join(command)}\n{done.stderr}")
        [compared] = json.loads(done.stdout)["scenarios"]
        return {effect["output"]: number_of(effect["scenario"]["mean"]) for effect in compared["effects"]}

    def update_row(self, index: int, expected: str, value: float) -> None:
        """Only a number is replaced: that one value is above another is for its author to change."""
        if re.match(NUMBER, expected):
            old = self.page.lines[index]
            at = old.rindex(expected)
            self.page.updates[index, index + 1] = [old[:at] + re.sub(NUMBER, f"{value:.4g}", old[at:], count=1)]


def named_in(expected: str) -> list[str]:
    return [word for word in expected.split() if word.endswith(".yaml")]


def number_of(value: float | None) -> float:
    return math.nan if value is None else float(value)


def parsed(text: str) -> float:
    return float(text.replace(",", "").replace("−", "-"))


def is_as_expected(value: float, expected: str, known: dict[str, float]) -> bool:
    """`12`, `12 ± 0.5`, `12 ± 5%`, `> 12`, `<= 12`, `> other.yaml`, `= other.yaml`, `undefined`."""
    if expected == "undefined":
        return math.isnan(value)
    if match := re.fullmatch(rf"({NUMBER})(?: ± ([\d.]+) ?(%?))?", expected):
        bound = parsed(match[2] or "0")
        target = parsed(match[1])
        return abs(value - target) <= (bound / 100 * abs(target) if match[3] else bound)
    match = re.fullmatch(r"(<=|>=|<|>|=) ?(\S+)", expected)
    if not match or not (match[2] in known or re.fullmatch(NUMBER, match[2])):
        raise ValueError(f"'{expected}': expected a number, 'NUMBER ± N%', 'undefined', or < <= = >= > and a number or scenario")
    target = known[match[2]] if match[2] in known else parsed(match[2])
    return {"<": value < target, "<=": value <= target, "=": value == target, ">=": value >= target, ">": value > target}[match[1]]


# ---- comparing lines -----------------------------------------------------------------------------------------------------


def matches(expected: list[str], printed: list[str], tolerance: float | None) -> bool:
    """Line by line; a line `...` stands for any lines."""
    reached = {0}  #: numbers of printed lines that the expected lines so far can account for
    for line in expected:
        if line.strip() == ANYTHING:
            reached = set(range(min(reached), len(printed) + 1)) if reached else set()
        else:
            reached = {k + 1 for k in reached if k < len(printed) and line_matches(line, printed[k], tolerance)}
    return len(printed) in reached


def line_matches(expected: str, printed: str, tolerance: float | None) -> bool:
    """`...` stands for any text. With a tolerance numbers may differ by it, and the width of gaps does not count."""
    if tolerance is None:
        return bool(re.fullmatch(".*".join(map(re.escape, expected.split(ANYTHING))), printed))
    parts = re.split(rf"({NUMBER_IN_TEXT}|\s+|\.\.\.)", expected.strip())
    wanted, pattern = [], ""
    for part in parts:
        if re.fullmatch(NUMBER, part):
            wanted.append(parsed(part))
            pattern += f"({NUMBER})"
        else:
            pattern += ".*?" if part == ANYTHING else r"\s+" if part.isspace() else re.escape(part)
    match = re.fullmatch(pattern, printed.strip())
    return bool(match) and all(abs(parsed(found) - want) <= tolerance * abs(want) for found, want in zip(match.groups(), wanted))


def difference(expected: list[str], printed: list[str]) -> str:
    return "\n".join(difflib.unified_diff(expected, printed, "expected", "printed", lineterm="", n=100))


def elided(expected: list[str], printed: list[str]) -> list[str]:
    """What is printed, without the lines that the page leaves out; all of it if those cannot be found."""
    kept, at = [], 0
    for line in expected:
        if line.strip() == ANYTHING:
            kept.append(line)
        elif near := difflib.get_close_matches(line, printed[at:], n=1, cutoff=0.5):
            kept.append(near[0])
            at += printed[at:].index(near[0]) + 1
    return kept if ANYTHING in kept and matches(kept, printed, None) else printed
