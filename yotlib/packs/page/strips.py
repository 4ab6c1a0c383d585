"""Draw the small pictures of a team's page as SVG whose letters keep their size from a phone to paper.

Places along a strip are percentages of its width, so that nothing is scaled; colours come from the page's style.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import quote

from yotlib.reference.words import in_words
from yotlib.tables import spreadsheets

Record = Mapping[str, Any]
HEIGHT, MIDDLE = 88, 45
LEFT, RIGHT = 1.5, 98.5
# As many columns as leave dots of this size apart on a phone.
COLUMNS, DOT, STEP = 64, 2.1, 4.6
SPARK_WIDTH, SPARK_HEIGHT, EDGE = 124, 38, 4
# What an address may hold as it is; a percent sign for every space would make the page a fifth larger.
_IN_AN_ADDRESS = " ,()/:;'-."
# A longer name would not fit above its place on a phone.
LONG = 26
DIAMOND = "M0-8 8 0 0 8-8 0Z"


def strip(measure: Record, name: str) -> str:
    """Return the strip of all services of a measure: a dot each, the middle half shaded, team and baseline named."""
    services = measure["services"]
    values = [value for _, _, value in services["values"]]
    scale = Scale(min(values), max(values))
    first, third = (scale.at(services[quarter]) for quarter in ("first_quarter", "third_quarter"))
    parts = [
        f'<rect class="half" x="{first:.1f}%" y="20" width="{third - first:.1f}%" height="50"/>',
        f'<line class="axis" x1="0" x2="100%" y1="{MIDDLE}" y2="{MIDDLE}"/>',
        *_dots(values, scale),
        *baseline(measure["baselines"], scale),
        f'<circle class="me" cx="{scale.at(measure["value"]):.1f}%" cy="{MIDDLE}" r="8"/>',
        label(name, measure["printed"], scale.at(measure["value"]), 12, "me-l"),
    ]
    alt = escape(describe(measure, name), quote=True)
    return f'<svg class="strip" width="100%" height="{HEIGHT}" role="img" aria-label="{alt}">{"".join(parts)}</svg>'


def describe(measure: Record, name: str) -> str:
    """Say in words what a strip shows."""
    services = measure["services"]
    beside = "".join(f", {base['name']} at {base['printed']}" for base in measure["baselines"])
    return (
        f"Strip of {len(services['values'])} services in {measure['period']}, from {services['lowest']} to "
        f"{services['highest']}. {name} is at {measure['printed']}{beside}. {services['place']}."
    )


class Scale:
    """Turns a value into its place along the strip, in per cent of the width."""

    def __init__(self, lowest: float, highest: float) -> None:
        self.lowest, self.range = lowest, (highest - lowest) or 1.0

    def at(self, value: float) -> float:
        """Return the place of a value, never outside the strip."""
        place = LEFT + (RIGHT - LEFT) * (value - self.lowest) / self.range
        return min(max(place, LEFT), RIGHT)


def stack(values: Sequence[float], scale: Scale, columns: int, step: float) -> Iterator[tuple[float, float]]:
    """Yield the place of each value in the order given, lowest first: per cent along the strip, pixels off its middle.

    Those of one column are stacked about the middle.
    """
    in_column: dict[int, int] = {}
    for value in values:
        column = round(scale.at(value) * columns / 100)
        number = in_column[column] = in_column.get(column, -1) + 1
        side = 1 if number % 2 else -1
        yield 100 * column / columns, side * ((number + 1) // 2) * step


def _dots(values: Sequence[float], scale: Scale) -> Iterator[str]:
    """Yield a dot for each service that has room."""
    for across, off in stack(sorted(values), scale, COLUMNS, STEP):
        if 4 <= MIDDLE + off <= HEIGHT - 4:
            yield f'<circle class="dot" cx="{across:.1f}%" cy="{MIDDLE + off:.1f}" r="{DOT}"/>'


def baseline(
    baselines: Sequence[Record], scale: Scale, *, middle: float = MIDDLE, foot: float = HEIGHT - 4
) -> Iterator[str]:
    """Yield the nearest baseline, a hollow diamond with its name and value below it."""
    for base in baselines[:1]:
        place = scale.at(base["value"])
        yield f'<svg x="{place:.1f}%" y="{middle:g}" overflow="visible"><path class="other" d="{DIAMOND}"/></svg>'
        yield label(base["name"], base["printed"], place, foot, "other-l")


def label(name: str, printed: str, place: float, down: float, kind: str) -> str:
    """Write a name and its figure above or below a place, kept inside the strip; a long name is left out on a phone."""
    anchor = "start" if place < 33 else "end" if place > 67 else "middle"
    named = f'<tspan class="long">{escape(name)} </tspan>' if len(name) > LONG else f"{escape(name)} "
    words = f"{named}{escape(printed)}"
    return f'<text class="{kind}" x="{place:.1f}%" y="{down:g}" text-anchor="{anchor}">{words}</text>'


def nearest_baselines(board: Record) -> str:
    """Name the areas that a page's strips mark: the region of an English service, Wales of a Welsh one."""
    nearest = dict.fromkeys(base["name"] for measure in board["measures"] for base in measure["baselines"][:1])
    return in_words([*nearest], last="or") if nearest else "its region or nation"


def spark(measure: Record) -> str:
    """Return a small line of the years, the team's and its baseline's; blank for fewer than three years.

    A figure of another release than the line's stands as a dot beyond its end, not joined.
    """
    years = measure["years"]["values"]
    if len(years) < 3:
        return ""
    lines = {"other-line": [year["baseline"] for year in years], "me-line": [year["value"] for year in years]}
    apart = not measure["years"]["same_release"]
    shown = [value for line in lines.values() for value in line if value is not None] + [measure["value"]]
    lowest, range_ = min(shown), (max(shown) - min(shown)) or 1.0
    step = (SPARK_WIDTH - 2 * EDGE) / (len(years) - (0 if apart else 1))

    def at(number: int, value: float) -> str:
        down = SPARK_HEIGHT - EDGE - (SPARK_HEIGHT - 2 * EDGE) * (value - lowest) / range_
        return f"{EDGE + number * step:.1f},{down:.1f}"

    drawn = [
        f'<polyline class="{kind}" points="{" ".join(at(n, v) for n, v in enumerate(line) if v is not None)}"/>'
        for kind, line in lines.items()
    ]
    across, down = at(len(years) - (0 if apart else 1), measure["value"]).split(",")
    size = f'viewBox="0 0 {SPARK_WIDTH} {SPARK_HEIGHT}" width="{SPARK_WIDTH}" height="{SPARK_HEIGHT}"'
    end = f'<circle class="me" cx="{across}" cy="{down}" r="3.5"/>'
    return f'<svg class="spark" {size} aria-hidden="true" focusable="false">{"".join(drawn)}{end}</svg>'


def change(measure: Record) -> str:
    """Say what the figure was a year before in the same release, or what an older release printed last."""
    years, same = measure["years"]["values"], measure["years"]["same_release"]
    before = years[-2:-1] if same else years[-1:]
    if not before:
        return ""
    was = f"{before[0]['printed']} in {before[0]['period']}"
    if not same:
        return f"An earlier release: {was}"
    if before[0]["printed"] == measure["printed"]:
        return f"As in {before[0]['period']}"
    return f"{'Up' if measure['value'] > before[0]['value'] else 'Down'} from {was}"


def all_services(board: Record) -> str:
    """Return every service's value of every measure as a data address of a CSV file, to be taken from the page."""
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(["Measure", "Unit", "Period", "Youth justice service", "Value", "Source"])
    for measure in board["measures"]:
        about = [measure["title"], measure["unit"], measure["period"]]
        for _, name, value in (measure["services"] or {"values": []})["values"]:
            writer.writerow([*about, name, f"{value:.6g}", measure["source_in_words"]])
    return f"data:text/csv;charset=utf-8,{quote(spreadsheets.defuse(lines.getvalue()), safe=_IN_AN_ADDRESS)}"
