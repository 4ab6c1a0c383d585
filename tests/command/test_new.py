"""`yot new notebook` writes a notebook of the suite's shape and its test, and writes over nothing."""

import subprocess
import sys

import nbformat
import pytest


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path / "own-notebooks"


def test_it_writes_a_notebook_with_its_test_and_says_what_to_do_next(yot, folder):
    status, out, err = yot("new", "notebook", "5_custody", "--measure", "custody_rate")

    assert (status, err) == (0, "")
    assert {path.name for path in folder.iterdir()} == {"5_custody.ipynb", "test_5_custody.py"}
    assert out.splitlines() == [
        "own-notebooks/5_custody.ipynb and own-notebooks/test_5_custody.py are written. Next:",
        "  change the question, the figures and the words:  jupyter lab own-notebooks/5_custody.ipynb",
        '  give a chart of your own its words:              yot.charts.with_alt(ax, "what the chart shows")',
        "  test it:                                         pytest own-notebooks/test_5_custody.py",
        "  put it into a team's pack:                       yot report bradford --notebooks own-notebooks",
    ]


def test_it_has_the_shape_of_the_suites_notebooks(yot, folder):
    yot("new", "notebook", "custody", "--into", str(folder))

    cells = nbformat.read(folder / "custody.ipynb", as_version=4).cells

    said = [cell.source.partition("\n")[0] for cell in cells]
    assert said == [
        "# How does this team stand on first-time entrants to the youth justice system?",
        'team: str = "bradford"  # slug, as in data/areas.csv',
        "import yotlib as yot",
        "figures = yot.load()",
        "yot.charts.compare(here)",
        "yot.findings.comparisons(here)",
        "yot.tables.show(here)",
        "## How to read this, and what would change our mind",
        "## Where the figures come from",
        "yot.tables.sources(here)",
    ]
    assert [cell.metadata.get("tags") for cell in cells][:2] == [None, ["parameters"]]


def test_the_same_notebook_is_written_each_time(yot, folder, tmp_path):
    for into in ("one", "two"):
        yot("new", "notebook", "custody", "--into", str(tmp_path / into))

    assert (tmp_path / "one/custody.ipynb").read_bytes() == (tmp_path / "two/custody.ipynb").read_bytes()


@pytest.mark.parametrize("name", ["custody.ipynb", "test_custody.py"])
def test_nothing_is_written_over(yot, folder, name):
    folder.mkdir()
    there = folder / name
    there.write_text("mine")

    status, out, err = yot("new", "notebook", "custody")

    path = f"own-notebooks/{name}"
    assert (status, out) == (2, "")
    assert (
        err == f"yot: {path} is there already and stays as it is; choose another name, or another folder with --into.\n"
    )
    assert [(path.name, path.read_text()) for path in folder.iterdir()] == [(name, "mine")]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["A b"], "'A b' cannot be the name of a notebook; write small letters, digits and underscores, such as"),
        (["../custody"], "'../custody' cannot be the name of a notebook;"),
        (["2_reoffending"], "2_reoffending.ipynb is one of the suite's notebooks, whose place it would take; choose"),
        (["custody", "--measure", "custdy_rate"], "No measure called 'custdy_rate'"),
    ],
)
def test_what_cannot_be_written_is_refused_in_one_line(yot, folder, asked, said):
    status, _, err = yot("new", "notebook", *asked)

    assert status == 2
    assert err.startswith(f"yot: {said}")
    assert not folder.exists()


@pytest.mark.slow
def test_its_own_test_passes_as_it_is_written(yot, folder):
    yot("new", "notebook", "5_entrants")

    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "own-notebooks"], capture_output=True, text=True, check=False
    )

    assert run.returncode == 0, run.stdout[-3000:]
    assert "4 passed" in run.stdout
