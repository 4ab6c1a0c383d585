"""Plain names and units for readers who are not analysts."""

from collections.abc import Sequence

import pandas as pd

from yotlib.findings.wording import uncapitalise
from yotlib.reference.words import in_words

TITLES = {
    "first_time_entrants": "First-time entrants",
    "cautioned_or_sentenced_rate": "Children cautioned or sentenced",
    "reoffending_rate": "Reoffending",
    "offences_per_1000": "Proven offences",
}
UNITS = {
    "first_time_entrants": "Children's first caution or conviction, per 100,000 aged 10 to 17",
    "cautioned_or_sentenced_rate": "Per 10,000 children aged 10 to 17",
    "reoffending_rate": "Share of the children followed who reoffended within a year",
    "offences_per_1000": "Per 1,000 children aged 10 to 17",
}


def title_of(row: pd.Series) -> str:
    """Return the plain name of a figure's measure, with its ages where it is not of all children."""
    return title(row["measure"], row["age"])


def title(measure: str, age: str) -> str:
    """Return the plain name of a measure of children of some ages.

    >>> title("reoffending_rate", "15-17")
    'Reoffending, ages 15 to 17'
    """
    return TITLES[measure] if age == "10-17" else f"{TITLES[measure]}, ages {age.replace('-', ' to ')}"


def inside(title: str) -> str:
    """Return a title as it stands inside a sentence.

    >>> inside("Reoffending, ages 15 to 17")
    'reoffending at ages 15 to 17'
    """
    return uncapitalise(title).replace(", ages ", " at ages ")


def areas_in_words(names: Sequence[str]) -> str:
    """List the names of areas, with a comma before a last one that has "and" in its own name.

    >>> areas_in_words(["Wales", "England and Wales"])
    'Wales, and England and Wales'
    """
    if len(names) > 1 and " and " in names[-1]:
        return f"{in_words(names[:-1])}, and {names[-1]}"
    return in_words(names)
