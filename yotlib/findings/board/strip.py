"""Describe one measure of the page: the team among all services, its baselines, its years, and how sure the gap is."""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from yotlib.analysis import national, ranking, trends, verdicts, years_together
from yotlib.analysis.comparison import compare
from yotlib.figures.load import with_release
from yotlib.findings.board.wording import UNITS, title_of
from yotlib.findings.releases import publication
from yotlib.findings.summary.candidate import is_usable
from yotlib.findings.summary.rates import BEYOND, gaps_in_children, how_sure, near_and_far
from yotlib.findings.summary.reoffending import how_sure_over_years
from yotlib.findings.wording import beside, period_of, print_value, when
from yotlib.reference import areas, periods
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
FEWEST_YEARS = 2
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


def describe(strip: Strip, figures: pd.DataFrame, team: str, **asked: Any) -> dict[str, Any]:
    """Return everything the page prints of one measure."""
    row, measure = strip.row, strip.measure
    return {
        "measure": row["measure"],
        "age": row["age"],
        "title": title_of(row),
        "unit": UNITS[row["measure"]],
        "period": period_of(row),
        "when": when(row, measure),
        "value": float(row["value"]),
        "printed": print_value(row, measure),
        "baselines": [_describe_baseline(base, measure) for base in strip.bases],
        "verdict": verdict_word(strip),
        "tag": _tag(strip),
        "worse": any(base["judgement"] == verdicts.WORSE for base in strip.beyond),
        "why": _why(strip, figures, team, **asked),
        "services": _services(strip, figures, **asked),
        "years": _years(strip, figures, team, **asked),
        "source": row["source"],
        "source_in_words": publication(row["source"]),
    }


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


def _describe_baseline(base: pd.Series, measure: Measure) -> dict[str, Any]:
    children = base["children"]
    return {
        "area": base["area"],
        "name": base["name"],
        "role": base["role"],
        "value": float(base["value"]),
        "printed": print_value(base, measure),
        "verdict": base["verdict"],
        "children": None if pd.isna(children) else round(float(children), 1),
        "source": base["source"],
    }


def _tag(strip: Strip) -> str:
    """Return the verdict in a few words."""
    word = verdict_word(strip)
    if strip.steady:
        return f"{word} {short_name(strip.bases[0])}"
    if word in (HIGHER, LOWER):
        return f"{word} than {in_words([short_name(base) for base in strip.beyond])}"
    if word == BOTH_WAYS:
        return in_words([f"{base['verdict']} than {short_name(base)}" for base in strip.beyond]).capitalize()
    return word if strip.bases else "Not compared"


def _why(strip: Strip, figures: pd.DataFrame, team: str, **asked: Any) -> str:
    if not strip.bases:
        return "No figure of its region or nation is held for the same period."
    gaps = in_words([beside(strip.row, base, strip.measure) for base in strip.bases])
    sure = how_sure(strip.bases)
    if strip.measure.of_cohort:
        sure = how_sure_over_years(strip.row, list(strip.bases), figures, team, asked)
    return f"{gaps[:1].upper()}{gaps[1:]}{gaps_in_children(strip.bases)}; {sure}."


def _services(strip: Strip, figures: pd.DataFrame, **asked: Any) -> dict[str, Any] | None:
    """Return every service's value of the same period and release, and where the team stands; None for under 20."""
    row = strip.row
    span = periods.label(row["period_start"], row["period_end"])
    given = {"age": row["age"], "period": span, "release": row["source"], "as_of": asked["as_of"]}
    shown = national.values(figures, row["measure"], **given)
    own = shown.loc[shown["area"] == row["area"]]
    if len(shown) < ranking.FEWEST or own.empty or not (shown["period_end"] == row["period_end"]).all():
        return None
    others = shown[shown["area"] != row["area"]]
    first, third = shown["value"].quantile([0.25, 0.75])
    lower = int((others["value"] < row["value"]).sum())
    place = f"Above {lower} of the {len(others)} other services; {_among(own.iloc[0]['among'])}"
    return {
        "values": [[area, name, float(value)] for area, name, value in shown[["area", "name", "value"]].to_numpy()],
        "first_quarter": float(first),
        "third_quarter": float(third),
        "lowest": _printed(shown.iloc[0], strip.measure),
        "highest": _printed(shown.iloc[-1], strip.measure),
        "place": place,
    }


def _among(words: str) -> str:
    return {ranking.BEYOND: "beyond nine in ten of all", ranking.MOST_TEAMS: "among nine in ten of all"}.get(
        words, words
    )


def _printed(row: pd.Series, measure: Measure) -> str:
    return f"{print_value(row, measure)} {row['name']}"


def _years(strip: Strip, figures: pd.DataFrame, team: str, **asked: Any) -> dict[str, Any]:
    """Return the years since the last series break of one release: the team's values and its near baseline's.

    Where the release of the figure has that year alone, they are those of the release before it, which are not joined.
    """
    given = {"age": strip.row["age"], **asked}
    series = trends.over_time(figures, team, strip.row["measure"], **given)
    if series["period_end"].nunique() < FEWEST_YEARS:
        released = with_release(figures).set_index("source")["released"]
        before = released[strip.row["source"]].max() - pd.Timedelta(days=1)
        series = trends.over_time(figures, team, strip.row["measure"], **given | {"as_of": before})
    unbroken = trends.newest_segment(series).dropna(subset=["value"])
    near = strip.bases[0]["area"] if strip.bases else ""
    own = unbroken[unbroken["area"] == areas.find(team)]
    base = unbroken[unbroken["area"] == near].set_index("period_end")["value"]
    source = own["source"].iloc[0] if len(own) else ""
    return {
        "values": [
            {
                "period": period_of(row),
                "value": float(row["value"]),
                "printed": print_value(row, strip.measure),
                "baseline": float(base[row["period_end"]]) if row["period_end"] in base.index else None,
            }
            for _, row in own.iterrows()
            if row["period_end"] < strip.row["period_end"] or source == strip.row["source"]
        ],
        "same_release": bool(source == strip.row["source"]),
        "source": source,
    }
