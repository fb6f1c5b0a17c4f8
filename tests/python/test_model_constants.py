"""Quantities of the model are parameters of a scenario, never numbers in its code: only so can they be cited, swept and
tested for their influence. Each number that is left here is named with the reason why it is no quantity."""

import re

import pytest

from program import ROOT

PLAIN = {0.0, 0.5, 1.0, 2.0}  # neutral values, halves and squares of formulas, first and second rows

BOUND = "a bound that no value reaches, or the precision of an algorithm"
BITS = "the layout of a request in 32 bits"
BLOCK = "the size of a block of work: any gives the same result"
RANGE = "the range that the reader of scenarios or the type of the column allows already"
SIZE = "the size of a table, above all that the reader of scenarios lets in"
MARK = "the mark of something that is not there, or the name of a stream of random numbers"
FORMS = "a table of functions"

# By file: each number that is left, as written, and why it is no quantity of the model.
LITERALS = {
    "sim/model/opening.cpp": {"128": SIZE},
    "sim/model/phases/allocation.cpp": {"128": "half of the classes of allocation, which only rank", "255": RANGE},
    "sim/model/phases/demand.cpp": {"1e300": BOUND},
    "sim/model/phases/rental.cpp": {"256": BLOCK},
    "sim/model/phases/retail.cpp": {"15": BITS, "16": BITS, "4": BITS, "5": BITS, "2048": BLOCK},
    "sim/model/phases/shipping.cpp": {"1e-12": BOUND},
    "sim/model/phases/turnover.cpp": {"1e300": BOUND},
    "sim/model/policy/instruments/enforcement_resources.cpp": {"1000": RANGE},
    "sim/model/policy/redesign.cpp": {"20": BOUND},
    "sim/model/policy/rule_reach.cpp": {"3": "the number of names in a message"},
    "sim/model/submodels/licensing.cpp": {"1e-6": BOUND},
    "sim/model/submodels/retail.cpp": {"4294967296.0": "the number of values of a random word"},
    "sim/model/world/population.cpp": {"0.99": RANGE},
    "include/entrepot/model/policy/levers.hpp": {"1e300": BOUND},
    "include/entrepot/model/submodels/retail.hpp": {"15": BITS},
    "include/entrepot/model/submodels/routing.hpp": {"1e300": BOUND},
}
# The same for named constants of submodels, phases and policy.
CONSTANTS = {
    "authority": MARK,
    "block_size": BLOCK,
    "buyers_of_block": BLOCK,
    "buyers_of_call": BLOCK,
    "forever": BOUND,
    "exposure_forms": FORMS,
    "forms": FORMS,
    "nest_forms": FORMS,
    "own_forms": FORMS,
    "rent_forms": FORMS,
    "share_forms": FORMS,
    "halvings": BOUND,
    "max_named": "the number of names in a message",
    "most_parts": BLOCK,
    "never": BOUND,
    "no_cap": BOUND,
    "no_week": MARK,
    "not_begun": MARK,
    "nothing_to_sell": BOUND,
    "review_names": "names in messages",
    "unsaid": MARK,
    "when_found_out": MARK,
    "words": "the number of values of a random word",
}

NUMBER = re.compile(r"(?<![\w.])(\d[\d']*\.?\d*(?:[eE][-+]?\d+)?|\.\d+)[fFuUlL]*(?![\w.])")
CONSTANT = re.compile(r"\bconstexpr\s+(?:[\w:<>,*& ]+?\s)?(\w+)(?:<[^=;]*>)?(?:\[\])?\s*(?:=|\{)")


def code_of(text: str) -> str:
    """The text without comments, strings and preprocessor lines."""
    text = re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE)
    return re.sub(r'//[^\n]*|/\*.*?\*/|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)\'', " ", text, flags=re.DOTALL)


def sources(*patterns: str) -> dict[str, str]:
    files = {path for pattern in patterns for path in ROOT.glob(pattern)}
    code = {path.relative_to(ROOT).as_posix(): code_of(path.read_text()) for path in sorted(files)}
    # The rows of an instrument are parameters.
    return {name: re.sub(r"static void rows\(Rows& row\) \{.*?\n  \}", "", text, flags=re.DOTALL)
            for name, text in code.items()}


def numbers_in(code: str) -> set[str]:
    return {number for number in NUMBER.findall(code) if float(number.replace("'", "")) not in PLAIN}


def is_real(number: str) -> bool:
    return any(character in number for character in ".e")


# What decides and acts. The rest of the model keeps tables, whose numbers of axes and names are counted by the compiler.
DECIDES = sources("sim/model/submodels/*", "include/entrepot/model/submodels/*", "sim/model/phases/*",
                  "sim/model/policy/**/*.?pp", "include/entrepot/model/policy/*",
                  *(f"sim/model/{name}.cpp" for name in ("contacts", "custody", "opening", "purchase", "red_flags",
                                                         "shipping", "observation")))
ALL = sources("sim/model/**/*.?pp", "include/entrepot/model/**/*.?pp")


@pytest.mark.parametrize("file", DECIDES)
def test_what_decides_has_no_number_of_its_own(file):
    new = numbers_in(DECIDES[file]) - set(LITERALS.get(file, {}))
    assert not new, f"{file}: make {', '.join(sorted(new))} a parameter, or say here why it is no quantity of the model"


def test_the_model_has_no_real_number_of_its_own():
    new = {file: reals for file, code in ALL.items()
           if (reals := {n for n in numbers_in(code) if is_real(n)} - set(LITERALS.get(file, {})))}
    assert not new


def test_what_decides_has_no_constant_of_its_own():
    folders = ("submodels/", "phases/", "policy/")
    found = {name: file for file, code in DECIDES.items() if any(folder in file for folder in folders)
             for name in CONSTANT.findall(code) if name != "all"}
    new = {name: file for name, file in found.items() if name not in CONSTANTS}
    assert not new, "make it a parameter, or say here why it is no quantity of the model"
    assert set(found) == set(CONSTANTS), "an exception that nothing needs"


def test_every_exception_is_needed():
    unused = [(file, number) for file, numbers in LITERALS.items() for number in numbers
              if number not in numbers_in(ALL.get(file, ""))]
    assert unused == []


@pytest.mark.parametrize("code, found", [
    ("double x = 0.1;", {"0.1"}),
    ("case A: return 3;", {"3"}),
    ("x = 1e300 + .5F + 1'000'000;", {"1e300", "1'000'000"}),
    ("// 52 weeks\nx = \"7.5\"; y2 = k<3>(z);", {"3"}),
    ("return 0.0 + 1.0F - 2U * 0.5;", set()),
])
def test_numbers_are_found(code, found):
    assert numbers_in(code_of(code)) == found
