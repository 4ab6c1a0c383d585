"""Say how many children of each group were counted, and for how many the group is not known."""

import pandas as pd

from yotlib.analysis.ethnicity import BME, GROUP_NAMES, NOT_KNOWN
from yotlib.findings.ethnicity.wording import explain_nothing, explain_withheld
from yotlib.findings.wording import Headline, Sentences, period_of


def counts_by_group(beside: pd.DataFrame, *, team: str) -> Headline:
    """Say how many of the team's children cautioned or sentenced were of each group, from `ethnicity.beside`.

    `beside` is what `ethnicity.beside` returns.

    >>> import yotlib as yot
    >>> beside = yot.ethnicity.beside(yot.load(), "Bradford", period="2019-20")
    >>> print(yot.findings.counts_by_group(beside, team="Bradford"))
    Of 369 children cautioned or sentenced in Bradford in 2019-20, 224 (61%) White, 113 (31%) Asian, 14 (4%) Black, 15 \
(4%) Mixed, 3 (1%) Other; for 0 the group is not known.
    """
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
    """Say for how many children no group is recorded, and each group's share if none or all of them belonged to it.

    `groups` is what `ethnicity.groups` returns.

    >>> import yotlib as yot
    >>> groups = yot.ethnicity.groups(yot.load(), "Bradford", period="2017-18")
    >>> print(yot.findings.not_known(groups)[0])
    For 2 of 484 children (0.4%) the group is not known. They are left out of the shares of known groups. As a share \
of everyone counted, if none and if all of them belonged to the group: White 68.4% to 68.8%; Asian 25.2% to 25.6%; \
Black 1.0% to 1.4%; Mixed 4.5% to 5.0%; Other 0.4% to 0.8%.
    """
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
    """Warn if the source prints only White and BME, and say which newer counts are withheld in part.

    `groups` is what `ethnicity.groups` returns.

    >>> import yotlib as yot
    >>> groups = yot.ethnicity.groups(yot.load(), "Bradford", as_of="2020-01-31")
    >>> print(yot.findings.pooled_groups(groups)[0])
    The source prints only White and BME. BME pools Asian, Black, Mixed and Other children, who may differ: a group \
that is under-represented can hide one that is over-represented.
    """
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
