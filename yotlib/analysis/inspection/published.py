"""Read published inspections from data/: how each service was rated, and the key questions behind a rating."""

from pathlib import Path

import pandas as pd

from yotlib.analysis.inspection.dates import last_day
from yotlib.analysis.inspection.published_problems import NOT_READ, question_problems, rating_problems
from yotlib.analysis.inspection.row_checks import with_percents
from yotlib.analysis.inspection.rules import band, rules_on_day
from yotlib.figures import added
from yotlib.figures.load import read_sources
from yotlib.figures.tidy import read_text
from yotlib.reference import areas, folders, periods
from yotlib.reference.errors import BadFigures

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
# The words in a note that say a rating is on the scale of the standards of 2025, which is another than the one before.
NEW_STANDARDS = "new standards of 2025"


def ratings(data: Path | None = None) -> pd.DataFrame:
    """Return every overall rating in data/ and in added files (or in the folder `data` alone), oldest first.

    One row an inspection, in the columns of ratings.csv, with `points_of_36` as numbers (NaN where not published)
    and `date`, the last day that `published` can mean: a month and an inspection year (2019/20, April to March)
    count as their last day. Raises BadFigures with every problem of the file, one line each.

    >>> import yotlib as yot
    >>> yot.inspection.ratings().query("area == 'bradford'")[["published", "overall_rating"]].values.tolist()
    [['2020-01-31', 'Requires improvement']]
    """
    tables, known = added.read_tables("ratings.csv", RATING_COLUMNS, data), set(read_sources(data)["source"])
    if problems := [problem for name, table in tables.items() for problem in rating_problems(table, known, name)]:
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

    >>> import yotlib as yot
    >>> yot.inspection.overall("Bradford", as_of="2020-12-31")[["published", "overall_rating"]].values.tolist()
    [['2020-01-31', 'Requires improvement']]
    """
    return _of_team(team, period, as_of, data).tail(1).reset_index(drop=True)


def earlier(
    team: str, *, period: str = periods.LATEST, as_of: str | pd.Timestamp | None = None, data: Path | None = None
) -> pd.DataFrame:
    """Return the team's newest rating to the earlier standards, where `overall` returns one to the new standards.

    >>> import yotlib as yot
    >>> len(yot.inspection.earlier("Bradford", as_of="2020-12-31"))
    0
    """
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
    if problems := list(question_problems(questions)):
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
    """Return which ratings are to the new standards of 2025: another scale, not scored and not counted with others.

    `table` is what `ratings` returns, or rows of it.

    >>> import yotlib as yot
    >>> yot.inspection.is_of_new_standards(yot.inspection.overall("Bradford", as_of="2020-12-31")).tolist()
    [False]
    """
    return table["note"].str.contains(NEW_STANDARDS, regex=False).astype(bool)


def _of_team(team: str, period: str, as_of: str | pd.Timestamp | None, data: Path | None) -> pd.DataFrame:
    rows = published_by(ratings(data), period=period, as_of=as_of)
    return rows[rows["area"] == areas.find(team, kind=areas.TEAM)]


def check_totals(table: pd.DataFrame) -> pd.DataFrame:
    """Return the ratings with points, adding `worked_out`, the band of the points, and whether that `agrees`.

    It agrees if it is the printed rating. The bands are those of the rules on the day of publication; a rating of a day
    whose bands are not known here, or to the new standards of 2025, is left out. `table` is what `ratings` returns.

    >>> import yotlib as yot
    >>> checked = yot.inspection.check_totals(yot.inspection.overall("Bradford", as_of="2020-12-31"))
    >>> checked[["points_of_36", "worked_out", "agrees"]].values.tolist()
    [[7.0, 'Requires improvement', True]]
    """
    with_points = table[table["points_of_36"].notna() & ~is_of_new_standards(table)]
    scored = with_points.loc[[rules_on_day(day).scored for day in with_points["date"]]]
    bands = [band(rules_on_day(row["date"]).totals, row["points_of_36"]) for _, row in scored.iterrows()]
    return scored.assign(worked_out=bands, agrees=[*map(bool, scored["overall_rating"] == bands)])
