"""Run notebooks and publish them as a pack for a board."""

import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

from yotlib.packs import moving
from yotlib.packs.kernels import forkserver, quick_jsonschema
from yotlib.packs.notebook_parameters import declared_parameters
from yotlib.packs.order import Order
from yotlib.reference import folders
from yotlib.reference.errors import PackFailed

REPORTS = Path("reports")
WARM, KERNEL = "warm", "kernel"
ENGINES = {WARM: "yot", KERNEL: "yot-plain"}
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
    """Run the notebooks of `wanted`, write its pack to `out`/<its name>, and return that folder.

    The pack is made in a temporary folder beside `out`/<its name> and moved into place when it is complete. So `out`
    never holds half a pack, and a pack that fails leaves the one before it untouched.

    `engine` is "warm" or "kernel". `cell_limit` is the number of seconds a cell may take. `made_from` has the hashes
    of what the pack depends on, if the caller has them already (see `yotlib.packs.fingerprint`). `progress` is called
    before each step with its number, the number of steps, and its name. Raises PackFailed.
    """
    started = monotonic()
    if engine == WARM:
        forkserver.start_server()
    quick_jsonschema.load_jsonschema()
    from yotlib.packs import files, fingerprint, record

    place = out / wanted.name
    # Before a notebook reads anything: what changes meanwhile makes the pack out of date, never falsely current.
    depends_on, inputs = made_from or fingerprint.pack_inputs([wanted])[wanted.name], record.hash_inputs(wanted)
    with moving.folder_beside(place) as making:
        options = {"engine_name": ENGINES[engine], **_time_limit(cell_limit)}
        with _environment_of_a_pack(wanted.brand.style if wanted.brand else b""):
            run_notebooks = _run_all(wanted, making, progress, options)
        if progress:
            progress(len(wanted.notebooks), len(wanted.notebooks) + 1, "report.html")
        files.write(wanted, run_notebooks, making)
        took = monotonic() - started
        record.write(wanted, making, seconds=took, engine=engine, made_from=depends_on, inputs=inputs)
        moving.move_into_place(making, place)
    return place


def _time_limit(seconds: float | None) -> dict[str, int]:
    """Return papermill's option that limits the time of a cell, or no option where there is no limit."""
    return {} if seconds is None else {"execution_timeout": max(1, round(seconds))}


def _run_all(wanted: Order, making: Path, progress: Progress | None, options: Mapping[str, Any]) -> dict[str, Path]:
    """Run every notebook into the folder `making`; return the paths of the run notebooks by stem."""
    run_notebooks = {}
    for number, notebook in enumerate(wanted.notebooks):
        if progress:
            progress(number, len(wanted.notebooks) + 1, notebook.name)
        declared = declared_parameters(notebook)
        parameters = {name: value for name, value in wanted.parameters.items() if name in declared}
        # As in JupyterLab, a notebook of one's own finds what lies beside it.
        beside = {"cwd": notebook.parent} if wanted.own and notebook in wanted.own.paths else {}
        run_notebooks[notebook.stem] = _run(notebook, making / notebook.name, parameters, {**options, **beside})
    return run_notebooks


def _run(notebook: Path, to: Path, parameters: Mapping[str, str], options: Mapping[str, Any]) -> Path:
    """Run a notebook and write the run copy to `to`; raise PackFailed where a cell or its kernel fails."""
    import papermill
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    from yotlib.packs.kernels.engine import TooMuchOutput

    try:
        papermill.execute_notebook(
            str(notebook),
            str(to),
            parameters=dict(parameters),
            kernel_name="python3",
            progress_bar=False,
            # Write once, at the end: the files of a run that stops early are deleted anyway.
            request_save_on_cell_execute=False,
            autosave_cell_every=0,
            extra_arguments=["--log-level=CRITICAL"],
            **options,
        )
    except PapermillExecutionError as error:
        raise _pack_failed(notebook, error.exec_count, error.ename, error.evalue, "\n".join(error.traceback)) from error
    except CellTimeoutError as error:
        message = str(error)
        raise _pack_failed(notebook, _cells_begun(to), "a time limit", _first_line(message), message) from error
    except TooMuchOutput as error:
        raise _pack_failed(notebook, _cells_begun(to), "too much output", str(error), str(error)) from error
    except DeadKernelError as error:
        message = str(error)
        raise _pack_failed(notebook, _cells_begun(to), "its kernel gone", _first_line(message), message) from error
    return to


def _pack_failed(notebook: Path, cell: int | None, name: str, message: str, log: str) -> PackFailed:
    """Return the error that names the notebook, the cell and the reason."""
    error = f"{name}: {_first_line(message)}"
    sentence = f"{notebook.name}, cell {'?' if cell is None else cell}, failed with {error}. No pack was written."
    return PackFailed(sentence, notebook=notebook.name, cell=cell, error=error, log=_COLOURS.sub("", log))


def _cells_begun(run_notebook: Path) -> int | None:
    """Count the code cells that a stopped run had begun, from papermill's copy on disk; None if that is not known."""
    import nbformat

    if not run_notebook.exists():
        return None
    cells = nbformat.read(run_notebook, as_version=4).cells
    states = [cell.metadata.get("papermill", {}).get("status") for cell in cells if cell.cell_type == "code"]
    return sum(state in ("completed", "running", "failed") for state in states) or None


@contextmanager
def _environment_of_a_pack(style: bytes) -> Iterator[None]:
    """Set what tells notebooks that they run for a pack, and in which style of a brand; a reader's own has no say."""
    names = (folders.IN_A_PACK, folders.OWN_STYLE)
    before = {name: os.environ.pop(name) for name in names if name in os.environ}
    with tempfile.TemporaryDirectory(prefix="yotlib-style-") as folder:
        os.environ[folders.IN_A_PACK] = "1"
        if style:
            place = Path(folder) / "charts.mplstyle"
            place.write_bytes(style)
            os.environ[folders.OWN_STYLE] = str(place)
        try:
            yield
        finally:
            for name in names:
                os.environ.pop(name, None)
            os.environ.update(before)


def _first_line(text: str) -> str:
    """Return the first line of a text, without a full stop at its end."""
    return (text.strip().splitlines() or [""])[0].rstrip(".")
