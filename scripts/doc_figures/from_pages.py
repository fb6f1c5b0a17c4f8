"""Figures of the numbers that a page of the documentation holds in its own tables."""

from __future__ import annotations

import re
from dataclasses import dataclass

from matplotlib.ticker import FuncFormatter, MaxNLocator

from doc_figures import drawing
from doc_figures.drawing import ROOT, figure, signed
from doc_figures.runs import scenario_title
from entrepot.figures import style

NUMBER = r"[+\N{MINUS SIGN}-]?\d[\d,]*(?:\.\d+)?"


@dataclass(frozen=True)
class Interval:
    value: float
    low: float
    high: float

    @property
    def excludes_zero(self) -> bool:
        return self.low > 0 or self.high < 0

    def scaled(self, factor: float) -> Interval:
        return Interval(self.value * factor, self.low * factor, self.high * factor)


def numbers(cell: str) -> list[float]:
    return [float(text.replace(",", "").replace(drawing.MINUS, "-")) for text in re.findall(NUMBER, cell)]


def interval(cell: str) -> Interval | None:
    """`mean (low to high)`, or nothing where the cell has words instead."""
    found = numbers(cell)
    return Interval(*found[:3]) if len(found) >= 3 else None


def table(page: str, heading: str, number: int = 0) -> list[list[str]]:
    """Cells of the rows of a table below a heading, without its head."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    below = re.split(rf"^#+ {re.escape(heading)}$", text, flags=re.MULTILINE)[1]
    below = re.split(r"^#", below, flags=re.MULTILINE)[0]
    block = re.findall(r"(?:^\|.*\n)+", below, re.MULTILINE)[number]
    return [[cell.strip() for cell in row.strip().strip("|").split("|")] for row in block.splitlines()[2:]]


def forest(axes, rows: list[Interval | None], *, digits: int = 0, label: bool = True) -> None:
    """Dots with whiskers, the first row at the top; blue falls, vermillion rises, hollow where zero is inside."""
    drawing.only_x_grid(axes)
    axes.axvline(0, color=style.MUTED, linewidth=1)
    for at, row in enumerate(rows):
        if row is None:
            continue
        colour = style.BLUE if row.value < 0 else style.VERMILLION
        axes.hlines(at, row.low, row.high, color=colour, linewidth=1.8)
        axes.plot(row.value, at, "o" if row.value < 0 else "s", color=colour, markersize=5.5,
                  markerfacecolor=colour if row.excludes_zero else "white")  # fmt: skip
        if label:
            axes.annotate(signed(row.value, digits), (max(row.high, 0), at), (6, 0), textcoords="offset points", va="center", fontsize=8)
    axes.set_ylim(len(rows) - 0.4, -0.6)


def percent_ticks(axes) -> None:
    axes.xaxis.set_major_locator(MaxNLocator(5))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{signed(value)} %" if value else "0"))


SCENARIOS = "explanation/scenarios.md"


@figure("library", SCENARIOS)
def draw_library():
    cells = table(SCENARIOS, "Leakage")
    base_units, base_stock = numbers(cells[0][2])[0], numbers(cells[0][5])[0]
    shown = [(row[0], interval(row[2]), interval(row[5])) for row in cells[1:] if row[0] != "no-controls"]
    shown = [(name, units.scaled(100 / base_units), stock and stock.scaled(100 / base_stock)) for name, units, stock in shown if units]
    shown.sort(key=lambda row: row[1].value)
    drawn = drawing.new_figure(0.27 * len(shown) + 1.25)
    left, right = drawn.subplots(1, 2, sharey=True)
    for axes, column, head in ((left, 1, "Leaked units, change"), (right, 2, "Restricted stock at the end, change")):
        forest(axes, [row[column] for row in shown], digits=1)
        axes.set_title(head)
        percent_ticks(axes)
        axes.margins(x=0.16)
    left.set_yticks(range(len(shown)), [style.in_lines(scenario_title(row[0]), 44, 2) for row in shown], fontsize=8)
    drawing.note(drawn, "Change from the baseline over the whole run, percent of the baseline's mean; 32 pairs of replicates, 90 % intervals of sampling noise. "
                        "Hollow: the interval includes zero. Not shown: no controls (nothing leaks by definition), and H20 licences without the revenue share (no change).")  # fmt: skip
    words = "; ".join(f"{scenario_title(name)} {signed(units.value, 1)} %" + (f" (stock {signed(stock.value, 1)} %)" if stock else "") for name, units, stock in shown)
    return drawn, f"Change of leaked units by scenario, and of the restricted stock: {words}."


@figure("forms", "explanation/validity.md")
def draw_forms():
    drawn = drawing.new_figure(0.2 * len(table(SCENARIOS, "singapore-probe")) + 1.0)
    parts = []
    for axes, name in zip(drawn.subplots(1, 2, sharey=True), ("singapore-probe", "philippines-displacement")):
        cells = table(SCENARIOS, name)
        rows = [interval(row[3].replace(" to ", " ")) for row in cells]
        forest(axes, rows)
        axes.set_title(scenario_title(name))
        axes.xaxis.set_major_locator(MaxNLocator(4))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: signed(value) if value else "0"))
        axes.margins(x=0.2)
        axes.set_yticks(range(len(cells)), [row[0] for row in cells])
        parts.append(f"{scenario_title(name)}: " + ", ".join(f"{row[0]} {signed(found.value)}" for row, found in zip(cells, rows)))
    drawing.note(drawn, "Change of leaked units in total, under each form of the model; 16 pairs of replicates, 90 % intervals of sampling noise. "
                        "Hollow: the interval includes zero.")  # fmt: skip
    return drawn, f"Change of leaked units under {len(cells)} forms of the model. " + "; ".join(parts) + "."


@figure("outlook", "explanation/outlook.md")
def draw_outlook():
    cells = table("explanation/outlook.md", "How far apart the worlds are")
    years = list(range(2026, 2031))
    drawn = drawing.new_figure(3.9)
    words = []
    for axes, row in zip(drawn.subplots(2, 2, sharex=True).flat, cells):
        found = [interval(cell) for cell in row[1:]]
        axes.fill_between(years, [each.low for each in found], [each.high for each in found], color=style.SKY, alpha=0.35, linewidth=0)
        axes.plot(years, [each.value for each in found], color=style.BLUE, marker="o", markersize=4)
        axes.set_title(row[0], fontsize=9)
        axes.set_ylim(bottom=0)
        axes.set_xticks(years)
        words.append(f"{row[0]}: " + ", ".join(f"{year} {cell}" for year, cell in zip(years, row[1:])))
    drawing.note(drawn, "Medians and the middle 90 % of 128 worlds. They hold what nobody knows of the future, not what nobody knows of the grey trade.")
    return drawn, "Medians and the middle 90 % of 128 worlds. " + "; ".join(words) + "."


@figure("known-answers", "explanation/sensitivity.md")
def draw_known_answers():
    cells = table("explanation/sensitivity.md", "Against known answers")
    drawn = drawing.new_figure(0.21 * len(cells) + 0.95)
    left, right = drawn.subplots(1, 2, sharey=True)
    for axes, known, estimate, head in ((left, 1, 2, "First-order index"), (right, 3, 4, "Total index")):
        drawing.only_x_grid(axes)
        for at, row in enumerate(cells):
            found = interval(row[estimate])
            axes.hlines(at, found.low, found.high, color=style.BLUE, linewidth=1.8)
            axes.plot(found.value, at, "o", color=style.BLUE, markersize=5, label="estimate, 95 % interval" if not at else None)
            axes.plot(float(row[known]), at, "|", color=style.VERMILLION, markersize=11, markeredgewidth=2, label="known" if not at else None)
        axes.set_title(head)
    left.legend(loc="center right", bbox_to_anchor=(1, 0.56))
    left.set_yticks(range(len(cells)), [row[0] for row in cells], fontsize=8)
    left.set_ylim(len(cells) - 0.4, -0.6)
    inside = sum(found.low <= float(row[k]) <= found.high for row in cells for k, j in ((1, 2), (3, 4)) for found in [interval(row[j])])
    words = "; ".join(f"{row[0]} {row[3]}, estimate {row[4].split(' ')[0]}" for row in cells)
    drawing.note(drawn, f"1,024 blocks without noise. {inside} of {2 * len(cells)} intervals contain the known value.")
    return drawn, f"Estimates of Sobol' indices beside the known values; {inside} of {2 * len(cells)} intervals contain them. Total indices: {words}."


CALIBRATE = "how-to/calibrate.md"


@figure("calibration-fit", CALIBRATE)
def draw_calibration_fit():
    cells = table(CALIBRATE, "The shipped calibration", 1)
    rows = [row for row in cells if numbers(row[1])]
    forecast = [cell[0] for cell in cells].index("*Forecast: fiscal 2025*") - 1
    drawn = drawing.new_figure(0.42 * len(rows) + 1.0)
    axes = drawn.subplots()
    drawing.only_x_grid(axes)
    looks = (("prior", 2, style.GRID, 9), ("posterior, the model alone", 3, style.BLUE, 3.2), ("predicted, with discrepancy", 5, style.BAR, 7))
    for at, row in enumerate(rows):
        observed = numbers(row[1])[0]
        for k, (label, column, colour, width) in sorted(enumerate(looks), key=lambda look: -look[1][3]):
            low, high = numbers(row[column].replace(" to ", " "))[:2]
            axes.hlines(at, low / observed, high / observed, color=colour, linewidth=width, label=label if not at else None)
        axes.plot(1, at, "|", color=style.VERMILLION, markersize=15, markeredgewidth=2.2, label="observed" if not at else None)
        misses = row[4].strip("*") == "missed"
        axes.annotate(f"{row[1]}{'  missed' if misses else ''}", (1, at), xycoords=("axes fraction", "data"), xytext=(5, 0),
                      textcoords="offset points", va="center", fontsize=8, fontweight="bold" if misses else "normal")  # fmt: skip
    axes.axhline(forecast - 0.5, color=style.MUTED, linewidth=0.8)
    years = ["fitted: fiscal 2024" if at < forecast else "forecast: fiscal 2025" for at in range(len(rows))]
    axes.set_yticks(range(len(rows)), [f"{row[0].replace(', billion USD', ' (bn USD)')}\n{year}" for row, year in zip(rows, years)], fontsize=8)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlim(0, 3.6)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g} times"))
    axes.set_xlabel("90 % intervals, as a multiple of the observed value, which is on the right", fontsize=8.5)
    axes.legend(loc="lower right", fontsize=8)
    words = "; ".join(f"{row[0]} ({year}) observed {row[1]}, posterior {row[3]}, {row[4].strip('*')}" for row, year in zip(rows, years))
    return drawn, f"Observed values beside the intervals of the shipped calibration: {words}."


@figure("calibration-parameters", CALIBRATE)
def draw_calibration_parameters():
    rows = table(CALIBRATE, "The shipped calibration")
    drawn = drawing.new_figure(0.27 * len(rows) + 0.85)
    axes = drawn.subplots()
    drawing.only_x_grid(axes)
    for at, row in enumerate(rows):
        for column, colour, width, label in ((1, style.BAR, 7, "prior"), (2, style.BLUE, 2.6, "posterior")):
            middle, low, high = numbers(row[column].replace(" to ", " "))
            axes.hlines(at, low, high, color=colour, linewidth=width, label=label if not at else None)
            axes.plot(middle, at, "o", color=colour, markersize=5 if width < 5 else 0)
        axes.annotate(row[3].replace("-", drawing.MINUS), (1, at), xycoords=("axes fraction", "data"), xytext=(6, 0), textcoords="offset points", va="center", fontsize=8)
    axes.annotate("contraction", (1, 1), xycoords="axes fraction", xytext=(-8, 4), textcoords="offset points", fontsize=8, color=style.MUTED)
    axes.set_xscale("log")
    style.log_ticks(axes.xaxis, 0.05, 6)
    axes.set_yticks(range(len(rows)), [row[0] for row in rows], fontsize=8)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlabel("relative to the baseline; 90 % intervals, dots are medians", fontsize=8.5)
    axes.legend(loc="upper left", fontsize=8, bbox_to_anchor=(0, 0.93))
    words = "; ".join(f"{row[0]}: prior {row[1]}, posterior {row[2]}, contraction {row[3]}" for row in rows)
    return drawn, f"Prior and posterior of each parameter, medians and 90 % intervals. {words}."
