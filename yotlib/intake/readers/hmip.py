"""Read overall inspection ratings that Data to Insight scraped from HM Inspectorate of Probation's pages.

The scraper made mistakes: a footnote recorded as a rating, a score that is not a whole number of points, a score and a
rating of different bands. Court and out-of-court standards overwrote each other, so no standards are read.
"""

from collections.abc import Iterator

import pandas as pd

from yotlib.analysis.inspection.published_problems import MOST_POINTS, NOT_READ
from yotlib.analysis.inspection.rules import RATINGS, band, rules_on_day
from yotlib.figures.tidy import cut_short
from yotlib.intake.checks.fault import WRONG, Fault
from yotlib.intake.files import Opened
from yotlib.intake.readers.area_names import resolve
from yotlib.intake.readers.printed_numbers import read_number
from yotlib.intake.readers.reader import RATING_COLUMNS, Publication, Reader, Reading
from yotlib.reference.areas import TEAM, Area
from yotlib.reference.errors import BadFigures

NAME, SCORE, RATING, DATE = COLUMNS = ["la_name", "score_%", "overall_rating", "publication_date"]
STANDARDS_LEFT = "Ratings of single standards: court and out-of-court standards overwrite each other, so none is taken."
MISREAD = f"{NOT_READ} misread by the collector; check against the report"
CHECK = "a rating follows from its points"
ROUNDING = 0.01
_AS_PRINTED = {rating.casefold(): rating for rating in RATINGS}


def recognises(opened: Opened) -> bool:
    """Return whether this is a table with the columns of the scraped ratings."""
    return set(COLUMNS) <= set(next(iter(opened.head(rows=1)), []))


def read(opened: Opened) -> Reading:
    """Read every rating with its points of 36. A misread one keeps its row without either, and a fault says why."""
    table = opened.table(columns=COLUMNS)
    dates = _read_dates(table[DATE], opened.name)
    areas = {name: _find_team(name) for name in table[NAME]}
    known = table[[areas[name] is not None for name in table[NAME]]]
    dated_rows = zip(known.iterrows(), dates[known.index], strict=True)
    ratings = [_read_rating(row, day, opened.name, int(str(label))) for (label, row), day in dated_rows]
    days = dates[known.index].dt.strftime("%Y-%m-%d")
    rows = [
        {"area": str(areas[name]), "published": day, **rating, "row": label}
        for (label, name), day, (rating, _) in zip(known[NAME].items(), days, ratings, strict=True)
    ]
    return Reading(
        ratings=pd.DataFrame(rows, columns=RATING_COLUMNS),
        unresolved={name: int((table[NAME] == name).sum()) for name, area in areas.items() if area is None},
        left_out=(STANDARDS_LEFT,),
        faults=tuple(fault for _, faults in ratings for fault in faults),
    )


def _find_team(name: str) -> Area | None:
    area = resolve(name, prefer="yot")
    return area if area is not None and area.kind == TEAM else None


def _read_dates(column: pd.Series, file: str) -> pd.Series:
    """Read days written 31/01/20; refuse anything else, with a line for each row."""
    dates = pd.to_datetime(column, format="%d/%m/%y", errors="coerce")
    problems = [
        f"{file} row {row}: {DATE} is {column[row]!r}, not a day such as 31/01/20." for row in dates.index[dates.isna()]
    ]
    if problems:
        raise BadFigures(cut_short(problems, file))
    return dates


def _read_rating(row: pd.Series, day: pd.Timestamp, file: str, place: int) -> tuple[dict[str, object], list[Fault]]:
    """Return the rating and its points, or a blank rating and its faults."""
    points, _ = read_number(row[SCORE], {"": "[x] blank"}, percent=True)
    points = points * MOST_POINTS / 100
    rating = _AS_PRINTED.get(row[RATING].strip().casefold(), "")
    figure = f"Overall rating, {row[NAME]}, {day.date()}"
    wrong = [
        Fault(CHECK, WRONG, file, place, figure, *words) for words in _explain_misreading(row, points, rating, day)
    ]
    if wrong:
        return {"overall_rating": "", "points_of_36": float("nan"), "note": MISREAD}, wrong
    return {"overall_rating": rating, "points_of_36": float(round(points)), "note": ""}, []


def _explain_misreading(row: pd.Series, points: float, rating: str, day: pd.Timestamp) -> Iterator[tuple[str, str]]:
    """Yield what was found and what was expected, for a rating that cannot be right."""
    if not rating:
        yield f"rated {row[RATING].strip()[:40]!r}", "a rating is one of the inspectors' four"
        return
    if not 0 <= points <= MOST_POINTS or abs(points - round(points)) > ROUNDING:
        yield f"{row[SCORE]}%, {points:.2f} points of {MOST_POINTS}", "a total is a whole number of points"
    elif rules_on_day(day).scored and band(rules_on_day(day).totals, round(points)) != rating:
        yield (
            f"{rating} with {points:.0f} points",
            f"{points:.0f} points are {band(rules_on_day(day).totals, round(points))}",
        )


READER = Reader(
    kind="hmip-ratings",
    title="overall ratings of youth justice inspections, as scraped by Data to Insight",
    source="d2i-hmip-ratings",
    publication=Publication(
        publisher="HM Inspectorate of Probation (collected by Data to Insight)",
        covers="overall rating and points of 36",
        licence="OGL v3",
        address="https://github.com/data-to-insight/hmi-probation-youth-justice-scrape",
    ),
    recognises=recognises,
    read=read,
)
