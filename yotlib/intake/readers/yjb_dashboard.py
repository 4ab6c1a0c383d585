"""Read children cautioned or sentenced in one year in several services: the table behind the YJB's dashboard.

The column `Filter` divides the table into two views of the same children. `Dashboard` has every cell: each age band,
ethnic group and sex of each service, unknown sex and group where there are any, with the residents as denominator.
`Chart` has sums of those cells: a row for each service, and rows by sex, age and group for all its services together.
The cells are read, because everything else follows from them. The services' rows of the other view give the printed
rate and check the cells. In the file seen (seven services, 2022-23, 728 children) the two views agree throughout. Its
"West Midlands" is the sum of those seven services, in one police force area, and not the region.

Residents of unknown sex or group are printed as 0, so there is no rate for children whose group is not known. Rates are
per 1,000. `Code` repeats the row's own words, and `ObjectId` numbers the rows.
"""

from dataclasses import replace

import pandas as pd

from yotlib.figures.releases import releases
from yotlib.figures.tidy import FIVE_GROUPS
from yotlib.intake.files import Opened
from yotlib.intake.readers import printed_rates, yjb, yjb_views
from yotlib.intake.readers.adding_up import (
    ALL_AGES,
    CELL,
    WHOLE,
    YEAR,
    add_missing_parts,
    add_up,
    as_figures,
    repeat_for_totals,
    report_doubts,
)
from yotlib.intake.readers.area_of_row import count_unresolved, find_services
from yotlib.intake.readers.period_labels import read_periods
from yotlib.intake.readers.printed_numbers import read_counts, read_numbers
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
NO_RESIDENTS = "[x] the residents of a part are not given"
PER_THOUSAND = 10
PUBLICATION = replace(yjb.PUBLICATION, covers="children cautioned or sentenced by service, age band and ethnic group")


def recognises(opened: Opened) -> bool:
    """Return whether this is a table with the columns of both views."""
    return yjb.has_columns(opened, *COLUMNS)


def read(opened: Opened, source: str = "") -> Reading:
    """Read children, rates and residents of each service, by age band and ethnic group. Refuses an incomplete table.

    Residents are of the day that data/releases.csv gives for the release `source`, so that a census printed again
    under a later year counts once; else of the year they are printed for.
    """
    rows = _read_rows(opened.table(columns=COLUMNS), opened.name)
    of_services, sums = rows[rows["view"] == CELLS], rows[rows["view"] == SUMS]
    cells = of_services[of_services["area"] != ""]
    wrong_sums, services = yjb_views.find_wrong_sums(sums, cells), set(cells["area"])
    parts = repeat_for_totals(add_missing_parts(cells, FIVE_GROUPS))
    totals = add_up(parts, "").pipe(yjb_views.add_doubts, wrong_sums, sums)
    figures = pd.concat(
        [_children_figures(totals), _rate_figures(totals, sums), _resident_figures(totals, source)], ignore_index=True
    )
    return Reading(
        figures=figures[READ_COLUMNS],
        unresolved=count_unresolved(of_services["name"], of_services["area"]),
        left_out=_describe_left_out(sums, services),
        faults=(
            *report_doubts(figures, CHECK, opened.name),
            *yjb_views.report_overall_sums(wrong_sums, services, opened.name),
        ),
    )


def _read_rows(table: pd.DataFrame, file: str) -> pd.DataFrame:
    """Return every row in our words, with its numbers, and in `doubt` how a cell contradicts itself."""
    yjb.refuse_unknown_words(table, MAY_HOLD, file)
    yjb.refuse_gaps(table["ObjectId"], file)
    years = read_periods(table["YJYear"], file)
    rows = yjb.read_counts(table["YJVolume"], file).assign(
        view=yjb.translate(table["Filter"], VIEWS),
        age=yjb.translate(table["Age"], yjb.AGES | TOTAL),
        ethnicity=yjb.translate(table["Ethnicity"], yjb.GROUPS | TOTAL),
        sex=yjb.translate(table["Gender"], yjb.SEXES | TOTAL),
        name=table["Local_Authority"],
        area=find_services(table["Local_Authority"], years),
        population=read_counts(table["Population"], yjb.MARKS, file)["value"],
        rate=read_numbers(table["Rate"], yjb.MARKS, file)["value"],
        row=table.index,
    )
    return rows.join(years).pipe(_add_doubts, table)


def _add_doubts(rows: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Add to each cell the reason, if any, why its numbers cannot be right."""
    no_residents = (rows["population"] == 0) & (rows[["sex", "ethnicity"]] != "not-known").all(axis=1)
    expected_code = table[["YJYear", "Local_Authority", "Age", "Ethnicity", "Gender"]].agg(" ".join, axis=1)
    row = "row " + rows["row"].astype("str")
    printed = row + " prints " + table["Rate"] + " per 1,000 for " + table["YJVolume"] + " of " + table["Population"]
    untested = printed_rates.doubt_untested(rows, printed, ["view", *YEAR])
    reasons = (
        (untested != "", untested),
        (rows.duplicated([*CELL, "view"], keep=False), row + " is not the only one of its cell"),
        (printed_rates.contradict(rows), printed),
        (no_residents & (rows["count"] > 0), row + " has children where nobody lives"),
        (table["Code"] != expected_code, row + " calls itself " + table["Code"].map(repr)),
    )
    doubt = pd.Series("", index=rows.index, dtype="str")
    for wrong, words in reasons:
        doubt = doubt.mask(wrong & (rows["view"] == CELLS), words)
    return rows.assign(doubt=doubt)


def _children_figures(totals: pd.DataFrame) -> pd.DataFrame:
    """Return the counts of children."""
    return as_figures(totals.drop(columns="population"), "cautioned_or_sentenced")


def _rate_figures(totals: pd.DataFrame, sums: pd.DataFrame) -> pd.DataFrame:
    """Return rates where the group is known: as printed for a whole service, the others to be computed from counts."""
    of_services = sums[(sums[BREAKDOWNS] == "all").all(axis=1)].assign(age=ALL_AGES)
    printed = of_services[[*WHOLE, "rate"]].drop_duplicates(WHOLE)
    rates = totals[totals["ethnicity"] != "not-known"].merge(printed, on=WHOLE, how="left", validate="one_to_one")
    notes = rates["rate"].map(lambda rate: f"printed per 1,000: {rate:g}").where(rates["rate"].notna(), rates["note"])
    per_ten_thousand = (PER_THOUSAND * rates["rate"]).round(6)
    return as_figures(rates.assign(value=per_ten_thousand, note=notes), "cautioned_or_sentenced_rate")


def _resident_figures(totals: pd.DataFrame, source: str) -> pd.DataFrame:
    """Return residents aged 10 to 17, of each known group and of all."""
    known = totals[(totals["age"] == ALL_AGES) & (totals["ethnicity"] != "not-known")]
    notes = known["note"].where(known["population"].notna(), NO_RESIDENTS)
    residents = known.assign(count=known["population"], note=notes).drop(columns="population")
    return as_figures(residents.pipe(_date_residents, source), "population_10_17")


def _date_residents(residents: pd.DataFrame, source: str) -> pd.DataFrame:
    known = releases().query("source == @source and measure == 'cautioned_or_sentenced'")["population_date"].dropna()
    return residents if known.empty else residents.assign(period_start=known.iloc[0], period_end=known.iloc[0])


def _describe_left_out(sums: pd.DataFrame, services: set[str]) -> tuple[str, ...]:
    """Return the sentences on rows that are not read."""
    others = sorted(set(sums.loc[~sums["area"].isin(services), "name"]))
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
    read_release=read,
)
