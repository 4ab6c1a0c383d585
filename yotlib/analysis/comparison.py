"""A team beside its baselines: one period, one release, intervals, gaps and verdicts."""

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
    """Set one figure of `team` beside its baselines, with interval, gap and verdict.

    `figures` is the table of `load()`; `team` any name that `find` knows; `measure` a key of
    `yot.measures.MEASURES`. Of the figures released by `as_of` (None: now), or of one `release` (a source's key),
    it takes the newest period, ending by the end of `period`, that the team and a baseline have in one release, and of
    that period the newest release. `baselines` are roles ("region", "nation", "england-and-wales", each also as
    "rest-of-region" and so on: that area less the team) or areas; in Wales the nation stands for the region too. Where
    the team and an area it is part of are both counted, ratio, p value and verdict are against the rest of that area,
    and its `note` says so.

    Returns the team's row first, then one row for each baseline that has a figure, in the
    columns of `COLUMNS`; values and limits in the measure's unit, `children` the gap in
    children, `verdict` one of higher, lower, similar, cannot say. A team without a figure
    keeps its row, without a value. Raises AskedWrongly for a name nothing is known by.

    Sources: Breslow and Day (1987); Wilson (1927); Miettinen and Nurminen (1985).
    """
    area, definition = areas.find(team), measures.get(measure)
    refuse_unknown(figures, measure, "age", age)
    refuse_unknown(figures, measure, "ethnicity", ethnicity)
    everything = with_release(figures)
    roles = roles_of(area, [asked.removeprefix(REST_OF) for asked in baselines])
    around = [area, *roles]
    rows = choose(everything, measure, age=age, ethnicity=ethnicity, as_of=as_of, release=release, among=around)
    chosen = one_period(rows, area, list(roles), period)
    if chosen.empty:
        chosen = pd.DataFrame([_no_figure(area, measure, age, ethnicity)])
    table = estimates.withheld(estimates.completed(chosen, definition, everything, area), definition)
    rests = [asked for asked in baselines if asked.startswith(REST_OF)]
    plain = roles_of(area, [asked for asked in baselines if asked not in rests])
    asked_for = _with_rests(named(table, roles), list(plain), rests, definition)
    return _with_gaps(with_limits(asked_for, definition), definition)


def roles_of(area: areas.Area, baselines: Sequence[str]) -> dict[str, str]:
    """The baselines' slugs, each with the role it plays for `area`, the narrowest first."""
    own = areas.baselines(area)
    roles: dict[str, str] = {}
    for asked in baselines:
        if asked in OWN_BASELINES and asked not in own:
            continue
        slug = own.get(asked) or areas.find(asked)
        role = next((name for name, known in own.items() if known == slug), "named")
        if slug != area:
            roles.setdefault(slug, role)
    return roles


def one_period(rows: pd.DataFrame, team: str, baselines: Sequence[str], period: str = "latest") -> pd.DataFrame:
    """The team's row and its baselines' rows of one period, from one release wherever it can be.

    Where no release has both, the newest period both have, each from its newest release, said
    in `note`; where no baseline shares a period, the team's newest figure alone.
    """
    eligible = _ending_by(rows, team, period)
    mine = eligible[eligible["area"] == team]
    others = eligible[eligible["area"].isin(list(baselines))]
    for keys in ([*PERIOD, "source"], PERIOD, None):
        shared = mine if keys is None else mine.merge(others[keys].drop_duplicates(), on=keys)
        if not shared.empty:
            first = newest(shared)
            beside = others[same_as(others, first, keys or [*PERIOD, "source"])]
            latest = beside.sort_values("released").groupby("area", sort=False).tail(1)
            return _in_order(pd.concat([first.to_frame().T, _told(latest, first)]), [team, *baselines], rows)
    return mine


def newest(rows: pd.DataFrame) -> pd.Series:
    """The row of the newest period, then of the newest release; a figure without dates comes last of all."""
    return rows.sort_values([*PERIOD[::-1], "released"], na_position="first").iloc[-1]


def with_limits(table: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Add `lower` and `upper`, in the measure's unit, where count and population are known."""
    limits = {"rate": intervals.rate, "proportion": intervals.proportion}.get(measure.kind)
    if limits is None:
        return table.assign(lower=float("nan"), upper=float("nan"))
    counted = limits(table["count"], table["population"], per=measure.per)
    shown = table["value"].notna()
    return table.assign(lower=counted["lower"].where(shown), upper=counted["upper"].where(shown))


def named(table: pd.DataFrame, roles: dict[str, str]) -> pd.DataFrame:
    """Add each area's printed `name` and its `role`, which is "team" for an area without one in `roles`."""
    known = areas.every()
    return table.assign(
        name=[known[area].name for area in table["area"]], role=[roles.get(area, "team") for area in table["area"]]
    )


def _with_rests(table: pd.DataFrame, plain: Sequence[str], rests: Sequence[str], measure: Measure) -> pd.DataFrame:
    """The areas asked for as they are, then the `rests` of those asked for less the team, where both are counted."""
    team = table.iloc[0]
    asked_less = table[table["role"].isin([asked.removeprefix(REST_OF) for asked in rests])]
    less = [(row["role"], without_team(row, team, measure)) for _, row in asked_less.iterrows()]
    found = [row.to_frame().T.assign(role=REST_OF + role) for role, row in less if row is not None]
    whole = table[table["area"].isin([team["area"], *plain])]
    return pd.concat([whole, *found], ignore_index=True).astype(table.dtypes)


def _ending_by(rows: pd.DataFrame, team: str, period: str) -> pd.DataFrame:
    if period != periods.LATEST:
        return ending_by(rows, period)
    dated = rows["period_end"].notna()
    return rows[dated] if (dated & (rows["area"] == team)).any() else rows


def _told(beside: pd.DataFrame, first: pd.Series) -> pd.DataFrame:
    told = beside["note"].map(lambda note: with_words(note, estimates.ANOTHER_RELEASE))
    return beside.assign(note=told.where(beside["source"] != first["source"], beside["note"]))


def _in_order(table: pd.DataFrame, order: Sequence[str], like: pd.DataFrame) -> pd.DataFrame:
    ranked = table.astype(like.dtypes).set_index("area", drop=False)
    return ranked.loc[[area for area in order if area in ranked.index]].reset_index(drop=True)


def _no_figure(area: str, measure: str, age: str, ethnicity: str) -> dict[str, Any]:
    asked = {"area": str(area), "measure": measure, "age": age, "ethnicity": ethnicity}
    numbers = dict.fromkeys(["value", "count", "population"], float("nan"))
    dates = dict.fromkeys([*PERIOD, "released"], pd.NaT)
    return {**asked, **numbers, **dates, "note": "[x] no figure published here", "source": ""}


def _with_gaps(table: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    team = table.iloc[0]
    blank = {name: float("nan") for name in verdicts.COLUMNS} | {"verdict": "", "judgement": ""}
    gaps = [blank] + [verdicts.gap(team, row, measure) for _, row in table.iloc[1:].iterrows()]
    notes = [team["note"]] + [_tested_against(team, row, measure) for _, row in table.iloc[1:].iterrows()]
    return table.assign(**pd.DataFrame(gaps, index=table.index), note=notes)[COLUMNS]


def _tested_against(team: pd.Series, base: pd.Series, measure: Measure) -> str:
    without = without_team(base, team, measure) if base["role"] in OWN_BASELINES else None
    return str(base["note"]) if without is None else with_words(base["note"], f"tested against {without['note']}")
