"""Print teams, the figures of a team and a rated inspection sheet, as tables and sentences."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from yotlib import findings, tables
from yotlib.analysis import contextual_facts, ethnicity, inspection
from yotlib.analysis.inspection.sheet import Sheet
from yotlib.command import console
from yotlib.findings.inspection.ratings import scored_headline
from yotlib.findings.releases import nothing_published
from yotlib.reference import areas
from yotlib.reference.areas import Area
from yotlib.reference.words import counted


def print_teams(rows: list[dict[str, Any]]) -> None:
    """Print one line a team: slug, name, region, measures."""
    shown = pd.DataFrame(
        {
            "Team": [row["team"] for row in rows],
            "Name": [row["name"] for row in rows],
            "Region": [row["region"] for row in rows],
            "Measures": [", ".join(row["measures"]) for row in rows],
        }
    )
    console.print_table(shown)
    console.print_lines([f"{counted(len(rows), 'team')}."])


def print_team(figures: pd.DataFrame, area: Area, as_of: str = "") -> None:
    """Print the page of contextual facts, edition by edition, and the ethnic groups, each with its sentences."""
    region = areas.lineage(area)[0].name
    said: set[str] = set()
    console.print_lines([f"{area.name} ({area}), {region}"], heading=True)
    _print_sentences(said, findings.summary(area, figures=figures, as_of=as_of))
    for heading, facts in contextual_facts.editions(figures, area, as_of=as_of).items():
        _print_table(tables.page(facts, heading=heading))
        _print_sentences(said, findings.headlines(facts))
        _print_sentences(said, nothing_published(area, contextual_facts.missing(facts)))
    bases: list[str | None] = [*ethnicity.bases(figures, area, as_of=as_of)]
    for source in bases or [None]:
        groups = ethnicity.groups(figures, area, as_of=as_of, population=source)
        _print_table(tables.groups(groups))
        sentences = [findings.representation_headline(groups, team=area), *findings.pooled_groups(groups)]
        _print_sentences(said, sentences)


def print_sheet(sheet: Sheet) -> None:
    """Print a rated inspection sheet: the rating, what decided it, how firm it is, what would have changed it."""
    rated, first, said = sheet.rated, sheet.standards.iloc[0], set[str]()
    name = str(first["name"])[0].upper() + str(first["name"])[1:]
    _print_sentences(said, [scored_headline(name, rated.overall, rated.total, first["published"], rated.rules)])
    _print_sentences(
        said, [f"Rated by {rated.rules.name}.", *(f"Not counted: {key}, {one}." for key, one in rated.unscored.items())]
    )
    moves, chances = inspection.moves(sheet.standards), inspection.chances(sheet.standards, sheet.questions)
    together = inspection.chances(sheet.standards, sheet.questions, together=1)
    for table in (tables.standards(sheet.standards), tables.key_questions(sheet.questions), tables.chances(chances)):
        _print_table(table)
    _print_sentences(said, findings.lowest_questions(sheet.standards))
    _print_sentences(said, findings.firmness(chances, together))
    _print_sentences(said, findings.tipping(moves, sheet.standards))
    _print_sentences(said, findings.recheck(sheet.standards, inspection.ratings().iloc[:0]))
    _print_sentences(said, [findings.not_whole(sheet.questions)])


def _print_table(table: tables.Table) -> None:
    if not table.shown.empty:
        console.print_lines(["", table.caption], heading=True)
        console.print_table(table.shown)


def _print_sentences(said: set[str], sentences: Iterable[Any]) -> None:
    """Print each sentence with a bullet, but none a second time; add them to those that were `said`."""
    new = [sentence for sentence in dict.fromkeys(map(str, sentences)) if sentence and sentence not in said]
    console.print_lines(f"- {sentence}" for sentence in new)
    said.update(new)
