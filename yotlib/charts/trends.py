"""Draw lines over the years, named at their ends, and not joined across a series break."""

from itertools import cycle
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from yotlib import findings
from yotlib.analysis import trends
from yotlib.charts import canvas
from yotlib.charts.colours import (
    COLOURS,
    GREY,
    LABEL_WIDTH,
    ORANGE,
    PLUM,
    TEAL,
    VIOLET,
    axis_label,
    end_of_axis,
    foot_text,
    write_beside,
)
from yotlib.charts.style import in_style
from yotlib.findings.wording import print_value
from yotlib.reference import periods
from yotlib.reference.measures import Measure, get

ALONE_WIDTH = 18
LETTERS_ALONG = 57
TOO_LARGE = 5
LINE_HEIGHT = 0.062  # of a label, as a share of the axis
_STROKE: Any = ("offset points", "data")
_INSIDE: dict[str, Any] = {
    "xycoords": ("data", "axes fraction"),
    "textcoords": "offset points",
    "ha": "center",
    "va": "top",
    "fontsize": 9,
    "bbox": {"facecolor": "white", "edgecolor": "none", "pad": 1},
}


def trend(series: pd.DataFrame, *, ax: Axes | None = None) -> Axes | findings.Sentence:
    """Draw a line over the years for a team and each baseline, named at its end, from the table of `trends.over_time`.

    A series break is a dashed line across which no line is joined; a period that straddles it is a hollow point by
    itself. An area whose counts would flatten the team's line is left to the table, and the foot says so. If the team
    has fewer than two years, return a sentence instead of a chart. `series` is what `trends.over_time` returns. `ax` is
    an Axes of your own to draw on.

    >>> import yotlib as yot
    >>> years = yot.trends.over_time(yot.load(), "Bradford", "first_time_entrants", period="2024")
    >>> ax = yot.charts.trend(years)
    >>> print(ax.get_figure().get_suptitle())
    First-time entrants in Bradford fell from 386 per 100,000 children in 2016 to
    130 in 2024 (66%); England fell from 333 to 138 (59%).
    """
    with_values = series.dropna(subset=["value"])
    if (with_values["role"] == "team").sum() < 2:
        return findings.Nothing("No chart: fewer than two years are published here.")
    measure = get(with_values.iloc[0]["measure"])
    shown = _comparable_in_size(with_values, measure)
    with in_style():
        ax = ax or canvas.blank_chart(height=4.2)
        colours = _line_colours(shown)
        for colour, (_, line) in zip(colours, shown.groupby("area", sort=False), strict=True):
            _draw_line(ax, line, colour, is_team=line["role"].iloc[0] == "team")
        _label_ends(ax, shown, measure, colours)
        _set_scales(ax, shown, measure)
        _draw_breaks(ax, shown)
        axis = axis_label(measure.name, measure.unit)
        below = f"{foot_text(shown)}{_explain_drawing(shown, with_values)}"
        return canvas.finish(ax, title=findings.change(series), axis=axis, foot=below, along="y")


def _comparable_in_size(with_values: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Return the rows without those of areas whose counts would flatten the team's line on the axis."""
    if measure.kind != "count":
        return with_values
    largest = with_values.groupby("area")["value"].transform("max")
    return with_values[largest <= TOO_LARGE * largest[with_values["role"] == "team"].max()]


def _line_colours(shown: pd.DataFrame) -> list[str]:
    """Return a colour for each line, by the role of its area; areas named by the reader take colours in turn."""
    named = cycle((GREY, VIOLET, TEAL, PLUM, ORANGE))
    roles = shown.drop_duplicates("area")["role"]
    return [next(named) if role in ("named", "group") else COLOURS[role] for role in roles]


def _draw_line(ax: Axes, line: pd.DataFrame, colour: str, *, is_team: bool) -> None:
    looks: dict[str, Any] = {
        "color": colour,
        "lw": 2.6 if is_team else 1.8,
        "zorder": 3 if is_team else 2,
        "clip_on": False,
    }
    segment = trends.segments(line)
    for _, piece in line.groupby((segment != segment.shift()).fillna(True).cumsum()):
        face = "white" if segment[piece.index].isna().any() else colour
        years = trends.years_of(piece)
        ax.plot(years, piece["value"], marker="o", ms=5, mfc=face, **looks)
        if piece["lower"].notna().any():
            _draw_band(ax, piece, colour)


def _draw_band(ax: Axes, piece: pd.DataFrame, colour: str) -> None:
    """Draw the intervals of joined points as a band, and that of a single point as a bar."""
    years, lower, upper = trends.years_of(piece), piece["lower"].to_numpy(float), piece["upper"].to_numpy(float)
    if len(piece) == 1:
        ax.vlines(years, lower, upper, color=colour, alpha=0.3, lw=5)
    else:
        ax.fill_between(years, lower, upper, color=colour, alpha=0.15, lw=0)


def _label_ends(ax: Axes, shown: pd.DataFrame, measure: Measure, colours: list[str]) -> None:
    """Name each line at its end; a stroke of the line's colour leads to a name that has to be moved up or down."""
    ends = [line.iloc[[-1]] for _, line in shown.groupby("area", sort=False)]
    width = LABEL_WIDTH if len(ends) > 1 else ALONE_WIDTH
    labels = [canvas.wrap(f"{end['name'].iloc[0]} {print_value(end.iloc[0], measure)}", width) for end in ends]
    heights = [LINE_HEIGHT * (label.count("\n") + 1) * end_of_axis(shown) for label in labels]
    values = [float(end["value"].iloc[0]) for end in ends]
    places = _spread_apart(values, heights)
    for end, value, place, label, colour in zip(ends, values, places, labels, colours, strict=True):
        year = trends.years_of(end).iloc[0]
        if place != value:
            stroke = {"arrowstyle": "-", "color": colour, "shrinkA": 0, "shrinkB": 0}
            ax.annotate(
                "", (year, value), xytext=(5, place), textcoords=_STROKE, arrowprops=stroke, annotation_clip=False
            )
        weight = "bold" if end["role"].iloc[0] == "team" else "normal"
        looks = {"fontsize": 10, "fontweight": weight, "annotation_clip": False}
        write_beside(ax, [year], [place], [label], **looks)


def _spread_apart(values: list[float], heights: list[float]) -> list[float]:
    """Return the middles of labels of these heights, as near the values as possible, none over another or below zero.

    The order is that of the values.
    """
    from scipy.optimize import isotonic_regression

    order = np.argsort(values, kind="stable")
    sorted_heights = np.asarray(heights)[order]
    steps = np.concatenate([[0.0], np.cumsum((sorted_heights[:-1] + sorted_heights[1:]) / 2)])
    placed = np.empty(len(values))
    placed[order] = steps + isotonic_regression(np.asarray(values, dtype=float)[order] - steps).x.clip(min=0)
    return placed.tolist()


def _set_scales(ax: Axes, shown: pd.DataFrame, measure: Measure) -> None:
    spans = zip(shown["period_start"], shown["period_end"], strict=True)
    labels = dict(zip(trends.years_of(shown), [periods.label(start, end) for start, end in spans], strict=True))
    placed = sorted(labels)
    longest = max(map(len, labels.values()))
    kept = placed[:: -max(1, -(-round((len(placed) - 1) * (longest + 0.8)) // LETTERS_ALONG))]
    ax.set_xticks(kept, [labels[place] for place in kept])
    ax.set(xlabel="", xlim=(placed[0] - 0.3, placed[-1] + 0.3), ylim=(0, end_of_axis(shown)))
    ax.tick_params(axis="x", pad=8)
    per_cent = "%" if measure.kind in ("proportion", "share") else ""
    ax.yaxis.set_major_locator(MaxNLocator(nbins=6, steps=[1, 2, 2.5, 5, 10]))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,g}{per_cent}"))


def _draw_breaks(ax: Axes, shown: pd.DataFrame) -> None:
    """Draw a dashed line where a period centred on the break would be, named at its top, above all values."""
    for day in trends.breaks_in(shown):
        place = day.year + (day.month - 1) / 12
        ax.axvline(place, color=GREY, lw=1.2, ls="--", zorder=1)
        ax.annotate("series break", (place, 1), xytext=(0, 1), **_INSIDE)


def _explain_drawing(shown: pd.DataFrame, with_values: pd.DataFrame) -> str:
    """Say where the series breaks, and which areas are not drawn."""
    days = [periods.label(day, day) for day in trends.breaks_in(shown)]
    inside = shown[trends.segments(shown).isna()].drop_duplicates("period_end")
    hollow = [periods.label(*span) for span in zip(inside["period_start"], inside["period_end"], strict=True)]
    not_drawn = with_values.loc[~with_values["area"].isin(shown["area"]), "name"].unique()
    return "".join(
        (
            f" Dashed: series break of {' and '.join(days)}." if days else "",
            f" Hollow: {' and '.join(hollow)}, astride it." if hollow else "",
            f" Too large to draw beside it: {', '.join(not_drawn)}." if len(not_drawn) else "",
        )
    )
