"""The `yot` command: calls the other rooms, prints their results, and exits 0, 1 or 2."""

import sys
from pathlib import Path

import click

from yotlib import __version__
from yotlib.command import completion, leaving, options
from yotlib.command.batch import batch
from yotlib.command.data import data
from yotlib.command.help import Commands
from yotlib.command.init import init
from yotlib.command.inspect import inspect
from yotlib.command.new import new
from yotlib.command.open import open_page
from yotlib.command.verify import verify

TEAM_HELP = "TEAM is a slug, a printed name, a local authority or a GSS code, in any case: bradford, E08000032."


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Figures, periods and sources: yot show TEAM.",
)
@click.version_option(__version__, prog_name="yot")
def cli() -> None:
    """Set a youth offending team's published figures beside its region and nation."""


@cli.command("list")
@options.region
@click.option(
    "--measure",
    metavar="MEASURE",
    shell_complete=completion.measures,
    help="Only the teams with a figure of this measure.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
def list_teams(region: str, measure: str | None, as_json: bool) -> None:
    """List the teams and what is held on each."""
    from yotlib import load
    from yotlib.command import print_team
    from yotlib.command.as_json import document, teams_with_measures, units_of
    from yotlib.figures.worked_out import published
    from yotlib.reference import measures

    wanted = measures.get(measure).key if measure else None
    rows = teams_with_measures(published(load()), region=region or None, measure=wanted)
    if as_json:
        click.echo(document({"teams": rows}, units_of(key for row in rows for key in row["measures"])))
    else:
        print_team.print_teams(rows)


@cli.command("show", epilog=TEAM_HELP)
@click.argument("team", shell_complete=completion.teams)
@options.as_of
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
def show_team(team: str, as_of: str, as_json: bool) -> None:
    """Print a team's contextual facts.

    As inspected and as they stand now, or as of a date, each beside its baselines.
    """
    from yotlib import load
    from yotlib.command import print_team
    from yotlib.command.as_json import TEAM_UNITS, document, team_as_json
    from yotlib.packs.order import refuse_empty
    from yotlib.reference import areas

    area = areas.find(team, kind=areas.TEAM)
    figures = load()
    refuse_empty(area, "latest", as_of)
    if as_json:
        click.echo(document(team_as_json(figures, area, as_of=as_of), TEAM_UNITS))
    else:
        print_team.print_team(figures, area, as_of)


@cli.command("report", epilog=TEAM_HELP)
@click.argument("team", shell_complete=completion.teams)
@options.out
@options.period
@options.as_of
@options.formats
@options.brand
@options.notebooks
@click.option(
    "--baselines",
    default="",
    metavar="NAMES",
    help="Areas or groups, with commas between, to set it beside in place of its region and nation.",
)
@click.option(
    "-p",
    "--parameter",
    "parameters",
    nargs=2,
    multiple=True,
    metavar="NAME VALUE",
    help="A notebook parameter by name, as papermill takes it.",
)
def report(
    team: str,
    out: Path,
    period: str,
    as_of: str,
    formats: str,
    brand: Path | None,
    notebooks: Path | None,
    baselines: str,
    parameters: tuple[tuple[str, str], ...],
) -> None:
    """Build a team's comparison pack.

    Runs the notebooks and writes a page for the board, the same as one printed sheet, a workbook, pictures and tables.
    """
    from yotlib.command import console
    from yotlib.packs import order
    from yotlib.packs.batch import build_alone

    wanted = order.team_order(
        team,
        period=period,
        as_of=as_of,
        formats=[name.strip() for name in formats.split(",")],
        parameters=dict(parameters),
        brand=brand,
        notebooks=notebooks,
        baselines=baselines,
    )
    with console.show_progress(f"Building {wanted.name}") as step:
        place = build_alone(wanted, out, progress=step)
    console.print_lines([f"The pack is in {place}. Open {place / 'report.html'}."])


@cli.command("national")
@click.option(
    "--measure",
    default="first_time_entrants",
    show_default=True,
    metavar="MEASURE",
    shell_complete=completion.measures,
    help="What is compared.",
)
@click.option("--period", default="latest", show_default=True, metavar="P", help="The newest period ending by then.")
@options.region
@options.out
def national(measure: str, period: str, region: str, out: Path) -> None:
    """Build the page of all teams at once.

    Spread, funnel, ranked intervals, and a table of every team with a figure.
    """
    from yotlib.command import console
    from yotlib.packs import order
    from yotlib.packs.batch import build_alone

    wanted = order.national_order(measure=measure, period=period, region=region)
    with console.show_progress("Building the national page") as step:
        place = build_alone(wanted, out, progress=step)
    console.print_lines([f"The page is in {place}. Open {place / 'report.html'}."])


@cli.command("explore")
@click.option("--no-browser", is_flag=True, help="Open no browser; JupyterLab prints the address.")
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Copy the notebooks there and open the copies.  [default: yotlib-notebooks, unless run from a clone]",
)
def explore(no_browser: bool, into: Path | None) -> None:
    """Open JupyterLab on the notebooks.

    In a clone on the notebooks themselves, elsewhere on copies; a copy that is already there stays as it is.
    """
    from yotlib.command import console, jupyterlab

    folder, sentence = jupyterlab.prepare_folder(into)
    console.print_lines([sentence])
    jupyterlab.start(folder, browser=not no_browser)


cli.add_command(batch)
cli.add_command(data)
cli.add_command(init)
cli.add_command(inspect)
cli.add_command(new)
cli.add_command(open_page)
cli.add_command(verify)


def main() -> None:
    """Run `yot`: errors on standard error in one line, exit status 2 for what was asked wrongly, 1 for failed work.

    A run that is stopped leaves with 128 and the signal's number: 130 for Ctrl-C, 143 for SIGTERM.
    """
    sys.exit(leaving.exit_status(lambda: cli.main(prog_name="yot", standalone_mode=False)))


def run() -> None:
    """Run `yot` as a process of its own, which ends with the status that `main` gives and no other."""
    try:
        main()
    except SystemExit as status:
        leaving.leave(int(str(status)))
