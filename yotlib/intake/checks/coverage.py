"""Checks that no area appears twice in a release, and that none is missing from it."""

import pandas as pd

from yotlib.figures import row_rules
from yotlib.figures.tidy import IDENTITY, NUMBERS
from yotlib.intake.checks.fault import LOOK, WRONG, Fault
from yotlib.intake.checks.nesting import Tree
from yotlib.intake.checks.rows import (
    PERIOD,
    SERIES,
    each_row,
    each_table,
    fault_of_row,
    fault_of_table,
    format_value,
    prepare,
)
from yotlib.reference import areas, periods

# The first day of teams that replaced a council of another name: Cumbria ended the day before.
BEGAN = dict.fromkeys(("cumberland", "westmorland-and-furness"), "2023-04-01")
CHECK = "no area twice, none missing"
MOST_NAMED = 8
MOST_MISSING = 0.5


def check_repeated_areas(figures: pd.DataFrame) -> list[Fault]:
    """Return figures that a release has more than once.

    All of them are `wrong` if their numbers differ; otherwise the last is `look`.
    """
    rows = prepare(figures)
    repeated = rows[row_rules.repeated(rows)]
    return [fault for table in each_table(repeated, IDENTITY) for fault in _faults_of_repeated(table)]


def check_missing_areas(figures: pd.DataFrame) -> list[Fault]:
    """Return areas without a row though the release has them in other years, or has most of their kind; always `look`.

    An area is not missing if a row's note says why it has no figure, nor is a team if its authorities have rows.
    """
    rows, groups = prepare(figures), _areas_by_group()
    return [
        fault
        for series in each_table(rows, SERIES)
        for fault in (*_find_missing_years(series), *_find_missing_areas(series, groups))
    ]


def _faults_of_repeated(table: pd.DataFrame) -> list[Fault]:
    numbers = table[list(NUMBERS)].drop_duplicates()
    if len(numbers) == 1:
        return [fault_of_row(table.iloc[-1], CHECK, LOOK, f"stands {len(table)} times", "each figure once")]
    shown = " and ".join(dict.fromkeys(format_value(row) for row in each_row(table)))
    expected = f"stands {len(table)} times in one release: {shown}"
    return [fault_of_row(row, CHECK, WRONG, format_value(row), expected) for row in each_row(table)]


def _find_missing_years(series: pd.DataFrame) -> list[Fault]:
    """Return one fault that lists the areas a release lacks in some years only."""
    areas_of_release = set(series["area"])
    gaps: dict[str, list[str]] = {}
    for table in each_table(series, PERIOD):
        start, end = table.iloc[0][PERIOD]
        for area in sorted(areas_of_release - set(table["area"])):
            if _area_exists(area, start, end):
                gaps.setdefault(area, []).append(periods.label(start, end))
    known_areas = areas.all_areas()
    missing = [f"{known_areas[area].name} ({', '.join(labels)})" for area, labels in gaps.items()]
    return _fault_of_missing(series, missing, "they have rows in other years")


def _find_missing_areas(series: pd.DataFrame, groups: dict[str, list[areas.Area]]) -> list[Fault]:
    """Return the regions, and the teams of a nation, that have no row though at least half of their group have one."""
    present, tree = set(series["area"]), Tree(series["period_start"].max(), series["period_end"].max())
    faults: list[Fault] = []
    for name, members in groups.items():
        missing = [area for area in members if area not in present and _has_no_part(area, present, tree)]
        missing = [area for area in missing if not _first_day(area) > tree.end]
        if len(missing) <= MOST_MISSING * len(members):
            faults += _fault_of_missing(series, [area.name for area in missing], f"most of {name} have one")
    return faults


def _has_no_part(area: areas.Area, present: set[str], tree: Tree) -> bool:
    """Return whether no authority with a row can replace a team; nothing can replace a region."""
    return area.kind != areas.TEAM or not tree.stand_ins(area, present)[0]


def _fault_of_missing(series: pd.DataFrame, missing: list[str], why: str) -> list[Fault]:
    if not missing:
        return []
    more = len(missing) - MOST_NAMED
    named = ", ".join(missing[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
    expected = f"a row for each, if only to say why there is no figure: {why}"
    return [fault_of_table(series, CHECK, LOOK, f"no row for {named}", expected)]


def _area_exists(area: str, start: pd.Timestamp, end: pd.Timestamp) -> bool:
    known_areas = areas.all_areas()
    return area in known_areas and Tree(start, end).exists(known_areas[area]) is True and not _first_day(area) > start


def _first_day(area: str) -> pd.Timestamp:
    """Return the first day of a team that began within the years held here; NaT for any other."""
    return pd.Timestamp(BEGAN.get(area) or "NaT")


def _areas_by_group() -> dict[str, list[areas.Area]]:
    regions = [area for area in areas.all_areas().values() if area.kind == areas.REGION]
    nations = (areas.find(name, kind=areas.NATION) for name in ("england", "wales"))
    return {"the regions": regions} | {f"the teams of {nation.name}": areas.teams(nation) for nation in nations}
