"""How firm a rating is: against every way the cases not looked at could have gone, counted out."""

from collections import Counter
from fractions import Fraction
from itertools import pairwise, product
from math import inf, nan, prod

import numpy as np
import pandas as pd
import pytest
from scipy.integrate import quad

from yotlib.analysis import inspection
from yotlib.analysis.inspection import RATINGS, rules
from yotlib.analysis.inspection.chances import OVERALL, question_chances
from yotlib.reference.errors import AskedWrongly

BANDS = rules.rules_named("2018").percentages
FIRMNESS = [*RATINGS]
LADDER = [(50, 0), (65, 1), (80, 2), (101, 3)]
TOTALS = [(7, 0), (19, 1), (31, 2), (37, 3)]
SEEDS = [11, 12, 13, 14, 15]
GRID = 5_000

# Sufficient, asked about and eligible cases of each question; every other standard is judged on evidence.
CLOSE = {"2.1": [(3, 5, 7), (4, 6, 8)], "2.2": [(4, 5, 7)], "3.1": [(4, 6, 8), (5, 7, 9)]}
FEW = {"2.3": [(2, 4, 6), (2, 4, 5), (3, 4, 6)], "3.2": [(1, 3, 6)]}
ALL_OF_COURT = {f"2.{number}": [(2 + number, 6, 8)] for number in (1, 2, 3, 4)}
SERVICES = {
    "near good": (CLOSE, ["Good"] * 6 + ["Requires improvement"] * 3),
    "near inadequate": (CLOSE, ["Requires improvement"] * 3 + ["Inadequate"] * 6),
    "near outstanding": (CLOSE, ["Outstanding"] * 9),
    "few cases": (FEW, ["Requires improvement"] * 5 + ["Inadequate"] * 5),
    "all of court": (ALL_OF_COURT, ["Good"] * 4 + ["Requires improvement"] * 4),
}
each_service = pytest.mark.parametrize(("sampled", "judged"), SERVICES.values(), ids=SERVICES)


def tables(sampled, judged, *, by="2018"):
    """Return the tables of standards and questions of a made-up service; the unsampled take `judged` in order."""
    where = {"area": "leeds", "name": "Leeds", "published": "", "rules": by, "source": "made-up"}
    keys = [one.key for one in rules.rules_named(by).standards if one.key not in sampled]
    rating = {key: "Good" for key in sampled} | dict(zip(keys, judged, strict=False))
    standards = pd.DataFrame(
        where
        | {
            "standard": one.key,
            "title": one.name,
            "rating": rating[one.key],
            "points": RATINGS.index(rating[one.key]),
            "counts": one.counts,
        }
        for one in rules.rules_named(by).standards
        if one.key in rating
    )
    rows = [
        where | dict(zip(["standard", "sufficient", "asked", "population"], [key, *cases], strict=True))
        for key, questions in sampled.items()
        for cases in questions
    ]
    columns = [*where, "standard", "sufficient", "asked", "population"]
    return standards, pd.DataFrame(rows, columns=columns)


def band(percent, ladder=LADDER):
    """Return the band of a share in per cent, rounded half up."""
    return next(place for above, place in ladder if (2 * percent + 1) // 2 < above)


def outcomes(sufficient, asked, population):
    """Return the final percentage and the probability of every sequence of cases not looked at.

    Each further case is sufficient with the share seen so far, half a case of each kind added beforehand.
    """
    for unseen in product([0, 1], repeat=population - asked):
        likely, seen = Fraction(1), [sufficient, asked]
        for case in unseen:
            share = Fraction(2 * seen[0] + 1, 2 * seen[1] + 2)
            likely *= share if case else 1 - share
            seen = [seen[0] + case, seen[1] + 1]
        yield Fraction(100 * seen[0], population), likely


def merged(pairs):
    """Add up the probability of each percentage over all sequences."""
    likely = Counter()
    for percent, chance in pairs:
        likely[percent] += chance
    return likely


def by_themselves(sampled, judged):
    """Count every combination of every unseen case, with fractions."""
    questions = [(key, merged(outcomes(*cases))) for key, of in sampled.items() for cases in of]
    found = {key: [Fraction(0)] * 4 for key in [*sampled, OVERALL]}
    given = sum(RATINGS.index(rating) for rating in judged)
    for combination in product(*(likely.items() for _, likely in questions)):
        chance, lowest = prod(one for _, one in combination), {}
        for (key, _), (percent, _) in zip(questions, combination, strict=True):
            lowest[key] = min(lowest.get(key, 3), band(percent))
        for key, place in (lowest | {OVERALL: band(given + sum(lowest.values()), TOTALS)}).items():
            found[key][place] += chance
    return {key: [float(one) for one in row] for key, row in found.items()}


def all_together(sampled, judged):
    """Decide all questions of a domain by one number in 0 to 1, over a fine grid of such numbers."""
    domains = {}
    for key, of in sampled.items():
        domains.setdefault(key[0], {})[key] = [sorted(merged(outcomes(*cases)).items()) for cases in of]
    found, points = {key: np.zeros(4) for key in [*sampled, OVERALL]}, []
    for standards in domains.values():
        of_domain = Counter()
        for u in (np.arange(GRID) + 0.5) / GRID:
            lowest = {key: min(band(reached(likely, u)) for likely in of) for key, of in standards.items()}
            of_domain[sum(lowest.values())] += 1 / GRID
            for key, place in lowest.items():
                found[key][place] += 1 / GRID
        points.append(of_domain)
    given = sum(RATINGS.index(rating) for rating in judged)
    for combination in product(*(one.items() for one in points)):
        total = given + sum(number for number, _ in combination)
        found[OVERALL][band(total, TOTALS)] += prod(chance for _, chance in combination)
    return found


def reached(likely, u):
    """Return the percentage that a share `u` of all outcomes does not exceed."""
    passed = 0.0
    for percent, chance in likely:
        passed += float(chance)
        if u <= passed:
            return percent
    return likely[-1][0]


def probabilities(table):
    return table.set_index("standard")[FIRMNESS]


@pytest.fixture(scope="module")
def bradford():
    return inspection.standards("bradford"), inspection.questions("bradford")


@pytest.mark.parametrize("cases", [(0, 1, 3), (3, 5, 7), (5, 5, 9), (4, 6, 12), (18, 24, 32), (9, 19, 23)])
def test_the_bands_of_a_question_are_as_likely_as_the_ways_its_unseen_cases_could_fall(cases):
    expected = [Fraction(0)] * 4
    for percent, chance in outcomes(*cases):
        expected[band(percent)] += chance

    assert question_chances(*cases, BANDS).tolist() == pytest.approx([float(one) for one in expected], abs=1e-12)


@each_service
def test_questions_that_vary_by_themselves_are_every_combination_of_unseen_cases(sampled, judged):
    found = probabilities(inspection.chances(*tables(sampled, judged)))

    for standard, expected in by_themselves(sampled, judged).items():
        assert found.loc[standard].tolist() == pytest.approx(expected, abs=1e-11)


@each_service
def test_questions_that_move_together_are_decided_by_one_number_a_domain(sampled, judged):
    found = probabilities(inspection.chances(*tables(sampled, judged), together=1))

    for standard, expected in all_together(sampled, judged).items():
        assert found.loc[standard].tolist() == pytest.approx(expected, abs=2e-3)


def test_the_made_up_services_lie_near_enough_to_an_edge_to_tell_one_way_from_another():
    for sampled, judged in SERVICES.values():
        apart = probabilities(inspection.chances(*tables(sampled, judged))).loc[OVERALL]
        together = probabilities(inspection.chances(*tables(sampled, judged), together=1)).loc[OVERALL]
        assert (apart - together).abs().max() > 0.01


@pytest.mark.parametrize("together", [0, 0.3, 1])
@each_service
def test_the_probabilities_of_every_row_add_up_to_one(sampled, judged, together):
    found = inspection.chances(*tables(sampled, judged), together=together, draws=500)

    np.testing.assert_allclose(found[FIRMNESS].sum(axis=1), 1, rtol=1e-11)
    assert found[FIRMNESS].ge(0).all(axis=None)


def test_bradford_would_most_likely_have_been_rated_as_it_was(bradford):
    apart, together = (probabilities(inspection.chances(*bradford, together=one)).loc[OVERALL] for one in (0, 1))

    assert apart.idxmax() == together.idxmax() == "Requires improvement"
    assert apart.sum() == together.sum() == pytest.approx(1)


def errors_of(exact, draws):
    return np.sqrt(exact * (1 - exact) / draws)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("together", [0, 1])
@each_service
def test_simulated_probabilities_are_the_exact_ones_within_three_standard_errors(sampled, judged, together, seed):
    service, draws = tables(sampled, judged), 4_000
    exact = probabilities(inspection.chances(*service, together=together))

    drawn = probabilities(inspection.chances(*service, together=together, exact=False, seed=seed, draws=draws))

    assert ((drawn - exact).abs() <= 3 * errors_of(exact, draws) + 1e-9).all(axis=None)


@pytest.mark.parametrize("together", [0, 1])
def test_bradfords_simulated_probabilities_are_the_exact_ones_within_three_standard_errors(bradford, together):
    exact = inspection.chances(*bradford, together=together)

    drawn = inspection.chances(*bradford, together=together, exact=False)

    gap = (probabilities(drawn) - probabilities(exact)).abs()
    assert (gap <= 3 * errors_of(probabilities(exact), 20_000) + 1e-9).all(axis=None)
    assert (exact["method"].unique(), drawn["method"].unique()) == (["exact"], ["simulated"])


def test_the_error_printed_is_the_largest_standard_error_of_the_row(bradford):
    drawn = inspection.chances(*bradford, together=0.5, draws=900)

    share = drawn[FIRMNESS].to_numpy()
    assert drawn["error"].tolist() == pytest.approx(np.sqrt(share * (1 - share)).max(axis=1) / 30)
    assert inspection.chances(*bradford)["error"].tolist() == [0.0] * 13


@pytest.mark.parametrize("together", [0.25, 0.5, 0.75])
def test_the_simulation_between_both_ends_lies_between_both_ends(bradford, together):
    ends = [probabilities(inspection.chances(*bradford, together=one)) for one in (0, 1)]

    drawn = probabilities(inspection.chances(*bradford, together=together))

    low, high = np.minimum(*ends), np.maximum(*ends)
    slack = 3 * np.sqrt(drawn * (1 - drawn) / 20_000) + 3 / 20_000
    assert ((low - slack <= drawn) & (drawn <= high + slack)).all(axis=None)


def test_the_more_questions_move_together_the_less_often_a_standard_is_below_all_of_them(bradford):
    inadequate = [
        probabilities(inspection.chances(*bradford, together=one)).loc["2.4", "Inadequate"]
        for one in (0, 0.25, 0.5, 0.75, 0.95, 1)
    ]

    assert inadequate == sorted(inadequate, reverse=True)


def test_the_same_seed_gives_the_identical_table_and_another_does_not(bradford):
    first, again = (inspection.chances(*bradford, together=0.5, draws=2_000, seed=7) for _ in range(2))

    other = inspection.chances(*bradford, together=0.5, draws=2_000, seed=8)

    pd.testing.assert_frame_equal(first, again, check_exact=True)
    assert not first.equals(other)


def test_where_every_case_was_looked_at_the_rating_is_certain():
    sampled = {"2.1": [(3, 4, 4), (4, 4, 4)], "3.1": [(2, 5, 5)]}
    service = tables(sampled, ["Inadequate"] * 10)

    for together in (0, 0.4, 1):
        found = probabilities(inspection.chances(*service, together=together))
        assert found.loc["2.1"].tolist() == [0, 0, 1, 0]
        assert found.loc["3.1"].tolist() == [1, 0, 0, 0]
        assert found.loc[OVERALL].tolist() == [1, 0, 0, 0]


@pytest.mark.parametrize(("sufficient", "asked"), [(100, 200), (130, 200), (3, 5), (0, 4), (4, 4), (199, 250)])
def test_an_unknown_population_has_the_beta_distribution_of_its_share(sufficient, asked):
    edges = [0, 0.495, 0.645, 0.795, 1]
    powers = sufficient - 0.5, asked - sufficient - 0.5

    def area(low, high):
        """Return x^a (1 - x)^b over its largest value; a root at 0 or at 1 is left to the weight."""
        peak = max(powers[0], 0) / max(sum(max(power, 0) for power in powers), 1)
        scale = peak ** max(powers[0], 0) * (1 - peak) ** max(powers[1], 0)
        if low == 0:
            return quad(lambda x: (1 - x) ** powers[1] / scale, low, high, weight="alg", wvar=(powers[0], 0))[0]
        if high == 1:
            return quad(lambda x: x ** powers[0] / scale, low, high, weight="alg", wvar=(0, powers[1]))[0]
        return quad(lambda x: x ** powers[0] * (1 - x) ** powers[1] / scale, low, high)[0]

    areas = np.array([area(low, high) for low, high in pairwise(edges)])
    found = question_chances(sufficient, asked, inf, BANDS)

    assert found.tolist() == pytest.approx((areas / areas.sum()).tolist(), abs=1e-7)


def test_an_endless_population_is_the_limit_of_a_large_one():
    assert question_chances(70, 100, inf, BANDS).tolist() == pytest.approx(
        question_chances(70, 100, 50_000, BANDS).tolist(), abs=1e-3
    )


def test_with_very_many_cases_a_rating_is_less_certain_than_with_the_inferred_number(bradford):
    inferred, unlimited = (inspection.chances(*bradford, eligible=eligible) for eligible in inspection.ELIGIBLE)

    assert inferred.iloc[-1]["Inadequate"] == pytest.approx(0.155, abs=0.001)
    assert unlimited.iloc[-1]["Inadequate"] == pytest.approx(0.266, abs=0.001)


def test_the_spread_covers_both_numbers_of_cases_and_three_ways_of_going_together(bradford):
    tables = inspection.spread(*bradford)

    assert [(table["eligible"].iloc[0], table["together"].iloc[0]) for table in tables] == [
        (eligible, together) for eligible in ("inferred", "unlimited") for together in (0.0, 0.5, 1.0)
    ]


def test_an_unknown_number_of_eligible_cases_is_refused(bradford):
    with pytest.raises(AskedWrongly, match="eligible is 'some'; it is one of"):
        inspection.chances(*bradford, eligible="some")


def test_what_is_judged_on_evidence_keeps_its_rating_for_certain(bradford):
    found = probabilities(inspection.chances(*bradford))

    assert found.loc["1.1"].tolist() == [1, 0, 0, 0]
    assert found.loc["1.2"].tolist() == [0, 1, 0, 0]


def test_a_standard_one_of_whose_questions_has_no_sample_keeps_its_printed_rating(bradford):
    standards, questions = bradford
    blank = questions["question"] == "2.1.1"
    unknown = questions.assign(asked=questions["asked"].mask(blank))

    found, before = (probabilities(inspection.chances(standards, one)) for one in (unknown, questions))

    assert found.loc["2.1"].tolist() == [1, 0, 0, 0]
    assert found.drop(["2.1", OVERALL]).equals(before.drop(["2.1", OVERALL]))


def test_where_no_question_has_a_sample_nothing_is_said(bradford):
    standards, questions = bradford

    found = inspection.chances(standards, questions.assign(asked=nan))

    assert found.empty
    assert found.columns.tolist() == inspection.chances(standards, questions).columns.tolist()


@pytest.mark.parametrize("together", [0, 0.5, 1])
def test_resettlement_has_its_row_and_no_part_in_the_whole(together):
    judged = ["Good"] * 6 + ["Requires improvement"] * 3
    high, low = (
        probabilities(
            inspection.chances(*tables(CLOSE, [*judged, one], by="2021"), together=together, draws=500, seed=1)
        )
        for one in ("Outstanding", "Inadequate")
    )

    assert (high.loc["4.1"].tolist(), low.loc["4.1"].tolist()) == ([0, 0, 0, 1], [1, 0, 0, 0])
    assert high.drop("4.1").equals(low.drop("4.1"))
    assert high.index.tolist()[-2:] == ["4.1", OVERALL]


@pytest.mark.parametrize("together", [-0.1, 1.1, nan])
def test_what_is_no_correlation_is_refused(bradford, together):
    with pytest.raises(AskedWrongly) as refused:
        inspection.chances(*bradford, together=together)

    assert str(refused.value) == f"together is {together}; it lies between 0 and 1."


def test_between_both_ends_nothing_is_exact(bradford):
    with pytest.raises(AskedWrongly) as refused:
        inspection.chances(*bradford, together=0.5, exact=True)

    assert str(refused.value) == ("Probabilities are exact at together 0 or 1 only, not at 0.5; leave exact out.")


@pytest.mark.parametrize("together", [0, 0.5, 1])
def test_the_tables_passed_in_are_left_as_they_were(together):
    standards, questions = tables(*SERVICES["near good"])
    before = standards.copy(), questions.copy()

    inspection.chances(standards, questions, together=together, draws=100)

    pd.testing.assert_frame_equal(standards, before[0])
    pd.testing.assert_frame_equal(questions, before[1])
