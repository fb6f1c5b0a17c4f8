"""Figures of sweeps, of what the program says of them: nothing in them may cover anything else."""

import pytest
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from entrepot.figures.style import NARROW, WIDE
from entrepot.figures.sweeps import tornado, trade_offs

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
    assert {text.get_text() for text in axes.texts} == {"option called 0", "option called 1", "option called 2", "far"}
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
    assert _warnings(outputs) == [few, "24 of 48 runs have no value of leakage_rate and are left out."]
