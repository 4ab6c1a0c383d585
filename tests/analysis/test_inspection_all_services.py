"""All rated services: in which inspection year, how many of each rating, and who was misread."""

import csv
import shutil

import pandas as pd
import pytest

from yotlib.analysis import inspection
from yotlib.analysis.inspection import RATINGS
from yotlib.analysis.inspection.all_services import inspection_year
from yotlib.analysis.inspection.published import RATING_COLUMNS
from yotlib.reference import folders

COLUMNS = ["area", "name", "published", "year", "date", "overall_rating", "points_of_36", "note", "source"]
ONE, OTHER = "hmip-press-releases", "cypnow-2020-11"
RATED = [
    ("leeds", "2019-03-31", "Good", "", "", ONE),
    ("york", "2019-04", "Inadequate", "", "", ONE),
    ("kirklees", "2019/20", "Good", "", "inspection year only", OTHER),
    ("bradford", "2020-01-31", "Good", "20", "", ONE),
    ("surrey", "2020", "Outstanding", "", "calendar year only", ONE),
    ("barnet", "2021-09", "", "", "[x] misread by the collector", ONE),
    ("barnsley", "2021-09", "Requires improvement", "7", "", OTHER),
    ("leeds", "2025", "Good", "", "[e] new standards of 2025 (work with children)", ONE),
    ("york", "2026-01-27", "Good", "", "new standards of 2025 (work with children)", ONE),
]


@pytest.fixture
def data(tmp_path):
    shutil.copy(folders.data() / "sources.csv", tmp_path)
    with (tmp_path / "ratings.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([RATING_COLUMNS, *RATED])
    return tmp_path


@pytest.mark.parametrize(
    ("published", "year"),
    [
        ("2020-01-31", "2019-20"),
        ("2020-03-31", "2019-20"),
        ("2020-04-01", "2020-21"),
        ("2019-12-31", "2019-20"),
        ("2020-03", "2019-20"),
        ("2020-04", "2020-21"),
        ("2019/20", "2019-20"),
        ("2018/19", "2018-19"),
        ("1999-05", "1999-00"),
        ("2019", ""),
    ],
)
def test_an_inspection_year_runs_from_april_to_march_and_a_bare_year_leaves_it_blank(published, year):
    assert inspection_year(published) == year


def test_services_are_listed_oldest_first_with_name_and_year_and_without_the_misread(data):
    listed = inspection.services(data=data)

    assert listed.columns.tolist() == COLUMNS
    assert [*listed[["name", "year"]].itertuples(index=False, name=None)] == [
        ("Leeds", "2018-19"),
        ("York", "2019-20"),
        ("Bradford", "2019-20"),
        ("Kirklees", "2019-20"),
        ("Surrey", ""),
        ("Barnsley", "2021-22"),
    ]


def test_services_published_later_or_after_the_period_are_left_out(data):
    assert inspection.services(data=data, as_of="2020-03-30")["name"].tolist() == ["Leeds", "York", "Bradford"]
    assert inspection.services(data=data, period="2018-19")["name"].tolist() == ["Leeds"]
    assert inspection.services(data=data, period="2019-20", as_of="2019-12")["name"].tolist() == ["Leeds", "York"]


def test_each_year_counts_its_ratings_and_names_its_sources_once(data):
    counted = inspection.by_year(inspection.services(data=data))

    assert counted.columns.tolist() == ["year", *RATINGS, "rated", "source"]
    assert counted.to_numpy().tolist() == [
        ["2018-19", 0, 0, 1, 0, 1, ONE],
        ["2019-20", 1, 0, 2, 0, 3, f"{ONE}, {OTHER}"],
        ["2021-22", 0, 1, 0, 0, 1, OTHER],
    ]


def test_no_services_make_an_empty_count_with_the_same_columns(data):
    nobody = inspection.services(data=data, as_of="2018")

    counted = inspection.by_year(nobody)

    assert nobody.columns.tolist() == COLUMNS
    assert counted.empty
    assert counted.columns.tolist() == ["year", *RATINGS, "rated", "source"]


def test_the_misread_are_named_once_they_are_published(data):
    assert inspection.misread(data=data) == ["Barnet"]
    assert inspection.misread(data=data, as_of="2021-08") == []


def test_ratings_to_the_new_standards_are_listed_apart_and_counted_in_no_year(data):
    assert inspection.to_new_standards(data=data)["name"].tolist() == ["Leeds", "York"]
    assert "2025-26" not in inspection.by_year(inspection.services(data=data))["year"].tolist()


def test_the_newest_rating_is_of_either_scale_and_the_earlier_one_stands_beside_it(data):
    assert inspection.overall("leeds", data=data)["published"].tolist() == ["2025"]
    assert inspection.earlier("leeds", data=data)["published"].tolist() == ["2019-03-31"]
    assert inspection.earlier("kirklees", data=data).empty


def test_a_rating_to_the_new_standards_is_not_scored_even_with_points(data):
    rated = inspection.ratings(data).assign(points_of_36=20.0)

    scored = inspection.check_totals(rated[rated["overall_rating"] != ""])

    assert not scored["note"].str.contains("new standards of 2025").any()


def test_every_rating_held_is_listed_once():
    with (folders.data() / "ratings.csv").open(encoding="utf-8", newline="") as file:
        held = [row["area"] for row in csv.DictReader(file)]

    listed, since = inspection.services(), inspection.to_new_standards()

    assert len(held) == 160
    assert len(set(held)) == 144
    assert (len(listed), len(since), inspection.misread()) == (144, 16, [])
    assert set(listed["overall_rating"]) == set(RATINGS)


def test_every_year_counted_adds_up_to_the_services_whose_year_is_known():
    listed = inspection.services()

    counted = inspection.by_year(listed)

    assert counted["rated"].sum() == (listed["year"] != "").sum()
    assert (counted[[*RATINGS]].sum(axis=1) == counted["rated"]).all()
    assert counted["year"].is_monotonic_increasing


def test_the_list_counted_is_left_as_it_was(data):
    listed = inspection.services(data=data)
    before = listed.copy()

    inspection.by_year(listed)

    pd.testing.assert_frame_equal(listed, before)
