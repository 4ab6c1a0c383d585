"""A pack is complete, self-contained and the same each time, or it is not written at all."""

import hashlib
import json
import re
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from bs4 import BeautifulSoup

from tests.madeup.packs import order
from yotlib.packs import build
from yotlib.packs.order import team_order
from yotlib.reference import areas, folders
from yotlib.reference.errors import AskedWrongly, PackFailed

NOTEBOOKS = ["0_contextual_facts.ipynb", "1_first_time_entrants.ipynb", "2_reoffending.ipynb", "3_ethnicity.ipynb"]
OTHERS = ["leeds", "plymouth", "birmingham", "trafford", "cardiff", "west-mercia"]


@pytest.fixture(scope="module")
def text(bradford_pack):
    """Return the words of Bradford's page without its code."""
    return " ".join(_without_code(bradford_pack).split())


def test_a_pack_holds_all_it_promises(bradford_pack):
    files = {str(path.relative_to(bradford_pack)) for path in bradford_pack.rglob("*") if path.is_file()}

    assert {*NOTEBOOKS, "report.html", "build.json"} <= files
    pictures = {Path(name).stem for name in files if name.endswith(".png")}
    assert pictures == {Path(name).stem for name in files if name.endswith(".svg")}
    assert len(pictures) >= 10
    assert any(name.startswith("tables/bradford-first-time-entrants") for name in files)


@pytest.mark.parametrize(
    "printed",
    [
        "330 (286 to 379 [e]) 244 (higher, worse) 236 (higher, worse)",
        "130 (104 to 160 [e]) 152 (similar) 138 (similar)",
        "42.1% – 39.2% (cannot say)",
        "2.36 – 1.57 (cannot say)",
        "5.61 – 4.01 (cannot say)",
        "22.5 15.9 (cannot say) 13.1 (cannot say)",
        "80.7 (73.7 to 88.3) 56.0 (higher, worse) 50.7 (higher, worse)",
        "Bradford 331 (68%) 151 (31%) 2 (0%) 484",
        "Yorkshire and the Humber 2,240 (81%) 470 (17%) 40 (1%) 2,750",
        "England and Wales 18,826 (71%) 6,828 (26%) 1,027 (4%) 26,681",
        "It would take a cohort of 1,089 children",
        "about 198 children among 59,944 aged 10-17 on 30 June 2017",
        "82% of the gap is reoffences by each child who reoffends",
        "In 2019-20, the newest year by ethnic group, White children were 60.7%",
    ],
)
def test_the_page_prints_the_published_figures_and_what_follows(text, printed):
    assert printed in text


def test_the_page_never_calls_the_reoffending_gap_worse(text):
    about_reoffending = text[text.index("Do more children reoffend here") :]

    assert "worse" not in about_reoffending[: about_reoffending.index("Is any group of children")]


def test_the_run_notebooks_carry_no_path_and_no_second_copy_of_a_picture(bradford_pack):
    for name in NOTEBOOKS:
        notebook = (bradford_pack / name).read_text(encoding="utf-8")
        assert "image/svg+xml" not in notebook
        assert "text/csv" not in notebook
        assert str(bradford_pack.parent) not in notebook
        assert nbformat.reads(notebook, as_version=4).metadata.papermill.input_path == name


def test_the_tables_hold_unrounded_figures_with_their_source(bradford_pack):
    here = pd.read_csv(bradford_pack / "tables" / "bradford-first-time-entrants.csv")

    assert here["Area, as commands name it"].tolist() == ["bradford", "yorkshire-and-the-humber", "england"]
    assert here.loc[0, "95% interval, lower end"] == pytest.approx(104.075, abs=0.001)
    assert here["Source"].unique().tolist() == ["dfe-lait-2026-02"]


def test_the_record_has_the_hashes_of_inputs_and_outputs(bradford_pack):
    record = json.loads((bradford_pack / "build.json").read_text(encoding="utf-8"))

    assert record["status"] == "complete"
    assert record["parameters"] == {"team": "bradford", "period": "latest", "as_of": ""}
    assert record["seconds"] > 0
    for name, digest in record["outputs"].items():
        assert hashlib.sha256((bradford_pack / name).read_bytes()).hexdigest() == digest
    figures = (folders.data() / "figures" / "first_time_entrants.csv").read_bytes()
    assert record["inputs"]["data/figures/first_time_entrants.csv"] == hashlib.sha256(figures).hexdigest()
    assert {f"notebooks/{name}" for name in NOTEBOOKS} <= set(record["inputs"])


@pytest.mark.slow
@pytest.mark.parametrize("team", OTHERS)
def test_a_team_with_little_or_nothing_published_has_a_whole_pack_that_says_so(tmp_path, team):
    place = build.build(team_order(team), out=tmp_path)

    page = BeautifulSoup((place / "report.html").read_text(encoding="utf-8"), "html.parser").get_text(" ")
    assert areas.find(team).name in page
    assert not re.search(r"\b(nan|NaN|NaT|None(?! of)|inf)\b", _without_code(place))


@pytest.mark.slow
def test_the_same_inputs_make_the_same_page_pictures_and_tables(bradford_pack, tmp_path):
    again = build.build(team_order("bradford"), out=tmp_path)

    assert _outputs(again) == _outputs(bradford_pack)


def test_nothing_is_started_for_a_team_period_or_parameter_that_does_not_exist():
    for asked in ({"team": "nowhere"}, {"team": "bradford", "period": "1999"}, {"team": "england"}):
        with pytest.raises(AskedWrongly):
            team_order(**asked)


def test_a_notebook_that_fails_leaves_nothing_behind_and_the_old_pack_in_place(tmp_path, monkeypatch):
    notebooks = tmp_path / "notebooks"
    notebooks.mkdir()
    cells = [
        nbformat.v4.new_markdown_cell("# Simulated?"),
        nbformat.v4.new_code_cell('team = ""\nperiod = ""\nas_of = ""', metadata={"tags": ["parameters"]}),
        nbformat.v4.new_code_cell("raise ValueError('simulated failure')"),
    ]
    kernel = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), notebooks / "0_simulated.ipynb")
    monkeypatch.setattr(folders, "notebooks", lambda: notebooks)
    old = tmp_path / "reports" / "bradford"
    old.mkdir(parents=True)
    (old / "report.html").write_text("the old one")

    with pytest.raises(PackFailed) as failed:
        build.build(team_order("bradford"), out=tmp_path / "reports")

    assert str(failed.value) == (
        "0_simulated.ipynb, cell 3, failed with ValueError: simulated failure. No pack was written."
    )
    assert [path.name for path in (tmp_path / "reports").iterdir()] == ["bradford"]
    assert (old / "report.html").read_text() == "the old one"


def test_a_failure_leaves_no_folder_that_was_made_for_the_pack(tmp_path, monkeypatch):
    monkeypatch.setattr(build, "_run", lambda *_: (_ for _ in ()).throw(PackFailed("simulated")))

    with pytest.raises(PackFailed):
        build.build(team_order("bradford"), out=tmp_path / "deep" / "reports")

    assert list(tmp_path.iterdir()) == []


def _without_code(place):
    """Return the text of a pack's page without its code."""
    page = BeautifulSoup((place / "report.html").read_text(encoding="utf-8"), "html.parser")
    for fold in page.select("details.code"):
        fold.decompose()
    return page.get_text(" ")


def _outputs(place):
    """Return the hashes of a pack's files except its notebooks, which hold times."""
    outputs = json.loads((place / "build.json").read_text(encoding="utf-8"))["outputs"]
    return {name: digest for name, digest in outputs.items() if not name.endswith(".ipynb")}


@pytest.mark.parametrize("engine", [build.WARM, build.KERNEL])
def test_a_notebook_that_prints_without_end_is_ended_and_says_so(tmp_path, monkeypatch, engine):
    import papermill  # noqa: F401 # loads its engines, and with them ours

    monkeypatch.setattr("yotlib.packs.kernels.engine.MOST_CHARACTERS", 1_000_000)
    endless = order(tmp_path, "while True: print('x' * 1000)")

    with pytest.raises(
        PackFailed, match=r"^1_made_up\.ipynb, cell .* failed with too much output: it printed more than 1"
    ):
        build.build(endless, out=tmp_path / "reports", engine=engine, made_from={})
    assert not (tmp_path / "reports").exists()
