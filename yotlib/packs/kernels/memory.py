"""How much memory a process may take, told to those it starts."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

TOLD = "YOTLIB_MEMORY"
_MEGABYTE = 1024 * 1024


@contextmanager
def memory(megabytes: int) -> Iterator[None]:
    """Let this process, and the kernels started meanwhile, take so many megabytes each and no more.

    Where they would take more they get a MemoryError, as where a machine has no more. Nothing is done where the
    system knows no such limit (Windows).
    """
    before = os.environ.get(TOLD)
    os.environ[TOLD] = str(megabytes)
    apply()
    try:
        yield
    finally:
        if before is None:
            del os.environ[TOLD]
        else:
            os.environ[TOLD] = before


def apply() -> None:
    """Keep to what was told in the environment; a process that was forked calls it for itself."""
    told = os.environ.get(TOLD)
    if not told:
        return
    try:
        import resource
    except ImportError:
        return
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    asked = int(told) * _MEGABYTE
    resource.setrlimit(resource.RLIMIT_DATA, (asked if most == resource.RLIM_INFINITY else min(asked, most), most))
