"""Read proven reoffending of children by area: the Ministry of Justice's geographic CSV.

No file of this kind was at hand. The layout follows public code that reads related files: adult_child, cohort, region,
category, subcat1, subcat2, offenders, reoffenders, reoffences. `category` says what the row is broken down by. subcat1
names the area; where subcat1 is a total, region does. subcat2 is a total or an age band. All other rows are left out
and counted.

Since the release of October 2017 a cohort is three months. A year to March is the sum of its four numerators over the
sum of its four denominators, never a mean of rates, and only where all four are present. A printed cohort of twelve
months is used as printed. The publisher withholds the rates of cohorts under 30 but not their counts: rates are
computed from the counts, and withheld where they are shown.
"""

import re

import pandas as pd

from yotlib.figures.tidy import quoted
from yotlib.intake.files import Opened
from yotlib.intake.readers import reoffending_years, yjb
from yotlib.intake.readers.adding_up import WHOLE, as_figures, report_doubts
from yotlib.intake.readers.area_of_row import count_unresolved, explain_region_conflicts, find_areas
from yotlib.intake.readers.period_labels import read_periods
from yotlib.intake.readers.printed_numbers import read_counts
from yotlib.intake.readers.reader import READ_COLUMNS, Publication, Reader, Reading
from yotlib.intake.readers.unverified import WARNING

WORDS = ["adult_child", "cohort", "region", "category", "subcat1", "subcat2"]
NUMBERS = ["offenders", "reoffenders", "reoffences"]
MEASURES = {"reoffending_rate": "reoffenders", "reoffences_per_child": "reoffences"}
CHILDREN = {"child": "child", "children": "child", "juvenile": "child", "adult": "adult", "adults": "adult"}
TOTALS = ("", "all", "total", "all ages")
AGES = dict.fromkeys(TOTALS, "10-17") | yjb.AGES
OF_TEAMS = re.compile(r"\b(?:youth|yots?|yjs)\b")
OF_AREAS = re.compile(r"\b(?:youth|yots?|yjs|authority|authorities|utla|regions?|country|countries|national|total)\b")
OF_OTHERS = re.compile(r"\b(?:lower|districts?|police|probation|prisons?)\b")
MARKS = {
    "*": "[u] withheld by the publisher: cohort under 30",
    "-": "[x] the publisher prints a dash: not available or not applicable",
    "..": "[x] not available",
    "": "[x] blank in the publisher's table",
    "x": "[x] not available",
    "z": "[z] not applicable",
    "c": "[c] withheld by the publisher",
    ":": "[x] not available",
}
CHECK = "one number for one cohort"
PUBLICATION = Publication(
    publisher="Ministry of Justice",
    covers="proven reoffending of children by area",
    licence="OGL v3",
    address="https://www.gov.uk/government/collections/proven-reoffending-statistics",
)


def recognises(opened: Opened) -> bool:
    """Return whether this is a table with these columns."""
    return yjb.has_columns(opened, *WORDS, *NUMBERS)


def read(opened: Opened) -> Reading:
    """Read children in each area's cohort, those who reoffended and their reoffences, by the year to March."""
    kinds = opened.table(columns=["adult_child"])
    yjb.refuse_unknown_words(kinds, {"adult_child": (CHILDREN, "group of people")}, opened.name)
    children = set(kinds["adult_child"][yjb.translate(kinds["adult_child"], CHILDREN) == "child"])
    table = opened.table(columns=[*WORDS, *NUMBERS], where={"adult_child": children})
    rows = _read_rows(table[_is_of_area(table)], opened.name)
    parts = _one_row_a_cohort(rows[rows["area"] != ""])
    figures = pd.concat([_measure_figures(parts, *measure) for measure in MEASURES.items()], ignore_index=True)
    return Reading(
        figures=figures[READ_COLUMNS],
        unresolved=count_unresolved(rows["name"], rows["area"]),
        left_out=(
            f"Rows of adults: {len(kinds) - len(table):,}.",
            *_describe_other_rows(table),
            *reoffending_years.describe_left_out(parts),
            WARNING,
        ),
        faults=tuple(report_doubts(figures, CHECK, opened.name)),
    )


def _is_of_area(table: pd.DataFrame) -> pd.Series:
    """Return whether each row is of an area as a whole, or of one age band in it."""
    category = table["category"].str.casefold()
    areas = category.str.contains(OF_AREAS) & ~category.str.contains(OF_OTHERS)
    return areas & table["subcat2"].str.strip().str.casefold().isin(list(AGES))


def _read_rows(table: pd.DataFrame, file: str) -> pd.DataFrame:
    """Return the period, area, age band and numbers of each row; `of_team` where it is counted by team."""
    periods = read_periods(table["cohort"].map(reoffending_years.write_both_years), file)
    total = table["subcat1"].str.strip().str.casefold().isin(TOTALS)
    names = table["subcat1"].mask(total, table["region"])
    of_team = table["category"].str.casefold().str.contains(OF_TEAMS)
    areas = find_areas(names, periods).where(of_team, find_areas(names, periods, "authority"))
    read = {name: read_counts(table[name], MARKS, file) for name in NUMBERS}
    counts = {name: column["value"] for name, column in read.items()}
    notes = {f"note_{name}": column["note"] for name, column in read.items()}
    age = yjb.translate(table["subcat2"], AGES)
    rows = periods.assign(name=names, area=areas, age=age, ethnicity="all", of_team=of_team, row=table.index)
    return _add_doubts(rows.assign(**counts, **notes, region=table["region"]))


def _add_doubts(rows: pd.DataFrame) -> pd.DataFrame:
    """Doubt rows that are impossible: more reoffenders than children, or fewer reoffences than reoffenders."""
    row, doubt = "row " + rows["row"].astype("str"), explain_region_conflicts(rows)
    doubt = doubt.mask(rows["reoffenders"] > rows["offenders"], row + " has more who reoffended than there are")
    fewer = rows["reoffences"] < rows["reoffenders"]
    return rows.assign(doubt=doubt.mask(fewer, row + " has fewer reoffences than children who reoffended"))


def _one_row_a_cohort(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each cohort of an area: the team's before its authority's, in doubt where two rows differ."""
    known = rows.assign(of_team=rows["of_team"].astype(int)).sort_values(["of_team", "row"])
    best = known[known["of_team"] == known.groupby(WHOLE)["of_team"].transform("max")]
    different = best.drop_duplicates([*WHOLE, *NUMBERS])
    words = "row " + different["row"].astype("str") + " is not the only one of its cohort"
    return different.assign(doubt=different["doubt"].mask(different.duplicated(WHOLE, keep=False), words))


def _measure_figures(parts: pd.DataFrame, measure: str, numerator: str) -> pd.DataFrame:
    """Return one measure by year: its numerator as `count`, the children of the cohort as `population`."""
    own, of_cohort = parts[f"note_{numerator}"], parts["note_offenders"]
    pairs = parts.assign(count=parts[numerator], population=parts["offenders"], note=own.where(own != "", of_cohort))
    return as_figures(reoffending_years.add_up_years(pairs), measure)


def _describe_other_rows(table: pd.DataFrame) -> tuple[str, ...]:
    """Return a sentence on the rows of children that are not of an area."""
    others = table[~_is_of_area(table)]
    kinds = sorted(set(others["category"]))
    return (f"Rows of children by {quoted(kinds[:6])}: {len(others):,}.",) if kinds else ()


READER = Reader(
    kind="moj-reoffending",
    title="MoJ proven reoffending, geographic table",
    source="moj-reoffending",
    publication=PUBLICATION,
    recognises=recognises,
    read=read,
    seen=False,
)
