"""Children cautioned or sentenced in one year in several services: the table behind the YJB's dashboard.

The table holds two views of the same children in its column `Filter`. `Dashboard` has every cell: each age band, ethnic
group and sex of each service, unknown sex and group where there are any, with the residents they are divided by.
`Chart` has sums of those cells: a row for each service, and rows by sex, age and group for all services of the table
together. The cells are taken, because all else follows from them; the services' rows of the other view give the printed
rate, and are what the cells are checked by. In the file seen (seven services, 2022-23, 728 children) the two agree
throughout. "West Midlands" there is the sum of the table's seven services, one police force's, and not the region.

Residents of unknown sex or group are printed as 0, so there is no rate for children whose group is not known. Rates are
per 1,000; `Code` repeats the row's own words, and `ObjectId` numbers the rows.
"""

from dataclasses import replace

import pandas as pd

from yotlib.figures.tidy import FIVE_GROUPS
from yotlib.intake.files import Opened
from yotlib.intake.readers import yjb, yjb_views
from yotlib.intake.readers.adding_up import ALL_AGES, CELL, WHOLE, added_up, as_figures, doubted, margins, with_gaps
from yotlib.intake.readers.area_of_row import services, unresolved
from yotlib.intake.readers.period_labels import spans
from yotlib.intake.readers.printed_numbers import numbers
from yotlib.intake.readers.reader import READ_COLUMNS, Reader, Reading
from yotlib.intake.readers.yjb_views import BREAKDOWNS, CHECK

WORDS = ["Filter", "Code", "YJYear", "Local_Authority", "Ethnicity", "Gender", "Age"]
COLUMNS = [*WORDS, "YJVolume", "Population", "Rate", "ObjectId"]
CELLS, SUMS = "dashboard", "chart"
VIEWS = {CELLS: CELLS, SUMS: SUMS}
TOTAL = {"total": "all"}
MAY_HOLD = {
    "Filter": (VIEWS, "view"),
    "Age": (yjb.AGES | TOTAL, "age band"),
    "Ethnicity": (yjb.GROUPS | TOTAL, "ethnic group"),
    "Gender": (yjb.SEXES | TOTAL, "sex"),
}
TOLD = "cells of the table added up"
NO_RESIDENTS = "[x] the residents of a part are not given"
PER_THOUSAND = 10
HALF_A_DECIMAL = 0.05 + 1e-9
PUBLICATION = replace(yjb.PUBLICATION, covers="children cautioned or sentenced by service, age band and ethnic group")


def recognises(opened: Opened) -> bool:
    """A table with the columns of both views."""
    return yjb.has_columns(opened, *COLUMNS)


def read(opened: Opened) -> Reading:
    """Children, rates and residents of each service, by age band and ethnic group; whole tables only."""
    rows = _rows(opened.table(columns=COLUMNS), opened.name)
    of_services, sums = rows[rows["view"] == CELLS], rows[rows["view"] == SUMS]
    cells = of_services[of_services["area"] != ""]
    wrong, seen = yjb_views.apart(sums, cells), set(cells["area"])
    wholes = added_up(margins(with_gaps(cells, FIVE_GROUPS)), TOLD).pipe(yjb_views.in_doubt, wrong, sums)
    figures = pd.concat([_children(wholes), _rates(wholes, sums), _residents(wholes)], ignore_index=True)
    return Reading(
        figures=figures[READ_COLUMNS],
        unresolved=unresolved(of_services["name"], of_services["area"]),
        left_out=_left_out(sums, seen),
        faults=(*doubted(figures, CHECK, opened.name), *yjb_views.of_all_services(wrong, seen, opened.name)),
    )


def _rows(table: pd.DataFrame, file: str) -> pd.DataFrame:
    """Every row in our words, its numbers read, and in `doubt` what a cell says against itself."""
    yjb.refuse_unknown_words(table, MAY_HOLD, file)
    yjb.refuse_gaps(table["ObjectId"], file)
    years = spans(table["YJYear"], file)
    rows = yjb.counted(table["YJVolume"], file).assign(
        view=yjb.in_our_words(table["Filter"], VIEWS),
        age=yjb.in_our_words(table["Age"], yjb.AGES | TOTAL),
        ethnicity=yjb.in_our_words(table["Ethnicity"], yjb.GROUPS | TOTAL),
        sex=yjb.in_our_words(table["Gender"], yjb.SEXES | TOTAL),
        name=table["Local_Authority"],
        area=services(table["Local_Authority"], years),
        population=numbers(table["Population"], yjb.MARKS, file)["value"],
        rate=numbers(table["Rate"], yjb.MARKS, file)["value"],
        row=table.index,
    )
    return rows.join(years).pipe(_with_doubts, table)


def _with_doubts(rows: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    rate = 1000 * rows["count"] / rows["population"].where(rows["population"] > 0)
    nobody = (rows["population"] == 0) & (rows[["sex", "ethnicity"]] != "not-known").all(axis=1)
    own = table[["YJYear", "Local_Authority", "Age", "Ethnicity", "Gender"]].agg(" ".join, axis=1)
    row = "row " + rows["row"].astype("str")
    printed = " prints " + table["Rate"] + " per 1,000 for " + table["YJVolume"] + " of " + table["Population"]
    found = (
        (rows.duplicated([*CELL, "view"], keep=False), row + " is not the only one of its cell"),
        ((rate - rows["rate"]).abs() > HALF_A_DECIMAL, row + printed),
        (nobody & (rows["count"] > 0), row + " has children where nobody lives"),
        (table["Code"] != own, row + " calls itself " + table["Code"].map(repr)),
    )
    doubt = pd.Series("", index=rows.index, dtype="str")
    for wrong, words in found:
        doubt = doubt.mask(wrong & (rows["view"] == CELLS), words)
    return rows.assign(doubt=doubt)


def _children(wholes: pd.DataFrame) -> pd.DataFrame:
    return as_figures(wholes.drop(columns="population"), "cautioned_or_sentenced")


def _rates(wholes: pd.DataFrame, sums: pd.DataFrame) -> pd.DataFrame:
    """Rates where the group is known: the printed one for a service as a whole, the others left to be worked out."""
    whole = sums[(sums[BREAKDOWNS] == "all").all(axis=1)].assign(age=ALL_AGES)
    printed = whole[[*WHOLE, "rate"]].drop_duplicates(WHOLE)
    rates = wholes[wholes["ethnicity"] != "not-known"].merge(printed, on=WHOLE, how="left", validate="one_to_one")
    notes = rates["rate"].map(lambda rate: f"printed per 1,000: {rate:g}").where(rates["rate"].notna(), rates["note"])
    per_ten_thousand = (PER_THOUSAND * rates["rate"]).round(6)
    return as_figures(rates.assign(value=per_ten_thousand, note=notes), "cautioned_or_sentenced_rate")


def _residents(wholes: pd.DataFrame) -> pd.DataFrame:
    """Residents aged 10 to 17, of each known group and of all."""
    known = wholes[(wholes["age"] == ALL_AGES) & (wholes["ethnicity"] != "not-known")]
    notes = known["note"].where(known["population"].notna(), NO_RESIDENTS)
    residents = known.assign(count=known["population"], note=notes).drop(columns="population")
    return as_figures(residents, "population_10_17")


def _left_out(sums: pd.DataFrame, seen: set[str]) -> tuple[str, ...]:
    others = sorted(set(sums.loc[~sums["area"].isin(seen), "name"]))
    of_all = [f"{name} is the sum of the table's own services, no region or nation: left out." for name in others]
    return (
        f"The {len(sums)} rows of the view Chart add up cells of the view Dashboard: held against them, not added.",
        "Boys and girls have no figures of their own here: added up.",
        *of_all,
    )


READER = Reader(
    kind="yjb-dashboard",
    title="YJB dashboard, children cautioned or sentenced",
    source="yjb-dashboard",
    publication=PUBLICATION,
    recognises=recognises,
    read=read,
)
