"""Releases held against each other: labels that shifted, areas that carry another's series, rates unlike counts."""

import pandas as pd
import pytest

from tests.madeup.tidy import as_printed, figures
from yotlib.intake.checks.dates import check_dates
from yotlib.intake.checks.jumps import check_jumps
from yotlib.intake.checks.part_years import check_part_years
from yotlib.intake.checks.rates_of_counts import check_rates_of_counts
from yotlib.intake.checks.shifted_labels import check_shifted_labels
from yotlib.intake.checks.swapped_areas import check_swapped_areas
from yotlib.reference import areas

OLD, NEW = {"source": "simulated-a", "released": "2025-11-17"}, {"source": "simulated-b", "released": "2026-02-11"}
YEARS = range(2016, 2022)
HULL, KINGSTON = (455, 545, 315, 304, 181, 210), (290, 216, 114, 185, 66, 69)


def series(area, values, **given):
    return [
        {"area": area, "value": value, "period": str(year)} | given for year, value in zip(YEARS, values, strict=True)
    ]


def ten_teams(release, shift=0, times=1.0):
    """Ten teams over six years, each falling by a tenth a year; `shift` moves the label, `times` revises."""
    return [
        row
        for place, area in enumerate(areas.teams()[:10])
        for row in series(
            str(area), [times * (400 + 20 * place) * 0.9 ** (year - 2016 + shift) for year in YEARS], **release
        )
    ]


def test_a_release_whose_labels_mean_the_year_before_is_told_with_both_distances():
    (found,) = check_shifted_labels(figures(*ten_teams(OLD), *ten_teams(NEW, shift=1)))

    assert (found.severity, found.row) == ("look", None)
    assert found.found == "0% of 60 figures are within 2% of those of simulated-a"
    assert found.expected.startswith(
        "most are, after a revision; they differ by 10.5% in the middle, and by 0.0% from those of the year after"
    )


@pytest.mark.parametrize("times", [1.0, 1.01, 1.05])
def test_a_revision_is_no_shift(times):
    assert check_shifted_labels(figures(*ten_teams(OLD), *ten_teams(NEW, times=times))) == []


def test_an_area_that_carries_another_areas_series_is_wrong_where_that_area_has_none():
    old = [*series("kingston-upon-thames", [467, 587, 320, 294, 174, 208], **OLD), *ten_teams(OLD)]
    new = [
        *series("kingston-upon-thames", KINGSTON, **NEW),
        *series("kingston-upon-hull", HULL, **NEW),
        *ten_teams(NEW),
    ]

    found = check_swapped_areas(figures(*old, *new))

    assert [(fault.severity, fault.row) for fault in found] == [("wrong", row) for row in range(2, 8)]
    assert found[0].expected == (
        "the series of 2016 to 2021 is that of Kingston-upon-Hull in simulated-b, and far from its own there; "
        "Kingston-upon-Hull has no figure in this release"
    )


def test_two_series_that_are_swapped_are_to_be_looked_at_in_both_releases():
    old = [
        *series("kingston-upon-thames", HULL, **OLD),
        *series("kingston-upon-hull", KINGSTON, **OLD),
        *ten_teams(OLD),
    ]
    new = [
        *series("kingston-upon-thames", KINGSTON, **NEW),
        *series("kingston-upon-hull", HULL, **NEW),
        *ten_teams(NEW),
    ]

    found = check_swapped_areas(figures(*old, *new))

    assert {fault.severity for fault in found} == {"look"}
    assert len(found) == 24


@pytest.mark.parametrize("revised", [HULL, [1.5 * value for value in HULL]])
def test_a_series_that_is_its_own_or_nobodys_is_no_fault(revised):
    old = [*series("kingston-upon-hull", HULL, **OLD), *ten_teams(OLD)]
    new = [*series("kingston-upon-hull", revised, **NEW), *ten_teams(NEW)]

    assert check_swapped_areas(figures(*old, *new)) == []


# 300 of 60,000 children are 50 per 10,000.
@pytest.mark.parametrize(("rate", "said"), [(50, []), (45.5, []), (40, ["Bradford -20%"]), (60, ["Bradford +20%"])])
def test_a_rate_is_within_a_tenth_of_count_over_population_of_other_publications(rate, said):
    year, day = {"period": "2018-19"}, dict.fromkeys(["period_start", "period_end"], pd.Timestamp("2018-06-30"))
    table = figures(
        {"measure": "cautioned_or_sentenced_rate", "value": rate} | year | OLD,
        {"measure": "cautioned_or_sentenced", "count": 300, "value": 300} | year | NEW,
        {"measure": "population_10_17", "count": 60_000, "value": 60_000, "source": "simulated-c"} | day,
    ).assign(released=pd.Timestamp("2026-02-11"))

    found = check_rates_of_counts(table)

    assert [fault.found.rpartition(": ")[2] for fault in found] == said
    assert {fault.severity for fault in found} <= {"look"}


@pytest.mark.parametrize(("end", "severities"), [("2024-08-31", ["wrong"]), ("2024-07-31", [])])
def test_a_cohort_ends_eighteen_months_before_its_release(end, severities):
    start = pd.Timestamp(end) + pd.Timedelta(days=1) - pd.DateOffset(years=1)
    dates = {"period_start": start, "period_end": pd.Timestamp(end)}
    table = figures({"measure": "reoffending_rate", "value": 33.3, "released": pd.Timestamp("2026-02-11")} | dates)

    assert [fault.severity for fault in check_dates(table)] == severities


def test_a_population_in_the_bounds_of_a_later_council_is_no_part_year():
    day = dict.fromkeys(["period_start", "period_end"], pd.Timestamp("2011-03-27"))

    table = figures({"area": "north-northamptonshire", "measure": "population_10_17", "count": 9, "value": 9} | day)

    assert check_part_years(table) == []


@pytest.mark.parametrize(
    "given",
    [
        {"measure": "cautioned_or_sentenced", "ethnicity": "not-known", "count": 40},
        {"measure": "reoffending_rate", "age": "10-14"},
    ],
)
def test_children_of_unknown_group_and_percentages_without_a_count_may_jump(given):
    rows = [{"value": 4.0, "period": "2018"} | given, {"value": 40.0, "period": "2019"} | given]

    assert as_printed(check_jumps(figures(*rows))) == []
