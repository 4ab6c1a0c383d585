"""The page of contextual facts, as it stands now and as Bradford was inspected: every row of every block."""

from tests.published.recomputed import rates
from tests.published.recomputed.data import nearest, parts_of, printed, teams_of
from tests.published.recomputed.groups import LOCAL, RATE, SENTENCED, sentenced_rates
from tests.published.recomputed.limits import against_fixed, byar, outside, ratio_limits, smallest_cohort, wilson
from tests.published.recomputed.strips import EARLIER, ENTRANTS, LAIT, MAPS, OFFENCES, REOFFENDING

REPORT = "hmip-bradford-2020"
PER_CHILD, PER_REOFFENDER = "reoffences_per_child", "reoffences_per_reoffender"
# The service whose counts of a year later than the maps are held.
COUNTED_LATER = {"barnet": ("yjb-local-2022-23", "2022-04-01")}


def areas_around(team):
    """Return region, nation, and England and Wales, as far as there are any."""
    return list(dict.fromkeys([*rates.wider_areas(team), "england-and-wales"]))


def now(team):
    """Return the blocks of the page as it stands now, in its order."""
    reported = as_inspected() if team == "bradford" else []
    unsized = [block for block in reported if block["measure"] in (REOFFENDING, PER_CHILD, PER_REOFFENDER)]
    ages = [block for age in ("10-14", "15-17") if (block := _reoffending(team, age))]
    blocks = [_entrants(team), *unsized[:1], *ages, *unsized[1:], _offences(team), *_rates(team), _counts(team)]
    return [block for block in (*blocks, *(_counts_by_age(team, age) for age in ("10-14", "15-17"))) if block]


def as_inspected():
    """Return the blocks of Bradford's page with what its report of January 2020 prints."""
    team = "bradford"
    blocks = [_reported_entrants(team), *_reported_reoffending(team)]
    offences = {area: _number(OFFENCES, REPORT, "", area) for area in areas_around(team)[::2]}
    blocks.append(_unsized(OFFENCES, REPORT, "", _number(OFFENCES, REPORT, "", team), offences))
    return [*blocks, _reported_rate(team), _counts(team, REPORT, "2017-04-01")]


def _block(measure, source, start, team, bases, age="10-17"):
    return {"measure": measure, "age": age, "source": source, "start": start, "team": team, "bases": bases}


def _number(measure, source, start, area, name="value", age="10-17"):
    row = printed(measure, source, start, age).get(area, {})
    return float(row[name]) if row.get(name) else None


def _unsized(measure, source, start, value, around):
    """Return a block of figures without an interval, of which nothing can be said."""
    bases = {area: {"value": base, "verdict": "cannot say"} for area, base in around.items()}
    return _block(measure, source, start, {"value": value}, bases)


def _sized(value, number, per):
    lower, upper = (per * limit / number for limit in byar(value * number / per))
    return {"value": value, "lower": lower, "upper": upper, "count": value * number / per, "population": number}


def _of_rate(measure, source, start, team, own, per):
    bases = dict(zip(rates.wider_areas(team), own["bases"], strict=True))
    return _block(measure, source, start, _sized(own["value"], own["number"], per), bases)


def _entrants(team):
    own = rates.entrants(team)
    if not own:
        return None
    block = _of_rate(ENTRANTS, LAIT, f"{own['year']}-01-01", team, own, 100_000)
    return block | {"left_out": _left_out(team, own["year"])}


def _left_out(team, year):
    """Return the per cent of a team's children who live in parts without a figure; none where all have one."""
    span = f"{year}-01-01", f"{year}-12-31"
    number = {part: nearest(part, *span)[1] for part in parts_of(team, *span)}
    lost = [part for part in number if _number(ENTRANTS, LAIT, span[0], part) is None]
    is_whole = _number(ENTRANTS, LAIT, span[0], team) is not None
    return [] if is_whole or not lost else [100 * sum(number[part] for part in lost) / sum(number.values())]


def _reoffending(team, age):
    own = rates.reoffending(team, age)
    if not own:
        return None
    row = {name: own[name] for name in ("value", "lower", "upper", "cohort")}
    bases = {rates.wider_areas(team)[0]: {"value": own["base"], "verdict": own["verdict"]}}
    return _block(REOFFENDING, LAIT, "2023-04-01", row, bases, age)


def _offences(team):
    found = printed(OFFENCES, MAPS[2021], "2021-04-01")
    values = {
        area: 1_000 * float(found[area]["count"]) / float(found[area]["population"])
        for area in (team, *areas_around(team))
    }
    return _unsized(OFFENCES, MAPS[2021], "2021-04-01", values.pop(team), values)


def _rates(team):
    """Return the newest rate of children cautioned or sentenced, and below it the newest counted year."""
    if team not in sentenced_rates():
        return [_counted(team)]
    newest = _of_rate(RATE, LAIT, "2024-04-01", team, rates.sentenced(team), 10_000)
    return [newest, _later(team) if team in COUNTED_LATER else _counted(team)]


def _counted(team):
    found = printed(SENTENCED, MAPS[2021], "2021-04-01")
    numbers = {area: (float(row["count"]), float(row["population"])) for area, row in found.items() if row["count"]}
    return _against_rest(team, numbers, MAPS[2021], "2021-04-01", areas_around(team))


def _against_rest(team, numbers, source, start, around):
    count, number = numbers[team]
    bases = {}
    for area in around:
        whole, everyone = numbers[area]
        ratio = ratio_limits(count, number, whole - count, everyone - number)
        gap = {"value": 10_000 * whole / everyone, "children": count - whole / everyone * number}
        bases[area] = gap | {"verdict": outside(*ratio, 1)}
    return _block(RATE, source, start, _sized(10_000 * count / number, number, 10_000), bases)


def _later(team):
    """Return the rate of 2022-23 of the release of November 2025, without limits: what it rests on is not checked."""
    span = RATE, EARLIER, "2022-04-01", "2023-03-31"
    value, number, bases = rates.rate_of(team, *span)[0], nearest(team, *span[2:])[1], {}
    for area in rates.wider_areas(team):
        base, half = rates.rate_of(area, *span)[0], 0 if area == "england" else 0.5
        said = against_fixed(value, number, base, 10_000, team_half=0.5, base_half=half)
        bases[area] = {"value": base, "verdict": said, "children": (value - base) * number / 10_000}
    return _block(RATE, EARLIER, span[2], {"value": value}, bases)


def _counts(team, source="", start=""):
    if not source:
        source, start = COUNTED_LATER.get(team, (MAPS[2021], "2021-04-01"))
    return _numbers(team, source, start, "10-17")


def _counts_by_age(team, age):
    return _numbers(team, LOCAL, "2019-04-01", age)


def _numbers(team, source, start, age):
    found = {area: _number(SENTENCED, source, start, area, "count", age) for area in (team, *areas_around(team))}
    bases = {area: {"value": number, "verdict": "cannot say"} for area, number in found.items() if number is not None}
    return _block(SENTENCED, source, start, bases.pop(team), bases, age)


def _reported_entrants(team):
    """Return the entrants of 2018, whose rates rest on the children of mid-2017."""
    source, start = REPORT, "2018-01-01"
    value, number = _number(ENTRANTS, source, start, team), nearest(team, "2017-06-30", "2017-06-30")[1]
    living, bases = nearest(team, start, "2018-12-31")[1], {}
    for area in areas_around(team)[::2]:
        base = _number(ENTRANTS, source, start, area)
        said = against_fixed(value, number, base, 100_000, team_half=0.5, base_half=0.5)
        bases[area] = {"value": base, "verdict": said, "children": (value - base) * living / 100_000}
    return _block(ENTRANTS, source, start, _sized(value, number, 100_000), bases)


def _reported_reoffending(team):
    start, both = "2016-07-01", (team, "england-and-wales")
    binary, frequency = ([_number(name, REPORT, start, area) for area in both] for name in (REOFFENDING, PER_CHILD))
    each = [100 * often / share for often, share in zip(frequency, binary, strict=True)]
    return [
        _unsized(name, REPORT, start, own, {both[1]: base})
        for name, (own, base) in ((REOFFENDING, binary), (PER_CHILD, frequency), (PER_REOFFENDER, each))
    ]


def _reported_rate(team):
    """Return the rate of 2017-18: the report's counts over the children counted nearest the middle of the year."""
    span = "2017-04-01", "2018-03-31"
    around = areas_around(team)[::2]
    numbers = {
        area: (_number(SENTENCED, REPORT, span[0], area, "count"), nearest(area, *span)[1]) for area in (team, *around)
    }
    return _against_rest(team, numbers, REPORT, span[0], around)


def put_together(block):
    """Return of how many parts each baseline is put together that the release does not print, a list each."""
    printed_areas = {area for area, row in printed(block["measure"], block["source"], block["start"]).items() if row}
    rated = sentenced_rates() if (block["measure"], block["source"]) == (RATE, LAIT) else {}
    made = [area for area in block["bases"] if block["source"] == LAIT and area not in printed_areas]
    return [[9 if area == "england" else len([team for team in teams_of(area) if team in rated])] for area in made]


def cohort_needed(value, base):
    """Return the smallest cohort at which Wilson's limits leave the baseline out, the printed percentage held."""
    cohort = 1
    while outside(*wilson(value * cohort / 100, cohort), base) == "similar":
        cohort += 1
    return cohort


def smallest_count(value):
    return smallest_cohort(value)[0]
