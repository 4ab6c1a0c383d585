"""Describe one measure of the page for its record: values, verdicts, places, years and the reason in words."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from yotlib.analysis import verdicts
from yotlib.findings.board.services import services
from yotlib.findings.board.strip import Strip, tag, verdict_word
from yotlib.findings.board.wording import UNITS, title_of
from yotlib.findings.board.years import interval, years
from yotlib.findings.releases import publication
from yotlib.findings.summary.rates import gaps_in_children, how_sure
from yotlib.findings.summary.reoffending import how_sure_over_years
from yotlib.findings.wording import beside, period_of, print_value, when
from yotlib.reference.measures import Measure
from yotlib.reference.words import in_words


def describe(strip: Strip, figures: pd.DataFrame, team: str, **asked: Any) -> dict[str, Any]:
    """Return everything the page prints of one measure."""
    row, measure = strip.row, strip.measure
    return {
        **_named(row),
        "when": when(row, measure),
        "value": float(row["value"]),
        "printed": print_value(row, measure),
        **interval(row),
        "baselines": [_describe_baseline(base, measure) for base in strip.bases],
        "verdict": verdict_word(strip),
        "tag": tag(strip),
        "worse": any(base["judgement"] == verdicts.WORSE for base in strip.beyond),
        "why": _why(strip, figures, team, **asked),
        "services": services(strip, figures, **asked),
        "years": years(strip, figures, team, **asked),
        "source": row["source"],
        "source_in_words": publication(row["source"]),
    }


def describe_bounds(strip: Strip | None, rests_on: Sequence[str]) -> dict[str, Any] | None:
    """Return between what ends a measure lies of which a part of the team has no figure; None where there is none.

    `strip` is that of `strip_of_bounds`, `rests_on` says how the ends were worked out. `missing_share` is what per cent
    of the children live in the `missing` part.
    """
    if strip is None:
        return None
    row, measure = strip.row, strip.measure
    lowest, highest = (measure.printed(row[end]) for end in ("lowest", "highest"))
    return {
        **_named(row),
        "lowest": float(row["lowest"]),
        "highest": float(row["highest"]),
        "printed": f"{lowest} to {highest}",
        "missing": row["missing"],
        "missing_share": 100 * float(row["missing_share"]),
        "rests_on": " ".join(rests_on),
        "baselines": [
            {name: base[name] for name in ("area", "name", "role", "verdict", "source")}
            | {"value": float(base["value"]), "printed": print_value(base, measure)}
            for base in strip.bases
        ],
        "verdict": verdict_word(strip),
        "tag": tag(strip),
        "source": row["source"],
        "source_in_words": publication(row["source"]),
    }


def _named(row: pd.Series) -> dict[str, Any]:
    """Return what names a figure: its measure and ages, its title and unit in plain words, and its period."""
    return {
        "measure": row["measure"],
        "age": row["age"],
        "title": title_of(row),
        "unit": UNITS[row["measure"]],
        "period": period_of(row),
    }


def _describe_baseline(base: pd.Series, measure: Measure) -> dict[str, Any]:
    children = base["children"]
    return {
        "area": base["area"],
        "name": base["name"],
        "role": base["role"],
        "value": float(base["value"]),
        "printed": print_value(base, measure),
        **interval(base),
        "verdict": base["verdict"],
        "children": None if pd.isna(children) else round(float(children), 1),
        "source": base["source"],
    }


def _why(strip: Strip, figures: pd.DataFrame, team: str, **asked: Any) -> str:
    if not strip.bases:
        return "No figure of its region or nation is held for the same period."
    gaps = in_words([beside(strip.row, base, strip.measure) for base in strip.bases])
    sure = how_sure(strip.bases)
    if strip.measure.of_cohort:
        sure = how_sure_over_years(strip.row, list(strip.bases), figures, team, asked)
    return f"{gaps[:1].upper()}{gaps[1:]}{gaps_in_children(strip.bases)}; {sure}."
