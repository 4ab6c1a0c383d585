"""Bound the rate of a team of which a part has no figure, by what that part's rate could be.

It is over 200 lines because its functions say and show in full what they take and return.
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from yotlib.analysis import verdicts
from yotlib.analysis.choose_period import PERIOD, choose_period
from yotlib.analysis.comparison import OWN_BASELINES, Baselines, roles_of, with_limits, with_names
from yotlib.analysis.confidence import CONFIDENCE, at_level
from yotlib.analysis.ranking import FEWEST
from yotlib.figures import estimates
from yotlib.figures.area_groups import with_groups
from yotlib.figures.choose import choose, ending_by
from yotlib.figures.combined_teams import FROM_RATES, RELEASE, parts_of_teams
from yotlib.figures.load import with_release
from yotlib.figures.tidy import WORKED_OUT
from yotlib.reference import areas, measures, periods
from yotlib.reference.empty import empty
from yotlib.reference.errors import AskedWrongly
from yotlib.reference.measures import Measure
from yotlib.reference.words import in_words

HALF = 0.5
TEAM = ["team", "team_name", "lowest", "highest", "lower", "upper", "population"]
MISSING = ["missing", "missing_parts", "missing_share", "ceiling", "ceiling_name"]
BASELINE = ["area", "name", "role", "value", "verdict", "judgement"]
COLUMNS = ["measure", "age", "ethnicity", *TEAM, *MISSING, *BASELINE, *PERIOD, "note", "source"]


def bounded(
    figures: pd.DataFrame,
    team: str,
    measure: str,
    *,
    period: str = periods.LATEST,
    as_of: str | pd.Timestamp | None = None,
    baselines: Baselines = OWN_BASELINES,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """Return the lowest and the highest rate that a team may have had, and a verdict where it holds at both.

    For a rate of children aged 10-17 and a team of several authorities of which a part has no figure. The missing part
    is taken to be anything from 0 to the highest rate printed for any single authority in that release and period
    (`ceiling`, of `ceiling_name`), which must print at least 20. A part may lie higher than any authority that is
    printed, above all a small one: the bound rests on its not doing so. The other parts have their printed rates, each
    times its children (see `populations.with_children`).

    Returns one row a baseline of the same release. `lowest` and `highest` are the team's rates at the two ends, `lower`
    the lower limit of the first, `upper` the upper one of the second, all in the measure's unit. `missing` names
    the parts without a figure, `missing_parts` says how many they are, and `missing_share` what share of the team's
    children lives there, 0 to 1. `area`, `name`, `role` and `value` are the baseline's. `verdict` is that of
    `verdicts.gap` where it is the same at both ends, and so for every rate between; else it is "cannot say". `note`
    says how the ends were worked out. `confidence` is that of the limits, and of the verdict, which follows them.

    The period is the newest, ending by the end of `period`, that is newer than any for which the team has a whole
    figure. Without one there are no rows, nor where half or more of the children live in the missing part, an
    authority began or ended in the period, or no baseline has a figure. Only figures released by `as_of` are used.

    >>> import yotlib as yot
    >>> table = yot.bounded_teams.bounded(yot.load(), "Leicestershire", "first_time_entrants")
    >>> table[["name", "value", "verdict"]].round(1).values.tolist()
    [['East Midlands', 98.0, 'cannot say'], ['England', 138.1, 'lower']]
    >>> table[["missing", "lowest", "highest"]].round(1).head(1).values.tolist()
    [['Rutland', 70.3, 90.2]]
    """
    area, definition = areas.find(team), measures.get(measure)
    if not definition.per_resident:
        raise AskedWrongly(f"bounded needs a rate of children who live in the area; {measure} is none.")
    parts = _authorities_of(area)
    if not parts:
        return empty(COLUMNS, f"{area.name} is not put together from several authorities")
    everything, roles = with_release(figures), roles_of(area, baselines)
    held = ending_by(choose(everything, definition.key, as_of=as_of), period).dropna(subset=["value", "period_end"])
    rows = with_groups(held, roles, definition, everything, area)
    ends = _possible_ends(rows, area, parts, definition, everything)
    compared = _compared(rows, ends, area, list(roles), period)
    if len(compared) < 2:
        return empty(COLUMNS, f"no period newer than {area.name}'s newest whole figure can be bounded")
    end = ends.merge(compared.iloc[:1][["source", *PERIOD]], on=["source", *PERIOD]).iloc[0]
    table = with_names(estimates.fill_in_counts(compared, definition, everything, area), roles)
    return at_level(_judge(table, end, definition, confidence), confidence)


def _authorities_of(area: areas.Area) -> set[str]:
    """Return the local authorities that are or were part of a team."""
    known_areas = areas.all_areas().values()
    return {str(known) for known in known_areas if known.kind == areas.AUTHORITY and known.within == area}


def _compared(
    rows: pd.DataFrame, ends: pd.DataFrame, area: areas.Area, baselines: Sequence[str], period: str
) -> pd.DataFrame:
    """Return the team's row at its lowest, then its baselines' rows of the same release and period; or no row."""
    if ends.empty:
        return rows.iloc[:0]
    at_lowest = ends.assign(value=ends["lowest"], count=ends["fewest"]).reindex(columns=rows.columns)
    with_team = pd.concat([rows[rows["area"] != area], at_lowest.astype(rows.dtypes)], ignore_index=True)
    chosen = choose_period(with_team, area, baselines, period)
    is_base = (chosen["area"] != area) & (chosen["source"] == chosen.iloc[0]["source"])
    return chosen[is_base | (chosen.index == chosen.index[0])].reset_index(drop=True)


def _possible_ends(
    rows: pd.DataFrame, area: areas.Area, authorities: set[str], measure: Measure, figures: pd.DataFrame
) -> pd.DataFrame:
    """Return one row a release and period that can be bounded: both ends, the missing part, the note."""
    whole = rows.loc[rows["area"] == area, "period_end"].max()
    newer = rows[rows["area"].isin(authorities) & ~(rows["period_end"] <= whole)]
    if newer.empty:
        return newer
    parts = parts_of_teams(newer, figures)
    named = parts.assign(part=parts["area"].map({slug: known.name for slug, known in areas.all_areas().items()}))
    highest = _highest_authorities(rows)
    found = [
        _ends_of_release(dict(zip(RELEASE, key, strict=True)), group.sort_values("part"), measure, highest)
        for key, group in named.groupby(RELEASE, sort=True)
    ]
    identity: dict[str, Any] = {
        "area": str(area),
        "measure": measure.key,
        "age": "10-17",
        "ethnicity": "all",
        WORKED_OUT: True,
    }
    return pd.DataFrame([end for end in found if end]).assign(**identity)


def _highest_authorities(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the highest rate printed for a single authority, one row a release and period that prints enough."""
    known_areas = areas.all_areas()
    single = [
        str(area)
        for area in known_areas.values()
        if area.kind == areas.AUTHORITY or (area.kind == areas.TEAM and len(area.local_authorities) == 1)
    ]
    printed = rows[rows["area"].isin(single) & (~rows[WORKED_OUT] if WORKED_OUT in rows else True)]
    enough = printed[printed.groupby(RELEASE)["area"].transform("nunique") >= FEWEST]
    ordered = enough.sort_values(["value", "area"], ascending=[False, True])
    return ordered.drop_duplicates(RELEASE).set_index(RELEASE)


def _ends_of_release(
    release: dict[str, Any], parts: pd.DataFrame, measure: Measure, highest: pd.DataFrame
) -> dict[str, Any]:
    """Return both ends of one release and period; nothing where the parts cannot be sized or no end is known."""
    key, lost = tuple(release.values()), parts["value"].isna()
    children = parts["children"].sum()
    share = parts.loc[lost, "children"].sum() / children if children else 0.0
    if key not in highest.index or not parts["is_near"].all() or not 0 < share < HALF:
        return {}
    top = highest.loc[key]
    fewest = (parts["value"] * parts["children"]).sum() / measure.per
    most = fewest + top["value"] * share * children / measure.per
    ends = {"fewest": fewest, "most": most, "population": children}
    ends |= {"lowest": measure.per * fewest / children, "highest": measure.per * most / children}
    ends |= {
        "missing": in_words(list(parts.loc[lost, "part"])),
        "missing_parts": int(lost.sum()),
        "missing_share": share,
    }
    ends |= {"ceiling": top["value"], "ceiling_name": areas.all_areas()[top["area"]].name}
    return release | ends | {"note": _write_note(ends, parts[~lost], measure)}


def _write_note(ends: dict[str, Any], known: pd.DataFrame, measure: Measure) -> str:
    days, unit = in_words(list(dict.fromkeys(known["day"]))), measure.unit.removesuffix(" aged 10-17")
    return (
        f"[e] from {ends['fewest']:,.0f} to {ends['most']:,.0f} children among {ends['population']:,.0f} aged 10-17: "
        f"{FROM_RATES} on {days} in {in_words(list(known['part']))}, and from 0 to {measure.printed(ends['ceiling'])} "
        f"{unit} in {ends['missing']}, where {100 * ends['missing_share']:.1f}% of the children live and no figure is "
        f"held; that is the highest rate printed for any single authority ({ends['ceiling_name']})"
    )


def _judge(table: pd.DataFrame, end: pd.Series, measure: Measure, confidence: float) -> pd.DataFrame:
    """Return one row a baseline with both ends of the team and the verdict that holds at both."""
    at_lowest, at_highest = (
        with_limits(_with_team(table, end[value], end[count]), measure, confidence)
        for value, count in (("lowest", "fewest"), ("highest", "most"))
    )
    bases = at_lowest.iloc[1:]
    limits = {"lower": at_lowest.iloc[0]["lower"], "upper": at_highest.iloc[0]["upper"]}
    ends = at_lowest.iloc[0], at_highest.iloc[0]
    found = [_shared_verdict(*ends, base, measure, confidence) for _, base in bases.iterrows()]
    facts = {name: end[name] for name in ("lowest", "highest", "population", *MISSING, "note")}
    columns: dict[str, Any] = facts | limits | {"team": end["area"], "team_name": table.iloc[0]["name"]}
    return bases.assign(
        **columns, verdict=found, judgement=[verdicts.judgement(verdict, measure) for verdict in found]
    )[COLUMNS].reset_index(drop=True)


def _with_team(table: pd.DataFrame, value: float, count: float) -> pd.DataFrame:
    is_team = table.index == table.index[0]
    return table.assign(value=table["value"].mask(is_team, value), count=table["count"].mask(is_team, count))


def _shared_verdict(lowest: pd.Series, highest: pd.Series, base: pd.Series, measure: Measure, confidence: float) -> str:
    """Return the verdict at both ends; "cannot say" where they differ."""
    both = [verdicts.gap(end, base, measure, confidence=confidence) for end in (lowest, highest)]
    first, last = (str(gap["verdict"]) for gap in both)
    return first if first == last else verdicts.CANNOT_SAY
