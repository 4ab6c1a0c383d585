"""Measure how long a pack takes, and how much memory: python benchmarks/batch.py [--teams N] [--rounds N]

Four ways of building the same packs take turns in one run, each for the same teams, chosen from those with a figure
of first-time entrants:

(a) commands   `papermill` and `jupyter nbconvert --to html` for each notebook, one after the other
(b) a pool     papermill's Python API and nbconvert's in a pool of processes, a kernel started for each notebook
(c) yot batch  the command, from its start to its end
(d) the floor  the notebooks' lines run by preloaded processes without notebooks, kernels or messages: the same
               library calls, every chart written as PNG and SVG, every table as CSV, one page rendered

(b), (c) and (d) have --workers workers. (a) is slow, so it builds packs of only --commanded of the teams. Memory is
the sum over all processes of the memory of each (PSS: what several share is divided among them), measured every two
seconds. All of it is one module because the four ways are only of use side by side.
"""

import argparse
import base64
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Any

import psutil

COMMANDS, POOL, BATCH, FLOOR = "(a) commands", "(b) a pool", "(c) yot batch", "(d) the floor"
LEAST = {(COMMANDS, BATCH): 10.0, (POOL, BATCH): 2.5}
MOST = {(BATCH, FLOOR): 1.5}
BIN = Path(sys.executable).parent
MEGABYTE = 1024**2
QUIETLY: dict[str, Any] = {"progress_bar": False, "extra_arguments": ["--log-level=CRITICAL"]}
PAUSE = 2.0  # measuring costs time too


def notebooks() -> list[Path]:
    """Return the notebooks of a pack."""
    from yotlib.reference import folders

    return sorted(folders.notebooks().glob("[0-9]_*.ipynb"))


def run_commands(teams: Sequence[str], out: Path, workers: int) -> None:
    """Build the packs by way (a): two commands a notebook."""
    for team in teams:
        (out / team).mkdir(parents=True)
        for notebook in notebooks():
            run = out / team / notebook.name
            _run_quietly([BIN / "papermill", notebook, run, "-p", "team", team, "-k", "python3"])
            _run_quietly([BIN / "jupyter", "nbconvert", "--to", "html", "--no-input", run])


def run_pool(teams: Sequence[str], out: Path, workers: int) -> None:
    """Build the packs by way (b): the libraries behind those commands, in a pool of processes."""
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as processes:
        list(processes.map(build_with_libraries, teams, [out] * len(teams)))


def build_with_libraries(team: str, out: Path) -> None:
    """Build one pack with papermill's and nbconvert's Python API."""
    import papermill
    from nbconvert import HTMLExporter

    (out / team).mkdir(parents=True)
    for notebook in notebooks():
        run = out / team / notebook.name
        papermill.execute_notebook(notebook, run, {"team": team}, kernel_name="python3", **QUIETLY)
        html, _ = HTMLExporter(exclude_input=True).from_filename(str(run))
        run.with_suffix(".html").write_text(html, encoding="utf-8")


def run_batch(teams: Sequence[str], out: Path, workers: int) -> None:
    """Build the packs by way (c): the command."""
    _run_quietly([BIN / "yot", "batch", "--only", ",".join(teams), "--out", out, "--workers", str(workers)])


def run_floor(teams: Sequence[str], out: Path, workers: int) -> None:
    """Build the packs by way (d): the same calls in preloaded processes."""
    from yotlib.packs.kernels import forkserver

    waiting = list(teams)
    lock = threading.Lock()

    def work() -> None:
        while True:
            with lock:
                if not waiting:
                    return
                team = waiting.pop(0)
            # Imported by this file's name, because a forked process does not run the script that started it.
            process = forkserver.start_process(
                "floor", import_module(Path(__file__).stem).build_without_notebooks, team, out
            )
            process.join()
            if process.exitcode:
                raise RuntimeError(f"the floor failed on {team}")

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def build_without_notebooks(team: str, out: Path) -> None:
    """Build one pack without notebooks: run each cell's lines, write what they show to files and to one page."""
    import ast
    import json

    shown: list[object] = []
    folder = out / team
    folder.mkdir(parents=True)
    for notebook in notebooks():
        space: dict[str, object] = {"display": shown.append}
        for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] != "code":
                continue
            tree = ast.parse("".join(cell["source"]).replace('team: str = "bradford"', f'team: str = "{team}"'))
            last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
            exec(compile(tree, notebook.name, "exec"), space)
            if isinstance(last, ast.Expr):
                shown.append(eval(compile(ast.Expression(last.value), notebook.name, "eval"), space))
    _write_outputs(shown, folder)


def _write_outputs(shown: Sequence[object], folder: Path) -> None:
    """Write charts as PNG and SVG, tables as CSV, and all of it on one page."""
    from jinja2 import Template

    parts = []
    for number, output in enumerate(shown):
        bundle = getattr(output, "_repr_mimebundle_", None)
        page = getattr(output, "_repr_html_", None)
        reply = bundle() if bundle else {"text/html": page() if page else str(output)}
        data = reply[0] if isinstance(reply, tuple) else reply
        for kind, suffix in (("image/png", "png"), ("image/svg+xml", "svg"), ("text/csv", "csv")):
            if kind in data:
                content = data[kind]
                (folder / f"{number}.{suffix}").write_bytes(content if isinstance(content, bytes) else content.encode())
        png = data.get("image/png")
        parts.append(
            f'<img src="data:image/png;base64,{base64.b64encode(png).decode()}">' if png else data.get("text/html", "")
        )
    template = Template("<h1>{{ title }}</h1>{% for part in parts %}<section>{{ part }}</section>{% endfor %}")
    (folder / "report.html").write_text(template.render(title=folder.name, parts=parts), encoding="utf-8")


def _run_quietly(words: Sequence[object]) -> None:
    completed = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False)
    if completed.returncode:
        raise RuntimeError(f"{words[0]} ended with status {completed.returncode}: {completed.stderr[-2000:]}")


class Memory(threading.Thread):
    """The most memory used by all processes started by this one together, and by the largest of them."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.over = threading.Event()
        self.together = self.largest = 0

    def run(self) -> None:
        """Measure until `over` is set."""
        while not self.over.wait(PAUSE):
            sizes = [size for process in psutil.Process().children(recursive=True) if (size := _size(process))]
            self.together = max(self.together, sum(sizes))
            self.largest = max(self.largest, *sizes, 0)

    def in_words(self) -> str:
        """Return both numbers in words."""
        together, largest = (size / MEGABYTE for size in (self.together, self.largest))
        return f"at most {together:,.0f} MB together, {largest:,.0f} MB the largest process"


def _size(process: psutil.Process) -> int:
    try:
        memory = process.memory_full_info()
    except psutil.Error:
        return 0
    return int(getattr(memory, "pss", memory.uss))


def time_way(
    way: Callable[[Sequence[str], Path, int], None], teams: Sequence[str], workers: int
) -> tuple[float, Memory]:
    """Return the seconds a pack took by one way, and the memory."""
    memory, started = Memory(), time.perf_counter()
    memory.start()
    folder = Path(tempfile.mkdtemp(prefix="yotlib-benchmark-"))
    try:
        way(teams, folder, workers)
        return (time.perf_counter() - started) / len(teams), memory
    finally:
        memory.over.set()
        shutil.rmtree(folder, ignore_errors=True)


def choose_teams(number: int) -> list[str]:
    """Return the first `number` teams that have a figure of first-time entrants; others only if these are too few."""
    from yotlib import load
    from yotlib.reference import areas

    figures = load()
    with_figure = set(figures.loc[figures["measure"] == "first_time_entrants", "area"])
    teams = [str(team) for team in areas.teams()]
    in_order = [team for team in teams if team in with_figure] + [team for team in teams if team not in with_figure]
    return sorted(in_order[:number])


def spread_evenly(teams: Sequence[str], number: int) -> list[str]:
    """Return `number` of the teams, evenly spread; never only the first, whose pack may be the largest."""
    return list(teams if number >= len(teams) else teams[1 :: len(teams) // number][:number])


def main() -> int:
    """Run the ways in turn and print what each took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--teams", type=int, default=10, help="how many teams (default: 10)")
    parser.add_argument("--commanded", type=int, default=5, help="how many of them for (a) (default: 5)")
    parser.add_argument("--rounds", type=int, default=3, help="how many turns each has (default: 3)")
    parser.add_argument("--workers", type=int, default=2, help="workers of (b), (c) and (d) (default: 2)")
    parser.add_argument("--growth", default="10,50,155", help="sizes of batch for (c) alone; blank for none")
    asked = parser.parse_args()
    os.environ["YOTLIB_PACK"] = "1"
    teams = choose_teams(asked.teams)
    ways = {COMMANDS: run_commands, POOL: run_pool, BATCH: run_batch, FLOOR: run_floor}
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(asked.rounds):
        for name, way in ways.items():
            took, memory = time_way(
                way, spread_evenly(teams, asked.commanded) if name == COMMANDS else teams, asked.workers
            )
            seconds[name].append(took)
            print(f"round {number + 1}, {name}: {took:.2f} s a pack; {memory.in_words()}", flush=True)
    all_kept = [_print_ratio(seconds, pair) for pair in (*LEAST, *MOST)]
    for size in [int(word) for word in asked.growth.split(",") if word]:
        took, memory = time_way(run_batch, choose_teams(size), asked.workers)
        print(f"{size} packs in one batch: {took:.2f} s a pack; {memory.in_words()}", flush=True)
    return 0 if all(all_kept) else 1


def _print_ratio(seconds: dict[str, list[float]], pair: tuple[str, str]) -> bool:
    """Print the ratio of two ways; return whether it is within its bound."""
    ratios = [first / second for first, second in zip(seconds[pair[0]], seconds[pair[1]], strict=True)]
    ratio = median(ratios)
    bound = f"at least {LEAST[pair]}" if pair in LEAST else f"at most {MOST[pair]}"
    kept = ratio >= LEAST[pair] if pair in LEAST else ratio <= MOST[pair]
    spread = f"{min(ratios):.2f} to {max(ratios):.2f}"
    print(f"{pair[0]} / {pair[1]}: {ratio:.2f} ({spread}); {bound}{'' if kept else ': not reached'}")
    return kept


if __name__ == "__main__":
    sys.exit(main())
