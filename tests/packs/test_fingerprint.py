"""What a pack is said to be made from is all that it is made from."""

import ast
import json
import shutil

import pandas as pd
import pytest

from yotlib.charts import canvas
from yotlib.figures.tidy import COLUMNS
from yotlib.packs import fingerprint, order
from yotlib.reference import areas, folders


def shown(team):
    """What the notebooks of a team's pack show, as text; of a chart what it is described with."""
    told = []

    def display(thing):
        page = getattr(thing, "_repr_html_", None)
        told.append(thing.alt if isinstance(thing, canvas.Chart) else page() if page else str(thing))

    for notebook in sorted(folders.notebooks().glob("[0-9]_*.ipynb")):
        space = {"display": display}
        for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                _run("".join(cell["source"]).replace('team: str = "bradford"', f"team: str = {team!r}"), space, display)
    return told


def _run(source, space, display):
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), space)
    if last:
        display(eval(compile(ast.Expression(last.value), "cell", "eval"), space))


def narrowed(team, folder):
    """The suite's data without what the pack of a team is said not to read."""
    own = folder / "data"
    shutil.copytree(folders.data(), own, ignore=shutil.ignore_patterns("local"))
    table = pd.read_csv(own / "figures.csv", dtype=str, keep_default_na=False)
    read = table["area"].isin(fingerprint.areas_read(team)) | fingerprint.are_shared(table)
    kinds = ~table.duplicated("age") | ~table.duplicated("ethnicity")
    table[read | kinds][COLUMNS].to_csv(own / "figures.csv", index=False)
    for name in ("inspections.csv", "key_questions.csv", "neighbours.csv"):
        rows = pd.read_csv(own / name, dtype=str, keep_default_na=False)
        rows[rows["area"] == team].to_csv(own / name, index=False)
    return own


@pytest.mark.slow
@pytest.mark.parametrize("team", ["bradford", "leeds", "trafford", "west-mercia", "cardiff", "plymouth"])
def test_a_pack_shows_the_same_without_what_it_is_said_not_to_read(team, tmp_path, monkeypatch):
    whole = shown(team)
    less = narrowed(team, tmp_path)
    assert len((less / "figures.csv").read_text()) < len((folders.data() / "figures.csv").read_text())
    monkeypatch.setattr(folders, "data", lambda: less)

    assert shown(team) == whole


def test_the_areas_a_pack_reads_are_the_teams_its_authorities_and_those_it_is_set_beside():
    assert fingerprint.areas_read("bradford") == [
        "bradford",
        "england",
        "england-and-wales",
        "yorkshire-and-the-humber",
    ]
    assert {"west-mercia", "worcestershire", "west-midlands"} <= set(fingerprint.areas_read("west-mercia"))


def test_a_parameter_changes_what_a_pack_is_made_from():
    (latest,), (earlier,) = order.of_teams(["leeds"]), order.of_teams(["leeds"], period="2018")

    before, now = fingerprint.of([latest])["leeds"], fingerprint.of([earlier])["leeds"]

    assert fingerprint.changed(before, now) == ["parameters"]


def test_every_team_has_all_the_hashes_and_no_two_the_same_parameters():
    made_from = fingerprint.of(order.of_teams([str(team) for team in areas.teams()]))

    assert len(made_from) == 155
    assert {len(hashes) for hashes in made_from.values()} == {10}
    assert len({hashes["parameters"] for hashes in made_from.values()}) == 155
