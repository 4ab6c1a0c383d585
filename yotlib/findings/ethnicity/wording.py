"""The parts that sentences about ethnic groups share."""

import pandas as pd

from yotlib.analysis.ethnicity import GROUP_NAMES, POOLED, WHITE
from yotlib.findings.wording import period_of
from yotlib.reference import periods
from yotlib.reference.areas import every, find

SIGNIFICANT = 0.05
CHILDREN = {group: f"{name} children" for group, name in GROUP_NAMES.items()} | {
    "mixed": "Children of Mixed ethnicity",
    "other": "Children of Other ethnicity",
}
NONE_PUBLISHED = "The sources held here publish no children cautioned or sentenced by ethnic group"
NO_POPULATION = (
    "No population of children by the same groups was published by then, so representation cannot be worked out."
)


def tested(groups: pd.DataFrame) -> pd.DataFrame:
    """The groups whose representation could be worked out."""
    return groups[groups["representation"].notna()]


def rated(groups: pd.DataFrame) -> pd.DataFrame:
    """The groups other than White whose relative rate index is a number that can be printed."""
    finite = groups["rri"].notna() & ~groups["rri"].isin([float("inf")])
    return groups[finite & (groups["group"] != WHITE)]


def nothing(groups: pd.DataFrame, team: str) -> str:
    """Why there is no gap or index to tell."""
    if groups["population_share"].notna().any():
        return f"No relative rate index can be worked out for {find(team).name}: no White children were counted."
    if len(groups):
        return NO_POPULATION
    return f"{NONE_PUBLISHED} for {find(team).name}."


def name(row: pd.Series) -> str:
    """The area as printed."""
    return every()[row["area"]].name


def when(row: pd.Series) -> str:
    """When the children were counted: "2017-18", or "the pooled years 2018-19 to 2020-21"."""
    note = str(row["note"])
    return f"the {POOLED} years {note.removeprefix(f'{POOLED} ')}" if note.startswith(POOLED) else period_of(row)


def population_day(row: pd.Series) -> str:
    """The day or the year of the population the children are set against."""
    return periods.label(row["population_start"], row["population_end"])


def population(row: pd.Series) -> str:
    """The population the children are set against: its date and its source."""
    return f"{population_day(row)} ({row['population_source']})"


def represented(row: pd.Series) -> str:
    """Over- or under-represented, and by how many percentage points."""
    points = f"{abs(row['representation']):.1f} percentage points"
    if points.startswith("0.0 "):
        return "represented as in the population, to 0.1 percentage points"
    return f"{'over' if row['representation'] > 0 else 'under'}-represented by {points}"


def limits(row: pd.Series) -> str:
    """The index with its interval, if it has one: "0.58 (0.48 to 0.71)"."""
    shown = f" ({row['rri_lower']:.2f} to {row['rri_upper']:.2f})" if pd.notna(row["rri_lower"]) else ""
    return f"{row['rri']:.2f}{shown}"
