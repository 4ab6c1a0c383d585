"""Check that a nation lies between the lowest and the highest of its regions, a region between its teams."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from yotlib.intake.checks.fault import LOOK, WRONG, Fault
from yotlib.intake.checks.rows import (
    PERIOD,
    count_decimals,
    each_row,
    each_table,
    fault_of_row,
    format_number,
    format_value,
    look_up_measures,
    prepare,
)
from yotlib.reference import areas
from yotlib.reference.areas import Area

CHECK = "between its parts"
FEWEST_SHOWN = 0.5
_PART_NAMES = {areas.REGION: "regions", areas.TEAM: "teams", areas.NATION: "nations"}


def check_nesting(figures: pd.DataFrame) -> list[Fault]:
    """Report rates, percentages and averages of an area that lie outside those of its parts in the same release.

    Each is a mean of its parts, weighted by their sizes, so it lies between the lowest and the highest of them, to
    rounding: a figure outside all of them is `wrong`. A part without a figure is replaced by its own parts (a team by
    its authorities). If a part is missing all the same the fault is `look`; if more than half are missing there is no
    fault. A figure that is wrong does not count as a part of anything wider.
    """
    rows = prepare(figures)
    averaged = rows[look_up_measures(rows, "kind") != "count"].dropna(subset=["value"])
    spans = averaged[PERIOD].drop_duplicates().itertuples(index=False)
    trees = {tuple(span): Tree(*span) for span in spans}
    return [
        fault
        for table in each_table(averaged)
        for fault in _faults_of_table(table, trees[tuple(table[PERIOD].iloc[0])])
    ]


@dataclass(frozen=True)
class Tree:
    """Which areas lie in which on the days of a period."""

    start: pd.Timestamp
    end: pd.Timestamp

    @cached_property
    def parts(self) -> dict[str, list[Area]]:
        """Return the parts of every area that has any; an area comes after all of its parts."""
        by_area: dict[str, list[Area]] = {}
        for area in areas.all_areas().values():
            if self.exists(area) is not False and area.within:
                by_area.setdefault(area.within, []).append(area)
        return dict(sorted(by_area.items(), key=lambda pair: (-len(areas.lineage(pair[0])), pair[0])))

    def stand_ins(self, area: Area, with_figure: set[str]) -> tuple[list[str], list[str]]:
        """Return the areas that stand for `area`, and those that are missing.

        That is `area` itself if it has a figure, else those of its parts that have one.
        """
        if area in with_figure:
            return [str(area)], []
        present, missing = self.parts_of(area, with_figure) if area in self.parts else ([], [])
        if present:
            return present, missing
        return [], [str(area)] if self.exists(area) else []

    def parts_of(self, area: str, with_figure: set[str]) -> tuple[list[str], list[str]]:
        """Return the parts of `area` that have a figure, and those that have none."""
        each_part = [self.stand_ins(part, with_figure) for part in self.parts[area]]
        return [one for present, _ in each_part for one in present], [one for _, lost in each_part for one in lost]

    def exists(self, area: Area) -> bool | None:
        """Return whether an area exists throughout the period; None if for a part of it only."""
        since, until = (pd.Timestamp(getattr(area, name, None) or "NaT") for name in ("since", "until"))
        if until < self.start or since > self.end:
            return False
        return None if until < self.end or since > self.start else True


def _faults_of_table(table: pd.DataFrame, tree: Tree) -> list[Fault]:
    values = table.drop_duplicates("area").set_index("area")["value"].to_dict()
    unit = 10.0 ** -count_decimals(table["value"]).max()
    faults: list[Fault] = []
    for parent in filter(values.__contains__, tree.parts):
        present, missing = tree.parts_of(parent, {str(area) for area in values})
        rows = each_row(table[table["area"] == parent])
        outcomes = [_fault_of_parent(row, {part: values[part] for part in present}, missing, unit) for row in rows]
        new = [fault for fault in outcomes if fault is not None]
        faults += new
        if any(fault.severity == WRONG for fault in new):
            del values[parent]
    return faults


def _fault_of_parent(row: pd.Series, parts: dict[str, float], missing: list[str], unit: float) -> Fault | None:
    if not parts or len(parts) < FEWEST_SHOWN * (len(parts) + len(missing)):
        return None
    low, high = min(parts.values()), max(parts.values())
    if low - unit <= row["value"] <= high + unit:
        return None
    expected = f"outside its {_name_parts(parts, missing)} ({format_number(low)} to {format_number(high)})"
    if abs(row["value"] - sum(parts.values())) <= len(parts) * unit:
        expected += ", whose sum it is"
    return fault_of_row(row, CHECK, LOOK if missing else WRONG, format_value(row), expected)


def _name_parts(parts: dict[str, float], missing: list[str]) -> str:
    """Name the kind of the parts, and how many of them have a figure if some have none: "8 regions of 9"."""
    all_areas = areas.all_areas()
    kinds = {_PART_NAMES.get(all_areas[part].kind, "authorities") for part in parts}
    name = kinds.pop() if len(kinds) == 1 else "areas"
    return f"{len(parts)} {name} of {len(parts) + len(missing)}" if missing else name
