"""Check that a council existed for the whole period of its figure."""

import pandas as pd

from yotlib.figures.choose import same_as
from yotlib.intake.checks.fault import LOOK, Fault
from yotlib.intake.checks.rows import PERIOD, SERIES, each_row, fault_of_row, format_number, format_value, prepare
from yotlib.reference import areas, periods
from yotlib.reference.periods import day

CHECK = "a council is there for the whole period"
POPULATION = "population"


def check_part_years(figures: pd.DataFrame) -> list[Fault]:
    """Report figures of councils that ended or began within the period, or did not exist in it; always `look`.

    Such a figure covers a part of the period: it shows neither a fall nor a rise, and is not compared with whole years.
    A population is left out: a census or an estimate may be given in the bounds of councils that came later.
    """
    rows = prepare(figures).dropna(subset=["value", *PERIOD])
    rows = rows[~rows["measure"].str.startswith(POPULATION)]
    dated = {str(area): dates for area in areas.all_areas().values() if any(dates := _first_and_last_day(area))}
    council_rows = each_row(rows[rows["area"].isin(set(dated))])
    reasons = [(row, _reason(row, *dated[row["area"]], rows)) for row in council_rows]
    return [fault_of_row(row, CHECK, LOOK, format_value(row), reason) for row, reason in reasons if reason]


def _first_and_last_day(area: areas.Area) -> tuple[str, str]:
    """Return the first and the last day of a council, each blank where it is not known or has no end."""
    return str(getattr(area, "since", "") or ""), str(getattr(area, "until", "") or "")


def _reason(row: pd.Series, since: str, until: str, rows: pd.DataFrame) -> str:
    """Say how much of the period the council existed; "" if it was all of it."""
    first, last = (pd.Timestamp(date or "NaT") for date in (since, until))
    start, end = row["period_start"], row["period_end"]
    if last < start or first > end:
        return f"the council {f'ended on {day(last)}' if last < start else f'began on {day(first)}'}"
    if not (last < end or first > start):
        return ""
    covered = ((min(last, end) if until else end) - (max(first, start) if since else start)).days + 1
    ended = f"ended on {day(last)}" if last < end else f"began on {day(first)}"
    return f"the council {ended}: {covered} of the period's {(end - start).days + 1} days{_year_before(row, rows)}"


def _year_before(row: pd.Series, rows: pd.DataFrame) -> str:
    """Return in words the council's figure of the period that ended the day before; "" if there is none."""
    ends_before = rows["period_end"] == row["period_start"] - pd.Timedelta(days=1)
    before = rows[ends_before & same_as(rows, row, ["area", *SERIES])]
    if before.empty:
        return ""
    return f"; {format_number(before['value'].iloc[0])} in {periods.label(*before.iloc[0][PERIOD])}"
