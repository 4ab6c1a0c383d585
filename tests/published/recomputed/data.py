"""The figures of data/ as printed, and the rates that follow: of teams and nations put together from their parts."""

import csv
from collections import defaultdict
from datetime import date, timedelta
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parents[3] / "data"
ENGLAND = (
    *("east-midlands", "east-of-england", "london", "north-east", "north-west", "south-east", "south-west"),
    *("west-midlands", "yorkshire-and-the-humber"),
)
PEOPLE = "population_10_17"


@cache
def rows():
    """Return every printed figure."""
    files = sorted((DATA / "figures").glob("*.csv"))
    return [row for file in files for row in csv.DictReader(file.open(encoding="utf-8"))]


@cache
def listed(name):
    return list(csv.DictReader((DATA / name).open(encoding="utf-8")))


@cache
def teams_within():
    """Return the region (or Wales) of every team."""
    return {row["area"]: row["within"] for row in listed("areas.csv") if row["kind"] == "yot"}


@cache
def teams_of(area):
    """Return the teams of a region or a nation."""
    below = {"england": ENGLAND, "wales": ["wales"], "england-and-wales": [*ENGLAND, "wales"]}.get(area, [area])
    return [team for team, within in teams_within().items() if within in below]


@cache
def _by_key():
    found = defaultdict(dict)
    for row in rows():
        key = tuple(row[name] for name in ("measure", "source", "period_start", "age", "ethnicity"))
        found[key].setdefault(row["area"], row)
    return found


def printed(measure, source, start, age="10-17", ethnicity="all"):
    """Return the row that a release prints for the period from `start`, by area."""
    return _by_key()[measure, source, start, age, ethnicity]


@cache
def counted_children():
    """Return the children aged 10-17 of every area by (day, source): the printed number, else the groups added up."""
    whole, groups = defaultdict(dict), defaultdict(lambda: defaultdict(float))
    for row in rows():
        if (row["measure"], row["age"]) == (PEOPLE, "10-17") and row["count"]:
            key = row["period_end"], row["source"]
            if row["ethnicity"] == "all":
                whole[row["area"]][key] = float(row["count"])
            else:
                groups[row["area"]][key] += float(row["count"])
    return {area: groups.get(area, {}) | whole.get(area, {}) for area in {*whole, *groups}}


def children(source, end):
    """Return the children aged 10-17 of every area on one day, as one source counts them."""
    return {area: days[end, source] for area, days in counted_children().items() if (end, source) in days}


@cache
def nearest(area, start, end):
    """Return the number of children counted nearest the middle of a period, and how many days from it."""
    first, last = date.fromisoformat(start), date.fromisoformat(end) + timedelta(days=1)
    middle = first + (last - first) / 2
    days = counted_children().get(area, {})
    return min(((abs(date.fromisoformat(day) - middle).days, n) for (day, _), n in days.items()), default=(99_999, 0))


def parts_of(team, start, end):
    """Return the authorities of a team over a period."""
    return [
        row["area"]
        for row in listed("authorities.csv")
        if row["within"] == team and (row["since"] or "0") <= start and (row["until"] or "9") >= end
    ]


@cache
def team_rates(measure, source, start, end, day):
    """Return each team's rate: the printed one, else its authorities' weighted with the children of `day`."""
    values = {area: float(row["value"]) for area, row in printed(measure, source, start).items() if row["value"]}
    number, found = children(*day), {}
    for team in teams_within():
        parts = parts_of(team, start, end)
        known = [part for part in parts if part in values]
        within = sum(number.get(part, 0) for part in known)
        if team in values:
            found[team] = values[team], number.get(team), True
        elif known and within > 0.99 * sum(number.get(part, 0) for part in parts):
            found[team] = sum(values[part] * number[part] for part in known) / within, within, False
    return found


@cache
def rate_of(area, measure, source, start, end):
    """Return an area's rate and the children it rests on, weighted with those of the nearest day; None without one."""
    known = printed(measure, source, start)
    values = {name: float(row["value"]) for name, row in known.items() if row["value"]}
    if area in values:
        return values[area], nearest(area, start, end)[1]
    parts = ENGLAND if area == "england" else parts_of(area, start, end)
    number = {part: nearest(part, start, end)[1] for part in parts}
    within = sum(number[part] for part in parts if part in values)
    if not within or within <= 0.99 * sum(number.values()):
        return None
    return sum(values[part] * number[part] for part in parts if part in values) / within, within


def years_of(area, measure, source, first=2016, last=2024):
    """Return an area's rate and children by calendar year, of the years that have one."""
    found = {y: rate_of(area, measure, source, f"{y}-01-01", f"{y}-12-31") for y in range(first, last + 1)}
    return {year: pair for year, pair in found.items() if pair}
