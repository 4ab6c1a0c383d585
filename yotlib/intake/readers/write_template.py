"""Write the sheet to fill in with a team's own figures: XLSX with drop-downs and notes, or CSV."""

import csv
import io
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from yotlib.figures.tidy import ETHNICITIES
from yotlib.intake.readers.template import AGES, COLUMNS, EXAMPLE, SHEET
from yotlib.reference.areas import all_areas
from yotlib.reference.measures import MEASURES, get

ROWS = 1000
LISTS = "Lists"
NOTES = {
    "area": "The team, region or nation; choose it from the list.",
    "measure": "What was counted; choose it from the list.",
    "age": "The ages of the children: 10-17 if nothing is written.",
    "ethnicity": "The ethnic group: all if nothing is written.",
    "period": "2018, 2017-18, 2016-07/2017-06, or a day such as 2021-03-21. Leave blank what is not stated.",
    "value": "The rate as printed, in the measure's unit; blank where only a count is known. [c] confidential, "
    "[x] not available, [z] not applicable, [u] too few to be reliable.",
    "count": "How many children, or reoffences.",
    "population": "What the count is divided by: children aged 10-17, or children in the cohort.",
    "note": "Anything a reader should know.",
    "title": "What the figures come from. Once is enough.",
    "publisher": "Who put them out, or the team.",
    "released": "The day they came out, 2026-02-11.",
    "published": "yes if anybody may see them; no for a team's own figures, of which small counts are withheld.",
    "source": "A short key in small letters, such as leeds-own-2026; made from the day if nothing is written.",
    "licence": "On what terms they are published.",
    "address": "Where they are to be found.",
}
EXAMPLE_ROW = {
    "area": "leeds",
    "measure": "first_time_entrants",
    "age": "10-17",
    "ethnicity": "all",
    "period": "2018",
    "value": "226",
    "count": "149",
    "population": "65831",
    "note": f"{EXAMPLE}: this row is not read",
    "title": "Fingertips indicator 10401",
    "publisher": "Office for Health Improvement and Disparities",
    "released": "2020-02-24",
    "published": "yes",
}
HOW = (
    "How to fill in this sheet",
    "One figure a row on the sheet Figures, below the example; every column has a note.",
    "Write a value, or a count with its population, or all three; they must agree.",
    "The columns from title on say what the figures come from; filling in the first row is enough.",
    "For the facts an inspection report prints, give the report as title and the day it came out as released.",
    "Figures that are not published (published: no) stay on this computer, and small counts are withheld everywhere.",
    "Then say: yot data add, and the name of this file.",
)


def write(path: Path, measure: str = "first_time_entrants") -> None:
    """Write the sheet to fill in at `path`, with an example of `measure`: CSV where the name ends so, else XLSX."""
    example = _example_row(measure)
    if path.suffix.casefold() == ".csv":
        path.write_text(_as_csv(example), encoding="utf-8")
    else:
        _as_workbook(example).save(path)


def _example_row(measure: str) -> dict[str, str]:
    """Return the example: real figures of first-time entrants, or where another measure's figures would go."""
    definition = get(measure)
    if measure == EXAMPLE_ROW["measure"]:
        return EXAMPLE_ROW
    blank = {"value": "", "count": "", "population": "", "title": "", "publisher": "", "released": "", "published": ""}
    note = f"{EXAMPLE}: this row is not read; {definition.name}, {definition.unit}"
    return EXAMPLE_ROW | blank | {"measure": measure, "age": definition.lait_age, "note": note}


def _as_csv(example: dict[str, str]) -> str:
    """Return the sheet as the text of a CSV file."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([COLUMNS, [example.get(name, "") for name in COLUMNS]])
    return text.getvalue()


def _as_workbook(example: dict[str, str]) -> Workbook:
    """Return the sheet as a workbook, with its choices and instructions."""
    book = Workbook()
    figures = book.worksheets[0]
    figures.title = SHEET
    figures.append(COLUMNS)
    figures.append([example.get(name, "") for name in COLUMNS])
    _format_sheet(figures)
    _add_drop_downs(figures, book.create_sheet(LISTS))
    how = book.create_sheet("How to")
    for line in HOW:
        how.append([line])
    how.column_dimensions["A"].width = 110
    how["A1"].font = Font(bold=True)
    return book


def _format_sheet(sheet: Worksheet) -> None:
    """Freeze the headings, give each a note, and set the example row apart."""
    sheet.freeze_panes = "A2"
    for place, name in enumerate(COLUMNS, start=1):
        heading, example = sheet.cell(1, place), sheet.cell(2, place)
        heading.font, heading.alignment = Font(bold=True), Alignment(wrap_text=True)
        heading.comment = Comment(NOTES[name], "yotlib", width=320, height=110)
        example.font, example.fill = Font(italic=True, color="555555"), PatternFill("solid", fgColor="EEEEEE")
        sheet.column_dimensions[get_column_letter(place)].width = max(12, min(34, len(EXAMPLE_ROW.get(name, "")) + 2))


def _add_drop_downs(sheet: Worksheet, lists: Worksheet) -> None:
    """Add a drop-down to each column with a fixed choice, from a hidden sheet that holds the choices."""
    choices = {
        "area": sorted(area for area in all_areas()),
        "measure": list(MEASURES),
        "age": list(AGES),
        "ethnicity": list(ETHNICITIES),
        "published": ["yes", "no"],
    }
    for place, (name, options) in enumerate(choices.items(), start=1):
        letter = get_column_letter(place)
        for row, choice in enumerate([name, *options], start=1):
            lists.cell(row, place, str(choice))
        rule = DataValidation(
            type="list", formula1=f"{LISTS}!${letter}$2:${letter}${len(options) + 1}", allow_blank=True
        )
        rule.error, rule.errorTitle = f"Choose the {name} from the list.", "Not in the list"
        sheet.add_data_validation(rule)
        column = get_column_letter(COLUMNS.index(name) + 1)
        rule.add(f"{column}3:{column}{ROWS}")
    lists.sheet_state = "hidden"
