"""No area stands twice in a release, and none is missing from it."""

import pandas as pd

from yotlib.figures.tidy import IDENTITY
from yotlib.intake.checks.fault import LOOK, WRONG, Fault
from yotlib.intake.checks.nesting import Tree
from yotlib.intake.checks.rows import PERIOD, SERIES, about, each, fault, prepared, stated, tables
from yotlib.reference import areas, periods

CHECK = "no area twice, none missing"
NUMBERS = ["value", "count", "population"]
MOST_NAMED = 8
FEWEST_THERE = 0.5


def areas_twice(figures: pd.DataFrame) -> list[Fault]:
    """Figures that stand twice in one release: `wrong`, each of them, where their numbers differ; else `look`."""
    rows = prepared(figures)
    repeated = rows[rows.duplicated(IDENTITY, keep=False)]
    return [found for table in tables(repeated, IDENTITY) for found in _twice(table)]


def areas_missing(figures: pd.DataFrame) -> list[Fault]:
    """Areas without a row where their release has them in other years, or has most of their kind; always `look`.

    A row whose note says why there is no figure is there. A team whose authorities are there is there too.
    """
    rows, groups = prepared(figures), _groups()
    return [found for series in tables(rows, SERIES) for found in _missing(series, groups)]


def _twice(table: pd.DataFrame) -> list[Fault]:
    numbers = table[NUMBERS].drop_duplicates()
    if len(numbers) == 1:
        return [fault(table.iloc[-1], CHECK, LOOK, f"stands {len(table)} times", "each figure once")]
    shown = " and ".join(dict.fromkeys(stated(row) for row in each(table)))
    words = f"stands {len(table)} times in one release: {shown}"
    return [fault(row, CHECK, WRONG, stated(row), words) for row in each(table)]


def _missing(series: pd.DataFrame, groups: dict[str, list[areas.Area]]) -> list[Fault]:
    return [*_in_some_years(series), *_in_all_years(series, groups)]


def _in_some_years(series: pd.DataFrame) -> list[Fault]:
    """What is missing from single years of a release, told once for the release."""
    ever = set(series["area"])
    gaps: dict[str, list[str]] = {}
    for table in tables(series, PERIOD):
        start, end = table.iloc[0][PERIOD]
        for area in sorted(ever - set(table["area"])):
            if _lives(area, start, end):
                gaps.setdefault(area, []).append(periods.label(start, end))
    lost = [f"{_name(area)} ({', '.join(when)})" for area, when in gaps.items()]
    return _told(series, lost, "they have rows in other years")


def _in_all_years(series: pd.DataFrame, groups: dict[str, list[areas.Area]]) -> list[Fault]:
    """Regions, and teams of a nation, without any row where at least half of them have one."""
    there, tree = set(series["area"]), Tree(series["period_start"].max(), series["period_end"].max())
    found: list[Fault] = []
    for name, members in groups.items():
        lost = [area for area in members if area not in there and _has_nothing(area, there, tree)]
        if len(lost) <= FEWEST_THERE * len(members):
            found += _told(series, [area.name for area in lost], f"most of {name} have one")
    return found


def _has_nothing(area: areas.Area, there: set[str], tree: Tree) -> bool:
    """Whether no part stands in for an area; nothing stands in for a region."""
    return area.kind != areas.TEAM or not tree.stand_ins(area, there)[0]


def _told(series: pd.DataFrame, lost: list[str], why: str) -> list[Fault]:
    if not lost:
        return []
    more = len(lost) - MOST_NAMED
    named = ", ".join(lost[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
    words = f"a row for each, if only to say why there is no figure: {why}"
    return [about(series, CHECK, LOOK, f"no row for {named}", words)]


def _lives(area: str, start: pd.Timestamp, end: pd.Timestamp) -> bool:
    known = areas.every()
    return area in known and Tree(start, end).lives(known[area]) is True


def _name(area: str) -> str:
    return areas.every()[area].name


def _groups() -> dict[str, list[areas.Area]]:
    regions = [area for area in areas.every().values() if area.kind == areas.REGION]
    nations = (areas.find(name, kind=areas.NATION) for name in ("england", "wales"))
    return {"the regions": regions} | {f"the teams of {nation.name}": areas.teams(nation) for nation in nations}
