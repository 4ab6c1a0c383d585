"""The tables of one inspection: its key questions with their intervals, and its standards with their ratings."""

import math
from pathlib import Path

import numpy as np
import pandas as pd

from yotlib.analysis.inspection import published, samples
from yotlib.analysis.inspection.rules import RATINGS, Bands, Rules, on, refuse_unscored
from yotlib.analysis.inspection.scoring import banded, whole
from yotlib.reference import areas, periods

WHERE = ["area", "name", "published", "rules", "source"]
UNNAMED = "this service"
QUESTIONS = [*WHERE, "domain", "standard", "title", "question", "about", "percent", "band", "cases"]
STANDARDS = [*WHERE, "domain", "standard", "title", "rating", "points", "counts", "worked_out", "agrees"]
COURT, OUT_OF_COURT = 2, 3
NEXT = ["question", "percent", "next_band", "points_short", "cases_short"]


def questions(
    team: str, *, period: str = periods.LATEST, as_of: str | pd.Timestamp | None = None, data: Path | None = None
) -> pd.DataFrame:
    """The key questions of the team's newest inspection (as `overall` chooses it), one row each, in their order.

    `percent` of cases judged sufficient, its `band`, `cases` (the printed sample of the domain), and of
    `samples.with_intervals` the cases `asked` about (assumed), the eligible `population` (inferred), whether the
    percentage is `whole` in the printed sample, `sufficient` cases, `lower` and `upper` in per cent. Empty where no
    key questions are held.
    """
    return questions_of(published.key_questions(team, period=period, as_of=as_of, data=data))


def standards(
    team: str, *, period: str = periods.LATEST, as_of: str | pd.Timestamp | None = None, data: Path | None = None
) -> pd.DataFrame:
    """The standards of the team's newest inspection, one row each, in their order.

    `rating` as printed with its `points` (0 to 3) and whether it `counts`; `worked_out` from the key questions and
    whether that `agrees` (blank where the rating is judged on evidence, or is not printed). `question` and `percent`
    name the lowest key question, `points_short` and `cases_short` how many percentage points and cases all questions
    together lack of `next_band`. Empty where no standards are held.
    """
    return standards_of(published.key_questions(team, period=period, as_of=as_of, data=data))


def court_beside_out_of_court(questions: pd.DataFrame) -> pd.DataFrame:
    """The questions asked of court and of out-of-court cases alike, one row each: both percentages side by side.

    `title` and `about` as printed; `percent`, `lower`, `upper`, `asked` and `question` end in `_court` (domain 2) and
    `_out_of_court` (domain 3). Empty where one of the two is not held.
    """
    kept = ["title", "about", "question", "percent", "lower", "upper", "asked"]
    court, other = (questions.loc[questions["domain"] == domain] for domain in (COURT, OUT_OF_COURT))
    sides = other[kept].rename(columns={name: f"{name}_out_of_court" for name in kept[2:]})
    named = court[[*WHERE, *kept]].rename(columns={name: f"{name}_court" for name in kept[2:]})
    return named.merge(sides, on=["title", "about"], how="inner", validate="one_to_one")


def questions_of(given: pd.DataFrame, rules: Rules | None = None) -> pd.DataFrame:
    """The table of `questions`, from rows as held.QUESTION_COLUMNS has them, all text.

    The rules are those of the day of publication if not given.
    """
    asked = given[given["key_question"] != ""].reset_index(drop=True)
    if asked.empty:
        return pd.DataFrame(columns=[*QUESTIONS, *samples.SAMPLED])
    percent, cases = (pd.to_numeric(asked[name].replace("", None)) for name in ("percent_sufficient", "cases"))
    by = rules or _of_day(asked)
    named = _where(asked, by).assign(
        title=asked["name"],
        question=asked["key_question"],
        about=asked["about"],
        percent=percent.astype(float),
        band=[banded(value, by) for value in percent],
        cases=cases.astype(float),
    )
    return samples.with_intervals(named[QUESTIONS])


def standards_of(given: pd.DataFrame, rules: Rules | None = None) -> pd.DataFrame:
    """The table of `standards`, from rows as held.QUESTION_COLUMNS has them, all text; rules as `questions_of`."""
    if given.empty:
        return pd.DataFrame(columns=[*STANDARDS, *NEXT])
    by = rules or _of_day(given)
    first = given.drop_duplicates("standard").reset_index(drop=True)
    printed = given[given["rating"] != ""].drop_duplicates("standard").set_index("standard")["rating"]
    lowest = {key: _lowest(rows, by) for key, rows in questions_of(given, by).groupby("standard")}
    found = pd.DataFrame([lowest.get(key, _judged()) for key in first["standard"]])
    known = {standard.key: standard for standard in by.standards}
    print_of = first["standard"].map(printed.to_dict()).astype("str")
    rating, checked = print_of.fillna(found["worked_out"]), print_of.notna() & (found["worked_out"] != "")
    named = _where(first, by).assign(
        title=first["name"],
        rating=rating,
        points=rating.map(RATINGS.index),
        counts=[known[key].counts for key in first["standard"]],
        agrees=np.where(checked, np.where(found["worked_out"] == rating, "yes", "no"), ""),
    )
    return named.join(found)[[*STANDARDS, *NEXT]]


def next_band(percent: float, bands: Bands) -> tuple[str, int] | None:
    """The band above that of a whole percentage and the percentage it begins at; None from the highest."""
    above = [(name, lowest) for lowest, name in bands if lowest > whole(percent)]
    return above[0] if above else None


def _of_day(given: pd.DataFrame) -> Rules:
    """The rules of the day the inspection was published."""
    return refuse_unscored(on(published.last_day(given["published"].iloc[0])))


def _where(given: pd.DataFrame, by: Rules) -> pd.DataFrame:
    """Whose inspection each row is of, by which rules, and where it was printed."""
    known = areas.every()
    names = [known[area].name if area in known else UNNAMED for area in given["area"]]
    domain = given["standard"].str[0].astype(int)
    kept = {name: given[name] for name in ("area", "published", "source", "standard")}
    return pd.DataFrame(kept).assign(name=names, rules=by.key, domain=domain)


def _lowest(rows: pd.DataFrame, by: Rules) -> dict[str, object]:
    first = rows.sort_values("percent", kind="stable").iloc[0]
    above = next_band(first["percent"], by.percentages)
    short = _short(rows, above[1]) if above else (math.nan, math.nan)
    return {
        "worked_out": banded(first["percent"], by),
        "question": first["question"],
        "percent": first["percent"],
        "next_band": above[0] if above else "",
        "points_short": short[0],
        "cases_short": short[1],
    }


def _short(rows: pd.DataFrame, edge: int) -> tuple[float, float]:
    """The percentage points the lowest question lacks of the next band, and the cases all questions lack of it."""
    below = rows[rows["percent"].map(whole) < edge]
    needed = np.ceil((edge - 0.5) * below["asked"] / 100) - below["sufficient"]
    return float(edge - below["percent"].min()), float(needed.sum(skipna=False))


def _judged() -> dict[str, object]:
    blank = {"worked_out": "", "question": "", "percent": math.nan, "next_band": ""}
    return blank | {"points_short": math.nan, "cases_short": math.nan}
