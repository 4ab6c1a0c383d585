"""The Axes every chart is drawn on: it shows itself in a notebook with its alternative text."""

import base64
import io
import os
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from yotlib.charts.style import as_drawn, keep_settings, recolour
from yotlib.reference.folders import IN_A_PACK

TITLE_WIDTH = 78
AXIS_WIDTH = 62
FOOT_WIDTH = 118
LAYOUTS = 8  # at most
STILL = 1e-6  # of the figure's width or height


@dataclass(frozen=True)
class Described:
    """A figure that a notebook shows as a picture with alternative text.

    JupyterLab and nbconvert show a PNG without its words, so the picture is given as HTML that has both. While a pack
    is built, YOTLIB_PACK is set and it is given as PNG with its words, and as SVG, which the pack is made from.
    """

    figure: Figure
    alt: str

    def __repr__(self) -> str:
        return f"<Chart: {self.alt}>"

    @property
    def about(self) -> dict[str, Any]:
        """Return the words of the picture, and its width and height in pixels on a page."""
        width, height = (round(96 * inches) for inches in self.figure.get_size_inches())
        return {"alt": self.alt, "width": width, "height": height}

    def html(self) -> str:
        """Return the picture as HTML, with its words."""
        return image_html(base64.b64encode(picture(self.figure, "png")).decode(), self.about)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict[str, Any], dict[str, Any]]:
        plain = {"text/plain": repr(self)}
        if not os.environ.get(IN_A_PACK):
            return plain | {"text/html": self.html()}, {}
        drawn = {"image/png": picture(self.figure, "png"), "image/svg+xml": picture(self.figure, "svg").decode()}
        return plain | drawn, {"image/png": self.about}


class Chart(Axes):
    """An Axes whose figure a notebook shows as a picture with alternative text."""

    alt: str = ""

    def described(self) -> Described:
        """Return the figure with its words."""
        return Described(_figure_of(self), self.alt)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict[str, Any], dict[str, Any]]:
        return self.described()._repr_mimebundle_(include, exclude)


def image_html(png: str, about: Mapping[str, Any]) -> str:
    """Return a PNG, in base64, as HTML with its alternative text; `about` has `alt`, and `width` and `height` if known.

    A picture has a white ground, so that it can be read in JupyterLab's dark theme too, and a margin of the same.
    """
    size = "".join(f' {side}="{int(about[side])}"' for side in ("width", "height") if about.get(side))
    content = png.replace("\n", "")
    ground = ' style="padding: 8px; background: white"'
    return f'<img alt="{escape(about["alt"])}"{size}{ground} src="data:image/png;base64,{content}">'


def blank_chart(*, width: float = 7.5, height: float = 3.6) -> Chart:
    """Return an empty chart of `width` by `height` inches, to be drawn on inside the style."""
    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    return figure.add_subplot(axes_class=Chart)  # type: ignore[return-value]


def finish(ax: Axes, *, title: str, axis: str, foot: str, along: str = "x") -> Axes:
    """Give a chart its finding as title and alternative text, its measure on the axis and its source at the foot."""
    (ax.set_xlabel if along == "x" else ax.set_ylabel)(wrap(axis, AXIS_WIDTH if along == "x" else 44))
    if not isinstance(ax, Chart):
        ax.set_title(wrap(title, 60), loc="left")
        return ax
    ax.alt = f"{title} {foot}"
    figure = _figure_of(ax)
    figure.suptitle(wrap(title, TITLE_WIDTH), x=0.012, ha="left", fontsize=10.5, fontweight="bold")
    figure.supxlabel(wrap(foot, FOOT_WIDTH), x=0.01, ha="left", fontsize=8.5, color="#3D3D3D")
    recolour(figure)
    keep_settings(figure)
    return ax


def picture(figure: Figure, kind: str) -> bytes:
    """Return the figure as "png" or "svg"; the same figure gives the same bytes."""
    with as_drawn(figure):
        lay_out(figure)
        figure.set_layout_engine(None)
        return _png_bytes(figure) if kind == "png" else _svg_bytes(figure)


def lay_out(figure: Figure) -> None:
    """Lay the figure out again until nothing moves: each pass of a constrained layout shifts it a little."""
    if engine := figure.get_layout_engine():
        before = np.zeros((len(figure.axes), 4))
        for _ in range(LAYOUTS):
            engine.execute(figure)
            after = np.array([ax.get_position().bounds for ax in figure.axes])
            if np.allclose(before, after, rtol=0, atol=STILL):
                return
            before = after


def _png_bytes(figure: Figure) -> bytes:
    """Return the image in its 256 nearest colours: a chart has few, and the file is less than half as large."""
    from PIL import Image

    file, canvas = io.BytesIO(), FigureCanvasAgg(figure)
    canvas.draw()
    image = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
    image.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(file, "PNG")
    return file.getvalue()


def _svg_bytes(figure: Figure) -> bytes:
    file = io.BytesIO()
    figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    return file.getvalue()


def _figure_of(ax: Axes) -> Figure:
    figure = ax.get_figure(root=True)
    assert figure is not None, "a chart taken off its figure cannot be shown"
    return figure


def wrap(text: str, width: int) -> str:
    """Break the text into lines of at most `width` characters, never inside a hyphenated word."""
    return textwrap.fill(text, width, break_on_hyphens=False)
