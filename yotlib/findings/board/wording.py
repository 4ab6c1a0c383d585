"""Plain names and units for readers who are not analysts."""

import pandas as pd

from yotlib.findings.wording import uncapitalise

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
    ages = "" if row["age"] == "10-17" else f", ages {row['age'].replace('-', ' to ')}"
    return f"{TITLES[row['measure']]}{ages}"


def inside(title: str) -> str:
    """Return a title as it stands inside a sentence.

    >>> inside("Reoffending, ages 15 to 17")
    'reoffending at ages 15 to 17'
    """
    return uncapitalise(title).replace(", ages ", " at ages ")
