"""Types of sentences, and the small parts that sentences are made of."""

import pandas as pd

from yotlib.reference import periods
from yotlib.reference.measures import Measure

WIDEST_FIRST = ("england-and-wales", "nation", "region", "named")


class Sentence(str):
    """A sentence for a reader; a notebook shows it as prose, not in quotation marks."""

    def _repr_markdown_(self) -> str:
        return str(self)


class Headline(Sentence):
    """The sentence that opens a section."""

    def _repr_markdown_(self) -> str:
        return f"**{self}**"


class Nothing(Sentence):
    """A sentence for a notebook where there is nothing to draw or tabulate; the page of a pack leaves it out."""

    def _repr_markdown_(self) -> str:
        return f'<span class="nothing">{self}</span>'


class Sentences(tuple[str, ...]):
    """Several sentences, shown as a list; none show nothing."""

    def _repr_markdown_(self) -> str:
        return "\n".join(_as_bullet(sentence) for sentence in self)

    def __repr__(self) -> str:
        return "\n".join(self)


def _as_bullet(sentence: str) -> str:
    return sentence._repr_markdown_() if isinstance(sentence, Nothing) else f"* {sentence}"


def distance(team: pd.Series, base: pd.Series, measure: Measure) -> str:
    """Say how far above or below: in per cent of the baseline, or in percentage points between percentages.

    >>> distance(pd.Series({"value": 330.0}), pd.Series({"value": 236.0}), get("first_time_entrants"))
    '40% above'
    """
    gap = team["value"] - base["value"]
    side = "above" if gap > 0 else "below"
    if gap == 0:
        return "level with"
    if measure.kind in ("proportion", "share"):
        points = f"{abs(gap):.1f} percentage points"
        return f"{'less than 0.1 percentage points' if points.startswith('0.0 ') else points} {side}"
    if base["value"] == 0:
        return side
    per_cent = 100 * abs(gap) / base["value"]
    return f"less than 1% {side}" if per_cent < 0.5 else f"{per_cent:,.0f}% {side}"


def period_of(row: pd.Series) -> str:
    """Print the period of a row; "a period the source does not state" if it has no dates."""
    printed = periods.label(row["period_start"], row["period_end"])
    return "a period the source does not state" if printed == periods.NOT_STATED else printed


def area_and_age(row: pd.Series) -> str:
    """Name the area, and the age band if it is not all children: "Bradford (children aged 15-17)"."""
    return row["name"] if row["age"] == "10-17" else f"{row['name']} (children aged {row['age']})"


def format_p_value(p_value: float) -> str:
    """Print a p value: p = 0.03, or p < 0.001."""
    return "p < 0.001" if p_value < 0.001 else f"p = {p_value:.3f}" if p_value < 0.01 else f"p = {p_value:.2f}"


def uncapitalise(words: str) -> str:
    """Make the first letter small, for use inside a sentence."""
    return words[0].lower() + words[1:]
