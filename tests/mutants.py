"""Say how many small changes of the code the tests notice: python -m tests.mutants, after `mutmut run`.

Prints a line a module and every change that no test noticed, and leaves with status 1 where fewer than 85% were. A
change that nothing can notice, because the code still does the same, has a row in equivalent_mutants.csv with the
reason.
"""

import csv
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

WANTED = 0.85
NOTICED, MISSED = {"killed", "timeout", "segfault", "caught by type check"}, {"survived", "no tests", "suspicious"}
EQUIVALENT = Path(__file__).with_name("equivalent_mutants.csv")


def results() -> dict[str, str]:
    """Return what became of each mutant that was tried, by its name."""
    lines = _mutmut("results", "--all", "true").splitlines()
    named = dict(line.strip().rsplit(": ", 1) for line in lines if ": " in line)
    return {name: became for name, became in named.items() if became in NOTICED | MISSED}


def changed_lines(name: str) -> tuple[str, str]:
    """Return the line that a mutant changes, as it was and as it is."""
    lines = _mutmut("show", name).splitlines()
    was, now = (
        " ".join(line[1:].strip() for line in lines if line.startswith(sign) and not line.startswith(3 * sign))
        for sign in "-+"
    )
    return was, now


def equivalent() -> set[tuple[str, str]]:
    """Return the changes that nothing can notice, as their lines were and are."""
    with EQUIVALENT.open(encoding="utf-8", newline="") as file:
        return {(row["was"], row["is"]) for row in csv.DictReader(file)}


def main() -> int:
    """Print how many mutants of each module were noticed and which were not; return the exit status."""
    tried, counts, missed = results(), defaultdict(Counter), []
    known = equivalent()
    for name, became in tried.items():
        module = name.rpartition(".")[0]
        if became in NOTICED:
            counts[module]["noticed"] += 1
            continue
        was, now = changed_lines(name)
        same = (was, now) in known
        counts[module]["the same" if same else "missed"] += 1
        missed += [] if same else [f"{name} ({became})\n  - {was}\n  + {now}"]
    print(*missed, sep="\n")
    for module, count in sorted(counts.items()):
        asked = count["noticed"] + count["missed"]
        print(f"{module}: {count['noticed']} of {asked} noticed, {count['the same']} more that nothing can notice")
    noticed, asked = (sum(count[kind] for count in counts.values()) for kind in ("noticed", "missed"))
    if not (asked := asked + noticed):
        print("No mutant was tried; run mutmut first.")
        return 1
    print(f"{noticed} of {asked} noticed, {noticed / asked:.1%}; wanted {WANTED:.0%}")
    return int(noticed / asked < WANTED)


def _mutmut(*words: str) -> str:
    """Return what mutmut prints."""
    command = [sys.executable, "-m", "mutmut", *words]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    sys.exit(main())
