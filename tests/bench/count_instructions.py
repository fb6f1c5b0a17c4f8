"""Count the program's own instructions in a fixed run, function by function, with callgrind.

Counts do not depend on how busy a machine is, so a change that costs time can be told in CI. What libraries execute is left
out: their code differs from processor to processor. Counts differ from compiler to compiler, so the kept ones name theirs.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
KEPT = ROOT / "tests" / "bench" / "instructions.json"
#: A replicate of the baseline on one thread.
RUN = ["run", str(ROOT / "scenarios" / "baseline.yaml"), "--replicates", "1", "-j", "1"]
#: Functions that are kept by name; the rest of the program is one sum.
NAMED = 20


def compiler() -> str:
    """The compiler that counts are compared for."""
    return subprocess.run(["c++", "--version"], capture_output=True, text=True, check=True).stdout.splitlines()[0]


def count(program: str) -> dict[str, int]:
    """Instructions executed in each of the program's own functions, most first."""
    with tempfile.TemporaryDirectory() as folder:
        profile = pathlib.Path(folder) / "callgrind.out"
        subprocess.run(
            ["valgrind", "--tool=callgrind", "--quiet", f"--callgrind-out-file={profile}", program, *RUN]
            + ["--output", str(pathlib.Path(folder) / "result.h5")],
            check=True, capture_output=True, timeout=600,
        )
        listing = subprocess.run(
            ["callgrind_annotate", "--threshold=100", "--show-percs=no", "--auto=no", str(profile)],
            check=True, capture_output=True, text=True,
        ).stdout
    own = re.compile(r"^ *([0-9,]+) +\S*?:(.+?)(?:'\d+)? \[" + re.escape(str(pathlib.Path(program).resolve())) + r"\]$")
    counts: dict[str, int] = {}
    for line in listing.splitlines():
        if found := own.match(line):
            counts[found[2]] = counts.get(found[2], 0) + int(found[1].replace(",", ""))
    return dict(sorted(counts.items(), key=lambda item: -item[1]))


def summary(counts: dict[str, int]) -> dict:
    """What is kept of a count."""
    named = dict(list(counts.items())[:NAMED])
    return {"compiler": compiler(), "instructions": sum(counts.values()), "functions": named}


def kept() -> dict:
    return json.loads(KEPT.read_text())


def changes(before: dict[str, int], counts: dict[str, int]) -> list[str]:
    """The functions that changed most, as lines."""
    moved = {name: counts.get(name, 0) - number for name, number in before.items()}
    moved |= {name: number for name, number in list(counts.items())[:NAMED] if name not in before}
    largest = sorted(moved.items(), key=lambda item: -abs(item[1]))[:10]
    return [f"{difference:+14,d}  {name[:140]}" for name, difference in largest if difference]


if __name__ == "__main__":
    KEPT.write_text(json.dumps(summary(count(sys.argv[1])), indent=1) + "\n")
