"""Tables and sentences for a terminal; plain lines where there is none."""

from typing import Any

import pandas as pd
from rich.console import Console

from yotlib import areas, console, context, ethnicity, findings, tables
from yotlib.areas import Area


def print_teams(rows: list[dict[str, Any]]) -> None:
    """One line a team: slug, name, region, measures."""
    out = console.standard()
    shown = pd.DataFrame(
        {
            "Team": [row["team"] for row in rows],
            "Name": [row["name"] for row in rows],
            "Region": [row["region"] for row in rows],
            "Measures": [", ".join(row["measures"]) for row in rows],
        }
    )
    out.print(console.table(shown))
    out.print(f"{len(rows)} {'team' if len(rows) == 1 else 'teams'}.")


def print_team(figures: pd.DataFrame, area: Area, as_of: str = "") -> None:
    """The page of contextual facts, edition by edition, and the ethnic groups, each with its sentences."""
    out = console.standard()
    region = areas.lineage(area)[0].name
    out.print(f"{area.name} ({area}), {region}", style="bold", highlight=False)
    _say(out, findings.summary(area, figures=figures, as_of=as_of))
    for heading, facts in context.editions(figures, area, as_of=as_of).items():
        _print(out, tables.page(facts, heading=heading))
        _say(out, findings.headlines(facts))
        _say(out, findings.nothing_published(area, context.missing(facts)))
    bases: list[str | None] = [*ethnicity.bases(figures, area, as_of=as_of)]
    for source in bases or [None]:
        groups = ethnicity.groups(figures, area, as_of=as_of, population=source)
        _print(out, tables.groups(groups))
        _say(out, [findings.representation_headline(groups, team=area), *findings.pooled_groups(groups)])


def _print(out: Console, table: tables.Table) -> None:
    if not table.shown.empty:
        out.print()
        out.print(table.caption, style="bold", highlight=False, markup=False)
        out.print(console.table(table.shown))


def _say(out: Console, sentences: Any) -> None:
    for sentence in sentences:
        out.print(f"- {sentence}", highlight=False, markup=False)
