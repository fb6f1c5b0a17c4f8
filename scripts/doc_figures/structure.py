"""Diagrams of the code and of its files, drawn from the tables of the code itself."""

from __future__ import annotations

import re
import textwrap

import yaml

from doc_figures import drawing
from doc_figures.drawing import ROOT, arrow, box, figure
from doc_figures.runs import program
from entrepot.figures import style


def modules() -> dict[str, list[str]]:
    """Modules, lowest first, each with those that it includes (sim/modules.txt)."""
    lines = (ROOT / "sim" / "modules.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(":") for line in lines if line and not line.startswith("#"))
    return {name: below.split() for name, below in pairs}


@figure("modules", "explanation/architecture.md")
def draw_modules():
    graph = modules()
    names = list(graph)
    drawn, axes = drawing.diagram(0.235 * len(names) + 1.05, 10, len(names) + 4.2)
    left, step, top = 2.5, 7.2 / len(names), 4.0
    axes.text(0.15, top - 0.4, "Module", fontsize=9, fontweight="bold", color=style.MUTED)
    axes.text(left - 0.1, 0.5, "includes", fontsize=9, fontweight="bold", color=style.MUTED)
    for at, name in enumerate(names):
        y = top + at
        if at % 2 == 0:
            axes.add_patch(drawing.plt.Rectangle((0, y), 10, 1, facecolor="#f3f5f7", linewidth=0, zorder=0))
        weight = "bold" if name.startswith("model") else "normal"
        axes.text(0.15, y + 0.5, name, fontsize=8.5, va="center", fontweight=weight)
        x = left + step * at
        axes.text(x, top - 0.2, name, rotation=50, fontsize=8, ha="left", va="bottom", rotation_mode="anchor", fontweight=weight)
        axes.add_patch(drawing.plt.Rectangle((x - step / 2, y), step, 1, facecolor=style.GRID, linewidth=0, zorder=1))
        for below in graph[name]:
            axes.plot(left + step * names.index(below), y + 0.5, "o", color=style.BLUE, markersize=5.5, zorder=2)
    words = "; ".join(f"{name} includes {', '.join(below)}" for name, below in graph.items() if below)
    return drawn, (
        f"The {len(names)} modules, the lowest first, and a dot for each module that a row includes. Every dot is left of the diagonal, so there is no "
        f"cycle. {words}."
    )


def table_rows(text: str) -> list[list[str]]:
    """Cells of the rows of a Markdown table, without its head."""
    rows = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row.strip("| ").split(" | ")] for row in rows[2:]]


@figure("week", "explanation/model.md")
def draw_week():
    found = [(row[0].split(" | ")[0].strip("| "), *row[-5:]) for row in table_rows(program("docs", "phases"))]
    names = [name for _, name, *_ in found]
    changes = [changed.split(", ") for *_, changed, _ in found]
    tables = list(dict.fromkeys(name for row in changes for name in row))
    tables.sort(key=lambda name: -sum(name in row for row in changes))
    drawn, axes = drawing.diagram(0.36 * len(found) + 1.0, 10, len(found) + 2.6)
    left, step = 6.25, 3.65 / len(tables)
    for k, name in enumerate(tables):
        axes.text(left + step * k, 2.35, name, rotation=60, fontsize=7.5, ha="left", va="bottom", rotation_mode="anchor")
    for at, (number, name, sentence, *_) in enumerate(found):
        y = at + 2.6
        if at % 2 == 0:
            axes.add_patch(drawing.plt.Rectangle((0, y), 10, 1, facecolor="#f3f5f7", linewidth=0, zorder=0))
        axes.text(0.1, y + 0.5, f"{number}  {name}", fontsize=9, fontweight="bold", va="center")
        axes.text(1.72, y + 0.5, "\n".join(textwrap.wrap(sentence, 58)), fontsize=7.5, va="center", linespacing=1.1)
        for k, changed in enumerate(tables):
            if changed in changes[at]:
                axes.plot(left + step * k, y + 0.5, "o", color=style.BLUE, markersize=5)
    axes.text(0.1, 2.2, "Phase of the week", fontsize=9, fontweight="bold", color=style.MUTED)
    axes.text(4.5, 0.4, "Tables that it changes", fontsize=9, fontweight="bold", color=style.MUTED)
    words = "; ".join(f"{name} changes {', '.join(row)}" for name, row in zip(names, changes))
    return drawn, f"The {len(names)} phases of a week in order, each with a sentence, and dots for the tables that it changes: {words}."


def commands() -> set[str]:
    return set(re.findall(r"^  ([a-z]+)(?: {2}|$)", program("--help"), re.MULTILINE))


def check_commands(*names: str) -> None:
    unknown = [name for text in names for name in text.split(", ") if name not in commands()]
    if unknown:
        raise SystemExit(f"doc-figures: the diagram names commands that entrepot does not have: {', '.join(unknown)}")


@figure("data-flow", "explanation/architecture.md")
def draw_flow():
    rows = [
        ("scenario.yaml", "run", "result.h5", "compare, displacement, costs, trace, report, export"),
        ("sweep.yaml", "sweep", "sweep.h5", "analyse, decide, discover, threshold, report, export"),
        ("calibration.yaml", "calibrate", "calibration.h5", "show, figures, report, export"),
    ]
    for _, command, _, readers in rows:
        check_commands(command, readers)
    check_commands("validate, rules, lint")
    drawn, axes = drawing.diagram(2.75, 10, 4)
    for x, head in ((0.15, "You write"), (2.55, "Command"), (4.65, "Result file"), (6.75, "Commands that read it")):
        axes.text(x, 0.35, head, fontsize=9, fontweight="bold", color=style.MUTED, va="center")
    for at, (source, command, result, readers) in enumerate(rows):
        y = 0.7 + 1.1 * at
        box(axes, 0.15, y, 1.9, 0.7, source if not at else f"{source}\n(names a scenario)", fill="#fdf1e3", edge=style.ORANGE)
        axes.text(2.55, y + 0.35, f"entrepot\n{command}", fontsize=9, fontweight="bold", va="center", linespacing=1.2)
        box(axes, 4.65, y, 1.7, 0.7, result)
        box(axes, 6.85, y, 3.0, 0.7, "\n".join(textwrap.wrap(readers, 34)), fill="#ffffff", edge=style.MUTED, size=8)
        arrow(axes, (2.05, y + 0.35), (2.5, y + 0.35))
        arrow(axes, (3.75, y + 0.35), (4.65, y + 0.35))
        arrow(axes, (6.35, y + 0.35), (6.85, y + 0.35))
    arrow(axes, (4.65, 3.05), (2.05, 2.4))
    axes.text(3.05, 2.45, "posterior ensemble", fontsize=7.5, color=style.MUTED, va="center")
    words = "; ".join(f"entrepot {command} reads {source} and writes {result}, which {readers} read" for source, command, result, readers in rows)
    return drawn, f"From scenario to report: {words}. Sweep and calibration files name a scenario; a sweep can draw from a calibration's ensemble."


@figure("scenario-layers", "how-to/write-a-scenario.md")
def draw_layers():
    text = (ROOT / "scenarios" / "baseline.yaml").read_text(encoding="utf-8")
    parts = [name.split("/")[-1] for name in yaml.safe_load(text)["extends"]]
    drawn, axes = drawing.diagram(2.35, 10, 4.1)
    each = 6.6 / len(parts)
    for k, name in enumerate(parts):
        box(axes, 0.2 + each * k, 3.25, each - 0.12, 0.62, name, size=8.5)
    box(axes, 0.2, 2.3, 6.48, 0.62, "baseline.yaml", weight="bold")
    box(axes, 0.2, 1.35, 6.48, 0.62, "cooperation.yaml: the differences that you write", fill="#fdf1e3", edge=style.ORANGE, weight="bold")
    box(axes, 0.2, 0.4, 6.48, 0.62, "--set PATH=VALUE, on the command line", fill="#ffffff", edge=style.MUTED)
    for y, words in ((0.71, "overrides everything below"), (1.66, "extends: baseline.yaml"), (2.61, f"extends its {len(parts)} parts"), (3.56, "agents, goods, places and rules")):
        axes.text(6.95, y, words, fontsize=8.5, va="center", color=style.INK)
    for y in (1.35, 2.3, 3.25):
        arrow(axes, (3.44, y - 0.33), (3.44, y))
    return drawn, (
        f"Layers of a scenario, the strongest first: --set on the command line; your file, such as cooperation.yaml; baseline.yaml, which it extends; "
        f"and the {len(parts)} parts of the baseline: {', '.join(parts)}."
    )
