"""A rate that follows from a published count and the children of its year."""

import pandas as pd

from yotlib.figures.populations import NEAR, children_of, days_apart, days_in_words
from yotlib.reference.measures import get

COUNT, RATE = "cautioned_or_sentenced", "cautioned_or_sentenced_rate"


def rates_of_counts(figures: pd.DataFrame) -> pd.DataFrame:
    """Return children cautioned or sentenced per 10,000 children, from their published counts.

    The population is the one printed beside the count, else the number of children dated nearest the middle of the
    period, within a year, which the note names. Both are counted, so the rate is counted too. A count without such a
    population gives no rate.
    """
    counts = figures[(figures["measure"] == COUNT) & (figures["age"] == "10-17") & (figures["ethnicity"] == "all")]
    rows = counts.dropna(subset=["count", "period_end"]).reset_index(drop=True)
    if rows.empty:
        return rows
    nearest = _nearest_children(rows, figures)
    printed = rows["population"].notna()
    population = rows["population"].fillna(nearest["children"])
    notes = ("count over the children of " + nearest["day"]).where(~printed, "")
    made = rows.assign(measure=RATE, population=population, value=get(RATE).per * rows["count"] / population)
    both = (rows["note"] + "; " + notes).str.strip("; ").astype("str")
    return made.assign(note=both)[made["population"] > 0]


def _nearest_children(rows: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Return `children` and `day` of the number nearest each row's period, within a year, on the rows' index."""
    asked = rows[["area", "period_start", "period_end"]].assign(row=rows.index)
    pairs = asked.merge(children_of(figures, rows["area"]), on="area")
    away = days_apart(pairs)
    near = pairs.assign(away=away)[away <= NEAR].sort_values(["away", "day_released"]).drop_duplicates("row")
    return near.assign(day=days_in_words(near)).set_index("row")[["children", "day"]].reindex(rows.index)
