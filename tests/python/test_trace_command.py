"""`entrepot trace`, by its command line."""

import json

import pytest
from program import BASELINE, needs_program, entrepot


pytestmark = needs_program

SHORT = ["--set=calendar.end=2024-03-31", "--replicates=2", "--quiet"]


def trace(path, *arguments):
    return json.loads(entrepot("trace", path, "--json", *arguments)[0])


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    path = tmp_path_factory.mktemp("trace") / "short.h5"
    entrepot("run", BASELINE, *SHORT, "-o", path)
    return path


@pytest.fixture(scope="module")
def everything(result):
    return trace(result, "--limit", 1000000)


def test_causes_are_shares_of_all_leaks(everything):
    assert everything["replicates"] == [0, 1]
    assert sum(cause["share"] for cause in everything["causes"]) == pytest.approx(1)
    leaked = sum(chain["units"] for chain in everything["chains"] if chain["fate"] == "leaked")
    assert sum(cause["mean_units"] for cause in everything["causes"]) == pytest.approx(leaked / 2)
    units = [chain["units"] for chain in everything["chains"]]
    assert units == sorted(units, reverse=True)


def test_filters_choose_chains(result, everything):
    names = ["--through", "SGP", "--to", "CHN", "--product", "H100", "--failed-check", "none"]
    chosen = trace(result, *names, "--limit", 1000000)
    asked = {"hub": "SG", "end_user_place": "CN", "product": "H100", "failed_check": "none"}
    expected = [chain for chain in everything["chains"] if all(chain[key] == name for key, name in asked.items())]
    assert expected and chosen["chains"] == expected
    assert trace(result, "--through", "SG", "--limit", 5) == trace(result, "--through", "SGP", "--limit", 5)
    one = trace(result, "--replicate", 1, "--limit", 1000000)
    assert one["replicates"] == [1] and {chain["replicate"] for chain in one["chains"]} == {1}


def test_a_chain_hop_by_hop(result, everything):
    largest = everything["chains"][0]
    chain = trace(result, "--lot", largest["lot"], "--replicate", largest["replicate"])
    hops = chain["hops"]
    assert {**chain, "hops": len(hops)} == largest
    assert [hop["event"] for hop in hops][:3] == ["first_sale", "reaches_channel", "sold_to_intermediary"]
    assert hops[0]["amount"] == largest["first_sale_price"] and hops[2]["amount"] == largest["supply_price"]
    assert [hop["week"] for hop in hops] == sorted(hop["week"] for hop in hops)
    assert hops[-1]["week"] == largest["ended"] and hops[-1]["holder"] == largest["end_user_group"]
    text, _ = entrepot("trace", result, "--lot", largest["lot"], "--replicate", largest["replicate"])
    for word in (largest["ended"], largest["product"], "cover story", "failed check", "sold_to_intermediary"):
        assert word in text


def test_text_has_causes_and_chains(result):
    text, _ = entrepot("trace", result, "--limit", 3)
    assert "Causes of leaked units, mean of 2 replicates" in text
    assert "Largest chains, 3 of" in text and "100.0 %" in text
    assert max(len(line) for line in text.splitlines()) <= 110


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--through", "SGX"], "--through: the result has no 'SGX'"),
        (["--product", "H10"], "--product: the result has no 'H10'; did you mean"),
        (["--failed-check", "custom"], "--failed-check: the result has no 'custom'; did you mean 'customs'?"),
        (["--replicate", "7"], "--replicate: no chains of replicate 7; expected one of 2 replicates, 0 to 1"),
        (["--lot", "12345678"], "--lot: no lot 12345678; replicate 0 has lots 0 to"),
    ],
)
def test_wrong_names_are_bad_input(result, arguments, message):
    _, error = entrepot("trace", result, *arguments, code=2)
    assert message in error


def test_files_without_custody_say_so_and_are_shown(tmp_path):
    path = tmp_path / "none.h5"
    entrepot("run", BASELINE, *SHORT, "--custody", 0, "-o", path)
    _, error = entrepot("trace", path, code=2)
    assert "none.h5: holds no chains of custody" in error
    assert "Leakage rate" in entrepot("show", path)[0]


def test_only_the_first_replicates_keep_chains_if_asked(tmp_path, everything):
    path = tmp_path / "one.h5"
    entrepot("run", BASELINE, *SHORT, "--custody", 1, "-o", path)
    kept = trace(path, "--limit", 1000000)
    assert kept["replicates"] == [0]
    assert kept["chains"] == [chain for chain in everything["chains"] if chain["replicate"] == 0]


def test_chains_do_not_depend_on_threads(result, tmp_path, everything):
    path = tmp_path / "one-thread.h5"
    entrepot("run", BASELINE, *SHORT, "--threads", 1, "-o", path)
    assert trace(path, "--limit", 1000000) == everything
