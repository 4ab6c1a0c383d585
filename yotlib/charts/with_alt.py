"""Give a chart that was drawn with matplotlib, seaborn or pandas the words that say what it shows."""

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from yotlib.charts.canvas import Described
from yotlib.charts.style import keep_settings
from yotlib.reference.errors import AskedWrongly

NO_WORDS = "with_alt needs words that say what the chart shows, for those who do not see it; {given!r} says nothing."
NO_CHART = "with_alt takes an Axes, a Figure or a grid of seaborn; {given} is none of them."


def with_alt(drawn: Any, alt: str) -> Described:
    """Return a chart of one's own as a picture with alternative text, to be shown as the last line of a cell.

    `drawn` is what matplotlib, seaborn or pandas returned: an Axes or several, a Figure, a grid, or a plot of
    `seaborn.objects`. It looks as you drew it, whatever the style of our charts. Its figure is closed for pyplot, so
    that the notebook does not show it a second time without `alt`. A pack is refused where a picture has no such
    words. Raises AskedWrongly without a chart or without words.

    >>> import yotlib as yot
    >>> here = yot.compare(yot.load(), "Leeds", "first_time_entrants", period="2024")
    >>> ax = here.plot.barh(x="name", y="value")
    >>> shown = yot.charts.with_alt(ax, f"{here.loc[0, 'name']} has the longest of {len(here)} bars.")
    """
    if not alt.strip():
        raise AskedWrongly(NO_WORDS.format(given=alt))
    figure = _figure_of(drawn)
    if not hasattr(figure, "drawn_with"):
        keep_settings(figure)
    plt.close(figure)
    return Described(figure, " ".join(alt.split()))


def _figure_of(drawn: Any) -> Figure:
    """Return the figure that was drawn on."""
    if hasattr(drawn, "on") and hasattr(drawn, "plot"):  # a plot of seaborn.objects
        blank = Figure(layout="constrained")
        drawn.on(blank).plot()
        return blank
    first = next(iter(np.ravel(drawn)), None) if isinstance(drawn, (list, tuple, np.ndarray)) else drawn
    figure: Any = first.get_figure(root=True) if isinstance(first, Axes) else getattr(first, "figure", first)
    if not isinstance(figure, Figure):
        raise AskedWrongly(NO_CHART.format(given=type(drawn).__name__))
    return figure
