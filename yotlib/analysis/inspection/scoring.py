"""From percentages of cases to the overall rating: key questions, standards, points, total."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from numbers import Real
from typing import Any

import pandas as pd

from yotlib.analysis.inspection import rules as known
from yotlib.analysis.inspection.rules import POINTS, RATINGS, Rules, Standard
from yotlib.figures.tidy import quoted
from yotlib.reference import periods
from yotlib.reference.errors import AskedWrongly, BadFigures, did_you_mean, nearest

DEFAULT_RULES = "2018"


@dataclass(frozen=True)
class Rated:
    """A service rated: `standards` and `points` by standard, their `total`, the `overall` rating it falls in.

    `unscored` holds the ratings of standards that are left out of the total, such as resettlement; `rules` are those
    it was rated by.
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
    """Rate a service from its key questions, as the inspectors' rules have it.

    `questions` maps a key question ("2.1.1") to the per cent of cases judged sufficient, `given` a standard ("1.1")
    to its rating where that was judged on evidence, or only the rating is known. `rules` are named ("2018", "2021"),
    else those of the `date` on which the report was published, else the programme of 2018. A percentage is rounded
    half up to a whole number (to be checked) and banded; a standard takes its lowest key question; points of the
    standards that count, 0 to 3 each, add up to the total.

    Raises AskedWrongly where no rules cover the date or theirs are not known here, and BadFigures with every problem
    of the input, one line each: a standard missing, rated twice or unknown, a question missing, a percentage that is
    none.

    Source: HM Inspectorate of Probation, standards and ratings of the programme of 2018.
    """
    by, given = chosen(rules, date), given or {}
    problems = list(_problems(questions, given, by))
    if problems:
        raise BadFigures(problems)
    standards = {one.key: given.get(one.key) or _lowest(one, questions, by) for one in by.standards if one.counts}
    points = {key: POINTS[rating] for key, rating in standards.items()}
    total = sum(points.values())
    unscored = {one.key: given[one.key] for one in by.standards if not one.counts and one.key in given}
    return Rated(standards, points, total, known.band(by.totals, total), unscored, by)


def banded(percent: float, rules: Rules) -> str:
    """The band of a percentage, rounded half up to a whole number: 49.5 is 50, Requires improvement."""
    return known.band(rules.percentages, whole(percent))


def whole(percent: float) -> int:
    """A percentage as a whole number, a half rounded up."""
    return int(Decimal(str(float(percent))).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def chosen(rules: Rules | str | None, date: str | pd.Timestamp | None) -> Rules:
    """The rules named, which must cover the date if there is one; else those of the date, else of 2018."""
    if rules is None:
        return known.refuse_unscored(known.named(DEFAULT_RULES) if date is None else known.on(date))
    named = known.named(rules) if isinstance(rules, str) else rules
    day = date if date is None or isinstance(date, pd.Timestamp) else periods.last_day(date)
    if day is not None and not named.covers(day):
        end = "" if named.until is None else f" to {named.until.date()}"
        raise AskedWrongly(
            f"{named.name[0].upper()}{named.name[1:]} covers reports published from {named.since.date()}{end}, "
            f"not one of {day.date()}; leave rules out to take those of the day."
        )
    return known.refuse_unscored(named)


def _lowest(standard: Standard, questions: Mapping[str, float], rules: Rules) -> str:
    return banded(min(questions[question] for question in standard.questions), rules)


def _problems(questions: Mapping[str, Any], given: Mapping[str, Any], rules: Rules) -> Iterator[str]:
    asked = {question: standard for standard in rules.standards for question in standard.questions}
    for question in questions:
        if question not in asked:
            yield f"{question!r} is no key question under {rules.name}.{did_you_mean(nearest(str(question), asked))}"
        elif (problem := _no_percentage(questions[question])) is not None:
            yield f"{question} is {problem}; write the per cent of cases judged sufficient, 0 to 100."
    for key, rating in given.items():
        if rules.standard(key) is None:
            numbers = [standard.key for standard in rules.standards]
            yield f"{key!r} is no standard under {rules.name}; it has {quoted(numbers)}."
        elif not isinstance(rating, str) or rating not in RATINGS:
            yield f"{key} is given as {rating!r}; a rating is one of {quoted(RATINGS)}."
    for standard in rules.standards:
        yield from _gaps(standard, questions, given)


def _no_percentage(value: Any) -> str | None:
    if value is None or value is pd.NA:
        return "missing"
    if not isinstance(value, Real) or isinstance(value, bool):
        return f"{value!r}, not a number"
    number = float(value)
    if math.isnan(number):
        return "missing"
    return None if 0 <= number <= 100 else f"{number:g}, not a percentage"


def _gaps(standard: Standard, questions: Mapping[str, Any], given: Mapping[str, Any]) -> Iterator[str]:
    """What keeps one standard from having one rating."""
    there = [question for question in standard.questions if question in questions]
    if standard.key in given:
        if there:
            yield f"{standard.key} {standard.name} is rated twice: given, and by {quoted(there)}; leave one out."
    elif there and len(there) < len(standard.questions):
        lacking = [question for question in standard.questions if question not in questions]
        yield f"{standard.key} {standard.name} lacks {quoted(lacking)}; its rating is that of the lowest of all."
    elif not there and standard.counts:
        how = "its questions or its rating" if standard.questions else "its rating, which is judged on evidence"
        yield f"{standard.key} {standard.name} is missing; give {how}."
