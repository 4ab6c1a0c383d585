"""What a pack is to be built from, checked whole before anything is started."""

import ast
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from yotlib.figures.choose import released_by
from yotlib.figures.load import load
from yotlib.reference import areas, folders, measures, periods
from yotlib.reference.errors import AskedWrongly, PackFailed, did_you_mean, nearest
from yotlib.reference.periods import day

FORMATS = ("html",)
NATIONAL = "national"
CAUTION = (
    "Higher or lower is said only where the gap is more than chance would explain at 95%. No figure here says why "
    "something is so, and none is about any one child."
)


@dataclass(frozen=True)
class Order:
    """A pack that can be built: its folder's name, its title, what is said at its top, and what is run with what."""

    name: str
    title: str
    about: tuple[str, ...]
    parameters: Mapping[str, str]
    notebooks: tuple[Path, ...]
    formats: tuple[str, ...] = FORMATS
    data: Path = field(default_factory=folders.data)


def of_team(
    team: str,
    *,
    period: str = periods.LATEST,
    as_of: str = "",
    formats: Sequence[str] = FORMATS,
    parameters: Mapping[str, str] | None = None,
) -> Order:
    """Check everything a team's pack is asked for; raises AskedWrongly or BadFigures, and starts nothing.

    `parameters` are more notebook parameters by name; one that a notebook does not have is refused.
    """
    (order,) = of_teams([team], period=period, as_of=as_of, formats=formats, parameters=parameters)
    return order


def of_teams(
    teams: Iterable[str],
    *,
    period: str = periods.LATEST,
    as_of: str = "",
    formats: Sequence[str] = FORMATS,
    parameters: Mapping[str, str] | None = None,
    figures: pd.DataFrame | None = None,
) -> list[Order]:
    """The packs of several teams, checked as `of_team` checks one; each team once, in the order given.

    What is wrong with several of them is told in one error, a line each. `figures` is `load()` if not given.
    """
    given = {"period": period, "as_of": as_of} | dict(parameters or {})
    notebooks = _notebooks("[0-9]_*.ipynb", {"team": "", **given})
    periods.parse(given["period"])
    held = load() if figures is None else figures
    found, wrong = _found([given["team"]] if "team" in given else teams, given, held)
    if wrong:
        raise AskedWrongly("\n".join(wrong))
    about, made = (_about_release(given["period"], given["as_of"], held), CAUTION), _formats(formats)
    return [
        Order(
            name=str(area),
            title=f"{area.name}: comparison pack",
            about=(_about_team(area), *about),
            parameters={"team": str(area)} | {name: value for name, value in given.items() if name != "team"},
            notebooks=notebooks,
            formats=made,
        )
        for area in found
    ]


def _found(teams: Iterable[str], asked: Mapping[str, str], figures: pd.DataFrame) -> tuple[list[areas.Area], list[str]]:
    """The teams of those names, each once, and what is wrong with the others, a line each."""
    wrong, found = [], {}
    by_area = dict(list(released_by(figures, asked["as_of"]).groupby("area", sort=False)))
    for team in teams:
        try:
            area = areas.find(team, kind=areas.TEAM)
            refuse_empty(area, asked["period"], asked["as_of"], by_area.get(str(area), figures.iloc[:0]))
        except AskedWrongly as error:
            wrong.append(str(error))
        else:
            found[area] = area
    return list(found), wrong


def of_nation(
    *,
    measure: str = "first_time_entrants",
    period: str = periods.LATEST,
    region: str = "",
    formats: Sequence[str] = FORMATS,
) -> Order:
    """Check everything the page of all teams is asked for; raises AskedWrongly or BadFigures, and starts nothing."""
    definition, asked_period = measures.get(measure), periods.parse(period)
    where = areas.find(region) if region else None
    asked = {"measure": measure, "period": period, "region": str(where or "")}
    notebooks = _notebooks(f"{NATIONAL}.ipynb", asked)
    figures = load()
    ends = figures.query("measure == @measure")["period_end"].dropna()
    if asked_period is not None and not (ends <= asked_period.end).any():
        raise AskedWrongly(f"No figure of {measure} has a period ending by the end of {period}.")
    teams = f"the teams of {where.name}" if where else "all youth offending teams (youth justice services)"
    first = f"{definition.name}: {teams} with a published figure of one period and release, beside each other."
    return Order(
        NATIONAL,
        "All teams at once",
        (first, _about_release(period, "", figures), CAUTION),
        asked,
        notebooks,
        _formats(formats),
    )


def refuse_empty(area: areas.Area, period: str, as_of: str, figures: pd.DataFrame | None = None) -> None:
    """Refuse a day by which nothing about the team was released, and a period none of its figures ends by."""
    asked = periods.parse(period)
    if asked is None and not as_of:
        return
    mine = _figures_of(area, released_by(load() if figures is None else figures, as_of))
    if as_of and mine.empty:
        raise AskedWrongly(f"Nothing held here about {area.name} was released by {as_of}; ask for a later day.")
    if asked is None:
        return
    ends = mine["period_end"].dropna()
    if not (ends <= asked.end).any():
        first = f"the earliest ends on {ends.min().date()}" if len(ends) else "none has a period"
        raise AskedWrongly(f"No figure of {area.name} has a period ending by the end of {period}; {first}.")


def declared(notebook: Path) -> list[str]:
    """The names of the parameters that a notebook's cell tagged `parameters` declares, each set in a line of its own.

    Papermill tells them too, but takes as long to import as the rest of what is asked before a pack is begun.
    """
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    tagged = ["".join(cell["source"]) for cell in cells if "parameters" in cell["metadata"].get("tags", [])]
    lines = [line for source in tagged[:1] for line in ast.parse(source).body]
    targets = [
        line.target if isinstance(line, ast.AnnAssign) else getattr(line, "targets", [None])[0] for line in lines
    ]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _notebooks(pattern: str, asked: Mapping[str, str]) -> tuple[Path, ...]:
    found = tuple(sorted(folders.notebooks().glob(pattern)))
    if not found:
        raise PackFailed(f"There is no {pattern} in {folders.notebooks()}; install the suite again.")
    for notebook in found:
        _refuse_unknown_parameters(notebook, asked)
    return found


def _refuse_unknown_parameters(notebook: Path, asked: Mapping[str, str]) -> None:
    known = declared(notebook)
    for name in asked:
        if name not in known:
            offered = did_you_mean(nearest(name, known))
            listed = ", ".join(repr(each) for each in known)
            raise AskedWrongly(f"{notebook.name} has no parameter {name!r}; it has {listed}.{offered}")


def _formats(asked: Sequence[str]) -> tuple[str, ...]:
    for name in asked:
        if name not in FORMATS:
            raise AskedWrongly(f"No format called {name!r}; a pack is made as {', '.join(FORMATS)}.")
    return tuple(asked)


def _figures_of(area: areas.Area, figures: pd.DataFrame) -> pd.DataFrame:
    """The team's figures, without its populations unless it has nothing else."""
    mine = figures[figures["area"] == area]
    telling = mine[~mine["measure"].str.startswith("population")]
    return mine if telling.empty else telling


def _about_team(area: areas.Area) -> str:
    beside = [above.name for above in areas.baselines(area).values()]
    return (
        f"Published figures on children in the area of {area.name} youth offending team (youth justice service), "
        f"beside {', '.join(beside[:-1])} and {beside[-1]} wherever the same release has them."
    )


def _about_release(period: str, as_of: str, figures: pd.DataFrame) -> str:
    newest = released_by(figures, as_of)["released"].max()
    limits = [f"figures released by {day(periods.last_day(as_of))}"] if as_of else []
    limits += [] if period == periods.LATEST else [f"periods ending by the end of {period}"]
    return (
        f"Built from {' and '.join(limits) or 'every release held'}; the newest is of {day(newest)}. Every figure has "
        "its period and its source beside it."
    )
