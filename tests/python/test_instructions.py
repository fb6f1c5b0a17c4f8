"""The program does not take more instructions than it did: a guard of speed that noise of the machine cannot move."""

import shutil

import instructions
import pytest
from instructions import Counts
from program import BINARY, needs_program

TABLE = """\
Ir
--------------------------------------------------------------------------------
1,000 (50.00%)  ???:entrepot::model::phases::demand(entrepot::model::Writes<entrepot::world::BuyerState>) [/a/build/entrepot]
  400 (20.00%)  ???:entrepot::walk(int)'2 [/a/build/entrepot]
  100 ( 5.00%)  ???:entrepot::walk(int) [/a/build/entrepot]
  500 (25.00%)  ./string/../sysdeps/memset.S:__memset_avx2_unaligned_erms [/usr/lib/libc.so.6]
"""


@needs_program
@pytest.mark.skipif(not shutil.which("valgrind"), reason="valgrind is not installed")
def test_instructions_stay_within_the_tolerance():
    versions, kept = instructions.read()
    if reason := instructions.difference_of_versions(versions, instructions.versions(BINARY)):
        pytest.skip(reason)
    complaint = instructions.complaint(kept, instructions.count(BINARY))
    assert not complaint, complaint


def test_only_the_programs_own_functions_count():
    counts = instructions.own_functions(TABLE, "entrepot")
    assert counts.total == 1500
    assert counts.functions["entrepot::walk(int)"] == 500


def test_more_instructions_are_told_with_the_function():
    kept, here = Counts(1000, {"a": 600, "b": 400}), Counts(1050, {"a": 650, "b": 400})
    told = instructions.complaint(kept, here)
    assert "+5.0%" in told and "+50  a" in told and "  b" not in told


def test_far_fewer_instructions_ask_for_new_counts():
    told = instructions.complaint(Counts(1000, {"a": 1000}), Counts(900, {"a": 900}))
    assert "-10.0%" in told and "write-instruction-counts" in told


def test_a_change_within_the_tolerance_is_no_matter():
    assert not instructions.complaint(Counts(1000, {"a": 1000}), Counts(1029, {"a": 1029}))
    assert not instructions.complaint(Counts(1000, {"a": 1000}), Counts(971, {"a": 971}))


def test_other_versions_are_named():
    told = instructions.difference_of_versions({"libc6": "2.36", "build": "Release"}, {"libc6": "2.41", "build": "Release"})
    assert told == "libc6: 2.41 here, 2.36 when counts were kept"
