"""The parts of sentences about ratings."""

import pandas as pd

from yotlib.analysis.inspection.published import last_day
from yotlib.reference.periods import day

NO_QUESTIONS = "The percentages behind the rating are not held here."
SMALL = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def when(published: str) -> str:
    """When a report was published, as far as it is known: on 31 January 2020, in April 2019, in 2019-20."""
    if not published:
        return "on a day not stated"
    if "/" in published:
        return f"in the inspection year {published.replace('/', '-')}"
    if published.count("-") == 2:
        return f"in the report published on {day(last_day(published))}"
    if published.count("-") == 1:
        return f"in the report published in {last_day(published):%B %Y}"
    return f"in an inspection of {published}"


def points(number: int) -> str:
    """A number of points: no points, one point, 12 points."""
    return f"{counted(number) if number else 'no'} {'point' if number == 1 else 'points'}"


def counted(number: int) -> str:
    """A whole number as prose has it: in words below ten."""
    return SMALL[number] if 0 <= number < len(SMALL) else f"{number:,}"


def of_standard(row: pd.Series) -> str:
    """A standard as a sentence names it: Assessment (2.1)."""
    return f"{row['title']} ({row['standard']})"


def of_question(row: pd.Series) -> str:
    """A key question as a sentence names it: assessment, keeping other people safe (2.1.3)."""
    about = f", {row['about']}" if row["about"] else ""
    return f"{row['title'].lower()}{about} ({row['question']})"
