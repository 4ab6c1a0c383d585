"""Add rows and columns to a file as people do: titles, notes, sums, remarks and copies."""

from tests.madeup.cells import Random, Rows, cell_at, inserted, is_number, number_columns, width, word_columns

TITLE = "Table 1: children, 2018"
NOTE = "Source: Youth Justice Board, 2024. Figures of 2018 were revised; 12 areas are left out."
SUMS = ("Total", "Grand total", "TOTAL", None)


def repeat_column(rows: Rows, header: int, dice: Random) -> Rows:
    """Put a copy of one column beside it or at the end."""
    column, at_end = dice.randrange(width(rows)), dice.random() < 0.5
    place = width(rows) if at_end else column + 1
    return [inserted(row, place, cell_at(row, column), width(rows)) for row in rows]


def insert_column(rows: Rows, header: int, dice: Random) -> Rows:
    """Put a column of remarks, or one without a name, between the others."""
    place, name = dice.randrange(width(rows) + 1), dice.choice(["Remarks", None, "Change"])
    cells = [name if number == header - 1 else dice.choice([None, "check", "3"]) for number in range(len(rows))]
    return [inserted(row, place, cell, width(rows)) for row, cell in zip(rows, cells, strict=True)]


def add_title_row(rows: Rows, header: int, dice: Random) -> Rows:
    """Put a title above everything, with or without a blank row below it."""
    blank: list[object] = [None] * width(rows)
    return [[TITLE, *blank[1:]], *[blank] * dice.randrange(2), *rows]


def add_notes_row(rows: Rows, header: int, dice: Random) -> Rows:
    """Put a row of notes below everything."""
    blank: list[object] = [None] * width(rows)
    return [*rows, *[blank] * dice.randrange(2), [NOTE, *blank[1:]]]


def add_sum_row(rows: Rows, header: int, dice: Random) -> Rows:
    """Put a row with the sum of each column of numbers below everything."""
    total: list[object] = [None] * width(rows)
    total[word_columns(rows, header)[0]] = dice.choice(SUMS)
    for place in number_columns(rows, header):
        cells = [cell_at(row, place) for row in rows[header:]]
        numbers = [cell for cell in cells if is_number(cell)]
        added = sum(float(str(cell)) for cell in numbers)
        total[place] = added if isinstance(numbers[0], int | float) else f"{added:.10g}"
    return [*rows, total]


def repeat_header(rows: Rows, header: int, dice: Random) -> Rows:
    """Repeat the column names among the rows, as where two files were joined."""
    place = dice.randint(header + 1, len(rows))
    return [*rows[:place], rows[header - 1], *rows[place:]]


def repeat_row_as_total(rows: Rows, header: int, dice: Random) -> Rows:
    """Repeat one row at the end under the name of a total."""
    copied, place = list(dice.choice(rows[header:])), dice.choice(word_columns(rows, header))
    copied[place] = "Total"
    return [*rows, copied]


ALL = (repeat_column, insert_column, add_title_row, add_notes_row, add_sum_row, repeat_header, repeat_row_as_total)
