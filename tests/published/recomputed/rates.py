"""A team's newest rates beside region and nation: value, gap, verdict, children; and the bounds of a part not held."""

from tests.published.recomputed.data import (
    ENGLAND,
    nearest,
    parts_of,
    printed,
    rate_of,
    team_rates,
    teams_of,
    teams_within,
)
from tests.published.recomputed.groups import CENSUSES, RATE, SENTENCED, sentenced_rates
from tests.published.recomputed.limits import against_fixed, byar, outside, ratio_limits, smallest_cohort, wilson
from tests.published.recomputed.years import ENTRANTS, LAIT
from tests.published.recomputed.years import entrants as entrants_by_year


def wider_areas(team):
    """Return region and nation, in Wales both nations, the nearest first."""
    within = teams_within()[team]
    return [within, "england-and-wales" if within == "wales" else "england"]


def entrants(team):
    """Return the newest rate of first-time entrants beside region and nation; nothing for a team without one."""
    known = entrants_by_year(team)
    if not known:
        return None
    year = max(known)
    value, number = known[year]
    bases = []
    for area in wider_areas(team):
        base, half = entrants_by_year(area)[year][0], 0 if area == "england" else 0.5
        said = against_fixed(value, number, base, 100_000, team_half=0.5, base_half=half)
        bases.append({"value": base, "verdict": said, "children": (value - base) * number / 100_000})
    return {"value": value, "number": number, "year": year, "bases": bases}


def sentenced(team):
    """Return children cautioned or sentenced per 10,000 in 2024-25 beside region and nation; in Wales, in 2021-22."""
    rates = sentenced_rates()
    if team not in rates:
        return _counted(team)
    value, number, is_counted = rates[team]
    living, bases = nearest(team, "2024-04-01", "2025-03-31")[1], []
    for area in wider_areas(team):
        base = sentenced_in(area)
        half = 0 if is_counted else 0.05
        said = against_fixed(value, number, base, 10_000, team_half=half, base_half=0)
        bases.append({"value": base, "verdict": said, "children": (value - base) * living / 10_000})
    return {"value": value, "number": number, "bases": bases}


def sentenced_in(area):
    """Return the rate of 2024-25 over a region or England: its teams' weighted with their children of the Census."""
    rates = team_rates(RATE, LAIT, "2024-04-01", "2025-03-31", CENSUSES[2021])
    pairs = [rates[team][:2] for team in teams_of(area) if team in rates]
    return sum(value * number for value, number in pairs) / sum(number for _, number in pairs)


def _counted(team):
    found = printed(SENTENCED, "yjb-maps-2021-22", "2021-04-01")
    numbers = {area: (float(row["count"]), float(row["population"])) for area, row in found.items()}
    count, number = numbers[team]
    bases = []
    for area in wider_areas(team):
        whole, everyone = numbers[area]
        said = outside(*ratio_limits(count, number, whole - count, everyone - number), 1)
        base = 10_000 * whole / everyone
        bases.append({"value": base, "verdict": said, "children": count - base * number / 10_000})
    return {"value": 10_000 * count / number, "number": number, "bases": bases}


def reoffending(team, age="15-17"):
    """Return the per cent that reoffended in the cohort of 2023-24 beside the region, with the smallest cohort."""
    known = printed("reoffending_rate", LAIT, "2023-04-01", age)
    if not known.get(team, {}).get("value"):
        return None
    value, base = float(known[team]["value"]), float(known[teams_within()[team]]["value"])
    count, cohort = smallest_cohort(value)
    lower, upper = wilson(count, cohort)
    said = "higher" if lower > base + 0.005 else "lower" if upper < base - 0.005 else "cannot say"
    return {"value": value, "base": base, "cohort": cohort, "lower": lower, "upper": upper, "verdict": said}


def bounds(team, year=2024):
    """Return the lowest and highest rate of entrants where a part of a team has none, that part's share, the ceiling.

    The missing part is taken to be anything from none to the highest rate that is printed for any authority or team.
    """
    start, end = f"{year}-01-01", f"{year}-12-31"
    held = {area: float(row["value"]) for area, row in printed(ENTRANTS, LAIT, start).items() if row["value"]}
    number = {part: nearest(part, start, end)[1] for part in parts_of(team, start, end)}
    single = {area: value for area, value in held.items() if area not in ENGLAND}
    ceiling, everyone = max(single.values()), sum(number.values())
    known = sum(held[part] * living for part, living in number.items() if part in held)
    without = sum(living for part, living in number.items() if part not in held)
    bases = [rate_of(area, ENTRANTS, LAIT, start, end)[0] for area in wider_areas(team)]
    lowest, highest = known / everyone, (known + without * ceiling) / everyone
    ends = [100_000 * byar(rate * everyone / 100_000)[side] / everyone for side, rate in enumerate((lowest, highest))]
    shares = {"lowest": lowest, "highest": highest, "share": 100 * without / everyone, "ceiling": ceiling}
    return shares | {"lower": ends[0], "upper": ends[1], "bases": bases}


def offences(team):
    """Return proven offences per 1,000 children in 2021-22, of a team, its region and its nation."""
    found = printed("offences_per_1000", "yjb-maps-2021-22", "2021-04-01")
    return {
        area: 1000 * float(found[area]["count"]) / float(found[area]["population"])
        for area in (team, *wider_areas(team))
    }
