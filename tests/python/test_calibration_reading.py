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
from scipy import stats
from test_calibrate import CALIBRATION, PARAMETERS

import entrepot
from entrepot.calibration import Interval
from entrepot.calibration_view import parameter_frame, quantity_frame, to_markdown, too_few
from entrepot.figures import NARROW, WIDE, style
from entrepot.figures.calibrations import CALIBRATION_FIGURES
from entrepot.figures.style import log_ticks, wrapped
from entrepot.names import parameter_name
from entrepot.words import number

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


Z95 = 1.6448536269514722  #: a normal lies below it with a probability of 0.95


def test_what_is_predicted_allows_for_the_discrepancy(tmp_path):
    # All particles publish 10 of the target, which was observed as 14 with a deviation of 4: 4/14 of 10 either way.
    same = ([[0.5, 0.5]] * 4, [[10, NAN]] * 4, np.full(4, 0.25))
    made = small(quantities={"sales": (14, 4, 0), "sales'": (5, 1, 1)}, generations=[same, same])
    calibration = entrepot.open_calibration(synthetic.write(tmp_path / "made.h5", made))
    target, forecast = calibration.quantities
    found = calibration.predicted_interval(target, calibration.posterior)
    np.testing.assert_allclose([found.low, found.median, found.high], 10 + np.array([-1, 0, 1]) * Z95 * 10 * 4 / 14)
    assert (calibration.simulated_interval(target, calibration.posterior).place_of(14), found.place_of(14)) == ("above", "within")
    assert calibration.predicted_interval(forecast, calibration.posterior).place_of(5) == "not published"
    assert "contain 0 of 1 target and 0 of 1 held-out forecast" in to_markdown(calibration)
    assert "include model discrepancy, contain 1 of 1 and 0 of 1." in to_markdown(calibration)


def test_correlations_by_hand(tmp_path):
    # Weights 0.5, 0.25, 0.25. `supply` and `demand` lie on a line that falls; `price` is off both by as much either way.
    unit = [[0.2, 0.8, 0.5, 0.3], [0.4, 0.6, 0.9, 0.3], [0.4, 0.6, 0.1, 0.3]]
    names = {name: uniform(0, 1) for name in ("supply", "demand", "price", "still")}
    generation = (unit, [[8, 2], [10, 4], [12, 6]], [0.5, 0.25, 0.25])
    calibration = entrepot.open_calibration(synthetic.write(tmp_path / "made.h5", small(parameters=names, generations=[generation], contraction=None)))
    [(first, second, r)] = calibration.correlations()
    assert (first, second) == ("supply", "demand") and r == pytest.approx(-1)
    assert [pair[:2] for pair in calibration.correlations(0)] == [("supply", "demand"), ("supply", "price"), ("demand", "price")]
    assert "supply with demand (-1.00)" in to_markdown(calibration)


LARGE = {"million": 1e6, "billion": 1e9, "trillion": 1e12}


def plain_numbers(text):
    """`1.2 billion` and `140,000` as the program writes them: four leading digits."""
    named = re.sub(r"([\d.]+)\N{NO-BREAK SPACE}(\w+illion)", lambda found: f"{float(found[1]) * LARGE[found[2]]:.4g}", text)
    return re.sub(r"\d{1,3}(,\d{3})+", lambda found: f"{float(found[0].replace(',', '')):.4g}", named)


@pytest.mark.parametrize(
    ("value", "text"),
    [(140_000, "140,000"), (35_641_234_567, "35.64\N{NO-BREAK SPACE}billion"), (0.44263, "0.4426"), (1234.6, "1,235"), (float("nan"), "–")],
)
def test_large_numbers_are_written_for_people(value, text):
    assert number(value) == text


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
            line = next(line for line in report.splitlines() if line.split()[:1] == [name.split(" ")[0]])
            numbers = [plain_numbers(cell.split(" ± ")[0]).replace(" to ", " .. ") for cell in cells]
            seen.add(name)
            assert re.split(r"\s{2,}", line.strip())[1:] == numbers
    assert len(seen) == 4
    pairs = re.search(r"^Correlations of at least.*?\n(.*?)\n\n", report, re.MULTILINE | re.DOTALL).group(1).splitlines()[1:]
    assert [line.split() for line in pairs] == [[a, b, f"{r:+.2f}"] for a, b, r in calibration.correlations()]


# ---- statistics of the program, against SciPy and by hand ------------------------------------------------------------

#: A prior of each form, and the same distribution in SciPy.
NUMBERS = {
    "us_hyperscalers": ("uniform: [5e-1, 2]", stats.uniform(0.5, 1.5)),
    "us_neoclouds": ("loguniform: [0.25, 4]", stats.loguniform(0.25, 4)),
    "us_research": ("triangular: [0.5, 1, 3]", stats.triang(0.2, 0.5, 2.5)),
    "us_government": ("normal: {mean: 1, sd: 0.5, low: 0.2}", stats.truncnorm(-1.6, np.inf, 1, 0.5)),
    "allied_clouds": ("normal: {mean: 2, sd: 0.1}", stats.norm(2, 0.1)),
    "india": ("lognormal: {median: 2, sigma: 0.5}", stats.lognorm(0.5, scale=2)),
    "gulf": ("exponential: {mean: 2}", stats.expon(scale=2)),
    "research_abroad": ("beta: {mean: 1, concentration: 4, low: 0.5, high: 1.5}", stats.beta(2, 2, 0.5, 1)),
    "china_largest_platform": ("values: [2, 0.5, 1]", stats.rv_discrete(values=([0.5, 1, 2], [1 / 3] * 3))),
    "china_lab_1": ("uniform: [0, 2], steps: 3", stats.rv_discrete(values=([0, 1, 2], [1 / 3] * 3))),
    "china_ai_labs": ("loguniform: [0.1, 10], steps: 3", stats.rv_discrete(values=([0.1, 1, 10], [1 / 3] * 3))),
}  # fmt: skip
OTHERS = {
    "investigators": ("path: enforcement.investigators, integer: [100, 103]", "integer", stats.randint(100, 104)),
    "day": ("path: rules.ac_2023_tpp.effective, dates: [2023-10-23, 2023-11-01]", "date", stats.randint(19653, 19663)),
    "choice": ("path: model.choice, categories: [logit, threshold]", "category", stats.randint(0, 2)),
}


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """A calibration by the program with priors of every form."""
    folder = tmp_path_factory.mktemp("real")
    lines = [f"  {name}: {{path: buyers.{name}.initial_stock, scales: true, {form}}}" for name, (form, _) in NUMBERS.items()]
    lines += [f"  {name}: {{{form}}}" for name, (form, _, _) in OTHERS.items()]
    method = "method: {population: 12, generations: 2, most_candidates: 200, tolerance: 0.1, ensemble: 4}"
    text = re.sub("method: .*", method, CALIBRATION).replace(PARAMETERS, "\nparameters:\n" + "\n".join(lines) + "\n")
    (folder / "priors.yaml").write_text(text)
    program("calibrate", *READS, "priors.yaml", "-q", cwd=folder)
    return entrepot.open_calibration(folder / "priors.h5")


@needs_program
def test_priors_are_those_of_scipy(real):
    distributions = {name: scipy for name, (_, scipy) in NUMBERS.items()} | {name: scipy for name, (_, _, scipy) in OTHERS.items()}
    assert [p.kind for p in real.parameters] == ["number"] * len(NUMBERS) + [kind for _, kind, _ in OTHERS.values()]
    assert [p.name for p in real.parameters if p.prior.logarithmic] == ["us_neoclouds", "india", "china_ai_labs"]
    for parameter in real.parameters:
        scipy, prior = distributions[parameter.name], parameter.prior
        inner = slice(1, -1)  # the ends of a prior without end are those one step inwards
        off_steps = prior.probabilities[inner] + 1e-12  # where a level ends, the program takes the next one
        np.testing.assert_allclose(prior.curve[inner], scipy.ppf(off_steps), rtol=1e-6, atol=1e-6, err_msg=parameter.name)
        found = prior.interval.low, prior.interval.median, prior.interval.high
        np.testing.assert_allclose(found, scipy.ppf(np.array([0.05, 0.5, 0.95]) + 1e-12), rtol=1e-6, err_msg=parameter.name)
        low, high = scipy.support()
        ends = (prior.curve[1] if np.isinf(low) or (prior.logarithmic and low <= 0) else low, prior.curve[-2] if np.isinf(high) else high)
        np.testing.assert_allclose(prior.range, ends, rtol=1e-9, err_msg=parameter.name)


@needs_program
def test_the_probability_below_a_value_is_that_of_scipy(real):
    for name, (_, scipy) in NUMBERS.items():
        parameter = real.parameter(name)
        if not parameter.levels:
            values = np.linspace(*parameter.prior.range, 30)[1:-1]
            np.testing.assert_allclose(parameter.prior_below(values), scipy.cdf(values), atol=0.005, err_msg=name)  # a step of the curve
    assert real.parameter("investigators").prior_below(np.array([99.5, 100.5, 101.5, 103.5])) == pytest.approx([0, 0.25, 0.5, 1], abs=0.0051)  # a step of the curve
    assert real.parameter("choice").categories == ("logit", "threshold") and real.parameter("china_largest_platform").levels == (2, 0.5, 1)


def check_weighted(found, values, weight):
    """A quantile at which the weights reach its share to the last digits may be either of two neighbours."""
    either = [synthetic.weighted(values, weight, slack) for slack in (-1e-12, 1e-12)]
    for value, low, high in zip((found.low, found.median, found.high), *either):
        assert value in (low, high) or np.isnan([value, low, high]).all()


@needs_program
def test_weighted_statistics_are_those_of_numpy(real):
    for generation in real.generations:
        weight = generation.weight
        assert generation.effective == pytest.approx(1 / np.sum(weight**2))
        for found, values in zip(generation.value_intervals, generation.values.T):
            check_weighted(found, values, weight)
        for found, values in zip(generation.simulated_intervals, generation.simulated.T):
            check_weighted(found, values, weight)
        for found, values, quantity in zip(generation.predicted_intervals, generation.simulated.T, real.quantities):
            expected = synthetic.predicted(values, weight, quantity.sd / quantity.observed)
            np.testing.assert_allclose([found.low, found.median, found.high], expected, rtol=1e-9)
        np.testing.assert_allclose(generation.correlation, synthetic.correlation(generation.unit, weight), atol=1e-9)
    for parameter in real.parameters:
        shares = real.level_shares(parameter)
        values = real.posterior.values[:, real.parameters.index(parameter)]
        np.testing.assert_allclose(shares, [real.posterior.weight[values == level].sum() for level in parameter.levels])


def test_a_file_of_an_older_version_is_refused_with_the_way_out(path):
    with h5py.File(path, "a") as file:
        del file["parameters/prior_curve"]
    assert "has no statistics: a file of an older version; run `entrepot calibrate` again" in refused(path)


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
    assert "damaged or truncated" in refused(path)


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


@pytest.mark.parametrize("name", ["parameters", "levels", "quantities", "generations", "calibration_file", "scenario"])
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
    assert "damaged or truncated" in refused(path)


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
    assert "damaged or truncated" in refused(path)


@pytest.mark.parametrize(("name", "value", "told"), [
    ("generations/001/weight", 0.7, "weights of generations/001 do not sum to 1"),
    ("generations/000/weight", NAN, "weights of generations/000 do not sum to 1"),
    ("generations/001/value", np.inf, "a value of generations/001 is not finite"),
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
    assert "a value of risk in generations/001 is not one of its categories" in refused(path)


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
    shown = [title.rpartition("\n")[0].replace("\n", " ") for title in titles if title]
    assert shown == [parameter_name(name) for name in frame["Parameter"]]
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
    assert drawing.notes == ["sales: 4 of 4 particles have no value and are left out."]
    assert "(forecast): not published" in drawing.alt and drawing.table.frame["Observed relative to posterior"].tolist() == ["within", "not published"]


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
    assert "has no figure leakage; expected one of posterior, targets" in capsys.readouterr().err
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
    assert capsys.readouterr().err == f"entrepot: error: {path}: is the result of a calibration, not of a run\n"


def test_a_posterior_of_few_particles_is_grey_and_said_not_to_be_a_result(calibration, many):
    drawing = CALIBRATION_FIGURES["posterior"](calibration, WIDE)
    colours = {line.get_color() for axes in drawing.figure.axes for line in axes.lines if line.get_marker() == "o"}
    assert style.GREY in colours and style.BLUE not in colours
    assert "so not a result" in drawing.caption and "effective particles; at least 30 are needed" in too_few(calibration)
    assert too_few(many) == ""
