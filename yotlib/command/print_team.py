"""Tables and sentences for a terminal; plain lines where there is none."""

from typing import Any

import pandas as pd
from rich.console import Console

from yotlib import findings, tables
from yotlib.analysis import contextual_facts, ethnicity, inspection
from yotlib.analysis.inspection.sheet import Sheet
from yotlib.command import console
from yotlib.findings.inspection.ratings import scored_headline
from yotlib.reference import areas
from yotlib.reference.areas import Area


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
    _say(out, [findings.rating_headline(inspection.overall(area, as_of=as_of), team=area)])
    _say(out, findings.summary(area, figures=figures, as_of=as_of))
    for heading, facts in contextual_facts.editions(figures, area, as_of=as_of).items():
        _print(out, tables.page(facts, heading=heading))
        _say(out, findings.headlines(facts))
        _say(out, findings.nothing_published(area, contextual_facts.missing(facts)))
    bases: list[str | None] = [*ethnicity.bases(figures, area, as_of=as_of)]
    for source in bases or [None]:
        groups = ethnicity.groups(figures, area, as_of=as_of, population=source)
        _print(out, tables.groups(groups))
        _say(out, [findings.representation_headline(groups, team=area), *findings.pooled_groups(groups)])


def print_sheet(sheet: Sheet) -> None:
    """A filled-in inspection sheet: the rating, what decided it, how firm it is, what would have moved it."""
    out, rated, first = console.standard(), sheet.rated, sheet.standards.iloc[0]
    name = str(first["name"])[0].upper() + str(first["name"])[1:]
    _say(out, [scored_headline(name, rated.overall, rated.total, first["published"], rated.rules)])
    _say(
        out,
        [f"Rated by {rated.rules.name}.", *(f"Not counted: {key}, {one}." for key, one in rated.unscored.items())],
    )
    moves, chances = inspection.moves(sheet.standards), inspection.chances(sheet.standards, sheet.questions)
    together = inspection.chances(sheet.standards, sheet.questions, together=1)
    for table in (tables.standards(sheet.standards), tables.key_questions(sheet.questions), tables.chances(chances)):
        _print(out, table)
    out.print()
    _say(out, findings.lowest_questions(sheet.standards))
    _say(out, findings.firmness(chances, together))
    _say(out, findings.tipping(moves, sheet.standards))
    _say(out, findings.recheck(sheet.standards, inspection.ratings().iloc[:0]))
    _say(out, [findings.not_whole(sheet.questions)])


def _print(out: Console, table: tables.Table) -> None:
    if not table.shown.empty:
        out.print()
        out.print(table.caption, style="bold", highlight=False, markup=False)
        out.print(console.table(table.shown))


def _say(out: Console, sentences: Any) -> None:
    for sentence in sentences:
        out.print(f"- {sentence}", highlight=False, markup=False)
