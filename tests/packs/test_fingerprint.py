"""The inputs that a pack's fingerprint names are all its inputs."""

import ast
import json
import shutil

import pandas as pd
import pytest

from yotlib.charts import canvas
from yotlib.figures.tidy import COLUMNS
from yotlib.packs import fingerprint, order
from yotlib.reference import areas, folders

TEAMS = ["bradford", "leeds", "trafford", "west-mercia", "cardiff", "plymouth"]
NOTEBOOKS = sorted(path.stem for path in folders.notebooks().glob("[0-9]_*.ipynb"))


def shown(team, notebook):
    """Return what a notebook of a team's pack shows, as text; for a chart its alternative text."""
    outputs = []

    def display(thing):
        as_html = getattr(thing, "_repr_html_", None)
        outputs.append(thing.alt if isinstance(thing, canvas.Chart) else as_html() if as_html else str(thing))

    names = {"display": display}
    for cell in json.loads((folders.notebooks() / f"{notebook}.ipynb").read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            _run("".join(cell["source"]).replace('team: str = "bradford"', f"team: str = {team!r}"), names, display)
    return outputs


def _run(source, names, display):
    """Run a cell and display the value of its last expression, as Jupyter does."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    if last:
        display(eval(compile(ast.Expression(last.value), "cell", "eval"), names))


def narrowed(team, folder):
    """Write the suite's data without what the team's pack is said not to read; return the folder."""
    data = folder / "data"
    shutil.copytree(folders.data(), data, ignore=shutil.ignore_patterns("local"))
    for path in (data / "figures").glob("*.csv"):
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
        read = table["area"].isin(fingerprint.areas_read(team)) | fingerprint.are_shared(table)
        first_of_its_kind = ~table.duplicated("age") | ~table.duplicated("ethnicity")
        table[read | first_of_its_kind][COLUMNS].to_csv(path, index=False)
    for name in ("inspections.csv", "key_questions.csv", "neighbours.csv"):
        rows = pd.read_csv(data / name, dtype=str, keep_default_na=False)
        rows[rows["area"] == team].to_csv(data / name, index=False)
    return data


@pytest.mark.slow
@pytest.mark.parametrize("team", TEAMS)
@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_a_pack_shows_the_same_without_what_it_is_said_not_to_read(team, notebook, tmp_path, monkeypatch):
    expected = shown(team, notebook)
    less = narrowed(team, tmp_path)
    by_group = "figures/cautioned_or_sentenced-first-published-by-ethnicity.csv"
    assert (less / by_group).stat().st_size < (folders.data() / by_group).stat().st_size
    monkeypatch.setattr(folders, "data", lambda: less)

    assert shown(team, notebook) == expected


def test_the_areas_a_pack_reads_are_the_team_its_authorities_and_its_baselines():
    assert fingerprint.areas_read("bradford") == [
        "bradford",
        "england",
        "england-and-wales",
        "yorkshire-and-the-humber",
    ]
    assert {"west-mercia", "worcestershire", "west-midlands"} <= set(fingerprint.areas_read("west-mercia"))


def test_a_parameter_changes_what_a_pack_is_made_from():
    (latest,), (earlier,) = order.team_orders(["leeds"]), order.team_orders(["leeds"], period="2018")

    before, now = fingerprint.pack_inputs([latest])["leeds"], fingerprint.pack_inputs([earlier])["leeds"]

    assert fingerprint.changed_inputs(before, now) == ["parameters"]


def test_every_team_has_all_the_hashes_and_no_two_the_same_parameters():
    made_from = fingerprint.pack_inputs(order.team_orders([str(team) for team in areas.teams()]))

    assert len(made_from) == 155
    assert {len(hashes) for hashes in made_from.values()} == {12}
    assert len({hashes["parameters"] for hashes in made_from.values()}) == 155
