"""Lists the numbers of children that a table of figures gives, printed or worked out from a rate."""

import numpy as np
import pandas as pd

from yotlib.figures.disclosure import reoffending
from yotlib.figures.disclosure.reoffending import KEY
from yotlib.figures.tidy import FIVE_GROUPS
from yotlib.reference import areas
from yotlib.reference.measures import MEASURES

LARGEST_WITHHELD = 5
# Fewer children aged 10-17 than any team has, so that a high rate of a team of unknown population can stay.
FEWEST_RESIDENTS = 5_000
HALF = SAME = 0.5
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
    """Return one row for each number that the figures give, sorted by CELL, whatever its measure and source.

    Families without an unpublished figure are left out. The columns are those of CELL, where `family` says what is
    counted, and:

    * `number`: the smallest that an unpublished figure gives, else a published one; NaN if it has no upper limit;
    * `small`: whether it may be 1 to LARGEST_WITHHELD;
    * `own`: whether an unpublished figure gives it;
    * `public`: whether a published figure gives the same number.
    """
    given = _numbers_given(figures)
    own, published = (given[given["published"] == answer] for answer in ("no", "yes"))
    own_numbers = own.groupby(CELL, dropna=False).agg({"number": "min", "small": "any"}).reset_index().assign(own=True)
    public_numbers = published[published["family"].isin(own["family"])]
    joined = public_numbers.merge(own_numbers, on=CELL, how="outer", suffixes=("_public", ""))
    is_same = (joined["number_public"] - joined["number"]).abs() < SAME
    number = joined["number"].fillna(joined["number_public"])
    both = joined.assign(public=joined["own"].isna() | is_same, number=number).fillna({"own": False, "small": False})
    return (
        both.groupby(CELL, dropna=False)
        .agg({"number": "min", "small": "any", "own": "any", "public": "any"})
        .reset_index()
    )


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
    sums = parts.groupby(["area", "age", "period_end", "source"])["number"].agg(["sum", "size"]).reset_index()
    complete = sums[sums["size"] == len(groups)].rename(columns={"sum": "number"})
    return complete.assign(ethnicity=name)[[*_GROUP, "number"]]


def _numbers_given(figures: pd.DataFrame) -> pd.DataFrame:
    """Return one row a number that a figure gives: CELL, `published`, `number` and `small`."""
    both = [_counts_of_residents(figures, residents(figures)), reoffending.list_numbers(figures)]
    given = pd.concat(both, ignore_index=True)
    number = ((given["least"] + given["most"]) / 2).replace(np.inf, np.nan)
    small = (given["most"] >= HALF) & (given["least"] < LARGEST_WITHHELD + HALF)
    return given.assign(number=number, small=small)[[*CELL, "published", "number", "small"]]


def _counts_of_residents(figures: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Return `least` and `most` of each count: the count itself, or limits from a rate's rounding and populations."""
    rows = figures[figures["measure"].isin(RESIDENTS) & figures[["value", "count"]].notna().any(axis=1)]
    half, per = (rows["measure"].map(by_measure).astype(float) for by_measure in (_HALF_A_UNIT, _PER))
    people = _limits_of_population(rows, known)
    low, high = (rows["value"] - half) * people["fewest"] / per, (rows["value"] + half) * people["most"] / per
    is_zero = rows["value"] == 0
    counted = rows["count"].fillna(rows["value"].where(rows["measure"].isin(_COUNTS) | is_zero))
    return rows[[*KEY, "published"]].assign(
        family=rows["measure"].map(RESIDENTS), least=counted.fillna(low.clip(lower=0)), most=counted.fillna(high)
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


_HALF_A_UNIT = {key: 0.5 * 10.0**-measure.decimals for key, measure in MEASURES.items()}
_PER = {key: measure.per for key, measure in MEASURES.items()}
_COUNTS = [key for key, measure in MEASURES.items() if measure.kind == "count"]
