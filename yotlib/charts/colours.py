"""Colours by role, and the parts that several charts share."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
from afcharts.af_colours import get_af_colours
from matplotlib.axes import Axes

from yotlib.analysis.confidence import print_level
from yotlib.findings.wording import period_of

PALETTE = get_af_colours("categorical", number_of_colours=6)
INK, TEAL, PLUM, ORANGE, GREY, VIOLET = PALETTE
PALE = "#BFBFBF"
OTHERS = "#858585"
COLOURS = {
    "team": INK, "region": TEAL, "nation": ORANGE, "england-and-wales": PLUM, "group": VIOLET, "named": GREY,
}  # fmt: skip
NAME_WIDTH = 26
LABEL_WIDTH = 34


def draw_intervals(ax: Axes, value: Any, place: Any, lower: Any, upper: Any, *, colour: str = GREY) -> None:
    """Draw intervals across the ends of bars or points, on a white ground so that they show on a dark bar."""
    gaps = np.array([np.subtract(value, lower), np.subtract(upper, value)]).clip(min=0)
    ax.errorbar(value, place, xerr=gaps, fmt="none", ecolor="white", elinewidth=4, capsize=0)
    ax.errorbar(value, place, xerr=gaps, fmt="none", ecolor=colour, elinewidth=1.6, capsize=4)


def write_beside(ax: Axes, ends: Iterable[float], places: Iterable[float], labels: list[str], **looks: Any) -> None:
    """Write labels just right of the ends of bars or lines."""
    for end, place, label in zip(ends, places, labels, strict=True):
        looks = {"fontsize": 9} | looks
        ax.annotate(label, (end, place), xytext=(7, 0), textcoords="offset points", va="center", **looks)


def axis_label(name: str, unit: str) -> str:
    """Name what an axis measures: the name and its unit, which is not repeated."""
    return name if unit in name.lower() or name.lower().endswith(unit) else f"{name}, {unit}"


def foot_text(shown: pd.DataFrame) -> str:
    """Return the foot of a chart of one measure: period, source, and what its lines are."""
    estimated = (
        " Intervals are estimated."
        if shown["note"].str.startswith("[e]").any() and shown["lower"].notna().any()
        else ""
    )
    drawn = f" Lines and bands: {print_level(shown)} intervals."
    intervals = drawn if shown["lower"].notna().any() else " No intervals can be given."
    spans = dict.fromkeys(period_of(row) for _, row in shown.iterrows())
    when = f"{next(iter(spans))} to {list(spans)[-1]}" if len(spans) > 1 else next(iter(spans))
    return f"Period: {when}. Source: {', '.join(dict.fromkeys(shown['source']))}.{intervals}{estimated}"


def end_of_axis(shown: pd.DataFrame) -> float:
    """Return where an axis from zero may end, above everything that is drawn."""
    return float(1.1 * shown[["value", "upper"]].max().max()) or 1.0
