"""The percentages of cases behind a rating: which are lowest, what they rest on, which cannot be whole cases."""

import math

import pandas as pd

from yotlib.analysis.inspection.samples import CONFIDENCE, MARGIN, could_be_whole, eligible, first_size
from yotlib.findings.inspection.wording import NO_QUESTIONS, counted, of_question, of_standard
from yotlib.findings.wording import Nothing, Sentence, Sentences
from yotlib.reference.words import in_words

EACH = 3
SECTORS = {2: "court cases", 3: "out-of-court cases", 4: "resettlement cases"}


def lowest_questions(standards: pd.DataFrame) -> Sentences:
    """For each standard that rests on cases, the key question that decided it and what it lacks of the next band."""
    decided = standards[standards["question"] != ""]
    if decided.empty:
        return Sentences([Nothing(NO_QUESTIONS)])
    return Sentences(_because(row) for _, row in decided.iterrows())


def extremes(questions: pd.DataFrame) -> Sentence:
    """The strongest and the weakest key questions."""
    if len(questions) < 2 * EACH:
        return Nothing(NO_QUESTIONS)
    ordered = questions.sort_values(["percent", "question"])
    weakest, strongest = ordered.head(EACH), ordered.tail(EACH).iloc[::-1]
    name = questions.iloc[0]["name"]
    return Sentence(f"Strongest in {name}: {_several(strongest)}. Weakest: {_several(weakest)}.")


def samples(questions: pd.DataFrame) -> Sentences:
    """How many cases the percentages rest on, how many there were to choose from, and how that was inferred."""
    known = questions.dropna(subset=["cases"])
    if known.empty:
        return Sentences([Nothing(NO_QUESTIONS)])
    return Sentences([_rule(known), _asked(known)])


def not_whole(questions: pd.DataFrame) -> Sentence:
    """Which printed percentages cannot be a whole number of the printed sample, and what that means."""
    if questions.empty:
        return Nothing(NO_QUESTIONS)
    odd = questions[~questions["whole"].astype(bool)]
    if odd.empty:
        return Sentence(f"Each of the {len(questions)} percentages is a whole number of the cases in the sample.")
    neither = [not could_be_whole(row["percent"], int(row["cases"]), cut_off=True) for _, row in odd.iterrows()]
    of = [f"{row['question']} ({row['percent']:g}% of {row['cases']:.0f})" for _, row in odd.iterrows()]
    return Sentence(
        f"{len(odd)} of {len(questions)} percentages cannot be a whole number of the cases in the printed sample if "
        f"rounded ({sum(neither)} of them not if cut off either), so not every question was asked of every case: "
        f"{', '.join(of)}."
    )


def _because(row: pd.Series) -> str:
    decided = f"{of_standard(row)} is {row['rating']} because of {row['percent']:g}%, its lowest key question"
    if not row["next_band"]:
        return f"{decided} ({row['question']})."
    short = f"{row['points_short']:g} percentage {'point' if row['points_short'] == 1 else 'points'}"
    cases = ""
    if pd.notna(row["cases_short"]):
        number = int(row["cases_short"])
        cases = f" (about {counted(number)} more sufficient {'case' if number == 1 else 'cases'})"
    return f"{decided} ({row['question']}): {short}{cases} short of {row['next_band']}."


def _several(rows: pd.DataFrame) -> str:
    return "; ".join(f"{of_question(row)} {row['percent']:g}%" for _, row in rows.iterrows())


def _rule(known: pd.DataFrame) -> str:
    whole = known.loc[known.groupby("domain")["asked"].idxmax()]
    sizes = [f"{row['cases']:.0f} {SECTORS[row['domain']]}" for _, row in whole.iterrows()]
    if not whole["population"].map(math.isfinite).all():
        return f"The percentages rest on {in_words(sizes)}; out of how many cannot be inferred."
    eligibles = in_words([f"{eligible(cases):.0f}" for cases in whole["cases"]])
    return (
        f"The percentages rest on {in_words(sizes)}. [e] If the sample was set by the inspectors' own rule, "
        f"n = n₀/(1 + (n₀ - 1)/N) with n₀ = z²/4e² = {first_size():.1f} for {CONFIDENCE:.0%} confidence and a margin "
        f"of {MARGIN:g}, there were about {eligibles} cases to choose from."
    )


def _asked(known: pd.DataFrame) -> str:
    fewer = (known["asked"] < known["cases"]).sum()
    return (
        "[e] How many cases each question was asked of is not published. The largest number in the sample that gives "
        f"the printed percentage is assumed, which is fewer than the sample for {fewer} of {len(known)} questions."
    )
