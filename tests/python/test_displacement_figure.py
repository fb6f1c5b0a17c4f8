"""The matrix of displacement: names, order, and numbers that fit their cells."""

import pytest

from entrepot.figures import NARROW, WIDE
from entrepot.figures.displacement import displacement_matrix

ROWS, COLUMNS = ["SG", "PH", "new_demand"], ["AE", "MY", "rented_abroad", "stopped"]
CELLS = [[10, 200, 30, 150], [4_021, 9_913, 2_181, 8_644], [0, 300, 1_378, 0]]
FOUND = {"matrix": {"rows": ROWS, "columns": COLUMNS, "cells": [[{"value": v} for v in row] for row in CELLS]}, "replicates": 8}


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=lambda size: size.name)
def test_names_stand_for_codes_and_the_largest_comes_first(size):
    drawing = displacement_matrix(FOUND, "A policy", size)
    axes = drawing.figure.axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["Philippines", "Singapore", "New demand"]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["Malaysia", "UAE", "Rented abroad", "Not replaced"]
    assert list(drawing.table.frame.iloc[0])[1:] == [9_913, 4_021, 2_181, 8_644]
    assert "8 pairs of replicates" in drawing.caption


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=lambda size: size.name)
def test_numbers_of_neighbouring_cells_do_not_touch(size):
    columns = ["AE", "MY", "JP", "TW", "SG", "KR", "rented_abroad", "lawful_purchase", "stopped", "domestic_substitute"]
    found = {"matrix": {"rows": ["PH"], "columns": columns, "cells": [[{"value": 9_913.0}] * len(columns)]}, "replicates": 8}
    axes = displacement_matrix(found, "A policy", size).figure.axes[0]
    axes.figure.draw_without_rendering()
    boxes = sorted((text.get_window_extent() for text in axes.texts), key=lambda box: box.x0)
    assert len(boxes) == len(columns)
    assert not any(one.x1 > other.x0 for one, other in zip(boxes, boxes[1:]))
