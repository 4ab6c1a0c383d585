"""Check that two releases of a measure are in one unit."""

import re
from itertools import pairwise

import numpy as np
import pandas as pd

from yotlib.intake.checks.fault import LOOK, Fault
from yotlib.intake.checks.jumps import FEWEST_AREAS, describe_jump, round_to_power_of_ten
from yotlib.intake.checks.rows import PERIOD, each_table, fault_of_table, prepare
from yotlib.reference import measures

CHECK = "releases are in one unit"
OF_MEASURE = ["measure", "age", "ethnicity"]
ABOUT = 0.2
_PRINTED = re.compile(r"printed per ([\d,]+)")


def check_units(figures: pd.DataFrame) -> list[Fault]:
    """Report releases of one measure in different units, once for each release and the one before it.

    There are two signs. The notes may say so ("printed per 1,000"), or the later figures may be about 10, 100 or 1,000
    times the earlier ones, in the middle of the areas that both have. Figures are compared in the same period or, if
    the releases share none, the newest of the earlier with the first after it of the later. Always `look`: the figures
    do not say which unit is meant.
    """
    rows = prepare(figures)
    return [fault for table in each_table(rows, OF_MEASURE) for fault in _faults_of_measure(table)]


def _faults_of_measure(table: pd.DataFrame) -> list[Fault]:
    order = table.sort_values(["released", "source"]) if "released" in table else table.sort_values("source")
    releases = [table[table["source"] == source] for source in dict.fromkeys(order["source"])]
    pairs = pairwise(releases)
    return [fault for old, new in pairs for fault in (_compare_notes(old, new) or _compare_figures(old, new))]


def _compare_notes(old: pd.DataFrame, new: pd.DataFrame) -> list[Fault]:
    usual = f"{measures.get(old['measure'].iloc[0]).per:,}"
    was, now = (_unit_in_notes(release) or usual for release in (old, new))
    if was == now:
        return []
    expected = f"{old['source'].iloc[0]} prints it per {was}; both are held here per {usual}"
    return [fault_of_table(new, CHECK, LOOK, f"printed per {now}", expected)]


def _unit_in_notes(release: pd.DataFrame) -> str:
    """Return the unit that the notes of most of a release's figures name; "" if they name none."""
    units = release.dropna(subset=["value"])["note"].str.extract(_PRINTED)[0]
    return str(units.mode().iloc[0]) if units.notna().mean() > 0.5 else ""


def _compare_figures(old: pd.DataFrame, new: pd.DataFrame) -> list[Fault]:
    ratios = _ratios(old, new, ["area", *PERIOD])
    ratios = ratios if len(ratios) else _ratios_of_next_period(old, new)
    median = np.exp(np.log(ratios).median()) if len(ratios) else np.nan
    jump = round_to_power_of_ten(pd.Series([median]), within=ABOUT).iloc[0]
    if len(ratios) < FEWEST_AREAS or np.isnan(jump):
        return []
    found = f"{describe_jump(jump)} the figures of {old['source'].iloc[0]}, in the middle of {len(ratios)}"
    return [fault_of_table(new, CHECK, LOOK, found, "figures in one unit; has it changed?")]


def _ratios_of_next_period(old: pd.DataFrame, new: pd.DataFrame) -> pd.Series:
    """Divide the first figure after the earlier release's last by that last figure, for each area."""
    last = old.dropna(subset=["value"]).sort_values("period_end").groupby("area").tail(1)
    after = new.dropna(subset=["value"]).merge(last[["area", "period_end"]], on="area", suffixes=("", "_last"))
    later = after[after["period_end"] > after["period_end_last"]].sort_values("period_end")
    return _ratios(last, later.groupby("area").head(1), ["area"])


def _ratios(old: pd.DataFrame, new: pd.DataFrame, on: list[str]) -> pd.Series:
    """Divide the newer figures by the older, row by row on the columns `on`; only figures above zero."""
    both = old[[*on, "value"]].merge(new[[*on, "value"]], on=on, suffixes=("_old", "_new"))
    positive = both[(both["value_old"] > 0) & (both["value_new"] > 0)]
    return positive["value_new"] / positive["value_old"]
