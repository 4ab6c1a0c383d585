"""Parts that sentences about ratings share."""

import pandas as pd

from yotlib.analysis.inspection.dates import last_day
from yotlib.reference.notes import is_estimated
from yotlib.reference.periods import day

NO_QUESTIONS = "The percentages behind the rating are not held here."
SMALL = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def when_published(published: str) -> str:
    """Say when a report was published, as far as it is known: on 31 January 2020, in April 2019, in 2019-20."""
    if not published:
        return "on a day not stated"
    if "/" in published:
        return f"in the inspection year {published.replace('/', '-')}"
    if published.count("-") == 2:
        return f"in the report published on {day(last_day(published))}"
    if published.count("-") == 1:
        return f"in the report published in {last_day(published):%B %Y}"
    return f"in an inspection of {published}"


def when_rated(row: pd.Series) -> str:
    """Say when a row of ratings was published, and whether the year is only estimated."""
    return when_published(row["published"]) + (" (year estimated)" if is_estimated(row) else "")


def points_in_words(number: int) -> str:
    """Print a number of points: no points, one point, 12 points."""
    return f"{number_in_words(number) if number else 'no'} {'point' if number == 1 else 'points'}"


def number_in_words(number: int) -> str:
    """Print a whole number, in words below ten."""
    return SMALL[number] if 0 <= number < len(SMALL) else f"{number:,}"


def name_standard(row: pd.Series) -> str:
    """Name a standard in a sentence: Assessment (2.1)."""
    return f"{row['title']} ({row['standard']})"


def name_question(row: pd.Series) -> str:
    """Name a key question in a sentence: assessment, keeping other people safe (2.1.3)."""
    about = f", {row['about']}" if row["about"] else ""
    return f"{row['title'].lower()}{about} ({row['question']})"
