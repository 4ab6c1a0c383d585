"""What may be asked of the figures about one team, as choices for a reader."""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from yotlib import areas, measures, periods
from yotlib.choose import released_by, select
from yotlib.compare import OWN_BASELINES

ALL_CHILDREN = "10-17"
OWN_NAMES = ("Region", "Nation", "England and Wales")
Offers = dict[str, list[tuple[str, str]]]


@dataclass(frozen=True)
class Choice:
    """One question, by the names of `compare`: `team` and `baselines` are slugs or roles."""

    team: str = "bradford"
    measure: str = "first_time_entrants"
    age: str = ALL_CHILDREN
    period: str = periods.LATEST
    as_of: str = ""
    baselines: tuple[str, ...] = OWN_BASELINES


def offered(figures: pd.DataFrame, choice: Choice) -> Offers:
    """What there is to choose beside the rest of `choice`, as pairs of what is printed and what is asked.

    All teams, and all measures, those without a figure of the team marked so; the age bands that
    anyone has for the measure; "latest", then the team's periods, the newest first; as baselines
    the team's own and all teams. Only figures released by the choice's `as_of` count.
    """
    mine = released_by(figures[figures["area"] == choice.team], choice.as_of)
    teams = [(team.name, str(team)) for team in areas.teams()]
    return {
        "team": teams,
        "measure": [(_marked(figures, mine, key), key) for key in measures.MEASURES],
        "age": [(age, age) for age in _ages(figures, choice.measure)],
        "period": _periods(select(mine, choice.measure, age=choice.age)),
        "baselines": [*zip(OWN_NAMES, OWN_BASELINES, strict=True), *teams],
    }


def settled(choice: Choice, offers: Offers) -> Choice:
    """The choice, an age band or a period that is not on offer replaced by the usual one."""
    usual: dict[str, Any] = {"age": ALL_CHILDREN, "period": periods.LATEST}
    gone = [name for name in usual if getattr(choice, name) not in [asked for _, asked in offers[name]]]
    return replace(choice, **{name: usual[name] for name in gone})


def _marked(figures: pd.DataFrame, mine: pd.DataFrame, key: str) -> str:
    held = any(len(select(mine, key, age=age)) for age in _ages(figures, key))
    return measures.get(key).name + ("" if held else " (no figure)")


def _ages(figures: pd.DataFrame, measure: str) -> list[str]:
    return list(dict.fromkeys([ALL_CHILDREN, *sorted(figures.loc[figures["measure"] == measure, "age"])]))


def _periods(rows: pd.DataFrame) -> list[tuple[str, str]]:
    dated = rows.dropna(subset=["period_start", "period_end"]).sort_values(["period_end", "period_start"])
    spans = dated[["period_start", "period_end"]].drop_duplicates().iloc[::-1].itertuples(index=False)
    return [(periods.LATEST, periods.LATEST), *((periods.label(*span), _asked(*span)) for span in spans)]


def _asked(start: pd.Timestamp, end: pd.Timestamp) -> str:
    """A period as `periods.parse` takes it."""
    printed = periods.label(start, end)
    return printed if printed[-2:].isdigit() and " " not in printed else f"{start:%Y-%m}/{end:%Y-%m}"
