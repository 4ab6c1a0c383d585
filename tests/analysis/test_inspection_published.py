"""What data/ holds of inspections: read whole or refused whole, chosen by date, and laid out as tables."""

import csv
import shutil

import numpy as np
import pandas as pd
import pytest

from yotlib.analysis import inspection
from yotlib.analysis.inspection import published
from yotlib.analysis.inspection.rules import RATINGS
from yotlib.analysis.inspection.standards import next_band, questions_of, standards_of
from yotlib.reference import folders
from yotlib.reference.errors import AskedWrongly, BadFigures

SOURCE = "hmip-bradford-2020"
MISREAD = "[x] misread by the collector; check against the report"
RATED_AS = "a rating is one of 'Inadequate', 'Requires improvement', 'Good', 'Outstanding'."
LADDER = [(31, "Outstanding"), (19, "Good"), (7, "Requires improvement"), (0, "Inadequate")]


def write(path, names, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([names, *rows])


@pytest.fixture
def folder(tmp_path):
    """Return a function that fills a folder of data: rows of ratings.csv, and of key_questions.csv."""

    def make(ratings, questions=()):
        shutil.copy(folders.data() / "sources.csv", tmp_path)
        write(tmp_path / "ratings.csv", published.RATING_COLUMNS, ratings)
        write(tmp_path / "key_questions.csv", published.QUESTION_COLUMNS, questions)
        return tmp_path

    return make


def rated(area, day, rating="Good", points="", note=""):
    return [area, day, rating, points, note, SOURCE]


def a_service(*, area="leeds", day="2020-01-31", percent="70", cases="20", changed=()):
    """Return the rows of a made-up service, every question at one percentage and all else Good; `changed` by key."""
    by, rows = inspection.rate({}, given=_good(day), date=day).rules, []
    for one in by.standards:
        for question in one.questions or [""]:
            row = [area, day, one.key, one.name, "Good", question, question and f"about {question[-1]}"]
            row = [*row, percent if question else "", cases if question else "", SOURCE]
            rows.append(
                dict(zip(published.QUESTION_COLUMNS, row, strict=True)) | dict(changed).get(question or one.key, {})
            )
    return rows


def _good(day):
    return {f"{domain}.{number}": "Good" for domain in (1, 2, 3) for number in (1, 2, 3, 4)}


def given(**how):
    return pd.DataFrame(a_service(**how), dtype="str")


def problems(read, *asked, **how):
    with pytest.raises(BadFigures) as refused:
        read(*asked, **how)
    return refused.value.problems


def test_a_rating_is_dated_by_the_last_day_that_its_publication_may_stand_for(folder):
    rows = [
        rated("leeds", "2019/20"),
        rated("kirklees", "2020-02"),
        rated("bradford", "2020-01-31"),
        rated("york", "2019"),
    ]

    read = published.ratings(folder(rows))

    assert read["area"].tolist() == ["york", "bradford", "kirklees", "leeds"]
    assert read["date"].dt.strftime("%d %b %Y").tolist() == ["31 Dec 2019", "31 Jan 2020", "29 Feb 2020", "31 Mar 2020"]


def test_points_are_numbers_and_missing_where_they_are_not_held(folder):
    read = published.ratings(folder([rated("leeds", "2020-01", points="20"), rated("york", "2020-02")]))

    assert read["points_of_36"].tolist() == pytest.approx([20.0, np.nan], nan_ok=True)


def test_a_file_without_rows_gives_an_empty_table_of_the_same_columns(folder):
    read = published.ratings(folder([]))

    assert read.empty
    assert read.columns.tolist() == [*published.RATING_COLUMNS, "date"]
    assert published.check_totals(read).columns.tolist() == [*read.columns, "worked_out", "agrees"]


def test_every_problem_of_a_ratings_file_is_told_at_once_with_its_line(folder):
    rows = [
        rated("leeds", "2020-01-31", points="36"),
        rated("leds", "2020-01-31"),
        rated("yorkshire-and-the-humber", "2020-01-31"),
        rated("leeds", "2020-13"),
        rated("leeds", "2019/21"),
        rated("leeds", ""),
        rated("leeds", "2020-02", "Fine"),
        rated("leeds", "2020-03", ""),
        rated("leeds", "2020-04", "", note=MISREAD),
        rated("leeds", "2020-05", points="37"),
        rated("leeds", "2020-06", points="20.5"),
        rated("leeds", "2020-07", points="-1"),
        [*rated("leeds", "2020-08")[:-1], "nowhere"],
        rated("leeds", "2020-01-31"),
        ["leds", "soon", "fine", "many", "", "nowhere"],
    ]

    assert problems(published.ratings, folder(rows)) == [
        "ratings.csv line 3: area is 'leds'; it is no team in areas.csv. Did you mean 'leeds'?",
        "ratings.csv line 4: area is 'yorkshire-and-the-humber'; it is no team in areas.csv.",
        "ratings.csv line 5: published '2020-13' is not a date that exists; write 2020-01-31, 2020-01 or 2020.",
        "ratings.csv line 6: published '2019/21' is not a period; write a year (2018), a financial year (2017-18), two "
        "months (2016-07/2017-06) or 'latest'.",
        "ratings.csv line 7: published '' is not a date; write 2020-01-31, 2020-01 or 2020.",
        f"ratings.csv line 8: overall_rating is 'Fine'; {RATED_AS}",
        "ratings.csv line 9: there is no rating, and no mark in note says why.",
        "ratings.csv line 11: points_of_36 is '37', not a whole number from 0 to 36.",
        "ratings.csv line 12: points_of_36 is '20.5', not a whole number from 0 to 36.",
        "ratings.csv line 13: points_of_36 is '-1', not a whole number from 0 to 36.",
        "ratings.csv line 14: source is 'nowhere'; it is not in sources.csv.",
        "ratings.csv line 15: leeds has a rating of 2020-01-31 already; keep one.",
        "ratings.csv line 16: area is 'leds'; it is no team in areas.csv. Did you mean 'leeds'?",
        "ratings.csv line 16: source is 'nowhere'; it is not in sources.csv.",
        "ratings.csv line 16: published 'soon' is not a date; write 2020-01-31, 2020-01 or 2020.",
        f"ratings.csv line 16: overall_rating is 'fine'; {RATED_AS}",
        "ratings.csv line 16: points_of_36 is 'many', not a whole number from 0 to 36.",
    ]


def test_a_ratings_file_without_a_column_is_refused(folder):
    data = folder([])
    write(data / "ratings.csv", ["area", "published", "note", "source"], [])

    assert problems(published.ratings, data) == [
        "ratings.csv needs 'overall_rating', 'points_of_36'; its first line has 'area', 'published', 'note', 'source'."
    ]


def dated(*dates):
    return pd.DataFrame({"date": pd.to_datetime([*dates])})


@pytest.mark.parametrize(
    ("period", "as_of", "kept"),
    [
        ("latest", None, 3),
        ("latest", "", 3),
        ("latest", "2020-01-31", 2),
        ("latest", "2020-01-30", 1),
        ("latest", "2020-01", 2),
        ("latest", "2020", 3),
        ("latest", pd.Timestamp("2020-01-30"), 1),
        ("2019", None, 1),
        ("2019-20", None, 2),
        ("2019-04/2020-01", None, 2),
        ("2020", "2020-01-31", 2),
        ("2019", "2020-12-31", 1),
        ("2018", None, 0),
    ],
)
def test_an_inspection_counts_if_published_by_the_day_and_by_the_end_of_the_period(period, as_of, kept):
    table = dated("2019-12-31", "2020-01-31", "2020-12-31")

    found = published.published_by(table, period=period, as_of=as_of)

    assert found["date"].tolist() == table["date"].tolist()[:kept]


def test_the_newest_rating_of_a_team_is_taken(folder):
    data = folder([rated("leeds", "2023-05-01", "Good"), rated("leeds", "2019/20", "Inadequate")])

    assert published.overall("Leeds", data=data)["overall_rating"].tolist() == ["Good"]
    assert published.overall("leeds", data=data, as_of="2023-04")["overall_rating"].tolist() == ["Inadequate"]
    assert published.overall("leeds", data=data, period="2022-23")["overall_rating"].tolist() == ["Inadequate"]
    assert published.overall("leeds", data=data, as_of="2020-03-30").empty


def test_only_a_team_has_a_rating():
    with pytest.raises(AskedWrongly, match="Yorkshire and the Humber is a region, not a team"):
        published.overall("yorkshire-and-the-humber")


def band_of(points):
    return next(rating for lowest, rating in LADDER if points >= lowest)


def test_a_misread_rating_is_named_and_not_scored(folder):
    misread = ["barnet", "2021-09", "", "", "[x] misread by the collector", "hmip-press-releases"]

    ratings = published.ratings(folder([misread, rated("york", "2020-02", "Good", "19")]))

    assert published.is_misread(ratings).tolist() == [False, True]
    assert published.check_totals(ratings)["area"].tolist() == ["york"]


def test_all_84_ratings_with_points_follow_from_the_bands():
    checked = published.check_totals(published.ratings())

    assert len(checked) == 84
    assert checked["worked_out"].tolist() == checked["points_of_36"].map(band_of).tolist()
    assert checked["agrees"].all()


def test_a_rating_that_does_not_follow_from_its_points_is_shown_with_what_does(folder):
    ratings = published.ratings(
        folder([rated("leeds", "2020-01-31", "Good", "18"), rated("york", "2020-02", "Good", "19")])
    )

    checked = published.check_totals(ratings).set_index("area")

    assert checked["worked_out"].to_dict() == {"leeds": "Requires improvement", "york": "Good"}
    assert checked["agrees"].to_dict() == {"leeds": False, "york": True}


def test_points_of_a_report_whose_bands_are_not_known_are_not_checked(folder):
    ratings = published.ratings(
        folder([rated("leeds", "2025-06-01", points="20"), rated("york", "2025-01", points="20")])
    )

    assert published.check_totals(ratings)["area"].tolist() == ["york"]


def test_key_questions_are_those_of_the_newest_rating(folder):
    both = [rated("leeds", "2020-01-31"), rated("leeds", "2023-05-01")]
    data = folder(both, [row.values() for row in a_service()])

    assert published.key_questions("leeds", data=data).empty
    assert len(published.key_questions("leeds", data=data, as_of="2020-12-31")) == 27


def test_every_problem_of_the_key_questions_is_told_at_once(folder):
    changed = {
        "1.1": {"rating": ""},
        "2.1.1": {"percent_sufficient": ""},
        "2.1.2": {"percent_sufficient": "most"},
        "2.1.3": {"percent_sufficient": "101"},
        "2.2.1": {"cases": "0"},
        "2.2.2": {"cases": "some"},
        "2.3.1": {"rating": "Fine"},
        "2.4.1": {"standard": "2.3"},
        "3.1.1": {"key_question": "3.1.2"},
    }
    late = [rated("york", "2025-06-01")[0], "2025-06-01", "1.1", "Governance", "Good", "", "", "", "", SOURCE]
    rows = [*[row.values() for row in a_service(changed=changed)], late]

    assert problems(published.key_questions, "leeds", data=folder([rated("leeds", "2020-01-31")], rows)) == [
        "key_questions.csv line 9: cases is '0', not a whole number of cases.",
        "key_questions.csv line 10: cases is 'some', not a whole number of cases.",
        f"key_questions.csv line 12: rating is 'Fine'; {RATED_AS}",
        "key_questions.csv line 15: key question '2.4.1' does not belong to standard '2.3'.",
        "key_questions.csv line 19: 3.1.2 is there twice; keep one.",
        "key_questions.csv, leeds 2020-01-31: 2.1.1 is missing; write the per cent of cases judged sufficient, 0 to "
        "100.",
        "key_questions.csv, leeds 2020-01-31: 2.1.2 is 'most', not a number; write the per cent of cases judged "
        "sufficient, 0 to 100.",
        "key_questions.csv, leeds 2020-01-31: 2.1.3 is 101, not a percentage; write the per cent of cases judged "
        "sufficient, 0 to 100.",
        f"key_questions.csv, leeds 2020-01-31: 1.1 is given as ''; {RATED_AS}",
        "key_questions.csv, leeds 2020-01-31: 3.1 Assessment lacks '3.1.1'; its rating is that of the lowest of all.",
        "key_questions.csv, york 2025-06-01: A report under the framework of 2025 (from 2025-03-01) is not scored "
        "here: its bands are not known. Its printed ratings can be read, not worked out.",
    ]


def test_a_team_without_an_inspection_has_empty_tables_with_the_same_columns():
    bradford, nobody = [
        (inspection.overall(team), inspection.standards(team), inspection.questions(team))
        for team in ("bradford", "cornwall")
    ]

    assert [table.empty for table in nobody] == [True] * 3
    assert [table.columns.tolist() for table in nobody] == [table.columns.tolist() for table in bradford]


def test_what_rests_on_an_empty_table_is_empty_with_the_same_columns():
    bradford, nobody = [
        (
            inspection.chances(inspection.standards(team), inspection.questions(team)),
            inspection.moves(inspection.standards(team)),
            inspection.court_beside_out_of_court(inspection.questions(team)),
        )
        for team in ("bradford", "cornwall")
    ]

    assert [table.empty for table in nobody] == [True] * 3
    assert [table.columns.tolist() for table in nobody] == [table.columns.tolist() for table in bradford]


def test_standards_are_worked_out_from_their_lowest_question_and_set_beside_the_print():
    changed = {
        "2.1.1": {"percent_sufficient": "64", "rating": "Good"},
        "2.2.3": {"percent_sufficient": "49"},
        "2.2.1": {"rating": "Inadequate"},
        "1.1": {"rating": "Outstanding"},
    }

    table = standards_of(given(changed=changed)).set_index("standard")

    shown = ["rating", "points", "worked_out", "agrees", "question", "percent"]
    assert table.loc["1.1", shown[:-1]].tolist() == ["Outstanding", 3, "", "", ""]
    assert table.loc["2.1", shown].tolist() == ["Good", 2, "Requires improvement", "no", "2.1.1", 64]
    assert table.loc["2.2", shown].tolist() == ["Inadequate", 0, "Inadequate", "yes", "2.2.3", 49]
    assert table.loc["2.3", shown].tolist() == ["Good", 2, "Good", "yes", "2.3.1", 70]
    assert table["domain"].tolist() == [1] * 4 + [2] * 4 + [3] * 4


def test_what_a_standard_lacks_of_the_next_band_is_counted_over_all_its_questions():
    # 45% and 40% of 20 are 9 and 8 cases; 50% needs 10 of 20, so one case and two are lacking.
    changed = {"2.1.1": {"percent_sufficient": "45"}, "2.1.2": {"percent_sufficient": "40"}}

    table = standards_of(given(changed=changed)).set_index("standard")

    assert table.loc["2.1", ["next_band", "points_short", "cases_short"]].tolist() == ["Requires improvement", 10, 3]
    assert table.loc["1.1", "next_band"] == ""
    assert table.loc["1.1", ["points_short", "cases_short"]].isna().all()


def test_a_case_is_not_lacking_where_the_percentage_would_be_rounded_up_to_the_band():
    # 19 of 31 are 61%; 20 of 31 are 64.5%, printed as 65 and Good.
    table = standards_of(given(changed={"2.1.1": {"percent_sufficient": "61", "cases": "31"}})).set_index("standard")

    assert table.loc["2.1", ["next_band", "points_short", "cases_short"]].tolist() == ["Good", 4, 1]


def test_nothing_is_lacking_in_the_highest_band():
    table = standards_of(given(percent="80")).set_index("standard")

    assert table.loc["2.1", ["worked_out", "next_band"]].tolist() == ["Outstanding", ""]
    assert table.loc["2.1", ["points_short", "cases_short"]].isna().all()


@pytest.mark.parametrize(
    ("percent", "above"),
    [
        (0, ("Requires improvement", 50)),
        (49.4, ("Requires improvement", 50)),
        (49.5, ("Good", 65)),
        (64, ("Good", 65)),
        (65, ("Outstanding", 80)),
        (79.4, ("Outstanding", 80)),
        (79.5, None),
        (100, None),
    ],
)
def test_the_next_band_is_that_above_the_rounded_percentage(percent, above):
    bands = inspection.rate({}, given=_good("2020")).rules.percentages

    assert next_band(percent, bands) == above


def test_a_printed_rating_is_that_beside_any_of_a_standards_questions():
    changed = {"2.1.1": {"rating": ""}, "2.1.2": {"rating": "Outstanding"}, "2.1.3": {"rating": ""}}

    table = standards_of(given(changed=changed)).set_index("standard")

    assert table.loc["2.1", ["rating", "worked_out", "agrees"]].tolist() == ["Outstanding", "Good", "no"]


def test_a_standard_with_no_rating_printed_takes_that_of_its_questions():
    changed = {question: {"rating": ""} for question in ("2.1.1", "2.1.2", "2.1.3")}

    table = standards_of(given(percent="50", changed=changed)).set_index("standard")

    assert table.loc["2.1", ["rating", "points", "worked_out"]].tolist() == [
        "Requires improvement",
        1,
        "Requires improvement",
    ]


def test_a_standard_with_only_its_rating_is_held_as_printed(folder):
    judged = {"key_question": "", "about": "", "percent_sufficient": "", "cases": "", "rating": "Outstanding"}
    rows = [row for row in a_service() if row["key_question"] not in ("2.1.2", "2.1.3")]
    rows = [row | judged if row["key_question"] == "2.1.1" else row for row in rows]
    data = folder([rated("leeds", "2020-01-31")], [row.values() for row in rows])

    table = inspection.standards("leeds", data=data).set_index("standard")
    chances = inspection.chances(inspection.standards("leeds", data=data), inspection.questions("leeds", data=data))

    assert table.loc["2.1", ["rating", "points", "worked_out", "agrees"]].tolist() == ["Outstanding", 3, "", ""]
    assert chances.set_index("standard").loc["2.1", [*RATINGS]].tolist() == [0, 0, 0, 1]


def test_a_question_without_cases_has_its_band_and_no_interval():
    table = questions_of(given(changed={"2.1.2": {"cases": ""}})).set_index("question")

    assert table.loc["2.1.2", ["percent", "band"]].tolist() == [70, "Good"]
    assert table.loc["2.1.2", ["cases", "asked", "population", "sufficient", "lower", "upper"]].isna().all()
    assert table["lower"].notna().sum() == 22


def test_a_standard_with_a_question_without_cases_does_not_say_how_many_it_lacks():
    table = standards_of(given(changed={"2.1.2": {"cases": ""}})).set_index("standard")

    assert table.loc["2.1", ["rating", "next_band", "points_short"]].tolist() == ["Good", "Outstanding", 10]
    assert np.isnan(table.loc["2.1", "cases_short"])


def test_an_inspection_of_the_refresh_holds_resettlement_outside_the_points():
    rows = given(day="2023-05-01", changed={"4.1": {"rating": "Outstanding"}})

    standards, questions = standards_of(rows), questions_of(rows)

    assert standards["standard"].tolist()[-2:] == ["3.4", "4.1"]
    assert standards["counts"].tolist() == [True] * 12 + [False]
    assert standards.iloc[-1][["domain", "rating", "points", "worked_out"]].tolist() == [4, "Outstanding", 3, ""]
    assert set(standards["rules"]) == set(questions["rules"]) == {"2021"}
    assert inspection.total_points(standards) == (24, "Good")


def test_a_service_judged_on_evidence_alone_has_no_questions():
    rows = given().loc[lambda table: table["key_question"] == ""]

    assert questions_of(rows).empty
    assert standards_of(rows)["worked_out"].tolist() == [""] * 4


@pytest.mark.parametrize("read", [questions_of, standards_of])
def test_an_inspection_whose_bands_are_not_known_is_refused(read):
    with pytest.raises(AskedWrongly, match="is not scored here: its bands are not known"):
        read(given().assign(published="2025-06-01"))


def test_court_and_out_of_court_cases_stand_side_by_side_where_both_were_asked():
    changed = {"2.1.1": {"percent_sufficient": "40"}, "3.1.1": {"percent_sufficient": "90"}}

    pairs = inspection.court_beside_out_of_court(questions_of(given(changed=changed)))

    assert pairs["title"].value_counts(sort=False).to_dict() == {
        "Assessment": 3,
        "Planning": 3,
        "Implementation and delivery": 3,
    }
    assert (pairs["question_court"].str[1:] == pairs["question_out_of_court"].str[1:]).all()
    assert pairs.loc[0, ["percent_court", "percent_out_of_court"]].tolist() == [40, 90]


def test_the_rows_read_are_left_as_they_were():
    rows = given()
    before = rows.copy()

    questions = questions_of(rows)
    asked = questions.copy()
    standards_of(rows)
    inspection.court_beside_out_of_court(questions)

    pd.testing.assert_frame_equal(rows, before)
    pd.testing.assert_frame_equal(questions, asked)
