"""Synthetic result files of calibrations, in the layout of the program, without any of the code under test."""

from dataclasses import dataclass, field
from statistics import NormalDist
from typing import Callable, NamedTuple

import h5py
import numpy as np

TEXT = h5py.string_dtype("utf-8")
INTERVAL = (0.05, 0.5, 0.95)
PROBABILITIES = np.linspace(0, 1, 201)


class Prior(NamedTuple):
    form: str  #: as written
    value_at: Callable  #: of the unit interval
    kind: str = "number"
    logarithmic: bool = False
    levels: tuple = ()  #: names of all values, where there are only some

    def quantiles(self, probabilities):
        """By size, in whatever order levels are written."""
        if not self.levels:
            return self.value_at(np.asarray(probabilities))
        rising = np.sort(self.level_values())
        return rising[np.minimum(np.floor(np.asarray(probabilities) * len(rising)), len(rising) - 1).astype(int)]

    def level_values(self):
        return self.value_at((np.arange(len(self.levels)) + 0.5) / max(1, len(self.levels)))


@dataclass
class Made:
    """`parameters`: name -> Prior. `quantities`: name -> (observed, sd, held out)."""

    parameters: dict
    quantities: dict
    generations: list  # of (unit [particle, parameter], simulated [particle, quantity], weight [particle])
    scales: tuple = ()  # names
    contraction: list = None
    attributes: dict = field(default_factory=dict)


def write(path, made: Made):
    with h5py.File(path, "w") as file:
        file.attrs.update({
            "program": "entrepot", "schema_version": 1, "kind": "calibration", "title": "Made up", "version": "0.1.0", "commit": "unknown", "replicates": 1,
            "candidates": 40, "ending": "ended: tolerance reached", **made.attributes,
        })  # fmt: skip
        file.create_dataset("calibration_file", data="title: Made up\n", dtype=TEXT)
        file.create_dataset("scenario", data="title: The scenario\n", dtype=TEXT)
        priors = list(made.parameters.values())
        names = list(made.parameters)
        file["probability"], file["interval"] = PROBABILITIES, np.array(INTERVAL)
        texts(file, "parameters/name", names)
        texts(file, "parameters/paths", [f"some.{name} other.{name}" for name in names])
        texts(file, "parameters/prior", [prior.form for prior in priors])
        texts(file, "parameters/kind", [prior.kind for prior in priors])
        texts(file, "parameters/source", ["a guess" for _ in names])
        file["parameters/scales"] = np.array([float(name in made.scales) for name in names])
        file["parameters/contraction"] = np.array(made.contraction or np.linspace(0, 0.9, len(names)), float)
        file["parameters/logarithmic"] = np.array([float(prior.logarithmic) for prior in priors])
        file["parameters/prior_curve"] = np.array([prior.quantiles(PROBABILITIES) for prior in priors], float)
        file["parameters/prior_interval"] = np.array([prior.quantiles(INTERVAL) for prior in priors], float)
        owners = [at for at, prior in enumerate(priors) for _ in prior.levels]
        file["levels/parameter"] = np.array(owners, float)
        file["levels/value"] = np.concatenate([prior.level_values() for prior in priors if prior.levels] or [np.empty(0)]).astype(float)
        texts(file, "levels/name", [name for prior in priors for name in prior.levels])
        texts(file, "quantities/name", [name.removesuffix("'") for name in made.quantities])
        texts(file, "quantities/source", ["a filing" for _ in made.quantities])
        for at, column in enumerate(("observed", "sd", "held_out")):
            file[f"quantities/{column}"] = np.array([float(q[at]) for q in made.quantities.values()])
        relative = [q[1] / q[0] for q in made.quantities.values()]
        for number, (unit, simulated, weight) in enumerate(made.generations):
            unit, simulated, weight = (np.asarray(values, float) for values in (unit, simulated, weight))
            group = file.create_group(f"generations/{number:03}")
            group.attrs.update(tolerance=np.inf if number == 0 else 4.0 / number, candidates=20, effective_particles=1 / np.sum(weight**2))
            group["unit_value"] = unit
            group["value"] = np.column_stack([prior.value_at(unit[:, at]) for at, prior in enumerate(priors)])
            group["simulated"] = simulated
            group["distance"] = np.linspace(0.1, 1, len(unit))
            group["weight"] = weight
            group["value_interval"] = np.array([weighted(column, weight) for column in group["value"][()].T])
            group["simulated_interval"] = np.array([weighted(column, weight) for column in simulated.T])
            group["predicted_interval"] = np.array([predicted(column, weight, sd) for column, sd in zip(simulated.T, relative)])
            group["level_weight"] = np.array(
                [weight[group["value"][:, owner] == value].sum() for owner, value in zip(owners, file["levels/value"][()])], float
            )
            group["correlation"] = correlation(unit, weight)
    return path


def weighted(values, weights, slack=-1e-12):
    """The least values with the shares INTERVAL of the weight at or below them."""
    known = ~np.isnan(values)
    if not known.any():
        return [np.nan] * len(INTERVAL)
    values, weights = values[known], weights[known]
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order]) / weights.sum()
    return [values[order][np.argmax(reached >= q + slack)] for q in INTERVAL]


def predicted(values, weights, relative_sd):
    """Of a mixture of normals around the values."""
    known = ~np.isnan(values)
    if not known.any():
        return [np.nan] * len(INTERVAL)
    parts = [(w / weights[known].sum(), v, NormalDist(v, relative_sd * abs(v) or 1e-9)) for v, w in zip(values[known], weights[known])]
    found = []
    for q in INTERVAL:
        low, high = (sign * 1e3 * max(1, np.abs(values[known]).max()) for sign in (-1, 1))
        for _ in range(200):
            middle = (low + high) / 2
            below = sum(w * normal.cdf(middle) for w, _, normal in parts)
            low, high = (middle, high) if below < q else (low, middle)
        found.append(high)
    return found


def correlation(unit, weight):
    away = unit - weight @ unit
    covariance = away.T @ (weight[:, None] * away)
    sd = np.sqrt(np.diag(covariance))
    with np.errstate(invalid="ignore", divide="ignore"):
        return covariance / np.outer(sd, sd)


def texts(file, name, values):
    file.create_dataset(name, data=values, dtype=TEXT, shape=(len(values),))


def uniform(low, high):
    return Prior(f"uniform: [{low}, {high}]", lambda u: low + u * (high - low))


def loguniform(low, high):
    return Prior(f"loguniform: [{low}, {high}]", lambda u: low * (high / low) ** u, logarithmic=True)


def days(first, last):
    """Days since 1970 between two dates."""
    begin, end = (int(np.datetime64(day, "D").astype(int)) for day in (first, last))
    return Prior(f"dates: [{first}, {last}]", lambda u: np.minimum(begin + np.floor(u * (end - begin + 1)), end), "date")


def integer(low, high):
    return Prior(f"integer: [{low}, {high}]", lambda u: np.minimum(low + np.floor(u * (high - low + 1)), high), "integer")


def categories(*names):
    value_at = lambda u: np.minimum(np.floor(u * len(names)), len(names) - 1)  # noqa: E731
    return Prior(f"categories: [{', '.join(names)}]", value_at, "category", levels=names)


def levels(*values):
    value_at = lambda u: np.array(values, float)[np.minimum(np.floor(u * len(values)), len(values) - 1).astype(int)]  # noqa: E731
    return Prior(f"values: [{', '.join(map(str, values))}]", value_at, levels=tuple(map(str, values)))


def many():
    """Ten parameters of all kinds and as many quantities, with names as long as they get."""
    draws = np.random.default_rng(7)
    parameters = {
        "hopper_supply": loguniform(0.6, 2),
        "us_stock_billed_in_singapore_by_way_of_distributors": loguniform(0.3, 3),
        "buyers.european_national_laboratories_and_universities.growth": uniform(0.5, 1.5),
        "calendar.effective_date_of_the_rule": days("2022-10-03", "2025-04-30"),
        "demand.budget_growth": uniform(0.2, 1.2),
        "model.risk": categories("bayesian", "fading_memory", "a_third_way_of_seeing_it"),
        "enforcement.investigators": integer(100, 900),
        "wide": loguniform(0.001, 1000),
        "tiers": levels(1, 2, 4, 8),
        "market.some_price_of_something_in_dollars": uniform(20000, 4000000),
    }
    quantities = {
        "us_share_2024": (0.4426, 0.09, 0), "taiwan_share_2024": (0.22, 0.088, 0), "china_share_2024": (0.1692, 0.05, 0),
        "singapore_share_of_all_that_was_billed_to_distributors_and_makers_2024": (0.1121, 0.045, 0), "revenue_2024": (3.564e10, 9.6e9, 0),
        "us_share_2025": (0.4694, 0.094, 1), "singapore_share_2025": (0.1815, 0.07, 1), "revenue_2025": (8.639e10, 2.3e10, 1),
    }  # fmt: skip
    observed = np.array([q[0] for q in quantities.values()])

    def generation(size, narrow, spread):
        middle = draws.uniform(0.2, 0.8, 10) if narrow else np.full(10, 0.5)
        width = 0.5 * (1 - narrow * np.linspace(0, 0.9, 10))
        unit = np.clip(middle + width * draws.uniform(-1, 1, (size, 10)), 0, 0.999)
        bias = np.array([1, 0.8, 1.1, 0.5, 1.05, 0.9, 1.6, 0.7])
        weight = draws.dirichlet(np.full(size, 3.0))
        return unit, observed * bias * np.exp(spread * draws.normal(size=(size, 8))), weight

    first = generation(100, 0, 0.7)
    return Made(parameters, quantities, [(*first[:2], np.full(100, 0.01)), generation(100, 0.5, 0.4), generation(100, 1, 0.15)], scales=("hopper_supply", "wide", "us_stock_billed_in_singapore_by_way_of_distributors"))
