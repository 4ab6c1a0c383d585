"""Which teams a batch is for."""

from collections.abc import Sequence
from pathlib import Path

from yotlib.reference import areas
from yotlib.reference.errors import AskedWrongly


def chosen(*, region: str = "", only: str = "", from_file: Path | None = None) -> list[str]:
    """The teams asked for, by whatever name they were given: every one if nothing is said.

    `region` is a region or nation, `only` names with commas between, `from_file` a file with a name a line, in which
    blank lines and what follows a # do not count. One of the three at most.
    """
    if sum(map(bool, (region, only, from_file))) > 1:
        raise AskedWrongly("Choose teams in one way: --region, --only or --from-file.")
    if region:
        return _of_region(region)
    if only:
        return _named([name.strip() for name in only.split(",")], "--only")
    if from_file:
        return _named([line.partition("#")[0].strip() for line in _lines(from_file)], str(from_file))
    return [str(team) for team in areas.teams()]


def _of_region(region: str) -> list[str]:
    wider = areas.find(region)
    found = [str(team) for team in areas.teams() if wider in areas.lineage(team)]
    if not found:
        raise AskedWrongly(
            f"{wider.name} is no region or nation: no team lies in it. For one team, say --only {wider}."
        )
    return found


def _named(names: Sequence[str], where: str) -> list[str]:
    found = [name for name in names if name]
    if not found:
        raise AskedWrongly(f"{where} names no team.")
    return found


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise AskedWrongly(f"{path} is no text file: a name of a team a line is wanted.") from error
