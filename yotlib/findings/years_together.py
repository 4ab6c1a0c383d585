"""Say what several years show together: three years pooled, and the years above and below the region."""

import pandas as pd

from yotlib.analysis.confidence import print_level
from yotlib.analysis.years_together import NEITHER, TOO_FEW
from yotlib.findings.gaps import both_baselines, describe_gaps, print_limits
from yotlib.findings.wording import (
    Nothing,
    Sentence,
    Sentences,
    possessive,
    print_value,
    subject_of,
    uncapitalise,
    with_article,
)
from yotlib.reference import periods
from yotlib.reference.measures import get

_YEAR, _DAY = pd.DateOffset(years=1), pd.Timedelta(days=1)


def years_together(table: pd.DataFrame) -> Sentence:
    """Say what three years pooled show beside nation and region, from the table of `years_together.pooled`.

    `table` is what `pooled` returns.

    >>> import yotlib as yot
    >>> table = yot.pooled(yot.load(), "Bradford", "first_time_entrants", period="2024")
    >>> print(yot.findings.years_together(table))
    Over 2022 to 2024 together first-time entrants were 153 per 100,000 children in Bradford (95% interval 136 to \
171), 5% above England's 145 and 6% below Yorkshire and the Humber's 163; chance alone could explain both gaps.
    """
    if table.empty:
        return Nothing("No three years that follow each other can be pooled here.")
    team, measure = table.iloc[0], get(table.iloc[0]["measure"])
    spoken = measure.spoken(team["value"]).replace(measure.printed(team["value"]), print_value(team, measure), 1)
    start = f"Over {_years(team)} together {uncapitalise(subject_of(measure))}"
    value = f"{start} were {spoken} in {team['name']} ({print_level(table)} interval {print_limits(team, measure)})"
    bases = both_baselines(table)
    return Sentence(f"{value}{describe_gaps(team, bases, measure) if bases else ''}.")


def steadiness(rows: pd.DataFrame, team: str) -> Sentences:
    """Say in how many years a team lay above and below its region, from rows of `years_together.steadiness`.

    `team` is the name to print. `rows` is what `years_together.steadiness` returns.

    >>> import yotlib as yot
    >>> rows = yot.years_together.steadiness(yot.load(), "Bradford", "reoffending_rate", age="15-17")
    >>> print(yot.findings.steadiness(rows, "Bradford")[0])
    In 9 yearly cohorts ending 2016 to 2024 proven reoffending among children aged 15-17 in Bradford was above \
Yorkshire and the Humber's in 5 and below it in 4: neither steadily above nor steadily below.
    """
    return Sentences(_count_years(row, team) for _, row in rows.iterrows())


def _count_years(row: pd.Series, name: str) -> str:
    measure = get(row["measure"])
    subject = f"{subject_of(measure, row)} in {name}"
    base = possessive(with_article(row["name"]))
    level = f", and was level with it in {row['level']}" if row["level"] else ""
    counted = f"was above {base} in {row['above']} and below it in {row['below']}{level}"
    years = f"In {row['years']} yearly cohorts ending {row['first'].year} to {row['last'].year}"
    return f"{years} {uncapitalise(subject)} {counted}: {_judge(row)}."


def _years(team: pd.Series) -> str:
    """Name the first and the last year that are pooled: "2022 to 2024", "2017-18 to 2019-20"."""
    first = periods.label(team["period_start"], team["period_start"] + _YEAR - _DAY)
    return f"{first} to {periods.label(team['period_end'] + _DAY - _YEAR, team['period_end'])}"


def _judge(row: pd.Series) -> str:
    if row["steady"] == TOO_FEW:
        return "too few years to call it steadily above or below"
    if row["steady"] == NEITHER:
        return "neither steadily above nor steadily below"
    return f"{row['steady']}, which chance alone would seldom do (sign test, 95%)"
