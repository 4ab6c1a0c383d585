"""Build several packs at once on this machine, and try each that failed once more."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import replace

from yotlib.packs.batch.job import BUILT, Job, Result
from yotlib.packs.batch.one_pack import Stop, attempt


def build_here(jobs: Sequence[Job], workers: int) -> Iterator[Result]:
    """Yield the result of each job as it ends; every attempt has its own process, with `workers` of them at once.

    If the caller stops reading, stop the running attempts and wait until they have cleaned up.
    """
    stop = Stop()
    with ThreadPoolExecutor(workers, thread_name_prefix="pack") as pool, _stopping_on_error(pool, stop):
        waiting: list[Future[Result]] = [pool.submit(attempt_twice, job, stop) for job in jobs]
        yield from (done.result() for done in as_completed(waiting))


def attempt_twice(job: Job, stop: Stop | None = None) -> Result:
    """Attempt the job, and if it fails, attempt it once more in a new process."""
    first = attempt(job, stop)
    if first.status == BUILT:
        return first
    second = attempt(job, stop)
    return replace(second, seconds=first.seconds + second.seconds, attempts=2)


@contextmanager
def _stopping_on_error(pool: ThreadPoolExecutor, stop: Stop) -> Iterator[None]:
    """Stop all running attempts if the block is left early, and wait for them in any case."""
    try:
        yield
    except BaseException:
        stop.requested.set()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
