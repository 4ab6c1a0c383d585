"""Children aged 10-17 by local authority: ONS mid-year estimates by single year of age, Census 2021 by ethnic group.

Counts of authorities that share a team are added up to the team's where every one of them is there. The census counts
of City of London and the Isles of Scilly were not released; they are blank, and their teams' counts are of the others.
"""

import re
from collections.abc import Iterator

import pandas as pd

from yotlib.intake.checks.fault import WRONG, Fault
from yotlib.intake.files import Opened
from yotlib.intake.readers.area_names import resolve
from yotlib.intake.readers.printed_numbers import numbers
from yotlib.intake.readers.reader import READ_COLUMNS, Publication, Reader, Reading
from yotlib.reference import areas
from yotlib.reference.areas import AUTHORITY, Area
from yotlib.reference.notes import add_words

AGES = [str(age) for age in range(10, 18)]
TOTAL = "population_10_17"
CENSUS = ["utla_code", "utla_name", "ethnic_group", TOTAL]
CENSUS_DAY = pd.Timestamp(2021, 3, 21)
GROUPS = {name: name.lower() for name in ("Asian", "Black", "Mixed", "Other", "White")}
NOT_RELEASED = "[x] not released"
MARKS = {"": NOT_RELEASED}
ADDS_UP = "single years of age add up"
_YEAR = re.compile(r"utla(\d\d)_code")


def recognises_estimates(opened: Opened) -> bool:
    """A table of authorities with a column a year of age, the year of its boundaries in the names of its columns."""
    return _year(opened) is not None


def recognises_census(opened: Opened) -> bool:
    """A table of authorities and the census's five ethnic groups."""
    return set(CENSUS) <= set(next(iter(opened.head(rows=1)), []))


def read_estimates(opened: Opened) -> Reading:
    """One count an authority at 30 June of the year, the single years of age held against it."""
    year = _year(opened)
    assert year is not None, "recognised by the year in its columns"
    code, name = f"utla{year % 100:02d}_code", f"utla{year % 100:02d}_name"
    table = opened.table(columns=[code, name, *AGES, TOTAL])
    rows = _rows(table, code, name, opened.name, pd.Timestamp(year, 6, 30)).assign(ethnicity="all")
    ages = pd.DataFrame({age: numbers(table[age], MARKS, opened.name)["value"] for age in AGES})
    return _reading(rows, opened.name, tuple(_apart(rows, ages.sum(axis=1, skipna=False), opened.name)))


def read_census(opened: Opened) -> Reading:
    """One count an authority and ethnic group on the day of the census."""
    table = opened.table(columns=CENSUS)
    rows = _rows(table, "utla_code", "utla_name", opened.name, CENSUS_DAY)
    return _reading(rows.assign(ethnicity=table["ethnic_group"].map(GROUPS)), opened.name, ())


def _year(opened: Opened) -> int | None:
    """The year of the estimates, said in the names of their columns; None for another table."""
    columns = next(iter(opened.head(rows=1)), [])
    found = next((match for name in columns if (match := _YEAR.fullmatch(name))), None)
    if found is None or not {*AGES, TOTAL, f"utla{found[1]}_name"} <= set(columns):
        return None
    return 2000 + int(found[1])


def _rows(table: pd.DataFrame, code: str, name: str, file: str, day: pd.Timestamp) -> pd.DataFrame:
    """Every row with the columns of READ_COLUMNS but `ethnicity`, and `name`; `area` blank where it is not known."""
    printed = numbers(table[TOTAL], MARKS, file)
    pairs = {pair: _authority(*pair, day) for pair in zip(table[name], table[code], strict=True)}
    slugs = [str(pairs[pair] or "") for pair in zip(table[name], table[code], strict=True)]
    return pd.DataFrame(
        {
            "name": table[name],
            "area": pd.Series(slugs, index=table.index, dtype="str"),
            "measure": TOTAL,
            "age": "10-17",
            "period_start": day,
            "period_end": day,
            "value": float("nan"),
            "count": printed["value"],
            "population": float("nan"),
            "note": printed["note"],
            "row": table.index,
        }
    )


def _authority(name: str, code: str, day: pd.Timestamp) -> Area | None:
    """The authority of a name and code on a day: a code says which where two of one name took turns."""
    coded = resolve("", code=code, prefer="authority")
    named = resolve(name, period_start=day, period_end=day, prefer="authority")
    if coded is None or named is None or coded == named:
        return named or coded
    return coded if resolve(name, code=code, prefer="authority") == coded else None


def _reading(rows: pd.DataFrame, file: str, faults: tuple[Fault, ...]) -> Reading:
    known = rows[(rows["area"] != "") & rows["ethnicity"].notna()]
    figures = pd.concat([known, _of_teams(known)]).sort_values(["row", "area"], kind="stable", ignore_index=True)
    others = rows.loc[(rows["area"] != "") & rows["ethnicity"].isna()]
    left_out = (f"{len(others)} rows of ethnic groups that are not among {', '.join(GROUPS)}.",) if len(others) else ()
    return Reading(
        figures=figures[READ_COLUMNS],
        unresolved={str(name): len(lost) for name, lost in rows[rows["area"] == ""].groupby("name")},
        left_out=left_out,
        faults=faults,
    )


def _of_teams(known: pd.DataFrame) -> pd.DataFrame:
    """The counts of teams of several authorities, added up from those of all of them."""
    parts = [_added_up(known, team, members) for team, members in _members(set(known["area"]))]
    return pd.concat([known.iloc[:0], *parts])


def _members(there: set[str]) -> Iterator[tuple[Area, list[str]]]:
    """Each team of several authorities with those of a time that are all there: former ones, or those of today."""
    for team in areas.teams():
        inside = [area for area in areas.every().values() if area.kind == AUTHORITY and area.within == team]
        for living in ([area for area in inside if not area.until], [area for area in inside if not area.since]):
            if living and {str(area) for area in living} <= there:
                yield team, [str(area) for area in living]
                break


def _added_up(known: pd.DataFrame, team: Area, members: list[str]) -> pd.DataFrame:
    """The team's counts, by ethnic group, of those groups that every one of its `members` has once."""
    inside = known[known["area"].isin(members)]
    each_once = inside.groupby("ethnicity")["area"].agg(lambda names: sorted(names) == sorted(members))
    mine = inside[inside["ethnicity"].map(each_once).astype(bool)]
    released = mine[mine["note"] != NOT_RELEASED]
    sums = released.groupby("ethnicity", sort=False).agg({"count": "sum", "row": "min"})
    first = released.drop_duplicates("ethnicity").set_index("ethnicity").assign(**sums, area=str(team), note="")
    lacking = mine.loc[mine["note"] == NOT_RELEASED, "name"].drop_duplicates()
    words = f"without {' and '.join(lacking)}, not released" if len(lacking) else ""
    return first.reset_index().assign(note=add_words(first["note"], words).to_numpy())[known.columns]


def _apart(rows: pd.DataFrame, added: pd.Series, file: str) -> Iterator[Fault]:
    """The counts that are not the sum of their single years of age."""
    for _, row in rows.assign(added=added)[rows["count"].notna() & added.notna() & (rows["count"] != added)].iterrows():
        said, expected = f"{row['count']:,.0f} counted", f"its years of age add up to {row['added']:,.0f}"
        yield Fault(ADDS_UP, WRONG, file, int(row["row"]), f"Children aged 10-17, {row['name']}", said, expected)


_ONS = {"publisher": "Office for National Statistics", "licence": "OGL v3", "address": "https://www.ons.gov.uk"}
READERS = (
    Reader(
        kind="ons-mid-year",
        title="ONS mid-year population estimates, single years of age 10 to 17 by local authority",
        source="ons-mid-year",
        publication=Publication(covers="children aged 10 to 17 by local authority", **_ONS),
        recognises=recognises_estimates,
        read=read_estimates,
    ),
    Reader(
        kind="ons-census",
        title="ONS Census 2021, children aged 10 to 17 by ethnic group and local authority",
        source="ons-census",
        publication=Publication(covers="children aged 10 to 17 by five ethnic groups on 21 March 2021", **_ONS),
        recognises=recognises_census,
        read=read_census,
    ),
)
