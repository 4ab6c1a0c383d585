"""Keep beside a table how sure its intervals are, so that headings, feet and sentences name the level asked for.

The level is in the `attrs` of the table, which pandas hands on to its rows and to what is selected from it. A table
at the usual 95% has none.
"""

import pandas as pd

from yotlib.reference.errors import AskedWrongly

CONFIDENCE = 0.95
KEY = "confidence"


def at_level(table: pd.DataFrame, confidence: float) -> pd.DataFrame:
    """Return the table with the confidence of its intervals in its `attrs`, unless that is the usual one.

    >>> at_level(pd.DataFrame(), 0.998).attrs
    {'confidence': 0.998}
    """
    check_confidence(confidence)
    if confidence == CONFIDENCE:
        return table
    marked = table.copy()
    marked.attrs = table.attrs | {KEY: confidence}
    return marked


def level_of(table: pd.DataFrame | pd.Series) -> float:
    """Return the confidence of the intervals of a table, or of one of its rows."""
    return float(table.attrs.get(KEY, CONFIDENCE))


def print_level(table: pd.DataFrame | pd.Series) -> str:
    """Print the confidence of the intervals of a table, or of one of its rows.

    >>> print_level(at_level(pd.DataFrame(), 0.998)), print_level(pd.DataFrame())
    ('99.8%', '95%')
    """
    return in_per_cent(level_of(table))


def in_per_cent(confidence: float) -> str:
    """Print a confidence in per cent, with as many digits as it has."""
    return f"{100 * confidence:.8g}%"


def check_confidence(confidence: float) -> None:
    """Refuse a confidence that is not between 0 and 1, such as 95."""
    if not 0 < confidence < 1:
        raise AskedWrongly(f"confidence is {confidence}; it lies between 0 and 1, such as 0.95.")
