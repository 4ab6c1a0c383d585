"""Describe one measure of all services for the record of their page: values, verdicts, and who is unusual."""

from typing import Any

import pandas as pd

from yotlib.analysis import funnel, national, verdicts
from yotlib.analysis.comparison import PERIOD
from yotlib.analysis.ranking import are_unreliable
from yotlib.figures.choose import same_as
from yotlib.findings.board.wording import TITLES, UNITS, title_of
from yotlib.findings.funnel import SIDES
from yotlib.findings.releases import publication
from yotlib.findings.wording import period_of, print_value, when, with_article
from yotlib.reference.areas import NATION, all_areas
from yotlib.reference.measures import Measure, get
from yotlib.reference.words import counted, in_words

FEWEST = 2
NONE_UNUSUAL = "None is unusual among services as different as these."
BEYOND = (verdicts.HIGHER, verdicts.LOWER)


def describe(figures: pd.DataFrame, measure: str, age: str, **asked: Any) -> dict[str, Any] | None:
    """Return everything the page prints of one measure; None where no two services have a figure of one release."""
    table = national.table(figures, measure, age=age, **asked)
    teams = table[(table["role"] == national.TEAM) & ~are_unreliable(table["note"])].sort_values(["value", "area"])
    if len(teams) < FEWEST:
        return None
    definition, first = get(measure), teams.iloc[0]
    unusual = _unusual(figures, first, asked)
    quarters = teams["value"].quantile([0.25, 0.75])
    return {
        "measure": measure,
        "age": age,
        "title": title_of(first) if measure in TITLES else definition.subject,
        "unit": UNITS.get(measure, definition.unit),
        "period": period_of(first),
        "when": when(first, definition),
        "baselines": _baselines(table, teams, definition),
        **(counts := _counts(teams)),
        "tag": _tag(counts),
        "says": _says(teams, counts, definition),
        "unusual": _name_unusual(teams, unusual, definition),
        "services": {
            "values": [[area, name, float(value)] for area, name, value in teams[["area", "name", "value"]].to_numpy()],
            "first_quarter": float(quarters.iloc[0]),
            "third_quarter": float(quarters.iloc[1]),
            "lowest": f"{print_value(first, definition)} {first['name']}",
            "highest": f"{print_value(teams.iloc[-1], definition)} {teams.iloc[-1]['name']}",
        },
        "each": [_each(row, unusual or {}, definition) for _, row in teams.iterrows()],
        "source": first["source"],
        "source_in_words": publication(first["source"]),
    }


def _counts(teams: pd.DataFrame) -> dict[str, Any]:
    """Count the services tested, and those of each verdict with how many stand when all are tested at once."""
    beyond = {verdict: teams[teams["verdict"] == verdict] for verdict in BEYOND}
    tested = int(teams["verdict"].isin([*BEYOND, verdicts.SIMILAR]).sum())
    sides = {
        verdict: {"services": len(rows), "stand": int(rows["stands"].astype(bool).sum())}
        for verdict, rows in beyond.items()
    }
    return {"tested": tested, **sides}


def _tag(counts: dict[str, Any]) -> str:
    """Return the verdicts in a few words."""
    higher, lower = (counts[verdict]["services"] for verdict in BEYOND)
    return f"{higher} higher, {lower} lower" if counts["tested"] else "Not known"


def _says(teams: pd.DataFrame, counts: dict[str, Any], measure: Measure) -> str:
    """Say how many services lie beyond chance and how many of those stand, and where the lowest and highest lie."""
    first, last, number = teams.iloc[0], teams.iloc[-1], counted(len(teams), "service")
    ends = [f"{print_value(row, measure)} in {row['name']}" for row in (first, last)]
    ran = f"{when(first, measure).capitalize()}, {number} ran from {ends[0]} to {ends[1]}"
    if not counts["tested"]:
        return f"{ran}; too little is published to say which differ from their nation by more than chance."
    (higher, lower), than = (counts[verdict] for verdict in BEYOND), _compared_with(teams)
    of = "" if counts["tested"] == len(teams) else f"Of the {counts['tested']} that can be tested, "
    were = "was" if higher["services"] == 1 else "were"
    beyond = (
        f"{higher['services']} {were} higher and {lower['services']} lower than {than} by more than chance explains"
    )
    return f"{ran}. {of}{beyond}{_standing(higher, lower)}."


def _standing(higher: dict[str, int], lower: dict[str, int]) -> str:
    """Say how many of those beyond chance still stand with all services tested at once; blank where none is beyond."""
    stand, beyond = higher["stand"] + lower["stand"], higher["services"] + lower["services"]
    if not beyond:
        return ""
    if stand in (0, beyond):
        return f"; with all tested at once, {'all of them still stand' if stand else 'none of them still stands'}"
    return f"; with all tested at once, {higher['stand']} and {lower['stand']} still stand"


def _compared_with(teams: pd.DataFrame) -> str:
    """Name what services are compared with, in a sentence: England, their nation, their region."""
    tested = teams[teams["verdict"].isin([*BEYOND, verdicts.SIMILAR])]
    compared_with = sorted(set(tested["baseline"]))
    if len(compared_with) == 1:
        return with_article(all_areas()[compared_with[0]].name)
    kinds = {all_areas()[area].kind for area in compared_with}
    return "their nation" if kinds == {NATION} else "their region or nation" if NATION in kinds else "their region"


def _baselines(table: pd.DataFrame, teams: pd.DataFrame, measure: Measure) -> list[dict[str, Any]]:
    """Return the nation that all services are compared with; none where they are compared with several areas."""
    compared_with = set(teams["baseline"]) - {""}
    rows = table[table["area"].isin(compared_with) & table["role"].isin([national.NATION, national.BOTH])]
    return [
        {
            "area": row["area"],
            "name": row["name"],
            "role": row["role"],
            "value": float(row["value"]),
            "printed": print_value(row, measure),
        }
        for _, row in rows.iterrows()
        if len(compared_with) == 1
    ]


def _unusual(figures: pd.DataFrame, first: pd.Series, asked: dict[str, Any]) -> dict[str, tuple[str, str]] | None:
    """Return the side and the limit of each service outside the widened limits of the same figures, by its slug.

    None where these figures have no such limits.
    """
    given = {**asked, "region": asked.get("region") or None, "release": first["source"]}
    table = funnel.funnel(figures, first["measure"], age=first["age"], **given)
    same = table[same_as(table, first, PERIOD)] if len(table) else table
    if same.empty:
        return None
    outside = same[same["side"] != ""]
    return {row["area"]: (row["side"], row["outlier"]) for _, row in outside.iterrows()}


def _name_unusual(teams: pd.DataFrame, unusual: dict[str, tuple[str, str]] | None, measure: Measure) -> str:
    """Name the services that are unusual even as services differ, the farthest first; blank where that is not known."""
    if unusual is None:
        return ""
    rows = teams[teams["area"].isin(list(unusual))]
    sides = {
        side: [
            f"{row['name']} {print_value(row, measure)}"
            for _, row in rows.iterrows()
            if unusual[row["area"]][0] == side
        ]
        for side in SIDES
    }
    sides["high"].reverse()
    named = [f"{SIDES[side]}, {in_words(names)}" for side, names in sides.items() if names]
    return f"Unusual even among services as different as these: {'; '.join(named)}." if named else NONE_UNUSUAL


def _each(row: pd.Series, unusual: dict[str, tuple[str, str]], measure: Measure) -> dict[str, Any]:
    """Return what is said of one service."""
    return {
        "area": row["area"],
        "name": row["name"],
        "region": all_areas()[row["region"]].name,
        "value": float(row["value"]),
        "printed": print_value(row, measure),
        "verdict": row["verdict"] or verdicts.CANNOT_SAY,
        "stands": bool(row["stands"]),
        "unusual": unusual.get(row["area"], ("", ""))[1],
    }
