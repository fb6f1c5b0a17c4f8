"""Where a difference lies, part by part."""

import json

import numpy as np
import pytest
from conftest import displaced_run, plain_run, write_result
from program import entrepot as program
from program import main, needs_program

import entrepot
from entrepot.compare.breakdown import breakdown

pytestmark = needs_program


@pytest.fixture
def files(tmp_path):
    return write_result(tmp_path / "before.h5", plain_run()), write_result(tmp_path / "after.h5", displaced_run())


def test_parts_are_paired_differences_and_add_up(files):
    printed, _ = program("breakdown", *files, "--of", "leaked_by_hub", "--by", "hub", "--json")
    with entrepot.open_result(files[0]) as before, entrepot.open_result(files[1]) as after:
        hubs = [str(hub) for hub in before.output("leaked_by_hub")["hub"].values]
        difference = (after.output("leaked_by_hub") - before.output("leaked_by_hub")).sum("month")
    found = breakdown(json.loads(printed)[0], "leaked_by_hub", "hub", hubs, "Units leaked", "units")
    *parts, total = found.parts
    assert total.label == "all"
    for part in parts:
        assert part.effect.mean == pytest.approx(float(difference.sel(hub=part.label).mean()))
    assert total.effect.mean == pytest.approx(sum(part.effect.mean for part in parts))
    sizes = [abs(part.effect.mean) for part in parts]
    assert sizes == sorted(sizes, reverse=True) and np.max(sizes) > 0


def test_the_table_has_a_row_a_part(files):
    text, _ = program("breakdown", *files, "--of", "leaked_by_hub", "--by", "hub")
    assert text.startswith("### ")
    assert "| all |" in text and "| hub | reference | difference | interval |" in text
    assert "| Singapore |" in text and "| SG |" not in text


def test_an_unknown_dimension_is_one_line(files, capsys):
    assert main(["breakdown", *files, "--of", "leaked_by_hub", "--by", "week"]) == 2
    error = capsys.readouterr().err
    assert "leaked_by_hub has no dimension 'week'; expected one of month, hub" in error and len(error.splitlines()) == 1
