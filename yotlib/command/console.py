"""Print lines and tables and show progress: with a bar on a terminal, in plain lines elsewhere."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import pandas as pd
from rich import box
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

WIDE = 160
MOST_LINES = 200
Step = Callable[[int, int, str], None]


def standard_output() -> Console:
    """Return standard output, wide where it is no terminal."""
    console = Console()
    return console if console.is_terminal else Console(width=WIDE)


def draw_table(shown: pd.DataFrame) -> Table:
    """Draw a table, every cell as it is."""
    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in shown:
        drawn.add_column(Text(str(name)), overflow="fold")
    for row in shown.itertuples(index=False):
        drawn.add_row(*(Text(str(cell)) for cell in row))
    return drawn


def print_lines(lines: Iterable[str]) -> None:
    """Print lines of text as they are."""
    out = standard_output()
    for line in lines:
        out.print(line, highlight=False, markup=False, soft_wrap=True)


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
