"""What was known of a measure of the page on the day before its release: figure, verdict word, and what is new."""

from tests.published.recomputed import rates, years
from tests.published.recomputed.data import nearest, printed, rate_of, teams_within, years_of
from tests.published.recomputed.groups import RATE, SENTENCED
from tests.published.recomputed.limits import against_fixed, outside, ratio_limits, smallest_cohort, wilson
from tests.published.recomputed.strips import BEYOND, EARLIER, ENTRANTS, MAPS, OFFENCES, REOFFENDING, financial, word

TITLES = {
    ENTRANTS: "First-time entrants",
    RATE: "Children cautioned or sentenced",
    REOFFENDING: "Reoffending",
    OFFENCES: "Proven offences",
}


def points(strip, team, name):
    """Return the sentences on what the newest release brought to one measure."""
    title, now, then = title_of(strip), period_of(strip), before(strip, team)
    if then is None:
        return [f"{title} for {now}; none was held before."]
    found = [f"{title} for {now}."] if now > then["period"] else []
    if then.get("revised") is not None and round(then["revised"]) != round(then["value"]):
        words = f"{then['period']} is now {then['revised']:.0f}; it was {then['value']:.0f}."
        found = [f"{found[0]} {words}"] if found else [f"{title}: {words}"]
    words = word(strip), word(then)
    beyond = any(base["verdict"] in BEYOND for base in (*strip["bases"], *then["bases"]))
    if words[0] == words[1] or not beyond:
        return found
    here, was = (said[0].lower() + said[1:] for said in words)
    return [*found, f"{title} in {name} beside its region and nation: {was} in {then['period']}, {here} in {now}."]


def title_of(strip):
    title, age = TITLES[strip["measure"]], strip["age"]
    return title if age == "10-17" else f"{title}, ages {age.replace('-', ' to ')}"


def period_of(strip):
    year = int(strip["start"][:4])
    return str(year) if strip["measure"] == ENTRANTS else financial(year)


def before(strip, team):
    """Return the newest figure that was held before, with its baselines; None without one."""
    if strip["measure"] == RATE:
        return _sentenced(team) if strip["source"] != MAPS[2021] else _counted(team, RATE, 2020)
    if strip["measure"] == OFFENCES:
        return _counted(team, OFFENCES, 2020)
    return _entrants(team) if strip["measure"] == ENTRANTS else _reoffending(team, strip["age"])


def _entrants(team):
    """Return the newest year as the release of November 2025 has it, where England is printed too."""
    known = years_of(team, ENTRANTS, EARLIER)
    if not known:
        return None
    year = max(known)
    value, number = known[year]
    bases = [years_of(area, ENTRANTS, EARLIER)[year][0] for area in rates.wider_areas(team)]
    said = [against_fixed(value, number, base, 100_000, team_half=0.5, base_half=0.5) for base in bases]
    revised = years.entrants(team).get(year)
    found = {"period": str(year), "value": value, "revised": revised[0] if revised else None}
    return found | {"bases": [{"value": base, "verdict": one} for base, one in zip(bases, said, strict=True)]}


def _sentenced(team):
    """Return the rate of 2022-23 of the release of November 2025, printed per 1,000; else the counts of 2021-22."""
    span = RATE, EARLIER, "2022-04-01", "2023-03-31"
    own = rate_of(team, *span)
    if own is None:
        return _counted(team, RATE, 2021)
    value, number = own[0], nearest(team, *span[2:])[1]
    bases = []
    for area in rates.wider_areas(team):
        base, half = rate_of(area, *span)[0], 0 if area == "england" else 0.5
        said = against_fixed(value, number, base, 10_000, team_half=0.5, base_half=half)
        bases.append({"value": base, "verdict": said})
    return {"period": "2022-23", "value": value, "bases": bases}


def _counted(team, measure, year):
    """Return a rate of the maps of one year; offences are no counts of children and have no verdict."""
    found = printed(SENTENCED if measure == RATE else measure, MAPS[year], f"{year}-04-01")
    numbers = {area: (float(row["count"]), float(row["population"])) for area, row in found.items() if row["count"]}
    count, number = numbers[team]
    bases = []
    for area in rates.wider_areas(team):
        whole, everyone = numbers[area]
        rest = ratio_limits(count, number, whole - count, everyone - number)
        bases.append({"verdict": outside(*rest, 1) if measure == RATE else "cannot say"})
    return {"period": financial(year), "value": count / number, "bases": bases}


def _reoffending(team, age):
    """Return the cohort of 2023 of the release of November 2025, whose years are calendar years."""
    known = printed(REOFFENDING, EARLIER, "2023-01-01", age)
    if not known.get(team, {}).get("value"):
        return None
    value, base = (float(known[area]["value"]) for area in (team, teams_within()[team]))
    lower, upper = wilson(*smallest_cohort(value))
    said = "higher" if lower > base + 0.005 else "lower" if upper < base - 0.005 else "cannot say"
    return {"period": "2023", "value": value, "bases": [{"value": base, "verdict": said}]}
