"""Draw the numbers of each ethnic group to be expected at national rates, beside the area's own."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from yotlib import findings
from yotlib.analysis.ethnicity import GROUP_NAMES
from yotlib.charts import canvas
from yotlib.charts.colours import INK, TEAL, write_beside
from yotlib.charts.style import in_style
from yotlib.findings.wording import period_of
from yotlib.reference import periods


def expected(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes | findings.Sentence:
    """Draw each group's expected number, and the area's own where it is published, from `ethnicity.expected`.

    Own numbers are of children whose group is known, so the expected ones are too, save on the row of all. If the table
    is empty, return a sentence instead of a chart. `table` is what `ethnicity.expected` returns. `ax` is an Axes of
    your own to draw on.

    >>> import yotlib as yot
    >>> expected = yot.ethnicity.expected(yot.load(), "Bradford", period="2020-21")
    >>> ax = yot.charts.expected(expected)
    >>> print(ax.get_figure().get_suptitle())
    276 children were cautioned or sentenced in Bradford in 2020-21, where about
    148 would be expected if each ethnic group had England and Wales's rate: 1.87
    times that (1.65 to 2.10), 128 more; more than chance would explain.
    """
    if table.empty:
        return findings.Nothing("No chart: no expected numbers can be worked out.")
    numbers = table["expected"].where(table["group"] == "all", table["expected_known"])
    with in_style():
        ax = ax or canvas.blank_chart(height=1.9 + 0.55 * len(table))
        places = np.arange(len(table))
        own = table["count"].notna().to_numpy()
        rows = places + np.where(own, 0.19, 0)
        ax.barh(rows, numbers, height=0.34, facecolor="white", edgecolor=TEAL, linewidth=1.6)
        write_beside(ax, numbers, rows, [f"{number:,.1f} expected" for number in numbers])
        counted = table.loc[own, "count"]
        ax.barh(places[own] - 0.19, counted, height=0.34, color=INK)
        write_beside(ax, counted, places[own] - 0.19, [f"{number:,.0f} counted" for number in counted])
        ax.set_yticks(places, [GROUP_NAMES.get(group, "All") for group in table["group"]])
        ax.invert_yaxis()
        ax.grid(axis="y", visible=False)
        ax.grid(axis="x", visible=True)
        ax.set_xlim(0, 1.3 * np.nanmax([numbers.max(), counted.max() if own.any() else 0]))
        title = findings.expected_headline(table, team=table.iloc[0]["area"])
        axis = "Children cautioned or sentenced in a year; groups without those not known"
        return canvas.finish(ax, title=title, axis=axis, foot=_foot(table))


def _foot(table: pd.DataFrame) -> str:
    first = table.iloc[0]
    sources = dict.fromkeys([first["source"], *table["count_source"].dropna()])
    day = periods.label(first["population_start"], first["population_end"])
    named = ", ".join(source for source in sources if source)
    return f"Period: {period_of(first)}. Source: {named}; population of {day}: {first['population_source']}."
