"""Measure how long figures take to read, and how much memory: python benchmarks/load.py LAIT.parquet

Reads the long table of the Local Authority Interactive Tool to tidy figures, and compares that with a plain
`pandas.read_parquet` of the same file. The two take turns in one run, each time in a new process that finishes its
imports before the clock starts. Memory is the most that the process used, imports included.
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

OURS, PLAIN = "tidy figures", "read_parquet"
MOST = {"seconds": 3.0, "megabytes": 1.5}


class Cost(NamedTuple):
    """The time and memory one reading took."""

    seconds: float
    megabytes: float


def read_plain(path: Path) -> int:
    """Read the whole file as it is; return the number of its rows."""
    import pandas as pd

    return len(pd.read_parquet(path))


def read_figures(path: Path) -> int:
    """Open and recognise the file and read it to tidy figures; return their number."""
    from yotlib.intake import readers
    from yotlib.intake.files import open_file

    opened = open_file(path)
    return len(readers.recognise(opened).read(opened).figures)


def measure_one(what: str, path: Path) -> Cost:
    """Return the cost of one reading in this process."""
    import resource

    import pandas  # noqa: F401
    import pyarrow.parquet  # noqa: F401

    if what == OURS:
        from yotlib.intake import readers

        readers.readers()
    start = time.perf_counter()
    rows = {OURS: read_figures, PLAIN: read_plain}[what](path)
    seconds = time.perf_counter() - start
    assert rows
    return Cost(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def measure_in_new_process(what: str, path: Path) -> Cost:
    """Return the cost of one reading in a new process."""
    run = [sys.executable, __file__, str(path), "--one", what]
    output = subprocess.run(run, check=True, capture_output=True, text=True).stdout.split()
    return Cost(*map(float, output))


def measure_in_turns(path: Path, rounds: int) -> dict[str, list[Cost]]:
    """Return the costs of both, turn by turn; the first turn, which warms the disk's cache, is not counted."""
    turns = [{what: measure_in_new_process(what, path) for what in (PLAIN, OURS)} for _ in range(rounds + 1)][1:]
    return {what: [turn[what] for turn in turns] for what in (PLAIN, OURS)}


def describe(costs: dict[str, list[Cost]]) -> list[str]:
    """Return one line a measure: the median of each, their ratio and its spread over the turns."""
    lines = []
    for unit, most in MOST.items():
        ours, plain = ([getattr(cost, unit) for cost in costs[what]] for what in (OURS, PLAIN))
        ratios = [a / b for a, b in zip(ours, plain, strict=True)]
        lines.append(
            f"{unit}: {OURS} {_spread(ours)}, {PLAIN} {_spread(plain)}; "
            f"ratio {median(ours) / median(plain):.2f} ({min(ratios):.2f} to {max(ratios):.2f}), at most {most}"
        )
    return lines


def _spread(numbers: list[float]) -> str:
    return f"{median(numbers):.3g} ({min(numbers):.3g} to {max(numbers):.3g})"


def main() -> None:
    """Run the turns and print what they took."""
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    parser.add_argument("path", type=Path, help="a LAIT long table, as Parquet")
    parser.add_argument("--rounds", type=int, default=9, help="how many turns each has (9)")
    parser.add_argument("--one", choices=(OURS, PLAIN), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(*measure_one(given.one, given.path))
        return
    print(f"{given.path.name}, {given.rounds} turns")
    print(*describe(measure_in_turns(given.path, given.rounds)), sep="\n")


if __name__ == "__main__":
    main()
