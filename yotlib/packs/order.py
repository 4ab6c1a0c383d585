"""Check everything that is asked of a pack before anything is started."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from yotlib.analysis.comparison import OWN_BASELINES
from yotlib.figures.choose import released_by
from yotlib.figures.load import load
from yotlib.packs.brand import Brand, read_brand
from yotlib.packs.notebook_parameters import find_notebooks, refuse_undeclared
from yotlib.packs.own_notebooks import OwnNotebooks, read_own_notebooks
from yotlib.reference import area_groups, areas, folders, measures, periods
from yotlib.reference.errors import AskedWrongly, did_you_mean, nearest
from yotlib.reference.periods import day
from yotlib.reference.words import in_words

HTML, PDF, XLSX = FORMATS = ("html", "pdf", "xlsx")
NATIONAL = "national"
BASELINES = "baselines"
CAUTION = (
    "Higher or lower is said only where the gap is more than chance would explain at 95%. No figure here says why "
    "something is so, and none is about any one child."
)


@dataclass(frozen=True)
class Order:
    """One pack that can be built.

    `name` is its folder's name, `about` the sentences at the top of its page. The `notebooks` are run with those of the
    `parameters` that each declares; the `own` among them are not the suite's. The `brand` stands at the head of the
    page and of the printed sheet.
    """

    name: str
    title: str
    about: tuple[str, ...]
    parameters: Mapping[str, str]
    notebooks: tuple[Path, ...]
    formats: tuple[str, ...] = FORMATS
    data: Path = field(default_factory=folders.data)
    brand: Brand | None = None
    own: OwnNotebooks | None = None


def team_order(
    team: str,
    *,
    period: str = periods.LATEST,
    as_of: str = "",
    formats: Sequence[str] = FORMATS,
    parameters: Mapping[str, str] | None = None,
    brand: Path | None = None,
    notebooks: Path | None = None,
    baselines: str = "",
) -> Order:
    """Check what is asked of a team's pack and return its order; raise AskedWrongly or BadFigures.

    `parameters` are more notebook parameters by name; one that no notebook has is refused. `brand` is the folder of a
    brand, `notebooks` that of notebooks of one's own (see `own_notebooks`). `baselines` are areas or groups, with
    commas between, that the notebooks set the team beside in place of its region and nation.
    """
    asked: dict[str, Any] = {"period": period, "as_of": as_of, "formats": formats}
    named = {BASELINES: _check_baselines(baselines)} if baselines else {}
    (order,) = team_orders([team], **asked, parameters=named | dict(parameters or {}), brand=brand, notebooks=notebooks)
    return order


def team_orders(
    teams: Iterable[str],
    *,
    period: str = periods.LATEST,
    as_of: str = "",
    formats: Sequence[str] = FORMATS,
    parameters: Mapping[str, str] | None = None,
    brand: Path | None = None,
    notebooks: Path | None = None,
    figures: pd.DataFrame | None = None,
) -> list[Order]:
    """Return the orders of several teams, checked as `team_order` checks one; each team once, in the order given.

    The problems of all teams are raised in one error, one line each. `figures` is `load()` if not given.
    """
    base = {"period": period, "as_of": as_of}
    given = base | dict(parameters or {})
    suite = find_notebooks("[0-9]_*.ipynb")
    own = read_own_notebooks(notebooks, suite, ["team", *base]) if notebooks else None
    all_notebooks = own.put_among(suite) if own else suite
    refuse_undeclared(all_notebooks, ["team", *given])
    periods.parse(given["period"])
    table = load() if figures is None else figures
    team_areas, problems = _find_teams([given["team"]] if "team" in given else teams, given, table)
    if problems:
        raise AskedWrongly("\n".join(problems))
    about = (
        _about_releases(given["period"], given["as_of"], table),
        CAUTION,
        *([own.describe()] if own else []),
        *([_about_baselines(given[BASELINES])] if BASELINES in given else []),
    )
    checked_formats, read = _check_formats(formats), read_brand(brand) if brand else None
    return [
        Order(
            name=str(area),
            title=f"{area.name}: comparison pack",
            about=(_about_team(area), *about),
            parameters={"team": str(area)} | {name: value for name, value in given.items() if name != "team"},
            notebooks=all_notebooks,
            formats=checked_formats,
            brand=read,
            own=own,
        )
        for area in team_areas
    ]


def national_order(
    *,
    measure: str = "first_time_entrants",
    period: str = periods.LATEST,
    region: str = "",
    formats: Sequence[str] = FORMATS,
) -> Order:
    """Check what is asked of the page of all teams and return its order; raise AskedWrongly or BadFigures."""
    definition, asked_period = measures.get(measure), periods.parse(period)
    measure = definition.key
    where = areas.find_wider(region) if region else None
    parameters = {"measure": measure, "period": period, "region": str(where or "")}
    notebooks = find_notebooks(f"{NATIONAL}.ipynb")
    figures = load()
    ends = figures.query("measure == @measure")["period_end"].dropna()
    if asked_period is not None and not (ends <= asked_period.end).any():
        raise AskedWrongly(f"No figure of {measure} has a period ending by the end of {period}.")
    teams = f"the teams of {where.name}" if where else "all youth offending teams (youth justice services)"
    first = f"{definition.name}: {teams} with a published figure of one period and release, beside each other."
    return Order(
        NATIONAL,
        "All teams at once",
        (first, _about_releases(period, "", figures), CAUTION),
        parameters,
        notebooks,
        _check_formats(formats),
    )


def refuse_empty(area: areas.Area, period: str, as_of: str, figures: pd.DataFrame | None = None) -> None:
    """Refuse a day before the team's first release, and a period before the team's first figure."""
    asked = periods.parse(period)
    if asked is None and not as_of:
        return
    team_figures = _figures_of(area, released_by(load() if figures is None else figures, as_of))
    if as_of and team_figures.empty:
        raise AskedWrongly(f"Nothing held here about {area.name} was released by {as_of}; ask for a later day.")
    if asked is None:
        return
    ends = team_figures["period_end"].dropna()
    if not (ends <= asked.end).any():
        first = f"the earliest ends on {ends.min().date()}" if len(ends) else "none has a period"
        raise AskedWrongly(f"No figure of {area.name} has a period ending by the end of {period}; {first}.")


def _find_teams(
    teams: Iterable[str], given: Mapping[str, str], figures: pd.DataFrame
) -> tuple[list[areas.Area], list[str]]:
    """Return the teams of those names, each once, and the problems of the others, one line each."""
    problems, team_areas = [], {}
    by_area = dict(list(released_by(figures, given["as_of"]).groupby("area", sort=False)))
    for team in teams:
        try:
            area = areas.find(team, kind=areas.TEAM)
            refuse_empty(area, given["period"], given["as_of"], by_area.get(str(area), figures.iloc[:0]))
        except AskedWrongly as error:
            problems.append(str(error))
        else:
            team_areas[area] = area
    return list(team_areas), problems


def _check_baselines(baselines: str) -> str:
    """Return the areas and groups asked for as notebooks take them; refuse an unknown one."""
    asked = area_groups.as_asked(baselines)
    return ", ".join(name if name in OWN_BASELINES else str(area_groups.find(name)) for name in asked)


def _about_baselines(baselines: str) -> str:
    """Name the areas and groups that the notebooks set the team beside, as they were asked for."""
    names = [name if name in OWN_BASELINES else area_groups.find(name).name for name in area_groups.as_asked(baselines)]
    return f"Below the first page the team stands beside {in_words(names)}, as was asked."


def _check_formats(formats: Sequence[str]) -> tuple[str, ...]:
    """Return the formats asked for in one order, always with the page; refuse one that a pack cannot have."""
    for name in formats:
        if name not in FORMATS:
            near = did_you_mean(nearest(name, FORMATS))
            raise AskedWrongly(f"No format called {name!r}; a pack is made as {', '.join(FORMATS)}.{near}")
    return tuple(name for name in FORMATS if name in formats or name == HTML)


def _figures_of(area: areas.Area, figures: pd.DataFrame) -> pd.DataFrame:
    """Return the team's figures, without its populations unless it has nothing else."""
    rows = figures[figures["area"] == area]
    without_populations = rows[~rows["measure"].str.startswith("population")]
    return rows if without_populations.empty else without_populations


def _about_team(area: areas.Area) -> str:
    """Say which team the pack is about, and which areas are its baselines."""
    baselines = [baseline.name for baseline in areas.baselines(area).values()]
    return (
        f"Published figures on children in the area of {area.name} youth offending team (youth justice service), "
        f"beside {in_words(baselines)}. The newest and most important come first; what is not held is named at the end "
        "of the first part."
    )


def _about_releases(period: str, as_of: str, figures: pd.DataFrame) -> str:
    """Say which releases and periods the pack is built from."""
    newest = released_by(figures, as_of)["released"].max()
    limits = [f"figures released by {day(periods.last_day(as_of))}"] if as_of else []
    limits += [] if period == periods.LATEST else [f"periods ending by the end of {period}"]
    return (
        f"Built from {in_words(limits) if limits else 'every release held'}; the newest is of {day(newest)}. Every "
        "figure has its period and its source beside it."
    )
