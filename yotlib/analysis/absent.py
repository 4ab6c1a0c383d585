"""What a comparison does not hold: baselines asked for without a figure, and a newer figure of the team's own."""

from typing import Any

import pandas as pd

from yotlib.analysis import verdicts
from yotlib.analysis.choose_period import PERIOD, newest_row
from yotlib.analysis.verdicts import REST_OF
from yotlib.reference import areas, periods
from yotlib.reference.area_groups import Group

NEWER = ["newer", "newer_start", "newer_end", "newer_source"]
COLUMNS = [*NEWER, "without"]
Asked = list[tuple[str, areas.Area]]


def with_newer(table: pd.DataFrame, team_rows: pd.DataFrame) -> pd.DataFrame:
    """Add the team's newest figure to its row, in the columns of NEWER, where that ends later than the one compared."""
    compared = table.iloc[0]["period_end"]
    dated = team_rows.dropna(subset=[*PERIOD, "value"])
    added: dict[str, Any] = {"newer": float("nan"), "newer_start": pd.NaT, "newer_end": pd.NaT, "newer_source": ""}
    blank = table.assign(**added).astype({"newer_start": "datetime64[us]", "newer_end": "datetime64[us]"})
    if pd.isna(compared) or dated.empty or dated["period_end"].max() <= compared:
        return blank
    newest = newest_row(dated)
    for name, column in zip(NEWER, ["value", *PERIOD, "source"], strict=True):
        blank.loc[blank.index[0], name] = newest[column]
    return blank


def with_absent(table: pd.DataFrame, rows: pd.DataFrame, asked: Asked, *, as_rows: bool) -> pd.DataFrame:
    """Name in `without` the baselines asked for that have no figure; with `as_rows`, add a row for each that says why.

    `asked` are pairs of role and area; `rows` are all figures of the measure, which give the reason.
    """
    found = set(zip(table["role"], table["area"], strict=True))
    absent = [pair for pair in asked if pair not in found]
    slugs = " ".join(dict.fromkeys(area for _, area in absent))
    named = table.assign(without=[slugs] + [""] * (len(table) - 1))
    if not (as_rows and absent):
        return named
    added = pd.DataFrame([_absent_row(table.iloc[0], rows, *pair) for pair in absent])
    return pd.concat([named, added.reindex(columns=named.columns).astype(named.dtypes)], ignore_index=True)


def _absent_row(team: pd.Series, rows: pd.DataFrame, role: str, area: areas.Area) -> dict[str, Any]:
    rest = role.startswith(REST_OF)
    name = f"Rest of {area.name}" if rest else area.name
    identity = {column: team[column] for column in ("measure", "age", "ethnicity", *PERIOD)}
    printed = {"area": str(area), "name": name, "role": role, "source": "", "without": ""}
    note = f"[x] {_why_absent(team, area, rows[rows['area'] == area], rest=rest)}"
    return identity | printed | verdicts.no_gap() | {"note": note, "newer_source": ""}


def _why_absent(team: pd.Series, area: areas.Area, area_rows: pd.DataFrame, *, rest: bool) -> str:
    """Say why an area has no row: no figure at all, none of the period, one of another release, or no counts."""
    if area_rows.empty:
        return "too few of its teams have a figure" if isinstance(area, Group) else "no figure is held"
    if pd.isna(team["value"]):
        return f"{team['name']} has no figure to compare"
    period = periods.label(team["period_start"], team["period_end"])
    of_period = area_rows[area_rows["period_end"] == team["period_end"]]
    if of_period.empty:
        newest = newest_row(area_rows)
        return f"no figure for {period}; the newest is of {periods.label(*newest[PERIOD])} in {newest['source']}"
    if rest and (of_period["source"] == team["source"]).any():
        return f"no published counts of both, so it cannot be told without {team['name']}"
    return f"its figure for {period} is of another release, {newest_row(of_period)['source']}"
