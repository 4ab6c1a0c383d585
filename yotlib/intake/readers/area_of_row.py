"""Find the area of each row of a table, and the sums that a damaged name puts in doubt."""

from typing import Any

import pandas as pd

from yotlib.intake.readers.adding_up import YEAR
from yotlib.intake.readers.area_names import Prefer, resolve
from yotlib.reference.areas import NATION, REGION, all_areas, lineage
from yotlib.reference.names import fold_name

# Teams that are no area here: their counts belong to the teams they became, and to no other.
FORMER_TEAMS = {"western bay": ("bridgend", "neath-port-talbot", "swansea")}


def find_areas(names: pd.Series, periods: pd.DataFrame, prefer: Prefer = "yot") -> pd.Series:
    """Return the area of each row, from its name and period; blank where the name is no area known here."""
    rows = periods.assign(name=names)
    different = rows.drop_duplicates()
    areas = [
        resolve(name, period_start=start, period_end=end, prefer=prefer) or ""
        for name, start, end in zip(different["name"], different["period_start"], different["period_end"], strict=True)
    ]
    slugs = different.assign(area=[str(area) for area in areas]).astype({"area": "str"})
    return rows.merge(slugs, how="left", on=list(rows.columns), validate="many_to_one")["area"].set_axis(names.index)


def find_services(names: pd.Series, periods: pd.DataFrame) -> pd.Series:
    """Return the service of each row; blank where the name is none, or a region's or nation's."""
    areas = find_areas(names, periods)
    wider = [str(area) for area in all_areas().values() if area.kind in (REGION, NATION)]
    return areas.mask(areas.isin(wider), "")


def _is_region_or_nation(name: str) -> bool:
    """Return whether a name is a region's or nation's."""
    area = resolve(name)
    return area is not None and area.kind in (REGION, NATION)


def add_areas(rows: pd.DataFrame, names: pd.Series, regions: pd.Series | None = None) -> pd.DataFrame:
    """Add to the rows of a table of services their `name`, `area` (blank if unknown) and `doubt`.

    `rows` have their periods; `regions` names the region that each row says it is in.
    """
    placed = rows.assign(
        name=names, area=find_services(names, rows[YEAR[1:]]), region="" if regions is None else regions
    )
    reasons = explain_missing_rows(placed)
    doubts = [reasons.get(key, "") for key in placed[YEAR].itertuples(index=False, name=None)]
    doubt = pd.Series(doubts, rows.index, dtype="str")
    doubt = doubt.mask(doubt == "", explain_region_conflicts(placed.assign(row=rows.index)))
    return placed.drop(columns="region").assign(doubt=doubt)


def count_unresolved(names: pd.Series, areas: pd.Series) -> dict[str, int]:
    """Count the rows of each name that is no area known here."""
    return {str(name): int(rows) for name, rows in names[areas == ""].value_counts().sort_index().items()}


def explain_region_conflicts(rows: pd.DataFrame) -> pd.Series:
    """Return a sentence for each row whose `region` is not its `area`'s; blank where they agree or it is no region."""
    pairs = rows[["area", "region"]]
    conflicts = {pair for pair in pairs.drop_duplicates().itertuples(index=False, name=None) if not _lies_in(*pair)}
    wrong = pd.Series(
        [pair in conflicts for pair in pairs.itertuples(index=False, name=None)], rows.index, dtype="bool"
    )
    return ("row " + rows["row"].astype("str") + " says that it lies in " + rows["region"]).where(wrong, "")


def _lies_in(area: str, region: str) -> bool:
    """Return whether an area is in the region its row names, or is that region; True where either is unknown."""
    named = resolve(region)
    return named is None or not area or named in (area, *lineage(area))


def explain_missing_rows(rows: pd.DataFrame) -> dict[tuple[Any, ...], str]:
    """Return, by area and period, why a sum is in doubt: a row of that period without an area may belong to it.

    Such a row is missing from its area's sum, which is then too small. A row whose name is no area's may belong to
    any area in the region it names, or to any area at all if it names none. A row of a former team (Western Bay, three
    services until 2019) belongs to the teams it became.
    """
    known = rows[rows["area"] != ""].drop_duplicates(YEAR)
    unknown = rows[rows["area"] == ""].drop_duplicates([*YEAR, "name", "region"]).sort_index(ascending=False)
    lost = unknown[~unknown["name"].map(_is_region_or_nation).astype(bool)]
    return {
        (area, *period): f"row {row} has {name!r}, which may be its own"
        for row, name, region, *period in lost[["name", "region", *YEAR[1:]]].itertuples(name=None)
        for area, *its_own in known[YEAR].itertuples(index=False, name=None)
        if period == its_own and _may_belong(name, area, region)
    }


def _may_belong(name: str, area: str, region: str) -> bool:
    """Return whether a row of an unknown name may be an area's, from the region the row says it is in."""
    became = FORMER_TEAMS.get(fold_name(name))
    return _lies_in(area, region) if became is None else area in became
