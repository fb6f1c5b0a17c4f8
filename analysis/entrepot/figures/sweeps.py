"""Figures of a sweep: sensitivity indices, outputs at the ends of each parameter, regret and trade-offs of policies. The numbers
are the JSON of `entrepot analyse` and `entrepot decide`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from entrepot.compare.wording import signed
from entrepot.errors import MissingData
from entrepot.figures import style
from entrepot.figures.drawing import Drawing, Table
from entrepot.figures.names import name_points
from entrepot.names import option_name, output_name, parameter_name, sentence
from entrepot.statistics import estimate
from entrepot.words import NBSP, WRITERS, percent

ROW = 0.27  #: inches a bar takes
MOST = 14  #: parameters that a figure shows; the table has all
#: How the ends of a parameter's range look.
ENDS = {"low": {"color": style.ORANGE, "hatch": "///"}, "high": {"color": style.BLUE}}
KINDS = {"1": "ratio", "USD": "usd"}
LEAKAGE = {"leakage_rate", "leaked_units", "leaked_h100e", "leaked_value"}  #: one aim in several units
Titles = Mapping[str, str]  #: of policies, by key


def kind_of(unit: str) -> str:
    """How numbers of a unit are written."""
    return KINDS.get(unit, "units")


def name_of(output: dict[str, Any]) -> str:
    """An output in words: `leakage rate`, `revenue of NVIDIA`."""
    return output_name(output["output"])


def sobol_bars(output: dict[str, Any], confidence: float, size: style.Size) -> Drawing:
    """First and total indices of every group, the largest first. Raises MissingData for another design."""
    if "sobol" not in output:
        raise MissingData("the design of the sweep gives no Sobol' indices")
    groups = sorted(output["sobol"]["groups"], key=lambda g: -_number(g["total"]["value"]))
    shown = groups[:MOST]
    with style.figure_style():
        figure, axes = _bars(size, len(shown))
        for at, group in enumerate(shown):
            _bar(axes, at - 0.19, group["total"], style.BAR, 0.36)
            _bar(axes, at + 0.19, group["first"], style.BLUE, 0.24)
        axes.axvline(0, color=style.MUTED, linewidth=1)
        axes.set_xlim(min(-0.05, axes.get_xlim()[0]), max(1.0, axes.get_xlim()[1]))
        _label(axes, "share of the variance of the expected output", size)
        _names(axes, [parameter_name(g["group"]) for g in shown], size)
    level = f"{100 * confidence:g}{NBSP}%"
    frame = pd.DataFrame(
        [(parameter_name(g["group"]), *(_number(g[i][k]) for i in ("first", "total") for k in ("value", "low", "high"))) for g in groups],
        columns=["Parameter", *(f"{what}{of}" for what in ("First order", "Total") for of in ("", f": {level} from", f": {level} to"))],
    )  # fmt: skip
    noise = output.get("noise_share")
    blocks = output["sobol"]
    gaps = "" if blocks["blocks"] == blocks["blocks_used"] else f" From {blocks['blocks_used']} of {blocks['blocks']} blocks."
    noise_note = f" Sampling noise is {percent(noise)} of the variance of single runs; the indices exclude it." if noise is not None else ""
    few = "".join(f" {warning}" for warning in output.get("warnings", []))
    return Drawing(
        key="sobol",
        title=f"Sensitivity of {name_of(output)} to each parameter",
        caption="Wide pale bars: total index, with all interactions. Dark bars: first-order index. Lines: "
        f"{level} intervals from {blocks['blocks_used']} blocks; an estimate may lie below 0 or above 1.{noise_note}{gaps}{few}",
        alt="Bars. Total index: " + "; ".join(f"{parameter_name(g['group'])} {_number(g['total']['value']):.2f}" for g in shown) + ".",
        figure=figure,
        table=Table(frame, {column: "index" for column in frame.columns[1:]}),
    )


def tornado(output: dict[str, Any], size: style.Size) -> Drawing:
    """The output's mean at the two ends of every parameter that moves it beyond sampling noise, the widest first."""
    ends = [e for e in output.get("ends", []) if e["low"] is not None]
    if not ends:
        raise MissingData("the sweep varies no parameters")
    noise = _within_noise(output)
    ends = sorted(ends, key=lambda e: -abs(e["high"] - e["low"]))
    hidden = [parameter_name(e["parameter"]) for e in ends if e["parameter"] in noise]
    shown, write = [e for e in ends if e["parameter"] not in noise][:MOST], WRITERS[kind_of(output["unit"])]
    if not shown:
        raise MissingData(f"sampling noise explains the effect of every parameter on {name_of(output)}: {', '.join(hidden)}")
    with style.figure_style():
        figure, axes = _bars(size, len(shown))
        middle = output["mean"]
        for at, end in enumerate(shown):
            # The longer one first: where both lie on one side, the shorter one must not be under it.
            for key in sorted(ENDS, key=lambda key: -abs(end[key] - middle)):
                axes.barh(at, end[key] - middle, 0.62, left=middle, edgecolor=style.SURFACE, linewidth=0, **ENDS[key])
        axes.axvline(middle, color=style.INK, linewidth=1)
        _label(axes, f"mean {name_of(output)}, {_value_axis(axes.xaxis, output['unit'], size)}", size)
        _names(axes, [parameter_name(e["parameter"]) for e in shown], size)
    frame = pd.DataFrame(
        [(parameter_name(e["parameter"]), e["low_at"], e["low"], e["high_at"], e["high"]) for e in ends],
        columns=["Parameter", "Low end", "Mean there", "High end", "Mean there "],
    )
    kind = kind_of(output["unit"])
    left_out = f" Not drawn, because sampling noise explains their effect: {', '.join(hidden)}." if hidden else ""
    runs = f", over {output['values']:,} runs" if "values" in output else ""
    return Drawing(
        key="tornado",
        title=f"{sentence(name_of(output))} at the ends of each parameter",
        caption="Mean over the quarter of the range in which the parameter is lowest (orange, hatched) and highest (blue), while all others "
        f"vary. The vertical line is the mean of all: {write(middle)}{runs}.{left_out}",
        alt="Bars. " + "; ".join(f"{parameter_name(e['parameter'])}: {write(e['low'])} to {write(e['high'])}" for e in shown) + ".",
        figure=figure,
        table=Table(frame, {"Mean there": kind, "Mean there ": kind}),
    )


def _within_noise(output: dict[str, Any]) -> set[str]:
    """Parameters whose influence a parameter without any reaches by chance, as `entrepot analyse` marks them (PAWN)."""
    return {
        one["parameter"] for one in output.get("pawn", [])
        if not (_number(one["max"]["value"]) > _number(one["null_max"]) and _number(one["median"]["value"]) > _number(one["null_median"]))
    }  # fmt: skip


def regret(objective: dict[str, Any], confidence: float, size: style.Size, titles: Titles | None = None) -> Drawing:
    """Mean and largest regret of every option."""
    options, write = objective["options"], WRITERS[kind_of(objective["unit"])]
    names = [option_name(option["option"], titles) for option in options]
    with style.figure_style():
        figure, axes = _bars(size, len(options))
        for at, option in enumerate(options):
            _bar(axes, at - 0.19, option["largest_regret"], style.BAR, 0.36)
            _bar(axes, at + 0.19, option["mean_regret"], style.BLUE, 0.24)
            if not _number(option["largest_regret"]["value"]) > 0:
                axes.annotate("0: the best in every world", (0, at), (4, 0), textcoords="offset points", va="center", fontsize=8)
        axes.set_xlim(left=0)
        _label(axes, f"shortfall from the best option, {_value_axis(axes.xaxis, objective['unit'], size, points=True)}", size)
        _names(axes, names, size)
    level, kind = f"{100 * confidence:g}{NBSP}%", kind_of(objective["unit"])
    keys = {"mean": "Mean", "mean_of_worst": "Mean of the worst runs", "mean_regret": "Mean regret",
            "regret_of_90_percent": f"Regret in 90{NBSP}% of worlds at most", "largest_regret": "Largest regret"}  # fmt: skip
    frame = pd.DataFrame([(name, *(_number(o[key]["value"]) for key in keys)) for name, o in zip(names, options)],
                         columns=["Option", *keys.values()])  # fmt: skip
    worlds = f" over {objective['rows_used']} worlds" if "rows_used" in objective else " over worlds"
    return Drawing(
        key="regret",
        title=f"Regret of each option in {name_of(objective)}",
        caption="Regret is the shortfall from the best option in the same world. Wide pale bars: the worst world. Dark bars: the mean"
        f"{worlds}. Lines: {level} intervals. “{option_name(objective['choice'], titles)}” has the smallest maximum regret, in "
        f"{percent(objective['choice_in'])} of resamples.",
        alt="Bars. Largest regret: " + "; ".join(f"{name} {write(_number(o['largest_regret']['value']))}" for name, o in zip(names, options)) + ".",
        figure=figure,
        table=Table(frame, {column: kind for column in frame.columns[1:]}),
    )


# ---- trade-offs ----------------------------------------------------------------------------------------------------


def paired_change(objective: dict[str, Any], option: int, reference: int, confidence: float) -> tuple[float, float, float]:
    """Mean difference of two options over worlds, and its interval, in the unit of the output.

    Regrets of two options in the same world differ by what their outputs differ by there. NaN where the program gives no regrets.
    """
    rows = [_rows(objective, at) for at in (option, reference)]
    difference = (rows[0] - rows[1]) * (1 if objective["better"] == "less" else -1)
    if not difference.size:
        return (float("nan"),) * 3
    found = estimate(xr.DataArray(difference, dims="replicate"), confidence)  # the worlds are its replicates
    return found.mean, found.low, found.high


def _rows(objective: dict[str, Any], option: int) -> np.ndarray:
    options = objective.get("options", [])
    values = options[option].get("regret_by_row", []) if option < len(options) else []
    return np.array([np.nan if value is None else value for value in values], dtype=float)


def beaten_by(decision: dict[str, Any], option: int) -> list[int]:
    """Options that are better in an objective beyond the interval of the difference, and worse in none. A difference within its
    interval is a tie."""
    found = []
    for other in range(len(decision["trade_offs"])):
        if other == option:
            continue
        gains = [_gain(objective, other, option, decision.get("confidence", 0.9)) for objective in decision["objectives"]]
        if any(low > 0 for low, _ in gains) and not any(high < 0 for _, high in gains):
            found.append(other)
    return found


def _gain(objective: dict[str, Any], option: int, other: int, confidence: float) -> tuple[float, float]:
    """Interval of what an option is better by than another."""
    _, low, high = paired_change(objective, option, other, confidence)
    return (-high, -low) if objective["better"] == "less" else (low, high)


def trade_offs(decision: dict[str, Any], size: style.Size, titles: Titles | None = None) -> Drawing:
    """The changes of two objectives from the first option, an option a point."""
    if "trade_offs" not in decision:
        raise MissingData("the sweep has only one objective, so there are no trade-offs")
    objectives, options = decision["objectives"], decision["trade_offs"]
    known = all(len(objective.get("options", [])) == len(options) for objective in objectives)
    losers = {k: beaten_by(decision, k) for k in range(len(options))} if known else {k: [] for k, o in enumerate(options) if o["not_beaten"]}
    shown = (0, _second(objectives, options))
    names = [option_name(option["option"], titles) for option in options]
    changes = [[_change(decision, which, k, known) for which in shown] for k in range(len(options))]
    with style.figure_style():
        figure = style.new_figure(size, 3.4)
        axes = figure.add_subplot()
        for k, ((x, x_low, x_high), (y, y_low, y_high)) in enumerate(changes):
            if np.isfinite([x_low, x_high, y_low, y_high]).all():
                axes.hlines(y, x_low, x_high, color=style.MUTED, linewidth=1)
                axes.vlines(x, y_low, y_high, color=style.MUTED, linewidth=1)
            free = not losers.get(k, [k])
            marker = "D" if k == 0 else "o" if free else "x"
            axes.plot(x, y, marker, color=style.BLUE if free else style.MUTED, markersize=7)
        labels = []
        for axis, which in ((axes.xaxis, shown[0]), (axes.yaxis, shown[1])):
            unit = _value_axis(axis, objectives[which]["unit"], size, points=True, signs=True)
            labels.append(f"change of {name_of(objectives[which])}, {unit} ({objectives[which]['better']} is better)")
        _label(axes, labels[0], size)
        axes.set_ylabel(style.in_lines(labels[1], 36, 3))
        axes.axhline(0, color=style.GRID, linewidth=1, zorder=0.5)
        axes.axvline(0, color=style.GRID, linewidth=1, zorder=0.5)
        axes.margins(x=0.22, y=0.18)
        most = 18 if size.narrow else 36
        shown_names = _keyed(figure, size, names) if size.narrow and any(style.columns_of(name) > most for name in names) else names
        name_points(axes, [(name, (x[0], y[0])) for name, (x, y) in zip(shown_names, changes)], most)
    beaten = [f"{names[k]} (by {', '.join(names[other] for other in by)})" for k, by in losers.items() if by]
    frame = pd.DataFrame(
        [(name, *o["means"], ", ".join(names[other] for other in losers.get(k, [])) or "none", o["in_resamples"])
         for k, (name, o) in enumerate(zip(names, options))],
        columns=["Option", *(f"Mean {name_of(o)}" for o in objectives), "Beaten by", "In resamples"],
    )  # fmt: skip
    kinds = {f"Mean {name_of(o)}": kind_of(o["unit"]) for o in objectives} | {"In resamples": "ratio"}
    level = f"{100 * decision.get('confidence', 0.9):g}{NBSP}%"
    worlds = f"{decision['rows']} worlds" if "rows" in decision else "worlds"
    return Drawing(
        key="trade-offs",
        title="Trade-offs between objectives",
        caption=f"Changes from “{names[0]}” (diamond), mean over {worlds}; lines: {level} interval of the paired difference. Dots: not beaten. "
        "Crosses: beaten, that is, another option is better in an objective beyond its interval and worse in none "
        f"({', '.join(map(name_of, objectives))}). A difference within its interval is a tie. Beaten: {'; '.join(beaten) or 'none'}.",
        alt=f"Points, mean {name_of(objectives[shown[0]])} and {name_of(objectives[shown[1]])}. "
        + "; ".join(_point_words(decision, shown, k, name, losers.get(k, [k])) for k, name in enumerate(names)) + ".",
        figure=figure,
        table=Table(frame, kinds),
    )


def _point_words(decision: dict[str, Any], shown: tuple[int, int], option: int, name: str, losers: list[int]) -> str:
    means = (decision["trade_offs"][option]["means"][which] for which in shown)
    values = " and ".join(WRITERS[kind_of(decision["objectives"][which]["unit"])](mean) for which, mean in zip(shown, means))
    return f"{name}: {values}, {'beaten' if losers else 'not beaten'}"


def _keyed(figure: Figure, size: style.Size, names: list[str]) -> list[str]:
    """Numbers for names that are too long to stand beside their points, explained under the axes."""
    key = [f"{at}  {name}" for at, name in enumerate(names, 1)]
    figure.set_figheight(figure.get_figheight() + style.footnote_height(size, key))
    style.footnote(figure, size, key)
    return [str(at) for at in range(1, len(names) + 1)]


def _second(objectives: list[dict[str, Any]], options: list[dict[str, Any]]) -> int:
    """The objective besides leakage in which the options differ most, relative to their mean."""

    def spread(which: int) -> float:
        means = np.array([option["means"][which] for option in options], dtype=float)
        return float(np.ptp(means) / abs(means.mean())) if means.mean() else 0.0

    others = [k for k in range(1, len(objectives)) if objectives[k]["output"] not in LEAKAGE] or list(range(1, len(objectives)))
    return max(others, key=spread)


def _change(decision: dict[str, Any], which: int, option: int, known: bool) -> tuple[float, float, float]:
    means = [row["means"][which] for row in decision["trade_offs"]]
    if not known or option == 0:
        return means[option] - means[0], float("nan"), float("nan")
    return paired_change(decision["objectives"][which], option, 0, decision.get("confidence", 0.9))


# ---- axes ----------------------------------------------------------------------------------------------------------


def _value_axis(axis: Axis, unit: str, size: style.Size, *, points: bool = False, signs: bool = False) -> str:
    """Short numbers on an axis, whose unit is returned: their labels never collide."""
    low, high = axis.get_view_interval()
    reach = max(abs(low), abs(high))
    scale, name = {"1": (0.01, "percentage points" if points else "%"), "USD": (1e9, "USD billion")}.get(unit, (1, unit))
    if unit == "USD" and reach < 2e9:
        scale, name = 1e6, "USD million"
    axis.set_major_locator(MaxNLocator(3 if size.narrow else 5))
    axis.set_major_formatter(FuncFormatter(_tick_writer(axis, scale, signs)))
    return name


def _tick_writer(axis: Axis, scale: float, signs: bool) -> Callable[[float, int], str]:
    def write(value: float, _: int) -> str:
        ticks = axis.get_majorticklocs() / scale
        digits = next((d for d in range(6) if np.allclose(np.round(ticks, d), ticks, atol=1e-9 * max(1.0, np.ptp(ticks)))), 6)
        text = signed(value / scale, digits)
        return text if signs else text.removeprefix("+")

    return write


def _bars(size: style.Size, rows: int) -> tuple[Figure, Axes]:
    figure = style.new_figure(size, 0.75 + ROW * (1.35 if size.narrow else 1) * max(2, rows))
    axes = figure.add_subplot()
    axes.grid(True, axis="x")
    axes.grid(False, axis="y")
    return figure, axes


def _bar(axes: Axes, at: float, index: dict[str, float | None], colour: str, height: float) -> None:
    axes.barh(at, _number(index["value"]), height, color=colour, linewidth=0)
    if index["low"] is not None:
        axes.hlines(at, index["low"], index["high"], color=style.INK, linewidth=1.2)


def _label(axes: Axes, text: str, size: style.Size) -> None:
    """The label of the x axis, in lines that its width holds."""
    axes.set_xlabel(style.in_lines(text, 34, 2) if size.narrow else text)


def _names(axes: Axes, names: list[str], size: style.Size) -> None:
    labels = [style.in_lines(name, 22, 3) if size.narrow else style.in_lines(name, 42, 2) for name in names]
    axes.set_yticks(range(len(names)), labels, fontsize=7 if size.narrow else 8)
    axes.set_ylim(len(names) - 0.4, -0.6)


def _number(value: float | None) -> float:
    """The program writes null where there is no number."""
    return float("nan") if value is None else value


__all__ = ["beaten_by", "kind_of", "name_of", "paired_change", "regret", "sobol_bars", "tornado", "trade_offs"]
