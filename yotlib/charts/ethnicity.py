"""Draw ethnic groups: shares beside shares, each group's rate over the White rate, and the gaps over the years."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from yotlib import findings
from yotlib.analysis.confidence import print_level
from yotlib.analysis.ethnicity import GROUP_NAMES, NOT_KNOWN, RRI_WITHIN, WHITE
from yotlib.charts import canvas
from yotlib.charts.colours import GREY, INK, ORANGE, PALE, PLUM, TEAL, VIOLET, draw_intervals, write_beside
from yotlib.charts.style import in_style
from yotlib.findings.wording import period_of
from yotlib.reference import periods

GROUP_COLOURS = {"white": INK, "asian": TEAL, "black": ORANGE, "mixed": PLUM, "other": VIOLET, "bme": TEAL}
LABEL_GAP, MOST_YEARS = 0.075, 10
COARSE, FINE, WIDE = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20), (0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5), 10


def shares(groups: pd.DataFrame, *, ax: Axes | None = None) -> Axes | findings.Sentence:
    """Draw each group's share of children cautioned or sentenced beside its share of children.

    `groups` is the table of `ethnicity.groups`. If it has no population by group, return a sentence instead of a chart.
    `ax` is an Axes of your own to draw on.

    >>> import yotlib as yot
    >>> groups = yot.ethnicity.groups(yot.load(), "Bradford")
    >>> ax = yot.charts.shares(groups)
    >>> print(ax.get_figure().get_suptitle())
    White children were 60.7% of the children cautioned or sentenced in Bradford
    in 2019-20 whose group is known, and 46.0% of children aged 10-17 on the
    population of 21 March 2021 (Office for National Statistics): over-represented
    by 14.7 percentage points; more than chance would explain.
    """
    shown = groups[(groups["group"] != NOT_KNOWN) & groups["population_share"].notna()]
    if shown.empty:
        return findings.Nothing("No chart: no groups are published here, or no population to set them against.")
    kinds = {"share": "cautioned or sentenced", "population_share": "aged 10-17"}
    with in_style():
        ax = ax or canvas.blank_chart(height=1.9 + 0.62 * len(shown))
        places = np.arange(len(shown))
        for step, (column, colour) in enumerate(zip(kinds, (INK, TEAL), strict=True)):
            rows = places + 0.38 * (step - 0.5)
            ax.barh(rows, shown[column], height=0.34, color=colour)
            ends = shown["share_upper"] if column == "share" else shown[column]
            write_beside(ax, ends, rows, [f"{value:.1f}% of children {kinds[column]}" for value in shown[column]])
        draw_intervals(ax, shown["share"], places - 0.19, shown["share_lower"], shown["share_upper"])
        ax.set_yticks(places, [GROUP_NAMES[group] for group in shown["group"]])
        ax.invert_yaxis()
        ax.grid(axis="y", visible=False)
        ax.grid(axis="x", visible=True)
        ax.set_xlim(0, 1.55 * shown[["share_upper", "population_share"]].max().max())
        axis = "Per cent of children whose group is known"
        return canvas.finish(
            ax,
            title=findings.representation_headline(groups, team=shown.iloc[0]["area"]),
            axis=axis,
            foot=_foot_of_groups(shown),
        )


def relative_rates(groups: pd.DataFrame, *, ax: Axes | None = None) -> Axes | findings.Sentence:
    """Draw each group's rate over the White rate on a log scale, with its exact interval, from `ethnicity.groups`.

    Without an index, return a sentence instead of a chart. `groups` is what `ethnicity.groups` returns. `ax` is an Axes
    of your own to draw on.

    >>> import yotlib as yot
    >>> groups = yot.ethnicity.groups(yot.load(), "Bradford")
    >>> ax = yot.charts.relative_rates(groups)
    >>> print(ax.get_figure().get_suptitle())
    Asian children were cautioned or sentenced at 0.53 (0.42 to 0.66) times the
    White rate in Bradford in 2019-20, on the population of 21 March 2021 (Office
    for National Statistics); more than chance would explain.
    """
    shown = groups[(~groups["group"].isin([NOT_KNOWN, WHITE])) & (groups["rri"] > 0) & np.isfinite(groups["rri_upper"])]
    if shown.empty:
        return findings.Nothing("No chart: no relative rate index can be worked out.")
    with in_style():
        ax = ax or canvas.blank_chart(height=1.9 + 0.5 * len(shown))
        places = np.arange(len(shown))
        ax.axvspan(*RRI_WITHIN, color=PALE, alpha=0.35, lw=0)
        ax.axvline(1, color=GREY, lw=1)
        draw_intervals(ax, shown["rri"], places, shown["rri_lower"], shown["rri_upper"], colour=INK)
        ax.plot(shown["rri"], places, "o", color=INK, ms=8)
        for place, value in zip(places, shown["rri"], strict=True):
            ax.annotate(
                f"{value:.2f}", (value, place), xytext=(0, 9), textcoords="offset points", ha="center", fontsize=9
            )
        ax.set_xscale("log")
        _set_log_ticks(ax, shown)
        ax.set_yticks(places, [GROUP_NAMES[group] for group in shown["group"]])
        ax.set_ylim(len(shown) - 0.4, -0.6)
        ax.grid(axis="y", visible=False)
        ax.grid(axis="x", visible=True)
        axis = "Relative rate index: 1 is the White rate, shaded 0.8 to 1.25"
        return canvas.finish(
            ax,
            title=findings.relative_rate_headline(groups, team=shown.iloc[0]["area"]),
            axis=axis,
            foot=_foot_of_groups(shown),
        )


def shares_over_time(series: pd.DataFrame, *, ax: Axes | None = None) -> Axes | findings.Sentence:
    """Draw how far each group's share lies above or below its share of children, from `ethnicity.over_time`.

    Bands are the limits of the group's share of the children cautioned or sentenced; the population has none. For fewer
    than two years return a sentence instead of a chart. `series` is what `ethnicity.over_time` returns. `ax` is an Axes
    of your own to draw on.

    >>> import yotlib as yot
    >>> years = yot.ethnicity.over_time(yot.load(), "Bradford")
    >>> ax = yot.charts.shares_over_time(years)
    >>> print(ax.get_figure().get_suptitle())
    White children were over-represented among the children cautioned or sentenced
    in Bradford in every year from 2013-14 to 2019-20, on the population of 21
    March 2021; described, not tested.
    """
    shown = series[series["representation"].notna()]
    if shown["period_end"].nunique() < 2:
        return findings.Nothing("No chart: fewer than two years are published here by ethnic group with a population.")
    with in_style():
        ax = ax or canvas.blank_chart(height=4.6)
        ax.axhline(0, color=GREY, lw=1.2)
        for group, line in shown.groupby("group", sort=False):
            _draw_line(ax, line, GROUP_COLOURS[str(group)])
        _label_ends(ax, shown)
        _set_years(ax, shown)
        ax.set_xlabel("")
        axis = "Representation, percentage points (above 0: over-represented)"
        foot = _foot_of_years(shown)
        return canvas.finish(ax, title=findings.over_time_headline(series), axis=axis, foot=foot, along="y")


def _draw_line(ax: Axes, line: pd.DataFrame, colour: str) -> None:
    years = line["period_end"].dt.year.to_numpy()
    lower, upper = (line[end] - line["population_share"] for end in ("share_lower", "share_upper"))
    ax.plot(years, line["representation"], color=colour, marker="o", ms=4.5, lw=2.2, zorder=3)
    ax.fill_between(years, lower.to_numpy(), upper.to_numpy(), color=colour, alpha=0.1, lw=0)


def _label_ends(ax: Axes, shown: pd.DataFrame) -> None:
    """Write each line's group and last gap at its end, pushed apart where they would touch."""
    ends = shown.drop_duplicates("group", keep="last").sort_values("representation")
    low, high = ax.get_ylim()
    places: list[float] = []
    for gap in ends["representation"]:
        places.append(max(gap, places[-1] + LABEL_GAP * (high - low)) if places else gap)
    for place, (_, end) in zip(places, ends.iterrows(), strict=True):
        label = f"{GROUP_NAMES[end['group']]} {end['representation']:+.1f}"
        write_beside(ax, [end["period_end"].year], [place], [label], fontsize=10, annotation_clip=False)


def _set_years(ax: Axes, shown: pd.DataFrame) -> None:
    years = shown.drop_duplicates("period_end").iloc[::-1]
    kept = years.iloc[:: 1 + len(years) // MOST_YEARS]
    ax.set_xticks(kept["period_end"].dt.year, [period_of(year) for _, year in kept.iterrows()])
    ax.set_xlim(years["period_end"].dt.year.min() - 0.3, years["period_end"].dt.year.max() + 0.05)
    ax.yaxis.set_major_formatter(lambda gap, _: f"{gap:+g}" if gap else "0")


def _foot_of_years(shown: pd.DataFrame) -> str:
    first, last = shown.iloc[0], shown.iloc[-1]
    population = dict.fromkeys(_population_and_source(row) for _, row in shown.iterrows())
    when = f"{period_of(first)} to {period_of(last)}"
    return f"Period: {when}. Source: {first['source']}; {'; '.join(population)}. Bands: {print_level(shown)} intervals."


def _population_and_source(row: pd.Series) -> str:
    day = periods.label(row["population_start"], row["population_end"])
    return f"population of {day}: {row['population_source']}"


def _set_log_ticks(ax: Axes, shown: pd.DataFrame) -> None:
    low, high = 0.85 * min(0.7, shown["rri_lower"].replace(0, np.nan).min()), 1.15 * max(1.4, shown["rri_upper"].max())
    ticks = [tick for tick in (FINE if high / low < WIDE else COARSE) if low <= tick <= high]
    ax.set_xlim(low, high)
    ax.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    ax.minorticks_off()


def _foot_of_groups(shown: pd.DataFrame) -> str:
    first = shown.iloc[0]
    when = first["note"] or period_of(first)
    known = f"Period: {when}. Source: {first['source']}; {_population_and_source(first)}."
    return f"{known} Lines: {print_level(shown)} intervals."
