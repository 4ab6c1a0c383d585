"""Draw ratings at a glance, their probabilities, and all services by year.

Each rating has a shade of one blue, darker for more points, and always its name: no meaning hangs on colour alone.

It is over 200 lines because its functions say and show in full what they take and return.
"""

from typing import Any

import numpy as np
import pandas as pd
from afcharts.af_colours import get_af_colours
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from yotlib import findings
from yotlib.analysis.inspection.chances import OVERALL
from yotlib.analysis.inspection.rules import RATINGS
from yotlib.charts import canvas
from yotlib.charts.colours import INK
from yotlib.charts.style import in_style
from yotlib.findings.inspection.chances import assumption_in_words, format_probability
from yotlib.findings.inspection.wording import when_published
from yotlib.reference.areas import find

DARK, MIDDLE, LIGHT = get_af_colours("sequential", number_of_colours=3)
PALEST = "#E4EEF7"
SHADES = dict(zip(RATINGS, (PALEST, LIGHT, MIDDLE, DARK), strict=True))
ON_DARK = {"Good", "Outstanding"}
DOMAINS = {
    1: "1 Organisational delivery",
    2: "2 Court disposals",
    3: "3 Out-of-court disposals",
    4: "4 Resettlement (not counted)",
}
TILE, GAP = 0.94, 0.03
LEAST_WRITTEN, NAMED_FROM = 0.05, 0.35


def ratings(standards: pd.DataFrame, overall: pd.DataFrame, *, ax: Axes | None = None) -> Axes | findings.Sentence:
    """Draw a tile a standard, a row a domain: its number, name, rating and points; from `inspection.standards`.

    `overall` is what `inspection.overall` returns. If there are no standards, return a sentence instead of a chart.
    `standards` is what `inspection.standards` returns. `ax` is an Axes of your own to draw on.

    >>> import yotlib as yot
    >>> standards = yot.inspection.standards("Bradford")
    >>> overall = yot.inspection.overall("Bradford")
    >>> ax = yot.charts.ratings(standards, overall)
    >>> print(ax.get_figure().get_suptitle())
    Bradford was rated Requires improvement in the report published on 31 January
    2020, with 7 of 36 points; one point fewer would have been Inadequate and 12
    points more Good.
    """
    if standards.empty or overall.empty:
        return findings.Nothing("No chart: the ratings of single standards are not held here.")
    domains = sorted(standards["domain"].unique())
    with in_style():
        ax = ax or canvas.blank_chart(width=8.2, height=1.5 + 0.95 * len(domains))
        for place, domain in enumerate(domains):
            for column, (_, row) in enumerate(standards[standards["domain"] == domain].iterrows()):
                _draw_tile(ax, column, place, row)
        ax.set_yticks(range(len(domains)), [canvas.wrap(DOMAINS[domain], 16) for domain in domains])
        ax.set(xlim=(-0.5, 3.5), ylim=(len(domains) - 0.5, -0.5), xticks=[])
        _hide_frame(ax)
        title = findings.rating_headline(overall, team=standards.iloc[0]["area"])
        axis = "Points of each standard, 0 to 3; the darker the more"
        return canvas.finish(ax, title=title, axis=axis, foot=_foot_text(standards.iloc[0]))


def chances(table: pd.DataFrame, *others: pd.DataFrame, ax: Axes | None = None) -> Axes | findings.Sentence:
    """Draw a bar a standard, and one for the whole service, split by the probability of each rating.

    `others` are the tables of `inspection.spread` under other assumptions: the title gives the range over all. `table`
    is what `inspection.chances` returns. `ax` is an Axes of your own to draw on.

    >>> import yotlib as yot
    >>> standards, questions = yot.inspection.standards("Bradford"), yot.inspection.questions("Bradford")
    >>> ax = yot.charts.chances(*yot.inspection.spread(standards, questions))
    >>> print(ax.get_figure().get_suptitle())
    Had every case been looked at, Bradford would have been Inadequate with a
    probability of 15% to 33%, in place of Requires improvement.
    """
    shown = table[(table[list(RATINGS)].max(axis=1) < 1) | (table["standard"] == OVERALL)] if len(table) else table
    if shown.empty:
        return findings.Nothing("No chart: the cases behind the rating are not held here.")
    with in_style():
        ax = ax or canvas.blank_chart(width=8.2, height=2.2 + 0.4 * len(shown))
        starts = np.zeros(len(shown))
        for rating in RATINGS:
            share = shown[rating].to_numpy(float)
            ax.barh(range(len(shown)), share, left=starts, height=0.72, color=SHADES[rating], edgecolor=INK, lw=0.6)
            _write_probabilities(ax, rating, starts, share)
            starts = starts + share
        ax.set_yticks(range(len(shown)), [_name_row(row) for _, row in shown.iterrows()])
        ax.set(xlim=(0, 1), ylim=(len(shown) - 0.5, -0.5))
        ax.xaxis.set_major_formatter(lambda share, _: f"{100 * share:.0f}%")
        ax.grid(visible=False)
        _draw_legend(ax)
        axis = "Probability, had every eligible case been looked at"
        return canvas.finish(
            ax, title=findings.firmness(table, *others)[0], axis=axis, foot=_foot_with_method(shown.iloc[0])
        )


def services(table: pd.DataFrame, by_year: pd.DataFrame, *, team: str, ax: Axes | None = None) -> Any:
    """Draw a bar an inspection year, split by how many services had each rating; the team's own is framed and named.

    `table` and `by_year` are what `inspection.services` and `inspection.by_year` return. If there are no services,
    return a sentence instead of a chart. `ax` is an Axes of your own to draw on.

    >>> import yotlib as yot
    >>> services = yot.inspection.services()
    >>> years = yot.inspection.by_year(services)
    >>> ax = yot.charts.services(services, years, team="Bradford")
    >>> print(ax.get_figure().get_suptitle())
    Of the 23 services with a rating of the inspection year 2019-20 held here, 1
    Outstanding, 9 Good, 12 Requires improvement and 1 Inadequate; Bradford was
    Requires improvement.
    """
    if by_year.empty:
        return findings.Nothing("No chart: no ratings are held here.")
    with in_style():
        ax = ax or canvas.blank_chart(width=8.2, height=2.2 + 0.45 * len(by_year))
        starts = np.zeros(len(by_year))
        team_rows = table[table["area"] == find(team)].tail(1)
        for rating in RATINGS:
            number = by_year[rating].to_numpy(float)
            ax.barh(range(len(by_year)), number, left=starts, height=0.7, color=SHADES[rating], edgecolor=INK, lw=0.6)
            _write_numbers(ax, rating, starts, number)
            _frame_team(ax, by_year, rating, starts, number, team_rows)
            starts = starts + number
        ax.set_yticks(range(len(by_year)), by_year["year"])
        ax.set(xlim=(0, 1.02 * starts.max()), ylim=(len(by_year) - 0.5, -0.5))
        ax.grid(visible=False)
        sources = ", ".join(dict.fromkeys(table["source"]))
        _draw_legend(ax)
        axis = "Services with a rating held here"
        return canvas.finish(
            ax, title=findings.services(table, team=team)[0], axis=axis, foot=_foot_of_years(team_rows, sources)
        )


def _draw_tile(ax: Axes, column: int, place: int, row: pd.Series) -> None:
    shade = SHADES[row["rating"]]
    corner = column - TILE / 2, place - TILE / 2 + GAP
    ax.add_patch(Rectangle(corner, TILE, TILE - 2 * GAP, facecolor=shade, edgecolor=INK, lw=0.8))
    colour = "white" if row["rating"] in ON_DARK else "black"
    words = canvas.wrap(f"{row['standard']} {row['title']}", 24)
    looks: dict[str, Any] = {"ha": "center", "va": "center", "color": colour}
    ax.text(column, place - 0.22, words, fontsize=8.5, **looks)
    ax.text(column, place + 0.1, row["rating"], fontsize=8.5, fontweight="bold", **looks)
    ax.text(column, place + 0.31, f"{row['points']} of 3", fontsize=8.5, **looks)


def _hide_frame(ax: Axes) -> None:
    ax.grid(visible=False)
    for side in ("left", "right", "top", "bottom"):
        ax.spines[side].set_visible(False)
    ax.tick_params(length=0)


def _draw_legend(ax: Axes) -> None:
    """Draw a legend of the ratings' shades, in the order of the bars from the left."""
    marks = [Rectangle((0, 0), 1, 1, facecolor=shade, edgecolor=INK, lw=0.6) for shade in SHADES.values()]
    ax.legend(marks, SHADES, loc="lower left", bbox_to_anchor=(0, 1), ncols=len(marks), frameon=False, fontsize=9)


def _name_row(row: pd.Series) -> str:
    return "Overall rating" if row["standard"] == OVERALL else f"{row['standard']} {row['title']}"


def _write_probabilities(ax: Axes, rating: str, starts: Any, share: Any) -> None:
    colour = "white" if rating in ON_DARK else "black"
    for place, (start, width) in enumerate(zip(starts, share, strict=True)):
        if width >= LEAST_WRITTEN:
            words = f"{rating} {format_probability(width)}" if width > NAMED_FROM else format_probability(width)
            ax.text(start + width / 2, place, words, ha="center", va="center", fontsize=8, color=colour)


def _write_numbers(ax: Axes, rating: str, starts: Any, number: Any) -> None:
    colour = "white" if rating in ON_DARK else "black"
    for place, (start, width) in enumerate(zip(starts, number, strict=True)):
        if width:
            ax.text(start + width / 2, place, f"{width:.0f}", ha="center", va="center", fontsize=9, color=colour)


def _frame_team(
    ax: Axes, by_year: pd.DataFrame, rating: str, starts: Any, number: Any, team_rows: pd.DataFrame
) -> None:
    if (
        team_rows.empty
        or team_rows.iloc[0]["overall_rating"] != rating
        or team_rows.iloc[0]["year"] not in set(by_year["year"])
    ):
        return
    place = int(np.flatnonzero(by_year["year"] == team_rows.iloc[0]["year"])[0])
    corner = starts[place], place - 0.35
    ax.add_patch(Rectangle(corner, number[place], 0.7, facecolor="none", edgecolor="black", lw=2.6, zorder=5))


def _foot_of_years(team_rows: pd.DataFrame, sources: str) -> str:
    framed = (
        ""
        if team_rows.empty or not team_rows.iloc[0]["year"]
        else f" Framed: {team_rows.iloc[0]['name']} and its equals."
    )
    return f"Period: inspection years, April to March. Source: {sources}.{framed}"


def _foot_with_method(row: pd.Series) -> str:
    return f"{_foot_text(row)} Estimated, {row['method']}: {assumption_in_words(row)}."


def _foot_text(row: pd.Series) -> str:
    return f"Rated {when_published(row['published'])}. Source: {row['source']}."
