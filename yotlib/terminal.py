"""Tables, sentences and progress for a terminal; plain lines where there is none."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pandas as pd
from rich import box
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from yotlib import areas, context, ethnicity, findings, tables
from yotlib.areas import Area
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


@contextmanager
def downloads() -> Iterator[Callable[[str], "Download"]]:
    """A function of a file's name that gives what its fetching tells its bytes to: a bar on a terminal, else lines."""
    console = Console(stderr=True)
    columns = (TextColumn("Fetching {task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        yield lambda name: Download(name, bar, console)


class Download:
    """The progress of one file, as pooch wants it: `total` and the bytes of each `update`, from nought at `reset`."""

    total = 0

    def __init__(self, name: str, bar: Progress, console: Console) -> None:
        self.bar, self.task = bar, bar.add_task(name, total=None)
        if not console.is_terminal:
            console.print(f"Fetching {name}", highlight=False, soft_wrap=True)

    def update(self, size: int) -> None:
        """So many bytes more have come."""
        self.bar.update(self.task, advance=size, total=self.total or None)

    def reset(self) -> None:
        """Count from nought again."""
        self.bar.reset(self.task, total=self.total or None)

    def close(self) -> None:
        """The file is whole."""
        self.bar.remove_task(self.task)


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
        drawn.add_column(str(name), overflow="fold")
    for row in shown.itertuples(index=False):
        drawn.add_row(*(Text(str(cell)) for cell in row))
    return drawn
