"""Figures of a calibration: prior against posterior, and outputs of the model against observations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.ticker import FuncFormatter, MaxNLocator

from entrepot.calibration import ABOVE, BELOW, CATEGORY, DATE, INTEGER, WITHIN, Calibration, Interval, Parameter, Quantity
from entrepot.calibration_view.tables import CONTRACTION, FEWEST, LEVEL, by_contraction, parameter_frame, quantity_frame, search, too_few
from entrepot.figures import style
from entrepot.figures.drawing import Drawing, Table
from entrepot.figures.tables import kinds_of
from entrepot.names import parameter_name, sentence
from entrepot.words import index, number

MOST_LEVELS = 8  #: that are shown one by one; of more categories the rest is one bar
PANEL, LINE, LETTER = 0.95, 0.14, 0.075  #: inches: a panel without its title, a line of that, a letter
FEWEST_BINS, MOST_BINS = 6, 20
ROW, ROW_LINE = 0.34, 0.115  #: inches: a row at least, and a line of its name
WIDEST = 2.5  #: ratio up to which an axis is linear
FARTHEST = 10.0  #: ratio, either way, beyond which there are only arrows: one far row must not squeeze all others
#: Colour and marker by where the observation lies to the posterior: triangles point to the side on which the model is off.
MARKS = {WITHIN: (style.BLUE, "o"), BELOW: (style.VERMILLION, ">"), ABOVE: (style.VERMILLION, "<")}


# ---- prior against posterior ---------------------------------------------------------------------------------------


def prior_and_posterior(calibration: Calibration, size: style.Size) -> Drawing:
    """A panel for each parameter, on its own axis, by contraction."""
    shown = by_contraction(calibration)
    columns = min(2 if size.narrow else 4, len(shown))
    rows = -(-len(shown) // columns)
    letters = int((size.width / columns - 0.25) / LETTER)
    titles = [f"{_title(p.name, letters)}\ncontraction {index(p.contraction)}" for p in shown]
    few = too_few(calibration)
    colour = style.GREY if few else style.BLUE
    lines = max(title.count("\n") + 1 for title in titles)
    with style.figure_style():
        figure = style.new_figure(size, 0.3 + rows * (PANEL + LINE * lines))
        made, legend = style.panels(figure, rows, columns, len(shown), shared=False)
        for axes, parameter, title in zip(made, shown, titles):
            _panel(axes, calibration, parameter, letters, colour)
            axes.set_title(title, fontsize=7.5)
            axes.tick_params(labelsize=7)
        style.legend_of(made[0], legend)
    frame = parameter_frame(calibration)
    notes = [] if calibration.generation_count > 1 else ["No generation after the prior was completed: both are the prior."]
    return Drawing(
        key="posterior",
        title="Prior and posterior of each parameter",
        caption=f"Pale: prior density. Line: posterior density, from the weights of its particles. Below: its median and {LEVEL} interval. "
        f"{CONTRACTION} × marks factors that multiply the scenario's value. An axis is logarithmic where the prior is. {search(calibration)}"
        + (f" Grey posterior: fewer than {FEWEST} effective particles, so not a result." if few else ""),
        alt="Histograms. " + "; ".join(f"{parameter_name(p.name)}: {_parameter_words(calibration, p)}" for p in shown) + ".",
        figure=figure,
        table=Table(frame, {c: "index" if c == "Contraction" else "number" for c in kinds_of(frame, "number")}),
        notes=notes,
    )


def _title(name: str, letters: int) -> str:
    return style.in_lines(parameter_name(name), letters, 4)


def _parameter_words(calibration: Calibration, parameter: Parameter) -> str:
    if parameter.kind == CATEGORY:
        return f"contraction {index(parameter.contraction)}"
    found = calibration.posterior_interval(parameter)
    return f"{parameter.words(found.low)} to {parameter.words(found.high)}, contraction {index(parameter.contraction)}"


def _panel(axes: Axes, calibration: Calibration, parameter: Parameter, letters: int, colour: str) -> None:
    few = 0 < len(parameter.levels) <= MOST_LEVELS
    if few or parameter.kind == CATEGORY:
        _levels(axes, calibration, parameter, letters, colour)
    else:
        _histogram(axes, calibration, parameter, colour)


def _histogram(axes: Axes, calibration: Calibration, parameter: Parameter, colour: str) -> None:
    posterior, prior = calibration.posterior, parameter.prior
    values = posterior.values[:, calibration.parameters.index(parameter)]
    low, high = prior.range
    low, high = min(low, values.min()), max(high, values.max())
    edges = _edges(parameter, low, high, posterior.effective)
    expected = np.diff(parameter.prior_below(edges))
    expected[0] += parameter.prior_below(edges[:1])[0]  # the tail of a prior without an end
    found, _ = np.histogram(values, edges, weights=posterior.weight)
    # Divided by the width as drawn, or wider bins of integers would look more likely.
    widths = np.diff(np.log(edges) if prior.logarithmic else edges) / (np.log(edges[-1] / edges[0]) if prior.logarithmic else np.ptp(edges))
    axes.stairs(expected / widths, edges, fill=True, color=style.BAR, label="prior")
    axes.stairs(found / widths, edges, color=colour, linewidth=1.5, label="posterior")
    _under(axes, calibration.posterior_interval(parameter), colour)
    if prior.logarithmic:
        axes.set_xscale("log")
    axes.set_xlim(edges[0], edges[-1])
    _value_axis(axes, parameter)


def _edges(parameter: Parameter, low: float, high: float, particles: float) -> np.ndarray:
    """Bins of equal width, their number by Rice's rule for that number of equally weighted particles."""
    count = int(np.clip(np.ceil(2 * particles ** (1 / 3)), FEWEST_BINS, MOST_BINS))
    if parameter.prior.logarithmic:
        return np.geomspace(low, high, count + 1)
    if parameter.kind in (INTEGER, DATE):
        step = max(1, round((high - low + 1) / count))
        return np.arange(low, high + step + 1, step) - 0.5  # every bin holds the same number of integers
    return np.linspace(low, high, count + 1)


def _under(axes: Axes, found: Interval, colour: str) -> None:
    """Median and interval, on the line from which the histogram rises."""
    top = axes.get_ylim()[1]
    at = -0.09 * top
    axes.hlines(at, found.low, found.high, color=colour, linewidth=2.2)
    axes.plot(found.median, at, "o", color=colour, markersize=4)
    axes.axhline(0, color=style.MUTED, linewidth=0.8)
    axes.set_ylim(2 * at, 1.03 * top)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)


def _value_axis(axes: Axes, parameter: Parameter) -> None:
    if parameter.kind == DATE:
        locator = AutoDateLocator(minticks=2, maxticks=4)
        axes.xaxis.set_major_locator(locator)
        axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))
        return
    if parameter.prior.logarithmic:
        style.log_ticks(axes.xaxis, *axes.get_xlim(), most=4)
    else:
        axes.xaxis.set_major_locator(MaxNLocator(3, integer=parameter.kind == INTEGER))
    sign = "×" if parameter.scales else ""
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: sign + number(value)))


def _levels(axes: Axes, calibration: Calibration, parameter: Parameter, letters: int, colour: str) -> None:
    """A bar for each level or category, with its name on it; of too many, those with most weight and one bar for the others."""
    shares = calibration.level_shares(parameter)
    kept = np.arange(len(shares))
    if len(shares) > MOST_LEVELS:
        kept = np.sort(np.argsort(-shares, kind="stable")[: MOST_LEVELS - 1])
    names = [parameter.words(parameter.levels[row]) for row in kept]
    expected, found = np.full(len(kept), 1 / len(shares)), shares[kept]
    if len(kept) < len(shares):
        names.append(f"{len(shares) - len(kept)} others")
        expected, found = (np.append(each, 1 - each.sum()) for each in (expected, found))
    at = np.arange(len(names))
    axes.barh(at, expected, 0.8, color=style.BAR, linewidth=0, label="prior")
    axes.barh(at, found, 0.8, facecolor="none", edgecolor=colour, linewidth=1.5, label="posterior")
    for row, name in enumerate(names):
        axes.annotate(style.shortened(name, letters), (0, row), (3, 0), textcoords="offset points", va="center", fontsize=min(7, 50 / len(names)))
    axes.set_yticks([])
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.grid(False)
    axes.xaxis.set_major_locator(MaxNLocator(3))
    style.percent_axis(axes, "x")


# ---- targets and forecasts -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Row:
    """A quantity in multiples of the observation."""

    quantity: Quantity
    prior: Interval
    posterior: Interval
    predicted: Interval

    @property
    def deviation(self) -> float:
        return self.quantity.sd / self.quantity.observed

    @property
    def place(self) -> str:
        return self.posterior.place_of(1.0)


def _row(calibration: Calibration, quantity: Quantity) -> _Row:
    found = [calibration.simulated_interval(quantity, g) for g in (calibration.prior, calibration.posterior)]
    found.append(calibration.predicted_interval(quantity, calibration.posterior))
    return _Row(quantity, *(Interval(*(value / quantity.observed for value in (i.low, i.median, i.high))) for i in found))


def targets_and_forecasts(calibration: Calibration, size: style.Size) -> Drawing:
    """A row for each quantity: outputs of prior and posterior over the observation; forecasts in their own panel."""
    panels = {"Targets: fitted": calibration.targets, "Forecasts: held out of the fit": calibration.forecasts}
    shown = {title: [_row(calibration, q) for q in quantities] for title, quantities in panels.items() if quantities}
    rows = [row for panel in shown.values() for row in panel]
    names = {title: [_label(row.quantity, size) for row in panel] for title, panel in shown.items()}
    pitches = {title: [max(ROW, ROW_LINE * (name.count("\n") + 1) + 0.1) for name in panel] for title, panel in names.items()}
    heights = [0.18, *(sum(panel) for panel in pitches.values())]
    with style.figure_style():
        figure = style.new_figure(size, sum(heights) + 0.3 * len(shown) + 0.5)
        grid = figure.add_gridspec(len(heights), 1, height_ratios=heights)
        made: list[Axes] = []
        for title in shown:
            made.append(figure.add_subplot(grid[len(made) + 1], sharex=made[0] if made else None))
            made[-1].set_title(title)
        low, high = _ratio_axis(made, rows)
        for axes, title in zip(made, shown):
            # The y axis is in inches, so that a row with a long name takes more than others.
            at = np.cumsum(pitches[title]) - np.array(pitches[title]) / 2
            axes.set_yticks(at, names[title], fontsize=7.5)
            axes.set_ylim(sum(pitches[title]), 0)
            axes.grid(True, axis="x")
            axes.grid(False, axis="y")
            axes.axvline(1, color=style.INK, linewidth=1)
            for row, middle in zip(shown[title], at):
                _draw(axes, middle, row, low, high)
            axes.tick_params(labelbottom=axes is made[-1])
        made[-1].set_xlabel("model output divided by observation")
        legend = figure.add_subplot(grid[0])
        legend.set_axis_off()
        _legend(made[0], legend)
    frame = quantity_frame(calibration)
    return Drawing(
        key="targets",
        title="Model outputs beside observations",
        caption=f"All values are divided by the observation. Pale bars: {LEVEL} interval of the prior. Thick lines and marks: {LEVEL} interval and median of "
        f"the posterior. Thin lines: {LEVEL} predictive interval, which includes the assumed deviation between model and observation. Black lines: that "
        "deviation. Dots: the observation lies in the posterior's interval. Triangles: it does not, and they point to the side of the model. The fit uses "
        "the targets alone; forecasts were held out. An arrow at an edge marks values off the scale, a number there the posterior's median.",
        alt="Intervals. " + "; ".join(_quantity_words(row) for row in rows) + ".",
        figure=figure,
        table=Table(frame, kinds_of(frame, "number")),
        notes=_unpublished(calibration),
    )


def _label(quantity: Quantity, size: style.Size) -> str:
    width = 20 if size.narrow else 34
    return f"{style.in_lines(sentence(parameter_name(quantity.name)), width, 3)}\nobserved {number(quantity.observed)}"


def _ratio_axis(made: list[Axes], rows: list[_Row]) -> tuple[float, float]:
    """One scale for all rows: linear as long as that leaves the near ones apart."""
    spans = [(i.low, i.high) for row in rows for i in (row.prior, row.posterior, row.predicted)] + [(1 - r.deviation, 1 + r.deviation) for r in rows]
    ends = np.array([*spans, (1, 1)])
    ends = ends[np.isfinite(ends).all(axis=1)]
    low, high = float(ends.min()), float(ends.max())
    if high <= WIDEST and low >= 0:
        reach = 0.04 * (high - low)
        low, high = max(0.0, low - reach), high + reach
        made[0].xaxis.set_major_locator(MaxNLocator(6))
    else:
        above = ends[ends > 0]
        low, high = max(float(above.min()) / 1.15, 1 / FARTHEST), min(high * 1.15, FARTHEST)
        made[0].set_xscale("log")
        style.log_ticks(made[0].xaxis, low, high)
    made[0].set_xlim(low, high)
    return low, high


def _draw(axes: Axes, at: float, row: _Row, low: float, high: float) -> None:
    upper, lower = at - 0.05, at + 0.09
    _span(axes, upper, row.prior, low, high, color=style.BAR, linewidth=8)
    colour, marker = MARKS.get(row.place, (style.MUTED, "o"))
    _span(axes, upper, row.predicted, low, high, color=colour, linewidth=0.9)
    _span(axes, upper, row.posterior, low, high, color=colour, linewidth=2.4)
    median = row.posterior.median
    if np.isfinite(median):
        shown = np.clip(median, low, high)
        axes.plot(shown, upper, marker, color=colour, markersize=6, clip_on=False)
        if shown != median:
            side = np.sign(median - shown)
            axes.annotate(f"{median:.3g}", (shown, upper), (-8 * side, 0), textcoords="offset points", va="center",
                          ha="right" if side > 0 else "left", fontsize=7)  # fmt: skip
    else:
        axes.annotate("not published", (1, upper), (5, 0), textcoords="offset points", va="center", fontsize=7, color=style.MUTED)
    _span(axes, lower, Interval(1 - row.deviation, 1, 1 + row.deviation), low, high, color=style.INK, linewidth=1)


def _span(axes: Axes, at: float, found: Interval, low: float, high: float, **how: object) -> None:
    """A line from end to end, with an arrow where it leaves the axis."""
    if not np.isfinite(found.median):
        return
    begin, end = np.clip([found.low, found.high], low, high)
    axes.hlines(at, begin, end, **how)
    for beyond, edge, arrow in ((found.low < low, low, "<"), (found.high > high, high, ">")):
        if beyond:
            axes.plot(edge, at, arrow, color=how["color"], markersize=5, clip_on=False)


def _legend(panel: Axes, legend: Axes) -> None:
    """All kinds of marks, whether or not this panel has them."""
    panel.fill_between([], [], color=style.BAR, label="prior")
    panel.plot([], [], "o-", color=style.BLUE, linewidth=2.4, label="posterior")
    panel.plot([], [], color=style.BLUE, linewidth=0.9, label="predicted")
    panel.plot([], [], color=style.INK, linewidth=1, label="deviation")
    style.legend_of(panel, legend)


def _quantity_words(row: _Row) -> str:
    what = "forecast" if row.quantity.held_out else "target"
    if not np.isfinite(row.posterior.median):
        return f"{parameter_name(row.quantity.name)} ({what}): {row.place}"
    found = f"{index(row.posterior.low)} to {index(row.posterior.high)} times the observation"
    return f"{parameter_name(row.quantity.name)} ({what}): {found}, observation {row.place}"


def _unpublished(calibration: Calibration) -> list[str]:
    """Quantities that some particles of the posterior do not publish."""
    posterior = calibration.posterior
    notes = []
    for at, quantity in enumerate(calibration.quantities):
        missing = np.isnan(posterior.simulated[:, at])
        if missing.any():
            notes.append(f"{quantity.name}: {missing.sum()} of {missing.size} particles have no value and are left out.")
    return notes


#: By key, as `entrepot.figures.FIGURES` has those of a run.
CALIBRATION_FIGURES: dict[str, Callable[[Calibration, style.Size], Drawing]] = {
    "posterior": prior_and_posterior,
    "targets": targets_and_forecasts,
}
