"""Check that no area has zero children where some are certain to be counted, or hardly any residents."""

import pandas as pd

from yotlib.intake.checks.fault import LOOK, Fault
from yotlib.intake.checks.jumps import FEWEST_CHILDREN
from yotlib.intake.checks.rows import each_row, fault_of_row, format_value, prepare
from yotlib.reference import areas

CHECK = "no zero or too small number where there are certainly children"
RARELY_ZERO = ("first_time_entrants", "cautioned_or_sentenced", "cautioned_or_sentenced_rate", "offences_per_1000")
RESIDENTS = "population_10_17"
# The Isles of Scilly have fewer children than any other area: 128 in 2024.
FEWEST_RESIDENTS = 50
FILLED = ": was a gap filled with 0?"
OF_AREA = ["source", "measure", "area"]


def check_zeros(figures: pd.DataFrame) -> list[Fault]:
    """Return the zeros that may be gaps, and areas where hardly any children live; always `look`.

    The zeros are those of a region or a nation, and those of an area that has more in another year of the same release
    (where counts are known, 30 or more). Custody, reoffending and single groups or ages are passed over, since small
    areas often have none. So are residents of a group, but not areas without White children.
    """
    rows = prepare(figures)
    number = rows["value"].fillna(rows["count"])
    zero = number == 0
    whole = (rows["ethnicity"] == "all") & (rows["age"] == "10-17") & rows["measure"].isin(RARELY_ZERO)
    wide = [slug for slug, area in areas.all_areas().items() if area.kind in (areas.REGION, areas.NATION)]
    residents = rows["measure"].eq(RESIDENTS) & (rows["age"] == "10-17")
    reasons = (
        (zero & whole & rows["area"].isin(wide), "a region or nation has some every year" + FILLED),
        (zero & whole & _has_more_in_another_year(rows, number), "the area has some in another year" + FILLED),
        (zero & residents & rows["ethnicity"].eq("white"), "some live in every area" + FILLED),
        (
            residents & rows["ethnicity"].eq("all") & (number < FEWEST_RESIDENTS),
            f"{FEWEST_RESIDENTS} or more everywhere",
        ),
    )
    expected = pd.Series("", index=rows.index, dtype="str")
    for applies, words in reasons:
        expected = expected.mask(applies & (expected == ""), words)
    asked = rows.assign(expected=expected)[expected != ""]
    return [fault_of_row(row, CHECK, LOOK, format_value(row), row["expected"]) for row in each_row(asked)]


def _has_more_in_another_year(rows: pd.DataFrame, number: pd.Series) -> pd.Series:
    enough = number.where(~(rows["count"] < FEWEST_CHILDREN))
    same = [rows[name] for name in (*OF_AREA, "age", "ethnicity")]
    return enough.groupby(same).transform("max") > 0
