"""One team's notebooks run and published as a pack that a board can be handed."""

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

import pandas as pd

from yotlib import areas, periods, suite
from yotlib.errors import AskedWrongly, PackFailed, did_you_mean, nearest
from yotlib.figures import load, released_by

FORMATS = ("html",)
REPORTS = Path("reports")
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Order:
    """What a pack is to be built from, checked: nothing is started before this exists."""

    team: areas.Area
    parameters: Mapping[str, str]
    notebooks: tuple[Path, ...]
    formats: tuple[str, ...] = FORMATS
    data: Path = field(default_factory=suite.data)


def order(
    team: str,
    *,
    period: str = periods.LATEST,
    as_of: str = "",
    formats: Sequence[str] = FORMATS,
    parameters: Mapping[str, str] | None = None,
) -> Order:
    """Check everything a pack is asked for; raises AskedWrongly or BadFigures, and starts nothing.

    `parameters` are more notebook parameters by name; one that a notebook does not have is refused.
    """
    asked = {"team": team, "period": period, "as_of": as_of} | dict(parameters or {})
    area = areas.find(asked["team"], kind=areas.TEAM)
    notebooks = tuple(sorted(suite.notebooks().glob("[0-9]_*.ipynb")))
    if not notebooks:
        raise PackFailed(f"There are no notebooks in {suite.notebooks()}; install the suite again.")
    for notebook in notebooks:
        _refuse_unknown_parameters(notebook, asked)
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise AskedWrongly(f"No format called {unknown[0]!r}; a pack is made as {', '.join(FORMATS)}.")
    refuse_empty(area, asked["period"], asked["as_of"])
    return Order(area, asked | {"team": str(area)}, notebooks, tuple(formats))


def build(wanted: Order, *, out: Path = REPORTS, progress: Progress | None = None) -> Path:
    """Run the notebooks of `wanted` and write its pack to `out`/<team>; returns that folder.

    The pack is made in a folder beside and moved into place whole, so `out` never holds half a
    pack and a pack that fails leaves the one before it untouched. `progress` is called before
    each step with its number, how many there are, and its name. Raises PackFailed.
    """
    from yotlib.publish import files

    started = monotonic()
    place = out / wanted.team
    with _beside(place) as making:
        run_notebooks = _run_all(wanted, making, progress)
        if progress:
            progress(len(wanted.notebooks), len(wanted.notebooks) + 1, "report.html")
        files.write(wanted, run_notebooks, making)
        files.write_build(wanted, making, seconds=monotonic() - started)
        files.move_into_place(making, place)
    return place


def refuse_empty(area: areas.Area, period: str, as_of: str) -> None:
    """Refuse a day by which nothing about the team was released, and a period none of its figures ends by."""
    asked = periods.parse(period)
    figures = released_by(load(), as_of)
    mine = _figures_of(area, figures)
    if as_of and mine.empty:
        raise AskedWrongly(f"Nothing held here about {area.name} was released by {as_of}; ask for a later day.")
    if asked is None:
        return
    ends = mine["period_end"].dropna()
    if not (ends <= asked.end).any():
        first = f"the earliest ends on {ends.min().date()}" if len(ends) else "none has a period"
        raise AskedWrongly(f"No figure of {area.name} has a period ending by the end of {period}; {first}.")


def _figures_of(area: areas.Area, figures: pd.DataFrame) -> pd.DataFrame:
    """The team's figures, without its populations unless it has nothing else."""
    mine = figures[figures["area"] == area]
    telling = mine[~mine["measure"].str.startswith("population")]
    return mine if telling.empty else telling


def _run_all(wanted: Order, making: Path, progress: Progress | None) -> dict[str, Path]:
    run_notebooks = {}
    for number, notebook in enumerate(wanted.notebooks):
        if progress:
            progress(number, len(wanted.notebooks) + 1, notebook.name)
        run_notebooks[notebook.stem] = _run(notebook, making / notebook.name, wanted.parameters)
    return run_notebooks


def _run(notebook: Path, to: Path, parameters: Mapping[str, str]) -> Path:
    import papermill
    from papermill.exceptions import PapermillExecutionError

    try:
        with _as_a_pack():
            papermill.execute_notebook(
                str(notebook),
                str(to),
                parameters=dict(parameters),
                kernel_name="python3",
                progress_bar=False,
                extra_arguments=["--log-level=ERROR"],
            )
    except PapermillExecutionError as error:
        raise PackFailed(
            f"{notebook.name}, cell {error.exec_count}, failed with {error.ename}: {_first_line(error.evalue)}. "
            "No pack was written."
        ) from error
    return to


def _refuse_unknown_parameters(notebook: Path, asked: Mapping[str, str]) -> None:
    known = declared(notebook)
    for name in asked:
        if name not in known:
            offered = did_you_mean(nearest(name, known))
            listed = ", ".join(repr(each) for each in known)
            raise AskedWrongly(f"{notebook.name} has no parameter {name!r}; it has {listed}.{offered}")


def declared(notebook: Path) -> list[str]:
    """The names of the parameters that a notebook's cell tagged `parameters` declares."""
    import logging

    from papermill import inspect_notebook

    logging.getLogger("papermill").setLevel(logging.WARNING)
    return list(inspect_notebook(str(notebook)))


@contextmanager
def _beside(place: Path) -> Iterator[Path]:
    """A folder to make `place` in, on the same disk; gone afterwards, with every folder made on the way if unused."""
    made = [folder for folder in (place.parent, *place.parent.parents) if not folder.exists()]
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix=f".{place.name}-", dir=place.parent) as aside:
            making = Path(aside) / place.name
            making.mkdir()
            yield making
    finally:
        for folder in made:
            if not any(folder.iterdir()):
                folder.rmdir()


@contextmanager
def _as_a_pack() -> Iterator[None]:
    before = os.environ.get(suite.IN_A_PACK)
    os.environ[suite.IN_A_PACK] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[suite.IN_A_PACK]
        else:
            os.environ[suite.IN_A_PACK] = before


def _first_line(text: str) -> str:
    return (text.strip().splitlines() or [""])[0].rstrip(".")
