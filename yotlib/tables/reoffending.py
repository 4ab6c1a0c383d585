"""Show reoffending split into how many children and how often each."""

import pandas as pd

from yotlib.tables.formatting import format_column, periods_of, sources_of
from yotlib.tables.table import Table


def split(parts: pd.DataFrame) -> Table:
    """Show the frequency rate and its two parts, the team beside its baselines.

    `parts` is what `reoffending.split` returns.

    >>> import yotlib as yot
    >>> parts = yot.reoffending.split(yot.load(), "Bradford")
    >>> yot.tables.split(parts).shown.iloc[0].to_dict()
    {'Area': 'Bradford', 'Reoffended (binary rate)': '42.1%', 'Reoffences per child in the cohort (frequency rate)': \
'2.36', 'Reoffences per child who reoffends': '5.61', 'Gap from reoffences by each': '–'}
    """
    caption = "Reoffending: how many children, and how often each"
    if parts.empty:
        return Table(pd.DataFrame(), caption=caption, data=parts)
    shown = pd.DataFrame(
        {
            "Area": parts["name"],
            "Reoffended (binary rate)": format_column(parts["binary"], "{:.1f}%".format),
            "Reoffences per child in the cohort (frequency rate)": format_column(parts["frequency"], "{:.2f}".format),
            "Reoffences per child who reoffends": format_column(parts["per_reoffender"], "{:.2f}".format),
            "Gap from reoffences by each": format_column(parts["share_each"], "{:.0f}%".format),
        }
    )
    caption = f"{caption}, {periods_of(parts).iloc[0]}. Source: {sources_of(parts)}"
    return Table(shown, caption=caption, data=parts, numbers=shown.columns[1:])
