"""`entrepot displacement` and its tables: two small runs, from the command line."""

import csv
import io
import json
import re

import h5py
import pytest
from entrepot.compare.sentences import with_place_names
from program import FEW_BUYERS, READS, ROOT, needs_program, told as entrepot


pytestmark = needs_program

SMALL = [
    "--set=calendar.end=2024-12-29",
    *FEW_BUYERS,
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The baseline, customs in Singapore that open everything from 2024 on, and files that belong to neither."""
    folder = tmp_path_factory.mktemp("displaced")
    scenario = folder / "closed.yaml"
    scenario.write_text(f"""\
extends: {ROOT / "scenarios" / "baseline.yaml"}
title: Singapore closed
rules:
  singapore_probe: {{instrument: hub_probe, announced: 2024-01-01, effective: 2024-01-01, hubs: [SG],
                    inspection_factor: 1000}}
  singapore_cooperates: {{instrument: customs_cooperation, announced: 2024-01-01, effective: 2024-01-01,
                         places: [SG], cooperation: 1}}
""")

    def run(name, file, *more, replicates=6):
        entrepot("run", *READS, file, *SMALL, "--quiet", "-o", folder / name, "-n", replicates, *more)

    baseline = ROOT / "scenarios" / "baseline.yaml"
    run("before.h5", baseline)
    run("after.h5", scenario)
    run("seed.h5", baseline, "--set=run.seed=5")
    run("fewer.h5", baseline, replicates=2)
    run("shorter.h5", baseline, "--set=calendar.end=2023-12-31")
    run("groups.h5", baseline, "--set=buyers.china_lab_1.grey_contacts=0", "--set=buyers.china_lab_1.segment=enterprise")
    (folder / "old.h5").write_bytes((folder / "before.h5").read_bytes())
    with h5py.File(folder / "old.h5", "r+") as file:
        del file["outputs/acquired"]
    return folder


@pytest.fixture(scope="module")
def found(folder):
    return json.loads(entrepot("displacement", folder / "before.h5", folder / "after.h5", "--json"))


def value(cells):
    return [cell["value"] for cell in cells]


def test_hub_and_date_are_found(found):
    assert found["hub"] == "SG"
    assert found["from"] == found["first_difference"] == "2024-01-01"
    assert found["whole"]["leaked_units_at_hub"]["difference"]["high"] < 0
    assert [(w["first_week"], w["end_week"]) for w in found["windows"]] == [(0, 26), (26, 52)]


def test_what_comes_to_light_later_does_not_date_the_change(folder):
    """It is counted by the week of the act, long before the policy that brings it to light."""
    (folder / "light.h5").write_bytes((folder / "after.h5").read_bytes())
    with h5py.File(folder / "light.h5", "r+") as file:
        file["outputs/came_to_light"][:, 0] += 1
    light = json.loads(entrepot("displacement", folder / "before.h5", folder / "light.h5", "--json"))
    assert light["first_difference"] == "2024-01-01"


def test_differences_are_those_of_the_files(found, folder):
    with h5py.File(folder / "before.h5") as before, h5py.File(folder / "after.h5") as after:
        acquired = after["outputs/acquired"][:] - before["outputs/acquired"][:]
        by_hub = (after["outputs/leaked_by_hub"][:] - before["outputs/leaked_by_hub"][:]).sum(1).mean(0)
        routes = (after["outputs/leaked_by_route"][:] - before["outputs/leaked_by_route"][:]).sum((1, 2)).mean(0)
        total = (after["outputs/leaked_units"][:] - before["outputs/leaked_units"][:]).mean()
    sources = [s["difference"]["value"] for s in found["acquired_h100e"]]
    assert sources == pytest.approx(list(acquired.sum((1, 2)).mean(0)))
    places = [p["difference"]["value"] for p in found["whole"]["places"]]
    assert places[:-1] == pytest.approx(list(by_hub))
    assert found["whole"]["leaked_units"]["difference"]["value"] == pytest.approx(total)
    assert [r["places"][-1]["difference"]["value"] for r in found["routes"]] == pytest.approx(list(routes))


def test_matrix_adds_up(found):
    matrix = found["matrix"]
    cells = [value(row) for row in matrix["cells"]]
    assert value(matrix["row_sums"]) == pytest.approx([sum(row) for row in cells])
    assert value(matrix["column_sums"]) == pytest.approx([sum(column) for column in zip(*cells)])
    for k, source in enumerate(found["acquired_h100e"]):
        net = sum(row[k] for row in cells) - sum(cells[k])
        assert net == pytest.approx(source["difference"]["value"], abs=1e-6)
    stopped, new = sum(row[-1] for row in cells), sum(cells[-1])
    assert new - stopped == pytest.approx(found["acquired_h100e_in_all"]["difference"]["value"], abs=1e-6)


def test_share_is_total_over_hub(found):
    whole = found["whole"]
    share = whole["leaked_units"]["difference"]["value"] / whole["leaked_units_at_hub"]["difference"]["value"]
    assert whole["share_still_stopped"]["value"] == pytest.approx(share)


def test_text_begins_with_the_answer(found, folder):
    text = entrepot("displacement", folder / "before.h5", folder / "after.h5")
    assert " ".join(found["answer"].split()) in " ".join(text.split())
    assert "leakage through SG fell by" in found["answer"] and "total leakage" in found["answer"]
    assert "Where lost compute went" in text and "share persisting" in text
    assert text == entrepot("displacement", folder / "before.h5", folder / "after.h5"), "the same every time"


def test_options_choose_hub_date_and_level(folder):
    pair = folder / "before.h5", folder / "after.h5"
    chosen = json.loads(entrepot("displacement", *pair, "--json", "--hub=MY", "--from=2024-07-03", "--confidence=0.5"))
    assert (chosen["hub"], chosen["from"], chosen["confidence"]) == ("MY", "2024-07-01", 0.5)
    assert [(w["first_week"], w["end_week"]) for w in chosen["windows"]] == [(0, 26)]


def test_a_file_and_itself(folder):
    path = folder / "before.h5"
    assert "no leakage shifted or stopped" in entrepot("displacement", path, path)
    same = json.loads(entrepot("displacement", path, path, "--json"))
    assert same["from"] is None and same["hub"] is None and same["windows"] == []


@pytest.mark.parametrize(
    ("other", "message"),
    [
        ("seed.h5", r"cannot be compared: their seeds are \d+ and 5"),
        ("fewer.h5", r"different replicates \(6 and 2\)"),
        ("shorter.h5", r"one runs over 117 weeks from 2022-10-03, the other over 65 weeks"),
        ("groups.h5", r"they differ in 'buyer_group'"),
        ("old.h5", r"has no 'acquired' because an older program wrote it .*; rerun the scenario"),
        ("none.h5", r"none\.h5"),
    ],
)
def test_files_that_do_not_belong_together(folder, other, message):
    error = entrepot("displacement", folder / "before.h5", folder / other, code=2)
    assert re.search(message, error) and error.count("\n") == 1


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ("--hub=XX", "--hub: the runs have no hub 'XX'"),
        ("--from=soon", "--from: 'soon' is not a date"),
        ("--from=2030-01-01", "--from: 2030-01-01 is outside the runs, 2022-10-03 to 2024-12-29"),
    ],
)
def test_options_that_name_nothing(folder, option, message):
    assert message in entrepot("displacement", folder / "before.h5", folder / "after.h5", option, code=2)


# ---- tables -------------------------------------------------------------------------------------------------------


def test_markdown_leaves_the_reference_out_of_the_others(found, folder):
    before, after = folder / "before.h5", folder / "after.h5"
    printed = entrepot("displacement", before, before, after, "--markdown")
    assert printed.startswith("## Singapore closed: displacement")
    assert with_place_names(found["answer"]) in printed
    assert "| 0 to 26 |" in printed and "| Singapore |" in printed and "SG" not in printed


def test_csv_has_every_number(found, folder, tmp_path):
    entrepot("displacement", folder / "before.h5", folder / "after.h5", "-o", tmp_path / "d.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "d.csv").read_text())))
    (stopped,) = [r for r in rows if (r["what"], r["row"], r["column"]) == ("displaced_h100e", "SG", "stopped")]
    hub = found["matrix"]["rows"].index("SG")
    assert float(stopped["value"]) == pytest.approx(found["matrix"]["cells"][hub][-1]["value"])


def test_several_files_are_told_one_after_the_other(folder):
    pair = folder / "before.h5", folder / "after.h5"
    once = entrepot("displacement", *pair)
    assert entrepot("displacement", *pair, folder / "after.h5") == f"{once}\n{once}"
    assert "--json takes one file" in entrepot("displacement", *pair, folder / "after.h5", "--json", code=2)
