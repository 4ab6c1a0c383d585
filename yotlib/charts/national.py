"""Draw all teams at once: their intervals from lowest to highest, and their spread by region."""

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes

from yotlib import findings
from yotlib.analysis.ranking import are_unreliable
from yotlib.charts import canvas
from yotlib.charts.colours import COLOURS, INK, OTHERS, PALE, axis_label, draw_intervals, foot_text
from yotlib.charts.style import in_style
from yotlib.reference.areas import all_areas
from yotlib.reference.measures import get

ROW = 0.17
NO_TEAMS = "No chart: no two teams have a figure of one period and release."


def ranked(table: pd.DataFrame, *, team: str | None = None, ax: Axes | None = None) -> Axes | findings.Nothing:
    """Draw every team and region from lowest to highest with its interval (a caterpillar), and a line for each nation.

    `table` is that of `national.table`; `team`, a slug, is drawn in ink, regions in their colour. Teams marked [u],
    whose cohort is not known to be 30 children, are not drawn. If the table is empty, return a sentence instead of a
    chart. `ax` is an Axes of your own to draw on.

    >>> import yotlib as yot
    >>> teams = yot.national.table(yot.load(), "first_time_entrants", period="2024")
    >>> ax = yot.charts.ranked(teams, team="bradford")
    >>> print(ax.get_figure().get_suptitle())
    Of 134 teams with first-time entrants published for 2024, 34 were higher and
    25 lower than their nation, beyond what chance would explain. When 134 teams
    are tested at once, 27 higher and 18 lower still stand.
    """
    table = table[~are_unreliable(table["note"])]
    if not (table["role"] == "team").any():
        return findings.Nothing(NO_TEAMS)
    teams = table[table["role"].isin(["team", "region"])].sort_values("value", kind="stable", ignore_index=True)
    measure = get(teams.iloc[0]["measure"])
    with in_style():
        ax = ax or canvas.blank_chart(height=1.9 + ROW * len(teams))
        for _, base in table[table["role"].isin(["nation", "england-and-wales"])].iterrows():
            _draw_baseline(ax, base, measure.printed(base["value"]))
        _draw_points(ax, teams, team)
        ax.set_yticks(range(len(teams)), teams["name"], fontsize=8)
        ax.set_ylim(len(teams) - 0.4, -1.6)
        ax.set_xlim(0, None)
        ax.grid(axis="y", visible=False)
        return canvas.finish(
            ax,
            title=findings.ranked_headline(table),
            axis=axis_label(measure.name, measure.unit),
            foot=foot_text(teams),
        )


def spread(table: pd.DataFrame, *, team: str | None = None, ax: Axes | None = None) -> Axes | findings.Nothing:
    """Draw a point a team, by region, with a mark for the region's own figure; teams marked [u] are not drawn.

    `table` is what `national.table` returns, `team` the slug of one to be drawn in ink. If the table is empty, return a
    sentence instead of a chart. `ax` is an Axes of your own to draw on.

    >>> import yotlib as yot
    >>> teams = yot.national.table(yot.load(), "first_time_entrants", period="2024")
    >>> ax = yot.charts.spread(teams, team="bradford")
    >>> print(ax.get_figure().get_suptitle())
    First-time entrants in 2024 ran from 63 in Wokingham to 318 in Blackpool,
    among 134 teams.
    """
    teams = table[(table["role"] == "team") & ~are_unreliable(table["note"])]
    if teams.empty:
        return findings.Nothing(NO_TEAMS)
    measure = get(teams.iloc[0]["measure"])
    with in_style():
        order = list(teams.groupby("region")["value"].median().sort_values().index)
        ax = ax or canvas.blank_chart(height=1.7 + 0.42 * len(order))
        places = teams.assign(place=teams["region"].map(order.index), team_of_pack=teams["area"] == team)
        palette = {True: INK, False: OTHERS}
        sns.scatterplot(
            places, x="value", y="place", hue="team_of_pack", palette=palette, s=46, alpha=0.75, legend=False, ax=ax
        )
        _draw_region_marks(ax, table[table["role"] == "region"], order)
        for _, base in table[table["role"].isin(["nation", "england-and-wales"])].iterrows():
            _draw_baseline(ax, base, measure.printed(base["value"]))
        ax.set_yticks(range(len(order)), [all_areas()[region].name for region in order])
        ax.set(ylabel="", ylim=(len(order) - 0.4, -1.1), xlim=(0, None))
        return canvas.finish(
            ax,
            title=findings.spread_headline(table),
            axis=axis_label(measure.name, measure.unit),
            foot=foot_text(teams),
        )


def _draw_points(ax: Axes, teams: pd.DataFrame, team: str | None) -> None:
    is_mine, is_region = (teams["area"] == team).to_numpy(), (teams["role"] == "region").to_numpy()
    kinds = ((~is_mine & ~is_region, OTHERS, 4), (is_region, COLOURS["region"], 6), (is_mine, INK, 6))
    for which, colour, size in kinds:
        shown = teams[which]
        with_interval = shown.dropna(subset=["lower"])
        if len(with_interval):
            draw_intervals(
                ax,
                with_interval["value"],
                with_interval.index,
                with_interval["lower"],
                with_interval["upper"],
                colour=colour,
            )
        ax.plot(shown["value"], shown.index, "o", ms=size, color=colour, zorder=3)


def _draw_region_marks(ax: Axes, regions: pd.DataFrame, order: list[str]) -> None:
    shown = regions[regions["area"].isin(order)]
    places = np.array([order.index(area) for area in shown["area"]], dtype=float)
    ax.plot(shown["value"], places, "|", ms=18, mew=3, color=COLOURS["region"])


def _draw_baseline(ax: Axes, base: pd.Series, printed: str) -> None:
    ax.axvline(base["value"], color=COLOURS[base["role"]], lw=1.5, zorder=1)
    ax.axvspan(base["lower"], base["upper"], color=PALE, alpha=0.4, lw=0, zorder=0)
    at = (base["value"], 1.0)
    ax.annotate(
        f"{base['name']} {printed}",
        at,
        xycoords=("data", "axes fraction"),
        xytext=(5, -9),
        textcoords="offset points",
        fontsize=9,
        fontweight="bold",
        va="center",
    )
