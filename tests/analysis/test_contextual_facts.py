import pandas as pd
import pytest

import yotlib as yot
from yotlib.analysis.comparison import COLUMNS
from yotlib.analysis.contextual_facts import EXPECTED, blocks, editions, missing, missing_keys, page

EXPECTED_NAMES = [
    "First-time entrants to the youth justice system",
    "Proven reoffending (binary rate)",
    "Reoffences per child in the cohort (frequency rate)",
    "Proven offences per 1,000 children",
]


@pytest.fixture(scope="module")
def figures() -> pd.DataFrame:
    return yot.load()


def simulated(*rows: tuple) -> pd.DataFrame:
    """Return simulated figures of 2018: area, measure, age and value."""
    table = pd.DataFrame(rows, columns=["area", "measure", "age", "value"])
    return table.assign(
        ethnicity="all",
        period_start=pd.Timestamp("2018-01-01"),
        period_end=pd.Timestamp("2018-12-31"),
        count=float("nan"),
        population=float("nan"),
        note="",
        source="simulated-2019",
        released=pd.Timestamp("2019-06-30"),
        published="yes",
    )


def team_value(facts: pd.DataFrame, measure: str, age: str = "10-17") -> float:
    rows = facts[(facts["measure"] == measure) & (facts["age"] == age) & (facts["role"] == "team")]
    return float(rows["value"].item())


def test_a_team_inspected_has_the_page_as_inspected_and_as_it_stands_now(figures):
    pages = editions(figures, "bradford")

    assert list(pages) == ["As inspected, 31 January 2020", "As it stands now"]


def test_each_edition_holds_the_figures_released_by_its_day(figures):
    then, now = editions(figures, "bradford").values()

    assert team_value(then, "first_time_entrants") == 330  # the inspection's own page, for 2018
    assert team_value(now, "first_time_entrants") == 130  # the release of February 2026, for 2024
    assert set(then["source"]) == {"hmip-bradford-2020"}


def test_a_team_not_inspected_has_only_the_page_as_it_stands_now(figures):
    assert list(editions(figures, "leeds")) == ["As it stands now"]


@pytest.mark.parametrize(
    ("as_of", "heading"),
    [
        ("2020-01-31", "As of 31 January 2020"),
        ("2025-12-01", "As of 1 December 2025"),
        ("2020-01", "As of 31 January 2020"),
        ("2020", "As of 31 December 2020"),
    ],
)
def test_with_a_date_there_is_only_the_page_of_that_day_and_a_month_or_a_year_is_its_last_day(figures, as_of, heading):
    assert list(editions(figures, "bradford", as_of=as_of)) == [heading]


def test_the_page_of_the_inspection_day_is_the_page_as_inspected(figures):
    then = editions(figures, "bradford")["As inspected, 31 January 2020"]
    asked = editions(figures, "bradford", as_of="2020-01-31")["As of 31 January 2020"]

    pd.testing.assert_frame_equal(then, asked)


def test_a_page_asked_for_by_period_is_not_the_page_as_inspected(figures):
    pages = editions(figures, "bradford", period="2018")

    assert list(pages) == ["As it stands now"]
    assert team_value(pages["As it stands now"], "first_time_entrants") == 352  # the release of February 2026


def test_a_measure_published_by_age_takes_a_block_an_age_all_children_first(figures):
    facts = page(figures, "bradford")

    reoffending = facts[(facts["measure"] == "reoffending_rate") & (facts["role"] == "team")]
    assert reoffending[["age", "value"]].to_numpy().tolist() == [["10-17", 42.1], ["10-14", 28.0], ["15-17", 36.8]]


def test_a_page_follows_the_order_of_an_inspections_page_and_opens_each_block_with_the_team(figures):
    blocks = page(figures, "bradford", as_of="2020-01-31").groupby("measure", sort=False)["role"].first()

    assert list(blocks.items()) == [
        ("first_time_entrants", "team"),
        ("reoffending_rate", "team"),
        ("reoffences_per_child", "team"),
        ("reoffences_per_reoffender", "team"),
        ("offences_per_1000", "team"),
        ("cautioned_or_sentenced_rate", "team"),
        ("cautioned_or_sentenced", "team"),
    ]


def test_a_measure_of_baselines_alone_is_left_out():
    figures = simulated(
        ("leeds", "first_time_entrants", "10-17", 226.0),
        ("england", "first_time_entrants", "10-17", 238.0),
        ("england", "custody_rate", "10-17", 0.3),
    )

    assert page(figures, "leeds")["measure"].tolist() == ["first_time_entrants"] * 2


def test_a_page_takes_the_baselines_it_is_asked_for():
    figures = simulated(
        ("leeds", "first_time_entrants", "10-17", 226.0),
        ("bradford", "first_time_entrants", "10-17", 330.0),
        ("england", "first_time_entrants", "10-17", 238.0),
    )

    facts = page(figures, "leeds", baselines=("Bradford",))

    assert facts[["name", "role"]].to_numpy().tolist() == [["Leeds", "team"], ["Bradford", "named"]]


def test_a_team_without_figures_has_an_empty_page_with_the_same_columns():
    facts = page(simulated(("leeds", "first_time_entrants", "10-17", 226.0)), "cardiff")

    assert facts.empty
    assert list(facts.columns) == COLUMNS
    assert missing(facts) == EXPECTED_NAMES
    assert blocks(facts) == []


def test_only_an_expected_measure_with_no_figure_at_all_is_missing(figures):
    assert missing(page(figures, "bradford")) == []
    assert missing(page(figures, "leeds")) == ["Reoffences per child in the cohort (frequency rate)"]
    assert missing_keys(page(figures, "cardiff")) == ["first_time_entrants", "reoffending_rate", "reoffences_per_child"]


def test_a_rate_whose_newest_year_is_not_counted_is_followed_by_its_newest_counted_year(figures):
    shown = [
        block for block in blocks(page(figures, "leeds")) if block["measure"].iloc[0] == "cautioned_or_sentenced_rate"
    ]

    newest, counted = (block.iloc[0] for block in shown)
    assert (newest["period_end"], newest["value"]) == (pd.Timestamp("2025-03-31"), 33.8)
    assert pd.isna(newest["count"])
    assert (counted["period_end"], counted["source"]) == (pd.Timestamp("2022-03-31"), "yjb-maps-2021-22")
    assert counted["count"] > 0


def test_a_rate_whose_newest_year_is_counted_stands_once(figures):
    shown = [
        block for block in blocks(page(figures, "cardiff")) if block["measure"].iloc[0] == "cautioned_or_sentenced_rate"
    ]

    assert len(shown) == 1


def test_a_measure_published_for_one_age_band_is_not_missing():
    facts = page(simulated(("leeds", "reoffending_rate", "10-14", 30.0)), "leeds")

    assert missing(facts) == [EXPECTED_NAMES[0], *EXPECTED_NAMES[2:]]
    assert len(EXPECTED) == 4


def test_the_figures_passed_in_are_untouched(figures):
    before = figures.copy(deep=True)

    editions(figures, "bradford")

    pd.testing.assert_frame_equal(figures, before)
