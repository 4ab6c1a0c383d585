"""All teams at once: every team with a figure of one period, tested against the rest of the nation, and ranked."""

import pandas as pd

from yotlib.analysis import intervals, ranking, verdicts
from yotlib.analysis.comparison import PERIOD, named, with_limits
from yotlib.figures import estimates
from yotlib.figures.choose import choose, ending_by, newest_shared, refuse_unknown
from yotlib.figures.load import with_release
from yotlib.reference import areas, measures

COLUMNS = [
    "measure",
    "age",
    "ethnicity",
    "area",
    "name",
    "region",
    "role",
    "value",
    "lower",
    "upper",
    "count",
    "population",
    *PERIOD,
    "note",
    "source",
    "difference",
    "ratio",
    "ratio_lower",
    "ratio_upper",
    "p_value",
    "p_adjusted",
    "verdict",
    "judgement",
    "children",
    "place",
    "of",
    "third",
    "half",
    "quarter",
]
TEAM, REGION, NATION, BOTH = "team", "region", "nation", areas.ENGLAND_AND_WALES


def table(
    figures: pd.DataFrame,
    measure: str,
    *,
    age: str = "10-17",
    period: str = "latest",
    as_of: str | pd.Timestamp | None = None,
    release: str = "",
    region: str = "",
) -> pd.DataFrame:
    """Every team with a figure of one period and release, beside its nation; regions and nations below them.

    The period is the newest, ending by the end of `period`, that two teams or more have in one
    release (the one called `release`, if it is named), and of that the newest release. Teams come
    first, the lowest value first; each is compared with its nation (else England and Wales) as
    `compare` does, `p_adjusted` is p after Benjamini and Hochberg over all teams, and `place` to
    `quarter` are those of `ranks.placed`. `region` keeps one region's teams, which hold their places
    among all. Empty, with the same columns, where no two teams share a period.
    """
    definition = measures.get(measure)
    refuse_unknown(figures, measure, "age", age)
    everything = with_release(figures)
    rows = _one_release(choose(everything, measure, age=age, as_of=as_of, release=release), period)
    if rows.empty:
        return pd.DataFrame(columns=COLUMNS)
    teams = [str(team) for team in areas.teams()]
    full = estimates.withheld(estimates.completed(rows, definition, everything, *teams), definition)
    whole = _ranked(_judged(with_limits(_described(full), definition), definition), definition)
    return _of_region(whole, region)[COLUMNS].reset_index(drop=True)


def silent(shown: pd.DataFrame, *, region: str = "") -> list[areas.Area]:
    """The teams, of one `region` if it is named, that have no figure in the table."""
    there = set(shown["area"])
    return [team for team in areas.teams(region or None) if team not in there]


def _one_release(rows: pd.DataFrame, period: str) -> pd.DataFrame:
    authorities = [str(area) for area in areas.every().values() if area.kind == areas.AUTHORITY]
    known = ending_by(rows[~rows["area"].isin(authorities)].dropna(subset=[*PERIOD, "value"]), period)
    return newest_shared(known, known[known["area"].isin([str(team) for team in areas.teams()])])


def _described(rows: pd.DataFrame) -> pd.DataFrame:
    known = areas.every()
    kinds = {areas.TEAM: TEAM, areas.REGION: REGION, areas.NATION: NATION}
    roles = {area: BOTH if area == BOTH else kinds[known[area].kind] for area in rows["area"]}
    told = named(rows, roles)
    return told.assign(region=[str((areas.lineage(area) or [area])[0]) for area in told["area"]])


def _judged(rows: pd.DataFrame, measure: measures.Measure) -> pd.DataFrame:
    bases = {row["area"]: row for _, row in rows[rows["role"].isin([NATION, BOTH])].iterrows()}
    gaps = [_gap(row, bases, measure) for _, row in rows.iterrows()]
    return pd.concat([rows, pd.DataFrame(gaps, index=rows.index)], axis=1)


def _gap(row: pd.Series, bases: dict[str, pd.Series], measure: measures.Measure) -> dict[str, object]:
    base = next((bases[above] for above in areas.lineage(row["area"]) if above in bases), None)
    if row["role"] != TEAM or base is None:
        return dict.fromkeys(verdicts.COLUMNS, float("nan")) | {"verdict": "", "judgement": ""}
    return verdicts.gap(row, base, measure)


def _ranked(rows: pd.DataFrame, measure: measures.Measure) -> pd.DataFrame:
    order = {TEAM: 0, REGION: 1, NATION: 2, BOTH: 3}
    sorted_rows = rows.assign(order=rows["role"].map(order)).sort_values(["order", "value", "area"], ignore_index=True)
    is_team = sorted_rows["role"] == TEAM
    places = ranking.placed(sorted_rows["value"].where(is_team), measure)
    adjusted = intervals.benjamini_hochberg(sorted_rows["p_value"].where(is_team).astype(float))
    return pd.concat([sorted_rows, places], axis=1).assign(p_adjusted=adjusted)


def _of_region(whole: pd.DataFrame, region: str) -> pd.DataFrame:
    if not region:
        return whole
    kept = areas.find(region)
    return whole[(whole["region"] == kept) | (whole["area"] == kept) | whole["role"].isin([NATION, BOTH])]
