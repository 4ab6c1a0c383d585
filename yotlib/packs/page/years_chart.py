"""Draw the years of a measure as SVG whose letters keep their size from a phone to paper, and bars of a table.

Places across are percentages of the width, so that nothing is scaled; colours come from the page's style.
"""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import Any

Record = Mapping[str, Any]
HEIGHT, TOP, BOTTOM = 190, 26, 160
LEFT, RIGHT = 7.0, 93.0
FEWEST_YEARS = 3
# A phone has room for the first and the last period, a wide page for every second one as well.
LABELS = 6


def years_chart(measure: Record, name: str) -> str:
    """Return the lines of the service and of its nearest area over the years; blank for fewer than three years.

    A vertical bar is the 95% interval of a year. A figure of another release than the line's is a disc that is not
    joined.
    """
    years = measure["years"]["values"]
    if len(years) < FEWEST_YEARS:
        return ""
    apart = not measure["years"]["same_release"]
    across = _Across(len(years) + apart)
    down = _Down(list(_shown(measure)))
    own = [(across.at(n), down.at(year["value"])) for n, year in enumerate(years)]
    base = [(across.at(n), down.at(year["baseline"])) for n, year in enumerate(years) if year["baseline"] is not None]
    parts = [
        f'<line class="axis" x1="0" x2="100%" y1="{BOTTOM}" y2="{BOTTOM}"/>',
        *(
            f'<line class="interval" x1="{across.at(n)}%" x2="{across.at(n)}%" y1="{down.at(year["upper"])}" '
            f'y2="{down.at(year["lower"])}"/>'
            for n, year in enumerate(years)
            if year["range"]
        ),
        *_line(base, "other-line"),
        *_line(own, "me-line"),
        *_ends(measure, own, across.at(len(years)) if apart else None, down),
        *_periods([year["period"] for year in years] + [measure["period"]] * apart, across),
    ]
    alt = escape(describe(measure, name), quote=True)
    return f'<svg class="years" width="100%" height="{HEIGHT}" role="img" aria-label="{alt}">{"".join(parts)}</svg>'


def describe(measure: Record, name: str) -> str:
    """Say in words what the chart shows."""
    years = measure["years"]
    first, last = years["values"][0], years["values"][-1]
    words = f"Line of {len(years['values'])} years: {name} {first['printed']} in {first['period']}"
    words += f" and {last['printed']} in {last['period']}"
    if first["baseline_printed"] and last["baseline_printed"]:
        words += f"; {years['baseline']} {first['baseline_printed']} and {last['baseline_printed']}"
    apart = "" if years["same_release"] else f" A later release has {measure['printed']} in {measure['period']}."
    return f"{words}.{apart} The table below has every year."


def bar(value: float | None, most: float, kind: str = "me") -> str:
    """Return a bar of a table as SVG, as long as its share of the longest; blank without a value."""
    if value is None:
        return ""
    length = 100 * value / most if most else 0.0
    return (
        f'<svg class="bar" width="100%" height="14" aria-hidden="true" focusable="false">'
        f'<rect class="bar-{kind}" width="{length:.1f}%" height="14"/></svg>'
    )


class _Across:
    """Turns the number of a year into its place across, in per cent of the width."""

    def __init__(self, years: int) -> None:
        self.step = (RIGHT - LEFT) / (years - 1)

    def at(self, number: int) -> float:
        return round(LEFT + number * self.step, 1)


class _Down:
    """Turns a value into its place from the top; the foot is zero, so that a rise is as large as it looks."""

    def __init__(self, values: Sequence[float]) -> None:
        self.most = max([*values, 0.0]) or 1.0

    def at(self, value: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * value / self.most, 1)


def _shown(measure: Record) -> Iterator[float]:
    """Yield every value that has a place in the chart."""
    for year in measure["years"]["values"]:
        yield from (year[name] for name in ("value", "upper", "baseline") if year[name] is not None)
    yield measure["value"]


def _line(points: Sequence[tuple[float, float]], kind: str) -> Iterator[str]:
    """Yield a line from each point to the next; percentages have no place in a single path."""
    for (left, high), (right, low) in pairwise(points):
        yield f'<line class="{kind}" x1="{left}%" y1="{high}" x2="{right}%" y2="{low}"/>'


def _ends(measure: Record, own: Sequence[tuple[float, float]], apart: float | None, down: _Down) -> Iterator[str]:
    """Yield a disc and the printed value at the first and the last year, and at a later figure of another release."""
    years = measure["years"]["values"]
    marked = [(*own[0], years[0]["printed"]), (*own[-1], years[-1]["printed"])]
    if apart is not None:
        marked.append((apart, down.at(measure["value"]), measure["printed"]))
    for across, high, printed in marked:
        yield f'<circle class="me" cx="{across}%" cy="{high}" r="5"/>'
        place = f'x="{across}%" y="{max(high - 10, 12):g}" text-anchor="middle"'
        yield f'<text class="me-l" {place}>{escape(printed)}</text>'


def _periods(periods: Sequence[str], across: _Across) -> Iterator[str]:
    """Yield a tick a year, and the names of those that have room."""
    last = len(periods) - 1
    every = max(1, -(-last // LABELS))
    for number, period in enumerate(periods):
        place = across.at(number)
        yield f'<line class="axis" x1="{place}%" x2="{place}%" y1="{BOTTOM}" y2="{BOTTOM + 5}"/>'
        if number in (0, last) or (number % every == 0 and last - number >= every):
            kind = "period" if number in (0, last) else "period wide"
            yield f'<text class="{kind}" x="{place}%" y="{BOTTOM + 22}" text-anchor="middle">{escape(period)}</text>'
