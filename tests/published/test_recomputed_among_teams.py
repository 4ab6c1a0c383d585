"""All teams at once: places, middle half, funnel, neighbours, worked out again from data/ by other code."""

from statistics import median

import pandas as pd
import pytest

import yotlib as yot
from tests.published.quick_and_slow import mostly_slow
from tests.published.recomputed import RANKED, among_teams, data, groups, limits

ENTRANTS = ("first_time_entrants", "dfe-lait-2026-02", "2024-01-01", "2024-12-31")
PARTS = {"third": 3, "half": 2, "quarter": 4}


@pytest.fixture(scope="module")
def entrants() -> dict[str, tuple[float, float]]:
    """Return rate and children of every team with entrants of 2024."""
    found = {team: data.rate_of(team, *ENTRANTS) for team in data.teams_within()}
    return {team: pair for team, pair in found.items() if pair}


def in_order(found: dict[str, tuple[float, float]]) -> tuple[list[float], list[float]]:
    lower, upper = zip(*(found[level] for level in ("95", "998")), strict=True)
    return list(lower), list(upper)


def check_funnel(table: pd.DataFrame, pairs: dict[str, tuple[float, float]], target: float, per: float) -> None:
    phi, tau2, own = among_teams.funnel(pairs, target, per)
    assert set(table["area"]) == set(own)
    assert table["target"].tolist() == pytest.approx([target] * len(own))
    assert table["phi"].tolist() == pytest.approx([phi] * len(own))
    assert table["tau2"].tolist() == pytest.approx([tau2] * len(own))
    for _, row in table.iterrows():
        team = own[row["area"]]
        assert row["z"] == pytest.approx(team["z"])
        for kind, suffix in (("chance", ""), ("wide", "_wide")):
            lower, upper = in_order(team[kind])
            assert row[[f"lower_{level}{suffix}" for level in ("95", "998")]].tolist() == pytest.approx(lower, rel=1e-6)
            assert row[[f"upper_{level}{suffix}" for level in ("95", "998")]].tolist() == pytest.approx(upper, rel=1e-6)
        assert row["outlier"] == team["outlier"]


def test_the_funnel_of_entrants_of_2024_follows_from_rates_and_children(entrants, funnel_of_entrants):
    target = data.rate_of("england", *ENTRANTS)[0]

    check_funnel(funnel_of_entrants, entrants, target, 100_000)


@pytest.mark.slow
def test_the_funnel_of_children_sentenced_in_2024_25_follows_from_rates_and_children(figures):
    pairs = {team: (value, number) for team, (value, number, _) in groups.sentenced_rates().items()}
    census = data.children(*groups.CENSUSES[2021])
    within = [team for team in pairs if team in data.teams_of("england")]
    regions = {}
    for region in data.ENGLAND:
        teams = [team for team in within if team in data.teams_of(region)]
        regions[region] = sum(pairs[team][0] * census[team] for team in teams), sum(census[team] for team in teams)
    target = sum(rated for rated, _ in regions.values()) / sum(number for _, number in regions.values())

    check_funnel(yot.funnel.funnel(figures, "cautioned_or_sentenced_rate", period="2024-25"), pairs, target, 10_000)


def test_every_teams_place_and_part_follow_from_the_order_of_rates(entrants, entrants_of_teams):
    table = entrants_of_teams
    values = {team: value for team, (value, _) in entrants.items()}

    teams = table[table["role"] == "team"].set_index("area")
    assert set(teams.index) == set(values)
    for team in values:
        row = teams.loc[team]
        assert (row["place"], row["of"]) == among_teams.place(team, values)
        assert {name: row[name] for name in PARTS} == {
            name: among_teams.part_of(team, values, parts) for name, parts in PARTS.items()
        }
        assert row["among"] == among_teams.where_among(team, values)


def test_p_values_of_all_teams_at_once_follow_from_benjamini_and_hochberg(entrants, entrants_of_teams):
    table = entrants_of_teams.set_index("area")
    base, teams = data.rate_of("england", *ENTRANTS)[0], list(entrants)
    p_values = [
        limits.poisson_p(value * number / 100_000, base * number / 100_000) for value, number in entrants.values()
    ]
    adjusted = limits.benjamini_hochberg(p_values)

    assert table.loc[teams, "p_value"].tolist() == pytest.approx(p_values, rel=1e-6)
    assert table.loc[teams, "p_adjusted"].tolist() == pytest.approx(adjusted, rel=1e-6)
    beyond = table.loc[teams, "verdict"].isin(["higher", "lower"]).tolist()
    firm = [said and p < 0.05 for said, p in zip(beyond, adjusted, strict=True)]
    assert table.loc[teams, "stands"].tolist() == firm


@pytest.mark.parametrize("team", mostly_slow(RANKED))
def test_neighbours_and_their_median_follow_from_the_list_of_neighbours(team, entrants, figures):
    beside = yot.neighbours.beside(figures, team, "first_time_entrants", period="2024")
    names = {row["area"]: row["within"] for row in data.listed("authorities.csv")}
    listed = [row["neighbour"] for row in data.listed("neighbours.csv") if row["area"] == team]
    around = {name if name in data.teams_within() else names[name] for name in listed} - {team}
    known = [entrants[area] for area in around if area in entrants]
    value, number = entrants[team]

    found = beside[beside["role"] == "neighbour"].dropna(subset=["value"])
    assert sorted(found["value"]) == pytest.approx(sorted(rate for rate, _ in known))
    assert yot.neighbours.median_of_neighbours(beside) == pytest.approx(median(rate for rate, _ in known))
    together = beside[beside["role"] == "neighbours together"]
    assert len(together) == (len(known) == len(around))
    if len(together):
        pooled = sum(rate * children for rate, children in known) / sum(children for _, children in known)
        row = together.iloc[0]
        interval = [100_000 * limit / number for limit in limits.byar(value * number / 100_000)]
        assert row["value"] == pytest.approx(pooled)
        assert row["children"] == pytest.approx((value - pooled) * number / 100_000)
        assert row["verdict"] == limits.outside(*interval, pooled)
