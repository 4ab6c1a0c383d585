"""Draw a team and its baselines as bars with their intervals."""

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes

from yotlib import findings
from yotlib.analysis.verdicts import REST_OF
from yotlib.charts import canvas
from yotlib.charts.colours import COLOURS, GREY, NAME_WIDTH, axis_label, draw_intervals, foot_text, write_beside
from yotlib.charts.style import in_style
from yotlib.findings.wording import print_value
from yotlib.reference.measures import get


def compare(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes | findings.Sentence:
    """Draw a team and its baselines as bars with their intervals, from the table of `compare`.

    A baseline without a value is not drawn. If the team has none, return a sentence instead of an empty chart. `table`
    is what `compare` returns.

    >>> import yotlib as yot
    >>> table = yot.compare(yot.load(), "Leeds", "first_time_entrants", period="2024")
    >>> len(yot.charts.compare(table).patches)
    3
    """
    shown = table.dropna(subset=["value"])
    if shown.empty or shown.iloc[0]["role"] != "team":
        return findings.Nothing("No chart: there is no figure to draw.")
    measure = get(shown.iloc[0]["measure"])
    with in_style():
        ax = ax or canvas.blank_chart(height=1.7 + 0.52 * len(shown))
        colours = [COLOURS.get(role.removeprefix(REST_OF), GREY) for role in shown["role"]]
        sns.barplot(
            shown, x="value", y="name", hue="name", palette=colours, saturation=1, width=0.62, legend=False, ax=ax
        )
        ax.set_yticks(range(len(shown)), [canvas.wrap(name, NAME_WIDTH) for name in shown["name"]])
        _draw_intervals(ax, shown)
        _write_values(ax, shown, [print_value(row, measure) for _, row in shown.iterrows()])
        ax.grid(axis="y", visible=False)
        ax.grid(axis="x", visible=True)
        ax.set(ylabel="", xlim=(0, 1.16 * shown[["value", "upper"]].max().max() or 1))
        axis = axis_label(measure.name, measure.unit)
        return canvas.finish(
            ax, title=findings.headline(table), axis=axis, foot=foot_text(shown) + _explain_smallest(shown)
        )


def _explain_smallest(shown: pd.DataFrame) -> str:
    """Say where an interval is that of the smallest cohort that fits."""
    at_least = "smallest_cohort" in shown and shown["smallest_cohort"].notna().any()
    return " The cohort is not published: the interval is that of the smallest that fits." if at_least else ""


def _draw_intervals(ax: Axes, shown: pd.DataFrame) -> None:
    with_interval = shown.reset_index(drop=True).dropna(subset=["lower", "upper"])
    draw_intervals(ax, with_interval["value"], with_interval.index, with_interval["lower"], with_interval["upper"])


def _write_values(ax: Axes, shown: pd.DataFrame, labels: list[str]) -> None:
    write_beside(ax, shown["upper"].fillna(shown["value"]), range(len(shown)), labels, fontsize=11, fontweight="bold")
