"""Check that the residents a rate is of are like those that another publication counts in the area.

A count of 0 gives a rate of 0 of any number of residents, so a population a hundred times too small agrees with its own
row. Children of an age band or an ethnic group are held against those of the same group who live in the area.
"""

import pandas as pd

from yotlib.figures.populations import YEAR, days_apart
from yotlib.intake.checks.fault import LOOK, Fault
from yotlib.intake.checks.rows import PERIOD, each_row, fault_of_row, format_number, look_up_measures, prepare

CHECK = "residents are like those of the area in other publications"
RESIDENTS, COUNTED = "population_10_17", "cautioned_or_sentenced"
# Groups have grown elevenfold from one census to the next, all children never threefold.
NEAR, FAR = 5 * YEAR, 15 * YEAR
NEAR_TIMES, FAR_TIMES = 6, 20
FEWEST, FEWEST_COUNTED = 100, 5
ALL_YEARS = 8
AREA = ["area", "ethnicity"]
FIGURE = ["file", "row", "source", "measure", "age", *AREA, *PERIOD]


def check_residents(figures: pd.DataFrame) -> list[Fault]:
    """Return figures whose population is far from the residents of their area, group and age; always `look`.

    Far is over six times, or under a sixth of, the residents counted nearest in time in another, earlier publication
    within five years, and over twenty times within fifteen. Without a population, the one that a rate and its count of
    five or more imply is taken. An age band is taken to have its share of the eight years of age. Groups of under 100
    children on both sides are passed over.
    """
    rows = prepare(figures)
    if "released" not in rows:
        return []
    nearest = _nearest(_of_residents(rows), rows)
    ratio = nearest["population"] / nearest["expected"]
    times = pd.Series(NEAR_TIMES, index=nearest.index).where(nearest["away"] <= NEAR, FAR_TIMES)
    enough = nearest[["population", "expected"]].max(axis=1) >= FEWEST
    far = nearest[enough & ((ratio > times) | (ratio < 1 / times))]
    return [
        fault_of_row(row, CHECK, LOOK, f"of {format_number(row['population'])} children", _describe(row))
        for row in each_row(far)
    ]


def _of_residents(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the figures whose population, printed or implied, is the children who live in the area."""
    of_residents = look_up_measures(rows, "unit").astype("str").str.endswith("children aged 10-17")
    counted = rows["count"].where((rows["count"] >= FEWEST_COUNTED) & of_residents)
    implied = look_up_measures(rows, "per").astype(float) * counted / rows["value"].where(rows["value"] > 0)
    known = rows.assign(population=rows["population"].fillna(implied.round()))
    return known[(of_residents | (rows["measure"] == COUNTED)) & known["population"].notna()]


def _nearest(asked: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Add the residents of the area and group `expected` from the publication nearest in time, and how far `away`."""
    residents = rows[(rows["measure"] == RESIDENTS) & (rows["age"] == "10-17") & rows["count"].notna()]
    days = {"period_start": "day_start", "period_end": "day_end"}
    held = residents[[*AREA, *PERIOD, "count", "source", "released"]].rename(columns={**days, "count": "residents"})
    pairs = asked.merge(held, on=AREA, suffixes=("", "_of_residents"))
    pairs = pairs[
        (pairs["source"] != pairs["source_of_residents"]) & (pairs["released_of_residents"] < pairs["released"])
    ]
    pairs = pairs.assign(away=days_apart(pairs), expected=pairs["residents"] * _years(pairs["age"]) / ALL_YEARS)
    near = pairs[pairs["away"] <= FAR].sort_values(["away", "released_of_residents"], ascending=[True, False])
    return near.drop_duplicates(FIGURE)


def _years(ages: pd.Series) -> pd.Series:
    """Return how many years of age an age band has."""
    ends = ages.str.extract(r"(\d+)-(\d+)").astype(int)
    return ends[1] - ends[0] + 1


def _describe(row: pd.Series) -> str:
    several = f"; about {format_number(round(row['expected']))} of these ages" if row["age"] != "10-17" else ""
    return f"{row['source_of_residents']} has {format_number(row['residents'])} aged 10 to 17{several}"
