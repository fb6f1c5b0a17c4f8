"""Results of calibrations in Python: the reader, priors, tables, figures and commands."""

import re
from statistics import NormalDist

import h5py
import numpy as np
import pandas as pd
import pytest
import synthetic_calibration as synthetic
from conftest import plain_run, write_result
from program import READS, entrepot as program, main, needs_program
from synthetic_calibration import Made, loguniform, uniform
from test_calibrate import CALIBRATION

import entrepot
from entrepot.calibrated import parameter_frame, quantity_frame, to_markdown
from entrepot.calibration import Interval
from entrepot.figures import NARROW, WIDE
from entrepot.figures.calibrations import CALIBRATION_FIGURES
from entrepot.figures.style import log_ticks, wrapped
from entrepot.priors import prior_of
from entrepot.weighted import predictive_quantile, weighted_quantile

NAN = float("nan")


def small(**changes):
    """Two parameters; a target and a forecast of the same name; four particles, of which one has half the weight."""
    prior = np.array([[0.1, 0.2], [0.3, 0.4], [0.6, 0.6], [0.9, 0.8]])
    posterior = np.array([[0.5, 0.1], [0.25, 0.5], [0.75, 0.9], [0.0, 0.3]])
    simulated = [[8, 2], [10, 4], [12, 6], [14, 8]]
    made = dict(
        parameters={"supply": loguniform(0.25, 4), "weight": uniform(10, 20)},
        quantities={"sales": (10, 2, 0), "sales'": (5, 1, 1)},
        generations=[(prior, simulated, np.full(4, 0.25)), (posterior, simulated, [0.1, 0.5, 0.2, 0.2])],
        scales=("supply",),
        contraction=[0.1, 0.4],
    )
    return Made(**(made | changes))


@pytest.fixture
def path(tmp_path):
    return synthetic.write(tmp_path / "made.h5", small())


@pytest.fixture
def calibration(path):
    return entrepot.open_calibration(path)


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    return entrepot.open_calibration(synthetic.write(tmp_path_factory.mktemp("many") / "many.h5", synthetic.many()))


# ---- the reader ----------------------------------------------------------------------------------------------------


def test_what_the_file_says_is_typed(calibration):
    assert calibration.info == entrepot.CalibrationInfo("Made up", "0.1.0", "unknown", 1, 40, "ended: tolerance reached")
    supply, weight = calibration.parameters
    assert (supply.name, supply.paths, supply.form, supply.scales) == ("supply", ("some.supply", "other.supply"), "loguniform: [0.25, 4]", True)
    assert (weight.scales, weight.contraction, weight.source) == (False, 0.4, "a guess")
    [target], [forecast] = calibration.targets, calibration.forecasts
    assert (target.name, target.observed, target.sd, target.held_out) == ("sales", 10, 2, False)
    assert (forecast.name, forecast.observed, forecast.held_out) == ("sales", 5, True)
    assert "Made up, 2 parameters, 2 generations" in repr(calibration)
    assert "Made up" in calibration.calibration_text and "The scenario" in calibration.scenario_text
    assert calibration.parameter("weight") is weight and calibration.quantity("sales") is target
    with pytest.raises(entrepot.MissingData, match="has no parameter demand; it has supply, weight"):
        calibration.parameter("demand")


def test_generations_run_from_the_prior_to_the_posterior(calibration):
    first, last = calibration.generations
    assert np.isinf(first.tolerance) and last.tolerance == 4 and first.candidates == 20
    np.testing.assert_allclose(last.values[:, 0], [1, 0.5, 2, 0.25])
    assert first.effective == pytest.approx(4) and last.effective == pytest.approx(1 / 0.34)


def test_particles_are_a_table(calibration):
    table = calibration.table()
    assert list(table.columns) == ["supply", "parameter weight", "weight", "distance"] and table.index.name == "particle"
    np.testing.assert_allclose(table["parameter weight"], [11, 15, 19, 13])
    assert table["weight"].tolist() == [0.1, 0.5, 0.2, 0.2]
    np.testing.assert_allclose(calibration.table(calibration.prior)["parameter weight"], [12, 14, 16, 18])


def test_values_are_what_people_read(many):
    table = many.table()
    assert isinstance(table["model.risk"].dtype, pd.CategoricalDtype) and "fading_memory" in set(table["model.risk"])
    assert table["calendar.effective_date_of_the_rule"].between("2022-10-03", "2025-04-30").all()
    assert table["enforcement.investigators"].dtype == np.int64 and set(table["tiers"]) <= {1.0, 2.0, 4.0, 8.0}
    assert many.parameter("calendar.effective_date_of_the_rule").words(19269) == "2022-10-04"
    assert many.parameter("model.risk").words(1) == "fading_memory"


def test_intervals_of_parameters_by_hand(calibration):
    supply, weight = calibration.parameters
    found = [calibration.posterior_interval(supply), calibration.prior_interval(supply), calibration.prior_interval(weight)]
    # By value 0.25, 0.5, 1, 2 with weights 0.2, 0.5, 0.1, 0.2; the prior is 4^(2u - 1).
    expected = [(0.25, 0.5, 2), (4**-0.9, 1, 4**0.9), (10.5, 15, 19.5)]
    np.testing.assert_allclose([(i.low, i.median, i.high) for i in found], expected)


def test_intervals_of_quantities_by_hand(calibration):
    target, forecast = calibration.quantities
    assert calibration.simulated_interval(target, calibration.prior) == Interval(8, 10, 14)
    assert calibration.simulated_interval(target, calibration.posterior) == Interval(8, 10, 14)
    assert calibration.simulated_interval(forecast, calibration.posterior) == Interval(2, 4, 8)
    assert [Interval(2, 4, 8).place_of(value) for value in (1.9, 2, 8, 8.1)] == ["below", "within", "within", "above"]
    assert Interval(NAN, NAN, NAN).place_of(3) == "not published"


@pytest.mark.parametrize(
    ("values", "weights", "q", "expected"),
    [
        ([3, 1, 2], [1, 1, 1], 0.5, 2),
        ([4, 1, 2, 3], [1, 1, 1, 1], 0.5, 2),  # the least value with half the weight at or below it
        ([1, 2, 3], [0.1, 0.2, 0.7], 0.3, 2),
        ([1, 2, 3], [0.1, 0.2, 0.7], 0.31, 3),
        ([1, 2, 3], [0.1, 0.2, 0.7], 0, 1),
        ([1, 2, 3], [0.1, 0.2, 0.7], 1, 3),
        ([1, NAN, 3], [0.1, 0.8, 0.1], 0.5, 1),  # what is not published is left out with its weight
        ([5], [1], 0.05, 5),
    ],
)
def test_weighted_quantiles_by_hand(values, weights, q, expected):
    assert weighted_quantile(np.array(values, float), np.array(weights, float), q) == expected


def test_quantiles_of_nothing_are_no_numbers():
    assert np.isnan(weighted_quantile(np.array([NAN]), np.array([1.0]), 0.5))
    assert np.isnan(predictive_quantile(np.array([NAN]), np.array([1.0]), 0.1, 0.5))


Z95 = 1.6448536269514722  #: a normal lies below it with a probability of 0.95


@pytest.mark.parametrize(
    ("values", "weights", "relative_sd", "q", "expected"),
    [
        ([10], [1], 0.2, 0.95, 10 + 2 * Z95),
        ([1000, 1], [4, 1], 0.1, 0.1, 1),  # the first has a fifth of the weight
        ([1000, 1], [4, 1], 0.1, 0.96, 1000 + 100 * Z95),
        ([20, 10], [1, 1], 0, 0.5, 10),
        ([20, 10], [1, 1], 0, 0.51, 20),
        ([0, 0], [1, 1], 0.3, 0.9, 0),
        ([NAN, 10], [9, 1], 0.2, 0.05, 10 - 2 * Z95),
    ],
)
def test_predictive_quantiles_by_hand(values, weights, relative_sd, q, expected):
    found = predictive_quantile(np.array(values, float), np.array(weights, float), relative_sd, q)
    assert found == pytest.approx(expected, rel=1e-12)


def test_what_is_predicted_allows_for_the_discrepancy(tmp_path):
    # All particles publish 10 of the target, which was observed as 14 with a deviation of 4: 4/14 of 10 either way.
    same = ([[0.5, 0.5]] * 4, [[10, NAN]] * 4, np.full(4, 0.25))
    made = small(quantities={"sales": (14, 4, 0), "sales'": (5, 1, 1)}, generations=[same, same])
    calibration = entrepot.open_calibration(synthetic.write(tmp_path / "made.h5", made))
    target, forecast = calibration.quantities
    found = calibration.predictive_interval(target, calibration.posterior)
    np.testing.assert_allclose([found.low, found.median, found.high], 10 + np.array([-1, 0, 1]) * Z95 * 10 * 4 / 14)
    assert (calibration.simulated_interval(target, calibration.posterior).place_of(14), found.place_of(14)) == ("above", "within")
    assert calibration.predictive_interval(forecast, calibration.posterior).place_of(5) == "not published"
    assert "hold 0 of 1 target, and 0 of 1 forecast, held out" in to_markdown(calibration)
    assert "discrepancy of the model, 1 of 1 and 0 of 1." in to_markdown(calibration)


def test_correlations_by_hand(tmp_path):
    # Weights 0.5, 0.25, 0.25. `supply` and `demand` lie on a line that falls; `price` is off both by as much either way.
    unit = [[0.2, 0.8, 0.5, 0.3], [0.4, 0.6, 0.9, 0.3], [0.4, 0.6, 0.1, 0.3]]
    names = {name: uniform(0, 1) for name in ("supply", "demand", "price", "still")}
    generation = (unit, [[8, 2], [10, 4], [12, 6]], [0.5, 0.25, 0.25])
    calibration = entrepot.open_calibration(synthetic.write(tmp_path / "made.h5", small(parameters=names, generations=[generation], contraction=None)))
    [(first, second, r)] = calibration.together()
    assert (first, second) == ("supply", "demand") and r == pytest.approx(-1)
    assert [pair[:2] for pair in calibration.together(0)] == [("supply", "demand"), ("supply", "price"), ("demand", "price")]
    assert "supply with demand (-1.00)" in to_markdown(calibration)


@needs_program
def test_numbers_are_those_of_the_programs_report(tmp_path):
    method = "method: {population: 10, generations: 1, most_candidates: 60, tolerance: 0.1, ensemble: 4}"
    (tmp_path / "real.yaml").write_text(re.sub("method: .*", method, CALIBRATION))
    report, _ = program("calibrate", *READS, "real.yaml", "-j", 1, cwd=tmp_path)
    calibration = entrepot.open_calibration(tmp_path / "real.h5")
    assert calibration.calibration_text == (tmp_path / "real.yaml").read_text()
    seen = set()
    for table in re.findall(r"^\| (.*) \|$", to_markdown(calibration), re.MULTILINE):
        name, *cells = [cell.strip("* ") for cell in table.split(" | ")]
        if name in ("supply (×)", "demand.budget_growth", "revenue", "us_share"):
            told = next(line for line in report.splitlines() if line.split()[:1] == [name.split(" ")[0]])
            numbers = [cell.split(" ± ")[0].replace(" to ", " .. ") for cell in cells]
            seen.add(name)
            assert re.split(r"\s{2,}", told.strip())[1:] == numbers
    assert len(seen) == 4
    told = re.search(r"^Together.*?\n(.*?)\n\n", report, re.MULTILINE | re.DOTALL).group(1).splitlines()[1:]
    assert [line.split() for line in told] == [[a, b, f"{r:+.2f}"] for a, b, r in calibration.together()]


# ---- priors --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "unit", "values"),
    [
        ("uniform: [1e1, 20]", [0, 0.5, 1], [10, 15, 20]),
        ("loguniform: [0.25, 4]", [0, 0.5, 0.75], [0.25, 1, 2]),
        ("triangular: [0, 1, 2]", [0.125, 0.5, 0.875], [0.5, 1, 1.5]),
        ("normal: {mean: 3, sd: 2}", [0.5, 0.8413447460685429], [3, 5]),
        ("normal: {mean: 0, sd: 1, low: 0}", [0, 0.6826894921370859], [0, 1]),
        ("lognormal: {median: 2, sigma: 1}", [0.5, 0.8413447460685429], [2, 2 * np.e]),
        ("exponential: {mean: 2}", [0, 1 - np.exp(-1)], [0, 2]),
        ("beta: {mean: 15, concentration: 2, low: 10, high: 20}", [0.25, 0.5], [12.5, 15]),
        ("integer: [1, 4]", [0, 0.3, 0.99], [1, 2, 4]),
        ("dates: [1970-01-01, 1970-01-10]", [0, 0.55], [0, 5]),
        ("values: [4, 1, 2]", [0, 0.4, 0.9], [4, 1, 2]),
        ("[1970-01-02, 1970-01-05]", [0, 0.9], [1, 4]),
        ("categories: [1, two]", [0, 0.9], [0, 1]),
        ("[one, two]", [0, 0.9], [0, 1]),
        ("uniform: [0, 10], steps: 3", [0, 0.4, 0.9], [0, 5, 10]),
        ("loguniform: [1, 100], steps: 3", [0, 0.4, 0.9], [1, 10, 100]),
    ],
)
def test_a_prior_is_what_is_written(form, unit, values):
    prior = prior_of(form, np.array(unit, float), np.array(values, float))
    np.testing.assert_allclose(prior.value_at(np.array(unit, float)), values, atol=1e-9)
    if not prior.levels and prior.kind == "number":
        np.testing.assert_allclose(prior.below(np.array(values, float)), unit, atol=1e-9)


def test_kinds_of_priors():
    kinds = {form: prior_of(form, np.array([0.0]), np.array([value])).kind
             for form, value in (("[1970-01-02, 1970-01-05]", 1), ("categories: [1, 2]", 0), ("[1, 2]", 1), ("integer: [3, 5]", 3))}  # fmt: skip
    assert list(kinds.values()) == ["date", "category", "number", "integer"]


def test_levels_have_quantiles_by_size_not_by_place():
    prior = prior_of("values: [8, 1, 4, 2]", np.array([0.0]), np.array([8.0]))
    assert [prior.quantile(q) for q in (0.05, 0.3, 0.5, 0.95)] == [1, 2, 4, 8] and prior.range == (1, 8)


def test_ranges_of_priors_without_an_end():
    low, high = prior_of("normal: {mean: 0, sd: 1}", np.array([0.5]), np.array([0.0])).range
    assert -3 < low < -2 < 2 < high < 3
    assert prior_of("exponential: {mean: 1}", np.array([0.0]), np.array([0.0])).range[0] == 0
    assert prior_of("lognormal: {median: 1, sigma: 1}", np.array([0.5]), np.array([1.0])).range[0] > 0


@pytest.mark.parametrize("form", ["", "gamma: [1, 2]", "uniform: [a, b]", "uniform: [5, 6]", "categories: [a, b, c", "normal: {mean: 1}"])
def test_a_prior_that_is_not_understood_is_what_was_drawn_of_it(form):
    prior = prior_of(form, np.array([0.1, 0.6, 0.8]), np.array([3.0, 1.0, 2.0]))
    assert (prior.kind, prior.quantile(0.5), prior.range) == ("number", 2, (1, 3))
    np.testing.assert_allclose(prior.below(np.array([0.5, 1, 2.5])), [0, 1 / 3, 2 / 3])


# ---- what is no result of a calibration ----------------------------------------------------------------------------


def refused(path) -> str:
    with pytest.raises(entrepot.ResultError) as caught:
        _ = entrepot.open_calibration(path).generations
    message = str(caught.value)
    assert "\n" not in message and str(path) in message
    return message


def test_missing_unfinished_and_foreign_files(path, tmp_path):
    assert "No such file" in refused(tmp_path / "nothing.h5")
    (tmp_path / "text.h5").write_text("supply,weight\n")
    assert "not an HDF5 file" in refused(tmp_path / "text.h5")
    assert "unfinished" in refused(path.rename(tmp_path / "made.h5.partial"))


@pytest.mark.parametrize("size", [600, 3000, 9000])
def test_cut_short(path, size):
    path.write_bytes(path.read_bytes()[:size])
    assert "damaged or cut short" in refused(path)


def test_kinds_are_told_apart(path, tmp_path):
    run = write_result(tmp_path / "run.h5", plain_run())
    assert "the result of a run, not of a calibration; entrepot.open_result reads it" in refused(run)
    for opening, kind in ((entrepot.open_result, "run"), (entrepot.open_sweep, "sweep")):
        with pytest.raises(entrepot.ResultError, match=f"the result of a calibration, not of a {kind}; entrepot.open_calibration reads it"):
            opening(path)


def test_other_program_or_schema(path):
    with h5py.File(path, "a") as file:
        file.attrs["schema_version"] = 2
    assert "schema version 2; this reader knows version 1" in refused(path)
    with h5py.File(path, "a") as file:
        file.attrs.update(schema_version=1, program="another")
    assert "not a result of entrepot" in refused(path)
    with h5py.File(path, "a") as file:
        file.attrs["program"] = "entrepot"
    assert entrepot.open_calibration(path).generations


@pytest.mark.parametrize("name", ["parameters", "quantities", "generations", "calibration_file", "scenario"])
def test_a_part_is_missing(path, name):
    with h5py.File(path, "a") as file:
        del file[name]
    assert re.search(f"partial: has no (group|dataset) {name}", refused(path))


def test_an_attribute_is_missing(path):
    with h5py.File(path, "a") as file:
        del file.attrs["ending"]
    assert "partial: has no attribute ending" in refused(path)


@pytest.mark.parametrize("name", ["parameters/prior", "quantities/sd", "generations/001/weight", "generations/000/value"])
def test_a_dataset_is_missing(path, name):
    with h5py.File(path, "a") as file:
        del file[name]
    assert "damaged or cut short" in refused(path)


def test_a_generation_is_missing(path):
    with h5py.File(path, "a") as file:
        del file["generations/000"]
    assert "its generations are not all there" in refused(path)


@pytest.mark.parametrize("name", ["unit_value", "value", "simulated", "distance"])
def test_a_dataset_of_another_shape(path, name):
    with h5py.File(path, "a") as file:
        del file[f"generations/001/{name}"]
        file[f"generations/001/{name}"] = np.zeros((4, 3))
    assert f"generations/001/{name} has another shape" in refused(path)


def test_tables_of_other_lengths(path):
    with h5py.File(path, "a") as file:
        del file["parameters/contraction"]
        file["parameters/contraction"] = np.zeros(3)
    assert "damaged or cut short" in refused(path)


@pytest.mark.parametrize(("name", "value", "told"), [
    ("generations/001/weight", 0.7, "weights of generations/001 do not sum to 1"),
    ("generations/000/weight", NAN, "weights of generations/000 do not sum to 1"),
    ("generations/001/value", np.inf, "a value of generations/001 is no number"),
    ("quantities/observed", 0.0, "sales was observed as 0"),
])  # fmt: skip
def test_numbers_that_make_no_sense(path, name, value, told):
    with h5py.File(path, "a") as file:
        file[name][0] = value
    assert told in refused(path)


def test_a_category_that_there_is_not(tmp_path):
    path = synthetic.write(tmp_path / "made.h5", small(parameters={"supply": loguniform(0.25, 4), "risk": synthetic.categories("a", "b")}))
    with h5py.File(path, "a") as file:
        file["generations/001/value"][0, 1] = -1
    assert "a value of risk in generations/001 is none of its categories" in refused(path)


# ---- tables and figures --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=lambda size: size.name)
@pytest.mark.parametrize("key", CALIBRATION_FIGURES)
def test_figures_are_drawn(many, key, size):
    drawing = CALIBRATION_FIGURES[key](many, size)
    assert drawing.key == key and drawing.title and drawing.caption and drawing.alt
    assert set(drawing.table.kinds) == set(drawing.table.frame.select_dtypes("number").columns)
    assert drawing.figure.get_figwidth() == size.width


def test_parameters_stand_by_contraction(many):
    frame = parameter_frame(many)
    assert frame["Contraction"].is_monotonic_decreasing and len(frame) == 10
    row = frame.set_index("Parameter").loc["calendar.effective_date_of_the_rule"]
    assert row["Prior: median"] == "2024-01-16"
    assert frame.set_index("Parameter").loc["model.risk", "Posterior: median"] in ("bayesian", "fading_memory", "a_third_way_of_seeing_it")
    titles = [axes.get_title(loc="left") for axes in CALIBRATION_FIGURES["posterior"](many, WIDE).figure.axes]
    shown = [title.rpartition("\n")[0].replace("\n", "") for title in titles if title]
    assert shown == frame["Parameter"].tolist()
    assert [title.rpartition("\n")[2] for title in titles if title] == [f"contraction {c:.2f}" for c in frame["Contraction"]]


def test_forecasts_have_a_panel_of_their_own(many):
    figure = CALIBRATION_FIGURES["targets"](many, WIDE).figure
    panels = {axes.get_title(loc="left"): axes for axes in figure.axes if axes.get_title(loc="left")}
    assert list(panels) == ["Targets: fitted", "Forecasts: held out of the fit"]
    assert [len(axes.get_yticks()) for axes in panels.values()] == [5, 3]
    assert all(axes.get_xscale() == "log" for axes in panels.values())


def test_quantities_are_in_their_own_unit_in_the_table(calibration):
    row = quantity_frame(calibration).iloc[1]
    *known, low, high, place = row.tolist()
    assert known == ["sales", "yes", 5, 1, 4, 2, 8, 4, 2, 8, "within"] and place == "within"
    below = [sum(w * NormalDist(v, 0.2 * v).cdf(end) for w, v in ((0.1, 2), (0.5, 4), (0.2, 6), (0.2, 8))) for end in (low, high)]
    assert below == pytest.approx([0.05, 0.95])


def test_near_quantities_are_on_a_linear_axis_without_a_panel_of_no_forecasts(tmp_path):
    made = small(quantities={"a": (10, 2, 0), "b": (5, 1, 0)})
    figure = CALIBRATION_FIGURES["targets"](entrepot.open_calibration(synthetic.write(tmp_path / "m.h5", made)), WIDE).figure
    [panel] = [axes for axes in figure.axes if axes.get_title(loc="left")]
    assert panel.get_xscale() == "linear" and panel.get_xlim()[0] < 0.4 and panel.get_xlim()[1] > 1.6


def test_what_is_not_published_or_far_off_is_drawn_and_told(tmp_path):
    simulated = np.array([[0, NAN], [1e5, NAN], [0, NAN], [12, NAN]])
    unit = np.tile([[0.5, 0.5]], (4, 1))
    made = small(generations=[(unit, simulated, np.full(4, 0.25))])
    drawing = CALIBRATION_FIGURES["targets"](entrepot.open_calibration(synthetic.write(tmp_path / "m.h5", made)), WIDE)
    drawing.figure.canvas.draw()
    low, high = drawing.figure.axes[0].get_xlim()
    assert 0.1 <= low < 1 < high == 10
    assert drawing.notes == ["sales: nothing is published at 4 of 4 particles, which are left out."]
    assert "(forecast): not published" in drawing.alt and drawing.table.frame["Observed is"].tolist() == ["within", "not published"]


def test_a_search_that_found_no_generation_shows_the_prior(tmp_path):
    made = small(generations=small().generations[:1])
    calibration = entrepot.open_calibration(synthetic.write(tmp_path / "m.h5", made))
    assert "No generation after the prior" in CALIBRATION_FIGURES["posterior"](calibration, WIDE).notes[0]
    assert "0 generations after the prior" in to_markdown(calibration) and "tolerance inf" not in to_markdown(calibration)


def test_many_categories_are_drawn_as_the_likeliest_and_the_rest(tmp_path):
    names = [f"way_{at}" for at in range(12)]
    made = small(parameters={"supply": synthetic.categories(*names), "weight": synthetic.integer(1, 3)})
    figure = CALIBRATION_FIGURES["posterior"](entrepot.open_calibration(synthetic.write(tmp_path / "m.h5", made)), WIDE).figure
    panel = next(axes for axes in figure.axes if axes.get_title(loc="left").startswith("supply"))
    told = [text.get_text() for text in panel.texts]
    assert len(told) == 8 and told[-1] == "5 others" and {"way_0", "way_3", "way_6", "way_9"} <= set(told)


def test_long_names_are_wrapped_where_their_words_end():
    assert wrapped("us_stock_billed_in_singapore", 12) == "us_stock_\nbilled_in_\nsingapore"
    assert wrapped("averyverylongword", 6) == "averyv\nerylon\ngword"
    assert wrapped("short", 20) == "short"


def test_logarithmic_axes_have_ticks_even_between_powers_of_ten():
    from matplotlib.figure import Figure

    axis = Figure().subplots().xaxis
    for low, high, expected in ((0.6, 2, [1, 2]), (0.3, 3, [0.5, 1, 2]), (0.001, 1000, [10.0**k for k in range(-3, 4)])):
        log_ticks(axis, low, high)
        np.testing.assert_allclose(axis.get_majorticklocs(), expected)
    log_ticks(axis, 1.1, 1.4)
    assert len(axis.get_majorticklocs()) > 1


# ---- commands ------------------------------------------------------------------------------------------------------


def test_figures_command_knows_the_kind_of_file(path, tmp_path, capsys):
    assert main(["figures", str(path), "-o", str(tmp_path / "f"), "--format", "pdf"]) == 0
    assert sorted(p.name for p in (tmp_path / "f").iterdir()) == ["posterior.csv", "posterior.pdf", "targets.csv", "targets.pdf"]
    table = pd.read_csv(tmp_path / "f" / "posterior.csv").set_index("Parameter")
    assert table.index.tolist() == ["weight", "supply"] and table["Contraction"].tolist() == [0.4, 0.1]
    assert table.loc["supply"].filter(like="Posterior").tolist() == pytest.approx([0.5, 0.25, 2])
    assert pd.read_csv(tmp_path / "f" / "targets.csv")["Held out"].tolist() == ["no", "yes"]


def test_figures_of_another_kind_are_refused(path, tmp_path, capsys):
    assert main(["figures", str(path), "-o", str(tmp_path / "f"), "--only", "leakage"]) == 2
    assert "has no figure leakage; it has posterior, targets" in capsys.readouterr().err
    assert not (tmp_path / "f").exists()
    run = write_result(tmp_path / "run.h5", plain_run())
    assert main(["figures", str(run), "-o", str(tmp_path / "f"), "--only", "targets"]) == 2


def test_show_prints_a_calibration_as_markdown(path, capsys):
    assert main(["show", str(path)]) == 0
    printed = capsys.readouterr().out
    for part in ("### Prior against posterior", "### Targets", "### Forecasts: held out of the fit", "| supply (×) | 1 |", "| sales | 10 ± 2 |"):
        assert part in printed


def test_commands_for_runs_say_who_reads_a_calibration(path, capsys):
    assert main(["headlines", str(path)]) == 2
    assert capsys.readouterr().err == f"entrepot: error: {path}: the result of a calibration, not of a run; entrepot.open_calibration reads it\n"
