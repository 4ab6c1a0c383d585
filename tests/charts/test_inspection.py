"""The pictures of an inspection: what they show, in words and marks, and never by colour alone."""

import numpy as np
import pytest

from yotlib import charts, findings
from yotlib.analysis import inspection
from yotlib.charts import canvas
from yotlib.charts.inspection import SHADES


@pytest.fixture(scope="module")
def bradford():
    return inspection.overall("bradford"), inspection.standards("bradford"), inspection.questions("bradford")


def written(ax):
    return [text.get_text() for text in ax.texts]


def luminance(colour):
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_grid_writes_every_rating_and_its_points_in_words(bradford):
    rated, standards, _ = bradford

    words = written(charts.ratings(standards, rated))

    assert words.count("Inadequate") == 8
    assert words.count("Good") == 3
    assert words.count("Requires improvement") == 1
    assert words.count("0 of 3") == 8


def test_ratings_are_shades_of_one_hue_that_darken_with_points():
    brightness = [luminance(shade) for shade in SHADES.values()]

    assert list(SHADES) == list(inspection.RATINGS)
    assert brightness == sorted(brightness, reverse=True)
    assert min(np.diff(brightness[::-1])) > 0.1


def test_nothing_written_in_a_tile_is_wider_than_the_tile(bradford):
    rated, standards, _ = bradford
    ax = charts.ratings(standards, rated)
    figure = ax.get_figure()
    canvas.picture(figure, "png")

    tile = ax.patches[0].get_window_extent()

    assert all(text.get_window_extent().width <= tile.width for text in ax.texts)


def test_percentages_stand_between_the_edges_of_the_bands_with_their_intervals(bradford):
    ax = charts.percentages(bradford[2], domain=2)

    edges = sorted(
        {round(line.get_xdata()[0], 1) for line in ax.lines if len(set(line.get_xdata())) == 1} & {49.5, 64.5, 79.5}
    )

    assert edges == [49.5, 64.5, 79.5]
    assert len(ax.get_yticks()) == 12
    assert "43%" in written(ax)
    assert "5 lay below 50%" in ax.alt


def test_court_and_out_of_court_differ_by_mark_as_well_as_colour(bradford):
    ax = charts.court_beside_out_of_court(inspection.court_beside_out_of_court(bradford[2]))

    marks = {line.get_marker() for line in ax.get_legend().get_lines()}

    assert marks == {"o", "s"}


def test_bars_of_probabilities_end_at_one_and_name_large_parts(bradford):
    _, standards, questions = bradford

    ax = charts.chances(inspection.chances(standards, questions))

    ends = [patch.get_x() + patch.get_width() for patch in ax.patches]
    assert max(ends) == pytest.approx(1)
    assert "Requires improvement 85%" in written(ax)
    assert [tick.get_text() for tick in ax.get_yticklabels()][-1] == "Overall rating"


def test_the_services_own_part_of_its_year_is_framed(bradford):
    services = inspection.services()
    by_year = inspection.by_year(services)

    ax = charts.services(services, by_year, team="bradford")

    framed = [patch for patch in ax.patches if patch.get_linewidth() > 2]
    assert [(patch.get_x(), patch.get_width()) for patch in framed] == [(1, 12)]
    assert "Framed: Bradford and its equals." in ax.alt


def test_without_questions_there_is_a_sentence_and_no_empty_chart():
    standards, questions = inspection.standards("leeds"), inspection.questions("leeds")
    shown = [
        charts.ratings(standards, inspection.overall("leeds")),
        charts.percentages(questions, domain=2),
        charts.percentages(questions, domain=3),
        charts.chances(inspection.chances(standards, questions)),
        charts.court_beside_out_of_court(inspection.court_beside_out_of_court(questions)),
    ]

    assert all(isinstance(part, findings.Nothing) for part in shown)


def test_a_team_without_a_rating_sees_all_services_and_no_frame():
    services = inspection.services()

    ax = charts.services(services, inspection.by_year(services), team="cornwall")

    assert not [patch for patch in ax.patches if patch.get_linewidth() > 2]


def test_a_picture_has_few_colours_and_the_same_bytes_each_time(bradford):
    from io import BytesIO

    from PIL import Image

    rated, standards, _ = bradford
    first, second = (canvas.picture(charts.ratings(standards, rated).get_figure(), "png") for _ in range(2))

    assert first == second
    assert Image.open(BytesIO(first)).mode == "P"
