"""The command `yot batch`: build a pack for every team, or for those chosen."""

import math
import os
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from yotlib.command import completion, options
from yotlib.reference.errors import AskedWrongly

NOT_REPEATED = {"every", "region", "only", "from_file", "force", "dry_run", "as_json"}


class Seconds(click.FloatRange):
    """A number of seconds: a float within its range, and neither nan nor infinity."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the number that was given; raise click's error where it is none."""
        seconds = float(super().convert(value, param, ctx))
        if not math.isfinite(seconds):
            self.fail(f"{value!r} is no number of seconds.", param, ctx)
        return seconds


@click.command("batch", epilog="A pack that is up to date is left as it is; run it again to go on where it stopped.")
@click.option("--all", "every", is_flag=True, help="Every team, which is what is built if nothing else is said.")
@click.option(
    "--region",
    default="",
    metavar="REGION",
    shell_complete=completion.regions,
    help="The teams of this region or nation.",
)
@click.option(
    "--only",
    default="",
    metavar="TEAMS",
    shell_complete=completion.several(completion.teams),
    help="These teams, with commas between: bradford,leeds.",
)
@click.option(
    "--from-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="The teams that a text file names, one a line.",
)
@options.period
@options.as_of
@options.formats
@options.brand
@options.notebooks
@options.out
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    default=lambda: os.cpu_count() or 1,
    show_default="one a core",
    metavar="N",
    help="How many packs are built at once.",
)
@click.option("--cluster", default="", metavar="ADDRESS", help="Build on a dask cluster: tcp://scheduler:8786.")
@click.option("--send-unpublished", is_flag=True, help="Let the cluster's machines have unpublished figures.")
@click.option(
    "--engine",
    type=click.Choice(["warm", "kernel"]),
    default="warm",
    show_default=True,
    help="Kernels forked from one in which everything is loaded, or each started anew.",
)
@click.option(
    "--time-limit", type=Seconds(1), default=900, show_default=True, metavar="SECONDS", help="What a pack may take."
)
@click.option(
    "--memory-limit",
    type=click.IntRange(256),
    default=4096,
    show_default=True,
    metavar="MB",
    help="What each process of a pack may take.",
)
@click.option("--force", is_flag=True, help="Build what is up to date too.")
@click.option("--dry-run", is_flag=True, help="Say what would be built and why, and build nothing.")
@click.option(
    "--collect",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Then write the findings of all packs in the folder as one table: FILE.csv or FILE.parquet.",
)
@click.option("--json", "as_json", is_flag=True, help="Print a line of JSON for every pack, for programs and logs.")
@click.pass_context
def batch(
    context: click.Context,
    every: bool,
    region: str,
    only: str,
    from_file: Path | None,
    period: str,
    as_of: str,
    formats: str,
    brand: Path | None,
    notebooks: Path | None,
    out: Path,
    workers: int,
    cluster: str,
    send_unpublished: bool,
    engine: str,
    time_limit: float,
    memory_limit: int,
    force: bool,
    dry_run: bool,
    collect: Path | None,
    as_json: bool,
) -> None:
    """Build a comparison pack for every team.

    Or for the teams chosen. Everything asked is checked before anything is started; a pack that fails is tried once
    more, never stops the others, and is named at the end with the command that tries it again.
    """
    from yotlib.command import print_batch
    from yotlib.packs import collected, order
    from yotlib.packs.batch import Batch, run, teams_to_build
    from yotlib.packs.batch.job import Limits
    from yotlib.packs.kernels import forkserver

    if every and (region or only or from_file):
        raise AskedWrongly("--all is every team; leave it out to choose some.")
    if collect and dry_run:
        raise AskedWrongly("--dry-run writes nothing; leave out --collect.")
    if collect:
        collected.check_destination(collect)
    teams = teams_to_build(region=region, only=only, from_file=from_file)
    names = [name.strip() for name in formats.split(",")]
    wanted = Batch(
        orders=order.team_orders(teams, period=period, as_of=as_of, formats=names, brand=brand, notebooks=notebooks),
        out=out,
        workers=workers,
        engine=print_batch.choose_engine(engine, forkserver.why_no_fork(), quiet=as_json),
        cluster=cluster,
        send_unpublished=send_unpublished,
        force=force,
        limits=Limits(seconds=time_limit, megabytes=memory_limit),
    )
    if dry_run:
        print_batch.print_plan(wanted.plan(), as_json=as_json)
        return
    with print_batch.report_progress(len(wanted.orders), workers, as_json=as_json) as report:
        results = run(wanted, report)
    if collect:
        table = collected.collect(out)
        collected.write(table, collect)
        print_batch.print_collected(table, collect, as_json=as_json)
    print_batch.print_outcome(results, " ".join(_command_words(context)), out, as_json=as_json)


def _command_words(context: click.Context) -> Iterator[str]:
    """Yield the command as it was given, without the options that choose teams."""
    yield context.command_path
    for option in context.command.params:
        name = option.name or ""
        if name not in NOT_REPEATED and context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            yield f"{option.opts[0]} {shlex.quote(str(context.params[name]))}"
