"""The rules of rating, each with the days it covers: read from rules.toml, chosen by name or by date."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import pandas as pd

from yotlib.reference import periods
from yotlib.reference.errors import AskedWrongly, did_you_mean, nearest

INADEQUATE, REQUIRES_IMPROVEMENT, GOOD, OUTSTANDING = RATINGS = (
    "Inadequate",
    "Requires improvement",
    "Good",
    "Outstanding",
)
POINTS = {rating: points for points, rating in enumerate(RATINGS)}
Bands = tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Standard:
    """One standard: its number, name and key questions; none where it is judged on evidence and its rating given.

    `counts` is False where it is rated but left out of the total.
    """

    key: str
    name: str
    questions: tuple[str, ...] = ()
    counts: bool = True

    @property
    def domain(self) -> int:
        """1 organisational delivery, 2 court disposals, 3 out-of-court disposals, 4 resettlement."""
        return int(self.key[0])


@dataclass(frozen=True)
class Rules:
    """One set of rules, for reports published from `since` to `until` (None: still in force).

    `percentages` and `totals` hold the lowest whole number of each band, the lowest band first. `scored` is False
    for rules whose bands are not known here.
    """

    key: str
    name: str
    since: pd.Timestamp
    until: pd.Timestamp | None
    scored: bool
    percentages: Bands = ()
    totals: Bands = ()
    standards: tuple[Standard, ...] = ()

    def standard(self, key: str) -> Standard | None:
        """The standard of that number, if these rules have it."""
        return next((standard for standard in self.standards if standard.key == key), None)

    def covers(self, day: pd.Timestamp) -> bool:
        """Whether a report published on `day` is rated by these rules."""
        return self.since <= day and (self.until is None or day.normalize() <= self.until)

    @property
    def most(self) -> int:
        """The highest total: 36 points of twelve standards."""
        return max(POINTS.values()) * sum(standard.counts for standard in self.standards)


def every() -> dict[str, Rules]:
    """Every set of rules by its key, the oldest first."""
    return _parsed(files("yotlib.analysis.inspection").joinpath("rules.toml").read_text(encoding="utf-8"))


def named(key: str) -> Rules:
    """The rules called `key`, such as "2018"; an unknown name is refused with those there are."""
    if key in every():
        return every()[key]
    offered = did_you_mean(nearest(str(key), every()))
    raise AskedWrongly(f"No rules called {key!r}; there are {', '.join(map(repr, every()))}.{offered}")


def on(date: str | pd.Timestamp) -> Rules:
    """The rules by which a report published on `date` was rated; refused where none here cover the day."""
    day = date if isinstance(date, pd.Timestamp) else periods.last_day(date)
    found = next((rules for rules in every().values() if rules.covers(day)), None)
    if found is None:
        first = next(iter(every().values()))
        raise AskedWrongly(f"No rules here cover a report of {day.date()}; the oldest begin on {first.since.date()}.")
    return found


def refuse_unscored(rules: Rules) -> Rules:
    """The rules, unless their bands are not known here."""
    if rules.scored:
        return rules
    raise AskedWrongly(
        f"A report under {rules.name} (from {rules.since.date()}) is not scored here: its bands are not known. "
        "Its printed ratings can be read, not worked out."
    )


def band(bands: Bands, number: float) -> str:
    """The band a whole number falls in.

    >>> band(named("2018").totals, 7)
    'Requires improvement'
    """
    return [name for lowest, name in bands if number >= lowest][-1]


@cache
def _parsed(text: str) -> dict[str, Rules]:
    return {entry["key"]: _rules(entry) for entry in tomllib.loads(text)["rules"]}


def _rules(entry: dict[str, Any]) -> Rules:
    until = entry.get("until")
    return Rules(
        key=entry["key"],
        name=entry["name"],
        since=pd.Timestamp(entry["since"]),
        until=None if until is None else pd.Timestamp(until),
        scored=entry["scored"],
        percentages=tuple((lowest, name) for lowest, name in entry.get("percentages", ())),
        totals=tuple((lowest, name) for lowest, name in entry.get("totals", ())),
        standards=tuple(_standard(one) for one in entry.get("standards", ())),
    )


def _standard(entry: dict[str, Any]) -> Standard:
    return Standard(entry["key"], entry["name"], tuple(entry.get("questions", ())), entry.get("counts", True))
