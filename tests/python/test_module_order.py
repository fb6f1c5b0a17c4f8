"""Modules include only what sim/modules.txt allows, and only public headers of each other."""

import re
from pathlib import Path

import pytest

from program import ROOT as SOURCE

PUBLIC = "include/entrepot"
PRIVATE = "sim"


def allowed() -> dict[str, list[str]]:
    """Modules in order, each with those that it may include."""
    lines = (SOURCE / "sim/modules.txt").read_text().splitlines()
    rows = (line.split(":") for line in lines if line and not line.startswith("#"))
    return {module: others.split() for module, others in rows}


MODULES = allowed()


def sources() -> list[Path]:
    return sorted(path for root in (PUBLIC, PRIVATE) for path in (SOURCE / root).rglob("*.?pp"))


def module_of(path: Path) -> str:
    """The longest name that the path begins with: model/world rather than model."""
    for root in (PUBLIC, PRIVATE):
        if path.is_relative_to(SOURCE / root):
            inside = path.relative_to(SOURCE / root).as_posix()
            return max((m for m in MODULES if inside.startswith(m + "/")), key=len, default=inside)
    raise AssertionError(path)


def includes(path: Path) -> list[tuple[int, Path]]:
    """Headers of this project that a file includes, each with its line."""
    found = []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if match := re.match(r'#include "([^"]+)"', line):
            beside = (path.parent / match[1]).resolve()
            header = beside if beside.exists() else SOURCE / "include" / match[1]
            if header.exists():  # not the generated entrepot_version.hpp
                found.append((number, header))
    return found


EDGES = [
    (path, number, module_of(path), header, module_of(header))
    for path in sources()
    for number, header in includes(path)
    if module_of(path) != module_of(header)
]


def test_every_file_belongs_to_a_module_of_the_list():
    assert {module_of(path) for path in sources()} == set(MODULES)


def test_modules_include_only_what_the_list_allows():
    wrong = [
        f"{path.relative_to(SOURCE)}:{number}: {module} must not include {other} ({header.name})"
        for path, number, module, header, other in EDGES
        if other not in MODULES[module]
    ]
    assert not wrong, "\n".join(wrong)


def test_every_allowed_edge_is_needed():
    used = {(module, other) for _, _, module, _, other in EDGES}
    unused = [(m, other) for m, others in MODULES.items() for other in others if (m, other) not in used]
    assert not unused


def test_modules_only_include_modules_above_them_in_the_list():
    order = list(MODULES)
    wrong = [(m, other) for m, others in MODULES.items() for other in others if order.index(other) >= order.index(m)]
    assert not wrong


def test_no_module_includes_a_private_header_of_another():
    wrong = [
        f"{path.relative_to(SOURCE)}:{number}: {header.relative_to(SOURCE)}"
        for path, number, _, header, _ in EDGES
        if header.is_relative_to(SOURCE / PRIVATE)
    ]
    assert not wrong, "\n".join(wrong)


def test_no_public_header_includes_a_private_one():
    wrong = [
        f"{path.relative_to(SOURCE)}:{number}: {header.relative_to(SOURCE)}"
        for path in sources() if path.is_relative_to(SOURCE / PUBLIC)
        for number, header in includes(path) if header.is_relative_to(SOURCE / PRIVATE)
    ]  # fmt: skip
    assert not wrong, "\n".join(wrong)


def test_headers_do_not_include_each_other_in_a_circle():
    graph = {path: [header for _, header in includes(path)] for path in sources()}
    done: set[Path] = set()

    def visit(path: Path, trail: tuple[Path, ...]) -> None:
        if path in trail:
            pytest.fail(" -> ".join(p.name for p in (*trail, path)))
        if path not in done:
            for header in graph.get(path, []):
                visit(header, (*trail, path))
            done.add(path)

    for path in graph:
        visit(path, ())


def test_the_architecture_page_lists_the_modules_in_this_order():
    text = (SOURCE / "docs/explanation/architecture.md").read_text()
    table = re.findall(r"^\| `([a-z/]+)` \|", text.split("## The main loop")[0], re.MULTILINE)
    assert table == list(MODULES)
