"""Show one comparison, and the page of contextual facts."""

import pandas as pd

from yotlib.analysis.confidence import print_level
from yotlib.analysis.contextual_facts import blocks
from yotlib.figures.estimates import ANOTHER_RELEASE
from yotlib.findings.wording import as_printed, print_value
from yotlib.reference.measures import Measure, get
from yotlib.tables.formatting import (
    NOTHING,
    add_marks,
    format_column,
    format_intervals,
    interval_heading,
    periods_of,
    sources_of,
    title_of,
)
from yotlib.tables.table import Table

NUMBERS = ["Value", "Gap", "Ratio", "Gap in children"]
OTHER = "another release"
ROLES = ["team", "region", "nation", "england-and-wales", "group", "named"]


def show(table: pd.DataFrame) -> Table:
    """Show a comparison: value, interval, gap, verdict and judgement; period and source in the caption.

    A shorthand mark such as [e], estimated, follows the interval it concerns. There is a column of sources if there are
    several. Baselines without a figure are left out. `table` is what `compare`, `pooled` or `neighbours.beside`
    returns.

    >>> import yotlib as yot
    >>> table = yot.compare(yot.load(), "Leeds", "first_time_entrants", period="2024")
    >>> yot.tables.show(table).caption
    'First-time entrants to the youth justice system, per 100,000 children aged 10-17, 2024. Source: dfe-lait-2026-02'
    """
    if table["value"].isna().all():
        caption = title_of(table) if len(table) else "Comparison"
        return Table(pd.DataFrame(), caption=caption, data=table)
    table, measure, interval = _with_figures(table), get(table.iloc[0]["measure"]), interval_heading(table)
    shown = pd.DataFrame(
        {
            "Area": table["name"],
            "Value": _print_values(table, measure),
            interval: _add_smallest(add_marks(_print_intervals(table, measure), table["note"]), table),
            "Gap": _print_gaps(table, measure),
            "Ratio": format_column(table["ratio"], "{:.2f}".format),
            "Verdict": table["verdict"].replace("", NOTHING),
            "Judged": table["judgement"].replace("", NOTHING),
            "Gap in children": format_column(table["children"], "{:+,.0f}".format),
            "Source": table["source"],
        }
    )
    one_source = table["source"].nunique() == 1
    unsaid = [name for name in (interval, "Judged", "Gap in children") if (shown[name] == NOTHING).all()]
    caption = f"{title_of(table)}, {periods_of(table).iloc[0]}. Source: {sources_of(table)}"
    kept = shown.drop(columns=[*unsaid, *(["Source"] if one_source else [])])
    return Table(kept, caption=caption, data=table, numbers=[*NUMBERS, interval])


def beside(table: pd.DataFrame) -> Table:
    """Show a comparison with neighbours or other named areas; nothing if the team has none.

    `table` is what `neighbours.beside` or `compare` returns; the columns are those of `show`.

    >>> import yotlib as yot
    >>> table = yot.neighbours.beside(yot.load(), "Bradford", "first_time_entrants", period="2024")
    >>> yot.tables.beside(table).shown.iloc[1].to_dict()
    {'Area': 'Blackburn with Darwen', 'Value': '90', '95% interval': '53 to 143 [e]', 'Gap': '+40', 'Ratio': '1.44', \
'Verdict': 'higher', 'Judged': 'worse', 'Gap in children': '+27'}
    """
    return show(table) if len(_with_figures(table)) > 1 else Table(pd.DataFrame(), caption=title_of(table), data=table)


def page(facts: pd.DataFrame, *, heading: str) -> Table:
    """Show the page of contextual facts: one row a measure, the team beside its baselines, verdicts in words.

    `facts` is what `context.page` returns, `heading` what the page is called in the caption.

    >>> import yotlib as yot
    >>> facts = yot.context.page(yot.load(), "Bradford", period="2024")
    >>> yot.tables.page(facts, heading="In 2024").shown.iloc[0].to_dict()
    {'Measure': 'First-time entrants to the youth justice system, per 100,000 children aged 10-17', 'Period': '2024', \
'Bradford': '130 (104 to 160 [e])', 'Yorkshire and the Humber': '152 (similar)', 'England': '138 (similar)', 'England \
and Wales': '–', 'Source': 'dfe-lait-2026-02'}
    """
    if facts.empty:
        return Table(pd.DataFrame(), caption=heading, data=facts)
    facts = facts[facts["value"].notna() | (facts["role"] == "team")]
    rows = pd.DataFrame([_row_of_measure(block) for block in blocks(facts)])
    names = facts.drop_duplicates("area").sort_values("role", key=lambda roles: roles.map(ROLES.index))["name"]
    shown = rows[["Measure", "Period", *names, "Source"]].fillna(NOTHING)
    caption = (
        f"{heading}: {names.iloc[0]} beside its baselines, with {print_level(facts)} intervals where there are any. "
        f"After a baseline: whether {names.iloc[0]} is higher or lower than it beyond chance, and whether that is "
        "better or worse"
    )
    return Table(shown, caption=caption, data=facts, numbers=names.iloc[:1])


def _row_of_measure(block: pd.DataFrame) -> dict[str, str]:
    team, measure = block.iloc[0], get(block.iloc[0]["measure"])
    limits = add_marks(_print_intervals(block.iloc[:1], measure), block["note"].iloc[:1]).iloc[0]
    value = print_value(team, measure) + ("" if limits == NOTHING else f" ({limits})")
    row = {"Measure": title_of(block), "Period": periods_of(block).iloc[0], team["name"]: value}
    for _, base in block.iloc[1:].iterrows():
        row[base["name"]] = f"{print_value(base, measure)}{_verdict_in_brackets(base, measure.kind)}"
    return row | {"Source": sources_of(block)}


def _verdict_in_brackets(base: pd.Series, kind: str) -> str:
    """Return the verdict, and that the figure is of another release than the team's where it is."""
    words = [] if kind == "count" else [base["verdict"], base["judgement"]]
    of_another = [OTHER] if ANOTHER_RELEASE in base["note"] else []
    said = ", ".join(filter(None, [*words, *of_another]))
    return f" ({said})" if said else ""


def _with_figures(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["value"].notna() | (table["role"] == "team")]


def _print_values(table: pd.DataFrame, measure: Measure) -> pd.Series:
    return pd.Series([print_value(row, measure) for _, row in table.iterrows()], index=table.index, dtype="str")


def _print_intervals(table: pd.DataFrame, measure: Measure) -> pd.Series:
    """Print each row's interval with the digits of its own release."""
    printed = [as_printed(measure, row).printed for _, row in table.iterrows()]
    return pd.concat([format_intervals(table.iloc[[place]], prints) for place, prints in enumerate(printed)])


def _add_smallest(intervals: pd.Series, table: pd.DataFrame) -> pd.Series:
    """Say behind an interval that it is that of the smallest cohort that fits: a larger one has a narrower interval."""
    if "smallest_cohort" not in table:
        return intervals
    at_least = table["smallest_cohort"].notna() & (intervals != NOTHING)
    return (intervals + " or narrower").where(at_least, intervals)


def _print_gaps(table: pd.DataFrame, measure: Measure) -> pd.Series:
    """Print each gap with as many digits as the less exact of its two figures has."""
    decimals = [as_printed(measure, row).decimals for _, row in table.iterrows()]
    pairs = zip(table["difference"], decimals, strict=True)
    gaps = [NOTHING if pd.isna(gap) else f"{gap:+,.{min(digits, decimals[0])}f}" for gap, digits in pairs]
    return pd.Series(gaps, index=table.index, dtype="str")
