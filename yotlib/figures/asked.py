"""Read how figures are asked for: a measure, an age band and an ethnic group, however they are written."""

import re

import pandas as pd

from yotlib.figures.tidy import ETHNICITIES, quoted
from yotlib.reference import measures
from yotlib.reference.errors import AskedWrongly, did_you_mean, nearest
from yotlib.reference.measures import Measure
from yotlib.reference.spreadsheet_dates import AGE_BANDS

ALL_AGES, EVERYBODY = AGE_BANDS[0], ETHNICITIES[0]


def find_series(
    figures: pd.DataFrame, measure: str, *, age: str = ALL_AGES, ethnicity: str = EVERYBODY
) -> tuple[Measure, str, str]:
    """Return the measure, age band and ethnic group of these names; refuse an unknown one, with near misses."""
    definition = measures.get(measure)
    band = _refuse_unknown(figures, definition.key, "age", age_band(str(age)) or str(age))
    return definition, band, _refuse_unknown(figures, definition.key, "ethnicity", ethnic_group(str(ethnicity)))


def age_band(text: str) -> str:
    """Return an age band as written here, 10-17 where nothing is written; blank for what is none.

    >>> age_band("10 to 14"), age_band("10–14"), age_band(""), age_band("children")
    ('10-14', '10-14', '10-17', '')
    """
    band = re.sub(r" ?(?:-|–|to) ?", "-", text.strip()) or ALL_AGES
    return band if re.fullmatch(r"\d{1,2}-\d{1,2}", band) else ""


def ethnic_group(text: str) -> str:
    """Return an ethnic group as written here, "all" where nothing is written.

    >>> ethnic_group("Not known"), ethnic_group("BME"), ethnic_group("")
    ('not-known', 'bme', 'all')
    """
    return re.sub(r"[ _]+", "-", text.strip().casefold()) or EVERYBODY


def _refuse_unknown(figures: pd.DataFrame, measure: str, column: str, asked: str) -> str:
    """Return an age band or ethnic group; refuse one that no figure has, naming those there are."""
    if asked in (ALL_AGES, EVERYBODY) or (figures[column] == asked).any():
        return asked
    names = sorted(set(figures.loc[figures["measure"] == measure, column]) or set(figures[column]))
    suggestion = did_you_mean(nearest(asked, names))
    raise AskedWrongly(f"No figure has {column} {asked!r}; {measure} has {quoted(names)}.{suggestion}")
