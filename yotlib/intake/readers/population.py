"""Read children aged 10-17 by local authority: ONS mid-year estimates by year of age, Census 2021 by ethnic group.

Counts of the authorities of a team are added up to the team's where the table has all of them. The census counts of
City of London and the Isles of Scilly were not released: they are blank, and their teams' counts leave them out.
"""

import re
from collections.abc import Iterator

import pandas as pd

from yotlib.intake.checks.fault import WRONG, Fault
from yotlib.intake.files import Opened
from yotlib.intake.readers.area_names import resolve
from yotlib.intake.readers.printed_numbers import read_counts
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
    """Return whether this is a table of authorities by single year of age, with the year of its boundaries."""
    return _year_of_estimates(opened) is not None


def recognises_census(opened: Opened) -> bool:
    """Return whether this is a table of authorities by the census's five ethnic groups."""
    return set(CENSUS) <= set(next(iter(opened.head(rows=1)), []))


def read_estimates(opened: Opened) -> Reading:
    """Read a count for each authority at 30 June of the year, and check it against the single years of age."""
    year = _year_of_estimates(opened)
    assert year is not None, "recognised by the year in its columns"
    code, name = f"utla{year % 100:02d}_code", f"utla{year % 100:02d}_name"
    table = opened.table(columns=[code, name, *AGES, TOTAL])
    rows = read_rows(table, code, name, opened.name, pd.Timestamp(year, 6, 30)).assign(ethnicity="all")
    ages = pd.DataFrame({age: read_counts(table[age], MARKS, opened.name)["value"] for age in AGES})
    return make_reading(rows, opened.name, tuple(_check_totals(rows, ages.sum(axis=1, skipna=False), opened.name)))


def read_census(opened: Opened) -> Reading:
    """Read a count for each authority and ethnic group on the day of the census."""
    table = opened.table(columns=CENSUS)
    rows = read_rows(table, "utla_code", "utla_name", opened.name, CENSUS_DAY)
    return make_reading(rows.assign(ethnicity=table["ethnic_group"].map(GROUPS)), opened.name, ())


def _year_of_estimates(opened: Opened) -> int | None:
    """Return the year of the estimates, from the names of their columns; None for another table."""
    columns = next(iter(opened.head(rows=1)), [])
    year = next((match[1] for name in columns if (match := _YEAR.fullmatch(name))), None)
    if year is None or not {*AGES, TOTAL, f"utla{year}_name"} <= set(columns):
        return None
    return 2000 + int(year)


def read_rows(table: pd.DataFrame, code: str, name: str, file: str, day: pd.Timestamp) -> pd.DataFrame:
    """Return every row with the columns of READ_COLUMNS but `ethnicity`, and `name`; `area` is blank where unknown."""
    printed = read_counts(table[TOTAL], MARKS, file)
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
    """Return the authority of a name and code on a day; the code decides between two that had the name in turn."""
    coded = resolve("", code=code, prefer="authority")
    named = resolve(name, period_start=day, period_end=day, prefer="authority")
    if coded is None or named is None or coded == named:
        return named or coded
    return coded if resolve(name, code=code, prefer="authority") == coded else None


def make_reading(rows: pd.DataFrame, file: str, faults: tuple[Fault, ...]) -> Reading:
    known = rows[(rows["area"] != "") & rows["ethnicity"].notna()]
    figures = pd.concat([known, _add_up_teams(known)]).sort_values(["row", "area"], kind="stable", ignore_index=True)
    others = rows.loc[(rows["area"] != "") & rows["ethnicity"].isna()]
    left_out = (f"{len(others)} rows of ethnic groups that are not among {', '.join(GROUPS)}.",) if len(others) else ()
    return Reading(
        figures=figures[READ_COLUMNS],
        unresolved={str(name): len(lost) for name, lost in rows[rows["area"] == ""].groupby("name")},
        left_out=left_out,
        faults=faults,
    )


def _add_up_teams(known: pd.DataFrame) -> pd.DataFrame:
    """Return the counts of teams of several authorities, added up from all of these."""
    parts = [_add_up_team(known, team, members) for team, members in _complete_teams(set(known["area"]))]
    return pd.concat([known.iloc[:0], *parts])


def _complete_teams(counted: set[str]) -> Iterator[tuple[Area, list[str]]]:
    """Yield each team whose authorities are all `counted`, with these: today's, or else those before a change."""
    for team in areas.teams():
        inside = [area for area in areas.all_areas().values() if area.kind == AUTHORITY and area.within == team]
        for members in ([area for area in inside if not area.until], [area for area in inside if not area.since]):
            if members and {str(area) for area in members} <= counted:
                yield team, [str(area) for area in members]
                break


def _add_up_team(known: pd.DataFrame, team: Area, members: list[str]) -> pd.DataFrame:
    """Return the team's count of each ethnic group that every one of its `members` has exactly once."""
    inside = known[known["area"].isin(members)]
    each_once = inside.groupby("ethnicity")["area"].agg(lambda names: sorted(names) == sorted(members))
    complete = inside[inside["ethnicity"].map(each_once).astype(bool)]
    released = complete[complete["note"] != NOT_RELEASED]
    sums = released.groupby("ethnicity", sort=False).agg({"count": "sum", "row": "min"})
    first = released.drop_duplicates("ethnicity").set_index("ethnicity").assign(**sums, area=str(team), note="")
    lacking = complete.loc[complete["note"] == NOT_RELEASED, "name"].drop_duplicates()
    words = f"without {' and '.join(lacking)}, not released" if len(lacking) else ""
    return first.reset_index().assign(note=add_words(first["note"], words).to_numpy())[known.columns]


def _check_totals(rows: pd.DataFrame, added: pd.Series, file: str) -> Iterator[Fault]:
    """Yield a fault for each count that is not the sum of its single years of age."""
    for _, row in rows.assign(added=added)[rows["count"].notna() & added.notna() & (rows["count"] != added)].iterrows():
        found, expected = f"{row['count']:,.0f} counted", f"its years of age add up to {row['added']:,.0f}"
        yield Fault(ADDS_UP, WRONG, file, int(row["row"]), f"Children aged 10-17, {row['name']}", found, expected)


ONS = {"publisher": "Office for National Statistics", "licence": "OGL v3", "address": "https://www.ons.gov.uk"}
READERS = (
    Reader(
        kind="ons-mid-year",
        title="ONS mid-year estimates, ages 10 to 17 by authority",
        source="ons-mid-year",
        publication=Publication(covers="children aged 10 to 17 by local authority", **ONS),
        recognises=recognises_estimates,
        read=read_estimates,
    ),
    Reader(
        kind="ons-census",
        title="ONS Census 2021, ages 10 to 17 by ethnic group",
        source="ons-census",
        publication=Publication(covers="children aged 10 to 17 by five ethnic groups on 21 March 2021", **ONS),
        recognises=recognises_census,
        read=read_census,
    ),
)
