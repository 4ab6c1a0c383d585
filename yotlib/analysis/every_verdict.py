"""Judge every team against each of its baselines in one period and release: one row a team and baseline."""

from typing import Any

import pandas as pd

from yotlib.analysis import intervals, national, verdicts
from yotlib.analysis.comparison import OWN_BASELINES, PERIOD, Baselines, roles_of, with_limits, with_names
from yotlib.analysis.confidence import CONFIDENCE, at_level
from yotlib.figures import estimates
from yotlib.figures.area_groups import groups_among, with_groups
from yotlib.figures.asked import find_series
from yotlib.figures.choose import choose
from yotlib.figures.load import with_release
from yotlib.reference import areas, periods
from yotlib.reference.area_groups import Group, as_asked
from yotlib.reference.empty import how_to_fill
from yotlib.reference.measures import Measure
from yotlib.reference.notes import with_words

_OWN = [
    *("area", "name", "region", "measure", "age", "ethnicity", *PERIOD, "value", "lower", "upper", "count"),
    *("population", *estimates.OWN_COLUMNS, "note", "source"),
]
_JUDGED = [*_OWN, "baseline", "baseline_name", "role", "baseline_value", *verdicts.COLUMNS]
COLUMNS = [*(name for name in _JUDGED if name not in ("note", "source")), "p_adjusted", "stands", "note", "source"]
SIGNIFICANT = 0.05


def every_verdict(
    figures: pd.DataFrame,
    measure: str,
    *,
    period: str = periods.LATEST,
    age: str = "10-17",
    as_of: str | pd.Timestamp | None = None,
    release: str = "",
    region: str = "",
    baselines: Baselines = OWN_BASELINES,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """Return the verdict on one measure of every team against each of its `baselines`, one row a team and baseline.

    Period and release are one for all: those of `national.table`, the newest, ending by the end of `period`, that 20
    teams or more have. `compare` takes the newest of each team, so that it may say more of a single one. `baselines`
    are those of `compare`; `region` keeps the teams of one region, which are tested as all are.

    Columns: of the team `area` (slug), `name`, `region` (slug), `measure`, `age`, `ethnicity`, `period_start`,
    `period_end`, `value`, `lower`, `upper`, `count`, `population`, `count_estimated`, `population_estimated` and
    `smallest_cohort`; then `baseline` (slug), `baseline_name`, `role` and `baseline_value`; then `difference` to
    `children` as in `compare`. `p_adjusted` is p after Benjamini and Hochberg over all teams with that role of
    baseline, and `stands` whether "higher" or "lower" holds with all of them tested at once. `note` and `source` are
    the team's. A team without a figure has one row without a value, whose `note` says why. Raises AskedWrongly for an
    unknown name.

    >>> import yotlib as yot
    >>> table = yot.verdicts(yot.load(), "first_time_entrants", period="2018", baselines="nation")
    >>> table.query("area == 'bradford'")[["value", "baseline_value", "verdict"]].round(1).values.tolist()
    [[352.0, 243.6, 'higher']]
    """
    definition, age, _ = find_series(figures, measure, age=age)
    measure, everything = definition.key, with_release(figures)
    asked, listed = as_asked(baselines), areas.teams(region or None)
    roles = {team: roles_of(team, asked) for team in areas.teams()}
    held = national.choose_release(choose(everything, measure, age=age, as_of=as_of, release=release), period)
    groups = groups_among(dict.fromkeys(base for of_team in roles.values() for base in of_team))
    rows = with_groups(held, groups, definition, everything, "")
    known = _rows_with_limits(rows, groups, definition, everything, confidence) if len(rows) else {}
    judged = [
        _judge(known[team], known[base], role, definition, confidence)
        for team in roles
        for base, role in roles[team].items()
        if team in known and base in known
    ]
    tested = _adjust(pd.DataFrame(judged, columns=_JUDGED))
    alone = [_row_alone(team, known.get(team), measure, age) for team in listed if team not in set(tested["area"])]
    both = pd.concat([table for table in (tested, pd.DataFrame(alone)) if len(table)], ignore_index=True)
    place = both["area"].map({str(team): number for number, team in enumerate(listed)})
    kept = both.assign(place=place).dropna(subset=["place"])
    return at_level(kept.sort_values("place", kind="stable", ignore_index=True).reindex(columns=COLUMNS), confidence)


def _rows_with_limits(
    rows: pd.DataFrame, groups: list[Group], measure: Measure, figures: pd.DataFrame, confidence: float
) -> dict[str, pd.Series]:
    """Return the row of every area, with counts, limits and name."""
    teams = [str(team) for team in areas.teams()]
    full = estimates.hide_small_cohorts(estimates.fill_in_counts(rows, measure, figures, *teams), measure)
    limited = with_limits(with_names(full, dict.fromkeys(groups, "named")), measure, confidence)
    return {str(row["area"]): row for _, row in limited.iterrows()}


def _judge(team: pd.Series, base: pd.Series, role: str, measure: Measure, confidence: float) -> dict[str, Any]:
    compared = pd.Series(base.to_dict() | {"role": role})
    gap = verdicts.gap(team, compared, measure, confidence=confidence)
    beside = {"baseline": base["area"], "baseline_name": base["name"], "role": role, "baseline_value": base["value"]}
    return _describe(team) | beside | gap


def _describe(team: pd.Series) -> dict[str, Any]:
    """Return a team's own columns, its estimates apart from what is published."""
    apart = estimates.separate_estimates(team.to_frame().T.infer_objects()).iloc[0]
    region = str(areas.lineage(team["area"])[0])
    return {name: region if name == "region" else apart[name] for name in _OWN}


def _adjust(judged: pd.DataFrame) -> pd.DataFrame:
    """Add p values that allow for all teams being tested at once, each role of baseline by itself."""
    adjust = intervals.benjamini_hochberg
    adjusted = judged.groupby("role")["p_value"].transform(lambda p_values: adjust(p_values.astype(float)))
    beyond = judged["verdict"].isin([verdicts.HIGHER, verdicts.LOWER])
    return judged.assign(p_adjusted=adjusted, stands=beyond & (adjusted < SIGNIFICANT))


def _row_alone(team: areas.Area, row: pd.Series | None, measure: str, age: str) -> dict[str, Any]:
    """Return the row of a team that is compared with nothing: its figure, or why there is none."""
    blank = {"baseline": "", "baseline_name": "", "role": "", "verdict": "", "judgement": "", "stands": False}
    if row is not None:
        note = with_words(row["note"], "none of the baselines has a figure of this period and release")
        return _describe(row) | blank | {"note": note}
    note = f"[x] no figure of this period and release; {how_to_fill(team)}"
    who = {"area": str(team), "name": team.name, "region": str(areas.lineage(team)[0])}
    return who | blank | {"measure": measure, "age": age, "ethnicity": "all", "note": note, "source": ""}
