"""Figures of a sweep: sensitivity indices, outputs at the ends of each parameter, regret and trade-offs of policies. The numbers
are the JSON of `entrepot analyse` and `entrepot decide`."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from entrepot.errors import MissingData
from entrepot.figures import style
from entrepot.figures.drawing import Drawing, Table
from entrepot.figures.names import name_points
from entrepot.words import NBSP, WRITERS, percent

ROW = 0.27  #: inches a bar takes
MOST = 14  #: parameters that a figure shows; the table has all
FEW_TICKS = 4  #: on an axis of money, whose numbers are long
#: How the ends of a parameter's range look.
ENDS = {"low": {"color": style.ORANGE, "hatch": "///"}, "high": {"color": style.BLUE}}
KINDS = {"1": "ratio", "USD": "usd"}


def kind_of(unit: str) -> str:
    """How numbers of a unit are written."""
    return KINDS.get(unit, "units")


def name_of(output: dict[str, Any]) -> str:
    """An output in words: `leakage rate`, `revenue (nvidia, bill to)`."""
    name, _, labels = output["output"].partition("[")
    words = name.replace("_", " ")
    return f"{words} ({labels.rstrip(']').replace('/', ', ').replace('_', ' ')})" if labels else words


def sobol_bars(output: dict[str, Any], confidence: float, size: style.Size) -> Drawing:
    """First and total indices of every group, the largest first. Raises MissingData for another design."""
    if "sobol" not in output:
        raise MissingData("the sweep's design gives no Sobol' indices")
    groups = sorted(output["sobol"]["groups"], key=lambda g: -_number(g["total"]["value"]))
    shown = groups[:MOST]
    with style.figure_style():
        figure, axes = _bars(size, len(shown))
        for at, group in enumerate(shown):
            _bar(axes, at - 0.19, group["total"], style.BAR, 0.36)
            _bar(axes, at + 0.19, group["first"], style.BLUE, 0.24)
        axes.axvline(0, color=style.MUTED, linewidth=1)
        axes.set_xlim(min(-0.05, axes.get_xlim()[0]), max(1.0, axes.get_xlim()[1]))
        axes.set_title("Share of the variance of the expected output")
        _names(axes, [g["group"] for g in shown], size)
    level = f"{100 * confidence:g}{NBSP}%"
    frame = pd.DataFrame(
        [(g["group"], *(_number(g[i][k]) for i in ("first", "total") for k in ("value", "low", "high"))) for g in groups],
        columns=["Parameter", *(f"{what}{of}" for what in ("First order", "Total") for of in ("", f": {level} from", f": {level} to"))],
    )  # fmt: skip
    noise = output.get("noise_share")
    blocks = output["sobol"]
    gaps = "" if blocks["blocks"] == blocks["blocks_used"] else f" From {blocks['blocks_used']} of {blocks['blocks']} blocks."
    noise_note = f" Replicate noise is {percent(noise)} of the variance of single runs, and is removed." if noise is not None else ""
    few = "".join(f" {warning}" for warning in output.get("warnings", []))
    return Drawing(
        key="sobol",
        title=f"Sensitivity of {name_of(output)}",
        caption="Wide pale bars: total index, with all interactions; dark bars: first-order index. Lines: "
        f"{level} intervals; an estimate may lie below 0 or above 1.{noise_note}{gaps}{few}",
        alt="Bars. With interactions: " + "; ".join(f"{g['group']} {_number(g['total']['value']):.2f}" for g in shown) + ".",
        figure=figure,
        table=Table(frame, {column: "index" for column in frame.columns[1:]}),
    )


def tornado(output: dict[str, Any], size: style.Size) -> Drawing:
    """The output's mean at the two ends of every parameter, the widest first."""
    ends = [e for e in output.get("ends", []) if e["low"] is not None]
    if not ends:
        raise MissingData("the sweep varies no parameters")
    ends = sorted(ends, key=lambda e: -abs(e["high"] - e["low"]))
    shown, write = ends[:MOST], WRITERS[kind_of(output["unit"])]
    with style.figure_style():
        figure, axes = _bars(size, len(shown))
        middle = output["mean"]
        for at, end in enumerate(shown):
            # The longer one first: where both lie on one side, the shorter one must not be under it.
            for key in sorted(ENDS, key=lambda key: -abs(end[key] - middle)):
                axes.barh(at, end[key] - middle, 0.62, left=middle, edgecolor=style.SURFACE, linewidth=0, **ENDS[key])
        axes.axvline(middle, color=style.INK, linewidth=1)
        axes.xaxis.get_major_locator().set_params(nbins=FEW_TICKS)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: write(value)))
        axes.set_title(f"Mean of {name_of(output)}")
        _names(axes, [e["parameter"] for e in shown], size)
    frame = pd.DataFrame(
        [(e["parameter"], e["low_at"], e["low"], e["high_at"], e["high"]) for e in ends],
        columns=["Parameter", "Low end", "Mean there", "High end", "Mean there "],
    )
    kind = kind_of(output["unit"])
    return Drawing(
        key="tornado",
        title=f"{name_of(output).capitalize()} at the ends of each parameter",
        caption="Mean over the quarter of the range in which the parameter is lowest (orange, hatched) and highest (blue), while "
        f"all others vary. The line is the mean of all, {write(middle)}. Small differences are sampling noise.",
        alt="Bars. " + "; ".join(f"{e['parameter']}: {write(e['low'])} to {write(e['high'])}" for e in shown) + ".",
        figure=figure,
        table=Table(frame, {"Mean there": kind, "Mean there ": kind}),
    )


def regret(objective: dict[str, Any], confidence: float, size: style.Size) -> Drawing:
    """Mean and largest regret of every option."""
    options, write = objective["options"], WRITERS[kind_of(objective["unit"])]
    with style.figure_style():
        figure, axes = _bars(size, len(options))
        for at, option in enumerate(options):
            _bar(axes, at - 0.19, option["largest_regret"], style.BAR, 0.36)
            _bar(axes, at + 0.19, option["mean_regret"], style.BLUE, 0.24)
        axes.set_xlim(left=0)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: write(value)))
        axes.set_title(f"Regret in {name_of(objective)}")
        _names(axes, [o["option"].replace("_", " ") for o in options], size)
    level, kind = f"{100 * confidence:g}{NBSP}%", kind_of(objective["unit"])
    keys = {"mean": "Mean", "mean_of_worst": "Mean of the worst runs", "mean_regret": "Mean regret",
            "regret_of_90_percent": "Regret in 90 % of worlds at most", "largest_regret": "Largest regret"}  # fmt: skip
    frame = pd.DataFrame([(o["option"].replace("_", " "), *(_number(o[key]["value"]) for key in keys)) for o in options],
                         columns=["Option", *keys.values()])  # fmt: skip
    return Drawing(
        key="regret",
        title=f"Regret: {name_of(objective)}",
        caption="Shortfall from the best option in the same world. Wide pale bars: in the worst world; "
        f"dark bars: on average over worlds. Lines: {level} intervals. Least largest regret: "
        f"{objective['choice'].replace('_', ' ')}, in {percent(objective['choice_in'])} of resamples.",
        alt="Bars. Largest regret: " + "; ".join(f"{o['option']} {write(_number(o['largest_regret']['value']))}" for o in options) + ".",
        figure=figure,
        table=Table(frame, {column: kind for column in frame.columns[1:]}),
    )


def trade_offs(decision: dict[str, Any], size: style.Size) -> Drawing:
    """The first two objectives against each other, an option a point."""
    if "trade_offs" not in decision:
        raise MissingData("only one objective, so there are no trade-offs")
    objectives, options = decision["objectives"], decision["trade_offs"]
    first, second = 0, next((i for i, o in enumerate(objectives) if o["better"] != objectives[0]["better"]), 1)
    with style.figure_style():
        figure = style.new_figure(size, 3.2)
        axes = figure.add_subplot()
        points = [(o["option"].replace("_", " "), (o["means"][first], o["means"][second])) for o in options]
        for option, (_, at) in zip(options, points):
            free = option["not_beaten"]
            axes.plot(*at, "o" if free else "x", color=style.BLUE if free else style.MUTED, markersize=7)
        for axis, which in ((axes.xaxis, first), (axes.yaxis, second)):
            write = WRITERS[kind_of(objectives[which]["unit"])]
            axis.set_major_formatter(FuncFormatter(lambda value, _, write=write: write(value)))
        axes.xaxis.get_major_locator().set_params(nbins=FEW_TICKS)
        better = {"less": "less is better", "more": "more is better"}
        axes.set_xlabel(f"{name_of(objectives[first])} ({better[objectives[first]['better']]})")
        axes.set_ylabel(f"{name_of(objectives[second])}\n({better[objectives[second]['better']]})")
        axes.margins(x=0.22, y=0.15)
        name_points(axes, points, 16 if size.narrow else 32)
    frame = pd.DataFrame(
        [(o["option"].replace("_", " "), *o["means"], "yes" if o["not_beaten"] else "no", o["in_resamples"]) for o in options],
        columns=["Option", *map(name_of, objectives), "Not dominated", "In resamples"],
    )
    kinds = {name_of(o): kind_of(o["unit"]) for o in objectives} | {"In resamples": "ratio"}
    beaten = [o["option"].replace("_", " ") for o in options if not o["not_beaten"]]
    return Drawing(
        key="trade-offs",
        title="Trade-offs between objectives",
        caption="Means over runs and worlds. Dots: not dominated (no other option is as good in every objective and better in one; "
        f"{', '.join(map(name_of, objectives))}). Crosses: dominated{': ' + ', '.join(beaten) if beaten else ' (none)'}.",
        alt="Points. " + "; ".join(f"{o['option']}: {'not dominated' if o['not_beaten'] else 'dominated'}" for o in options) + ".",
        figure=figure,
        table=Table(frame, kinds),
    )


def _bars(size: style.Size, rows: int) -> tuple[object, Axes]:
    figure = style.new_figure(size, 0.75 + ROW * max(3, rows))
    axes = figure.add_subplot()
    axes.grid(True, axis="x")
    axes.grid(False, axis="y")
    return figure, axes


def _bar(axes: Axes, at: float, index: dict[str, float | None], colour: str, height: float) -> None:
    axes.barh(at, _number(index["value"]), height, color=colour, linewidth=0)
    if index["low"] is not None:
        axes.hlines(at, index["low"], index["high"], color=style.INK, linewidth=1.2)


def _names(axes: Axes, names: list[str], size: style.Size) -> None:
    axes.set_yticks(range(len(names)), [style.in_lines(_short(name), 22, 2) if size.narrow else style.shortened(name, 48) for name in names], fontsize=8 if not size.narrow else 7)
    axes.set_ylim(len(names) - 0.4, -0.6)


def _short(name: str) -> str:
    return name.rpartition(".")[2].replace("_", " ")


def _number(value: float | None) -> float:
    """The program writes null where there is no number."""
    return float("nan") if value is None else value


__all__ = ["kind_of", "name_of", "regret", "sobol_bars", "tornado", "trade_offs"]
