"""Damage the names, years and dates of a file as people and their spreadsheets do."""

import datetime
import re
from itertools import pairwise

from tests.madeup.cells import Random, Rows, cell_at, is_word, is_year, replaced, width, word_columns

NO_BREAK = "\N{NO-BREAK SPACE}"
DAY = re.compile(r"(\d\d)/(\d\d)/(\d\d(?:\d\d)?)")
MONTH = re.compile(r"((?:19|20)\d\d)[-/](0[1-9]|1[0-2])")
YEARS = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?!\d)(?:(?P<sign>[-/])(?P<end>\d\d)(?!\d))?")
SPANS = {"10-14": "Oct-14", "01-Apr": "1-4", "5-8": "05-Aug"}


def recase_names(rows: Rows, header: int, dice: Random) -> Rows:
    """Write words in other case, or with spaces or no-break spaces around or between them."""
    spaced = (f"{space}{{}}{space}".format for space in ("  ", NO_BREAK))
    how = dice.choice([str.upper, str.lower, *spaced, lambda text: text.replace(" ", NO_BREAK)])
    return [*rows[:header], *([how(cell) if is_word(cell) else cell for cell in row] for row in rows[header:])]


def blank_repeats(rows: Rows, header: int, dice: Random) -> Rows:
    """Blank the cells of one column that repeat the one above, as merged cells are saved."""
    repeating = [place for place in range(width(rows)) if any(_repeats(*pair, place) for pair in _pairs(rows, header))]
    if not repeating:
        return rows
    place = dice.choice(repeating)
    below = [replaced(row, place, None) if _repeats(above, row, place) else row for above, row in _pairs(rows, header)]
    return [*rows[: header + 1], *below]


def swap_two_cells(rows: Rows, header: int, dice: Random) -> Rows:
    """Swap the words of two rows in one column, such as the names of two areas."""
    if len(rows) - header < 2:
        return rows
    one, other = dice.sample(range(header, len(rows)), 2)
    differing = [
        place for place in word_columns(rows, header) if cell_at(rows[one], place) != cell_at(rows[other], place)
    ]
    if not differing:
        return rows
    place = dice.choice(differing)
    swapped = list(rows)
    swapped[one] = replaced(rows[one], place, cell_at(rows[other], place))
    swapped[other] = replaced(rows[other], place, cell_at(rows[one], place))
    return swapped


def shift_years(rows: Rows, header: int, dice: Random) -> Rows:
    """Make every year the next one, or the one before."""
    by = dice.choice([-1, 1])
    return [[_shifted(cell, by) for cell in row] for row in rows]


def swap_day_and_month(rows: Rows, header: int, dice: Random) -> Rows:
    """Write days as month/day/year."""
    return [
        [DAY.sub(r"\2/\1/\3", cell) if isinstance(cell, str) and number >= header else cell for cell in row]
        for number, row in enumerate(rows)
    ]


def turn_into_dates(rows: Rows, header: int, dice: Random) -> Rows:
    """Turn ages, scores and financial years into dates, as spreadsheets do."""
    return [*rows[:header], *([_as_date(cell) for cell in row] for row in rows[header:])]


def _pairs(rows: Rows, header: int) -> list[tuple[list[object], list[object]]]:
    return list(pairwise(rows[header:]))


def _repeats(above: list[object], row: list[object], place: int) -> bool:
    return cell_at(row, place) not in (None, "") and cell_at(row, place) == cell_at(above, place)


def _shifted(cell: object, by: int) -> object:
    if isinstance(cell, int | float):
        return cell + by if is_year(cell) else cell
    return YEARS.sub(lambda found: _shifted_label(found, by), cell) if isinstance(cell, str) else cell


def _shifted_label(found: re.Match[str], by: int) -> str:
    end = f"{found['sign']}{(int(found['end']) + by) % 100:02d}" if found["end"] else ""
    return f"{int(found['year']) + by}{end}"


def _as_date(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    month = MONTH.fullmatch(cell)
    return datetime.date(int(month[1]), int(month[2]), 1).isoformat() if month else SPANS.get(cell, cell)


ALL = (recase_names, blank_repeats, swap_two_cells, shift_years, swap_day_and_month, turn_into_dates)
