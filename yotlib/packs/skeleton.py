"""Write the skeleton of a notebook of one's own, in the shape of the suite's, with its test file."""

import re
from pathlib import Path

from yotlib.reference import folders, measures
from yotlib.reference.errors import AskedWrongly
from yotlib.reference.whole_files import write_whole

NAME = re.compile(r"[a-z0-9][a-z0-9_]{0,59}")
BAD_NAME = (
    "{name!r} cannot be the name of a notebook; write small letters, digits and underscores, such as 5_custody, "
    "without .ipynb."
)
OF_THE_SUITE = "{name}.ipynb is one of the suite's notebooks, whose place it would take; choose another name."
EXISTS = "{path} is there already and stays as it is; choose another name, or another folder with --into."
PARAMETERS = """\
team: str = "bradford"  # slug, as in data/areas.csv
period: str = "latest"  # a period such as 2018, 2017-18 or 2016-07/2017-06, or "latest"
as_of: str = ""  # a date: only figures released by then"""
CHECK = """\
import yotlib as yot

yot.check_parameters(team=team, period=period, as_of=as_of)"""
LOAD = """\
figures = yot.load()
here = yot.compare(figures, team, "{measure}", period=period, as_of=as_of)
yot.findings.headline(here)"""
HOW_TO_READ = """\
## How to read this, and what would change our mind

* The bar is the published figure, the line across its end the range that chance alone could have produced at 95%.
  A baseline outside that range is higher or lower; one inside it is *similar*, not equal.
* What figure, published or revised, would lead to another answer? Say so here."""
TEST = '''\
"""{name}.ipynb has what a pack needs, and answers for a team with figures and for one without."""

from pathlib import Path

import papermill
import pytest
from papermill.exceptions import PapermillExecutionError

from yotlib.packs.own_notebooks import notebook_problems

NOTEBOOK = Path(__file__).with_name("{name}.ipynb")


def run(folder, **parameters):
    """Run the notebook with these parameters, and return what its cells showed as text."""
    run_notebook = papermill.execute_notebook(NOTEBOOK, folder / "run.ipynb", parameters, progress_bar=False)
    outputs = [output for cell in run_notebook.cells for output in cell.get("outputs", [])]
    return " ".join(str(output["data"].get("text/plain", "")) for output in outputs if "data" in output)


def test_it_has_what_a_pack_needs():
    assert notebook_problems(NOTEBOOK) == []


@pytest.mark.parametrize(("team", "name"), [("bradford", "Bradford"), ("cardiff", "Cardiff")])
def test_it_runs_for_a_team_with_figures_and_for_one_without(tmp_path, team, name):
    assert name in run(tmp_path, team=team)


def test_a_parameter_it_does_not_have_stops_it(tmp_path):
    with pytest.raises(PapermillExecutionError, match="This notebook has no parameter 'teem'"):
        run(tmp_path, teem="leeds")
'''


def write_skeleton(name: str, folder: Path, measure: str) -> tuple[Path, Path]:
    """Write NAME.ipynb and test_NAME.py into `folder`, and return their paths; refuse to write over either.

    The notebook asks of the `measure` (a key of `yot.measures.MEASURES`) what the suite's ask of theirs: headline,
    chart, table, how to read this, sources.
    """
    if not NAME.fullmatch(name):
        raise AskedWrongly(BAD_NAME.format(name=name))
    if (folders.notebooks() / f"{name}.ipynb").exists():
        raise AskedWrongly(OF_THE_SUITE.format(name=name))
    definition = measures.get(measure)
    notebook, test = folder / f"{name}.ipynb", folder / f"test_{name}.py"
    for path in (notebook, test):
        if path.exists():
            raise AskedWrongly(EXISTS.format(path=path))
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(notebook, _notebook(definition.name, definition.key).encode())
    write_whole(test, TEST.format(name=name).encode())
    return notebook, test


def _notebook(measure: str, key: str) -> str:
    """Build a notebook that compares a team with its baselines on one measure, with the same text every time."""
    import nbformat
    from nbformat import v4

    question = (
        f"# How does this team stand on {measure[0].lower()}{measure[1:]}?\n\n"
        "Say here who is counted, over which years, and what these figures cannot tell."
    )
    cells = [
        v4.new_markdown_cell(question),
        v4.new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]}),
        v4.new_code_cell(CHECK),
        v4.new_code_cell(LOAD.format(measure=key)),
        v4.new_code_cell("yot.charts.compare(here)"),
        v4.new_code_cell("yot.findings.comparisons(here)"),
        v4.new_code_cell("yot.tables.show(here)"),
        v4.new_markdown_cell(HOW_TO_READ),
        v4.new_markdown_cell("## Where the figures come from"),
        v4.new_code_cell("yot.tables.sources(here)"),
    ]
    for number, cell in enumerate(cells, start=1):
        cell.id = f"cell-{number}"
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return str(nbformat.writes(v4.new_notebook(cells=cells, metadata=kernel))) + "\n"
