"""The chart of each group's representation over the years, and the charts of pooled years."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

import yotlib as yot
from tests.charts.test_comparison import PALETTE, cut, overlapping  # type: ignore[import-not-found]
from yotlib import charts, findings
from yotlib.analysis import ethnicity
from yotlib.charts import canvas


@pytest.fixture(scope="module")
def figures() -> pd.DataFrame:
    return yot.load()


@pytest.fixture(scope="module")
def series(figures) -> pd.DataFrame:
    return ethnicity.over_time(figures, "birmingham")


@pytest.fixture(scope="module")
def drawn(series) -> Axes:
    return charts.shares_over_time(series)


def lines(ax: Axes) -> list:
    return [line for line in ax.lines if len(line.get_xdata()) > 2]


def test_a_line_a_group_runs_through_its_representation_of_every_year(series, drawn):
    black = series.loc[series["group"] == "black", "representation"]

    assert len(lines(drawn)) == 5
    assert any(np.allclose(line.get_ydata(), black) for line in lines(drawn))
    assert all(list(line.get_xdata()) == list(range(2014, 2022)) for line in lines(drawn))


def test_each_group_has_its_own_colour_of_the_accessible_palette(drawn):
    colours = [to_hex(line.get_color()) for line in lines(drawn)]

    assert len(set(colours)) == 5
    assert set(colours) <= set(PALETTE)


def test_a_line_is_drawn_at_nought_and_every_line_is_named_at_its_end(drawn):
    (zero,) = (line for line in drawn.lines if len(line.get_xdata()) == 2)

    assert list(zero.get_ydata()) == [0, 0]
    assert {text.get_text() for text in drawn.texts} == {
        "White -0.1",
        "Asian -17.9",
        "Black +13.7",
        "Mixed +8.0",
        "Other -3.7",
    }


def test_each_line_has_the_band_of_its_share(series, drawn):
    white = series[series["group"] == "white"]
    band = drawn.collections[0].get_paths()[0].vertices[:, 1]

    assert band.min() == pytest.approx((white["share_lower"] - white["population_share"]).min())
    assert band.max() == pytest.approx((white["share_upper"] - white["population_share"]).max())


def test_the_years_are_named_and_the_gaps_signed(drawn):
    canvas.picture(drawn.figure, "png")

    assert {"2013-14", "2020-21"} <= {label.get_text() for label in drawn.get_xticklabels()}
    assert {"0", "+10", "-10"} <= {label.get_text() for label in drawn.get_yticklabels()}


def test_many_years_are_not_all_named(series):
    moved = [
        series.assign(period_start=series["period_start"] - shift, period_end=series["period_end"] - shift)
        for shift in (pd.DateOffset(years=8), pd.DateOffset(years=0))
    ]

    ax = charts.shares_over_time(pd.concat(moved, ignore_index=True))

    assert overlapping(ax) == []
    assert len(ax.get_xticks()) == 8


@pytest.mark.parametrize(
    "draw",
    [
        lambda f: charts.shares_over_time(ethnicity.over_time(f, "birmingham")),
        lambda f: charts.shares_over_time(ethnicity.over_time(f, "birmingham", period="2014-15")),
        lambda f: charts.shares(ethnicity.pooled(f, "birmingham")),
        lambda f: charts.relative_rates(ethnicity.pooled(f, "birmingham")),
        lambda f: charts.relative_rates(ethnicity.groups(f, "bradford", as_of="2020-01-31")),
    ],
    ids=["eight years", "two years", "pooled shares", "pooled index", "index of one group"],
)
def test_texts_are_whole_and_apart_and_the_alternative_text_holds_headline_and_source(figures, draw):
    ax = draw(figures)

    assert cut(ax) == []
    assert overlapping(ax) == []
    headline, foot = (" ".join(text.get_text().split()) for text in (ax.figure._suptitle, ax.figure._supxlabel))
    assert ax.alt == f"{headline} {foot}"
    assert "Period: " in foot
    assert "Source: " in foot


def test_lines_that_end_close_together_are_named_apart(series):
    last = series["period_end"] == series["period_end"].max()
    close = series.assign(representation=series["representation"].mask(last & series["representation"].notna(), 1.0))

    assert overlapping(charts.shares_over_time(close)) == []


def test_a_pooled_chart_names_its_years_as_pooled(figures):
    ax = charts.shares(ethnicity.pooled(figures, "birmingham"))

    assert "in the pooled years 2018-19 to 2020-21" in ax.alt
    assert "Period: pooled 2018-19 to 2020-21." in ax.alt


@pytest.mark.parametrize("team", ["cumberland", "swansea"])
def test_fewer_than_two_years_get_a_sentence_and_no_chart(figures, team):
    told = charts.shares_over_time(ethnicity.over_time(figures, team))

    assert told == "No chart: fewer than two years are published here by ethnic group with a population."
    assert isinstance(told, findings.Nothing)
    assert isinstance(charts.shares(ethnicity.pooled(figures, team)), findings.Nothing)


def test_it_is_drawn_where_it_is_asked_to_be_and_its_table_is_untouched(series):
    before, ax = series.copy(deep=True), Figure().add_subplot()

    assert charts.shares_over_time(series, ax=ax) is ax
    assert ax.get_title(loc="left").startswith("Black children and children of Mixed ethnicity")
    pd.testing.assert_frame_equal(series, before)


def test_the_same_series_gives_the_same_picture(series):
    one, other = (charts.shares_over_time(series).figure for _ in range(2))

    for kind in ("png", "svg"):
        assert canvas.picture(one, kind) == canvas.picture(other, kind)


def test_expected_numbers_are_drawn_beside_own_ones_only_where_these_are_published(figures):
    ax = charts.expected(ethnicity.expected(figures, "bradford"))
    own = charts.expected(ethnicity.expected_beside_own(figures, "bradford"))

    widths = sorted(round(bar.get_width(), 1) for bar in ax.patches)
    assert widths == [3.1, 8.2, 14.8, 39.6, 77.1, 148.0, 276.0]
    assert len(own.patches) == 12
    assert charts.expected(ethnicity.expected(figures, "bradford", as_of="2013-01-31")).startswith("No chart")


@pytest.mark.parametrize("team", ["bradford", "cumberland", "birmingham"])
def test_the_texts_of_expected_numbers_are_whole_and_apart(figures, team):
    ax = charts.expected(ethnicity.expected(figures, team))

    assert cut(ax) == []
    assert overlapping(ax) == []
