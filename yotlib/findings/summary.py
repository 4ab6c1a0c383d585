"""Sum a team up in at most six sentences, the most important first."""

import pandas as pd

from yotlib.analysis import contextual_facts, ethnicity, reoffending, trend_lines, trends, verdicts
from yotlib.figures.load import load
from yotlib.findings.comparison import headline, nothing_published
from yotlib.findings.ethnicity import representation_headline
from yotlib.findings.reoffending import frequency_split
from yotlib.findings.trends import trend
from yotlib.findings.wording import Sentences
from yotlib.reference.areas import find
from yotlib.reference.measures import MEASURES

MOST = 6
MOST_UNSURE = 2
WORSE, GROUPS, BETTER, TREND, SPLIT, SIMILAR, UNSURE, MISSING = range(8)
JUDGED = {verdicts.WORSE: WORSE, verdicts.BETTER: BETTER}
TESTED = ("rising", "falling")
Weighed = list[tuple[int, str]]


def summary(
    team: str,
    *,
    figures: pd.DataFrame | None = None,
    period: str = "latest",
    as_of: str | pd.Timestamp | None = None,
    facts: pd.DataFrame | None = None,
) -> Sentences:
    """Say what a board should read first: what is worse, who is over-represented, what is better, what is unknown.

    Each sentence opens a section of the pack too, so the summary never says anything the sections
    do not show. `figures` are those of `load()` if not given, `facts` the page of
    `context.page` of them for the same team, period and day. Two sentences at most say that something cannot be said.
    """
    given = load() if figures is None else figures
    page = contextual_facts.page(given, team, period=period, as_of=as_of) if facts is None else facts
    weighed = [
        *_weigh_comparisons(page),
        *_weigh_representation(given, team, period, as_of),
        *_weigh_trend(given, team, period, as_of),
        *_weigh_split(given, team, period, as_of),
        *((MISSING, sentence) for sentence in nothing_published(team, contextual_facts.missing(page))),
    ]
    return Sentences(_most_important(weighed))


def _weigh_comparisons(facts: pd.DataFrame) -> Weighed:
    blocks = [block for _, block in facts.groupby(["measure", "age"], sort=False)] if len(facts) else []
    return [
        _weigh_comparison(block)
        for block in blocks
        if len(block) > 1 and MEASURES[block.iloc[0]["measure"]].kind != "count"
    ]


def _weigh_comparison(block: pd.DataFrame) -> tuple[int, str]:
    """Return the weight and the headline against the baseline that says most; the widest, if several say the same."""
    weights = [_weight_of_baseline(row) for _, row in block.iterrows()]
    best = min(weights[1:])
    last = max(place for place, weight in enumerate(weights) if place and weight == best)
    return best, headline(block.iloc[[0, last]])


def _weight_of_baseline(base: pd.Series) -> int:
    if base["verdict"] == verdicts.SIMILAR:
        return SIMILAR
    return JUDGED.get(base["judgement"], UNSURE)


def _weigh_representation(figures: pd.DataFrame, team: str, period: str, as_of: str | pd.Timestamp | None) -> Weighed:
    groups = ethnicity.groups(figures, team, period=period, as_of=as_of)
    if groups["representation"].isna().all():
        return []
    significant = ((groups["p_value"] < 0.05) & (groups["representation"] > 0)).any()
    return [(GROUPS if significant else SIMILAR, representation_headline(groups, team=find(team)))]


def _weigh_trend(figures: pd.DataFrame, team: str, period: str, as_of: str | pd.Timestamp | None) -> Weighed:
    series = trends.over_time(figures, team, "first_time_entrants", period=period, as_of=as_of)
    if series.empty:
        return []
    tests = trend_lines.fit_trends(series, area=find(team))
    return [(TREND, trend(series))] if tests["trend"].isin(TESTED).any() else []


def _weigh_split(figures: pd.DataFrame, team: str, period: str, as_of: str | pd.Timestamp | None) -> Weighed:
    parts = reoffending.split(figures, team, period=period, as_of=as_of)
    return [(SPLIT, sentence) for sentence in frequency_split(parts)[-1:]] if len(parts) > 1 else []


def _most_important(weighed: Weighed) -> list[str]:
    ordered = sorted(weighed, key=lambda pair: pair[0])
    unsure = [pair for pair in ordered if pair[0] == UNSURE][MOST_UNSURE:]
    return [sentence for weight, sentence in ordered if (weight, sentence) not in unsure][:MOST]
