"""Overall ratings of inspections as Data to Insight scraped them from the pages of HM Inspectorate of Probation.

The page was not always read rightly: a footnote stands as a rating, a score is no whole number of points, a score and
its rating belong to different bands. Court and out-of-court standards overwrote each other, so standards are not taken.
"""

from collections.abc import Iterator

import pandas as pd

from yotlib.analysis.inspection.published import MOST_POINTS, NOT_READ
from yotlib.analysis.inspection.rules import RATINGS, band, on
from yotlib.figures.tidy import cut_short
from yotlib.intake.checks.fault import WRONG, Fault
from yotlib.intake.files import Opened
from yotlib.intake.readers.area_names import resolve
from yotlib.intake.readers.printed_numbers import number
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
    """A table with the columns of the scraped ratings."""
    return set(COLUMNS) <= set(next(iter(opened.head(rows=1)), []))


def read(opened: Opened) -> Reading:
    """Every rating with its points of 36; one that was misread keeps its row without either, and a fault says why."""
    table = opened.table(columns=COLUMNS)
    dates = _dates(table[DATE], opened.name)
    areas = {name: _team(name) for name in table[NAME]}
    known = table[[areas[name] is not None for name in table[NAME]]]
    each = zip(known.iterrows(), dates[known.index], strict=True)
    found = [_rating(row, day, opened.name, int(str(label))) for (label, row), day in each]
    days = dates[known.index].dt.strftime("%Y-%m-%d")
    rows = [
        {"area": str(areas[name]), "published": day, **rating, "row": label}
        for (label, name), day, (rating, _) in zip(known[NAME].items(), days, found, strict=True)
    ]
    return Reading(
        ratings=pd.DataFrame(rows, columns=RATING_COLUMNS),
        unresolved={name: int((table[NAME] == name).sum()) for name, area in areas.items() if area is None},
        left_out=(STANDARDS_LEFT,),
        faults=tuple(fault for _, faults in found for fault in faults),
    )


def _team(name: str) -> Area | None:
    found = resolve(name, prefer="yot")
    return found if found is not None and found.kind == TEAM else None


def _dates(column: pd.Series, file: str) -> pd.Series:
    """Days written 31/01/20; anything else is refused, row by row."""
    dates = pd.to_datetime(column, format="%d/%m/%y", errors="coerce")
    problems = [
        f"{file} row {row}: {DATE} is {column[row]!r}, not a day such as 31/01/20." for row in dates.index[dates.isna()]
    ]
    if problems:
        raise BadFigures(cut_short(problems, file))
    return dates


def _rating(row: pd.Series, day: pd.Timestamp, file: str, place: int) -> tuple[dict[str, object], list[Fault]]:
    """The rating and its points, or a blank and what is wrong with it."""
    points, _ = number(row[SCORE], {"": "[x] blank"})
    points = points * MOST_POINTS / 100
    rating = _AS_PRINTED.get(row[RATING].strip().casefold(), "")
    figure = f"Overall rating, {row[NAME]}, {day.date()}"
    wrong = [Fault(CHECK, WRONG, file, place, figure, *words) for words in _misread(row, points, rating, day)]
    if wrong:
        return {"overall_rating": "", "points_of_36": float("nan"), "note": MISREAD}, wrong
    return {"overall_rating": rating, "points_of_36": float(round(points)), "note": ""}, []


def _misread(row: pd.Series, points: float, rating: str, day: pd.Timestamp) -> Iterator[tuple[str, str]]:
    """What was found and what would be expected, of a rating that cannot be as it stands."""
    if not rating:
        yield f"rated {row[RATING].strip()[:40]!r}", "a rating is one of the inspectors' four"
        return
    if not 0 <= points <= MOST_POINTS or abs(points - round(points)) > ROUNDING:
        yield f"{row[SCORE]}%, {points:.2f} points of {MOST_POINTS}", "a total is a whole number of points"
    elif on(day).scored and band(on(day).totals, round(points)) != rating:
        yield f"{rating} with {points:.0f} points", f"{points:.0f} points are {band(on(day).totals, round(points))}"


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
