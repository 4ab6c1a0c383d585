"""How long figures take to read, and how much memory: python benchmarks/load.py LAIT.parquet

The long table of the Local Authority Interactive Tool read to tidy figures, beside a plain `pandas.read_parquet` of the
same file. The two take turns in the same run, each time in a process of its own whose imports are done before the clock
starts; memory is the most that the process held, its imports included.
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
    """What one reading took."""

    seconds: float
    megabytes: float


def plain(path: Path) -> int:
    """The whole file as it is; gives the number of its rows."""
    import pandas as pd

    return len(pd.read_parquet(path))


def ours(path: Path) -> int:
    """The file opened, recognised and read to tidy figures; gives their number."""
    from yotlib.intake import readers
    from yotlib.intake.files import open_file

    opened = open_file(path)
    return len(readers.recognise(opened).read(opened).figures)


def one(what: str, path: Path) -> Cost:
    """What one reading takes in this process."""
    import resource

    import pandas  # noqa: F401
    import pyarrow.parquet  # noqa: F401

    if what == OURS:
        from yotlib.intake import readers

        readers.readers()
    start = time.perf_counter()
    rows = {OURS: ours, PLAIN: plain}[what](path)
    seconds = time.perf_counter() - start
    assert rows
    return Cost(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def in_its_own_process(what: str, path: Path) -> Cost:
    """What one reading takes in a fresh process."""
    run = [sys.executable, __file__, str(path), "--one", what]
    told = subprocess.run(run, check=True, capture_output=True, text=True).stdout.split()
    return Cost(*map(float, told))


def in_turns(path: Path, rounds: int) -> dict[str, list[Cost]]:
    """The costs of both, turn by turn; a first turn, which warms the disk's cache, is not counted."""
    turns = [{what: in_its_own_process(what, path) for what in (PLAIN, OURS)} for _ in range(rounds + 1)][1:]
    return {what: [turn[what] for turn in turns] for what in (PLAIN, OURS)}


def told(costs: dict[str, list[Cost]]) -> list[str]:
    """One line a measure: the median of each, their ratio and its spread over the turns."""
    lines = []
    for unit, most in MOST.items():
        mine, theirs = ([getattr(cost, unit) for cost in costs[what]] for what in (OURS, PLAIN))
        ratios = [a / b for a, b in zip(mine, theirs, strict=True)]
        lines.append(
            f"{unit}: {OURS} {_spread(mine)}, {PLAIN} {_spread(theirs)}; "
            f"ratio {median(mine) / median(theirs):.2f} ({min(ratios):.2f} to {max(ratios):.2f}), at most {most}"
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
        print(*one(given.one, given.path))
        return
    print(f"{given.path.name}, {given.rounds} turns")
    print(*told(in_turns(given.path, given.rounds)), sep="\n")


if __name__ == "__main__":
    main()
