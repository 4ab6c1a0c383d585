"""Give the newest ethnic groups as the record has them: how many of each were counted, and how many live here."""

from typing import Any

import pandas as pd

from yotlib.analysis.ethnicity import GROUP_NAMES, NOT_KNOWN
from yotlib.findings.board.strip import NO_CLEAR_GAP
from yotlib.findings.board.strip import NOT_KNOWN as CANNOT_BE_SAID
from yotlib.findings.ethnicity.wording import doubt, period_counted, population_day, with_representation
from yotlib.findings.releases import publication
from yotlib.findings.summary.groups import stands_out
from yotlib.reference.words import in_words

OVER, UNDER = "Over-represented", "Under-represented"
CHANGED = "Changed too suddenly"
OF_ETHNICITY = ("mixed", "other")  # children of Mixed ethnicity, not Mixed children


def ethnic_groups(groups: pd.DataFrame) -> dict[str, Any] | None:
    """Return the rows of `newest_groups` with their verdicts in words, and what they come from; None for no group."""
    if groups.empty:
        return None
    row = with_representation(groups).iloc[0]
    described = [_describe(one) for _, one in groups[groups["group"] != NOT_KNOWN].iterrows()]
    unknown = groups.loc[groups["group"] == NOT_KNOWN, "count"].dropna()
    return {
        "heading": _heading(described, period_counted(row)),
        "period": period_counted(row),
        "values": described,
        "not_known": int(unknown.sum()) if len(unknown) else None,
        "source": row["source"],
        "source_in_words": publication(row["source"]),
        "population_source": row["population_source"],
        "population_source_in_words": publication(row["population_source"]),
        "population_in_words": f"children aged 10 to 17 on {population_day(row)}",
    }


def _heading(described: list[dict[str, Any]], period: str) -> str:
    """Name the groups that are over- or under-represented, and those whose shares changed too suddenly to say."""
    named = {word: [one["group"] for one in described if one["verdict"] == word] for word in (OVER, UNDER, CHANGED)}
    parts = [f"{_children(named[word])} {{}}{word.lower()}" for word in (OVER, UNDER) if named[word]]
    if not parts and named[CHANGED]:
        return f"The shares of {_children(named[CHANGED])} changed too suddenly in {period} to conclude from"
    if not parts:
        return f"No ethnic group was over- or under-represented in {period} by more than chance would explain"
    words = in_words([part.format("" if number else "were ") for number, part in enumerate(parts)])
    return f"{words[:1].upper()}{words[1:]} in {period} by more than chance would explain"


def _children(groups: list[str]) -> str:
    """Name the children of several groups: White and Asian children, children of Mixed ethnicity."""
    plain = [GROUP_NAMES[group] for group in groups if group not in OF_ETHNICITY]
    others = [GROUP_NAMES[group] for group in groups if group in OF_ETHNICITY]
    named = [f"{in_words(plain)} children"] if plain else []
    named += [f"children of {in_words(others)} ethnicity"] if others else []
    return in_words(named)


def _describe(row: pd.Series) -> dict[str, Any]:
    numbers = {
        name: None if pd.isna(row[name]) else float(row[name]) for name in ("count", "share", "population_share")
    }
    return {
        "group": row["group"],
        "name": GROUP_NAMES[row["group"]],
        **numbers,
        "printed": "withheld" if numbers["count"] is None else f"{row['count']:,.0f}",
        **{f"{name}_printed": _per_cent(numbers[name]) for name in ("share", "population_share")},
        "verdict": _verdict(row),
    }


def _per_cent(share: float | None) -> str:
    return "not known" if share is None else f"{share:.1f}%"


def _verdict(row: pd.Series) -> str:
    if pd.isna(row["representation"]) or pd.isna(row["p_adjusted"]):
        return CANNOT_BE_SAID
    if doubt(row):
        return CHANGED
    if stands_out(row):
        return OVER if row["representation"] > 0 else UNDER
    return NO_CLEAR_GAP
