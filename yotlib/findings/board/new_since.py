"""Say what the newest release brought: new periods, figures that were revised, verdicts that turned."""

from typing import Any

import pandas as pd

from yotlib.analysis.comparison import PERIOD, compare
from yotlib.figures.choose import choose, same_as
from yotlib.figures.load import with_release
from yotlib.findings.board.strip import Strip, verdict_word
from yotlib.findings.board.wording import inside, title_of
from yotlib.findings.summary.rates import near_and_far
from yotlib.findings.wording import period_of, print_value
from yotlib.reference import periods
from yotlib.reference.areas import find
from yotlib.reference.periods import day


def new_since(strips: list[Strip], figures: pd.DataFrame, team: str, **asked: Any) -> dict[str, Any]:
    """Return `released`, the day of the newest release behind the page in words, and `points`, a sentence each.

    The page is compared with the one that could have been printed the day before that release.
    """
    released = with_release(figures).drop_duplicates("source").set_index("source")["released"]
    days = [released[strip.row["source"]] for strip in strips if strip.row["source"] in released.index]
    if not days:
        return {"released": "", "points": []}
    newest = max(days)
    before = {**asked, "as_of": newest - pd.Timedelta(days=1)}
    of_newest = [strip for strip in strips if released.get(strip.row["source"]) == newest]
    points = [point for strip in of_newest for point in _points(strip, figures, team, before)]
    return {"released": day(newest), "points": points}


def _points(strip: Strip, figures: pd.DataFrame, team: str, before: dict[str, Any]) -> list[str]:
    """Say what is new of one measure since the day before."""
    title, measure = title_of(strip.row), strip.measure
    block = compare(figures, team, strip.row["measure"], age=strip.row["age"], **before)
    old = block.iloc[0]
    if pd.isna(old["value"]):
        return [f"{title} for {period_of(strip.row)}; none was held before."]
    newer = strip.row["period_end"] > old["period_end"]
    first = [f"{title} for {period_of(strip.row)}."] if newer else []
    revised = _revised(strip, old, figures)
    if revised is not None and print_value(revised, measure) != print_value(old, measure):
        words = f"{period_of(old)} is now {print_value(revised, measure)}; it was {print_value(old, measure)}."
        first = [f"{first[0]} {words}"] if first else [f"{title}: {words}"]
    return [*first, *_turned(strip, Strip(old, tuple(near_and_far(block))))]


def _revised(strip: Strip, old: pd.Series, figures: pd.DataFrame) -> pd.Series | None:
    """Return what the newest release prints of the period that was the newest before."""
    rows = choose(figures, strip.row["measure"], age=strip.row["age"], release=strip.row["source"], among=[old["area"]])
    same = rows[same_as(rows, old, ["area", *PERIOD])].dropna(subset=["value"])
    return None if same.empty else same.iloc[0]


def _turned(strip: Strip, old: Strip) -> list[str]:
    now, then = verdict_word(strip), verdict_word(old)
    if now == then or not (strip.beyond or old.beyond):
        return []
    was = periods.label(old.row["period_start"], old.row["period_end"])
    return [
        f"{title_of(strip.row)} in {find(strip.row['area']).name} beside its region and nation: {inside(then)} in "
        f"{was}, {inside(now)} in {period_of(strip.row)}."
    ]
