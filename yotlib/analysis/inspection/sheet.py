"""The sheet to fill in for `yot inspect`: written blank for a set of rules, read with every problem at once."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from yotlib.analysis.inspection import rules as known
from yotlib.analysis.inspection.published import QUESTION_COLUMNS
from yotlib.analysis.inspection.rules import RATINGS, Rules, refuse_unscored
from yotlib.analysis.inspection.scoring import DEFAULT_RULES, Rated, chosen, rate
from yotlib.analysis.inspection.standards import questions_of, standards_of
from yotlib.figures.tidy import quoted, read_text
from yotlib.reference import areas, periods
from yotlib.reference.errors import AskedWrongly, BadFigures

ABOUT = ("supporting desistance", "keeping the child safe", "keeping other people safe")
JOINT_WORKING = ("the YOT's recommendations", "working with the police")
FROM_SHEET = "the sheet"


@dataclass(frozen=True)
class Sheet:
    """A filled-in sheet: the tables of its standards and key questions, and how the service is rated by them."""

    standards: pd.DataFrame
    questions: pd.DataFrame
    rated: Rated


def blank(rules: str = DEFAULT_RULES) -> str:
    """The sheet to fill in as CSV: a row a standard judged on evidence, a row a key question of the others."""
    by = refuse_unscored(known.named(rules))
    written = io.StringIO()
    sheet = csv.writer(written, lineterminator="\n")
    sheet.writerow(QUESTION_COLUMNS)
    for standard in by.standards:
        about = JOINT_WORKING if len(standard.questions) == len(JOINT_WORKING) else ABOUT
        for question, what in zip(standard.questions, about, strict=False):
            sheet.writerow(["", "", standard.key, standard.name, "", question, what, "", "", ""])
        if not standard.questions:
            sheet.writerow(["", "", standard.key, standard.name, *[""] * 6])
    return written.getvalue()


def write_blank(path: Path, rules: str = DEFAULT_RULES) -> str:
    """Write the sheet to fill in, and say so; a file that is already there is left alone and refused."""
    sheet = blank(rules)
    try:
        with path.open("x", encoding="utf-8") as new:
            new.write(sheet)
    except FileExistsError:
        raise AskedWrongly(f"{path} is already there; name a new file.") from None
    return f"The sheet is {path}. Fill in percent_sufficient, cases and ratings; then: yot inspect {path}"


def read(path: Path, *, rules: str | None = None) -> Sheet:
    """Read a filled-in sheet and rate the service by it.

    The rules are those named, else those of the date in `published`, else of the programme of 2018. A rating beside
    key questions is what a report prints; it is checked, not used. Raises BadFigures with every problem of the file,
    one line each, with its line.
    """
    text = read_text(path, QUESTION_COLUMNS)
    text = text.apply(lambda column: column.str.strip())
    text["rating"] = text["rating"].map(_as_printed)
    published, problems = _published(text, path.name)
    by = chosen(rules, published or None)
    problems += [f"{path.name} line {line}: {words}" for line, words in _problems(text, by)]
    if problems:
        raise BadFigures(problems)
    asked, judged = _asked(text), _judged(text)
    try:
        rated = rate(asked, given=judged, rules=by)
    except BadFigures as error:
        raise BadFigures([f"{path.name}: {problem}" for problem in error.problems]) from None
    given = _completed(text, published)
    return Sheet(standards_of(given, by), questions_of(given, by), rated)


def _as_printed(rating: str) -> str:
    """A rating in the inspectors' spelling, whatever the case it was typed in."""
    return {name.casefold(): name for name in RATINGS}.get(rating.casefold(), rating)


def _published(text: pd.DataFrame, name: str) -> tuple[str, list[str]]:
    dates = list(dict.fromkeys(date for date in text["published"] if date))
    if len(dates) > 1:
        return dates[0], [f"{name} has the dates {quoted(dates)} in published; a sheet is of one inspection."]
    try:
        return (str(periods.last_day(dates[0]).date()) if dates else ""), []
    except AskedWrongly as error:
        raise BadFigures([f"{name}: published {error}"]) from None


def _problems(text: pd.DataFrame, by: Rules) -> Iterator[tuple[Any, str]]:
    lines: dict[str, Any] = {}
    for line, row in text.iterrows():
        key = row["key_question"] or row["standard"]
        if key in lines:
            yield line, f"{key!r} stands already on line {lines[key]}; keep one of the two."
        lines.setdefault(key, line)
        yield from ((line, words) for words in _of_row(row, by))


def _of_row(row: pd.Series, by: Rules) -> Iterator[str]:
    if by.standard(row["standard"]) is None:
        yield f"{row['standard']!r} is no standard under {by.name}."
    if row["area"]:
        try:
            areas.find(row["area"], kind=areas.TEAM)
        except AskedWrongly as error:
            yield str(error)
    if row["key_question"] and not row["key_question"].startswith(f"{row['standard']}."):
        yield f"key question {row['key_question']!r} does not belong to standard {row['standard']!r}."
    if row["percent_sufficient"] and _number(row["percent_sufficient"]) is None:
        yield f"percent_sufficient is {row['percent_sufficient']!r}, not a number."
    if row["cases"] and not (row["cases"].isdecimal() and int(row["cases"]) > 0):
        yield f"cases is {row['cases']!r}, not a whole number of cases."
    if row["rating"] and row["rating"] not in RATINGS:
        yield f"rating is {row['rating']!r}; a rating is one of {quoted(RATINGS)}."


def _asked(text: pd.DataFrame) -> dict[str, float]:
    """The key questions of every standard that was begun; one left blank is missing."""
    rows = text[text["key_question"] != ""]
    begun = rows["standard"].isin(rows.loc[rows["percent_sufficient"] != "", "standard"])
    asked = rows[begun]
    percents = asked["percent_sufficient"].map(_number).astype(float)
    return dict(zip(asked["key_question"], percents, strict=True))


def _judged(text: pd.DataFrame) -> dict[str, str]:
    """The ratings of standards for which no key question was filled in."""
    asked = set(text.loc[text["percent_sufficient"] != "", "standard"])
    rows = text[(text["rating"] != "") & ~text["standard"].isin(asked)]
    return dict(zip(rows["standard"], rows["rating"], strict=True))


def _completed(text: pd.DataFrame, published: str) -> pd.DataFrame:
    """The rows with what they leave out: whose they are, of which day, from where."""
    named = [area for area in text["area"] if area]
    slug = str(areas.find(named[0], kind=areas.TEAM)) if named else ""
    kept = text[(text["percent_sufficient"] != "") | (text["rating"] != "")]
    unasked = kept["key_question"].where(kept["percent_sufficient"] != "", "")
    source = kept["source"].where(kept["source"] != "", FROM_SHEET)
    return kept.assign(area=slug, published=published, key_question=unasked, source=source).reset_index(drop=True)


def _number(text: str) -> float | None:
    try:
        return float(text.removesuffix("%"))
    except ValueError:
        return None
