"""What is said of a rating: the headline, what decided it, how firm it is, and what would have moved it."""

import pandas as pd
import pytest

from yotlib import findings
from yotlib.analysis import inspection
from yotlib.analysis.inspection.standards import questions_of, standards_of
from yotlib.findings.inspection.chances import format_probability
from yotlib.findings.inspection.wording import when_published


def overall(**changed):
    row = {
        "area": "bradford",
        "published": "2020-01-31",
        "overall_rating": "Requires improvement",
        "points_of_36": 7.0,
        "note": "",
        "source": "hmip-bradford-2020",
        "date": pd.Timestamp("2020-01-31"),
    }
    return pd.DataFrame([row | changed])


def sheet(*rows):
    """Key questions as data/ has them, made up: standard, rating, question, per cent, cases."""
    names = ["standard", "rating", "key_question", "percent_sufficient", "cases"]
    made = pd.DataFrame(rows, columns=names).assign(
        area="leeds", published="2020-01-31", name="Assessment", about="keeping the child safe", source="made-up"
    )
    return made.astype(str)


@pytest.fixture(scope="module")
def bradford():
    return inspection.standards("bradford"), inspection.questions("bradford")


def test_the_headline_tells_rating_day_points_and_how_far_the_next_bands_are():
    assert findings.rating_headline(overall(), team="bradford") == (
        "Bradford was rated Requires improvement in the report published on 31 January 2020, with 7 of 36 points; one "
        "point fewer would have been Inadequate and 12 points more Good."
    )


@pytest.mark.parametrize(
    ("points", "rating", "ends"),
    [
        (0, "Inadequate", "with 0 of 36 points; seven points more would have been Requires improvement."),
        (36, "Outstanding", "with 36 of 36 points; six points fewer would have been Good."),
    ],
)
def test_the_ends_of_the_scale_have_one_neighbour(points, rating, ends):
    said = findings.rating_headline(overall(points_of_36=float(points), overall_rating=rating), team="bradford")

    assert said.endswith(ends)


def test_a_rating_without_points_says_so():
    said = findings.rating_headline(overall(published="2019/20", points_of_36=float("nan")), team="bradford")

    assert said == (
        "Bradford was rated Requires improvement in the inspection year 2019-20. Its points are not held here."
    )


def test_a_team_without_a_rating_is_told_how_to_add_one():
    assert findings.rating_headline(inspection.overall("cornwall"), team="cornwall") == (
        "No inspection rating of Cornwall is held here. `yot data add FILE` adds a file of ratings."
    )


def test_a_misread_rating_is_named_and_not_told():
    misread = overall(note="[x] misread by the collector", overall_rating="")

    said = findings.rating_headline(misread, team="bradford")

    assert "misread it: look at the report itself" in said
    assert not any(rating in said for rating in inspection.RATINGS)


def test_a_rating_to_the_new_standards_is_shown_as_another_scale_and_never_scored():
    new = overall(published="2025", note="new standards of 2025 (work with children)", points_of_36=30.0)

    said = findings.rating_headline(new, team="bradford")

    assert said == (
        "Bradford was rated Requires improvement in an inspection of 2025, to the new standards of 2025: another "
        "scale, not to be compared with ratings before it."
    )


def test_the_rating_before_the_new_standards_stands_beside_it_with_its_day():
    assert findings.earlier_rating(inspection.earlier("wirral"), team="wirral") == (
        "Its rating before, to the earlier standards: Wirral was rated Good in the report published on 26 October "
        "2021.",
    )
    assert findings.earlier_rating(inspection.earlier("bradford"), team="bradford") == ()


def test_an_estimated_year_of_a_rating_says_so():
    new = overall(published="2026", note="[e] new standards of 2025; year from the order of the page numbers")

    assert "in an inspection of 2026 (year estimated)" in findings.rating_headline(new, team="bradford")


@pytest.mark.parametrize(
    ("published", "said"),
    [
        ("2020-01-31", "in the report published on 31 January 2020"),
        ("2019-04", "in the report published in April 2019"),
        ("2019/20", "in the inspection year 2019-20"),
        ("2019", "in an inspection of 2019"),
        ("", "on a day not stated"),
    ],
)
def test_when_a_report_came_out_is_told_as_far_as_it_is_known(published, said):
    assert when_published(published) == said


def test_the_lowest_question_is_named_as_the_reason(bradford):
    assert findings.lowest_questions(bradford[0])[0] == (
        "Assessment (2.1) is Inadequate because of 43%, its lowest key question (2.1.3): 7 percentage points (about "
        "three more sufficient cases) short of Requires improvement."
    )


def test_an_outstanding_standard_is_short_of_nothing():
    given = sheet(*[("2.1", "Outstanding", f"2.1.{number}", 90, 20) for number in (1, 2, 3)])

    assert findings.lowest_questions(standards_of(given)) == (
        "Assessment (2.1) is Outstanding because of 90%, its lowest key question (2.1.1).",
    )


def test_the_inferred_numbers_of_eligible_cases_are_marked_and_said_in_plain_words(bradford):
    said = findings.samples(bradford[1])[0]

    assert "rest on 42 court cases and 28 out-of-court cases" in said
    assert "[e] If the sample was set by the inspectors' own rule (80% confidence, a margin of 5 points)" in said
    assert said.endswith("there were about 56 and 34 cases to choose from; the true number is not published.")


def test_percentages_that_are_no_whole_cases_are_counted_and_listed(bradford):
    said = findings.not_whole(bradford[1])

    assert said.startswith(
        "13 of 23 percentages cannot be a whole number of the cases in the printed sample if rounded"
    )
    assert "(8 of them not if cut off either)" in said
    assert said.count("% of 42)") + said.count("% of 28)") == 13


def test_firmness_gives_the_range_that_the_inferred_number_of_cases_leaves(bradford):
    said, why, least = findings.firmness(*inspection.spread(*bradford))

    assert said == (
        "Had every case been looked at, Bradford would have been Inadequate with a probability of 15% to 33%, in place "
        "of Requires improvement."
    )
    assert "are not published; the range shows what that leaves open" in why
    assert least.startswith("Least firm, with the probability of keeping the printed rating: ")
    assert "Implementation and delivery (3.3), Good, 53% to 77%" in least


def test_one_assumption_alone_gives_one_probability(bradford):
    said, least = findings.firmness(inspection.chances(*bradford))

    assert "Inadequate with a probability of 15%, in place of" in said
    assert "(3.3), Good, 77%" in least


def test_a_standard_with_several_questions_short_counts_the_cases_of_each(bradford):
    reviewing = next(said for said in findings.lowest_questions(bradford[0]) if said.startswith("Reviewing (2.4)"))

    assert reviewing.endswith(
        "6 percentage points (about three more in 2.4.2 and three in 2.4.3 judged sufficient) short of Requires "
        "improvement."
    )


def test_what_would_have_tipped_the_rating_is_named_by_standard(bradford):
    standards, _ = bradford

    (said,) = findings.tipping(inspection.moves(standards), standards)

    assert said.startswith("Any one of these would have made Bradford Inadequate: Staff (1.2)")
    assert all(f"({key})" in said for key in ("1.2", "3.1", "3.3", "3.4"))
    assert "(2.1)" not in said


def test_where_print_and_questions_disagree_both_are_shown():
    given = sheet(*[("2.1", "Good", f"2.1.{number}", 40 + number, 20) for number in (1, 2, 3)])

    (said,) = findings.recheck(standards_of(given), overall().iloc[:0])

    assert said == ("Assessment (2.1) is printed as Good; its lowest key question (2.1.1, 41%) gives Inadequate.")


def test_a_rating_that_is_not_printed_is_not_said_to_follow():
    given = sheet(*[("2.1", "", f"2.1.{number}", 40 + number, 20) for number in (1, 2, 3)])

    standards = standards_of(given)

    assert standards[["rating", "worked_out", "agrees"]].iloc[0].tolist() == ["Inadequate", "Inadequate", ""]
    assert findings.recheck(standards, overall().iloc[:0]) == ()


def test_where_points_and_rating_disagree_both_are_shown():
    assert findings.recheck(standards_of(sheet()), overall(points_of_36=5.0)) == (
        "5 points are Inadequate; Requires improvement is printed.",
    )


def test_where_standards_and_the_held_total_disagree_both_are_shown(bradford):
    said = findings.recheck(bradford[0], overall(points_of_36=8.0))

    assert said[-1] == (
        "The printed standards add up to seven points, which are Requires improvement; 8 points and Requires "
        "improvement are held."
    )


def test_court_and_out_of_court_work_are_counted_against_each_other(bradford):
    said = findings.court_beside_out_of_court(inspection.court_beside_out_of_court(bradford[1]))

    assert said == (
        "Of 9 questions asked of court and out-of-court cases alike, out-of-court work was sufficient more often on "
        "eight and court work on one; the widest gap is assessment, keeping other people safe: 43% of court cases, 82% "
        "of out-of-court cases."
    )


def test_a_service_stands_among_those_of_its_year_and_by_points():
    said = findings.services(inspection.services(), team="bradford", misread=["Barnet"])

    assert said[0].startswith(
        "Of the 23 services with a rating of the inspection year 2019-20 held here, 1 Outstanding"
    )
    assert "of any year, two had fewer than Bradford's 7" in said[2]
    assert said[3] == "Left out, as their rating was misread by its collector: Barnet."


def test_ratings_to_the_new_standards_are_counted_apart():
    since = inspection.to_new_standards()

    (said,) = findings.new_standards(since, team="wirral")

    assert said == (
        "16 services have a rating to the new standards of 2025, Wirral among them. That is another scale, so they are "
        "counted in no year above."
    )
    assert findings.new_standards(since.iloc[:0], team="wirral") == ()


def test_a_team_with_an_overall_rating_alone_gets_sentences_and_no_error():
    standards, questions = inspection.standards("leeds"), inspection.questions("leeds")
    chances = inspection.chances(standards, questions)
    said = [
        *findings.lowest_questions(standards),
        findings.extremes(questions),
        *findings.samples(questions),
        findings.not_whole(questions),
        *findings.firmness(chances),
        *findings.tipping(inspection.moves(standards), standards),
        findings.court_beside_out_of_court(inspection.court_beside_out_of_court(questions)),
    ]

    assert all(isinstance(sentence, findings.Nothing) for sentence in said)


@pytest.mark.parametrize(
    ("share", "printed"),
    [(0, "0%"), (1, "100%"), (0.999, "over 99%"), (0.001, "under 1%"), (0.154, "15%"), (0.985, "98%")],
)
def test_a_probability_is_never_printed_as_certain_unless_it_is(share, printed):
    assert format_probability(share) == printed


def test_questions_without_a_sample_leave_firmness_unsaid():
    given = sheet(*[("2.1", "Good", f"2.1.{number}", 70, "") for number in (1, 2, 3)])
    standards, questions = standards_of(given), questions_of(given)

    assert inspection.chances(standards, questions).empty
    assert "nothing says how firm it is" in findings.firmness(inspection.chances(standards, questions))[0]
    assert questions["lower"].isna().all()


def test_the_headline_of_a_domain_counts_questions_below_half_and_those_wholly_below():
    row = {"name": "Leeds", "domain": 2, "band": "Inadequate"}
    questions = pd.DataFrame(
        [row | {"upper": 48.0}, row | {"upper": 55.0}, row | {"band": "Good", "upper": float("nan")}]
    )

    assert findings.questions_headline(questions) == (
        "Of 3 key questions on court cases in Leeds, 2 lay below 50%, which is Inadequate, 1 of them with an interval "
        "wholly below it."
    )
    assert findings.questions_headline(questions.tail(1)) == (
        "Of 1 key questions on court cases in Leeds, 0 lay below 50%, which is Inadequate."
    )
