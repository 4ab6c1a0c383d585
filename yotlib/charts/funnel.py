"""Draw a funnel: every team's value over its population, between limits by chance alone and widened limits."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from yotlib import findings
from yotlib.analysis.confidence import in_per_cent
from yotlib.analysis.funnel import POOLED, curve
from yotlib.analysis.funnel_limits import levels_of, limits_of
from yotlib.charts import canvas
from yotlib.charts.colours import COLOURS, GREY, INK, OTHERS, axis_label, write_beside
from yotlib.charts.funnel_names import write_names
from yotlib.charts.style import in_style
from yotlib.findings.funnel import coverage, finding, no_funnel
from yotlib.findings.wording import period_of
from yotlib.reference.areas import find
from yotlib.reference.measures import Measure, get

Array = np.ndarray[Any, Any]
WIDTHS = (1.1, 1.6)
ROLES = {"England and Wales": "england-and-wales", POOLED: "region"}
LINE = 0.05
HIGHER = 0.07


def funnel(table: pd.DataFrame, *, team: str | None = None, ax: Axes | None = None) -> Axes | findings.Nothing:
    """Draw every team over its population, with dashed limits by chance alone and solid limits widened as teams differ.

    `table` is that of `yot.funnel.funnel`. Teams outside the widened limits are named; `team` is in ink and named. If
    no team has limits, or `team` is not among them, return a sentence instead of a chart. `ax` is an Axes of your own
    to draw on.

    >>> import yotlib as yot
    >>> teams = yot.funnel.funnel(yot.load(), "first_time_entrants", period="2024")
    >>> ax = yot.charts.funnel(teams, team="Leeds")
    >>> print(ax.get_figure().get_suptitle())
    First-time entrants in 2024: of 134 teams, 2 (all above) lay outside the 99.8%
    limits around England (138) and 16 (12 above, 4 below) outside the 95% limits.
    Teams differ more than chance would explain, so the limits are widened. Leeds
    (154) lay inside them.
    """
    shown = table.dropna(subset=["value", "phi"]).reset_index(drop=True)
    if obstacle := no_funnel(shown, team):
        return findings.Nothing(obstacle)
    team = str(find(team)) if team else None
    measure = get(shown.iloc[0]["measure"])
    named = shown[(shown["outlier"] != "no") | (shown["area"] == team)]
    with in_style():
        ax = ax or canvas.blank_chart(height=5.2 + HIGHER * len(named))
        lines = curve(shown, measure.key)
        _draw_limits(ax, lines)
        _set_scales(ax, shown, lines, measure)
        _label_ends(ax, lines, shown.iloc[0], measure)
        _draw_points(ax, shown, team)
        title, axis = finding(shown, team=team), axis_label(measure.name, measure.unit)
        canvas.finish(ax, title=title, axis=axis, foot=_foot_text(shown), along="y")
        if not write_names(ax, named.assign(is_team=named["area"] == team), shown, lines):
            canvas.finish(ax, title=title, axis=axis, foot=f"{_foot_text(shown)} Named where there is room.", along="y")
    return ax


def _draw_limits(ax: Axes, lines: pd.DataFrame) -> None:
    for level, width in zip(levels_of(lines), WIDTHS, strict=True):
        for side in ("lower", "upper"):
            plain, wide = lines[f"{side}_{level}"], lines[f"{side}_{level}_wide"]
            ax.plot(lines["population"], plain, color=OTHERS, lw=0.8 * width, ls=(0, (4, 3)), zorder=1)
            ax.plot(lines["population"], wide, color=GREY, lw=width, zorder=1)


def _set_scales(ax: Axes, shown: pd.DataFrame, lines: pd.DataFrame, measure: Measure) -> None:
    widest = lines.loc[lines["population"] >= shown["population"].min(), limits_of(lines)].max().max()
    top = 1.06 * max(widest, shown["value"].max()) or 1.0
    ax.set(xlim=(0, lines["population"].iloc[-1]), ylim=(0, min(top, 100) if measure.kind == "proportion" else top))
    ax.set_xlabel(_population_label(shown.iloc[0], measure))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    per_cent = "%" if measure.kind == "proportion" else ""
    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,g}{per_cent}"))


def _population_label(first: pd.Series, measure: Measure) -> str:
    if measure.of_cohort:
        return "Children in the cohort" if first["age"] == "10-17" else f"Children aged {first['age']} in the cohort"
    return f"Children aged {first['age']}"


def _label_ends(ax: Axes, lines: pd.DataFrame, first: pd.Series, measure: Measure) -> None:
    """Draw the target's line, and name it and the widened limits at their right ends."""
    colour = COLOURS[ROLES.get(first["target_name"], "nation")]
    ax.axhline(lines["target"].iloc[-1], color=colour, lw=1.6, zorder=1)
    name = canvas.wrap(f"{first['target_name']} {measure.printed(lines['target'].iloc[-1])}", 12)
    levels = {level: in_per_cent(confidence) for level, confidence in levels_of(lines).items()}
    ends = {f"{side}_{level}_wide": name for level, name in levels.items() for side in ("lower", "upper")}
    last = lines.iloc[-1]
    placed = last[["target", *ends]].astype(float).sort_values()
    heights = np.where(placed.index == "target", name.count("\n") + 1, 1)
    places = _push_apart(placed.to_numpy(), LINE * ax.get_ylim()[1] * heights)
    for end, place in zip(placed.index, places, strict=True):
        looks = {"color": colour, "fontweight": "bold"} if end == "target" else {"color": GREY}
        write_beside(ax, [last["population"]], [place], [ends.get(end, name)], annotation_clip=False, **looks)


def _push_apart(places: Array, heights: Array) -> Array:
    """Move the ascending places of labels of some heights as little as possible, so that none overlap."""
    from scipy.optimize import isotonic_regression

    steps = heights.cumsum() - heights / 2
    return isotonic_regression(places - steps).x + steps


def _draw_points(ax: Axes, shown: pd.DataFrame, team: str | None) -> None:
    is_team, inside = (shown["area"] == team).to_numpy(), (shown["outlier"] == "no").to_numpy()
    for which, colour, size in ((~is_team & inside, OTHERS, 24), (~is_team & ~inside, GREY, 30), (is_team, INK, 64)):
        rows = shown[which]
        ax.scatter(rows["population"], rows["value"], s=size, color=colour, edgecolor="white", lw=0.5, zorder=3)


def _foot_text(shown: pd.DataFrame) -> str:
    first = shown.iloc[0]
    levels = " and ".join(in_per_cent(confidence) for confidence in levels_of(shown).values())
    drawn = f"Dashed: {levels} limits by chance alone. Solid: widened by how far teams differ."
    return f"Period: {period_of(first)}. Source: {first['source']}. {drawn} {coverage(shown)}".strip()
