"""Say how many children of each group were counted, and for how many the group is not known."""

import pandas as pd

from yotlib.analysis.ethnicity import BME, GROUP_NAMES, NOT_KNOWN
from yotlib.findings.ethnicity.wording import explain_nothing, explain_withheld
from yotlib.findings.wording import Headline, Sentences, period_of


def counts_by_group(beside: pd.DataFrame, *, team: str) -> Headline:
    """Say how many of the team's children cautioned or sentenced were of each group, from `ethnicity.beside`."""
    team_rows = beside[beside["role"] == "team"]
    if team_rows.empty:
        return Headline(explain_nothing(team_rows, team))
    parts = [
        f"{row['count']:,.0f} ({row['share_of_all']:.0f}%) {GROUP_NAMES[row['group']]}"
        for _, row in team_rows[team_rows["group"] != NOT_KNOWN].iterrows()
    ]
    unknown = team_rows.loc[team_rows["group"] == NOT_KNOWN, "count"].sum()
    return Headline(
        f"Of {team_rows['count'].sum():,.0f} children cautioned or sentenced in {team_rows.iloc[0]['name']} in "
        f"{period_of(team_rows.iloc[0])}, {', '.join(parts)}; for {unknown:,.0f} the group is not known."
    )


def not_known(groups: pd.DataFrame) -> Sentences:
    """Say for how many children no group is recorded, and each group's share if none or all of them belonged to it."""
    not_known_rows = groups[groups["group"] == NOT_KNOWN]
    if not_known_rows.empty:
        return Sentences()
    unknown, share = not_known_rows.iloc[0][["count", "share_of_all"]]
    total = groups["count"].sum()
    if unknown == 0:
        return Sentences([f"The group of all {total:,.0f} children is known."])
    bounds = [
        f"{GROUP_NAMES[each['group']]} {each['share_if_none']:.1f}% to {each['share_if_all']:.1f}%"
        for _, each in groups[groups["group"] != NOT_KNOWN].iterrows()
    ]
    return Sentences(
        [
            f"For {unknown:,.0f} of {total:,.0f} children ({share:.1f}%) the group is not known. "
            "They are left out of the shares of known groups. As a share of everyone counted, if none and if all of "
            f"them belonged to the group: {'; '.join(bounds)}."
        ]
    )


def pooled_groups(groups: pd.DataFrame) -> Sentences:
    """Warn if the source prints only White and BME, and say which newer counts are withheld in part."""
    withheld = [sentence] if (sentence := explain_withheld(groups)) else []
    if BME not in set(groups.get("group", [])):
        return Sentences(withheld)
    return Sentences(
        [
            *withheld,
            "The source prints only White and BME. BME pools Asian, Black, Mixed and Other children, who may differ: a "
            "group that is under-represented can hide one that is over-represented.",
        ]
    )
