"""Give the newest ethnic groups as the record has them: how many of each were counted, and how many live here."""

from typing import Any

import pandas as pd

from yotlib.analysis.ethnicity import GROUP_NAMES, NOT_KNOWN
from yotlib.findings.board.facts import ethnic_groups_in_words
from yotlib.findings.board.strip import NO_CLEAR_GAP
from yotlib.findings.board.strip import NOT_KNOWN as CANNOT_BE_SAID
from yotlib.findings.ethnicity.wording import doubt, period_counted, population_day, with_representation
from yotlib.findings.releases import publication
from yotlib.findings.summary.groups import stands_out

OVER, UNDER = "Over-represented", "Under-represented"
CHANGED = "Changed too suddenly"


def ethnic_groups(groups: pd.DataFrame) -> dict[str, Any] | None:
    """Return the rows of `newest_groups` with their verdicts in words, and what they come from; None for no group."""
    if groups.empty:
        return None
    row = with_representation(groups).iloc[0]
    known = groups[groups["group"] != NOT_KNOWN]
    unknown = groups.loc[groups["group"] == NOT_KNOWN, "count"].dropna()
    return {
        "heading": ethnic_groups_in_words(groups)[0],
        "period": period_counted(row),
        "values": [_describe(one) for _, one in known.iterrows()],
        "not_known": int(unknown.sum()) if len(unknown) else None,
        "source": row["source"],
        "source_in_words": publication(row["source"]),
        "population_source": row["population_source"],
        "population_source_in_words": publication(row["population_source"]),
        "population_in_words": f"children aged 10 to 17 on {population_day(row)}",
    }


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
