"""What reoffending figures tell: the children of a cohort, those who reoffended and did not, and their reoffences."""

import pandas as pd

# Figures that agree in these are of the same children.
KEY = ["area", "age", "ethnicity", "period_start", "period_end"]
BINARY, FREQUENCY, EACH = MEASURES = ("reoffending_rate", "reoffences_per_child", "reoffences_per_reoffender")
COHORT = "cohort"
# These three stand or fall together: two of them, or one and the cohort, may give the third.
OUTCOMES = ("reoffenders", "others", "reoffences")
_NUMBERS = [COHORT, "reoffenders", "reoffences"]
_ROUNDING = 0.5


def told(figures: pd.DataFrame) -> pd.DataFrame:
    """One row a number that a source's reoffending figures tell: the key, `family`, `least` and `most`.

    A number that is only worked out from rates, or from another source's number of the same children, is taken to be
    good to half a child.
    """
    printed = _side_by_side(figures)
    worked = _worked_out(printed).pipe(_shared).pipe(_worked_out)
    numbers = worked.assign(others=worked[COHORT] - worked["reoffenders"])
    exact = printed.assign(others=printed[COHORT] - printed["reoffenders"])
    columns = [_one(numbers, exact, family) for family in (COHORT, *OUTCOMES)]
    return pd.concat(columns, ignore_index=True).dropna(subset="least")


def _side_by_side(figures: pd.DataFrame) -> pd.DataFrame:
    """One row a source's cohort: the three values as printed, and the three numbers that stand beside them."""
    per_reoffender = {"value": "each", "count": "reoffences", "population": "reoffenders"}
    tables = [
        _of(figures, BINARY, {"value": "rate", "count": "reoffenders", "population": COHORT}),
        _of(figures, FREQUENCY, {"value": "frequency", "count": "reoffences", "population": COHORT}),
        _of(figures, EACH, per_reoffender),
    ]
    both = pd.concat(tables, ignore_index=True).groupby([*KEY, "source", "published"], dropna=False, sort=True)
    return both.first().reindex(columns=["rate", "frequency", "each", *_NUMBERS]).astype(float).reset_index()


def _of(figures: pd.DataFrame, measure: str, names: dict[str, str]) -> pd.DataFrame:
    rows = figures[figures["measure"] == measure]
    return rows[[*KEY, "source", "published", *names]].rename(columns=names)


def _worked_out(table: pd.DataFrame) -> pd.DataFrame:
    """The numbers with those that follow from a rate and another number."""
    rate, frequency, each = (table[name].where(table[name] > 0) for name in ("rate", "frequency", "each"))
    for _ in _NUMBERS:
        cohort, reoffenders, reoffences = (table[name] for name in _NUMBERS)
        table = table.assign(
            cohort=cohort.fillna(100 * reoffenders / rate).fillna(reoffences / frequency),
            reoffenders=reoffenders.fillna(table["rate"] * cohort / 100).fillna(reoffences / each),
            reoffences=reoffences.fillna(table["frequency"] * cohort).fillna(table["each"] * reoffenders),
        )
    nought = table["rate"].where(table["rate"] == 0)
    return table.assign(reoffenders=table["reoffenders"].fillna(nought))


def _shared(table: pd.DataFrame) -> pd.DataFrame:
    """The numbers with those that another source gives the same children; to a published one only a published one."""
    others = table.groupby(KEY, dropna=False)[_NUMBERS].transform("first")
    public = table.groupby([*KEY, "published"], dropna=False)[_NUMBERS].transform("first")
    others = others.where(table["published"] == "no", public)
    return table.assign(**{name: table[name].fillna(others[name]) for name in _NUMBERS})


def _one(numbers: pd.DataFrame, exact: pd.DataFrame, family: str) -> pd.DataFrame:
    rounding = exact[family].isna() * _ROUNDING
    some = numbers[family] > 0
    return numbers[[*KEY, "published"]].assign(
        family=family,
        least=numbers[family] - rounding.where(some, 0),
        most=numbers[family] + rounding.where(some, 0),
    )
