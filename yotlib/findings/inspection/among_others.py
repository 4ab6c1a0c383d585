"""Compare court with out-of-court work, and one service with all that were rated."""

from collections.abc import Sequence

import pandas as pd

from yotlib.analysis.inspection.rules import RATINGS
from yotlib.findings.inspection.wording import NO_QUESTIONS, number_in_words
from yotlib.findings.wording import Nothing, Sentence, Sentences
from yotlib.reference.areas import find
from yotlib.reference.words import in_words

FEW = 20


def court_beside_out_of_court(pairs: pd.DataFrame) -> Sentence:
    """Say how often each kind of work was sufficient more often, of the questions asked of both; and the widest gap.

    `pairs` is what `inspection.court_beside_out_of_court` returns.

    >>> import yotlib as yot
    >>> pairs = yot.inspection.court_beside_out_of_court(yot.inspection.questions("Bradford"))
    >>> print(yot.findings.court_beside_out_of_court(pairs))
    Of 9 questions asked of court and out-of-court cases alike, out-of-court work was sufficient more often on eight \
and court work on one; the widest gap is assessment, keeping other people safe: 43% of court cases, 82% of \
out-of-court cases.
    """
    if pairs.empty:
        return Nothing(NO_QUESTIONS)
    gap = pairs["percent_out_of_court"] - pairs["percent_court"]
    out_of_court, court = (number_in_words(int(more.sum())) for more in (gap > 0, gap < 0))
    widest = pairs.iloc[int(gap.abs().argmax())]
    return Sentence(
        f"Of {len(pairs)} questions asked of court and out-of-court cases alike, out-of-court work was sufficient more "
        f"often on {out_of_court} and court work on {court}; the widest gap is "
        f"{widest['title'].lower()}, {widest['about']}: {widest['percent_court']:g}% of court cases, "
        f"{widest['percent_out_of_court']:g}% of out-of-court cases."
    )


def services(table: pd.DataFrame, *, team: str, misread: Sequence[str] = ()) -> Sentences:
    """Compare the newest rating of `team` with those of the same inspection year, and by points with all.

    `table` is that of `inspection.services`; `misread` names the services whose rating was misread.

    >>> import yotlib as yot
    >>> services = yot.inspection.services()
    >>> print(yot.findings.services(services, team="Bradford")[0])
    Of the 23 services with a rating of the inspection year 2019-20 held here, 1 Outstanding, 9 Good, 12 Requires \
improvement and 1 Inadequate; Bradford was Requires improvement.
    """
    name, team_rows = find(team).name, table[table["area"] == find(team)]
    if team_rows.empty:
        number = table["area"].nunique()
        return Sentences([f"{name} is not among the {number} services with a rating to the standards before 2025."])
    row = team_rows.iloc[-1]
    return Sentences([*_compare_in_year(table, row, name), *_compare_points(table, row, name), *_name_misread(misread)])


def new_standards(table: pd.DataFrame, *, team: str) -> Sentences:
    """Say how many services have a rating to the new standards of 2025, and whether `team` is one; nothing if none.

    `table` is that of `inspection.to_new_standards`.

    >>> import yotlib as yot
    >>> rated = yot.inspection.to_new_standards()
    >>> print(yot.findings.new_standards(rated, team="Bradford")[0])
    16 services have a rating to the new standards of 2025. That is another scale, so they are counted in no year above.
    """
    if table.empty:
        return Sentences()
    among = f", {find(team).name} among them" if (table["area"] == find(team)).any() else ""
    number = number_in_words(table["area"].nunique())
    return Sentences(
        [
            f"{number.capitalize()} services have a rating to the new standards of 2025{among}. That is another scale, "
            "so they are counted in no year above."
        ]
    )


def _compare_in_year(table: pd.DataFrame, row: pd.Series, name: str) -> list[str]:
    if not row["year"]:
        return [f"The inspection year of {name}'s rating is not known, so it is not set beside others of its year."]
    year = table[table["year"] == row["year"]]
    counts = [f"{(year['overall_rating'] == rating).sum() or 'none'} {rating}" for rating in RATINGS[::-1]]
    return [
        f"Of the {len(year)} services with a rating of the inspection year {row['year']} held here, "
        f"{in_words(counts)}; "
        f"{name} was {row['overall_rating']}.",
        "Which services are inspected in a year is not left to chance, and not all ratings of a year are held.",
    ]


def _compare_points(table: pd.DataFrame, row: pd.Series, name: str) -> list[str]:
    scored = table[table["points_of_36"].notna()].drop_duplicates("area", keep="last")
    others = scored[scored["area"] != row["area"]]
    if pd.isna(row["points_of_36"]) or len(others) < FEW:
        return []
    fewer = number_in_words(int((others["points_of_36"] < row["points_of_36"]).sum()))
    same = number_in_words(int((others["points_of_36"] == row["points_of_36"]).sum()))
    return [
        f"Of the {len(others)} other services whose points are held, of any year, {fewer} had fewer than "
        f"{name}'s {row['points_of_36']:.0f} and {same} as many; the standards changed in 2021."
    ]


def _name_misread(misread: Sequence[str]) -> list[str]:
    return [f"Left out, as their rating was misread by its collector: {in_words(misread)}."] if misread else []
