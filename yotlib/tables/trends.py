"""Show a measure over the years."""

import pandas as pd

from yotlib.findings.wording import as_printed, print_value
from yotlib.reference.measures import Measure, get
from yotlib.tables.formatting import NOTHING, format_intervals, interval_heading, periods_of, sources_of, title_of
from yotlib.tables.table import Table

PERIOD = ["period_end", "period_start"]


def over_time(series: pd.DataFrame) -> Table:
    """Show a series: one row a period, one column an area, the team's interval beside it.

    `series` is what `trends.over_time` returns.

    >>> import yotlib as yot
    >>> years = yot.trends.over_time(yot.load(), "Bradford", "first_time_entrants", period="2024")
    >>> yot.tables.over_time(years).shown.iloc[-1].to_dict()
    {'Period': '2024', 'Bradford': '130', 'Yorkshire and the Humber': '152', 'England': '138', '95% interval, \
Bradford': '104 to 160'}
    """
    if series.empty:
        return Table(pd.DataFrame(), caption="Over time", data=series)
    measure = get(series.iloc[0]["measure"])
    dated = series.assign(Period=periods_of(series), printed=_print_values(series, measure))
    wide = dated.pivot(index=PERIOD, columns="name", values="printed")[list(dict.fromkeys(series["name"]))]
    team = dated[dated["role"] == "team"].set_index(PERIOD)
    limits = format_intervals(team, as_printed(measure, team.iloc[0]).printed) if len(team) else pd.Series(dtype="str")
    columns = {"Period": dated.drop_duplicates(PERIOD).set_index(PERIOD)["Period"]} | dict(wide.items())
    if (limits != NOTHING).any():
        columns[f"{interval_heading(series)}, {team['name'].iloc[0]}"] = limits
    shown = pd.DataFrame(columns).sort_index().fillna(NOTHING)
    caption = f"{title_of(series)}, by period. Source: {sources_of(series)}"
    return Table(shown, caption=caption, data=series, numbers=shown.columns[1:])


def _print_values(series: pd.DataFrame, measure: Measure) -> pd.Series:
    return pd.Series([print_value(row, measure) for _, row in series.iterrows()], index=series.index, dtype="str")
