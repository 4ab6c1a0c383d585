"""What is true of a whole release of a measure: what its years mean, its digits, the population behind its rates."""

import math
from functools import lru_cache
from pathlib import Path

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
    return _typed(content_of((data or folders.data()) / "releases.csv")).copy()


def with_publishers_population(rows: pd.DataFrame) -> pd.DataFrame:
    """Add `population_source` and `population_date`: what population a printed rate rests on, if that is known."""
    known = releases()[[*KEY, "population_source", "population_date"]]
    return rows.merge(known, on=KEY, how="left", validate="many_to_one").fillna({"population_source": ""})


def half_a_digit(rows: pd.DataFrame, measure: Measure) -> pd.Series:
    """Return by how much each printed value may be off, in the measure's unit: half of its last printed digit.

    A rate printed as 3.5 per 1,000 stands for 34.5 to 35.5 per 10,000. Zero where the release's digits are not known.
    """
    known = rows[KEY].merge(releases()[[*KEY, "printed_per", "decimals"]], on=KEY, how="left", validate="many_to_one")
    digit = 10.0 ** -known["decimals"] * measure.per / known["printed_per"].fillna(measure.per)
    return pd.Series((digit / 2).fillna(0.0).to_numpy(), index=rows.index)


def decimals_of(source: str, measure: str) -> int | None:
    """Return how many decimals a release prints of a measure, or None where that is not known."""
    found = releases().query("source == @source and measure == @measure")["decimals"].dropna()
    return None if found.empty else int(found.iloc[0])


def digits_printed(source: str, measure: Measure) -> int | None:
    """Return how many decimals a release's values have in the measure's own unit; None where that is not known.

    Printed to one decimal per 1,000, a rate per 10,000 has none.
    """
    per, decimals = _digits(content_of(folders.data() / "releases.csv")).get(
        (source, measure.key), (math.nan, math.nan)
    )
    if math.isnan(decimals):
        return None
    steps = round(math.log10(measure.per / (measure.per if math.isnan(per) else per)))
    return max(0, int(decimals) - steps)


def year_label(source: str, measure: str) -> str:
    """Return what a release means by a year alone; "not stated" for a release that nobody has described.

    Of a user's own measure its definition says so.
    """
    found = releases().query("source == @source and measure == @measure")["years"]
    if len(found):
        return str(found.iloc[0])
    return (MEASURES[measure].lait_years if measure in MEASURES else "") or NOT_STATED


def vintages(rows: pd.DataFrame) -> pd.Series:
    """Return each row's vintage, "first published" or "revised"; "" where its release has none."""
    known = rows[KEY].merge(releases()[[*KEY, "vintage"]], on=KEY, how="left", validate="many_to_one")
    return pd.Series(known["vintage"].fillna("").to_numpy(), index=rows.index)


def vintages_of_periods(rows: pd.DataFrame) -> pd.Series:
    """Return each row's vintage, and "" for a period that was not revised, whose figures are the same in both."""
    was_revised = (rows["period_start"] >= REVISED_FROM) & (rows["period_end"] <= REVISED_TO)
    return vintages(rows).where(was_revised, "")


def first_revised_day(source: str, measure: str) -> pd.Timestamp | None:
    """Return the day from which a release has revised years, where earlier years were not; None if it has none.

    A rate that is worked out from a release's counts is of the same vintage as they are.
    """
    known = releases()
    of_release = (known["source"] == source) & known["measure"].isin([measure, measure.removesuffix("_rate")])
    return REVISED_FROM if (known["vintage"] == REVISED)[of_release].any() else None


@lru_cache(maxsize=4)
def _digits(content: bytes) -> dict[tuple[str, str], tuple[float, float]]:
    """Return each release's and measure's `printed_per` and `decimals`; looked up for every number that is printed."""
    rows = _typed(content)[[*KEY, "printed_per", "decimals"]].itertuples(index=False, name=None)
    return {(source, measure): (per, decimals) for source, measure, per, decimals in rows}


@lru_cache(maxsize=4)
def _typed(content: bytes) -> pd.DataFrame:
    text = parse(content, COLUMNS, "releases.csv").reset_index(drop=True)
    numbers = {name: pd.to_numeric(text[name].replace("", None)).astype(float) for name in ("printed_per", "decimals")}
    days = pd.to_datetime(text["population_date"].replace("", None))
    return text.assign(**numbers, population_date=days)
