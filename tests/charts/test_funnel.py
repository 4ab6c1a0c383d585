"""The picture of a funnel: what is drawn, what is named, and that it can be read."""

from functools import cache

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Annotation, Text

import yotlib as yot
from tests.analysis.test_funnel import ENGLISH, OHID, TEAMS, funnel, simulated_figures, simulated_nation
from tests.charts.test_comparison import cut, overlapping
from yotlib.analysis.funnel import curve
from yotlib.charts import canvas, funnel_names
from yotlib.charts.colours import COLOURS, GREY, INK, OTHERS
from yotlib.charts.funnel import funnel as chart
from yotlib.findings.funnel import NO_FUNNEL, coverage, finding

ENDS = {"95%", "99.8%"}


@pytest.fixture(scope="module")
def figures() -> pd.DataFrame:
    return yot.load()


@pytest.fixture(scope="module")
def entrants(figures) -> pd.DataFrame:
    return funnel(figures, "first_time_entrants", release=OHID)


@pytest.fixture(autouse=True)
def _not_in_a_pack(monkeypatch):
    monkeypatch.delenv("YOTLIB_PACK", raising=False)


def simulated_155(*, spread=0.12, raised=1.0) -> pd.DataFrame:
    """A simulated funnel of entrants in every team, every eighth of them raised so many times."""
    drawn = np.random.default_rng(1)
    populations = drawn.lognormal(10.3, 0.6, len(TEAMS)).round()
    rates = 0.0024 * (1 + drawn.normal(0, spread, len(TEAMS))) ** 2
    rates[::8] *= raised
    return funnel(simulated_figures(TEAMS, drawn.poisson(populations * rates), populations), "first_time_entrants")


def simulated_cohorts() -> pd.DataFrame:
    """A simulated funnel of reoffending in every team, two of which have no child who reoffended."""
    drawn = np.random.default_rng(2)
    cohorts = drawn.integers(25, 500, len(TEAMS))
    counts = drawn.binomial(cohorts, drawn.normal(0.38, 0.07, len(TEAMS)).clip(0, 1))
    counts[:2] = 0
    figures = simulated_figures(TEAMS, counts, cohorts, measure="reoffending_rate")
    nation = simulated_nation(38, nation="england-and-wales", measure="reoffending_rate")
    return funnel(pd.concat([figures, nation], ignore_index=True), "reoffending_rate")


def simulated_noughts() -> pd.DataFrame:
    return funnel(simulated_figures(ENGLISH[:4], [0] * 4, [9_000, 10_000, 11_000, 12_000]), "first_time_entrants")


DRAWN = {
    "34 teams with Leeds": lambda f: chart(funnel(f, "first_time_entrants", release=OHID), team="leeds"),
    "34 teams with Newcastle": lambda f: chart(
        funnel(f, "first_time_entrants", release=OHID), team="newcastle-upon-tyne"
    ),
    "34 teams alone": lambda f: chart(funnel(f, "first_time_entrants", release=OHID)),
    "one region": lambda f: chart(
        funnel(f, "first_time_entrants", release=OHID, region="yorkshire-and-the-humber"), team="york"
    ),
    "155 teams": lambda f: chart(simulated_155(), team="leeds"),
    "155 teams by chance": lambda f: chart(simulated_155(spread=0), team="leeds"),
    "155 teams, many outside": lambda f: chart(simulated_155(raised=3), team="bradford"),
    "cohorts": lambda f: chart(simulated_cohorts(), team="birmingham"),
    "noughts": lambda f: chart(simulated_noughts(), team=ENGLISH[0]),
}
EVERY_CHART = pytest.mark.parametrize("which", DRAWN)


@pytest.fixture(scope="module")
def drawn(figures):
    """Each chart by what it is of, drawn once."""
    return cache(lambda which: DRAWN[which](figures))


def names(ax: Axes) -> dict[str, Annotation]:
    """The names of teams by their points; not those of the lines at their ends."""
    return {text.get_text(): text for text in ax.texts if text.get_path_effects()}


def points(ax: Axes) -> dict[str, list[list[float]]]:
    """Where the points of each colour are."""
    return {
        to_hex(held.get_facecolor()[0]): held.get_offsets().tolist()
        for held in ax.collections
        if len(held.get_offsets())
    }


@EVERY_CHART
def test_no_text_is_cut_off_at_the_edge(drawn, which):
    assert cut(drawn(which)) == []


@EVERY_CHART
def test_no_two_texts_overlap(drawn, which):
    assert overlapping(drawn(which)) == []


@EVERY_CHART
def test_no_name_covers_a_point_and_each_is_inside_the_axes(drawn, which):
    ax = drawn(which)
    canvas.picture(ax.get_figure(), "png")

    at = ax.transData.transform(np.concatenate(list(points(ax).values())))
    for name in names(ax).values():
        box = Text.get_window_extent(name)
        assert not ((at > box.min) & (at < box.max)).all(axis=1).any(), name
        assert ax.bbox.contains(*box.min), name
        assert ax.bbox.contains(*box.max), name


@EVERY_CHART
def test_every_point_is_inside_the_axes(drawn, which):
    ax = drawn(which)

    (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    assert (left, bottom) == (0, 0)
    for population, value in np.concatenate(list(points(ax).values())):
        assert left < population < right
        assert bottom <= value < top


@pytest.mark.parametrize("which", ["34 teams with Leeds", "155 teams"])
def test_the_same_table_gives_the_same_picture_however_often_it_is_drawn(figures, which):
    one, other = (DRAWN[which](figures).get_figure() for _ in range(2))

    for kind in ("png", "svg"):
        first = canvas.picture(one, kind)
        assert first == canvas.picture(other, kind)
        assert first == canvas.picture(one, kind)


def test_teams_outside_the_widened_limits_and_the_team_are_named(entrants):
    outside = {"Newcastle upon Tyne", "Nottingham", "West Sussex", "Gloucestershire"}

    assert set(names(chart(entrants))) == outside
    assert set(names(chart(entrants, team="leeds"))) == {*outside, "Leeds"}


def test_each_team_is_a_point_in_the_colour_of_what_it_is(entrants):
    drawn = points(chart(entrants, team="leeds"))

    assert {colour: len(places) for colour, places in drawn.items()} == {OTHERS: 29, GREY.lower(): 4, INK.lower(): 1}
    assert drawn[INK.lower()] == [pytest.approx([65_831, 226.337], abs=1e-3)]
    assert names(chart(entrants, team="leeds"))["Leeds"].get_color() == INK


def test_plain_limits_are_dashed_and_thin_and_widened_ones_solid(entrants):
    ax, lines = chart(entrants), curve(entrants, "first_time_entrants")

    drawn = {tuple(line.get_ydata()): line for line in ax.lines}
    for side in ("lower_95", "upper_95", "lower_998", "upper_998"):
        plain, wide = drawn[tuple(lines[side])], drawn[tuple(lines[f"{side}_wide"])]
        assert plain.is_dashed()
        assert not wide.is_dashed()
        assert plain.get_linewidth() < wide.get_linewidth()


def test_the_target_is_a_line_in_its_roles_colour_named_at_its_end(entrants):
    ax = chart(entrants)

    (target,) = [line for line in ax.lines if to_hex(line.get_color()) == COLOURS["nation"].lower()]
    assert target.get_ydata() == pytest.approx([238.4731] * 2)
    assert {text.get_text() for text in ax.texts} - set(names(ax)) - {""} == {*ENDS, "England 238"}
    pooled, both = (chart(table) for table in (simulated_155(), simulated_cohorts()))
    assert "all teams\npooled 231" in {text.get_text() for text in pooled.texts}
    assert COLOURS["england-and-wales"].lower() in {to_hex(line.get_color()) for line in both.lines}


def test_the_axes_say_measure_unit_and_whose_children(entrants):
    ax, cohorts = chart(entrants), chart(simulated_cohorts())

    said = " ".join(ax.get_ylabel().split())
    assert said == "First-time entrants to the youth justice system, per 100,000 children aged 10-17"
    assert ax.get_xlabel() == "Children aged 10-17"
    assert cohorts.get_xlabel() == "Children in the cohort"
    assert cohorts.get_ylim()[1] <= 100


def test_title_foot_and_alternative_text_state_the_finding_the_source_and_who_is_missing(entrants):
    ax = chart(entrants, team="leeds")

    title, foot = (" ".join(text.get_text().split()) for text in (ax.figure._suptitle, ax.figure._supxlabel))
    assert title == finding(entrants, team="leeds")
    assert foot == (
        "Period: 2018. Source: ohid-fingertips-10401-2018. Dashed: 95% and 99.8% limits by chance alone. Solid: "
        "widened by how far teams differ. 121 of 155 teams are missing."
    )
    assert foot.endswith(coverage(entrants))
    assert ax.alt == f"{title} {foot}"


def test_the_foot_says_where_a_name_found_no_room(monkeypatch, entrants):
    monkeypatch.setattr(funnel_names, "REACHES", (1,))

    ax = chart(entrants)

    assert names(ax) == {}
    assert ax.alt.endswith("Named where there is room.")


def test_a_table_without_limits_gives_a_sentence_and_no_empty_chart(figures):
    alone = simulated_figures(ENGLISH[:2], [40, 9], [100, 20], measure="reoffending_rate")

    assert chart(funnel(figures, "custody_rate"), team="leeds") == NO_FUNNEL
    assert chart(funnel(alone, "reoffending_rate", fewest=1)) == NO_FUNNEL
    assert chart(funnel(figures, "first_time_entrants", release=OHID, region="wales")) == NO_FUNNEL


def test_a_team_that_is_not_in_it_gets_a_sentence_and_no_funnel(entrants):
    assert chart(entrants, team="Bradford") == (
        "No funnel is drawn: Bradford has no figure for first-time entrants in 2018 that can be placed in it."
    )


def test_no_greek_letter_stands_in_what_a_board_reads(entrants):
    ax = chart(entrants, team="leeds")

    assert not {"φ", "τ", "²"} & set(ax.alt)


def test_a_chart_is_drawn_where_it_is_asked_to_be(entrants):
    ax = Figure(figsize=(8, 6)).add_subplot()

    assert chart(entrants, team="leeds", ax=ax) is ax
    assert ax.get_title(loc="left").startswith("First-time entrants in 2018")


def test_the_readers_own_style_and_the_table_passed_in_are_left_as_they_were(entrants):
    style, before = dict(mpl.rcParams), entrants.copy(deep=True)

    chart(entrants, team="leeds")._repr_mimebundle_()

    assert dict(mpl.rcParams) == style
    pd.testing.assert_frame_equal(entrants, before)
