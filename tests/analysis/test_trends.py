import pandas as pd
import pytest

import yotlib as yot
from yotlib.analysis.trends import COLUMNS, breaks_in, newest_segment, over_time, segments, years_of
from yotlib.reference.measures import MEASURES


@pytest.fixture(scope="module")
def figures() -> pd.DataFrame:
    return yot.load()


def simulated(*rows: tuple) -> pd.DataFrame:
    """Return simulated first-time entrants: area, year, value and the year of release."""
    table = pd.DataFrame(rows, columns=["area", "year", "value", "release"])
    return table.assign(
        measure="first_time_entrants",
        age="10-17",
        ethnicity="all",
        period_start=[pd.Timestamp(year, 1, 1) if year else pd.NaT for _, year, *_ in rows],
        period_end=[pd.Timestamp(year, 12, 31) if year else pd.NaT for _, year, *_ in rows],
        count=float("nan"),
        population=float("nan"),
        note="",
        source=[f"simulated-{release}" for release in table["release"]],
        released=[pd.Timestamp(release, 6, 30) for release in table["release"]],
        published="yes",
    ).drop(columns=["year", "release"])


def points(series: pd.DataFrame) -> list[list]:
    return [[row["area"], row["period_end"].year, row["value"]] for _, row in series.iterrows()]


def test_a_series_is_of_one_release_the_newest_that_holds_the_teams_newest_period():
    figures = simulated(
        ("leeds", 2016, 300.0, 2018),
        ("leeds", 2017, 280.0, 2018),
        ("leeds", 2017, 290.0, 2019),
        ("leeds", 2018, 226.0, 2019),
        ("leeds", 2015, 310.0, 2020),
        ("england", 2016, 330.0, 2018),
        ("england", 2018, 238.0, 2019),
        ("england", 2019, 208.0, 2020),
    )

    series = over_time(figures, "leeds", "first_time_entrants")

    assert points(series) == [["leeds", 2017, 290], ["leeds", 2018, 226], ["england", 2018, 238]]
    assert set(series["source"]) == {"simulated-2019"}


def test_the_team_comes_first_then_its_baselines_the_narrowest_first_each_oldest_first():
    figures = simulated(
        ("england", 2018, 238.0, 2019),
        ("yorkshire-and-the-humber", 2018, 244.0, 2019),
        ("leeds", 2018, 226.0, 2019),
        ("england", 2017, 292.0, 2019),
        ("leeds", 2017, 290.0, 2019),
    )

    series = over_time(figures, "leeds", "first_time_entrants")

    assert series[["area", "role"]].drop_duplicates().to_numpy().tolist() == [
        ["leeds", "team"],
        ["yorkshire-and-the-humber", "region"],
        ["england", "nation"],
    ]
    assert [year for area, year, _ in points(series) if area != "yorkshire-and-the-humber"] == [2017, 2018] * 2


def test_bradfords_entrants_are_the_eight_years_its_newest_release_prints(figures):
    team = over_time(figures, "Bradford", "first_time_entrants", as_of="2025-11-30").query("role == 'team'")

    assert team["value"].tolist() == [383, 456, 351, 347, 239, 189, 210, 116]
    assert team["period_end"].dt.year.tolist() == list(range(2016, 2024))


def test_a_rate_without_a_count_has_an_estimated_interval_for_the_team_alone(figures):
    series = over_time(figures, "bradford", "first_time_entrants", as_of="2025-11-30")

    newest = series[series["role"] == "team"].iloc[-1]
    assert newest[["lower", "upper"]].astype(float).round(1).tolist() == [91.5, 145.1]
    assert newest["note"] == "[e] about 77 children among 66,090 aged 10-17 on 30 June 2023 (ons-mid-2023)"
    assert series.loc[series["role"] != "team", "lower"].isna().all()


def test_a_printed_count_and_population_give_the_interval_without_a_mark(figures):
    series = over_time(figures, "leeds", "first_time_entrants", as_of="2020-02-28")

    assert series.loc[0, ["lower", "upper"]].astype(float).round(3).tolist() == [191.452, 265.738]
    assert series.loc[0, "note"] == ""


def test_what_was_released_after_the_day_asked_for_is_left_out(figures):
    series = over_time(figures, "bradford", "first_time_entrants", as_of="2020-01-31")

    assert points(series) == [
        ["bradford", 2018, 330],
        ["yorkshire-and-the-humber", 2018, 244],
        ["england-and-wales", 2018, 236],
    ]


def test_a_period_is_the_last_one_shown(figures):
    team = over_time(figures, "bradford", "first_time_entrants", period="2020").query("role == 'team'")

    assert [year for _, year, _ in points(team)] == [2016, 2017, 2018, 2019, 2020]


@pytest.mark.parametrize(
    "asked", [{"as_of": "2019-12-31"}, {"period": "2015"}], ids=["before the first release", "before the first period"]
)
def test_a_team_without_a_figure_so_early_has_an_empty_series_with_the_same_columns(figures, asked):
    series = over_time(figures, "bradford", "first_time_entrants", **asked)

    assert series.empty
    assert list(series.columns) == COLUMNS


def test_a_team_without_figures_has_an_empty_series_with_the_same_columns(figures):
    series = over_time(figures, "cardiff", "first_time_entrants")

    assert series.empty
    assert list(series.columns) == COLUMNS


def test_a_figure_without_dates_is_no_point_of_a_series():
    figures = simulated(("leeds", None, 226.0, 2019), ("england", 2018, 238.0, 2019))

    assert over_time(figures, "leeds", "first_time_entrants").empty


def test_a_reoffending_rate_of_a_cohort_under_30_is_withheld_and_its_count_kept():
    figures = simulated(("leeds", 2017, 50.0, 2019), ("leeds", 2018, 40.0, 2019)).assign(
        measure="reoffending_rate", count=[14.0, 12.0], population=[28.0, 30.0]
    )

    series = over_time(figures, "leeds", "reoffending_rate")

    assert series["value"].isna().tolist() == [True, False]
    assert series["lower"].isna().tolist() == [True, False]
    assert series["count"].tolist() == [14, 12]
    assert series["note"].tolist() == ["[u] cohort under 30", ""]


def test_baselines_may_be_named():
    figures = simulated(("leeds", 2018, 226.0, 2019), ("bradford", 2018, 330.0, 2019), ("wakefield", 2018, 300.0, 2019))

    series = over_time(figures, "leeds", "first_time_entrants", baselines=("wakefield", "Bradford"))

    assert series["area"].tolist() == ["leeds", "wakefield", "bradford"]
    assert series["role"].tolist() == ["team", "named", "named"]


def test_the_figures_passed_in_are_untouched(figures):
    before = figures.copy(deep=True)

    over_time(figures, "bradford", "first_time_entrants")
    over_time(figures, "england-and-wales", "reoffending_rate")

    pd.testing.assert_frame_equal(figures, before)


def reoffending(*rows: tuple) -> pd.DataFrame:
    return simulated(*rows).assign(measure="reoffending_rate", count=40.0, population=100.0)


def national(figures: pd.DataFrame) -> pd.DataFrame:
    return over_time(figures, "england-and-wales", "reoffending_rate", baselines=())


def test_every_reoffending_measure_breaks_at_the_cohort_of_october_2015_and_no_other_measure_does():
    broken = {key: measure.breaks for key, measure in MEASURES.items() if measure.breaks}

    assert broken == dict.fromkeys(
        ("reoffending_rate", "reoffences_per_child", "reoffences_per_reoffender"), ("2015-10-01",)
    )


def test_the_year_to_march_2016_straddles_the_break_and_is_of_no_segment(figures):
    series = national(figures)

    assert series["segment"].isna().tolist() == [False] * 6 + [True] + [False] * 4
    assert series["segment"].dropna().tolist() == [0] * 6 + [1] * 4
    assert set(series["note"]) == {"", "[b] straddles the series break of 1 October 2015"}
    assert series.loc[6, "period_end"] == pd.Timestamp("2016-03-31")
    assert set(series["role"]) == {"team"}


def test_the_first_year_after_a_break_is_marked_where_none_straddles_it_and_once_an_area():
    figures = reoffending(*((area, year, 40.0, 2020) for area in ("leeds", "england") for year in (2013, 2014, 2016)))

    series = over_time(figures, "leeds", "reoffending_rate")

    assert series["segment"].tolist() == [0, 0, 1] * 2
    assert series["note"].tolist() == ["", "", "[b] first period after the series break of 1 October 2015"] * 2


def test_a_release_with_revised_years_breaks_where_they_begin_and_one_as_first_published_does_not(figures):
    counts = figures[figures["measure"] == "cautioned_or_sentenced"]
    revised, first = (
        over_time(counts[counts["source"] == source], "barnet", "cautioned_or_sentenced", baselines=())
        for source in ("yjb-local-2022-23", "yjb-local-2019-20")
    )

    assert breaks_in(revised) == [pd.Timestamp(2017, 4, 1)]
    assert newest_segment(revised)["period_start"].min() == pd.Timestamp(2017, 4, 1)
    assert breaks_in(first) == []
    assert breaks_in(over_time(figures, "barnet", "first_time_entrants")) == [], "its release has no revised years"


def test_a_series_that_starts_after_a_break_has_no_mark():
    series = over_time(
        reoffending(("leeds", 2017, 40.0, 2020), ("leeds", 2018, 40.0, 2020)), "leeds", "reoffending_rate"
    )

    assert series["segment"].tolist() == [1, 1]
    assert series["note"].tolist() == ["", ""]
    assert breaks_in(series) == []


@pytest.mark.parametrize(
    ("start", "end", "segment"),
    [
        ("2014-10-01", "2015-09-30", 0),
        ("2014-10-02", "2015-10-01", None),
        ("2015-09-30", "2016-09-29", None),
        ("2015-10-01", "2016-09-30", 1),
    ],
)
def test_a_period_straddles_a_break_where_it_holds_the_day_and_a_day_before(start, end, segment):
    row = pd.DataFrame({"measure": ["reoffending_rate"], "period_start": [start], "period_end": [end]})

    (found,) = segments(row.assign(**row[["period_start", "period_end"]].apply(pd.to_datetime)))

    assert (None if pd.isna(found) else found) == segment


@pytest.mark.parametrize(("start", "inside"), [("2014-10-01", 1), ("2015-10-01", 0)])
def test_a_break_on_the_first_day_of_a_series_is_not_inside_it(start, inside):
    starts = pd.date_range(start, periods=2, freq=pd.DateOffset(years=1))
    series = pd.DataFrame({"measure": "reoffending_rate", "period_start": starts}).assign(
        period_end=starts + pd.DateOffset(years=1, days=-1)
    )

    assert len(breaks_in(series)) == inside


def test_the_newest_segment_is_what_lies_whole_after_the_break(figures):
    bradford = over_time(figures, "bradford", "first_time_entrants")

    assert newest_segment(national(figures))["period_start"].dt.year.tolist() == [2016, 2017, 2018, 2019]
    assert len(newest_segment(bradford)) == len(bradford)


def test_the_place_of_a_period_is_its_middle_in_years():
    spans = [("2018-01-01", "2018-12-31"), ("2017-04-01", "2018-03-31"), ("2016-07-01", "2017-06-30")]
    series = pd.DataFrame(spans, columns=["period_start", "period_end"]).apply(pd.to_datetime)

    assert years_of(series).tolist() == [2018.5, 2017.75, 2017.0]
