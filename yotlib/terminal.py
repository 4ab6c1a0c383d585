"""Tables, sentences and progress for a terminal; plain lines where there is none."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pandas as pd
from rich import box
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from yotlib import areas, context, ethnicity, findings, inspection, tables
from yotlib.areas import Area
from yotlib.findings.ratings.rated import scored_headline
from yotlib.inspection.sheet import Sheet
from yotlib.pack import Progress as Step

WIDE = 160


def print_teams(rows: list[dict[str, Any]]) -> None:
    """One line a team: slug, name, region, measures."""
    console = _console()
    shown = pd.DataFrame(
        {
            "Team": [row["team"] for row in rows],
            "Name": [row["name"] for row in rows],
            "Region": [row["region"] for row in rows],
            "Measures": [", ".join(row["measures"]) for row in rows],
        }
    )
    console.print(_table(shown))
    console.print(f"{len(rows)} {'team' if len(rows) == 1 else 'teams'}.")


def print_team(figures: pd.DataFrame, area: Area, as_of: str = "") -> None:
    """The page of contextual facts, edition by edition, and the ethnic groups, each with its sentences."""
    console = _console()
    region = areas.lineage(area)[0].name
    console.print(f"{area.name} ({area}), {region}", style="bold", highlight=False)
    _say(console, [findings.rating_headline(inspection.overall(area, as_of=as_of), team=area)])
    _say(console, findings.summary(area, figures=figures, as_of=as_of))
    for heading, facts in context.editions(figures, area, as_of=as_of).items():
        _print(console, tables.page(facts, heading=heading))
        _say(console, findings.headlines(facts))
        _say(console, findings.nothing_published(area, context.missing(facts)))
    bases: list[str | None] = [*ethnicity.bases(figures, area, as_of=as_of)]
    for source in bases or [None]:
        groups = ethnicity.groups(figures, area, as_of=as_of, population=source)
        _print(console, tables.groups(groups))
        _say(console, [findings.representation_headline(groups, team=area), *findings.pooled_groups(groups)])


def print_sheet(sheet: Sheet) -> None:
    """A filled-in inspection sheet: the rating, what decided it, how firm it is, what would have moved it."""
    console, rated, first = _console(), sheet.rated, sheet.standards.iloc[0]
    name = str(first["name"])[0].upper() + str(first["name"])[1:]
    _say(console, [scored_headline(name, rated.overall, rated.total, first["published"], rated.rules)])
    _say(
        console,
        [f"Rated by {rated.rules.name}.", *(f"Not counted: {key}, {one}." for key, one in rated.unscored.items())],
    )
    moves, chances = inspection.moves(sheet.standards), inspection.chances(sheet.standards, sheet.questions)
    together = inspection.chances(sheet.standards, sheet.questions, together=1)
    for table in (tables.standards(sheet.standards), tables.key_questions(sheet.questions), tables.chances(chances)):
        _print(console, table)
    console.print()
    _say(console, findings.lowest_questions(sheet.standards))
    _say(console, findings.firmness(chances, together))
    _say(console, findings.tipping(moves, sheet.standards))
    _say(console, findings.recheck(sheet.standards, inspection.ratings().iloc[:0]))
    _say(console, [findings.not_whole(sheet.questions)])


@contextmanager
def progress(title: str) -> Iterator[Step]:
    """A function to call before each step: a bar on a terminal, a line a step elsewhere; both on standard error."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda done, of, name: console.print(f"{title}: {done + 1}/{of} {name}", highlight=False, soft_wrap=True)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[name]}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(title, total=None, name="")
        yield lambda done, of, name: bar.update(task, completed=done, total=of, name=name)


def _console() -> Console:
    console = Console()
    return console if console.is_terminal else Console(width=WIDE)


def _print(console: Console, table: tables.Table) -> None:
    if not table.shown.empty:
        console.print()
        console.print(table.caption, style="bold", highlight=False, markup=False)
        console.print(_table(table.shown))


def _say(console: Console, sentences: Any) -> None:
    for sentence in sentences:
        console.print(f"- {sentence}", highlight=False, markup=False)


def _table(shown: pd.DataFrame) -> Table:
    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in shown:
        drawn.add_column(Text(str(name)), overflow="fold")
    for row in shown.itertuples(index=False):
        drawn.add_row(*(Text(str(cell)) for cell in row))
    return drawn
