"""Report a batch's progress (bar, lines or JSON) and its outcome."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import click
import pandas as pd
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from yotlib.command.as_json import BATCH_UNITS, SCHEMA_VERSION
from yotlib.command.console import print_lines
from yotlib.packs import build
from yotlib.packs.batch.index import NAME as INDEX
from yotlib.packs.batch.job import BUILT, FAILED, UP_TO_DATE, Result
from yotlib.packs.collected import without_rows
from yotlib.packs.fingerprint import SHARED
from yotlib.packs.record import NAME as RECORD
from yotlib.reference.errors import PackFailed
from yotlib.reference.words import counted

Report = Callable[[Result], None]
MOST_NAMED = 20


def choose_engine(asked: str, reason: str, *, quiet: bool) -> str:
    """Return the engine to use; print why if it is not the one that was asked for."""
    if asked == build.KERNEL or not reason:
        return asked
    if not quiet:
        print_lines([f"Kernels are started anew for every notebook: {reason}"], error=True)
    return build.KERNEL


@contextmanager
def report_progress(packs: int, workers: int, *, as_json: bool) -> Iterator[Report]:
    """Yield a function that reports a pack as it ends."""
    if as_json:
        yield lambda result: click.echo(_as_json_line({"event": "pack", "pack": result.name} | result.as_record()))
        return
    count = _Count(packs, workers)
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda result: _print_line(console, count.add(result), result)
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[failed]} failed"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Building packs", total=packs, failed=0)

        def report(result: Result) -> None:
            bar.update(task, advance=1, failed=count.add(result).failed)
            if result.failure:
                bar.console.print(_describe_failure(result), highlight=False, markup=False)

        yield report


class _Count:
    """How many packs are done and failed, and how long the others may take."""

    def __init__(self, packs: int, workers: int) -> None:
        self.packs, self.workers, self.started = packs, workers, monotonic()
        self.done = self.failed = self.built = 0

    def add(self, result: Result) -> "_Count":
        """Count a pack that ended, and return the count."""
        self.done += 1
        self.failed += result.status == FAILED
        self.built += result.status != UP_TO_DATE
        return self

    def time_left(self) -> str:
        """Return in words how much longer the batch may take; blank at the beginning and at the end."""
        if not self.built or self.done == self.packs:
            return ""
        seconds_a_pack = (monotonic() - self.started) / self.built
        return f", about {_duration(seconds_a_pack * (self.packs - self.done))} left"


def _print_line(console: Console, count: _Count, result: Result) -> None:
    if result.status == UP_TO_DATE:
        return
    outcome = f"built in {result.seconds:.1f} s" if result.status == BUILT else _describe_failure(result)
    failed = f", {count.failed} failed" if count.failed else ""
    sentence = outcome if result.failure else f"{result.name} {outcome}"
    console.print(
        f"{count.done}/{count.packs} {sentence}{failed}{count.time_left()}",
        highlight=False,
        markup=False,
        soft_wrap=True,
    )


def _describe_failure(result: Result) -> str:
    assert result.failure is not None
    return f"{result.name} failed: {result.failure.describe()}"


def print_plan(plan: Mapping[str, str], *, as_json: bool) -> None:
    """Print what a batch would build and why."""
    if as_json:
        for name, why in plan.items():
            click.echo(
                _as_json_line({"event": "plan", "pack": name, "status": UP_TO_DATE if not why else "due", "why": why})
            )
        return
    due = [name for name, why in plan.items() if why]
    summary = f"{counted(len(due), 'pack')} would be built; {len(plan) - len(due)} up to date. Nothing was started."
    print_lines([summary, *_list_reasons(plan)])


def print_outcome(results: Sequence[Result], command: str, out: Path, *, as_json: bool) -> None:
    """Print the outcome of a batch; raises PackFailed, with the packs that failed and how to try them again.

    `command` is the batch's own, without the options that choose teams.
    """
    failed = [result for result in results if result.status == FAILED]
    if as_json:
        counts = {status: sum(result.status == status for result in results) for status in (BUILT, UP_TO_DATE, FAILED)}
        click.echo(_as_json_line({"event": "end", "packs": len(results)} | counts))
    else:
        summary = f"{_summarise(results)} {out / INDEX} lists every pack, {out / RECORD} how each was made."
        due = {result.name: result.why for result in results if result.status != FAILED}
        print_lines([summary, *_list_reasons(due)])
    if failed:
        again = f"To try them again: {command} --only {','.join(result.name for result in failed)}"
        lines = [
            f"{counted(len(failed), 'pack')} failed:",
            *(f"  {_describe_failure(result)}" for result in failed),
            again,
        ]
        raise PackFailed("\n".join(lines))


def print_collected(table: pd.DataFrame, path: Path, *, as_json: bool) -> None:
    """Print how many rows of how many packs were written to `path`, and of which packs there are none and why."""
    none = without_rows(table)
    found = table[~table["pack"].isin(list(none))]
    rows, packs = len(found), found["pack"].nunique()
    if as_json:
        counts = {"rows": rows, "packs": packs, "without": none}
        click.echo(_as_json_line({"event": "collected", "file": str(path)} | counts))
        return
    click.echo(f"{path} has {counted(rows, 'row')} of {counted(packs, 'pack')}.")
    for name, why in none.items():
        click.echo(f"  Nothing of {name}: {why}")


def _summarise(results: Sequence[Result]) -> str:
    parts = [
        f"{count} {status}"
        for status in (BUILT, UP_TO_DATE, FAILED)
        if (count := sum(result.status == status for result in results))
    ]
    return f"{counted(len(results), 'pack')}: {', '.join(parts)}."


def _list_reasons(plan: Mapping[str, str]) -> Iterator[str]:
    """Yield why packs are built, a line a reason; a reason shared through pictures in every pack says so."""
    by_reason: dict[str, list[str]] = defaultdict(list)
    for name, why in plan.items():
        if why:
            by_reason[why].append(name)
    for why, names in by_reason.items():
        shared = "; they stand in pictures that every pack draws" if SHARED in why else ""
        more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
        yield f"  {why}{shared}: {', '.join(names[:MOST_NAMED])}{more}"


def _duration(seconds: float) -> str:
    whole = timedelta(seconds=round(seconds))
    return f"{whole.seconds} s" if whole < timedelta(minutes=2) else f"{round(whole.total_seconds() / 60)} min"


def _as_json_line(event: Mapping[str, Any]) -> str:
    about = {"schema_version": SCHEMA_VERSION, "time": datetime.now(UTC).isoformat(timespec="seconds")}
    return json.dumps(about | dict(event) | {"units": BATCH_UNITS}, ensure_ascii=False)
