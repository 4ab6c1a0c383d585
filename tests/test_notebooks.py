"""Every notebook of the suite has the same shape, and nbval notices a changed figure."""

import os
import re
import shutil
import subprocess
import sys

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbconvert import HTMLExporter

from yotlib.packs.notebook_parameters import declared_parameters
from yotlib.reference import folders

NOTEBOOKS = sorted(folders.notebooks().glob("*.ipynb"))
# What differs from one machine to another: the bytes of pictures.
SANITIZE = ["--nbval-sanitize-with", str(folders.notebooks().parent / "tests" / "nbval.cfg")]
OF_A_TEAM = [path for path in NOTEBOOKS if path.name[0].isdigit()]


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


def code(notebook):
    """Return the code cells."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def prose(notebook):
    """Return the words of the markdown cells."""
    return "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def test_the_title_asks(notebook):
    first = notebook.cells[0]

    assert first.cell_type == "markdown"
    assert re.match(r"# [^\n]+\?\n", first.source)


def test_it_is_committed_as_run_from_top_to_bottom(notebook):
    assert [cell.execution_count for cell in code(notebook)] == list(range(1, len(code(notebook)) + 1))


def test_nothing_went_wrong_and_nothing_was_warned_of(notebook):
    kinds = [output.output_type for cell in code(notebook) for output in cell.outputs]

    assert "error" not in kinds
    assert "stream" not in kinds


def test_every_picture_has_alternative_text(notebook):
    data = [output.data for cell in code(notebook) for output in cell.outputs]
    pictures = [image for shown in data for image in BeautifulSoup(shown.get("text/html", ""), "html.parser")("img")]

    assert not [kind for shown in data for kind in shown if kind.startswith("image/")]
    assert all(image["alt"] for image in pictures)


def test_nbconvert_shows_every_picture_with_its_words(notebook):
    html, _ = HTMLExporter().from_notebook_node(notebook)

    pictures = BeautifulSoup(html, "html.parser").select(".jp-OutputArea img")
    assert len(pictures) == str(notebook).count("data:image/png;base64,")
    assert not [image for image in pictures if image["alt"] in ("", "No description has been provided for this image")]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_first_line_after_the_parameters_refuses_any_other(path):
    names = declared_parameters(path)
    checks = [cell.source for cell in code(nbformat.read(path, as_version=4)) if "check_parameters" in cell.source]

    expected = ", ".join(f"{name}={name}" for name in names)
    assert checks == ([f"import yotlib as yot\n\nyot.check_parameters({expected})"] if names else [])


def test_a_cell_does_one_thing_in_a_few_lines_and_defines_nothing(notebook):
    for cell in code(notebook):
        assert len(cell.source.splitlines()) <= 5, cell.source
        assert not re.search(r"^\s*(def|class) ", cell.source, re.MULTILINE), cell.source


def test_it_says_how_to_read_it_and_closes_with_its_sources(notebook):
    assert "## How to read this, and what would change our mind" in prose(notebook)
    assert "yot.tables.sources(" in code(notebook)[-1].source


def test_it_holds_no_path_of_a_machine(notebook):
    assert not re.search(r"(/home/|/root/|/Users/|[A-Z]:\\\\)", nbformat.writes(notebook))


@pytest.mark.parametrize("path", OF_A_TEAM, ids=lambda path: path.stem)
def test_a_notebook_of_a_team_takes_team_period_and_day_and_those_that_compare_take_baselines(path):
    more = [] if path.stem in ("0_contextual_facts", "4_inspection") else ["baselines"]
    assert declared_parameters(path) == ["team", "period", "as_of", *more]


def test_the_suite_has_its_five_questions():
    assert [path.stem for path in OF_A_TEAM] == [
        "0_contextual_facts",
        "1_first_time_entrants",
        "2_reoffending",
        "3_ethnicity",
        "4_inspection",
    ]


@pytest.mark.parametrize(("was", "becomes", "passes"), [("", "", True), ("2024-12-31,152,", "2024-12-31,151,", False)])
def test_running_the_notebooks_again_notices_one_changed_figure(tmp_path, was, becomes, passes):
    for folder in ("yotlib", "notebooks", "data"):
        source = folders.notebooks().parent / folder
        shutil.copytree(source, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    figures = tmp_path / "data" / "figures" / "first_time_entrants.csv"
    figures.write_text(figures.read_text(encoding="utf-8").replace(was, becomes, 1 if was else 0), encoding="utf-8")
    notebook = "notebooks/1_first_time_entrants.ipynb"

    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--nbval", "--nbval-current-env", *SANITIZE, notebook],
        cwd=tmp_path,
        env=_environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )

    assert (run.returncode == 0) == passes, run.stdout[-2000:]
    assert passes or "151" in run.stdout


def _environment(folder):
    """Return an environment in which the copy of yotlib in `folder` is imported."""
    return os.environ | {"PYTHONPATH": str(folder), "PYTEST_ADDOPTS": "-p no:cacheprovider"}
