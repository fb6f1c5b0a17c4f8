"""Figures of sweeps, of what the program says of them: nothing in them may cover anything else."""

import pytest
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from entrepot.errors import MissingData
from entrepot.figures.style import NARROW, WIDE
from entrepot.figures.sweeps import beaten_by, tornado, trade_offs

OBJECTIVES = [{"output": "leakage_rate", "unit": "1", "better": "less"}, {"output": "revenue", "unit": "USD", "better": "more"}]


def decision(points: dict[str, tuple[float, float]]) -> dict:
    options = [{"option": name, "means": means, "not_beaten": True, "in_resamples": 1.0} for name, means in points.items()]
    return {"objectives": OBJECTIVES, "trade_offs": options}


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize("distance", [1e-4, 1e-3, 1e-2])
def test_names_of_near_options_do_not_lie_over_each_other(size, distance):
    near = {f"option_called_{k}": (0.024 + k * distance, 3.67e11) for k in range(3)}
    axes = trade_offs(decision({**near, "far": (0.015, 3.63e11)}), size).figure.axes[0]
    axes.figure.draw_without_rendering()
    assert {text.get_text() for text in axes.texts} == {"Option called 0", "Option called 1", "Option called 2", "Far"}
    boxes = [Text.get_window_extent(text) for text in axes.texts]  # without the line that leads to the point
    assert not any(one.overlaps(other) for k, one in enumerate(boxes) for other in boxes[:k])
    assert all(axes.bbox.x0 <= box.x0 and box.x1 <= axes.bbox.x1 for box in boxes)


def bars(low: float, high: float) -> list[Rectangle]:
    ends = [{"parameter": "checks", "low_at": 1.0, "low": low, "high_at": 2.0, "high": high}]
    return list(tornado({"output": "leakage_rate", "unit": "1", "mean": 0.02, "ends": ends}, WIDE).figure.axes[0].patches)


@pytest.mark.parametrize(("low", "high"), [(0.021, 0.025), (0.025, 0.021), (0.018, 0.015), (0.015, 0.018), (0.01, 0.025)])
def test_of_two_ends_on_one_side_the_nearer_is_drawn_over_the_further(low, high):
    first, second = (abs(bar.get_width()) for bar in bars(low, high))
    assert first > second


def test_the_page_repeats_what_the_program_warns_of():
    from entrepot.page.sweep_section import _warnings

    few = "Too few blocks (8; 512 or more are needed): intervals are too narrow."
    outputs = [
        {"output": "leaked_units", "runs": 48, "without_value": 0, "warnings": [few]},
        {"output": "leakage_rate", "runs": 48, "without_value": 24, "warnings": [few]},
    ]
    assert _warnings(outputs) == [few, "24 of 48 runs have no value of leakage rate and are left out."]


def test_parameters_that_sampling_noise_explains_are_named_and_not_drawn():
    ends = [{"parameter": f"enforcement.{k}", "low_at": 1.0, "low": 0.01, "high_at": 2.0, "high": high} for k, high in (("real", 0.03), ("chance", 0.02))]
    index = {"median": {"value": 0.4}, "max": {"value": 0.6}, "null_median": 0.2, "null_max": 0.3}
    pawn = [{"parameter": "enforcement.real", **index}, {"parameter": "enforcement.chance", **index, "null_max": 0.7}]
    output = {"output": "leakage_rate", "unit": "1", "mean": 0.02, "ends": ends, "pawn": pawn}
    drawing = tornado(output, WIDE)
    assert [label.get_text() for label in drawing.figure.axes[0].get_yticklabels()] == ["real (enforcement)"]
    assert "sampling noise explains their effect: chance (enforcement)." in drawing.caption
    output["pawn"][0]["null_median"] = 0.5
    with pytest.raises(MissingData, match="sampling noise explains the effect of every parameter on leakage rate"):
        tornado(output, WIDE)


def with_regrets(rows: dict[str, tuple[list, list]]) -> dict:
    """A decision on two objectives from the regrets of each option by world."""
    made = decision({name: (0.02, 3e11) for name in rows})
    made["objectives"] = [
        {**objective, "options": [{"option": name, "regret_by_row": regrets[at]} for name, regrets in rows.items()]}
        for at, objective in enumerate(OBJECTIVES)
    ]
    return made


def test_a_difference_within_its_interval_is_a_tie():
    noise = [0.1, -0.1, 0.2, -0.2, 0.1]
    found = with_regrets({"now": ([5, 5, 6, 5, 6], [0] * 5), "better": ([1, 1, 1, 1, 2], noise), "dear": ([0, 0, 0, 0, 0], [9, 9, 8, 9, 9])})
    assert beaten_by(found, 0) == [1]  # worse in leakage, and a tie in revenue
    assert beaten_by(found, 1) == [] and beaten_by(found, 2) == []
    drawing = trade_offs(found, WIDE)
    assert "Beaten: Now (by Better)" in drawing.caption
    bars = [line for line in drawing.figure.axes[0].collections]
    assert len(bars) >= 4  # the intervals of both changes


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_labels_of_the_value_axis_do_not_collide(size):
    ends = [{"parameter": "x", "low_at": 1.0, "low": 9.0021e11, "high_at": 2.0, "high": 1.00347e12}]
    axes = tornado({"output": "revenue[nvidia/bill_to]", "unit": "USD", "mean": 9.5e11, "ends": ends}, size).figure.axes[0]
    axes.figure.draw_without_rendering()
    boxes = [label.get_window_extent() for label in axes.get_xticklabels() if label.get_text()]
    assert not any(one.x1 + 4 > other.x0 for one, other in zip(boxes, boxes[1:]))
    label = axes.xaxis.label.get_window_extent()
    assert 0 <= label.x0 and label.x1 <= axes.figure.bbox.x1
