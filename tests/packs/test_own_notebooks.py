"""Notebooks of one's own are added to a pack, and what a pack misses in them is said before anything is started."""

import json
from dataclasses import replace

import nbformat
import pytest
from nbformat import v4

from yotlib.packs import build, fingerprint, record, verify
from yotlib.packs.batch import Batch, run
from yotlib.packs.order import team_order
from yotlib.packs.own_notebooks import notebook_problems
from yotlib.packs.skeleton import write_skeleton
from yotlib.reference import folders
from yotlib.reference.errors import AskedWrongly, PackFailed

PARAMETERS = 'team: str = "bradford"\nperiod: str = "latest"\nas_of: str = ""'


def write(path, *code, title="# How many are in custody?", parameters=PARAMETERS, words=()):
    """Write a notebook with this title, a cell of parameters if there are any, and these cells of code and words."""
    tagged = [v4.new_code_cell(parameters, metadata={"tags": ["parameters"]})] if parameters else []
    cells = [v4.new_markdown_cell(title), *tagged, *map(v4.new_code_cell, code), *map(v4.new_markdown_cell, words)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
    return path


@pytest.fixture
def own(tmp_path):
    """Return a folder with one good notebook."""
    folder = tmp_path / "own"
    folder.mkdir()
    write(folder / "5_custody.ipynb", "1 + 1")
    return folder


def order(own, **asked):
    return team_order("bradford", notebooks=own, **asked)


def refusal(own, **asked):
    with pytest.raises(AskedWrongly) as refused:
        order(own, **asked)
    return str(refused.value)


def changed(before, after):
    made_from = [fingerprint.pack_inputs([wanted])["bradford"] for wanted in (before, after)]
    return fingerprint.changed_inputs(*made_from)


def test_it_follows_the_suites_notebooks_and_the_page_says_whose_it_is(own):
    suite, wanted = team_order("bradford"), order(own)

    assert [path.name for path in wanted.notebooks] == [*(path.name for path in suite.notebooks), "5_custody.ipynb"]
    assert wanted.about == (*suite.about, "Not part of the suite, but added here: “How many are in custody?”.")


def test_one_with_the_name_of_the_suites_takes_its_place(own):
    write(own / "2_reoffending.ipynb", title="# Do they?")

    names = [path.relative_to(path.parent.parent).as_posix() for path in order(own).notebooks]

    assert names[1:4] == [
        "notebooks/1_first_time_entrants.ipynb",
        "own/2_reoffending.ipynb",
        "notebooks/3_ethnicity.ipynb",
    ]


def test_copies_that_nobody_changed_and_those_no_pack_has_are_left_out(own):
    for name in ("1_first_time_entrants.ipynb", "explore.ipynb", "national.ipynb"):
        copy = nbformat.read(folders.notebooks() / name, as_version=4)
        copy.cells[-1].outputs = []
        nbformat.write(copy, own / name)

    assert order(own).notebooks == (*team_order("bradford").notebooks, own / "5_custody.ipynb")


def test_a_folder_that_is_not_there_or_has_none_is_refused_with_what_to_do(own, tmp_path):
    (own / "5_custody.ipynb").unlink()

    assert refusal(tmp_path / "gone") == (
        f"No folder {tmp_path / 'gone'}; --notebooks takes one with notebooks of your own, and yot new notebook NAME "
        "begins one."
    )
    assert refusal(own) == f"No notebook of your own in {own}; yot new notebook NAME --into {own} writes one."


def test_everything_a_pack_misses_is_said_at_once_with_file_and_cell(own):
    write(own / "a.ipynb", title="# Custody", parameters="")
    write(own / "b.ipynb", parameters='team: str = "bradford"')
    (own / "c.ipynb").write_text("no notebook")
    write(own / "d.ipynb", "1 +", "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()", "%matplotlib inline")
    write(own / "e.ipynb", words=["![A map](map.png)"])

    lines = refusal(own).splitlines()

    question = "does not open with a question; its first cell should start with '# ' and end that line with '?'."
    assert lines[:3] == [
        f"{own}/a.ipynb {question}",
        f"{own}/a.ipynb has no cell tagged 'parameters'; tag the one that says team, period and as_of.",
        f"{own}/b.ipynb has no parameter 'period' nor 'as_of', which a pack sets; it has 'team'.",
    ]
    assert lines[3].startswith(f"{own}/c.ipynb cannot be read as a notebook (")
    assert lines[4:] == [
        f"{own}/d.ipynb cell 3 is not Python: invalid syntax.",
        f"{own}/d.ipynb cell 4: plt.show(...) shows a chart without alternative text; end the cell with "
        'yot.charts.with_alt(ax, "what it shows").',
        f"{own}/e.ipynb asks for the picture 'map.png'; attach it to its cell, so that the page carries it.",
    ]


@pytest.mark.parametrize("content", ["", "[]", '{"cells": 1}', '{"nbformat": 9}', '{"nbformat": 4, "cells": [{}]}'])
def test_a_file_that_is_no_notebook_is_one_line(own, content):
    path = own / "bad.ipynb"
    path.write_text(content)

    (problem,) = notebook_problems(path)

    assert problem.startswith("cannot be read as a notebook (")
    assert "\n" not in problem


def test_a_notebook_of_another_language_is_refused(own):
    notebook = v4.new_notebook(metadata={"kernelspec": {"name": "ir", "display_name": "R", "language": "R"}})
    nbformat.write(notebook, own / "5_custody.ipynb")

    assert refusal(own) == (
        f"{own}/5_custody.ipynb cannot be read as a notebook (its kernel is one of R, not of Python); save it in "
        "JupyterLab with the kernel Python 3."
    )


@pytest.mark.parametrize("asked", [["report", "bradford"], ["batch", "--only", "leeds", "--dry-run"]])
def test_it_is_refused_before_anything_is_started(yot, own, tmp_path, asked):
    write(own / "5_custody.ipynb", "import seaborn as sns\nsns.barplot(here)")

    status, out, err = yot(*asked, "--notebooks", str(own), "--out", str(tmp_path / "reports"))

    assert (status, out) == (2, "")
    assert err.startswith(
        f"yot: {own}/5_custody.ipynb cell 3: sns.barplot(...) shows a chart without alternative text;"
    )
    assert not (tmp_path / "reports").exists()


def test_a_parameter_that_only_it_has_can_be_given(own):
    write(own / "5_custody.ipynb", parameters=f'{PARAMETERS}\nmost: str = "3"')

    assert order(own, parameters={"most": "5"}).parameters["most"] == "5"
    assert "has no parameter 'mots'; it has 'team', 'period', 'as_of'." in refusal(own, parameters={"mots": "5"})


def test_a_pack_is_due_when_the_notebook_or_a_module_beside_it_changes_and_not_when_it_was_run_again(own):
    first, without = order(own), team_order("bradford")
    notebook = nbformat.read(own / "5_custody.ipynb", as_version=4)
    notebook.cells[-1].outputs = [v4.new_output("stream", text="2")]
    nbformat.write(notebook, own / "5_custody.ipynb")
    (own / "test_5_custody.py").write_text("")
    (own / ".hidden").write_text("")
    again = order(own)
    (own / "helpers.py").write_text("LIMIT = 3")
    with_module = order(own)
    write(own / "5_custody.ipynb", "1 + 2")

    assert changed(first, again) == []
    assert changed(first, with_module) == ["notebooks"]
    assert changed(with_module, order(own)) == ["notebooks"]
    assert changed(without, first) == changed(first, without) == ["parameters", "notebooks"]


def test_a_folder_too_large_to_be_one_of_notebooks_is_refused(own, monkeypatch):
    monkeypatch.setattr("yotlib.packs.own_notebooks.MOST_FILES", 1)
    (own / "more.csv").write_text("")

    assert refusal(own).startswith(f"{own} holds more than 1 files or 50 MB; keep your notebooks in a folder of their")


def test_the_record_has_the_folder_and_a_hash_of_each_notebook(own):
    inputs = record.hash_inputs(order(own))

    assert [name for name in inputs if "notebooks/" in name][-1] == "own-notebooks/5_custody.ipynb"
    assert "notebooks/5_custody.ipynb" not in inputs


def test_a_cluster_is_not_asked_for_notebooks_it_does_not_have(own, tmp_path):
    batch = Batch([order(own)], out=tmp_path / "reports", cluster="tcp://127.0.0.1:8786")

    with pytest.raises(AskedWrongly) as refused:
        run(batch, lambda result: None)

    assert str(refused.value) == (
        f"The machines of a cluster have only the suite's notebooks, not those of {own}; build without --cluster."
    )


def build_alone(own, tmp_path, **asked):
    """Build a pack of the folder's own notebooks alone, which takes a tenth of the time."""
    wanted = order(own, **asked)
    return build.build(replace(wanted, notebooks=wanted.own.paths, formats=("html",)), out=tmp_path / "reports")


def test_a_pack_with_a_chart_of_ones_own_is_built_recorded_and_verified(own, tmp_path):
    (own / "helpers.py").write_text("WORDS = 'Two bars.'")
    draw = "import pandas as pd, yotlib as yot\nfrom helpers import WORDS\nax = pd.Series([1, 2]).plot.bar()"
    write(
        own / "5_custody.ipynb",
        f"{draw}\nyot.charts.with_alt(ax, WORDS)",
        "most",
        parameters=f"{PARAMETERS}\nmost = '3'",
    )

    place = build_alone(own, tmp_path, parameters={"most": "five"})

    page = (place / "report.html").read_text(encoding="utf-8")
    assert page.count('alt="Two bars."') == 1
    assert "five" in page
    assert {path.name for path in (place / "figures").iterdir()} == {"bradford-custody.png", "bradford-custody.svg"}
    assert json.loads((place / "build.json").read_text())["own_notebooks"] == str(own)
    (own / "helpers.py").write_text("WORDS = 'Bars.'")
    (found,) = verify.verify(place)
    assert [difference.what for difference in found.differences] == ["the notebooks changed since"]


def test_what_cannot_be_seen_before_the_run_is_refused_after_it_with_its_cell(own, tmp_path):
    (own / "helpers.py").write_text("def draw():\n    import matplotlib.pyplot as plt\n    plt.plot([1, 2])")
    write(own / "5_custody.ipynb", "from helpers import draw\ndraw()")

    with pytest.raises(PackFailed) as failed:
        build_alone(own, tmp_path)

    assert str(failed.value) == (
        "5_custody.ipynb cell 3 shows a picture without alt text; set 'alt' for 'image/png' in the output's metadata."
    )
    assert not (tmp_path / "reports" / "bradford").exists()


def test_a_new_notebook_is_one_that_a_pack_takes(tmp_path):
    notebook, _ = write_skeleton("6_entrants", tmp_path, "first_time_entrants")

    assert notebook_problems(notebook) == []
    assert order(tmp_path).own.questions == (
        "How does this team stand on first-time entrants to the youth justice system?",
    )
