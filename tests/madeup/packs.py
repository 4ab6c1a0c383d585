"""Make packs without a notebook, for tests of what surrounds them, and notebooks that go wrong."""

import re
from pathlib import Path

import nbformat

from yotlib.packs import moving, record
from yotlib.packs.batch.job import BUILT, FAILED, Failure, Result
from yotlib.packs.order import Order


class Builder:
    """A stand-in for building a pack: makes one page at once, or fails as often as `fails` says for its name.

    With `inputs` its record has the hashes of the files it is made from.
    """

    def __init__(
        self, fails: dict[str, int] | None = None, stops_after: int | None = None, *, inputs: bool = False
    ) -> None:
        self.inputs = inputs
        self.asked: list[str] = []
        self.fails = dict(fails or {})
        self.stops_after = stops_after

    def __call__(self, job, stop=None) -> Result:
        if len(self.asked) == self.stops_after:
            raise KeyboardInterrupt
        self.asked.append(job.order.name)
        if self.fails.get(job.order.name, 0) > 0:
            self.fails[job.order.name] -= 1
            failure = Failure("ValueError: made to fail", notebook="1_made_up.ipynb", cell=3, log="a traceback")
            return Result(job.order.name, FAILED, seconds=1.0, attempts=1, failure=failure)
        with moving.folder_beside(job.out / job.order.name) as making:
            (making / "report.html").write_text(f"<h1>{job.order.title}</h1>")
            inputs = record.hash_inputs(job.order) if self.inputs else {}
            record.write(job.order, making, seconds=1.0, engine=job.engine, made_from=job.made_from, inputs=inputs)
            moving.move_into_place(making, job.out / job.order.name)
        return Result(job.order.name, BUILT, seconds=1.0, attempts=1)


def order(folder: Path, *cells: str, name: str = "made-up") -> Order:
    """Return the order of a pack with one notebook, with these cells of code, written to `folder`."""
    parameters = nbformat.v4.new_code_cell('asked: str = ""', metadata={"tags": ["parameters"]}, id="parameters")
    code = [nbformat.v4.new_code_cell(cell, id=f"cell-{number}") for number, cell in enumerate(cells)]
    question = nbformat.v4.new_markdown_cell("# What is made up?", id="question")
    notebook = nbformat.v4.new_notebook(cells=[question, parameters, *code])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path = folder / "1_made_up.ipynb"
    nbformat.write(notebook, path)
    return Order(name, "Made up", ("About nothing.",), {"asked": "yes"}, (path,))


def contents(place: Path) -> dict[str, bytes]:
    """Return the bytes of every file of a pack by its name, without times, durations, the engine and their hashes."""
    times = rb'"(?:start_time|end_time|duration|seconds|engine|(?:iopub|shell)[^"]*)": [^\n]+'
    dated = rb'"[^"]*\.ipynb": "[0-9a-f]{64}"'
    masked = re.compile(times + b"|" + dated)
    files = [path for path in sorted(place.rglob("*")) if path.is_file()]
    return {str(path.relative_to(place)): masked.sub(b"", path.read_bytes()) for path in files}
