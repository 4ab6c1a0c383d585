"""Write the blank sheet for `yot inspect`, and read a filled-in one, reporting every problem at once."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from yotlib.analysis.inspection.published import QUESTION_COLUMNS
from yotlib.analysis.inspection.row_checks import (
    check_cases,
    check_percent,
    check_question,
    check_rating,
    with_percents,
)
from yotlib.analysis.inspection.rules import RATINGS, Rules, all_rules, refuse_unscored, rules_named
from yotlib.analysis.inspection.scoring import DEFAULT_RULES, Rated, choose_rules, rate
from yotlib.analysis.inspection.standards import questions_of, standards_of
from yotlib.figures.tidy import content_of, parse, quoted
from yotlib.reference import areas, periods
from yotlib.reference.errors import AskedWrongly, BadFigures, did_you_mean, nearest
from yotlib.reference.text_files import decode

ABOUT = ("supporting desistance", "keeping the child safe", "keeping other people safe")
JOINT_WORKING = ("the YOT's recommendations", "working with the police")
FROM_SHEET = "the sheet"


@dataclass(frozen=True)
class Sheet:
    """A filled-in sheet: the tables of its standards and key questions, and the rating they give."""

    standards: pd.DataFrame
    questions: pd.DataFrame
    rated: Rated


def blank_sheet(rules: str = DEFAULT_RULES) -> str:
    """Return the sheet to fill in as CSV: one row a key question, and one a standard that is judged on evidence."""
    by = refuse_unscored(rules_named(rules))
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
    """Write the sheet to fill in and return a message saying so; refuse to overwrite a file that is already there."""
    sheet = blank_sheet(rules)
    try:
        with path.open("x", encoding="utf-8") as new:
            new.write(sheet)
    except FileExistsError:
        raise AskedWrongly(f"{path} is already there; name a new file.") from None
    return f"The sheet is {path}. Fill in percent_sufficient, cases and ratings; then: yot inspect {path}"


def read(path: Path, *, rules: str | None = None) -> Sheet:
    """Read a filled-in sheet and rate the service by it.

    The rules are those named, else those of the date in `published`, else of the programme of 2018. A rating printed
    beside key questions is checked, not used. Raises BadFigures with every problem of the file, one line each, with
    its line.
    """
    text = parse(decode(content_of(path), path.name).encode(), QUESTION_COLUMNS, path.name)
    text = text.apply(lambda column: column.str.strip())
    text["rating"] = text["rating"].map(_spell_as_printed)
    published, problems = _publication_day(text, path.name)
    by = choose_rules(rules, published or None)
    _refuse_other_form(text, by, path.name)
    problems += [f"{path.name} line {line}: {words}" for line, words in _sheet_problems(text, by)]
    if problems:
        raise BadFigures(problems)
    text = with_percents(text)
    try:
        rated = rate(_percentages(text), given=_judged_ratings(text), rules=by)
    except BadFigures as error:
        raise BadFigures([f"{path.name}: {problem}" for problem in error.problems]) from None
    rows = _fill_in_inspection(text, published)
    return Sheet(standards_of(rows, by), questions_of(rows, by), rated)


def _spell_as_printed(rating: str) -> str:
    """Return a rating in the inspectors' spelling, whether typed in capitals or small letters."""
    return {name.casefold(): name for name in RATINGS}.get(rating.casefold(), rating)


def _publication_day(text: pd.DataFrame, name: str) -> tuple[str, list[str]]:
    dates = list(dict.fromkeys(date for date in text["published"] if date))
    if len(dates) > 1:
        return dates[0], [f"{name} has the dates {quoted(dates)} in published; a sheet is of one inspection."]
    try:
        return (str(periods.last_day(dates[0]).date()) if dates else ""), []
    except AskedWrongly as error:
        raise BadFigures([f"{name}: published {error}"]) from None


def _refuse_other_form(text: pd.DataFrame, by: Rules, name: str) -> None:
    """Refuse a sheet whose standards are those of other rules than the ones it would be rated by, in one line."""
    if not _differences(text, by):
        return
    fitting = [rules for rules in all_rules().values() if rules.scored and not _differences(text, rules)]
    if fitting:
        first, differs = fitting[-1], ", ".join(_differences(text, by))
        raise BadFigures(
            [
                f"{name} is the form of {first.name}: {by.name} has no {differs}. Correct the date in published, or "
                f"say --rules {first.key}; without either a sheet is rated by {rules_named(DEFAULT_RULES).name}."
            ]
        )


def _differences(text: pd.DataFrame, by: Rules) -> list[str]:
    """Return the standards and key questions of a sheet that rules do not have."""
    known = {name for standard in by.standards for name in (standard.key, *standard.questions)}
    given = [*text["standard"], *text["key_question"]]
    return [name for name in dict.fromkeys(given) if name and name not in known]


def _sheet_problems(text: pd.DataFrame, by: Rules) -> Iterator[tuple[Any, str]]:
    lines: dict[str, Any] = {}
    for line, row in text.iterrows():
        key = row["key_question"] or row["standard"]
        if key in lines:
            yield line, f"{key!r} is on line {lines[key]} already; keep one of the two."
        lines.setdefault(key, line)
        yield from ((line, words) for words in _row_problems(row, by))


def _row_problems(row: pd.Series, by: Rules) -> Iterator[str]:
    if by.standard(row["standard"]) is None:
        near = did_you_mean(nearest(row["standard"], [standard.key for standard in by.standards]))
        yield f"{row['standard']!r} is no standard under {by.name}.{near}"
    if row["area"]:
        try:
            areas.find(row["area"], kind=areas.TEAM)
        except AskedWrongly as error:
            yield str(error)
    yield from check_question(row)
    yield from check_percent(row)
    yield from check_cases(row)
    yield from check_rating(row)


def _percentages(text: pd.DataFrame) -> dict[str, float]:
    """Return the percentages of every standard with an answer, by key question; a blank one is missing."""
    rows = text[text["key_question"] != ""]
    answered = rows["standard"].isin(rows.loc[rows["percent_sufficient"] != "", "standard"])
    percents = rows.loc[answered, "percent_sufficient"].replace("", None).astype(float)
    return dict(zip(rows.loc[answered, "key_question"], percents, strict=True))


def _judged_ratings(text: pd.DataFrame) -> dict[str, str]:
    """Return the ratings of standards for which no key question was filled in."""
    answered = set(text.loc[text["percent_sufficient"] != "", "standard"])
    rows = text[(text["rating"] != "") & ~text["standard"].isin(answered)]
    return dict(zip(rows["standard"], rows["rating"], strict=True))


def _fill_in_inspection(text: pd.DataFrame, published: str) -> pd.DataFrame:
    """Return the filled-in rows with the inspection's area, date and source in each."""
    area_names = [area for area in text["area"] if area]
    slug = str(areas.find(area_names[0], kind=areas.TEAM)) if area_names else ""
    kept = text[(text["percent_sufficient"] != "") | (text["rating"] != "")]
    unasked = kept["key_question"].where(kept["percent_sufficient"] != "", "")
    source = kept["source"].where(kept["source"] != "", FROM_SHEET)
    return kept.assign(area=slug, published=published, key_question=unasked, source=source).reset_index(drop=True)
