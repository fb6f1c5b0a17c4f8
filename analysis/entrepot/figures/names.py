"""Names beside points, placed so that none lies over another."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from matplotlib.axes import Axes
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox

from entrepot.figures import style

CLEAR = 3  #: half of what a line takes, in pixels
MARK = 5  #: half of what a point takes, in pixels
#: From the point, in points: beside it, and then further up or down, each to the right or to the left.
PLACES = [(side * 7, up) for up in (4, -4, 16, -16, 28, -28, 40, -40) for side in (1, -1)]
NEAR = 4  #: further up or down than this, a line leads from the name to its point


def name_points(
    axes: Axes, points: list[tuple[str, tuple[float, float]]], most: int, lines: Callable[[], Iterable[tuple[float, float]]] = lambda: []
) -> None:
    """Write a name, shortened to a number of columns, beside each point; the limits of the axes must be what they will be.

    `lines` gives points of the drawing's lines, in pixels, that no name may cover.
    """
    axes.figure.draw_without_rendering()  # places are known after it
    taken = [Bbox.from_extents(x - CLEAR, y - CLEAR, x + CLEAR, y + CLEAR) for x, y in lines()]
    taken += [Bbox.from_extents(x - MARK, y - MARK, x + MARK, y + MARK) for x, y in axes.transData.transform([at for _, at in points])]
    for name, at in sorted(((style.shortened(n, most), p) for n, p in points), key=lambda item: -item[1][1]):
        place = next((place for place in PLACES if _is_free(axes, _extent(axes, name, at, place), taken)), PLACES[0])
        taken.append(_extent(axes, name, at, place))
        leader = {"arrowstyle": "-", "color": style.MUTED, "linewidth": 0.6} if abs(place[1]) > NEAR else None
        _write(axes, name, at, place, arrowprops=leader)


def _is_free(axes: Axes, extent: Bbox, taken: list[Bbox]) -> bool:
    inside = axes.bbox.x0 <= extent.x0 and extent.x1 <= axes.bbox.x1 and axes.bbox.y0 <= extent.y0 and extent.y1 <= axes.bbox.y1
    return inside and not any(extent.overlaps(other) for other in taken)


def _extent(axes: Axes, name: str, at: tuple[float, float], place: tuple[int, int]) -> Bbox:
    """What a name would take there, in pixels."""
    text = _write(axes, name, at, place)
    extent = text.get_window_extent()
    text.remove()
    return extent


def _write(axes: Axes, name: str, at: tuple[float, float], place: tuple[int, int], **more: object) -> Annotation:
    align = "left" if place[0] > 0 else "right"
    return axes.annotate(name, at, place, textcoords="offset points", fontsize=8, ha=align, va="center", **more)


__all__ = ["name_points"]
