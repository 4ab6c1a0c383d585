"""Compare a team with its baselines: one period, one release, intervals, gaps and verdicts."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from yotlib.analysis import intervals, verdicts
from yotlib.analysis.verdicts import REST_OF, without_team
from yotlib.figures import estimates
from yotlib.figures.choose import choose, ending_by, refuse_unknown, same_as
from yotlib.figures.load import with_release
from yotlib.reference import areas, measures, periods
from yotlib.reference.measures import Measure
from yotlib.reference.notes import with_words

OWN_BASELINES = ("region", "nation", "england-and-wales")
COLUMNS = [
    "measure",
    "age",
    "ethnicity",
    "area",
    "name",
    "role",
    "value",
    "lower",
    "upper",
    "count",
    "population",
    "period_start",
    "period_end",
    "note",
    "source",
    *verdicts.COLUMNS,
]
PERIOD = ["period_start", "period_end"]


def compare(
    figures: pd.DataFrame,
    team: str,
    measure: str,
    *,
    age: str = "10-17",
    ethnicity: str = "all",
    period: str = "latest",
    as_of: str | pd.Timestamp | None = None,
    release: str = "",
    baselines: Sequence[str] = OWN_BASELINES,
) -> pd.DataFrame:
    """Compare one figure of `team` with its baselines: interval, gap and verdict.

    `figures` is the table of `load()`, `team` any name that `find` knows, `measure` a key of
    `yot.measures.MEASURES`. Only figures released by `as_of` (None: now), or of one `release` (a source's key), are
    used. The period is the newest, ending by the end of `period`, that the team and a baseline have in one release;
    the figures are those of its newest release. `baselines` are areas or roles ("region", "nation",
    "england-and-wales", each also as "rest-of-region" and so on: that area without the team). In Wales the nation is
    the region too. Where the team and an area it is part of both have published counts, ratio, p value and verdict
    are against the rest of that area, and its `note` says so.

    Returns the team's row first, then one row for each baseline that has a figure, in the columns of `COLUMNS`.
    Values and limits are in the measure's unit; `children` is the gap in children; `verdict` is one of higher, lower,
    similar, cannot say. A team without a figure keeps its row, without a value. Raises AskedWrongly for an unknown
    name.

    Sources: Breslow and Day (1987); Wilson (1927); Miettinen and Nurminen (1985).
    """
    area, definition = areas.find(team), measures.get(measure)
    refuse_unknown(figures, measure, "age", age)
    refuse_unknown(figures, measure, "ethnicity", ethnicity)
    everything = with_release(figures)
    roles = roles_of(area, [asked.removeprefix(REST_OF) for asked in baselines])
    compared = [area, *roles]
    rows = choose(everything, measure, age=age, ethnicity=ethnicity, as_of=as_of, release=release, among=compared)
    chosen = choose_period(rows, area, list(roles), period)
    if chosen.empty:
        chosen = pd.DataFrame([_row_without_figure(area, measure, age, ethnicity)])
    table = estimates.hide_small_cohorts(estimates.fill_in_counts(chosen, definition, everything, area), definition)
    rests = [asked for asked in baselines if asked.startswith(REST_OF)]
    whole_areas = roles_of(area, [asked for asked in baselines if asked not in rests])
    asked_for = _add_rests(with_names(table, roles), list(whole_areas), rests, definition)
    return _add_gaps(with_limits(asked_for, definition), definition)


def roles_of(area: areas.Area, baselines: Sequence[str]) -> dict[str, str]:
    """Return the baselines' slugs, each with its role for `area`, in the order asked for."""
    own_baselines = areas.baselines(area)
    roles: dict[str, str] = {}
    for asked in baselines:
        if asked in OWN_BASELINES and asked not in own_baselines:
            continue
        slug = own_baselines.get(asked) or areas.find(asked)
        role = next((name for name, baseline in own_baselines.items() if baseline == slug), "named")
        if slug != area:
            roles.setdefault(slug, role)
    return roles


def choose_period(rows: pd.DataFrame, team: str, baselines: Sequence[str], period: str = "latest") -> pd.DataFrame:
    """Return the team's row and its baselines' rows of one period, from one release where possible.

    Where no release has both, the period is the newest that both have; each row is then of its newest release, and
    `note` says so. Where no baseline shares a period, only the team's newest figure is returned.
    """
    eligible = _rows_ending_by(rows, team, period)
    team_rows = eligible[eligible["area"] == team]
    baseline_rows = eligible[eligible["area"].isin(list(baselines))]
    for keys in ([*PERIOD, "source"], PERIOD, None):
        shared = team_rows if keys is None else team_rows.merge(baseline_rows[keys].drop_duplicates(), on=keys)
        if not shared.empty:
            team_row = newest_row(shared)
            matching = baseline_rows[same_as(baseline_rows, team_row, keys or [*PERIOD, "source"])]
            latest = matching.sort_values("released").groupby("area", sort=False).tail(1)
            chosen = pd.concat([team_row.to_frame().T, _note_other_release(latest, team_row)])
            return _sort_by_area(chosen, [team, *baselines], rows)
    return team_rows


def newest_row(rows: pd.DataFrame) -> pd.Series:
    """Return the row of the newest period and, within it, the newest release; a figure without dates counts last."""
    return rows.sort_values([*PERIOD[::-1], "released"], na_position="first").iloc[-1]


def with_limits(table: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Add `lower` and `upper`, in the measure's unit, where count and population are known."""
    limits = {"rate": intervals.rate, "proportion": intervals.proportion}.get(measure.kind)
    if limits is None:
        return table.assign(lower=float("nan"), upper=float("nan"))
    interval = limits(table["count"], table["population"], per=measure.per)
    has_value = table["value"].notna()
    return table.assign(lower=interval["lower"].where(has_value), upper=interval["upper"].where(has_value))


def with_names(table: pd.DataFrame, roles: dict[str, str]) -> pd.DataFrame:
    """Add each area's printed `name` and its `role`, which is "team" for an area that `roles` does not have."""
    known_areas = areas.all_areas()
    return table.assign(
        name=[known_areas[area].name for area in table["area"]],
        role=[roles.get(area, "team") for area in table["area"]],
    )


def _add_rests(table: pd.DataFrame, whole_areas: Sequence[str], rests: Sequence[str], measure: Measure) -> pd.DataFrame:
    """Return the `whole_areas`, then each "rest of" baseline: the area without the team, where both have counts."""
    team_row = table.iloc[0]
    parents = table[table["role"].isin([asked.removeprefix(REST_OF) for asked in rests])]
    remainders = [(row["role"], without_team(row, team_row, measure)) for _, row in parents.iterrows()]
    rest_rows = [row.to_frame().T.assign(role=REST_OF + role) for role, row in remainders if row is not None]
    whole_rows = table[table["area"].isin([team_row["area"], *whole_areas])]
    return pd.concat([whole_rows, *rest_rows], ignore_index=True).astype(table.dtypes)


def _rows_ending_by(rows: pd.DataFrame, team: str, period: str) -> pd.DataFrame:
    if period != periods.LATEST:
        return ending_by(rows, period)
    dated = rows["period_end"].notna()
    return rows[dated] if (dated & (rows["area"] == team)).any() else rows


def _note_other_release(baseline_rows: pd.DataFrame, team_row: pd.Series) -> pd.DataFrame:
    with_note = baseline_rows["note"].map(lambda note: with_words(note, estimates.ANOTHER_RELEASE))
    other_release = baseline_rows["source"] != team_row["source"]
    return baseline_rows.assign(note=with_note.where(other_release, baseline_rows["note"]))


def _sort_by_area(table: pd.DataFrame, order: Sequence[str], like: pd.DataFrame) -> pd.DataFrame:
    by_area = table.astype(like.dtypes).set_index("area", drop=False)
    return by_area.loc[[area for area in order if area in by_area.index]].reset_index(drop=True)


def _row_without_figure(area: str, measure: str, age: str, ethnicity: str) -> dict[str, Any]:
    identity = {"area": str(area), "measure": measure, "age": age, "ethnicity": ethnicity}
    numbers = dict.fromkeys(["value", "count", "population"], float("nan"))
    dates = dict.fromkeys([*PERIOD, "released"], pd.NaT)
    return {**identity, **numbers, **dates, "note": "[x] no figure published here", "source": ""}


def _add_gaps(table: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    team_row = table.iloc[0]
    blank = {name: float("nan") for name in verdicts.COLUMNS} | {"verdict": "", "judgement": ""}
    gaps = [blank] + [verdicts.gap(team_row, row, measure) for _, row in table.iloc[1:].iterrows()]
    notes = [team_row["note"]] + [_note_tested_against(team_row, row, measure) for _, row in table.iloc[1:].iterrows()]
    return table.assign(**pd.DataFrame(gaps, index=table.index), note=notes)[COLUMNS]


def _note_tested_against(team: pd.Series, base: pd.Series, measure: Measure) -> str:
    without = without_team(base, team, measure) if base["role"] in OWN_BASELINES else None
    return str(base["note"]) if without is None else with_words(base["note"], f"tested against {without['note']}")
