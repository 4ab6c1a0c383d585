"""Lines over the years, named at their ends."""

from collections.abc import Callable
from itertools import cycle, pairwise

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from yotlib import canvas, findings, periods
from yotlib.canvas import STYLE
from yotlib.charts.parts import COLOURS, GREY, LABEL_WIDTH, ORANGE, PLUM, TEAL, VIOLET, axis_of, foot, top, write_beside
from yotlib.measures import get


def trend(series: pd.DataFrame, *, ax: Axes | None = None) -> Axes | findings.Sentence:
    """Lines over the years for a team and its baselines, named at their ends, from the table of `trends.over_time`."""
    shown = series.dropna(subset=["value"])
    if (shown["role"] == "team").sum() < 2:
        return findings.Nothing("No chart: fewer than two years are published here.")
    measure = get(shown.iloc[0]["measure"])
    with plt.style.context(STYLE):
        ax = ax or canvas.blank(height=4.2)
        for colour, (_, line) in zip(_colours(shown), shown.groupby("area", sort=False), strict=True):
            _line(ax, line, colour, is_team=line["role"].iloc[0] == "team")
        _end_labels(ax, shown, measure.printed)
        ax.set(xlabel="", ylim=(0, top(shown)))
        _years(ax, shown)
        axis = axis_of(measure.name, measure.unit)
        return canvas.finish(ax, title=findings.change(series), axis=axis, foot=foot(shown), along="y")


def _colours(shown: pd.DataFrame) -> list[str]:
    """A colour a line, by the role of its area; areas named by the reader take theirs in turn."""
    named = cycle((GREY, VIOLET, TEAL, PLUM, ORANGE))
    roles = shown.drop_duplicates("area")["role"]
    return [next(named) if role == "named" else COLOURS[role] for role in roles]


def _line(ax: Axes, line: pd.DataFrame, colour: str, *, is_team: bool) -> None:
    years = _positions(line)
    ax.plot(
        years, line["value"], color=colour, marker="o", ms=5, lw=2.6 if is_team else 1.8, zorder=3 if is_team else 2
    )
    if line["lower"].notna().any():
        ax.fill_between(years, line["lower"].to_numpy(), line["upper"].to_numpy(), color=colour, alpha=0.15, lw=0)


def _end_labels(ax: Axes, shown: pd.DataFrame, printed: Callable[[float], str]) -> None:
    ends = [line.iloc[-1] for _, line in shown.groupby("area", sort=False)]
    labels = [canvas.filled(f"{end['name']} {printed(end['value'])}", LABEL_WIDTH) for end in ends]
    lines = max(label.count("\n") + 1 for label in labels)
    spread = _spread([end["value"] for end in ends], 0.075 * lines * top(shown))
    for end, place, label in zip(ends, spread, labels, strict=True):
        at = (_positions(end.to_frame().T)[0], place)
        weight = "bold" if end["role"] == "team" else "normal"
        write_beside(ax, [at[0]], [at[1]], [label], fontsize=10, fontweight=weight, annotation_clip=False)


def _spread(values: list[float], least: float) -> list[float]:
    order = np.argsort(values)
    placed = np.array(values, dtype=float)
    for below, above in pairwise(order):
        placed[above] = max(placed[above], placed[below] + least)
    return placed.tolist()


def _years(ax: Axes, shown: pd.DataFrame) -> None:
    spans = zip(shown["period_start"], shown["period_end"], strict=True)
    labels = dict(zip(_positions(shown), [periods.label(start, end) for start, end in spans], strict=True))
    placed = sorted(labels)
    step = max(1, len(placed) // 9)
    kept = placed[::-1][::step]
    ax.set_xticks(kept, [labels[place] for place in kept])
    ax.set_xlim(placed[0] - 0.3, placed[-1] + 0.3)
    ax.tick_params(axis="x", pad=8)
    ax.yaxis.set_major_locator(MaxNLocator(nbins=6, integer=False))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,g}"))


def _positions(rows: pd.DataFrame) -> list[float]:
    return [pd.Timestamp(end).year + pd.Timestamp(end).month / 12 for end in rows["period_end"]]
