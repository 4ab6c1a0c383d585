"""Notebooks run and published as a pack that a board can be handed."""

import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

from yotlib.packs.kernels import forkserver, quick_jsonschema
from yotlib.packs.order import Order
from yotlib.reference import folders
from yotlib.reference.errors import PackFailed

REPORTS = Path("reports")
WARM, KERNEL = "warm", "kernel"
ENGINES = {WARM: "yot", KERNEL: None}
Progress = Callable[[int, int, str], None]
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def build(
    wanted: Order,
    *,
    out: Path = REPORTS,
    engine: str = WARM,
    cell_limit: float | None = None,
    made_from: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Path:
    """Run the notebooks of `wanted` and write its pack to `out`/<its name>; returns that folder.

    The pack is made in a folder beside and moved into place whole, so `out` never holds half a
    pack and a pack that fails leaves the one before it untouched. `engine` is "warm" or "kernel"; `cell_limit` the
    seconds a cell may take; `made_from` the hashes of what the pack depends on, if the caller has them at hand (see
    `yotlib.packs.fingerprint`). `progress` is called before each step with its number, how many there are, and its
    name.
    Raises PackFailed.
    """
    started = monotonic()
    if engine == WARM:
        forkserver.begin()
    quick_jsonschema.load_jsonschema()
    from yotlib.packs import files, fingerprint, record

    place = out / wanted.name
    with beside(place) as making:
        run_notebooks = _run_all(wanted, making, progress, {"engine_name": ENGINES[engine], **_limit(cell_limit)})
        if progress:
            progress(len(wanted.notebooks), len(wanted.notebooks) + 1, "report.html")
        files.write(wanted, run_notebooks, making)
        told = made_from or fingerprint.of([wanted])[wanted.name]
        record.write(wanted, making, seconds=monotonic() - started, engine=engine, made_from=told)
        files.move_into_place(making, place)
    return place


def _limit(seconds: float | None) -> dict[str, int]:
    return {} if seconds is None else {"execution_timeout": max(1, round(seconds))}


def _run_all(wanted: Order, making: Path, progress: Progress | None, how: Mapping[str, Any]) -> dict[str, Path]:
    run_notebooks = {}
    for number, notebook in enumerate(wanted.notebooks):
        if progress:
            progress(number, len(wanted.notebooks) + 1, notebook.name)
        run_notebooks[notebook.stem] = _run(notebook, making / notebook.name, wanted.parameters, how)
    return run_notebooks


def _run(notebook: Path, to: Path, parameters: Mapping[str, str], how: Mapping[str, Any]) -> Path:
    import papermill
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    try:
        with _as_a_pack():
            papermill.execute_notebook(
                str(notebook),
                str(to),
                parameters=dict(parameters),
                kernel_name="python3",
                progress_bar=False,
                # Written once, when it has run: what a stopped run leaves is thrown away with its folder.
                request_save_on_cell_execute=False,
                autosave_cell_every=0,
                extra_arguments=["--log-level=CRITICAL"],
                **how,
            )
    except PapermillExecutionError as error:
        raise _failed(notebook, error.exec_count, error.ename, error.evalue, "\n".join(error.traceback)) from error
    except CellTimeoutError as error:
        raise _failed(notebook, _reached(to), "a time limit", _first_line(str(error)), str(error)) from error
    except DeadKernelError as error:
        raise _failed(notebook, _reached(to), "its kernel gone", _first_line(str(error)), str(error)) from error
    return to


def _failed(notebook: Path, cell: int | None, name: str, words: str, log: str) -> PackFailed:
    error = f"{name}: {_first_line(words)}"
    said = f"{notebook.name}, cell {'?' if cell is None else cell}, failed with {error}. No pack was written."
    return PackFailed(said, notebook=notebook.name, cell=cell, error=error, log=_COLOURS.sub("", log))


def _reached(run: Path) -> int | None:
    """How many code cells a run that was cut short had begun, as papermill's copy on disk tells."""
    import nbformat

    if not run.exists():
        return None
    cells = nbformat.read(run, as_version=4).cells
    states = [cell.metadata.get("papermill", {}).get("status") for cell in cells if cell.cell_type == "code"]
    return sum(state in ("completed", "running", "failed") for state in states) or None


@contextmanager
def beside(place: Path) -> Iterator[Path]:
    """A folder to make `place` in, on the same disk; gone afterwards, with every folder made on the way if unused."""
    made = [folder for folder in (place.parent, *place.parent.parents) if not folder.exists()]
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix=f".{place.name}-{os.getpid()}-", dir=place.parent) as aside:
            making = Path(aside) / place.name
            making.mkdir()
            yield making
    finally:
        for folder in made:
            if not any(folder.iterdir()):
                folder.rmdir()


@contextmanager
def _as_a_pack() -> Iterator[None]:
    before = os.environ.get(folders.IN_A_PACK)
    os.environ[folders.IN_A_PACK] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[folders.IN_A_PACK]
        else:
            os.environ[folders.IN_A_PACK] = before


def _first_line(text: str) -> str:
    return (text.strip().splitlines() or [""])[0].rstrip(".")
