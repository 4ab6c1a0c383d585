"""Show one comparison, and the page of contextual facts."""

import pandas as pd

from yotlib.reference.measures import get
from yotlib.tables.formatting import (
    NOTHING,
    add_marks,
    format_column,
    format_intervals,
    periods_of,
    sources_of,
    title_of,
)
from yotlib.tables.table import Table

NUMBERS = ["Value", "95% interval", "Gap", "Ratio", "Gap in children"]
ROLES = ["team", "region", "nation", "england-and-wales", "named"]


def show(table: pd.DataFrame) -> Table:
    """Show a comparison: value, 95% interval, gap, verdict and judgement; period and source in the caption.

    A shorthand mark such as [e], estimated, follows the interval it concerns. There is a column of
    sources if there are several.
    """
    if table["value"].isna().all():
        return Table(pd.DataFrame(), caption=title_of(table), data=table)
    measure = get(table.iloc[0]["measure"])
    shown = pd.DataFrame(
        {
            "Area": table["name"],
            "Value": table["value"].map(measure.printed),
            "95% interval": add_marks(format_intervals(table, measure.printed), table["note"]),
            "Gap": format_column(table["difference"], lambda gap: f"{gap:+,.{measure.decimals}f}"),
            "Ratio": format_column(table["ratio"], "{:.2f}".format),
            "Verdict": table["verdict"].replace("", NOTHING),
            "Judged": table["judgement"].replace("", NOTHING),
            "Gap in children": format_column(table["children"], "{:+,.0f}".format),
            "Source": table["source"],
        }
    )
    one_source = table["source"].nunique() == 1
    unsaid = [name for name in ("95% interval", "Judged", "Gap in children") if (shown[name] == NOTHING).all()]
    caption = f"{title_of(table)}, {periods_of(table).iloc[0]}. Source: {sources_of(table)}"
    kept = shown.drop(columns=[*unsaid, *(["Source"] if one_source else [])])
    return Table(kept, caption=caption, data=table, numbers=NUMBERS)


def beside(table: pd.DataFrame) -> Table:
    """Show a comparison with neighbours or other named areas; nothing if the team has none."""
    return show(table) if len(table) > 1 else Table(pd.DataFrame(), caption=title_of(table), data=table)


def page(facts: pd.DataFrame, *, heading: str) -> Table:
    """Show the page of contextual facts: one row a measure, the team beside its baselines, verdicts in words."""
    if facts.empty:
        return Table(pd.DataFrame(), caption=heading, data=facts)
    rows = pd.DataFrame([_row_of_measure(block) for _, block in facts.groupby(["measure", "age"], sort=False)])
    names = facts.drop_duplicates("area").sort_values("role", key=lambda roles: roles.map(ROLES.index))["name"]
    shown = rows[["Measure", "Period", *names, "Source"]].fillna(NOTHING)
    caption = (
        f"{heading}: {names.iloc[0]} beside its baselines, with 95% intervals where there are any. After a baseline: "
        f"whether {names.iloc[0]} is higher or lower than it beyond chance, and whether that is better or worse"
    )
    return Table(shown, caption=caption, data=facts, numbers=names.iloc[:1])


def _row_of_measure(block: pd.DataFrame) -> dict[str, str]:
    team, measure = block.iloc[0], get(block.iloc[0]["measure"])
    limits = add_marks(format_intervals(block.iloc[:1], measure.printed), block["note"].iloc[:1]).iloc[0]
    value = measure.printed(team["value"]) + ("" if limits == NOTHING else f" ({limits})")
    row = {"Measure": title_of(block), "Period": periods_of(block).iloc[0], team["name"]: value}
    for _, base in block.iloc[1:].iterrows():
        row[base["name"]] = f"{measure.printed(base['value'])}{_verdict_in_brackets(base, measure.kind)}"
    return row | {"Source": sources_of(block)}


def _verdict_in_brackets(base: pd.Series, kind: str) -> str:
    if kind == "count":
        return ""
    return f" ({base['verdict']}{', ' + base['judgement'] if base['judgement'] else ''})"
