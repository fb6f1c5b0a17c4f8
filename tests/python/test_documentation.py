"""The documentation is whole: nothing that the program has is left out, nothing is stale."""

import re
import subprocess
import sys

import pytest
from program import BINARY, ROOT, entrepot, needs_program
from test_manual import commands, option_names

DOCS = ROOT / "docs"
SUBMODELS = sorted(f"submodels/{header.stem}"
                   for header in (ROOT / "include/entrepot/model/submodels").glob("*.hpp"))


def text_of(name):
    return (DOCS / name).read_text()


def part(name, page="reference/odd.md"):
    """What a page has between the marks of a generated part."""
    return text_of(page).split(f"<!-- generated: {name} -->\n")[1].split("<!-- end -->")[0]


def first_column(text):
    """What stands in the first cells of a Markdown table, or in the second ones if the first are numbers."""
    cells = [row.split(" | ") for row in text.splitlines() if row.startswith("| ")]
    return [row[1] if row[0].strip("| ").isdigit() else row[0].strip("| `") for row in cells[1:]]


def source(path):
    return (ROOT / path).read_text()


# ---- nothing is stale -----------------------------------------------------------------------------------------------


@needs_program
def test_generated_pages_and_parts_are_what_the_program_prints():
    script = ROOT / "scripts" / "write-reference"
    done = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True)
    assert done.returncode == 0, f"scripts/write-reference would change:\n{done.stdout}{done.stderr}"


@needs_program
def test_every_part_that_the_program_prints_stands_in_the_odd_page():
    printed = re.findall(r"<!-- generated: (\w+) -->", entrepot("docs", "odd")[0])
    assert printed and sorted(printed) == sorted(re.findall(r"<!-- generated: (\w+) -->", text_of("reference/odd.md")))


# ---- nothing is left out --------------------------------------------------------------------------------------------


@needs_program
def test_every_parameter_is_in_the_reference_and_has_a_submodel():
    page = text_of("reference/parameters.md")
    described = dict(re.findall(r"^\| `([^`]+)` \| ([^|]*) \|", page, re.MULTILINE))
    keys = {path.split(".")[-1] for path in described}
    assert all(meaning.strip() for meaning in described.values())
    folders = ("include/entrepot/scenario", "sim/model/policy/instruments")
    # Rows of the register of evidence and of the catalogue of bills are no parameters.
    files = [file for folder in folders for file in (ROOT / folder).rglob("*.?pp") if file.name not in ("evidence.hpp", "bills.hpp")]
    in_code = {key for file in files for key in re.findall(r'\brow(?:\.forms)?\("(\w+)",\s*&', file.read_text())}
    assert len(in_code) > 100 and in_code <= keys, in_code - keys
    leaves = re.findall(r"^\| `([^`(]+)` \|[^|]*\| (?!record|map of names to r)", page, re.MULTILINE)
    owned = re.findall(r"`([^`]+)`", part("submodels"))
    instruments = set(first_column(part("instruments")))
    assert [leaf for leaf in leaves if leaf not in owned and leaf not in instruments] == []


def test_every_output_is_in_the_reference():
    described = text_of("reference/outputs.md")
    names = set(first_column(part("outputs")))
    assert len(names) > 50
    assert [name for name in names if f"| `{name}` |" not in described] == []


def test_every_instrument_has_a_row_and_a_meaning():
    built = re.findall(r"^Instrument (\w+)\(\);", source("sim/model/policy/instruments.cpp"), re.MULTILINE)
    assert len(built) > 15
    assert sorted(built) == sorted(first_column(part("instruments")))
    for page in ("reference/odd.md", "reference/parameters.md"):
        for instrument in built:
            assert re.search(rf"^\| `{instrument}` \| \w[^|]+\. \|", text_of(page), re.MULTILINE), (page, instrument)


@pytest.mark.parametrize("submodel", SUBMODELS)
def test_every_submodel_has_a_row_and_its_equations(submodel):
    assert f"`{submodel}`" in part("submodels")
    prose = re.sub(r"<!-- generated.*?<!-- end -->", "", text_of("reference/odd.md"), flags=re.DOTALL)
    assert f"`{submodel}`" in prose.split("## 7. Submodels")[1].split("## Appendix A")[0], "describe it in section 7 of docs/reference/odd.md"


def test_every_phase_is_in_both_pages_of_the_model_with_its_own_file():
    phases = first_column(part("phases"))
    assert len(phases) > 10
    assert phases == first_column(part("phases", "explanation/model.md"))
    files = {file.stem for file in (ROOT / "sim/model/phases").glob("*.cpp")} - {"phases"}
    assert files == set(phases)


def test_submodels_are_asked_in_phases_that_there_are():
    asked = re.findall(r"^\| [^|]+ \| `\w+/\w+` \| ([^|]*) \|", part("submodels"), re.MULTILINE)
    named = {phase for phases in asked for phase in phases.split(", ") if phase.strip()}
    assert named <= set(first_column(part("phases")))


def test_every_purpose_of_random_draws_is_listed_with_its_number():
    enum = source("include/entrepot/core/random.hpp").split("enum class Purpose")[1].split("};")[0]
    declared = re.findall(r"^  (\w+) = (\d+),", enum, re.MULTILINE)
    listed = re.findall(r"^\| (\d+) \| `(\w+)` \|", part("purposes"), re.MULTILINE)
    assert declared and [(name, number) for number, name in listed] == declared


def test_every_table_of_the_state_is_listed():
    header = source("include/entrepot/model/world/state.hpp")
    declared = re.findall(r"^  ENTREPOT_TABLE\((\w+),|^struct Fields<world::(\w+)> \{", header, re.MULTILINE)
    assert len(declared) > 15
    assert len(re.findall(r"^### ", part("state"), re.MULTILINE)) == len(declared) - 1  # State has parts alone


@needs_program
@pytest.mark.parametrize("command", commands() if BINARY else [])
def test_every_command_and_option_is_in_the_reference(command):
    page = text_of("reference/command-line.md")
    found = re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    sections = {name: body for names, body in found for name in names.split(", ")}
    assert command in sections, f"docs/reference/command-line.md has no section for {command}"
    written = set(re.findall(r"(?<![-\w])-{1,2}[a-z][-a-z]*", sections[command]))
    assert [names for names in option_names(command) if "--help" not in names and not written & set(names)] == []


# ---- the glossary --------------------------------------------------------------------------------------------------

#: Terms of the field that every text of the program uses; each is defined once.
TERMS = [
    "diversion", "transshipment", "re-export", "in-country transfer", "consignee", "end user", "end use", "licence exception", "presumption of denial",
    "red flag", "end-use check", "Entity List", "know your customer (KYC)", "bill-to", "ship-to", "replicate", "ensemble", "prior", "posterior",
    "credible interval", "sensitivity index", "regret", "sampling noise", "override", "resume", "delete", "merge", "cache", "file", "string", "integer",
]  # fmt: skip


def test_the_glossary_defines_each_term_once_with_its_source():
    sections = text_of("reference/glossary.md").split("\n## ")[1:]
    assert [section.splitlines()[0] for section in sections][-1] == "Works"
    terms = []
    for section in sections[:-1]:
        rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| ")][1:]
        assert [row for row in rows if len(row) != 3 or not all(cell.strip() for cell in row)] == []
        assert [row[0] for row in rows] == sorted((row[0] for row in rows), key=str.lower)
        terms += [row[0] for row in rows]
    assert set(TERMS) <= set(terms) and len(terms) == len(set(terms))


def test_every_work_that_the_glossary_cites_is_listed():
    page, works = text_of("reference/glossary.md").split("\n## Works\n")
    cited = {name for names in re.findall(r" \| ([^|]*\b(?:19|20)\d\d)(?: \([^)]*\))? \|$", page, re.MULTILINE) for name in names.split("; ")}
    listed = {line.strip("| ").split(" | ")[0] for line in works.splitlines() if line.startswith("| ")} - {"Cited as"}
    assert cited == listed
