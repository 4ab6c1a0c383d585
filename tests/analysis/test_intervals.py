"""Rates, proportions and ratios: worked values, other routes to the same limits, and the edges of nought and all."""

from functools import partial
from math import exp, fsum, inf, isnan, lgamma, log, nan
from statistics import NormalDist

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, poisson

from yotlib.analysis import intervals
from yotlib.reference.errors import AskedWrongly

repeatable = settings(derandomize=True, deadline=None)
DRAWN = 1_000
LIMITS = ["lower", "upper"]


def row(table):
    return table[["value", *LIMITS]].iloc[0].tolist()


def bisected(falling, low, high):
    """Find where decreasing functions are zero between `low` and `high`, one for each number given."""
    low, high = np.array(low, dtype=float), np.array(high, dtype=float)
    for _ in range(100):
        middle = (low + high) / 2
        above = falling(middle) > 0
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    return (low + high) / 2


def byar(count, confidence):
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    lower = count * (1 - 1 / (9 * count) - z / (3 * count**0.5)) ** 3
    return lower, (count + 1) * (1 - 1 / (9 * (count + 1)) + z / (3 * (count + 1) ** 0.5)) ** 3


def exact_poisson(count, confidence):
    tail, nought = (1 - confidence) / 2, np.zeros(len(count))
    lower = bisected(lambda mean: tail - poisson.sf(count - 1, mean), nought, count + 1)
    upper = bisected(lambda mean: poisson.cdf(count, mean) - tail, nought, 10 * count + 50)
    return np.where(count == 0, 0, lower), upper


def wilson(count, out_of, confidence):
    """Return the roots of (observed - share)² = z² share (1 - share) / n."""
    z, observed = NormalDist().inv_cdf(0.5 + confidence / 2), count / out_of
    a, b, c = 1 + z**2 / out_of, -(2 * observed + z**2 / out_of), observed**2
    root = np.sqrt(np.maximum(b**2 - 4 * a * c, 0))
    return 100 * (-b - root) / (2 * a), 100 * (-b + root) / (2 * a)


def clopper_pearson(count, out_of, confidence):
    tail, nought, one = (1 - confidence) / 2, np.zeros(len(count)), np.ones(len(count))
    lower = bisected(lambda share: tail - binom.sf(count - 1, out_of, share), nought, one)
    upper = bisected(lambda share: binom.cdf(count, out_of, share) - tail, nought, one)
    return np.where(count == 0, 0, lower), np.where(count == out_of, 1, upper)


def score(ratio, a, n, b, m):
    """Return Miettinen and Nurminen's signed statistic of a/n over b/m against `ratio`, with their (N - 1)/N."""
    middle, both = -(n * ratio + a + m + b * ratio), a + b
    share = 2 * both / (-middle + np.sqrt(np.maximum(middle**2 - 4 * (n + m) * ratio * both, 0)))
    spread = ratio * share * (1 - ratio * share) / n + ratio**2 * share * (1 - share) / m
    return (a / n - ratio * b / m) / np.sqrt(np.maximum(spread, 1e-300) * (n + m) / (n + m - 1))


@pytest.mark.parametrize(
    ("count", "population", "value", "lower", "upper"),
    [
        (0, 10_000, 0, 0, 36.889),
        (9, 10_000, 90, 41.154, 170.848),
        (10, 10_000, 100, 47.875, 183.915),
        (82, 10_000, 820, 652.149, 1017.848),
        (149, 65_831, 226.337, 191.452, 265.738),
    ],
)
def test_rates_worked_elsewhere_come_out_the_same(count, population, value, lower, upper):
    assert row(intervals.rate(count, population)) == pytest.approx([value, lower, upper], abs=0.001)


def test_331_of_484_has_the_wilson_limits_worked_elsewhere():
    assert row(intervals.proportion(331, 484)) == pytest.approx([68.388, 64.115, 72.372], abs=0.0005)


@pytest.mark.parametrize(("confidence", "quantile"), [(0.95, 1.959964), (0.998, 3.090232)])
def test_z_is_the_two_sided_normal_quantile(confidence, quantile):
    assert intervals.z(confidence) == pytest.approx(quantile, abs=5e-7)


def test_intervals_are_of_95_per_cent_unless_asked():
    assert intervals.z() == intervals.z(0.95)
    for find, numbers in FUNCTIONS.values():
        pd.testing.assert_frame_equal(find(*numbers), find(*numbers, confidence=0.95))


@pytest.mark.parametrize("confidence", [0.95, 0.998])
@pytest.mark.parametrize(
    ("counts", "method", "route"), [((0, 10), "exact Poisson", exact_poisson), ((10, 20_000), "Byar", byar)]
)
def test_rates_have_exact_poisson_limits_below_ten_events_and_byars_from_ten(counts, method, route, confidence):
    drawn = np.random.default_rng(1)
    count, population = drawn.integers(*counts, DRAWN), drawn.integers(1, 10**6, DRAWN)

    found = intervals.rate(count, population, per=1_000, confidence=confidence)

    expected = np.transpose(route(count, confidence)) * 1_000 / population[:, None]
    np.testing.assert_allclose(found[LIMITS], expected, rtol=1e-8)
    assert set(found["method"]) == {method}


@pytest.mark.parametrize("confidence", [0.95, 0.998])
def test_proportions_have_the_roots_of_the_score_equation_as_limits(confidence):
    drawn = np.random.default_rng(3)
    out_of = drawn.integers(1, 5_000, DRAWN)
    count = drawn.integers(0, out_of + 1)

    found = intervals.proportion(count, out_of, confidence=confidence)

    np.testing.assert_allclose(found[LIMITS], np.transpose(wilson(count, out_of, confidence)), rtol=1e-8, atol=1e-9)


def test_ratios_of_rates_have_limits_that_leave_half_the_rest_in_each_binomial_tail():
    drawn = np.random.default_rng(4)
    a, b = drawn.integers(0, 60, DRAWN), drawn.integers(1, 60, DRAWN)
    n, m = drawn.integers(1_000, 90_000, (2, DRAWN))

    found = intervals.ratio(a, n, b, m)

    shares = np.transpose(clopper_pearson(a, a + b, 0.95))
    np.testing.assert_allclose(found["value"], (a / n) / (b / m), rtol=1e-12)
    np.testing.assert_allclose(found[LIMITS], shares / (1 - shares) * (m / n)[:, None], rtol=1e-7)


SCORED = [
    (a, n, b, m)
    for a, n in [(1, 9), (1, 1), (7, 30), (42, 101), (331, 484)]
    for b, m in [(1, 1), (2, 11), (19, 40), (392, 1_000)]
]
EMPTY_OR_FULL = [(0, 20, 5, 20), (0, 30, 30, 40), (20, 20, 5, 20), (5, 20, 20, 20), (1, 9, 12, 12), (30, 60, 7, 7)]


@pytest.mark.parametrize("confidence", [0.95, 0.998])
@pytest.mark.parametrize("counts", SCORED + EMPTY_OR_FULL)
def test_ratios_of_proportions_have_limits_where_the_score_statistic_reaches_z(counts, confidence):
    a, n, b, m = counts
    z, middle = NormalDist().inv_cdf(0.5 + confidence / 2), log(max(a, 1e-12) / n / (b / m))

    found = intervals.proportion_ratio(*counts, confidence=confidence)

    lower = exp(bisected(lambda ratio: score(np.exp(ratio), *counts) - z, middle - 12, middle)) if a else 0
    upper = exp(bisected(lambda ratio: score(np.exp(ratio), *counts) + z, middle, log(1e4)))
    assert row(found) == pytest.approx([a / n / (b / m), lower, upper], rel=1e-5)
    assert found["p_value"][0] == pytest.approx(2 * NormalDist().cdf(-abs(score(1.0, *counts))), rel=1e-6, abs=1e-15)
    assert found.dtypes[["value", *LIMITS, "p_value"]].tolist() == [np.dtype(float)] * 4


@pytest.mark.parametrize(("count", "mean"), [(0, 0.4), (0, 6.0), (1, 0.2), (3, 3.0), (7, 2.5), (12, 20.1), (95, 120.0)])
def test_a_poisson_p_value_is_the_smaller_tail_added_up_and_doubled(count, mean):
    terms = [exp(k * log(mean) - mean - lgamma(k + 1)) for k in range(count + 1)]

    smaller = min(fsum(terms), 1 - fsum(terms[:-1]))
    assert intervals.poisson_p(count, mean)[0] == pytest.approx(min(1, 2 * smaller), rel=1e-9)


@pytest.mark.parametrize(
    ("count", "out_of", "share"),
    [(0, 5, 0.3), (5, 5, 0.3), (1, 9, 0.02), (8, 9, 0.98), (3, 9, 0.6), (331, 482, 0.56), (4, 8, 0.5)],
)
def test_a_binomial_p_value_is_the_smaller_tail_added_up_and_doubled(count, out_of, share):
    terms = binom.pmf(np.arange(out_of + 1), out_of, share)

    smaller = min(fsum(terms[: count + 1]), fsum(terms[count:]))
    assert intervals.binomial_p(count, out_of, share)[0] == pytest.approx(min(1, 2 * smaller), rel=1e-9)


def test_the_p_value_of_a_ratio_is_that_of_one_count_among_both():
    p_value = intervals.ratio_p(9, 3_000, 5, 4_000)[0]

    tails = [fsum(binom.pmf(np.arange(*ends), 14, 3 / 7)) for ends in ((0, 10), (9, 15))]
    assert p_value == pytest.approx(2 * min(tails), rel=1e-9)


whole = st.integers(0, 3_000)


@repeatable
@given(count=whole, more=whole, times=st.integers(2, 20))
def test_limits_contain_the_value_and_close_in_as_the_cohort_grows(count, more, times):
    for find, out_of in ((intervals.rate, count + more + 1), (intervals.proportion, count + more + 1)):
        value, lower, upper = row(find(count, out_of))
        _, closer_lower, closer_upper = row(find(times * count, times * out_of))
        assert 0 <= lower <= value <= upper
        assert closer_upper - closer_lower < upper - lower


@repeatable
@given(a=whole, b=whole, n=st.integers(1, 9_999), m=st.integers(1, 9_999))
def test_a_ratio_leaves_one_out_exactly_where_its_p_value_is_below_five_per_cent(a, b, n, m):
    found = intervals.ratio(a, n, b, m).iloc[0]

    significant = found["lower"] > 1 or found["upper"] < 1
    assert significant == (intervals.ratio_p(a, n, b, m)[0] < 0.05)


@repeatable
@given(a=st.integers(0, 40), b=st.integers(0, 40), n=st.integers(40, 80), m=st.integers(40, 80))
def test_limits_of_a_ratio_of_proportions_contain_it(a, b, n, m):
    value, lower, upper = row(intervals.proportion_ratio(a, n, b, m))

    assert isnan(value) or isnan(lower) or 0 <= lower <= value <= upper


FUNCTIONS = {
    "rate": (intervals.rate, (12, 400)),
    "proportion": (intervals.proportion, (12, 400)),
    "ratio": (intervals.ratio, (12, 400, 30, 500)),
    "proportion_ratio": (intervals.proportion_ratio, (12, 400, 30, 500)),
}
each = pytest.mark.parametrize(("find", "numbers"), FUNCTIONS.values(), ids=FUNCTIONS)


METHODS = {"rate": "Byar", "proportion": "Wilson score", "ratio": "exact conditional", "proportion_ratio": "score"}


@pytest.mark.parametrize(("name", "method"), METHODS.items())
def test_a_result_names_its_method_and_a_row_without_one_has_none(name, method):
    find, (count, population, *base) = FUNCTIONS[name]

    found = find(count, [population, 0], *base)

    assert found["method"].tolist() == [method, None]


def test_p_values_are_named():
    found = intervals.ratio_p(9, 3_000, 5, 4_000), intervals.poisson_p(9, 5), intervals.binomial_p(8, 9, 0.5)

    assert [p_value.name for p_value in found] == ["p_value"] * 3


def test_p_values_keep_their_index_and_a_gap_stays_one():
    counts = pd.Series([9, None], index=["ashby", "barrow"])

    for found in (intervals.poisson_p(counts, 5), intervals.binomial_p(counts, 9, 0.5)):
        assert found.index.tolist() == ["ashby", "barrow"]
        assert found.isna().tolist() == [False, True]


@each
def test_limits_at_998_in_a_thousand_lie_outside_those_at_95_in_a_hundred(find, numbers):
    _, lower, upper = row(find(*numbers))
    _, wider_lower, wider_upper = row(find(*numbers, confidence=0.998))

    assert wider_lower < lower < upper < wider_upper


@each
def test_scalars_lists_and_series_give_the_same_and_a_series_keeps_its_index(find, numbers):
    from_scalars = find(*numbers)
    from_lists = find(*([number] for number in numbers))
    from_series = find(*(pd.Series([number], index=["ashby"]) for number in numbers))

    pd.testing.assert_frame_equal(from_scalars, from_lists)
    pd.testing.assert_frame_equal(from_scalars.set_axis(["ashby"]), from_series)


@each
@pytest.mark.parametrize("missing", [None, nan, pd.NA])
def test_a_missing_number_stays_missing_in_its_own_row(find, numbers, missing):
    columns = [pd.Series([number, number], index=["ashby", "barrow"], dtype=object) for number in numbers]
    columns[0]["ashby"] = missing

    found = find(*columns)

    assert found.isna().to_numpy().tolist() == [[True] * found.shape[1], [False] * found.shape[1]]


@each
@pytest.mark.parametrize("count", [0, 3])
def test_a_population_of_nought_gives_no_value(find, numbers, count):
    assert find(count, 0, *numbers[2:]).isna().all(axis=None)


@each
def test_the_columns_given_are_left_as_they_were(find, numbers):
    columns = [pd.Series([number, None], index=["ashby", "barrow"]) for number in numbers]
    before = [column.copy() for column in columns]

    find(*columns)

    assert all(column.equals(old) for column, old in zip(columns, before, strict=True))


@each
def test_an_empty_table_gives_an_empty_table(find, numbers):
    assert find(*([] for _ in numbers)).empty


ELEVEN = pd.Series([11], index=["ashby"])


@each
@pytest.mark.parametrize("index", [["ashby", "barrow"], ["ashby", "ashby"]])
def test_a_count_below_nought_is_refused(find, numbers, index):
    with pytest.raises(AskedWrongly) as refusal:
        find(pd.Series([-2, 1], index=index), *numbers[1:])

    assert str(refusal.value) == "count is -2 in row 'ashby'; it must be zero or more."


@pytest.mark.parametrize(
    ("find", "numbers", "message"),
    [
        (intervals.proportion, (ELEVEN, 10), "count is 11 of 10 in row 'ashby'; it cannot be more than all."),
        (
            intervals.proportion_ratio,
            (ELEVEN, 10, 3, 9),
            "count is 11 of 10 in row 'ashby'; it cannot be more than all.",
        ),
        (intervals.proportion, ([1, 2], [0, 1]), "count is 2 of 1 in row 1; it cannot be more than all."),
        (intervals.rate, (["few"], 10), "count holds something that is not a number: ['few']."),
        (partial(intervals.rate, confidence=95), (1, 9), "confidence is 95; it lies between 0 and 1, such as 0.95."),
    ],
)
def test_what_cannot_be_counted_is_refused(find, numbers, message):
    with pytest.raises(AskedWrongly) as refusal:
        find(*numbers)

    assert str(refusal.value) == message


@each
@pytest.mark.parametrize("confidence", [0, 1, 1.5, -0.5])
def test_a_confidence_of_none_or_all_is_refused(find, numbers, confidence):
    with pytest.raises(AskedWrongly, match=f"^confidence is {confidence}; it lies between 0 and 1, such as 0.95.$"):
        find(*numbers, confidence=confidence)


@pytest.mark.parametrize(("count", "limits"), [(0, [0, 0, 3.699]), (96, [100, 96.152, 100])])
def test_nobody_and_everybody_have_limits_that_end_at_nought_and_at_all(count, limits):
    out_of = count or 100

    assert row(intervals.proportion(count, out_of)) == pytest.approx(limits, abs=0.0005)


def test_of_nobody_and_of_everybody_the_limit_is_nought_or_all_to_the_last_digit():
    sizes = np.arange(1, 500)

    assert set(intervals.proportion(0, sizes)["lower"]) == {0}
    assert set(intervals.proportion(sizes, sizes)["upper"]) == {100}


def test_zero_cells_give_a_ratio_of_nought_or_infinity_and_none_where_both_are_nought():
    found = intervals.ratio([0, 5, 0], 1_000, [5, 0, 0], 1_000)

    odds = 0.025 ** (-1 / 5) - 1  # nobody of five has a share of at most 1 - 0.025 ** (1/5)
    assert found["value"].tolist() == pytest.approx([0, inf, nan], nan_ok=True)
    assert found["lower"].tolist() == pytest.approx([0, 1 / odds, 0])
    assert found["upper"].tolist() == pytest.approx([odds, inf, inf])


def test_proportions_of_which_one_or_both_are_nought_have_a_ratio_of_infinity_or_none_and_open_limits():
    found = intervals.proportion_ratio([0, 5, 0, 5], [20, 20, 20, 20], [0, 0, 5, 5], 20)

    assert found["value"].tolist() == pytest.approx([nan, inf, 0, 1], nan_ok=True)
    assert found["lower"].tolist()[::2] == [0, 0]
    assert found["upper"].tolist()[:2] == [inf, inf]
    assert found.loc[1, "lower"] > 1 > found.loc[3, "lower"] > 0
    assert found.loc[3, "p_value"] == 1


@pytest.mark.parametrize("find", [intervals.ratio, intervals.proportion_ratio])
@pytest.mark.filterwarnings("error")
def test_zero_cells_give_no_warning(find):
    assert len(find([0, 5, 0, 20], 20, [5, 0, 0, 20], 20)) == 4


@pytest.mark.filterwarnings("error")
def test_a_rate_of_nobody_gives_no_warning():
    assert row(intervals.rate([0, 12], 10_000)) == pytest.approx([0, 0, 36.889], abs=0.001)


def test_everybody_on_either_side_is_no_sign_of_a_difference():
    found = intervals.proportion_ratio(30, 30, 7, 7)

    assert found[["value", "p_value"]].to_numpy().tolist() == [[1, 1]]
    assert found["lower"][0] < 1 < found["upper"][0]


def test_everybody_on_either_side_has_narrow_limits_at_a_low_confidence():
    _, lower, upper = row(intervals.proportion_ratio(30, 30, 7, 7))
    _, closer_lower, closer_upper = row(intervals.proportion_ratio(30, 30, 7, 7, confidence=0.5))

    assert lower < closer_lower < 1 < closer_upper < upper


@pytest.mark.parametrize("find", [intervals.ratio, intervals.proportion_ratio])
@pytest.mark.filterwarnings("error")
def test_a_baseline_of_nobody_gives_no_ratio(find):
    assert find(12, 400, [0, 3], 0).isna().all(axis=None)


def test_populations_may_be_shares_of_one():
    of_shares, of_children = intervals.ratio(12, 0.4, 30, 0.6), intervals.ratio(12, 400, 30, 600)

    pd.testing.assert_frame_equal(of_shares, of_children)
    assert intervals.ratio_p(12, 0.4, 30, 0.6)[0] == pytest.approx(intervals.ratio_p(12, 400, 30, 600)[0])


def test_p_values_adjusted_for_how_many_there_are_keep_their_places_and_their_gaps():
    # The smallest of three times 3/1, the next times 3/2, the largest times 3/3, none above a larger one's.
    p_values = pd.Series([0.01, 0.04, None, 0.03], index=["ashby", "barrow", "corby", "derby"])

    found = intervals.benjamini_hochberg(p_values)

    expected = pd.Series([0.03, 0.04, nan, 0.04], index=p_values.index, name="p_adjusted")
    pd.testing.assert_series_equal(found, expected)


def test_where_no_p_value_is_known_none_is_adjusted():
    assert intervals.benjamini_hochberg(pd.Series([None, None], dtype=float)).isna().tolist() == [True, True]


@pytest.mark.parametrize("test", [intervals.ratio_p, lambda *counts: intervals.proportion_ratio(*counts)["p_value"]])
def test_nobody_on_either_side_is_no_sign_of_a_difference(test):
    assert test(0, 1_000, 0, 50).tolist() == [1.0]


def test_the_smallest_cohort_is_the_first_whose_wilson_interval_leaves_the_baseline_out():
    cohort = intervals.smallest_cohort(42.1, 39.2)

    lower = intervals.proportion(0.421 * np.array([1_088, 1_089]), [1_088, 1_089])["lower"]
    assert cohort == 1_089
    assert (lower > 39.2).tolist() == [False, True]


@pytest.mark.parametrize(("value", "baseline"), [(39.2, 39.2), (5, 0), (5, 100), (nan, 39.2), (39.2, nan)])
def test_no_cohort_is_large_enough_where_there_is_no_gap_to_see(value, baseline):
    assert intervals.smallest_cohort(value, baseline) is None


@repeatable
@given(value=st.integers(1, 99), baseline=st.integers(1, 99), confidence=st.sampled_from([0.95, 0.998]))
def test_one_child_fewer_than_the_smallest_cohort_is_too_few(value, baseline, confidence):
    cohort = intervals.smallest_cohort(value, baseline, confidence=confidence)

    if cohort is None or cohort == 1:
        return
    sizes = np.array([cohort - 1, cohort])
    found = intervals.proportion(value / 100 * sizes, sizes, confidence=confidence)
    assert ((found["lower"] > baseline) | (found["upper"] < baseline)).tolist() == [False, True]
