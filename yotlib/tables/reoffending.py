"""The split of reoffending into how many children and how often each."""

import pandas as pd

from yotlib.tables.formatting import mapped, periods_of, sources_of
from yotlib.tables.table import Table


def split(parts: pd.DataFrame) -> Table:
    """The frequency rate and its two parts, the team beside its baselines."""
    caption = "Reoffending: how many children, and how often each"
    if parts.empty:
        return Table(pd.DataFrame(), caption=caption, data=parts)
    shown = pd.DataFrame(
        {
            "Area": parts["name"],
            "Reoffended (binary rate)": mapped(parts["binary"], "{:.1f}%".format),
            "Reoffences per child in the cohort (frequency rate)": mapped(parts["frequency"], "{:.2f}".format),
            "Reoffences per child who reoffends": mapped(parts["per_reoffender"], "{:.2f}".format),
            "Gap from reoffences by each": mapped(parts["share_each"], "{:.0f}%".format),
        }
    )
    return Table(shown, caption=f"{caption}, {periods_of(parts).iloc[0]}. Source: {sources_of(parts)}", data=parts)
