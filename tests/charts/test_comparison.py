from base64 import b64decode
from itertools import combinations

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from afcharts.af_colours import get_af_colours
from bs4 import BeautifulSoup
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

import yotlib as yot
from yotlib import charts
from yotlib.analysis import contextual_facts, ethnicity, trends
from yotlib.analysis.comparison import compare
from yotlib.charts import canvas

PALETTE = [colour.lower() for colour in get_af_colours("categorical", number_of_colours=6)]
LONGEST = "Cheshire East, Cheshire West, Halton and Warrington"
BEFORE_ANY_RELEASE = "2012-12-31"


@pytest.fixture(scope="module")
def figures() -> pd.DataFrame:
    return yot.load()


@pytest.fixture(autouse=True)
def _not_in_a_pack(monkeypatch):
    monkeypatch.delenv("YOTLIB_PACK", raising=False)


@pytest.fixture(scope="module")
def entrants(figures) -> pd.DataFrame:
    return compare(figures, "bradford", "first_time_entrants", as_of="2020-01-31")


def simulated_series(*lines: tuple[str, str, list[float]]) -> pd.DataFrame:
    """A simulated series of first-time entrants from 2016 on: name, role and values of each line."""
    return pd.DataFrame(
        [
            {
                "measure": "first_time_entrants",
                "age": "10-17",
                "area": name.lower().replace(",", "").replace(" ", "-"),
                "name": name,
                "role": role,
                "period_start": pd.Timestamp(2016 + step, 1, 1),
                "period_end": pd.Timestamp(2016 + step, 12, 31),
                "value": value,
                "lower": 0.9 * value if role == "team" else float("nan"),
                "upper": 1.1 * value if role == "team" else float("nan"),
                "note": "",
                "source": "simulated-2024",
            }
            for name, role, values in lines
            for step, value in enumerate(values)
        ]
    )


def simulated_close(team: str) -> pd.DataFrame:
    """Eight years in which a team and its baselines end close together."""
    falling = [400.0, 390.0, 380.0, 350.0, 300.0, 200.0, 180.0, 160.0]
    baselines = (("North West", "region", 159.0), ("England", "nation", 158.0))
    return simulated_series(
        (team, "team", falling), *((name, role, [*falling[:-1], end]) for name, role, end in baselines)
    )


def texts(ax: Axes) -> list[tuple[str, Bbox]]:
    """Every text that is drawn, with the box it takes."""
    figure = ax.get_figure(root=True)
    canvas.picture(figure, "png")
    shown: list[Text] = [*figure.texts, *ax.texts, ax.title, ax.xaxis.label, ax.yaxis.label]
    shown += [text for text in (figure._suptitle, figure._supxlabel) if text is not None]
    for axis in (ax.xaxis, ax.yaxis):
        low, high = sorted(axis.get_view_interval())
        placed = zip(axis.get_majorticklabels(), axis.get_majorticklocs(), strict=True)
        shown += [label for label, place in placed if low <= place <= high]
    unique = {id(text): text for text in shown if text.get_visible() and text.get_text()}
    return [(text.get_text(), text.get_window_extent(figure.canvas.get_renderer())) for text in unique.values()]


def cut(ax: Axes) -> list[str]:
    page = ax.get_figure(root=True).bbox
    return [
        text for text, box in texts(ax) if box.x0 < page.x0 or box.y0 < page.y0 or box.x1 > page.x1 or box.y1 > page.y1
    ]


def overlapping(ax: Axes) -> list[tuple[str, str]]:
    """Texts that cover more than a pixel of each other both ways."""
    return [
        (one, other)
        for (one, a), (other, b) in combinations(texts(ax), 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 1 and min(a.y1, b.y1) - max(a.y0, b.y0) > 1
    ]


def bars(ax: Axes) -> list:
    return sorted((patch for patch in ax.patches if patch.get_width() > 0), key=lambda patch: patch.get_y())


def whiskers(ax: Axes) -> list[tuple[float, float]]:
    """The ends of every horizontal whisker, each once."""
    lines = [segment for held in ax.collections for segment in getattr(held, "get_segments", list)()]
    return sorted({(float(line[0][0]), float(line[1][0])) for line in lines if line[0][1] == line[1][1]})


DRAWN = {
    "entrants of Bradford": lambda f: charts.compare(compare(f, "bradford", "first_time_entrants")),
    "entrants of Bradford as inspected": lambda f: charts.compare(
        compare(f, "bradford", "first_time_entrants", as_of="2020-01-31")
    ),
    "frequency of Bradford": lambda f: charts.compare(compare(f, "bradford", "reoffences_per_child")),
    "offences of Bradford": lambda f: charts.compare(compare(f, "bradford", "offences_per_1000")),
    "older children of Bradford": lambda f: charts.compare(compare(f, "bradford", "reoffending_rate", age="15-17")),
    "entrants of Leeds": lambda f: charts.compare(compare(f, "leeds", "first_time_entrants")),
    "counts of Birmingham": lambda f: charts.compare(compare(f, "birmingham", "cautioned_or_sentenced")),
    "trend of Bradford": lambda f: charts.trend(trends.over_time(f, "bradford", "first_time_entrants")),
    "trend of Birmingham": lambda f: charts.trend(
        trends.over_time(f, "birmingham", "cautioned_or_sentenced", period="2020-21")
    ),
    "shares of Bradford": lambda f: charts.shares(ethnicity.groups(f, "bradford")),
    "shares of Birmingham": lambda f: charts.shares(ethnicity.groups(f, "birmingham")),
    "index of Bradford": lambda f: charts.relative_rates(ethnicity.groups(f, "bradford")),
    "index of Birmingham": lambda f: charts.relative_rates(ethnicity.groups(f, "birmingham")),
    "bars of the longest name": lambda f: charts.compare(
        compare(f, "bradford", "first_time_entrants").replace({"name": {"Bradford": LONGEST}})
    ),
    "trend of the longest name": lambda f: charts.trend(simulated_close(LONGEST)),
    "trend of a short name": lambda f: charts.trend(simulated_close("Leeds")),
}
EVERY_CHART = pytest.mark.parametrize("draw", DRAWN.values(), ids=DRAWN)
KINDS = ("entrants of Bradford", "trend of Bradford", "shares of Bradford", "index of Bradford")
ONE_OF_EACH_KIND = pytest.mark.parametrize("draw", [DRAWN[name] for name in KINDS], ids=KINDS)


@EVERY_CHART
def test_no_text_is_cut_off_at_the_edge(figures, draw):
    assert cut(draw(figures)) == []


@EVERY_CHART
def test_no_two_texts_overlap(figures, draw):
    assert overlapping(draw(figures)) == []


@ONE_OF_EACH_KIND
def test_the_same_table_gives_the_same_picture(figures, draw):
    one, other = draw(figures).get_figure(), draw(figures).get_figure()

    for kind in ("png", "svg"):
        assert canvas.picture(one, kind) == canvas.picture(other, kind)


@ONE_OF_EACH_KIND
def test_the_same_figure_gives_the_same_picture_however_often_it_is_drawn(figures, draw):
    figure = draw(figures).get_figure()

    for kind in ("png", "svg"):
        assert canvas.picture(figure, kind) == canvas.picture(figure, kind)


@ONE_OF_EACH_KIND
def test_a_picture_is_laid_out_once_for_png_and_svg_together(figures, monkeypatch, draw):
    figure = draw(figures).get_figure()
    passes = []
    engine = type(figure.get_layout_engine())
    real = engine.execute
    monkeypatch.setattr(engine, "execute", lambda self, figure: passes.append(1) or real(self, figure))

    canvas.picture(figure, "png")
    once = len(passes)
    for kind in ("svg", "png"):
        canvas.picture(figure, kind)

    assert 2 <= once <= canvas.LAYOUTS
    assert len(passes) == once


@ONE_OF_EACH_KIND
def test_a_picture_is_drawn_once_its_layout_is_still(figures, draw):
    figure = draw(figures).get_figure()
    engine = figure.get_layout_engine()

    canvas.picture(figure, "png")
    drawn = [ax.get_position().bounds for ax in figure.axes]
    figure.set_layout_engine(engine)
    engine.execute(figure)

    assert [ax.get_position().bounds for ax in figure.axes] == [pytest.approx(at, abs=canvas.STILL) for at in drawn]


def test_a_reader_who_lays_out_every_figure_moves_no_chart(figures):
    first, other = (DRAWN["trend of Bradford"](figures).get_figure() for _ in range(2))

    with mpl.rc_context({"figure.constrained_layout.use": True}):
        moved = [canvas.picture(other, "svg") for _ in range(2)]

    assert moved == [canvas.picture(first, "svg")] * 2


@EVERY_CHART
def test_a_charts_alternative_text_holds_its_headline_and_its_source(figures, draw):
    ax = draw(figures)

    headline, foot = (" ".join(text.get_text().split()) for text in (ax.figure._suptitle, ax.figure._supxlabel))
    assert isinstance(ax, Axes)
    assert ax.alt == f"{headline} {foot}"
    assert headline.endswith(".")
    assert "Period: " in foot
    assert "Source: " in foot


def test_the_alternative_text_of_bradfords_entrants_is_whole(entrants):
    assert charts.compare(entrants).alt == (
        "First-time entrants were 330 per 100,000 children in Bradford in 2018, 40% above England and Wales's 236 and "
        "35% above Yorkshire and the Humber's 244, both more than chance would explain: about 57 more children a year "
        "than at England and Wales's rate. Period: 2018. Source: hmip-bradford-2020. Lines and bands: 95% intervals. "
        "Intervals are estimated."
    )


def test_bars_are_as_long_as_the_values_and_start_at_nought(entrants):
    ax = charts.compare(entrants)

    assert [bar.get_width() for bar in bars(ax)] == [330, 244, 236]
    assert {bar.get_x() for bar in bars(ax)} == {0}
    assert ax.get_xlim()[0] == 0
    assert [label.get_text() for label in ax.get_yticklabels()] == entrants["name"].tolist()


def test_whiskers_reach_from_the_lower_to_the_upper_limit(entrants):
    (limits,) = whiskers(charts.compare(entrants))

    assert limits == pytest.approx((285.611, 379.332), abs=0.001)


def test_a_row_without_an_interval_has_no_whisker_and_the_next_keeps_its_own(figures):
    table = compare(figures, "leeds", "first_time_entrants", release="ohid-fingertips-10401-2018")
    table.loc[0, ["lower", "upper"]] = float("nan")

    (limits,) = whiskers(charts.compare(table))

    assert limits == pytest.approx(tuple(table.loc[1, ["lower", "upper"]]))


def test_the_value_is_printed_at_its_bar(entrants):
    assert [text.get_text() for text in charts.compare(entrants).texts] == ["330", "244", "236"]


def test_the_team_is_in_ink_and_each_role_keeps_its_colour_from_the_palette(figures, entrants):
    team, region, widest = (to_hex(bar.get_facecolor()) for bar in bars(charts.compare(entrants)))

    assert (team, region, widest) == (PALETTE[0], PALETTE[1], PALETTE[2])
    assert {colour.lower() for colour in charts.COLOURS.values()} <= set(PALETTE)
    assert len(set(charts.COLOURS.values())) == len(charts.COLOURS)
    table = compare(figures, "leeds", "first_time_entrants", release="ohid-fingertips-10401-2018")
    (alone, nation) = (to_hex(bar.get_facecolor()) for bar in bars(charts.compare(table)))
    assert (alone, nation) == (charts.COLOURS["team"].lower(), charts.COLOURS["nation"].lower())


def test_a_trend_has_a_line_an_area_in_its_roles_colour_named_at_its_end(figures):
    ax = charts.trend(trends.over_time(figures, "bradford", "first_time_entrants", as_of="2025-12-31"))

    lines = {to_hex(line.get_color()): line.get_ydata().tolist() for line in ax.lines}
    assert lines[charts.COLOURS["team"].lower()] == [383, 456, 351, 347, 239, 189, 210, 116]
    assert lines[charts.COLOURS["nation"].lower()][-1] == 143
    names = [text for text in ax.texts if text.get_text()]  # a stroke to a name that is moved has no text
    assert [text.get_text() for text in names] == ["Bradford 116", "Yorkshire and the Humber 159", "England 143"]
    assert {text.xy[0] for text in ax.texts} == {max(ax.lines[0].get_xdata())}
    assert ax.get_ylim()[0] == 0
    assert {label.get_text() for label in ax.get_xticklabels()} == {str(year) for year in range(2016, 2024)}


def test_baselines_that_are_named_have_a_line_each():
    named = (("Leeds", "named", [200.0, 210.0]), ("Kirklees", "named", [310.0, 300.0]))

    ax = charts.trend(simulated_series(("Bradford", "team", [400.0, 350.0]), *named))

    assert [line.get_ydata().tolist() for line in ax.lines] == [[400, 350], [200, 210], [310, 300]]
    assert {text.get_text() for text in ax.texts} == {"Bradford 350", "Leeds 210", "Kirklees 300"}


def test_a_trend_of_noughts_starts_at_nought_and_warns_of_nothing(recwarn):
    ax = charts.trend(simulated_series(("Leeds", "team", [0.0, 0.0])))

    assert ax.get_ylim()[0] == 0
    assert [str(warning.message) for warning in recwarn] == []


def test_bars_of_nought_are_drawn(figures):
    table = compare(figures, "leeds", "first_time_entrants").assign(value=0.0, lower=0.0, upper=0.0)

    assert charts.compare(table).get_xlim() == (0, 1)


def test_shares_set_each_group_beside_its_population(figures):
    ax = charts.shares(ethnicity.groups(figures, "bradford", as_of="2020-01-31"))

    widths = [bar.get_width() for bar in bars(ax)]
    assert widths == pytest.approx([100 * 331 / 482, 100 * 32376 / 57930, 100 * 151 / 482, 100 * 25554 / 57930])
    assert [label.get_text() for label in ax.get_yticklabels()] == ["White", "BME"]
    assert {bar.get_x() for bar in bars(ax)} == {0}
    assert [np.round(limits, 1).tolist() for limits in whiskers(ax)] == [[27.3, 35.6], [64.4, 72.7]]


def test_relative_rates_leave_white_and_the_not_known_out_and_stand_on_a_log_scale(figures):
    ax = charts.relative_rates(ethnicity.groups(figures, "birmingham", period="2020-21"))

    assert [label.get_text() for label in ax.get_yticklabels()] == ["Asian", "Black", "Mixed", "Other"]
    assert ax.get_xscale() == "log"
    points = next(line for line in ax.lines if line.get_marker() == "o")
    assert np.round(points.get_xdata(), 2).tolist() == [0.55, 2.02, 1.98, 0.40]
    assert min(low for low, _ in whiskers(ax)) == pytest.approx(0.194484, abs=1e-6)


@pytest.mark.parametrize("team", ["leeds", "cardiff"])
def test_a_team_without_figures_gets_a_sentence_and_no_empty_chart(figures, team):
    facts = contextual_facts.page(figures, team, as_of=BEFORE_ANY_RELEASE)
    groups = ethnicity.groups(figures, team, as_of=BEFORE_ANY_RELEASE)
    series = trends.over_time(figures, team, "reoffending_rate")

    assert charts.compare(facts) == "No chart: there is no figure to draw."
    assert charts.compare(compare(figures, team, "custody_rate")) == "No chart: there is no figure to draw."
    assert charts.trend(series) == "No chart: fewer than two years are published here."
    assert charts.shares(groups) == ("No chart: no groups are published here, or no population to set them against.")


@pytest.mark.parametrize("team", ["cumberland", "westmorland-and-furness"])
def test_a_team_without_groups_gets_a_sentence_in_place_of_its_relative_rates(figures, team):
    groups = ethnicity.groups(figures, team)

    assert charts.relative_rates(groups) == "No chart: no relative rate index can be worked out."


def test_a_team_without_a_value_is_not_charted_by_its_baselines(entrants):
    gone = entrants.assign(value=entrants["value"].mask(entrants["role"] == "team"))

    assert charts.compare(gone) == "No chart: there is no figure to draw."


def test_a_chart_is_drawn_where_it_is_asked_to_be(figures, entrants):
    groups = ethnicity.groups(figures, "bradford", as_of="2020-01-31")
    series = trends.over_time(figures, "bradford", "first_time_entrants")
    drawn = [
        (charts.compare, entrants, "First-time entrants were 330"),
        (charts.trend, series, "First-time entrants in Bradford fell"),
        (charts.shares, groups, "White children"),
        (charts.relative_rates, groups, "BME children"),
    ]

    for chart, table, beginning in drawn:
        ax = Figure().add_subplot()
        assert chart(table, ax=ax) is ax
        assert ax.get_title(loc="left").startswith(beginning)


@ONE_OF_EACH_KIND
def test_a_notebook_is_shown_a_picture_with_its_alternative_text_and_a_pack_png_and_svg(figures, monkeypatch, draw):
    ax = draw(figures)

    alone, _ = ax._repr_mimebundle_()
    monkeypatch.setenv("YOTLIB_PACK", "1")
    packed, about = ax._repr_mimebundle_()

    assert set(alone) == {"text/html", "text/plain"}
    shown = BeautifulSoup(alone["text/html"], "html.parser").img
    assert shown["alt"] == ax.alt
    assert b64decode(shown["src"].removeprefix("data:image/png;base64,")) == packed["image/png"]
    assert (int(shown["width"]), int(shown["height"])) == (about["image/png"]["width"], about["image/png"]["height"])
    assert alone["text/plain"] == f"<Chart: {ax.alt}>"
    assert packed["image/png"].startswith(b"\x89PNG")
    assert about["image/png"]["alt"] == ax.alt
    assert set(packed) == {"image/png", "text/plain", "image/svg+xml"}
    assert packed["image/svg+xml"].rstrip().endswith("</svg>")


@ONE_OF_EACH_KIND
def test_the_readers_own_style_is_left_as_it_was(figures, draw):
    before = dict(mpl.rcParams)

    draw(figures)._repr_mimebundle_()

    assert dict(mpl.rcParams) == before


def test_the_tables_passed_in_are_untouched(figures, entrants):
    groups, series = ethnicity.groups(figures, "bradford"), trends.over_time(figures, "bradford", "first_time_entrants")
    drawn = [
        (charts.compare, entrants),
        (charts.trend, series),
        (charts.shares, groups),
        (charts.relative_rates, groups),
    ]

    for chart, table in drawn:
        before = table.copy(deep=True)
        chart(table)
        pd.testing.assert_frame_equal(table, before)
