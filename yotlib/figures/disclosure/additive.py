"""Finds which numbers of children add up to which: by ethnic group, age band, area and period."""

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


def find_sums(given: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Add the cells that no figure gives but a sum may give, and return them with the sums.

    The first table has the rows of `given`, the totals and parts missing between them, and a `rest` for each sum that
    lacks some parts; its index is 0, 1, 2 and so on. `number` is filled in where it follows from others, `small` also
    applies to cells that no figure gives, and `zero` marks those of them that are zero. The second table has one row a
    cell in a sum: `sum`, `cell` and `sign`, which is 1 for a part and -1 for the total, so that each sum comes to zero.
    """
    cells = _add_missing_cells(given)
    pairs = pd.concat(
        [_pairs_by_group(cells), _pairs_by_age(cells), _pairs_by_area(cells), *_pairs_by_period(cells)],
        ignore_index=True,
    )
    totals = pairs.groupby("sum", as_index=False).agg({"parent": "first", "whole": "first"})
    rests = totals[~totals["whole"]].assign(cell=lambda incomplete: len(cells) + np.arange(len(incomplete)))
    terms = _list_terms(pairs, totals, rests)
    table = pd.concat([cells, cells.loc[rests["parent"], CELL].assign(rest=True)], ignore_index=True)
    flagged = table.assign(**{name: table[name].eq(True) for name in ("small", "own", "public", "rest")})
    return _fill_in_numbers(flagged, terms), terms


def _add_missing_cells(cells: pd.DataFrame) -> pd.DataFrame:
    """Give every area and period all the bands and groups that any of its rows has, and their totals."""
    ages = _with_total(cells[[*_BLOCK, "age"]], "age", [*BANDS, BOTH_BANDS], cells["age"].isin(BANDS))
    groups = _with_total(cells[[*_BLOCK, "ethnicity"]], "ethnicity", ["all"], cells["ethnicity"] != "all")
    grid = ages.merge(groups, on=_BLOCK)[CELL]
    return grid.merge(cells, on=CELL, how="left", validate="one_to_one").sort_values(CELL, ignore_index=True)


def _with_total(blocks: pd.DataFrame, name: str, added: list[str], is_split: pd.Series) -> pd.DataFrame:
    more = blocks.loc[is_split, _BLOCK].drop_duplicates().merge(pd.DataFrame({name: added}), how="cross")
    return pd.concat([blocks, more]).drop_duplicates()


def _pairs_by_group(cells: pd.DataFrame) -> pd.DataFrame:
    """Pair all children with their groups, and BME, where a source has it, with all groups but White."""
    groups = cells[cells["ethnicity"] != "all"]
    has_bme = groups["ethnicity"].eq("bme").groupby([groups[name] for name in _BLOCK], dropna=False).transform("any")
    of_bme = has_bme & groups["ethnicity"].isin(NOT_WHITE)
    pairs = _pair_with_total(cells, groups.assign(ethnicity=of_bme.map({True: "bme", False: "all"})), "group")
    names = cells["ethnicity"].reindex(pairs["child"]).set_axis(pairs.index)
    groups_of_sum = names.groupby(pairs["sum"]).agg(frozenset)
    is_complete = groups_of_sum.map(lambda names: names in WHOLE or names == NOT_WHITE)
    return pairs.assign(whole=pairs["sum"].map(is_complete).astype(bool))


def _pairs_by_age(cells: pd.DataFrame) -> pd.DataFrame:
    bands = cells[cells["age"].isin(BANDS)]
    return _pair_with_total(cells, bands.assign(age=BOTH_BANDS), "age").assign(whole=True)


def _pairs_by_area(cells: pd.DataFrame) -> pd.DataFrame:
    """Pair an area with those within it; each counts towards the nearest wider area that has a cell."""
    inside = cells.reset_index(names="child").merge(_list_lineages(cells["area"].unique()), on="area")
    existed = (inside["since"] <= inside["period_end"]) & (inside["period_start"] <= inside["until"])
    inside = inside[existed | inside["period_end"].isna()].assign(area=inside["above"]).set_index("child")
    pairs = _pair_with_total(cells, inside, "area")
    pairs = pairs.assign(steps=inside["steps"].to_numpy()[pairs["place"]])
    nearest = pairs.sort_values(["child", "steps"]).drop_duplicates("child")
    return nearest[_PAIR].assign(whole=False)


def _pairs_by_period(cells: pd.DataFrame) -> list[pd.DataFrame]:
    """Pair a period with its equal parts that are whole months."""
    first, last = (cells[name].dt.year * 12 + cells[name].dt.month for name in _PERIOD)
    whole_months = cells["period_start"].dt.is_month_start & cells["period_end"].dt.is_month_end
    months = cells.assign(first=first, months=last - first + 1)[whole_months].reset_index(names="cell")
    several = months[months.duplicated(["family", *KEY[:3]], keep=False)]
    both = several.merge(several, on=["family", *KEY[:3]], suffixes=("", "_part"))
    fits = (both["months"] > both["months_part"]) & (both["months"] % both["months_part"] == 0)
    offset = both["first_part"] - both["first"]
    inside = offset.between(0, both["months"] - both["months_part"]) & (offset % both["months_part"] == 0)
    return [_pairs_of_length(parts, length) for length, parts in both[fits & inside].groupby("months_part")]


def _pairs_of_length(parts: pd.DataFrame, length: float) -> pd.DataFrame:
    number_of_parts = parts.groupby("cell")["cell"].transform("size")
    pairs = parts.rename(columns={"cell": "parent", "cell_part": "child"})
    return pairs.assign(
        sum=f"{length:.0f} months of " + pairs["parent"].astype("str"),
        whole=number_of_parts == parts["months"] / length,
    )[[*_PAIR, "whole"]]


def _pair_with_total(cells: pd.DataFrame, parts: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Pair each part, indexed by its cell, with the cell of its total, which has the same key.

    `place` is the position of the part in `parts`.
    """
    children = parts[CELL].assign(child=parts.index, place=np.arange(len(parts)))
    pairs = children.merge(cells[CELL].assign(parent=cells.index), on=CELL, how="inner")
    return pairs.assign(sum=f"{kind} of " + pairs["parent"].astype("str"))[[*_PAIR, "place"]]


def _list_lineages(names: np.ndarray) -> pd.DataFrame:
    """Return every area `above` each of these, how many `steps` up it is, and since and until when it was."""
    known_areas = areas.all_areas()
    rows = [
        (name, above, steps, known_areas[name].since or "1900", known_areas[name].until or "2200")
        for name in names
        if name in known_areas
        for steps, above in enumerate([*filter(None, [FORMERLY.get(name)]), *map(str, areas.lineage(name))])
    ]
    table = pd.DataFrame(rows, columns=["area", "above", "steps", "since", "until"])
    return table.astype({"area": "str", "above": "str", "since": "datetime64[s]", "until": "datetime64[s]"})


def _list_terms(pairs: pd.DataFrame, totals: pd.DataFrame, rests: pd.DataFrame) -> pd.DataFrame:
    parts = pairs.rename(columns={"child": "cell"}).assign(sign=1.0)
    wholes = totals.rename(columns={"parent": "cell"}).assign(sign=-1.0)
    columns = ["sum", "cell", "sign"]
    both = pd.concat([parts[columns], wholes[columns], rests.assign(sign=1.0)[columns]], ignore_index=True)
    return both.assign(sum=both["sum"].factorize()[0])


def _fill_in_numbers(table: pd.DataFrame, terms: pd.DataFrame) -> pd.DataFrame:
    """Fill in the numbers that follow from others, and mark those that no figure gives as `small` or `zero`.

    A rest that cannot be worked out counts as zero, since a reader may assume that no group is missing.
    """
    numbers = _fill_in_single_gaps(table["number"].to_numpy(copy=True), terms)
    numbers = _fill_in_single_gaps(np.where(table["rest"] & np.isnan(numbers), 0, numbers), terms)
    not_given = ~(table["own"] | table["public"])
    small = not_given & (numbers >= HALF) & (numbers < LARGEST_WITHHELD + HALF) & (numbers % 1 == 0)
    return table.assign(number=numbers, small=table["small"] | small, zero=not_given & (numbers < HALF))


def _fill_in_single_gaps(number: np.ndarray, terms: pd.DataFrame) -> np.ndarray:
    """Fill in `number` where it is the only gap in a sum, until there is no such gap."""
    which, cell, sign = (terms[name].to_numpy() for name in ("sum", "cell", "sign"))
    while True:
        missing = np.isnan(number[cell])
        is_single = missing & (np.bincount(which, missing)[which] == 1) if len(which) else missing
        if not is_single.any():
            return number
        others = np.bincount(which, sign * np.nan_to_num(number[cell]))
        number[cell[is_single]] = -(sign * others[which])[is_single]
