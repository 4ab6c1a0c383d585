"""One pack built in a process of its own, so that whatever befalls it befalls it alone."""

import os
import signal
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import Pipe, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from time import monotonic
from typing import Any

from yotlib.packs import build
from yotlib.packs.batch import clean_up
from yotlib.packs.batch.job import BUILT, FAILED, Failure, Job, Result
from yotlib.packs.kernels import forkserver, memory
from yotlib.reference.errors import PackFailed, YotError

GRACE = 30.0
_PAUSE = 0.2


@dataclass
class Stop:
    """Said once, to every attempt under way: give up, and leave nothing behind."""

    said: threading.Event = field(default_factory=threading.Event)


def attempt(job: Job, stop: Stop | None = None) -> Result:
    """Build the pack in a fresh process and wait for it, within its limits; a failure is a result too.

    With the warm engine that process is forked from the one in which everything is loaded. Raises KeyboardInterrupt
    where `stop` was said.
    """
    started = monotonic()
    hearing, telling = Pipe(duplex=False)
    with _process(job, telling) as process:
        telling.close()
        failure = _outcome(hearing, process, started + job.limits.seconds + GRACE, job, stop or Stop())
    status = BUILT if failure is None else FAILED
    return Result(job.order.name, status, seconds=monotonic() - started, attempts=1, failure=failure)


@contextmanager
def _process(job: Job, telling: Connection) -> Iterator[BaseProcess]:
    """The process that builds the pack, started; gone afterwards, come what may, with all that it left half made."""
    start = forkserver.start if job.engine == build.WARM else forkserver.start_anew
    process = start(job.order.name, _build, job, telling)
    try:
        yield process
    finally:
        if process.is_alive():
            process.kill()
        process.join()
        clean_up.sweep(job.out)


def _outcome(hearing: Connection, process: BaseProcess, until: float, job: Job, stop: Stop) -> Failure | None:
    while monotonic() < until:
        if stop.said.is_set():
            raise KeyboardInterrupt
        ready = wait([hearing, process.sentinel], timeout=_PAUSE)
        if hearing in ready:
            try:
                told: Failure | None = hearing.recv()
            except EOFError:
                break
            return told
        if ready:
            break
    else:
        return Failure(f"it took longer than {job.limits.seconds:.0f} seconds")
    process.join(GRACE)
    return Failure(_ended(process.exitcode))


def _ended(status: int | None) -> str:
    if status is not None and status < 0:
        name = signal.Signals(-status).name
        short = "; the machine may be short of memory" if name == "SIGKILL" else ""
        return f"its process was stopped by {name}{short}"
    return f"its process ended with status {status} without a word"


def _build(job: Job, telling: Any) -> None:
    """Run in the new process: build, and tell what went wrong, if anything did."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ |= job.environment
    _end_with_parent()
    telling.send(_failure(job))


def _failure(job: Job) -> Failure | None:
    try:
        with memory.memory(job.limits.megabytes):
            build.build(
                job.order, out=job.out, engine=job.engine, cell_limit=job.limits.seconds, made_from=job.made_from
            )
    except PackFailed as error:
        return Failure.of(error)
    except YotError as error:
        return Failure(str(error))
    except Exception as error:
        # A fault of our own in one pack must not end the others: it is told whole.
        return Failure(f"{type(error).__name__}: {error}", log=traceback.format_exc())
    return None


def _end_with_parent() -> None:
    """End this process when the one that asked for it is gone: nobody would hear what it has to tell."""
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True, name="ends with its parent").start()
