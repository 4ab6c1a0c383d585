"""Damage files in various ways: some change rows, others bytes.

No mutation changes a digit to another digit, because nothing in a file can show that its number is wrong.
"""

import random
from collections.abc import Callable, Sequence

Rows = list[list[object]]
Random = random.Random
WORDS = ("n/a", "twelve", "#REF!", "1e400", "0x1F", "nan", "--", "12 or so", "1/0", "€3", "[z", "TRUE")
GARBAGE = "\x00\x07�Ã"


def cut_rows(rows: Rows, header: int, dice: Random) -> Rows:
    """Remove some rows."""
    return [*rows[:header], *(row for row in rows[header:] if dice.random() > 0.3)]


def shuffle_rows(rows: Rows, header: int, dice: Random) -> Rows:
    """Put the rows in another order."""
    return [*rows[:header], *dice.sample(rows[header:], len(rows) - header)]


def double_rows(rows: Rows, header: int, dice: Random) -> Rows:
    """Repeat some rows."""
    return [*rows, *(row for row in rows[header:] if dice.random() < 0.3)]


def keep_only_header(rows: Rows, header: int, dice: Random) -> Rows:
    """Remove every row below the header."""
    return rows[:header]


def lose_header(rows: Rows, header: int, dice: Random) -> Rows:
    """Remove the column names."""
    return [*rows[: header - 1], *rows[header:]]


def shuffle_columns(rows: Rows, header: int, dice: Random) -> Rows:
    """Put the columns in another order."""
    order = dice.sample(range(_width(rows)), _width(rows))
    return [_in_order(row, order, _width(rows)) for row in rows]


def drop_column(rows: Rows, header: int, dice: Random) -> Rows:
    """Remove one column."""
    gone = dice.randrange(_width(rows))
    return [[cell for place, cell in enumerate(row) if place != gone] for row in rows]


def rename_column(rows: Rows, header: int, dice: Random) -> Rows:
    """Give one column another name."""
    names = list(rows[header - 1])
    names[dice.randrange(len(names))] = "Column of something else"
    return [*rows[: header - 1], names, *rows[header:]]


def swap_column_names(rows: Rows, header: int, dice: Random) -> Rows:
    """Swap the names of two columns; not two of one kind, such as two years, where nothing could show it."""
    names = list(rows[header - 1])
    one, other = dice.sample(range(len(names)), 2) if len(names) > 1 else (0, 0)
    names[one], names[other] = names[other], names[one]
    return [*rows[: header - 1], names, *rows[header:]]


def change_types(rows: Rows, header: int, dice: Random) -> Rows:
    """Put a word in some cells in place of a number or name."""
    return [*rows[:header], *([_spoil(cell, dice) for cell in row] for row in rows[header:])]


def garble_names(rows: Rows, header: int, dice: Random) -> Rows:
    """Change or remove a letter of some names."""
    return [*rows[:header], *([_garble(cell, dice) for cell in row] for row in rows[header:])]


def insert_blank_rows(rows: Rows, header: int, dice: Random) -> Rows:
    """Put blank rows between the others."""
    blank: list[object] = [None] * _width(rows)
    return [*rows[:header], *(each for row in rows[header:] for each in ([blank] * dice.randrange(2) + [row]))]


def shift_cells(rows: Rows, header: int, dice: Random) -> Rows:
    """Remove the first cell of one row, so that all its others move left."""
    place = dice.randrange(header, len(rows))
    return [*rows[:place], rows[place][1:], *rows[place + 1 :]]


def change_bytes(content: bytes, dice: Random) -> bytes:
    """Change a few bytes, but never a digit to another digit."""
    damaged = bytearray(content)
    for _ in range(dice.randint(1, 6)):
        place, byte = dice.randrange(len(damaged)), dice.randrange(256)
        if not _still_a_number(damaged[place], byte):
            damaged[place] = byte
    return bytes(damaged)


def cut_short(content: bytes, dice: Random) -> bytes:
    """Remove the end."""
    return content[: dice.randrange(1, len(content))]


def lose_middle(content: bytes, dice: Random) -> bytes:
    """Remove a part in the middle; in text from the start of a row, so that two half rows never make a whole one."""
    start, end = sorted(dice.sample(range(len(content)), 2))
    if _is_text(content):
        start = content.rfind(b"\n", 0, start) + 1
    return content[:start] + content[end:]


def make_empty(content: bytes, dice: Random) -> bytes:
    """Remove everything."""
    return b""


def add_prefix(content: bytes, dice: Random) -> bytes:
    """Put random bytes before it."""
    return dice.randbytes(dice.randint(1, 64)) + content


def replace_all(content: bytes, dice: Random) -> bytes:
    """Replace it with random bytes."""
    return dice.randbytes(len(content))


def reencode(content: bytes, dice: Random) -> bytes:
    """Save text in another encoding."""
    text = content.decode("utf-8")
    return text.encode(dice.choice(["utf-16", "utf-32", "utf-8-sig", "cp1252", "cp037"]), errors="replace")


def save_differently(content: bytes, dice: Random) -> bytes:
    """Save text with other separators or line ends."""
    text = content.decode("utf-8")
    how = dice.choice([(",", ";"), (",", "\t"), ("\r\n", "\n"), ("\n", "\r\n"), ('"', ""), (",", ",,")])
    return text.replace(*how).encode()


def leave_quote_open(content: bytes, dice: Random) -> bytes:
    """Add a quotation mark that nothing closes."""
    place = dice.randrange(len(content))
    return content[:place] + b'"' + content[place:]


OF_ROWS: tuple[Callable[[Rows, int, Random], Rows], ...] = (
    cut_rows,
    shuffle_rows,
    double_rows,
    keep_only_header,
    lose_header,
    shuffle_columns,
    drop_column,
    rename_column,
    swap_column_names,
    change_types,
    garble_names,
    insert_blank_rows,
    shift_cells,
)
OF_BYTES: tuple[Callable[[bytes, Random], bytes], ...] = (
    change_bytes,
    cut_short,
    lose_middle,
    make_empty,
    add_prefix,
    replace_all,
)
OF_TEXT: tuple[Callable[[bytes, Random], bytes], ...] = (reencode, save_differently, leave_quote_open)


def _width(rows: Rows) -> int:
    return max(len(row) for row in rows)


def _in_order(row: Sequence[object], order: Sequence[int], width: int) -> list[object]:
    whole = [*row, *[None] * (width - len(row))]
    return [whole[place] for place in order]


def _spoil(cell: object, dice: Random) -> object:
    return dice.choice(WORDS) if cell is not None and dice.random() < 0.1 else cell


def _garble(cell: object, dice: Random) -> object:
    text = str(cell)
    if not text[:1].isalpha() or dice.random() > 0.2:
        return cell
    place = dice.randrange(len(text))
    return text[:place] + dice.choice(["", "q", "Z", *GARBAGE]) + text[place + 1 :]


def _is_text(content: bytes) -> bool:
    return b"\x00" not in content


def _still_a_number(before: int, after: int) -> bool:
    return chr(before) in "0123456789.-" and chr(after) in "0123456789.-eE+, "
