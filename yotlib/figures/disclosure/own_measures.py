"""Lists the numbers of children that figures of a user's own measures give: those counted, the others, and all."""

import pandas as pd

from yotlib.figures.disclosure.decimals import half_a_digit
from yotlib.figures.disclosure.reoffending import KEY
from yotlib.reference.measures import own

OTHERS, ALL = ": the others", ": all"
_UNKNOWN = {"least": 0.0, "most": float("inf")}


def families() -> list[dict[str, str]]:
    """Return, for each number that an own measure may give, the family of every own measure by its key."""
    keys = [*own()]
    return [{key: key for key in keys}, {key: key + OTHERS for key in keys}, {key: key + ALL for key in keys}]


def list_numbers(figures: pd.DataFrame) -> pd.DataFrame:
    """Return one row a number that own measures give: the key, `source`, `published`, `family`, `least` and `most`.

    A rate or percentage gives a count with its population, as exactly as it is printed; without one, its count may be
    any number. Of a percentage the others are counted too, since few of them are as telling as few of those counted.
    An average gives a count only where it has one, or a population.
    """
    kinds = {key: measure.kind for key, measure in own().items()}
    rows = figures[figures["measure"].isin(kinds) & figures[["value", "count"]].notna().any(axis=1)]
    kind = rows["measure"].map(kinds)
    counted = _counts(rows)
    others = counted.assign(least=rows["population"] - counted["most"], most=rows["population"] - counted["least"])
    population = pd.DataFrame({"least": rows["population"], "most": rows["population"]})
    given = [
        counted[(kind != "average") | rows[["count", "population"]].notna().any(axis=1)].fillna(_UNKNOWN),
        others[kind == "proportion"].clip(lower=0).fillna(_UNKNOWN),
        population[kind == "proportion"].dropna(),
    ]
    return pd.concat(
        _name(rows.loc[limits.index], limits, names) for names, limits in zip(families(), given, strict=True)
    )


def _name(rows: pd.DataFrame, limits: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Return the key of each row with its family and the limits of its number."""
    table = rows[[*KEY, "source", "published"]].assign(family=rows["measure"].map(names))
    return table.assign(least=limits["least"], most=limits["most"])


def _counts(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the limits of each count: its own number, or what value and population give; a gap without either."""
    measures = own()
    per = rows["measure"].map({key: measure.per for key, measure in measures.items()}).astype(float)
    decimals = rows["measure"].map({key: measure.decimals for key, measure in measures.items()})
    half = half_a_digit(rows["value"], decimals)
    low, high = (rows["population"] * (rows["value"] + side * half) / per for side in (-1, 1))
    zero = rows["value"].where(rows["value"] == 0)
    exact = rows["count"].fillna(zero)
    return pd.DataFrame({"least": exact.fillna(low), "most": exact.fillna(high)})
