"""The measures of a team's page for its board: figure, baselines, verdict word, every service's figure, years."""

from functools import cache

from tests.published.recomputed import rates, years
from tests.published.recomputed.among_teams import quantile, where_among
from tests.published.recomputed.data import nearest, parts_of, printed, rate_of, teams_within
from tests.published.recomputed.groups import RATE, SENTENCED, sentenced_rates
from tests.published.recomputed.limits import smallest_cohort

LAIT, EARLIER, ENTRANTS, REOFFENDING, OFFENCES = (
    *(years.LAIT, "dfe-lait-2025-11", years.ENTRANTS),
    *("reoffending_rate", "offences_per_1000"),
)
MAPS = {2020: "yjb-maps-2020-21", 2021: "yjb-maps-2021-22"}
# Figures older than five years on the day of the newest release are not shown.
OLDEST, FEWEST_COHORT, FEWEST_SERVICES, MOST = 2021, 30, 20, 4
BEYOND = ("higher", "lower")


def strips(team):
    """Return the measures of the page in their order, each with its baselines, the nearest first."""
    found = [_entrants(team), _sentenced(team), *(_reoffending(team, age) for age in ("15-17", "10-14"))]
    usable = [strip for strip in found if strip]
    return [*usable, *([_offences(team)] if len(usable) < MOST else [])]


def word(strip):
    """Return the word or two that open what is said of a measure."""
    said = {base["verdict"] for base in strip["bases"]}
    beyond = said & {*BEYOND}
    if len(beyond) == 2:
        return "Mixed"
    if beyond:
        return beyond.pop().capitalize()
    if strip.get("steady", "").startswith("steadily"):
        return strip["steady"].capitalize()
    return "No clear gap" if "similar" in said else "Not known"


def place(team, services):
    """Say above how many of the other services a team lies, or that it is the first or last; and if in the middle."""
    others = [value for area, value in services.items() if area != team]
    lower = sum(value < services[team] for value in others)
    if lower == len(others):
        return f"The highest of {len(services)} services"
    if all(value > services[team] for value in others):
        return f"The lowest of {len(services)} services"
    said = where_among(team, services)
    middle = f"; {said}" if said == "within the middle half" else ""
    return f"Above {lower} of the {len(others)} other services{middle}"


def quarters(services):
    return [quantile(services.values(), share) for share in (0.25, 0.75)]


def bounded(team):
    """Return the rate of entrants of 2024 between its two ends where a part has none, with the shared verdicts."""
    start, end = "2024-01-01", "2024-12-31"
    parts = parts_of(team, start, end)
    if not parts or rate_of(team, ENTRANTS, LAIT, start, end):
        return None
    found = rates.bounds(team)
    number, bases = sum(nearest(part, start, end)[1] for part in parts), []
    for area, base in zip(rates.wider_areas(team), found["bases"], strict=True):
        halves = {"team_half": 0.5, "base_half": 0 if area == "england" else 0.5}
        ends = {rates.against_fixed(found[end], number, base, 100_000, **halves) for end in ("lowest", "highest")}
        bases.append({"area": area, "value": base, "verdict": ends.pop() if len(ends) == 1 else "cannot say"})
    return found | {"measure": ENTRANTS, "bases": bases}


@cache
def _services(measure, start, age="10-17"):
    """Return the figure of every service that has one, of one period and release."""
    if measure == ENTRANTS:
        found = {team: rate_of(team, ENTRANTS, LAIT, start, f"{start[:4]}-12-31") for team in teams_within()}
        return {team: pair[0] for team, pair in found.items() if pair}
    if measure == REOFFENDING:
        known = printed(REOFFENDING, LAIT, start, age)
        shares = {team: float(known[team]["value"]) for team in teams_within() if known.get(team, {}).get("value")}
        return {team: share for team, share in shares.items() if smallest_cohort(share)[1] >= FEWEST_COHORT}
    if measure == RATE and start == "2024-04-01":
        return {team: value for team, (value, *_) in sentenced_rates().items()}
    return _over_children(measure, int(start[:4]))


def _over_children(measure, year):
    """Return counts over the children printed beside them, of every service."""
    return {area: value for area, value in counted(measure, year).items() if area in teams_within()}


@cache
def counted(measure, year):
    """Return the rate of every area whose count and children the maps of a year print."""
    key, per = (SENTENCED, 10_000) if measure == RATE else (measure, 1_000)
    found = printed(key, MAPS[year], f"{year}-04-01")
    return {
        area: per * float(row["count"]) / float(row["population"])
        for area, row in found.items()
        if row["count"] and row["population"]
    }


def _strip(team, own, measure, start, series, **more):
    areas = rates.wider_areas(team)
    bases = [base | {"area": area} for area, base in zip(areas, own["bases"], strict=False)]
    services = _services(measure, start, more.get("age", "10-17"))
    found = {"measure": measure, "age": "10-17", "value": own["value"], "bases": bases, "start": start}
    shown = services if len(services) >= FEWEST_SERVICES else None
    return found | {"services": shown, "source": LAIT, "years": series, "years_from": LAIT} | more


def _entrants(team):
    own = rates.entrants(team)
    if not own or own["year"] < OLDEST:
        return None
    near = years.entrants(rates.wider_areas(team)[0])
    series = {str(year): (value, near[year][0]) for year, (value, _) in years.entrants(team).items()}
    return _strip(team, own, ENTRANTS, f"{own['year']}-01-01", series)


def _sentenced(team):
    own = rates.sentenced(team)
    is_newest = team in sentenced_rates()
    start, source = ("2024-04-01", LAIT) if is_newest else ("2021-04-01", MAPS[2021])
    series_from, series = _before(team) if is_newest else (MAPS[2020], _year_before(team, RATE))
    return _strip(team, own, RATE, start, series, source=source, years_from=series_from)


def _year_before(team, measure, year=2020):
    known = counted(measure, year)
    return {financial(year): (known[team], known[rates.wider_areas(team)[0]])}


def _before(team):
    """Return the years of the newest release before that of 2024-25 which has the team's newest year, and the longest.

    Rates of the release of November 2025, else counts of the Youth Justice Board's local tables over the children
    counted nearest the middle of each year, else the maps of 2021-22, of which each is a release of one year.
    """
    local = [f"yjb-local-{end}" for end in ("2022-23", "2023-24", "2024-25")]
    series = {EARLIER: _rates_before(team)} | {source: _counts_before(team, source) for source in local}
    known = {source: values for source, values in series.items() if values}
    if not known:
        return MAPS[2021], _year_before(team, RATE, 2021)
    newest = max(max(values) for values in known.values())
    _, source = max((len(values), source) for source, values in known.items() if max(values) == newest)
    return source, known[source] if source not in local else _revised_years(known[source])


def _revised_years(series):
    """Return the years from 2017-18: the local tables revised these, and are no one series with the years before."""
    return {year: values for year, values in series.items() if year >= "2017-18"}


def _rates_before(team):
    found = {}
    for year in range(2016, 2023):
        own, near = (
            rate_of(area, RATE, EARLIER, f"{year}-04-01", f"{year + 1}-03-31")
            for area in (team, rates.wider_areas(team)[0])
        )
        if own:
            found[financial(year)] = own[0], near[0] if near else None
    return found


def _counts_before(team, source):
    found = {}
    for year in range(2013, 2025):
        row = printed(SENTENCED, source, f"{year}-04-01").get(team)
        if row:
            days, number = nearest(team, f"{year}-04-01", f"{year + 1}-03-31")
            assert days <= 366
            found[financial(year)] = 10_000 * float(row["count"]) / number, None
    return found


def _reoffending(team, age):
    own = rates.reoffending(team, age)
    if not own or own["cohort"] < FEWEST_COHORT:
        return None
    series = {}
    for year in range(2016, 2024):
        known = printed(REOFFENDING, LAIT, f"{year}-04-01", age)
        if known.get(team, {}).get("value"):
            series[financial(year)] = tuple(float(known[area]["value"]) for area in (team, teams_within()[team]))
    steady = {} if own["verdict"] in BEYOND else years.steadiness(team, age)
    base = {"value": own["base"], "verdict": own["verdict"], "children": None}
    more = {"age": age, "cohort": own["cohort"], "years_above": steady, "steady": steady.get("steady", "")}
    return _strip(team, own | {"bases": [base]}, REOFFENDING, "2023-04-01", series, **more)


def _offences(team):
    found = rates.offences(team)
    bases = [{"value": found[area], "verdict": "cannot say", "children": None} for area in rates.wider_areas(team)]
    own, sources = {"value": found[team], "bases": bases}, {"source": MAPS[2021], "years_from": MAPS[2020]}
    return _strip(team, own, OFFENCES, "2021-04-01", _year_before(team, OFFENCES), **sources)


def financial(year):
    return f"{year}-{(year + 1) % 100:02d}"
