"""Write names into a funnel where there is room: clear of points, lines and of each other."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke
from matplotlib.transforms import Bbox

from yotlib.analysis.funnel_limits import limits_of
from yotlib.charts import canvas
from yotlib.charts.colours import GREY, INK

Array = np.ndarray[Any, Any]
HALO = [withStroke(linewidth=2.5, foreground="white")]
NAMED: dict[str, Any] = {"color": GREY, "zorder": 4, "path_effects": HALO}
OWN_NAME = NAMED | {"fontweight": "bold", "color": INK}
LEADER = {"arrowstyle": "-", "lw": 0.7, "color": GREY, "shrinkA": 0, "shrinkB": 3}
FONT, SMALL, SMALL_FROM = 9, 8, 12
# Where names may be written: distances in points, directions round the point; what follows is in pixels.
REACHES = (7, 12, 18, 26, 36, 48, 62, 80)
WAYS = 24
CLEAR = 3.0
CROSSED = 26.0
STEP = 6.0
LEFT_OUT, LED_FROM = 2, 3


def write_names(ax: Axes, named: pd.DataFrame, shown: pd.DataFrame, lines: pd.DataFrame) -> bool:
    """Write the names, the team's own first, then the furthest out; return False if one has no room."""
    figure = ax.get_figure(root=True)
    assert figure is not None, "names are placed on a figure"
    canvas.lay_out(figure)
    order = named.assign(far=named["z"].abs()).sort_values(["is_team", "far"], ascending=False)
    ends = ["target", *limits_of(lines)]
    drawn = np.array([ax.transData.transform(lines[["population", end]].to_numpy(float)) for end in ends])
    marks = [ax.transData.transform(shown[["population", "value"]].to_numpy(float))]
    taken: list[Bbox] = []
    font = FONT if len(order) < SMALL_FROM else SMALL
    return all([_write_name(ax, row, drawn, marks, taken, font) for _, row in order.iterrows()])


def _write_name(ax: Axes, row: pd.Series, drawn: Array, marks: list[Array], taken: list[Bbox], font: int) -> bool:
    """Write one name by its point, clear of names, points and leaders, across as few lines as possible."""
    at, looks = (row["population"], row["value"]), (OWN_NAME if row["is_team"] else NAMED) | {"fontsize": font}
    point, size, pixels = ax.transData.transform(at), _size_of_name(ax, row["name"], looks), ax.figure.dpi / 72
    spots = [spot for reach in REACHES for spot in _spots_around(point, size, reach * pixels)]
    points = np.concatenate(marks)
    free = [spot for spot in spots if _is_free(*spot, ax.bbox, points, taken)]
    if not free:
        return False
    box, leader = min(free, key=lambda spot: _cost_of_spot(spot[0], spot[1], drawn))
    taken.append(box)
    marks.append(leader)
    _annotate(ax, row["name"], at, (box.min - point) / pixels, looks)
    if len(leader) >= LED_FROM:
        _annotate(ax, "", at, (leader[-1] - point) / pixels, {"arrowprops": LEADER})
    return True


def _annotate(ax: Axes, words: str, at: tuple[float, float], away: Array, looks: dict[str, Any]) -> None:
    written = ax.annotate(words, at, tuple(away), textcoords="offset points", va="bottom", **looks)
    written.set_in_layout(False)


def _size_of_name(ax: Axes, name: str, looks: dict[str, Any]) -> Array:
    """Return how wide and how high a name is, in pixels."""
    text = ax.text(0, 0, name, va="bottom", **looks)
    extent = text.get_window_extent()
    text.remove()
    return np.array(extent.size)


def _spots_around(point: Array, size: Array, reach: float) -> Iterator[tuple[Bbox, Array]]:
    """Yield boxes of a name's size at one distance all round its point, each with the pixels of a leader to it."""
    for angle in np.arange(WAYS) * 2 * np.pi / WAYS:
        way = np.array([np.cos(angle), np.sin(angle)])
        corner = point + reach * way - size * (1 - way) / 2
        end = np.clip(point, corner, corner + size)
        along = np.linspace(point, end, 2 + int(np.hypot(*(end - point)) / STEP))
        yield Bbox([corner, corner + size]), along[LEFT_OUT:]


def _is_free(box: Bbox, leader: Array, inside: Bbox, marks: Array, taken: list[Bbox]) -> bool:
    near = box.padded(CLEAR)
    if not (inside.contains(*near.min) and inside.contains(*near.max)) or _contains_any(near, marks):
        return False
    apart = np.hypot(*(leader[:, None, :] - marks[None, :, :]).T)
    return bool((apart > STEP).all()) and not any(
        near.overlaps(other) or _contains_any(other, leader) for other in taken
    )


def _cost_of_spot(box: Bbox, leader: Array, drawn: Array) -> float:
    return STEP * len(leader) + CROSSED * _are_inside(box, drawn).any(axis=1).sum()


def _contains_any(box: Bbox, points: Array) -> bool:
    return bool(_are_inside(box, points).any())


def _are_inside(box: Bbox, points: Array) -> Array:
    return np.asarray(((points > box.min) & (points < box.max)).all(axis=-1))
