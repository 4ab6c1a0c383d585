"""Figures that follow from published ones of the same release, worked out once and marked as such."""

import pandas as pd

from yotlib.figures.combined_teams import combined_rates
from yotlib.figures.rates_of_counts import rates_of_counts
from yotlib.figures.reoffences_per_reoffender import reoffences_per_reoffender
from yotlib.figures.tidy import IDENTITY, WORKED_OUT
from yotlib.figures.totals import add_up_groups
from yotlib.figures.wider_areas import wider_rates
from yotlib.reference.measures import MEASURES

TOTALLED = ("cautioned_or_sentenced", "population_10_17")


def with_worked_out(figures: pd.DataFrame) -> pd.DataFrame:
    """Add what follows from published figures where a release does not print it, marked in `worked_out`.

    That is: the total of ethnic groups; reoffences per reoffender; a rate of a published count and the children of its
    year; a rate of a team of several authorities; a rate of a region or nation whose parts have one. A figure that is
    printed is never replaced. A table that has the column comes back as it is.
    """
    if WORKED_OUT in figures:
        return figures
    table = figures.assign(**{WORKED_OUT: False})
    for measure in TOTALLED:
        for age in sorted(set(figures.loc[figures["measure"] == measure, "age"])):
            table = _with_new(table, add_up_groups(figures, measure, age))
    for age, ethnicity in _groups(figures, "reoffences_per_child"):
        table = _with_new(table, reoffences_per_reoffender(figures, age, ethnicity))
    table = _with_new(table, rates_of_counts(figures))
    for rate in (measure for measure in MEASURES.values() if measure.per_resident):
        table = _with_new(table, combined_rates(table, rate.key))
        table = _with_new(table, wider_rates(table, rate))
    return table


def published(figures: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that a publisher printed, without those that were worked out from them."""
    return figures[~figures[WORKED_OUT]] if WORKED_OUT in figures else figures


def _groups(figures: pd.DataFrame, measure: str) -> list[tuple[str, str]]:
    pairs = figures.loc[figures["measure"] == measure, ["age", "ethnicity"]].drop_duplicates()
    return sorted(pairs.itertuples(index=False, name=None))


def _with_new(table: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Add the rows whose figure is not there with a value or a count; a gap that a release marks makes way for them."""
    if rows.empty:
        return table
    made = rows.assign(**{WORKED_OUT: True}).reindex(columns=table.columns)
    is_gap = table["value"].isna() & table["count"].isna()
    new = made[~_occur_in(made, table[~is_gap])]
    kept = table[~(is_gap & _occur_in(table, new))] if is_gap.any() else table
    return pd.concat([kept, new.astype(kept.dtypes)], ignore_index=True) if len(new) else table


def _occur_in(rows: pd.DataFrame, others: pd.DataFrame) -> pd.Series:
    """Return which rows are of a figure that `others` has too."""
    where = rows[IDENTITY].merge(others[IDENTITY], on=IDENTITY, how="left", indicator="where")["where"]
    return pd.Series((where == "both").to_numpy(), index=rows.index)
