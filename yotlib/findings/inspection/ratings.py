"""Say how a service was rated, and whether the published rating follows from its own scores."""

from collections.abc import Iterator

import pandas as pd

from yotlib.analysis.inspection.published import check_totals, is_misread, is_of_new_standards
from yotlib.analysis.inspection.rules import Rules, rules_on_day
from yotlib.analysis.inspection.what_if import points_to_next, total_points
from yotlib.findings.inspection.wording import name_standard, points_in_words, when_published, when_rated
from yotlib.findings.wording import Headline, Sentences
from yotlib.reference.areas import find
from yotlib.reference.words import in_words

NO_RATING = "`yot data add FILE` adds a file of ratings."
ANOTHER_SCALE = "to the new standards of 2025: another scale, not to be compared with ratings before it"


def rating_headline(overall: pd.DataFrame, *, team: str) -> Headline:
    """Say how `team` was rated, when, with how many points, and how far the next bands are.

    `overall` is what `inspection.overall` returns. The sentence says so if no rating of the team is held, if it is on
    the scale of 2025, or if whoever collected the rating misread it.

    >>> import yotlib as yot
    >>> overall = yot.inspection.overall("Bradford")
    >>> print(yot.findings.rating_headline(overall, team="Bradford"))
    Bradford was rated Requires improvement in the report published on 31 January 2020, with 7 of 36 points; one point \
fewer would have been Inadequate and 12 points more Good.
    """
    name = find(team).name
    if overall.empty:
        return Headline(f"No inspection rating of {name} is held here. {NO_RATING}")
    row = overall.iloc[0]
    points = row["points_of_36"]
    if is_misread(overall).iloc[0]:
        return Headline(
            f"{name} was rated {when_published(row['published'])}, but whoever collected the rating misread it: "
            "look at the report itself."
        )
    if is_of_new_standards(overall).iloc[0]:
        return Headline(f"{name} was rated {row['overall_rating']} {when_rated(row)}, {ANOTHER_SCALE}.")
    if pd.isna(points):
        stated = f"{name} was rated {row['overall_rating']} {when_rated(row)}"
        return Headline(f"{stated}. Its points are not held here.")
    return scored_headline(name, row["overall_rating"], int(points), row["published"], rules_on_day(row["date"]))


def earlier_rating(earlier: pd.DataFrame, *, team: str) -> Sentences:
    """Say how `team` was rated to the earlier standards, from what `inspection.earlier` returns; nothing if empty.

    `earlier` is what `inspection.earlier` returns.

    >>> import yotlib as yot
    >>> earlier = yot.inspection.earlier("Barking and Dagenham")
    >>> print(yot.findings.earlier_rating(earlier, team="Barking and Dagenham")[0])
    Its rating before, to the earlier standards: Barking and Dagenham was rated Requires improvement in the report \
published in December 2018.
    """
    name = find(team).name
    return Sentences(
        f"Its rating before, to the earlier standards: {name} was rated {row['overall_rating']} {when_rated(row)}."
        for _, row in earlier.iterrows()
    )


def scored_headline(name: str, overall: str, total: int, published: str, rules: Rules) -> Headline:
    """Say how a service was rated, with how many points, and how far the bands below and above are."""
    stated = f"{name} was rated {overall} {when_published(published)}, with {total} of {rules.most} points"
    return Headline(f"{stated}{_points_to_other_bands(total, rules)}.")


def recheck(standards: pd.DataFrame, overall: pd.DataFrame) -> Sentences:
    """Say whether each printed rating follows from its key questions, and the total and overall rating from those.

    If one does not, the printed and the expected rating are both given. `standards` and `overall` are what
    `inspection.standards` and `inspection.overall` return.

    >>> import yotlib as yot
    >>> standards = yot.inspection.standards("Bradford")
    >>> overall = yot.inspection.overall("Bradford")
    >>> print(yot.findings.recheck(standards, overall)[0])
    Each of the 8 printed ratings that rest on cases follows from its key questions. Governance and leadership (1.1), \
Staff (1.2), Partnerships and services (1.3) and Information and facilities (1.4): judged on evidence, so given.
    """
    return Sentences([*_recheck_standards(standards), *_recheck_totals(standards, overall)])


def _points_to_other_bands(number: int, by: Rules) -> str:
    """Say how many points away the bands below and above are."""
    fewer, more = points_to_next(number, by)
    below = [name for lowest, name in by.totals if lowest <= number][:-1]
    above = [name for lowest, name in by.totals if lowest > number]
    ways = [f"{points_in_words(fewer)} fewer would have been {below[-1]}"] if fewer is not None else []
    ways += [f"{points_in_words(more)} more {'' if ways else 'would have been '}{above[0]}"] if more is not None else []
    return f"; {in_words(ways)}" if ways else ""


def _recheck_standards(standards: pd.DataFrame) -> Iterator[str]:
    checked = standards[standards["agrees"] != ""]
    if checked.empty:
        return
    wrong = checked[checked["agrees"] == "no"]
    judged = standards[standards["worked_out"] == ""]
    names = [name_standard(row) for _, row in judged.iterrows()]
    rest = f" {in_words(names)}: judged on evidence, so given." if names else ""
    if wrong.empty:
        yield f"Each of the {len(checked)} printed ratings that rest on cases follows from its key questions.{rest}"
        return
    for _, row in wrong.iterrows():
        yield (
            f"{name_standard(row)} is printed as {row['rating']}; its lowest key question ({row['question']}, "
            f"{row['percent']:g}%) gives {row['worked_out']}."
        )


def _recheck_totals(standards: pd.DataFrame, overall: pd.DataFrame) -> Iterator[str]:
    for _, row in check_totals(overall).iterrows():
        if not standards.empty:
            yield from _recheck_sum(standards, row)
        if not row["agrees"]:
            yield f"{row['points_of_36']:.0f} points are {row['worked_out']}; {row['overall_rating']} is printed."


def _recheck_sum(standards: pd.DataFrame, row: pd.Series) -> Iterator[str]:
    number, rating = total_points(standards)
    if number == row["points_of_36"] and rating == row["overall_rating"]:
        yield f"The printed standards add up to the {points_in_words(number)} held, which are {rating}, as printed."
    else:
        yield (
            f"The printed standards add up to {points_in_words(number)}, which are {rating}; "
            f"{row['points_of_36']:.0f} points and {row['overall_rating']} are held."
        )
