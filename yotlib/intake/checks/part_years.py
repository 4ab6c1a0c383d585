"""Councils that ended or began within a period, whose figures cover a part of it."""

import pandas as pd

from yotlib.intake.checks.fault import LOOK, Fault
from yotlib.intake.checks.rows import PERIOD, SERIES, each, fault, plain, prepared, stated
from yotlib.reference import areas, periods
from yotlib.reference.periods import day

CHECK = "a council is there for the whole period"


def part_years(figures: pd.DataFrame) -> list[Fault]:
    """Figures of councils that ended or began within the period, or were not there at all; always `look`.

    Such a figure covers a part of the period: it is no fall and no rise, and is not set beside whole years.
    """
    rows = prepared(figures).dropna(subset=["value", *PERIOD])
    dated = {str(area): lived for area in areas.every().values() if any(lived := _lived(area))}
    concerned = rows[rows["area"].isin(set(dated))]
    found = [(row, _why(row, *dated[row["area"]], rows)) for row in each(concerned)]
    return [fault(row, CHECK, LOOK, stated(row), why) for row, why in found if why]


def _lived(area: areas.Area) -> tuple[str, str]:
    """The first and the last day of a council, each blank where it is not known or has no end."""
    return str(getattr(area, "since", "") or ""), str(getattr(area, "until", "") or "")


def _why(row: pd.Series, since: str, until: str, rows: pd.DataFrame) -> str:
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
    same = rows["period_end"] == row["period_start"] - pd.Timedelta(days=1)
    for name in ("area", *SERIES):
        same &= rows[name] == row[name]
    before = rows[same]
    if before.empty:
        return ""
    return f"; {plain(before['value'].iloc[0])} in {periods.label(*before.iloc[0][PERIOD])}"
