"""Ways in which a file may come to harm, each by name: some of its rows, others of its bytes.

A digit that becomes another digit is another number, and nothing in a file can tell: no mutation of text makes one.
"""

import random
from collections.abc import Callable, Sequence

Rows = list[list[object]]
Random = random.Random
WORDS = ("n/a", "twelve", "#REF!", "1e400", "0x1F", "nan", "--", "12 or so", "1/0", "€3", "[z", "TRUE")
GARBAGE = "\x00\x07�Ã"


def rows_cut(rows: Rows, header: int, dice: Random) -> Rows:
    """Some rows are gone."""
    return [*rows[:header], *(row for row in rows[header:] if dice.random() > 0.3)]


def rows_shuffled(rows: Rows, header: int, dice: Random) -> Rows:
    """The rows stand in another order."""
    return [*rows[:header], *dice.sample(rows[header:], len(rows) - header)]


def rows_doubled(rows: Rows, header: int, dice: Random) -> Rows:
    """Some rows stand twice."""
    return [*rows, *(row for row in rows[header:] if dice.random() < 0.3)]


def only_a_header(rows: Rows, header: int, dice: Random) -> Rows:
    """No row is left."""
    return rows[:header]


def header_lost(rows: Rows, header: int, dice: Random) -> Rows:
    """The names of the columns are gone."""
    return [*rows[: header - 1], *rows[header:]]


def columns_shuffled(rows: Rows, header: int, dice: Random) -> Rows:
    """The columns stand in another order."""
    order = dice.sample(range(_width(rows)), _width(rows))
    return [_in_order(row, order, _width(rows)) for row in rows]


def column_dropped(rows: Rows, header: int, dice: Random) -> Rows:
    """One column is gone."""
    gone = dice.randrange(_width(rows))
    return [[cell for place, cell in enumerate(row) if place != gone] for row in rows]


def column_renamed(rows: Rows, header: int, dice: Random) -> Rows:
    """One column has another name."""
    names = list(rows[header - 1])
    names[dice.randrange(len(names))] = "Column of something else"
    return [*rows[: header - 1], names, *rows[header:]]


def columns_swapped(rows: Rows, header: int, dice: Random) -> Rows:
    """Two columns have each other's names; not two of one kind, such as two years, which nothing could tell."""
    names = list(rows[header - 1])
    one, other = dice.sample(range(len(names)), 2) if len(names) > 1 else (0, 0)
    names[one], names[other] = names[other], names[one]
    return [*rows[: header - 1], names, *rows[header:]]


def types_changed(rows: Rows, header: int, dice: Random) -> Rows:
    """Some cells hold a word where a number or a name was."""
    return [*rows[:header], *([_spoilt(cell, dice) for cell in row] for row in rows[header:])]


def names_garbled(rows: Rows, header: int, dice: Random) -> Rows:
    """A letter of some names is another, or none."""
    return [*rows[:header], *([_garbled(cell, dice) for cell in row] for row in rows[header:])]


def blank_rows_between(rows: Rows, header: int, dice: Random) -> Rows:
    """Rows without anything stand between the others."""
    blank: list[object] = [None] * _width(rows)
    return [*rows[:header], *(each for row in rows[header:] for each in ([blank] * dice.randrange(2) + [row]))]


def cells_shifted(rows: Rows, header: int, dice: Random) -> Rows:
    """One row lost its first cell, so that all others moved to the left."""
    place = dice.randrange(header, len(rows))
    return [*rows[:place], rows[place][1:], *rows[place + 1 :]]


def bytes_flipped(content: bytes, dice: Random) -> bytes:
    """A few bytes are others; never a digit for a digit."""
    harmed = bytearray(content)
    for _ in range(dice.randint(1, 6)):
        place, byte = dice.randrange(len(harmed)), dice.randrange(256)
        if not _still_a_number(harmed[place], byte):
            harmed[place] = byte
    return bytes(harmed)


def cut_short(content: bytes, dice: Random) -> bytes:
    """The end is missing."""
    return content[: dice.randrange(1, len(content))]


def middle_lost(content: bytes, dice: Random) -> bytes:
    """A part in the middle is missing; of text from the start of a row, so that no two halves make a whole."""
    start, end = sorted(dice.sample(range(len(content)), 2))
    if _is_text(content):
        start = content.rfind(b"\n", 0, start) + 1
    return content[:start] + content[end:]


def emptied(content: bytes, dice: Random) -> bytes:
    """Nothing is left."""
    return b""


def prefixed(content: bytes, dice: Random) -> bytes:
    """Something else stands before it."""
    return dice.randbytes(dice.randint(1, 64)) + content


def something_else(content: bytes, dice: Random) -> bytes:
    """It is another file altogether."""
    return dice.randbytes(len(content))


def reencoded(content: bytes, dice: Random) -> bytes:
    """Text in an encoding that nobody announced."""
    text = content.decode("utf-8")
    return text.encode(dice.choice(["utf-16", "utf-32", "utf-8-sig", "cp1252", "cp037"]), errors="replace")


def resaved(content: bytes, dice: Random) -> bytes:
    """Text saved by a program that sets other signs between the fields, or other ends to the lines."""
    text = content.decode("utf-8")
    how = dice.choice([(",", ";"), (",", "\t"), ("\r\n", "\n"), ("\n", "\r\n"), ('"', ""), (",", ",,")])
    return text.replace(*how).encode()


def a_quote_left_open(content: bytes, dice: Random) -> bytes:
    """A quotation mark that nothing closes."""
    place = dice.randrange(len(content))
    return content[:place] + b'"' + content[place:]


OF_ROWS: tuple[Callable[[Rows, int, Random], Rows], ...] = (
    rows_cut,
    rows_shuffled,
    rows_doubled,
    only_a_header,
    header_lost,
    columns_shuffled,
    column_dropped,
    column_renamed,
    columns_swapped,
    types_changed,
    names_garbled,
    blank_rows_between,
    cells_shifted,
)
OF_BYTES: tuple[Callable[[bytes, Random], bytes], ...] = (
    bytes_flipped,
    cut_short,
    middle_lost,
    emptied,
    prefixed,
    something_else,
)
OF_TEXT: tuple[Callable[[bytes, Random], bytes], ...] = (reencoded, resaved, a_quote_left_open)


def _width(rows: Rows) -> int:
    return max(len(row) for row in rows)


def _in_order(row: Sequence[object], order: Sequence[int], width: int) -> list[object]:
    whole = [*row, *[None] * (width - len(row))]
    return [whole[place] for place in order]


def _spoilt(cell: object, dice: Random) -> object:
    return dice.choice(WORDS) if cell is not None and dice.random() < 0.1 else cell


def _garbled(cell: object, dice: Random) -> object:
    text = str(cell)
    if not text[:1].isalpha() or dice.random() > 0.2:
        return cell
    place = dice.randrange(len(text))
    return text[:place] + dice.choice(["", "q", "Z", *GARBAGE]) + text[place + 1 :]


def _is_text(content: bytes) -> bool:
    return b"\x00" not in content


def _still_a_number(before: int, after: int) -> bool:
    return chr(before) in "0123456789.-" and chr(after) in "0123456789.-eE+, "
