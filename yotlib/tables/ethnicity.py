"""Show tables of ethnic groups."""

import pandas as pd

from yotlib.analysis.ethnicity import GROUP_NAMES
from yotlib.reference import periods
from yotlib.tables.formatting import (
    NOTHING,
    format_column,
    format_p_values,
    format_with_limits,
    interval_heading,
    periods_of,
    sources_of,
)
from yotlib.tables.table import Table

PER_CENT, WHOLE_PER_CENT, POINTS = "{:.1f}%".format, "{:.0f}%".format, "{:+.1f}".format
RATE, EXPECTED, INDEX, SHORT_INDEX = "{:.2f}".format, "{:,.1f}".format, "{:.3f}".format, "{:.2f}".format
SHARES = {"share": PER_CENT, "population_share": PER_CENT, "representation": POINTS}
NUMBERS = {"rate_known": RATE, "rate": RATE, "expected_known": EXPECTED, "expected": EXPECTED}


def counts_by_group(beside: pd.DataFrame) -> Table:
    """Show children cautioned or sentenced by ethnic group, the team and its baselines: counts and per cents of all.

    `beside` is what `ethnicity.beside` returns; there is a column a group.

    >>> import yotlib as yot
    >>> beside = yot.ethnicity.beside(yot.load(), "Bradford", period="2019-20")
    >>> yot.tables.counts_by_group(beside).shown.iloc[0].to_dict()
    {'Area': 'Bradford', 'White': '224 (61%)', 'Asian': '113 (31%)', 'Black': '14 (4%)', 'Mixed': '15 (4%)', 'Other': \
'3 (1%)', 'Not known': '0 (0%)', 'All': '369'}
    """
    if beside.empty:
        return Table(pd.DataFrame(), caption="Children cautioned or sentenced by ethnic group", data=beside)
    rows = [_row_of_area(area) for _, area in beside.groupby("area", sort=False)]
    caption = (
        f"Children cautioned or sentenced by ethnic group, {periods_of(beside).iloc[0]}: number and per cent of all "
        f"counted, not known included, rounded as published. Source: {sources_of(beside)}"
    )
    shown = pd.DataFrame(rows).fillna(NOTHING)
    prints = {"share_of_all": WHOLE_PER_CENT}
    return Table(shown, caption=caption, data=beside, numbers=shown.columns[1:], prints=prints)


def groups(table: pd.DataFrame) -> Table:
    """Show representation and the relative rate index by ethnic group, with the population's year.

    `table` is what `ethnicity.groups` or `ethnicity.pooled` returns.

    >>> import yotlib as yot
    >>> groups = yot.ethnicity.groups(yot.load(), "Bradford")
    >>> yot.tables.groups(groups).shown.iloc[1].to_dict()
    {'Group': 'Asian', 'Children': '113', 'Share of known (95% interval)': '30.6% (26.1% to 35.5%)', 'Share of \
children aged 10-17': '44.1%', 'Representation, points': '-13.5', 'p (adjusted)': '<0.001 (<0.001)', 'Relative rate \
index (95% interval)': '0.526 (0.416 to 0.663)'}
    """
    if table.empty:
        return Table(pd.DataFrame(), caption="Representation by ethnic group", data=table)
    interval = interval_heading(table)
    shown = pd.DataFrame(
        {
            "Group": table["group"].map(GROUP_NAMES),
            "Children": format_column(table["count"], "{:,.0f}".format),
            f"Share of known ({interval})": format_with_limits(table, "share", PER_CENT),
            "Share of children aged 10-17": format_column(table["population_share"], PER_CENT),
            "Representation, points": format_column(table["representation"], POINTS),
            "p (adjusted)": format_p_values(table["p_value"], table["p_adjusted"]),
            f"Relative rate index ({interval})": format_with_limits(table, "rri", INDEX),
        }
    )
    caption, prints = _caption_of_groups(table), SHARES | {"rri": INDEX}
    return Table(shown, caption=caption, data=table, numbers=shown.columns[1:], prints=prints)


def groups_beside(beside: pd.DataFrame) -> Table:
    """Show representation and the relative rate index by group, two columns an area: the team and its baselines.

    `beside` is what `ethnicity.beside` returns.

    >>> import yotlib as yot
    >>> beside = yot.ethnicity.beside(yot.load(), "Bradford", period="2019-20")
    >>> yot.tables.groups_beside(beside).shown.iloc[1].to_dict()
    {'Group': 'Asian', 'Bradford: points': '-13.5', 'Bradford: index': '0.53', 'Yorkshire and the Humber: points': \
'-4.6', 'Yorkshire and the Humber: index': '0.63', 'England: points': '-5.7', 'England: index': '0.55', 'England and \
Wales: points': '-5.5', 'England and Wales: index': '0.55'}
    """
    shown_rows = beside[beside["representation"].notna()]
    caption = "Representation and relative rate index beside region and nation"
    if shown_rows.empty:
        return Table(pd.DataFrame(), caption=caption, data=beside)
    columns = {"Group": [GROUP_NAMES[group] for group in dict.fromkeys(shown_rows["group"])]}
    for name, rows in shown_rows.groupby("name", sort=False):
        by_group = rows.set_index("group").reindex(list(dict.fromkeys(shown_rows["group"])))
        columns[f"{name}: points"] = list(format_column(by_group["representation"], POINTS))
        columns[f"{name}: index"] = list(format_column(by_group["rri"], SHORT_INDEX))
    shown, caption = pd.DataFrame(columns), f"{caption}. {_caption_of_groups(beside)}"
    prints = {"representation": POINTS, "rri": SHORT_INDEX}
    return Table(shown, caption=caption, data=beside, numbers=shown.columns[1:], prints=prints)


def expected(table: pd.DataFrame) -> Table:
    """Show the numbers of each group to be expected at national rates, beside the area's own where published.

    `table` is what `ethnicity.expected` or `ethnicity.expected_beside_own` returns.

    >>> import yotlib as yot
    >>> own = yot.ethnicity.expected_beside_own(yot.load(), "Bradford")
    >>> yot.tables.expected(own).shown.iloc[0].to_dict()
    {'Group': 'White', 'Children aged 10-17': '30,041', 'England and Wales per 10,000': '31.48', 'With not known \
spread': '32.52', 'Expected here, of known group': '94.6', 'Expected here': '97.7', 'Own number, 2019-20': '224'}
    """
    if table.empty:
        return Table(pd.DataFrame(), caption="Expected numbers by ethnic group", data=table)
    first, year = table.iloc[0], periods_of(table).iloc[0]
    shown = pd.DataFrame(
        {
            "Group": table["group"].map(GROUP_NAMES | {"all": "All"}),
            "Children aged 10-17": format_column(table["population"], "{:,.0f}".format),
            "England and Wales per 10,000": format_column(table["rate_known"], RATE),
            "With not known spread": format_column(table["rate"], RATE),
            "Expected here, of known group": format_column(table["expected_known"], EXPECTED),
            "Expected here": format_column(table["expected"], EXPECTED),
            f"Own number, {year}": format_column(table["count"], "{:,.0f}".format),
        }
    )
    day = periods.label(first["population_start"], first["population_end"])
    caption = (
        f"Children cautioned or sentenced to be expected here at England and Wales's rates of {year} "
        f"({first['source']}), on children aged 10-17 of {day} ({first['population_source']})"
    )
    return Table(shown, caption=caption, data=table, numbers=shown.columns[1:], prints=NUMBERS)


def groups_over_time(series: pd.DataFrame) -> Table:
    """Show representation in percentage points, a row a year and a column a group; nothing for a single year.

    `series` is what `ethnicity.over_time` returns.

    >>> import yotlib as yot
    >>> years = yot.ethnicity.over_time(yot.load(), "Bradford")
    >>> yot.tables.groups_over_time(years).shown.iloc[-1].to_dict()
    {'Year': '2019-20', 'White': '+14.7', 'Asian': '-13.5', 'Black': '+1.5', 'Mixed': '-1.0', 'Other': '-1.7'}
    """
    caption = "Representation in percentage points by year and ethnic group"
    with_gap = series[series["representation"].notna()]
    if with_gap["period_end"].nunique() < 2:
        return Table(pd.DataFrame(), caption=caption, data=series)
    printed = with_gap.assign(Year=periods_of(with_gap), shown=with_gap["representation"].map(POINTS))
    order = [name for name in GROUP_NAMES if name in set(with_gap["group"])]
    wide = printed.pivot(index=["period_end", "Year"], columns="group", values="shown")[order].fillna(NOTHING)
    shown = wide.rename(columns=GROUP_NAMES).reset_index().drop(columns="period_end").rename_axis(columns=None)
    caption, prints = f"{caption}. Source: {sources_of(series)}", {"representation": POINTS}
    return Table(shown, caption=caption, data=series, numbers=shown.columns[1:], prints=prints)


def population(table: pd.DataFrame) -> Table:
    """Show the area's children aged 10-17 by ethnic group, with the population's year and source.

    `table` is what `ethnicity.population` returns.

    >>> import yotlib as yot
    >>> table = yot.ethnicity.population(yot.load(), "Bradford")
    >>> yot.tables.population(table).shown.iloc[0].to_dict()
    {'Group': 'Asian', 'Children aged 10-17': '28,804', 'Share': '44.1%'}
    """
    if table.empty:
        return Table(pd.DataFrame(), caption="Children aged 10-17 by ethnic group", data=table)
    first = table.iloc[0]
    when = periods.label(first["population_start"], first["population_end"])
    shown = pd.DataFrame(
        {
            "Group": [*table["group"].map(GROUP_NAMES), "All"],
            "Children aged 10-17": [f"{number:,.0f}" for number in (*table["population"], table["population"].sum())],
            "Share": [PER_CENT(share) for share in (*table["population_share"], 100)],
        }
    )
    caption, prints = f"Children aged 10-17 by ethnic group on {when}. Source: {first['population_source']}", SHARES
    return Table(shown, caption=caption, data=table, numbers=shown.columns[1:], prints=prints)


def _row_of_area(area: pd.DataFrame) -> dict[str, str]:
    groups = {
        GROUP_NAMES[row["group"]]: f"{row['count']:,.0f} ({row['share_of_all']:.0f}%)" for _, row in area.iterrows()
    }
    return {"Area": area["name"].iloc[0]} | groups | {"All": f"{area['count'].sum():,.0f}"}


def _caption_of_groups(table: pd.DataFrame) -> str:
    first = table.iloc[0]
    when = first["note"] or periods_of(table).iloc[0]
    counted = f"Children cautioned or sentenced, {when} ({first['source']})"
    if pd.isna(first["population_source"]):
        return f"{counted}; no population by the same groups was published by then"
    day = periods.label(first["population_start"], first["population_end"])
    return f"{counted}, against children aged 10-17 of {day} ({first['population_source']})"
