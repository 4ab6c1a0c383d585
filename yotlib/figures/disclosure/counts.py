"""What a table of figures tells: of each group of children a number, printed or to be worked out from a rate."""

import numpy as np
import pandas as pd

from yotlib.figures.disclosure import reoffending
from yotlib.figures.disclosure.reoffending import KEY
from yotlib.figures.tidy import FIVE_GROUPS
from yotlib.reference import areas
from yotlib.reference.measures import MEASURES

LARGEST_WITHHELD = 5
# Fewer children aged 10-17 than any team has, so that a high rate of a team of unknown population need not go.
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


def cells(figures: pd.DataFrame) -> pd.DataFrame:
    """One row for each number that the figures tell, in an order of their own, whatever their measure and source.

    The columns are those of CELL, where `family` says what is counted; `number`, the smallest that an unpublished
    figure tells, else a published one (NaN if it is no small one, and no more can be told); `small`, whether it may be
    1 to LARGEST_WITHHELD; `own`, whether an unpublished figure tells it, and `public`, whether a published one tells
    the same. Families without an unpublished figure are left out.
    """
    told = _told(figures)
    own, others = (told[told["published"] == said] for said in ("no", "yes"))
    mine = own.groupby(CELL, dropna=False).agg({"number": "min", "small": "any"}).reset_index().assign(own=True)
    beside = others[others["family"].isin(own["family"])].merge(mine, on=CELL, how="outer", suffixes=("_public", ""))
    same = (beside["number_public"] - beside["number"]).abs() < SAME
    number = beside["number"].fillna(beside["number_public"])
    both = beside.assign(public=beside["own"].isna() | same, number=number).fillna({"own": False, "small": False})
    return (
        both.groupby(CELL, dropna=False)
        .agg({"number": "min", "small": "any", "own": "any", "public": "any"})
        .reset_index()
    )


def residents(figures: pd.DataFrame) -> pd.DataFrame:
    """The `fewest` and the `most` children aged 10-17 that any source gives an area, by age band and ethnic group.

    All children and BME are also added up from the five groups of a source.
    """
    rows = figures[figures["measure"] == "population_10_17"]
    rows = rows.assign(number=rows["count"].fillna(rows["value"]))
    sums = [
        _added_up(rows, FIVE_GROUPS, "all"),
        _added_up(rows, [name for name in FIVE_GROUPS if name != "white"], "bme"),
    ]
    both = pd.concat([rows[[*_GROUP, "number"]], *sums])
    return both[both["number"] > 0].groupby(_GROUP)["number"].agg(fewest="min", most="max").reset_index()


def _added_up(rows: pd.DataFrame, groups: list[str] | tuple[str, ...], name: str) -> pd.DataFrame:
    parts = rows[rows["ethnicity"].isin(groups)].dropna(subset="number")
    sums = parts.groupby(["area", "age", "period_end", "source"])["number"].agg(["sum", "size"]).reset_index()
    whole = sums[sums["size"] == len(groups)].rename(columns={"sum": "number"})
    return whole.assign(ethnicity=name)[[*_GROUP, "number"]]


def _told(figures: pd.DataFrame) -> pd.DataFrame:
    """One row a number that a figure tells: CELL, `published`, `number` and `small`."""
    both = [_of_residents(figures, residents(figures)), reoffending.told(figures)]
    told = pd.concat(both, ignore_index=True)
    number = ((told["least"] + told["most"]) / 2).replace(np.inf, np.nan)
    small = (told["most"] >= HALF) & (told["least"] < LARGEST_WITHHELD + HALF)
    return told.assign(number=number, small=small)[[*CELL, "published", "number", "small"]]


def _of_residents(figures: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Counts as they are; a rate as `least` and `most`, from how it is rounded and the populations there are."""
    rows = figures[figures["measure"].isin(RESIDENTS) & figures[["value", "count"]].notna().any(axis=1)]
    half, per = (rows["measure"].map(numbers).astype(float) for numbers in (_HALF_A_UNIT, _PER))
    people = _people(rows, known)
    low, high = (rows["value"] - half) * people["fewest"] / per, (rows["value"] + half) * people["most"] / per
    nought = rows["value"] == 0
    counted = rows["count"].fillna(rows["value"].where(rows["measure"].isin(_COUNTS) | nought))
    return rows[[*KEY, "published"]].assign(
        family=rows["measure"].map(RESIDENTS), least=counted.fillna(low.clip(lower=0)), most=counted.fillna(high)
    )


def _people(rows: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """The `fewest` and `most` children a rate may be of: its own population, else those known, else a guess."""
    found = rows[_GROUP].merge(known, on=_GROUP, how="left", validate="many_to_one").set_axis(rows.index)
    every = areas.every()
    parts = {area for area in rows["area"].unique() if area not in every or every[area].kind == areas.AUTHORITY}
    whole = (rows["age"] == "10-17") & (rows["ethnicity"] == "all") & ~rows["area"].isin(parts)
    guess = whole.map({True: float(FEWEST_RESIDENTS), False: 0.0})
    own = rows["population"]
    return pd.DataFrame(
        {"fewest": own.fillna(found["fewest"]).fillna(guess), "most": own.fillna(found["most"]).fillna(np.inf)}
    )


_HALF_A_UNIT = {key: 0.5 * 10.0**-measure.decimals for key, measure in MEASURES.items()}
_PER = {key: measure.per for key, measure in MEASURES.items()}
_COUNTS = [key for key, measure in MEASURES.items() if measure.kind == "count"]
