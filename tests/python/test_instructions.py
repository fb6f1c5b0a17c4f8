"""A guard against changes that cost time: the program's own instructions in a run of the baseline.

Seconds differ from machine to machine and from minute to minute; instructions do not.
"""

import shutil
import sys

import pytest
from program import BINARY, ROOT, needs_program

sys.path.insert(0, str(ROOT / "tests" / "bench"))
import count_instructions  # noqa: E402

#: Counts within this of the kept ones are the same.
TOLERANCE = 0.03


@needs_program
@pytest.mark.skipif(not shutil.which("valgrind"), reason="valgrind is not installed")
def test_a_run_takes_no_more_instructions_than_it_did():
    kept = count_instructions.kept()
    if kept["compiler"] != count_instructions.compiler():
        pytest.skip(f"counts are kept for {kept['compiler']}")
    counts = count_instructions.count(BINARY)
    now = sum(counts.values())
    change = now / kept["instructions"] - 1
    told = "\n".join(count_instructions.changes(kept["functions"], counts))
    assert abs(change) <= TOLERANCE, (
        f"{now:,d} instructions, {change:+.1%} of what is kept. If that is meant, run scripts/write-instruction-counts."
        f"\n{told}"
    )


def test_changes_name_the_functions_that_moved_most():
    lines = count_instructions.changes({"a": 100, "b": 50, "c": 5}, {"a": 100, "b": 80, "d": 7})
    assert [line.split() for line in lines] == [["+30", "b"], ["+7", "d"], ["-5", "c"]]
