"""Children aged 10-17 of an area: every number that is known, and the ones that go with a period."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from yotlib.figures.releases import with_publishers_population
from yotlib.figures.tidy import WORKED_OUT
from yotlib.figures.totals import add_up_groups
from yotlib.reference import periods

MEASURE = "population_10_17"
YEAR = 365.25  # days
NEAR, FAR, FARTHEST = YEAR, 3 * YEAR, 10 * YEAR
LESS_A_YEAR = 0.05
SPAN = ["area", "period_start", "period_end"]
ASKED = [*SPAN, "source", "measure"]
# Which number of children an estimate takes, the first that there is.
PUBLISHERS, NEAREST, FEWEST, REDUCED = range(4)


def with_children(rows: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Add the number of children aged 10-17 that each row's printed rate is taken to rest on.

    That is the publisher's own, where data/releases.csv knows it; else the nearest within a year of the middle of the
    period; else the fewest within three years, since fewer children make the interval wider; else the nearest within
    ten years, less 5% for every year beyond the third. Adds `children`, the `day` in words with its source ("30 June
    2019 (ons-mid-2019)", both blank where there is none), `is_near`, and `children_nearest`, whatever its date.
    """
    pairs = _pairs(rows, figures)
    order = np.where(pairs["kind"] == FEWEST, pairs["children"], pairs["away"])
    known = pairs["kind"].notna().to_numpy()
    taken = pairs[known].iloc[_first_of_each_row(pairs[known], "kind", order[known])]
    nearest = pairs.iloc[_first_of_each_row(pairs, "away")]
    found = rows.reset_index(drop=True).assign(children=np.nan, day="", children_nearest=np.nan)
    found.loc[taken["row"], "children"] = _careful(taken).to_numpy()
    found.loc[taken["row"], "day"] = days_in_words(taken).to_numpy()
    found.loc[nearest["row"], "children_nearest"] = nearest["children"].to_numpy()
    return found.assign(is_near=found["children"].notna())


def children_of(figures: pd.DataFrame, areas: Iterable[str]) -> pd.DataFrame:
    """Return every number of children aged 10-17 of the areas.

    Ethnic groups are added up where only they are published. One row an area, day and source: `area`, `children`,
    `day_start`, `day_end`, `day_released`, `day_source`.
    """
    rows = figures[(figures["measure"] == MEASURE) & figures["area"].isin(set(areas))]
    printed = rows[(rows["age"] == "10-17") & (rows["ethnicity"] == "all")].dropna(subset=["count"])
    has_totals = WORKED_OUT in figures or len(rows) == len(printed)
    both = printed if has_totals else pd.concat([printed, add_up_groups(rows, MEASURE, "10-17")])
    once = both.drop_duplicates([*SPAN, "source"])
    names = {"period_start": "day_start", "period_end": "day_end", "released": "day_released", "source": "day_source"}
    return once[["area", "count", *names]].rename(columns={"count": "children"} | names)


def days_apart(pairs: pd.DataFrame) -> pd.Series:
    """Return how many days lie between the middle of each row's period and the day its children were counted."""
    middle = periods.middle(pairs["period_start"], pairs["period_end"])
    apart = periods.middle(pairs["day_start"], pairs["day_end"]) - middle
    return pd.Series(np.abs(apart.to_numpy() / np.timedelta64(1, "D")), index=pairs.index)


def days_in_words(counted: pd.DataFrame) -> pd.Series:
    """Name the day and the source of each number of children, rows of `children_of`: "30 June 2019 (ons-mid-2019)"."""
    days = zip(counted["day_start"], counted["day_end"], counted["day_source"], strict=True)
    words = [f"{periods.label(start, end)} ({source})" for start, end, source in days]
    return pd.Series(words, index=counted.index, dtype="str")


def _pairs(rows: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Return every number of children beside each `row`, by its place: how many days `away`, what `kind` of answer."""
    asked = with_publishers_population(rows[ASKED]).assign(row=range(len(rows)))
    pairs = asked.merge(children_of(figures, asked["area"]), on="area")
    away = days_apart(pairs)
    publishers = (pairs["day_source"] == pairs["population_source"]) & (pairs["day_end"] == pairs["population_date"])
    kinds = [publishers, away <= NEAR, away <= FAR, away <= FARTHEST]
    return pairs.assign(away=away, kind=np.select(kinds, [PUBLISHERS, NEAREST, FEWEST, REDUCED], np.nan))


def _first_of_each_row(pairs: pd.DataFrame, *order: Any) -> Any:
    """Return the place of the first pair of each row by the `order`, names or arrays, then by the day of release."""
    keys = [pairs["row"], *(pairs[key] if isinstance(key, str) else key for key in order), pairs["day_released"]]
    places = np.lexsort([np.asarray(key) for key in reversed(keys)])
    return places[np.unique(pairs["row"].to_numpy()[places], return_index=True)[1]]


def _careful(taken: pd.DataFrame) -> pd.Series:
    """Return the children, 5% fewer for every year begun beyond the third where only an older number is known."""
    beyond = np.ceil((taken["away"] - FAR) / YEAR).where(taken["kind"] == REDUCED, 0)
    return taken["children"] * (1 - LESS_A_YEAR * beyond)
