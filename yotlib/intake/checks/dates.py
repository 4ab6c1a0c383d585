"""Checks that a period's dates are possible, match its label, and are over before the release."""

import re

import pandas as pd

from yotlib.figures import row_rules
from yotlib.intake.checks.fault import LOOK, WRONG, Fault
from yotlib.intake.checks.rows import (
    PERIOD,
    each_row,
    each_table,
    fault_of_row,
    fault_of_table,
    format_value,
    look_up_measures,
    prepare,
)
from yotlib.reference import periods
from yotlib.reference.errors import AskedWrongly

CHECK = "a year's label agrees with its dates"
OF_RELEASE = ["source", "measure", "age"]
A_YEAR = 12
MONTHS_FOLLOWED_UP = 18
_LABEL = re.compile(r"\blabelled (?:as )?['\"]?((?:19|20)\d{2}(?:[-/]\d{2})?)\b")


def check_dates(figures: pd.DataFrame) -> list[Fault]:
    """Return periods that are impossible, differ from the label in their note, or are unlike others of the release.

    Having one date only, an end before the start, or an end after the day of release are `wrong`; but a population
    may be projected. So is a reoffending cohort that ends less than 18 months before its release: a child is followed
    for a year, and a conviction waited for half a year more. A period that is neither a day nor whole months, a label
    of another year, and years that begin in another month than most of the release are `look`.
    """
    rows = prepare(figures)
    dated = rows[rows[PERIOD].notna().all(axis=1) & ~row_rules.ending_before_start(rows)]
    return [
        *_check_both_dates(rows),
        *_check_over_at_release(dated),
        *_check_followed_up(dated),
        *_check_whole_months(dated),
        *_check_labels(dated),
        *_check_same_month(dated),
    ]


def _check_both_dates(rows: pd.DataFrame) -> list[Fault]:
    broken = {
        "both dates of its period, or neither": row_rules.with_one_date(rows),
        "a period that ends after it begins": row_rules.ending_before_start(rows),
    }
    return [
        fault_of_row(row, CHECK, WRONG, _describe_span(row), expected)
        for expected, mask in broken.items()
        for row in each_row(rows[mask])
    ]


def _check_over_at_release(rows: pd.DataFrame) -> list[Fault]:
    if "released" not in rows:
        return []
    early = (rows["period_end"] > rows["released"]) & ~rows["measure"].str.startswith("population")
    faults: list[Fault] = []
    for row in each_row(rows[early]):
        expected = f"released on {row['released'].date()}, before its period was over"
        faults.append(fault_of_row(row, CHECK, WRONG, format_value(row), expected))
    return faults


def _check_followed_up(rows: pd.DataFrame) -> list[Fault]:
    """Return cohorts that were not followed up for long enough; those that were not even over are reported already."""
    if "released" not in rows:
        return []
    cohorts = rows[look_up_measures(rows, "of_cohort").eq(True) & (rows["period_end"] <= rows["released"])]
    followed_up = cohorts["period_end"] + pd.DateOffset(months=MONTHS_FOLLOWED_UP)
    return [
        fault_of_row(row, CHECK, WRONG, format_value(row), _describe_follow_up(row))
        for row in each_row(cohorts[followed_up > cohorts["released"]])
    ]


def _describe_follow_up(row: pd.Series) -> str:
    expected = f"a cohort ends {MONTHS_FOLLOWED_UP} months or more before its release"
    return f"released on {row['released'].date()}; {expected}: does its year mean another one?"


def _check_whole_months(rows: pd.DataFrame) -> list[Fault]:
    odd = rows[(_count_months(rows) == 0) & (rows["period_start"] != rows["period_end"])]
    return [fault_of_row(row, CHECK, LOOK, _describe_span(row), "a day, or whole months") for row in each_row(odd)]


def _check_labels(rows: pd.DataFrame) -> list[Fault]:
    labels = rows["note"].str.extract(_LABEL)[0]
    labelled = rows.assign(label=labels)[labels.notna()]
    return [
        fault_of_row(row, CHECK, LOOK, _describe_span(row), f"its note labels it {row['label']}")
        for row in each_row(labelled)
        if not _is_labelled_right(row["label"], row)
    ]


def _is_labelled_right(label: str, row: pd.Series) -> bool:
    try:
        period = periods.parse(label)
    except AskedWrongly:
        return False
    return period is not None and period == (row["period_start"], row["period_end"])


def _check_same_month(rows: pd.DataFrame) -> list[Fault]:
    """Return years that begin in another month than most of their release, one fault for each such month."""
    years = rows.assign(begins=rows["period_start"].dt.month)[_count_months(rows) == A_YEAR]
    return [fault for table in each_table(years, OF_RELEASE) for fault in _find_other_months(table)]


def _find_other_months(table: pd.DataFrame) -> list[Fault]:
    usual = table["begins"].mode().iloc[0]
    expected = f"most begin in {_name_month(usual)}"
    faults: list[Fault] = []
    for years in each_table(table[table["begins"] != usual], ["begins"]):
        found = f"{len(years)} years begin in {_name_month(years['begins'].iloc[0])}"
        faults.append(fault_of_table(years, CHECK, LOOK, found, expected))
    return faults


def _count_months(rows: pd.DataFrame) -> pd.Series:
    """Return how many whole months each period has; zero unless it runs from a first to a last day of a month."""
    start, end = rows["period_start"], rows["period_end"]
    months = 12 * (end.dt.year - start.dt.year) + end.dt.month - start.dt.month + 1
    return months.where(start.dt.is_month_start & end.dt.is_month_end, 0)


def _name_month(number: int) -> str:
    return f"{pd.Timestamp(2000, int(number), 1):%B}"


def _describe_span(row: pd.Series) -> str:
    start, end = ("no date" if pd.isna(row[name]) else f"{row[name].date()}" for name in PERIOD)
    return f"{start} to {end}"
