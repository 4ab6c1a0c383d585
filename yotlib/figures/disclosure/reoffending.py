"""Lists the numbers that reoffending figures give: the cohort, who reoffended and who did not, and reoffences."""

import pandas as pd

from yotlib.figures.tidy import UNPUBLISHED

# Figures that agree in these are of the same children.
KEY = ["area", "age", "ethnicity", "period_start", "period_end"]
BINARY, FREQUENCY, EACH = MEASURES = ("reoffending_rate", "reoffences_per_child", "reoffences_per_reoffender")
COHORT = "cohort"
# These three are withheld together: two of them, or one and the cohort, may give the third.
OUTCOMES = ("reoffenders", "others", "reoffences")
_NUMBERS = [COHORT, "reoffenders", "reoffences"]
_ROUNDING = 0.5


def list_numbers(figures: pd.DataFrame) -> pd.DataFrame:
    """Return one row a number that a source's reoffending figures give: the key, `source`, `published`, `family`.

    `least` and `most` are its limits, and `some` says whether it is at least one.
    A number worked out from rates, or from another source's number of the same children, is treated as accurate to
    plus or minus 0.5.
    """
    printed = _join_measures(figures)
    all_known = _fill_from_rates(printed)
    for name in _NUMBERS:  # one at a time, so that a source's own rates go before another source's numbers
        all_known = _fill_from_other_sources(all_known, name).pipe(_fill_from_rates)
    numbers = all_known.assign(others=all_known[COHORT] - all_known["reoffenders"])
    exact = printed.assign(others=printed[COHORT] - printed["reoffenders"])
    families = [_limits_of_family(numbers, exact, family) for family in (COHORT, *OUTCOMES)]
    return pd.concat(families).dropna(subset="least")


def _join_measures(figures: pd.DataFrame) -> pd.DataFrame:
    """Return one row a source's cohort, with the three values and the three numbers as printed."""
    per_reoffender = {"value": "each", "count": "reoffences", "population": "reoffenders"}
    tables = [
        _rename_columns(figures, BINARY, {"value": "rate", "count": "reoffenders", "population": COHORT}),
        _rename_columns(figures, FREQUENCY, {"value": "frequency", "count": "reoffences", "population": COHORT}),
        _rename_columns(figures, EACH, per_reoffender),
    ]
    both = pd.concat(tables).groupby([*KEY, "source", "published"], dropna=False)
    return both.first().reset_index()


def _rename_columns(figures: pd.DataFrame, measure: str, names: dict[str, str]) -> pd.DataFrame:
    rows = figures[figures["measure"] == measure]
    return rows[[*KEY, "source", "published", *names]].rename(columns=names)


def _fill_from_rates(table: pd.DataFrame) -> pd.DataFrame:
    """Fill in the numbers that follow from a rate and another number."""
    rate, frequency, each = (table[name].where(table[name] > 0) for name in ("rate", "frequency", "each"))
    for _ in _NUMBERS:
        cohort, reoffenders, reoffences = (table[name] for name in _NUMBERS)
        table = table.assign(
            cohort=cohort.fillna(100 * reoffenders / rate).fillna(reoffences / frequency),
            reoffenders=reoffenders.fillna(table["rate"] * cohort / 100).fillna(reoffences / each),
            reoffences=reoffences.fillna(table["frequency"] * cohort).fillna(table["each"] * reoffenders),
        )
    zero = table["rate"].where(table["rate"] == 0)
    return table.assign(reoffenders=table["reoffenders"].fillna(zero))


def _fill_from_other_sources(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Fill in a number that another source gives for the same children; a published row only from published ones."""
    others = table.groupby(KEY, dropna=False)[name].transform("first")
    public = table.groupby([*KEY, "published"], dropna=False)[name].transform("first")
    return table.assign(**{name: table[name].fillna(others.where(table["published"] == UNPUBLISHED, public))})


def _limits_of_family(numbers: pd.DataFrame, exact: pd.DataFrame, family: str) -> pd.DataFrame:
    rounding = exact[family].isna() * _ROUNDING
    above_zero = numbers[family] > 0
    return numbers[[*KEY, "source", "published"]].assign(
        family=family,
        some=numbers[family] >= 1,
        least=numbers[family] - rounding.where(above_zero, 0),
        most=numbers[family] + rounding.where(above_zero, 0),
    )
