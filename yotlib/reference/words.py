"""Lists and numbers in words, as sentences, tables and errors print them."""

from collections.abc import Sequence


def in_words(names: Sequence[str], last: str = "and") -> str:
    """Return names as a sentence lists them.

    >>> in_words(["Leeds", "York", "Hull"]), in_words(["Leeds", "York"], last="or")
    ('Leeds, York and Hull', 'Leeds or York')
    """
    *first, end = names
    return f"{', '.join(first)} {last} {end}" if first else end


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return how many there are of something, with the noun in the singular or plural.

    >>> counted(1, "figure"), counted(1200, "figure"), counted(2, "child", "children")
    ('1 figure', '1,200 figures', '2 children')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
