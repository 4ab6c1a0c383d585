"""Notebooks run and published as a pack that a board can be handed."""

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from yotlib import suite
from yotlib.errors import PackFailed
from yotlib.orders import Order

REPORTS = Path("reports")
Progress = Callable[[int, int, str], None]


def build(wanted: Order, *, out: Path = REPORTS, progress: Progress | None = None) -> Path:
    """Run the notebooks of `wanted` and write its pack to `out`/<its name>; returns that folder.

    The pack is made in a folder beside and moved into place whole, so `out` never holds half a
    pack and a pack that fails leaves the one before it untouched. `progress` is called before
    each step with its number, how many there are, and its name. Raises PackFailed.
    """
    from yotlib.publish import files

    started = monotonic()
    place = out / wanted.name
    with _beside(place) as making:
        run_notebooks = _run_all(wanted, making, progress)
        if progress:
            progress(len(wanted.notebooks), len(wanted.notebooks) + 1, "report.html")
        files.write(wanted, run_notebooks, making)
        files.write_build(wanted, making, seconds=monotonic() - started)
        files.move_into_place(making, place)
    return place


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
