"""Draw percentages of cases judged sufficient, as intervals between the edges of the bands."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from yotlib import findings
from yotlib.analysis.confidence import print_level
from yotlib.analysis.inspection.rules import Bands, rules_named
from yotlib.charts import canvas
from yotlib.charts.colours import GREY, INK, PALE, TEAL, draw_intervals
from yotlib.charts.style import in_style
from yotlib.findings.inspection.wording import when_published

NONE = "No chart: the percentages behind the rating are not held here."
AXIS = "Per cent of cases judged sufficient"
APART = 0.17
LINES = "Lines: {} intervals for all eligible cases, estimated."


def percentages(questions: pd.DataFrame, *, domain: int, ax: Axes | None = None) -> Axes | findings.Sentence:
    """Draw a point a key question of one `domain` (2 court, 3 out-of-court) with its interval between the bands.

    `questions` is what `inspection.questions` returns. If it has none of the domain, return a sentence instead of a
    chart. `ax` is an Axes of your own to draw on.

    >>> import yotlib as yot
    >>> questions = yot.inspection.questions("Bradford")
    >>> ax = yot.charts.percentages(questions, domain=2)
    >>> print(ax.get_figure().get_suptitle())
    Of 12 key questions on court cases in Bradford, 5 lay below 50%, which is
    Inadequate, 2 of them with an interval wholly below it.
    """
    shown = questions[questions["domain"] == domain].reset_index(drop=True)
    if shown.empty:
        return findings.Nothing(NONE)
    with in_style():
        ax = ax or canvas.blank_chart(width=8.2, height=1.9 + 0.36 * len(shown))
        _draw_bands(ax, rules_named(shown.iloc[0]["rules"]).percentages)
        with_interval = shown.dropna(subset=["lower"])
        draw_intervals(
            ax,
            with_interval["percent"],
            with_interval.index,
            with_interval["lower"],
            with_interval["upper"],
            colour=INK,
        )
        ax.plot(shown["percent"], shown.index, "o", color=INK, ms=7)
        for place, percent in shown["percent"].items():
            _write_percent(ax, percent, place, INK)
        _name_rows(ax, [canvas.wrap(_name_question(row), 46) for _, row in shown.iterrows()])
        return canvas.finish(ax, title=findings.questions_headline(shown), axis=AXIS, foot=_foot_text(shown))


def court_beside_out_of_court(pairs: pd.DataFrame, *, ax: Axes | None = None) -> Axes | findings.Sentence:
    """Draw a row a question asked of both: court cases as a dot, out-of-court cases as a square, with intervals.

    `pairs` is what `inspection.court_beside_out_of_court` returns. If it is empty, return a sentence instead of a
    chart. `ax` is an Axes of your own to draw on.

    >>> import yotlib as yot
    >>> pairs = yot.inspection.court_beside_out_of_court(yot.inspection.questions("Bradford"))
    >>> ax = yot.charts.court_beside_out_of_court(pairs)
    >>> print(ax.get_figure().get_suptitle())
    Of 9 questions asked of court and out-of-court cases alike, out-of-court work
    was sufficient more often on eight and court work on one; the widest gap is
    assessment, keeping other people safe: 43% of court cases, 82% of out-of-court
    cases.
    """
    if pairs.empty:
        return findings.Nothing(NONE)
    with in_style():
        ax = ax or canvas.blank_chart(width=8.2, height=2.2 + 0.5 * len(pairs))
        _draw_bands(ax, rules_named(pairs.iloc[0]["rules"]).percentages)
        places = np.arange(len(pairs))
        for side, colour, mark, step in (("court", INK, "o", -APART), ("out_of_court", TEAL, "s", APART)):
            percent, lower, upper = (pairs[f"{end}_{side}"] for end in ("percent", "lower", "upper"))
            draw_intervals(ax, percent, places + step, lower, upper, colour=colour)
            name = {"court": "Court cases", "out_of_court": "Out-of-court cases"}[side]
            ax.plot(percent, places + step, mark, color=colour, ms=7, label=name)
        _name_rows(ax, [canvas.wrap(f"{row['title']}: {row['about']}", 40) for _, row in pairs.iterrows()])
        ax.legend(loc="upper left", bbox_to_anchor=(0, -0.1), ncols=2, frameon=False, fontsize=9)
        foot = f"Rated {when_published(pairs.iloc[0]['published'])}. Source: {pairs.iloc[0]['source']}. {_lines(pairs)}"
        return canvas.finish(ax, title=findings.court_beside_out_of_court(pairs), axis=AXIS, foot=foot)


def _draw_bands(ax: Axes, bands: Bands) -> None:
    """Draw the bands as stripes, each named at its top."""
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


def _name_rows(ax: Axes, names: list[str]) -> None:
    ax.set_yticks(range(len(names)), names, fontsize=9)
    ax.set(xlim=(0, 100), ylim=(len(names) - 0.5, -0.6))
    ax.xaxis.set_major_formatter(lambda value, _: f"{value:.0f}%")
    ax.grid(visible=False)


def _write_percent(ax: Axes, percent: float, place: object, colour: str) -> None:
    at = (percent, float(str(place)))
    ax.annotate(f"{percent:g}%", at, xytext=(0, 6), textcoords="offset points", ha="center", fontsize=8, color=colour)


def _name_question(row: pd.Series) -> str:
    about = f": {row['about']}" if row["about"] else ""
    return f"{row['question']} {row['title']}{about}"


def _lines(shown: pd.DataFrame) -> str:
    return LINES.format(print_level(shown))


def _foot_text(shown: pd.DataFrame) -> str:
    first = shown.iloc[0]
    rated = f"Rated {when_published(first['published'])}. Source: {first['source']}."
    return f"{rated} {_lines(shown)} {first['cases']:.0f} in the sample."
