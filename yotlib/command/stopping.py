"""Stop on SIGTERM or a closed terminal as on Ctrl-C."""

import logging
import signal
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from types import FrameType

from yotlib.reference import quiet

SIGNALS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
CLEANING_UP = 5.0  # seconds


class Stopped(SystemExit):
    """Raised where a signal asks to stop; its code is the exit status, 128 and the signal's number."""


class _Stop:
    """Raises at the first signal; further ones are ignored for as long as cleaning up may take."""

    def __init__(self) -> None:
        self.until = 0.0

    def __call__(self, number: int, frame: FrameType | None) -> None:
        if monotonic() < self.until:
            return
        self.until = monotonic() + CLEANING_UP
        quiet.silence_libraries()
        raise KeyboardInterrupt if number == signal.SIGINT else Stopped(128 + number)


@contextmanager
def stop_on_signals() -> Iterator[None]:
    """Raise Stopped, or KeyboardInterrupt for Ctrl-C, where a signal asks this process to stop.

    A signal that is ignored here stays ignored, as under nohup. Does nothing outside the main thread.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    stop = _Stop()
    before = {number: signal.getsignal(number) for number in (*SIGNALS, signal.SIGINT)}
    logged = logging.root.manager.disable
    heeded = [number for number, was in before.items() if was in (signal.SIG_DFL, signal.default_int_handler)]
    for number in heeded:
        signal.signal(number, stop)
    try:
        with warnings.catch_warnings():
            yield
    finally:
        logging.disable(logged)
        for number in heeded:
            signal.signal(number, before[number])
