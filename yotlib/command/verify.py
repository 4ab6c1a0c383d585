"""The command `yot verify`: say whether packs are as they were written, and made from what is here now."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yotlib.reference.words import counted

if TYPE_CHECKING:
    from yotlib.packs.verify import Verified


@click.command("verify")
@click.argument("path", type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="FOLDER")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
def verify(path: Path, as_json: bool) -> None:
    """Say what differs from the records of packs, and why.

    FOLDER is a pack, such as reports/bradford, or a folder of packs. Each file is hashed anew and held against the
    record, and what the pack was made from (figures, code, versions, notebooks) against what is here now. Leaves with
    status 1 if anything differs.
    """
    from yotlib.command.as_json import document
    from yotlib.command.console import print_lines
    from yotlib.packs import verify as packs_verify

    found = packs_verify.verify(path)
    if as_json:
        click.echo(document({"packs": [asdict(one) for one in found]}, {}))
    else:
        print_lines(_describe(found))
    if any(one.differences for one in found):
        raise SystemExit(1)


def _describe(found: "Sequence[Verified]") -> Iterator[str]:
    """Yield a line for each difference and note of each pack, and at the end how many packs differ."""
    for one in found:
        yield from (f"{one.pack}: {difference.kind}: {difference.what}." for difference in one.differences)
        yield from (f"{one.pack}: note: {note}." for note in one.notes)
    differing = sum(bool(one.differences) for one in found)
    yield f"{counted(len(found), 'pack')}: {len(found) - differing} as recorded, {differing} not."
