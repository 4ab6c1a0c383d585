"""Types of sentences, and the small parts that sentences are made of."""

import math
import re
from dataclasses import replace

import pandas as pd

from yotlib.figures.area_groups import is_median
from yotlib.figures.combined_teams import is_from_rates
from yotlib.figures.releases import digits_printed
from yotlib.figures.wider_areas import is_from_parts
from yotlib.reference import periods
from yotlib.reference.measures import Measure

WIDEST_FIRST = ("england-and-wales", "nation", "region", "group", "named")
TOO_LITTLE = "too little is published to say whether chance explains it"
_WITH_ARTICLE = re.compile(
    r"(North|South) (East|West)|East of England|(East|West) Midlands|.* police force area|Core Cities"
)
_SEVERAL = ("Rest of ", "Neighbours ")
_TIMES = {2: "twice", 3: "three times", 4: "four times", 5: "five times"}
# A p value is printed with as many digits as keep it on its own side of each of these.
_P_LIMITS = (0.001, 0.002, 0.05)


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
    """Several sentences, shown as a list; none show nothing.

    >>> import yotlib as yot
    >>> yot.findings.Sentences(["One sentence.", "Another."])
    One sentence.
    Another.
    """

    def _repr_markdown_(self) -> str:
        return "\n".join(_as_bullet(sentence) for sentence in self)

    def __repr__(self) -> str:
        return "\n".join(self)


def _as_bullet(sentence: str) -> str:
    return sentence._repr_markdown_() if isinstance(sentence, Nothing) else f"* {sentence}"


def distance(team: pd.Series, base: pd.Series, measure: Measure) -> str:
    """Say how far above or below: in per cent of the baseline, or in percentage points between percentages.

    >>> import yotlib as yot
    >>> entrants = yot.measures.get("first_time_entrants")
    >>> distance(pd.Series({"value": 330.0}), pd.Series({"value": 236.0}), entrants)
    '40% above'
    """
    gap = team["value"] - base["value"]
    side = "above" if gap > 0 else "below"
    if gap == 0 or print_value(team, measure) == print_value(base, measure):
        return "level with"
    if measure.kind in ("proportion", "share"):
        points = f"{abs(gap):.1f}"
        one = "percentage point" if points == "1.0" else "percentage points"
        return f"{'less than 0.1 percentage points' if points == '0.0' else f'{points} {one}'} {side}"
    if base["value"] == 0:
        return side
    return _in_multiples(team["value"] / base["value"]) or _in_per_cent(100 * abs(gap) / base["value"], side)


def _in_multiples(ratio: float) -> str:
    """Say "more than twice" from 2 and "less than half" up to a half; nothing between, or beyond six times."""
    if ratio <= 0.5:
        return "half" if ratio == 0.5 else "less than half"
    whole = math.floor(ratio)
    if whole not in _TIMES:
        return ""
    return _TIMES[whole] if ratio == whole else f"more than {_TIMES[whole]}"


def _in_per_cent(per_cent: float, side: str) -> str:
    return f"less than 1% {side}" if per_cent < 0.5 else f"{per_cent:,.0f}% {side}"


def beside(team: pd.Series, base: pd.Series, measure: Measure) -> str:
    """Say how far the team is from a baseline and what that is: "more than twice England's 138"."""
    name, value = with_article(base["name"]), print_value(base, measure)
    far = distance(team, base, measure)
    if is_median(base):
        return f"{far} the median of {name} ({value})"
    if base["name"].startswith(_SEVERAL):
        return f"{far} {name} ({value})"
    about = "about " if "note" in base and is_from_rates(base) else ""
    return f"{far} {possessive(name)} {about}{value}"


def with_article(name: str) -> str:
    """Return a name as it stands inside a sentence: "the North West", "the rest of Wales", "England"."""
    if name.startswith("Rest of "):
        return f"the rest of {with_article(name.removeprefix('Rest of '))}"
    if name.startswith("Neighbours "):
        return "the neighbours together"
    return f"the {name}" if _WITH_ARTICLE.fullmatch(name) else name


def possessive(name: str) -> str:
    """Return a name in the possessive: "England and Wales's", "the West Midlands'"."""
    if name == "the neighbours together":
        return "the neighbours' joint"
    return f"{name}'" if name.endswith(("Midlands", "Cities")) else f"{name}'s"


def as_printed(measure: Measure, row: pd.Series) -> Measure:
    """Return the measure with no more decimals than the row's own release prints, once its unit is converted.

    A rate printed as 3.5 per 1,000 is 35 per 10,000. A value that was worked out keeps the measure's decimals.
    """
    if "note" in row and (is_from_rates(row) or is_from_parts(row)):
        return measure
    digits = digits_printed(str(row.get("source", "")), measure)
    return measure if digits is None else replace(measure, decimals=min(measure.decimals, digits))


def print_value(row: pd.Series, measure: Measure, column: str = "value") -> str:
    """Print a value or limit of a row with no more digits than its release prints."""
    return as_printed(measure, row).printed(row[column])


def subject_of(measure: Measure, row: pd.Series | None = None) -> str:
    """Return what a sentence is about, without shorthand in brackets, and with the row's age band if it is not all.

    >>> import yotlib as yot
    >>> subject_of(yot.measures.get("reoffending_rate"), pd.Series({"age": "15-17"}))
    'Proven reoffending among children aged 15-17'
    """
    subject = measure.subject.partition(" (")[0]
    if row is None or row["age"] == "10-17":
        return subject
    if subject.startswith("Children "):
        return subject.replace("Children ", f"Children aged {row['age']} ", 1)
    return f"{subject} among children aged {row['age']}"


def when(row: pd.Series, measure: Measure) -> str:
    """Say when: "in 2024", or "in the cohort of 2023-24"."""
    dated = pd.notna(row["period_end"])
    return f"in {'the cohort of ' if measure.of_cohort and dated else ''}{period_of(row)}"


def without_codes(text: str) -> str:
    """Leave out keys of sources in brackets, which the table of sources explains: "(ons-mid-2024)"."""
    return re.sub(r" \([a-z]+(-[a-z0-9]+)+\)", "", text)


def period_of(row: pd.Series) -> str:
    """Print the period of a row; "a period the source does not state" if it has no dates."""
    printed = periods.label(row["period_start"], row["period_end"])
    return "a period the source does not state" if printed == periods.NOT_STATED else printed


def area_and_age(row: pd.Series) -> str:
    """Name the area, and the age band if it is not all children: "Bradford (children aged 15-17)"."""
    return row["name"] if row["age"] == "10-17" else f"{row['name']} (children aged {row['age']})"


def format_p_value(p_value: float) -> str:
    """Print a p value: p = 0.03, or p < 0.001; never rounded across a limit that decides.

    >>> format_p_value(0.0018), format_p_value(0.0496)
    ('p = 0.0018', 'p = 0.0496')
    """
    if p_value < 0.001:
        return "p < 0.001"
    digits = 3 if p_value < 0.01 else 2
    while digits < 12 and any((p_value < limit) != (round(p_value, digits) < limit) for limit in _P_LIMITS):
        digits += 1
    return f"p = {p_value:.{digits}f}"


def uncapitalise(words: str) -> str:
    """Make the first letter small, for use inside a sentence."""
    return words[0].lower() + words[1:]
