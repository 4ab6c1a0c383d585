"""The commands of `yot data`: list, add, remove and check figures, compare releases, fetch published files."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from yotlib.command import completion
from yotlib.command.help import Commands
from yotlib.reference.errors import AskedWrongly, YotError
from yotlib.reference.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterable


@click.group("data", cls=Commands)
def data() -> None:
    """See and add to the figures that everything is built from."""


@data.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
def list_sources(as_json: bool) -> None:
    """List what is here, source by source.

    Measures, areas, periods, release, licence, and how many figures are held back.
    """
    from yotlib import intake
    from yotlib.command import print_data
    from yotlib.command.as_json import SOURCE_UNITS, document

    rows = intake.sources()
    click.echo(document({"sources": rows}, SOURCE_UNITS)) if as_json else print_data.print_sources(rows)


@data.command("add")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--released", default="", metavar="DATE", help="When it came out, where a file does not say: 2025-11-17.")
@click.option("--source", default="", metavar="KEY", help="What to call its source, such as leeds-own-2026.")
@click.option("--replace", is_flag=True, help="Take these files in place of all that was added of their sources.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
def add(files: tuple[Path, ...], released: str, source: str, replace: bool, dry_run: bool) -> None:
    """Add published files, or a team's own figures.

    Each is recognised by what it holds, read, and checked together with all that is here. What cannot be right is
    held back with the reason, and the rest goes on; adding twice changes nothing. Leaves with status 1 if a file
    cannot be read, or if all its figures are held back.
    """
    from yotlib import intake
    from yotlib.command import console, print_data

    with console.show_progress("Adding") as step:
        done = intake.add(files, released=released, source=source, replace=replace, dry_run=dry_run, progress=step)
    print_data.print_added(done, dry_run=dry_run)
    _exit_with([*(error for _, error in done.failed), *done.without_figure])


@data.command("remove")
@click.argument("source", shell_complete=completion.added_sources)
def remove(source: str) -> None:
    """Take an added source away again."""
    from yotlib import intake
    from yotlib.command.console import print_lines

    figures = intake.remove(source)
    with_figures = f", with its {counted(figures, 'figure')}" if figures else ""
    print_lines([f"{source} is removed{with_figures}."])


@data.command("check")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
def check(as_json: bool) -> None:
    """Check all figures in hand.

    Prints what is wrong and what somebody should look at; leaves with status 1 if anything is wrong, held back or not.
    """
    from yotlib import intake
    from yotlib.command import console, print_data
    from yotlib.command.as_json import document

    with console.show_progress("Checking") as step:
        rows = intake.check(progress=step)
    click.echo(document({"faults": rows}, {})) if as_json else print_data.print_faults(rows)
    if any(row["severity"] == "wrong" for row in rows):
        raise SystemExit(1)


@data.command("diff")
@click.argument("old", shell_complete=completion.sources)
@click.argument("new", shell_complete=completion.sources)
@click.option("--all", "in_full", is_flag=True, help="Print every figure that changed, not only the largest changes.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
def diff(old: str, new: str, in_full: bool, as_json: bool) -> None:
    """Say what changed between two releases.

    Which figures, by how much, and which changes alter a verdict for any team. OLD and NEW are sources as yot data
    list has them.
    """
    from yotlib import load
    from yotlib.command import console, print_data
    from yotlib.command.as_json import document
    from yotlib.intake import releases

    figures = load()
    with console.show_progress("Comparing") as step:
        difference = releases.diff(figures, old, new, progress=lambda done, of: step(done - 1, of, "teams"))
    if as_json:
        click.echo(document(print_data.difference_as_json(difference), print_data.difference_units(difference)))
    else:
        print_data.print_difference(difference, in_full=in_full)


@data.command("template")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("figures-to-fill-in.xlsx"),
    show_default=True,
    metavar="FILE",
    help="Where to write it.",
)
@click.option(
    "--measure",
    default="first_time_entrants",
    show_default=True,
    metavar="MEASURE",
    help="What the example row is of; it may be a measure of your own.",
)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def template(out: Path, measure: str, force: bool) -> None:
    """Write a sheet to fill in with a team's own figures.

    With drop-downs and notes; add it with yot data add once it is filled in.
    """
    from yotlib.command.console import print_lines
    from yotlib.intake.readers import write_template
    from yotlib.reference import measures

    key = measures.get(measure).key
    if out.exists() and not force:
        raise AskedWrongly(f"{out} is there already; name another file with --out, or write over it with --force.")
    write_template.write(out, key)
    print_lines([f"The sheet is in {out}. Fill it in and say: yot data add {out}"])


@data.command("fetch")
@click.argument("what", nargs=-1, metavar="[WHAT]...")
@click.option("--from", "base", default="", metavar="URL", help="Another address to take the files from.")
@click.option("--newest", is_flag=True, help="Take the newest version of each file too, whatever its hash.")
def fetch(what: tuple[str, ...], base: str, newest: bool) -> None:
    """Fetch published files and add them.

    WHAT is lait, the long tables of the Local Authority Interactive Tool, as of November 2025 and February 2026. A file
    that is not to the byte the one that is known is refused. With --newest the newest table is taken as well: its
    commit and date are printed, it is checked like any file, and what cannot be right is held back.
    """
    from yotlib.command import console, print_data
    from yotlib.intake import fetching

    done = fetching.fetch(
        what, newest=newest, base=base, meter=console.Download, adding=lambda: console.show_progress("Adding")
    )
    console.print_lines([*(f"{name} is here already." for name in done.already), *done.newest])
    outcomes = [outcome for outcome in (done.added, *done.newest_added) if outcome is not None]
    for outcome in outcomes:
        print_data.print_added(outcome)
    errors = [error for _, error in (*done.failed, *(failed for outcome in outcomes for failed in outcome.failed))]
    _exit_with([*errors, *(error for outcome in outcomes for error in outcome.without_figure)])


def _exit_with(errors: "Iterable[YotError]") -> None:
    """Print each error's lines; exit with status 1 if there are any."""
    from yotlib.command.console import print_lines

    lines = [line for error in errors for line in str(error).splitlines()]
    if lines:
        print_lines((f"yot: {line}" for line in lines), error=True)
        raise SystemExit(1)
