"""What is true of a whole release of a measure: what its years mean, its digits, the population behind its rates."""

import math
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from yotlib.figures.tidy import content_of, parse
from yotlib.reference import folders
from yotlib.reference.measures import MEASURES, Measure

COLUMNS = [
    *("source", "measure", "years", "printed_per", "decimals", "population_source", "population_date"),
    *("vintage", "provisional_from", "note"),
]
KEY = ["source", "measure"]
# Children cautioned or sentenced: the local tables of 2024 and later revised these years, mostly upwards, and no other.
REVISED_FROM, REVISED_TO = pd.Timestamp(2017, 4, 1), pd.Timestamp(2022, 3, 31)
FIRST_PUBLISHED, REVISED = "first published", "revised"
CALENDAR, TO_MARCH, FINANCIAL, NOT_STATED = "calendar", "year ending March", "financial", "not stated"


def releases(data: Path | None = None) -> pd.DataFrame:
    """Return data/releases.csv, one row a release and measure: numbers as floats, days as dates, blank words as ""."""
    return _typed(_content(data)).copy()


def with_publishers_population(rows: pd.DataFrame) -> pd.DataFrame:
    """Add `population_source` and `population_date`: what population a printed rate rests on, if that is known."""
    known = _rows_of(rows)
    sources = pd.Series([row.get("population_source", "") for row in known], index=rows.index, dtype="str")
    days = pd.Series([row.get("population_date") for row in known], index=rows.index, dtype="datetime64[us]")
    return rows.assign(population_source=sources, population_date=days)


def half_a_digit(rows: pd.DataFrame, measure: Measure) -> pd.Series:
    """Return by how much each printed value may be off, in the measure's unit: half of its last printed digit.

    A rate printed as 3.5 per 1,000 stands for 34.5 to 35.5 per 10,000. Zero where the release's digits are not known.
    """
    halves = [_half_a_digit(row, measure) if row else 0.0 for row in _rows_of(rows)]
    return pd.Series(halves, index=rows.index, dtype=float)


def decimals_of(source: str, measure: str) -> int | None:
    """Return how many decimals a release prints of a measure, or None where that is not known."""
    decimals = _by_key(_content()).get((source, measure), {}).get("decimals", math.nan)
    return None if math.isnan(decimals) else int(decimals)


def digits_printed(source: str, measure: Measure) -> int | None:
    """Return how many decimals a release's values have in the measure's own unit; None where that is not known.

    Printed to one decimal per 1,000, a rate per 10,000 has none.
    """
    decimals = decimals_of(source, measure.key)
    if decimals is None:
        return None
    per = _by_key(_content())[source, measure.key]["printed_per"]
    steps = round(math.log10(measure.per / (measure.per if math.isnan(per) else per)))
    return max(0, decimals - steps)


def year_label(source: str, measure: str) -> str:
    """Return what a release means by a year alone; "not stated" for a release that nobody has described.

    Of a user's own measure its definition says so.
    """
    if found := _by_key(_content()).get((source, measure)):
        return str(found["years"])
    return (MEASURES[measure].lait_years if measure in MEASURES else "") or NOT_STATED


def vintages(rows: pd.DataFrame) -> pd.Series:
    """Return each row's vintage, "first published" or "revised"; "" where its release has none."""
    return pd.Series([row.get("vintage", "") for row in _rows_of(rows)], index=rows.index, dtype="str")


def vintages_of_periods(rows: pd.DataFrame) -> pd.Series:
    """Return each row's vintage, and "" for a period that was not revised, whose figures are the same in both."""
    was_revised = (rows["period_start"] >= REVISED_FROM) & (rows["period_end"] <= REVISED_TO)
    return vintages(rows).where(was_revised, "")


def first_revised_day(source: str, measure: str) -> pd.Timestamp | None:
    """Return the day from which a release has revised years, where earlier years were not; None if it has none.

    A rate that is worked out from a release's counts is of the same vintage as they are.
    """
    known = _by_key(_content())
    of_release = [known.get((source, name), {}) for name in (measure, measure.removesuffix("_rate"))]
    return REVISED_FROM if any(row.get("vintage") == REVISED for row in of_release) else None


def _half_a_digit(release: Mapping[str, Any], measure: Measure) -> float:
    if math.isnan(release["decimals"]):
        return 0.0
    per = measure.per if math.isnan(release["printed_per"]) else release["printed_per"]
    return float(10.0 ** -release["decimals"] * measure.per / per / 2)


def _rows_of(rows: pd.DataFrame) -> list[Mapping[str, Any]]:
    """Return the row of data/releases.csv for each row's release and measure; empty for one that it does not have."""
    known = _by_key(_content())
    return [known.get(key, {}) for key in zip(rows["source"], rows["measure"], strict=True)]


def _content(data: Path | None = None) -> bytes:
    return content_of((data or folders.data()) / "releases.csv")


@lru_cache(maxsize=4)
def _by_key(content: bytes) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the row of each release and measure; looked up for every number that is printed."""
    rows = _typed(content).to_dict("records")
    return {(row["source"], row["measure"]): {str(name): cell for name, cell in row.items()} for row in rows}


@lru_cache(maxsize=4)
def _typed(content: bytes) -> pd.DataFrame:
    text = parse(content, COLUMNS, "releases.csv").reset_index(drop=True)
    numbers = {name: pd.to_numeric(text[name].replace("", None)).astype(float) for name in ("printed_per", "decimals")}
    days = pd.to_datetime(text["population_date"].replace("", None))
    return text.assign(**numbers, population_date=days)
