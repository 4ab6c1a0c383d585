"""Which area each row of a table is of, and which sums a damaged name puts in doubt."""

from typing import Any

import pandas as pd

from yotlib.intake.readers.adding_up import YEAR
from yotlib.intake.readers.area_names import Prefer, resolve
from yotlib.reference.areas import NATION, REGION, every, lineage


def placed(names: pd.Series, spans: pd.DataFrame, prefer: Prefer = "yot") -> pd.Series:
    """The area of each row, by its name and the period of its row; blank where the name is no area known here."""
    asked = spans.assign(name=names)
    known = asked.drop_duplicates()
    found = [
        resolve(name, period_start=start, period_end=end, prefer=prefer) or ""
        for name, start, end in zip(known["name"], known["period_start"], known["period_end"], strict=True)
    ]
    slugs = known.assign(area=[str(area) for area in found]).astype({"area": "str"})
    return asked.merge(slugs, how="left", on=list(asked.columns), validate="many_to_one")["area"].set_axis(names.index)


def services(names: pd.Series, spans: pd.DataFrame) -> pd.Series:
    """The service of each row; blank where the name is none, or a region's or nation's."""
    areas = placed(names, spans)
    wider = [str(area) for area in every().values() if area.kind in (REGION, NATION)]
    return areas.mask(areas.isin(wider), "")


def _is_wider(name: str) -> bool:
    """Whether a name is a region's or nation's."""
    area = resolve(name)
    return area is not None and area.kind in (REGION, NATION)


def with_areas(rows: pd.DataFrame, names: pd.Series, regions: pd.Series | None = None) -> pd.DataFrame:
    """The rows of a table of services with their `name`, their `area` (blank if unknown), and their `doubt`.

    `rows` have their period; `regions` names the region each says it lies in.
    """
    found = rows.assign(name=names, area=services(names, rows[YEAR[1:]]), region="" if regions is None else regions)
    doubts = missing_rows(found)
    told = [doubts.get(key, "") for key in found[YEAR].itertuples(index=False, name=None)]
    doubt = pd.Series(told, rows.index, dtype="str")
    doubt = doubt.mask(doubt == "", elsewhere(found.assign(row=rows.index)))
    return found.drop(columns="region").assign(doubt=doubt)


def unresolved(names: pd.Series, areas: pd.Series) -> dict[str, int]:
    """How many rows each name has that is no area known here."""
    return {str(name): int(rows) for name, rows in names[areas == ""].value_counts().sort_index().items()}


def elsewhere(rows: pd.DataFrame) -> pd.Series:
    """What is said of rows whose `region` is another than their `area`'s; blank where they agree or it is none."""
    pairs = rows[["area", "region"]]
    odd = {pair for pair in pairs.drop_duplicates().itertuples(index=False, name=None) if not _lies_in(*pair)}
    wrong = pd.Series([pair in odd for pair in pairs.itertuples(index=False, name=None)], rows.index, dtype="bool")
    return ("row " + rows["row"].astype("str") + " says that it lies in " + rows["region"]).where(wrong, "")


def _lies_in(area: str, region: str) -> bool:
    """Whether an area is, or lies in, the region its row names; a region or an area that is none is not asked."""
    named = resolve(region)
    return named is None or not area or named in (area, *lineage(area))


def missing_rows(rows: pd.DataFrame) -> dict[tuple[Any, ...], str]:
    """By area and period: why its sums are in doubt, because a row of that period that may be its own has no area.

    Such a row is missing from its area's sum, which is then too small. Under a name that is no area's it may be that
    of any area in the region it says that it lies in, or of any at all where it says none.
    """
    known = rows[rows["area"] != ""].drop_duplicates(YEAR)
    unknown = rows[rows["area"] == ""].drop_duplicates([*YEAR, "name", "region"]).sort_index(ascending=False)
    lost = unknown[~unknown["name"].map(_is_wider).astype(bool)]
    return {
        (area, *period): f"row {row} has {name!r}, which may be its own"
        for row, name, region, *period in lost[["name", "region", *YEAR[1:]]].itertuples(name=None)
        for area, *its_own in known[YEAR].itertuples(index=False, name=None)
        if period == its_own and _lies_in(area, region)
    }
