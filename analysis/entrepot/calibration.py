"""Opening the result file of a calibration: its parameters, what was observed, and the generations of its search.

A generation is a set of particles: points of the parameters with weights, and what the model published at each. The first
is drawn of the prior, the last is the posterior.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pandas as pd

from entrepot import hdf5
from entrepot.errors import MissingData, ResultError
from entrepot.files import sha256_of
from entrepot.hdf5 import text, texts
from entrepot.priors import CATEGORY, DATE, INTEGER, Prior, prior_of
from entrepot.terminal import one_line
from entrepot.weighted import predictive_quantile, weighted_quantile
from entrepot.words import number

GROUPS = ("parameters", "quantities", "generations")
TEXTS = ("calibration_file", "scenario")
LOW, MEDIAN, HIGH = 0.05, 0.5, 0.95  #: the shares of weight below an interval's ends and its middle
PARTICLE = ("weight", "distance")  #: columns of a table of particles that are no parameters
NOTABLE = 0.5  #: a correlation from which two parameters are said to be known together only
BELOW, WITHIN, ABOVE, UNPUBLISHED = "below", "within", "above", "not published"


@dataclass(frozen=True)
class CalibrationInfo:
    """The root attributes of the result file of a calibration."""

    title: str
    version: str
    commit: str
    replicates: int  #: of each candidate, whose mean is compared
    candidates: int  #: simulated in all
    ending: str  #: why the search ended


@dataclass(frozen=True)
class Parameter:
    """What was uncertain, and how much of that is gone."""

    name: str
    paths: tuple[str, ...]  #: of the scenario; all take the same value
    form: str  #: of its prior, as written
    prior: Prior
    scales: bool  #: its values multiply what the scenario has at the paths
    source: str
    contraction: float  #: 1 less the deviation of the posterior over the prior's, in the unit interval of the prior

    def words(self, value: float) -> str:
        """A value as people read it: a number, a date, the name of a category."""
        if not np.isfinite(value):
            return number(value)
        if self.prior.kind == CATEGORY:
            return self.prior.categories[int(value)]
        if self.prior.kind == DATE:
            return str(np.datetime64(int(value), "D"))
        return f"{value:.0f}" if self.prior.kind == INTEGER else number(value)

    def series(self, values: np.ndarray) -> pd.Series:
        """Numbers of the file as values: numbers, whole numbers, dates, or names of categories (categorical)."""
        if self.prior.kind == CATEGORY:
            return pd.Series(pd.Categorical.from_codes(values.astype(int), list(self.prior.categories)))
        if self.prior.kind == DATE:
            return pd.Series(values.astype("datetime64[D]").astype("datetime64[ns]"))
        return pd.Series(values.astype(np.int64) if self.prior.kind == INTEGER else values)


@dataclass(frozen=True)
class Quantity:
    """What the model publishes and the world did."""

    name: str
    source: str
    observed: float
    sd: float  #: of model less observed: error and discrepancy together
    held_out: bool  #: a forecast, which no distance looks at; otherwise a target

    @property
    def relative_sd(self) -> float:
        """Of the model about what is observed: its discrepancy, and the observation's error."""
        return self.sd / self.observed


@dataclass(frozen=True)
class Interval:
    """Weighted quantiles at LOW, MEDIAN and HIGH; NaN where there is nothing to take them of."""

    low: float
    median: float
    high: float

    def place_of(self, value: float) -> str:
        """Where a value lies to it: `below`, `within`, `above`, or `not published` if there is no interval."""
        if np.isnan(self.median):
            return UNPUBLISHED
        if value < self.low:
            return BELOW
        return ABOVE if value > self.high else WITHIN


@dataclass(frozen=True)
class Generation:
    """Particles, and how they were found. Parameters and quantities stand in the order of the calibration's."""

    tolerance: float  #: largest distance that was accepted; infinite for the prior
    candidates: int  #: looked at until it was whole
    unit: np.ndarray  #: [particle, parameter]: probability below the value, in the prior
    values: np.ndarray  #: [particle, parameter]: numbers, days since 1970, or rows of categories
    simulated: np.ndarray  #: [particle, quantity]; NaN where nothing was published
    distance: np.ndarray  #: [particle]: root mean square over the targets of model less observed, in standard deviations
    weight: np.ndarray  #: [particle]; sums to 1

    @property
    def effective(self) -> float:
        """As many particles of equal weight would say as much."""
        return float(1 / np.sum(self.weight**2))


class Calibration:
    """The result of a calibration. It reads from the file when something is used, and keeps no file open."""

    def __init__(
        self,
        path: Path,
        info: CalibrationInfo,
        parameters: tuple[Parameter, ...],
        quantities: tuple[Quantity, ...],
        generations: int,
    ):
        self.path = path
        self.info = info
        self.parameters = parameters
        self.quantities = quantities
        self.generation_count = generations  #: with the prior

    def __enter__(self) -> Calibration:
        return self

    def __exit__(self, *_: object) -> None:
        """There is nothing to close; `with` is for the habit of `open_result`."""

    def __repr__(self) -> str:
        found = f"{len(self.parameters)} parameters, {self.generation_count} generations"
        return f"<entrepot calibration {str(self.path)!r}: {one_line(self.info.title)}, {found}>"

    @property
    def targets(self) -> tuple[Quantity, ...]:
        return tuple(q for q in self.quantities if not q.held_out)

    @property
    def forecasts(self) -> tuple[Quantity, ...]:
        """What was observed too, but held out of the fit."""
        return tuple(q for q in self.quantities if q.held_out)

    @cached_property
    def generations(self) -> tuple[Generation, ...]:
        """All of them, from the prior to the posterior."""
        return tuple(map(self._generation, range(self.generation_count)))

    @cached_property
    def prior(self) -> Generation:
        """Points that were drawn of the prior and could be simulated."""
        return self._generation(0)

    @cached_property
    def posterior(self) -> Generation:
        """The last generation; the prior itself if no other one was finished."""
        return self._generation(self.generation_count - 1)

    def table(self, generation: Generation | None = None) -> pd.DataFrame:
        """Particles of a generation (default: the posterior), a row each: a column a parameter, then `weight` and `distance`.

        Values are numbers, dates, or names of categories. A parameter that is named as one of the last two columns
        has `parameter ` before its name.
        """
        chosen = generation or self.posterior
        columns: dict[str, Any] = {}
        for at, parameter in enumerate(self.parameters):
            name = f"parameter {parameter.name}" if parameter.name in PARTICLE else parameter.name
            columns[name] = parameter.series(chosen.values[:, at]).array
        columns.update({name: getattr(chosen, name) for name in PARTICLE})
        return pd.DataFrame(columns, index=pd.RangeIndex(len(chosen.weight), name="particle"))

    def prior_interval(self, parameter: Parameter) -> Interval:
        """Of the prior itself, not of the few points that were drawn of it. Rows of categories have no order."""
        return Interval(*(parameter.prior.quantile(q) for q in (LOW, MEDIAN, HIGH)))

    def posterior_interval(self, parameter: Parameter) -> Interval:
        return interval(self.posterior.values[:, self.parameters.index(parameter)], self.posterior.weight)

    def simulated_interval(self, quantity: Quantity, generation: Generation) -> Interval:
        """What the model publishes at the particles of a generation; those at which it publishes nothing are left out."""
        return interval(generation.simulated[:, self.quantities.index(quantity)], generation.weight)

    def predictive_interval(self, quantity: Quantity, generation: Generation) -> Interval:
        """What would be observed: what the model publishes, off by as much as its discrepancy and the observation's error say."""
        values = generation.simulated[:, self.quantities.index(quantity)]
        return Interval(*(predictive_quantile(values, generation.weight, quantity.relative_sd, q) for q in (LOW, MEDIAN, HIGH)))

    def parameter(self, name: str) -> Parameter:
        """By its name; MissingData if there is none."""
        return _named(self.path, "parameter", self.parameters, name)

    def quantity(self, name: str) -> Quantity:
        """A target or forecast by its name, the target if both have it; MissingData if there is none."""
        return _named(self.path, "quantity", self.quantities, name)

    def together(self, least: float = NOTABLE) -> list[tuple[str, str, float]]:
        """Pairs of parameters that the posterior knows in combination rather than each by itself, with their weighted correlation.

        Taken in the unit interval of the prior; those of at least that size, either sign, in the order of the parameters.
        """
        weight, unit = self.posterior.weight, self.posterior.unit
        away = unit - weight @ unit
        covariance = away.T @ (weight[:, np.newaxis] * away)
        spread = np.sqrt(np.diag(covariance))
        pairs = [(a, b) for a, b in combinations(range(len(self.parameters)), 2) if spread[a] * spread[b] > 0]
        found = ((a, b, float(covariance[a, b] / (spread[a] * spread[b]))) for a, b in pairs)
        return [(self.parameters[a].name, self.parameters[b].name, r) for a, b, r in found if abs(r) >= least]

    @cached_property
    def file_hash(self) -> str:
        """32 hex digits over the bytes of the file, which the same calibration of the same program gives again."""
        return sha256_of(self.path)[:32]

    @cached_property
    def calibration_text(self) -> str:
        """The calibration file as it was written, YAML."""
        return hdf5.reading(self.path, lambda file: text(file["calibration_file"][()]))

    @cached_property
    def scenario_text(self) -> str:
        """The resolved scenario that was varied, YAML."""
        return hdf5.reading(self.path, lambda file: text(file["scenario"][()]))

    def _generation(self, which: int) -> Generation:
        name = f"generations/{_name(which)}"
        made = hdf5.reading(self.path, lambda file: _read_generation(self.path, file[name]))
        for at, parameter in enumerate(self.parameters):
            rows = np.arange(len(parameter.prior.categories))
            if parameter.prior.kind == CATEGORY and not np.isin(made.values[:, at], rows).all():
                raise ResultError(f"{self.path}: damaged: a value of {parameter.name} in {name} is none of its categories")
        return made


def open_calibration(path: str | Path) -> Calibration:
    """Open the result file of a calibration.

    Raises ResultError, with a message of one line, if the file is missing, unfinished (`.partial`), not HDF5, damaged, not
    the result of a calibration, or without one of its groups or attributes. What is damaged within a later generation is
    told when that is read.
    """
    return hdf5.opened(Path(path), hdf5.CALIBRATION, _calibration)


def is_calibration(path: Path) -> bool:
    """Whether `open_calibration` is to read it."""
    return hdf5.kind_at(path) == hdf5.CALIBRATION


def interval(values: np.ndarray, weights: np.ndarray) -> Interval:
    return Interval(*(weighted_quantile(values, weights, q) for q in (LOW, MEDIAN, HIGH)))


def _named(path: Path, what: str, known: tuple[Any, ...], name: str) -> Any:
    found = next((entry for entry in known if entry.name == name), None)
    if found is None:
        raise MissingData(f"{path}: has no {what} {name}; it has {', '.join(entry.name for entry in known)}")
    return found


# ---- from the file -------------------------------------------------------------------------------------------------


def _calibration(path: Path, file: h5py.File) -> Calibration:
    hdf5.check_groups(path, file, GROUPS)
    for name in TEXTS:
        if name not in file:
            raise ResultError(f"{path}: partial: has no dataset {name}")
    info = hdf5.info_of(path, file, _info_of)
    names = sorted(file["generations"])
    if not names or names != [_name(which) for which in range(len(names))]:
        raise ResultError(f"{path}: partial: its generations are not all there")
    prior = _read_generation(path, file["generations"][names[0]])
    sizes = len(file["parameters/name"]), len(file["quantities/name"])
    if min(sizes) == 0:
        raise ResultError(f"{path}: damaged: has no parameters, or nothing that was observed")
    for name in names:
        _check_sizes(path, file["generations"][name], *sizes)
    parameters = _read_parameters(path, file["parameters"], prior)
    return Calibration(path, info, parameters, _read_quantities(path, file["quantities"]), len(names))


def _name(generation: int) -> str:
    return f"{generation:03}"


def _info_of(root: hdf5.Attributes) -> CalibrationInfo:
    return CalibrationInfo(
        title=root.text("title"),
        version=root.text("version"),
        commit=root.text("commit"),
        replicates=root.whole("replicates"),
        candidates=root.whole("candidates"),
        ending=root.text("ending"),
    )


def _check_sizes(path: Path, group: h5py.Group, parameters: int, quantities: int) -> None:
    particles = len(group["weight"])
    shapes = {
        "unit_value": (particles, parameters), "value": (particles, parameters),
        "simulated": (particles, quantities), "distance": (particles,), "weight": (particles,),
    }  # fmt: skip
    for name, shape in shapes.items():
        if group[name].shape != shape:
            raise ResultError(f"{path}: damaged: {group.name[1:]}/{name} has another shape than its particles")


def _read_generation(path: Path, group: h5py.Group) -> Generation:
    made = Generation(
        tolerance=float(group.attrs["tolerance"]),
        candidates=int(group.attrs["candidates"]),
        unit=group["unit_value"][()],
        values=group["value"][()],
        simulated=group["simulated"][()],
        distance=group["distance"][()],
        weight=group["weight"][()],
    )
    if not (np.all(made.weight >= 0) and np.isclose(made.weight.sum(), 1)):
        raise ResultError(f"{path}: damaged: weights of {group.name[1:]} do not sum to 1")
    if not np.isfinite(made.values).all():
        raise ResultError(f"{path}: damaged: a value of {group.name[1:]} is no number")
    return made


def _read_parameters(path: Path, group: h5py.Group, drawn: Generation) -> tuple[Parameter, ...]:
    columns = [texts(group[name]) for name in ("name", "paths", "prior", "source")]
    numbers = [group[name][()] for name in ("scales", "contraction")]
    return tuple(
        Parameter(
            name=name, paths=tuple(paths.split()), form=form, prior=prior_of(form, drawn.unit[:, at], drawn.values[:, at]),
            scales=bool(scales), source=source, contraction=float(contraction),
        )
        for at, (name, paths, form, source, scales, contraction) in enumerate(zip(*columns, *numbers, strict=True))
    )  # fmt: skip


def _read_quantities(path: Path, group: h5py.Group) -> tuple[Quantity, ...]:
    columns = [texts(group["name"]), texts(group["source"]), *(group[name][()] for name in ("observed", "sd", "held_out"))]
    made = tuple(
        Quantity(name=name, source=source, observed=float(observed), sd=float(sd), held_out=bool(held_out))
        for name, source, observed, sd, held_out in zip(*columns, strict=True)
    )
    for quantity in made:
        if not (quantity.observed > 0 and quantity.sd > 0):
            raise ResultError(f"{path}: damaged: {quantity.name} was observed as {quantity.observed:g} +- {quantity.sd:g}")
    return made
