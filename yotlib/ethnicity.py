"""Whether a group of children is over-represented: shares, representation and the relative rate index."""

from collections.abc import Sequence

import pandas as pd

from yotlib import intervals, periods
from yotlib.areas import find
from yotlib.compare import OWN_BASELINES, PERIOD, compare, newest
from yotlib.errors import AskedWrongly
from yotlib.figures import released_by, with_release
from yotlib.tidy import FIVE_GROUPS, TWO_GROUPS, quoted

NOT_KNOWN, WHITE, BME = "not-known", "white", "bme"
GROUP_NAMES = {
    "white": "White",
    "asian": "Asian",
    "black": "Black",
    "mixed": "Mixed",
    "other": "Other",
    "bme": "BME",
    "not-known": "Not known",
}
MEASURE = "cautioned_or_sentenced"
AGE = "10-17"
COLUMNS = [
    "area",
    "group",
    "count",
    "share_of_all",
    "share",
    "share_lower",
    "share_upper",
    "population",
    "population_share",
    "representation",
    "p_value",
    "rri",
    "rri_lower",
    "rri_upper",
    "rri_p_value",
    *PERIOD,
    "source",
    "population_start",
    "population_end",
    "population_source",
]
BASIS = [
    "group",
    "population",
    "population_share",
    "population_start",
    "population_end",
    "population_source",
    "basis",
]
RRI_WITHIN = (0.8, 1.25)


def groups(
    figures: pd.DataFrame,
    team: str,
    *,
    period: str = "latest",
    as_of: str | pd.Timestamp | None = None,
    population: str | None = None,
) -> pd.DataFrame:
    """Children cautioned or sentenced by ethnic group, against the area's own children aged 10-17.

    One row a group, "not known" last. `share_of_all` is per cent of everyone counted, as
    inspection reports print it; `share`, with Wilson limits, is per cent of those whose group
    is known. `population` is the group's children (or its printed per cent, where only that is
    published), `population_share` its per cent of all; `representation` is share minus
    population share in percentage points, `p_value` its exact binomial test; `rri` is the
    group's rate over the White rate with exact limits, White being 1. `population` names the
    source to use; by default the one dated nearest the period. Both sides only count if
    released by `as_of`. Empty, with the same columns, where no groups are published.

    Sources: NI 044 definition of representation; Breslow and Day (1987); Wilson (1927).
    """
    area = find(team)
    known = released_by(with_release(figures), as_of)
    counted = _counted(known, area, period)
    if counted.empty:
        return _no_groups()
    shared = _with_shares(counted)
    basis = _basis(known, area, shared, population)
    return _with_tests(shared.merge(basis, on="group", how="left", validate="one_to_one"))[COLUMNS]


def bases(
    figures: pd.DataFrame, team: str, *, period: str = "latest", as_of: str | pd.Timestamp | None = None
) -> list[str]:
    """The sources of population by ethnic group that `groups` can use for this team, the oldest population first."""
    known = released_by(with_release(figures), as_of)
    counted = _counted(known, find(team), period)
    if counted.empty:
        return []
    offered = _populations(known, find(team), set(counted["group"]) - {NOT_KNOWN})
    return list(dict.fromkeys(offered.sort_values("population_end")["population_source"]))


def beside(
    figures: pd.DataFrame,
    team: str,
    *,
    period: str = "latest",
    as_of: str | pd.Timestamp | None = None,
    baselines: Sequence[str] = OWN_BASELINES,
) -> pd.DataFrame:
    """The counts by group of the team and its baselines, one row an area and group, with both shares.

    `share_of_all` is per cent of everyone counted there, `share` per cent of those whose group is
    known. All from the release and period that `compare` takes.
    """
    counted = _counted(released_by(with_release(figures), as_of), find(team), period)
    tables = [
        compare(figures, team, MEASURE, ethnicity=group, period=period, as_of=as_of, baselines=baselines)
        for group in counted["group"]
    ]
    if not tables:
        return pd.DataFrame(
            columns=["area", "name", "role", "group", "count", "share_of_all", "share", *PERIOD, "source"]
        )
    table = pd.concat(tables, ignore_index=True).rename(columns={"ethnicity": "group"})
    shared = [_with_shares(rows) for _, rows in table.groupby("area", sort=False)]
    return pd.concat(shared, ignore_index=True)[
        ["area", "name", "role", "group", "count", "share_of_all", "share", *PERIOD, "source"]
    ]


def population(figures: pd.DataFrame, team: str, *, as_of: str | pd.Timestamp | None = None) -> pd.DataFrame:
    """The children aged 10-17 who live in the area, by five ethnic groups, from the newest count of them.

    One row a group with `population`, `population_share` (per cent), their dates and source;
    empty where no count by group was released by `as_of`.
    """
    known = released_by(with_release(figures), as_of)
    offered = _populations(known, find(team), set(FIVE_GROUPS))
    newest_first = offered.sort_values("population_end", ascending=False, kind="stable")
    return offered[offered["basis"].isin(newest_first["basis"].head(1))].drop(columns="basis").reset_index(drop=True)


def _no_groups() -> pd.DataFrame:
    texts, dates = {"area", "group", "source", "population_source"}, {*PERIOD, "population_start", "population_end"}
    kinds = {name: "str" if name in texts else "datetime64[s]" if name in dates else "float" for name in COLUMNS}
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in kinds.items()})


def _counted(known: pd.DataFrame, area: str, period: str) -> pd.DataFrame:
    rows = known[(known["area"] == area) & (known["measure"] == MEASURE) & (known["age"] == AGE)]
    rows = rows[rows["ethnicity"].isin(list(GROUP_NAMES)) & rows["count"].notna()].dropna(subset=PERIOD)
    asked = periods.parse(period)
    rows = rows if asked is None else rows[rows["period_end"] <= asked.end]
    if rows.empty:
        return pd.DataFrame(columns=["area", "group", "count", *PERIOD, "source"])
    last = newest(rows)
    same = (rows["period_end"] == last["period_end"]) & (rows["source"] == last["source"])
    chosen = rows[same & (rows["period_start"] == last["period_start"])].rename(columns={"ethnicity": "group"})
    placed = chosen.assign(place=chosen["group"].map(list(GROUP_NAMES).index))
    return placed.sort_values("place", ignore_index=True)[["area", "group", "count", *PERIOD, "source"]]


def _with_shares(counted: pd.DataFrame) -> pd.DataFrame:
    known = counted["count"].where(counted["group"] != NOT_KNOWN)
    share = intervals.proportion(known, known.sum())
    return counted.assign(
        share_of_all=100 * counted["count"] / counted["count"].sum(),
        share=share["value"],
        share_lower=share["lower"],
        share_upper=share["upper"],
    )


def _basis(known: pd.DataFrame, area: str, shared: pd.DataFrame, source: str | None) -> pd.DataFrame:
    offered = _populations(known, area, set(shared["group"]) - {NOT_KNOWN})
    if source is not None:
        offered = _of_source(offered, source)
    if offered.empty:
        return offered
    middle = periods.middle(shared["period_start"].iloc[0], shared["period_end"].iloc[0])
    half = (offered["population_end"] - offered["population_start"]) / 2
    away = (offered["population_start"] + half - middle).abs().to_numpy()
    return offered[offered["basis"] == offered["basis"].iloc[int(away.argmin())]]


def _of_source(offered: pd.DataFrame, source: str) -> pd.DataFrame:
    known = sorted(set(offered["population_source"]))
    if source not in known:
        there = f"there is {quoted(known)}" if known else "there is none at all"
        raise AskedWrongly(f"No population by the same groups comes from {source!r}; {there}.")
    return offered[offered["population_source"] == source]


def _populations(known: pd.DataFrame, area: str, wanted: set[str]) -> pd.DataFrame:
    """Every basis that has all the `wanted` groups: one row a group, counts before shares, `basis` a number each."""
    mine = known[(known["area"] == area) & (known["age"] == AGE) & (known["ethnicity"] != "all")]
    found = [
        basis
        for measure, number in (("population_10_17", "count"), ("population_share_10_17", "value"))
        for _, rows in mine[mine["measure"] == measure].groupby([*PERIOD, "source"])
        if not (basis := _one_basis(rows.set_index("ethnicity")[number], rows.iloc[0], wanted)).empty
    ]
    numbered = [basis.assign(basis=number) for number, basis in enumerate(found)]
    return pd.concat(numbered, ignore_index=True) if numbered else pd.DataFrame(columns=BASIS)


def _one_basis(numbers: pd.Series, row: pd.Series, wanted: set[str]) -> pd.DataFrame:
    held = numbers.to_dict()
    if wanted == set(TWO_GROUPS) and WHITE in held:
        whole = numbers.sum() if set(held) == set(FIVE_GROUPS) else 100
        held = {WHITE: held[WHITE], BME: whole - held[WHITE]}
    if not wanted <= set(held):
        return pd.DataFrame()
    population = pd.Series(held)
    return pd.DataFrame(
        {
            "group": list(held),
            "population": population.to_numpy(),
            "population_share": (100 * population / population.sum()).to_numpy(),
            "population_start": row["period_start"],
            "population_end": row["period_end"],
            "population_source": row["source"],
        }
    )


def _with_tests(table: pd.DataFrame) -> pd.DataFrame:
    known = table["count"].where(table["group"] != NOT_KNOWN)
    white = table[table["group"] == WHITE]
    reference = white.iloc[0] if len(white) else pd.Series({"count": float("nan"), "population": float("nan")})
    rri = intervals.ratio(known, table["population"], reference["count"], reference["population"])
    p_value = intervals.ratio_p(known, table["population"], reference["count"], reference["population"])
    is_white = table["group"] == WHITE
    return table.assign(
        representation=table["share"] - table["population_share"],
        p_value=intervals.binomial_p(known, known.sum(), table["population_share"] / 100),
        rri=rri["value"],
        rri_lower=rri["lower"].mask(is_white),
        rri_upper=rri["upper"].mask(is_white),
        rri_p_value=p_value.mask(is_white),
    )
