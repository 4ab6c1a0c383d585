"""Lists the numbers of children that a table of figures gives, printed or worked out from a rate."""

import numpy as np
import pandas as pd

from yotlib.figures.disclosure import own_measures, reoffending
from yotlib.figures.disclosure.decimals import half_a_digit
from yotlib.figures.disclosure.reoffending import KEY
from yotlib.figures.tidy import FIVE_GROUPS, UNPUBLISHED
from yotlib.reference import areas
from yotlib.reference.measures import get

LARGEST_WITHHELD = 5
# Fewer children aged 10-17 than any team has, so that a high rate of a team of unknown population can stay.
FEWEST_RESIDENTS = 5_000
_EXACT = 1e-6
CELL = ["family", *KEY]
RESIDENTS = {
    "first_time_entrants": "entrants",
    "cautioned_or_sentenced": "cautioned",
    "cautioned_or_sentenced_rate": "cautioned",
    "custody_rate": "custody",
    "offences_per_1000": "offences",
}
_GROUP = ["area", "age", "ethnicity"]


def list_cells(figures: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each number of children (or offences) that a source gives, whatever its measure.

    Families without an unpublished figure are left out. The columns are those of CELL, where `family` says what is
    counted, `source`, `own` (whether the source is unpublished), and `least` and `most`, whole numbers between which
    the number is; `most` may be infinite. Of a source's count and rate of the same children the narrower holds, and of
    two that are as narrow the smaller.
    """
    numbers = [
        _counts_of_residents(figures, residents(figures)),
        reoffending.list_numbers(figures),
        own_measures.list_numbers(figures),
    ]
    given = pd.concat(numbers)
    given = given.assign(own=given["published"] == UNPUBLISHED)
    of_interest = given[given["family"].isin(given.loc[given["own"], "family"])]
    whole = _in_whole_numbers(of_interest).assign(width=lambda table: table["most"] - table["least"])
    cells = whole.sort_values(["width", "least"]).groupby([*CELL, "source", "own"], dropna=False)
    return cells[["least", "most"]].first().reset_index()


def are_small(cells: pd.DataFrame) -> pd.Series:
    """Return which cells may be 1 to LARGEST_WITHHELD."""
    return (cells["most"] >= 1) & (cells["least"] <= LARGEST_WITHHELD)


def _in_whole_numbers(given: pd.DataFrame) -> pd.DataFrame:
    """Round `least` up and `most` down, or outwards where no whole number is between them; a `some` is at least one."""
    least, most = np.ceil(given["least"] - _EXACT), np.floor(given["most"] + _EXACT)
    outwards = least > most
    low = np.floor(given["least"]).where(outwards, least).clip(lower=given["some"].astype(float))
    return given.assign(least=low, most=np.ceil(given["most"]).where(outwards, most).clip(lower=low))


def residents(figures: pd.DataFrame) -> pd.DataFrame:
    """Return the `fewest` and `most` children aged 10-17 that any source gives an area, by age band and ethnic group.

    All children, and BME, are also added up from a source's five groups.
    """
    rows = figures[figures["measure"] == "population_10_17"]
    rows = rows.assign(number=rows["count"].fillna(rows["value"]))
    sums = [_add_up(rows, FIVE_GROUPS, "all"), _add_up(rows, [name for name in FIVE_GROUPS if name != "white"], "bme")]
    both = pd.concat([rows[[*_GROUP, "number"]], *sums])
    return both[both["number"] > 0].groupby(_GROUP)["number"].agg(fewest="min", most="max").reset_index()


def _add_up(rows: pd.DataFrame, groups: list[str] | tuple[str, ...], name: str) -> pd.DataFrame:
    parts = rows[rows["ethnicity"].isin(groups)].dropna(subset="number")
    sums = parts.groupby(["area", "age", "period_end", "source"], dropna=False)["number"].agg(["sum", "size"])
    complete = sums[sums["size"] == len(groups)].rename(columns={"sum": "number"})
    return complete.reset_index().assign(ethnicity=name)[[*_GROUP, "number"]]


def _counts_of_residents(figures: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Return `least` and `most` of each count: the count itself, or limits from a rate's rounding and populations."""
    rows = figures[figures["measure"].isin(RESIDENTS) & figures[["value", "count"]].notna().any(axis=1)]
    per = rows["measure"].map({key: get(key).per for key in RESIDENTS}).astype(float)
    half = half_a_digit(rows["value"], rows["measure"].map({key: get(key).decimals for key in RESIDENTS}))
    people = _limits_of_population(rows, known)
    low, high = (rows["value"] - half) * people["fewest"] / per, (rows["value"] + half) * people["most"] / per
    is_zero = rows["value"] == 0
    is_count = rows["measure"].isin([key for key in RESIDENTS if get(key).kind == "count"])
    counted = rows["count"].fillna(rows["value"].where(is_count | is_zero))
    return rows[[*KEY, "source", "published"]].assign(
        family=rows["measure"].map(RESIDENTS),
        least=counted.fillna(low),
        most=counted.fillna(high),
        some=counted.fillna(rows["value"]) > 0,
    )


def _limits_of_population(rows: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Return the `fewest` and `most` children a rate may be of: its own population, else those known, else a guess."""
    known_of_row = rows[_GROUP].merge(known, on=_GROUP, how="left", validate="many_to_one").set_axis(rows.index)
    by_slug = areas.all_areas()
    parts = {area for area in rows["area"].unique() if area not in by_slug or by_slug[area].kind == areas.AUTHORITY}
    is_whole = (rows["age"] == "10-17") & (rows["ethnicity"] == "all") & ~rows["area"].isin(parts)
    guess = is_whole.map({True: float(FEWEST_RESIDENTS), False: 0.0})
    own = rows["population"]
    fewest, most = own.fillna(known_of_row["fewest"]), own.fillna(known_of_row["most"])
    return pd.DataFrame({"fewest": fewest.fillna(guess), "most": most.fillna(np.inf)})
