"""A nation lies between the lowest and the highest of its regions, a region between those of its teams."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from yotlib.intake.checks.fault import LOOK, WRONG, Fault
from yotlib.intake.checks.rows import PERIOD, decimals, each, fault, of_measures, plain, prepared, stated, tables
from yotlib.reference import areas
from yotlib.reference.areas import Area

CHECK = "between its parts"
FEWEST_SHOWN = 0.5
_PART_NAMES = {areas.REGION: "regions", areas.TEAM: "teams", areas.NATION: "nations"}


def outside_its_parts(figures: pd.DataFrame) -> list[Fault]:
    """Rates, percentages and averages of an area that lie outside those of its parts in the same release and period.

    Each is a mean of its parts by their sizes, so it lies between the lowest and the highest of
    them, to rounding: one outside all of them is `wrong`. Where a part has no figure its own
    parts stand in (a team's authorities for the team); where one is missing all the same the
    finding is `look`, and where more than half are missing nothing is said. A figure found wrong
    is no part of anything wider.
    """
    rows = prepared(figures)
    averaged = rows[of_measures(rows, "kind") != "count"].dropna(subset=["value"])
    spans = averaged[PERIOD].drop_duplicates().itertuples(index=False)
    trees = {tuple(span): Tree(*span) for span in spans}
    return [found for table in tables(averaged) for found in _of_table(table, trees[tuple(table[PERIOD].iloc[0])])]


@dataclass(frozen=True)
class Tree:
    """Which areas lie in which on the days of a period."""

    start: pd.Timestamp
    end: pd.Timestamp

    @cached_property
    def parts(self) -> dict[str, list[Area]]:
        """The parts of every area that has any, an area's own parts before it."""
        held: dict[str, list[Area]] = {}
        for area in areas.every().values():
            if self.lives(area) is not False and area.within:
                held.setdefault(area.within, []).append(area)
        return dict(sorted(held.items(), key=lambda pair: (-len(areas.lineage(pair[0])), pair[0])))

    def stand_ins(self, area: Area, there: set[str]) -> tuple[list[str], list[str]]:
        """The areas that stand for `area`, itself if it has a figure, else its parts that do; and who is missing."""
        if area in there:
            return [str(area)], []
        found, missing = self.of(area, there) if area in self.parts else ([], [])
        if found:
            return found, missing
        return [], [str(area)] if self.lives(area) else []

    def of(self, area: str, there: set[str]) -> tuple[list[str], list[str]]:
        """The parts of `area` that have a figure, and those that have none."""
        each_part = [self.stand_ins(part, there) for part in self.parts[area]]
        return [one for found, _ in each_part for one in found], [one for _, lost in each_part for one in lost]

    def lives(self, area: Area) -> bool | None:
        """Whether an area is there throughout the period; None if for a part of it only."""
        since, until = (pd.Timestamp(getattr(area, name, None) or "NaT") for name in ("since", "until"))
        if until < self.start or since > self.end:
            return False
        return None if until < self.end or since > self.start else True


def _of_table(table: pd.DataFrame, tree: Tree) -> list[Fault]:
    values = table.drop_duplicates("area").set_index("area")["value"].to_dict()
    unit = 10.0 ** -decimals(table["value"]).max()
    found: list[Fault] = []
    for parent in filter(values.__contains__, tree.parts):
        there, missing = tree.of(parent, {str(area) for area in values})
        told = [
            _told(row, {part: values[part] for part in there}, missing, unit)
            for row in each(table[table["area"] == parent])
        ]
        found += (faults := [one for one in told if one is not None])
        if any(one.severity == WRONG for one in faults):
            del values[parent]
    return found


def _told(row: pd.Series, parts: dict[str, float], missing: list[str], unit: float) -> Fault | None:
    if not parts or len(parts) < FEWEST_SHOWN * (len(parts) + len(missing)):
        return None
    low, high = min(parts.values()), max(parts.values())
    if low - unit <= row["value"] <= high + unit:
        return None
    expected = f"outside its {_which(parts, missing)} ({plain(low)} to {plain(high)})"
    if abs(row["value"] - sum(parts.values())) <= len(parts) * unit:
        expected += ", whose sum it is"
    return fault(row, CHECK, LOOK if missing else WRONG, stated(row), expected)


def _which(parts: dict[str, float], missing: list[str]) -> str:
    known = areas.every()
    kinds = {_PART_NAMES.get(known[part].kind, "authorities") for part in parts}
    name = kinds.pop() if len(kinds) == 1 else "areas"
    return f"{len(parts)} {name} of {len(parts) + len(missing)}" if missing else name
