"""Ethnic groups: shares beside shares, and each group's rate over the White rate."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from yotlib import canvas, findings, periods
from yotlib.canvas import STYLE
from yotlib.charts.parts import GREY, INK, PALE, TEAL, whiskers, write_beside
from yotlib.ethnicity import GROUP_NAMES, NOT_KNOWN, RRI_WITHIN, WHITE


def shares(groups: pd.DataFrame, *, ax: Axes | None = None) -> Axes | findings.Sentence:
    """Each group's share of children cautioned or sentenced beside its share of children, from `ethnicity.groups`."""
    shown = groups[(groups["group"] != NOT_KNOWN) & groups["population_share"].notna()]
    if shown.empty:
        return findings.Nothing("No chart: no groups are published here, or no population to set them against.")
    kinds = {"share": "cautioned or sentenced", "population_share": "aged 10-17"}
    with plt.style.context(STYLE):
        ax = ax or canvas.blank(height=1.9 + 0.62 * len(shown))
        places = np.arange(len(shown))
        for step, (column, colour) in enumerate(zip(kinds, (INK, TEAL), strict=True)):
            rows = places + 0.38 * (step - 0.5)
            ax.barh(rows, shown[column], height=0.34, color=colour)
            ends = shown["share_upper"] if column == "share" else shown[column]
            write_beside(ax, ends, rows, [f"{value:.1f}% of children {kinds[column]}" for value in shown[column]])
        whiskers(ax, shown["share"], places - 0.19, shown["share_lower"], shown["share_upper"])
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
            foot=_foot_groups(shown),
        )


def relative_rates(groups: pd.DataFrame, *, ax: Axes | None = None) -> Axes | findings.Sentence:
    """Each group's rate over the White rate on a log scale, with its exact interval, from `ethnicity.groups`."""
    shown = groups[(~groups["group"].isin([NOT_KNOWN, WHITE])) & (groups["rri"] > 0) & np.isfinite(groups["rri_upper"])]
    if shown.empty:
        return findings.Nothing("No chart: no relative rate index can be worked out.")
    with plt.style.context(STYLE):
        ax = ax or canvas.blank(height=1.9 + 0.5 * len(shown))
        places = np.arange(len(shown))
        ax.axvspan(*RRI_WITHIN, color=PALE, alpha=0.35, lw=0)
        ax.axvline(1, color=GREY, lw=1)
        whiskers(ax, shown["rri"], places, shown["rri_lower"], shown["rri_upper"], colour=INK)
        ax.plot(shown["rri"], places, "o", color=INK, ms=8)
        for place, value in zip(places, shown["rri"], strict=True):
            ax.annotate(
                f"{value:.2f}", (value, place), xytext=(0, 9), textcoords="offset points", ha="center", fontsize=9
            )
        ax.set_xscale("log")
        _log_ticks(ax, shown)
        ax.set_yticks(places, [GROUP_NAMES[group] for group in shown["group"]])
        ax.set_ylim(len(shown) - 0.4, -0.6)
        ax.grid(axis="y", visible=False)
        ax.grid(axis="x", visible=True)
        axis = "Relative rate index: the group's rate over the White rate (1 = the White rate; shaded: 0.8 to 1.25)"
        return canvas.finish(
            ax,
            title=findings.relative_rate_headline(groups, team=shown.iloc[0]["area"]),
            axis=axis,
            foot=_foot_groups(shown),
        )


def _log_ticks(ax: Axes, shown: pd.DataFrame) -> None:
    low, high = 0.85 * min(0.7, shown["rri_lower"].replace(0, np.nan).min()), 1.15 * max(1.4, shown["rri_upper"].max())
    ticks = [tick for tick in (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20) if low <= tick <= high]
    ax.set_xlim(low, high)
    ax.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    ax.minorticks_off()


def _foot_groups(shown: pd.DataFrame) -> str:
    first = shown.iloc[0]
    day = periods.label(first["population_start"], first["population_end"])
    when = findings.period_of(first)
    population = f"population of {day}: {first['population_source']}"
    return f"Period: {when}. Source: {first['source']}; {population}. Lines: 95% intervals."
