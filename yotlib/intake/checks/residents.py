"""Check that the residents a rate is of, and a group's share of them, are like those counted in another publication.

A count of 0 gives a rate of 0 of any number of residents, so a population a hundred times too small agrees with its own
row. Children of an age band or an ethnic group are held against those of the same group who live in the area.
"""

import pandas as pd

from yotlib.figures.populations import YEAR, days_apart
from yotlib.intake.checks.fault import LOOK, Fault
from yotlib.intake.checks.rows import (
    PERIOD,
    each_row,
    fault_of_row,
    format_number,
    format_value,
    look_up_measures,
    prepare,
)

CHECK = "residents are like those of the area in other publications"
RESIDENTS, COUNTED, SHARE = "population_10_17", "cautioned_or_sentenced", "population_share_10_17"
# Groups have grown elevenfold from one census to the next, all children never threefold.
NEAR, FAR = 5 * YEAR, 15 * YEAR
NEAR_TIMES, FAR_TIMES = 6, 20
FEWEST, FEWEST_COUNTED, FEWEST_PERCENT = 100, 5, 1
ALL_YEARS = 8
AREA = ["area", "ethnicity"]
FIGURE = ["file", "row", "source", "measure", "age", *AREA, *PERIOD]


def check_residents(figures: pd.DataFrame) -> list[Fault]:
    """Return figures whose population is far from the residents of their area, group and age, and such shares; `look`.

    Far is over six times, or under a sixth of, the residents counted nearest in time in another, earlier publication
    within five years, and over twenty times within fifteen. Without a population, the one that a rate and its count of
    five or more imply is taken. An age band is taken to have its share of the eight years of age. Groups of under 100
    children, and of under 1%, on both sides are passed over.
    """
    rows = prepare(figures)
    if "released" not in rows:
        return []
    held = _held_residents(rows)
    populations, shares = _nearest(_of_residents(rows), held), _nearest(_shares(rows), held)
    asked = [
        *each_row(_far(populations.assign(expected=_of_ages(populations)), FEWEST)),
        *each_row(_far(shares.assign(expected=100 * shares["residents"] / shares["everyone"]), FEWEST_PERCENT)),
    ]
    return [fault_of_row(row, CHECK, LOOK, _describe_found(row), _describe(row)) for row in asked]


def _far(pairs: pd.DataFrame, fewest: float) -> pd.DataFrame:
    """Return the pairs whose `number` is far from the one `expected`."""
    ratio = pairs["number"] / pairs["expected"]
    times = pd.Series(NEAR_TIMES, index=pairs.index).where(pairs["away"] <= NEAR, FAR_TIMES)
    enough = pairs[["number", "expected"]].max(axis=1) >= fewest
    return pairs[enough & ((ratio > times) | (ratio < 1 / times))]


def _of_residents(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the figures whose population, printed or implied, is the children who live in the area."""
    of_residents = look_up_measures(rows, "unit").astype("str").str.endswith("children aged 10-17")
    counted = rows["count"].where((rows["count"] >= FEWEST_COUNTED) & of_residents)
    implied = look_up_measures(rows, "per").astype(float) * counted / rows["value"].where(rows["value"] > 0)
    known = rows.assign(number=rows["population"].fillna(implied.round()))
    return known[(of_residents | (rows["measure"] == COUNTED)) & known["number"].notna()]


def _shares(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the shares that a single group has of the children."""
    return rows[(rows["measure"] == SHARE) & (rows["ethnicity"] != "all") & (rows["value"] > 0)].assign(
        number=lambda shares: shares["value"]
    )


def _held_residents(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the residents of every area and group, with `everyone` whom the same publication counts on that day."""
    known = rows[(rows["measure"] == RESIDENTS) & (rows["age"] == "10-17") & rows["count"].notna()]
    held = known[[*AREA, *PERIOD, "count", "source", "released"]].rename(columns={"count": "residents"})
    day = ["area", *PERIOD, "source"]
    whole = held[held["ethnicity"] == "all"].drop_duplicates(day).rename(columns={"residents": "everyone"})
    both = held.merge(whole[[*day, "everyone"]], on=day, how="left")
    return both.rename(columns={"period_start": "day_start", "period_end": "day_end"})


def _nearest(asked: pd.DataFrame, held: pd.DataFrame) -> pd.DataFrame:
    """Add the residents of the area and group in the publication nearest in time, and how far `away` it is."""
    pairs = asked.merge(held, on=AREA, suffixes=("", "_of_residents"))
    earlier = pairs["released_of_residents"] < pairs["released"]
    pairs = pairs[earlier & (pairs["source"] != pairs["source_of_residents"])]
    near = pairs.assign(away=days_apart(pairs)).query("away <= @FAR")
    return near.sort_values(["away", "released_of_residents"], ascending=[True, False]).drop_duplicates(FIGURE)


def _of_ages(pairs: pd.DataFrame) -> pd.Series:
    """Return how many of the residents are of the ages of each figure."""
    return pairs["residents"] * _years(pairs["age"]) / ALL_YEARS


def _years(ages: pd.Series) -> pd.Series:
    """Return how many years of age an age band has."""
    ends = ages.str.extract(r"(\d+)-(\d+)").astype(int)
    return ends[1] - ends[0] + 1


def _describe_found(row: pd.Series) -> str:
    return format_value(row) if row["measure"] == SHARE else f"of {format_number(row['number'])} children"


def _describe(row: pd.Series) -> str:
    if row["measure"] == SHARE:
        of_all = f"{format_number(row['residents'])} of {format_number(row['everyone'])}"
        return f"{row['source_of_residents']} has {of_all} aged 10 to 17, {row['expected']:.1f}%"
    several = f"; about {format_number(round(row['expected']))} of these ages" if row["age"] != "10-17" else ""
    return f"{row['source_of_residents']} has {format_number(row['residents'])} aged 10 to 17{several}"
