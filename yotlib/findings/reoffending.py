"""Say what the split of a frequency rate shows: more children reoffending, or more reoffences by each."""

import pandas as pd

from yotlib.findings.comparison import headline
from yotlib.findings.wording import Headline, Nothing, Sentences, period_of
from yotlib.reference.notes import UNRELIABLE


def reoffending_headline(*tables: pd.DataFrame) -> Headline:
    """Return the headline of the newest of several comparisons; of one year, that of the first given.

    A figure whose cohort may be under 30, marked [u], leads nothing unless there is no other. Tables without a value
    lead only where none has one. `tables` are what `compare` returns of reoffending, each of another age band or
    period.

    >>> import yotlib as yot
    >>> figures = yot.load()
    >>> tables = [yot.compare(figures, "Bradford", "reoffending_rate", age=age) for age in ("15-17", "10-14")]
    >>> print(yot.findings.reoffending_headline(*tables))
    Proven reoffending among children aged 15-17 was 36.8% in Bradford in the cohort of 2023-24, 1.4 percentage points \
above Yorkshire and the Humber's 35.4%; its cohort is not published, and in the smallest that fits (125 children) \
chance could explain the gap.
    """
    ranked = sorted(tables, key=lambda table: _rank_to_lead(table.iloc[0]), reverse=True)
    return headline(ranked[0])


def _rank_to_lead(team: pd.Series) -> tuple[bool, bool, pd.Timestamp]:
    has_value = pd.notna(team["value"])
    end = team["period_end"] if pd.notna(team["period_end"]) else pd.Timestamp.min
    return has_value, UNRELIABLE not in team["note"], end


def frequency_split(parts: pd.DataFrame) -> Sentences:
    """Say for each baseline where the gap in the frequency rate lies, from the table of `reoffending.split`.

    `parts` is what `reoffending.split` returns.

    >>> import yotlib as yot
    >>> parts = yot.reoffending.split(yot.load(), "Bradford")
    >>> print(yot.findings.frequency_split(parts)[-1])
    In July 2016 to June 2017 reoffences per child in the cohort (frequency rate) were 2.36 in Bradford and 1.57 in \
England and Wales; behind them, 42.1% and 39.2% of children reoffended (binary rate), and each who did committed 5.61 \
and 4.01 reoffences. 82% of the gap is reoffences by each child who reoffends and 18% is how many children reoffended.
    """
    if len(parts) < 2:
        return Sentences(
            [Nothing("The frequency rate cannot be split: its two parts are not published together here.")]
        )
    team = parts.iloc[0]
    return Sentences(_split_gap(team, base) for _, base in parts.iloc[1:].iterrows())


def _split_gap(team: pd.Series, base: pd.Series) -> str:
    stated = (
        f"In {period_of(team)} reoffences per child in the cohort (frequency rate) were {team['frequency']:.2f} in "
        f"{team['name']} and {base['frequency']:.2f} in {base['name']}; behind them, {team['binary']:.1f}% and "
        f"{base['binary']:.1f}% of children reoffended (binary rate), and each who did committed "
        f"{team['per_reoffender']:.2f} and {base['per_reoffender']:.2f} reoffences."
    )
    return f"{stated} {_locate_gap(base)}"


def _locate_gap(base: pd.Series) -> str:
    share = base["share_each"]
    if pd.isna(share):
        return "There is no gap to split."
    if share > 100:
        children = "more" if base["log_children"] > 0 else "fewer"
        return (
            f"The gap is all in reoffences by each child who reoffends; {children} children reoffended, which works "
            "against it."
        )
    if share < 0:
        often = "more" if base["log_each"] > 0 else "less"
        return f"The gap is all in how many children reoffended; each of them reoffended {often} often, against it."
    return (
        f"{share:.0f}% of the gap is reoffences by each child who reoffends and {100 - share:.0f}% is how many "
        "children reoffended."
    )
