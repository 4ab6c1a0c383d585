"""Print teams, the figures of a team and a rated inspection sheet, as tables and sentences."""

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
from yotlib.reference.words import counted


def print_teams(rows: list[dict[str, Any]]) -> None:
    """Print one line a team: slug, name, region, measures."""
    out = console.standard_output()
    shown = pd.DataFrame(
        {
            "Team": [row["team"] for row in rows],
            "Name": [row["name"] for row in rows],
            "Region": [row["region"] for row in rows],
            "Measures": [", ".join(row["measures"]) for row in rows],
        }
    )
    out.print(console.draw_table(shown))
    out.print(f"{counted(len(rows), 'team')}.")


def print_team(figures: pd.DataFrame, area: Area, as_of: str = "") -> None:
    """Print the page of contextual facts, edition by edition, and the ethnic groups, each with its sentences."""
    out = console.standard_output()
    region = areas.lineage(area)[0].name
    out.print(f"{area.name} ({area}), {region}", style="bold", highlight=False)
    _print_sentences(out, findings.summary(area, figures=figures, as_of=as_of))
    for heading, facts in contextual_facts.editions(figures, area, as_of=as_of).items():
        _print_table(out, tables.page(facts, heading=heading))
        _print_sentences(out, findings.headlines(facts))
        _print_sentences(out, findings.nothing_published(area, contextual_facts.missing(facts)))
    bases: list[str | None] = [*ethnicity.bases(figures, area, as_of=as_of)]
    for source in bases or [None]:
        groups = ethnicity.groups(figures, area, as_of=as_of, population=source)
        _print_table(out, tables.groups(groups))
        sentences = [findings.representation_headline(groups, team=area), *findings.pooled_groups(groups)]
        _print_sentences(out, dict.fromkeys(map(str, sentences)))


def print_sheet(sheet: Sheet) -> None:
    """Print a rated inspection sheet: the rating, what decided it, how firm it is, what would have changed it."""
    out, rated, first = console.standard_output(), sheet.rated, sheet.standards.iloc[0]
    name = str(first["name"])[0].upper() + str(first["name"])[1:]
    _print_sentences(out, [scored_headline(name, rated.overall, rated.total, first["published"], rated.rules)])
    _print_sentences(
        out, [f"Rated by {rated.rules.name}.", *(f"Not counted: {key}, {one}." for key, one in rated.unscored.items())]
    )
    moves, chances = inspection.moves(sheet.standards), inspection.chances(sheet.standards, sheet.questions)
    together = inspection.chances(sheet.standards, sheet.questions, together=1)
    for table in (tables.standards(sheet.standards), tables.key_questions(sheet.questions), tables.chances(chances)):
        _print_table(out, table)
    out.print()
    _print_sentences(out, findings.lowest_questions(sheet.standards))
    _print_sentences(out, findings.firmness(chances, together))
    _print_sentences(out, findings.tipping(moves, sheet.standards))
    _print_sentences(out, findings.recheck(sheet.standards, inspection.ratings().iloc[:0]))
    _print_sentences(out, [findings.not_whole(sheet.questions)])


def _print_table(out: Console, table: tables.Table) -> None:
    if not table.shown.empty:
        out.print()
        out.print(table.caption, style="bold", highlight=False, markup=False)
        out.print(console.draw_table(table.shown))


def _print_sentences(out: Console, sentences: Any) -> None:
    for sentence in sentences:
        out.print(f"- {sentence}", highlight=False, markup=False)
