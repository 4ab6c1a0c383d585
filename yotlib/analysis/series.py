"""Follow one measure over the years in many areas: one tidy row an area and period, ready to be drawn."""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from yotlib.analysis.comparison import PERIOD, Baselines, with_limits
from yotlib.analysis.confidence import CONFIDENCE, at_level
from yotlib.analysis.trends import segments
from yotlib.figures import estimates
from yotlib.figures.area_groups import groups_among, with_groups
from yotlib.figures.asked import find_series
from yotlib.figures.choose import choose, ending_by
from yotlib.figures.load import with_release
from yotlib.reference import area_groups, areas, periods
from yotlib.reference.area_groups import as_asked
from yotlib.reference.empty import how_to_fill
from yotlib.reference.errors import AskedWrongly
from yotlib.reference.measures import Measure
from yotlib.reference.notes import with_words

YEARS = (1, 2, 3)
COLUMNS = [
    *("area", "name", "region", "measure", "age", "ethnicity", "year", *PERIOD, "value", "lower", "upper", "count"),
    *("population", *estimates.OWN_COLUMNS, "segment", "note", "source"),
]
_DAY = pd.Timedelta(days=1)


def series(
    figures: pd.DataFrame,
    teams: Baselines,
    measure: str,
    *,
    age: str = "10-17",
    ethnicity: str = "all",
    period: str = periods.LATEST,
    as_of: str | pd.Timestamp | None = None,
    release: str = "",
    years: int = 1,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """Return one measure of many areas over the years of one release, one row an area and year.

    `teams` is a name, several, or a mapping of groups of one's own, as `baselines` in `compare`: teams, regions,
    nations, named groups; `yot.teams("london")` gives every team of a region. The release is the one called `release`,
    else the newest in which at least half of the areas that have any figure have one of its newest period. With `years`
    2 or 3 each row is that many years pooled, rolling: counts added up over the children of all of them.

    Columns: `area` (slug), `name`, `region` (slug), `measure`, `age`, `ethnicity`, `year` ("2018", "2017-18" or,
    pooled, "2016 to 2018"), `period_start`, `period_end`; `value`, `lower` and `upper` in the measure's unit; published
    `count` and `population`; `count_estimated`, `population_estimated`, `smallest_cohort` as in `compare`; `segment`,
    which counts the series breaks before each row; `note` and `source`. An area without a figure in the release has one
    row without a value, whose `note` says why. Raises AskedWrongly for an unknown name, and where `years` of a measure
    without counts are asked for.

    >>> import yotlib as yot
    >>> rows = yot.series(yot.load(), ["Leeds", "england"], "first_time_entrants", period="2018")
    >>> rows.loc[rows["year"] == "2018", ["name", "value"]].round(1).values.tolist()
    [['Leeds', 220.0], ['England', 243.6]]

    To draw it: seaborn.lineplot(rows, x="period_end", y="value", hue="name").
    """
    definition, age, ethnicity = find_series(figures, measure, age=age, ethnicity=ethnicity)
    measure, everything = definition.key, with_release(figures)
    _refuse_years(years, definition)
    asked = list(dict.fromkeys(area_groups.find(name) for name in as_asked(teams)))
    members = [member for group in groups_among(asked) for member in group.members]
    held = choose(
        everything, measure, age=age, ethnicity=ethnicity, as_of=as_of, release=release, among=[*asked, *members]
    )
    dated = ending_by(held.dropna(subset=PERIOD), period)
    rows = with_groups(dated, asked, definition, everything, "")
    chosen = _one_release(rows[rows["area"].isin(asked)])
    counted = estimates.fill_in_counts(chosen, definition, everything, *asked) if len(chosen) else chosen
    whole = _pool(counted, years, definition) if years > 1 else counted
    table = _with_words(_limited(whole, definition, confidence), asked) if len(whole) else whole
    absent = [_absent_row(area, rows, table, definition, age, ethnicity, years) for area in asked]
    return at_level(_in_order([table, pd.DataFrame([row for row in absent if row])], asked), confidence)


def _refuse_years(years: int, measure: Measure) -> None:
    if years not in YEARS:
        raise AskedWrongly(f"years is {years!r}; one, two or three years can be put together.")
    if years > 1 and measure.kind not in ("rate", "proportion"):
        raise AskedWrongly(f"Years of {measure.key} cannot be pooled: it has no count and population of children.")


def _one_release(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the newest release in which half of the areas that have any figure have its newest period."""
    if rows.empty:
        return rows
    enough = rows["area"].nunique() / 2
    sizes = rows.groupby([*PERIOD[::-1], "released", "source"])["area"].nunique().rename("areas").reset_index()
    lengths = rows.groupby("source").size().rename("length")
    ranked = sizes[sizes["areas"] >= enough].join(lengths, on="source")
    best = ranked.sort_values(["period_end", "period_start", "areas", "length", "released"]).iloc[-1]
    return rows[rows["source"] == best["source"]].sort_values(["area", *PERIOD], ignore_index=True)


def _limited(rows: pd.DataFrame, measure: Measure, confidence: float) -> pd.DataFrame:
    shown = estimates.hide_small_cohorts(rows, measure)
    table = estimates.separate_estimates(with_limits(shown, measure, confidence))
    at_least = table["smallest_cohort"].notna()
    return table.assign(lower=table["lower"].mask(at_least), upper=table["upper"].mask(at_least))


def _with_words(table: pd.DataFrame, asked: Sequence[areas.Area]) -> pd.DataFrame:
    known = {str(area): area for area in asked}
    years = table["years"] if "years" in table else [1] * len(table)
    spans = zip(table["period_start"], table["period_end"], years, strict=True)
    return table.assign(
        name=[known[area].name for area in table["area"]],
        region=[_region_of(known[area]) for area in table["area"]],
        year=[_name_years(start, end, int(years)) for start, end, years in spans],
        segment=segments(table),
    )


def _region_of(area: areas.Area) -> str:
    """Return the slug of the region a team lies in; a region or nation is its own, a group has none."""
    if isinstance(area, area_groups.Group):
        return ""
    return str(area) if area.kind in (areas.REGION, areas.NATION) else str(areas.lineage(area)[0])


def _name_years(start: pd.Timestamp, end: pd.Timestamp, years: int) -> str:
    if years == 1:
        return periods.label(start, end)
    first = periods.label(start, start + pd.DateOffset(years=1) - _DAY)
    return f"{first} to {periods.label(end + _DAY - pd.DateOffset(years=1), end)}"


def _pool(rows: pd.DataFrame, years: int, measure: Measure) -> pd.DataFrame:
    """Return every run of `years` consecutive years of an area that have counts, added up."""
    whole = rows.dropna(subset=["value", "count", "population"])
    whole = whole[whole["known_by"].isin([estimates.PUBLISHED, estimates.ESTIMATE])].assign(segment=segments)
    lines = [line for _, line in whole.groupby(["area", "segment"], sort=False)]
    pools = [pool for line in lines for pool in _pools_of(line, years, measure)]
    return pd.DataFrame(pools).reindex(columns=[*rows.columns, "years"]) if pools else rows.iloc[:0]


def _pools_of(line: pd.DataFrame, years: int, measure: Measure) -> Iterator[dict[str, Any]]:
    for last in range(years, len(line) + 1):
        span = line.iloc[last - years : last]
        gaps = span["period_start"].iloc[1:].to_numpy() - span["period_end"].iloc[:-1].to_numpy()
        if (gaps == _DAY).all():
            count, population = span["count"].sum(), span["population"].sum()
            is_estimate = (span["known_by"] == estimates.ESTIMATE).any()
            yield {str(name): cell for name, cell in span.iloc[-1].items()} | {
                "period_start": span["period_start"].iloc[0],
                "value": measure.per * count / population,
                "count": count,
                "population": population,
                "known_by": estimates.ESTIMATE if is_estimate else estimates.PUBLISHED,
                "note": with_words("[e]" if is_estimate else "", f"{years} years pooled").replace("; ", " ", 1),
                "years": years,
            }


def _absent_row(
    area: areas.Area, rows: pd.DataFrame, table: pd.DataFrame, measure: Measure, age: str, ethnicity: str, years: int
) -> dict[str, Any]:
    """Return a row that says why an area is not in the table; blank for one that is."""
    if len(table) and (table["area"] == area).any():
        return {}
    identity = {"area": str(area), "measure": measure.key, "age": age, "ethnicity": ethnicity}
    note = f"[x] {_why_absent(area, rows[rows['area'] == area], table, years)}"
    return identity | {"name": area.name, "region": _region_of(area), "year": "", "note": note, "source": ""}


def _why_absent(area: areas.Area, area_rows: pd.DataFrame, table: pd.DataFrame, years: int) -> str:
    if area_rows.empty:
        return f"no dated figure is held; {how_to_fill(area)}"
    if years > 1:
        return f"no {years} consecutive years of one release have counts"
    newest = area_rows.sort_values([*PERIOD[::-1], "released"]).iloc[-1]
    release = f" in {table['source'].iloc[0]}" if len(table) else ""
    return f"no figure{release}; the newest is of {periods.label(*newest[PERIOD])} in {newest['source']}"


def _in_order(tables: Sequence[pd.DataFrame], asked: Sequence[areas.Area]) -> pd.DataFrame:
    """Return the rows in the order in which the areas were asked for, oldest first."""
    both = pd.concat([table.reindex(columns=COLUMNS) for table in tables if len(table)], ignore_index=True)
    place = both["area"].map({str(area): number for number, area in enumerate(asked)})
    in_order = both.assign(place=place).sort_values(["place", *PERIOD], ignore_index=True)
    return in_order.astype({"segment": "Int64"})[COLUMNS]
