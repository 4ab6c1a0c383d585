"""Say between what a team's rate must have been where a part of it has no figure, and what that settles."""

import pandas as pd

from yotlib.analysis import verdicts
from yotlib.analysis.confidence import print_level
from yotlib.findings.gaps import CERTAINTY
from yotlib.findings.wording import (
    Headline,
    Sentences,
    possessive,
    print_value,
    subject_of,
    uncapitalise,
    when,
    with_article,
    without_codes,
)
from yotlib.reference.measures import Measure, get
from yotlib.reference.words import in_words


def bounded(table: pd.DataFrame) -> Headline:
    """Say the lowest and the highest rate a team may have had, each verdict that holds at both, and what is missing.

    `table` is what `bounded_teams.bounded` returns; it has at least one row. What cannot be told without the missing
    figure is said plainly.

    >>> import yotlib as yot
    >>> bounds = yot.bounded_teams.bounded(yot.load(), "Leicestershire", "first_time_entrants")
    >>> print(yot.findings.bounded(bounds))
    First-time entrants in Leicestershire were between about 70 and 90 per 100,000 children in 2024, as no figure is \
held for Rutland, where 6% of the team's children live. At both ends that is lower than England (138) by more than \
chance would explain. It is below the East Midlands (98) throughout, but whether by more than chance would explain \
cannot be told without Rutland's figure. The ends take Rutland's rate to be zero, and the highest printed for any \
authority (318 in Blackpool).
    """
    first, measure = table.iloc[0], get(table.iloc[0]["measure"])
    share = f"{100 * first['missing_share']:.0f}% of the team's children live"
    opening = f"{_range(first, measure)}, as no figure is held for {first['missing']}, where {share}."
    settled = [f"At both ends that is {in_words(clauses)}." for clauses in [_settled(table, measure)] if clauses]
    highest = f"the highest printed for any authority ({measure.printed(first['ceiling'])} in {first['ceiling_name']})"
    ends = f"The ends take {_rate_of(first)} to be zero, and {highest}."
    return Headline(" ".join([opening, *settled, *_open(table, measure), ends]))


def before_whole(table: pd.DataFrame, whole: str) -> str:
    """Say the bounds, then a sentence on the newest figure of the whole team, which is older."""
    return f"{bounded(table)} The newest figure for the whole team is older: {uncapitalise(whole)}"


def bounds_rest_on(table: pd.DataFrame) -> Sentences:
    """Say how both ends were worked out, and how far chance may have moved them; nothing without a bound.

    `table` is what `bounded_teams.bounded` returns.

    >>> import yotlib as yot
    >>> bounds = yot.bounded_teams.bounded(yot.load(), "Leicestershire", "first_time_entrants")
    >>> print(yot.findings.bounds_rest_on(bounds)[0].partition(".")[0])
    With what chance may add at either end (95% limits), the rate runs from 53 to 115
    """
    if table.empty:
        return Sentences()
    first, measure = table.iloc[0], get(table.iloc[0]["measure"])
    limits = f"{measure.printed(first['lower'])} to {measure.printed(first['upper'])}"
    return Sentences(
        [
            f"With what chance may add at either end ({print_level(table)} limits), the rate runs from {limits}. "
            f"Both ends are estimated: {without_codes(first['note'].removeprefix('[e] '))}. A small area may lie "
            "higher than that in one year; then the bound does not hold."
        ]
    )


def _range(first: pd.Series, measure: Measure) -> str:
    low, high = (measure.printed(first[end]) for end in ("lowest", "highest"))
    unit = measure.unit.removesuffix(" aged 10-17")
    between = f"about {low}" if low == high else f"between about {low} and {high}"
    return f"{subject_of(measure)} in {first['team_name']} were {between} {unit} {when(first, measure)}"


def _settled(table: pd.DataFrame, measure: Measure) -> list[str]:
    """Return a clause for each verdict that holds at both ends, naming its baselines."""
    clauses = []
    for verdict in (verdicts.LOWER, verdicts.HIGHER, verdicts.SIMILAR):
        bases = table[table["verdict"] == verdict]
        if bases.empty:
            continue
        named = _name_baselines(bases, measure)
        if verdict == verdicts.SIMILAR:
            clauses.append(f"similar to {named}, since chance alone could explain the gap")
        else:
            clauses.append(f"{verdict} than {named} by {CERTAINTY[verdict]}")
    return clauses


def _open(table: pd.DataFrame, measure: Measure) -> list[str]:
    """Return a sentence for each side on which it cannot be told how sure the gap is without the missing figure."""
    bases = table[table["verdict"] == verdicts.CANNOT_SAY]
    values = bases["value"].round(measure.decimals)
    below, above = bases["highest"].round(measure.decimals) < values, bases["lowest"].round(measure.decimals) > values
    it = "It" if len(bases) < len(table) else "That"
    told = [
        f"{it} is {side} {_name_baselines(bases[is_side], measure)} throughout, but whether by more than chance would "
        f"explain cannot be told without {_figure_of(table.iloc[0])}."
        for side, is_side in (("below", below), ("above", above))
        if is_side.any()
    ]
    rest = bases[~(below | above)]
    if rest.empty:
        return told
    named = _name_baselines(rest, measure)
    return [*told, f"How that compares with {named} cannot be told without {_figure_of(table.iloc[0])}."]


def _name_baselines(bases: pd.DataFrame, measure: Measure) -> str:
    printed = [print_value(row.drop("note"), measure) for _, row in bases.iterrows()]
    names = [with_article(name) for name in bases["name"]]
    return in_words([f"{name} ({value})" for name, value in zip(names, printed, strict=True)])


def _rate_of(first: pd.Series) -> str:
    several = first["missing_parts"] > 1
    return f"the joint rate of {first['missing']}" if several else f"{possessive(first['missing'])} rate"


def _figure_of(first: pd.Series) -> str:
    several = first["missing_parts"] > 1
    return f"the figures of {first['missing']}" if several else f"{possessive(first['missing'])} figure"
