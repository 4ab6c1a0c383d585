"""Compare all teams at once: each team with a figure of one period, tested against its nation, and ranked.

It is over 200 lines because its functions say and show in full what they take and return.
"""

import pandas as pd

from yotlib.analysis import intervals, ranking, verdicts
from yotlib.analysis.comparison import PERIOD, with_limits, with_names
from yotlib.analysis.confidence import CONFIDENCE, at_level
from yotlib.figures import estimates
from yotlib.figures.asked import find_series
from yotlib.figures.choose import choose, ending_by, newest_shared
from yotlib.figures.load import with_release
from yotlib.reference import areas, measures
from yotlib.reference.empty import empty

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
    *estimates.OWN_COLUMNS,
    *PERIOD,
    "note",
    "source",
    "difference",
    "ratio",
    "ratio_lower",
    "ratio_upper",
    "p_value",
    "p_adjusted",
    "stands",
    "baseline",
    "verdict",
    "judgement",
    "children",
    "place",
    "of",
    "third",
    "half",
    "quarter",
    "among",
]
__all__ = ["COLUMNS", "silent", "table", "values"]
SIGNIFICANT = 0.05
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
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """Return every team with a figure of one period and release, compared with its nation; then regions and nations.

    The period is the newest, ending by the end of `period`, that 20 teams or more have in one release (the one called
    `release`, if it is named), else the newest that two have; see `choose.newest_shared`. Teams come first, the lowest
    value first. Each is compared with its nation, else England and Wales, else its region, as `compare` does;
    `baseline` is that area's slug. `p_adjusted` is p after Benjamini and Hochberg over all ranked. It never changes the
    verdict: `stands` says of "higher" and "lower" whether they hold with all teams tested at once.

    Columns: those of `compare` to `source`, with `region` (slug) before `role`; `difference`, `ratio`, `ratio_lower`,
    `ratio_upper`, `p_value`, `p_adjusted`, `stands`, `baseline`, `verdict`, `judgement` and `children`; then `place`,
    `of`, `third`, `half`, `quarter` and `among`.

    `place` to `among` are those of `ranking.rank_values`. A team whose cohort is not known to be 30 children (marked
    [u]) comes after the others, without a place, and counts in nobody's. `region` keeps one region's teams, which keep
    their places among all. Empty, with the same columns, where no two teams share a period.

    >>> import yotlib as yot
    >>> table = yot.national.table(yot.load(), "first_time_entrants", period="2024")
    >>> table.loc[table["area"] == "bradford", ["value", "verdict", "stands", "place", "of", "among"]].values.tolist()
    [[130.0, 'similar', False, 60.0, 134, 'within the middle half']]
    """
    definition, age, _ = find_series(figures, measure, age=age)
    everything = with_release(figures)
    rows = choose_release(choose(everything, definition.key, age=age, as_of=as_of, release=release), period)
    if rows.empty:
        return empty(COLUMNS, f"no two teams have a figure of {measure} for one period in one release")
    teams = [str(team) for team in areas.teams()]
    full = estimates.hide_small_cohorts(estimates.fill_in_counts(rows, definition, everything, *teams), definition)
    limited = with_limits(_add_names_and_regions(full), definition, confidence)
    whole = _sort_and_rank(_add_gaps(limited, definition, confidence), definition)
    kept = estimates.separate_estimates(_keep_region(whole, region))[COLUMNS].reset_index(drop=True)
    return at_level(kept, confidence)


def values(
    figures: pd.DataFrame,
    measure: str,
    *,
    age: str = "10-17",
    period: str = "latest",
    as_of: str | pd.Timestamp | None = None,
    release: str = "",
) -> pd.DataFrame:
    """Return the value of every team that `table` ranks, lowest first, without comparing it.

    The columns are `area`, `name`, `value`, `note`, `source`, the dates, and those of `ranking.rank_values`.

    >>> import yotlib as yot
    >>> yot.national.values(yot.load(), "first_time_entrants", period="2024")[["name", "value"]].head(2).values.tolist()
    [['Wokingham', 63.0], ['Gloucestershire', 64.0]]
    """
    definition, age, _ = find_series(figures, measure, age=age)
    everything = with_release(figures)
    rows = choose_release(choose(everything, definition.key, age=age, as_of=as_of, release=release), period)
    teams = rows[rows["area"].isin([str(team) for team in areas.teams()])]
    if definition.of_cohort:
        full = estimates.fill_in_counts(teams, definition, everything, *teams["area"])
        teams = estimates.hide_small_cohorts(full, definition)
    ranked = teams[teams["value"].notna() & ~ranking.are_unreliable(teams["note"])]
    named = with_names(ranked.sort_values(["value", "area"], ignore_index=True), {})
    return pd.concat([named, ranking.rank_values(named["value"], definition)], axis=1)


def silent(shown: pd.DataFrame, *, region: str = "") -> list[areas.Area]:
    """Return the teams that have no figure in the table; only those of one `region` if it is named.

    `shown` is what `table` or `values` returns.

    >>> import yotlib as yot
    >>> table = yot.national.values(yot.load(), "first_time_entrants", period="2024")
    >>> [area.name for area in yot.national.silent(table, region="west-midlands")]
    ['West Mercia']
    """
    shown_areas = set(shown["area"])
    return [team for team in areas.teams(region or None) if team not in shown_areas]


def choose_release(rows: pd.DataFrame, period: str) -> pd.DataFrame:
    """Return the rows of the newest period that 20 teams have in one release, else of the newest that two have.

    `rows` are those of one measure and age; `period` is that of `table`.

    >>> import yotlib as yot
    >>> rows = choose(yot.load(), "first_time_entrants")
    >>> choose_release(rows, "2018")["source"].unique().tolist()
    ['dfe-lait-2026-02']
    """
    authorities = [str(area) for area in areas.all_areas().values() if area.kind == areas.AUTHORITY]
    dated = ending_by(rows[~rows["area"].isin(authorities)].dropna(subset=[*PERIOD, "value"]), period)
    teams = dated[dated["area"].isin([str(team) for team in areas.teams()])]
    many = newest_shared(dated, teams, fewest=ranking.FEWEST)
    return newest_shared(dated, teams) if many.empty else many


def _add_names_and_regions(rows: pd.DataFrame) -> pd.DataFrame:
    known_areas = areas.all_areas()
    role_of_kind = {areas.TEAM: TEAM, areas.REGION: REGION, areas.NATION: NATION}
    roles = {area: BOTH if area == BOTH else role_of_kind[known_areas[area].kind] for area in rows["area"]}
    regions = [str((areas.lineage(area) or [area])[0]) for area in rows["area"]]
    return with_names(rows, roles).assign(region=regions)


def _add_gaps(rows: pd.DataFrame, measure: measures.Measure, confidence: float) -> pd.DataFrame:
    wider = {row["area"]: row for _, row in rows[rows["role"] != TEAM].iterrows()}
    gaps = [_gap_to_baseline(row, wider, measure, confidence) for _, row in rows.iterrows()]
    return pd.concat([rows, pd.DataFrame(gaps, index=rows.index)], axis=1)


def _gap_to_baseline(
    row: pd.Series, wider: dict[str, pd.Series], measure: measures.Measure, confidence: float
) -> dict[str, object]:
    above = areas.lineage(row["area"]) if row["role"] == TEAM else []
    nations_first = sorted(above, key=lambda area: area.kind != areas.NATION)
    base = next((wider[area] for area in nations_first if area in wider), None)
    if base is None:
        return dict.fromkeys(verdicts.COLUMNS, float("nan")) | {"verdict": "", "judgement": "", "baseline": ""}
    return verdicts.gap(row, base, measure, confidence=confidence) | {"baseline": base["area"]}


def _sort_and_rank(rows: pd.DataFrame, measure: measures.Measure) -> pd.DataFrame:
    order = rows["role"].map({TEAM: 0, REGION: 2, NATION: 3, BOTH: 4})
    unranked = (rows["role"] == TEAM) & ranking.are_unreliable(rows["note"])
    by = ["order", "value", "area"]
    sorted_rows = rows.assign(order=order.mask(unranked, 1)).sort_values(by, ignore_index=True)
    is_ranked = sorted_rows["order"] == 0
    places = ranking.rank_values(sorted_rows["value"].where(is_ranked), measure)
    adjusted = intervals.benjamini_hochberg(sorted_rows["p_value"].where(is_ranked).astype(float))
    beyond_chance = sorted_rows["verdict"].isin([verdicts.HIGHER, verdicts.LOWER])
    stands = beyond_chance & (adjusted < SIGNIFICANT)
    return pd.concat([sorted_rows, places], axis=1).assign(p_adjusted=adjusted, stands=stands)


def _keep_region(whole: pd.DataFrame, region: str) -> pd.DataFrame:
    if not region:
        return whole
    kept = areas.find_wider(region)
    return whole[(whole["region"] == kept) | (whole["area"] == kept) | whole["role"].isin([NATION, BOTH])]
