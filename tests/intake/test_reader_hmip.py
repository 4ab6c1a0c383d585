"""Scraped ratings: what was misread is caught by rule, named, and not scored."""

import pandas as pd
import pytest

from tests.madeup import ratings
from yotlib.intake import readers
from yotlib.reference.errors import BadFigures


def read(path):
    return readers.read(path, released="2025-02-28")


def test_a_rating_is_read_with_its_whole_points_and_its_day(tmp_path):
    (row,) = read(ratings.write(tmp_path / "a.csv", ratings.GOOD)).ratings.to_dict("records")

    assert (row["area"], row["published"], row["overall_rating"], row["points_of_36"]) == (
        "leeds",
        "2023-01-31",
        "Good",
        20,
    )


@pytest.mark.parametrize(
    ("score", "rating", "said"),
    [
        ("4.56", "Requires Improvement", "4.56%, 1.64 points of 36; a total is a whole number of points"),
        ("4.17", "Inadequate", "4.17%, 1.50 points of 36; a total is a whole number of points"),
        ("72.22", "Requires Improvement", "Requires improvement with 26 points; 26 points are Good"),
        ("61.11", "1 The footnote", "rated '1 The footnote'; a rating is one of the inspectors' four"),
        ("102.78", "Outstanding", "102.78%, 37.00 points of 36; a total is a whole number of points"),
    ],
)
def test_what_was_misread_is_wrong_and_keeps_neither_rating_nor_points(tmp_path, score, rating, said):
    found = read(ratings.write(tmp_path / "made-up.csv", ("Kent", score, rating, "31/01/23")))

    assert [str(fault) for fault in found.faults] == [f"made-up.csv row 2: Overall rating, Kent, 2023-01-31: {said}"]
    assert found.faults[0].severity == "wrong"
    assert found.ratings["overall_rating"].tolist() == [""]
    assert found.ratings["points_of_36"].isna().all()
    assert found.ratings["note"].tolist() == ["[x] misread by the collector; check against the report"]


def test_a_day_in_another_form_is_refused_with_its_row(tmp_path):
    path = ratings.write(tmp_path / "made-up.csv", ratings.GOOD, ("Kent", "55.56", "Good", "2023-01-31"))

    with pytest.raises(BadFigures) as refused:
        read(path)

    assert refused.value.problems == [
        "made-up.csv row 3: publication_date is '2023-01-31', not a day such as 31/01/20."
    ]


def test_an_unknown_service_is_reported_and_standards_are_not_taken(tmp_path):
    found = read(ratings.write(tmp_path / "a.csv", ratings.GOOD, ("Atlantis", "55.56", "Good", "31/01/23")))

    assert found.unresolved == {"Atlantis": 1}
    assert "overwrite each other" in found.left_out[0]


def test_the_published_file_gives_every_rating_held_of_it_and_its_four_misread_rows(shared):
    found = readers.read(shared / "official" / "hmip" / "d2i_hmi_youth_justice_inspection_ratings.csv")
    held = pd.read_csv(shared / "figures" / "overall_ratings.csv").query("source == 'd2i-hmip-ratings-2025'")

    both = held.merge(found.ratings, on=["area", "published"], suffixes=("", "_read"), validate="one_to_one")
    known = both[both["points_of_36"].notna()]

    assert (len(held), len(both), len(known)) == (83, 83, 79)
    assert (known["points_of_36"] == known["points_of_36_read"]).all()
    assert (known["overall_rating"] == known["overall_rating_read"]).all()
    assert sorted(fault.figure.split(", ")[1] for fault in found.faults) == [
        "Bridgend",
        "Ceredigion",
        "Portsmouth",
        "West Sussex",
    ]
