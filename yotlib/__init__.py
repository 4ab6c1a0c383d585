"""Compare a youth offending team's published figures with its region and nation.

>>> import yotlib as yot
>>> figures = yot.load()
>>> table = yot.compare(figures, "Bradford", "first_time_entrants", period="2024", baselines="england")
>>> print(yot.findings.headline(table))
First-time entrants were 130 per 100,000 children in Bradford in 2024, 6% below England's 138; chance alone could \
explain the gap.

The functions most used are here. The rest is in modules, each reached by a name of its own:

* figures and areas: `yot.measures` (`yotlib.reference.measures`), `yot.area_groups` (`yotlib.reference.area_groups`),
  `yot.data` (`yotlib.intake`);
* comparison: `yot.context` (`yotlib.analysis.contextual_facts`), `yot.national` (`yotlib.analysis.national`),
  `yot.neighbours` (`yotlib.analysis.neighbours`), `yot.bounded_teams` (`yotlib.analysis.bounded_teams`),
  `yot.funnel` (`yotlib.analysis.funnel`), `yot.intervals` (`yotlib.analysis.intervals`);
* years: `yot.trends` (`yotlib.analysis.trends`), `yot.years_together` (`yotlib.analysis.years_together`);
* topics: `yot.reoffending` (`yotlib.analysis.reoffending`), `yot.ethnicity` (`yotlib.analysis.ethnicity`),
  `yot.inspection` (`yotlib.analysis.inspection`);
* for readers: `yot.findings` (`yotlib.findings`), `yot.charts` (`yotlib.charts`), `yot.tables` (`yotlib.tables`),
  `yot.explore` (`yotlib.explore`).

An argument of one name means the same in every function:

* `figures` is the table of `load()`; `data` is another folder to read than the suite's own;
* `team` is any name that `find` knows, `region` that of a region; `measure` is a key of `yot.measures.MEASURES` or a
  measure's printed name, `age` an age band such as "15-17", `ethnicity` a group or "all";
* `period` is "latest", a year, "2017-18" or "2016-07/2017-06": the newest that ends by the end of it is taken;
* `as_of` is a date: only what was released by then; `release` is the key of the one source to use;
* `baselines` are what the team is set beside, as in `compare`;
* `confidence` is that of intervals, and so of verdicts, which follow them;
* `ax` is an Axes of your own to draw on.

A name or value that cannot be right raises AskedWrongly (`yotlib.reference.errors`), which says what was found and
names near ones.

Modules that are slow to import (`charts`, `data`) are imported on first use, so that `import yotlib` stays quick.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from yotlib.analysis.comparison import compare
from yotlib.figures.load import load
from yotlib.reference.areas import find
from yotlib.reference.parameters import check_parameters

if TYPE_CHECKING:
    from yotlib import charts, explore, findings, tables
    from yotlib import intake as data
    from yotlib.analysis import (
        bounded_teams,
        ethnicity,
        funnel,
        inspection,
        intervals,
        national,
        neighbours,
        reoffending,
        trends,
        years_together,
    )
    from yotlib.analysis import contextual_facts as context
    from yotlib.analysis.every_verdict import every_verdict as verdicts
    from yotlib.analysis.series import series
    from yotlib.analysis.years_together import pooled
    from yotlib.reference import area_groups, measures
    from yotlib.reference.area_groups import teams

__version__ = "1.0.0"
# The module behind each public name.
PUBLIC = {
    "area_groups": "yotlib.reference.area_groups",
    "bounded_teams": "yotlib.analysis.bounded_teams",
    "charts": "yotlib.charts",
    "context": "yotlib.analysis.contextual_facts",
    "data": "yotlib.intake",
    "ethnicity": "yotlib.analysis.ethnicity",
    "explore": "yotlib.explore",
    "findings": "yotlib.findings",
    "funnel": "yotlib.analysis.funnel",
    "inspection": "yotlib.analysis.inspection",
    "intervals": "yotlib.analysis.intervals",
    "measures": "yotlib.reference.measures",
    "national": "yotlib.analysis.national",
    "neighbours": "yotlib.analysis.neighbours",
    "reoffending": "yotlib.analysis.reoffending",
    "tables": "yotlib.tables",
    "trends": "yotlib.analysis.trends",
    "years_together": "yotlib.analysis.years_together",
}
# The module and the name in it behind each public function that is not needed by every notebook.
PUBLIC_FUNCTIONS = {
    "pooled": ("yotlib.analysis.years_together", "pooled"),
    "series": ("yotlib.analysis.series", "series"),
    "teams": ("yotlib.reference.area_groups", "teams"),
    "verdicts": ("yotlib.analysis.every_verdict", "every_verdict"),
}
__all__ = [
    "area_groups", "bounded_teams", "charts", "check_parameters", "compare", "context", "data", "ethnicity", "explore",
    "find", "findings", "funnel", "inspection", "intervals", "load", "measures", "national", "neighbours", "pooled",
    "reoffending", "series", "tables", "teams", "trends", "verdicts", "years_together",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import the module behind a public name when it is first used."""
    if name in PUBLIC:
        return import_module(PUBLIC[name])
    if name in PUBLIC_FUNCTIONS:
        module, function = PUBLIC_FUNCTIONS[name]
        return getattr(import_module(module), function)
    raise AttributeError(f"module 'yotlib' has no attribute {name!r}")


def __dir__() -> list[str]:
    """List the public names too, whether their modules are imported yet or not."""
    return sorted([*globals(), *PUBLIC, *PUBLIC_FUNCTIONS])
