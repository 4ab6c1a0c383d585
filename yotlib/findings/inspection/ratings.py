"""How a service was rated, and whether the print follows from itself."""

from collections.abc import Iterator

import pandas as pd

from yotlib.analysis.inspection.published import is_misread, totals_checked
from yotlib.analysis.inspection.rules import Rules, on
from yotlib.analysis.inspection.what_if import to_next, total
from yotlib.findings.inspection.wording import of_standard, points, when
from yotlib.findings.wording import Headline, Sentences
from yotlib.reference.areas import find
from yotlib.reference.words import in_words

NO_RATING = "Nothing here says how it would be rated."


def rating_headline(overall: pd.DataFrame, *, team: str) -> Headline:
    """How `team` was rated, when, with how many points, and how far the next bands are.

    `overall` is what `inspection.overall` returns; a team without an inspection, and a rating that its collector
    misread, get a sentence that says so.
    """
    name = find(team).name
    if overall.empty:
        return Headline(f"No inspection of {name} is held here. {NO_RATING}")
    row = overall.iloc[0]
    known = row["points_of_36"]
    if is_misread(overall).iloc[0]:
        return Headline(
            f"{name} was rated {when(row['published'])}, but whoever collected the rating misread it: look at the "
            "report itself."
        )
    if pd.isna(known):
        stated = f"{name} was rated {row['overall_rating']} {when(row['published'])}"
        return Headline(f"{stated}. Its points are not held here.")
    return scored_headline(name, row["overall_rating"], int(known), row["published"], on(row["date"]))


def scored_headline(name: str, overall: str, total: int, published: str, rules: Rules) -> Headline:
    """How a service was rated, with how many points, and how far the bands below and above are."""
    stated = f"{name} was rated {overall} {when(published)}, with {total} of {rules.most} points"
    return Headline(f"{stated}{_away(total, rules)}.")


def recheck(standards: pd.DataFrame, overall: pd.DataFrame) -> Sentences:
    """Whether each printed rating follows from its key questions, and the total and the overall rating from those.

    Where one does not, both are shown.
    """
    return Sentences([*_standards(standards), *_totals(standards, overall)])


def _away(number: int, by: Rules) -> str:
    """How far the bands below and above are."""
    fewer, more = to_next(number, by)
    below = [name for lowest, name in by.totals if lowest <= number][:-1]
    above = [name for lowest, name in by.totals if lowest > number]
    ways = [f"{points(fewer)} fewer would have been {below[-1]}"] if fewer is not None else []
    ways += [f"{points(more)} more {'' if ways else 'would have been '}{above[0]}"] if more is not None else []
    return f"; {in_words(ways)}" if ways else ""


def _standards(standards: pd.DataFrame) -> Iterator[str]:
    checked = standards[standards["agrees"] != ""]
    if checked.empty:
        return
    wrong = checked[checked["agrees"] == "no"]
    judged = standards[standards["worked_out"] == ""]
    names = [of_standard(row) for _, row in judged.iterrows()]
    rest = f" {in_words(names)}: judged on evidence, so given." if names else ""
    if wrong.empty:
        yield f"Each of the {len(checked)} printed ratings that rest on cases follows from its key questions.{rest}"
        return
    for _, row in wrong.iterrows():
        yield (
            f"{of_standard(row)} is printed as {row['rating']}; its lowest key question ({row['question']}, "
            f"{row['percent']:g}%) gives {row['worked_out']}."
        )


def _totals(standards: pd.DataFrame, overall: pd.DataFrame) -> Iterator[str]:
    for _, row in totals_checked(overall).iterrows():
        if not standards.empty:
            yield from _added_up(standards, row)
        if not row["agrees"]:
            yield f"{row['points_of_36']:.0f} points are {row['worked_out']}; {row['overall_rating']} is printed."


def _added_up(standards: pd.DataFrame, row: pd.Series) -> Iterator[str]:
    number, rating = total(standards)
    if number == row["points_of_36"] and rating == row["overall_rating"]:
        yield f"The printed standards add up to the {points(number)} held, which are {rating}, as printed."
    else:
        yield (
            f"The printed standards add up to {points(number)}, which are {rating}; {row['points_of_36']:.0f} points "
            f"and {row['overall_rating']} are held."
        )
