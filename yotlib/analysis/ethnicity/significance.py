"""Representation and the relative rate index of each group, their exact tests, and what is large or significant."""

import pandas as pd

from yotlib.analysis import intervals
from yotlib.analysis.ethnicity.groups import NOT_KNOWN, WHITE
from yotlib.analysis.intervals import benjamini_hochberg

RRI_WITHIN = (0.8, 1.25)


def with_tests(table: pd.DataFrame) -> pd.DataFrame:
    """Add every gap, ratio, limit, p value and flag to the shares of one period beside its population.

    The adjusted p values are over the groups of this one table. Its tests hang together (the
    shares add up to all, the ratios have one White rate), which the adjustment does not know.
    """
    return table.pipe(_represented).pipe(_relative).pipe(_adjusted).pipe(flagged)


def flagged(table: pd.DataFrame) -> pd.DataFrame:
    """Add `large` and `significant`, size and certainty of the index each for itself.

    Large is outside 0.8 to 1.25 (common in the field, not read in a source); significant is an
    interval that leaves 1 out. Blank for White, the reference, and where there is no index.
    """
    rated = table["rri"].notna() & (table["group"] != WHITE)
    outside = ~table["rri"].between(*RRI_WITHIN)
    leaves_out = (table["rri_lower"] > 1) | (table["rri_upper"] < 1)
    return table.assign(
        large=outside.astype("boolean").where(rated),
        significant=leaves_out.astype("boolean").where(table["rri_lower"].notna()),
    )


def _represented(table: pd.DataFrame) -> pd.DataFrame:
    known = table["count"].where(table["group"] != NOT_KNOWN)
    return table.assign(
        representation=table["share"] - table["population_share"],
        p_value=intervals.binomial_p(known, known.sum(), table["population_share"] / 100),
    )


def _relative(table: pd.DataFrame) -> pd.DataFrame:
    known = table["count"].where(table["group"] != NOT_KNOWN)
    is_white = table["group"] == WHITE
    pair = known, table["population"], *_white(table[is_white])
    rri, p_value = intervals.ratio(*pair), intervals.ratio_p(*pair)
    return table.assign(
        rri=rri["value"],
        rri_lower=rri["lower"].mask(is_white),
        rri_upper=rri["upper"].mask(is_white),
        rri_p_value=p_value.mask(is_white),
    )


def _white(rows: pd.DataFrame) -> tuple[float, float]:
    return (rows["count"].iloc[0], rows["population"].iloc[0]) if len(rows) else (float("nan"), float("nan"))


def _adjusted(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(
        p_adjusted=benjamini_hochberg(table["p_value"]), rri_p_adjusted=benjamini_hochberg(table["rri_p_value"])
    )
