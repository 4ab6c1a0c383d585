"""All teams at once."""

import pandas as pd

from yotlib.reference.areas import every
from yotlib.reference.measures import get
from yotlib.tables.formatting import intervals, judged, mapped, marked, periods_of, sources_of, title_of, with_adjusted
from yotlib.tables.table import Table


def teams(table: pd.DataFrame) -> Table:
    """Every team with a figure: value, interval, place, ratio to the rest of its nation, both p values, verdict."""
    if table.empty:
        return Table(pd.DataFrame(), caption="Every team with a figure", data=table)
    measure = get(table.iloc[0]["measure"])
    shown = pd.DataFrame(
        {
            "Team": table["name"],
            "Region": [every()[region].name for region in table["region"]],
            "Value": table["value"].map(measure.printed),
            "95% interval": marked(intervals(table, measure.printed), table["note"]),
            "Place, from the best": mapped(table["place"], "{:.0f}".format),
            "Ratio": mapped(table["ratio"].astype(float), "{:.2f}".format),
            "p (adjusted)": with_adjusted(table["p_value"].astype(float), table["p_adjusted"]),
            "Verdict": judged(table),
        }
    )
    return Table(
        shown, caption=f"{title_of(table)}, {periods_of(table).iloc[0]}. Source: {sources_of(table)}", data=table
    )
