"""Limit the memory of a process and of the kernels it starts."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

LIMIT = "YOTLIB_MEMORY"
_MEGABYTE = 1024 * 1024


@contextmanager
def limit_memory(megabytes: int) -> Iterator[None]:
    """Limit this process, and each kernel started inside the block, to this number of megabytes.

    A process that needs more gets a MemoryError, as on a machine that has no more. Does nothing on a system without
    such a limit (Windows).
    """
    before = os.environ.get(LIMIT)
    os.environ[LIMIT] = str(megabytes)
    apply_limit()
    try:
        yield
    finally:
        if before is None:
            del os.environ[LIMIT]
        else:
            os.environ[LIMIT] = before


def apply_limit() -> None:
    """Apply the limit in the environment, if there is one; a forked process calls this for itself."""
    megabytes = os.environ.get(LIMIT)
    if not megabytes:
        return
    try:
        import resource
    except ImportError:
        return
    _, hard_limit = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = int(megabytes) * _MEGABYTE
    limit = wanted if hard_limit == resource.RLIM_INFINITY else min(wanted, hard_limit)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, hard_limit))
