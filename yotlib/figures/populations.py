"""Children aged 10-17 of an area: every number that is known, and the one dated nearest a period."""

from collections.abc import Iterable

import pandas as pd

from yotlib.figures.totals import totals
from yotlib.reference import periods

MEASURE = "population_10_17"
FARTHEST = pd.Timedelta(days=3 * 365.25)
SPAN = ["area", "period_start", "period_end"]


def with_nearest_children(rows: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Add the number of children dated nearest the middle of each row's period, whatever release it is from.

    Adds `children`, the `day` they were counted with its source ("30 June 2019 (ons-mid-2019)", blank where no number
    is known), and `is_near`: whether that day lies within three years of the middle of the period.
    """
    spans = rows[SPAN].drop_duplicates()
    pairs = spans.merge(children_of(figures, rows["area"]), on="area")
    middle = periods.middle(pairs["period_start"], pairs["period_end"])
    away = (periods.middle(pairs["day_start"], pairs["day_end"]) - middle).abs()
    nearest = pairs.assign(away=away).sort_values(["away", "day_released"]).drop_duplicates(SPAN)
    found = rows.merge(nearest, on=SPAN, how="left")
    return found.assign(is_near=found["away"] <= FARTHEST, day=found["day"].fillna(""))


def children_of(figures: pd.DataFrame, areas: Iterable[str]) -> pd.DataFrame:
    """Return every number of children aged 10-17 of the areas.

    Ethnic groups are added up where only they are published. One row an area, day and source: `area`, `children`,
    `day` in words, `day_start`, `day_end`, `day_released`.
    """
    rows = figures[(figures["measure"] == MEASURE) & figures["area"].isin(set(areas))]
    printed = rows[(rows["age"] == "10-17") & (rows["ethnicity"] == "all")].dropna(subset=["count"])
    both = pd.concat([printed, totals(rows, MEASURE, "10-17")]) if len(rows) > len(printed) else printed
    once = both.drop_duplicates([*SPAN, "source"])
    days = [periods.label(*row) for row in once[["period_start", "period_end"]].itertuples(index=False)]
    names = {"count": "children", "period_start": "day_start", "period_end": "day_end", "released": "day_released"}
    named = [f"{day} ({source})" for day, source in zip(days, once["source"], strict=True)]
    numbers = once[["area", *names]].rename(columns=names)
    return numbers.assign(day=pd.Series(named, index=numbers.index, dtype="str"))
