"""Parts that sentences about ethnic groups share."""

import pandas as pd

from yotlib.analysis.ethnicity import GROUP_NAMES, POOLED, WHITE
from yotlib.analysis.ethnicity.withheld import withheld_of
from yotlib.figures.load import read_sources
from yotlib.findings.wording import period_of
from yotlib.reference import periods
from yotlib.reference.areas import all_areas, find
from yotlib.reference.words import in_words

CHILDREN = {group: f"{name} children" for group, name in GROUP_NAMES.items()} | {
    "mixed": "Children of Mixed ethnicity",
    "other": "Children of Other ethnicity",
}
MORE_THAN_CHANCE, CHANCE_ALONE = "more than chance would explain", "chance alone could explain it"
NONE_PUBLISHED = "The sources held here publish no children cautioned or sentenced by ethnic group"
NO_POPULATION = (
    "No population of children by the same groups was published by then, so representation cannot be worked out."
)


def with_representation(groups: pd.DataFrame) -> pd.DataFrame:
    """Return the groups whose representation could be worked out."""
    return groups[groups["representation"].notna()]


def with_rate_index(groups: pd.DataFrame) -> pd.DataFrame:
    """Return the groups other than White whose relative rate index is a finite number."""
    finite = groups["rri"].notna() & ~groups["rri"].isin([float("inf")])
    return groups[finite & (groups["group"] != WHITE)]


def explain_nothing(groups: pd.DataFrame, team: str) -> str:
    """Say why there is no gap or index to report."""
    if groups["population_share"].notna().any():
        return f"No relative rate index can be worked out for {find(team).name}: no White children were counted."
    if len(groups):
        return NO_POPULATION
    if withheld := explain_withheld(groups):
        return withheld
    return f"{NONE_PUBLISHED} for {find(team).name}."


def explain_withheld(groups: pd.DataFrame) -> str:
    """Say which newer counts by group are withheld and why, and what remains of them; blank where none are."""
    gap = withheld_of(groups)
    if gap is None:
        return ""
    hidden = in_words([GROUP_NAMES[group] for group in gap["groups"]])
    several = len(gap["groups"]) > 1
    shown = [f"{count:,.0f} {GROUP_NAMES[group]}" for group, count in gap["shown"].items()]
    return (
        f"Children cautioned or sentenced in {find(gap['area']).name} in {gap['period']} by ethnic group are withheld "
        f"in part, so no shares are worked out from them: the {'numbers' if several else 'number'} of {hidden} "
        f"{'are each' if several else 'is'} {gap['why']}.{f' What remains is {in_words(shown)}.' if shown else ''}"
    )


def area_name(row: pd.Series) -> str:
    """Return the name of the row's area, which the table has where it has several."""
    return str(row["name"]) if "name" in row else all_areas()[row["area"]].name


def period_counted(row: pd.Series) -> str:
    """Say when the children were counted: "2017-18", or "the pooled years 2018-19 to 2020-21"."""
    note = str(row["note"])
    return f"the {POOLED} years {note.removeprefix(f'{POOLED} ')}" if note.startswith(POOLED) else period_of(row)


def newest_counted(row: pd.Series) -> str:
    """Say when the children were counted, and that nothing newer is held by ethnic group."""
    counted = period_counted(row)
    return f"{counted}, the newest {'year ' if counted == period_of(row) else ''}by ethnic group"


def population_day(row: pd.Series) -> str:
    """Print the day or the year of the population the children are compared with."""
    return periods.label(row["population_start"], row["population_end"])


def population_and_source(row: pd.Series) -> str:
    """Print the date and the publisher of the population the children are compared with."""
    return f"{population_day(row)} ({publisher(row['population_source'])})"


def publisher(source: str) -> str:
    """Return the full name of who published a source; its key where data/sources.csv does not have it."""
    publications = read_sources().set_index("source")["publisher"]
    return str(publications.get(source, source))


def represented_by(row: pd.Series) -> str:
    """Say whether the group is over- or under-represented, and by how many percentage points."""
    points = f"{abs(row['representation']):.1f} percentage points"
    if points.startswith("0.0 "):
        return "represented as in the population, to 0.1 percentage points"
    return f"{'over' if row['representation'] > 0 else 'under'}-represented by {points}"


def index_and_interval(row: pd.Series) -> str:
    """Print the index with its interval, if it has one: "0.58 (0.48 to 0.71)"."""
    shown = f" ({row['rri_lower']:.2f} to {row['rri_upper']:.2f})" if pd.notna(row["rri_lower"]) else ""
    return f"{row['rri']:.2f}{shown}"


def doubt(row: pd.Series) -> str:
    """Say that a share changed too suddenly to conclude from it, as the end of a sentence; blank where it did not."""
    if pd.isna(row["share_before"]):
        return ""
    before = f"{row['share_before']:.1f}%"
    changed = f"that share was {before} in the two years before"
    if str(row["note"]).startswith(POOLED):
        changed = f"in one of these years that share moved far from the {before} of the two years before it"
    return f"{changed}. So sudden a change may lie in how children were recorded, and nothing is concluded from it"
