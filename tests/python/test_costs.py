"""Both sides of a policy, on files that the program made."""

import json

import pytest
from program import ROOT, needs_program
from program import entrepot as program

import entrepot
from entrepot.compare.costs import FATES, rows_of, sheet, to_markdown
from entrepot.scenario import vendor_names

pytestmark = needs_program

SHORT = ("--set=calendar.end=2024-06-30", "--replicates=3", "--quiet", "--custody=0")


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("costs")
    for name in ("baseline", "strict-kyc"):
        program("run", ROOT / f"scenarios/{name}.yaml", *SHORT, "-o", folder / f"{name}.h5")
    return folder / "baseline.h5", folder / "strict-kyc.h5"


def test_fates_add_up_to_the_revenue_of_every_vendor(files):
    with entrepot.open_result(files[0]) as result:
        revenue = result.output("revenue").sel(view="bill_to").sum("place")
        by_fate = result.output("revenue_by_fate").sum("fate")
        assert abs(revenue - by_fate).max() < 1.0  # USD; both are sums of whole cents
        leaked = result.output("revenue_by_fate").sel(fate="leaked").sum(["month", "vendor"])
        assert leaked.values == pytest.approx(result.output("leaked_value").sum("week").values)


def test_the_split_adds_up_and_diligence_costs_honest_buyers(files):
    printed, _ = program("costs", *files, "--json")
    with entrepot.open_result(files[0]) as result:
        names = vendor_names(result)
    found = sheet(json.loads(printed)[0], names)
    by_output = {line.output: effect for line, effect in found.lines}
    whole = by_output["revenue_by_fate[nvidia]"].mean
    assert whole == pytest.approx(sum(by_output[f"revenue_by_fate[nvidia/{fate}]"].mean for fate in FATES))
    assert by_output["honest_orders_refused"].mean > 0
    text, _ = program("costs", *files)
    assert text == to_markdown([found])
    assert "| **Revenue of NVIDIA** | | | | |" in text and "sales that leaked" in text
    assert "| reference |" in text


def test_policies_stand_side_by_side_and_lines_that_do_not_move_are_apart(files):
    printed, _ = program("costs", files[0], files[1], "--json")
    with entrepot.open_result(files[0]) as result:
        names = vendor_names(result)
    found = sheet(json.loads(printed)[0], names)
    rows = rows_of([found, found])
    assert [row.line for row in rows] == [line for line, _ in found.lines]
    assert all(len(row.effects) == 2 for row in rows)
    assert any(row.moved for row in rows) and any(row.same for row in rows)
    assert not any(row.moved and row.same for row in rows)
