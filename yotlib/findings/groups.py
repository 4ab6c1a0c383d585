"""What a table of ethnic groups shows, and how far it rests on the population it is set against."""

import pandas as pd

from yotlib import periods
from yotlib.areas import every, find
from yotlib.ethnicity import BME, GROUP_NAMES, NOT_KNOWN, RRI_WITHIN, WHITE
from yotlib.findings.words import Headline, Sentences, p_printed, period_of

SIGNIFICANT = 0.05
CHILDREN = {group: f"{name} children" for group, name in GROUP_NAMES.items()} | {
    "mixed": "Children of Mixed ethnicity",
    "other": "Children of Other ethnicity",
}
NONE_PUBLISHED = "The sources held here publish no children cautioned or sentenced by ethnic group"


def counts_by_group(beside: pd.DataFrame, *, team: str) -> Headline:
    """How many of the team's children cautioned or sentenced were of each group, from `ethnicity.beside`."""
    mine = beside[beside["role"] == "team"]
    if mine.empty:
        return Headline(f"{NONE_PUBLISHED} for {find(team).name}.")
    parts = [
        f"{row['count']:,.0f} ({row['share_of_all']:.0f}%) {GROUP_NAMES[row['group']]}"
        for _, row in mine[mine["group"] != NOT_KNOWN].iterrows()
    ]
    unknown = mine.loc[mine["group"] == NOT_KNOWN, "count"].sum()
    return Headline(
        f"Of {mine['count'].sum():,.0f} children cautioned or sentenced in {mine.iloc[0]['name']} in "
        f"{period_of(mine.iloc[0])}, {', '.join(parts)}; for {unknown:,.0f} the group is not known."
    )


def representation_headline(groups: pd.DataFrame, *, team: str) -> Headline:
    """The group that is most over-represented, beyond chance if any is, from the table of `ethnicity.groups`."""
    tested = _tested(groups)
    if tested.empty:
        return Headline(_nothing(groups, team))
    firm = tested[tested["p_value"] < SIGNIFICANT]
    row = (firm if len(firm) else tested).sort_values("representation").iloc[-1]
    return Headline(
        f"{CHILDREN[row['group']]} were {row['share']:.1f}% of the children cautioned or sentenced in "
        f"{_name(row)} in {period_of(row)} whose group is known, and {row['population_share']:.1f}% of children aged "
        f"10-17 on the population of {_population(row)}: {_represented(row)}; {_chance(row['p_value'])}."
    )


def representation(groups: pd.DataFrame) -> Sentences:
    """One sentence a group: its two shares, the gap in percentage points, and the exact test."""
    return Sentences(
        f"{GROUP_NAMES[row['group']]}: {row['share']:.1f}% of children cautioned or sentenced "
        f"({row['share_lower']:.1f}% to {row['share_upper']:.1f}%), {row['population_share']:.1f}% of children aged "
        f"10-17: {_represented(row)}; {_chance(row['p_value'])} ({p_printed(row['p_value'])})."
        for _, row in _tested(groups).iterrows()
    )


def relative_rate_headline(groups: pd.DataFrame, *, team: str) -> Headline:
    """The group whose rate is farthest from the White rate."""
    tested = _rated(groups)
    if tested.empty:
        return Headline(_nothing(groups, team))
    row = tested.iloc[int(tested["rri"].clip(lower=0.01).map(_log_distance).to_numpy().argmax())]
    return Headline(f"{_relative(row)} in {_name(row)} in {period_of(row)}, on the population of {_population(row)}.")


def relative_rates(groups: pd.DataFrame) -> Sentences:
    """One sentence a group other than White: its index, its interval, and size and certainty each for itself."""
    return Sentences(f"{_relative(row)}: {_flags(row)}." for _, row in _rated(groups).iterrows())


def depends_on_population(tables: list[pd.DataFrame]) -> Sentences:
    """How far the answer rests on which population is used, from `ethnicity.groups` on each basis, oldest first."""
    kept = [_tested(table) for table in tables if not _tested(table).empty]
    if len(kept) < 2:
        return Sentences()
    first, last = kept[0], kept[-1]
    both = first.merge(last, on="group", suffixes=("_then", "_now"), validate="one_to_one")
    return Sentences(_two_bases(row, first.iloc[0], last.iloc[0]) for _, row in both.iterrows())


def not_known(groups: pd.DataFrame) -> Sentences:
    """How many children had no group recorded, and each group's share if none and if all of them belonged to it."""
    row = groups[groups["group"] == NOT_KNOWN]
    if row.empty:
        return Sentences()
    unknown, total = row.iloc[0]["count"], groups["count"].sum()
    bounds = [
        f"{GROUP_NAMES[each['group']]} {_per_cent(each['count'], total)} to {_per_cent(each['count'] + unknown, total)}"
        for _, each in groups[groups["group"] != NOT_KNOWN].iterrows()
    ]
    return Sentences(
        [
            f"For {unknown:,.0f} of {total:,.0f} children ({_per_cent(unknown, total)}) the group is not known. They "
            "are left out of the shares of known groups. As a share of everyone counted, if none and if all of them "
            f"belonged to the group: {'; '.join(bounds)}."
        ]
    )


def pooled_groups(groups: pd.DataFrame) -> Sentences:
    """A warning where the source prints only White and BME."""
    if BME not in set(groups.get("group", [])):
        return Sentences()
    return Sentences(
        [
            "The source prints only White and BME. BME pools Asian, Black, Mixed and Other children, who may differ: a "
            "group that is under-represented can hide one that is over-represented."
        ]
    )


NO_POPULATION = (
    "No population of children by the same groups was published by then, so representation cannot be worked out."
)


def _tested(groups: pd.DataFrame) -> pd.DataFrame:
    return groups[groups["representation"].notna()]


def _rated(groups: pd.DataFrame) -> pd.DataFrame:
    rated = groups["rri"].notna() & ~groups["rri"].isin([float("inf")]) & (groups["group"] != WHITE)
    return groups[rated]


def _nothing(groups: pd.DataFrame, team: str) -> str:
    if groups["population_share"].notna().any():
        return f"No relative rate index can be worked out for {find(team).name}: no White children were counted."
    if len(groups):
        return NO_POPULATION
    return f"{NONE_PUBLISHED} for {find(team).name}."


def _represented(row: pd.Series) -> str:
    points = f"{abs(row['representation']):.1f} percentage points"
    if points.startswith("0.0 "):
        return "represented as in the population, to 0.1 percentage points"
    return f"{'over' if row['representation'] > 0 else 'under'}-represented by {points}"


def _chance(p_value: float) -> str:
    return "more than chance would explain" if p_value < SIGNIFICANT else "chance alone could explain it"


def _relative(row: pd.Series) -> str:
    limits = f" ({row['rri_lower']:.2f} to {row['rri_upper']:.2f})" if pd.notna(row["rri_lower"]) else ""
    return f"{CHILDREN[row['group']]} were cautioned or sentenced at {row['rri']:.2f}{limits} times the White rate"


def _flags(row: pd.Series) -> str:
    large = not RRI_WITHIN[0] <= row["rri"] <= RRI_WITHIN[1]
    firm = not row["rri_lower"] <= 1 <= row["rri_upper"]
    size = f"{'outside' if large else 'within'} {RRI_WITHIN[0]} to {RRI_WITHIN[1]}"
    if large and not firm:
        return f"{size}, yet chance alone could explain it"
    if firm and not large:
        return f"{size}, yet more than chance would explain"
    return f"{size} and {'more than chance would explain' if firm else 'chance alone could explain it'}"


def _two_bases(row: pd.Series, first: pd.Series, last: pd.Series) -> str:
    same = (row["representation_then"] > 0) == (row["representation_now"] > 0)
    index = ""
    if row["group"] != WHITE:
        index = (
            f" The relative rate index is {row['rri_then']:.3f} on the first and {row['rri_now']:.3f} on the second."
        )
    rests = "The direction holds on both; the size rests on" if same else "Even the direction rests on"
    return (
        f"{CHILDREN[row['group']]}: {row['representation_then']:+.1f} percentage points on the population of "
        f"{_population(first)}, {row['representation_now']:+.1f} on that of {_population(last)}. "
        f"{rests} the year of the population.{index}"
    )


def _population(row: pd.Series) -> str:
    return f"{periods.label(row['population_start'], row['population_end'])} ({row['population_source']})"


def _name(row: pd.Series) -> str:
    return every()[row["area"]].name


def _per_cent(part: float, whole: float) -> str:
    return f"{100 * part / whole:.1f}%"


def _log_distance(index: float) -> float:
    return max(index, 1 / index)
