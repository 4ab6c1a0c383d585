"""A chart of one's own becomes a picture with words, shown once."""

import subprocess
import sys

import matplotlib.pyplot as plt
import pandas as pd
import pytest
import seaborn as sns
from matplotlib.figure import Figure

import yotlib as yot
from yotlib.charts.canvas import Described
from yotlib.reference.errors import AskedWrongly

ROWS = pd.DataFrame({"name": ["Ashby", "Barrow"], "value": [330.0, 257.0]})


@pytest.fixture(autouse=True)
def _no_figure_is_left_open():
    yield
    plt.close("all")


def draw_objects():
    import seaborn.objects as so

    return so.Plot(ROWS, x="name", y="value").add(so.Bar())


DRAWN = {
    "axes": lambda: plt.subplots()[1],
    "figure": plt.figure,
    "several axes": lambda: plt.subplots(2, 2)[1],
    "pandas": lambda: ROWS.plot.barh(x="name", y="value"),
    "seaborn": lambda: sns.barplot(ROWS, x="value", y="name"),
    "grid": lambda: sns.displot(ROWS, x="value"),
    "pair grid": lambda: sns.PairGrid(ROWS),
    "objects": draw_objects,
    "no pyplot": lambda: Figure().add_subplot(),
}


@pytest.mark.parametrize("draw", DRAWN.values(), ids=DRAWN)
def test_whatever_was_drawn_becomes_a_picture_with_its_words_and_is_closed(draw):
    shown = yot.charts.with_alt(draw(), "  Ashby is higher\n than Barrow. ")

    assert isinstance(shown, Described)
    assert (shown.alt, repr(shown)) == ("Ashby is higher than Barrow.", "<Chart: Ashby is higher than Barrow.>")
    assert isinstance(shown.figure, Figure)
    assert shown._repr_mimebundle_()
    assert plt.get_fignums() == []


def test_in_a_pack_it_is_given_as_png_with_words_and_as_svg(monkeypatch):
    monkeypatch.setenv("YOTLIB_PACK", "1")

    shown, about = yot.charts.with_alt(sns.barplot(ROWS, x="value", y="name"), "Bars.")._repr_mimebundle_()

    assert set(shown) == {"image/png", "image/svg+xml", "text/plain"}
    assert about["image/png"]["alt"] == "Bars."


def test_a_chart_of_the_suite_can_be_given_other_words():
    figures = yot.load()
    chart = yot.charts.compare(yot.compare(figures, "bradford", "first_time_entrants"))

    assert yot.charts.with_alt(chart, "Bradford is higher.").alt == "Bradford is higher."


@pytest.mark.parametrize("words", ["", " \n"])
def test_no_words_are_refused(words):
    with pytest.raises(AskedWrongly) as refused:
        yot.charts.with_alt(plt.figure(), words)

    assert str(refused.value) == (
        f"with_alt needs words that say what the chart shows, for those who do not see it; {words!r} says nothing."
    )


@pytest.mark.parametrize("drawn", [None, ROWS, [], "chart"], ids=["None", "table", "list", "text"])
def test_what_is_no_chart_is_refused(drawn):
    with pytest.raises(AskedWrongly, match="with_alt takes an Axes, a Figure or a grid of seaborn; "):
        yot.charts.with_alt(drawn, "Bars.")


def test_the_same_chart_is_the_same_picture_in_another_process():
    code = (
        "import hashlib, os; os.environ['YOTLIB_PACK'] = '1'; import pandas as pd, yotlib as yot\n"
        "rows = pd.DataFrame({'name': ['Ashby'], 'value': [330.0]})\n"
        "shown, _ = yot.charts.with_alt(rows.plot.barh(x='name', y='value'), 'Bars.')._repr_mimebundle_()\n"
        "print(hashlib.sha256(str(sorted(shown.items())).encode()).hexdigest())"
    )
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(2)]

    assert runs[0].stdout == runs[1].stdout
