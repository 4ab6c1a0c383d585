"""Tables for reading: a finished frame in, a captioned table out, with every period and source beside its figures."""

import os
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import pandas as pd

from yotlib import figures as published
from yotlib import periods
from yotlib.areas import every
from yotlib.errors import AskedWrongly
from yotlib.ethnicity import GROUP_NAMES
from yotlib.findings.words import day
from yotlib.measures import MEASURES, get
from yotlib.suite import IN_A_PACK
from yotlib.tidy import quoted

NOTHING = "–"
PERIOD = ["period_end", "period_start"]
ROLES = ["team", "region", "nation", "england-and-wales", "named"]


class Table:
    """A captioned table: HTML in a notebook, plain text in a terminal, CSV of the unrounded `data` in a pack."""

    def __init__(self, shown: pd.DataFrame, *, caption: str, data: pd.DataFrame) -> None:
        self.shown = shown.reset_index(drop=True)
        self.caption = caption
        self.data = data.reset_index(drop=True)

    def __repr__(self) -> str:
        if self.shown.empty:
            return f"{self.caption}: nothing to show."
        return f"{self.caption}\n{self.shown.to_string(index=False)}"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        bundle = {"text/plain": repr(self), "text/html": self.html()}
        if os.environ.get(IN_A_PACK) and not self.shown.empty:
            bundle["text/csv"] = self.data.to_csv(index=False, lineterminator="\n")
        return bundle

    def html(self) -> str:
        """The table as HTML: a caption, a header cell for every column and for every row."""
        if self.shown.empty:
            return f'<p class="nothing">{escape(self.caption)}: nothing to show.</p>'
        first = str(self.shown.columns[0])
        framed = self.shown.set_index(first).rename_axis(columns=first)
        look = framed.style.set_caption(escape(self.caption)).hide(axis="index", names=True)
        look = look.format(escape="html").format_index(escape="html").format_index(escape="html", axis="columns")
        return str(look.to_html(exclude_styles=True))


def show(table: pd.DataFrame) -> Table:
    """A comparison: value, 95% interval, gap, verdict and judgement; period and source in the caption.

    A shorthand mark such as [e], estimated, stands behind the interval it concerns. Sources have
    a column of their own where they are not all one.
    """
    if table["value"].isna().all():
        return Table(pd.DataFrame(), caption=_title(table), data=table)
    measure = get(table.iloc[0]["measure"])
    shown = pd.DataFrame(
        {
            "Area": table["name"],
            "Value": table["value"].map(measure.printed),
            "95% interval": _marked(_intervals(table, measure.printed), table["note"]),
            "Gap": _mapped(table["difference"], lambda gap: f"{gap:+,.{measure.decimals}f}"),
            "Ratio": _mapped(table["ratio"], "{:.2f}".format),
            "Verdict": table["verdict"].replace("", NOTHING),
            "Judged": table["judgement"].replace("", NOTHING),
            "Gap in children": _mapped(table["children"], "{:+,.0f}".format),
            "Source": table["source"],
        }
    )
    one_source = table["source"].nunique() == 1
    unsaid = [name for name in ("95% interval", "Judged", "Gap in children") if (shown[name] == NOTHING).all()]
    caption = f"{_title(table)}, {_periods(table).iloc[0]}. Source: {_sources(table)}"
    return Table(shown.drop(columns=[*unsaid, *(["Source"] if one_source else [])]), caption=caption, data=table)


def page(facts: pd.DataFrame, *, heading: str) -> Table:
    """The page of contextual facts: one row a measure, the team beside its baselines, verdicts in words."""
    if facts.empty:
        return Table(pd.DataFrame(), caption=heading, data=facts)
    rows = pd.DataFrame([_fact(block) for _, block in facts.groupby(["measure", "age"], sort=False)])
    names = facts.drop_duplicates("area").sort_values("role", key=lambda roles: roles.map(ROLES.index))["name"]
    shown = rows[["Measure", "Period", *names, "Source"]].fillna(NOTHING)
    caption = (
        f"{heading}: {names.iloc[0]} beside its baselines, with 95% intervals where there are any. After a baseline: "
        f"whether {names.iloc[0]} is higher or lower than it beyond chance, and whether that is better or worse"
    )
    return Table(shown, caption=caption, data=facts)


def over_time(series: pd.DataFrame) -> Table:
    """A series: one row a period, one column an area, the team's interval beside it."""
    if series.empty:
        return Table(pd.DataFrame(), caption="Over time", data=series)
    measure = get(series.iloc[0]["measure"])
    dated = series.assign(Period=_periods(series), printed=series["value"].map(measure.printed))
    wide = dated.pivot(index=PERIOD, columns="name", values="printed")[list(dict.fromkeys(series["name"]))]
    team = dated[dated["role"] == "team"].set_index(PERIOD)
    limits = _intervals(team, measure.printed)
    columns = {"Period": dated.drop_duplicates(PERIOD).set_index(PERIOD)["Period"]} | dict(wide.items())
    if (limits != NOTHING).any():
        columns["Team's 95% interval"] = limits
    shown = pd.DataFrame(columns).sort_index().fillna(NOTHING)
    return Table(shown, caption=f"{_title(series)}, by period. Source: {_sources(series)}", data=series)


def counts_by_group(beside: pd.DataFrame) -> Table:
    """Children cautioned or sentenced by ethnic group, the team beside its baselines: counts and per cents of all."""
    if beside.empty:
        return Table(pd.DataFrame(), caption="Children cautioned or sentenced by ethnic group", data=beside)
    rows = [_counts(area) for _, area in beside.groupby("area", sort=False)]
    caption = (
        f"Children cautioned or sentenced by ethnic group, {_periods(beside).iloc[0]}: number and per cent of all "
        f"counted, not known included, rounded as published. Source: {_sources(beside)}"
    )
    return Table(pd.DataFrame(rows).fillna(NOTHING), caption=caption, data=beside)


def groups(table: pd.DataFrame) -> Table:
    """Representation and the relative rate index by ethnic group, with the population's year."""
    if table.empty:
        return Table(pd.DataFrame(), caption="Representation by ethnic group", data=table)
    shown = pd.DataFrame(
        {
            "Group": table["group"].map(GROUP_NAMES),
            "Children": _mapped(table["count"], "{:,.0f}".format),
            "Share of known (95% interval)": _with_limits(table, "share", "{:.1f}%".format),
            "Share of children aged 10-17": _mapped(table["population_share"], "{:.1f}%".format),
            "Representation, points": _mapped(table["representation"], "{:+.1f}".format),
            "p": _mapped(table["p_value"], _p),
            "Relative rate index (95% interval)": _with_limits(table, "rri", "{:.3f}".format),
        }
    )
    return Table(shown, caption=_groups_caption(table), data=table)


def population(table: pd.DataFrame) -> Table:
    """Children aged 10-17 of the area by ethnic group, with the population's year and source."""
    if table.empty:
        return Table(pd.DataFrame(), caption="Children aged 10-17 by ethnic group", data=table)
    first = table.iloc[0]
    when = periods.label(first["population_start"], first["population_end"])
    shown = pd.DataFrame(
        {
            "Group": [*table["group"].map(GROUP_NAMES), "All"],
            "Children aged 10-17": [f"{number:,.0f}" for number in (*table["population"], table["population"].sum())],
            "Share": [f"{share:.1f}%" for share in (*table["population_share"], 100)],
        }
    )
    caption = f"Children aged 10-17 by ethnic group on {when}. Source: {first['population_source']}"
    return Table(shown, caption=caption, data=table)


def split(parts: pd.DataFrame) -> Table:
    """The frequency rate and its two parts, the team beside its baselines."""
    caption = "Reoffending: how many children, and how often each"
    if parts.empty:
        return Table(pd.DataFrame(), caption=caption, data=parts)
    shown = pd.DataFrame(
        {
            "Area": parts["name"],
            "Reoffended (binary rate)": _mapped(parts["binary"], "{:.1f}%".format),
            "Reoffences per child in the cohort (frequency rate)": _mapped(parts["frequency"], "{:.2f}".format),
            "Reoffences per child who reoffends": _mapped(parts["per_reoffender"], "{:.2f}".format),
            "Gap from reoffences by each": _mapped(parts["share_each"], "{:.0f}%".format),
        }
    )
    return Table(shown, caption=f"{caption}, {_periods(parts).iloc[0]}. Source: {_sources(parts)}", data=parts)


def teams(table: pd.DataFrame) -> Table:
    """Every team with a figure: value, interval, place, ratio to the rest of its nation, both p values, verdict."""
    if table.empty:
        return Table(pd.DataFrame(), caption="Every team with a figure", data=table)
    measure = get(table.iloc[0]["measure"])
    shown = pd.DataFrame(
        {
            "Team": table["name"],
            "Region": [every()[region].name for region in table["region"]],
            "Value": table["value"].map(measure.printed),
            "95% interval": _marked(_intervals(table, measure.printed), table["note"]),
            "Place, from the best": _mapped(table["place"], "{:.0f}".format),
            "Ratio": _mapped(table["ratio"].astype(float), "{:.2f}".format),
            "p": _mapped(table["p_value"].astype(float), _p),
            "p, adjusted": _mapped(table["p_adjusted"], _p),
            "Verdict": table["verdict"].replace("", NOTHING),
            "Judged": table["judgement"].replace("", NOTHING),
        }
    )
    return Table(shown, caption=f"{_title(table)}, {_periods(table).iloc[0]}. Source: {_sources(table)}", data=table)


def sources(*tables: pd.DataFrame) -> Table:
    """The publications behind the tables: publisher, title, release date, licence, where to find them."""
    columns = [table[name] for table in tables for name in ("source", "population_source") if name in table]
    keys = list(dict.fromkeys(key for column in columns for key in column.dropna() if key))
    keys += [key for key in _in_notes(tables) if key not in keys]
    known = published.sources().set_index("source")
    if unknown := [key for key in keys if key not in known.index]:
        raise AskedWrongly(f"No source called {quoted(unknown)} in data/sources.csv; add it there first.")
    listed = known.loc[keys].reset_index() if keys else pd.DataFrame()
    if listed.empty:
        return Table(pd.DataFrame(), caption="Sources", data=listed)
    shown = pd.DataFrame(
        {
            "Source": listed["source"],
            "Publication": listed["title"] + ". " + listed["publisher"],
            "Released": listed["released"].map(lambda text: day(periods.last_day(text))),
            "Licence": listed["licence"],
            "Where": listed["address"],
        }
    )
    return Table(shown, caption="Sources", data=listed)


def definitions(*tables: pd.DataFrame) -> Table:
    """What each measure in the tables is, as its publisher defines it."""
    keys = dict.fromkeys(key for table in tables if "measure" in table for key in table["measure"])
    listed = [MEASURES[key] for key in keys]
    shown = pd.DataFrame(
        {
            "Measure": [measure.name for measure in listed],
            "What it is": [measure.definition for measure in listed],
            "Defined by": [measure.source for measure in listed],
        }
    )
    return Table(shown, caption="What each measure is", data=shown)


def _fact(block: pd.DataFrame) -> dict[str, str]:
    team, measure = block.iloc[0], get(block.iloc[0]["measure"])
    limits = _marked(_intervals(block.iloc[:1], measure.printed), block["note"].iloc[:1]).iloc[0]
    value = measure.printed(team["value"]) + ("" if limits == NOTHING else f" ({limits})")
    row = {"Measure": _title(block), "Period": _periods(block).iloc[0], team["name"]: value}
    for _, base in block.iloc[1:].iterrows():
        row[base["name"]] = f"{measure.printed(base['value'])}{_words(base, measure.kind)}"
    return row | {"Source": _sources(block)}


def _words(base: pd.Series, kind: str) -> str:
    if kind == "count":
        return ""
    return f" ({base['verdict']}{', ' + base['judgement'] if base['judgement'] else ''})"


def _counts(area: pd.DataFrame) -> dict[str, str]:
    groups = {
        GROUP_NAMES[row["group"]]: f"{row['count']:,.0f} ({row['share_of_all']:.0f}%)" for _, row in area.iterrows()
    }
    return {"Area": area["name"].iloc[0]} | groups | {"All": f"{area['count'].sum():,.0f}"}


def _groups_caption(table: pd.DataFrame) -> str:
    first = table.iloc[0]
    counted = f"Children cautioned or sentenced, {_periods(table).iloc[0]} ({first['source']})"
    if pd.isna(first["population_source"]):
        return f"{counted}; no population by the same groups was published by then"
    when = periods.label(first["population_start"], first["population_end"])
    return f"{counted}, against children aged 10-17 of {when} ({first['population_source']})"


def _title(table: pd.DataFrame) -> str:
    first, measure = table.iloc[0], get(table.iloc[0]["measure"])
    ages = "" if first["age"] == "10-17" else f", ages {first['age']}"
    unit = f", {measure.unit}" if measure.unit.startswith("per ") and "per " not in measure.name else ""
    return f"{measure.name}{ages}{unit}"


def _mapped(column: pd.Series, printed: Callable[[float], str]) -> pd.Series:
    return column.map(lambda value: NOTHING if pd.isna(value) else printed(value))


def _intervals(table: pd.DataFrame, printed: Callable[[float], str]) -> pd.Series:
    return _limits(table["lower"], table["upper"], printed)


def _limits(lower: pd.Series, upper: pd.Series, printed: Callable[[float], str]) -> pd.Series:
    pairs = [
        NOTHING if pd.isna(low) else f"{printed(low)} to {printed(high)}"
        for low, high in zip(lower, upper, strict=True)
    ]
    return pd.Series(pairs, index=lower.index)


def _marked(intervals: pd.Series, notes: pd.Series) -> pd.Series:
    marks = notes.str.extract(r"^((?:\[\w\])+)")[0].fillna("")
    return (intervals + " " + marks).where((intervals != NOTHING) & (marks != ""), intervals)


def _with_limits(table: pd.DataFrame, name: str, printed: Callable[[float], str]) -> pd.Series:
    values = _mapped(table[name], printed)
    limits = _limits(table[f"{name}_lower"], table[f"{name}_upper"], printed)
    return (values + " (" + limits + ")").where(limits != NOTHING, values)


def _periods(table: pd.DataFrame) -> pd.Series:
    spans = zip(table["period_start"], table["period_end"], strict=True)
    return pd.Series([periods.label(start, end) for start, end in spans], index=table.index)


def _sources(table: pd.DataFrame) -> str:
    return ", ".join(dict.fromkeys(key for key in table["source"] if key))


def _in_notes(tables: Sequence[pd.DataFrame]) -> list[str]:
    notes = [note for table in tables if "note" in table for note in table["note"]]
    return [key for key in published.sources()["source"] if any(f"({key})" in note for note in notes)]


def _p(value: float) -> str:
    return "<0.001" if value < 0.001 else f"{value:.3f}"
