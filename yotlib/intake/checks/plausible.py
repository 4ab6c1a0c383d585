"""Check that a figure is one that an area of the country could have.

A rate typed per 1,000 where it is meant per 10,000, or a cohort a hundred times too large: each is whole, in its
measure's range, and agrees with its neighbours in the file. The measure's `spread`, what the country's areas have had,
tells. A part of the children, an ethnic group or an age band, is unlike the whole and may be small, so its bounds are
wider, and its total tells of it too.
"""

import pandas as pd

from yotlib.figures.populations import with_children
from yotlib.intake.checks.fault import LOOK, Fault
from yotlib.intake.checks.rows import (
    PERIOD,
    each_row,
    fault_of_row,
    format_number,
    format_value,
    look_up_measures,
    prepare,
)
from yotlib.reference.measures import MEASURES, Measure, get

SPREAD = "a figure is one that an area of the country could have"
COUNTED_AS = {"cautioned_or_sentenced": "cautioned_or_sentenced_rate"}
COHORT_LIKE = get("cautioned_or_sentenced_rate")
BEYOND, PART_BEYOND, COHORT_BEYOND = 1.5, 15, 3
FEWEST_OF_PART = 5
SMALLEST_UNIT = 100
OF_AREA = ["source", "area", "measure", *PERIOD]
SAME = [*OF_AREA, "age"]


def check_plausible(figures: pd.DataFrame) -> list[Fault]:
    """Return figures far beyond the country's spread; always `look`, since an area may be the first of its kind.

    Far beyond is under two thirds of the lowest or over one and a half times the highest that any area has had. A
    rate of a single group or age may be a fifteenth of the lowest, fifteen times the highest, or of under five
    children; it is asked about all the same, with its count, where the area's rate of all children is. Counts are set
    against the children who live in the area. So are reoffending cohorts, which are asked about beyond three times the
    highest rate of children cautioned or sentenced, since early cohorts were large.
    """
    rows = prepare(figures)
    dated = rows[rows[PERIOD].notna().all(axis=1)]
    of_all_groups, is_part = dated[dated["ethnicity"] == "all"], _are_parts(dated)
    return [
        *_check_values(dated[~is_part]),
        *_check_parts(dated[is_part], dated[~is_part]),
        *_check_counts(of_all_groups),
        *_check_cohorts(of_all_groups),
    ]


def _are_parts(rows: pd.DataFrame) -> pd.Series:
    """Return which figures are of a single group, or of an age whose figures are not in the measure's spread."""
    of_age = (rows["age"] != "10-17") & (look_up_measures(rows, "kind") != "proportion")
    return (rows["ethnicity"] != "all") | of_age


def _check_values(rows: pd.DataFrame) -> list[Fault]:
    """Return values far beyond the spread, and the counts that the same release prints for such a rate."""
    far = rows[_beyond(rows["value"], rows["measure"])]
    names = {rate: count for count, rate in COUNTED_AS.items()}
    rates = far.assign(measure=far["measure"].map(names), rate=far["value"], rate_of=far["measure"])
    beside = rows.merge(rates[[*SAME, "rate", "rate_of"]].dropna(), on=SAME)
    counts = beside[beside["count"] > 0]
    return [
        *(
            fault_of_row(
                row, SPREAD, LOOK, format_value(row), f"its rate: {_describe(get(row['rate_of']), row['rate'])}"
            )
            for row in each_row(counts)
        ),
        *(
            fault_of_row(row, SPREAD, LOOK, format_value(row), _describe(get(row["measure"]), row["value"]))
            for row in each_row(far)
        ),
    ]


def _check_parts(parts: pd.DataFrame, whole: pd.DataFrame) -> list[Fault]:
    """Return values of a single group or age that are far beyond the spread, and figures of those whose rate is."""
    values, measures = parts["value"], parts["measure"]
    far = _beyond(values, measures, PART_BEYOND) & ~(parts["count"] < FEWEST_OF_PART)
    far |= (look_up_measures(parts, "kind") == "proportion") & _beyond(values, measures)
    of_far = parts[~far & (values.fillna(parts["count"]) > 0)].merge(_far_rates(whole), on=OF_AREA)
    return [
        *(
            fault_of_row(row, SPREAD, LOOK, format_value(row), _describe(get(row["measure"]), row["value"]))
            for row in each_row(parts[far])
        ),
        *(
            fault_of_row(row, SPREAD, LOOK, format_value(row), f"the rate of all: {row['of_all']}")
            for row in each_row(of_far)
        ),
    ]


def _far_rates(whole: pd.DataFrame) -> pd.DataFrame:
    """Return what is said `of_all` children's figures far beyond the spread, for their measure and for its counts."""
    far = whole[_beyond(whole["value"], whole["measure"]) & (whole["age"] == "10-17")].drop_duplicates(OF_AREA)
    words = [_describe(get(measure), value) for measure, value in far[["measure", "value"]].itertuples(index=False)]
    rates = far[OF_AREA].assign(of_all=pd.Series(words, index=far.index, dtype="str"))
    counts = rates.assign(measure=rates["measure"].map({rate: count for count, rate in COUNTED_AS.items()}))
    return pd.concat([rates, counts.dropna(subset=["measure"])])


def _check_counts(rows: pd.DataFrame) -> list[Fault]:
    """Return counts that would be a rate far beyond the spread among the children who live in the area."""
    named = rows["measure"].map(COUNTED_AS).fillna(rows["measure"].where(look_up_measures(rows, "kind") == "rate"))
    counted = rows[
        named.isin(list(MEASURES)) & (rows["count"] > 0) & rows["population"].isna() & (rows["age"] == "10-17")
    ]
    held = with_children(counted.assign(rate_of=named), rows).dropna(subset=["children"])
    per = held["rate_of"].map({key: measure.per for key, measure in MEASURES.items()})
    rates = per.astype(float) * held["count"] / held["children"]
    far = held.assign(rate=rates)[_beyond(rates, held["rate_of"])]
    return [
        fault_of_row(row, SPREAD, LOOK, f"{format_number(row['count'])} counted", _describe_count(row, row["count"]))
        for row in each_row(far)
    ]


def _check_cohorts(rows: pd.DataFrame) -> list[Fault]:
    """Return reoffending cohorts with more children than the country's areas ever cautioned or sentenced."""
    of_cohort = look_up_measures(rows, "of_cohort").eq(True)
    cohorts = rows[of_cohort & rows["population"].notna() & (rows["measure"] != "reoffences_per_reoffender")]
    held = with_children(cohorts, rows).dropna(subset=["children"])
    rates = COHORT_LIKE.per * held["population"] / held["children"]
    assert COHORT_LIKE.spread is not None, "the measure has a spread"
    far = held.assign(rate=rates, rate_of=COHORT_LIKE.key)[rates > COHORT_BEYOND * COHORT_LIKE.spread[1]]
    found = "a cohort of {} children"
    return [
        fault_of_row(
            row, SPREAD, LOOK, found.format(format_number(row["population"])), _describe_count(row, row["population"])
        )
        for row in each_row(far)
    ]


def _beyond(values: pd.Series, measures: pd.Series, times: float = BEYOND) -> pd.Series:
    """Return which values lie far beyond the spread of their measure; zero does not, nor does one without a spread."""
    spreads = {key: measure.spread for key, measure in MEASURES.items() if measure.spread is not None}
    lowest, highest = (
        measures.map({key: ends[place] for key, ends in spreads.items()}).astype(float) for place in (0, 1)
    )
    return (values > 0) & ((values < lowest / times) | (values > times * highest))


def _describe(measure: Measure, value: float) -> str:
    """Say what the country's areas have had, and of which unit the value would be usual."""
    assert measure.spread is not None, "only measures with a spread are checked"
    lowest, highest = measure.spread
    if measure.kind == "proportion":
        return f"{_describe_spread(measure)}{'; is it a share of 1, not of 100?' if value < 1 else ''}"
    usual = [times for times in (0.001, 0.01, 0.1, 10, 100, 1000) if lowest <= times * value <= highest]
    units = [measure.per / times for times in usual if measure.per / times >= SMALLEST_UNIT]
    return f"{_describe_spread(measure)}{f'; is it per {units[0]:,.0f}?' if units else ''}"


def _describe_spread(measure: Measure) -> str:
    assert measure.spread is not None, "only measures with a spread are checked"
    unit = "%" if measure.kind == "proportion" else f" {measure.unit.removesuffix(' children aged 10-17')}"
    lowest, highest = (format_number(end) for end in measure.spread)
    return f"areas of the country have had {lowest} to {highest}{unit}"


def _describe_count(row: pd.Series, count: float) -> str:
    measure = get(row["rate_of"])
    rate = f"{row['rate']:,.{max(measure.decimals, 1)}f}"
    residents = f"of about {format_number(round(row['children']))} children in the area"
    return f"{format_number(count)} {residents} are {rate} per {measure.per:,}; {_describe_spread(measure)}"
