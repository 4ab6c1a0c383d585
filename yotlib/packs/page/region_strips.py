"""Draw the small strips of a region: a dot for every service, on the scale that all regions share."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from yotlib.packs.page.strips import Scale, stack
from yotlib.reference.words import counted

COLUMNS, STEP, LEAST = 34, 8.0, 26.0
# The radius of a dot: a gap beyond chance is larger, so that it is seen in grey too.
RADIUS = {"higher": 4.0, "lower": 3.4, "": 2.9}
KIND = {"higher": "high", "lower": "low", "": "dot"}


@dataclass(frozen=True)
class Dot:
    """One service on a strip: where it stands, what is said of it, and the page it leads to."""

    name: str
    value: float
    printed: str
    says: str
    side: str
    slug: str
    has_page: bool = True


def region_strip(dots: Sequence[Dot], lowest: float, highest: float, nation: float | None) -> str:
    """Return the strip of one region and measure, from `lowest` to `highest` of all regions; blank without a dot.

    A line marks the value of the nation. The strip is hidden from screen readers and the Tab key: what it shows is said
    beside it in words, and the table of services has the same links.
    """
    if not dots:
        return ""
    scale, ordered = Scale(lowest, highest), sorted(dots, key=lambda dot: (dot.value, dot.name))
    places = list(stack([dot.value for dot in ordered], scale, COLUMNS, STEP))
    height = max(LEAST, 2 * max(abs(off) for _, off in places) + 12)
    middle = height / 2
    drawn = [f'<line class="axis" x1="0" x2="100%" y1="{middle:.1f}" y2="{middle:.1f}"/>']
    if nation is not None:
        at = f"{scale.at(nation):.1f}%"
        drawn.append(f'<line class="nation" x1="{at}" x2="{at}" y1="0" y2="{height:.1f}"/>')
    drawn += [_draw(dot, across, middle + off) for dot, (across, off) in zip(ordered, places, strict=True)]
    return f'<svg class="region" width="100%" height="{height:.0f}" aria-hidden="true">{"".join(drawn)}</svg>'


def in_words(dots: Sequence[Dot], period: str) -> str:
    """Say what a strip of one period shows: how many services, the lowest and highest value, and how many stand out."""
    if not dots:
        return f"No figure held for {period}."
    ordered = sorted(dots, key=lambda dot: dot.value)
    low, high = ordered[0].printed, ordered[-1].printed
    ends = low if low == high else f"{low} to {high}"
    sides = [f"{number} {side}" for side in ("higher", "lower") if (number := sum(dot.side == side for dot in dots))]
    return f"{counted(len(dots), 'service')}, {ends}{'; ' if sides else ''}{', '.join(sides)}."


def _draw(dot: Dot, across: float, down: float) -> str:
    """Draw one service as a dot that leads to its page, with its name and value for who points at it."""
    words = escape(f"{dot.name}: {dot.says}")
    circle = (
        f'<circle class="{KIND[dot.side]}" data-slug="{escape(dot.slug)}" cx="{across:.1f}%" cy="{down:.1f}" '
        f'r="{RADIUS[dot.side]}"><title>{words}</title></circle>'
    )
    return f'<a href="{quote(dot.slug)}/report.html" tabindex="-1">{circle}</a>' if dot.has_page else circle
