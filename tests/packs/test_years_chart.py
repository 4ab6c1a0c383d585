"""The charts of years and the bars on a team's page: where things lie, and what is said of them."""

from xml.etree import ElementTree

import pytest

from tests.madeup.records import HOSTILE, measure
from yotlib.packs.page.years_chart import BOTTOM, TOP, bar, describe, years_chart


def drawn(of, name="Ashby"):
    return ElementTree.fromstring(years_chart(of, name))


def of_years(*years, **given):
    """Return a measure whose years are changed by each of these mappings."""
    one = measure()
    values = [year | changed for year, changed in zip(one["years"]["values"], years, strict=True)]
    return one | {"years": one["years"] | {"values": values} | given}


def kinds(picture, tag, kind):
    return [one for one in picture.iter(tag) if one.get("class") == kind]


def test_each_year_is_joined_to_the_next_from_left_to_right_and_the_foot_is_zero():
    lines = kinds(drawn(measure()), "line", "me-line")

    assert [(line.get("x1"), line.get("x2")) for line in lines] == [
        ("7.0%", "35.7%"),
        ("35.7%", "64.3%"),
        ("64.3%", "93.0%"),
    ]
    # The highest is the upper end of the first year, 210.5.
    assert float(lines[0].get("y1")) == pytest.approx(BOTTOM - (BOTTOM - TOP) * 190.5 / 210.5, abs=0.05)


def test_an_interval_is_an_upright_bar_and_a_year_without_one_has_none():
    without = {"lower": None, "upper": None, "range": None}

    (last,) = kinds(drawn(of_years(without, without, without, {})), "line", "interval")

    assert last.get("x1") == last.get("x2") == "93.0%"
    assert float(last.get("y1")) < float(last.get("y2"))


def test_a_year_without_the_nearest_area_is_no_fall_to_zero():
    gap = {"baseline": None, "baseline_printed": None}

    lines = kinds(drawn(of_years({}, gap, {}, {})), "line", "other-line")

    assert [(line.get("x1"), line.get("x2")) for line in lines] == [("7.0%", "64.3%"), ("64.3%", "93.0%")]
    assert max(float(line.get("y2")) for line in lines) < BOTTOM


def test_a_figure_of_another_release_is_a_disc_apart():
    apart = of_years({}, {}, {}, {}, same_release=False) | {"period": "2025"}

    picture = drawn(apart)

    assert [line.get("x2") for line in kinds(picture, "line", "me-line")][-1] == "71.5%"
    assert [disc.get("cx") for disc in kinds(picture, "circle", "me")] == ["7.0%", "71.5%", "93.0%"]
    assert "".join(picture.itertext()).endswith("2025")
    assert "A later release has 154 in 2025." in describe(apart, "Ashby")


def test_two_years_are_no_line():
    short = measure()
    short["years"] = short["years"] | {"values": short["years"]["values"][:2]}

    assert years_chart(short, "Ashby") == ""


def test_every_value_nought_has_a_place_on_the_foot():
    nought = {"value": 0.0, "printed": "0", "lower": None, "upper": None, "range": None, "baseline": 0.0}
    flat = of_years(nought, nought, nought, nought) | {"value": 0.0}

    assert {line.get("y1") for line in kinds(drawn(flat), "line", "me-line")} == {str(float(BOTTOM))}


def test_the_words_give_both_ends_of_both_lines():
    said = describe(measure(), "Ashby")

    assert "Ashby 190 in 2021 and 188 in 2024; Midshire 130 and 133" in said


@pytest.mark.parametrize("words", HOSTILE[:4])
def test_names_and_figures_are_text(words):
    picture = drawn(of_years({"printed": words}, {}, {}, {}), words)

    assert {one.tag for one in picture.iter()} <= {"svg", "line", "circle", "text"}
    assert words in picture.get("aria-label")


@pytest.mark.parametrize(("value", "length"), [(50.0, "25.0%"), (200.0, "100.0%"), (0.0, "0.0%")])
def test_a_bar_is_as_long_as_its_share_of_the_longest(value, length):
    assert ElementTree.fromstring(bar(value, 200.0)).find("rect").get("width") == length


def test_nothing_known_is_no_bar_and_nothing_at_all_no_fault():
    assert bar(None, 200.0) == ""
    assert ElementTree.fromstring(bar(0.0, 0.0)).find("rect").get("width") == "0.0%"
