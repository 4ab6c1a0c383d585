"""The funnel of all teams: its limits, how far teams differ, and what is said of it."""

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import brentq
from scipy.stats import chi2, gamma, norm, poisson
from statsmodels.stats.proportion import proportion_confint

import yotlib as yot
from yotlib.analysis.funnel import COLUMNS, LIMITS, curve
from yotlib.analysis.funnel_limits import limits, phi_and_tau2, range_without_chance, winsorise
from yotlib.findings.funnel import NO_FUNNEL, dispersion
from yotlib.findings.funnel import funnel as headline
from yotlib.reference import areas, measures
from yotlib.reference.errors import AskedWrongly

ENTRANTS, REOFFENDING = measures.get("first_time_entrants"), measures.get("reoffending_rate")
TEAMS = [str(team) for team in areas.teams()]
ENGLISH, WELSH = ([str(team) for team in areas.teams(nation)] for nation in ("england", "wales"))
LEFT_BY_WINSORISING = 0.8 - 2 * norm.ppf(0.9) * norm.pdf(norm.ppf(0.9)) + 0.2 * norm.ppf(0.9) ** 2
PUBLISHED = {"source": "simulated-2024", "released": pd.Timestamp("2024-06-30"), "published": "yes", "note": ""}


OHID = "ohid-fingertips-10401-2018"


def funnel(figures, measure, **about) -> pd.DataFrame:
    """Return the funnel of two teams or more, so that made-up figures fit on the screen."""
    return yot.funnel.funnel(figures, measure, **({"fewest": 2} | about))


@pytest.fixture(scope="module")
def figures() -> pd.DataFrame:
    return yot.load()


@pytest.fixture(scope="module")
def entrants(figures) -> pd.DataFrame:
    return yot.funnel.funnel(figures, "first_time_entrants", release=OHID)


def simulated_figures(teams, counts, populations, *, measure="first_time_entrants", year=2023, **about) -> pd.DataFrame:
    """Return simulated figures of one year and release, with counts and populations and no printed value."""
    return pd.DataFrame(
        {
            "area": teams,
            "measure": measure,
            "age": "10-17",
            "ethnicity": "all",
            "period_start": pd.Timestamp(year, 1, 1),
            "period_end": pd.Timestamp(year, 12, 31),
            "value": np.nan,
            "count": np.asarray(counts, dtype=float),
            "population": np.asarray(populations, dtype=float),
            **(PUBLISHED | about),
        }
    )


def simulated_nation(value, *, nation="england", **about) -> pd.DataFrame:
    """Return a simulated figure of a nation that is printed without its count."""
    return simulated_figures([nation], [np.nan], [np.nan], **about).assign(value=float(value))


def simulated_three(counts=(10, 20, 30), populations=(10_000, 10_000, 10_000), **about) -> pd.DataFrame:
    return simulated_figures(ENGLISH[:3], counts, populations, **about)


EXPECTED = [0.3, 1, 2.5, 3.6, 5, 9.9, 10, 24, 57.3, 120, 640, 3500]
SURE = [0.95, 0.998]


@pytest.mark.parametrize("confidence", SURE)
@pytest.mark.parametrize("expected", EXPECTED)
def test_limits_of_a_rate_are_where_the_exact_poisson_interval_reaches_the_target(expected, confidence):
    tail, population = (1 - confidence) / 2, 20_000
    upper = brentq(lambda count: gamma.ppf(tail, count) - expected, 1e-3, 20 * expected + 60)
    none_lower = gamma.ppf(1 - tail, 1) >= expected
    lower = 0 if none_lower else brentq(lambda count: gamma.ppf(1 - tail, count + 1) - expected, 0, expected)

    found = limits(population, 100_000 * expected / population, ENTRANTS, confidence=confidence).iloc[0]

    assert found.tolist() == pytest.approx([5 * lower, 5 * upper], rel=1e-7)


@pytest.mark.parametrize("confidence", SURE)
@pytest.mark.parametrize("expected", EXPECTED)
def test_a_whole_count_lies_outside_where_its_poisson_tail_is_smaller_than_the_limits(expected, confidence):
    counts = np.arange(int(expected + 12 * np.sqrt(expected)) + 12)
    found = limits(20_000, 5 * expected, ENTRANTS, confidence=confidence).iloc[0]

    tail = (1 - confidence) / 2
    assert (5 * counts < found["lower"]).tolist() == (poisson.cdf(counts, expected) < tail).tolist()
    assert (5 * counts > found["upper"]).tolist() == (poisson.sf(counts - 1, expected) < tail).tolist()


@pytest.mark.parametrize("confidence", SURE)
@pytest.mark.parametrize(("children", "target"), [(n, p) for n in (30, 48, 111, 484, 5000) for p in (8.0, 31.5, 68.4)])
def test_limits_of_a_proportion_are_where_wilsons_interval_reaches_the_target(children, target, confidence):
    def reaches(share, side):
        return proportion_confint(share * children, children, alpha=1 - confidence, method="wilson")[side]

    share = target / 100
    upper = brentq(lambda at: reaches(at, 0) - share, share, 1)
    lower = brentq(lambda at: reaches(at, 1) - share, 0, share) if reaches(0, 1) < share else 0

    found = limits(children, target, REOFFENDING, confidence=confidence).iloc[0]

    assert found.tolist() == pytest.approx([100 * lower, 100 * upper], abs=1e-9)


def test_widened_limits_of_an_endless_population_are_tau_alone_worked_by_hand():
    away = 1.959964 * 0.1

    found = limits(1e13, 100, ENTRANTS, tau2=0.01).iloc[0]

    assert found.tolist() == pytest.approx([100 * (1 - away) ** 2, 100 * (1 + away) ** 2], rel=1e-5)
    assert range_without_chance(100, 0.01, ENTRANTS) == pytest.approx((64.6422, 143.0407), abs=1e-3)
    assert range_without_chance(50, 0.01, REOFFENDING) == pytest.approx(
        (50 - 50 * np.sin(2 * away), 50 + 50 * np.sin(2 * away))
    )


@pytest.mark.parametrize(("measure", "target"), [(ENTRANTS, 240), (REOFFENDING, 38)])
def test_widened_limits_add_tau2_to_the_square_of_the_plain_distance(measure, target):
    to = np.sqrt if measure is ENTRANTS else lambda share: np.arcsin(np.sqrt(share))
    share, unit = target / measure.per, target / measure.per if measure is ENTRANTS else 1
    plain, wide = (limits([400, 90_000], target, measure, tau2=tau2) / measure.per for tau2 in (0, 0.003))

    added = (to(wide["upper"]) - to(share)) ** 2 - (to(plain["upper"]) - to(share)) ** 2

    assert added.tolist() == pytest.approx([1.959964**2 * 0.003 * unit] * 2, rel=1e-6)
    assert (wide["lower"] <= plain["lower"]).all()
    assert (wide["lower"] >= 0).all()


def test_a_population_of_nought_has_no_limits_and_a_target_of_nought_has_limits_of_nought():
    assert limits([0, np.nan], 240, ENTRANTS).isna().all().all()
    assert limits([500, 9000], 0, ENTRANTS, tau2=0.2).eq(0).all().all()
    assert limits([500, 9000], 0, REOFFENDING).eq(0).all().all()
    assert limits(500, 100, REOFFENDING).iloc[0].tolist() == [100, 100]


def test_the_furthest_tenth_at_each_end_is_drawn_in_and_nothing_is_scaled_up():
    assert winsorise(np.array([-10.0, -1, 0, 1, 10])).tolist() == pytest.approx([-6.4, -1, 0, 1, 6.4])
    assert winsorise(np.arange(11.0)).tolist() == [1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9]
    assert np.isnan(winsorise(np.array([np.nan, 2.0, 4.0]))).tolist() == [True, False, False]


def test_phi_is_the_mean_square_and_tau2_the_method_of_moments_worked_by_hand():
    assert phi_and_tau2(np.array([-6.4, -1, 0, 1, 6.4]), np.full(5, 4.0)) == pytest.approx((16.784, 79.92 / 16))
    unequal = phi_and_tau2(np.array([3.0, -1, 2]), np.array([1.0, 2, 4]))
    assert unequal == pytest.approx((14 / 3, (14 - 2) / (7 - 21 / 7)))


def test_tau2_is_nought_where_phi_is_below_its_criterion():
    assert phi_and_tau2(np.array([0.8, -0.8, 0.8, -0.8]), np.full(4, 9.0)) == pytest.approx((0.64, 0))
    assert phi_and_tau2(np.array([0.87, -0.87, 0.87, -0.87]), np.full(4, 9.0))[1] > 0
    assert phi_and_tau2(np.zeros(5), np.zeros(5)) == (0, 0)


@pytest.mark.parametrize("distances", [[], [2.0], [np.nan, 2.0]])
def test_fewer_than_two_teams_have_neither_phi_nor_tau2(distances):
    assert np.isnan(phi_and_tau2(np.array(distances), np.ones(len(distances)))).all()


def test_entrants_of_2018_are_34_teams_against_england_in_the_same_release(entrants):
    assert len(entrants) == 34
    assert (entrants["of"] == 34).all()
    assert entrants["target"].unique() == pytest.approx([238.4731])
    assert entrants["target_source"].unique().tolist() == ["nation"]
    assert entrants["target_name"].unique().tolist() == ["England"]
    assert entrants["source"].unique().tolist() == ["ohid-fingertips-10401-2018"]
    leeds = entrants.set_index("area").loc["leeds"]
    assert leeds[["value", "count", "population"]].tolist() == pytest.approx([226.337, 149, 65_831], abs=1e-3)
    assert leeds["expected"] == pytest.approx(65_831 * 238.4731 / 100_000)
    assert leeds["z"] == pytest.approx(2 * (np.sqrt(149) - np.sqrt(leeds["expected"])))
    assert leeds["region"] == "yorkshire-and-the-humber"


def test_entrants_of_2018_differ_far_more_than_chance(entrants):
    root = 2 * (np.sqrt(entrants["count"]) - np.sqrt(entrants["expected"]))
    low, high = np.percentile(root, [10, 90])
    phi = (root.where(root > low, low).where(root < high, high) ** 2).mean()
    weight = 4 * entrants["expected"]

    assert entrants["phi"].unique() == pytest.approx([phi])
    assert phi == pytest.approx(13.99, abs=0.005)
    tau2 = (34 * phi - 33) / (weight.sum() - (weight**2).sum() / weight.sum())
    assert entrants["tau2"].unique() == pytest.approx([tau2])
    assert tau2 == pytest.approx(0.026577, abs=1e-6)


def test_four_teams_of_2018_lie_outside_the_widened_limits(entrants):
    outside = entrants[entrants["outlier"] != "no"].set_index("area")

    assert outside["side"].to_dict() == {
        "gloucestershire": "low",
        "west-sussex": "low",
        "nottingham": "high",
        "newcastle-upon-tyne": "high",
    }
    assert set(outside["outlier"]) == {"95%"}
    assert (entrants.loc[entrants["outlier"] == "no", "side"] == "").all()


def test_a_team_is_outside_the_plain_limits_if_its_exact_interval_leaves_the_target_out(entrants):
    lower, upper = chi2.ppf(0.025, 2 * entrants["count"]) / 2, chi2.ppf(0.975, 2 * entrants["count"] + 2) / 2

    outside = (entrants["value"] < entrants["lower_95"]) | (entrants["value"] > entrants["upper_95"])

    assert outside.tolist() == ((lower > entrants["expected"]) | (upper < entrants["expected"])).tolist()
    assert outside.sum() == 19


def test_one_regions_teams_keep_the_target_and_dispersion_of_all(figures, entrants):
    north = funnel(figures, "first_time_entrants", release=OHID, region="Yorkshire and the Humber")

    assert sorted(north["area"]) == ["leeds", "north-yorkshire", "sheffield", "york"]
    alike = entrants[entrants["area"].isin(north["area"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(north, alike)
    assert funnel(figures, "first_time_entrants", release=OHID, region="wales").empty


def test_a_team_outside_the_998_limits_is_called_so():
    populations, counts = np.full(30, 50_000), np.full(30, 120)
    counts[:2] = 30, 400

    table = funnel(simulated_figures(ENGLISH[:30], counts, populations), "first_time_entrants").set_index("area")

    assert table.loc[ENGLISH[:2], ["outlier", "side"]].to_numpy().tolist() == [["99.8%", "low"], ["99.8%", "high"]]
    assert table.loc[ENGLISH[2], ["outlier", "side"]].tolist() == ["no", ""]


def test_no_two_releases_are_mixed_and_of_the_newest_period_the_release_with_most_teams_is_taken():
    old = simulated_three(year=2022)
    first = simulated_three((11, 21, 31), source="simulated-first", released=pd.Timestamp("2024-01-31"))
    revised = simulated_three((12, 22, 32))
    alone = simulated_figures(ENGLISH[:1], [9], [10_000], year=2024)
    given = pd.concat([old, first, revised, alone], ignore_index=True)

    newest = funnel(given, "first_time_entrants")
    before = funnel(given, "first_time_entrants", as_of="2024-02-01")
    earlier = funnel(given, "first_time_entrants", period="2022")

    assert (newest["count"].tolist(), set(newest["source"])) == ([12, 22, 32], {"simulated-2024"})
    assert (before["count"].tolist(), set(before["source"])) == ([11, 21, 31], {"simulated-first"})
    assert earlier["count"].tolist() == [10, 20, 30]
    assert funnel(given, "first_time_entrants", period="2021").empty


def test_a_team_without_a_count_or_a_population_is_left_out():
    given = simulated_three((10, np.nan, 30), (10_000, np.nan, np.nan)).assign(value=[np.nan, 200, np.nan])
    given = pd.concat([given, simulated_figures(ENGLISH[3:5], [5, 6], [9000, 9000])])

    assert funnel(given, "first_time_entrants")["area"].tolist() == [ENGLISH[3], ENGLISH[4], ENGLISH[0]]


def test_a_count_worked_out_from_a_printed_rate_is_in_the_funnel_and_marked_as_estimated():
    given = simulated_three().assign(value=[100.0, 200, 300], count=[10, 20, np.nan])

    table = funnel(given, "first_time_entrants").set_index("area")

    assert table["count"].to_dict() == pytest.approx(dict(zip(ENGLISH[:3], [10, 20, 30], strict=True)))
    assert table["is_estimated"].to_dict() == dict(zip(ENGLISH[:3], [False, False, True], strict=True))


def test_fewer_than_twenty_teams_with_a_value_have_no_funnel():
    given = simulated_figures(ENGLISH[:20], [30] * 20, [10_000] * 20)

    assert len(yot.funnel.funnel(given, "first_time_entrants")) == 20
    assert yot.funnel.funnel(given.iloc[:19], "first_time_entrants").empty
    assert yot.funnel.funnel(given.assign(population=[0.0, *[10_000.0] * 19]), "first_time_entrants").empty


@pytest.mark.parametrize(
    ("teams", "nations", "target", "name"),
    [
        (ENGLISH[:3], {"england": 250, "england-and-wales": 260}, 250, "England"),
        (WELSH[:3], {"wales": 240, "england-and-wales": 260}, 240, "Wales"),
        ([ENGLISH[0], *WELSH[:2]], {"england": 250, "england-and-wales": 260}, 260, "England and Wales"),
        ([ENGLISH[0], *WELSH[:2]], {"england": 250, "wales": 240}, 200, "all teams pooled"),
        (ENGLISH[:3], {"england-and-wales": 260}, 200, "all teams pooled"),
    ],
)
def test_the_target_is_the_teams_nation_in_that_release_else_all_teams_pooled(teams, nations, target, name):
    counted = simulated_figures(teams, [10, 20, 30], [5_000, 5_000, 20_000])
    other = simulated_nation(999, source="simulated-other", released=pd.Timestamp("2025-01-31"))
    given = [counted, *(simulated_nation(value, nation=nation) for nation, value in nations.items()), other]

    table = funnel(pd.concat(given, ignore_index=True), "first_time_entrants")

    assert table["target"].unique() == pytest.approx([target])
    assert set(table["target_name"]) == {name}
    assert set(table["target_source"]) == {"all teams pooled" if "pooled" in name else "nation"}


def test_a_team_without_an_entrant_keeps_its_place():
    given = simulated_figures(ENGLISH[:6], [0, 30, 32, 28, 31, 29], [12_000] * 6)

    table = funnel(given, "first_time_entrants")

    none = table.iloc[0]
    assert none[["value", "expected"]].tolist() == [0, 25]
    assert none["z"] == pytest.approx(-10)
    assert np.isfinite(table[LIMITS].to_numpy()).all()
    assert none["outlier"] in ("95%", "99.8%")


def test_teams_that_are_all_without_an_entrant_lie_on_a_target_of_nought():
    table = funnel(simulated_three((0, 0, 0)), "first_time_entrants")

    assert table[["value", "target", "z", "phi", "tau2", *LIMITS]].eq(0).all().all()
    assert set(table["outlier"]) == {"no"}


def test_teams_with_one_and_the_same_rate_have_a_phi_and_tau2_of_nought_and_nothing_is_widened():
    table = funnel(simulated_three((10, 20, 40), (5_000, 10_000, 20_000)), "first_time_entrants")

    assert table[["phi", "tau2"]].to_numpy() == pytest.approx(0)
    for limit in LIMITS[:4]:
        assert table[f"{limit}_wide"].tolist() == pytest.approx(table[limit].tolist())
    assert set(table["outlier"]) == {"no"}


def test_a_population_of_nought_keeps_its_row_without_a_value_and_counts_for_nothing():
    without = simulated_three((10, 20, 0), (10_000, 10_000, 0))

    table = funnel(without, "first_time_entrants").set_index("area")

    assert table.loc[ENGLISH[2], ["value", "z", *LIMITS]].isna().all()
    assert table.loc[ENGLISH[2], "outlier"] == ""
    two = funnel(without.iloc[:2], "first_time_entrants").set_index("area")
    pd.testing.assert_frame_equal(table.loc[ENGLISH[:2]], two)


def test_one_team_alone_has_plain_limits_and_none_that_are_widened():
    cohorts = simulated_figures(ENGLISH[:2], [40, 9], [100, 20], measure="reoffending_rate")

    table = funnel(cohorts, "reoffending_rate", fewest=1).set_index("area")

    one = table.loc[ENGLISH[0]]
    assert np.isfinite(one[LIMITS[:4]].to_numpy(dtype=float)).all()
    assert one[["phi", "tau2", *LIMITS[4:]]].isna().all()
    assert (one["of"], one["outlier"]) == (1, "")
    assert funnel(simulated_three().iloc[:1], "first_time_entrants").empty


def test_a_cohort_under_30_is_withheld_and_its_count_kept():
    cohorts = simulated_figures(ENGLISH[:3], [40, 9, 50], [100, 29, 130], measure="reoffending_rate")

    table = funnel(cohorts, "reoffending_rate").set_index("area")

    small = table.loc[ENGLISH[1]]
    assert np.isnan(small["value"])
    assert small["count"] == 9
    assert small["note"].startswith("[u]")
    assert table["of"].tolist() == [2, 2, 2]


@pytest.mark.parametrize("measure", ["cautioned_or_sentenced", "reoffences_per_child", "custody_rate"])
def test_a_measure_that_has_no_funnel_is_an_empty_table_and_a_sentence(figures, measure):
    table = funnel(figures, measure)

    assert table.columns.tolist() == COLUMNS
    assert table.empty
    assert headline(table, team="leeds") == NO_FUNNEL
    assert curve(table, measure).empty


def test_a_name_nothing_is_known_by_is_refused(figures):
    with pytest.raises(AskedWrongly, match=r"^No measure called 'first_time_entrant'\. Did you mean"):
        funnel(figures, "first_time_entrant")
    with pytest.raises(AskedWrongly, match=r"^No figure has age '9-12'"):
        funnel(figures, "first_time_entrants", age="9-12")
    with pytest.raises(AskedWrongly, match=r"^No region or nation called 'Yorksheer'"):
        funnel(figures, "first_time_entrants", region="Yorksheer")


def test_the_curve_passes_through_each_teams_limits_and_covers_them_all(entrants):
    lines = curve(entrants, "first_time_entrants")

    assert lines["population"].is_monotonic_increasing
    assert lines["population"].iloc[0] < entrants["population"].min()
    assert lines["population"].iloc[-1] > entrants["population"].max()
    for limit in LIMITS:
        read = np.interp(entrants["population"], lines["population"], lines[limit])
        assert read == pytest.approx(entrants[limit].to_numpy(), rel=2e-3)


def test_the_tables_passed_in_are_untouched(figures, entrants):
    before, shown = figures.copy(deep=True), entrants.copy(deep=True)

    funnel(figures, "first_time_entrants", region="london")
    curve(entrants, "first_time_entrants")
    headline(entrants, team="leeds")
    dispersion(entrants)

    pd.testing.assert_frame_equal(figures, before)
    pd.testing.assert_frame_equal(entrants, shown)


OF_2018 = (
    "First-time entrants in 2018: of 34 teams, none lay outside the 99.8% limits around England (238) and 4 (2 above, "
    "2 below) outside the 95% limits. Teams differ more than chance would explain, so the limits are widened."
)
MISSING = " 121 of 155 teams are missing."


@pytest.mark.parametrize(
    ("team", "standing"),
    [
        (None, ""),
        ("leeds", " Leeds (226) lay inside them."),
        ("Nottingham", " Nottingham (528) lay above the 95% limits."),
        ("west-sussex", " West Sussex (100) lay below the 95% limits."),
    ],
)
def test_the_headline_counts_who_is_outside_and_says_where_the_team_stands(entrants, team, standing):
    assert headline(entrants, team=team) == OF_2018 + standing + MISSING


def test_a_team_without_a_figure_there_has_no_funnel_and_is_told_so(entrants):
    assert headline(entrants, team="bradford") == (
        "No funnel is drawn: Bradford has no figure for first-time entrants in 2018 that can be placed in it."
    )


def test_the_headline_of_2024_says_how_many_counts_are_estimated_and_how_many_teams_are_missing(figures):
    table = yot.funnel.funnel(figures, "first_time_entrants", period="2024")

    said = headline(table, team="blackpool")

    estimated, missing = len(table), 155 - len(table)
    assert said.startswith(f"First-time entrants in 2024: of {estimated} teams, ")
    assert "Blackpool (318) lay above the 99.8% limits." in said
    assert said.endswith(
        f"All {estimated} counts are estimated from the printed rates. {missing} of 155 teams are missing."
    )


def test_the_headline_of_a_region_says_whose_dispersion_it_is(figures):
    north = funnel(figures, "first_time_entrants", release=OHID, region="yorkshire-and-the-humber")

    assert headline(north) == (
        "First-time entrants in 2018: of 4 teams, none lay outside the 95% limits around England (238). Teams differ "
        "more than chance would explain, so the limits are widened. The limits rest on 34 teams. 121 of 155 teams are "
        "missing."
    )


def test_the_headline_of_teams_alike_says_that_nothing_is_widened():
    counts = [22, 23, 24, 25, 25, 25, 26, 27, 28, 50]
    given = pd.concat([simulated_figures(ENGLISH[:10], counts, [10_000] * 10), simulated_nation(250)])

    assert headline(funnel(given, "first_time_entrants")) == (
        "First-time entrants in 2023: of 10 teams, 1 (above) lay outside the 99.8% limits around England (250) and 1 "
        "(above) outside the 95% limits. Teams differ no more than chance would explain, so the limits are not "
        "widened. 145 of 155 teams are missing."
    )


def test_a_team_without_a_value_and_a_team_alone_are_told_so():
    cohorts = simulated_figures(ENGLISH[:3], [40, 9, 50], [100, 29, 130], measure="reoffending_rate")
    small = areas.find(ENGLISH[1]).name

    assert headline(funnel(cohorts, "reoffending_rate"), team=ENGLISH[1]) == (
        f"No funnel is drawn: {small} has no figure for proven reoffending (binary rate) in 2023 that can be placed in "
        "it."
    )
    alone = funnel(cohorts.iloc[:2], "reoffending_rate", fewest=1)
    assert headline(alone).startswith(
        "Proven reoffending (binary rate) in 2023: one team alone cannot show how far teams differ, so no limits are "
        "given."
    )
    assert dispersion(alone) == "How far teams differ cannot be said: too few teams have a value."


def test_dispersion_is_told_in_plain_words(entrants):
    assert dispersion(entrants) == (
        "Chance alone would leave about 1 team in 20 outside the dashed limits at 95%; 19 of 34 are. So teams differ "
        "for other reasons than chance: without it, about 95 teams in 100 would lie between 110 and 415 per 100,000 "
        "children. The few teams furthest out count for less in this, so the true range may be wider."
    )
    alike = funnel(simulated_three((10, 10, 10)), "first_time_entrants")
    assert dispersion(alike).endswith("no more than chance explains, so the limits are not widened.")


def simulated_roots(drawn, spread, size) -> np.ndarray:
    """Return simulated shares of children whose square roots are `spread` apart around 240 in 100,000."""
    return (np.sqrt(0.0024) + drawn.normal(0, spread, size)).clip(min=0) ** 2


def simulated_overdispersed(phi, seed, *, population=60_000, rounds=30) -> pd.DataFrame:
    """Return φ and τ² of simulated funnels of all teams whose spread, on the square-root scale, is φ times chance's."""
    drawn, spread = np.random.default_rng(seed), np.sqrt((phi - 1) / (4 * population))
    found = []
    for _ in range(rounds):
        counts = drawn.poisson(population * simulated_roots(drawn, spread, len(TEAMS)))
        given = simulated_figures(TEAMS, counts, np.full(len(TEAMS), population))
        national = simulated_nation(240, nation="england-and-wales")
        table = funnel(pd.concat([given, national], ignore_index=True), "first_time_entrants")
        found.append(table.iloc[0][["phi", "tau2"]])
    return pd.DataFrame(found).astype(float)


def test_winsorising_leaves_068_of_what_chance_spreads():
    from scipy.integrate import quad

    tenth = norm.ppf(0.9)
    assert quad(lambda z: np.clip(z, -tenth, tenth) ** 2 * norm.pdf(z), -9, 9)[0] == pytest.approx(LEFT_BY_WINSORISING)
    assert pytest.approx(0.68, abs=0.005) == LEFT_BY_WINSORISING


@pytest.mark.slow
@pytest.mark.parametrize("phi", [2, 4, 9, 16])
def test_simulated_funnels_recover_what_winsorising_leaves_of_a_known_phi(phi):
    found = simulated_overdispersed(phi, seed=2026 + phi)

    assert found["phi"].mean() == pytest.approx(LEFT_BY_WINSORISING * phi, rel=0.15)
    assert found["tau2"].mean() == pytest.approx((LEFT_BY_WINSORISING * phi - 1) / (4 * 144), rel=0.15)


@pytest.mark.slow
def test_simulated_funnels_of_chance_alone_have_a_phi_of_068_and_are_hardly_ever_widened():
    found = simulated_overdispersed(1, seed=2026)

    assert found["phi"].mean() == pytest.approx(LEFT_BY_WINSORISING, abs=0.05)
    assert (found["tau2"] > 0).sum() <= 1
    assert found["tau2"].max() < 1e-4


def simulated_inside(measure, tau2, seed, *, widened_by, confidence=0.95, teams=6_000) -> float:
    """Return the share of teams, simulated with spread `tau2`, that are inside limits widened by `widened_by`."""
    drawn = np.random.default_rng(seed)
    if measure is ENTRANTS:
        target, population = 240, drawn.integers(15_000, 150_000, teams)
        counts = drawn.poisson(population * simulated_roots(drawn, np.sqrt(0.0024 * tau2), teams))
    else:
        target, population = 38, drawn.integers(60, 900, teams)
        away = drawn.normal(np.arcsin(np.sqrt(0.38)), np.sqrt(tau2), teams)
        counts = drawn.binomial(population, np.sin(away) ** 2)
    value = measure.per * counts / population
    found = limits(population, target, measure, confidence=confidence, tau2=widened_by)
    return float(((value >= found["lower"]) & (value <= found["upper"])).mean())


@pytest.mark.slow
@pytest.mark.parametrize("confidence", SURE)
@pytest.mark.parametrize("tau2", [0, 0.004, 0.02])
@pytest.mark.parametrize("measure", [ENTRANTS, REOFFENDING], ids=["rate", "proportion"])
def test_limits_widened_by_the_spread_there_is_hold_as_many_simulated_teams_as_they_say(measure, tau2, confidence):
    held = simulated_inside(measure, tau2, seed=2026, widened_by=tau2, confidence=confidence)

    assert held == pytest.approx(confidence, abs=0.002 + 3 * np.sqrt(confidence * (1 - confidence) / 6_000))


@pytest.mark.slow
@pytest.mark.parametrize("confidence", SURE)
def test_limits_widened_by_what_winsorising_leaves_hold_fewer_simulated_teams_as_reckoned(confidence):
    phi, expected = 9, 144
    tau2, estimated = ((share * phi - 1) / (4 * expected) for share in (1, LEFT_BY_WINSORISING))
    drawn, population = np.random.default_rng(2026), 60_000
    counts = drawn.poisson(population * simulated_roots(drawn, np.sqrt(0.0024 * tau2), 6_000))

    found = limits(np.full(6_000, population), 240, ENTRANTS, confidence=confidence, tau2=estimated)

    value = 100_000 * counts / population
    held = ((value >= found["lower"]) & (value <= found["upper"])).mean()
    reckoned = 1 - 2 * norm.sf(norm.ppf(0.5 + confidence / 2) * np.sqrt(LEFT_BY_WINSORISING))
    assert held == pytest.approx(reckoned, abs=3 * np.sqrt(reckoned * (1 - reckoned) / 6_000))
    assert reckoned < confidence
