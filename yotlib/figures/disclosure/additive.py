"""How numbers of children hang together: which add up to which, by ethnic group, age band, area and period."""

import numpy as np
import pandas as pd

from yotlib.figures.disclosure.counts import CELL, HALF, LARGEST_WITHHELD
from yotlib.figures.disclosure.reoffending import KEY
from yotlib.figures.tidy import FIVE_GROUPS
from yotlib.reference import areas

BANDS, BOTH_BANDS = ("10-14", "15-17"), "10-17"
NOT_WHITE = frozenset(FIVE_GROUPS) - {"white"}
WHOLE = (NOT_WHITE | {"white", "not-known"}, frozenset({"white", "bme", "not-known"}))
# The county became two teams; where a table has all three, it is the sum of the two.
FORMERLY = {"cumberland": "cumbria", "westmorland-and-furness": "cumbria"}
_BLOCK = ["family", "area", "period_start", "period_end"]
_PERIOD = ["period_start", "period_end"]
_PAIR = ["sum", "parent", "child"]


def sums(cells: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The numbers with those that no figure tells but a sum may give, and the sums themselves.

    The first table has the rows of `cells`, the totals and parts that are missing between them, and for each sum
    without all its parts what is left of it; index 0, 1, 2 ...; `number` where it follows; `small` also for those that
    no figure tells; `nought`, whether it is nought and told by none. The second has one row a number in a sum: `sum`,
    `cell` and `sign`, 1 for a part, -1 for the total; the numbers of a sum times their signs add up to nought.
    """
    told = _filled_in(cells)
    pairs = pd.concat([_by_group(told), _by_age(told), _by_area(told), *_by_period(told)], ignore_index=True)
    totals = pairs.groupby("sum", as_index=False).agg({"parent": "first", "whole": "first"})
    left = totals[~totals["whole"]].assign(cell=lambda some: len(told) + np.arange(len(some)))
    terms = _terms(pairs, totals, left)
    table = pd.concat([told, told.loc[left["parent"], CELL].assign(rest=True)], ignore_index=True)
    flagged = table.assign(**{name: table[name].eq(True) for name in ("small", "own", "public", "rest")})
    return _numbered(flagged, terms), terms


def _filled_in(cells: pd.DataFrame) -> pd.DataFrame:
    """The numbers with every band and group of an area's period that another of its rows has, and their totals."""
    ages = _with_total(cells[[*_BLOCK, "age"]], "age", [*BANDS, BOTH_BANDS], cells["age"].isin(BANDS))
    groups = _with_total(cells[[*_BLOCK, "ethnicity"]], "ethnicity", ["all"], cells["ethnicity"] != "all")
    grid = ages.merge(groups, on=_BLOCK)[CELL]
    return grid.merge(cells, on=CELL, how="left", validate="one_to_one").sort_values(CELL, ignore_index=True)


def _with_total(found: pd.DataFrame, name: str, added: list[str], split: pd.Series) -> pd.DataFrame:
    more = found.loc[split, _BLOCK].drop_duplicates().merge(pd.DataFrame({name: added}), how="cross")
    return pd.concat([found, more]).drop_duplicates()


def _by_group(told: pd.DataFrame) -> pd.DataFrame:
    """All children are the sum of their groups; where a source has BME, that is the sum of all groups but White."""
    groups = told[told["ethnicity"] != "all"]
    has_bme = groups["ethnicity"].eq("bme").groupby([groups[name] for name in _BLOCK], dropna=False).transform("any")
    of_bme = has_bme & groups["ethnicity"].isin(NOT_WHITE)
    pairs = _pairs(told, groups.assign(ethnicity=of_bme.map({True: "bme", False: "all"})), "group")
    names = told["ethnicity"].reindex(pairs["child"]).set_axis(pairs.index)
    found = names.groupby(pairs["sum"]).agg(frozenset)
    whole = found.map(lambda held: held in WHOLE or held == NOT_WHITE)
    return pairs.assign(whole=pairs["sum"].map(whole).astype(bool))


def _by_age(told: pd.DataFrame) -> pd.DataFrame:
    bands = told[told["age"].isin(BANDS)]
    return _pairs(told, bands.assign(age=BOTH_BANDS), "age").assign(whole=True)


def _by_area(told: pd.DataFrame) -> pd.DataFrame:
    """An area is the sum of those within it; each counts towards the nearest area that is there too."""
    inside = told.reset_index(names="child").merge(_lineages(told["area"].unique()), on="area")
    lived = (inside["since"] <= inside["period_end"]) & (inside["period_start"] <= inside["until"])
    inside = inside[lived | inside["period_end"].isna()].assign(area=inside["above"]).set_index("child")
    pairs = _pairs(told, inside, "area").assign(steps=lambda found: inside["steps"].to_numpy()[found["place"]])
    nearest = pairs.sort_values(["child", "steps"]).drop_duplicates("child")
    return nearest[_PAIR].assign(whole=False)


def _by_period(told: pd.DataFrame) -> list[pd.DataFrame]:
    """A period is the sum of equal parts of it that are whole months."""
    first, last = (told[name].dt.year * 12 + told[name].dt.month for name in _PERIOD)
    whole = told["period_start"].dt.is_month_start & told["period_end"].dt.is_month_end
    months = told.assign(first=first, months=last - first + 1)[whole].reset_index(names="cell")
    several = months[months.duplicated(["family", *KEY[:3]], keep=False)]
    both = several.merge(several, on=["family", *KEY[:3]], suffixes=("", "_part"))
    fits = (both["months"] > both["months_part"]) & (both["months"] % both["months_part"] == 0)
    offset = both["first_part"] - both["first"]
    inside = offset.between(0, both["months"] - both["months_part"]) & (offset % both["months_part"] == 0)
    return [_of_one_length(parts, length) for length, parts in both[fits & inside].groupby("months_part")]


def _of_one_length(parts: pd.DataFrame, length: float) -> pd.DataFrame:
    found = parts.groupby("cell")["cell"].transform("size")
    pairs = parts.rename(columns={"cell": "parent", "cell_part": "child"})
    return pairs.assign(
        sum=f"{length:.0f} months of " + pairs["parent"].astype("str"),
        whole=found == parts["months"] / length,
    )[[*_PAIR, "whole"]]


def _pairs(told: pd.DataFrame, parts: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Each part, indexed by its number's row, with the row of the total that has the same key; `place` in `parts`."""
    asked = parts[CELL].assign(child=parts.index, place=np.arange(len(parts)))
    found = asked.merge(told[CELL].assign(parent=told.index), on=CELL, how="inner")
    return found.assign(sum=f"{kind} of " + found["parent"].astype("str"))[[*_PAIR, "place"]]


def _lineages(names: np.ndarray) -> pd.DataFrame:
    """Every area `above` each of these, how many `steps` up, and between which dates it was part of it."""
    every = areas.every()
    rows = [
        (name, above, steps, every[name].since or "1900", every[name].until or "2200")
        for name in names
        if name in every
        for steps, above in enumerate([*filter(None, [FORMERLY.get(name)]), *map(str, areas.lineage(name))])
    ]
    table = pd.DataFrame(rows, columns=["area", "above", "steps", "since", "until"])
    return table.astype({"area": "str", "above": "str", "since": "datetime64[s]", "until": "datetime64[s]"})


def _terms(pairs: pd.DataFrame, totals: pd.DataFrame, left: pd.DataFrame) -> pd.DataFrame:
    parts = pairs.rename(columns={"child": "cell"}).assign(sign=1.0)
    wholes = totals.rename(columns={"parent": "cell"}).assign(sign=-1.0)
    columns = ["sum", "cell", "sign"]
    both = pd.concat([parts[columns], wholes[columns], left.assign(sign=1.0)[columns]], ignore_index=True)
    return both.assign(sum=both["sum"].factorize()[0])


def _numbered(table: pd.DataFrame, terms: pd.DataFrame) -> pd.DataFrame:
    """The table with the numbers that follow from others, whether those told by none are small, or nought.

    What is left of a sum and cannot be worked out counts as nought: a reader may take it that no group is missing.
    """
    told = _followed(table["number"].to_numpy(copy=True), terms)
    number = _followed(np.where(table["rest"] & np.isnan(told), 0, told), terms)
    untold = ~(table["own"] | table["public"])
    small = untold & (number >= HALF) & (number < LARGEST_WITHHELD + HALF) & (number % 1 == 0)
    return table.assign(number=number, small=table["small"] | small, nought=untold & (number < HALF))


def _followed(number: np.ndarray, terms: pd.DataFrame) -> np.ndarray:
    which, cell, sign = (terms[name].to_numpy() for name in ("sum", "cell", "sign"))
    while True:
        missing = np.isnan(number[cell])
        alone = missing & (np.bincount(which, missing)[which] == 1) if len(which) else missing
        if not alone.any():
            return number
        others = np.bincount(which, sign * np.nan_to_num(number[cell]))
        number[cell[alone]] = -(sign * others[which])[alone]
