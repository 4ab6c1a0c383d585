"""Say what a comparison shows: a headline, and a sentence for each baseline.

It is over 200 lines because its functions say and show in full what they take and return.
"""

import pandas as pd

from yotlib.analysis import contextual_facts, verdicts
from yotlib.figures.area_groups import is_median
from yotlib.figures.combined_teams import is_from_rates
from yotlib.findings.bounded_teams import before_whole, bounded
from yotlib.findings.gaps import (
    CERTAINTY,
    WHATEVER_THE_COHORT,
    at_smallest,
    both_baselines,
    children_in_words,
    count_children,
    describe_gaps,
)
from yotlib.findings.wording import (
    TOO_LITTLE,
    Headline,
    Sentences,
    beside,
    possessive,
    print_value,
    subject_of,
    uncapitalise,
    when,
    with_article,
)
from yotlib.reference import areas, periods
from yotlib.reference.measures import Measure, get
from yotlib.reference.notes import UNRELIABLE
from yotlib.reference.words import in_words

__all__ = ["comparisons", "headline", "headlines"]
COUNTS = "Areas differ in size: it is rates that can be compared."
TESTED = "tested against the rest of "
ADD = "`yot data add FILE` takes one in"


def headline(table: pd.DataFrame, *, unsure: bool = True, bounds: pd.DataFrame | None = None) -> Headline:
    """Sum a comparison up in one sentence: the team's value and period, nation and region, how sure, and children.

    `table` is what `compare` returns. `unsure` False leaves out that too little is published to say whether chance
    explains the gap, or that counts are not compared, for a list that says so once. `bounds`, of
    `bounded_teams.bounded`, take the place of a figure that is not held, and go before one that is older.

    >>> import yotlib as yot
    >>> table = yot.compare(yot.load(), "Leeds", "first_time_entrants", period="2024", baselines="region")
    >>> print(yot.findings.headline(table))
    First-time entrants were 154 per 100,000 children in Leeds in 2024, 1% above Yorkshire and the Humber's 152; \
chance alone could explain the gap.
    """
    if bounds is not None and len(bounds):
        if pd.isna(table.iloc[0]["value"]):
            return bounded(bounds)
        return Headline(before_whole(bounds, headline(table, unsure=unsure)))
    team, measure = table.iloc[0], get(table.iloc[0]["measure"])
    if pd.isna(team["value"]):
        return Headline(_explain_no_value(team, measure))
    value, bases = _state_value(team, measure), both_baselines(table)
    if not bases:
        return Headline(f"{value}; no baseline has a figure for the same period to set beside it.")
    if measure.kind == "count":
        others = in_words([f"{measure.printed(base['value'])} in {with_article(base['name'])}" for base in bases])
        counts = f" {COUNTS}" if unsure else ""
        return Headline(f"{value}; there were {others}.{counts}{_name_newer(team, measure)}")
    return Headline(f"{value}{describe_gaps(team, bases, measure, unsure=unsure)}.{_name_newer(team, measure)}")


def headlines(facts: pd.DataFrame) -> Sentences:
    """Return the headline of each measure on a page of contextual facts, in the order of the page.

    Reoffending at 15-17 goes before 10-14. Of which measures too little is published is said once, at the end. `facts`
    is what `context.page` returns; there are no sentences for an empty one.

    >>> import yotlib as yot
    >>> facts = yot.context.page(yot.load(), "Bradford", period="2024")
    >>> print(yot.findings.headlines(facts)[0])
    First-time entrants were 130 per 100,000 children in Bradford in 2024, 6% below England's 138 and 14% below \
Yorkshire and the Humber's 152; chance alone could explain both gaps.
    """
    if facts.empty:
        return Sentences()
    blocks = contextual_facts.blocks(facts)
    order = {measure: place for place, measure in enumerate(dict.fromkeys(facts["measure"]))}
    blocks.sort(key=lambda block: (order[block.iloc[0]["measure"]], _AGES.get(block.iloc[0]["age"], 1)))
    counts = [COUNTS] if any(get(measure).kind == "count" for measure in order) else []
    return Sentences([*(headline(block, unsure=False) for block in blocks), *counts, *_say_unsure(blocks)])


_AGES = {"10-17": 0, "15-17": 1, "10-14": 2}


def comparisons(table: pd.DataFrame) -> Sentences:
    """Return one sentence for each baseline: the gap, the verdict in words, and the gap in children.

    A last one names the baselines asked for by name that have no figure, and says once where too little is published.
    `table` is what `compare` returns. There are no sentences for a count, which is not compared, and none without a
    figure of the team.

    >>> import yotlib as yot
    >>> table = yot.compare(yot.load(), "Bradford", "first_time_entrants", period="2024")
    >>> print(yot.findings.comparisons(table)[0])
    14% below Yorkshire and the Humber's 152: similar, since chance alone could explain the gap. That is about 15 \
fewer children a year than if Bradford had Yorkshire and the Humber's rate.
    """
    if table.empty:
        return Sentences()
    team, measure = table.iloc[0], get(table.iloc[0]["measure"])
    if measure.kind == "count" or pd.isna(team["value"]):
        return Sentences()
    bases = table.iloc[1:]
    found = bases.dropna(subset=["value"])
    each = [compare_with_baseline(team, base, measure) for _, base in found.iterrows()]
    return Sentences([*each, *_say_once(team, found), *_name_absent(bases[bases["value"].isna()])])


def compare_with_baseline(team: pd.Series, base: pd.Series, measure: Measure) -> str:
    """Compare the team with one baseline in a sentence: the gap, the verdict in words, and the gap in children."""
    gap = beside(team, base, measure)
    stated = gap[0].upper() + gap[1:]
    if base["verdict"] == verdicts.CANNOT_SAY:
        return f"{stated}."
    children = children_in_words(base, team)
    comes_to = f" That is {children} than if {team['name']} had {possessive(with_article(base['name']))} rate."
    return f"{stated}: {_verdict_in_words(team, base)}.{comes_to if children else ''}{_tested_against(team, base)}"


def _verdict_in_words(team: pd.Series, base: pd.Series) -> str:
    if base["verdict"] == verdicts.SIMILAR:
        return "similar, since chance alone could explain the gap"
    judged = f", judged {base['judgement']}" if base["judgement"] else ""
    whatever = f" {WHATEVER_THE_COHORT}" if pd.notna(team.get("smallest_cohort")) else ""
    return f"{base['verdict']}{judged}, {CERTAINTY[base['verdict']]}{whatever}"


def _tested_against(team: pd.Series, base: pd.Series) -> str:
    if TESTED not in base["note"]:
        return ""
    return f" It is tested against the rest of {with_article(base['name'])}, {team['name']} left out."


def _say_once(team: pd.Series, found: pd.DataFrame) -> list[str]:
    unsure = [is_median(base) for _, base in found.iterrows() if base["verdict"] == verdicts.CANNOT_SAY]
    not_tested = ["A median is shown for its size and not tested."] if any(unsure) else []
    return [*not_tested, *([] if all(unsure) else _why_unsure(team))]


def _why_unsure(team: pd.Series) -> list[str]:
    if smallest := at_smallest(team):
        return [f"{smallest[0].upper()}{smallest[1:]}."]
    return [f"{TOO_LITTLE[0].upper()}{TOO_LITTLE[1:]}."]


def _name_absent(absent: pd.DataFrame) -> list[str]:
    named = [f"{row['name']} ({row['note'].partition('] ')[2]})" for _, row in absent.iterrows()]
    return [f"Left out: {'; '.join(named)}."] if named else []


def _say_unsure(blocks: list[pd.DataFrame]) -> list[str]:
    """Name once, for a whole page, the measures of which too little is published."""
    unsure = [block.iloc[0] for block in blocks if _is_unsure(block)]
    subjects = dict.fromkeys(uncapitalise(subject_of(get(team["measure"]), team)) for team in unsure)
    if not subjects:
        return []
    explains = TOO_LITTLE.replace("explains it", f"explains {'this gap' if len(subjects) == 1 else 'these gaps'}")
    return [f"Of {in_words(list(subjects))}, {explains}."]


def _is_unsure(block: pd.DataFrame) -> bool:
    team, bases = block.iloc[0], both_baselines(block)
    rated = get(team["measure"]).kind != "count" and pd.notna(team["value"]) and pd.isna(team["smallest_cohort"])
    return bool(rated and bases and all(base["verdict"] == verdicts.CANNOT_SAY for base in bases))


def _state_value(team: pd.Series, measure: Measure) -> str:
    verb = "numbered" if measure.kind == "count" else "were" if measure.plural else "was"
    about = "about " if is_from_rates(team) else ""
    spoken = measure.spoken(team["value"]).replace(measure.printed(team["value"]), print_value(team, measure), 1)
    return f"{subject_of(measure, team)} {verb} {about}{spoken} in {team['name']} {when(team, measure)}"


def _name_newer(team: pd.Series, measure: Measure) -> str:
    if pd.isna(team.get("newer")):
        return ""
    source = pd.Series({"source": team["newer_source"], "value": team["newer"], "note": ""})
    period = periods.label(team["newer_start"], team["newer_end"])
    return f" The newest figure, {print_value(source, measure)} in {period}, has no baseline here to compare it with."


def _explain_no_value(team: pd.Series, measure: Measure) -> str:
    if UNRELIABLE in team["note"]:
        return _explain_withheld(team, measure)
    figure = f"No figure for {uncapitalise(subject_of(measure, team))} in {team['name']} is held here"
    return f"{figure}; {ADD}." if areas.find(team["area"]).kind == areas.TEAM else f"{figure}."


def _explain_withheld(team: pd.Series, measure: Measure) -> str:
    are, their = ("are", "their") if measure.plural else ("is", "its")
    few = f"{their} cohort of {count_children(team['population'])} is under 30"
    if measure.key == "reoffences_per_reoffender":
        few = f"the {count_children(team['population'])} who reoffended are under 30"
    return (
        f"{subject_of(measure, team)} in {team['name']} {when(team, measure)} {are} withheld: {few}, too few to be "
        "reliable."
    )
