"""The number of children aged 10-17 in an area: every number known, and the one dated nearest a period."""

from collections.abc import Iterable

import pandas as pd

from yotlib.figures.totals import add_up_groups
from yotlib.reference import periods

MEASURE = "population_10_17"
FARTHEST = pd.Timedelta(days=3 * 365.25)
SPAN = ["area", "period_start", "period_end"]


def with_nearest_children(rows: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Add the number of children dated nearest the middle of each row's period, whatever release it is from.

    Adds `children`; `day`, when they were counted and the source ("30 June 2019 (ons-mid-2019)", blank where no number
    is known); and `is_near`, whether that day is within three years of the middle of the period.
    """
    spans = rows[SPAN].drop_duplicates()
    pairs = spans.merge(children_of(figures, rows["area"]), on="area")
    middle = periods.middle(pairs["period_start"], pairs["period_end"])
    distance = (periods.middle(pairs["day_start"], pairs["day_end"]) - middle).abs()
    nearest = pairs.assign(away=distance).sort_values(["away", "day_released"]).drop_duplicates(SPAN)
    joined = rows.merge(nearest, on=SPAN, how="left")
    return joined.assign(is_near=joined["away"] <= FARTHEST, day=joined["day"].fillna(""))


def children_of(figures: pd.DataFrame, areas: Iterable[str]) -> pd.DataFrame:
    """Return every number of children aged 10-17 of the areas.

    Ethnic groups are added up where no total is published. There is one row an area, day and source, with the columns
    `area`, `children`, `day` in words, `day_start`, `day_end` and `day_released`.
    """
    rows = figures[(figures["measure"] == MEASURE) & figures["area"].isin(set(areas))]
    printed = rows[(rows["age"] == "10-17") & (rows["ethnicity"] == "all")].dropna(subset=["count"])
    both = pd.concat([printed, add_up_groups(rows, MEASURE, "10-17")]) if len(rows) > len(printed) else printed
    numbers = both.drop_duplicates([*SPAN, "source"])
    days = [periods.label(*row) for row in numbers[["period_start", "period_end"]].itertuples(index=False)]
    names = {"count": "children", "period_start": "day_start", "period_end": "day_end", "released": "day_released"}
    days_with_source = [f"{day} ({source})" for day, source in zip(days, numbers["source"], strict=True)]
    columns = numbers[["area", *names]].rename(columns=names)
    return columns.assign(day=pd.Series(days_with_source, index=columns.index, dtype="str"))
