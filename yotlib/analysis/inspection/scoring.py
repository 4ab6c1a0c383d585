"""Rate a service: from the percentages of its key questions to standards, points, total and overall rating."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from numbers import Real
from typing import Any

import pandas as pd

from yotlib.analysis.inspection.rules import (
    POINTS,
    RATINGS,
    Rules,
    Standard,
    band,
    refuse_unscored,
    rules_named,
    rules_on_day,
)
from yotlib.figures.tidy import quoted
from yotlib.reference import periods
from yotlib.reference.errors import AskedWrongly, BadFigures, did_you_mean, nearest

DEFAULT_RULES = "2018"


@dataclass(frozen=True)
class Rated:
    """The rating of a service: `standards` and `points` by standard, their `total` and the `overall` rating.

    `unscored` holds the ratings of standards that are left out of the total, such as resettlement. `rules` are those
    used.
    """

    standards: Mapping[str, str]
    points: Mapping[str, int]
    total: int
    overall: str
    unscored: Mapping[str, str]
    rules: Rules


def rate(
    questions: Mapping[str, float],
    *,
    given: Mapping[str, str] | None = None,
    rules: Rules | str | None = None,
    date: str | pd.Timestamp | None = None,
) -> Rated:
    """Rate a service from its key questions, by the inspectors' rules.

    `questions` maps a key question ("2.1.1") to the per cent of cases judged sufficient. `given` maps a standard
    ("1.1") to its rating, where that was judged on evidence or only the rating is known. `rules` are named ("2018",
    "2021"), else those of the `date` on which the report was published, else the programme of 2018. A percentage is
    rounded half up to a whole number (to be checked) and banded; a standard takes its lowest key question; points of
    the standards that count, 0 to 3 each, add up to the total.

    Raises AskedWrongly where no rules cover the date or their bands are not known here, and BadFigures with every
    problem of the input, one line each: a standard missing, rated twice or unknown, a question missing, or a
    percentage that is not one.

    >>> import yotlib as yot
    >>> printed = yot.inspection.standards("Bradford")
    >>> rated = yot.inspection.rate({}, given=dict(zip(printed["standard"], printed["rating"], strict=True)))
    >>> rated.total, rated.overall
    (7, 'Requires improvement')

    Source: HM Inspectorate of Probation, standards and ratings of the programme of 2018.
    """
    by, given = choose_rules(rules, date), given or {}
    problems = list(_input_problems(questions, given, by))
    if problems:
        raise BadFigures(problems)
    standards = {one.key: given.get(one.key) or _lowest_band(one, questions, by) for one in by.standards if one.counts}
    points = {key: POINTS[rating] for key, rating in standards.items()}
    total = sum(points.values())
    unscored = {one.key: given[one.key] for one in by.standards if not one.counts and one.key in given}
    return Rated(standards, points, total, band(by.totals, total), unscored, by)


def band_of_percentage(percent: float, rules: Rules) -> str:
    """Return the band of a percentage, rounded half up to a whole number: 49.5 is 50, Requires improvement."""
    return band(rules.percentages, round_half_up(percent))


def round_half_up(percent: float) -> int:
    """Round a percentage to a whole number, a half upwards."""
    return int(Decimal(str(float(percent))).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def choose_rules(rules: Rules | str | None, date: str | pd.Timestamp | None) -> Rules:
    """Return the rules named, which must cover the date if there is one; else those of the date, else of 2018."""
    if rules is None:
        return refuse_unscored(rules_named(DEFAULT_RULES) if date is None else rules_on_day(date))
    named = rules_named(rules) if isinstance(rules, str) else rules
    day = date if date is None or isinstance(date, pd.Timestamp) else periods.last_day(date)
    if day is not None and not named.covers(day):
        end = "" if named.until is None else f" to {named.until.date()}"
        raise AskedWrongly(
            f"{named.name[0].upper()}{named.name[1:]} covers reports published from {named.since.date()}{end}, "
            f"not one of {day.date()}; leave rules out to take those of the day."
        )
    return refuse_unscored(named)


def _lowest_band(standard: Standard, questions: Mapping[str, float], rules: Rules) -> str:
    return band_of_percentage(min(questions[question] for question in standard.questions), rules)


def _input_problems(questions: Mapping[str, Any], given: Mapping[str, Any], rules: Rules) -> Iterator[str]:
    asked = {question: standard for standard in rules.standards for question in standard.questions}
    for question in questions:
        if question not in asked:
            yield f"{question!r} is no key question under {rules.name}.{did_you_mean(nearest(str(question), asked))}"
        elif (fault := _percentage_fault(questions[question])) is not None:
            yield f"{question} is {fault}; write the per cent of cases judged sufficient, 0 to 100."
    for key, rating in given.items():
        if rules.standard(key) is None:
            numbers = [standard.key for standard in rules.standards]
            yield f"{key!r} is no standard under {rules.name}; it has {quoted(numbers)}."
        elif not isinstance(rating, str) or rating not in RATINGS:
            yield f"{key} is given as {rating!r}; a rating is one of {quoted(RATINGS)}."
    for standard in rules.standards:
        yield from _standard_problems(standard, questions, given)


def _percentage_fault(value: Any) -> str | None:
    """Say in what way a value is not a percentage; None where it is one."""
    if value is None or value is pd.NA:
        return "missing"
    if not isinstance(value, Real) or isinstance(value, bool):
        return f"{value!r}, not a number"
    number = float(value)
    if math.isnan(number):
        return "missing"
    return None if 0 <= number <= 100 else f"{number:g}, not a percentage"


def _standard_problems(standard: Standard, questions: Mapping[str, Any], given: Mapping[str, Any]) -> Iterator[str]:
    """Yield why a standard has no rating, or more than one."""
    answered = [question for question in standard.questions if question in questions]
    if standard.key in given:
        if answered:
            yield f"{standard.key} {standard.name} is rated twice: given, and by {quoted(answered)}; leave one out."
    elif answered and len(answered) < len(standard.questions):
        lacking = [question for question in standard.questions if question not in questions]
        yield f"{standard.key} {standard.name} lacks {quoted(lacking)}; its rating is that of the lowest of all."
    elif not answered and standard.counts:
        how = "its questions or its rating" if standard.questions else "its rating, which is judged on evidence"
        yield f"{standard.key} {standard.name} is missing; give {how}."
