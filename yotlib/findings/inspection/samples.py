"""Describe the percentages of cases behind a rating: the lowest, the sample, and those that are not whole cases."""

import math

import pandas as pd

from yotlib.analysis.inspection.samples import CONFIDENCE, MARGIN, could_be_whole, eligible_cases
from yotlib.findings.inspection.wording import NO_QUESTIONS, name_question, name_standard, number_in_words
from yotlib.findings.wording import Headline, Nothing, Sentence, Sentences
from yotlib.reference.words import in_words

EACH = 3
SECTORS = {2: "court cases", 3: "out-of-court cases", 4: "resettlement cases"}


def lowest_questions(standards: pd.DataFrame) -> Sentences:
    """Name for each standard that rests on cases the key question that decided it, and how far the next band is.

    `standards` is what `inspection.standards` returns.

    >>> import yotlib as yot
    >>> standards = yot.inspection.standards("Bradford")
    >>> print(yot.findings.lowest_questions(standards)[0])
    Assessment (2.1) is Inadequate because of 43%, its lowest key question (2.1.3): 7 percentage points (about three \
more sufficient cases) short of Requires improvement.
    """
    decided = standards[standards["question"] != ""]
    if decided.empty:
        return Sentences([Nothing(NO_QUESTIONS)])
    return Sentences(_explain_rating(row) for _, row in decided.iterrows())


def questions_headline(questions: pd.DataFrame) -> Headline:
    """Say how many key questions of one domain lay below 50%, and how many of them with an interval wholly below it.

    `questions` are the rows of one domain in `inspection.questions`; at least one.

    >>> import yotlib as yot
    >>> questions = yot.inspection.questions("Bradford")
    >>> print(yot.findings.questions_headline(questions[questions["domain"] == 2]))
    Of 12 key questions on court cases in Bradford, 5 lay below 50%, which is Inadequate, 2 of them with an interval \
wholly below it.
    """
    below = int((questions["band"] == "Inadequate").sum())
    name, sector = questions.iloc[0]["name"], SECTORS[int(questions.iloc[0]["domain"])]
    wholly_below = int((questions["upper"] < 49.5).sum())
    firm = f", {wholly_below or 'none'} of them with an interval wholly below it" if below else ""
    return Headline(
        f"Of {len(questions)} key questions on {sector} in {name}, {below} lay below 50%, which is Inadequate{firm}."
    )


def extremes(questions: pd.DataFrame) -> Sentence:
    """Name the strongest and the weakest key questions.

    `questions` is what `inspection.questions` returns.

    >>> import yotlib as yot
    >>> questions = yot.inspection.questions("Bradford")
    >>> print(yot.findings.extremes(questions))
    Strongest in Bradford: implementation and delivery, keeping the child safe (3.3.2) 87%; assessment, supporting \
desistance (3.1.1) 86%; assessment, keeping other people safe (3.1.3) 82%. Weakest: planning, keeping other people \
safe (2.2.3) 37%; implementation and delivery, keeping other people safe (2.3.3) 41%; assessment, keeping other people \
safe (2.1.3) 43%.
    """
    if len(questions) < 2 * EACH:
        return Nothing(NO_QUESTIONS)
    ordered = questions.sort_values(["percent", "question"])
    weakest, strongest = ordered.head(EACH), ordered.tail(EACH).iloc[::-1]
    name = questions.iloc[0]["name"]
    return Sentence(f"Strongest in {name}: {_list_questions(strongest)}. Weakest: {_list_questions(weakest)}.")


def samples(questions: pd.DataFrame) -> Sentences:
    """Say how many cases the percentages rest on, how many there were to choose from, and how that was inferred.

    `questions` is what `inspection.questions` returns.

    >>> import yotlib as yot
    >>> questions = yot.inspection.questions("Bradford")
    >>> print(yot.findings.samples(questions)[0])
    The percentages rest on 42 court cases and 28 out-of-court cases. [e] If the sample was set by the inspectors' own \
rule (80% confidence, a margin of 5 points), there were about 56 and 34 cases to choose from; the true number is not \
published.
    """
    sampled = questions.dropna(subset=["cases"])
    if sampled.empty:
        return Sentences([Nothing(NO_QUESTIONS)])
    return Sentences([_describe_sample(sampled), _describe_cases_asked(sampled)])


def not_whole(questions: pd.DataFrame) -> Sentence:
    """Name the printed percentages that cannot be a whole number of the sample, and say what that means.

    `questions` is what `inspection.questions` returns.

    >>> import yotlib as yot
    >>> questions = yot.inspection.questions("Bradford")
    >>> print(yot.findings.not_whole(questions).partition(":")[0])
    13 of 23 percentages cannot be a whole number of the cases in the printed sample if rounded (8 of them not if cut \
off either), so not every question was asked of every case
    """
    if questions.empty:
        return Nothing(NO_QUESTIONS)
    odd_rows = questions[~questions["whole"].astype(bool)]
    if odd_rows.empty:
        return Sentence(f"Each of the {len(questions)} percentages is a whole number of the cases in the sample.")
    neither = sum(not could_be_whole(row["percent"], int(row["cases"]), cut_off=True) for _, row in odd_rows.iterrows())
    listed = [f"{row['question']} ({row['percent']:g}% of {row['cases']:.0f})" for _, row in odd_rows.iterrows()]
    return Sentence(
        f"{len(odd_rows)} of {len(questions)} percentages cannot be a whole number of the cases in the printed sample "
        f"if rounded ({neither} of them not if cut off either), so not every question was asked of every case: "
        f"{', '.join(listed)}."
    )


def _explain_rating(row: pd.Series) -> str:
    decided = f"{name_standard(row)} is {row['rating']} because of {row['percent']:g}%, its lowest key question"
    if not row["next_band"]:
        return f"{decided} ({row['question']})."
    short = f"{row['points_short']:g} percentage {'point' if row['points_short'] == 1 else 'points'}"
    return f"{decided} ({row['question']}): {short}{_cases_short(row)} short of {row['next_band']}."


def _cases_short(row: pd.Series) -> str:
    """Say how many cases a standard lacks; question by question where it is not the lowest one alone."""
    each = [part.split(" in ") for part in row["short_by_question"].split(", ") if part]
    if pd.isna(row["cases_short"]) or not each:
        return ""
    if len(each) == 1:
        number = int(row["cases_short"])
        return f" (about {number_in_words(number)} more sufficient {'case' if number == 1 else 'cases'})"
    (first, lowest), *others = each
    listed = [f"{number_in_words(int(first))} more in {lowest}"]
    listed += [f"{number_in_words(int(number))} in {question}" for number, question in others]
    return f" (about {in_words(listed)} judged sufficient)"


def _list_questions(rows: pd.DataFrame) -> str:
    return "; ".join(f"{name_question(row)} {row['percent']:g}%" for _, row in rows.iterrows())


def _describe_sample(sampled: pd.DataFrame) -> str:
    whole = sampled.loc[sampled.groupby("domain")["asked"].idxmax()]
    sizes = [f"{row['cases']:.0f} {SECTORS[row['domain']]}" for _, row in whole.iterrows()]
    if not whole["population"].map(math.isfinite).all():
        return f"The percentages rest on {in_words(sizes)}; out of how many cannot be inferred."
    eligibles = in_words([f"{eligible_cases(cases):.0f}" for cases in whole["cases"]])
    return (
        f"The percentages rest on {in_words(sizes)}. [e] If the sample was set by the inspectors' own rule "
        f"({CONFIDENCE:.0%} confidence, a margin of {MARGIN:g} points), there were about {eligibles} cases to choose "
        "from; the true number is not published."
    )


def _describe_cases_asked(sampled: pd.DataFrame) -> str:
    fewer = (sampled["asked"] < sampled["cases"]).sum()
    return (
        "[e] How many cases each question was asked of is not published. The largest number in the sample that gives "
        f"the printed percentage is assumed, which is fewer than the sample for {fewer} of {len(sampled)} questions."
    )
