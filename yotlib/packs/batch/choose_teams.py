"""Choose the teams of a batch."""

from collections.abc import Sequence
from pathlib import Path

from yotlib.reference import areas
from yotlib.reference.area_groups import split_names
from yotlib.reference.errors import AskedWrongly


def teams_to_build(*, region: str = "", only: str = "", from_file: Path | None = None) -> list[str]:
    """Return the teams asked for, under the names given; all teams if none are chosen.

    `region` is a region or nation. `only` is a list of names with commas between. `from_file` is a file with one name a
    line, in which blank lines and what follows a # are ignored. Only one of the three may be given.
    """
    if sum(map(bool, (region, only, from_file))) > 1:
        raise AskedWrongly("Choose teams in one way: --region, --only or --from-file.")
    if region:
        return [str(team) for team in areas.teams(region)]
    if only:
        return _without_blanks(split_names(only), "--only")
    if from_file:
        return _without_blanks([line.partition("#")[0].strip() for line in _lines(from_file)], str(from_file))
    return [str(team) for team in areas.teams()]


def _without_blanks(names: Sequence[str], where: str) -> list[str]:
    """Return the names that are not blank; refuse a list of none, naming `where` it was given."""
    teams = [name for name in names if name]
    if not teams:
        raise AskedWrongly(f"{where} names no team.")
    return teams


def _lines(path: Path) -> list[str]:
    """Read the lines of a text file."""
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise AskedWrongly(f"{path} is no text file: a name of a team a line is wanted.") from error
