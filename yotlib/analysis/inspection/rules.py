"""The rules of rating, each with the days it covers; read from rules.toml, chosen by name or by date."""

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
    """One standard: its number, name and key questions.

    A standard judged on evidence has no questions; its rating is given. `counts` is False where it is rated but left
    out of the total.
    """

    key: str
    name: str
    questions: tuple[str, ...] = ()
    counts: bool = True

    @property
    def domain(self) -> int:
        """Return its domain: 1 organisational delivery, 2 court disposals, 3 out-of-court disposals, 4 resettlement."""
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
        """Return the standard of that number, or None if these rules do not have it."""
        return next((standard for standard in self.standards if standard.key == key), None)

    def covers(self, day: pd.Timestamp) -> bool:
        """Return whether a report published on `day` is rated by these rules."""
        return self.since <= day and (self.until is None or day.normalize() <= self.until)

    @property
    def most(self) -> int:
        """Return the highest total, such as 36 points for twelve standards."""
        return max(POINTS.values()) * sum(standard.counts for standard in self.standards)


def all_rules() -> dict[str, Rules]:
    """Return every set of rules by its key, the oldest first."""
    return _parse_rules(files("yotlib.analysis.inspection").joinpath("rules.toml").read_text(encoding="utf-8"))


def rules_named(key: str) -> Rules:
    """Return the rules called `key`, such as "2018"; an unknown name is refused, naming those there are."""
    rules = all_rules()
    if key in rules:
        return rules[key]
    suggestion = did_you_mean(nearest(str(key), rules))
    raise AskedWrongly(f"No rules called {key!r}; there are {', '.join(map(repr, rules))}.{suggestion}")


def rules_on_day(date: str | pd.Timestamp) -> Rules:
    """Return the rules by which a report published on `date` was rated; a day that none cover is refused."""
    day = date if isinstance(date, pd.Timestamp) else periods.last_day(date)
    covering = [rules for rules in all_rules().values() if rules.covers(day)]
    if not covering:
        first = next(iter(all_rules().values()))
        raise AskedWrongly(f"No rules here cover a report of {day.date()}; the oldest begin on {first.since.date()}.")
    return covering[0]


def refuse_unscored(rules: Rules) -> Rules:
    """Return the rules; refuse them if their bands are not known here."""
    if rules.scored:
        return rules
    raise AskedWrongly(
        f"A report under {rules.name} (from {rules.since.date()}) is not scored here: its bands are not known. "
        "Its printed ratings can be read, not worked out."
    )


def band(bands: Bands, number: float) -> str:
    """Return the band a whole number falls in.

    >>> band(rules_named("2018").totals, 7)
    'Requires improvement'
    """
    return [name for lowest, name in bands if number >= lowest][-1]


@cache
def _parse_rules(text: str) -> dict[str, Rules]:
    return {entry["key"]: _build_rules(entry) for entry in tomllib.loads(text)["rules"]}


def _build_rules(entry: dict[str, Any]) -> Rules:
    until = entry.get("until")
    return Rules(
        key=entry["key"],
        name=entry["name"],
        since=pd.Timestamp(entry["since"]),
        until=None if until is None else pd.Timestamp(until),
        scored=entry["scored"],
        percentages=tuple((lowest, name) for lowest, name in entry.get("percentages", ())),
        totals=tuple((lowest, name) for lowest, name in entry.get("totals", ())),
        standards=tuple(_build_standard(one) for one in entry.get("standards", ())),
    )


def _build_standard(entry: dict[str, Any]) -> Standard:
    return Standard(entry["key"], entry["name"], tuple(entry.get("questions", ())), entry.get("counts", True))
