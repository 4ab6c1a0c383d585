"""A chart without alternative text is found in the code, before anything is run; nothing else is taken for one."""

import ast

import nbformat
import pytest

from yotlib.packs.bare_charts import bare_charts
from yotlib.reference import folders

IMPORTS = """
import matplotlib.pyplot as plt
import seaborn as sns
import seaborn.objects as so
import yotlib as yot
from matplotlib.pyplot import subplots
from seaborn import barplot
"""
BARE = {
    "fig, ax = plt.subplots()\nax.plot([1, 2])\nplt.show()": "plt.show(...)",
    "plt.plot([1, 2])": "plt.plot(...)",
    "plt.figure(figsize=(4, 3))": "plt.figure(...)",
    "fig, ax = subplots()\nax.bar(['a'], [1])": "subplots(...)",
    "sns.barplot(here, x='value', y='name')": "sns.barplot(...)",
    "ax = barplot(here)\nax.set_title('A')": "barplot(...)",
    "sns.barplot(here).set(title='A')": "sns.barplot(...)",
    "grid = sns.FacetGrid(here, col='area')\ngrid.map(sns.histplot, 'value')": "sns.FacetGrid(...)",
    "so.Plot(here, x='value').add(so.Bar())": "so.Plot(here, x='value').add(...)",
    "here.plot.barh(x='name', y='value')": "here.plot.barh(...)",
    "here.set_index('name')['value'].plot(kind='bar')": "here.set_index('name')['value'].plot(...)",
    "yot.compare(figures, team, 'first_time_entrants').plot()": (
        "yot.compare(figures, team, 'first_time_entrants').plot(...)"
    ),
    "here.hist('value')": "here.hist(...)",
    "for name in ['a', 'b']:\n    plt.hist(here[name])": "plt.hist(...)",
    "with plt.rc_context({'font.size': 9}):\n    sns.lineplot(here)": "sns.lineplot(...)",
    "sns.barplot(here)\nplt.show()\nyot.charts.with_alt(plt.gca(), 'Bars.')": "plt.show(...)",
}
DESCRIBED = [
    "yot.charts.compare(here)",
    "ax = yot.charts.compare(here)\nax.plot([1], [1])\nax",
    "fig, ax = plt.subplots()\nax.plot([1, 2])\nyot.charts.with_alt(ax, 'Two points.')",
    "ax = sns.barplot(here)\nyot.charts.with_alt(ax, 'Bars.')",
    "from yotlib.charts import with_alt\nwith_alt(here.plot(), 'Bars.')",
    "for name in names:\n    display(yot.charts.with_alt(here.plot(y=name), name))",
    "fig, ax = plt.subplots()\nplt.close(fig)",
    "fig, ax = plt.subplots()\ndisplay(fig, metadata={'image/png': {'alt': 'Bars.'}})\nplt.close(fig)",
    "chart = yot.charts.trend(years)\nsns.lineplot(here, ax=chart)\nchart",
    "here.plot(ax=yot.charts.compare(here))",
    "sns.set_theme()\nsns.color_palette('deep')\nplt.rcParams['font.size'] = 9\nplt.style.use('ggplot')",
    "colours = plt.get_cmap('viridis')\nplt.rc('font', size=9)\nplt.Rectangle((0, 0), 1, 1)",
    "bars = so.Plot(here, x='value').add(so.Bar())",
    "def draw(rows):\n    fig, ax = plt.subplots()\n    return ax",
    "import numpy as np\nnp.histogram([1, 2])",
    "here.boxplot",
]


def found(*sources):
    return [*bare_charts([ast.parse(source) for source in (IMPORTS, *sources)])]


@pytest.mark.parametrize(("source", "call"), BARE.items())
def test_a_call_that_shows_a_chart_without_words_is_found(source, call):
    assert found(source) == [(1, call)]


@pytest.mark.parametrize("source", DESCRIBED)
def test_what_has_its_words_or_shows_nothing_is_not(source):
    assert found(source) == []


def test_each_cell_is_told_by_its_number_and_once():
    assert found("1 + 1", "plt.plot([1])\nplt.plot([2])", "sns.barplot(here)") == [
        (2, "plt.plot(...)"),
        (3, "sns.barplot(...)"),
    ]


def test_a_name_given_to_a_chart_in_one_cell_is_known_in_the_next():
    cells = "bars = yot.charts.compare(here)", "bars.plot([1], [1])\nbars"

    assert found(*cells) == []


@pytest.mark.parametrize("path", sorted(folders.notebooks().glob("*.ipynb")), ids=lambda path: path.stem)
def test_no_notebook_of_the_suite_is_taken_for_one_with_a_bare_chart(path):
    cells = nbformat.read(path, as_version=4).cells

    assert [*bare_charts([ast.parse(cell.source) for cell in cells if cell.cell_type == "code"])] == []
