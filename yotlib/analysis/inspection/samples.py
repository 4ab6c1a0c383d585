"""Estimate the cases behind a percentage: how many were asked about, how many were eligible, and its interval."""

import math
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import numpy as np
import pandas as pd

from yotlib.analysis import intervals
from yotlib.analysis.confidence import at_level
from yotlib.analysis.inspection.scoring import round_half_up

CONFIDENCE, MARGIN = 0.80, 5.0
SAMPLED = ["asked", "population", "whole", "sufficient", "lower", "upper"]


def unlimited_sample(confidence: float = CONFIDENCE, margin: float = MARGIN) -> float:
    """Return the sample size for an unlimited population: z²/4e², with a margin of `margin` percentage points.

    >>> round(unlimited_sample(), 2)
    164.24
    """
    return intervals.z(confidence) ** 2 / (4 * (margin / 100) ** 2)


def eligible_cases(cases: float, *, confidence: float = CONFIDENCE, margin: float = MARGIN) -> float:
    """Estimate how many cases were eligible, if the inspectors' own rule gave a sample of `cases`.

    The rule is n = n0/(1 + (n0 - 1)/N), so N = n(n0 - 1)/(n0 - n), which is infinite from n0 on. An estimate: the
    inspectors may have looked at fewer cases than the rule asks.

    >>> [round(eligible_cases(cases), 1) for cases in (42, 28)]
    [56.1, 33.5]

    Source: HM Inspectorate of Probation, sample of 80% confidence and a margin of 5, with the finite population
    correction.
    """
    size = unlimited_sample(confidence, margin)
    return cases * (size - 1) / (size - cases) if cases < size else math.inf


def could_be_whole(percent: float, cases: int, *, cut_off: bool = False) -> bool:
    """Return whether a printed percentage is a whole number of `cases`, rounded half up (or cut off) as printed.

    >>> could_be_whole(67, 42), could_be_whole(66.7, 42), could_be_whole(66.9, 42)
    (True, True, False)
    """
    printed, rounding = f"{percent:g}", ROUND_DOWN if cut_off else ROUND_HALF_UP
    place = Decimal(1).scaleb(-len(printed.partition(".")[2]))
    shares = (Decimal(str(100 * count / cases)) for count in range(cases + 1))
    return any(share.quantize(place, rounding=rounding) == Decimal(printed) for share in shares)


def assumed_cases(percent: float, cases: int) -> int:
    """Return the most cases in the sample of which the printed percentage is a whole number; all cases, if of none.

    Not every question is asked of every case, and the number asked is seldom printed.

    >>> assumed_cases(61, 42)
    41
    """
    fitting = (number for number in range(cases, 0, -1) if could_be_whole(percent, number))
    return next(fitting, cases)


def with_intervals(questions: pd.DataFrame, *, confidence: float = 0.95) -> pd.DataFrame:
    """Add the interval of each percentage for all eligible cases, and the numbers it is based on.

    `questions` has `percent` and `cases`, the size of the sample as printed. Adds `asked`, the cases assumed to have
    been asked about; `population`, the eligible cases in the same proportion (infinite where the rule does not say);
    `whole`, whether the percentage is a whole number of the printed sample; `sufficient`; and `lower` and `upper` in
    per cent. The interval is the Wilson score, with the variance times (N - n)/(N - 1), and never beyond what the
    cases not looked at could make of it. Without a sample there is no interval.

    Sources: Wilson (1927), JASA 22:209; the finite population correction as in Cochran (1977), chapter 2.
    """
    rows = [
        _sample_and_interval(percent, cases, confidence)
        for percent, cases in questions[["percent", "cases"]].to_numpy(float)
    ]
    return at_level(questions.join(pd.DataFrame(rows, index=questions.index, columns=SAMPLED)), confidence)


def _sample_and_interval(
    percent: float, cases: float, confidence: float
) -> tuple[float, float, bool, float, float, float]:
    if np.isnan(cases) or np.isnan(percent) or cases < 1:
        return math.nan, math.nan, True, math.nan, math.nan, math.nan
    asked = assumed_cases(percent, int(cases))
    total = eligible_cases(cases)
    population = max(asked, round_half_up(asked * total / cases)) if math.isfinite(total) else math.inf
    sufficient = float(round_half_up(percent * asked / 100))
    lower, upper = _limits(sufficient, asked, population, confidence)
    return asked, population, could_be_whole(percent, int(cases)), sufficient, lower, upper


def _limits(sufficient: float, asked: int, population: float, confidence: float) -> tuple[float, float]:
    if population == asked:
        return 100 * sufficient / asked, 100 * sufficient / asked
    worth = asked * (population - 1) / (population - asked) if math.isfinite(population) else float(asked)
    row = intervals.proportion(sufficient * worth / asked, worth, confidence=confidence).iloc[0]
    if not math.isfinite(population):
        return float(row["lower"]), float(row["upper"])
    possible = 100 * sufficient / population, 100 * (sufficient + population - asked) / population
    return max(float(row["lower"]), possible[0]), min(float(row["upper"]), possible[1])
