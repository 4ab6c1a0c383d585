"""Print lines and tables and show progress: with a bar on a terminal, in plain lines elsewhere."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from yotlib.command.layout import lay_out_table, wrap_line

if TYPE_CHECKING:
    import pandas as pd

WIDE = 160
MOST_LINES = 200
Step = Callable[[int, int, str], None]


def print_table(shown: "pd.DataFrame") -> None:
    """Print a table and a blank line, no wider than the terminal, or than COLUMNS says, or than 160 columns."""
    out = Console()
    _print_as_is(out, [*lay_out_table(shown, _columns(out) or WIDE), ""])


def print_lines(lines: Iterable[str], *, heading: bool = False, error: bool = False) -> None:
    """Print lines of text on standard output or standard error, a heading in bold, without cutting a word.

    Lines are wrapped on a terminal, and elsewhere if COLUMNS is set; else each stays one line, for grep and logs, as an
    error does wherever there is no terminal.
    """
    out = Console(stderr=error)
    width = _columns(out) if out.is_terminal or not error else 0
    for line in lines:
        _print_as_is(out, wrap_line(line, width) if width else [line], style="bold" if heading else "")


def _columns(out: Console) -> int:
    """Return how many columns there are: of the terminal, else what COLUMNS says, else 0, which is no limit."""
    return out.width if out.is_terminal or os.environ.get("COLUMNS", "").isdigit() else 0


def _print_as_is(out: Console, lines: Iterable[str], *, style: str = "") -> None:
    for line in lines:
        out.print(line, style=style, highlight=False, markup=False, emoji=False, soft_wrap=True)


@contextmanager
def show_progress(title: str) -> Iterator[Step]:
    """Yield a function to call before each step: a bar on a terminal, a line a step elsewhere, on standard error."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda done, of, name: _print_step(console, title, done, of, name)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[name]}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(title, total=None, name="")
        yield lambda done, of, name: bar.update(task, completed=done, total=of, name=name)


def _print_step(console: Console, title: str, done: int, of: int, name: str) -> None:
    """Print a line a step; of many steps, a line for every tenth of them."""
    if of <= MOST_LINES or done % (of // 10) == 0:
        console.print(f"{title}: {done + 1}/{of} {name}", highlight=False, soft_wrap=True)


class Download:
    """The progress of one file's download: a bar on a terminal, a line elsewhere, on standard error.

    pooch sets `total` bytes, calls `update` with the size of each piece, and at the end `reset` and `close`.
    """

    total = 0

    def __init__(self, name: str) -> None:
        out = Console(stderr=True)
        columns = (TextColumn("Fetching {task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
        self.bar = Progress(*columns, console=out, transient=True, disable=not out.is_terminal)
        self.task = self.bar.add_task(name, total=None)
        self.bar.start()
        if not out.is_terminal:
            out.print(f"Fetching {name}", highlight=False, soft_wrap=True)

    def update(self, size: int) -> None:
        """Add the bytes that were received."""
        self.bar.update(self.task, advance=size, total=self.total or None)

    def reset(self) -> None:
        """Count from zero again."""
        self.bar.reset(self.task, total=self.total or None)

    def close(self) -> None:
        """Stop the bar."""
        self.bar.stop()
