"""Ten teams: values, intervals, verdicts, places and gaps in children, worked out again from data/ by other code."""

from collections.abc import Sequence

import pandas as pd
import pytest

import yotlib as yot
from tests.published.recomputed import among_teams, data, limits

TEAMS = ["bradford", "leeds", "barnet", "blackpool", "kingston-upon-hull", "hampshire", "sandwell", "manchester"]
TEAMS += ["bedfordshire", "cornwall"]
WITH_REOFFENDING = TEAMS[:8]
WELSH = ["cardiff", "swansea"]
LAIT = "dfe-lait-2026-02"
MID_2024, CENSUS = ("ons-mid-2024", "2024-06-30"), ("ons-census-2021", "2021-03-21")
ENTRANTS = ("first_time_entrants", LAIT, "2024-01-01", "2024-12-31")
SENTENCED = ("cautioned_or_sentenced_rate", LAIT, "2024-04-01", "2025-03-31")
MAPS = ("cautioned_or_sentenced", "yjb-maps-2021-22", "2021-04-01")
REOFFENDING = ("reoffending_rate", LAIT, "2023-04-01", "15-17")


@pytest.fixture(scope="module")
def tables(figures, entrants_of_teams) -> dict[str, pd.DataFrame]:
    """Return every team at once, by what is asked."""
    return {
        "entrants": entrants_of_teams,
        "sentenced": yot.national.table(figures, "cautioned_or_sentenced_rate", period="2024-25"),
        "counted": yot.national.table(figures, "cautioned_or_sentenced_rate", period="2021-22"),
        "reoffending": yot.national.table(figures, "reoffending_rate", age="15-17", period="2023-24"),
    }


def one(table: pd.DataFrame, team: str) -> pd.Series:
    return table.set_index("area").loc[team]


def base_of(compared: pd.DataFrame, role: str) -> pd.Series:
    return compared.set_index("role").loc[role]


def beside_fixed(found: pd.Series, value: float, interval: Sequence[float], base: float, p_value: float) -> None:
    """Check ratio, limits and p of a comparison with a fixed value."""
    assert found["ratio"] == pytest.approx(value / base)
    assert found[["ratio_lower", "ratio_upper"]].tolist() == pytest.approx([limit / base for limit in interval])
    assert found["p_value"] == pytest.approx(p_value, rel=1e-6)


def england_entrants() -> float:
    """Return England's rate of 2024: its regions' weighted with the children of mid-2024."""
    regions, number = data.printed(*ENTRANTS[:3]), data.children(*MID_2024)
    weighted = sum(float(regions[region]["value"]) * number[region] for region in data.ENGLAND)
    return weighted / sum(number[region] for region in data.ENGLAND)


def sentenced_in(areas) -> float:
    """Return the rate of 2024-25 over many teams, weighted with the children of the Census of 2021."""
    rates = data.team_rates(*SENTENCED, CENSUS)
    known = [rates[team] for team, within in data.teams_within().items() if within in areas and team in rates]
    return sum(value * number for value, number, _ in known) / sum(number for _, number, _ in known)


def test_england_is_1381_entrants_per_100_000_in_2024_and_237_sentenced_per_10_000(tables):
    assert one(tables["entrants"], "england")["value"] == pytest.approx(england_entrants())
    assert england_entrants() == pytest.approx(138.1, abs=0.05)
    assert one(tables["sentenced"], "england")["value"] == pytest.approx(sentenced_in(data.ENGLAND))
    assert sentenced_in(data.ENGLAND) == pytest.approx(23.7, abs=0.05)


@pytest.mark.parametrize("team", TEAMS)
def test_first_time_entrants_of_2024_follow_from_rate_and_children(team, tables, figures):
    rates, base = data.team_rates(*ENTRANTS, MID_2024), england_entrants()
    value, number, _ = rates[team]
    count, half = value * number / 100_000, 0.5
    interval = [100_000 * limit / number for limit in limits.byar(count)]

    row, compared = one(tables["entrants"], team), yot.compare(figures, team, "first_time_entrants", period="2024")

    assert row[["value", "lower", "upper"]].tolist() == pytest.approx([value, *interval])
    assert row[["count_estimated", "population_estimated"]].tolist() == pytest.approx([count, number])
    assert row["verdict"] == limits.against_fixed(value, number, base, 100_000, team_half=half, base_half=0)
    assert (row["place"], row["of"]) == among_teams.place(team, {area: rate for area, (rate, *_) in rates.items()})
    assert row["children"] == pytest.approx((value - base) * number / 100_000)
    assert compared.iloc[0][["value", "lower", "upper"]].tolist() == pytest.approx([value, *interval])
    region = data.printed(*ENTRANTS[:3])[data.teams_within()[team]]
    said = limits.against_fixed(value, number, float(region["value"]), 100_000, team_half=half, base_half=0.5)
    assert [base_of(compared, role)["verdict"] for role in ("nation", "region")] == [row["verdict"], said]
    for role, fixed in (("nation", base), ("region", float(region["value"]))):
        beside_fixed(base_of(compared, role), value, interval, fixed, limits.poisson_p(count, fixed * number / 100_000))


@pytest.mark.parametrize("team", [*TEAMS, "west-mercia"])
def test_children_cautioned_or_sentenced_of_2024_25_follow_from_rate_and_census_or_count(team, tables, figures):
    rates = data.team_rates(*SENTENCED, CENSUS)
    value, number, _ = rates[team]
    counted = data.printed("cautioned_or_sentenced", "yjb-local-2024-25", SENTENCED[2]).get(team)
    number = float(counted["count"]) * 10_000 / value if counted else number
    half = 0 if counted else 0.05
    bases = {"region": sentenced_in([data.teams_within()[team]]), "nation": sentenced_in(data.ENGLAND)}
    interval = [10_000 * limit / number for limit in limits.byar(value * number / 10_000)]

    row = one(tables["sentenced"], team)
    compared = yot.compare(figures, team, "cautioned_or_sentenced_rate", period="2024-25")

    assert row[["value", "lower", "upper"]].tolist() == pytest.approx([value, *interval])
    assert (row["place"], row["of"]) == among_teams.place(team, {area: rate for area, (rate, *_) in rates.items()})
    nearest = data.children(*MID_2024)[team]
    for role, base in bases.items():
        found = base_of(compared, role)
        assert found["value"] == pytest.approx(base)
        assert found["verdict"] == limits.against_fixed(value, number, base, 10_000, team_half=half, base_half=0)
        assert found["children"] == pytest.approx((value - base) * nearest / 10_000)
        beside_fixed(found, value, interval, base, limits.poisson_p(value * number / 10_000, base * number / 10_000))
    assert row["verdict"] == base_of(compared, "nation")["verdict"]


@pytest.mark.parametrize("team", [*TEAMS, *WELSH])
def test_children_counted_in_2021_22_are_tested_against_the_rest_of_region_and_nation(team, tables, figures):
    printed = {area: (float(row["count"]), float(row["population"])) for area, row in data.printed(*MAPS).items()}
    count, number = printed[team]
    interval = [10_000 * limit / number for limit in limits.byar(count)]
    values = {area: printed[area][0] / printed[area][1] for area in data.teams_within() if area in printed}
    is_welsh = team in WELSH
    bases = {"nation": "wales"} if is_welsh else {"region": data.teams_within()[team], "nation": "england"}

    row = one(tables["counted"], team)
    compared = yot.compare(figures, team, "cautioned_or_sentenced_rate", period="2021-22")

    assert row[["value", "lower", "upper"]].tolist() == pytest.approx([10_000 * count / number, *interval])
    assert (row["place"], row["of"]) == among_teams.place(team, values)
    for role, area in bases.items():
        whole, everyone = printed[area]
        ratio = limits.ratio_limits(count, number, whole - count, everyone - number)
        found = base_of(compared, role)
        assert found[["ratio_lower", "ratio_upper"]].tolist() == pytest.approx(ratio)
        assert found["ratio"] == pytest.approx(count / number / ((whole - count) / (everyone - number)))
        assert found["p_value"] == pytest.approx(limits.ratio_p(count, number, whole - count, everyone - number))
        assert found["verdict"] == limits.outside(*ratio, 1)
        assert found["children"] == pytest.approx(count - whole / everyone * number)
    assert row["verdict"] == base_of(compared, "nation")["verdict"]


@pytest.mark.parametrize("area", ["england", "wales", *data.ENGLAND])
def test_regions_and_nations_of_2021_22_are_sums_of_their_teams(area):
    printed = data.printed(*MAPS)
    below = data.ENGLAND if area == "england" else [area]
    teams = [team for team, within in data.teams_within().items() if within in below and team in printed]

    assert sum(float(printed[team]["count"]) for team in teams) <= float(printed[area]["count"])
    assert sum(float(printed[team]["population"]) for team in teams) <= float(printed[area]["population"])


@pytest.mark.parametrize("team", WITH_REOFFENDING)
def test_reoffending_of_children_aged_15_to_17_follows_from_the_smallest_cohort(team, tables, figures):
    printed = data.printed(*REOFFENDING)
    value, base = float(printed[team]["value"]), float(printed[data.teams_within()[team]]["value"])
    count, cohort = limits.smallest_cohort(value)
    lower, upper = limits.wilson(count, cohort)
    said = "higher" if lower > base + 0.005 else "lower" if upper < base - 0.005 else "cannot say"
    teams = {area: float(row["value"]) for area, row in printed.items() if area in data.teams_within() and row["value"]}
    ranked = {area: share for area, share in teams.items() if limits.smallest_cohort(share)[1] >= 30}

    row = one(tables["reoffending"], team)
    compared = yot.compare(figures, team, "reoffending_rate", age="15-17", period="2023-24")

    assert row[["value", "lower", "upper"]].tolist() == pytest.approx([value, lower, upper])
    assert row["smallest_cohort"] == cohort
    assert base_of(compared, "region")["verdict"] == said == row["verdict"]
    gap = base_of(compared, "region")
    beside_fixed(gap, value, (lower, upper), base, limits.binomial_p(count, cohort, base / 100))
    assert gap["difference"] == pytest.approx(value - base)
    if cohort < 30:
        assert pd.isna(row["place"])
    else:
        assert (row["place"], row["of"]) == among_teams.place(team, ranked)
