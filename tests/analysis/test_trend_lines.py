from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy.stats import norm

import yotlib as yot
from yotlib.analysis import intervals, trend_lines, trends
from yotlib.findings.trends import breaks, change, trend
from yotlib.reference.errors import AskedWrongly

Z = 1.959964


@pytest.fixture(scope="module")
def figures() -> pd.DataFrame:
    return yot.load()


def simulated_line(
    values: Sequence[float],
    *,
    half: float | Sequence[float] | None = 1.0,
    start: int = 2018,
    month: int = 1,
    **looks: object,
) -> pd.DataFrame:
    """Return a simulated series of years: values with intervals `half` to each side, and no counts."""
    starts = [pd.Timestamp(start + step, month, 1) for step in range(len(values))]
    line = pd.DataFrame({"period_start": starts, "value": np.asarray(values, dtype=float)})
    asked = {"measure": "first_time_entrants", "age": "10-17", "ethnicity": "all"}
    who = {"area": "leeds", "name": "Leeds", "role": "team", "note": "", "source": "simulated-2024"}
    width = np.asarray(float("nan") if half is None else half)
    return line.assign(
        **asked,
        **who,
        period_end=[first + pd.DateOffset(years=1, days=-1) for first in starts],
        lower=line["value"] - width,
        upper=line["value"] + width,
        count=float("nan"),
        population=float("nan"),
    ).assign(**looks)


def simulated_counts(counts: np.ndarray, populations: np.ndarray, measure: str) -> pd.DataFrame:
    """Return simulated series, one area a row of `counts`, with the intervals the measure's kind has."""
    per, limits = {"first_time_entrants": (1e5, intervals.rate), "reoffending_rate": (100, intervals.proportion)}[
        measure
    ]
    held = limits(counts.ravel(), populations.ravel(), per=per)
    lines = [simulated_line([0.0] * counts.shape[1], area=f"simshire-{row}") for row in range(len(counts))]
    known = {"count": counts.ravel(), "population": populations.ravel(), "measure": measure}
    limited = {name: held[name].to_numpy() for name in ("value", "lower", "upper")}
    return pd.concat(lines, ignore_index=True).assign(**known, **limited)


def only(series: pd.DataFrame) -> pd.Series:
    (row,) = (row for _, row in trend_lines.fit_trends(series).iterrows())
    return row


def scatter(fit) -> float:
    """Return χ²/df of a fit of statsmodels, from its residuals divided by their errors."""
    return float((fit.wresid**2).sum() / fit.df_resid)


def test_five_points_worked_by_hand():
    # t = -2..2; slope = (-2*50 - 1*48 + 0 + 1*41 + 2*40) / 10 = -2.7; SE = 2.939946 / 1.959964 = 1.5;
    # sum of w(t - mean)^2 = 10 / 2.25, its root 2.108185; z = -2.7 * 2.108185 = -5.692100.
    found = only(simulated_line([50, 48, 44, 41, 40], half=1.5 * Z))

    assert found["slope"] == pytest.approx(-2.7)
    assert found["z"] == pytest.approx(-5.692100, abs=1e-5)
    assert found["p_value"] == pytest.approx(1.2549e-8, rel=1e-3)
    assert found[["first_period", "last_period", "points", "trend", "reason"]].tolist() == [
        "2018",
        "2022",
        5,
        "falling",
        "",
    ]


def test_years_that_scatter_more_than_counts_would_widen_the_error_of_the_slope():
    # t = -2..2; slope = (-2*110 - 100 + 80 + 2*50) / 10 = -14, mean 88; SE 5 makes z = -14 * sqrt(10 / 25) = -8.854377.
    # The misses are -6, -2, 12, 6 and -10: chi-squared is 320 / 25 = 12.8, over 3 it is 4.266667, its root 2.065591.
    found = only(simulated_line([110, 100, 100, 80, 50], half=5 * Z))

    assert found["slope"] == pytest.approx(-14)
    assert found["z"] == pytest.approx(-8.854377 / 2.065591, abs=1e-5)
    assert found["p_value"] == pytest.approx(1.8142e-5, rel=1e-3)


@pytest.mark.parametrize("seed", range(24))
def test_simulated_slopes_agree_with_weighted_least_squares_of_numpy_and_statsmodels(seed):
    rng = np.random.default_rng(seed)
    value, half = rng.uniform(50, 400, 5), rng.uniform(5, 60, 5)

    found = only(simulated_line(value, half=half))

    error, years = half / Z, np.arange(5)
    slope, _ = np.polyfit(years, value, 1, w=1 / error)
    fit = sm.WLS(value, sm.add_constant(years), weights=error**-2.0).fit(cov_type="fixed scale")
    assert found["slope"] == pytest.approx(slope)
    z = fit.tvalues[1] / max(1, np.sqrt(scatter(fit)))
    assert found["slope"] == pytest.approx(fit.params[1])
    assert found["z"] == pytest.approx(z, rel=1e-6)
    assert found["p_value"] == pytest.approx(2 * norm.sf(abs(z)), rel=1e-4, abs=1e-12)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("measure", ["first_time_entrants", "reoffending_rate"])
def test_simulated_counts_are_weighted_by_the_error_of_their_pooled_rate(seed, measure):
    rng = np.random.default_rng([7, seed])
    population = rng.integers(50, 500, (1, 5)).astype(float)
    count = rng.binomial(population.astype(int), 0.3).astype(float)

    found = only(simulated_counts(count, population, measure))

    share, per = count.sum() / population.sum(), 100 if measure == "reoffending_rate" else 1e5
    variance = share * (1 - share) if measure == "reoffending_rate" else share
    error = per * np.sqrt(variance / population[0])
    line = sm.WLS(per * count[0] / population[0], sm.add_constant(np.arange(5)), weights=error**-2.0)
    fit = line.fit(cov_type="fixed scale")
    assert found["slope"] == pytest.approx(fit.params[1])
    assert found["z"] == pytest.approx(fit.tvalues[1] / max(1, np.sqrt(scatter(fit))))


def test_the_test_of_simulated_proportions_is_that_of_cochran_and_armitage():
    from statsmodels.stats.contingency_tables import Table

    count, population = np.array([[40, 36, 30, 27, 20.0]]), np.array([[90, 85, 88, 92, 80.0]])

    found = only(simulated_counts(count, population, "reoffending_rate"))

    table = np.array([count[0], population[0] - count[0]])
    known = Table(table).test_ordinal_association(row_scores=np.arange(2), col_scores=np.arange(5))
    permuted = np.sqrt(population.sum() / (population.sum() - 1))  # statsmodels divides the variance by one child fewer
    assert abs(found["z"]) == pytest.approx(abs(known.zscore) * permuted)
    assert found["z"] < 0


@pytest.mark.parametrize(("z", "trend"), [(3.08, "no trend shown"), (3.10, "rising"), (-3.10, "falling")])
def test_a_trend_is_shown_only_below_p_of_0_002(z, trend):
    half = Z * np.sqrt(10) / abs(z)  # a slope of 1 over five years has z = sqrt(10) / SE

    found = only(simulated_line(100 + np.sign(z) * np.arange(5), half=half))

    assert found["z"] == pytest.approx(z, rel=1e-6)
    assert found["trend"] == trend
    assert (found["p_value"] < 0.002) == (trend != "no trend shown")
    assert found["reason"] == ("p is not below 0.002" if trend == "no trend shown" else "")


# Four wide intervals and a narrow one: the last point makes the slope, and the others scatter no more than chance.
MADE_BY_THE_LAST = [half * Z for half in (15.5, 15.5, 15.5, 15.5, 0.1)]


def test_a_slope_that_turns_when_one_point_is_left_out_is_no_trend():
    values = [100, 100, 99, 98, 130]

    found = only(simulated_line(values, half=MADE_BY_THE_LAST))

    without_last, _ = np.polyfit(range(4), values[:4], 1)
    assert without_last < 0 < found["slope"]
    assert found["p_value"] < 0.002
    assert found["trend"] == "no trend shown"
    assert found["reason"] == "the slope does not keep its sign without 2022"


def test_a_slope_that_one_point_makes_is_no_trend_though_the_others_are_level():
    found = only(simulated_line([100, 100, 100, 100, 130], half=MADE_BY_THE_LAST))

    assert found["p_value"] < 0.002
    assert found["trend"] == "no trend shown"


@pytest.mark.parametrize("value", [0.0, 200.0])
def test_equal_values_have_a_slope_of_nought_and_no_trend(value):
    found = only(simulated_line([value] * 5))

    assert found[["slope", "z", "p_value", "trend"]].tolist() == [0, 0, 1, "no trend shown"]


@pytest.mark.parametrize("measure", ["first_time_entrants", "reoffending_rate"])
@pytest.mark.parametrize("share", [0.0, 1.0])
def test_nobody_counted_and_everybody_counted_are_no_trend_and_no_error(measure, share, recwarn):
    population = np.full((1, 5), 80.0)

    found = only(simulated_counts(share * population, population, measure))

    assert found["trend"] == "no trend shown"
    assert found["p_value"] == 1
    assert [str(warning.message) for warning in recwarn] == []


def test_only_the_newest_five_points_are_tested():
    found = only(simulated_line([9, 900, 10, 20, 30, 40, 50]))

    assert found["slope"] == pytest.approx(10)
    assert found[["first_period", "last_period", "points"]].tolist() == ["2020", "2024", 5]


def test_a_year_without_a_figure_is_no_point_and_the_years_keep_their_places():
    found = only(simulated_line([10, 20, float("nan"), 40, 50, 60]))

    assert found["slope"] == pytest.approx(10)
    assert found["first_period"] == "2018"


REFUSED = {
    "four points": (simulated_line([1, 2, 3, 4]), "only 4 points are published, and a trend needs 5"),
    "one point": (simulated_line([1]), "only 1 point is published, and a trend needs 5"),
    "no interval": (simulated_line([1, 2, 3, 4, 5], half=None), "5 of 5 points have no interval"),
    "one without": (simulated_line([1, 2, 3, 4, 5], half=[1, 1, 1, 1, np.nan]), "1 of 5 points has no interval"),
    "no width": (simulated_line([1, 2, 3, 4, 5], half=0.0), "5 of 5 points have no interval"),
    "a break inside": (
        simulated_line([40, 41, 42, 43, 44, 45], start=2013, measure="reoffending_rate"),
        "only 3 points are published after the series break of 1 October 2015, and a trend needs 5",
    ),
    "a year astride the break": (
        simulated_line([40, 41, 42, 43, 44], start=2015, month=4, measure="reoffending_rate"),
        "only 4 points are published after the series break of 1 October 2015, and a trend needs 5",
    ),
    "the newest astride it": (
        simulated_line([40, 41, 42, 43, 44, 45], start=2010, month=4, measure="reoffending_rate"),
        "no point is published after the series break of 1 October 2015, and a trend needs 5",
    ),
    "overlapping": (
        simulated_line([1, 2, 3, 4, 5]).assign(period_start=lambda line: line["period_start"] - pd.DateOffset(days=1)),
        "periods overlap, so that points share children",
    ),
    "nothing": (simulated_line([float("nan")] * 5), "no point is published, and a trend needs 5"),
}


@pytest.mark.parametrize(("series", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_trend_that_cannot_be_tested_cannot_be_said_and_tells_why(series, reason):
    found = only(series)

    assert found["trend"] == "cannot say"
    assert found["reason"] == reason
    assert found[["slope", "z", "p_value"]].isna().all()


def test_five_points_after_a_break_are_tested_and_five_before_it_too():
    astride = simulated_line([40, 38, 36, 34, 32, 30], start=2015, month=4, measure="reoffending_rate")
    before = simulated_line([40, 38, 36, 34, 32], start=2010, month=4, measure="reoffending_rate")

    assert only(astride)[["first_period", "trend"]].tolist() == ["2016-17", "falling"]
    assert only(before)[["first_period", "trend"]].tolist() == ["2010-11", "falling"]


def test_an_estimated_interval_counts_and_is_told():
    notes = ["[e] about 3 children", "", "[b][e] about 3 children", "", ""]

    found = only(simulated_line([10, 20, 30, 40, 50], note=notes))

    assert found[["trend", "reason"]].tolist() == ["rising", "2 of 5 intervals are estimated"]


def test_bradfords_entrants_fall_and_its_baselines_without_intervals_cannot_be_said(figures):
    series = trends.over_time(figures, "bradford", "first_time_entrants", as_of="2025-11-30")

    found = trend_lines.fit_trends(series).set_index("area")

    # Children at mid-2019 to mid-2023; counts are rate x population.
    rate, children = np.array([347, 239, 189, 210, 116.0]), np.array([62_299, 63_471, 65_276, 65_760, 66_090])
    error = np.sqrt(1e5 * np.average(rate, weights=children) / children)
    slope, _ = np.polyfit(range(5), rate, 1, w=1 / error)
    fit = sm.WLS(rate, sm.add_constant(np.arange(5)), weights=error**-2.0).fit(cov_type="fixed scale")
    assert found.loc["bradford", "slope"] == pytest.approx(slope)
    assert found.loc["bradford", "z"] == pytest.approx(fit.tvalues[1] / np.sqrt(scatter(fit)))
    assert scatter(fit) > 1
    assert found.loc["bradford", ["trend", "reason"]].tolist() == ["falling", "all 5 intervals are estimated"]
    assert set(found["trend"].iloc[1:]) == {"cannot say"}
    assert list(found.reset_index().columns) == trend_lines.TESTED


def test_one_area_can_be_asked_for_by_any_of_its_names(figures):
    series = trends.over_time(figures, "bradford", "first_time_entrants")

    assert trend_lines.fit_trends(series, area="England")["area"].tolist() == ["england"]
    with pytest.raises(AskedWrongly) as told:
        trend_lines.fit_trends(series, area="leeds")
    assert str(told.value) == "The series has no 'leeds'; it has 'bradford', 'yorkshire-and-the-humber', 'england'."


def test_an_empty_series_has_no_trend_and_the_same_columns(figures):
    found = trend_lines.fit_trends(trends.over_time(figures, "cardiff", "first_time_entrants"))

    assert found.empty
    assert list(found.columns) == trend_lines.TESTED


def test_the_series_passed_in_is_untouched(figures):
    series = trends.over_time(figures, "bradford", "first_time_entrants")
    before = series.copy(deep=True)

    trend_lines.fit_trends(series)

    pd.testing.assert_frame_equal(series, before)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("measure", "children", "share"),
    [
        ("first_time_entrants", 60_000, 0.0012),
        ("first_time_entrants", 6_000, 0.0012),
        ("reoffending_rate", 400, 0.4),
        ("reoffending_rate", 40, 0.4),
    ],
    ids=["72 children", "7 children", "cohorts of 400", "cohorts of 40"],
)
def test_simulated_series_without_a_trend_are_seldom_called_rising_or_falling(measure, children, share):
    draws, rng = 1_500, np.random.default_rng(2015)
    population = np.full((draws, 5), float(children))
    count = rng.binomial(children, share, population.shape).astype(float)

    found = trend_lines.fit_trends(simulated_counts(count, population, measure))

    called = found["trend"].isin(["rising", "falling"]).sum()
    assert called <= 0.002 * draws + norm.ppf(0.999) * np.sqrt(0.002 * draws)


SAID = {
    "falling": (
        simulated_line([50, 48, 44, 41, 40], half=1.5 * Z),
        "First-time entrants in Leeds fell by about 3 per 100,000 children a year over 2018 to 2022, more than chance "
        "would explain (p < 0.001). 5 years are tested.",
    ),
    "rising, a percentage": (
        simulated_line([30.0, 31.2, 32.4, 33.6, 34.8], measure="reoffending_rate", note="[e] guessed"),
        "Proven reoffending in Leeds rose by about 1.2 percentage points a year over 2018 to 2022, more than chance "
        "would explain (p < 0.001). 5 years are tested; all 5 intervals are estimated.",
    ),
    "too little to print": (
        simulated_line([30.0, 30.1, 30.2, 30.3, 30.4], half=0.01),
        "First-time entrants in Leeds rose by less than 1 per 100,000 children a year over 2018 to 2022, more than "
        "chance would explain (p < 0.001). 5 years are tested.",
    ),
    "no trend": (
        simulated_line([200] * 5),
        "First-time entrants in Leeds show no trend over 2018 to 2022 (p = 1.00). 5 years are tested; p is not below "
        "0.002.",
    ),
    "no interval": (
        simulated_line([1, 2, 3, 4, 5], half=None),
        "No trend is tested in first-time entrants in Leeds: 5 of 5 points have no interval.",
    ),
    "withheld": (
        simulated_line([float("nan")] * 5),
        "Every year of first-time entrants is withheld, so no trend can be shown.",
    ),
    "empty": (simulated_line([]), "The sources held here publish no figures over time for this team and measure."),
}


@pytest.mark.parametrize(("series", "sentence"), SAID.values(), ids=SAID)
def test_a_tested_trend_is_told_in_words(series, sentence):
    assert trend(series) == sentence


def test_bradfords_trend_is_told_in_words(figures):
    assert trend(trends.over_time(figures, "bradford", "first_time_entrants", as_of="2025-11-30")) == (
        "First-time entrants in Bradford fell by about 49 per 100,000 children a year over 2019 to 2023, more than "
        "chance would explain (p < 0.001), while Yorkshire and the Humber fell from 228 to 159. 5 years are tested; "
        "all 5 intervals are estimated."
    )


def test_a_break_is_told_with_the_year_astride_it_and_a_series_without_one_says_nothing(figures):
    national = trends.over_time(figures, "england-and-wales", "reoffending_rate", baselines=())

    assert breaks(national) == (
        "The series breaks at 1 October 2015, where the source of the figures changed. 2015-16 straddles it. No trend "
        "is tested across the break, and a difference across it is not read as a change.",
    )
    assert breaks(trends.over_time(figures, "bradford", "first_time_entrants")) == ()
    counts = figures[(figures["measure"] == "cautioned_or_sentenced") & (figures["source"] == "yjb-local-2022-23")]
    (told,) = breaks(trends.over_time(counts, "barnet", "cautioned_or_sentenced", baselines=()))
    assert told.startswith(
        "The series breaks at 1 April 2017, since later years were revised and earlier not. No trend"
    )
    assert breaks(simulated_line([])) == ()


@pytest.mark.parametrize(
    ("period", "sentence"),
    [
        (
            "latest",
            "Proven reoffending in England and Wales fell from 40.9% in 2016-17 to 34.2% in 2019-20 (6.7 percentage "
            "points). Years before or astride the series break of 1 October 2015 are not compared with these.",
        ),
        (
            "2016-17",
            "Only 2016-17 is published after the series break of 1 October 2015, so no change over time can be shown.",
        ),
        (
            "2015-16",
            "No year is published whole after the series break of 1 October 2015, so no change over time can be shown.",
        ),
        (
            "2014-15",
            "Proven reoffending in England and Wales rose from 38.3% in 2009-10 to 42.6% in 2014-15 (4.3 percentage "
            "points).",
        ),
    ],
)
def test_no_change_is_told_across_a_break(figures, period, sentence):
    assert change(trends.over_time(figures, "england-and-wales", "reoffending_rate", period=period)) == sentence
