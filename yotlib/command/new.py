"""The command `yot new`: begin a notebook of one's own."""

from pathlib import Path

import click

NEXT = """{notebook} and {test} are written. Next:
  change the question, the figures and the words:  jupyter lab {notebook}
  give a chart of your own its words:              yot.charts.with_alt(ax, "what the chart shows")
  test it:                                         pytest {test}
  put it into a team's pack:                       yot report bradford --notebooks {folder}"""


@click.group("new")
def new() -> None:
    """Begin something of your own."""


@new.command("notebook")
@click.argument("name")
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("own-notebooks"),
    show_default=True,
    metavar="FOLDER",
    help="The folder of your own notebooks.",
)
@click.option(
    "--measure", default="first_time_entrants", show_default=True, metavar="MEASURE", help="What it begins with."
)
def new_notebook(name: str, into: Path, measure: str) -> None:
    """Write a notebook in the shape of the suite's, and its test.

    NAME is its file's name without .ipynb, such as 5_custody; it follows the suite's in a pack. Nothing is written
    over. It runs as it is: headline, chart, table, how to read this, sources.
    """
    from yotlib.packs.skeleton import write_skeleton

    notebook, test = write_skeleton(name, into, measure)
    click.echo(NEXT.format(notebook=notebook, test=test, folder=into))
