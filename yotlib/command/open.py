"""The command `yot open`: open a built page, or the index of all packs, in the browser."""

import webbrowser
from pathlib import Path

import click

from yotlib.command import completion, options
from yotlib.reference.errors import YotError


@click.command("open")
@click.argument("team", required=False, shell_complete=completion.pages)
@options.out
def open_page(team: str | None, out: Path) -> None:
    """Open a team's page in the browser.

    Without TEAM the index of all packs; with "national" the page of all teams at once.
    """
    from yotlib.command import console

    page = _find_page(team, out) if team else _find_index(out)
    console.print_lines([f"Opening {page}."])
    if not webbrowser.open(page.resolve().as_uri()):
        raise YotError(f"No browser could be started here; open {page} in one.")


def _find_page(team: str, out: Path) -> Path:
    """Return the path of a team's page; raise YotError with the command that builds it where there is none."""
    from yotlib.packs.order import NATIONAL
    from yotlib.reference import areas

    name = NATIONAL if team.casefold() == NATIONAL else str(areas.find(team, kind=areas.TEAM))
    page = out / name / "report.html"
    if not page.is_file():
        what = "page of all teams" if name == NATIONAL else f"page of {areas.find(name).name}"
        command = "yot national" if name == NATIONAL else f"yot report {name}"
        raise YotError(f"There is no {what} in {out}; build it with '{command}{_where(out)}'.")
    return page


def _find_index(out: Path) -> Path:
    """Return the path of the index; raise YotError with what makes one where there is none."""
    from yotlib.packs.batch.index import NAME

    index = out / NAME
    if not index.is_file():
        first = f"There is no index in {out}; 'yot batch{_where(out)}' builds all packs and their index"
        raise YotError(f"{first}, and 'yot open TEAM' opens one team's page.")
    return index


def _where(out: Path) -> str:
    """Return the option that names the folder, blank for the folder that is meant without it."""
    return "" if out == Path("reports") else f" --out {out}"
