"""Work out rates, proportions and ratios with their limits, and the p values of the matching tests.

Every function takes whole columns and returns a new table with the same index. A missing number stays missing, and a
population of zero gives no value. scipy and statsmodels are imported where they are used, so that `import yotlib`
stays quick. The module is longer than others because each interval is next to the test that must agree with it, and
all share the same checks of their columns.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from yotlib.analysis.confidence import check_confidence
from yotlib.reference.errors import AskedWrongly

Numbers = float | Sequence[float] | np.ndarray[Any, Any] | pd.Series
BYAR_FROM = 10
FAR = 30.0


def rate(count: Numbers, population: Numbers, *, per: float = 100_000, confidence: float = 0.95) -> pd.DataFrame:
    """Work out the rate of `count` events over `population` with its limits, all per `per`.

    From ten events the limits are Byar's approximation, below ten the exact Poisson limits. Returns `value`, `lower`,
    `upper` and `method`, one row for each row given, index kept.

    >>> import yotlib as yot
    >>> yot.intervals.rate(149, 65_831)[["value", "lower", "upper"]].round(3).iloc[0].tolist()
    [226.337, 191.452, 265.738]

    Source: Breslow and Day (1987), volume II, page 69; PHE technical guide on confidence intervals (2018).
    """
    given = _columns_as_floats(confidence, count=count, population=population)
    x, n = given["count"].to_numpy(), given["population"].to_numpy()
    exact_lower, exact_upper = _poisson_limits(x, confidence)
    byar_lower, byar_upper = _byar_limits(x, confidence)
    small = x < BYAR_FROM
    scale = per / np.where(n > 0, n, np.nan)
    return _result(
        given,
        value=x * scale,
        lower=np.where(small, exact_lower, byar_lower) * scale,
        upper=np.where(small, exact_upper, byar_upper) * scale,
        method=np.where(small, "exact Poisson", "Byar"),
    )


def proportion(count: Numbers, out_of: Numbers, *, per: float = 100, confidence: float = 0.95) -> pd.DataFrame:
    """Work out the proportion `count` of `out_of` with its Wilson score limits, all per `per` (100: per cent).

    Returns `value`, `lower`, `upper` and `method`, index kept. A count above `out_of` is refused.

    >>> import yotlib as yot
    >>> yot.intervals.proportion(331, 484)[["value", "lower", "upper"]].round(3).iloc[0].tolist()
    [68.388, 64.115, 72.372]

    Source: Wilson (1927), JASA 22:209.
    """
    from statsmodels.stats.proportion import proportion_confint

    given = _columns_as_floats(confidence, count=count, out_of=out_of)
    _refuse_more_than_all(given, "count", "out_of")
    known = given.where(given["out_of"] > 0).where(given.notna().all(axis=1))
    x, n = known["count"].to_numpy(), known["out_of"].to_numpy()
    lower, upper = proportion_confint(x, n, alpha=1 - confidence, method="wilson")
    lower, upper = np.where(x == 0, 0.0, lower), np.where(x == n, 1.0, upper)
    return _result(given, value=per * x / n, lower=per * lower, upper=per * upper, method="Wilson score")


def ratio(
    count: Numbers, population: Numbers, base_count: Numbers, base_population: Numbers, *, confidence: float = 0.95
) -> pd.DataFrame:
    """Work out the ratio of two rates, `count`/`population` over `base_count`/`base_population`, with exact limits.

    Given the sum of both counts, the first is binomial; Clopper-Pearson limits on its share become limits of the
    ratio. No events on one side give 0 or infinity; no events on either side give no value, and limits of 0 and
    infinity. Only the ratio of the two populations matters, so they may also be shares of one population. Returns
    `value`, `lower`, `upper` and `method`, index kept.

    >>> import yotlib as yot
    >>> yot.intervals.ratio(151, 25_554, 331, 32_376)[["value", "lower", "upper"]].round(3).iloc[0].tolist()
    [0.578, 0.474, 0.703]

    Source: Breslow and Day (1987), volume II, section 3.4; Clopper and Pearson (1934).
    """
    given = _two_pairs(confidence, count, population, base_count, base_population)
    a, b = given["count"].to_numpy(), given["base_count"].to_numpy()
    relative = _relative_population(given)
    with np.errstate(divide="ignore", invalid="ignore"):
        share_lower, share_upper = _clopper_pearson(a, a + b, confidence)
        return _result(
            given,
            value=a / b / relative,
            lower=share_lower / (1 - share_lower) / relative,
            upper=share_upper / (1 - share_upper) / relative,
            method="exact conditional",
            known=np.isfinite(relative) & given.notna().all(axis=1).to_numpy(),
        )


def ratio_p(count: Numbers, population: Numbers, base_count: Numbers, base_population: Numbers) -> pd.Series:
    """Return the p value for two rates being equal: twice the smaller exact binomial tail, at most 1.

    One is `count` over `population`, the other `base_count` over `base_population`.

    >>> import yotlib as yot
    >>> yot.intervals.ratio_p([20, 20], [1000, 1000], [10, 18], [1000, 1000]).round(3).tolist()
    [0.099, 0.871]
    """
    given = _two_pairs(0.95, count, population, base_count, base_population)
    relative = _relative_population(given)
    return binomial_p(given["count"], given["count"] + given["base_count"], relative / (1 + relative))


def proportion_ratio(
    count: Numbers, out_of: Numbers, base_count: Numbers, base_out_of: Numbers, *, confidence: float = 0.95
) -> pd.DataFrame:
    """Work out the ratio of two proportions with its score limits, and the `p_value` of the matching score test.

    Returns `value`, `lower`, `upper`, `method` and `p_value`, index kept. Counts of zero on both sides give limits of 0
    and infinity. The first is `count` of `out_of`, the second `base_count` of `base_out_of`.

    >>> import yotlib as yot
    >>> ratio = yot.intervals.proportion_ratio(40, 100, 60, 200)
    >>> ratio[["value", "lower", "upper", "p_value"]].round(3).iloc[0].tolist()
    [1.333, 0.962, 1.825, 0.084]

    Source: Miettinen and Nurminen (1985), Statistics in Medicine 4:213, with the statistic of statsmodels.
    """
    given = _two_pairs(confidence, count, out_of, base_count, base_out_of)
    for part, whole in (("count", "population"), ("base_count", "base_population")):
        _refuse_more_than_all(given, part, whole)
    rows = [_score_ratio(a, n, b, m, confidence) for a, n, b, m in given.to_numpy()]
    value, lower, upper, p_value = np.array(rows).reshape(-1, 4).T
    known = ~np.isnan(p_value)
    table = _result(given, value=value, lower=lower, upper=upper, method="score", known=known)
    return table.assign(p_value=p_value)


def poisson_p(count: Numbers, expected: Numbers) -> pd.Series:
    """Return the p value of a Poisson `count` against a fixed `expected` number: twice the smaller exact tail.

    >>> import yotlib as yot
    >>> yot.intervals.poisson_p([5, 15, 10], 10).round(3).tolist()
    [0.134, 0.167, 1.0]
    """
    from scipy.stats import chi2

    given = _columns_as_floats(0.95, count=count, expected=expected)
    x, mu = given["count"].to_numpy(), given["expected"].to_numpy()
    at_most = chi2.sf(2 * mu, 2 * (x + 1))
    at_least = np.where(x > 0, chi2.cdf(2 * mu, 2 * np.where(x > 0, x, 1)), 1.0)
    return _two_sided_p(given, at_most, at_least)


def binomial_p(count: Numbers, out_of: Numbers, share: Numbers) -> pd.Series:
    """Return the p value of `count` of `out_of` against a fixed `share` (0 to 1): twice the smaller exact tail.

    It is at most 1.

    >>> import yotlib as yot
    >>> yot.intervals.binomial_p([8, 5], [9, 9], 0.5).round(3).tolist()
    [0.039, 1.0]
    """
    from scipy.stats import beta

    given = _columns_as_floats(0.95, count=count, out_of=out_of, share=share)
    _refuse_more_than_all(given, "count", "out_of")
    x, n, p = (given[name].to_numpy() for name in ("count", "out_of", "share"))
    at_most = np.where(x < n, beta.sf(p, x + 1, np.where(x < n, n - x, 1)), 1.0)
    at_least = np.where(x > 0, beta.cdf(p, np.where(x > 0, x, 1), n - x + 1), 1.0)
    return _two_sided_p(given, at_most, at_least)


def benjamini_hochberg(p_values: pd.Series) -> pd.Series:
    """Adjust `p_values` for how many there are, so that few of those called significant are false; gaps stay gaps.

    >>> import pandas as pd
    >>> import yotlib as yot
    >>> yot.intervals.benjamini_hochberg(pd.Series([0.01, 0.04, None, 0.03])).round(3).tolist()
    [0.03, 0.04, nan, 0.04]

    Source: Benjamini and Hochberg (1995), JRSS B 57:289.
    """
    from statsmodels.stats.multitest import multipletests

    adjusted = pd.Series(np.nan, index=p_values.index, name="p_adjusted")
    known = p_values.notna()
    if known.any():
        adjusted[known] = multipletests(p_values[known].to_numpy(dtype=float), method="fdr_bh")[1]
    return adjusted


def smallest_cohort(value: float, baseline: float, *, per: float = 100, confidence: float = 0.95) -> int | None:
    """Return the fewest children at which the Wilson interval of `value` excludes `baseline`, at the same rate.

    Both are proportions per `per`. None where they are equal, or where the baseline is 0 or all. It says nothing
    about power: at that size a gap as large as this one is found half the time.

    >>> import yotlib as yot
    >>> yot.intervals.smallest_cohort(42.1, 39.2)
    1089
    """
    share, base = value / per, baseline / per
    if share == base or not 0 < base < 1 or np.isnan(share):
        return None
    return int(np.floor(z(confidence) ** 2 * base * (1 - base) / (share - base) ** 2)) + 1


def z(confidence: float = 0.95) -> float:
    """Return the normal quantile of a two-sided interval of some `confidence`: 1.959964 at 95%, 3.090232 at 99.8%.

    >>> import yotlib as yot
    >>> round(yot.intervals.z(), 6), round(yot.intervals.z(0.998), 6)
    (1.959964, 3.090232)
    """
    from scipy.stats import norm

    return float(norm.ppf(0.5 + confidence / 2))


def _poisson_limits(x: np.ndarray[Any, Any], confidence: float) -> tuple[Any, Any]:
    from scipy.stats import chi2

    tail = (1 - confidence) / 2
    lower = np.where(x > 0, chi2.ppf(tail, 2 * np.where(x > 0, x, 1)) / 2, 0.0)
    return np.where(np.isnan(x), np.nan, lower), chi2.isf(tail, 2 * (x + 1)) / 2


def _byar_limits(x: np.ndarray[Any, Any], confidence: float) -> tuple[Any, Any]:
    low, high, quantile = np.where(x > 0, x, np.nan), x + 1, z(confidence)
    lower = low * (1 - 1 / (9 * low) - quantile / (3 * np.sqrt(low))) ** 3
    upper = high * (1 - 1 / (9 * high) + quantile / (3 * np.sqrt(high))) ** 3
    return lower, upper


def _clopper_pearson(x: np.ndarray[Any, Any], n: np.ndarray[Any, Any], confidence: float) -> tuple[Any, Any]:
    from scipy.stats import beta

    tail = (1 - confidence) / 2
    lower = np.where(x > 0, beta.ppf(tail, np.where(x > 0, x, 1), n - x + 1), 0.0)
    upper = np.where(x < n, beta.isf(tail, x + 1, np.where(x < n, n - x, 1)), 1.0)
    return lower, upper


def _score_ratio(a: float, n: float, b: float, m: float, confidence: float) -> tuple[float, float, float, float]:
    """Return ratio, limits and p value of one pair of proportions, by the score statistic of statsmodels.

    The statistic is inverted here because the closed form in statsmodels takes a wrong root where the base proportion
    is 1.
    """
    if not (n > 0 and m > 0) or np.isnan(a + b):
        return np.nan, np.nan, np.nan, np.nan
    if a == b == 0:
        return np.nan, 0.0, np.inf, 1.0
    quantile = z(confidence)
    value = np.inf if b == 0 else (a / n) / (b / m)
    lower = 0.0 if a == 0 else _where_score_is(quantile, -FAR, min(value, np.exp(FAR)), a, n, b, m)
    upper = np.inf if b == 0 else _where_score_is(-quantile, FAR, max(value, np.exp(-FAR)), a, n, b, m)
    p_value = 1.0 if a == n and b == m else 2 * _normal_tail(abs(_score(1.0, a, n, b, m)))
    return value, lower, upper, p_value


def _where_score_is(wanted: float, far: float, value: float, a: float, n: float, b: float, m: float) -> float:
    """Find the ratio between exp(`far`) and `value` at which the score statistic is `wanted`."""
    from scipy.optimize import brentq

    return float(np.exp(brentq(lambda log: _score(np.exp(log), a, n, b, m) - wanted, far, np.log(value), xtol=1e-12)))


def _score(ratio: float, a: float, n: float, b: float, m: float) -> float:
    """Return the score statistic of a ratio of proportions; zero where nothing varies, as when both are 1."""
    from statsmodels.stats.proportion import score_test_proportions_2indep

    with np.errstate(divide="ignore", invalid="ignore"):
        counts = (np.float64(a), n, np.float64(b), m)
        tested = score_test_proportions_2indep(*counts, value=ratio, compare="ratio", return_results=False)
    return float(np.nan_to_num(np.real(tested[0]), nan=0.0))


def _normal_tail(quantile: float) -> float:
    from scipy.stats import norm

    return float(norm.sf(quantile))


def _relative_population(given: pd.DataFrame) -> np.ndarray[Any, Any]:
    population, base = given["population"].to_numpy(), given["base_population"].to_numpy()
    return np.where((population > 0) & (base > 0), population / np.where(base > 0, base, np.nan), np.nan)


def _two_pairs(
    confidence: float, count: Numbers, population: Numbers, base_count: Numbers, base_population: Numbers
) -> Any:
    return _columns_as_floats(
        confidence, count=count, population=population, base_count=base_count, base_population=base_population
    )


def _columns_as_floats(confidence: float, **columns: Numbers) -> pd.DataFrame:
    """Return the columns side by side as floats on the index of the first that has one; scalars fill every row."""
    check_confidence(confidence)
    index = next((column.index for column in columns.values() if isinstance(column, pd.Series)), None)
    arrays = np.broadcast_arrays(*(np.atleast_1d(_floats(name, column)) for name, column in columns.items()))
    table = pd.DataFrame(dict(zip(columns, arrays, strict=True)), index=index)
    for name in table:
        negative = np.flatnonzero(table[name] < 0)
        if len(negative):
            number, row = table[name].iloc[negative[0]], table.index[negative[0]]
            raise AskedWrongly(f"{name} is {number:g} in row {row!r}; it must be zero or more.")
    return table


def _floats(name: str, column: Numbers) -> np.ndarray[Any, Any]:
    try:
        given = np.asarray(column)
        if given.dtype.kind in "iuf":
            return np.atleast_1d(given).astype(float)
        return pd.to_numeric(pd.Series(np.atleast_1d(np.asarray(column, dtype=object)))).to_numpy(
            dtype=float, na_value=np.nan
        )
    except (TypeError, ValueError):
        raise AskedWrongly(f"{name} holds something that is not a number: {column!r}.") from None


def _refuse_more_than_all(given: pd.DataFrame, part: str, whole: str) -> None:
    too_many = given[(given[part] > given[whole]) & (given[whole] > 0)]
    if not too_many.empty:
        row = too_many.iloc[0]
        raise AskedWrongly(
            f"{part} is {row[part]:g} of {row[whole]:g} in row {too_many.index[0]!r}; it cannot be more than all."
        )


def _result(given: pd.DataFrame, *, method: Any, known: Any = None, **columns: Any) -> pd.DataFrame:
    """Build the result's columns, blank in the rows that are not `known` (by default, those without a value)."""
    has_result = ~np.isnan(columns["value"]) if known is None else known
    numbers = {name: np.where(has_result, column, np.nan) for name, column in columns.items()}
    methods = pd.Series(method, index=given.index, dtype=object).where(has_result, None)
    return pd.DataFrame(numbers, index=given.index).assign(method=methods)


def _two_sided_p(given: pd.DataFrame, at_most: Any, at_least: Any) -> pd.Series:
    p_value = np.minimum(1.0, 2 * np.minimum(at_most, at_least))
    return pd.Series(p_value, index=given.index, name="p_value").where(given.notna().all(axis=1))
