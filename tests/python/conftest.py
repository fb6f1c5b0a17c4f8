"""A small result file that follows the layout of schema version 1, written without any of the code under test."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import dataclass, field
from pathlib import Path

import h5py
import numpy as np
import pytest
from scipy import stats

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "analysis"))

import entrepot  # noqa: E402


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "limits_files: limits the size of all files, which breaks counts of coverage")


VIEWS = ["bill_to", "ship_to", "true_destination", "headquarters"]
PATHS = ["one_border", "several_borders", "inside_jurisdiction"]
STATISTICS = ["mean", "low", "high", "sd", "p05", "p95"]
TEXT = h5py.string_dtype("utf-8")

WEEKLY_BY_PRODUCT = ["produced", "sold", "controlled_sold", "leaked", "seized"]
WEEKLY_UNITS = [
    "licence_applications", "licence_approvals", "licence_denials", "honest_orders_refused", "honest_units_refused",
    "grey_orders_refused", "honest_lots_delayed", "units_barred", "cases_opened", "entity_listings", "end_use_checks",
    "grey_units_asked", "grey_units_accepted", "tenants_refused",
]  # fmt: skip
WEEKLY_REAL = {
    "leaked_h100e": "H100e", "controlled_h100e_sold": "H100e", "restricted_stock": "H100e", "leaked_value": "USD",
    "controlled_value_sold": "USD", "grey_premium": "1", "rented_h100e": "H100e", "rent": "USD H100e-1 week-1",
}  # fmt: skip
SUMMARISED = ["restricted_stock", "rented_h100e", "grey_premium", "leaked_by_hub", "leaked", "revenue"]

SCENARIO = """\
title: Small run
jurisdictions:
  US: {name: United States}
  SG: {name: {value: Singapore, source: general knowledge, grade: C}}
vendors:
  nvidia: {name: NVIDIA, home: US, fiscal_year_end_month: 1}
  amd: {name: AMD, home: US, fiscal_year_end_month: 12}
rules:
  a800_barred:
    instrument: licence_requirement
    announced: 2023-10-17
    effective: 2023-10-23
    source: 88 FR 73458
    grade: A
  diffusion:
    instrument: licence_requirement
    announced: 2024-01-13
    effective: 2024-05-15
    withdrawn: 2024-05-13
    source: "90 FR 4544 (not seen)"
  before_the_run: {instrument: licence_requirement, effective: 2022-10-21, source: general knowledge}
"""

FACTS = [
    # path, value, source, grade, note, where
    ("jurisdictions.SG.data_centres", "99", "Reuters", "B", "", "scenarios/baseline.yaml:10:20"),
    ("products.H100.list_price", "28000", "general knowledge", "B", "a <server> part", "scenarios/baseline.yaml:20:18"),
    ("vendors.amd.kyc", "0.2", "guess", "C", "not seen in a source", "scenarios/baseline.yaml:30:10"),
]


@dataclass
class Run:
    """What a synthetic run recorded; `tallies` overrides zeros, each array as in /outputs."""

    start: dt.date = dt.date(2023, 1, 2)
    weeks: int = 104
    replicates: int = 3
    planned: int = 3
    confidence: float = 0.95
    products: list[str] = field(default_factory=lambda: ["H100", "H20"])
    vendors: dict[str, int] = field(default_factory=lambda: {"nvidia": 1, "amd": 12})  #: last month of fiscal year
    hubs: list[str] = field(default_factory=lambda: ["SG", "MY"])
    places: list[str] = field(default_factory=lambda: ["CN", "DE", "MY", "SG", "US", "pipeline"])
    title: str = "Small run"
    seed: int = 20221007
    version: str = "0.1.0"
    numbers: list[int] | None = None  #: of the replicates; None: 0, 1, 2 ...
    scenario: str = SCENARIO
    facts: list[tuple[str, ...]] = field(default_factory=lambda: list(FACTS))
    tallies: dict[str, np.ndarray] = field(default_factory=dict)

    @property
    def week_starts(self) -> list[dt.date]:
        return [self.start + dt.timedelta(weeks=k) for k in range(self.weeks)]

    @property
    def end(self) -> dt.date:
        return self.week_starts[-1]

    @property
    def month_starts(self) -> list[dt.date]:
        return sorted({day.replace(day=1) for day in self.week_starts})

    @property
    def years(self) -> list[int]:
        return sorted({day.year for day in self.week_starts})

    def fiscal_year(self, vendor: str, month: dt.date) -> int:
        """A fiscal year is named after the calendar year in which it ends."""
        return month.year + (month.month > self.vendors[vendor])

    @property
    def fiscal_years(self) -> list[int]:
        return sorted({self.fiscal_year(v, m) for v in self.vendors for m in self.month_starts})

    def shape(self, *dimensions: str) -> tuple[int, ...]:
        sizes = {
            "replicate": self.replicates, "week": self.weeks, "month": len(self.month_starts), "hub": len(self.hubs),
            "product": len(self.products), "vendor": len(self.vendors), "place": len(self.places), "view": len(VIEWS), "path": 3,
        }  # fmt: skip
        return tuple(sizes[d] for d in dimensions)


def write_result(path: Path, run: Run) -> Path:
    """Write `run` as the program would: outputs, derived outputs, summary, provenance."""
    outputs = _raw(run)
    outputs.update(_derived(run, outputs))
    with h5py.File(path, "w") as file:
        _write_root(file, run)
        _write_outputs(file.create_group("outputs"), run, outputs)
        _write_summary(file.create_group("summary"), run, outputs)
        _write_provenance(file.create_group("provenance"), run)
    return path


Outputs = dict[str, tuple[np.ndarray, list[str], str]]  #: values, dimensions after replicate, unit


def _raw(run: Run) -> Outputs:
    table: dict[str, tuple[list[str], str, type]] = {}
    table.update({name: (["week", "product"], "units", np.int64) for name in WEEKLY_BY_PRODUCT})
    table.update({name: (["week"], "units", np.int64) for name in WEEKLY_UNITS})
    table.update({name: (["week"], unit, np.float64) for name, unit in WEEKLY_REAL.items()})
    table.update({name: (["month", "hub"], "units", np.int64) for name in ("leaked_by_hub", "hub_received")})
    table["leaked_by_path"] = (["month", "path"], "units", np.int64)
    table["revenue"] = (["month", "vendor", "place", "view"], "USD", np.float64)
    unknown = set(run.tallies) - set(table)
    assert not unknown, f"no such tallies: {unknown}"
    outputs: Outputs = {}
    for name, (dimensions, unit, kind) in table.items():
        shape = run.shape("replicate", *dimensions)
        zero = np.full(shape, np.nan) if name == "grey_premium" else np.zeros(shape, kind)
        values = np.asarray(run.tallies.get(name, zero), kind)
        outputs[name] = (np.broadcast_to(values, shape).copy(), dimensions, unit)
    return outputs


def _derived(run: Run, outputs: Outputs) -> Outputs:
    raw = {name: values for name, (values, _, _) in outputs.items()}
    leaked, sold = raw["leaked"].sum(2), raw["controlled_sold"].sum(2)
    accepted = raw["grey_units_accepted"]
    premium_value = np.nan_to_num(raw["grey_premium"]) * accepted
    year_of_week = np.array([day.year for day in run.week_starts])

    def yearly(values: np.ndarray) -> np.ndarray:
        return np.stack([values[:, year_of_week == year].sum(1) for year in run.years], axis=1)

    derived: Outputs = {
        "leakage_rate": (_ratio(leaked.sum(1), sold.sum(1)), [], "1"),
        "leakage_rate_h100e": (_ratio(raw["leaked_h100e"].sum(1), raw["controlled_h100e_sold"].sum(1)), [], "1"),
        "leakage_rate_value": (_ratio(raw["leaked_value"].sum(1), raw["controlled_value_sold"].sum(1)), [], "1"),
        "leaked_units": (leaked.sum(1), [], "units"),
        "seized_units": (raw["seized"].sum((1, 2)), [], "units"),
        "mean_grey_premium": (_ratio(premium_value.sum(1), accepted.sum(1)), [], "1"),
        "access_leakage": (_ratio(raw["rented_h100e"].sum(1), _compute(raw).sum(1)), [], "1"),
        "annual_access_leakage": (_ratio(yearly(raw["rented_h100e"]), yearly(_compute(raw))), ["year"], "1"),
        "annual_leakage_rate": (_ratio(yearly(leaked), yearly(sold)), ["year"], "1"),
        "annual_leaked_units": (yearly(leaked), ["year"], "units"),
        "annual_leaked_h100e": (yearly(raw["leaked_h100e"]), ["year"], "H100e"),
        "annual_grey_premium": (_ratio(yearly(premium_value), yearly(accepted)), ["year"], "1"),
    }
    fiscal = np.zeros((run.replicates, len(run.fiscal_years), *run.shape("vendor", "place", "view")))
    for v, vendor in enumerate(run.vendors):
        for m, month in enumerate(run.month_starts):
            fiscal[:, run.fiscal_years.index(run.fiscal_year(vendor, month)), v] += raw["revenue"][:, m, v]
    at_hubs = [run.places.index(hub) for hub in run.hubs]
    shares = _ratio(fiscal[:, :, :, at_hubs], fiscal.sum(3, keepdims=True))
    derived["fiscal_revenue"] = (fiscal, ["fiscal_year", "vendor", "place", "view"], "USD")
    derived["hub_revenue_share"] = (shares, ["fiscal_year", "vendor", "hub", "view"], "1")
    return derived


def _compute(raw: dict[str, np.ndarray]) -> np.ndarray:
    """What restricted end users compute with, [replicate, week], H100e."""
    return raw["rented_h100e"] + raw["restricted_stock"]


def _ratio(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    above, below = np.broadcast_arrays(np.asarray(above, float), np.asarray(below, float))
    return np.divide(above, below, out=np.full(above.shape, np.nan), where=below > 0)


def _fiscal_year_complete(run: Run) -> np.ndarray:
    months = {v: [run.fiscal_year(v, m) for m in run.month_starts] for v in run.vendors}
    return np.array([[months[v].count(year) == 12 for v in run.vendors] for year in run.fiscal_years], np.int8)


def _write_root(file: h5py.File, run: Run) -> None:
    attributes = {
        "title": run.title, "question": "Do chips leak?", "program": "entrepot", "version": run.version,
        "commit": "0123456789abcdef", "seed": np.int64(run.seed), "schema_version": np.int64(1),
        "confidence": run.confidence, "replicates_planned": np.int64(run.planned),
        "replicates_finished": np.int64(run.replicates), "replicates_failed": np.int64(run.planned - run.replicates),
        "agents": np.int64(20000), "weeks": np.int64(run.weeks), "start": run.start.isoformat(),
        "end": run.end.isoformat(), "content_hash": "0123456789abcdef0123456789abcdef",
        "created": "2026-11-24T20:00:00Z", "wall_seconds": 12.5, "threads": np.int64(2),
    }  # fmt: skip
    for name, value in attributes.items():
        file.attrs[name] = value


def _write_outputs(group: h5py.Group, run: Run, outputs: Outputs) -> None:
    scales = _coordinates(group, run)
    scales["replicate"] = _scale(group, "replicate", run.numbers or np.arange(run.replicates), "1")
    for name, (values, dimensions, unit) in outputs.items():
        _dataset(group, name, values, unit, [scales[d] for d in ["replicate", *dimensions]])
    complete = _fiscal_year_complete(run)
    _dataset(group, "fiscal_year_complete", complete, "1", [scales["fiscal_year"], scales["vendor"]])


def _write_summary(group: h5py.Group, run: Run, outputs: Outputs) -> None:
    scales = _coordinates(group, run)
    scales["statistic"] = _scale(group, "statistic", STATISTICS)
    derived = [n for n in outputs if n not in _raw(run)]
    for name in [*derived, *SUMMARISED]:
        values, dimensions, unit = outputs[name]
        summary = np.apply_along_axis(_statistics, 0, values.astype(float), run.confidence)
        _dataset(group, name, summary, unit, [scales[d] for d in ["statistic", *dimensions]])


def _statistics(replicates: np.ndarray, confidence: float) -> np.ndarray:
    known = replicates[~np.isnan(replicates)]
    if known.size == 0:
        return np.full(6, np.nan)
    p05, p95 = np.percentile(known, [5, 95])
    if known.size == 1:
        return np.array([known[0], np.nan, np.nan, np.nan, p05, p95])
    sd = known.std(ddof=1)
    half = stats.t.ppf(0.5 + confidence / 2, known.size - 1) * sd / np.sqrt(known.size)
    return np.array([known.mean(), known.mean() - half, known.mean() + half, sd, p05, p95])


def _write_provenance(group: h5py.Group, run: Run) -> None:
    group.create_dataset("scenario", data=run.scenario, dtype=TEXT)
    group.create_dataset("input_path", data=["scenarios/baseline.yaml"], dtype=TEXT)
    group.create_dataset("input_hash", data=["f" * 32], dtype=TEXT)
    for k, column in enumerate(("path", "value", "source", "grade", "note", "where")):
        group.create_dataset(f"fact_{column}", data=[fact[k] for fact in run.facts], dtype=TEXT)


def _coordinates(group: h5py.Group, run: Run) -> dict[str, h5py.Dataset]:
    days = {"units": f"days since {run.start}", "calendar": "proleptic_gregorian"}
    scales = {
        "week": _scale(group, "week", [(d - run.start).days for d in run.week_starts], **days),
        "month": _scale(group, "month", [(d - run.start).days for d in run.month_starts], **days),
        "year": _scale(group, "year", run.years),
        "fiscal_year": _scale(group, "fiscal_year", run.fiscal_years),
    }
    labels = {
        "product": run.products, "vendor": list(run.vendors), "hub": run.hubs, "place": run.places, "view": VIEWS,
        "path": PATHS,
    }  # fmt: skip
    return scales | {name: _scale(group, name, values) for name, values in labels.items()}


def _scale(group: h5py.Group, name: str, values, units: str = "1", calendar: str = "") -> h5py.Dataset:
    text = isinstance(values[0], str)
    dataset = group.create_dataset(name, data=values, dtype=TEXT if text else np.int64)
    dataset.make_scale(name)
    _describe(dataset, name, units)
    if calendar:
        dataset.attrs["calendar"] = calendar
    return dataset


def _dataset(group: h5py.Group, name: str, values: np.ndarray, unit: str, scales: list[h5py.Dataset]) -> None:
    dataset = group.create_dataset(name, data=values)
    for axis, scale in enumerate(scales):
        dataset.dims[axis].attach_scale(scale)
    _describe(dataset, name, unit)


def _describe(dataset: h5py.Dataset, name: str, unit: str) -> None:
    dataset.attrs["units"] = unit
    dataset.attrs["long_name"] = name.replace("_", " ")
    dataset.attrs["description"] = f"Synthetic {name.replace('_', ' ')}."


# ---- runs ----------------------------------------------------------------------------------------------------------


def plain_run(**changes) -> Run:
    """Numbers that can be worked out by hand.

    104 weeks from Monday 2023-01-02: thirteen begin in every quarter, but fourteen in the third and twelve in the last
    of 2024.
    Replicate r (1, 2, 3): in every week r units of H100 and 2r of H20 leak, all H100 by SG and all H20 by MY; 100 + 200
    controlled units are sold. Of NVIDIA's monthly revenue of 100 USD, 40 are billed to SG, 5 shipped there, 1 used
    there.
    """
    run = Run(**changes)
    r = np.arange(1, run.replicates + 1)
    weeks_in_month = np.array([sum(d.replace(day=1) == m for d in run.week_starts) for m in run.month_starts])
    revenue = np.zeros(run.shape("replicate", "month", "vendor", "place", "view"))
    nvidia, amd = 0, 1
    split = {
        "bill_to": {"US": 50, "SG": 40, "CN": 10},
        "ship_to": {"US": 80, "SG": 5, "MY": 5, "DE": 10},
        "true_destination": {"US": 60, "SG": 1, "CN": 20, "DE": 9, "pipeline": 10},
        "headquarters": {"US": 70, "SG": 1, "CN": 29},
    }
    for view, by_place in split.items():
        for place, usd in by_place.items():
            revenue[:, :, nvidia, run.places.index(place), VIEWS.index(view)] = usd
    revenue[:, :, amd, run.places.index("US"), :] = 10
    premium = np.full(run.shape("replicate", "week"), np.nan)
    accepted = np.zeros(run.shape("replicate", "week"))
    # Two weeks of January 2023: 10 units at 50 % over list, 30 units at 90 %; in one week of February r units at 40 %.
    premium[:, 0], premium[:, 1], premium[:, 6] = 0.5, 0.9, 0.4
    accepted[:, 0], accepted[:, 1], accepted[:, 6] = 10, 30, r
    run.tallies = {
        "leaked": r[:, None, None] * np.array([1, 2]) * np.ones((1, run.weeks, 1)),
        "controlled_sold": np.ones((run.replicates, run.weeks, 1)) * np.array([100, 200]),
        "leaked_by_hub": r[:, None, None] * weeks_in_month[None, :, None] * np.array([1, 2]),
        "restricted_stock": 1000.0 * r[:, None] + np.arange(run.weeks),
        "grey_premium": premium,
        "grey_units_accepted": accepted,
        "revenue": revenue,
    }
    return run


def displaced_run(**changes) -> Run:
    """As `plain_run`, but nothing leaks by SG, and one unit a week more by MY, in every replicate."""
    run = plain_run(**changes)
    r = np.arange(1, run.replicates + 1)[:, None, None]
    weeks_in_month = np.array([sum(d.replace(day=1) == m for d in run.week_starts) for m in run.month_starts])
    by_hub = np.concatenate([0 * r, 2 * r + 1], axis=2)
    run.tallies["leaked"] = by_hub * np.ones((1, run.weeks, 1))
    run.tallies["leaked_by_hub"] = by_hub * weeks_in_month[None, :, None]
    return run


def lifelike_run(seed: int = 1, replicates: int = 8) -> Run:
    """The size and shape of the baseline, with invented numbers: for looking at figures and for the page."""
    run = Run(
        start=dt.date(2022, 10, 3), weeks=222, replicates=replicates, planned=replicates,
        products=["A100", "A800", "B200", "H100", "H20", "H200", "H800", "MI300X"],
        vendors={"amd": 12, "huawei": 12, "nvidia": 1}, hubs=["AE", "HK", "MY", "PH", "SG", "TW"],
        places=["AE", "CN", "DE", "HK", "JP", "MY", "PH", "SG", "TW", "US", "pipeline"], scenario=LIFELIKE_SCENARIO,
    )  # fmt: skip
    random = np.random.default_rng(seed)
    week = np.arange(run.weeks)
    growth = np.exp(week / 90)
    level = random.lognormal(0, 0.12, (run.replicates, 1))
    leaked = random.poisson(60 * level * growth)
    hub_weights = np.array([0.12, 0.2, 0.25, 0.03, 0.3, 0.1])
    month_of_week = np.array([run.month_starts.index(d.replace(day=1)) for d in run.week_starts])
    by_hub = np.zeros(run.shape("replicate", "month", "hub"))
    for w in week:
        for r in range(run.replicates):
            by_hub[r, month_of_week[w]] += random.multinomial(leaked[r, w], hub_weights)
    share_of_view = np.array([
        [0.01, 0.13, 0.02, 0.02, 0.02, 0.01, 0.0, 0.18, 0.16, 0.45, 0.0],
        [0.02, 0.05, 0.05, 0.04, 0.04, 0.06, 0.01, 0.02, 0.2, 0.51, 0.0],
        [0.02, 0.09, 0.05, 0.01, 0.04, 0.02, 0.01, 0.01, 0.03, 0.67, 0.05],
        [0.02, 0.12, 0.02, 0.01, 0.03, 0.01, 0.01, 0.03, 0.22, 0.53, 0.0],
    ])  # fmt: skip
    monthly = 1.6e9 * np.exp(np.arange(len(run.month_starts)) / 20)
    vendors = np.array([0.1, 0.05, 1.0])
    noise = random.lognormal(0, 0.06, (run.replicates, 1, 1, len(run.places), len(VIEWS)))
    revenue = monthly[None, :, None, None, None] * vendors[None, None, :, None, None] * share_of_view.T * noise
    premium = 0.45 + 0.25 * np.sin(week / 30) + random.normal(0, 0.08, (run.replicates, run.weeks))
    premium[:, :5] = np.nan
    products = np.zeros(run.shape("replicate", "week", "product"))
    sold = products.copy()
    products[:, :, 3] = leaked
    sold[:, :, 3] = random.poisson(9000 * growth * np.ones((run.replicates, 1)))
    run.tallies = {
        "leaked": products, "controlled_sold": sold, "leaked_by_hub": by_hub, "revenue": revenue,
        "grey_premium": premium, "grey_units_accepted": random.poisson(80, (run.replicates, run.weeks)),
        "restricted_stock": 40000 * level * np.exp(week / 140),
        "rented_h100e": 1500 * level * np.exp(week / 100), "rent": 300 * level * np.exp(-week / 200),
        "honest_orders_refused": random.poisson(4, (run.replicates, run.weeks)),
        "licence_applications": random.poisson(6, (run.replicates, run.weeks)),
        "licence_approvals": random.poisson(3, (run.replicates, run.weeks)),
        "licence_denials": random.poisson(2, (run.replicates, run.weeks)),
        "end_use_checks": random.poisson(8, (run.replicates, run.weeks)),
    }  # fmt: skip
    return run


LIFELIKE_SCENARIO = """\
title: Baseline
vendors: {nvidia: {name: NVIDIA, home: US}}
rules:
  advanced_computing_2022: {instrument: licence_requirement, announced: 2022-10-07, effective: 2022-10-21}
  advanced_computing_2023: {instrument: licence_requirement, announced: 2023-10-17, effective: 2023-11-17}
  a800_h800_at_once: {instrument: licence_requirement, announced: 2023-10-17, effective: 2023-10-23, source: 8-K}
  diffusion: {instrument: licence_requirement, announced: 2025-01-13, effective: 2025-05-15, withdrawn: 2025-05-13}
  h20_licence: {instrument: licence_requirement, announced: 2025-04-09, effective: 2025-04-09}
  malaysia_permit: {instrument: hub_permit, announced: 2025-07-14, effective: 2025-07-14}
  h20_revenue_share: {instrument: licence_levy, announced: 2025-08-11, effective: 2025-08-11}
  h200_case_by_case: {instrument: licence_requirement, announced: 2025-12-08, effective: 2026-01-15}
  h200_duty: {instrument: licence_levy, announced: 2025-12-08, effective: 2026-01-15}
"""


@pytest.fixture
def plain(tmp_path: Path):
    """An open result with hand-workable numbers; see `plain_run`."""
    with entrepot.open_result(write_result(tmp_path / "plain.h5", plain_run())) as result:
        yield result


@pytest.fixture(scope="session")
def lifelike(tmp_path_factory: pytest.TempPathFactory):
    path = tmp_path_factory.mktemp("lifelike") / "lifelike.h5"
    with entrepot.open_result(write_result(path, lifelike_run())) as result:
        yield result
