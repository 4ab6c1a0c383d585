"""List the ratings of all services, and count how many had each rating in each inspection year."""

from pathlib import Path

import pandas as pd

from yotlib.analysis.inspection.published import is_misread, is_of_new_standards, published_by, ratings
from yotlib.analysis.inspection.rules import RATINGS
from yotlib.reference import periods
from yotlib.reference.areas import all_areas

COLUMNS = ["area", "name", "published", "year", "date", "overall_rating", "points_of_36", "note", "source"]
NOT_STATED = ""


def services(
    *, period: str = periods.LATEST, as_of: str | pd.Timestamp | None = None, data: Path | None = None
) -> pd.DataFrame:
    """Return every rating published by `as_of` and by the end of `period`, oldest first, one row an inspection.

    Columns: `area` (slug), `name`, `published` (as printed), `year`, `date` (the last day that `published` can mean),
    `overall_rating`, `points_of_36`, `note` and `source`. `year` is the inspection year, April to March ("2019-20"),
    blank where only a calendar year is known. Ratings that their collector misread are left out, and so are those to
    the new standards of 2025: they are on another scale, and `to_new_standards` lists them.

    >>> import yotlib as yot
    >>> rated = yot.inspection.services(as_of="2020-12-31")
    >>> rated.loc[rated["area"] == "bradford", ["name", "year", "overall_rating", "points_of_36"]].values.tolist()
    [['Bradford', '2019-20', 'Requires improvement', 7.0]]
    """
    published = _read(period, as_of, data)
    return _with_name_and_year(published[~is_of_new_standards(published)])


def to_new_standards(
    *, period: str = periods.LATEST, as_of: str | pd.Timestamp | None = None, data: Path | None = None
) -> pd.DataFrame:
    """Return the ratings to the new standards of 2025, in the columns of `services`.

    >>> import yotlib as yot
    >>> yot.inspection.to_new_standards(as_of="2026-01-31")["name"].tolist()[:2]
    ['Derby', 'Merton']
    """
    published = _read(period, as_of, data)
    return _with_name_and_year(published[is_of_new_standards(published)])


def _read(period: str, as_of: str | pd.Timestamp | None, data: Path | None) -> pd.DataFrame:
    published = published_by(ratings(data), period=period, as_of=as_of)
    return published[~is_misread(published)]


def _with_name_and_year(kept: pd.DataFrame) -> pd.DataFrame:
    names = [all_areas()[area].name for area in kept["area"]]
    return kept.assign(name=names, year=kept["published"].map(inspection_year))[COLUMNS].reset_index(drop=True)


def misread(*, as_of: str | pd.Timestamp | None = None, data: Path | None = None) -> list[str]:
    """Return the names of services with a rating that its collector misread.

    >>> import yotlib as yot
    >>> yot.inspection.misread()
    []
    """
    published = published_by(ratings(data), period=periods.LATEST, as_of=as_of)
    return [all_areas()[area].name for area in published.loc[is_misread(published), "area"]]


def inspection_year(published: str) -> str:
    """Return the inspection year of a date of publication, as printed here.

    >>> [inspection_year(published) for published in ("2019/20", "2020-01-31", "2019-04", "2019")]
    ['2019-20', '2019-20', '2019-20', '']
    """
    if "/" in published:
        return published.replace("/", "-")
    if "-" not in published:
        return NOT_STATED
    month = periods.last_day(published)
    start = month.year - (month.month < 4)
    return f"{start}-{(start + 1) % 100:02d}"


def by_year(table: pd.DataFrame) -> pd.DataFrame:
    """Count the services with each rating in each inspection year.

    `table` is that of `services`. Returns `year`, one column a rating, `rated` (their sum) and `source`. Inspections
    without a stated year are left out.

    >>> import yotlib as yot
    >>> years = yot.inspection.by_year(yot.inspection.services())
    >>> years.loc[years["year"] == "2019-20", [*yot.inspection.RATINGS, "rated"]].values.tolist()
    [[1, 12, 9, 1, 23]]
    """
    dated = table[table["year"] != NOT_STATED]
    counts = pd.crosstab(dated["year"], dated["overall_rating"]).reindex(columns=list(RATINGS), fill_value=0)
    sources = dated.groupby("year")["source"].agg(lambda keys: ", ".join(dict.fromkeys(keys)))
    return counts.assign(rated=counts.sum(axis=1), source=sources).rename_axis(columns=None).reset_index()
