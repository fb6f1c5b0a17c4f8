"""The text tests of tests/text, the example of the page on how to write one, and the comparison of what is printed."""

import re
import sys
from pathlib import Path

import pytest
from program import BINARY, ROOT, needs_program

sys.path.insert(0, str(ROOT / "tests" / "text"))

import runner  # noqa: E402

PAGES = sorted((ROOT / "tests" / "text").glob("*.md"))
HOW_TO = ROOT / "docs" / "how-to" / "write-a-text-test.md"


def example():
    """The text test that the how-to shows, and the line above it."""
    page = HOW_TO.read_text()
    match = re.search(r"^````markdown\n(.*?)^````$", page, re.MULTILINE | re.DOTALL)
    return match[1], page[: match.start(1)].count("\n")


def check(name, text, offset=0):
    page = runner.run(text, Path(BINARY))
    failures = [f"{name}:{failure.line + offset}: {failure.problem}" for failure in page.failures]
    if failures:
        pytest.fail("\n\n".join([*failures, f"If this is right: scripts/text-tests --update {name}"]), pytrace=False)


@needs_program
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page(path):
    check(path.relative_to(ROOT), path.read_text())


@needs_program
def test_example_of_the_how_to():
    text, offset = example()
    check(HOW_TO.relative_to(ROOT), text, offset)


# ---- the runner -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("expected", "printed", "tolerance", "same"), [
    ("a", "a", None, True),
    ("a", "b", None, False),
    ("", "", None, True),
    ("", "a", None, False),
    ("a\n...", "a", None, True),
    ("a\n...\nd", "a\nb\nc\nd", None, True),
    ("a\n...\nd", "a\nb\nc", None, False),
    ("...\nb\n...\nb", "b\na\nb", None, True),
    ("...\nb\n...\nb", "b\na", None, False),
    ("a ... c", "a b c", None, True),
    ("a ... c", "a b", None, False),
    ("(a.c)", "(abc)", None, False),
    ("units 100", "units   104", 0.05, True),
    ("units 100", "units   106", 0.05, False),
    ("units 1,000 ± −5", "units 1,010 ± −5", 0.05, True),
    ("H100 on 2024-01-01", "H101 on 2024-01-01", 0.05, False),
    ("H100 on 2024-01-01", "H100 on 2024-01-02", 0.9, False),
    ("units 0", "units 1", 0.05, False),
    ("units 100 ... end", "units 101 of 7 end", 0.05, True),
])  # fmt: skip
def test_lines_match(expected, printed, tolerance, same):
    assert runner.matches(expected.splitlines(), printed.splitlines(), tolerance) is same


@pytest.mark.parametrize(("value", "expected", "fits"), [
    (12, "12", True),
    (12.1, "12", False),
    (12.1, "12 ± 1%", True),
    (12.2, "12 ± 1%", False),
    (12.2, "12 ± 0.2", True),
    (12.3, "12 ± 0.2", False),
    (-1200, "−1,200", True),
    (12, "> 11", True),
    (12, "> 12", False),
    (12, ">= 12", True),
    (12, "<= other.yaml", False),
    (11, "= other.yaml", True),
    (10, "< other.yaml", True),
    (float("nan"), "undefined", True),
    (float("nan"), "0", False),
    (0, "undefined", False),
])  # fmt: skip
def test_values_are_as_expected(value, expected, fits):
    assert runner.is_as_expected(value, expected, {"other.yaml": 11}) is fits


@pytest.mark.parametrize("wrong", ["", "about 12", "12 ± x", "> more", "~ 12"])
def test_an_expectation_that_is_not_understood_is_an_error(wrong):
    with pytest.raises(ValueError, match="expected a number"):
        runner.is_as_expected(12, wrong, {})


FAILING = """# A test

```yaml one.yaml
extends: small.yaml
run: {replicates: 1}
```

```console
$ entrepot validate one.yaml
...
one.yaml: valid; 99 weeks...
$ entrepot validate none.yaml
```

| scenario | output | expected |
|---|---|---|
| `one.yaml` | leaked_units | 0 |
| `one.yaml` | leaked_units | 4 ± 10% |
| `one.yaml` | no_such_output | 4 |
| `one.yaml` | leaked_units |
"""


@needs_program
def test_failures_have_their_line_and_a_difference():
    page = runner.run(FAILING, Path(BINARY))
    first, second, cell, *others = sorted(page.failures, key=lambda failure: failure.line)
    assert first.line == 9 and "-one.yaml: valid; 99 weeks..." in first.problem and "+one.yaml: valid; 104 weeks" in first.problem
    assert second.line == 12 and "+[exit 2]" in second.problem
    assert cell.line == 17 and "no_such_output" in cell.problem


@needs_program
def test_update_writes_what_is_printed_and_keeps_what_was_left_out():
    once = runner.run(FAILING.replace("| `one.yaml` | no_such_output | 4 |\n", ""), Path(BINARY)).updated()
    assert "$ entrepot validate one.yaml\n...\none.yaml: valid; 104 weeks" in once
    assert "| `one.yaml` | leaked_units | 0 ± 10% |" in once
    again = runner.run(once, Path(BINARY))
    assert [failure.problem for failure in again.failures] == ["expected the cells scenario, output, expected"]


@needs_program
@pytest.mark.parametrize("text", ["# Nothing\n", "```yaml one.yaml\nextends: small.yaml\n```\n"])
def test_a_page_that_checks_nothing_fails(text):
    assert [failure.problem for failure in runner.run(text, Path(BINARY)).failures] == ["no command and no table of expected values"]
