"""Tabulate one inspection: its key questions with their intervals, and its standards with their ratings."""

import math
from pathlib import Path

import numpy as np
import pandas as pd

from yotlib.analysis.confidence import CONFIDENCE
from yotlib.analysis.inspection import published, samples
from yotlib.analysis.inspection.dates import last_day
from yotlib.analysis.inspection.rules import RATINGS, Bands, Rules, refuse_unscored, rules_on_day
from yotlib.analysis.inspection.scoring import band_of_percentage, round_half_up
from yotlib.reference import areas, periods

WHERE = ["area", "name", "published", "rules", "source"]
UNNAMED = "this service"
QUESTIONS = [*WHERE, "domain", "standard", "title", "question", "about", "percent", "band", "cases"]
STANDARDS = [*WHERE, "domain", "standard", "title", "rating", "points", "counts", "worked_out", "agrees"]
COURT, OUT_OF_COURT = 2, 3
NEXT = ["question", "percent", "next_band", "points_short", "cases_short", "short_by_question"]


def questions(
    team: str,
    *,
    period: str = periods.LATEST,
    as_of: str | pd.Timestamp | None = None,
    data: Path | None = None,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """Return the key questions of the team's newest inspection (as `overall` chooses it), one row each, in order.

    Columns are the `percent` of cases judged sufficient, its `band`, `cases` (the printed sample of the domain), and
    those of `samples.with_intervals`: the cases `asked` about (assumed), the eligible `population` (inferred), whether
    the percentage is `whole` in the printed sample, `sufficient` cases, `lower` and `upper` in per cent, limits of
    `confidence`. Empty where no key questions are in data/.

    >>> import yotlib as yot
    >>> table = yot.inspection.questions("Bradford")
    >>> table[["question", "percent", "band", "asked", "lower", "upper"]].round(1).head(1).values.tolist()
    [['2.1.1', 67.0, 'Good', 42, 59.2, 73.4]]
    """
    return questions_of(published.key_questions(team, period=period, as_of=as_of, data=data), confidence=confidence)


def standards(
    team: str, *, period: str = periods.LATEST, as_of: str | pd.Timestamp | None = None, data: Path | None = None
) -> pd.DataFrame:
    """Return the standards of the team's newest inspection, one row each, in order.

    Columns are the `rating` as printed, its `points` (0 to 3) and whether it `counts`; the rating `worked_out` from
    the key questions and whether that `agrees` (blank where the rating is judged on evidence, or is not printed).
    `question` and `percent` are those of the lowest key question; `points_short` and `cases_short` are the percentage
    points that question, and the cases that all questions together, lack of `next_band`; `short_by_question` says how
    many cases each lacks ("3 in 2.1.1, 3 in 2.1.3"). Empty where no standards are in data/.

    >>> import yotlib as yot
    >>> table = yot.inspection.standards("Bradford")
    >>> table.query("standard == '2.1'")[["title", "rating", "question", "percent", "cases_short"]].values.tolist()
    [['Assessment', 'Inadequate', '2.1.3', 43.0, 3.0]]
    """
    return standards_of(published.key_questions(team, period=period, as_of=as_of, data=data))


def court_beside_out_of_court(questions: pd.DataFrame) -> pd.DataFrame:
    """Set the questions asked of both court and out-of-court cases side by side, one row a question.

    `title` and `about` as printed; `percent`, `lower`, `upper`, `asked` and `question` end in `_court` (domain 2) and
    `_out_of_court` (domain 3). Empty where the questions of either domain are missing. `questions` is what
    `inspection.questions` returns.

    >>> import yotlib as yot
    >>> table = yot.inspection.court_beside_out_of_court(yot.inspection.questions("Bradford"))
    >>> table[["title", "percent_court", "percent_out_of_court"]].head(1).values.tolist()
    [['Assessment', 67.0, 86.0]]
    """
    columns = ["title", "about", "question", "percent", "lower", "upper", "asked"]
    court, out_of_court = (questions.loc[questions["domain"] == domain] for domain in (COURT, OUT_OF_COURT))
    right = out_of_court[columns].rename(columns={name: f"{name}_out_of_court" for name in columns[2:]})
    left = court[[*WHERE, *columns]].rename(columns={name: f"{name}_court" for name in columns[2:]})
    return left.merge(right, on=["title", "about"], how="inner", validate="one_to_one")


def questions_of(given: pd.DataFrame, rules: Rules | None = None, *, confidence: float = CONFIDENCE) -> pd.DataFrame:
    """Build the table of `questions` from text rows in the columns of `published.QUESTION_COLUMNS`.

    If `rules` is None, the rules are those of the day of publication.
    """
    asked = given[given["key_question"] != ""].reset_index(drop=True)
    if asked.empty:
        return pd.DataFrame(columns=[*QUESTIONS, *samples.SAMPLED])
    percent, cases = (pd.to_numeric(asked[name].replace("", None)) for name in ("percent_sufficient", "cases"))
    by = rules or _rules_of(asked)
    table = _inspection_columns(asked, by).assign(
        title=asked["name"],
        question=asked["key_question"],
        about=asked["about"],
        percent=percent.astype(float),
        band=[band_of_percentage(value, by) for value in percent],
        cases=cases.astype(float),
    )
    return samples.with_intervals(table[QUESTIONS], confidence=confidence)


def standards_of(given: pd.DataFrame, rules: Rules | None = None) -> pd.DataFrame:
    """Build the table of `standards` from the same rows, and by the same rules, as `questions_of`."""
    if given.empty:
        return pd.DataFrame(columns=[*STANDARDS, *NEXT])
    by = rules or _rules_of(given)
    first = given.drop_duplicates("standard").reset_index(drop=True)
    printed = given[given["rating"] != ""].drop_duplicates("standard").set_index("standard")["rating"]
    lowest = {key: _lowest_question(rows, by) for key, rows in questions_of(given, by).groupby("standard")}
    worked_out = pd.DataFrame([lowest.get(key, _no_questions()) for key in first["standard"]])
    counts = {standard.key: standard.counts for standard in by.standards}
    print_of = first["standard"].map(printed.to_dict()).astype("str")
    rating = print_of.fillna(worked_out["worked_out"])
    checked = print_of.notna() & (worked_out["worked_out"] != "")
    table = _inspection_columns(first, by).assign(
        title=first["name"],
        rating=rating,
        points=rating.map(RATINGS.index),
        counts=[counts[key] for key in first["standard"]],
        agrees=np.where(checked, np.where(worked_out["worked_out"] == rating, "yes", "no"), ""),
    )
    return table.join(worked_out)[[*STANDARDS, *NEXT]]


def next_band(percent: float, bands: Bands) -> tuple[str, int] | None:
    """Return the band above that of a percentage and the percentage it begins at; None for the highest band."""
    higher = [(name, lowest) for lowest, name in bands if lowest > round_half_up(percent)]
    return higher[0] if higher else None


def _rules_of(given: pd.DataFrame) -> Rules:
    """Return the rules of the day the inspection was published."""
    return refuse_unscored(rules_on_day(last_day(given["published"].iloc[0])))


def _inspection_columns(given: pd.DataFrame, by: Rules) -> pd.DataFrame:
    """Return the columns that every table of an inspection starts with: area, name, date, rules, source, domain."""
    known = areas.all_areas()
    names = [known[area].name if area in known else UNNAMED for area in given["area"]]
    domain = given["standard"].str[0].astype(int)
    kept = {name: given[name] for name in ("area", "published", "source", "standard")}
    return pd.DataFrame(kept).assign(name=names, rules=by.key, domain=domain)


def _lowest_question(rows: pd.DataFrame, by: Rules) -> dict[str, object]:
    lowest = rows.sort_values("percent", kind="stable").iloc[0]
    higher = next_band(lowest["percent"], by.percentages)
    short = _shortfall(rows, higher[1]) if higher else _nothing_short()
    return {
        "worked_out": band_of_percentage(lowest["percent"], by),
        "question": lowest["question"],
        "percent": lowest["percent"],
        "next_band": higher[0] if higher else "",
        **short,
    }


def _shortfall(rows: pd.DataFrame, edge: int) -> dict[str, object]:
    """Return how many percentage points the lowest question, and how many cases all questions, lack of a band.

    `edge` is the percentage at which the band begins.
    """
    below = rows[rows["percent"].map(round_half_up) < edge]
    needed = np.ceil((edge - 0.5) * below["asked"] / 100) - below["sufficient"]
    each = [f"{number:.0f} in {key}" for number, key in zip(needed, below["question"], strict=True) if number > 0]
    return {
        "points_short": float(edge - below["percent"].min()),
        "cases_short": float(needed.sum(skipna=False)),
        "short_by_question": ", ".join(each),
    }


def _nothing_short() -> dict[str, object]:
    return {"points_short": math.nan, "cases_short": math.nan, "short_by_question": ""}


def _no_questions() -> dict[str, object]:
    """Return the blank columns of a standard that has no key questions."""
    blank = {"worked_out": "", "question": "", "percent": math.nan, "next_band": ""}
    return blank | _nothing_short()
