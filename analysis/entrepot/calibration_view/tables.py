"""A calibration as tables: unrounded for CSV, in words for Markdown."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from entrepot.calibration import CATEGORY, HIGH, LOW, NOTABLE, WITHIN, Calibration, Generation, Interval, Parameter, Quantity
from entrepot.names import parameter_name
from entrepot.words import NBSP, NONE, between, index, markdown_table, markdown_text, number, percent

LEVEL = f"{100 * (HIGH - LOW):.0f}{NBSP}%"
CONTRACTION = (
    "Contraction is 1 minus the posterior's standard deviation divided by the prior's. Near 0, the targets hardly constrain the parameter on its own."
)
READING = f"Medians, and {LEVEL} intervals of the weighted particles. {CONTRACTION}"
CORRELATED = "Pairs of parameters that the targets constrain jointly (correlation in the posterior): "
OBSERVED = (
    "Observed: ± the standard deviation that the fit assumes between model and observation (measurement error and model discrepancy). Predicted: "
    "the posterior's output with that deviation added. The posterior's own interval is of the model alone."
)
FEWEST = 30  #: effective particles below which a posterior is not a result


def by_contraction(calibration: Calibration) -> list[Parameter]:
    """The parameters, those that the targets constrain most first."""
    return sorted(calibration.parameters, key=lambda p: -np.nan_to_num(p.contraction, nan=-np.inf))


def parameter_frame(calibration: Calibration) -> pd.DataFrame:
    """Prior against posterior, a row a parameter, by contraction. Numbers; dates and most likely categories as text."""
    return pd.DataFrame([_parameter_record(calibration, parameter) for parameter in by_contraction(calibration)])


def _parameter_record(calibration: Calibration, parameter: Parameter) -> dict[str, object]:
    record: dict[str, object] = {"Parameter": parameter.name, "Scales": "yes" if parameter.scales else "no", "Form": parameter.form}
    intervals = {"Prior": calibration.prior_interval(parameter), "Posterior": calibration.posterior_interval(parameter)}
    for name, found in intervals.items():
        cells: list[object] = [found.median, found.low, found.high]
        if parameter.kind == CATEGORY:
            cells = [None if name == "Prior" else likeliest(calibration, parameter)[0], None, None]
        elif parameter.words(found.median) != number(found.median):
            cells = [parameter.words(value) for value in cells]
        record |= dict(zip((f"{name}: median", f"{name}: {LEVEL} from", f"{name}: {LEVEL} to"), cells))
    return record | {"Contraction": parameter.contraction}


def quantity_frame(calibration: Calibration) -> pd.DataFrame:
    """Targets, then forecasts, a row each, in the unit of the outputs that they are made of."""
    return pd.DataFrame([_quantity_record(calibration, quantity) for quantity in (*calibration.targets, *calibration.forecasts)])


def _quantity_record(calibration: Calibration, quantity: Quantity) -> dict[str, object]:
    record: dict[str, object] = {
        "Quantity": quantity.name, "Held out": "yes" if quantity.held_out else "no",
        "Observed": quantity.observed, "Deviation": quantity.sd,
    }  # fmt: skip
    for name, generation in (("Prior", calibration.prior), ("Posterior", calibration.posterior)):
        found = calibration.simulated_interval(quantity, generation)
        record |= {f"{name}: median": found.median, f"{name}: {LEVEL} from": found.low, f"{name}: {LEVEL} to": found.high}
    predicted = calibration.predicted_interval(quantity, calibration.posterior)
    return record | {
        "Observed relative to posterior": found.place_of(quantity.observed),
        f"Predicted: {LEVEL} from": predicted.low, f"Predicted: {LEVEL} to": predicted.high,
        "Observed relative to predicted": predicted.place_of(quantity.observed),
    }  # fmt: skip


def likeliest(calibration: Calibration, parameter: Parameter) -> tuple[str, float]:
    """The category with most weight in the posterior, and its share. Categories have no order, and so no median."""
    shares = calibration.level_shares(parameter)
    return parameter.categories[int(shares.argmax())], float(shares.max())


# ---- Markdown ------------------------------------------------------------------------------------------------------


def to_markdown(calibration: Calibration) -> str:
    parts = [f"## {markdown_text(calibration.info.title)}", verdict(calibration), markdown_text(search(calibration))]
    parts += [markdown_text(few)] if (few := too_few(calibration)) else []
    parts += [READING]
    parts += ["### Prior against posterior", _parameters(calibration), markdown_text(correlations(calibration))]
    parts += ["### Targets", OBSERVED, _quantities(calibration, calibration.targets)]
    if calibration.forecasts:
        parts += ["### Forecasts: held out of the fit", _quantities(calibration, calibration.forecasts)]
    return "\n\n".join(parts) + "\n"


def verdict(calibration: Calibration) -> str:
    """How many targets and forecasts lie in the posterior's intervals: of the model alone, and predictive."""
    targets, forecasts = calibration.targets, calibration.forecasts
    alone, predicted = calibration.simulated_interval, calibration.predicted_interval
    held = f"{_count_within(calibration, targets, alone)} target{'' if len(targets) == 1 else 's'}"
    within_predicted = _count_within(calibration, targets, predicted)
    if forecasts:
        held += f" and {_count_within(calibration, forecasts, alone)} held-out forecast{'' if len(forecasts) == 1 else 's'}"
        within_predicted += f" and {_count_within(calibration, forecasts, predicted)}"
    return f"The {LEVEL} intervals of the posterior contain {held}. The predictive intervals, which include model discrepancy, contain {within_predicted}."


def too_few(calibration: Calibration) -> str:
    """A sentence if the posterior has too few effective particles to be a result; else empty."""
    effective = calibration.posterior.effective
    if calibration.generation_count < 2 or effective >= FEWEST:
        return ""
    return (
        f"The posterior has only {effective:.0f} effective particles; at least {FEWEST} are needed. Its distributions are not a "
        "result, so figures draw them in grey. Use a larger population or more candidates."
    )


def _count_within(calibration: Calibration, quantities: tuple[Quantity, ...], interval_of: Callable[[Quantity, Generation], Interval]) -> str:
    """How many of the observations lie in their intervals: `4 of 5`."""
    found = [interval_of(q, calibration.posterior).place_of(q.observed) for q in quantities]
    return f"{found.count(WITHIN)} of {len(found)}"


def correlations(calibration: Calibration) -> str:
    pairs = [f"{parameter_name(a)} with {parameter_name(b)} ({r:+.2f})" for a, b, r in calibration.correlations()]
    return f"{CORRELATED}{'; '.join(pairs) or f'none of {NOTABLE} or more'}."


def search(calibration: Calibration) -> str:
    """`160 candidates, 2 generations; ended as ...: tolerance 2.41, 9 effective particles.`"""
    info, last = calibration.info, calibration.posterior
    rounds = calibration.generation_count - 1
    found = f"{info.candidates:,} candidates, {rounds} generation{'' if rounds == 1 else 's'} after the prior; {info.ending}."
    tolerance = f"tolerance {number(last.tolerance)}, " if np.isfinite(last.tolerance) else ""
    return f"{found} Posterior: {tolerance}{len(last.weight)} particles, {last.effective:.0f} effective."


def _parameters(calibration: Calibration) -> str:
    rows = [["Parameter", "Prior: median", LEVEL, "Posterior: median", LEVEL, "Contraction"], ["---", *5 * ["---:"]]]
    for parameter in by_contraction(calibration):
        if parameter.kind == CATEGORY:
            name, share = likeliest(calibration, parameter)
            cells = [NONE, f"any of {len(parameter.categories)}", f"most likely: {markdown_text(name)}", percent(share)]
        else:
            found = calibration.prior_interval(parameter), calibration.posterior_interval(parameter)
            cells = [cell for one in found for cell in (parameter.words(one.median), _range(one, parameter.words))]
        rows.append([markdown_text(parameter.name) + (" (×)" if parameter.scales else ""), *cells, index(parameter.contraction)])
    return _table(rows)


def _quantities(calibration: Calibration, quantities: tuple[Quantity, ...]) -> str:
    heads = ["Quantity", "Observed", "Prior: median", LEVEL, "Posterior: median", LEVEL, "Observed lies", f"Predicted: {LEVEL}", "Observed lies"]
    rows = [heads, ["---", *5 * ["---:"], "---", "---:", "---"]]
    for quantity in quantities:
        found = [calibration.simulated_interval(quantity, g) for g in (calibration.prior, calibration.posterior)]
        predicted = calibration.predicted_interval(quantity, calibration.posterior)
        cells = [cell for one in found for cell in (number(one.median), _range(one, number))]
        cells += [_place(found[1], quantity), _range(predicted, number), _place(predicted, quantity)]
        rows.append([markdown_text(quantity.name), f"{number(quantity.observed)} ± {number(quantity.sd)}", *cells])
    return _table(rows)


def _place(found: Interval, quantity: Quantity) -> str:
    place = found.place_of(quantity.observed)
    return place if place == WITHIN else f"**{place}**"


def _range(found: Interval, write) -> str:
    return between(write(found.low), write(found.high)) if np.isfinite(found.median) else NONE


def _table(rows: list[list[str]]) -> str:
    return markdown_table(rows)
