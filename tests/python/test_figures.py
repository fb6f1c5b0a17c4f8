"""Figures: each is drawn at both widths, with the numbers of the file in its table."""

import re
import xml.etree.ElementTree as ElementTree

import numpy as np
import pandas as pd
import pytest
from conftest import Run, plain_run, write_result
from matplotlib.text import Text

import entrepot
from entrepot import aggregate
from entrepot.compare.costs import FATES, Line, Sheet
from entrepot.compare.effects import Effect
from entrepot.figures import FIGURES, NARROW, WIDE, inline_svg, routes, save
from entrepot.figures.drawing import CSS_VARIABLES
from entrepot.figures.leakage import leakage_of_policies
from entrepot.figures.waterfall import revenue_waterfall
from entrepot.scenario import PLACE_NAMES
from entrepot.statistics import over_replicates


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=lambda size: size.name)
@pytest.mark.parametrize("key", FIGURES)
def test_figures_are_drawn(lifelike, key, size, tmp_path):
    drawing = FIGURES[key](lifelike, size)
    assert drawing.key == key
    assert drawing.title and drawing.caption and drawing.alt
    assert len(drawing.table.frame) > 0
    assert set(drawing.table.kinds) == set(drawing.table.frame.select_dtypes("number").columns)
    assert drawing.figure.get_figwidth() == size.width


@pytest.mark.parametrize("suffix", ["svg", "pdf", "png"])
def test_figures_are_saved_the_same_each_time(lifelike, tmp_path, suffix):
    paths = [tmp_path / f"{k}.{suffix}" for k in range(2)]
    for path in paths:
        save(FIGURES["stock"](lifelike, WIDE), path)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert len(paths[0].read_bytes()) > 5000


def test_inline_svg_stands_alone(lifelike):
    svg = inline_svg(FIGURES["hubs"](lifelike, WIDE), "hubs-wide")
    ElementTree.fromstring(svg)
    assert "http" not in svg
    ids = re.findall(r'\bid="([^"]*)"', svg)
    assert len(ids) == len(set(ids)) and all(i.startswith("hubs-wide-") for i in ids)
    for target in re.findall(r'(?:url\(|href=")#([^)"]*)', svg):
        assert target in ids


def test_inline_svg_has_no_colour_that_dark_mode_cannot_change(lifelike):
    for key, figure in FIGURES.items():
        svg = inline_svg(figure(lifelike, WIDE), key)
        for variable, colour in re.findall(r"var\((--\w+), (#\w+)\)", svg):
            assert CSS_VARIABLES[colour] == variable
        bare = set(re.findall(r"#[0-9a-f]{6}\b", re.sub(r"var\([^)]*\)", "", svg)))
        assert bare <= {"#000000"}, f"{key}: {bare}"


def test_leakage_table_has_the_numbers_of_the_file(plain):
    frame = FIGURES["leakage"](plain, WIDE).table.frame
    assert list(frame["Quarter"]) == [f"{y} Q{q}" for y in (2023, 2024) for q in (1, 2, 3, 4)][:-1] + ["2024 Q4 (part)"]
    np.testing.assert_array_equal(frame["Leaked units"], [78, 78, 78, 78, 78, 78, 84, 72])
    expected = over_replicates(aggregate.leakage_rate_by_quarter(plain), 0.95)
    np.testing.assert_allclose(frame["Leakage rate: 95\N{NO-BREAK SPACE}% to"], expected.sel(statistic="high"))


def test_revenue_table_has_all_fiscal_years(plain):
    frame = FIGURES["revenue"](plain, WIDE).table.frame
    assert list(frame["Fiscal year"].unique()) == ["FY2023 (part)", "FY2024", "FY2025 (part)"]
    row = frame[(frame["Fiscal year"] == "FY2024") & (frame["Place"] == "Singapore")].iloc[0]
    assert (row["billed to"], row["shipped to"], row["end user in"]) == (480, 60, 12)


def test_revenue_axes_end_at_the_largest_of_the_years_that_are_shown(tmp_path):
    run = plain_run()
    run.tallies["revenue"][:, -3:] *= 50  # in FY2025, of which the run has a part only
    with entrepot.open_result(write_result(tmp_path / "r.h5", run)) as result:
        drawing = FIGURES["revenue"](result, WIDE)
    whole = drawing.table.frame[drawing.table.frame["Fiscal year"] == "FY2024"].select_dtypes("number")
    panels = [axes for axes in drawing.figure.axes if axes.get_title(loc="left") == "Fiscal year 2024"]
    assert [axes.get_xlim()[1] for axes in panels] == pytest.approx([1.05 * whole.to_numpy().max()])


def test_rented_compute_tells_access_leakage(tmp_path):
    run = plain_run()
    run.tallies["restricted_stock"] = np.full((3, run.weeks), 900.0)
    run.tallies["rented_h100e"] = np.full((3, run.weeks), 100.0)
    with entrepot.open_result(write_result(tmp_path / "r.h5", run)) as result:
        drawing = FIGURES["access"](result, WIDE)
    assert "whole run: 10.0\N{NO-BREAK SPACE}%" in drawing.caption
    assert set(drawing.table.frame["Rented, H100e"]) == {100}


def test_premium_without_any_is_missing_data(tmp_path):
    run = plain_run()
    del run.tallies["grey_premium"]
    with entrepot.open_result(write_result(tmp_path / "r.h5", run)) as result:
        with pytest.raises(entrepot.MissingData, match="no premium"):
            FIGURES["premium"](result, WIDE)


@pytest.mark.parametrize("key", ["leakage", "hubs", "stock", "access"])
def test_run_in_which_nothing_happens(tmp_path, key):
    with entrepot.open_result(write_result(tmp_path / "r.h5", Run(weeks=9))) as result:
        assert FIGURES[key](result, WIDE).alt


@pytest.mark.parametrize("key", ["shares", "revenue"])
def test_run_without_revenue_is_missing_data(tmp_path, key):
    with entrepot.open_result(write_result(tmp_path / "r.h5", Run(weeks=9))) as result:
        with pytest.raises(entrepot.MissingData, match="no fiscal year has any revenue"):
            FIGURES[key](result, WIDE)


# ---- nothing empty, cut or covered ---------------------------------------------------------------------------------


def test_hubs_with_hardly_any_share_have_no_panel_and_are_named(tmp_path):
    run = plain_run()
    run.tallies["revenue"] = run.tallies["revenue"].astype(float)
    hub = run.places.index("MY")
    run.tallies["revenue"][:, :, :, hub, :] = 0
    with entrepot.open_result(write_result(tmp_path / "r.h5", run)) as result:
        drawing = FIGURES["shares"](result, WIDE)
    titles = {axes.get_title(loc="left") for axes in drawing.figure.axes} - {""}
    assert titles == {"Singapore"}
    assert "Malaysia" in " ".join(drawing.notes) and "The table has them." in " ".join(drawing.notes)
    assert set(drawing.table.frame["Hub"]) == {"Singapore", "Malaysia"}


@pytest.mark.parametrize("key", FIGURES)
def test_captions_say_how_many_replicates_and_what_intervals_cover(lifelike, key):
    caption = FIGURES[key](lifelike, WIDE).caption
    assert re.search(r"over \d+ replicates", caption), caption
    assert "sampling noise only" in caption, caption


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=lambda size: size.name)
@pytest.mark.parametrize("key", FIGURES)
def test_texts_of_a_figure_are_within_it_and_do_not_collide(lifelike, key, size):
    figure = FIGURES[key](lifelike, size).figure
    figure.draw_without_rendering()
    for axes in figure.axes:
        for text in (axes.title, axes._left_title, axes.xaxis.label, axes.yaxis.label):
            if text.get_text() and axes.axison:
                box = text.get_window_extent()
                assert box.x0 >= -1 and box.x1 <= figure.bbox.x1 + 1, text.get_text()
        boxes = [label.get_window_extent() for label in axes.get_xticklabels() if label.get_text() and label.get_visible() and axes.axison]
        assert not any(one.x1 > other.x0 for one, other in zip(boxes, boxes[1:])), f"{key}: labels of the x axis collide"


def test_policies_are_drawn_over_time_with_the_paired_changes(plain, tmp_path):
    run = plain_run()
    run.tallies["leaked"] = run.tallies["leaked"] * 2
    with entrepot.open_result(write_result(tmp_path / "twice.h5", run)) as twice:
        drawing = leakage_of_policies([plain, twice], ["As it was", "Twice as much"], NARROW)
    units, change = [axes for axes in drawing.figure.axes if axes.axison]
    assert [len(axes.lines) for axes in (units, change)] == [2, 2]  # the reference and the policy; the change and zero
    np.testing.assert_allclose(change.lines[0].get_ydata(), drawing.table.frame["As it was"])
    legend = next(axes.get_legend() for axes in drawing.figure.axes if axes.get_legend())
    assert [text.get_text() for text in legend.get_texts()] == ["As it was", "Twice as much"]
    assert "Twice as much" in drawing.alt


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=lambda size: size.name)
def test_names_on_the_map_cover_neither_each_other_nor_an_arrow(size):
    pairs = [("MY", "CN"), ("SG", "CN"), ("AE", "CN"), ("JP", "CN"), ("MY", "ID")]
    drawn = pd.DataFrame([{"from": a, "to": b, "source": a, "value": 1.0} for a, b in pairs])
    axes, figure = routes._map(size, drawn)
    for a, b in pairs:
        routes._arrow(axes, a, b, 2)
    routes._label(axes, drawn, {code: place for code, place in PLACE_NAMES.items() if code in {"MY", "SG", "AE", "JP", "ID", "CN"}}, size)
    figure.draw_without_rendering()
    boxes = [Text.get_window_extent(text) for text in axes.texts]
    assert len(boxes) == 6
    assert not any(one.overlaps(other) for k, one in enumerate(boxes) for other in boxes[:k])
    along = routes._along(axes, pairs)
    assert not any(box.contains(x, y) for box in boxes for x, y in along)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=lambda size: size.name)
def test_labels_of_the_revenue_steps_do_not_collide(size):
    values = {fate: Effect(1000.0, 100.0, 50.0, 150.0, 8, 1.0) for fate in ["total", *FATES.values()]}
    sheet = Sheet("A policy", [(Line("Revenue of NVIDIA", name, "USD m", name), effect) for name, effect in values.items()])
    axes = revenue_waterfall(sheet, "Revenue of NVIDIA", "A policy", 0.9, size).figure.axes[0]
    axes.figure.draw_without_rendering()
    boxes = [label.get_window_extent() for label in axes.get_xticklabels()]
    assert not any(one.x1 > other.x0 for one, other in zip(boxes, boxes[1:]))
