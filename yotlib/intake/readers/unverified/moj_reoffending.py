"""Proven reoffending of children by area: the Ministry of Justice's geographic CSV.

No file of this kind was at hand. What is read follows public code that reads its sisters: adult_child, cohort, region,
category, subcat1, subcat2, offenders, reoffenders, reoffences. `category` says what the row breaks down by; subcat1
names the area, or region does where subcat1 is a total; subcat2 is a total or an age band. Rows of any other kind are
left out and counted.

From the release of October 2017 cohorts are of three months. A year to March is the sum of its four numerators over the
sum of its four denominators, never a mean of rates, and only where all four are there; a printed cohort of twelve
months is taken as it stands. Rates of cohorts under 30 are withheld by the publisher, their counts are not: rates are
worked out from the counts, and withheld where they are shown.
"""

import re

import pandas as pd

from yotlib.figures.tidy import quoted
from yotlib.intake.files import Opened
from yotlib.intake.readers import reoffending_years, yjb
from yotlib.intake.readers.adding_up import WHOLE, as_figures, doubted
from yotlib.intake.readers.area_of_row import elsewhere, placed, unresolved
from yotlib.intake.readers.period_labels import spans
from yotlib.intake.readers.printed_numbers import numbers
from yotlib.intake.readers.reader import READ_COLUMNS, Publication, Reader, Reading

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
    """A table with these columns."""
    return yjb.has_columns(opened, *WORDS, *NUMBERS)


def read(opened: Opened) -> Reading:
    """Children in each area's cohort, those who reoffended and their reoffences, by the year to March."""
    kinds = opened.table(columns=["adult_child"])
    yjb.refuse_unknown_words(kinds, {"adult_child": (CHILDREN, "group of people")}, opened.name)
    children = set(kinds["adult_child"][yjb.in_our_words(kinds["adult_child"], CHILDREN) == "child"])
    table = opened.table(columns=[*WORDS, *NUMBERS], where={"adult_child": children})
    rows = _rows(table[_of_areas(table)], opened.name)
    parts = _once(rows[rows["area"] != ""])
    figures = pd.concat([_figures(parts, *each) for each in MEASURES.items()], ignore_index=True)
    return Reading(
        figures=figures[READ_COLUMNS],
        unresolved=unresolved(rows["name"], rows["area"]),
        left_out=(f"Rows of adults: {len(kinds) - len(table):,}.", *_others(table), *reoffending_years.loose(parts)),
        faults=tuple(doubted(figures, CHECK, opened.name)),
    )


def _of_areas(table: pd.DataFrame) -> pd.Series:
    """Whether a row is of an area as a whole, or of one age band in it."""
    category = table["category"].str.casefold()
    areas = category.str.contains(OF_AREAS) & ~category.str.contains(OF_OTHERS)
    return areas & table["subcat2"].str.strip().str.casefold().isin(list(AGES))


def _rows(table: pd.DataFrame, file: str) -> pd.DataFrame:
    """One row a cohort of an area: its period, area, age band and numbers; `of_team` where it is counted by team."""
    periods = spans(table["cohort"].map(reoffending_years.with_both_years), file)
    total = table["subcat1"].str.strip().str.casefold().isin(TOTALS)
    names = table["subcat1"].mask(total, table["region"])
    of_team = table["category"].str.casefold().str.contains(OF_TEAMS)
    areas = placed(names, periods).where(of_team, placed(names, periods, "authority"))
    read = {name: numbers(table[name], MARKS, file) for name in NUMBERS}
    counts = {name: column["value"] for name, column in read.items()}
    notes = {f"note_{name}": column["note"] for name, column in read.items()}
    age = yjb.in_our_words(table["subcat2"], AGES)
    rows = periods.assign(name=names, area=areas, age=age, ethnicity="all", of_team=of_team, row=table.index)
    return _with_doubts(rows.assign(**counts, **notes, region=table["region"]))


def _with_doubts(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows, in doubt where they cannot be: more reoffenders than children, fewer reoffences than reoffenders."""
    row, doubt = "row " + rows["row"].astype("str"), elsewhere(rows)
    doubt = doubt.mask(rows["reoffenders"] > rows["offenders"], row + " has more who reoffended than there are")
    fewer = rows["reoffences"] < rows["reoffenders"]
    return rows.assign(doubt=doubt.mask(fewer, row + " has fewer reoffences than children who reoffended"))


def _once(rows: pd.DataFrame) -> pd.DataFrame:
    """Each cohort of an area once: its team's own row before its authority's, in doubt where two rows differ."""
    known = rows.assign(of_team=rows["of_team"].astype(int)).sort_values(["of_team", "row"])
    best = known[known["of_team"] == known.groupby(WHOLE)["of_team"].transform("max")]
    once = best.drop_duplicates([*WHOLE, *NUMBERS])
    words = "row " + once["row"].astype("str") + " is not the only one of its cohort"
    return once.assign(doubt=once["doubt"].mask(once.duplicated(WHOLE, keep=False), words))


def _figures(parts: pd.DataFrame, measure: str, numerator: str) -> pd.DataFrame:
    """One measure by the year: its numerator as `count`, the children of the cohort as `population`."""
    own, of_cohort = parts[f"note_{numerator}"], parts["note_offenders"]
    pairs = parts.assign(count=parts[numerator], population=parts["offenders"], note=own.where(own != "", of_cohort))
    return as_figures(reoffending_years.years(pairs), measure)


def _others(table: pd.DataFrame) -> tuple[str, ...]:
    """What is said of the rows of children that are not of an area."""
    others = table[~_of_areas(table)]
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
