"""Whether two releases of a measure are in one unit."""

import re
from itertools import pairwise

import numpy as np
import pandas as pd

from yotlib.intake.checks.fault import LOOK, Fault
from yotlib.intake.checks.jumps import FEWEST_AREAS, many_times, times
from yotlib.intake.checks.rows import PERIOD, about, prepared, tables
from yotlib.reference import measures

CHECK = "releases are in one unit"
OF_MEASURE = ["measure", "age", "ethnicity"]
ABOUT = 0.2
_PRINTED = re.compile(r"printed per ([\d,]+)")


def units_apart(figures: pd.DataFrame) -> list[Fault]:
    """Releases of one measure in different units, told once for each release and the one before it.

    Seen in what their notes say ("printed per 1,000"), and in the figures: of the areas both
    have, the middle one is about 10, 100 or 1,000 times as high, in the same period or, where they share
    none, in the newest of the earlier release and the first of the later. Always `look`: which of the two is
    meant the figures cannot say.
    """
    rows = prepared(figures)
    return [found for table in tables(rows, OF_MEASURE) for found in _of_measure(table)]


def _of_measure(table: pd.DataFrame) -> list[Fault]:
    order = table.sort_values(["released", "source"]) if "released" in table else table.sort_values("source")
    releases = [table[table["source"] == source] for source in dict.fromkeys(order["source"])]
    pairs = pairwise(releases)
    return [found for old, new in pairs for found in (_by_notes(old, new) or _by_figures(old, new))]


def _by_notes(old: pd.DataFrame, new: pd.DataFrame) -> list[Fault]:
    usual = f"{measures.get(old['measure'].iloc[0]).per:,}"
    was, now = (_printed(release) or usual for release in (old, new))
    if was == now:
        return []
    expected = f"{old['source'].iloc[0]} prints it per {was}; both are held here per {usual}"
    return [about(new, CHECK, LOOK, f"printed per {now}", expected)]


def _printed(release: pd.DataFrame) -> str:
    """The unit most of a release's figures are printed in, where their notes say it is another than the measure's."""
    said = release.dropna(subset=["value"])["note"].str.extract(_PRINTED)[0]
    return str(said.mode().iloc[0]) if said.notna().mean() > 0.5 else ""


def _by_figures(old: pd.DataFrame, new: pd.DataFrame) -> list[Fault]:
    ratios = _same_period(old, new)
    ratios = ratios if len(ratios) else _next_period(old, new)
    middle = times(pd.Series([np.exp(np.log(ratios).median())]), within=ABOUT).iloc[0] if len(ratios) else np.nan
    if len(ratios) < FEWEST_AREAS or np.isnan(middle):
        return []
    found = f"{many_times(middle)} the figures of {old['source'].iloc[0]}, in the middle of {len(ratios)}"
    return [about(new, CHECK, LOOK, found, "figures in one unit; has it changed?")]


def _same_period(old: pd.DataFrame, new: pd.DataFrame) -> pd.Series:
    return _ratios(old, new, ["area", *PERIOD])


def _next_period(old: pd.DataFrame, new: pd.DataFrame) -> pd.Series:
    """How many times the last figure of the earlier release the first one after it is, by area."""
    last = old.dropna(subset=["value"]).sort_values("period_end").groupby("area").tail(1)
    after = new.dropna(subset=["value"]).merge(last[["area", "period_end"]], on="area", suffixes=("", "_last"))
    later = after[after["period_end"] > after["period_end_last"]].sort_values("period_end")
    return _ratios(last, later.groupby("area").head(1), ["area"])


def _ratios(old: pd.DataFrame, new: pd.DataFrame, on: list[str]) -> pd.Series:
    both = old[[*on, "value"]].merge(new[[*on, "value"]], on=on, suffixes=("_old", "_new"))
    known = both[(both["value_old"] > 0) & (both["value_new"] > 0)]
    return known["value_new"] / known["value_old"]
