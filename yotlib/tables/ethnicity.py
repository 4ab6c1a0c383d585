"""Tables of ethnic groups."""

import pandas as pd

from yotlib.analysis.ethnicity import GROUP_NAMES
from yotlib.reference import periods
from yotlib.tables.formatting import NOTHING, mapped, periods_of, sources_of, with_adjusted, with_limits
from yotlib.tables.table import Table


def counts_by_group(beside: pd.DataFrame) -> Table:
    """Children cautioned or sentenced by ethnic group, the team beside its baselines: counts and per cents of all."""
    if beside.empty:
        return Table(pd.DataFrame(), caption="Children cautioned or sentenced by ethnic group", data=beside)
    rows = [_counts(area) for _, area in beside.groupby("area", sort=False)]
    caption = (
        f"Children cautioned or sentenced by ethnic group, {periods_of(beside).iloc[0]}: number and per cent of all "
        f"counted, not known included, rounded as published. Source: {sources_of(beside)}"
    )
    return Table(pd.DataFrame(rows).fillna(NOTHING), caption=caption, data=beside)


def groups(table: pd.DataFrame) -> Table:
    """Representation and the relative rate index by ethnic group, with the population's year."""
    if table.empty:
        return Table(pd.DataFrame(), caption="Representation by ethnic group", data=table)
    shown = pd.DataFrame(
        {
            "Group": table["group"].map(GROUP_NAMES),
            "Children": mapped(table["count"], "{:,.0f}".format),
            "Share of known (95% interval)": with_limits(table, "share", "{:.1f}%".format),
            "Share of children aged 10-17": mapped(table["population_share"], "{:.1f}%".format),
            "Representation, points": mapped(table["representation"], "{:+.1f}".format),
            "p (adjusted)": with_adjusted(table["p_value"], table["p_adjusted"]),
            "Relative rate index (95% interval)": with_limits(table, "rri", "{:.3f}".format),
        }
    )
    return Table(shown, caption=_groups_caption(table), data=table)


def groups_over_time(series: pd.DataFrame) -> Table:
    """Representation in percentage points, a row a year and a column a group; nothing for a single year."""
    caption = "Representation in percentage points by year and ethnic group"
    known = series[series["representation"].notna()]
    if known["period_end"].nunique() < 2:
        return Table(pd.DataFrame(), caption=caption, data=series)
    printed = known.assign(Year=periods_of(known), shown=known["representation"].map("{:+.1f}".format))
    order = [name for name in GROUP_NAMES if name in set(known["group"])]
    wide = printed.pivot(index=["period_end", "Year"], columns="group", values="shown")[order].fillna(NOTHING)
    shown = wide.rename(columns=GROUP_NAMES).reset_index().drop(columns="period_end").rename_axis(columns=None)
    return Table(shown, caption=f"{caption}. Source: {sources_of(series)}", data=series)


def population(table: pd.DataFrame) -> Table:
    """Children aged 10-17 of the area by ethnic group, with the population's year and source."""
    if table.empty:
        return Table(pd.DataFrame(), caption="Children aged 10-17 by ethnic group", data=table)
    first = table.iloc[0]
    when = periods.label(first["population_start"], first["population_end"])
    shown = pd.DataFrame(
        {
            "Group": [*table["group"].map(GROUP_NAMES), "All"],
            "Children aged 10-17": [f"{number:,.0f}" for number in (*table["population"], table["population"].sum())],
            "Share": [f"{share:.1f}%" for share in (*table["population_share"], 100)],
        }
    )
    caption = f"Children aged 10-17 by ethnic group on {when}. Source: {first['population_source']}"
    return Table(shown, caption=caption, data=table)


def _counts(area: pd.DataFrame) -> dict[str, str]:
    groups = {
        GROUP_NAMES[row["group"]]: f"{row['count']:,.0f} ({row['share_of_all']:.0f}%)" for _, row in area.iterrows()
    }
    return {"Area": area["name"].iloc[0]} | groups | {"All": f"{area['count'].sum():,.0f}"}


def _groups_caption(table: pd.DataFrame) -> str:
    first = table.iloc[0]
    when = first["note"] or periods_of(table).iloc[0]
    counted = f"Children cautioned or sentenced, {when} ({first['source']})"
    if pd.isna(first["population_source"]):
        return f"{counted}; no population by the same groups was published by then"
    day = periods.label(first["population_start"], first["population_end"])
    return f"{counted}, against children aged 10-17 of {day} ({first['population_source']})"
