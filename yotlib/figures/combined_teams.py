"""A team of several authorities that a release has no figure of: its authorities' figures put together."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from yotlib.figures.populations import with_nearest_children
from yotlib.reference import areas, measures
from yotlib.reference.words import in_words

MEASURES = ("first_time_entrants", "cautioned_or_sentenced_rate")
ALONE, ADDED_UP, ESTIMATED, NOT_AT_ALL = "alone", "added up", "estimated", "not at all"
FROM_RATES = "the printed rate of each times its children"
WHOLE = "then the whole of the team"
SMALL_PART = 0.01
RELEASE = ["source", "released", "published", "period_start", "period_end"]
TEAM = [*RELEASE, "team"]
FACTS = ["value", "count", "population"]


def worked_out(figures: pd.DataFrame, measure: str, *, age: str, ethnicity: str) -> pd.DataFrame:
    """Rates of teams whose authorities each have one in a release and period, with the columns of `figures`.

    Where every authority has a count and a population they are added up, which is exact. Else each
    printed rate times the children of its authority (dated within three years of the middle of the
    period, the nearest) gives a count; both are summed, never a mean of rates, and the note says [e]
    and whose they are. A council that was the whole of its team stands for it.

    A team of which a part has no figure has none, unless under 1% of its children lived in that
    part; then the note names it. Nor has one of which an authority began or ended within the period.
    """
    rows = _of_authorities(figures, measure) if (measure, age, ethnicity) in _MADE else figures.iloc[:0]
    if rows.empty:
        return figures.iloc[:0]
    teams = _teams(with_nearest_children(_parts(rows), figures), measures.get(measure).per)
    told = teams.assign(note=[_note(team) for team in teams.itertuples()])
    made = told.assign(measure=measure, age=age, ethnicity=ethnicity).rename(columns={"team": "area"})
    return made.reindex(columns=figures.columns).reset_index(drop=True)


def with_parts(teams: Iterable[str]) -> set[str]:
    """The areas, and the authorities that are or were part of them."""
    asked = {str(team) for team in teams}
    authorities = [area for area in areas.every().values() if area.kind == areas.AUTHORITY]
    return asked | {str(area) for area in authorities if area.within in asked}


def is_from_rates(row: pd.Series) -> bool:
    """Whether a row's value was estimated here from the rates of a team's authorities."""
    return FROM_RATES in row["note"]


_MADE = {(measure, "10-17", "all") for measure in MEASURES}


def _of_authorities(figures: pd.DataFrame, measure: str) -> pd.DataFrame:
    """The figures of authorities that are part of a team, one row an authority, release and period."""
    wanted = (figures["measure"] == measure) & (figures["age"] == "10-17") & (figures["ethnicity"] == "all")
    rows = figures[wanted & figures["area"].isin(_members()["area"])]
    return rows[rows["value"].notna()].dropna(subset=["period_end"])


def _members() -> pd.DataFrame:
    """Every authority that is or was part of a team: `area`, `team`, and the days it began and ended."""
    known = areas.every()
    parts = [area for area in known.values() if area.kind == areas.AUTHORITY and known[area.within].kind == areas.TEAM]
    rows = [(str(area), area.within, area.since, area.until) for area in parts]
    table = pd.DataFrame(rows, columns=["area", "team", "since", "until"])
    return table.assign(since=pd.to_datetime(table["since"]), until=pd.to_datetime(table["until"]))


def _parts(rows: pd.DataFrame) -> pd.DataFrame:
    """Every authority of each team with a figure, of each release and period, with that figure or a gap."""
    every = rows[RELEASE].drop_duplicates().merge(_members(), how="cross")
    outside = (every["until"] < every["period_start"]) | (every["since"] > every["period_end"])
    within = (every["until"] < every["period_end"]) | (every["since"] > every["period_start"])
    lived = every.assign(within=within)[~outside]
    broken = lived.groupby(TEAM)["within"].transform("any")
    parts = lived[~broken].merge(rows[[*RELEASE, "area", *FACTS]], on=[*RELEASE, "area"], how="left")
    return parts[parts.groupby(TEAM)["value"].transform("count") > 0]


def _teams(parts: pd.DataFrame, per: int) -> pd.DataFrame:
    """One row a team, release and period that can be put together, its `how` and what its note has to say."""
    grouped = _to_add_up(parts, per).groupby(TEAM, sort=True)
    sums = grouped[["counted", "residents", "about", "children", "left_out"]].sum(min_count=1)
    every = grouped[["is_counted", "is_near", "is_sized"]].all()
    names = grouped[["name", "lost", "day"]].agg(_said)
    alone = grouped["value"].first().where(grouped.size() == 1)
    share = sums["left_out"].fillna(0) / (sums["children"] + sums["left_out"].fillna(0))
    small = (names["lost"].str.len() == 0) | (every["is_sized"] & (share < SMALL_PART))
    how = pd.Series(ESTIMATED, index=sums.index).where(every["is_near"], NOT_AT_ALL)
    how = how.where(~every["is_counted"], ADDED_UP).where(alone.isna(), ALONE).where(small, NOT_AT_ALL)
    return _valued(pd.concat([sums, names], axis=1).assign(alone=alone, share=share, how=how), per)


def _said(texts: pd.Series) -> list[str]:
    return [text for text in dict.fromkeys(texts) if text]


def _to_add_up(parts: pd.DataFrame, per: int) -> pd.DataFrame:
    """The parts with the numbers that are summed over a team: of those with a figure, and children of those without."""
    has, numbers = parts["value"].notna(), parts[["count", "population"]]
    names = parts["area"].map({slug: area.name for slug, area in areas.every().items()})
    return parts.assign(
        counted=parts["count"].where(has),
        residents=parts["population"].where(has),
        about=parts["value"] * parts["children"] / per,
        left_out=parts["children"].where(~has),
        children=parts["children"].where(has),
        is_counted=~has | numbers.notna().all(axis=1),
        is_near=~has | parts["is_near"],
        is_sized=parts["children"].notna(),
        name=names.where(has, ""),
        lost=names.where(~has, ""),
        day=parts["day"].where(has, ""),
    ).sort_values([*TEAM, "name", "lost"])


def _valued(teams: pd.DataFrame, per: int) -> pd.DataFrame:
    made = teams[teams["how"] != NOT_AT_ALL].reset_index()
    printed = made["how"] != ESTIMATED
    count, population = (
        made["counted"].where(printed, made["about"]),
        made["residents"].where(printed, made["children"]),
    )
    value = made["alone"].fillna(per * count / population.where(population > 0))
    return made.assign(value=value, count=count, population=population).dropna(subset=["value"])


def _note(team: Any) -> str:
    """How a figure was put together, after [e] where it is an estimate."""
    if team.how == ALONE:
        return f"of {in_words(team.name)}, {WHOLE}"
    left_out = _without(team.lost, team.share) if team.lost else ""
    if team.how == ADDED_UP:
        return f"counts of {in_words(team.name)} added up{left_out}"
    about = f"[e] about {team.count:,.0f} children among {team.population:,.0f} aged 10-17 in {in_words(team.name)}"
    return f"{about}: {FROM_RATES} on {in_words(team.day)}, added up{left_out}"


def _without(lost: list[str], share: float) -> str:
    return f"; without {in_words(lost)}, where {100 * share:.1f}% of the children live and no figure is printed"
