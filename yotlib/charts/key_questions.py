"""Percentages of cases judged sufficient, as intervals against the edges of the bands."""

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from yotlib import findings
from yotlib.analysis.inspection.rules import Bands, named
from yotlib.charts import canvas
from yotlib.charts.canvas import STYLE
from yotlib.charts.colours import GREY, INK, PALE, TEAL, whiskers
from yotlib.findings.inspection import court_beside_out_of_court as sides_headline
from yotlib.findings.inspection.samples import SECTORS
from yotlib.findings.inspection.wording import when

NONE = "No chart: the percentages behind the rating are not held here."
AXIS = "Per cent of cases judged sufficient"
APART = 0.17
LINES = "Lines: 95% intervals for all eligible cases, estimated."


def percentages(questions: pd.DataFrame, *, domain: int, ax: Axes | None = None) -> Axes | findings.Sentence:
    """A point a key question of one domain (2 court, 3 out-of-court) with its interval, between the bands' edges."""
    shown = questions[questions["domain"] == domain].reset_index(drop=True)
    if shown.empty:
        return findings.Nothing(NONE)
    with plt.style.context(STYLE):
        ax = ax or canvas.blank(width=8.2, height=1.9 + 0.36 * len(shown))
        _bands(ax, named(shown.iloc[0]["rules"]).percentages)
        known = shown.dropna(subset=["lower"])
        whiskers(ax, known["percent"], known.index, known["lower"], known["upper"], colour=INK)
        ax.plot(shown["percent"], shown.index, "o", color=INK, ms=7)
        for place, percent in shown["percent"].items():
            _write(ax, percent, place, INK)
        _rows(ax, [canvas.filled(_named(row), 46) for _, row in shown.iterrows()])
        return canvas.finish(ax, title=_title(shown), axis=AXIS, foot=_foot(shown))


def court_beside_out_of_court(pairs: pd.DataFrame, *, ax: Axes | None = None) -> Axes | findings.Sentence:
    """A row a question asked of both: court cases as a dot, out-of-court cases as a square, with their intervals."""
    if pairs.empty:
        return findings.Nothing(NONE)
    with plt.style.context(STYLE):
        ax = ax or canvas.blank(width=8.2, height=2.2 + 0.5 * len(pairs))
        _bands(ax, named(pairs.iloc[0]["rules"]).percentages)
        places = np.arange(len(pairs))
        for side, colour, mark, step in (("court", INK, "o", -APART), ("out_of_court", TEAL, "s", APART)):
            percent, lower, upper = (pairs[f"{end}_{side}"] for end in ("percent", "lower", "upper"))
            whiskers(ax, percent, places + step, lower, upper, colour=colour)
            name = {"court": "Court cases", "out_of_court": "Out-of-court cases"}[side]
            ax.plot(percent, places + step, mark, color=colour, ms=7, label=name)
        _rows(ax, [canvas.filled(f"{row['title']}: {row['about']}", 40) for _, row in pairs.iterrows()])
        ax.legend(loc="upper left", bbox_to_anchor=(0, -0.1), ncols=2, frameon=False, fontsize=9)
        foot = f"Rated {when(pairs.iloc[0]['published'])}. Source: {pairs.iloc[0]['source']}. {LINES}"
        return canvas.finish(ax, title=sides_headline(pairs), axis=AXIS, foot=foot)


def _bands(ax: Axes, bands: Bands) -> None:
    """The bands as stripes, each named at its top."""
    edges = [lowest - 0.5 if lowest else 0 for lowest, _ in bands] + [100.0]
    for number, (_, name) in enumerate(bands):
        start, end = edges[number], edges[number + 1]
        ax.axvspan(start, end, color=PALE, alpha=0.32 if number % 2 else 0.1, lw=0)
        words = name.replace("Requires improvement", "Requires\nimprovement")
        at = ((start + end) / 2, 1)
        looks: dict[str, Any] = {"xycoords": ("data", "axes fraction"), "textcoords": "offset points", "ha": "center"}
        ax.annotate(words, at, xytext=(0, 3), va="bottom", fontsize=8, color=GREY, **looks)
    for edge in edges[1:-1]:
        ax.axvline(edge, color=GREY, lw=1.1, zorder=1)


def _rows(ax: Axes, names: list[str]) -> None:
    ax.set_yticks(range(len(names)), names, fontsize=9)
    ax.set(xlim=(0, 100), ylim=(len(names) - 0.5, -0.6))
    ax.xaxis.set_major_formatter(lambda value, _: f"{value:.0f}%")
    ax.grid(visible=False)


def _write(ax: Axes, percent: float, place: object, colour: str) -> None:
    at = (percent, float(str(place)))
    ax.annotate(f"{percent:g}%", at, xytext=(0, 6), textcoords="offset points", ha="center", fontsize=8, color=colour)


def _named(row: pd.Series) -> str:
    about = f": {row['about']}" if row["about"] else ""
    return f"{row['question']} {row['title']}{about}"


def _title(shown: pd.DataFrame) -> str:
    below = int((shown["band"] == "Inadequate").sum())
    name, sector = shown.iloc[0]["name"], SECTORS[int(shown.iloc[0]["domain"])]
    sure = int((shown["upper"] < 49.5).sum())
    firm = f", {sure} of them with an interval wholly below it" if below else ""
    return f"Of {len(shown)} key questions on {sector} in {name}, {below} lay below 50%, which is Inadequate{firm}."


def _foot(shown: pd.DataFrame) -> str:
    first = shown.iloc[0]
    return f"Rated {when(first['published'])}. Source: {first['source']}. {LINES} {first['cases']:.0f} in the sample."
