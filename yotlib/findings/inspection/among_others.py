"""Court against out-of-court work, and one service among all that were rated."""

from collections.abc import Sequence

import pandas as pd

from yotlib.analysis.inspection.rules import RATINGS
from yotlib.findings.inspection.wording import NO_QUESTIONS, counted
from yotlib.findings.wording import Nothing, Sentence, Sentences
from yotlib.reference.areas import find
from yotlib.reference.words import in_words

FEW = 20


def court_beside_out_of_court(pairs: pd.DataFrame) -> Sentence:
    """On how many of the questions asked of both, which kind of work was sufficient more often, and the widest gap."""
    if pairs.empty:
        return Nothing(NO_QUESTIONS)
    gap = pairs["percent_out_of_court"] - pairs["percent_court"]
    widest = pairs.iloc[int(gap.abs().argmax())]
    return Sentence(
        f"Of {len(pairs)} questions asked of court and out-of-court cases alike, out-of-court work was sufficient more "
        f"often on {counted(int((gap > 0).sum()))} and court work on {counted(int((gap < 0).sum()))}; the widest gap "
        f"is {widest['title'].lower()}, {widest['about']}: {widest['percent_court']:g}% of court cases, "
        f"{widest['percent_out_of_court']:g}% of out-of-court cases."
    )


def services(table: pd.DataFrame, *, team: str, misread: Sequence[str] = ()) -> Sentences:
    """Where the newest rating of `team` stands among all services rated in the same inspection year, and by points.

    `table` is that of `inspection.services`; `misread` names the services whose rating was misread.
    """
    name, mine = find(team).name, table[table["area"] == find(team)]
    if mine.empty:
        return Sentences([f"{name} is not among the {table['area'].nunique()} services with a rating held here."])
    row = mine.iloc[-1]
    return Sentences([*_in_year(table, row, name), *_by_points(table, row, name), *_left_out(misread)])


def _in_year(table: pd.DataFrame, row: pd.Series, name: str) -> list[str]:
    if not row["year"]:
        return [f"In which inspection year {name} was rated is not known, so it is not set beside others of its year."]
    year = table[table["year"] == row["year"]]
    counts = [f"{(year['overall_rating'] == rating).sum() or 'none'} {rating}" for rating in RATINGS[::-1]]
    return [
        f"Of the {len(year)} services with a rating of the inspection year {row['year']} held here, "
        f"{in_words(counts)}; "
        f"{name} was {row['overall_rating']}.",
        "Which services are inspected in a year is not left to chance, and not all ratings of a year are held.",
    ]


def _by_points(table: pd.DataFrame, row: pd.Series, name: str) -> list[str]:
    scored = table[table["points_of_36"].notna()].drop_duplicates("area", keep="last")
    others = scored[scored["area"] != row["area"]]
    if pd.isna(row["points_of_36"]) or len(others) < FEW:
        return []
    fewer = int((others["points_of_36"] < row["points_of_36"]).sum())
    same = int((others["points_of_36"] == row["points_of_36"]).sum())
    return [
        f"Of the {len(others)} other services whose points are held, of any year, {counted(fewer)} had fewer than "
        f"{name}'s {row['points_of_36']:.0f} and {counted(same)} as many; the standards changed in 2021."
    ]


def _left_out(misread: Sequence[str]) -> list[str]:
    return [f"Left out, as their rating was misread by its collector: {in_words(misread)}."] if misread else []
