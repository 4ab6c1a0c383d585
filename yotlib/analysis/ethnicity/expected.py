"""Work out how many children would be cautioned or sentenced here if each ethnic group had its national rate.

It is over 200 lines because its functions say and show in full what they take and return.
"""

from typing import Any

import pandas as pd

from yotlib.analysis import verdicts
from yotlib.analysis.comparison import PERIOD, compare
from yotlib.analysis.confidence import CONFIDENCE, at_level
from yotlib.analysis.ethnicity.counts import counts_in_period, counts_in_same_period, rows_by_group
from yotlib.analysis.ethnicity.groups import AGE, MEASURE, NOT_KNOWN
from yotlib.analysis.ethnicity.populations import nearest_population
from yotlib.figures.estimates import PUBLISHED, join_estimates
from yotlib.figures.releases import half_a_digit, vintages
from yotlib.reference import areas, measures

ALL = "all"
MOVED_WITH = ("england", areas.ENGLAND_AND_WALES)
RATE = measures.get("cautioned_or_sentenced_rate")
EXPECTED = [
    *("area", "group", "population", "rate_known", "rate", "expected_known", "expected", "count"),
    *("ratio", "ratio_lower", "ratio_upper", "verdict", "expected_plain", "known_by"),
    *(*PERIOD, "source", "count_source", "population_start", "population_end", "population_source"),
]
TOTAL = [
    *("area", "total", "known_by", "expected", "ratio", "ratio_lower", "ratio_upper", "verdict"),
    *("baseline", "moved", "since_start", "since_end", *PERIOD, "source", "population_source"),
]


def expected(
    figures: pd.DataFrame,
    team: str,
    *,
    period: str = "latest",
    as_of: str | pd.Timestamp | None = None,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """Return the number of each ethnic group to be expected in the area at England and Wales's rates.

    The year is the newest, ending by the end of `period`, for which England and Wales is published by group. One row a
    group and, last, "all". `rate_known` is the national rate of the group per 10,000 children, of those whose group is
    known; `rate` has the children whose group is not known spread over the groups in proportion. `expected_known` and
    `expected` are these times the group's children in the area. `count` is the area's own number of the same year,
    NaN where that is not published. On the row "all", `ratio` is the area's total over what is expected with exact
    Poisson limits of `confidence`, the expected number taken as fixed, and `expected_plain` is the total at the plain
    national rate. `verdict` follows the limits.

    National rates by group carry the national disproportion with them: they are what is usual, not what is fair.
    Empty where no counts or population by group were released by `as_of`.

    >>> import yotlib as yot
    >>> table = yot.ethnicity.expected(yot.load(), "Bradford", period="2020-21")
    >>> table[["group", "expected_known"]].round(1).values.tolist()
    [['white', 77.1], ['asian', 39.6], ['black', 8.2], ['mixed', 14.8], ['other', 3.1], ['all', 142.8]]

    Source: Breslow and Day (1987), volume II, section 2.3 (the indirectly standardised ratio).
    """
    released = rows_by_group(figures, as_of)
    return at_level(_expected_in(released, areas.find(team), national_rates(released, period), confidence), confidence)


def _expected_in(
    released: pd.DataFrame, area: str, national: pd.DataFrame, confidence: float = CONFIDENCE
) -> pd.DataFrame:
    children = _children_of(released, area, national)
    if national.empty or children.empty:
        return pd.DataFrame(columns=EXPECTED)
    own = _own_counts(released, area, national)
    by_group = national.merge(children, on="group", validate="one_to_one").merge(own, on="group", how="left")
    numbers = by_group.assign(
        area=str(area),
        expected_known=by_group["rate_known"] * by_group["population"] / RATE.per,
        expected=by_group["rate"] * by_group["population"] / RATE.per,
    )
    total = _total_row(numbers, national, _published_total(released, area, national), confidence)
    return pd.concat([numbers, total], ignore_index=True).reindex(columns=EXPECTED)


def newest_total(
    figures: pd.DataFrame,
    team: str,
    *,
    period: str = "latest",
    as_of: str | pd.Timestamp | None = None,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """Return the area's newest total beside what its mix of ethnic groups would lead one to expect in that year.

    One row: `area` (slug), `total`, `known_by` ("published" or "estimated"), `expected`, `ratio` with `ratio_lower` and
    `ratio_upper`, `verdict`, `baseline` (the nation's name), `moved`, `since_start` and `since_end` (the year of the
    national rates), `period_start`, `period_end`, `source` and `population_source`. National rates by group are older
    than the newest totals, so they are moved, all alike, as the total of England and Wales has moved since (of England,
    where the other is not known): `moved` is that factor. The total is published or, as `known_by` says, estimated from
    a printed rate. The verdict follows the limits, which are of `confidence`; one that turns within the rounding of
    that rate is "similar". Empty where there is no newer total, or none of the nation in the same release.

    >>> import yotlib as yot
    >>> table = yot.ethnicity.newest_total(yot.load(), "Bradford")
    >>> table[["total", "expected", "ratio", "verdict"]].round(2).values.tolist()
    [[206.19, 125.18, 1.65, 'higher']]
    """
    area = areas.find(team)
    released = rows_by_group(figures, as_of)
    national = national_rates(released, period)
    here = _expected_in(released, area, national)
    known = join_estimates(compare(figures, area, RATE.key, period=period, as_of=as_of))
    row, bases = known.iloc[0], known[known["area"].isin(MOVED_WITH) & known["count"].notna()]
    if here.empty or bases.empty or pd.isna(row["count"]) or not row["period_end"] > here["period_end"].iloc[0]:
        return pd.DataFrame(columns=TOTAL)
    base, first = bases.iloc[-1], here.iloc[0]
    moved = base["count"] / _sum_expected(_expected_in(released, base["area"], national))
    table = pd.DataFrame([row]).assign(
        total=row["count"],
        expected=moved * _sum_expected(here),
        baseline=base["name"],
        moved=moved,
        since_start=first["period_start"],
        since_end=first["period_end"],
        population_source=first["population_source"],
    )
    judged = _with_ratio(table, half_a_digit(table, RATE) / table["value"], confidence)
    return at_level(judged[TOTAL].reset_index(drop=True), confidence)


def national_rates(released: pd.DataFrame, period: str) -> pd.DataFrame:
    """Return England and Wales's rates by group, per 10,000, for the newest year published by group."""
    counted = counts_in_period(released, areas.ENGLAND_AND_WALES, period)
    if counted.empty:
        return pd.DataFrame(columns=["group", "rate_known", "rate", "national_count", "national_children"])
    children = nearest_population(released, areas.ENGLAND_AND_WALES, counted, None)
    known = counted[counted["group"] != NOT_KNOWN].merge(
        children[["group", "population", "population_source"]], on="group", validate="one_to_one"
    )
    rate_known = RATE.per * known["count"] / known["population"]
    spread = counted["count"].sum() / known["count"].sum()
    named = known.rename(columns={"count": "national_count", "population": "national_children"})
    return named.assign(rate_known=rate_known, rate=spread * rate_known).drop(columns="area")


def _children_of(released: pd.DataFrame, area: str, national: pd.DataFrame) -> pd.DataFrame:
    """Return the area's children by group, from the same source as the national ones."""
    names = ["group", "population", "population_start", "population_end"]
    if national.empty:
        return pd.DataFrame(columns=names)
    return nearest_population(released, area, national, national["population_source"].iloc[0])[names]


def _own_counts(released: pd.DataFrame, area: str, national: pd.DataFrame) -> pd.DataFrame:
    counted = counts_in_same_period(released, area, national)
    return counted[["group", "count", "source"]].rename(columns={"source": "count_source"}).astype({"count": float})


def _published_total(released: pd.DataFrame, area: str, national: pd.DataFrame) -> tuple[float, str]:
    """Return the area's published total of the same year and vintage as the national counts, and its source."""
    year = national.iloc[0]
    is_total = (released["area"] == area) & (released["measure"] == MEASURE) & (released["ethnicity"] == ALL)
    rows = released[is_total & (released["age"] == AGE) & (released["period_end"] == year["period_end"])]
    rows = rows[(rows["period_start"] == year["period_start"]) & rows["count"].notna()]
    wanted = vintages(pd.DataFrame({"source": [year["source"]], "measure": MEASURE})).iloc[0]
    same = rows[vintages(rows).isin([wanted, ""]).to_numpy()].sort_values("released")
    return (float("nan"), "") if same.empty else (same["count"].iloc[-1], same["source"].iloc[-1])


def _total_row(
    numbers: pd.DataFrame, national: pd.DataFrame, published: tuple[float, str], confidence: float
) -> pd.DataFrame:
    first, (total, source) = numbers.iloc[[0]], published
    sums = {name: numbers[name].sum() for name in ("population", "expected_known", "expected")}
    children = national["national_children"].sum()
    plain = RATE.per * national["national_count"].sum() / children
    rate = plain * (national["rate"] / national["rate_known"]).iloc[0]
    counts: dict[str, Any] = {"count": total, "total": total, "count_source": source, "ratio": float("nan")}
    row = first.assign(**sums, **counts, group=ALL, rate_known=plain, rate=rate)
    known_by = PUBLISHED if pd.notna(total) else ""
    named = row.assign(expected_plain=rate * sums["population"] / RATE.per, known_by=known_by)
    return _with_ratio(named, None, confidence)


def _with_ratio(table: pd.DataFrame, rounding: pd.Series | None, confidence: float) -> pd.DataFrame:
    """Add the total over the expected number with exact Poisson limits, and the verdict."""
    lower, upper = _exact_limits(table["total"], confidence)
    off = 0.0 if rounding is None else rounding.where(table["known_by"] != PUBLISHED, 0.0)
    higher = _exact_limits(table["total"] * (1 - off), confidence)[0] > table["expected"]
    lower_than = _exact_limits(table["total"] * (1 + off), confidence)[1] < table["expected"]
    verdict = pd.Series(verdicts.SIMILAR, index=table.index).mask(higher, verdicts.HIGHER)
    number = table["expected"]
    return table.assign(
        ratio=table["total"] / number,
        ratio_lower=lower / number,
        ratio_upper=upper / number,
        verdict=verdict.mask(lower_than, verdicts.LOWER).where(table["total"].notna(), verdicts.CANNOT_SAY),
    )


def _exact_limits(total: pd.Series, confidence: float) -> tuple[pd.Series, pd.Series]:
    """Return the exact Poisson limits of a count, 0 below where nobody was counted."""
    from statsmodels.stats.rates import confint_poisson

    lower, upper = confint_poisson(total.to_numpy(dtype=float), 1, method="exact-c", alpha=1 - confidence)
    lower, upper = (pd.Series(limit, index=total.index).where(total.notna()) for limit in (lower, upper))
    return lower.mask(total == 0, 0.0), upper


def _sum_expected(table: pd.DataFrame) -> float:
    return float(table.loc[table["group"] == ALL, "expected"].iloc[0])
