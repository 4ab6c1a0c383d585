"""The command `yot verify`: say whether packs are as they were written, and made from what is here now."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from yotlib.reference.words import counted


@click.command("verify")
@click.argument("path", type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="FOLDER")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
def verify(path: Path, as_json: bool) -> None:
    """Say what differs from the records of packs, and why.

    FOLDER is a pack, such as reports/bradford, or a folder of packs. Each file is hashed anew and held against the
    record, and what the pack was made from (figures, code, versions, notebooks) against what is here now. Leaves with
    status 1 if anything differs.
    """
    from yotlib.packs import verify as packs_verify

    found = packs_verify.verify(path)
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], indent=2, ensure_ascii=False))
    else:
        for one in found:
            for difference in one.differences:
                click.echo(f"{one.pack}: {difference.kind}: {difference.what}.")
            for note in one.notes:
                click.echo(f"{one.pack}: note: {note}.")
        differing = sum(bool(one.differences) for one in found)
        click.echo(f"{counted(len(found), 'pack')}: {len(found) - differing} as recorded, {differing} not.")
    if any(one.differences for one in found):
        raise SystemExit(1)
