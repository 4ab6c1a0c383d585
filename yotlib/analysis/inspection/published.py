"""Read published inspections from data/: how each service was rated, and the key questions behind a rating."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from yotlib.analysis.inspection.row_checks import (
    Row,
    check_cases,
    check_question,
    check_rating,
    read_percent,
    with_percents,
)
from yotlib.analysis.inspection.rules import band, rules_on_day
from yotlib.analysis.inspection.scoring import rate
from yotlib.figures import added
from yotlib.figures.load import read_sources
from yotlib.figures.tidy import read_text
from yotlib.reference import areas, folders, periods
from yotlib.reference.errors import AskedWrongly, BadFigures

RATING_COLUMNS = ["area", "published", "overall_rating", "points_of_36", "note", "source"]
QUESTION_COLUMNS = [
    "area",
    "published",
    "standard",
    "name",
    "rating",
    "key_question",
    "about",
    "percent_sufficient",
    "cases",
    "source",
]
MOST_POINTS = 36
NOT_READ = "[x]"
# The words in a note that say a rating is on the scale of the standards of 2025, which is another than the one before.
NEW_STANDARDS = "new standards of 2025"


def ratings(data: Path | None = None) -> pd.DataFrame:
    """Return every overall rating in data/ and in added files (or in the folder `data` alone), oldest first.

    One row an inspection, in the columns of ratings.csv, with `points_of_36` as numbers (NaN where not published)
    and `date`, the last day that `published` can mean: a month and an inspection year (2019/20, April to March)
    count as their last day. Raises BadFigures with every problem of the file, one line each.
    """
    tables, known = added.read_tables("ratings.csv", RATING_COLUMNS, data), set(read_sources(data)["source"])
    if problems := [problem for name, table in tables.items() for problem in _rating_problems(table, known, name)]:
        raise BadFigures(problems)
    given = pd.concat(tables.values(), ignore_index=True).drop_duplicates(["area", "published"], ignore_index=True)
    points = pd.to_numeric(given["points_of_36"].replace("", None)).astype(float)
    dated = given.assign(points_of_36=points, date=given["published"].map(last_day))
    return dated.sort_values(["date", "area"], ignore_index=True)


def overall(
    team: str, *, period: str = periods.LATEST, as_of: str | pd.Timestamp | None = None, data: Path | None = None
) -> pd.DataFrame:
    """Return the row of `ratings` with the team's newest rating published by `as_of` and by the end of `period`.

    It may be of another scale than those before it; see `is_of_new_standards`. Empty where there is none.
    """
    return _of_team(team, period, as_of, data).tail(1).reset_index(drop=True)


def earlier(
    team: str, *, period: str = periods.LATEST, as_of: str | pd.Timestamp | None = None, data: Path | None = None
) -> pd.DataFrame:
    """Return the team's newest rating to the earlier standards, where `overall` returns one to the new standards."""
    rows = _of_team(team, period, as_of, data)
    is_new = is_of_new_standards(rows)
    return rows[~is_new & bool(is_new.tail(1).any())].tail(1).reset_index(drop=True)


def key_questions(
    team: str, *, period: str = periods.LATEST, as_of: str | pd.Timestamp | None = None, data: Path | None = None
) -> pd.DataFrame:
    """Return the printed ratings and percentages behind the rating that `overall` returns; empty for most teams.

    All are text, in the columns of key_questions.csv. Raises BadFigures with every problem of the file, one line
    each, where a rating cannot be worked out from it.
    """
    questions = read_text((data or folders.data()) / "key_questions.csv", QUESTION_COLUMNS)
    if problems := list(_question_problems(questions)):
        raise BadFigures(problems)
    inspection = overall(team, period=period, as_of=as_of, data=data)[["area", "published"]]
    return with_percents(questions).merge(inspection, on=["area", "published"], how="inner", validate="many_to_one")


def published_by(table: pd.DataFrame, *, period: str, as_of: str | pd.Timestamp | None) -> pd.DataFrame:
    """Return the inspections published by the day `as_of` (blank: any day) and by the end of `period`."""
    asked = periods.parse(period)
    day = periods.last_day(as_of) if isinstance(as_of, str) and as_of else as_of
    kept = table if asked is None else table[table["date"] <= asked.end]
    return kept if day is None or day == "" else kept[kept["date"] <= day]


def is_misread(table: pd.DataFrame) -> pd.Series:
    """Return which ratings were misread by whoever collected them; such ratings are named and not scored."""
    return table["note"].str.startswith(NOT_READ)


def is_of_new_standards(table: pd.DataFrame) -> pd.Series:
    """Return which ratings are to the new standards of 2025: another scale, not scored and not counted with others."""
    return table["note"].str.contains(NEW_STANDARDS, regex=False).astype(bool)


def last_day(published: str) -> pd.Timestamp:
    """Return the last day a date of publication can mean; an inspection year runs from April to March.

    >>> last_day("2019/20").date().isoformat()
    '2020-03-31'
    """
    if "/" in published:
        year = periods.parse(published)
        assert year is not None, "a year with a stroke in it is not 'latest'"
        return year.end
    return periods.last_day(published)


def _of_team(team: str, period: str, as_of: str | pd.Timestamp | None, data: Path | None) -> pd.DataFrame:
    rows = published_by(ratings(data), period=period, as_of=as_of)
    return rows[rows["area"] == areas.find(team, kind=areas.TEAM)]


def _rating_problems(given: pd.DataFrame, known_sources: set[str], name: str) -> Iterator[str]:
    teams, again = set(areas.teams()), given.duplicated(["area", "published"])
    for line, row, twice in zip(given.index, given.to_dict("records"), again, strict=True):
        yield from (f"{name} line {line}: {words}" for words in _rating_row_problems(row, teams, known_sources))
        if twice:
            yield f"{name} line {line}: {row['area']} has a rating of {row['published']} already; keep one."


def _rating_row_problems(row: Row, teams: set[areas.Area], known_sources: set[str]) -> Iterator[str]:
    if row["area"] not in teams:
        yield f"area is {row['area']!r}; it is no team in areas.csv."
    if row["source"] not in known_sources:
        yield f"source is {row['source']!r}; it is not in sources.csv."
    try:
        last_day(row["published"])
    except AskedWrongly as error:
        yield f"published {error}"
    yield from check_rating(row, "overall_rating")
    if not row["overall_rating"] and not row["note"].startswith(NOT_READ):
        yield "there is no rating, and no mark in note says why."
    if row["points_of_36"] and not (row["points_of_36"].isdecimal() and int(row["points_of_36"]) <= MOST_POINTS):
        yield f"points_of_36 is {row['points_of_36']!r}, not a whole number from 0 to {MOST_POINTS}."


def _question_problems(given: pd.DataFrame) -> Iterator[str]:
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


def check_totals(table: pd.DataFrame) -> pd.DataFrame:
    """Return the ratings with points, adding `worked_out`, the band of the points, and whether that `agrees`.

    It agrees if it is the printed rating. The bands are those of the rules on the day of publication; a rating of a
    day whose bands are not known here, or to the new standards of 2025, is left out.
    """
    with_points = table[table["points_of_36"].notna() & ~is_of_new_standards(table)]
    scored = with_points.loc[[rules_on_day(day).scored for day in with_points["date"]]]
    bands = [band(rules_on_day(row["date"]).totals, row["points_of_36"]) for _, row in scored.iterrows()]
    return scored.assign(worked_out=bands, agrees=[*map(bool, scored["overall_rating"] == bands)])
