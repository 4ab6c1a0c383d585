"""Hold the rates that a table prints per 1,000 against the numbers and residents that it prints beside them."""

import pandas as pd

PER = 1000
HALF_A_DECIMAL = 0.05 + 1e-9
NUMBERS = ["count", "population", "rate"]


def contradict(rows: pd.DataFrame) -> pd.Series:
    """Return which rows print a rate that is not their count over their population.

    `rows` has the columns of NUMBERS.
    """
    return (_computed(rows) - rows["rate"]).abs() > HALF_A_DECIMAL


def doubt_untested(rows: pd.DataFrame, words: pd.Series, by: list[str]) -> pd.Series:
    """Return why a row that cannot be tested is in doubt, where most rows of its `by` contradict themselves.

    A rate of 0 agrees with any population, so a row that counts nobody cannot show that a whole column is a hundred
    times too small. The rows beside it can. `words` says what each row prints, and the first that contradicts itself
    is quoted. A row that is in no doubt has "".
    """
    keys = [rows[name] for name in by]
    tested = (rows["count"] > 0) & (rows["population"] > 0) & rows["rate"].notna()
    wrong = contradict(rows).where(tested)
    most = wrong.astype(float).groupby(keys).transform("mean") > 0.5
    example = words.where(wrong.eq(True)).groupby(keys).transform("first")
    reasons = "most rows beside it contradict themselves: " + example
    return reasons.where(most & ~tested & rows[["count", "population"]].notna().any(axis=1), "").astype("str")


def _computed(rows: pd.DataFrame) -> pd.Series:
    return PER * rows["count"] / rows["population"].where(rows["population"] > 0)
