"""Ten teams' headlines: each number printed there, worked out again from data/ by other code."""

import pytest

import yotlib as yot
from tests.published.printed_numbers import BEYOND, agree, check_sides
from tests.published.quick_and_slow import mostly_slow
from tests.published.recomputed import RANKED, TEN, among_teams, data, groups, inspection, rates, years
from tests.published.recomputed.said import CHILDREN, in_headline, representation, standing_to_expected

THREE = (2017, 2018, 2019)
ENTERING = [team for team in TEN if rates.entrants(team)]


@pytest.mark.parametrize("team", mostly_slow(ENTERING))
def test_the_numbers_of_the_headlines_on_entrants_follow_from_data(team, figures):
    own, together, test = rates.entrants(team), years.pooled(team), years.trend(team)
    here = yot.compare(figures, team, "first_time_entrants")
    series = yot.trends.over_time(figures, team, "first_time_entrants")
    _, _, ends, nation = years.change(team)
    changes = [number for pair in (ends, nation) for number in (*pair, 100 * abs(pair[1] / pair[0] - 1))]

    agree(str(yot.findings.headline(here)), *in_headline(own))
    check_sides(str(yot.findings.headline(here)), own)
    agree(str(yot.findings.change(series)), *changes)
    pooled = {"value": together["team"]["value"], "bases": [together["region"], together["nation"]]}
    limits = [together["team"]["lower"], together["team"]["upper"]]
    text = str(yot.findings.years_together(yot.years_together.pooled(figures, team, "first_time_entrants")))
    agree(text, pooled["value"], *limits, *in_headline(pooled)[1:])
    check_sides(text, pooled)
    if test is None:
        agree(str(yot.findings.trend(series)), len(years.entrants(team)), 5)
    else:
        steep = [abs(test["slope"])] if test["trend"] in ("rising", "falling") else []
        agree(str(yot.findings.trend(series)), *steep, test["p_value"], *test["region"], 5)


@pytest.mark.parametrize("team", mostly_slow(TEN))
def test_the_numbers_of_the_headlines_on_children_sentenced_and_offences_follow_from_data(team, figures):
    own = rates.sentenced(team)
    text = str(yot.findings.headline(yot.compare(figures, team, "cautioned_or_sentenced_rate")))
    offences = rates.offences(team)

    agree(text, *in_headline(own, nearest_first=team == "cardiff"))
    check_sides(text, own)
    table = yot.compare(figures, team, "offences_per_1000")
    rows = table.dropna(subset=["value"]).set_index("area")
    assert rows.loc[list(offences), "value"].tolist() == pytest.approx(list(offences.values()))
    assert set(rows["verdict"].iloc[1:]) == {"cannot say"}


@pytest.mark.parametrize("team", mostly_slow(RANKED))
def test_the_numbers_of_the_headlines_on_reoffending_follow_from_data(team, figures):
    older, younger, every = (
        yot.compare(figures, team, "reoffending_rate", age=age) for age in ("15-17", "10-14", "10-17")
    )
    own = rates.reoffending(team)
    cohort = [] if own["verdict"] in BEYOND else [own["cohort"]]

    text = str(yot.findings.reoffending_headline(older, younger, every))
    agree(text, own["value"], abs(own["value"] - own["base"]), own["base"], *cohort)
    for age in ("15-17", "10-14"):
        steady = years.steadiness(team, age)
        table = yot.years_together.steadiness(figures, team, "reoffending_rate", age=age)
        text = str(yot.findings.steadiness(table, yot.find(team).name))
        agree(text, *(steady[name] for name in ("years", "above", "below")))
        assert steady["steady"] in text


@pytest.mark.parametrize("team", mostly_slow(TEN))
def test_the_numbers_of_the_headlines_by_group_follow_from_data(team, figures):
    expected = yot.ethnicity.expected(figures, team)
    own, three = groups.shares(team), groups.shares(team, THREE)
    text = str(yot.findings.by_group_headline(yot.ethnicity.groups(figures, team), expected, team=team))
    total, number = groups.total_of(team), groups.expected(team)["all"]

    beyond = [row for row in own.values() if row["p_adjusted"] < 0.05]
    if beyond:
        agree(text, *representation(own, groups.sudden(team)))
    else:
        agree(text, sum(row["count"] for row in own.values()))
    pooled = str(yot.findings.pooled(yot.ethnicity.pooled(figures, team)))
    agree(pooled, *representation(three, groups.sudden(team, THREE)))
    agree(str(yot.findings.expected_headline(expected, team=team)), *standing_to_expected(total, number))
    newest = groups.newest_total(team)
    text = str(yot.findings.newest_total(yot.ethnicity.newest_total(figures, team)))
    agree(text, *standing_to_expected(newest["total"], newest["expected"]))


@pytest.mark.slow
@pytest.mark.parametrize("team", TEN)
def test_the_groups_over_represented_in_every_year_follow_from_data(team, figures):
    text = str(yot.findings.over_time_headline(yot.ethnicity.over_time(figures, team)))
    single = [groups.shares(team, (year,)) for year in range(2013, 2020)]

    always = {group for group in groups.GROUPS if all(year[group]["representation"] > 0 for year in single)}
    assert {group for group in groups.GROUPS if CHILDREN[group] in text} == always


@pytest.mark.parametrize("team", TEN)
def test_the_points_of_the_inspections_headline_follow_from_the_bands(team):
    rating, points = inspection.printed_rating(team)
    text = str(yot.findings.rating_headline(yot.inspection.overall(team), team=team))

    assert f" {rating} " in text
    steps = [] if points is None else [points, *inspection.to_next_bands(points)]
    agree(text, *(number for number in steps if number is not None))


def test_the_places_and_the_spread_of_entrants_follow_from_data(entrants_of_teams, funnel_of_entrants):
    pairs = {team: years.entrants(team)[2024] for team in data.teams_within() if 2024 in years.entrants(team)}
    values = {team: value for team, (value, _) in pairs.items()}
    target = years.entrants("england")[2024][0]
    _, tau2, own = among_teams.funnel(pairs, target, 100_000)

    for team in RANKED:
        text = str(yot.findings.standing(entrants_of_teams, team))
        agree(text, *among_teams.place(team, values))
        said = among_teams.where_among(team, values)
        assert said.replace("within ", "lay within ").replace("beyond ", "lay beyond the range of ") in text
    beyond = sum(not row["chance"]["95"][0] <= values[team] <= row["chance"]["95"][1] for team, row in own.items())
    ends = among_teams.without_chance(target, tau2, 100_000)
    agree(str(yot.findings.dispersion(funnel_of_entrants)), 1, 20, 95, beyond, len(own), 95, 100, *ends)
