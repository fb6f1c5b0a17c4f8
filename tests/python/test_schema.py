"""The JSON Schema that editors check and complete scenarios with."""

import json
import re

import pytest
from program import ROOT, entrepot, needs_program

pytestmark = needs_program


@pytest.fixture(scope="module")
def schema():
    return json.loads(entrepot("schema")[0])


@pytest.fixture(scope="module")
def schema_validator(schema):
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def scenario_files():
    """Every scenario that comes with the program."""
    shipped = sorted((ROOT / "scenarios").rglob("*.yaml"))
    return [path for path in shipped if path.parent.name not in ("sweeps", "calibration", "estimates", "evidence") and path.name != "catalogue.yaml"]


def yaml_as_in_an_editor(text):
    """Dates stay strings, as a YAML language server has them."""
    yaml = pytest.importorskip("yaml")

    class Loader(yaml.SafeLoader):
        yaml_implicit_resolvers = {
            first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
            for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
        }

    return yaml.load(text, Loader)


@pytest.mark.parametrize("file", scenario_files(), ids=lambda file: file.stem)
def test_schema_accepts_every_shipped_scenario(file, schema_validator):
    document = yaml_as_in_an_editor(file.read_text())
    assert [f"{error.json_path}: {error.message[:120]}" for error in schema_validator.iter_errors(document)] == []


@pytest.mark.parametrize("wrong", [
    "enforcement: {investigaters: 3}",
    "enforcement: {investigators: -3}",
    "enforcement: {investigators: {value: -3, source: press}}",
    "enforcement: {investigators: {value: 3, grade: D}}",
    "enforcement: {investigators: {source: press}}",
    "enforcement: {investigators: {value: 3, sorce: press}}",
    "enforcement: {investigators: {value: 3, range: [1]}}",
    "buyers: {labs: {growth: {normal: {mean: 1}}}}",
    "buyers: {labs: {segment: laboratory}}",
    "jurisdictions: {SG: {grade: D}}",
    "jurisdictions: {SG: {hub: 3}}",
    "calendar: {start: 1 May 2024}",
    "rules: {levy: {instrument: licence_levy, hubs: [SG]}}",
    "rules: {levy: {instrument: licence_levy, duty: -1}}",
    "rules: {levy: {instrument: tax}}",
    "rules: {levy: {instrument: licence_levy, effective: soon}}",
])
def test_schema_refuses_a_wrong_scenario(wrong, schema_validator):
    assert not schema_validator.is_valid(yaml_as_in_an_editor(wrong))


@pytest.mark.parametrize("right", [
    "enforcement: {investigators: ~}",
    "enforcement: {investigators: {value: 3, source: press, grade: B, note: rough}}",
    "enforcement: {investigators: {value: 3, evidence: bis_staff, range: [1, 5 agents]}}",
    "jurisdictions: {SG: {evidence: [bis_staff]}}",
    "enforcement: {end_use_checks_per_year: 40 checks/year}",
    "buyers: {labs: {growth: {normal: {mean: 1, sd: 0.1}}}}",
    "buyers: {labs: ~}",
    "lines: {cowos: {capacity: {2024-01-01: 1000, 2025-01-01: 4000}}}",
    "jurisdictions: {SG: {grade: B, source: press}}",
    "rules: {levy: {instrument: licence_levy, duty: 0.2, effective: 2024-05-01}}",
])
def test_schema_accepts_every_way_to_write_a_value(right, schema_validator):
    assert schema_validator.is_valid(yaml_as_in_an_editor(right))


def keys_of(table, path=""):
    """Path and schema of every key of a table and of the tables in it; keys of rules are described by their instruments."""
    for name, inner in table.get("properties", {}).items():
        key = f"{path}{name}"
        yield key, inner
        if key != "rules":
            yield from keys_of(inner if inner.get("additionalProperties") is False else {}, f"{key}.")
            entry = inner.get("additionalProperties")
            yield from keys_of(entry if isinstance(entry, dict) else {}, f"{key}.*.")


def test_schema_describes_every_key_with_its_unit(schema):
    keys = {path: schema["$defs"][inner["$ref"][8:]] | inner if "$ref" in inner else inner for path, inner in keys_of(schema)}
    assert len(keys) > 200
    assert [path for path, inner in keys.items() if not inner.get("description")] == []
    assert "Unit: checks/year." in keys["enforcement.end_use_checks_per_year"]["description"]
    assert "Unit: ratio." in keys["jurisdictions.*.customs.cooperation"]["description"]


def test_schema_describes_the_parameters_of_every_instrument(schema):
    rule = schema["properties"]["rules"]["additionalProperties"]
    for condition in rule["allOf"]:
        for key, inner in condition["then"].get("properties", {}).items():
            assert inner["description"], (condition["if"], key)


def test_schema_is_short_enough_to_read():
    assert len(entrepot("schema")[0].splitlines()) < 3600


@pytest.mark.parametrize("file", [file for file in scenario_files() if file.parent.name not in ("baseline", "outlook")], ids=lambda file: file.stem)
def test_scenario_names_the_schema_that_the_build_writes(file):
    named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", file.read_text())
    assert (file.parent / named[1]).resolve() == ROOT / "build" / "release" / "scenario.schema.json"


@pytest.fixture(scope="module")
def evidence_validator():
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(entrepot("schema", "evidence")[0])
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("file", sorted((ROOT / "scenarios" / "evidence").glob("*.yaml")), ids=lambda file: file.stem)
def test_evidence_schema_accepts_the_shipped_register(file, evidence_validator):
    document = yaml_as_in_an_editor(file.read_text())
    assert [f"{error.json_path}: {error.message[:120]}" for error in evidence_validator.iter_errors(document)] == []
    assert file.read_text().startswith("# yaml-language-server: $schema=../../build/release/evidence.schema.json\n")


@pytest.mark.parametrize("wrong", [
    "evidence: [1]",
    "evidence: {a: {quantity: q, place: US, value: 1, unit: USD, grade: D, read: direct, source: s}}",
    "evidence: {a: {quantity: q, place: US, value: 1, unit: USD, grade: A, read: direct}}",
    "evidence: {a: {quantity: q, place: US, value: 1, unit: USD, grade: A, read: direct, source: s, from: May 2024}}",
])
def test_evidence_schema_refuses_a_wrong_row(wrong, evidence_validator):
    assert not evidence_validator.is_valid(yaml_as_in_an_editor(wrong))
