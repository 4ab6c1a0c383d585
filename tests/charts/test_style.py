"""A reader's own colours and letters are respected, and leave what others draw as it was."""

import hashlib

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

import yotlib as yot
from yotlib.charts import canvas
from yotlib.reference.errors import AskedWrongly

OURS = ["#7b1e3a", "#2e5e4e", "#5c4a1f", "#c06014", "#333333", "#6a4c93"]
CYCLE = f"axes.prop_cycle: cycler('color', {[colour[1:] for colour in OURS]})"


@pytest.fixture(scope="module")
def here():
    return yot.compare(yot.load(), "bradford", "first_time_entrants", as_of="2020-01-31")


@pytest.fixture(autouse=True)
def _our_style_again():
    yield
    yot.charts.use_style()


@pytest.fixture
def ours(tmp_path):
    """Return a style file with six colours and a serif."""
    path = tmp_path / "ours.mplstyle"
    path.write_text(f"font.family: serif\nfont.serif: DejaVu Serif\n{CYCLE}\n", encoding="utf-8")
    return path


def bars(ax):
    return [to_hex(patch.get_facecolor()) for patch in ax.patches]


def picture(ax):
    return hashlib.sha256(canvas.picture(ax.figure, "png")).hexdigest()


def svg(ax):
    return canvas.picture(ax.figure, "svg").decode()


def test_a_style_file_gives_roles_its_colours_in_turn_and_letters_its_font(here, ours):
    yot.charts.use_style(ours)

    ax = yot.charts.compare(here)

    assert bars(ax) == [OURS[0], OURS[1], OURS[2]]
    assert "DejaVuSerif-" in svg(ax)
    assert not [colour for colour in yot.charts.COLOURS.values() if colour.lower() in svg(ax)]


def test_every_kind_of_mark_has_the_colours(ours):
    figures = yot.load()
    yot.charts.use_style(ours)

    drawn = [
        yot.charts.trend(yot.trends.over_time(figures, "bradford", "first_time_entrants")),
        yot.charts.funnel(yot.funnel.funnel(figures, "first_time_entrants"), team="leeds"),
        yot.charts.ranked(yot.national.table(figures, "first_time_entrants")),
        yot.charts.relative_rates(yot.ethnicity.groups(figures, "bradford")),
    ]

    for ax in drawn:
        assert not [colour for colour in yot.charts.COLOURS.values() if colour.lower() in svg(ax)]


def test_the_session_may_name_a_style_and_a_chosen_one_comes_before_it(here, ours, monkeypatch):
    monkeypatch.setenv("YOTLIB_STYLE", str(ours))

    named = bars(yot.charts.compare(here))
    yot.charts.use_style({"axes.prop_cycle": mpl.cycler(color=["#000000"])})

    assert named[0] == OURS[0]
    assert bars(yot.charts.compare(here)) == ["#000000"] * 3


def test_without_a_style_charts_are_ours_again_to_the_byte(here, ours):
    before = picture(yot.charts.compare(here))

    yot.charts.use_style(ours)
    other = picture(yot.charts.compare(here))
    yot.charts.use_style()

    assert other != before
    assert picture(yot.charts.compare(here)) == before


def test_what_is_set_in_a_context_counts_though_the_picture_is_made_after_it(here):
    with plt.rc_context({"font.sans-serif": ["DejaVu Sans Mono"]}):
        ax = yot.charts.compare(here)

    assert "DejaVuSansMono-" in svg(ax)
    assert "DejaVuSansMono-" not in svg(yot.charts.compare(here))


def test_settings_of_the_reader_come_last_and_stay_as_they_are(here, ours):
    yot.charts.use_style(ours)
    with plt.rc_context({"font.serif": ["STIXGeneral"]}):
        before = dict(mpl.rcParams)
        ax = yot.charts.compare(here)
        drawn = svg(ax)
        after = dict(mpl.rcParams)

    assert before == after
    assert "STIXGeneral" in drawn


def test_a_picture_of_ones_own_looks_as_it_was_drawn(ours):
    yot.charts.use_style(ours)
    with plt.rc_context({"font.sans-serif": ["DejaVu Sans Mono"], "axes.facecolor": "#eeeeee"}):
        figure = Figure()
        ax = figure.add_subplot(title="A")
        shown = yot.charts.with_alt(ax, "Nothing.")

    drawn = canvas.picture(shown.figure, "svg").decode()
    assert "DejaVuSansMono-" in drawn
    assert "#eeeeee" in drawn


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("font.famly: serif", ["Bad key font.famly in file {path}, line 1 ('font.famly: serif')"]),
        (
            "font.size: big\nlines.linewidth 3",
            [
                "Missing colon in file '{path}', line 2 ('lines.linewidth 3')",
                "Bad value in file '{path}', line 1 ('font.size: big'): Key font.size: "
                "Could not convert 'big' to float",
            ],
        ),
    ],
)
def test_everything_wrong_with_a_style_file_is_said_at_once_and_the_style_stays(here, tmp_path, content, said):
    path = tmp_path / "bad.mplstyle"
    path.write_text(content, encoding="utf-8")
    before = bars(yot.charts.compare(here))

    with pytest.raises(AskedWrongly) as refused:
        yot.charts.use_style(path)

    assert str(refused.value).splitlines() == [
        f"The style {path} cannot be used: {line.format(path=path)}." for line in said
    ]
    assert bars(yot.charts.compare(here)) == before


def test_a_style_that_is_not_there_is_refused_and_one_of_matplotlibs_is_known_by_its_name(here):
    with pytest.raises(AskedWrongly) as refused:
        yot.charts.use_style("gone.mplstyle")
    yot.charts.use_style("grayscale")

    assert str(refused.value) == (
        "No style file gone.mplstyle; name one, or a style of matplotlib such as 'grayscale'."
    )
    assert bars(yot.charts.compare(here))[0] == "#000000"


@pytest.mark.parametrize("settings", [{"font.famly": "serif"}, {"font.size": "big"}])
def test_settings_that_matplotlib_does_not_know_are_refused(settings):
    with pytest.raises(AskedWrongly, match=r"A style cannot be used: .*font\."):
        yot.charts.use_style(settings)
