"""Instructions of a small fixed run, counted by valgrind's callgrind, and beside those that were kept.

Only functions inside the program's own file count. Those of shared libraries do not: the C and mathematical libraries choose
other code on other processors (AVX2, AVX-512), and TBB spins while it waits.
"""

from __future__ import annotations

import json
import pathlib
import re
import subprocess
import tempfile
from dataclasses import dataclass

ROOT = pathlib.Path(__file__).resolve().parents[2]
KEPT = ROOT / "tests" / "bench" / "instructions.json"

#: Share by which the count may differ from the one that was kept.
TOLERANCE = 0.03
#: Functions below this share of all are not kept by name.
NAMED_SHARE = 0.002

#: Half a year, a sixth of the buyers: long enough for every phase to have work, short enough for callgrind.
#: The path is relative, because paths end up in the result file, and longer ones take longer.
RUN = [
    "run", "scenarios/baseline.yaml", "--quiet", "--replicates=1", "--threads=1",
    "--set", "calendar.end=2023-03-27",
    "--set", "buyers.us_enterprises.count=600",
    "--set", "buyers.europe_enterprises.count=300",
    "--set", "buyers.allied_enterprises.count=300",
]  # fmt: skip


@dataclass
class Counts:
    """What callgrind counted in the program's own functions."""

    total: int  #: instructions
    functions: dict[str, int]  #: name: instructions in itself, without those that it calls


def count(binary: str) -> Counts:
    """Run the program under callgrind. Raises CalledProcessError if it or valgrind fails."""
    with tempfile.TemporaryDirectory() as folder:
        profile = f"{folder}/callgrind.out"
        tool = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={profile}"]
        _printed([*tool, binary, *RUN, f"--output={folder}/run.h5"])
        table = _printed(["callgrind_annotate", "--threshold=100", "--auto=no", profile])
    return own_functions(table, pathlib.Path(binary).name)


def own_functions(table: str, program: str) -> Counts:
    """The rows of callgrind_annotate's table that are functions of this program."""
    row = re.compile(r"^ *([\d,]+) \( *[\d.]+%\)  [^:]*:(.*?)(?:'\d+)? \[.*/" + re.escape(program) + r"\]$")
    functions: dict[str, int] = {}
    for line in table.splitlines():
        if found := row.match(line):
            functions[found[2]] = functions.get(found[2], 0) + int(found[1].replace(",", ""))
    return Counts(sum(functions.values()), functions)


def versions(binary: str) -> dict[str, str]:
    """What counts depend on besides the program's code: compiler, kind of build, libraries whose headers it is made of."""
    cache = pathlib.Path(binary).parent / "CMakeCache.txt"
    build = re.search(r"^CMAKE_BUILD_TYPE:\w+=(.*)$", cache.read_text() if cache.exists() else "", re.MULTILINE)
    comment = re.search(r"GCC: .*|clang .*", _printed(["readelf", "--string-dump=.comment", binary]))
    packages = ["libc6", "libstdc++6", "libtbb12", "libyaml-cpp-dev", "libcli11-dev", "valgrind"]
    listed = _printed(["dpkg-query", "--show", "--showformat=${Package} ${Version}\n", *packages])
    return {
        "build": build[1] if build else "unknown",
        "compiler": comment[0].strip() if comment else "unknown",
        **dict(line.split(" ", 1) for line in listed.splitlines()),
    }


def difference_of_versions(kept: dict[str, str], here: dict[str, str]) -> str:
    """Why counts cannot be compared, or nothing."""
    names = sorted(n for n in kept.keys() | here.keys() if kept.get(n) != here.get(n))
    return "; ".join(f"{n}: {here.get(n, 'none')} here, {kept.get(n, 'none')} when counts were kept" for n in names)


def complaint(kept: Counts, here: Counts) -> str:
    """What is wrong with the counts, and in which functions; nothing if they are within the tolerance."""
    change = here.total / kept.total - 1
    if abs(change) <= TOLERANCE:
        return ""
    advice = "Make it cheaper, or say in the commit why it is worth it" if change > 0 else "Good"
    return (
        f"{here.total:,} instructions, {change:+.1%} of the {kept.total:,} that were kept. {advice}; "
        f"scripts/write-instruction-counts keeps the new counts.\n{_largest_changes(kept, here)}"
    )


def _largest_changes(kept: Counts, here: Counts, rows: int = 10) -> str:
    """Functions by change of their instructions. A function that is not kept was too small to be, so it counts from 0."""
    floor = NAMED_SHARE * max(kept.total, here.total)
    changes = {n: here.functions.get(n, 0) - kept.functions.get(n, 0) for n in kept.functions.keys() | here.functions}
    large = sorted((n for n in changes if abs(changes[n]) >= floor / 2), key=lambda n: -abs(changes[n]))[:rows]
    return "\n".join(f"{changes[n]:+15,}  {n}" for n in large)


def read(path: pathlib.Path = KEPT) -> tuple[dict[str, str], Counts]:
    """The versions and counts that were kept."""
    document = json.loads(path.read_text())
    return document["versions"], Counts(document["total"], document["functions"])


def write(binary: str, path: pathlib.Path = KEPT) -> Counts:
    """Count and keep."""
    counts = count(binary)
    named = sorted((n for n, c in counts.functions.items() if c >= NAMED_SHARE * counts.total))
    functions = {n: counts.functions[n] for n in named}
    document = {"versions": versions(binary), "total": counts.total, "functions": functions}
    path.write_text(json.dumps(document, indent=1) + "\n")
    return counts


def _printed(command: list[str]) -> str:
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
