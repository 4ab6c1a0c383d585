"""A batch as it is told: a bar on a terminal, plain lines elsewhere, or lines of JSON; and what came of it."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from yotlib.packs import build
from yotlib.packs.batch.index import NAME as INDEX
from yotlib.packs.batch.job import BUILT, FAILED, UP_TO_DATE, Result
from yotlib.packs.fingerprint import SHARED
from yotlib.packs.record import NAME as RECORD
from yotlib.reference.errors import PackFailed
from yotlib.reference.words import counted

Tell = Callable[[Result], None]
MOST_NAMED = 20


def engine(asked: str, reason: str, *, quiet: bool) -> str:
    """The engine there is, and a word on it where it is not the one that was asked for."""
    if asked == build.KERNEL or not reason:
        return asked
    if not quiet:
        click.echo(f"Kernels are started anew for every notebook: {reason}", err=True)
    return build.KERNEL


@contextmanager
def telling(packs: int, workers: int, *, as_json: bool) -> Iterator[Tell]:
    """A function that tells of a pack as it ends."""
    if as_json:
        yield lambda result: click.echo(_json({"event": "pack", "pack": result.name} | result.recorded()))
        return
    count = _Count(packs, workers)
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda result: _line(console, count.after(result), result)
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

        def tell(result: Result) -> None:
            bar.update(task, advance=1, failed=count.after(result).failed)
            if result.failure:
                bar.console.print(_failed(result), highlight=False, markup=False)

        yield tell


class _Count:
    """How many packs are done and failed, and how long the others may take."""

    def __init__(self, packs: int, workers: int) -> None:
        self.packs, self.workers, self.started = packs, workers, monotonic()
        self.done = self.failed = self.built = 0

    def after(self, result: Result) -> "_Count":
        self.done += 1
        self.failed += result.status == FAILED
        self.built += result.status != UP_TO_DATE
        return self

    def left(self) -> str:
        """How long it may take yet, as words; blank at the beginning and at the end."""
        if not self.built or self.done == self.packs:
            return ""
        each = (monotonic() - self.started) / self.built
        return f", about {_long(each * (self.packs - self.done))} left"


def _line(console: Console, count: _Count, result: Result) -> None:
    if result.status == UP_TO_DATE:
        return
    took = f"built in {result.seconds:.1f} s" if result.status == BUILT else _failed(result)
    failed = f", {count.failed} failed" if count.failed else ""
    said = took if result.failure else f"{result.name} {took}"
    console.print(
        f"{count.done}/{count.packs} {said}{failed}{count.left()}", highlight=False, markup=False, soft_wrap=True
    )


def _failed(result: Result) -> str:
    assert result.failure is not None
    return f"{result.name} failed: {result.failure.said()}"


def planned(plan: Mapping[str, str], *, as_json: bool) -> None:
    """Say what a batch would build and why."""
    if as_json:
        for name, why in plan.items():
            click.echo(_json({"event": "plan", "pack": name, "status": UP_TO_DATE if not why else "due", "why": why}))
        return
    due = [name for name, why in plan.items() if why]
    click.echo(f"{counted(len(due), 'pack')} would be built; {len(plan) - len(due)} up to date. Nothing was started.")
    for line in _reasons(plan):
        click.echo(line)


def ended(results: Sequence[Result], command: str, out: Path, *, as_json: bool) -> None:
    """Say what came of a batch; where some packs failed, PackFailed says which and how to try them again.

    `command` is the batch's own, but for which teams it was for.
    """
    failed = [result for result in results if result.status == FAILED]
    if as_json:
        counts = {status: sum(result.status == status for result in results) for status in (BUILT, UP_TO_DATE, FAILED)}
        click.echo(_json({"event": "end", "packs": len(results)} | counts))
    else:
        click.echo(f"{_summary(results)} {out / INDEX} lists every pack, {out / RECORD} how each was made.")
        for line in _reasons({result.name: result.why for result in results if result.status != FAILED}):
            click.echo(line)
    if failed:
        again = f"To try them again: {command} --only {','.join(result.name for result in failed)}"
        lines = [f"{counted(len(failed), 'pack')} failed:", *(f"  {_failed(result)}" for result in failed), again]
        raise PackFailed("\n".join(lines))


def _summary(results: Sequence[Result]) -> str:
    told = [
        f"{count} {status}"
        for status in (BUILT, UP_TO_DATE, FAILED)
        if (count := sum(result.status == status for result in results))
    ]
    return f"{counted(len(results), 'pack')}: {', '.join(told)}."


def _reasons(plan: Mapping[str, str]) -> Iterator[str]:
    """Why packs are built, a line a reason; what stands in a picture that all packs share is said to."""
    by_reason: dict[str, list[str]] = defaultdict(list)
    for name, why in plan.items():
        if why:
            by_reason[why].append(name)
    for why, names in by_reason.items():
        shared = "; they stand in pictures that every pack draws" if SHARED in why else ""
        more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
        yield f"  {why}{shared}: {', '.join(names[:MOST_NAMED])}{more}"


def _long(seconds: float) -> str:
    whole = timedelta(seconds=round(seconds))
    return f"{whole.seconds} s" if whole < timedelta(minutes=2) else f"{round(whole.total_seconds() / 60)} min"


def _json(told: Mapping[str, Any]) -> str:
    return json.dumps({"time": datetime.now(UTC).isoformat(timespec="seconds")} | dict(told), ensure_ascii=False)
