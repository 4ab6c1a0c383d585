"""Sentences of the summary on reoffending."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from yotlib.analysis import years_together
from yotlib.figures.estimates import SMALLEST_COHORT
from yotlib.findings.gaps import WHATEVER_THE_COHORT
from yotlib.findings.summary.candidate import REOFFENDING, Candidate, is_usable
from yotlib.findings.summary.rates import BEYOND, gaps_in_children, how_sure, near_and_far
from yotlib.findings.wording import TOO_LITTLE, beside, period_of, print_value
from yotlib.reference import periods
from yotlib.reference.measures import get
from yotlib.reference.notes import UNRELIABLE
from yotlib.reference.words import in_words

MEASURE = "reoffending_rate"
AGES = ("10-17", "15-17", "10-14")


def reoffending_candidates(
    blocks: Sequence[pd.DataFrame], figures: pd.DataFrame, team: str, today: pd.Timestamp, **asked: Any
) -> list[Candidate]:
    """Return the sentence on reoffending of the newest cohort, children of 15-17 before those of 10-14.

    A second age band follows only if its gap is beyond chance. A cohort that may be under 30 has no sentence.
    """
    usable = [block for block in blocks if _is_usable(block, today)]
    ordered = sorted(usable, key=lambda block: (-block.iloc[0]["period_end"].value, AGES.index(block.iloc[0]["age"])))
    candidates = [_candidate(block, figures, team, asked) for block in ordered]
    return candidates[:1] + [one for one in candidates[1:] if one.beyond_chance]


def _is_usable(block: pd.DataFrame, today: pd.Timestamp) -> bool:
    row = block.iloc[0]
    if row["measure"] != MEASURE or row["age"] not in AGES or pd.isna(row["value"]) or UNRELIABLE in row["note"]:
        return False
    small = row[["population", "smallest_cohort"]].min() < SMALLEST_COHORT
    return is_usable(row["period_end"], today) and not small


def _candidate(block: pd.DataFrame, figures: pd.DataFrame, team: str, asked: dict[str, Any]) -> Candidate:
    row, bases, measure = block.iloc[0], near_and_far(block), get(MEASURE)
    beyond = any(base["verdict"] in BEYOND for base in bases)
    ages = "" if row["age"] == "10-17" else f" aged {row['age']}"
    stated = (
        f"Of children{ages} in {row['name']}, {print_value(row, measure)} reoffended in the cohort of {period_of(row)}"
    )
    if not bases:
        return Candidate(f"{stated}.", REOFFENDING, row["period_end"], False)
    gaps = in_words([beside(row, base, measure) for base in bases])
    sure = how_sure_over_years(row, bases, figures, team, asked)
    return Candidate(f"{stated}, {gaps}{gaps_in_children(bases)}; {sure}.", REOFFENDING, row["period_end"], beyond)


def how_sure_over_years(
    row: pd.Series, bases: list[pd.Series], figures: pd.DataFrame, team: str, asked: dict[str, Any]
) -> str:
    """Say in a clause how sure the gaps are; where one year cannot say, what all years of the release say."""
    beyond = any(base["verdict"] in BEYOND for base in bases)
    if beyond and pd.notna(row["smallest_cohort"]):
        return f"{how_sure(bases)}, {WHATEVER_THE_COHORT}"
    if how_sure(bases) != TOO_LITTLE:
        return how_sure(bases)
    baseline = bases[0]["area"]
    years = years_together.steadiness(figures, team, MEASURE, age=row["age"], baseline=baseline, **asked)
    return TOO_LITTLE if years.empty else _over_the_years(years.iloc[0])


def _over_the_years(years: pd.Series) -> str:
    """Say on how many years the team lay above its baseline or below it, and whether that is steady."""
    if years["steady"] == years_together.TOO_FEW:
        return TOO_LITTLE
    side = "above" if years["above"] >= years["below"] else "below"
    last = periods.label(years["last"] - pd.DateOffset(years=1) + pd.Timedelta(days=1), years["last"])
    counted = f"it was {side} in {years[side]} of the {years['years']} years to {last}"
    if years["steady"] == years_together.NEITHER:
        return f"{counted}, so neither steadily above nor below"
    return f"{counted}, so {years['steady']}"
