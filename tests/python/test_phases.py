"""`entrepot docs phases` says what the code does."""

import re
from pathlib import Path

from program import needs_program, told

MODEL = Path(__file__).resolve().parents[2] / "sim" / "model"


def table():
    rows = {}
    for line in told("docs", "phases").splitlines()[2:]:
        _, _, name, _, draws, changes, _, _ = (cell.strip() for cell in line.split("|"))
        rows[name] = (set(draws.split(", ")) - {"none"}, changes.split(", "))
    return rows


def purposes(path):
    return set(re.findall(r"Purpose::(\w+)", path.read_text(encoding="utf-8")))


@needs_program
def test_a_phase_declares_the_draws_of_its_file():
    for name, (draws, _) in table().items():
        assert purposes(MODEL / "phases" / f"{name}.cpp") <= draws, name


@needs_program
def test_every_draw_of_the_weeks_belongs_to_a_phase():
    declared = set().union(*(draws for draws, _ in table().values()))
    shared = [path for path in [*MODEL.glob("*.cpp"), *MODEL.glob("submodels/*.cpp")]]
    assert set().union(*map(purposes, shared)) <= declared


@needs_program
def test_every_phase_names_the_tables_it_changes():
    rows = table()
    assert len(rows) == len(list((MODEL / "phases").glob("*.cpp"))) - 1  # phases.cpp has the table
    assert "intermediaries" in rows["diversion"][1]
    assert "intermediaries" not in rows["demand"][1]
