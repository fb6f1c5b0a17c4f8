"""Opening the result file of a calibration: its parameters, the observations, and the generations of its search.

A generation is a set of particles: points of the parameters with weights, and what the model published at each. The first
is drawn from the prior, the last is the posterior. The program computes all statistics; they are read here.
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
from entrepot.terminal import one_line
from entrepot.words import number

GROUPS = ("parameters", "levels", "quantities", "generations")
TEXTS = ("calibration_file", "scenario")
NUMBER, INTEGER, CATEGORY, DATE = "number", "integer", "category", "date"  #: kinds of parameters
LOW, HIGH = 0.05, 0.95  #: probabilities below an interval's ends, as in the file's dataset `interval`
PARTICLE = ("weight", "distance")  #: columns of a table of particles that are no parameters
NOTABLE = 0.5  #: the smallest correlation that is reported
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
class Interval:
    """The 5 %, 50 % and 95 % quantiles; NaN where nothing is published."""

    low: float
    median: float
    high: float

    def place_of(self, value: float) -> str:
        """Where a value lies relative to it: `below`, `within`, `above`, or `not published` if there is no interval."""
        if np.isnan(self.median):
            return UNPUBLISHED
        if value < self.low:
            return BELOW
        return ABOVE if value > self.high else WITHIN


@dataclass(frozen=True)
class Prior:
    """A distribution of numbers, of days since 1970, or of rows of categories."""

    logarithmic: bool  #: a distribution of the logarithm
    interval: Interval
    curve: np.ndarray  #: quantiles at `probabilities`
    probabilities: np.ndarray  #: 0 to 1 in equal steps

    @property
    def range(self) -> tuple[float, float]:
        """Its ends; where it has none, the quantiles one step inwards."""
        return float(self.curve[0]), float(self.curve[-1])


@dataclass(frozen=True)
class Parameter:
    """An uncertain parameter, and how much the observations reduce its uncertainty."""

    name: str
    paths: tuple[str, ...]  #: of the scenario; all take the same value
    form: str  #: of its prior, as written
    kind: str  #: `number`, `integer`, `category` or `date`
    prior: Prior
    levels: tuple[float, ...]  #: all values, where there are only some, in the order in which they are written
    categories: tuple[str, ...]  #: names of the levels of a category
    scales: bool  #: its values multiply what the scenario has at the paths
    source: str
    contraction: float  #: 1 less the deviation of the posterior over the prior's, in the unit interval of the prior

    def prior_below(self, values: np.ndarray) -> np.ndarray:
        """Prior probability of a value or any lower one, by interpolation in the curve of the prior."""
        curve, last = np.unique(self.prior.curve[::-1], return_index=True)
        whole = self.kind in (INTEGER, DATE)
        return np.interp(np.floor(values) if whole else values, curve, self.prior.probabilities[::-1][last], left=0)

    def words(self, value: float) -> str:
        """A value as people read it: a number, a date, the name of a category."""
        if not np.isfinite(value):
            return number(value)
        if self.kind == CATEGORY:
            return self.categories[int(value)]
        if self.kind == DATE:
            return str(np.datetime64(int(value), "D"))
        return f"{value:.0f}" if self.kind == INTEGER else number(value)

    def series(self, values: np.ndarray) -> pd.Series:
        """Numbers of the file as values: numbers, whole numbers, dates, or names of categories (categorical)."""
        if self.kind == CATEGORY:
            return pd.Series(pd.Categorical.from_codes(values.astype(int), list(self.categories)))
        if self.kind == DATE:
            return pd.Series(values.astype("datetime64[D]").astype("datetime64[ns]"))
        return pd.Series(values.astype(np.int64) if self.kind == INTEGER else values)


@dataclass(frozen=True)
class Quantity:
    """An observation, and the output of the model that it is compared with."""

    name: str
    source: str
    observed: float
    sd: float  #: of model less observed: error and discrepancy together
    held_out: bool  #: a forecast, which no distance uses; otherwise a target


@dataclass(frozen=True)
class Generation:
    """Particles, how they were found, and their weighted statistics. Parameters and quantities are in the order of the calibration's."""

    tolerance: float  #: largest distance that was accepted; infinite for the prior
    candidates: int  #: simulated until the generation was complete
    effective: float  #: number of equally weighted particles with the same information
    unit: np.ndarray  #: [particle, parameter]: probability below the value, in the prior
    values: np.ndarray  #: [particle, parameter]: numbers, days since 1970, or rows of categories
    simulated: np.ndarray  #: [particle, quantity]; NaN where nothing was published
    distance: np.ndarray  #: [particle]: root mean square over the targets of model less observed, in standard deviations
    weight: np.ndarray  #: [particle]; sums to 1
    value_intervals: tuple[Interval, ...]  #: by parameter
    simulated_intervals: tuple[Interval, ...]  #: by quantity: of the model alone
    predicted_intervals: tuple[Interval, ...]  #: by quantity: with the model's discrepancy and the observation's error
    level_weight: np.ndarray  #: [level]: rows of the file's group `levels`
    correlation: np.ndarray  #: [parameter, parameter], in the unit interval of the prior


class Calibration:
    """The result of a calibration. Data are read when they are used; the file is not kept open."""

    def __init__(
        self,
        path: Path,
        info: CalibrationInfo,
        parameters: tuple[Parameter, ...],
        quantities: tuple[Quantity, ...],
        generations: int,
        level_owners: np.ndarray,
    ):
        self.path = path
        self.info = info
        self.parameters = parameters
        self.quantities = quantities
        self.generation_count = generations  #: with the prior
        self._level_owners = level_owners  #: [level]: row of the parameter

    def __enter__(self) -> Calibration:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to close; `with` works as it does for `open_result`."""

    def __repr__(self) -> str:
        found = f"{len(self.parameters)} parameters, {self.generation_count} generations"
        return f"<entrepot calibration {str(self.path)!r}: {one_line(self.info.title)}, {found}>"

    @property
    def targets(self) -> tuple[Quantity, ...]:
        return tuple(q for q in self.quantities if not q.held_out)

    @property
    def forecasts(self) -> tuple[Quantity, ...]:
        """Observed as well, but held out of the fit."""
        return tuple(q for q in self.quantities if q.held_out)

    @cached_property
    def generations(self) -> tuple[Generation, ...]:
        """All of them, from the prior to the posterior."""
        return tuple(map(self._generation, range(self.generation_count)))

    @cached_property
    def prior(self) -> Generation:
        """Points that were drawn from the prior and could be simulated."""
        return self._generation(0)

    @cached_property
    def posterior(self) -> Generation:
        """The last generation; the prior itself if no other was completed."""
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
        """Of the prior itself, not of the few points that were drawn from it. Rows of categories have no order."""
        return parameter.prior.interval

    def posterior_interval(self, parameter: Parameter) -> Interval:
        return self.posterior.value_intervals[self.parameters.index(parameter)]

    def simulated_interval(self, quantity: Quantity, generation: Generation) -> Interval:
        """What the model publishes at the particles of a generation; those at which it publishes nothing are left out."""
        return generation.simulated_intervals[self.quantities.index(quantity)]

    def predicted_interval(self, quantity: Quantity, generation: Generation) -> Interval:
        """What would be observed: the model's output with its discrepancy and the observation's error."""
        return generation.predicted_intervals[self.quantities.index(quantity)]

    def level_shares(self, parameter: Parameter) -> np.ndarray:
        """Weight of each level, or category, in the posterior, in the order in which they are written."""
        return self.posterior.level_weight[self._level_owners == self.parameters.index(parameter)]

    def parameter(self, name: str) -> Parameter:
        """By its name; MissingData if there is none."""
        return _named(self.path, "parameter", self.parameters, name)

    def quantity(self, name: str) -> Quantity:
        """A target or forecast by its name, the target if both have it; MissingData if there is none."""
        return _named(self.path, "quantity", self.quantities, name)

    def correlations(self, least: float = NOTABLE) -> list[tuple[str, str, float]]:
        """Pairs of parameters that the posterior constrains jointly, with their weighted correlation.

        In the unit interval of the prior; those of at least that size, either sign, in the order of the parameters.
        """
        found = self.posterior.correlation
        pairs = [(a, b, float(found[a, b])) for a, b in combinations(range(len(self.parameters)), 2)]
        return [(self.parameters[a].name, self.parameters[b].name, r) for a, b, r in pairs if abs(r) >= least]

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
            rows = np.arange(len(parameter.categories))
            if parameter.kind == CATEGORY and not np.isin(made.values[:, at], rows).all():
                raise ResultError(f"{self.path}: damaged: a value of {parameter.name} in {name} is not one of its categories")
        return made


def open_calibration(path: str | Path) -> Calibration:
    """Open the result file of a calibration.

    Raises ResultError, with a message of one line, if the file is missing, unfinished (`.partial`), not HDF5, damaged, not
    the result of a calibration, or without one of its groups or attributes. Damage within a later generation is reported
    when that is read.
    """
    return hdf5.opened(Path(path), hdf5.CALIBRATION, _calibration)


def is_calibration(path: Path) -> bool:
    """Whether the file is the result of a calibration."""
    return hdf5.kind_at(path) == hdf5.CALIBRATION


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
    if "prior_curve" not in file["parameters"]:
        raise ResultError(f"{path}: has no statistics: a file of an older version; run `entrepot calibrate` again")
    sizes = len(file["parameters/name"]), len(file["quantities/name"]), len(file["levels/value"])
    if min(sizes[:2]) == 0:
        raise ResultError(f"{path}: damaged: has no parameters or no observations")
    for name in names:
        _check_sizes(path, file["generations"][name], *sizes)
    _read_generation(path, file["generations"][names[0]])  # damage there is reported now
    owners = file["levels/parameter"][()].astype(int)
    parameters = _read_parameters(file, owners)
    return Calibration(path, info, parameters, _read_quantities(path, file["quantities"]), len(names), owners)


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


def _check_sizes(path: Path, group: h5py.Group, parameters: int, quantities: int, levels: int) -> None:
    particles = len(group["weight"])
    shapes = {
        "unit_value": (particles, parameters), "value": (particles, parameters),
        "simulated": (particles, quantities), "distance": (particles,), "weight": (particles,),
        "value_interval": (parameters, 3), "simulated_interval": (quantities, 3), "predicted_interval": (quantities, 3),
        "correlation": (parameters, parameters), "level_weight": (levels,),
    }  # fmt: skip
    for name, shape in shapes.items():
        if group[name].shape != shape:
            raise ResultError(f"{path}: damaged: {group.name[1:]}/{name} has another shape than its particles, parameters and quantities")


def _read_generation(path: Path, group: h5py.Group) -> Generation:
    made = Generation(
        tolerance=float(group.attrs["tolerance"]),
        candidates=int(group.attrs["candidates"]),
        effective=float(group.attrs["effective_particles"]),
        unit=group["unit_value"][()],
        values=group["value"][()],
        simulated=group["simulated"][()],
        distance=group["distance"][()],
        weight=group["weight"][()],
        value_intervals=_read_intervals(group["value_interval"]),
        simulated_intervals=_read_intervals(group["simulated_interval"]),
        predicted_intervals=_read_intervals(group["predicted_interval"]),
        level_weight=group["level_weight"][()],
        correlation=group["correlation"][()],
    )
    if not (np.all(made.weight >= 0) and np.isclose(made.weight.sum(), 1)):
        raise ResultError(f"{path}: damaged: weights of {group.name[1:]} do not sum to 1")
    if not np.isfinite(made.values).all():
        raise ResultError(f"{path}: damaged: a value of {group.name[1:]} is not finite")
    return made


def _read_intervals(dataset: h5py.Dataset) -> tuple[Interval, ...]:
    return tuple(Interval(*map(float, row)) for row in dataset[()])


def _read_parameters(file: h5py.File, owners: np.ndarray) -> tuple[Parameter, ...]:
    group = file["parameters"]
    columns = [texts(group[name]) for name in ("name", "paths", "prior", "kind", "source")]
    numbers = [group[name][()] for name in ("scales", "contraction")]
    priors = _read_priors(file)
    levels, names = file["levels/value"][()], np.array(texts(file["levels/name"]), object)
    return tuple(
        Parameter(
            name=name, paths=tuple(paths.split()), form=form, kind=kind, prior=prior, levels=tuple(map(float, levels[owners == at])),
            categories=tuple(names[owners == at]) if kind == CATEGORY else (), scales=bool(scales), source=source,
            contraction=float(contraction),
        )
        for at, (name, paths, form, kind, source, scales, contraction, prior) in enumerate(zip(*columns, *numbers, priors, strict=True))
    )  # fmt: skip


def _read_priors(file: h5py.File) -> list[Prior]:
    group, probabilities = file["parameters"], file["probability"][()]
    intervals = _read_intervals(group["prior_interval"])
    return [
        Prior(bool(logarithmic), interval, curve, probabilities)
        for logarithmic, interval, curve in zip(group["logarithmic"][()], intervals, group["prior_curve"][()], strict=True)
    ]


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
