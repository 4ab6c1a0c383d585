"""The small pictures of a team's page: where things stand, what is said of them, and that nothing is markup."""

import csv
import io
import re
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from yotlib.packs.page import strips


def measure(value=154.0, values=None, **given):
    """Return a made-up measure of the record."""
    listed = values or [[f"area-{n}", f"Service {n}", float(100 + n)] for n in range(101)]
    numbers = sorted(number for _, _, number in listed)
    return {
        "title": "First-time entrants",
        "unit": "Per 100,000",
        "period": "2024",
        "printed": f"{value:.0f}",
        "value": value,
        "baselines": [{"name": "Wales", "role": "nation", "value": 120.0, "printed": "120"}],
        "services": {
            "values": listed,
            "first_quarter": numbers[len(numbers) // 4],
            "third_quarter": numbers[3 * len(numbers) // 4],
            "lowest": "100 Service 0",
            "highest": "200 Service 100",
            "place": "Above 54 of the 100 other services; within the middle half",
        },
        "years": years(188.0, 154.0, 154.0),
        "source_in_words": "nobody on 1 May 2025",
    } | given


def years(*values, same_release=True):
    listed = [
        {"period": str(2022 + n), "value": value, "printed": f"{value:.0f}", "baseline": value}
        for n, value in enumerate(values)
    ]
    return {"values": listed, "same_release": same_release}


def drawn(svg):
    return ElementTree.fromstring(svg)


def test_places_run_from_the_lowest_service_to_the_highest():
    svg = drawn(strips.strip(measure(value=200.0), "Leeds"))

    (own,) = svg.findall("circle[@class='me']")
    assert own.get("cx") == "98.5%"
    (low,) = [dot for dot in svg.findall("circle[@class='dot']") if float(dot.get("cx").rstrip("%")) < 2]
    assert low is not None


def test_the_middle_half_is_shaded_from_quarter_to_quarter():
    shade = drawn(strips.strip(measure(), "Leeds")).find("rect[@class='half']")

    assert (shade.get("x"), shade.get("width")) == ("25.8%", "48.5%")


def test_a_team_beyond_all_others_stays_inside_its_strip():
    svg = drawn(strips.strip(measure(value=900.0), "Leeds"))

    assert svg.find("circle[@class='me']").get("cx") == "98.5%"
    assert svg.find("text[@class='me-l']").get("text-anchor") == "end"


def test_what_the_strip_shows_is_said_in_words():
    alt = drawn(strips.strip(measure(), "Leeds")).get("aria-label")

    assert alt == (
        "Strip of 101 services in 2024, from 100 Service 0 to 200 Service 100. Leeds is at 154, Wales at 120. Above 54 "
        "of the 100 other services; within the middle half."
    )


def test_a_service_in_the_same_place_is_stacked_not_hidden():
    same = [[f"area-{n}", f"Service {n}", 100.0] for n in range(5)] + [["far", "Far", 200.0]]
    dots = drawn(strips.strip(measure(values=same), "Leeds")).findall("circle[@class='dot']")

    assert len({(dot.get("cx"), dot.get("cy")) for dot in dots}) == 6


def test_names_and_notes_are_text_in_pictures_and_files():
    hostile = '<script>alert(1)</script>" onload="x'
    one = measure(values=[["a", hostile, 1.0], ["b", "=cmd()", 2.0]])

    assert hostile in drawn(strips.strip(one | {"baselines": []}, hostile)).get("aria-label")
    rows = list(csv.reader(io.StringIO(unquote(strips.all_services({"measures": [one]}).partition(",")[2]))))
    assert [row[3] for row in rows[1:]] == [hostile, "'=cmd()"]


def test_letters_are_not_scaled_with_the_strip():
    assert "viewBox" not in strips.strip(measure(), "Leeds")


@pytest.mark.parametrize(
    ("series", "value", "said"),
    [
        (years(188.0, 154.0), 154.0, "Down from 188 in 2022"),
        (years(100.0, 154.0), 154.0, "Up from 100 in 2022"),
        (years(154.0, 154.0), 154.0, "As in 2022"),
        (years(39.0, 40.0, same_release=False), 34.0, "An earlier release: 40 in 2023"),
        (years(154.0), 154.0, ""),
    ],
)
def test_the_change_is_told_within_a_release_alone(series, value, said):
    assert strips.change(measure(value=value, years=series)) == said


def test_a_figure_of_another_release_is_not_joined_to_the_line():
    line = strips.spark(measure(value=34.0, years=years(39.0, 38.0, 37.0, same_release=False)))

    points = re.search(r'me-line" points="([^"]+)"', line).group(1).split()
    (end,) = drawn(line).findall("circle")
    assert f"{end.get('cx')},{end.get('cy')}" not in points


def test_too_few_years_draw_no_line():
    assert strips.spark(measure(years=years(1.0, 2.0))) == ""


@pytest.mark.parametrize(("name", "is_long"), [("Leeds", False), ("Bournemouth, Christchurch and Poole", True)])
def test_a_name_too_long_for_a_phone_is_marked_so_that_a_phone_leaves_it_out(name, is_long):
    drawn = strips.label(name, "154", 50, 12, "me-l")

    assert (f'<tspan class="long">{name} </tspan>154' in drawn) == is_long
    assert (f">{name} 154<" in drawn) == (not is_long)
