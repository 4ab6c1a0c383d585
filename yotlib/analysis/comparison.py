"""Compare a team with its baselines: one period, one release, intervals, gaps and verdicts.

It is over 200 lines because its functions say and show in full what they take and return.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from yotlib.analysis import absent, intervals, verdicts
from yotlib.analysis.choose_period import PERIOD, choose_period, newest_row, only_counted, rows_ending_by
from yotlib.analysis.confidence import CONFIDENCE, at_level
from yotlib.analysis.verdicts import REST_OF, without_team
from yotlib.figures import estimates
from yotlib.figures.area_groups import groups_among, with_groups
from yotlib.figures.asked import find_series
from yotlib.figures.choose import choose
from yotlib.figures.load import with_release
from yotlib.figures.releases import half_a_digit
from yotlib.figures.wider_areas import FROM_PARTS
from yotlib.reference import area_groups, areas
from yotlib.reference.area_groups import Baselines, Group, as_asked
from yotlib.reference.errors import AskedWrongly
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
    *estimates.OWN_COLUMNS,
    "period_start",
    "period_end",
    "note",
    "source",
    *verdicts.COLUMNS,
    *absent.COLUMNS,
]
__all__ = [
    "COLUMNS", "OWN_BASELINES", "PERIOD", "Baselines", "compare", "newest_row", "roles_of", "with_limits", "with_names",
]  # fmt: skip


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
    baselines: Baselines = OWN_BASELINES,
    counted: bool = False,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """Compare one figure of `team` with its baselines: interval, gap and verdict.

    `figures` is the table of `load()`, `team` any name that `find` knows, `measure` a key of
    `yot.measures.MEASURES`. Only figures released by `as_of` (None: now), or of one `release` (a source's key), are
    used. `confidence` is that of intervals, and of verdicts, which follow them; a level other than 95% is kept in the
    table's `attrs`, so that tables, charts and sentences name it.

    `baselines` is one name, several, or a mapping. A name is a role of the team's own ("region", "nation",
    "england-and-wales", each also as "rest-of-region" and so on: that area without the team), an area, or a named group
    of teams ("core-cities", "West Yorkshire": see `yot.area_groups.named_groups`). A mapping makes groups of one's own:
    {"Three cities": ["Leeds", "Hull", "York"]}. A group's counts are added up; where not all are known it has a median,
    without a verdict, and its `note` says so. In Wales the nation is the region too. A baseline asked for by name that
    has no figure keeps a row without a value, whose `note` says why; the default ones have no such row.

    The period is the newest, ending by the end of `period`, that the team and a baseline have in one release. Of the
    releases that hold it, one with a nation goes before one without, one that counts before one that prints rates
    alone, one with more of the team's own baselines before one with fewer, then the newest. The own ones are region,
    nation and England and Wales, whichever are asked for. `counted` keeps only releases and periods in which the team
    and all its baselines have published counts.

    Returns the team's row first, then one row for each baseline, in the columns of `COLUMNS`:

    * `measure`, `age`, `ethnicity`, `area` (a slug), `name`, and `role` (team, region, nation, england-and-wales; group
      for a group that the team belongs to, named for any other area);
    * `value`, `lower` and `upper`, in the measure's unit;
    * `count` and `population` are published ones; `count_estimated` and `population_estimated` are worked out from a
      printed rate and the children of the area; `smallest_cohort` is the fewest children whose percentage is printed;
    * `period_start`, `period_end`, `note` (marks in brackets, then words) and `source`;
    * of a baseline `difference` (in the unit), `ratio` with `ratio_lower` and `ratio_upper`, `p_value`, `verdict`
      (higher, lower, similar, cannot say), `judgement` (better, worse or blank) and `children`, the gap in children.
      Where the team is part of a baseline and both have counts, ratio, p value and verdict are against the rest of
      it, and the `note` says so;
    * of the team `newer` with `newer_start`, `newer_end` and `newer_source`, its newest figure where that is newer
      than the one that can be compared, and `without`, the slugs of baselines that have none.

    A team without a figure keeps its row, without a value. Raises AskedWrongly for an unknown name.

    >>> import yotlib as yot
    >>> table = yot.compare(yot.load(), "Bradford", "first_time_entrants", period="2018", baselines="region, england")
    >>> table[["name", "value", "verdict"]].round(1).values.tolist()
    [['Bradford', 352.0, ''], ['Yorkshire and the Humber', 245.0, 'higher'], ['England', 243.6, 'higher']]

    Sources: Breslow and Day (1987); Wilson (1927); Miettinen and Nurminen (1985).
    """
    area, baselines = areas.find(team), as_asked(baselines)
    definition, age, ethnicity = find_series(figures, measure, age=age, ethnicity=ethnicity)
    measure = definition.key
    everything = with_release(figures)
    roles = roles_of(area, [_whole(asked) for asked in baselines])
    compared = [area, *roles]
    # Releases are ranked by the team's own baselines, so that what is asked for does not move the team's own figure.
    among = [*compared, *areas.lineage(area), *(team for group in groups_among(roles) for team in group.members)]
    held = choose(everything, measure, age=age, ethnicity=ethnicity, as_of=as_of, release=release, among=among)
    rows = with_groups(held, roles, definition, everything, area)
    if counted:
        rows = only_counted(rows, compared)
    chosen = choose_period(rows, area, list(roles), period)
    if chosen.empty:
        chosen = pd.DataFrame([_row_without_figure(area, measure, age, ethnicity)])
    table = estimates.hide_small_cohorts(_with_counts(chosen, definition, everything, area, roles), definition)
    rests = [asked for asked in baselines if asked.startswith(REST_OF)]
    whole_areas = roles_of(area, [asked for asked in baselines if asked not in rests])
    asked_for = _add_rests(with_names(table, roles), list(whole_areas), rests, definition)
    limited = with_limits(asked_for, definition, confidence)
    judged = estimates.separate_estimates(_add_gaps(limited, definition, confidence))
    absent_ones = _asked_pairs(whole_areas, roles_of(area, [_whole(asked) for asked in rests]))
    by_name = baselines != OWN_BASELINES
    named = absent.with_absent(judged, rows, absent_ones, as_rows=by_name)
    eligible = rows_ending_by(rows, area, period)
    return at_level(absent.with_newer(named, eligible[eligible["area"] == area])[COLUMNS], confidence)


def roles_of(area: areas.Area, baselines: Baselines) -> dict[areas.Area, str]:
    """Return the baselines, each with its role for `area`, in the order asked for.

    That is "region", "nation" or "england-and-wales" for the area's own, "group" for a group that it belongs to, and
    "named" for any other.
    """
    own_baselines = areas.baselines(area)
    roles: dict[areas.Area, str] = {}
    for asked in as_asked(baselines):
        if asked in OWN_BASELINES and asked not in own_baselines:
            continue
        baseline = own_baselines.get(asked) or area_groups.find(asked)
        own_role = next((name for name, own in own_baselines.items() if own == baseline), "named")
        role = verdicts.GROUP if isinstance(baseline, Group) and area in baseline.members else own_role
        if baseline != area:
            roles.setdefault(baseline, role)
    return roles


def _whole(asked: str) -> str:
    """Return a baseline without the words "rest-of-", which a group does not need: it is tested without the team."""
    if not asked.startswith(REST_OF):
        return asked
    whole = asked.removeprefix(REST_OF)
    if whole not in OWN_BASELINES and isinstance(area_groups.find(whole), Group):
        raise AskedWrongly(f"A group is tested without the team as it is; ask for {whole!r}, not {asked!r}.")
    return whole


def _with_counts(
    chosen: pd.DataFrame, measure: Measure, figures: pd.DataFrame, area: str, roles: Mapping[areas.Area, str]
) -> pd.DataFrame:
    """Fill in the counts of the team and of the teams named beside it, as far as they can be estimated."""
    named = [other for other, role in roles.items() if role == "named" and other.kind == areas.TEAM]
    return estimates.fill_in_counts(chosen, measure, figures, area, *named)


def _asked_pairs(whole_areas: Mapping[areas.Area, str], rests: Mapping[areas.Area, str]) -> absent.Asked:
    """Return the role and area of every baseline asked for, and of every one asked for without the team."""
    whole = [(role, area) for area, role in whole_areas.items()]
    return [*whole, *((REST_OF + role, area) for area, role in rests.items())]


def with_limits(table: pd.DataFrame, measure: Measure, confidence: float = CONFIDENCE) -> pd.DataFrame:
    """Add `lower` and `upper`, in the measure's unit, where count and population are known, and `half_digit`."""
    limits = {"rate": intervals.rate, "proportion": intervals.proportion}.get(measure.kind)
    if limits is None:
        return table.assign(lower=float("nan"), upper=float("nan"), half_digit=0.0)
    interval = limits(table["count"], table["population"], per=measure.per, confidence=confidence)
    has_value = table["value"].notna()
    half_digit = half_a_digit(table, measure).mask(table["note"].str.contains(FROM_PARTS, regex=False), 0.0)
    lower, upper = (interval[side].where(has_value) for side in ("lower", "upper"))
    return table.assign(lower=lower, upper=upper, half_digit=half_digit)


def with_names(table: pd.DataFrame, roles: Mapping[Any, str]) -> pd.DataFrame:
    """Add each area's printed `name` and its `role`, which is "team" for an area that `roles` does not have."""
    known_areas = areas.all_areas() | {str(group): group for group in groups_among(roles)}
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


def _row_without_figure(area: str, measure: str, age: str, ethnicity: str) -> dict[str, Any]:
    identity = {"area": str(area), "measure": measure, "age": age, "ethnicity": ethnicity}
    numbers = dict.fromkeys(["value", "count", "population"], float("nan"))
    dates = dict.fromkeys([*PERIOD, "released"], pd.NaT)
    return {**identity, **numbers, **dates, "note": "[x] no figure published here", "source": ""}


def _add_gaps(table: pd.DataFrame, measure: Measure, confidence: float) -> pd.DataFrame:
    team_row = table.iloc[0]
    blank = {name: float("nan") for name in verdicts.COLUMNS} | {"verdict": "", "judgement": ""}
    gaps = [blank] + [
        verdicts.gap(team_row, row, measure, confidence=confidence) for _, row in table.iloc[1:].iterrows()
    ]
    notes = [team_row["note"]] + [_note_tested_against(team_row, row, measure) for _, row in table.iloc[1:].iterrows()]
    return table.assign(**pd.DataFrame(gaps, index=table.index), note=notes)


def _note_tested_against(team: pd.Series, base: pd.Series, measure: Measure) -> str:
    without = without_team(base, team, measure) if base["role"] in verdicts.PART_OF else None
    return str(base["note"]) if without is None else with_words(base["note"], f"tested against {without['note']}")
