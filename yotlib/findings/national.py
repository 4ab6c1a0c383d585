"""Say what all teams at once show: how far apart they lie, where one stands, and how many have no figure."""

from collections.abc import Sequence

import pandas as pd

from yotlib.analysis import verdicts
from yotlib.analysis.ranking import BEYOND, FEWEST, MIDDLE_HALF, MOST_TEAMS, are_unreliable
from yotlib.figures.estimates import SMALLEST_COHORT
from yotlib.findings.wording import Headline, Sentence, Sentences, period_of, uncapitalise
from yotlib.reference.areas import NATION, all_areas, find
from yotlib.reference.measures import Measure, get
from yotlib.reference.words import counted

THIRDS = ("best", "middle", "worst")
AMONG = {
    MIDDLE_HALF: "within the middle half of teams",
    MOST_TEAMS: "within the range of most teams",
    BEYOND: "beyond the range of most teams, which is unusual",
}
TESTED = (verdicts.HIGHER, verdicts.LOWER, verdicts.SIMILAR)
NO_TEAMS = "No two teams have a figure of one period and release here, so teams cannot be set beside each other."


def ranked_headline(table: pd.DataFrame) -> Headline:
    """Say how many teams are higher and lower than their nation, or than the rest of it, and of how many that stands.

    The verdict is each team's own; the second sentence says how many stand when all teams are tested at once. If none
    could be tested, for example because no nation has a figure, the headline says so. `table` is what `national.table`
    returns.

    >>> import yotlib as yot
    >>> teams = yot.national.table(yot.load(), "first_time_entrants", period="2024")
    >>> print(yot.findings.ranked_headline(teams))
    Of 134 teams with first-time entrants published for 2024, 34 were higher and 25 lower than their nation, beyond \
what chance would explain. When 134 teams are tested at once, 27 higher and 18 lower still stand.
    """
    teams, measure = _teams_and_measure(table)
    if teams.empty or measure is None:
        return Headline(NO_TEAMS)
    subject, when = uncapitalise(_subject(teams.iloc[0])), period_of(teams.iloc[0])
    published = f"{len(teams)} teams with {subject} published for {when}"
    tested = teams[teams["verdict"].isin(TESTED)]
    if tested.empty:
        return Headline(f"{published} stand beside each other; too little is published to test any against its nation.")
    beyond = tested[tested["verdict"] != verdicts.SIMILAR]
    firm = beyond[beyond["stands"].astype(bool)]
    rest = f" Of {len(teams) - len(tested)} it cannot be said." if len(teams) > len(tested) else ""
    return Headline(
        f"Of {published}, {_by_verdict(beyond)} {_baseline_in_words(tested, table)}, beyond what chance would explain. "
        f"When {teams['p_adjusted'].notna().sum()} teams are tested at once, {_by_verdict(firm, verb='')} still stand."
        f"{rest}"
    )


def _subject(row: pd.Series) -> str:
    subject = get(row["measure"]).subject
    return subject if row["age"] == "10-17" else f"{subject} of children aged {row['age']}"


def _by_verdict(teams: pd.DataFrame, verb: str = "were ") -> str:
    higher, lower = ((teams["verdict"] == verdict).sum() for verdict in (verdicts.HIGHER, verdicts.LOWER))
    return f"{higher} {verb}higher and {lower} lower" + (" than" if verb else "")


def _baseline_in_words(teams: pd.DataFrame, table: pd.DataFrame) -> str:
    """Name what teams were tested against: the rest of it where both sides are counted, else the whole."""
    kinds = {all_areas()[area].kind for area in teams["baseline"]}
    where = "nation" if kinds == {NATION} else "region" if NATION not in kinds else "nation or region"
    baselines = table[table["role"] != "team"].set_index("area").reindex(teams["baseline"])
    are_counted = teams["count"].notna().all() and baselines["count"].notna().all()
    return f"the rest of their {where}" if are_counted else f"their {where}"


def spread_headline(table: pd.DataFrame) -> Headline:
    """Name the lowest and the highest team, with their values.

    `table` is what `national.table` returns.

    >>> import yotlib as yot
    >>> teams = yot.national.table(yot.load(), "first_time_entrants", period="2024")
    >>> print(yot.findings.spread_headline(teams))
    First-time entrants in 2024 ran from 63 in Wokingham to 318 in Blackpool, among 134 teams.
    """
    teams, measure = _teams_and_measure(table)
    if teams.empty or measure is None:
        return Headline(NO_TEAMS)
    low, high = teams.iloc[0], teams.iloc[-1]
    return Headline(
        f"{_subject(low)} in {period_of(low)} ran from {measure.printed(low['value'])} in {low['name']} to "
        f"{measure.printed(high['value'])} in {high['name']}, among {len(teams)} teams."
    )


def standing(table: pd.DataFrame, team: str) -> Sentence:
    """Say which place one team has among all with a figure, and whether that is unusual, beside its verdict.

    `table` is what `national.table` returns. If the team is not in it, the sentence says so.

    >>> import yotlib as yot
    >>> teams = yot.national.table(yot.load(), "first_time_entrants", period="2024")
    >>> print(yot.findings.standing(teams, "Bradford"))
    Bradford stood 60 of 134 teams with a figure for 2024, counted from the best, in the middle third; teams whose \
intervals overlap may change places by chance. Chance could explain its distance from England, and it lay within the \
middle half of teams.
    """
    shown = table[table["role"] == "team"]
    name, rows = find(team).name, shown[shown["area"] == str(find(team))]
    if rows.empty:
        when = f" {period_of(shown.iloc[0])}" if len(shown) else ""
        whole = " for its whole area" if len(find(team).local_authorities) > 1 else ""
        return Sentence(f"{name} is not ranked: it has no{when} figure{whole}.")
    row = rows.iloc[0]
    if pd.isna(row["place"]):
        return Sentence(f"{name} is not ranked: {_why_no_place(row)}.")
    return Sentence(
        f"{name} stood {row['place']:.0f} of {row['of']:.0f} teams with a figure for {period_of(row)}, counted from "
        f"the best, in the {THIRDS[int(row['third']) - 1]} third; teams whose intervals overlap may change places by "
        f"chance.{_chance_and_teams(row)}"
    )


def _why_no_place(row: pd.Series) -> str:
    if are_unreliable(pd.Series([row["note"]])).item():
        return f"its cohort for {period_of(row)} may be of fewer than {SMALLEST_COHORT} children"
    if row["of"] < FEWEST:
        return f"only {row['of']:.0f} teams have a figure for {period_of(row)}"
    return "more is neither better nor worse"


def _chance_and_teams(row: pd.Series) -> str:
    """Say in one sentence what is more than chance and what is unusual among teams, which are two things."""
    among, base = AMONG[row["among"]], all_areas().get(row["baseline"])
    if base is None or row["verdict"] not in TESTED:
        return f" It lay {among}."
    if row["verdict"] == verdicts.SIMILAR:
        return f" Chance could explain its distance from {base.name}, and it lay {among}."
    joined = "and" if row["among"] == BEYOND else "but"
    return f" It was {row['verdict']} than {base.name} by more than chance would explain, {joined} it lay {among}."


def not_published(table: pd.DataFrame, silent: Sequence[str]) -> Sentences:
    """Say how many teams have no figure, by region, and what that means for the picture.

    `table` and `silent` are what `national.table` and `national.silent` return.

    >>> import yotlib as yot
    >>> teams = yot.national.table(yot.load(), "first_time_entrants", period="2024")
    >>> print(yot.findings.not_published(teams, yot.national.silent(teams))[0])
    21 teams have no figure here for the same period and release (Wales 17, South West 1, East Midlands 1, London 1, \
West Midlands 1). What is shown is true of the 134 that have, and may not be of the rest.
    """
    if not silent:
        return Sentences()
    regions = pd.Series([str(find(team).within) for team in silent]).value_counts(sort=False)
    listed = ", ".join(f"{all_areas()[str(region)].name} {number}" for region, number in regions.items())
    shown = int((table["role"] == "team").sum()) if len(table) else 0
    rest = f" What is shown is true of the {shown} that have, and may not be of the rest." if shown else ""
    return Sentences(
        [
            f"{counted(len(silent), 'team has', 'teams have')} no figure here for the same period and release "
            f"({listed}).{rest}"
        ]
    )


def _teams_and_measure(table: pd.DataFrame) -> tuple[pd.DataFrame, Measure | None]:
    """Return the teams, the lowest value first, without those whose cohort is not known to be 30 children."""
    teams = table[(table["role"] == "team") & ~are_unreliable(table["note"])].sort_values("value")
    return teams, get(teams.iloc[0]["measure"]) if len(teams) else None
