"""Build a page with controls: choose a team, a measure and baselines; headline, chart and table follow.

What the controls offer, the controls and the answer are in one module because each is of use only with the others.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from html import escape
from typing import Any

import pandas as pd
from IPython.core.getipython import get_ipython
from IPython.display import display

from yotlib import charts, findings, tables
from yotlib.analysis.comparison import OWN_BASELINES, compare, roles_of
from yotlib.charts.canvas import Chart
from yotlib.figures.choose import released_by, select
from yotlib.figures.load import with_release
from yotlib.findings.basis import other_releases
from yotlib.findings.held_back import absent_areas
from yotlib.reference import area_groups, areas, extras, measures, periods
from yotlib.reference.errors import AskedWrongly

WIDGETS = "ipywidgets", "A page with controls"
UNCOMPARED = "No baseline is chosen; choose one or more to compare with."
WIDE = {"measure", "period", "baselines"}
LABELS = {
    "team": ("Team", "The youth offending team (youth justice service) looked at"),
    "measure": ("Measure", "What is compared; a measure without a figure of the team says so"),
    "age": ("Age band", "The ages of the children counted"),
    "period": ("Period", "The newest period that ends by the end of this one; latest is the newest of all"),
    "as_of": ("Released by", "Only figures released by this date, such as 2020-01-31; empty for all"),
    "baselines": ("Baselines", "What the team is set beside; hold Ctrl, or Cmd on a Mac, to choose several"),
}

VOILA = "VOILA_BASE_URL"
# JupyterLab takes arrow keys for its own, to move between cells, unless what has the focus says that it needs them.
KEYS_FOR_CONTROLS = """\
requestAnimationFrame(() => element.closest(".jp-OutputArea")?.addEventListener("focusin", (event) => {
  event.target.setAttribute("data-lm-suppress-shortcuts", "true");
}));"""
ALL_CHILDREN = "10-17"
OWN_NAMES = ("Region", "Nation", "England and Wales")
__all__ = ["Choice", "Explorer", "explorer"]
Offers = dict[str, list[tuple[str, str]]]


@dataclass(frozen=True)
class Choice:
    """One question, with the parameter names of `compare`: `team` is a slug, `baselines` are slugs or roles."""

    team: str = "bradford"
    measure: str = "first_time_entrants"
    age: str = ALL_CHILDREN
    period: str = periods.LATEST
    as_of: str = ""
    baselines: tuple[str, ...] = OWN_BASELINES


def options_for(figures: pd.DataFrame, choice: Choice) -> Offers:
    """Return the options of each control, given the rest of `choice`, as pairs of printed label and value.

    They are all teams; all measures, marked where the team has no figure; the age bands that any area has for the
    measure; "latest", then the team's periods, newest first; as baselines the team's own, the named groups and all
    teams. Only the team's figures released by the choice's `as_of` count.
    """
    team_rows = released_by(figures[figures["area"] == choice.team], choice.as_of)
    teams = [(team.name, str(team)) for team in areas.teams()]
    groups = [(group.name, str(group)) for group in area_groups.named_groups().values()]
    return {
        "team": teams,
        "measure": [(_measure_label(figures, team_rows, key), key) for key in measures.MEASURES],
        "age": [(age, age) for age in _age_bands(figures, choice.measure)],
        "period": _period_options(select(team_rows, choice.measure, age=choice.age)),
        "baselines": [*zip(OWN_NAMES, OWN_BASELINES, strict=True), *groups, *teams],
    }


def with_offered(choice: Choice, offers: Offers) -> Choice:
    """Return the choice with an age band or period that is not offered replaced by the default one."""
    defaults: dict[str, Any] = {"age": ALL_CHILDREN, "period": periods.LATEST}
    not_offered = [name for name in defaults if getattr(choice, name) not in [value for _, value in offers[name]]]
    return replace(choice, **{name: defaults[name] for name in not_offered})


class Explorer:
    """One comparison that its controls can change; a notebook shows it with them.

    `choice` is the question; `headline` and `table` are what `findings.headline` and `compare` return for it;
    `controls` holds the widgets by name, and `widget` all of them with the answer below. Where nobody uses the
    kernel, as when a program runs a notebook from top to bottom, the answer is shown without controls, so that a
    saved notebook can be read anywhere; so it is where ipywidgets is not installed, with a sentence that says how to
    install it.
    """

    def __init__(self, figures: pd.DataFrame, choice: Choice) -> None:
        self._figures = with_release(figures)
        self._updating = False
        self._ask(choice)

    def __repr__(self) -> str:
        return f"<Explorer: {self.headline}>"

    def _ipython_display_(self) -> None:
        if not _has_user():
            display(*self.parts())
        elif sentence := extras.missing(*WIDGETS):
            display(findings.Sentences([sentence]), *self.parts())
        else:
            display({"application/javascript": KEYS_FOR_CONTROLS, "text/plain": ""}, raw=True)
            display(self._repr_mimebundle_(), raw=True)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return self.widget._repr_mimebundle_() | {"text/plain": repr(self)}

    def parts(self) -> list[Any]:
        """Return the answer: headline, chart, sentences and table; only the error if the question was wrong."""
        if self.table.empty:
            return [self.headline]
        missing = _sentences_on_missing_baselines(self.table, self.choice)
        said = [*findings.comparisons(self.table), *other_releases(self.table), *missing]
        sentences = findings.Sentences(said)
        shown = [self.headline, charts.compare(self.table), sentences, tables.show(self.table)]
        return [part for part in shown if _is_not_empty(part)]

    @cached_property
    def controls(self) -> dict[str, Any]:
        """Return the widgets by name: team, measure, age, period, as_of, baselines."""
        controls = {name: _make_control(name, getattr(self.choice, name), self.offers) for name in LABELS}
        for name, control in controls.items():
            control.observe(lambda change, name=name: self._change(name, change["new"]), names="value")
        return controls

    @cached_property
    def widget(self) -> Any:
        """Return the controls with the answer below them."""
        widgets = _import_widgets()
        across = widgets.Layout(display="flex", flex_flow="row wrap", width="100%")
        return widgets.VBox([widgets.Box(list(self.controls.values()), layout=across), self._page])

    @cached_property
    def _page(self) -> Any:
        return _import_widgets().HTML(_answer_html(self.parts()))

    def _ask(self, choice: Choice) -> None:
        self.choice = choice
        try:
            self.offers = options_for(self._figures, choice)
            self.choice = with_offered(choice, self.offers)
            self.table = compare(self._figures, **asdict(self.choice))
            self.headline = findings.headline(self.table)
        except AskedWrongly as error:
            self.table, self.headline = pd.DataFrame(), findings.Headline(error)

    def _change(self, name: str, value: Any) -> None:
        """Ask again with one control's new value, and update all controls and the answer."""
        if self._updating:
            return
        change: dict[str, Any] = {name: value.strip() if isinstance(value, str) else value}
        self._ask(replace(self.choice, **change))
        with self._without_events():
            for key, control in self.controls.items():
                _set_control(control, getattr(self.choice, key), self.offers.get(key))
        if "_page" in self.__dict__:
            self._page.value = _answer_html(self.parts())

    @contextmanager
    def _without_events(self) -> Iterator[None]:
        """Set controls without each of them asking again."""
        self._updating = True
        try:
            yield
        finally:
            self._updating = False


def explorer(figures: pd.DataFrame, *, team: str = "bradford", measure: str = "first_time_entrants") -> Explorer:
    """Return controls over `figures`, the table of `load()`, starting with one team and one measure.

    `team` is any name that `find` knows, `measure` a key of `yot.measures.MEASURES`. Raises AskedWrongly for an
    unknown name.

    >>> import yotlib as yot
    >>> app = yot.explore.explorer(yot.load(), team="Leeds")
    >>> print(app.headline)
    First-time entrants were 154 per 100,000 children in Leeds in 2024, 12% above England's 138 and 1% above Yorkshire \
and the Humber's 152; chance alone could explain both gaps.
    """
    start = Choice(team=str(areas.find(team, kind=areas.TEAM)), measure=measures.get(measure).key)
    return Explorer(figures, start)


def _sentences_on_missing_baselines(table: pd.DataFrame, choice: Choice) -> list[str]:
    """Name the baselines chosen that have no figure, unless `findings.comparisons` has said why, row by row."""
    if table["value"].isna().all():
        return []
    if not roles_of(areas.find(choice.team), choice.baselines):
        return [UNCOMPARED]
    told = set(table["area"])
    without = [area.name for area in absent_areas(table.iloc[0]) if area not in told]
    return [f"Left out, without a figure of the same period and release: {'; '.join(without)}."] if without else []


def _is_not_empty(part: Any) -> bool:
    empty = isinstance(part, tables.Table) and part.shown.empty
    return not (empty or part == () or isinstance(part, findings.Nothing))


def _import_widgets() -> Any:
    """Import ipywidgets, which a plain install has not; raises YotError with the command that installs it."""
    extras.need(*WIDGETS)
    import ipywidgets

    return ipywidgets


def _make_control(name: str, value: Any, offers: Offers) -> Any:
    widgets, (label, tip) = _import_widgets(), LABELS[name]
    layout = widgets.Layout(width="42em" if name in WIDE else "31em", margin="2px 1em 2px 0")
    looks = {"description": label, "tooltip": tip, "layout": layout, "style": {"description_width": "6.5em"}}
    if name not in offers:
        return widgets.Text(value, placeholder="a date; empty for all", continuous_update=False, **looks)
    if isinstance(value, tuple):
        return widgets.SelectMultiple(options=offers[name], value=value, rows=6, **looks)
    return widgets.Dropdown(options=offers[name], value=value, **looks)


def _set_control(control: Any, value: Any, options: list[tuple[str, str]] | None) -> None:
    if options is not None and tuple(control.options) != tuple(options):
        control.options = options
    control.value = value


def _answer_html(parts: list[Any]) -> str:
    return f'<div class="jp-RenderedHTMLCommon">{"".join(map(_part_html, parts))}</div>'


def _part_html(part: Any) -> str:
    if isinstance(part, Chart):
        return part.described().html()
    if isinstance(part, tables.Table):
        return f'<div style="width: max-content; max-width: 100%">{part.html()}</div>'
    if isinstance(part, findings.Sentences):
        return f"<ul>{''.join(f'<li>{escape(sentence)}</li>' for sentence in part)}</ul>"
    text = escape(part)
    return f'<p role="status"><strong>{text}</strong></p>' if isinstance(part, findings.Headline) else f"<p>{text}</p>"


def _has_user() -> bool:
    """Return whether a person uses the kernel; a program that runs a notebook does not let it ask for input.

    Voilà runs a notebook as a program does, and then hands it to a person; it tells the kernel where it serves it.
    """
    if VOILA in os.environ:
        return True
    kernel = getattr(get_ipython(), "kernel", None)
    request = kernel.get_parent("shell") if kernel else {}
    return bool(request.get("content", {}).get("allow_stdin"))


def _measure_label(figures: pd.DataFrame, team_rows: pd.DataFrame, key: str) -> str:
    has_figure = any(len(select(team_rows, key, age=age)) for age in _age_bands(figures, key))
    return measures.get(key).name + ("" if has_figure else " (no figure)")


def _age_bands(figures: pd.DataFrame, measure: str) -> list[str]:
    return list(dict.fromkeys([ALL_CHILDREN, *sorted(figures.loc[figures["measure"] == measure, "age"])]))


def _period_options(rows: pd.DataFrame) -> list[tuple[str, str]]:
    dated = rows.dropna(subset=["period_start", "period_end"]).sort_values(["period_end", "period_start"])
    spans = dated[["period_start", "period_end"]].drop_duplicates().iloc[::-1].itertuples(index=False)
    return [(periods.LATEST, periods.LATEST), *((periods.label(*span), _period_value(*span)) for span in spans)]


def _period_value(start: pd.Timestamp, end: pd.Timestamp) -> str:
    """Write a period as `periods.parse` reads it."""
    printed = periods.label(start, end)
    return printed if printed[-2:].isdigit() and " " not in printed else f"{start:%Y-%m}/{end:%Y-%m}"
