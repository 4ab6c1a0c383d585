"""The command `yot inspect`: rate a filled-in inspection sheet."""

from pathlib import Path

import click


@click.command("inspect")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option(
    "--rules", metavar="RULES", help="Rules to rate by: 2018 or 2021.  [default: those of the date published]"
)
@click.option(
    "--template",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="NEW",
    help="Write the sheet to fill in there, and stop.",
)
@click.option("--json", "print_json", is_flag=True, help="Print JSON for programs.")
def inspect(file: Path | None, rules: str | None, template: Path | None, print_json: bool) -> None:
    """Rate a service from a filled-in inspection sheet.

    FILE is a CSV file as --template writes it, with the per cent of cases judged sufficient for each key question and
    the rating of each standard judged on evidence. A rating beside key questions is checked against them.
    """
    from yotlib.analysis.inspection import sheet
    from yotlib.analysis.inspection.scoring import DEFAULT_RULES
    from yotlib.command import as_json, console, print_team

    if template is not None:
        console.print_lines([sheet.write_blank(template, rules or DEFAULT_RULES)])
    elif file is None:
        raise click.UsageError("Name a filled-in sheet, or write a blank one with --template.")
    else:
        filled = sheet.read(file, rules=rules)
        if print_json:
            click.echo(as_json.document(as_json.sheet_as_json(filled), as_json.SHEET_UNITS))
        else:
            print_team.print_sheet(filled)
