"""A region or nation that a release has no figure of: the rates of its parts, weighted with their children."""

from typing import Any

import pandas as pd

from yotlib.figures.populations import with_children
from yotlib.reference import areas
from yotlib.reference.measures import Measure
from yotlib.reference.words import counted, in_words

SMALL_PART = 0.01
RELEASE = ["source", "released", "published", "period_start", "period_end"]
WHOLE = [*RELEASE, "whole"]
FROM_PARTS = "weighted with their children"


def wider_rates(figures: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Return rates of the regions and nations that a release does not have but whose parts it does.

    A region comes from its teams, a nation from its regions, England and Wales from the two nations; each printed rate
    is weighted with the children of its area. A part without a figure, of under 1% of the children, may be missing and
    is named. The counts are estimated, and the note says [e] and from what.
    """
    wanted = (figures["measure"] == measure.key) & (figures["age"] == "10-17") & (figures["ethnicity"] == "all")
    rows = figures[wanted & figures["value"].notna()].dropna(subset=["period_end"])
    made = rows.iloc[:0]
    for wholes in _levels():
        known = pd.concat([rows, made]) if len(made) else rows
        new = _combined(known, figures, measure, wholes)
        made = pd.concat([made, new]) if len(made) else new
    return made


def is_from_parts(row: pd.Series) -> bool:
    """Return whether a row's value was put together here from the rates of its parts."""
    return FROM_PARTS in row["note"]


def _levels() -> list[list[str]]:
    """Return the regions, then the nations, then England and Wales: each is put together from what comes before."""
    known, below = areas.all_areas(), _below()
    regions = [area for area in below if known[area].kind == areas.REGION]
    nations = [area for area in below if known[area].kind == areas.NATION and area != areas.ENGLAND_AND_WALES]
    return [regions, nations, [areas.ENGLAND_AND_WALES]]


def _below() -> dict[str, list[str]]:
    """Return the parts of every region and nation: its regions, or its teams where it has no regions."""
    below: dict[str, list[str]] = {}
    for area in areas.all_areas().values():
        if area.kind != areas.AUTHORITY and area.within:
            below.setdefault(str(area.within), []).append(str(area))
    return below


def _combined(rows: pd.DataFrame, figures: pd.DataFrame, measure: Measure, wholes: list[str]) -> pd.DataFrame:
    below = _below()
    members = pd.DataFrame(
        [(whole, part) for whole in wholes for part in below[whole]], columns=["whole", "area"], dtype="str"
    )
    held = rows[[*RELEASE, "area"]].rename(columns={"area": "whole"}).assign(is_held=True)
    releases = rows.merge(members, on="area")[WHOLE].drop_duplicates()
    lacking = releases.merge(held, on=WHOLE, how="left")
    lacking = lacking[lacking["is_held"].isna()].drop(columns="is_held")
    if lacking.empty:
        return rows.iloc[:0]
    figured = rows[[*RELEASE, "area", "value", "population"]]
    parts = lacking.merge(members, on="whole").merge(figured, on=[*RELEASE, "area"], how="left")
    sized = with_children(parts.assign(measure=measure.key), figures)
    # A part that was put together, or is counted, brings its own number of children.
    own = sized["population"].notna()
    sized = sized.assign(children=sized["population"].fillna(sized["children"]), day=sized["day"].mask(own, ""))
    return _weighted(sized, measure).reindex(columns=rows.columns)


def _weighted(parts: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    names = {str(area): area.name for area in areas.all_areas().values()}
    has = parts["value"].notna()
    table = parts.assign(
        part_count=parts["value"] * parts["children"] / measure.per,
        within=parts["children"].where(has),
        without=parts["children"].where(~has, 0),
        name=parts["area"].map(names).where(~has, ""),
        day=parts["day"].where(has, ""),
        unsized=parts["children"].isna(),
        has=has,
    )
    grouped = table.groupby(WHOLE, sort=True)
    sums = grouped[["part_count", "within", "without", "unsized", "has"]].sum()
    words = grouped[["name", "day"]].agg(_distinct)
    whole = pd.concat([sums, words], axis=1).reset_index()
    share = whole["without"] / (whole["within"] + whole["without"])
    whole = whole[(whole["unsized"] == 0) & (share < SMALL_PART)]
    made = whole.rename(columns={"whole": "area", "part_count": "count", "within": "population"})
    notes = [_note(row) for row in made.itertuples()]
    value = measure.per * made["count"] / made["population"]
    return made.assign(measure=measure.key, age="10-17", ethnicity="all", value=value, note=notes)


def _distinct(texts: pd.Series) -> list[str]:
    return [text for text in dict.fromkeys(texts) if text]


def _note(row: Any) -> str:
    """Say what a rate was put together from: how many parts, of which days, and which part has no figure."""
    kind = areas.all_areas()[_below()[row.area][0]].kind_name
    of_days = f" of {in_words(row.day)}" if row.day else ""
    without = f"; without {in_words(row.name)}, which has no figure" if row.name else ""
    return f"[e] the rates of {counted(int(row.has), kind)}, {FROM_PARTS}{of_days}{without}"
