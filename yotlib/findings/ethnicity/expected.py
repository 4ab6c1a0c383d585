"""Say what the children who live in an area would lead one to expect at national rates, and how the total compares."""

import pandas as pd

from yotlib.analysis import verdicts
from yotlib.analysis.ethnicity import GROUP_NAMES
from yotlib.analysis.ethnicity.expected import ALL
from yotlib.figures.estimates import ESTIMATE
from yotlib.findings.ethnicity.shares import representation_headline
from yotlib.findings.ethnicity.wording import CHANCE_ALONE, MORE_THAN_CHANCE, area_name, population_day
from yotlib.findings.wording import Headline, Nothing, Sentence, Sentences, period_of
from yotlib.reference import periods
from yotlib.reference.areas import find
from yotlib.reference.words import in_words

USUAL = (
    "National rates by group carry the national disproportion with them: the expected numbers are what is usual, not "
    "what is fair."
)
OWN_FIGURES = "`yot data template` makes the sheet of own figures that fills the empty column."
NOT_EXPECTED = "No expected numbers by ethnic group can be worked out"
NO_NEWER_TOTAL = "No newer total is held here to set beside what the mix of groups would lead one to expect."


def by_group_headline(groups: pd.DataFrame, expected: pd.DataFrame, *, team: str) -> Headline:
    """Open with the most over-represented group or, where the team has no counts by group, with what is expected.

    `groups` and `expected` are what `ethnicity.groups` and `ethnicity.expected` return; either may be empty.

    >>> import yotlib as yot
    >>> groups = yot.ethnicity.groups(yot.load(), "Bradford")
    >>> expected = yot.ethnicity.expected(yot.load(), "Bradford", period="2020-21")
    >>> print(yot.findings.by_group_headline(groups, expected, team="Bradford"))
    White children were 60.7% of the children cautioned or sentenced in Bradford in 2019-20 whose group is known, and \
46.0% of children aged 10-17 on the population of 21 March 2021 (Office for National Statistics): over-represented by \
14.7 percentage points; more than chance would explain.
    """
    if groups.empty and len(expected):
        return expected_headline(expected, team=team)
    return representation_headline(groups, team=team)


def expected_headline(expected: pd.DataFrame, *, team: str) -> Headline:
    """Say how the area's total compares with what its mix of groups would lead one to expect.

    `expected` is what `ethnicity.expected` returns. If it is empty, the sentence says so.

    >>> import yotlib as yot
    >>> expected = yot.ethnicity.expected(yot.load(), "Bradford", period="2020-21")
    >>> print(yot.findings.expected_headline(expected, team="Bradford"))
    276 children were cautioned or sentenced in Bradford in 2020-21, where about 148 would be expected if each ethnic \
group had England and Wales's rate: 1.87 times that (1.65 to 2.10), 128 more; more than chance would explain.
    """
    if expected.empty:
        return Headline(f"{NOT_EXPECTED} for {find(team).name}: no rates or children by group were published by then.")
    row = expected[expected["group"] == ALL].iloc[0]
    if pd.isna(row["count"]):
        return Headline(
            f"About {row['expected']:,.0f} children would be cautioned or sentenced in {area_name(row)} in a year if "
            f"each ethnic group had England and Wales's rate of {period_of(row)}; no total of that year is published "
            "for it."
        )
    return Headline(
        f"{row['count']:,.0f} children were cautioned or sentenced in {area_name(row)} in {period_of(row)}, where "
        f"about {row['expected']:,.0f} would be expected if each ethnic group had England and Wales's rate: "
        f"{_times(row)}."
    )


def expected(table: pd.DataFrame) -> Sentences:
    """Say how many of each group are expected, how that compares with the plain national rate, and what it is not.

    `table` is what `ethnicity.expected` returns; there are no sentences for an empty one.

    >>> import yotlib as yot
    >>> expected = yot.ethnicity.expected(yot.load(), "Bradford", period="2020-21")
    >>> print(yot.findings.expected(expected)[0])
    At England and Wales's rates of 2020-21, on the children living here on 21 March 2021, about 148 children a year \
would be expected: 80 White, 41 Asian, 8 Black, 15 Mixed and 3 Other.
    """
    if table.empty:
        return Sentences()
    total = table[table["group"] == ALL].iloc[0]
    by_group = table[table["group"] != ALL]
    parts = [f"{_number(each['expected'])} {GROUP_NAMES[each['group']]}" for _, each in by_group.iterrows()]
    mix = (
        f"At England and Wales's rates of {period_of(total)}, on the children living here on {population_day(total)}, "
        f"about {total['expected']:,.0f} children a year would be expected: {in_words(parts)}."
    )
    plain = f"At the rate of all children together it would be {total['expected_plain']:,.0f}: {_effect_of_mix(total)}."
    return Sentences([mix, plain, *_own_counts(by_group, total), USUAL])


def own_beside_expected(table: pd.DataFrame) -> Sentences:
    """Say what the area's own numbers by group were beside the expected ones, in a year that has both.

    `table` is what `ethnicity.expected_beside_own` returns.

    >>> import yotlib as yot
    >>> own = yot.ethnicity.expected_beside_own(yot.load(), "Bradford")
    >>> print(yot.findings.own_beside_expected(own)[0])
    Its own numbers of 2019-20, of children whose group is known: 224 White where 95 would be expected, 113 Asian \
where 50 would be expected, 14 Black where 10 would be expected, 15 Mixed where 16 would be expected and 3 Other where \
5 would be expected.
    """
    if table.empty:
        return Sentences()
    return Sentences(_own_counts(table[table["group"] != ALL], table[table["group"] == ALL].iloc[0]))


def newest_total(table: pd.DataFrame) -> Sentence:
    """Say how the newest total compares with what the mix of groups would lead one to expect in its year.

    `table` is what `ethnicity.newest_total` returns. If it is empty, the sentence says so.

    >>> import yotlib as yot
    >>> newest = yot.ethnicity.newest_total(yot.load(), "Bradford")
    >>> print(yot.findings.newest_total(newest))
    The newest total is about 206 children in 2024-25. About 125 would be expected then, had each group's national \
rate of 2020-21 moved as the total of England has since: 1.65 times that (1.43 to 1.89), 81 more; more than chance \
would explain.
    """
    if table.empty:
        return Nothing(NO_NEWER_TOTAL)
    row = table.iloc[0]
    about = "about " if row["known_by"] == ESTIMATE else ""
    since = periods.label(row["since_start"], row["since_end"])
    return Sentence(
        f"The newest total is {about}{row['total']:,.0f} children in {period_of(row)}. About {row['expected']:,.0f} "
        f"would be expected then, had each group's national rate of {since} moved as the total of {row['baseline']} "
        f"has since: {_times(row)}."
    )


def _times(row: pd.Series) -> str:
    """Print the ratio with its limits, the gap in children and whether chance could explain it."""
    total = row["count"] if "count" in row else row["total"]
    gap = total - row["expected"]
    ratio = f"{row['ratio']:.2f} times that ({row['ratio_lower']:.2f} to {row['ratio_upper']:.2f})"
    chance = CHANCE_ALONE if row["verdict"] == verdicts.SIMILAR else MORE_THAN_CHANCE
    if abs(gap) < 0.5:
        return f"{ratio}, level to the child"
    return f"{ratio}, {abs(gap):,.0f} {'more' if gap > 0 else 'fewer'}; {chance}"


def _number(value: float) -> str:
    return "under 1" if value < 1 else f"{value:,.0f}"


def _effect_of_mix(total: pd.Series) -> str:
    gap = total["expected"] - total["expected_plain"]
    if abs(gap) < 0.5:
        return "the mix of groups here makes no difference to the child"
    return f"the mix of groups here leads one to expect {abs(gap):,.0f} {'more' if gap > 0 else 'fewer'}"


def _own_counts(by_group: pd.DataFrame, total: pd.Series) -> list[str]:
    if by_group["count"].isna().all():
        return [f"{area_name(total)}'s own numbers by group of {period_of(total)} are not published. {OWN_FIGURES}"]
    parts = [
        f"{each['count']:,.0f} {GROUP_NAMES[each['group']]} where {_number(each['expected_known'])} would be expected"
        for _, each in by_group[by_group["count"].notna()].iterrows()
    ]
    return [f"Its own numbers of {period_of(total)}, of children whose group is known: {in_words(parts)}."]
