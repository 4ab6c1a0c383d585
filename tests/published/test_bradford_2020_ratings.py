"""How Bradford was rated, from the percentages in its report to its total of 7 of 36.

HM Inspectorate of Probation, An inspection of youth offending services in Bradford, January 2020: the ratings and the
percentages of its key questions. How all services were rated: the collected ratings of 2018 to 2025.
"""

import csv

import pytest

from yotlib.analysis import inspection
from yotlib.analysis.inspection import published
from yotlib.analysis.inspection.samples import could_be_whole, eligible_cases

PRINTED = {
    "1.1": "Inadequate",
    "1.2": "Requires improvement",
    "1.3": "Inadequate",
    "1.4": "Inadequate",
    "2.1": "Inadequate",
    "2.2": "Inadequate",
    "2.3": "Inadequate",
    "2.4": "Inadequate",
    "3.1": "Good",
    "3.2": "Inadequate",
    "3.3": "Good",
    "3.4": "Good",
}
PERCENTAGES = {
    "2.1": [67, 64, 43],
    "2.2": [61, 50, 37],
    "2.3": [70, 66, 41],
    "2.4": [60, 44, 44],
    "3.1": [86, 79, 82],
    "3.2": [68, 47, 45],
    "3.3": [79, 87, 67],
    "3.4": [78, 78],
}
CASES = {"2": 42, "3": 28}
DECIDED_BY = ["2.1.3", "2.2.3", "2.3.3", "2.4.2", "3.1.2", "3.2.3", "3.3.3", "3.4.1"]
MISREAD = {"bridgend", "portsmouth", "west-sussex", "ceredigion"}
BANDS = [(31, "Outstanding"), (19, "Good"), (7, "Requires improvement"), (0, "Inadequate")]


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rated_by(rows):
    """The service rated by rows of a file: its percentages, and the ratings of domain 1 as printed."""
    questions = {row["key_question"]: int(row["percent_sufficient"]) for row in rows if row["key_question"]}
    given = {row["standard"]: row.get("printed_rating") or row["rating"] for row in rows if not row["key_question"]}
    return inspection.rate(questions, given=given, date="2020-01-31")


@pytest.fixture(scope="module")
def standards():
    return inspection.standards("bradford").set_index("standard")


@pytest.fixture(scope="module")
def questions():
    return inspection.questions("bradford").set_index("question")


def test_the_percentages_and_ratings_held_are_those_of_the_report(standards, questions):
    printed = {f"{key}.{place}": one for key, of in PERCENTAGES.items() for place, one in enumerate(of, 1)}

    assert questions["percent"].to_dict() == printed
    assert questions["cases"].to_dict() == {question: CASES[question[0]] for question in printed}
    assert standards["rating"].to_dict() == PRINTED
    assert set(questions["source"]) == set(standards["source"]) == {"hmip-bradford-2020"}


def test_the_rating_follows_from_the_reference_figures_themselves(shared):
    rated = rated_by(read(shared / "figures" / "bradford_2020_ratings.csv"))

    assert rated.standards == PRINTED
    assert (rated.total, rated.overall, rated.unscored) == (7, "Requires improvement", {})


def test_what_is_held_is_what_the_reference_figures_have(shared):
    reference = read(shared / "figures" / "bradford_2020_ratings.csv")
    renamed = {"rating": "printed_rating", "cases": "cases_in_domain"}

    ours = published.key_questions("bradford").drop(columns=["published", "source"]).rename(columns=renamed)

    assert ours[[*reference[0]]].to_dict("records") == reference


def test_every_printed_rating_that_rests_on_cases_follows_from_its_questions(standards):
    worked_out = standards.loc[standards["domain"] > 1, "worked_out"]

    assert worked_out.to_dict() == {key: PRINTED[key] for key in PERCENTAGES}
    assert standards["agrees"].tolist() == [""] * 4 + ["yes"] * 8
    assert standards.loc["2.1":, "question"].tolist() == DECIDED_BY


@pytest.mark.parametrize(
    ("percents", "rating"), [([67, 64, 43], "Inadequate"), ([67, 64], "Requires improvement"), ([67], "Good")]
)
def test_court_assessment_is_inadequate_because_of_43(percents, rating):
    full = [*percents, 100, 100][:3]
    given = {key: rated for key, rated in PRINTED.items() if key != "2.1"}

    rated = inspection.rate(dict(zip(["2.1.1", "2.1.2", "2.1.3"], full, strict=True)), given=given)

    assert rated.standards["2.1"] == rating


def test_the_twelve_standards_add_up_to_7_of_36_one_point_above_inadequate(standards):
    rated = inspection.overall("bradford").iloc[0]

    assert inspection.total_points(standards.reset_index()) == (7, "Requires improvement")
    assert (rated["points_of_36"], rated["overall_rating"], rated["published"]) == (
        7,
        "Requires improvement",
        "2020-01-31",
    )
    assert standards["points"].sum() == 7
    assert inspection.points_to_next(7, "2020-01-31") == (1, 12)


def test_staff_or_one_of_three_good_standards_of_out_of_court_work_would_have_tipped_it(standards):
    tipping = inspection.moves(standards.reset_index())

    assert [*tipping[["standard", "becomes", "total"]].itertuples(index=False, name=None)] == [
        ("1.2", "Inadequate", 6),
        ("3.1", "Inadequate", 5),
        ("3.1", "Requires improvement", 6),
        ("3.3", "Inadequate", 5),
        ("3.3", "Requires improvement", 6),
        ("3.4", "Inadequate", 5),
        ("3.4", "Requires improvement", 6),
    ]
    assert set(tipping["overall"]) == {"Inadequate"}


def test_the_cases_were_chosen_of_about_56_and_34(questions):
    whole_sample = questions[questions["asked"] == questions["cases"]]

    assert [round(eligible_cases(cases)) for cases in (42, 28)] == [56, 34]
    assert whole_sample.groupby("domain")["population"].unique().map(list).to_dict() == {2: [56], 3: [34]}


def test_13_of_23_percentages_are_no_whole_cases_if_rounded_and_8_of_these_not_if_cut_off(questions):
    rounded = {cases: {(200 * n + cases) // (2 * cases) for n in range(cases + 1)} for cases in (42, 28)}
    cut_off = {cases: {100 * n // cases for n in range(cases + 1)} for cases in (42, 28)}
    pairs = questions[["percent", "cases"]].astype(int).to_numpy()

    odd = [(percent, cases) for percent, cases in pairs if percent not in rounded[cases]]
    neither = [(percent, cases) for percent, cases in odd if percent not in cut_off[cases]]

    assert (len(pairs), len(odd), len(neither)) == (23, 13, 8)
    assert questions["whole"].tolist() == [percent in rounded[cases] for percent, cases in pairs]
    assert [pair for pair in odd if not could_be_whole(*pair, cut_off=True)] == neither


def test_the_nearest_court_standard_lacks_seven_points_and_three_cases(standards):
    # 50% of 42 needs 21 cases (20.79 rounded up); 18 were sufficient.
    assert standards.loc["2.1", ["next_band", "points_short", "cases_short"]].tolist() == ["Requires improvement", 7, 3]


def test_overall_ratings_held_are_those_of_the_reference_figures_and_84_follow_from_their_points(shared):
    files = ("overall_ratings.csv", "overall_ratings_more.csv")
    reference = [row for name in files for row in read(shared / "figures" / name) if row["overall_rating"]]
    scored = [row for row in reference if row["points_of_36"]]

    ours = published.ratings()

    # The reference figures date Bradford's report by its month alone.
    dates = {"2020-01": "2020-01-31"}
    days = [dates.get(row["published"], row["published"]) for row in reference]
    expected = {(row["area"], day, row["overall_rating"]) for row, day in zip(reference, days, strict=True)}
    kept = ours[["area", "published", "overall_rating"]]
    assert {tuple(row) for row in kept.to_numpy()} == expected
    assert len(ours) == len(expected) == 160
    assert len(scored) == 84
    assert [row["overall_rating"] for row in scored] == [
        next(rating for lowest, rating in BANDS if int(row["points_of_36"]) >= lowest) for row in scored
    ]
    held = ours.dropna(subset=["points_of_36"])
    assert {(row.area, row.published): row.points_of_36 for row in held.itertuples()} == {
        (row["area"], dates.get(row["published"], row["published"])): int(row["points_of_36"]) for row in scored
    }


def test_none_of_the_four_misread_ratings_is_held_any_more(shared):
    noted = [row for row in read(shared / "figures" / "overall_ratings.csv") if row["note"].startswith("misread")]

    ours = published.ratings()

    assert {row["area"] for row in noted} == MISREAD == set(ours["area"]) & MISREAD
    assert not published.is_misread(ours).any()
