"""Every figure of the suite: a finished table in, an Axes out; nothing is computed here.

Colours are roles, from the Government Analysis Function's accessible palette: the team in dark
ink, its baselines in accents. The title states the finding, the axis the measure and its unit,
the foot the source.
"""

from collections.abc import Callable, Iterable
from itertools import cycle, pairwise
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns
from afcharts.af_colours import get_af_colours
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from yotlib import canvas, findings, periods
from yotlib.canvas import STYLE
from yotlib.ethnicity import GROUP_NAMES, NOT_KNOWN, RRI_WITHIN, WHITE
from yotlib.measures import get

INK, TEAL, PLUM, ORANGE, GREY, VIOLET = get_af_colours("categorical", number_of_colours=6)
PALE = "#BFBFBF"
NAME_WIDTH = 26
LABEL_WIDTH = 34
COLOURS = {"team": INK, "region": TEAL, "nation": ORANGE, "england-and-wales": PLUM, "named": GREY}


def compare(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes | findings.Sentence:
    """Bars of a team and its baselines with their intervals, from the table of `compare`.

    A team without a value gives a sentence instead of an empty chart.
    """
    shown = table.dropna(subset=["value"])
    if shown.empty or shown.iloc[0]["role"] != "team":
        return findings.Nothing("No chart: there is no figure to draw.")
    measure = get(shown.iloc[0]["measure"])
    with plt.style.context(STYLE):
        ax = ax or canvas.blank(height=1.7 + 0.52 * len(shown))
        colours = [COLOURS[role] for role in shown["role"]]
        sns.barplot(
            shown, x="value", y="name", hue="name", palette=colours, saturation=1, width=0.62, legend=False, ax=ax
        )
        ax.set_yticks(range(len(shown)), [canvas.filled(name, NAME_WIDTH) for name in shown["name"]])
        _whiskers(ax, shown)
        _value_labels(ax, shown, [measure.printed(value) for value in shown["value"]])
        ax.grid(axis="y", visible=False)
        ax.grid(axis="x", visible=True)
        ax.set(ylabel="", xlim=(0, 1.16 * shown[["value", "upper"]].max().max() or 1))
        axis = _named(measure.name, measure.unit)
        return canvas.finish(ax, title=findings.headline(table), axis=axis, foot=_foot(shown))


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
        ax.set(xlabel="", ylim=(0, _top(shown)))
        _years(ax, shown)
        axis = _named(measure.name, measure.unit)
        return canvas.finish(ax, title=findings.change(series), axis=axis, foot=_foot(shown), along="y")


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
            _beside(ax, ends, rows, [f"{value:.1f}% of children {kinds[column]}" for value in shown[column]])
        _errors(ax, shown["share"], places - 0.19, shown["share_lower"], shown["share_upper"])
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
        _errors(ax, shown["rri"], places, shown["rri_lower"], shown["rri_upper"], colour=INK)
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


def _colours(shown: pd.DataFrame) -> list[str]:
    """A colour a line, by the role of its area; areas named by the reader take theirs in turn."""
    named = cycle((GREY, VIOLET, TEAL, PLUM, ORANGE))
    roles = shown.drop_duplicates("area")["role"]
    return [next(named) if role == "named" else COLOURS[role] for role in roles]


def _top(shown: pd.DataFrame) -> float:
    return float(1.1 * shown[["value", "upper"]].max().max()) or 1.0


def _whiskers(ax: Axes, shown: pd.DataFrame) -> None:
    known = shown.reset_index(drop=True).dropna(subset=["lower", "upper"])
    _errors(ax, known["value"], known.index, known["lower"], known["upper"])


def _errors(ax: Axes, value: Any, place: Any, lower: Any, upper: Any, *, colour: str = GREY) -> None:
    gaps = np.array([np.subtract(value, lower), np.subtract(upper, value)]).clip(min=0)
    ax.errorbar(value, place, xerr=gaps, fmt="none", ecolor="white", elinewidth=4, capsize=0)
    ax.errorbar(value, place, xerr=gaps, fmt="none", ecolor=colour, elinewidth=1.6, capsize=4)


def _value_labels(ax: Axes, shown: pd.DataFrame, labels: list[str]) -> None:
    _beside(ax, shown["upper"].fillna(shown["value"]), range(len(shown)), labels, fontsize=11, fontweight="bold")


def _beside(ax: Axes, ends: Iterable[float], places: Iterable[float], labels: list[str], **looks: Any) -> None:
    for end, place, label in zip(ends, places, labels, strict=True):
        looks = {"fontsize": 9} | looks
        ax.annotate(label, (end, place), xytext=(7, 0), textcoords="offset points", va="center", **looks)


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
    spread = _spread([end["value"] for end in ends], 0.075 * lines * _top(shown))
    for end, place, label in zip(ends, spread, labels, strict=True):
        at = (_positions(end.to_frame().T)[0], place)
        weight = "bold" if end["role"] == "team" else "normal"
        _beside(ax, [at[0]], [at[1]], [label], fontsize=10, fontweight=weight, annotation_clip=False)


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


def _log_ticks(ax: Axes, shown: pd.DataFrame) -> None:
    low, high = 0.85 * min(0.7, shown["rri_lower"].replace(0, np.nan).min()), 1.15 * max(1.4, shown["rri_upper"].max())
    ticks = [tick for tick in (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20) if low <= tick <= high]
    ax.set_xlim(low, high)
    ax.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    ax.minorticks_off()


def _named(name: str, unit: str) -> str:
    return name if unit in name.lower() or name.lower().endswith(unit) else f"{name}, {unit}"


def _foot(shown: pd.DataFrame) -> str:
    estimated = (
        " Intervals are estimated."
        if shown["note"].str.startswith("[e]").any() and shown["lower"].notna().any()
        else ""
    )
    whiskers = " Lines and bands: 95% intervals." if shown["lower"].notna().any() else " No intervals can be given."
    spans = dict.fromkeys(findings.period_of(row) for _, row in shown.iterrows())
    when = f"{next(iter(spans))} to {list(spans)[-1]}" if len(spans) > 1 else next(iter(spans))
    return f"Period: {when}. Source: {', '.join(dict.fromkeys(shown['source']))}.{whiskers}{estimated}"


def _foot_groups(shown: pd.DataFrame) -> str:
    first = shown.iloc[0]
    day = periods.label(first["population_start"], first["population_end"])
    when = findings.period_of(first)
    population = f"population of {day}: {first['population_source']}"
    return f"Period: {when}. Source: {first['source']}; {population}. Lines: 95% intervals."
