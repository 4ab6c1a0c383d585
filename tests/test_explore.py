"""The page with controls, in this process and in a running kernel; and `yot explore`."""

import json
import os
import signal
import subprocess
import sys
from html import escape

import nbformat
import pytest
from jupyter_client.manager import start_new_kernel

import yotlib as yot
from yotlib import explore
from yotlib.command import jupyterlab, main
from yotlib.reference import extras, folders, periods
from yotlib.reference.errors import AskedWrongly, YotError
from yotlib.reference.measures import MEASURES

SHOWN = ("display_data", "execute_result")
BAD_DATE = "'31.01.2020' is not a date; write 2020-01-31, 2020-01 or 2020."


@pytest.fixture(scope="module")
def figures():
    return yot.load()


@pytest.fixture
def app(figures):
    return explore.explorer(figures)


def turn(app, **values):
    for name, value in values.items():
        app.controls[name].value = value


def values(app):
    return {name: control.value for name, control in app.controls.items()}


def shown(app):
    return app.widget.children[-1].value


def test_it_starts_where_it_is_asked_to_by_any_name_of_a_team(figures):
    app = explore.explorer(figures, team="E08000035", measure="population_10_17")

    here = yot.compare(figures, "leeds", "population_10_17")
    assert (app.headline, values(app)["team"]) == (yot.findings.headline(here), "leeds")
    assert app.table.equals(here)


def test_a_team_nothing_is_known_by_is_refused(figures):
    with pytest.raises(AskedWrongly) as refused:
        explore.explorer(figures, team="Bradfrd")

    assert str(refused.value) == "No team called 'Bradfrd' in data/areas.csv. Did you mean 'bradford'?"


def test_the_controls_offer_every_team_by_its_printed_name_and_every_measure(app):
    teams = dict(app.controls["team"].options)

    assert len(teams) == 155
    assert teams["Barking and Dagenham"] == "barking-and-dagenham"
    assert [key for _, key in app.controls["measure"].options] == list(MEASURES)


def test_a_measure_without_a_figure_of_the_team_is_marked(app):
    turn(app, team="leeds")

    names = {key: name for name, key in app.controls["measure"].options}
    assert names["first_time_entrants"] == "First-time entrants to the youth justice system"
    assert names["reoffending_rate"] == "Proven reoffending (binary rate)"
    assert names["custody_rate"] == "Use of custody (no figure)"


def test_the_periods_are_those_the_team_has_the_newest_first(app):
    turn(app, measure="reoffending_rate", as_of="2020-01-31")

    assert app.controls["period"].options == (("latest", "latest"), ("July 2016 to June 2017", "2016-07/2017-06"))


def test_every_period_offered_is_one_that_compare_takes_and_shows(figures):
    for measure in MEASURES:
        offers = explore.options_for(figures, explore.Choice(measure=measure))
        for printed, asked in offers["period"][1:]:
            team = yot.compare(figures, "bradford", measure, period=asked, baselines=()).iloc[0]
            assert periods.label(team["period_start"], team["period_end"]) == printed


def test_a_period_and_an_age_band_that_are_not_to_be_had_give_way(app):
    turn(app, measure="reoffending_rate", age="15-17", period="2019")

    turn(app, measure="population_10_17")

    assert (values(app)["age"], values(app)["period"]) == ("10-17", "latest")
    assert app.choice == explore.Choice(measure="population_10_17")


def test_a_change_of_team_keeps_the_rest_of_the_question(app):
    turn(app, baselines=("england-and-wales", "york"), period="2018")

    turn(app, team="leeds")

    assert (values(app)["baselines"], values(app)["period"]) == (("england-and-wales", "york"), "2018")
    assert app.table["area"].tolist() == ["leeds", "york", "england-and-wales"]
    assert app.table["value"].notna().tolist() == [True, True, False]


def test_a_named_group_can_be_a_baseline(app):
    turn(app, baselines=("core-cities", "west-yorkshire-police"))

    assert app.table["name"].tolist() == ["Bradford", "Core Cities", "West Yorkshire police force area"]
    assert app.table["verdict"].tolist() == ["", "lower", "similar"]


def test_a_baseline_without_a_figure_is_named(app):
    turn(app, team="leeds", baselines=("york", "cardiff"))

    assert "<li>Left out: Cardiff (no figure is held).</li>" in shown(app)
    assert shown(app).count("Left out") == 1


def test_an_own_baseline_without_a_figure_is_named(app):
    turn(app, as_of="2020-01-31")

    assert "<li>Left out, without a figure of the same period and release: England.</li>" in shown(app)


def test_without_any_baseline_it_says_so(app):
    turn(app, baselines=())

    assert f"<li>{explore.UNCOMPARED}</li>" in shown(app)


def test_a_bad_date_is_one_line_on_the_page_and_a_good_one_mends_it(app):
    before = app.headline

    turn(app, as_of=" 31.01.2020 ")

    assert (app.headline, app.table.empty) == (BAD_DATE, True)
    assert shown(app).count("<p") == shown(app).count("31.01.2020") == 1
    assert "Traceback" not in shown(app)
    turn(app, as_of="")
    assert app.headline == before


def test_while_the_date_is_bad_the_other_controls_can_be_turned(app):
    turn(app, as_of="soon", team="leeds", measure="population_10_17")

    turn(app, as_of="")

    assert app.headline == yot.findings.headline(yot.compare(yot.load(), "leeds", "population_10_17"))


def test_a_team_with_nothing_published_has_a_sentence_and_nothing_else(app):
    turn(app, team="cardiff", measure="first_time_entrants")

    assert app.headline == (
        "No figure for first-time entrants in Cardiff is held here; `yot data add FILE` takes one in."
    )
    assert app.parts() == [app.headline]
    assert "<img" not in shown(app)
    assert "<table" not in shown(app)


def test_the_page_has_headline_sentences_table_and_a_chart_with_alternative_text(app):
    turn(app, as_of="2020-01-31")

    page = shown(app)
    assert f'<p role="status"><strong>{escape(app.headline)}</strong></p>' in page
    assert f'<img alt="{escape(app.headline)} Period: 2018.' in page
    assert all(f"<li>{escape(said)}</li>" in page for said in yot.findings.comparisons(app.table))
    assert yot.tables.show(app.table).html() in page


def test_every_control_has_a_label_and_a_word_of_help(app):
    assert all(control.description and control.tooltip for control in app.controls.values())


def test_what_is_typed_is_escaped(app):
    turn(app, as_of="<script>")

    assert "<script>" not in shown(app)


def test_the_figures_are_left_as_they_were(figures):
    before = figures.copy()

    turn(explore.explorer(figures), team="leeds", measure="cautioned_or_sentenced", period="latest", as_of="2020")

    assert figures.equals(before)


def test_its_plain_text_is_its_headline(app):
    bundle = app._repr_mimebundle_()

    assert bundle["text/plain"] == repr(app) == f"<Explorer: {app.headline}>"
    assert "application/vnd.jupyter.widget-view+json" in bundle


@pytest.fixture
def without_widgets(monkeypatch):
    """Have no ipywidgets, and somebody at the kernel."""
    monkeypatch.setattr(extras, "find_spec", lambda name: None)
    monkeypatch.setattr(explore, "_has_user", lambda: True)


NO_WIDGETS = 'A page with controls needs ipywidgets, which is not installed here: pip install "yotlib[lab]".'


@pytest.mark.usefixtures("without_widgets")
def test_without_ipywidgets_a_notebook_shows_how_to_install_it_and_the_answer(app, monkeypatch):
    displayed = []
    monkeypatch.setattr(explore, "display", lambda *parts, **_: displayed.extend(parts))

    app._ipython_display_()

    assert list(displayed[0]) == [NO_WIDGETS]
    assert displayed[1] == app.headline
    assert len(displayed) == 1 + len(app.parts())


@pytest.mark.parametrize("asked", ["controls", "widget"])
@pytest.mark.usefixtures("without_widgets")
def test_without_ipywidgets_controls_are_refused_with_the_command_that_installs_it(app, asked):
    with pytest.raises(YotError) as refused:
        getattr(app, asked)

    assert str(refused.value) == NO_WIDGETS


def test_the_saved_notebook_holds_the_answer_but_no_widget():
    path = folders.notebooks() / "explore.ipynb"
    saved = nbformat.read(path, as_version=4)

    assert "widgets" not in saved.metadata
    assert "widget-view" not in path.read_text(encoding="utf-8")
    assert any(
        "<img alt=" in output.get("data", {}).get("text/html", "")
        for cell in saved.cells
        for output in cell.get("outputs", [])
    )


class Kernel:
    """A kernel that runs code: what it printed, and what it displayed."""

    def __init__(self, client):
        self.client = client

    def __call__(self, code, *, attended=True):
        messages = []
        reply = self.client.execute_interactive(code, allow_stdin=attended, output_hook=messages.append, timeout=120)
        assert reply["content"]["status"] == "ok", reply["content"]
        printed = "".join(one["content"]["text"] for one in messages if one["msg_type"] == "stream")
        return printed, [one["content"]["data"] for one in messages if one["msg_type"] in SHOWN]

    def answer(self, code=""):
        printed, _ = self(f"{code}\nprint(json.dumps([app.headline, app.table.to_csv()]))")
        return json.loads(printed.splitlines()[-1])


@pytest.fixture(scope="module")
def kernel():
    manager, client = start_new_kernel(kernel_name="python3", cwd=str(folders.notebooks()))
    running = Kernel(client)
    running("import json, yotlib as yot\nfigures = yot.load()")
    yield running
    client.stop_channels()
    manager.shutdown_kernel(now=True)


@pytest.fixture
def fresh(kernel):
    kernel("app = yot.explore.explorer(figures)")
    return kernel


@pytest.mark.parametrize(
    ("turned", "asked"),
    [
        ({"team": "leeds"}, {"team": "leeds"}),
        ({"measure": "reoffending_rate"}, {"measure": "reoffending_rate"}),
        ({"measure": "reoffending_rate", "age": "15-17"}, {"measure": "reoffending_rate", "age": "15-17"}),
        ({"period": "2018"}, {"period": "2018"}),
        ({"as_of": "2020-01-31"}, {"as_of": "2020-01-31"}),
        ({"period": "2018", "baselines": ["leeds", "york"]}, {"period": "2018", "baselines": ["leeds", "york"]}),
        ({"team": "cardiff"}, {"team": "cardiff"}),
    ],
    ids="-".join,
)
def test_in_a_running_kernel_each_control_changes_headline_and_table(fresh, figures, turned, asked):
    code = "\n".join(f"app.controls[{name!r}].value = {value!r}" for name, value in turned.items())

    headline, table = fresh.answer(code)

    here = yot.compare(figures, **({"team": "bradford", "measure": "first_time_entrants"} | asked))
    assert (headline, table) == (yot.findings.headline(here), here.to_csv())


def test_in_a_running_kernel_a_browsers_message_turns_a_control(fresh, figures):
    printed, _ = fresh("print(app.controls['team'].model_id, list(dict(app.controls['team'].options)).index('Leeds'))")
    model, index = printed.split()
    data = {"method": "update", "state": {"index": int(index)}, "buffer_paths": []}

    fresh.client.shell_channel.send(fresh.client.session.msg("comm_msg", {"comm_id": model, "data": data}))

    assert fresh.answer()[0] == yot.findings.headline(yot.compare(figures, "leeds", "first_time_entrants"))


def test_in_a_running_kernel_a_bad_date_prints_no_traceback(fresh):
    printed, displayed = fresh("app.controls['as_of'].value = '31.01.2020'\nprint(app.headline)")

    assert (printed, displayed) == (f"{BAD_DATE}\n", [])


def test_whoever_sits_at_the_kernel_gets_controls_and_a_program_the_answer_alone(fresh):
    _, with_controls = fresh("app")
    _, without = fresh("app", attended=False)

    kinds = [set(data) - {"text/plain"} for data in with_controls]
    assert kinds == [{"application/javascript"}, {"application/vnd.jupyter.widget-view+json"}]
    kinds = [set(data) - {"text/plain"} for data in without]
    assert kinds == [{"text/markdown"}, {"text/html"}, {"text/markdown"}, {"text/html"}]


def test_under_voila_which_runs_a_notebook_as_a_program_does_there_are_controls(fresh):
    _, displayed = fresh("import os\nos.environ['VOILA_BASE_URL'] = '/'\napp", attended=False)
    fresh("del os.environ['VOILA_BASE_URL']")

    assert "application/vnd.jupyter.widget-view+json" in displayed[-1]


@pytest.fixture
def started(monkeypatch):
    """Keep the commands JupyterLab would be started with, without starting it."""
    commands = []

    def run(command, **_):
        commands.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(jupyterlab.subprocess, "run", run)
    return commands


@pytest.fixture
def yot_explore(monkeypatch, capsys, tmp_path):
    monkeypatch.chdir(tmp_path)

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["yot", "explore", *words])
        with pytest.raises(SystemExit) as leaving:
            main.main()
        said = capsys.readouterr()
        return leaving.value.code, said.out, said.err

    return run


@pytest.fixture
def installed(monkeypatch, tmp_path):
    """Lay out the suite as a wheel installs it, with two notebooks."""
    folder = tmp_path / "site-packages" / "yotlib" / "_suite" / "notebooks"
    folder.mkdir(parents=True)
    for name in ("explore.ipynb", "1_first_time_entrants.ipynb"):
        (folder / name).write_text("as installed", encoding="utf-8")
    monkeypatch.setattr(folders, "_PACKAGE", tmp_path / "site-packages" / "yotlib")


def test_in_a_clone_the_notebooks_themselves_are_opened(yot_explore, started, tmp_path):
    status, out, err = yot_explore()

    assert (status, err) == (0, "")
    assert out == f"Opening JupyterLab on {folders.notebooks()}. Ctrl-C stops it.\n"
    assert started == [[sys.executable, "-m", "jupyterlab", str(folders.notebooks())]]
    assert list(tmp_path.iterdir()) == []


def test_where_it_is_installed_copies_are_opened(yot_explore, started, installed, tmp_path):
    status, out, _ = yot_explore("--no-browser")

    assert (status, started) == (0, [[sys.executable, "-m", "jupyterlab", "yotlib-notebooks", "--no-browser"]])
    assert out == "Copied 2 notebooks to yotlib-notebooks. Opening JupyterLab on that folder; Ctrl-C stops it.\n"
    assert (tmp_path / "yotlib-notebooks" / "explore.ipynb").read_text(encoding="utf-8") == "as installed"


def test_a_copy_that_is_there_already_is_not_written_over(yot_explore, started, installed, tmp_path):
    mine = tmp_path / "mine" / "explore.ipynb"
    mine.parent.mkdir()
    mine.write_text("changed by hand", encoding="utf-8")

    _, out, _ = yot_explore("--into", "mine")

    assert mine.read_text(encoding="utf-8") == "changed by hand"
    assert (mine.parent / "1_first_time_entrants.ipynb").exists()
    assert out.startswith("Copied 1 notebook to mine; those already there stay as they are (explore.ipynb). ")


def test_without_jupyterlab_it_says_what_to_install_and_copies_nothing(yot_explore, installed, monkeypatch, tmp_path):
    monkeypatch.setattr(extras, "find_spec", lambda name: None)

    status, out, err = yot_explore()

    assert (status, out) == (1, "")
    assert err == 'yot: yot explore needs jupyterlab, which is not installed here: pip install "yotlib[lab]".\n'
    assert not (tmp_path / "yotlib-notebooks").exists()


def test_a_jupyterlab_that_fails_is_work_that_failed(yot_explore, monkeypatch):
    monkeypatch.setattr(jupyterlab.subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, 3))

    status, _, err = yot_explore()

    assert (status, err) == (1, "yot: JupyterLab ended with status 3; what it printed above says why.\n")


def test_ctrl_c_is_left_to_jupyterlab_and_then_taken_back(monkeypatch, tmp_path):
    before = signal.getsignal(signal.SIGINT)

    def interrupted(command, **_):
        os.kill(os.getpid(), signal.SIGINT)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(jupyterlab.subprocess, "run", interrupted)

    jupyterlab.start(tmp_path)

    assert signal.getsignal(signal.SIGINT) == before
