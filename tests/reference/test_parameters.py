"""A notebook stops where papermill was told to run it with a parameter it does not have."""

import sys
from types import SimpleNamespace

import papermill
import pytest
from papermill.exceptions import PapermillExecutionError

from yotlib import check_parameters
from yotlib.packs.notebook_parameters import declared_parameters
from yotlib.packs.skeleton import write_skeleton
from yotlib.reference import folders
from yotlib.reference.errors import AskedWrongly

WITH_PARAMETERS = [path for path in sorted(folders.notebooks().glob("*.ipynb")) if declared_parameters(path)]
OWN = {"team": "bradford", "period": "latest", "as_of": ""}


@pytest.fixture
def ran(monkeypatch):
    """Return a function that makes believe that these cells have run in this session."""

    def ran(*cells):
        shell = SimpleNamespace(user_ns={"In": ["", *cells]})
        monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))

    return ran


def test_a_misspelt_parameter_is_refused_with_the_nearest_name(ran):
    ran('team: str = "bradford"', '# Parameters\nteem = "leeds"\n')

    with pytest.raises(AskedWrongly) as refusal:
        check_parameters(**OWN)

    assert str(refusal.value) == (
        "This notebook has no parameter 'teem'; it has 'team', 'period', 'as_of'. Did you mean 'team'?"
    )


@pytest.mark.parametrize(
    "cells",
    [
        (),
        ('team: str = "bradford"',),
        ('# Parameters\nteam = "leeds"\nas_of = "2020-01-31"\n', "rows = []"),
        ('# Parameters\nteem = "leeds"\n', '# Parameters\nteam = "leeds"\n'),
    ],
    ids=["nothing ran", "no papermill", "known parameters", "mended since"],
)
def test_parameters_that_the_notebook_has_are_taken(ran, cells):
    ran(*cells)

    check_parameters(**OWN)


def test_outside_a_notebook_nothing_is_checked(monkeypatch):
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: None))

    check_parameters(**OWN)


@pytest.mark.slow
@pytest.mark.parametrize("engine", [None, "yot", "yot-plain"])
@pytest.mark.parametrize(("name", "value"), [("teem", "leeds"), ("asof", "2020-01-31")])
@pytest.mark.parametrize("stem", [*(path.stem for path in WITH_PARAMETERS), "new"])
def test_plain_papermill_builds_no_page_of_another_team(tmp_path, engine, name, value, stem):
    notebook = folders.notebooks() / f"{stem}.ipynb"
    if stem == "new":
        notebook, _ = write_skeleton("custody", tmp_path, "custody_rate")

    with pytest.raises(PapermillExecutionError, match=f"This notebook has no parameter '{name}'"):
        papermill.execute_notebook(
            notebook, tmp_path / "out.ipynb", {name: value}, engine_name=engine, progress_bar=False
        )
