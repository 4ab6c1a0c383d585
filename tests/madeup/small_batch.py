"""Build a batch of small packs, or one of them alone, as `yot` does. The tests run this as a script and stop it.

    python small_batch.py FOLDER PACKS WORKERS
    python small_batch.py FOLDER alone

Packs go to FOLDER/reports. Each prints a line when it is built, with the process ids of its worker and kernel before
that in FOLDER/processes.
"""

import sys
from dataclasses import replace
from pathlib import Path

from tests.madeup.packs import order
from yotlib.command import leaving
from yotlib.packs.batch import Batch, build_alone, run

CELLS = (
    "import os, pathlib, time",
    "with (pathlib.Path({folder!r}) / 'processes').open('a') as file: print(os.getppid(), os.getpid(), "
    "os.environ['JPY_PARENT_PID'], file=file)",
    "time.sleep(0.3)",
    "1 + 1",
)


def orders(folder: Path, number: int):
    """Return the orders of so many small packs."""
    folder.mkdir(parents=True, exist_ok=True)
    small = order(folder, *(cell.format(folder=str(folder)) for cell in CELLS))
    return [replace(small, name=f"small-{place}") for place in range(number)]


def main(folder: Path, number: str, workers: str = "1") -> None:
    """Build the packs and print each."""
    out = folder / "reports"
    if number == "alone":
        (wanted,) = orders(folder, 1)
        print(build_alone(wanted, out), flush=True)
        return
    batch = Batch(orders(folder, int(number)), out=out, workers=int(workers))
    run(batch, lambda result: print(result.name, result.status, result.attempts, flush=True))


if __name__ == "__main__":
    status = leaving.exit_status(lambda: main(Path(sys.argv[1]), *sys.argv[2:]))
    leaving.leave(status)
