"""Children cautioned or sentenced by five ethnic groups: shares, representation, rate index, expected numbers."""

from functools import cache

from tests.published.recomputed.data import PEOPLE, printed, team_rates, teams_of
from tests.published.recomputed.limits import (
    benjamini_hochberg,
    binomial_p,
    exact,
    outside,
    ratio_limits,
    ratio_p,
    wilson,
)

GROUPS = ("white", "asian", "black", "mixed", "other")
SENTENCED, RATE = "cautioned_or_sentenced", "cautioned_or_sentenced_rate"
LOCAL, ANNUAL, LAIT = "yjb-local-2019-20", "yjb-annual-2020-21", "dfe-lait-2026-02"
CENSUSES = {2011: ("ons-census-2011", "2011-03-27"), 2021: ("ons-census-2021", "2021-03-21")}


def counts(area, source, year):
    """Return an area's count by group, "not-known" too, in the year to March after `year`."""
    found = {
        group: printed(SENTENCED, source, f"{year}-04-01", ethnicity=group).get(area)
        for group in (*GROUPS, "not-known")
    }
    return {group: float(row["count"]) for group, row in found.items()}


def children(area, census=2021):
    """Return an area's children by group; of a region or nation that is not printed, those of its teams."""
    source, day = CENSUSES[census]
    found = {}
    for group in GROUPS:
        known = printed(PEOPLE, source, day, ethnicity=group)
        within = [area] if area in known else teams_of(area)
        found[group] = sum(float(known[each]["count"]) for each in within)
    return found


@cache
def shares(area, years=(2019,), source=LOCAL, census=2021):
    """Return for each group its share of known groups, representation and index, with limits and p values."""
    single = [counts(area, source, year) for year in years]
    count = _added(single)
    living = {group: len(years) * number for group, number in children(area, census).items()}
    known, everyone, people = sum(count[group] for group in GROUPS), sum(count.values()), sum(living.values())
    found = {group: {"count": count[group]} for group in GROUPS}
    for group, row in found.items():
        here, share = count[group], living[group] / people
        pair = here, living[group], count["white"], living["white"]
        row |= {"share": 100 * here / known, "share_of_all": 100 * here / everyone, "population": living[group]}
        row["share_lower"], row["share_upper"] = wilson(here, known)
        row |= {"share_if_none": 100 * here / everyone, "share_if_all": 100 * (here + count["not-known"]) / everyone}
        row |= {"population_share": 100 * share, "representation": 100 * (here / known - share)}
        row["p_value"] = binomial_p(here, known, share)
        if count["white"]:
            row["rri"] = here / living[group] / (count["white"] / living["white"])
        if group != "white":
            row["rri_lower"], row["rri_upper"] = ratio_limits(*pair)
            row["rri_p_value"] = ratio_p(*pair)
            row["significant"] = not row["rri_lower"] <= 1 <= row["rri_upper"]
            row["large"] = not 0.8 <= row["rri"] <= 1.25
    for p_value, adjusted, tested in (("p_value", "p_adjusted", GROUPS), ("rri_p_value", "rri_p_adjusted", GROUPS[1:])):
        for group, p in zip(tested, benjamini_hochberg([found[g][p_value] for g in tested]), strict=True):
            found[group][adjusted] = p
    return found


def sudden(area, years=(2019,)):
    """Return the share of the two years before, of each group whose share moved 15 points and 4.5 standard errors."""
    found = {}
    for year in years:
        now, *two = (counts(area, LOCAL, each) for each in (year, year - 1, year - 2))
        total, total_before = (sum(n for g, n in one.items() if g in GROUPS) for one in (now, _added(two)))
        for group, earlier in _added(two).items():
            if group not in GROUPS or min(total, total_before) < 30:
                continue
            together, moved = (
                (now[group] + earlier) / (total + total_before),
                now[group] / total - earlier / total_before,
            )
            error = (together * (1 - together) * (1 / total + 1 / total_before)) ** 0.5
            if abs(moved) >= max(0.15, 4.5 * error):
                found[group] = 100 * earlier / total_before
    return found


def _added(years):
    return {group: sum(year[group] for year in years) for group in years[0]}


def expected(area, year=2020):
    """Return the numbers of each group to be expected in an area at England and Wales's rates, and in all."""
    national, everywhere, here = (
        counts("england-and-wales", ANNUAL, year),
        children("england-and-wales"),
        children(area),
    )
    known = sum(national[group] for group in GROUPS)
    spread = sum(national.values()) / known
    rates = {group: 10_000 * national[group] / everywhere[group] for group in GROUPS}
    numbers = {group: spread * rates[group] * here[group] / 10_000 for group in GROUPS}
    plain = spread * known / sum(everywhere.values()) * sum(here.values())
    return {"rates": rates, "spread": spread, "numbers": numbers, "all": sum(numbers.values()), "plain": plain}


def standardised(total, number):
    """Return a total over what is expected, with exact Poisson limits and the verdict."""
    limits = [limit / number for limit in exact(total)]
    return {"ratio": total / number, "lower": limits[0], "upper": limits[1], "verdict": outside(*limits, 1)}


def total_of(area, year=2020, source="yjb-maps-2020-21"):
    """Return the published total of an area in the year to March after `year`."""
    return float(printed(SENTENCED, source, f"{year}-04-01")[area]["count"])


def sentenced_rates():
    """Return every team's children cautioned or sentenced in 2024-25: per 10,000, the children, and whether counted."""
    rates = team_rates(RATE, LAIT, "2024-04-01", "2025-03-31", CENSUSES[2021])
    counted = printed(SENTENCED, "yjb-local-2024-25", "2024-04-01")
    return {
        team: (value, float(counted[team]["count"]) * 10_000 / value if team in counted else number, team in counted)
        for team, (value, number, _) in rates.items()
    }


def england_sentenced():
    """Return England's children cautioned or sentenced in 2024-25: its teams' rates times their children, added up."""
    rates = team_rates(RATE, LAIT, "2024-04-01", "2025-03-31", CENSUSES[2021])
    return sum(rates[team][0] * rates[team][1] / 10_000 for team in teams_of("england") if team in rates)


def newest_total(team):
    """Return the newest total beside what the mix leads one to expect, national rates moved with the total since."""
    rates = sentenced_rates()
    if team in rates:
        value, number, is_counted = rates[team]
        total, half = value * number / 10_000, 0 if is_counted else 0.05 / value
        moved = england_sentenced() / expected("england")["all"]
    else:
        total, half = total_of(team, 2021, "yjb-maps-2021-22"), 0
        everywhere = total_of("england-and-wales", 2021, "yjb-maps-2021-22")
        moved = everywhere / expected("england-and-wales")["all"]
    number = moved * expected(team)["all"]
    found = standardised(total, number)
    nearer = {"higher": 1 - half, "lower": 1 + half, "similar": 1}[found["verdict"]]
    firm = standardised(total * nearer, number)["verdict"] == found["verdict"]
    return found | {"total": total, "expected": number, "verdict": found["verdict"] if firm else "similar"}
