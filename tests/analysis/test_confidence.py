"""Another confidence: it moves limits, and what follows from them, as an independent formula does; words name it."""

import inspect
import math
from functools import partial

import pandas as pd
import pytest
from scipy.stats import beta, chi2, norm
from statsmodels.stats.proportion import proportion_confint

import yotlib as yot
from tests.analysis.test_neighbours import BRADFORDS, simulated  # type: ignore[import-not-found]
from tests.test_documents import public_functions  # type: ignore[import-not-found]
from yotlib.analysis.confidence import at_level, in_per_cent, level_of, print_level
from yotlib.analysis.inspection.published import key_questions
from yotlib.analysis.trend_lines import fit_trends
from yotlib.reference.errors import AskedWrongly

RATE, SURE, Z = "first_time_entrants", 0.99, norm.ppf(0.995)
# What follows from limits: a verdict, the ends in multiples, the flag of an interval that leaves 1 out.
FOLLOWS = ("lower", "upper", "verdict", "judgement", "stands", "significant")
ASKED = {
    "compare": partial(yot.compare, team="Bradford", measure=RATE, period="2024"),
    "neighbours": partial(yot.neighbours.beside, team="Bradford", measure=RATE, period="2024"),
    "bounded": partial(yot.bounded_teams.bounded, team="Leicestershire", measure=RATE),
    "page": partial(yot.context.page, team="Bradford", period="2024"),
    "over time": partial(yot.trends.over_time, team="Bradford", measure=RATE, period="2024"),
    "pooled": partial(yot.pooled, team="Bradford", measure=RATE, period="2024"),
    "series": partial(yot.series, teams=["Leeds", "Bradford"], measure=RATE, period="2024"),
    "verdicts": partial(yot.verdicts, measure=RATE, period="2024", baselines="nation"),
    "national": partial(yot.national.table, measure=RATE, period="2024"),
    "groups": partial(yot.ethnicity.groups, team="Bradford"),
    "groups beside": partial(yot.ethnicity.beside, team="Bradford", period="2019-20"),
    "groups pooled beside": partial(yot.ethnicity.beside, team="Bradford", period="2019-20", years=3),
    "groups pooled": partial(yot.ethnicity.pooled, team="Bradford"),
    "groups over time": partial(yot.ethnicity.over_time, team="Bradford"),
    "as inspected": partial(yot.ethnicity.as_inspected, team="Bradford"),
    "expected": partial(yot.ethnicity.expected, team="Bradford", period="2020-21"),
    "expected beside own": partial(yot.ethnicity.expected_beside_own, team="Bradford"),
    "newest total": partial(yot.ethnicity.newest_total, team="Bradford"),
}
# Functions of figures that have no interval, each with what else it needs.
NO_INTERVAL = {
    "ethnicity.bases": {"team": "Leeds"},
    "ethnicity.population": {"team": "Leeds"},
    "ethnicity.shares_of_children": {},
    "national.values": {"measure": RATE},
    "reoffending.split": {"team": "Leeds"},
    "years_together.steadiness": {"team": "Leeds", "measure": RATE},
}
EACH = pytest.mark.parametrize("which", ASKED)


@pytest.fixture(scope="module")
def figures():
    return yot.load()


@pytest.fixture(scope="module")
def both(figures):
    """Each table at the usual confidence and at 99%, by what it is of."""
    known = {}

    def ask(which):
        if which not in known:
            known[which] = ASKED[which](figures), ASKED[which](figures, confidence=SURE)
        return known[which]

    return ask


def byar(count):
    return (
        count * (1 - 1 / (9 * count) - Z / (3 * math.sqrt(count))) ** 3,
        (count + 1) * (1 - 1 / (9 * (count + 1)) + Z / (3 * math.sqrt(count + 1))) ** 3,
    )


def exact(count):
    return chi2.ppf(0.005, 2 * count) / 2, chi2.ppf(0.995, 2 * count + 2) / 2


def exact_ratio(count, population, base_count, base_population):
    """Return the exact conditional limits of a ratio of two rates, from those of the share of the first count."""
    low = beta.ppf(0.005, count, base_count + 1)
    high = beta.ppf(0.995, count + 1, base_count)
    return [share / (1 - share) * base_population / population for share in (low, high)]


@EACH
def test_another_confidence_widens_every_interval_and_moves_nothing_that_does_not_follow_it(both, which):
    usual, sure = both(which)

    lower, upper = ([name for name in usual if name.endswith(side)] for side in ("lower", "upper"))
    assert lower
    assert (usual[lower].notna() == sure[lower].notna()).all(axis=None)
    narrower = usual[upper].to_numpy(float) - usual[lower].to_numpy(float)
    wider = sure[upper].to_numpy(float) - sure[lower].to_numpy(float)
    assert ((wider > narrower) | pd.isna(wider) | (wider == 0)).all()
    kept = [name for name in usual if not name.endswith(FOLLOWS)]
    pd.testing.assert_frame_equal(usual[kept], sure[kept], check_dtype=False)


@EACH
def test_a_table_says_of_which_confidence_it_is_and_one_at_the_usual_says_nothing(both, which):
    usual, sure = both(which)

    assert (level_of(usual), level_of(sure), level_of(sure.iloc[0])) == (0.95, SURE, SURE)
    assert "confidence" not in usual.attrs
    assert (print_level(usual), print_level(sure)) == ("95%", "99%")


@EACH
def test_a_confidence_in_per_cent_is_refused(figures, which):
    with pytest.raises(AskedWrongly, match="confidence is 95; it lies between 0 and 1"):
        ASKED[which](figures, confidence=95)


def test_every_function_of_figures_takes_a_confidence_or_has_no_interval(figures):
    of_figures = {
        name: function
        for name, function in public_functions().items()
        if "figures" in inspect.signature(function).parameters
    }
    of_analysis = {name: one for name, one in of_figures.items() if one.__module__.startswith("yotlib.analysis")}

    without = {name for name, one in of_analysis.items() if "confidence" not in inspect.signature(one).parameters}

    assert without == set(NO_INTERVAL)
    for name, needed in NO_INTERVAL.items():
        found = of_analysis[name](figures, **needed)
        assert not [column for column in found if column.endswith(("lower", "upper"))], name


def test_neighbours_and_their_sum_have_byars_limits_and_the_exact_ratio_at_99(both):
    _, sure = both("neighbours")
    team, together = sure.iloc[0], sure.iloc[-1]
    count, children = together["count_estimated"], together["population_estimated"]

    assert [together["lower"], together["upper"]] == pytest.approx([100_000 * end / children for end in byar(count)])
    assert [team["lower"], team["upper"]] == pytest.approx(
        [100_000 * end / team["population_estimated"] for end in byar(team["count_estimated"])]
    )
    # Without a published count the team's own interval is set against the sum as a fixed value.
    limits = [team["lower"] / together["value"], team["upper"] / together["value"]]
    assert [together["ratio_lower"], together["ratio_upper"]] == pytest.approx(limits)
    assert together["verdict"] == ("lower" if limits[1] < 1 else "similar")


def test_neighbours_that_are_all_counted_have_the_exact_ratio_of_their_sum_at_99():
    counts = {"bradford": 40, **dict.fromkeys(BRADFORDS, 27)}

    together = yot.neighbours.beside(simulated(counts), "bradford", RATE, confidence=SURE).iloc[-1]

    limits = exact_ratio(40, 10_000, 270, 100_000)
    assert [together["ratio_lower"], together["ratio_upper"]] == pytest.approx(limits)
    assert (limits[0] < 1, together["verdict"]) == (True, "similar")  # it is "higher" at 95%
    assert yot.neighbours.beside(simulated(counts), "bradford", RATE)["verdict"].iloc[-1] == "higher"


def test_a_bounded_team_has_byars_limits_of_both_ends_at_99(both):
    _, sure = both("bounded")
    first = sure.iloc[0]
    ends = [first[end] * first["population"] / 100_000 for end in ("lowest", "highest")]

    worked = [byar(ends[0])[0], byar(ends[1])[1]]
    assert [first["lower"], first["upper"]] == pytest.approx([100_000 * end / first["population"] for end in worked])


@pytest.mark.parametrize(
    ("confidence", "verdicts"),
    # At 98.3% the lowest rate lies below the region's, but not every rate that rounds to it does.
    [(0.95, ["cannot say", "lower"]), (0.983, ["similar", "lower"]), (0.99999, ["similar", "cannot say"])],
)
def test_a_verdict_on_a_bounded_team_follows_its_limits(figures, confidence, verdicts):
    table = yot.bounded_teams.bounded(figures, "Leicestershire", RATE, confidence=confidence)

    assert table["verdict"].tolist() == verdicts


def test_a_page_is_the_comparisons_at_that_confidence(figures, both):
    _, sure = both("page")
    block = yot.context.blocks(sure)[0]
    alone = yot.compare(figures, "Bradford", block["measure"].iloc[0], period="2024", confidence=SURE)

    pd.testing.assert_frame_equal(block.reset_index(drop=True), alone, check_dtype=False)
    assert level_of(block) == SURE


def test_the_newest_counted_year_of_a_page_has_that_confidence_too(figures):
    usual, sure = (yot.context.page(figures, "Leeds", confidence=level) for level in (0.95, SURE))
    rates = usual["measure"] == "cautioned_or_sentenced_rate"

    assert rates.sum() > 4  # two blocks
    assert (sure.loc[rates, "upper"] > usual.loc[rates, "upper"]).all()


def test_editions_of_a_page_have_that_confidence(figures):
    then, now = yot.context.editions(figures, "Bradford", confidence=SURE).values()
    (asked,) = yot.context.editions(figures, "Bradford", as_of="2020-01-31", confidence=SURE).values()

    assert [level_of(page) for page in (then, now, asked)] == [SURE] * 3
    assert (then["lower"].dropna() == asked["lower"].dropna()).all()


@pytest.mark.parametrize("which", ["groups beside", "groups pooled beside"])
def test_groups_beside_their_wider_areas_have_wilsons_limits_and_the_exact_ratio_at_99(both, which):
    _, sure = both(which)

    for _, rows in sure[sure["group"] != "not-known"].groupby("area"):
        white = rows[rows["group"] == "white"].iloc[0]
        for _, row in rows.iterrows():
            lower, upper = proportion_confint(row["count"], rows["count"].sum(), alpha=0.01, method="wilson")
            assert [row["share_lower"], row["share_upper"]] == pytest.approx([100 * lower, 100 * upper])
            if row["group"] != "white" and row["count"] > 0:
                ratio = exact_ratio(row["count"], row["population"], white["count"], white["population"])
                assert [row["rri_lower"], row["rri_upper"]] == pytest.approx(ratio)


def test_the_same_year_by_five_groups_has_that_confidence(figures):
    printed = yot.ethnicity.groups(figures, "Bradford", as_of="2020-01-31")
    five = yot.ethnicity.same_year_by_five(figures, printed, confidence=SURE)

    lower, upper = proportion_confint(331, 331 + 122 + 5 + 22 + 2, alpha=0.01, method="wilson")
    assert five[["share_lower", "share_upper"]].iloc[0].tolist() == pytest.approx([100 * lower, 100 * upper])
    assert level_of(five) == SURE


@pytest.mark.parametrize("which", ["expected", "expected beside own", "newest total"])
def test_a_total_over_what_is_expected_has_exact_poisson_limits_at_99(both, which):
    _, sure = both(which)
    last = sure.iloc[-1]
    total = last["total"] if "total" in sure else last["count"]

    assert [last["ratio_lower"], last["ratio_upper"]] == pytest.approx([end / last["expected"] for end in exact(total)])


def test_a_verdict_on_what_is_expected_follows_the_limits(figures):
    found = [
        yot.ethnicity.expected(figures, "Bradford", period="2020-21", confidence=level).iloc[-1]["verdict"]
        for level in (0.95, 1 - 1e-12)
    ]
    newest = [
        yot.ethnicity.newest_total(figures, "Bradford", confidence=level)["verdict"].iloc[0]
        for level in (0.95, 1 - 1e-12)
    ]

    assert found == ["higher", "higher"]
    assert newest == ["higher", "similar"]


def test_key_questions_of_an_inspection_have_that_confidence():
    usual, sure = (yot.inspection.questions("Bradford", confidence=level) for level in (0.95, SURE))

    assert (sure["lower"] <= usual["lower"]).all()
    assert sure["lower"].iloc[0] < usual["lower"].iloc[0]
    assert usual.drop(columns=["lower", "upper"]).equals(sure.drop(columns=["lower", "upper"]))
    assert list(yot.tables.key_questions(sure).shown.columns)[3] == "99% interval [e]"
    assert "Lines: 99% intervals" in yot.charts.percentages(sure, domain=2).get_figure().texts[-1].get_text()
    assert len(key_questions("Bradford"))


@pytest.mark.parametrize("confidence", [0.8, 0.95, SURE])
def test_a_trend_without_counts_takes_its_standard_errors_from_limits_of_any_confidence(confidence):
    ends = pd.to_datetime([f"{year}-12-31" for year in range(2020, 2025)])
    away = 5 * norm.ppf((1 + confidence) / 2)
    value = pd.Series([100.0, 101, 102, 103, 104])
    line = {"value": value, "lower": value - away, "upper": value + away, "period_end": ends}
    who = {"area": "leeds", "name": "Leeds", "role": "team", "measure": RATE, "note": "", "source": "simulated"}
    series = pd.DataFrame(line).assign(period_start=ends - pd.DateOffset(years=1, days=-1), segment=0.0, **who)

    found = fit_trends(at_level(series, confidence)).iloc[0]

    # Every standard error is 5, and the years lie 10 squared years around their middle: z is 1 / (5 / √10).
    assert [found["slope"], found["z"]] == pytest.approx([1, math.sqrt(10) / 5], rel=1e-3)


def test_tables_name_the_confidence_of_their_intervals(both):
    def columns(table):
        return [name for name in table.shown if "interval" in name]

    shown = {
        "compare": yot.tables.show,
        "neighbours": yot.tables.beside,
        "national": yot.tables.teams,
        "groups": yot.tables.groups,
        "over time": yot.tables.over_time,
    }
    for which, show in shown.items():
        usual, sure = both(which)
        assert columns(show(usual)), which
        assert columns(show(sure)) == [name.replace("95%", "99%") for name in columns(show(usual))], which
        assert show(sure).numbers == {name.replace("95%", "99%") for name in show(usual).numbers}, which
    assert "with 99% intervals" in yot.tables.page(both("page")[1], heading="Now").caption
    assert "with 95% intervals" in yot.tables.page(both("page")[0], heading="Now").caption


def test_sentences_name_the_confidence_of_the_interval_they_print(both):
    said = [
        *yot.findings.basis(both("compare")[1]),
        yot.findings.years_together(both("pooled")[1]),
        *yot.findings.bounds_rest_on(both("bounded")[1]),
    ]

    assert sum("99%" in sentence for sentence in said) == 3
    assert not any("95%" in sentence for sentence in said)


def test_what_a_smallest_cohort_leaves_open_is_of_the_confidence_asked_for(figures):
    usual, sure = (
        yot.findings.basis(yot.compare(figures, "Leeds", "reoffending_rate", age="15-17", confidence=level))
        for level in (0.8, SURE)
    )

    assert "with an 80% interval from" in usual[0]
    assert "with a 99% interval from" in sure[0]


def test_charts_name_the_confidence_of_the_lines_they_draw(both):
    charts = {
        "compare": yot.charts.compare,
        "over time": yot.charts.trend,
        "groups": yot.charts.relative_rates,
        "groups over time": yot.charts.shares_over_time,
        "national": yot.charts.spread,
    }
    for which, draw in charts.items():
        feet = [
            " ".join(text.get_text().replace("\n", " ") for text in draw(table).get_figure().texts)
            for table in both(which)
        ]
        assert "95% intervals" in feet[0], which
        assert "99% intervals" in feet[1], which


def test_a_file_of_a_table_has_a_column_of_its_confidence_where_it_is_another(both, tmp_path):
    usual, sure = (pd.read_csv(yot.tables.show(table).to_csv(tmp_path / "table.csv")) for table in both("compare"))

    assert "confidence" not in usual
    assert sure["confidence"].tolist() == [SURE] * len(sure)


def test_a_confidence_is_printed_with_the_digits_it_has():
    assert [in_per_cent(level) for level in (0.8, 0.95, 0.998, 0.9995)] == ["80%", "95%", "99.8%", "99.95%"]


def test_the_table_given_is_untouched():
    table = pd.DataFrame({"value": [1.0]})

    at_level(table, SURE)

    assert table.attrs == {}
