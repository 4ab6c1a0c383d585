"""One tidy row an area and year, of one release."""

import pandas as pd
import pytest

import yotlib as yot
from tests.madeup import tidy
from yotlib.analysis.series import COLUMNS, series
from yotlib.reference.errors import AskedWrongly

RATE = "first_time_entrants"


@pytest.fixture(scope="module")
def published():
    return yot.load()


def counted(area, period, count, population=10_000, **given):
    rate = {"value": 100_000 * count / population, "count": count, "population": population}
    return {"area": area, "period": period} | rate | given


def test_every_area_and_year_has_one_row_in_the_order_asked_for(published):
    rows = series(published, ["Leeds", "england", "West Yorkshire"], RATE)

    assert list(rows.columns) == COLUMNS
    assert list(dict.fromkeys(rows["name"])) == ["Leeds", "England", "West Yorkshire police force area"]
    assert not rows.duplicated(["area", "period_end"]).any()
    assert rows["source"].nunique() == 1
    assert rows.groupby("area")["period_end"].apply(lambda ends: ends.is_monotonic_increasing).all()


def test_estimates_are_in_columns_of_their_own(published):
    rows = series(published, "Leeds", RATE)

    assert rows["count"].isna().all()
    assert rows["count_estimated"].notna().all()
    assert rows.set_index("year").loc["2018", "count_estimated"] == pytest.approx(220 * 67_405 / 100_000)


def test_a_team_without_a_figure_has_a_row_that_says_why_and_what_would_fill_it(published):
    rows = series(published, ["Leeds", "Cardiff", "Leicestershire"], RATE)

    notes = rows[rows["value"].isna()].set_index("name")["note"]
    assert notes["Cardiff"] == "[x] no dated figure is held; `yot data add FILE` adds an official file or your own"
    assert notes["Leicestershire"].startswith("[x] no dated figure is held; `yot data fetch --newest` adds")


def test_the_teams_of_a_region_each_have_their_region(published):
    rows = series(published, yot.teams("yorkshire-and-the-humber"), RATE)

    assert set(rows["region"]) == {"yorkshire-and-the-humber"}
    assert rows["area"].nunique() == 15


def test_rolling_years_are_counts_over_the_children_of_all_of_them():
    figures = tidy.figures(*(counted("bradford", str(2015 + year), 10 * (1 + year)) for year in range(4)))

    rows = series(figures, "bradford", RATE, years=3)

    assert rows["year"].tolist() == ["2015 to 2017", "2016 to 2018"]
    assert rows["value"].tolist() == pytest.approx([200, 300])  # 60 and 90 of 30,000
    assert rows["count"].tolist() == [60, 90]
    assert rows["note"].tolist() == ["3 years pooled"] * 2


def test_years_with_one_missing_between_them_are_not_pooled():
    figures = tidy.figures(*(counted("bradford", year, 10) for year in ("2015", "2016", "2018")))

    (row,) = series(figures, "bradford", RATE, years=3).to_dict("records")

    assert pd.isna(row["value"])
    assert row["note"] == "[x] no 3 consecutive years of one release have counts"


def test_the_release_is_the_newest_that_half_of_the_areas_are_in():
    held = [counted(area, "2018", 10) for area in ("bradford", "leeds", "york")]
    newer = [counted("bradford", "2019", 10, source="b", released="2020-06-30")]

    rows = series(tidy.figures(*held, *newer), ["bradford", "leeds", "york"], RATE)

    assert set(rows["source"]) == {"simulated-a"}


def test_an_area_of_another_release_is_told_where_its_newest_figure_is():
    held = [counted("bradford", "2018", 10), counted("york", "2017", 10, source="b", released="2018-06-30")]

    rows = series(tidy.figures(*held), ["bradford", "york"], RATE)

    assert rows["note"].tolist()[1] == "[x] no figure in simulated-a; the newest is of 2017 in b"


def test_confidence_moves_the_limits_and_nothing_else(published):
    usual, careful = series(published, "Leeds", RATE), series(published, "Leeds", RATE, confidence=0.998)

    assert (careful["lower"] < usual["lower"]).all()
    assert careful["value"].equals(usual["value"])


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"years": 4}, "years is 4; one, two or three years can be put together."),
        ({"measure": "offences_per_1000", "years": 3}, "Years of offences_per_1000 cannot be pooled"),
        ({"teams": "Leedz"}, "Did you mean 'leeds'"),
        ({"age": "9-9"}, "No figure has age '9-9'"),
        ({"release": "none"}, "No release called 'none'"),
    ],
)
def test_what_cannot_be_is_refused(published, asked, message):
    with pytest.raises(AskedWrongly, match=message):
        series(published, **({"teams": "leeds", "measure": RATE} | asked))


def test_the_figures_passed_in_are_untouched():
    figures = tidy.figures(counted("bradford", "2018", 10))
    before = figures.copy()

    series(figures, "bradford", RATE)

    pd.testing.assert_frame_equal(figures, before)
