"""Damage the numbers of a file as people and their spreadsheets do, without a digit mistyped."""

from collections.abc import Callable, Iterable

from tests.madeup.cells import Random, Rows, is_number, number_columns, width

NO_BREAK, THIN = "\N{NO-BREAK SPACE}", "\N{THIN SPACE}"
MARKS = ("{} [r]", "{}*", "{} (r)", "{}\N{SUPERSCRIPT ONE}", "{} [note 3]", "{}(2)", "{}p", "{} †")
NEGATIVE = ("-{}", "({})", "\N{MINUS SIGN}{}", "{}-")
SOME = 0.3


def separate_thousands(rows: Rows, header: int, dice: Random) -> Rows:
    """Write numbers from 1,000 with a comma, a space or an apostrophe between thousands."""
    sign = dice.choice([",", " ", NO_BREAK, THIN, "'"])
    return _change(rows, header, dice, lambda text: _grouped(text, sign))


def use_decimal_commas(rows: Rows, header: int, dice: Random) -> Rows:
    """Write a comma for the decimal point."""
    return _change(rows, header, dice, lambda text: text.replace(".", ","))


def add_footnote_marks(rows: Rows, header: int, dice: Random) -> Rows:
    """Put the mark of a footnote behind some numbers."""
    mark = dice.choice(MARKS)
    return _change(rows, header, dice, lambda text: mark.format(text) if dice.random() < SOME else text)


def negate_numbers(rows: Rows, header: int, dice: Random) -> Rows:
    """Put a minus beside some numbers, or brackets around them, as accounts do."""
    form = dice.choice(NEGATIVE)
    return _change(rows, header, dice, lambda text: form.format(text) if dice.random() < SOME else text)


def write_as_floats(rows: Rows, header: int, dice: Random) -> Rows:
    """Write whole numbers, years among them, with a decimal zero."""
    return _change(rows, header, dice, lambda text: text if "." in text else f"{text}.0", years=True)


def enlarge_half(rows: Rows, header: int, dice: Random) -> Rows:
    """Make the numbers of half of the rows ten or a hundred times as large."""
    times = dice.choice([10, 100])
    chosen = dice.sample(range(header, len(rows)), max(1, (len(rows) - header) // 2))
    return _change(rows, header, dice, lambda text: _times(text, times), chosen=chosen)


def store_as_fractions(rows: Rows, header: int, dice: Random) -> Rows:
    """Divide numbers by a hundred, as percentages are stored."""
    return _change(rows, header, dice, lambda text: _times(text, 0.01))


def fill_gaps(rows: Rows, header: int, dice: Random) -> Rows:
    """Put 0 for the blanks and dashes in columns of numbers."""
    places = set(number_columns(rows, header))
    filled = [
        ["0" if place in places and cell in (None, "", "-") else cell for place, cell in enumerate(row)]
        for row in rows[header:]
    ]
    return [*rows[:header], *filled]


def _change(
    rows: Rows,
    header: int,
    dice: Random,
    change: Callable[[str], str],
    *,
    years: bool = False,
    chosen: Iterable[int] | None = None,
) -> Rows:
    """Change the numbers of one column or of all, in the `chosen` rows; columns of `years` only where asked."""
    columns = list(range(width(rows))) if years else number_columns(rows, header)
    columns = columns if dice.random() < 0.5 or not columns else [dice.choice(columns)]
    lines = set(range(header, len(rows)) if chosen is None else chosen)
    return [_change_row(row, columns, change) if number in lines else row for number, row in enumerate(rows)]


def _change_row(row: list[object], columns: list[int], change: Callable[[str], str]) -> list[object]:
    return [
        _typed(change(str(cell)), cell) if place in columns and is_number(cell) else cell
        for place, cell in enumerate(row)
    ]


def _typed(text: str, cell: object) -> object:
    """Return a number where the cell was one and still is."""
    return float(text) if isinstance(cell, int | float) and is_number(text) else text


def _grouped(text: str, sign: str) -> str:
    whole, point, decimals = text.partition(".")
    return f"{int(whole):,}".replace(",", sign) + point + decimals


def _times(text: str, times: float) -> str:
    return f"{float(text) * times:.10g}"


ALL = (
    separate_thousands,
    use_decimal_commas,
    add_footnote_marks,
    negate_numbers,
    write_as_floats,
    enlarge_half,
    store_as_fractions,
    fill_gaps,
)
