"""Choose the measures of the page, and say of each in a word or two how the team stands."""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from yotlib.analysis import verdicts, years_together
from yotlib.analysis.comparison import compare
from yotlib.findings.board.wording import areas_in_words
from yotlib.findings.summary.candidate import is_usable
from yotlib.findings.summary.rates import BEYOND, near_and_far
from yotlib.reference.measures import Measure, get
from yotlib.reference.notes import UNRELIABLE
from yotlib.reference.words import in_words

# In the order of the page; the last stands in where a service has none of the others.
MEASURES = (
    ("first_time_entrants", "10-17"),
    ("cautioned_or_sentenced_rate", "10-17"),
    ("reoffending_rate", "15-17"),
    ("reoffending_rate", "10-14"),
)
STAND_IN = ("offences_per_1000", "10-17")
MOST = 4
STEADY = (years_together.ABOVE, years_together.BELOW)
HIGHER, LOWER, BOTH_WAYS, NO_CLEAR_GAP, NOT_KNOWN = "Higher", "Lower", "Mixed", "No clear gap", "Not known"


@dataclass(frozen=True)
class Strip:
    """One measure of one team: `row` is its figure, `bases` its two nearest baselines.

    `steady` is "steadily above" or "steadily below" where the years of a percentage without a cohort say so, else "".
    """

    row: pd.Series
    bases: tuple[pd.Series, ...]
    steady: str = ""

    @property
    def measure(self) -> Measure:
        """Return the measure."""
        return get(self.row["measure"])

    @property
    def beyond(self) -> list[pd.Series]:
        """Return the baselines from which the gap is more than chance would explain."""
        return [base for base in self.bases if base["verdict"] in BEYOND]


def strips_of(
    figures: pd.DataFrame, team: str, today: pd.Timestamp, period: str, as_of: str | pd.Timestamp | None
) -> list[Strip]:
    """Return the measures that have a dated figure of the last five years whose cohort may be trusted."""
    asked = dict[str, Any](period=period, as_of=as_of)
    strips = [_strip(figures, team, *one, **asked) for one in MEASURES]
    usable = [strip for strip in strips if _may_be_shown(strip, today)]
    if len(usable) < MOST:
        stand_in = _strip(figures, team, *STAND_IN, **asked)
        usable += [stand_in] if _may_be_shown(stand_in, today) else []
    return usable[:MOST]


def strip_of_bounds(bounded: pd.DataFrame) -> Strip | None:
    """Return the measure of which only the two ends are known, as `bounded_teams.bounded` returns it; None without.

    Its `row` has `lowest` and `highest`, and no value of its own.
    """
    if bounded.empty:
        return None
    rows = bounded.drop(columns="note")  # what it says is of the ends, not of a baseline
    bases = near_and_far(pd.concat([rows.head(1), rows], ignore_index=True))
    return Strip(rows.iloc[0].drop(["value", "area", "name", "role", "verdict"]), tuple(bases))


def newest_strips(strips: list[Strip], between: Strip | None) -> list[Strip]:
    """Return the newest known of each measure: what lies between two ends is newer than the measure's whole figure."""
    if between is None:
        return strips
    return [between, *(strip for strip in strips if strip.row["measure"] != between.row["measure"])]


def _strip(figures: pd.DataFrame, team: str, measure: str, age: str, **asked: Any) -> Strip:
    block = compare(figures, team, measure, age=age, **asked)
    strip = Strip(block.iloc[0], tuple(near_and_far(block)))
    unknown = strip.measure.of_cohort and strip.bases and pd.notna(strip.row["value"]) and not strip.beyond
    return replace(strip, steady=_steady(strip, figures, team, **asked)) if unknown else strip


def _steady(strip: Strip, figures: pd.DataFrame, team: str, **asked: Any) -> str:
    """Return to which side of its near baseline the team lay steadily over the years; blank for neither."""
    given = {"age": strip.row["age"], "baseline": strip.bases[0]["area"], **asked}
    years = years_together.steadiness(figures, team, strip.row["measure"], **given)
    found = "" if years.empty else str(years.iloc[0]["steady"])
    return found if found in STEADY else ""


def _may_be_shown(strip: Strip, today: pd.Timestamp) -> bool:
    row = strip.row
    return bool(pd.notna(row["value"]) and UNRELIABLE not in row["note"] and is_usable(row["period_end"], today))


def verdict_word(strip: Strip) -> str:
    """Return the word or two that open what is said of a measure."""
    found = {base["verdict"] for base in strip.beyond}
    if len(found) == 2:
        return BOTH_WAYS
    if found:
        return HIGHER if verdicts.HIGHER in found else LOWER
    if strip.steady:
        return strip.steady.capitalize()
    return NO_CLEAR_GAP if any(base["verdict"] == verdicts.SIMILAR for base in strip.bases) else NOT_KNOWN


def short_name(base: pd.Series) -> str:
    """Name a baseline as briefly as a board knows it: the region, England."""
    return "the region" if base["role"] == "region" else str(base["name"])


def tag(strip: Strip) -> str:
    """Return the verdict in a few words."""
    word = verdict_word(strip)
    if strip.steady:
        return f"{word} {short_name(strip.bases[0])}"
    if word in (HIGHER, LOWER):
        return f"{word} than {areas_in_words([short_name(base) for base in strip.beyond])}"
    if word == BOTH_WAYS:
        return in_words([f"{base['verdict']} than {short_name(base)}" for base in strip.beyond]).capitalize()
    return word if strip.bases else "Not compared"
