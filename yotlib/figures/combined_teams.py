"""Combines the figures of several authorities for their team, where a release has no figure for the team."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from yotlib.figures.populations import with_children
from yotlib.reference import areas, measures
from yotlib.reference.words import in_words

ALONE, ADDED_UP, ESTIMATED, NOT_AT_ALL = "alone", "added up", "estimated", "not at all"
FROM_RATES = "the printed rate of each times its children"
WHOLE = "then the whole of the team"
SMALL_PART = 0.01
RELEASE = ["source", "released", "published", "period_start", "period_end"]
TEAM = [*RELEASE, "team"]
FACTS = ["value", "count", "population"]


def combined_rates(figures: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Return rates of teams whose authorities each have one in a release and period, with the columns of `figures`.

    Where every authority has a count and a population they are added up, which is exact. Otherwise each printed
    rate times the children of its authority (see `populations.with_children`) gives a count. Counts and children are
    then summed; rates are never averaged. The note has the mark [e] and names the authorities. A council that was the
    whole of its team gives the team's figure.

    A team has no rate if one of its authorities has no figure, unless under 1% of the team's children lived there;
    then the note names that authority. Nor has it one if an authority began or ended within the period.
    """
    rows = _rows_of_authorities(figures, measure)
    if rows.empty:
        return figures.iloc[:0]
    teams = _combine(parts_of_teams(rows, figures), measures.get(measure).per)
    noted = teams.assign(note=[_write_note(team) for team in teams.itertuples()])
    combined = noted.assign(measure=measure, age="10-17", ethnicity="all").rename(columns={"team": "area"})
    return combined.reindex(columns=figures.columns).reset_index(drop=True)


def parts_of_teams(rows: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Return every authority of the teams of which a part has a figure, one row an authority, release and period.

    `rows` are figures of authorities, all of one measure, each with a value and dates; `figures` hold the children (see
    `populations.with_children`). A part without a figure has a row without a value. A team of which an authority began
    or ended within the period is left out.
    """
    measure = rows["measure"].iloc[0]
    return with_children(_parts_with_gaps(rows).assign(measure=measure), figures)


def with_authorities(teams: Iterable[str]) -> set[str]:
    """Return the areas, and the authorities that are or were part of them."""
    asked = {str(team) for team in teams}
    authorities = [area for area in areas.all_areas().values() if area.kind == areas.AUTHORITY]
    return asked | {str(area) for area in authorities if area.within in asked}


def is_from_rates(row: pd.Series) -> bool:
    """Return whether a row's value was estimated here from the rates of a team's authorities."""
    return FROM_RATES in row["note"]


def _rows_of_authorities(figures: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Return the figures of authorities that are part of a team, one row an authority, release and period."""
    wanted = (figures["measure"] == measure) & (figures["age"] == "10-17") & (figures["ethnicity"] == "all")
    rows = figures[wanted & figures["area"].isin(_list_authorities()["area"])]
    return rows[rows["value"].notna()].dropna(subset=["period_end"])


def _list_authorities() -> pd.DataFrame:
    """Return every authority that is or was part of a team: `area`, `team`, `since` and `until`."""
    known_areas = areas.all_areas()
    authorities = [area for area in known_areas.values() if area.kind == areas.AUTHORITY]
    in_teams = [area for area in authorities if known_areas[area.within].kind == areas.TEAM]
    rows = [(str(area), area.within, area.since, area.until) for area in in_teams]
    table = pd.DataFrame(rows, columns=["area", "team", "since", "until"])
    return table.assign(since=pd.to_datetime(table["since"]), until=pd.to_datetime(table["until"]))


def _parts_with_gaps(rows: pd.DataFrame) -> pd.DataFrame:
    """Return every authority of the teams that have any figure in a release and period, with its figure or a gap."""
    pairs = rows[RELEASE].drop_duplicates().merge(_list_authorities(), how="cross")
    outside = (pairs["until"] < pairs["period_start"]) | (pairs["since"] > pairs["period_end"])
    changed = (pairs["until"] < pairs["period_end"]) | (pairs["since"] > pairs["period_start"])
    existing = pairs.assign(changed=changed)[~outside]
    team_changed = existing.groupby(TEAM)["changed"].transform("any")
    parts = existing[~team_changed].merge(rows[[*RELEASE, "area", *FACTS]], on=[*RELEASE, "area"], how="left")
    return parts[parts.groupby(TEAM)["value"].transform("count") > 0]


def _combine(parts: pd.DataFrame, per: int) -> pd.DataFrame:
    """Return one row a team, release and period that can be combined, with `how` and what its note names."""
    grouped = _numbers_to_sum(parts, per).groupby(TEAM, sort=True)
    sums = grouped[["counted", "residents", "about", "children", "left_out"]].sum(min_count=1)
    all_parts = grouped[["is_counted", "is_near", "is_sized"]].all()
    names = grouped[["name", "lost", "day"]].agg(_distinct_texts)
    alone = grouped["value"].first().where(grouped.size() == 1)
    share = sums["left_out"].fillna(0) / (sums["children"] + sums["left_out"].fillna(0))
    may_leave_out = (names["lost"].str.len() == 0) | (all_parts["is_sized"] & (share < SMALL_PART))
    how = pd.Series(ESTIMATED, index=sums.index).where(all_parts["is_near"], NOT_AT_ALL)
    how = how.where(~all_parts["is_counted"], ADDED_UP).where(alone.isna(), ALONE).where(may_leave_out, NOT_AT_ALL)
    return _compute_values(pd.concat([sums, names], axis=1).assign(alone=alone, share=share, how=how), per)


def _distinct_texts(texts: pd.Series) -> list[str]:
    return [text for text in dict.fromkeys(texts) if text]


def _numbers_to_sum(parts: pd.DataFrame, per: int) -> pd.DataFrame:
    """Add the numbers to sum over a team: those of parts with a figure, and the children of parts without one."""
    has_value, numbers = parts["value"].notna(), parts[["count", "population"]]
    names = parts["area"].map({slug: area.name for slug, area in areas.all_areas().items()})
    return parts.assign(
        counted=parts["count"].where(has_value),
        residents=parts["population"].where(has_value),
        about=parts["value"] * parts["children"] / per,
        left_out=parts["children"].where(~has_value),
        children=parts["children"].where(has_value),
        is_counted=~has_value | numbers.notna().all(axis=1),
        is_near=~has_value | parts["is_near"],
        is_sized=parts["children"].notna(),
        name=names.where(has_value, ""),
        lost=names.where(~has_value, ""),
        day=parts["day"].where(has_value, ""),
    ).sort_values([*TEAM, "name", "lost"])


def _compute_values(teams: pd.DataFrame, per: int) -> pd.DataFrame:
    combined = teams[teams["how"] != NOT_AT_ALL].reset_index()
    is_printed = combined["how"] != ESTIMATED
    count = combined["counted"].where(is_printed, combined["about"])
    population = combined["residents"].where(is_printed, combined["children"])
    value = combined["alone"].fillna(per * count / population.where(population > 0))
    return combined.assign(value=value, count=count, population=population).dropna(subset=["value"])


def _write_note(team: Any) -> str:
    """Say how a figure was combined, after [e] if it is an estimate."""
    if team.how == ALONE:
        return f"of {in_words(team.name)}, {WHOLE}"
    left_out = _name_left_out(team.lost, team.share) if team.lost else ""
    if team.how == ADDED_UP:
        return f"counts of {in_words(team.name)} added up{left_out}"
    about = f"[e] about {team.count:,.0f} children among {team.population:,.0f} aged 10-17 in {in_words(team.name)}"
    return f"{about}: {FROM_RATES} on {in_words(team.day)}, added up{left_out}"


def _name_left_out(lost: list[str], share: float) -> str:
    return f"; without {in_words(lost)}, where {100 * share:.1f}% of the children live and no figure is printed"
