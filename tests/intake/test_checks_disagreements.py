"""Two sources that disagree on the same figure are shown with both numbers."""

from tests.madeup.tidy import as_printed, figures
from yotlib.intake.checks.disagreements import COLUMNS, check_disagreements, list_disagreements
from yotlib.reference import areas

OLD, NEW = {"source": "simulated-a"}, {"source": "simulated-b", "released": "2020-06-30"}


def test_both_numbers_are_shown_on_the_row_of_the_earlier_release():
    assert as_printed(check_disagreements(figures({"value": 351} | NEW, {"value": 330} | OLD))) == [
        "look figures.csv row 3: First-time entrants, Bradford, 2018: 330 per 100,000 in simulated-a; "
        "simulated-b has 351 per 100,000"
    ]


def test_a_figure_printed_with_fewer_decimals_agrees():
    assert check_disagreements(figures({"value": 238.4731} | OLD, {"value": 238} | NEW)) == []
    assert len(check_disagreements(figures({"value": 238.4731} | OLD, {"value": 239} | NEW))) == 1


def test_counts_that_differ_disagree_though_their_rates_agree():
    rates = figures({"value": 12, "count": 8} | OLD, {"value": 12, "count": 9} | NEW)

    assert list_disagreements(rates)[["count", "newer_count", "difference"]].values.tolist() == [[8, 9, 0]]


def test_each_earlier_release_is_set_beside_the_newest():
    newest = {"source": "simulated-c", "released": "2021-06-30", "value": 340}

    table = list_disagreements(figures({"value": 330} | OLD, {"value": 351} | NEW, newest))

    assert list(table.columns) == COLUMNS
    assert table[["source", "value", "newer_source", "newer_value", "difference"]].values.tolist() == [
        ["simulated-a", 330, "simulated-c", 340, 10],
        ["simulated-b", 351, "simulated-c", 340, -11],
    ]


def test_figures_without_dates_or_without_numbers_are_not_compared():
    undated = [{"value": value, "period": None} | release for value, release in [(330, OLD), (351, NEW)]]

    assert check_disagreements(figures(*undated, {"value": 9} | OLD, {"note": "[x] not available"} | NEW)) == []


def test_a_whole_series_revised_is_told_once_with_the_two_farthest_apart():
    teams = [str(team) for team in areas.teams()[:21]]
    olds = [{"area": team, "value": 300} | OLD for team in teams]
    news = [{"area": team, "value": 3000 if team == teams[4] else 301} | NEW for team in teams]

    assert as_printed(check_disagreements(figures(*olds, *news))) == [
        "look figures.csv: First-time entrants: 21 figures differ from those of simulated-b; farthest apart: "
        "First-time entrants, Bedfordshire, 2018, 300 per 100,000 here, simulated-b has 3000 per 100,000 (simulated-a)"
    ]
    assert len(list_disagreements(figures(*olds, *news))) == 21
