"""`entrepot analyse --table`: indices of other models' runs, against values that are known."""

import json

import numpy as np
import pytest

import program
from program import entrepot, needs_program

pytestmark = needs_program

PI = np.pi


# ---- models whose indices are known ----------------------------------------------------------------------------------


def ishigami(u):
    x = PI * (2 * u - 1)
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


ISHIGAMI_FIRST = [0.3139, 0.4424, 0.0]
ISHIGAMI_TOTAL = [0.5576, 0.4424, 0.2437]
G_COEFFICIENTS = np.array([0, 1, 4.5, 9, 99, 99, 99, 99])


def sobol_g(u):
    return np.prod((abs(4 * u - 2) + G_COEFFICIENTS) / (1 + G_COEFFICIENTS), axis=1)


def known_g():
    own = 1 / (3 * (1 + G_COEFFICIENTS) ** 2)
    variance = np.prod(1 + own) - 1
    return own / variance, own * np.prod(1 + own) / (1 + own) / variance


BOREHOLE_LOW = np.array([0.05, 100, 63070, 990, 63.1, 700, 1120, 9855])
BOREHOLE_HIGH = np.array([0.15, 50000, 115600, 1110, 116, 820, 1680, 12045])
#: All inputs uniform. From two million pseudo-random blocks by other code; rounding is the last digit.
BOREHOLE_FIRST = [0.829, 0, 0, 0.041, 0, 0.041, 0.039, 0.009]
BOREHOLE_TOTAL = [0.867, 0, 0, 0.054, 0, 0.054, 0.052, 0.013]
#: With the distributions of Harper and Gupta (1983) for the radii, as the OpenTURNS benchmark gives them (sparse
#: polynomial chaos, two digits).
HARPER_FIRST = [0.66, 0, 0, 0.09, 0, 0.09, 0.09, 0.02]
HARPER_TOTAL = [0.69, 0, 0, 0.11, 0, 0.11, 0.10, 0.02]


def borehole(x):
    rw, r, tu, hu, tl, hl, length, kw = x.T
    logarithm = np.log(r / rw)
    return 2 * PI * tu * (hu - hl) / (logarithm * (1 + 2 * length * tu / (logarithm * rw**2 * kw) + tu / tl))


def morris_1991(u):
    """Morris's function of 20 inputs; the coefficients that he draws are standard normal."""
    draws = np.random.default_rng(1991)
    x = u.copy()
    w = 2 * (x - 0.5)
    for i in (2, 4, 6):
        w[:, i] = 2 * (1.1 * x[:, i] / (x[:, i] + 0.1) - 0.5)
    first = np.concatenate([np.full(10, 20.0), draws.normal(size=10)])
    second = draws.normal(size=(20, 20))
    second[:6, :6] = -15
    y = w @ first
    for i in range(20):
        for j in range(i + 1, 20):
            y += second[i, j] * w[:, i] * w[:, j]
    for i in range(5):
        for j in range(i + 1, 5):
            for k in range(j + 1, 5):
                y += -10 * w[:, i] * w[:, j] * w[:, k]
    return y + 5 * w[:, 0] * w[:, 1] * w[:, 2] * w[:, 3]


# ---- designs -----------------------------------------------------------------------------------------------------------


def saltelli(blocks, dimensions, order="salib", second=False, seed=1):
    """Rows in the unit cube from a scrambled Sobol' sequence, in the order of SALib, of entrepot, or stacked as in R."""
    from scipy.stats import qmc

    base = qmc.Sobol(2 * dimensions, scramble=True, seed=seed).random(blocks)
    a, b = base[:, :dimensions], base[:, dimensions:]
    mixed = [np.where(np.arange(dimensions) == i, b, a) for i in range(dimensions)]
    if second:
        mixed += [np.where(np.arange(dimensions) == i, a, b) for i in range(dimensions)]
    matrices = [a, *mixed, b] if order == "salib" else [a, b, *mixed]
    if order == "stacked":
        return np.vstack(matrices)
    return np.stack(matrices, axis=1).reshape(-1, dimensions)


def trajectories(count, dimensions, levels=4, seed=1):
    """Morris's design as SALib draws it: steps of levels / (2 (levels - 1)) on a grid from 0 to 1."""
    random = np.random.default_rng(seed)
    step = levels / (2 * (levels - 1))
    rows = []
    for _ in range(count):
        base = random.integers(levels // 2, size=dimensions) / (levels - 1)
        up = random.random(dimensions) < 0.5
        at = np.where(up, base, base + step)
        rows.append(at.copy())
        for i in random.permutation(dimensions):
            at[i] += step if up[i] else -step
            rows.append(at.copy())
    return np.array(rows)


def write(path, columns):
    """A CSV file of columns by name."""
    names, values = list(columns), list(columns.values())
    lines = [",".join(names)] + [",".join(str(cell) for cell in row) for row in zip(*values)]
    path.write_text("\n".join(lines) + "\n")
    return path


def tables(folder, points, **outputs):
    design = write(folder / "design.csv", {f"x{i + 1}": points[:, i].tolist() for i in range(points.shape[1])})
    return design, write(folder / "results.csv", {name: list(values) for name, values in outputs.items()})


def ask(design, results, *options):
    return json.loads(entrepot("analyse", "--table", design, results, *options, "--json")[0])


def told(design, results, *options):
    return program.told("analyse", "--table", design, results, *options, code=2)


def shares(found, index):
    return [group[index]["value"] for group in found["outputs"][0]["sobol"]["groups"]]


# ---- known answers -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", ["salib", "entrepot", "stacked"])
@pytest.mark.parametrize("second", [False, True])
def test_ishigami(tmp_path, order, second):
    u = saltelli(1024, 3, order, second)
    found = ask(*tables(tmp_path, PI * (2 * u - 1), y=ishigami(u)))
    assert found["design"] == "sobol"
    assert shares(found, "first") == pytest.approx(ISHIGAMI_FIRST, abs=0.03)
    assert shares(found, "total") == pytest.approx(ISHIGAMI_TOTAL, abs=0.03)
    if second:
        pairs = {tuple(pair["groups"]): pair["second"]["value"] for pair in found["outputs"][0]["sobol"]["pairs"]}
        assert pairs[("x1", "x3")] == pytest.approx(0.2437, abs=0.05) and pairs[("x1", "x2")] == pytest.approx(0, abs=0.05)


def test_sobol_g(tmp_path):
    u = saltelli(1024, 8)
    found = ask(*tables(tmp_path, u, y=sobol_g(u)))
    first, total = known_g()
    assert shares(found, "first") == pytest.approx(first, abs=0.02)
    assert shares(found, "total") == pytest.approx(total, abs=0.03)


def test_borehole(tmp_path):
    u = saltelli(1024, 8)
    x = BOREHOLE_LOW + (BOREHOLE_HIGH - BOREHOLE_LOW) * u
    found = ask(*tables(tmp_path, x, flow=borehole(x)))
    assert shares(found, "first") == pytest.approx(BOREHOLE_FIRST, abs=0.02)
    assert shares(found, "total") == pytest.approx(BOREHOLE_TOTAL, abs=0.02)


def test_borehole_with_the_distributions_of_its_authors(tmp_path):
    from scipy import stats

    u = saltelli(2048, 8)
    x = BOREHOLE_LOW + (BOREHOLE_HIGH - BOREHOLE_LOW) * u
    x[:, 0] = stats.norm(0.1, 0.0161812).ppf(u[:, 0])
    x[:, 1] = np.exp(stats.norm(7.71, 1.0056).ppf(u[:, 1]))
    found = ask(*tables(tmp_path, x, flow=borehole(x)))
    assert shares(found, "first") == pytest.approx(HARPER_FIRST, abs=0.02)
    assert shares(found, "total") == pytest.approx(HARPER_TOTAL, abs=0.02)


def test_morris_function(tmp_path):
    u = trajectories(40, 20)
    found = ask(*tables(tmp_path, u, y=morris_1991(u)))
    assert found["design"] == "morris"
    effects = found["outputs"][0]["morris"]
    sizes = np.array([effect["mu_star"]["value"] for effect in effects])
    # Morris (1991): inputs 1 to 10 matter; 8 to 10 almost linearly, with an effect of 2 x 20; 11 to 20 do not.
    assert sizes[:10].min() > 2 * sizes[10:].max()
    assert sizes[7:10] == pytest.approx(40, abs=4)
    spreads = np.array([effect["sigma"]["value"] for effect in effects])
    assert spreads[:7].min() > 2 * spreads[7:10].max()


def test_any_design_has_indices_from_distributions(tmp_path):
    u = np.random.default_rng(1).random((1000, 3))
    found = ask(*tables(tmp_path, u, y=ishigami(u)))
    output = found["outputs"][0]
    assert found["design"] == "any" and "sobol" not in output and "morris" not in output
    # As docs/explanation/sensitivity.md has them for 1,024 rows of a sweep: 0.26, 0.39 and 0.09.
    assert [index["median"]["value"] for index in output["pawn"]] == pytest.approx([0.26, 0.39, 0.09], abs=0.06)
    assert "neither Saltelli's nor Morris's" in found["table"]["structure"]


# ---- which design ------------------------------------------------------------------------------------------------------


def test_a_design_that_misses_a_periodic_input_says_so(tmp_path):
    u = trajectories(30, 3, levels=2)  # steps of the whole range, at which sin^2 repeats
    output = ask(*tables(tmp_path, u, y=ishigami(u)))["outputs"][0]
    assert output["morris"][1]["mu_star"]["value"] == pytest.approx(0, abs=1e-9)
    assert any("same length" in warning and "repeats at that length" in warning for warning in output["warnings"])


def test_text_says_which_design_was_recognised_and_why_not_another(tmp_path):
    u = saltelli(64, 3)
    text = " ".join(entrepot("analyse", "--table", *tables(tmp_path, u, y=ishigami(u)))[0].split())
    assert "Saltelli's, recognised from the values: 64 blocks, blocks of rows A, AB_1 .. AB_3, B" in text
    u = trajectories(12, 3)
    text = " ".join(entrepot("analyse", "--table", *tables(tmp_path, u, y=ishigami(u)))[0].split())
    assert "Morris's, recognised from the values: 12 trajectories of 4 rows (not Saltelli's:" in text


def test_one_changed_value_is_no_saltelli_design(tmp_path):
    u = saltelli(64, 3)
    u[7, 1] += 0.001
    found = ask(*tables(tmp_path, u, y=ishigami(u)))
    assert found["design"] == "any" and "row 8 does not match" in found["table"]["structure"]
    assert "row 8 does not match" in told(*tables(tmp_path, u, y=ishigami(u)), "--design", "sobol")
    assert "not Morris's trajectories" in told(*tables(tmp_path, u, y=ishigami(u)), "--design", "morris")


def test_any_can_be_asked_for(tmp_path):
    u = saltelli(64, 3)
    found = ask(*tables(tmp_path, u, y=ishigami(u)), "--design", "any")
    assert found["design"] == "any" and "sobol" not in found["outputs"][0]


def test_parameters_that_move_together_are_a_group(tmp_path):
    two = saltelli(256, 2)
    points = np.column_stack([two[:, 0], 3 * two[:, 0] + 1, two[:, 1]])
    found = ask(*tables(tmp_path, points, y=two[:, 0] + 2 * two[:, 1]))
    assert [group["group"] for group in found["outputs"][0]["sobol"]["groups"]] == ["x1+x2", "x3"]
    assert shares(found, "first") == pytest.approx([0.2, 0.8], abs=0.03)


def test_a_constant_parameter_is_named_and_has_no_influence(tmp_path):
    u = saltelli(256, 3)
    u[:, 1] = 0.5
    found = ask(*tables(tmp_path, u, y=u[:, 0] + u[:, 2]))
    assert found["design"] == "sobol" and found["table"]["constant"] == ["x2"]
    assert shares(found, "total") == pytest.approx([0.5, 0, 0.5], abs=0.03)


def test_a_range_scales_the_steps_of_morris(tmp_path):
    u = trajectories(20, 2)
    files = tables(tmp_path, u, y=3 * u[:, 0] + u[:, 1])
    of_data = [effect["mu"]["value"] for effect in ask(*files)["outputs"][0]["morris"]]
    given = [effect["mu"]["value"] for effect in ask(*files, "--range", "x1=-1:1")["outputs"][0]["morris"]]
    assert of_data == pytest.approx([3, 1]) and given == pytest.approx([6, 1])
    assert "outside 0.5 to 1" in told(*files, "--range", "x1=0.5:1")
    assert "no parameter 'x9'" in told(*files, "--range", "x9=0:1")
    assert "expected NAME=LOW:HIGH" in told(*files, "--range", "x1")
    assert "the lower end first" in told(*files, "--range", "x1=1:0")


# ---- rows --------------------------------------------------------------------------------------------------------------


def test_rows_are_joined_by_a_key_if_both_have_it(tmp_path):
    u = saltelli(64, 3)
    y = ishigami(u)  # once: numpy rounds by the alignment of its arrays
    design, results = tables(tmp_path, u, y=y)
    plain = ask(design, results)
    order = np.random.default_rng(1).permutation(len(u))
    columns = {f"x{i + 1}": u[:, i].tolist() for i in range(3)}
    write(design, {"run": list(range(len(u))), **columns})
    write(results, {"y": y[order].tolist(), "run": order.tolist()})
    keyed = ask(design, results)
    assert keyed["outputs"] == plain["outputs"] and keyed["table"]["joined_by"] == "run"


def test_replicates_are_told_apart_by_their_column(tmp_path):
    u = saltelli(256, 2)
    noise = np.random.default_rng(2).normal(size=(len(u), 4))
    y = (u[:, 0] + 2 * u[:, 1])[:, None] + 0.3 * noise
    point = np.repeat(np.arange(len(u)), 4)
    design = write(tmp_path / "design.csv", {"point": list(range(len(u))), "x1": u[:, 0].tolist(), "x2": u[:, 1].tolist()})
    results = write(tmp_path / "results.csv", {"point": point.tolist(), "replicate": list(range(4)) * len(u), "y": y.ravel().tolist()})
    found = ask(design, results)
    assert found["replicates"] == 4
    assert shares(found, "first") == pytest.approx([0.2, 0.8], abs=0.06)
    noise_share = found["outputs"][0]["noise_share"]
    assert noise_share == pytest.approx(0.09 / (0.09 + 5 / 12), abs=0.05)


def test_a_design_may_have_a_row_for_each_replicate(tmp_path):
    u = np.random.default_rng(3).random((100, 2))
    rows = np.repeat(u, 2, axis=0)
    design = write(tmp_path / "design.csv", {"x1": rows[:, 0].tolist(), "x2": rows[:, 1].tolist(), "replicate": [0, 1] * 100})
    results = write(tmp_path / "results.csv", {"y": (rows[:, 0]).tolist()})
    found = ask(design, results)
    assert (found["rows"], found["replicates"]) == (100, 2)


def test_repeated_points_are_said(tmp_path):
    u = np.repeat(np.random.default_rng(6).random((50, 2)), 2, axis=0)
    text = " ".join(entrepot("analyse", "--table", *tables(tmp_path, u, y=u[:, 0]))[0].split())
    assert "50 points repeat the values of another; add a column 'replicate' to make them replicates" in text


def test_runs_without_a_value_are_counted(tmp_path):
    u = saltelli(64, 3)
    y = [str(value) for value in ishigami(u)]
    y[0], y[1], y[12] = "null", "NA", "nan"
    output = ask(*tables(tmp_path, u, y=y))["outputs"][0]
    assert (output["runs"], output["values"], output["without_value"]) == (320, 317, 3)
    assert (output["sobol"]["blocks_used"], output["sobol"]["blocks"]) == (62, 64)


def test_categories_are_values_and_not_numbers(tmp_path):
    u = np.random.default_rng(4).random((300, 2))
    kinds = np.array(["low", "high", "middle"])[(3 * u[:, 0]).astype(int)]
    design = write(tmp_path / "design.csv", {"kind": kinds.tolist(), "x": u[:, 1].tolist()})
    results = write(tmp_path / "results.csv", {"y": (kinds == "high").astype(float).tolist()})
    found = ask(design, results)
    assert found["parameters"][0]["kind"] == "category"
    assert sorted(found["parameters"][0]["categories"]) == ["high", "low", "middle"]
    assert found["outputs"][0]["pawn"][0]["slices"] == 3
    assert found["outputs"][0]["ends"][0]["high_at"] == "high"


def test_files_as_spreadsheets_write_them(tmp_path):
    u = saltelli(64, 2)
    lines = ["x1;x2"] + [f"{a:.6f};{b:.6f}".replace(".", ",") for a, b in u]
    (tmp_path / "design.csv").write_bytes("\ufeff".encode() + "\r\n".join(lines).encode())
    results = write(tmp_path / "results.csv", {"y": (u[:, 0] + u[:, 1]).tolist()})
    found = ask(tmp_path / "design.csv", results)
    assert found["design"] == "sobol" and shares(found, "first") == pytest.approx([0.5, 0.5], abs=0.05)


def test_large_offsets_cost_no_digits(tmp_path):
    u = saltelli(256, 3)
    plain, large = ask(*tables(tmp_path, u, y=ishigami(u))), ask(*tables(tmp_path, u, y=1e9 + ishigami(u)))
    assert shares(large, "first") == pytest.approx(shares(plain, "first"), abs=1e-5)
    still = ask(*tables(tmp_path, u, y=np.full(len(u), 3.7)))["outputs"][0]
    assert still["varies"] is False


# ---- what is refused -----------------------------------------------------------------------------------------------------


def test_row_counts_that_differ_are_an_error_with_numbers(tmp_path):
    u = saltelli(8, 2)
    err = told(*tables(tmp_path, u, y=u[1:, 0]))
    assert "design.csv has 32 rows" in err and "results.csv has 31" in err and "column 'run' or 'point'" in err


@pytest.mark.parametrize(
    "design, results, problem",
    [
        ("x1,x2\n1,2\n3,\n", "y\n1\n2\n", "design.csv:3:3: x2: the cell is empty"),
        ("x1,x2\n1,2\n3,a\n", "y\n1\n2\n", "design.csv:3:3: x2"),
        ("x1,x2\na,2\n3,4\n", "y\n1\n2\n", "design.csv:3:1: x1: number '3' in a column of categories"),
        ("x1,x2\n1,2\n3,4\n", "y,z\n1,2\n,3\n", "results.csv:3:1: y"),
        ("x1,x2\n1,2\n3,4\n", "y\n1\ntwo\n", "results.csv:3:1: y"),
        ("x1,x2\n1,2\n3,4\n", "y\n1\ninf\n", "results.csv:3:1: y"),
        ("x1,x2\n", "y\n", "no rows"),
        ("x1,x2\n1,2\n", "y\n1\n", "only one point; expected at least two"),
        ("x1,x2\n1,2\n1,2\n", "y\n1\n2\n", "no parameter varies"),
        ("run,x1\n1,2\n1,3\n", "run,y\n1,1\n2,2\n", "design.csv:3:1: run: '1' is in two rows"),
        ("run,x1\n1,2\n2,3\n", "run,y\n1,1\n3,2\n", "results.csv:3:1: run: '3' is not in"),
        ("run,x1\n1,2\n2,3\n", "run,y\n1,1\n1,2\n", "a second result of the same run"),
        ("run,x1\n1,2\n2,3\n3,4\n", "run,y\n1,1\n2,2\n", "results of 2 of 3 runs"),
        ("run\n1\n2\n", "run,y\n1,1\n2,2\n", "no column is a parameter"),
        ("run,x1\n1,2\n2,3\n", "run\n1\n2\n", "no column is an output"),
        ("x1,x1\n1,2\n2,3\n", "y\n1\n2\n", "x1"),
    ],
)
def test_tables_that_do_not_fit_are_refused(tmp_path, design, results, problem):
    (tmp_path / "design.csv").write_text(design)
    (tmp_path / "results.csv").write_text(results)
    assert problem in told(tmp_path / "design.csv", tmp_path / "results.csv")


def test_outputs_and_parameters_can_be_chosen(tmp_path):
    u = np.random.default_rng(5).random((100, 2))
    design, results = tables(tmp_path, u, y=u[:, 0], note=["text"] * 100)
    err = told(design, results)
    assert "note: expected a number, or NA" in err and len(err.splitlines()) == 1
    found = ask(design, results, "--outputs", "y", "--parameters", "x2")
    assert [o["output"] for o in found["outputs"]] == ["y"] and [p["name"] for p in found["parameters"]] == ["x2"]
    assert "did you mean" in told(design, results, "--outputs", "yy")
    assert "no column 'x3'" in told(design, results, "--outputs", "y", "--parameters", "x3")


def test_options_of_sweeps_and_of_tables_are_told_apart(tmp_path):
    u = saltelli(8, 2)
    design, results = tables(tmp_path, u, y=u[:, 0])
    assert "--at and --baseline need the result file of a sweep" in told(design, results, "--at", "policy=x")
    assert "--table takes two files" in program.told("analyse", "sweep.h5", "--table", design, results, code=2)
    assert "expected the result file of a sweep, or --table" in program.told("analyse", code=2)
    assert "need --table" in program.told("analyse", "sweep.h5", "--design", "sobol", code=2)
    assert program.told("analyse", "--table", design, tmp_path / "none.csv", code=2)
