"""Find what is wrong with published ratings and key questions before anything is concluded from them."""

from collections.abc import Iterator

import pandas as pd

from yotlib.analysis.inspection.dates import last_day
from yotlib.analysis.inspection.row_checks import Row, check_cases, check_question, check_rating, read_percent
from yotlib.analysis.inspection.scoring import rate
from yotlib.reference import areas
from yotlib.reference.errors import AskedWrongly, BadFigures, did_you_mean, nearest

MOST_POINTS = 36
NOT_READ = "[x]"


def rating_problems(given: pd.DataFrame, known_sources: set[str], name: str) -> Iterator[str]:
    """Yield what is wrong with the ratings of the file `name`, a sentence each with its line."""
    teams, again = set(areas.teams()), given.duplicated(["area", "published"])
    for line, row, twice in zip(given.index, given.to_dict("records"), again, strict=True):
        yield from (f"{name} line {line}: {words}" for words in _rating_row_problems(row, teams, known_sources))
        if twice:
            yield f"{name} line {line}: {row['area']} has a rating of {row['published']} already; keep one."


def _rating_row_problems(row: Row, teams: set[areas.Area], known_sources: set[str]) -> Iterator[str]:
    if row["area"] not in teams:
        near = did_you_mean(nearest(row["area"], sorted(teams)))
        yield f"area is {row['area']!r}; it is no team in areas.csv.{near}"
    if row["source"] not in known_sources:
        near = did_you_mean(nearest(row["source"], sorted(known_sources)))
        yield f"source is {row['source']!r}; it is not in sources.csv.{near}"
    try:
        last_day(row["published"])
    except AskedWrongly as error:
        yield f"published {error}"
    yield from check_rating(row, "overall_rating")
    if not row["overall_rating"] and not row["note"].startswith(NOT_READ):
        yield "there is no rating, and no mark in note says why."
    if row["points_of_36"] and not (row["points_of_36"].isdecimal() and int(row["points_of_36"]) <= MOST_POINTS):
        yield f"points_of_36 is {row['points_of_36']!r}, not a whole number from 0 to {MOST_POINTS}."


def question_problems(given: pd.DataFrame) -> Iterator[str]:
    """Yield what is wrong with the key questions of key_questions.csv, a sentence each with its line or inspection."""
    again = given.duplicated(["area", "published", "standard", "key_question"])
    for line, row, twice in zip(given.index, given.to_dict("records"), again, strict=True):
        if twice:
            yield f"key_questions.csv line {line}: {row['key_question'] or row['standard']} is there twice; keep one."
        yield from (f"key_questions.csv line {line}: {words}" for words in _question_row_problems(row))
    for (area, published), rows in given.groupby(["area", "published"], sort=False):
        yield from (
            f"key_questions.csv, {area} {published}: {words}" for words in _scoring_problems(rows, str(published))
        )


def _question_row_problems(row: Row) -> Iterator[str]:
    yield from check_question(row)
    if row["key_question"]:
        yield from check_rating(row)
    yield from check_cases(row)


def _scoring_problems(rows: pd.DataFrame, published: str) -> list[str]:
    """Return the problems that stop an inspection from being rated by its own rows."""
    asked, judged = rows[rows["key_question"] != ""], rows[rows["key_question"] == ""]
    percents = dict(zip(asked["key_question"], asked["percent_sufficient"].map(_number), strict=True))
    printed_ratings = dict(zip(judged["standard"], judged["rating"], strict=True))
    try:
        rate(percents, given=printed_ratings, date=last_day(published))
    except BadFigures as error:
        return error.problems
    except AskedWrongly as error:
        return [str(error)]
    return []


def _number(text: str) -> float | str | None:
    """Return the number a text holds; the text itself if it holds none, None if it is blank."""
    try:
        return read_percent(text)
    except ValueError:
        return text or None
