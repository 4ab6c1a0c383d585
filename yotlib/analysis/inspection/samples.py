"""The cases behind a percentage: how many were asked about, how many there were to choose from, its interval."""

import math
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import numpy as np
import pandas as pd

from yotlib.analysis import intervals
from yotlib.analysis.inspection.scoring import whole

CONFIDENCE, MARGIN = 0.80, 5.0
SAMPLED = ["asked", "population", "whole", "sufficient", "lower", "upper"]


def first_size(confidence: float = CONFIDENCE, margin: float = MARGIN) -> float:
    """The sample an endless population would need: z²/4e², for a margin of `margin` percentage points.

    >>> round(first_size(), 2)
    164.24
    """
    return intervals.z(confidence) ** 2 / (4 * (margin / 100) ** 2)


def eligible(cases: float, *, confidence: float = CONFIDENCE, margin: float = MARGIN) -> float:
    """How many cases there were to choose from, if `cases` is what the inspectors' own rule made of them.

    The rule is n = n0/(1 + (n0 - 1)/N), so N = n(n0 - 1)/(n0 - n); endless from n0 on. An estimate: a service may
    have had fewer cases looked at than the rule asks.

    >>> [round(eligible(cases), 1) for cases in (42, 28)]
    [56.1, 33.5]

    Source: HM Inspectorate of Probation, sample of 80% confidence and a margin of 5, with the finite population
    correction.
    """
    size = first_size(confidence, margin)
    return cases * (size - 1) / (size - cases) if cases < size else math.inf


def could_be_whole(percent: float, cases: int, *, cut_off: bool = False) -> bool:
    """Whether a printed percentage is some whole number of `cases`, rounded half up, or cut off, as far as printed.

    >>> could_be_whole(67, 42), could_be_whole(66.7, 42), could_be_whole(66.9, 42)
    (True, True, False)
    """
    printed, rounding = f"{percent:g}", ROUND_DOWN if cut_off else ROUND_HALF_UP
    place = Decimal(1).scaleb(-len(printed.partition(".")[2]))
    shares = (Decimal(str(100 * count / cases)) for count in range(cases + 1))
    return any(share.quantize(place, rounding=rounding) == Decimal(printed) for share in shares)


def assumed(percent: float, cases: int) -> int:
    """The most cases, of those in the sample, of which the printed percentage is a whole number; all, if of none.

    Not every question is asked of every case, and how many were is seldom printed.

    >>> assumed(61, 42)
    41
    """
    fitting = (number for number in range(cases, 0, -1) if could_be_whole(percent, number))
    return next(fitting, cases)


def with_intervals(questions: pd.DataFrame, *, confidence: float = 0.95) -> pd.DataFrame:
    """Add the 95% interval of each percentage for all eligible cases, and what it rests on.

    `questions` has `percent` and `cases`, the size of the sample as printed. Adds `asked`, the cases assumed to have
    been asked about, `population`, the eligible cases in the same proportion (infinite where the rule does not say),
    `whole` (whether the percentage is a whole number of the printed sample), `sufficient`, `lower` and `upper` in per
    cent: Wilson score, with the variance times (N - n)/(N - 1), and never beyond what the cases not looked at could
    make of it. Without a sample there is no interval.

    Sources: Wilson (1927), JASA 22:209; the finite population correction as in Cochran (1977), chapter 2.
    """
    rows = [_sampled(percent, cases, confidence) for percent, cases in questions[["percent", "cases"]].to_numpy(float)]
    return questions.join(pd.DataFrame(rows, index=questions.index, columns=SAMPLED))


def _sampled(percent: float, cases: float, confidence: float) -> tuple[float, float, bool, float, float, float]:
    if np.isnan(cases) or np.isnan(percent) or cases < 1:
        return math.nan, math.nan, True, math.nan, math.nan, math.nan
    asked = assumed(percent, int(cases))
    total = eligible(cases)
    population = max(asked, whole(asked * total / cases)) if math.isfinite(total) else math.inf
    sufficient = float(whole(percent * asked / 100))
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
