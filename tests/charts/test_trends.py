import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

import yotlib as yot
from tests.charts.test_comparison import cut, overlapping
from yotlib import charts
from yotlib.analysis import trends
from yotlib.charts import canvas
from yotlib.charts.trends import _spread_apart


@pytest.fixture(scope="module")
def figures() -> pd.DataFrame:
    return yot.load()


def national(figures: pd.DataFrame, measure: str = "reoffending_rate") -> pd.DataFrame:
    return trends.over_time(figures, "england-and-wales", measure, baselines=())


def simulated_rolling(start: str, quarters: int) -> pd.DataFrame:
    """Simulated reoffending of a team: years of cohorts, each a quarter on from the last."""
    starts = [pd.Timestamp(start) + pd.DateOffset(months=3 * step) for step in range(quarters)]
    line = pd.DataFrame({"period_start": starts, "value": [40.0 - step for step in range(quarters)]})
    who = {"area": "leeds", "name": "Leeds", "role": "team", "note": "", "source": "simulated-2020"}
    ends = [first + pd.DateOffset(years=1, days=-1) for first in starts]
    looks = {"measure": "reoffending_rate", "age": "10-17", "ethnicity": "all"} | who
    return line.assign(period_end=ends, lower=line["value"] - 4, upper=line["value"] + 4, **looks)


def joined(ax: Axes) -> list[list[float]]:
    """The values of each line that joins points, or of a point by itself."""
    return [list(line.get_ydata()) for line in ax.lines if line.get_marker() == "o"]


def dashed(ax: Axes) -> list[float]:
    """Where dashed lines stand."""
    return [float(line.get_xdata()[0]) for line in ax.lines if line.get_linestyle() == "--"]


def years(ax: Axes) -> list[str]:
    return [label.get_text() for label in ax.get_xticklabels()]


DRAWN = {
    "reoffending of England and Wales": national,
    "frequency of England and Wales": lambda f: national(f, "reoffences_per_child"),
    "counts of Trafford": lambda f: trends.over_time(f, "trafford", "cautioned_or_sentenced"),
    "counts of Birmingham": lambda f: trends.over_time(f, "birmingham", "cautioned_or_sentenced", period="2020-21"),
    "entrants of Bradford alone": lambda f: trends.over_time(f, "bradford", "first_time_entrants", baselines=()),
    "rolling years": lambda f: simulated_rolling("2013-04-01", 16),
}
EVERY_CHART = pytest.mark.parametrize("series", DRAWN.values(), ids=DRAWN)


@EVERY_CHART
def test_no_text_is_cut_off_and_no_two_overlap(figures, series):
    ax = charts.trend(series(figures))

    assert cut(ax) == []
    assert overlapping(ax) == []


@EVERY_CHART
def test_the_same_series_gives_the_same_picture(figures, series):
    one, other = (charts.trend(series(figures)).get_figure() for _ in range(2))

    assert canvas.picture(one, "svg") == canvas.picture(other, "svg")


def test_lines_are_not_joined_across_a_break_and_the_year_astride_it_stands_hollow_on_a_dashed_line(figures):
    ax = charts.trend(national(figures))

    assert joined(ax) == [[38.26, 40.85, 40.42, 41.03, 42.92, 42.6], [42.23], [40.94, 38.41, 37.78, 34.21]]
    faces = [to_hex(line.get_markerfacecolor()) for line in ax.lines if line.get_marker() == "o"]
    assert [face == "#ffffff" for face in faces] == [False, True, False]
    assert dashed(ax) == [2015.75]  # the middle of April 2015 to March 2016
    assert list(ax.lines[1].get_xdata()) == [2015.75]
    assert [text.get_text() for text in ax.texts] == ["England and Wales\n34.2%", "series break"]


def test_a_break_between_two_years_stands_between_them_with_no_hollow_point(figures):
    series = national(figures)
    ax = charts.trend(series[series["segment"].notna()])

    assert [len(values) for values in joined(ax)] == [6, 4]
    assert 2014.75 < dashed(ax)[0] < 2016.75
    assert "Hollow" not in ax.alt


def test_the_foot_and_so_the_alternative_text_tells_the_break(figures):
    assert charts.trend(national(figures)).alt.endswith(
        "Lines and bands: 95% intervals. Dashed: series break of 1 October 2015. Hollow: 2015-16, astride it."
    )


def test_a_series_without_a_break_has_no_dashed_line(figures):
    ax = charts.trend(trends.over_time(figures, "bradford", "first_time_entrants", as_of="2025-12-31"))

    assert dashed(ax) == []
    assert [len(values) for values in joined(ax)] == [8, 8, 8]


def test_intervals_are_bands_broken_with_the_line_and_a_bar_at_a_point_by_itself(figures):
    series = national(figures)
    before, astride, after = charts.trend(series).collections

    assert [len(band.get_paths()[0].vertices) > 5 for band in (before, after)] == [True, True]
    (bar,) = astride.get_segments()
    assert bar[:, 1].tolist() == pytest.approx(series.loc[6, ["lower", "upper"]].tolist())


def test_counts_that_would_flatten_the_teams_are_left_to_the_table_and_the_foot_says_so(figures):
    ax = charts.trend(trends.over_time(figures, "trafford", "cautioned_or_sentenced"))

    # The years from 2017-18 were revised, those before were not.
    assert joined(ax) == [[125, 105, 74], [78, 82, 60, 47, 36, 37, 38, 38]]
    assert ax.get_ylim()[1] == pytest.approx(1.1 * 125)
    assert ax.alt.endswith("Too large to draw beside it: England.")


def test_rates_are_drawn_beside_their_baselines_whatever_their_size(figures):
    series = trends.over_time(figures, "bradford", "first_time_entrants")
    series.loc[series["area"] == "england", "value"] *= 20

    assert len(joined(charts.trend(series))) == 3


def test_years_too_many_to_write_out_are_thinned_and_the_newest_is_kept(figures):
    assert years(charts.trend(national(figures)))[::-1] == [
        "2009-10",
        "2011-12",
        "2013-14",
        "2015-16",
        "2017-18",
        "2019-20",
    ]


def test_percentages_are_ticked_as_such_at_round_numbers(figures):
    ax = charts.trend(national(figures))

    canvas.picture(ax.figure, "png")
    assert [label.get_text() for label in ax.get_yticklabels()] == ["0%", "10%", "20%", "30%", "40%", "50%"]


def test_a_break_is_drawn_on_axes_of_the_readers_own(figures):
    ax = Figure().add_subplot()

    assert charts.trend(national(figures), ax=ax) is ax
    assert dashed(ax) == [2015.75]


def test_labels_that_have_room_stay_at_their_lines_and_others_part_evenly():
    assert _spread_apart([10.0, 500.0, 900.0], [42, 42, 42]) == pytest.approx([10, 500, 900])
    assert _spread_apart([300.0, 290.0, 800.0], [42, 42, 42]) == pytest.approx([316, 274, 800])
    assert _spread_apart([0.0, 0.0, 0.0], [10, 20, 10]) == pytest.approx([0, 15, 30])


def test_the_series_passed_in_is_untouched(figures):
    series = national(figures)
    before = series.copy(deep=True)

    charts.trend(series)

    pd.testing.assert_frame_equal(series, before)
