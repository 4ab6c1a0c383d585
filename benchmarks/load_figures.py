"""Measure how long `yot.load()` takes, warm and cold: python benchmarks/load_figures.py FILE...

Adds the published FILEs to the suite's figures in a temporary folder. Then `yot.load()` with a warm cache,
`pandas.read_parquet` of the same figures as one tidy Parquet file, and `yot.load()` without a cache take turns in one
run, each time in a new process. For warm and plain the clock starts once pandas and pyarrow are imported and one file
has been read. For cold it starts when only pandas and pyarrow are imported, so that the imports of the checks are
included.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

WARM, PLAIN, COLD = "warm load", "read_parquet", "cold load"
MOST_WARM, MOST_COLD = 4.0, 2.4
TABLE = "figures.parquet"


def prepare(folder: Path, files: list[Path]) -> int:
    """Add the files, write all figures to one Parquet file and warm the cache; return the number of figures."""
    from yotlib import intake, load

    for name, error in intake.add(files).failed:
        print(f"left out: {name}: {str(error)[:100]}", file=sys.stderr)
    figures = load()
    figures.to_parquet(folder / TABLE)
    return len(figures)


def measure_one(what: str, folder: Path) -> float:
    """Return how many seconds one reading takes in this process."""
    import pandas as pd
    import pyarrow.parquet  # noqa: F401

    if what == COLD:
        os.environ["YOTLIB_CACHE"] = str(folder / "no-cache")
        start = time.perf_counter()
        from yotlib import load
        from yotlib.figures import cache
    else:
        from yotlib import load

        pd.read_parquet(folder / TABLE)
        start = time.perf_counter()
    rows = len(pd.read_parquet(folder / TABLE) if what == PLAIN else load())
    seconds = time.perf_counter() - start
    if what == COLD:
        cache.clear()
    assert rows
    return seconds


def measure_in_turns(folder: Path, rounds: int) -> dict[str, list[float]]:
    """Return the seconds of each, turn by turn; the first turn, which warms the disk's cache, is not counted."""
    run = [sys.executable, __file__, str(folder), "--one"]
    turns = [
        {
            what: float(subprocess.run([*run, what], check=True, capture_output=True).stdout)
            for what in (PLAIN, WARM, COLD)
        }
        for _ in range(rounds + 1)
    ][1:]
    return {what: [turn[what] for turn in turns] for what in (PLAIN, WARM, COLD)}


def describe(costs: dict[str, list[float]]) -> list[str]:
    """Return one line a measurement, with its spread over the turns and the most it may be."""
    ratios = [warm / plain for warm, plain in zip(costs[WARM], costs[PLAIN], strict=True)]
    return [
        *(f"{what}: {_spread([1000 * seconds for seconds in costs[what]])} ms" for what in costs),
        f"{WARM} over {PLAIN}: {_spread(ratios)}, under {MOST_WARM}",
        f"{COLD}, in seconds: {_spread(costs[COLD])}, under {MOST_COLD}",
    ]


def _spread(numbers: list[float]) -> str:
    return f"{median(numbers):.3g} ({min(numbers):.3g} to {max(numbers):.3g})"


def main() -> None:
    """Run the turns and print what they took."""
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    parser.add_argument("files", type=Path, nargs="+", help="published files to be added")
    parser.add_argument("--rounds", type=int, default=9, help="how many turns each has (9)")
    parser.add_argument("--one", choices=(WARM, PLAIN, COLD), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(measure_one(given.one, given.files[0]))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ |= {"YOTLIB_DATA": str(folder / "data"), "YOTLIB_CACHE": str(folder / "cache")}
        print(f"{prepare(folder, given.files):,} figures, {given.rounds} turns")
        print(*describe(measure_in_turns(folder, given.rounds)), sep="\n")


if __name__ == "__main__":
    main()
