"""The style that charts are drawn in: ours, and on top of it what a reader has set."""

import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.collections import Collection
from matplotlib.colors import to_hex, to_rgba
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Annotation, Text

from yotlib.charts.colours import PALETTE
from yotlib.reference.errors import AskedWrongly
from yotlib.reference.folders import OWN_STYLE

STYLE = ["afcharts.afcharts", "yotlib.charts.yot"]
# What every picture needs so that the same figure gives the same bytes, at the same size.
FIXED = {"svg.hashsalt": "yotlib", "svg.fonttype": "path", "savefig.dpi": 144, "savefig.bbox": "standard"}
# Settings of where and how figures are shown, not of how they look.
_NOT_OF_STYLE = {
    "backend", "backend_fallback", "date.epoch", "docstring.hardcopy", "figure.max_open_warning",
    "figure.raise_window", "interactive", "savefig.directory", "timezone", "tk.window_focus", "toolbar",
    "webagg.address", "webagg.open_in_browser", "webagg.port", "webagg.port_retries",
}  # fmt: skip
_COLOURED = {
    Line2D: ("color", "markerfacecolor", "markeredgecolor"),
    Patch: ("facecolor", "edgecolor"),
    Collection: ("facecolor", "edgecolor"),
    Text: ("color",),
}
Settings = dict[str, Any]
_chosen: list[Settings] = []


def use_style(*styles: str | Path | Mapping[str, Any]) -> None:
    """Draw every chart from now on with your own colours and letters on top of ours; with ours alone if none is given.

    A style is a style file of matplotlib, the name of one of matplotlib's styles, or its settings by name. The colours
    of its `axes.prop_cycle` are those, in turn, of the team; the region; England and Wales; the nation; areas that you
    name, and grey letters; and a sixth. Sizes that a chart gives its letters, and the shades of ratings, stay.

    What you set yourself in `matplotlib.rcParams`, in `plt.rc_context` or by `plt.style.use` is respected too, without
    this, and comes last. $YOTLIB_STYLE names a style file for a whole session. A pack has the style of its brand (see
    `packs.brand`) and no other. Of several `styles` a later one comes on top. Raises AskedWrongly with what cannot be
    read.

    >>> import yotlib as yot
    >>> yot.charts.use_style({"font.family": "serif"})
    >>> yot.charts.use_style()
    """
    read = [read_style(style) for style in styles]
    _chosen[:] = read


def read_style(style: str | Path | Mapping[str, Any]) -> Settings:
    """Return the settings of a style; raise AskedWrongly with everything in it that matplotlib does not know."""
    if isinstance(style, Mapping):
        try:
            return _as_settings(mpl.RcParams(style))
        except (KeyError, ValueError) as error:
            raise AskedWrongly(f"A style cannot be used: {_first_line(error)}.") from error
    if str(style) in plt.style.available:
        return _as_settings(plt.style.library[str(style)])
    if not Path(style).is_file():
        raise AskedWrongly(f"No style file {style}; name one, or a style of matplotlib such as 'grayscale'.")
    with _warnings_of_matplotlib() as said:
        try:
            settings = _as_settings(mpl.rc_params_from_file(str(style), use_default_template=False))
        except (OSError, ValueError) as error:
            said[:] = said or [str(error)]
    if said:
        raise AskedWrongly("\n".join(f"The style {style} cannot be used: {_first_line(each)}." for each in said))
    return settings


@contextmanager
def in_style() -> Iterator[None]:
    """Draw in our style, with a reader's own on top of it; afterwards the reader's settings are as they were."""
    with plt.style.context([*STYLE, *_own(), _set_by_reader(), FIXED]):
        yield


def keep_settings(figure: Figure) -> None:
    """Note on a figure the settings it was drawn with: some count only when it becomes a picture, in another cell."""
    figure.drawn_with = _as_settings(mpl.rcParams) | FIXED  # type: ignore[attr-defined]


@contextmanager
def as_drawn(figure: Figure) -> Iterator[None]:
    """Restore the settings that a figure was drawn with; ours where it has none."""
    settings = getattr(figure, "drawn_with", None)
    changed = {name: value for name, value in (settings or {}).items() if mpl.rcParams[name] != value}
    with in_style() if settings is None else mpl.rc_context(changed):
        yield


def recolour(figure: Figure) -> None:
    """Give what was drawn in our palette the colours of the style it is drawn in, place by place."""
    theirs = mpl.rcParams["axes.prop_cycle"].by_key().get("color", PALETTE)
    colours = {to_hex(our): to_rgba(theirs[place % len(theirs)])[:3] for place, our in enumerate(PALETTE)}
    if all(to_hex(their) == our for our, their in colours.items()):
        return
    for artist in figure.findobj():
        for kind in (kind for kind in _COLOURED if isinstance(artist, kind)):
            for name in _COLOURED[kind]:
                getattr(artist, f"set_{name}")(_recoloured(getattr(artist, f"get_{name}")(), colours))
        if isinstance(artist, Annotation) and artist.arrow_patch is not None:
            arrow = artist.arrow_patch
            arrow.set_color(_recoloured(arrow.get_edgecolor(), colours))


def _recoloured(colour: Any, colours: Mapping[str, tuple[float, ...]]) -> Any:
    """Return a colour, or rows of colours, in the new palette; what is in neither stays as it is."""
    if isinstance(colour, np.ndarray):
        return [_recoloured(tuple(row), colours) for row in colour]
    if isinstance(colour, str) and colour in ("none", "auto"):
        return colour
    *_, alpha = to_rgba(colour)
    new = colours.get(to_hex(colour))
    return colour if new is None else (*new, alpha)


def _own() -> Sequence[Settings]:
    """Return the styles that were chosen, or that of the session."""
    named = os.environ.get(OWN_STYLE)
    return _chosen or ([read_style(Path(named))] if named else [])


def _set_by_reader() -> Settings:
    """Return the settings that are other than when matplotlib was loaded."""
    before = _as_settings(mpl.rcParamsOrig)
    return {name: value for name, value in _as_settings(mpl.rcParams).items() if value != before[name]}


def _as_settings(settings: Any) -> Settings:
    """Return the settings that are of style: not the backend, nor whether figures are shown at once."""
    return {name: value for name, value in settings.items() if name not in _NOT_OF_STYLE}


class _Gathered(logging.Handler):
    """Gathers what is logged."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@contextmanager
def _warnings_of_matplotlib() -> Iterator[list[str]]:
    """Yield a list that gathers what matplotlib logs, which says nothing else of a bad style file."""
    gathered, logger = _Gathered(), logging.getLogger("matplotlib")
    propagates, logger.propagate = logger.propagate, False
    handlers, logger.handlers = logger.handlers, [gathered]
    try:
        yield gathered.said
    finally:
        logger.propagate, logger.handlers = propagates, handlers


def _first_line(error: object) -> str:
    lines = str(error.args[0] if isinstance(error, KeyError) else error).strip().splitlines()
    return " ".join(lines[0].split()).rstrip(".?")
