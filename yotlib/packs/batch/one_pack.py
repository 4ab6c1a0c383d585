"""Build one pack in its own process, so that a crash affects no other pack."""

import os
import signal
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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

GRACE = 30.0  # seconds
_PAUSE = 0.2


@dataclass
class Stop:
    """A request to all running attempts to stop and delete their unfinished files."""

    requested: threading.Event = field(default_factory=threading.Event)


def attempt(job: Job, stop: Stop | None = None) -> Result:
    """Build the pack in a new process, wait for it within its limits, and return the result, also of a failure.

    With the warm engine that process is forked from one in which everything is loaded. Raises KeyboardInterrupt
    when `stop` is requested.
    """
    started = monotonic()
    receiver, sender = Pipe(duplex=False)
    try:
        with _process(job, sender) as process:
            sender.close()
            failure = _wait_for_failure(receiver, process, started + job.limits.seconds + GRACE, job, stop or Stop())
    except forkserver.NotStarted as error:
        failure = Failure(str(error))
    status = BUILT if failure is None else FAILED
    return Result(job.order.name, status, seconds=monotonic() - started, attempts=1, failure=failure)


@contextmanager
def _process(job: Job, sender: Connection) -> Iterator[BaseProcess]:
    """Start the process that builds the pack; on exit kill it and delete unfinished files."""
    start = forkserver.start_process if job.engine == build.WARM else forkserver.start_new_python
    process = start(job.order.name, _build_and_report, job, sender)
    try:
        yield process
    finally:
        if process.is_alive():
            process.kill()
        process.join()
        clean_up.remove_unfinished(job.out)


def _wait_for_failure(receiver: Connection, process: BaseProcess, until: float, job: Job, stop: Stop) -> Failure | None:
    """Wait until the process reports, ends or takes too long; return the failure, or None if the pack was built."""
    while monotonic() < until:
        if stop.requested.is_set():
            raise KeyboardInterrupt
        ready = wait([receiver, process.sentinel], timeout=_PAUSE)
        if receiver in ready:
            try:
                failure: Failure | None = receiver.recv()
            except EOFError:
                break
            return failure
        if ready:
            break
    else:
        return Failure(f"it took longer than {job.limits.seconds:.0f} seconds")
    process.join(GRACE)
    return Failure(_describe_exit(process.exitcode))


def _describe_exit(status: int | None) -> str:
    """Describe how a process ended that reported nothing."""
    if status is not None and status < 0:
        name = signal.Signals(-status).name
        memory_hint = "; the machine may be short of memory" if name == "SIGKILL" else ""
        return f"its process was stopped by {name}{memory_hint}"
    return f"its process ended with status {status} without a word"


def _build_and_report(job: Job, sender: Any) -> None:
    """Build the pack, in the new process, and send the failure, or None."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ |= job.environment
    _end_with_parent()
    failure = _build(job)
    with suppress(BrokenPipeError):  # a batch that was killed meanwhile asks no more
        sender.send(failure)


def _build(job: Job) -> Failure | None:
    """Build the pack and return the failure, if any."""
    try:
        with memory.limit_memory(job.limits.megabytes):
            build.build(
                job.order, out=job.out, engine=job.engine, cell_limit=job.limits.seconds, made_from=job.made_from
            )
    except PackFailed as error:
        return Failure.from_error(error)
    except YotError as error:
        return Failure(str(error))
    except Exception as error:
        # A bug that shows in one pack must not end the others: report it with its traceback.
        return Failure(f"{type(error).__name__}: {error}", log=traceback.format_exc())
    return None


def _end_with_parent() -> None:
    """End this process when its parent ends, since nobody would receive its result."""
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True, name="ends with its parent").start()
