"""Show all teams at once."""

import pandas as pd

from yotlib.reference.areas import all_areas
from yotlib.reference.measures import get
from yotlib.tables.formatting import (
    NOTHING,
    add_marks,
    format_column,
    format_intervals,
    format_p_values,
    interval_heading,
    periods_of,
    sources_of,
    title_of,
    verdict_and_judgement,
)
from yotlib.tables.table import Table

STANDS = " †"


def teams(table: pd.DataFrame) -> Table:
    """Show every team with a figure: value, interval, place, ratio to its nation, p values, verdict.

    Where team and nation are both counted, ratio and p are to the rest of the nation, the team left out. A verdict that
    still holds when all teams are tested at once carries a mark, explained in the caption; the mark does not change
    the word. A team that is not ranked has a dash for its place. `table` is what `national.table` returns.

    >>> import yotlib as yot
    >>> teams = yot.national.table(yot.load(), "first_time_entrants", period="2024")
    >>> yot.tables.teams(teams).shown.iloc[0].to_dict()
    {'Team': 'Wokingham', 'Region': 'South East', 'Value': '63', '95% interval': '34 to 106 [e]', 'Place, from the \
best': '1', 'Ratio': '0.46', 'p (adjusted)': '0.001 (0.007)', 'Among teams': 'beyond most teams', 'Verdict': 'lower, \
better †'}
    """
    if table.empty:
        return Table(pd.DataFrame(), caption="Every team with a figure", data=table)
    measure, interval = get(table.iloc[0]["measure"]), interval_heading(table)
    shown = pd.DataFrame(
        {
            "Team": table["name"],
            "Region": [all_areas()[region].name for region in table["region"]],
            "Value": table["value"].map(measure.printed),
            interval: add_marks(format_intervals(table, measure.printed), table["note"]),
            "Place, from the best": format_column(table["place"], "{:.0f}".format),
            "Ratio": format_column(table["ratio"].astype(float), "{:.2f}".format),
            "p (adjusted)": format_p_values(table["p_value"].astype(float), table["p_adjusted"]),
            "Among teams": table["among"].fillna("").replace("", NOTHING),
            "Verdict": verdict_and_judgement(table) + table["stands"].map({True: STANDS}).fillna(""),
        }
    )
    explained = f".{STANDS}: the verdict stands when all teams are tested at once" if table["stands"].any() else ""
    caption = f"{title_of(table)}, {periods_of(table).iloc[0]}. Source: {sources_of(table)}{explained}"
    numbers = ["Value", interval, "Place, from the best", "Ratio", "p (adjusted)"]
    return Table(shown, caption=caption, data=table, numbers=numbers)
