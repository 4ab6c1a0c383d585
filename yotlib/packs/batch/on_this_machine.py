"""So many packs at once on this machine, and each that failed once more."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import replace

from yotlib.packs.batch.job import BUILT, Job, Result
from yotlib.packs.batch.one_pack import Stop, attempt


def results(jobs: Sequence[Job], workers: int) -> Iterator[Result]:
    """What becomes of each job, as it ends; every attempt has a process of its own, `workers` of them at once.

    Left early, it stops what is under way and waits until nothing of it is left.
    """
    stop = Stop()
    with ThreadPoolExecutor(workers, thread_name_prefix="pack") as pool, _stopping(pool, stop):
        waiting: list[Future[Result]] = [pool.submit(tried, job, stop) for job in jobs]
        yield from (done.result() for done in as_completed(waiting))


def tried(job: Job, stop: Stop | None = None) -> Result:
    """The job attempted, and if it fails once more in a fresh process."""
    first = attempt(job, stop)
    if first.status == BUILT:
        return first
    second = attempt(job, stop)
    return replace(second, seconds=first.seconds + second.seconds, attempts=2)


@contextmanager
def _stopping(pool: ThreadPoolExecutor, stop: Stop) -> Iterator[None]:
    try:
        yield
    except BaseException:
        stop.said.set()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
