"""Test each group's representation and relative rate index exactly, and flag what is large or significant."""

import pandas as pd

from yotlib.analysis import intervals
from yotlib.analysis.confidence import CONFIDENCE
from yotlib.analysis.ethnicity.groups import NOT_KNOWN, WHITE
from yotlib.analysis.intervals import benjamini_hochberg

RRI_WITHIN = (0.8, 1.25)
SIGNIFICANT = 0.05


def with_tests(table: pd.DataFrame, confidence: float = CONFIDENCE) -> pd.DataFrame:
    """Add every gap, ratio, limit, p value and flag to a table of shares and populations of one period.

    The adjusted p values are over the groups of this one table. Its tests are not independent (the shares add up to
    100%, the ratios share one White rate), which the adjustment does not allow for.
    """
    return table.pipe(_add_representation).pipe(_add_relative_rates, confidence).pipe(_add_adjusted_p).pipe(with_flags)


def with_flags(table: pd.DataFrame) -> pd.DataFrame:
    """Add two separate flags: `large` for the size of the index, `significant` for its certainty.

    Large is outside 0.8 to 1.25 (common in the field, not found in a source); significant is an interval that does not
    include 1. Blank for White, the reference, and where there is no index. `table` has the columns `group`, `rri`,
    `rri_lower` and `rri_upper` of `groups`.

    >>> import pandas as pd
    >>> import yotlib as yot
    >>> limits = {"rri_lower": [None, 0.9], "rri_upper": [None, 4.6]}
    >>> table = pd.DataFrame({"group": ["white", "black"], "rri": [1, 2.1], **limits})
    >>> yot.ethnicity.with_flags(table)[["large", "significant"]].iloc[1].tolist()
    [True, False]
    """
    rated = table["rri"].notna() & (table["group"] != WHITE)
    outside = ~table["rri"].between(*RRI_WITHIN)
    excludes_one = (table["rri_lower"] > 1) | (table["rri_upper"] < 1)
    return table.assign(
        large=outside.astype("boolean").where(rated),
        significant=excludes_one.astype("boolean").where(table["rri_lower"].notna()),
    )


def _add_representation(table: pd.DataFrame) -> pd.DataFrame:
    known = table["count"].where(table["group"] != NOT_KNOWN)
    return table.assign(
        representation=table["share"] - table["population_share"],
        p_value=intervals.binomial_p(known, known.sum(), table["population_share"] / 100),
    )


def _add_relative_rates(table: pd.DataFrame, confidence: float) -> pd.DataFrame:
    known = table["count"].where(table["group"] != NOT_KNOWN)
    is_white = table["group"] == WHITE
    pair = known, table["population"], *_white_count(table[is_white])
    rri, p_value = intervals.ratio(*pair, confidence=confidence), intervals.ratio_p(*pair)
    return table.assign(
        rri=rri["value"],
        rri_lower=rri["lower"].mask(is_white),
        rri_upper=rri["upper"].mask(is_white),
        rri_p_value=p_value.mask(is_white),
    )


def _white_count(rows: pd.DataFrame) -> tuple[float, float]:
    """Return the White count and population; NaN where the group is not there."""
    return (rows["count"].iloc[0], rows["population"].iloc[0]) if len(rows) else (float("nan"), float("nan"))


def _add_adjusted_p(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(
        p_adjusted=benjamini_hochberg(table["p_value"]), rri_p_adjusted=benjamini_hochberg(table["rri_p_value"])
    )
