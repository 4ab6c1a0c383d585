"""Options that several commands share."""

from pathlib import Path

import click

from yotlib.command import completion

out = click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("reports"),
    show_default=True,
    metavar="DIR",
    help="The folder packs are put into.",
)
region = click.option(
    "--region",
    default="",
    metavar="REGION",
    shell_complete=completion.regions,
    help="Only the teams of this region or nation.",
)
period = click.option(
    "--period",
    default="latest",
    show_default=True,
    metavar="P",
    help="Each measure's newest period ending by the end of P: 2018, 2017-18, 2016-07/2017-06.",
)
as_of = click.option(
    "--as-of", default="", metavar="DATE", help="Only figures released by this day, such as 2020-01-31."
)
brand = click.option(
    "--brand",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="A folder with title.txt, logo.svg or logo.png; logo.txt describes the logo, charts.mplstyle colours charts.",
)
notebooks = click.option(
    "--notebooks",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="A folder of your own notebooks to add; one with the name of the suite's takes its place.",
)
formats = click.option(
    "--formats",
    default="html,pdf,xlsx",
    show_default=True,
    metavar="FORMATS",
    shell_complete=completion.several(completion.formats),
    help="What to make, with commas between; the page is always made.",
)
