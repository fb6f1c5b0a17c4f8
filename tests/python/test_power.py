"""Power cuts: what is on the disk then is whole, or is seen not to be, and what was said to be kept is kept.
scripts/soak-faults does the same for longer."""

import pathlib
import random
import shutil
from collections.abc import Iterator

import pytest

import power
from faults import checkpointed_arguments, content_of, program, run_arguments, sweep_arguments
from power import Record
from program import BINARY, needs_program

pytestmark = needs_program

CUTS = 25


@pytest.fixture(scope="module")
def recorder(tmp_path_factory):
    built = power.build_recorder(tmp_path_factory.mktemp("recorder"))
    return built or pytest.skip("there is no C compiler")


def watched(command, folder: pathlib.Path, recorder: pathlib.Path) -> Record:
    return power.record(command, folder, recorder, folder.parent / f"{folder.name}.deeds")


@pytest.fixture(scope="module")
def run(recorder, tmp_path_factory):
    """A run over an older result of its name, and what the older one held."""
    folder = tmp_path_factory.mktemp("run")
    assert program(*run_arguments(folder / "x.h5", "--set=run.seed=1")).code == 0
    old = content_of(folder / "x.h5")
    return watched([BINARY, *run_arguments(folder / "x.h5", "--force")], folder, recorder), old


@pytest.fixture(scope="module")
def sweep(recorder, tmp_path_factory):
    folder = tmp_path_factory.mktemp("sweep")
    (folder / "y").mkdir()
    return watched([BINARY, *sweep_arguments(folder, folder / "y" / "y.h5")], folder / "y", recorder)


@pytest.fixture(scope="module")
def checkpoints(recorder, tmp_path_factory):
    folder = tmp_path_factory.mktemp("checkpoints")
    return watched([BINARY, *checkpointed_arguments(folder, "x.h5")], folder, recorder)


@pytest.fixture(scope="module")
def export(recorder, run, tmp_path_factory):
    folder = tmp_path_factory.mktemp("export")
    return watched([BINARY, "export", run[0].folder / "x.h5", "-o", folder / "tables", "--groups", "summary"], folder, recorder)


def cuts(record: Record, work: pathlib.Path) -> Iterator[tuple[int, pathlib.Path]]:
    """After so many deeds, and what is left then."""
    chance = random.Random(1)
    for number in range(CUTS):
        deeds, survivors = power.cut(record, chance)
        left = work / str(number)
        record.disk(deeds).leave(left, survivors)
        yield deeds, left
        shutil.rmtree(left)


def files_in(folder: pathlib.Path) -> dict[pathlib.Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_is_recorded_is_all_that_was_done(run, sweep, checkpoints, export, tmp_path):
    for number, record in enumerate((run[0], sweep, checkpoints, export)):
        left = tmp_path / str(number)
        record.disk(len(record.deeds)).leave(left, power.everything)
        assert files_in(left) == files_in(record.folder)


def test_what_was_announced_is_on_the_disk(run, sweep, checkpoints, export, tmp_path):
    for number, record in enumerate((run[0], sweep, checkpoints, export)):
        left = tmp_path / str(number)
        record.disk(len(record.deeds)).leave(left, power.nothing)
        wanted = files_in(record.folder)
        assert {path: content for path, content in files_in(left).items() if path in wanted} == wanted


def test_a_result_is_the_old_one_or_the_new_one(run, tmp_path):
    record, old = run
    new = content_of(record.folder / "x.h5")
    seen = set()
    for _, left in cuts(record, tmp_path):
        seen.add(content_of(left / "x.h5"))
        for draft in left.glob("*.partial"):
            assert program("show", draft).code != 0 or program("verify", draft).code == 0
    assert seen == {old, new}


def test_a_sweep_goes_on_to_the_same_bytes(sweep, tmp_path):
    whole = (sweep.folder / "y.h5").read_bytes()
    for deeds, left in cuts(sweep, tmp_path):
        if (left / "y.h5").exists():
            assert (left / "y.h5").read_bytes() == whole
        ended = program(*sweep_arguments(tmp_path, left / "y.h5"))
        assert ended.code == 0, (deeds, ended)
        assert (left / "y.h5").read_bytes() == whole


def test_runs_that_were_flushed_outlive_the_worst_cut(sweep, tmp_path):
    """Those of the journal's last flush before the sweep is put together."""
    last = max(at for at, deed in enumerate(sweep.deeds) if ".journal" in deed and deed.startswith("create"))
    journal = sweep.deeds[last].split()[1]
    flushed = max(at for at, deed in enumerate(sweep.deeds) if deed == f"sync {journal}") + 1
    left = tmp_path / "left"
    sweep.disk(flushed).leave(left, power.nothing)
    ended = program("merge", left / "y.h5")
    assert ended.code == 0, ended
    assert (left / "y.h5").read_bytes() == (sweep.folder / "y.h5").read_bytes()


def test_a_run_goes_on_from_its_checkpoints_to_the_same_result(checkpoints, tmp_path):
    content = content_of(checkpoints.folder / "x.h5")
    for deeds, left in cuts(checkpoints, tmp_path):
        if (left / "x.h5").exists():
            assert content_of(left / "x.h5") == content
        ended = program(*checkpointed_arguments(left, "x.h5"), "--force")
        assert ended.code == 0, (deeds, ended)
        assert content_of(left / "x.h5") == content


def test_tables_are_all_there_or_none(export, tmp_path):
    whole = files_in(export.folder / "tables")
    for deeds, left in cuts(export, tmp_path):
        if (left / "tables").exists():
            assert files_in(left / "tables") == whole, deeds
