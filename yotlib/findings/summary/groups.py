"""The sentence of the summary on ethnic groups."""

from typing import Any

import pandas as pd

from yotlib.analysis import ethnicity
from yotlib.analysis.ethnicity import NOT_KNOWN, SIGNIFICANT
from yotlib.figures.estimates import SMALLEST_COHORT
from yotlib.findings.ethnicity.shares import row_to_name
from yotlib.findings.ethnicity.wording import CHILDREN, area_name, doubt, newest_counted, with_representation
from yotlib.findings.gaps import count_children
from yotlib.findings.summary.candidate import GROUPS, Candidate
from yotlib.findings.summary.rates import near_and_far
from yotlib.findings.wording import with_article


def groups_candidates(figures: pd.DataFrame, team: str, **asked: Any) -> list[Candidate]:
    """Return the sentence on the group that stands out most in the newest year; nothing where no group is published.

    Where fewer than 30 children of known group were counted in the year, the newest three years are taken together;
    where those are still fewer, there is no sentence.
    """
    groups, years = newest_groups(figures, team, **asked)
    if groups.empty:
        return []
    row = row_to_name(with_representation(groups))
    beyond = stands_out(row)
    wider = _in_wider_areas(ethnicity.beside(figures, team, years=years, **asked), row)
    return [Candidate(_describe(row, wider, _known(groups), beyond), GROUPS, row["period_end"], beyond)]


def newest_groups(figures: pd.DataFrame, team: str, **asked: Any) -> tuple[pd.DataFrame, int]:
    """Return the groups of the newest year and 1, of the newest three years and 3, or an empty table.

    Three years are taken where fewer than 30 children of known group were counted in one; where those are still fewer,
    the table is empty.
    """
    groups, years = ethnicity.groups(figures, team, **asked), 1
    if _known(groups) < SMALLEST_COHORT:
        groups, years = ethnicity.pooled(figures, team, **asked), 3
    enough = len(with_representation(groups)) and _known(groups) >= SMALLEST_COHORT
    return (groups if enough else groups.iloc[:0]), years


def stands_out(row: pd.Series) -> bool:
    """Return whether a group is over- or under-represented by more than chance, in figures that can be trusted."""
    return bool(row["p_adjusted"] < SIGNIFICANT) and bool(pd.isna(row["share_before"]))


def _known(groups: pd.DataFrame) -> float:
    return float(groups.loc[groups["group"] != NOT_KNOWN, "count"].sum()) if len(groups) else 0.0


def _in_wider_areas(beside: pd.DataFrame, row: pd.Series) -> str:
    """Say what the same gap is in region and nation; blank where they have none of the same year."""
    if beside.empty or beside["period_end"].iloc[0] != row["period_end"]:
        return ""
    same = with_representation(beside)
    same = same[(same["group"] == row["group"]) | (same["role"] == "team")]
    bases = near_and_far(same.assign(value=same["representation"]).sort_values("role", key=lambda role: role != "team"))
    if not bases:
        return ""
    near, *far = [f"in {with_article(base['name'])} {base['representation']:+.1f}" for base in bases]
    return f"; {', '.join([near.replace(' +', ' the gap is +').replace(' -', ' the gap is -'), *far])}"


def _describe(row: pd.Series, wider: str, known: float, beyond: bool) -> str:
    group, where, when = _inside(CHILDREN[row["group"]]), area_name(row), newest_counted(row)
    lived = f"{row['population_share']:.1f}% of those living there in {_month(row)}"
    if doubt(row):
        return (
            f"In {when}, {group} were recorded as {row['share']:.1f}% of children cautioned or sentenced in "
            f"{where}; {doubt(row)}."
        )
    if not beyond:
        return (
            f"In {when}, no group in {where} stood out by more than chance would explain: the most "
            f"over-represented were {group}, {row['share']:.1f}% of children cautioned or sentenced and "
            f"{lived}{_gap(row, known)}{wider}."
        )
    return (
        f"In {when}, {group} were {row['share']:.1f}% of children cautioned or sentenced in {where} and "
        f"{lived}{_gap(row, known)}, more than chance would explain{wider}."
    )


def _gap(row: pd.Series, known: float) -> str:
    """Say how far the two shares are apart, and what that comes to in children, beginning with a comma."""
    more = "more" if row["representation"] > 0 else "less"
    points = f", {abs(row['representation']):.1f} percentage points {more}"
    children = round(known * abs(row["representation"]) / 100)
    return f"{points} or about {count_children(children)}" if children else points


def _month(row: pd.Series) -> str:
    end = row["population_end"]
    return f"{end:%B %Y}" if row["population_start"] == end else f"{end.year}"


def _inside(words: str) -> str:
    """Return the name of a group of children as it stands inside a sentence; names of groups keep their capital."""
    return words.replace("Children of", "children of")
