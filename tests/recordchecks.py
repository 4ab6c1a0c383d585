"""Hold all that a pack gives away against its record: page, printed sheet, workbook, few words, tables of notebooks."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
from bs4 import BeautifulSoup
from pypdf import PdfReader

NEAR = 1e-9
Record = Mapping[str, Any]


def problems(place: Path) -> Iterator[str]:
    """Yield every number or sentence of the record in `place` that a file beside it has otherwise, one line each."""
    record = json.loads((place / "findings.json").read_text(encoding="utf-8"))
    page = BeautifulSoup((place / "report.html").read_text(encoding="utf-8"), "html.parser").get_text(" ")
    sheet = " ".join(text.extract_text() for text in PdfReader(next(place.glob("*-one-page.pdf"))).pages)
    cover = " ".join(texts_of(next(place.glob("*-figures.xlsx")), "Cover"))
    few_words = next(place.glob("*-summary.txt")).read_text(encoding="utf-8")
    yield from _missing(sentences(record), page, "the page")
    yield from _missing([record["finding"], *facts(record), *verdicts(record)], sheet, "the printed sheet")
    yield from _missing([record["finding"], *facts(record)], cover, "the workbook's cover")
    yield from _missing([record["finding"]], few_words, "the few words")
    yield from _not_of_the_record(few_words, record)
    yield from _workbook_problems(next(place.glob("*-figures.xlsx")), record)
    yield from _table_problems(place / "tables", record)


def facts(record: Record) -> list[str]:
    """Return each fact as it is printed, its verdict word first."""
    return [f"{fact['word']}. {fact['text']}" for fact in record["facts"]]


def verdicts(record: Record) -> list[str]:
    """Return the value and the verdict of each measure as they are printed."""
    return [part for one in record["measures"] for part in (f"{record['name']} {one['printed']}", one["tag"])]


def sentences(record: Record) -> list[str]:
    """Return every sentence and printed number of the record."""
    of_measures = [
        text for one in record["measures"] for text in (one["why"], (one["services"] or {}).get("place", ""))
    ]
    new = (record["new"] or {}).get("points", [])
    told = [record["finding"], *facts(record), *verdicts(record), *of_measures, *record["questions"], *new]
    return [*told, *record["not_held"], record["cannot_say"]]


def texts_of(workbook: Path, sheet: str) -> list[str]:
    """Return the cells of a sheet as text."""
    rows = openpyxl.load_workbook(workbook)[sheet].iter_rows(values_only=True)
    return [str(cell) for row in rows for cell in row if cell is not None]


def _missing(texts: list[str], whole: str, where: str) -> Iterator[str]:
    run_on = _run_on(whole)
    yield from (f"{where} lacks {text!r}" for text in texts if _run_on(text.replace("`", "")) not in run_on)


def _run_on(text: str) -> str:
    """Return a text without spaces and marks of code, since lines break elsewhere in each file."""
    return re.sub(r"[\s`\u00ad\u200b\u2060]", "", text)


def _not_of_the_record(few_words: str, record: Record) -> Iterator[str]:
    """Find numbers in the few words that the record does not print."""
    known = set(re.findall(r"\d[\d.,]*\d|\d", json.dumps(record, ensure_ascii=False)))
    for number in re.findall(r"\d[\d.,]*\d|\d", few_words):
        if number not in known:
            yield f"the few words have {number}, which the record has not"


def _workbook_problems(path: Path, record: Record) -> Iterator[str]:
    """Compare key figures, all services and years of the workbook with the record."""
    book = {name: _table(path, name) for name in ("Key figures", "All services", "Years") if _has(path, name)}
    for one in record["measures"]:
        title = one["title"]
        areas = [(record["name"], one["value"]), *((base["name"], base["value"]) for base in one["baselines"])]
        key = _of_measure(book["Key figures"], title)
        yield from _compare(zip(key["Area"], key["Value"], strict=True), areas, f"key figures, {title}")
        services = [(row[1], row[2]) for row in (one["services"] or {}).get("values", [])]
        if services:
            listed = _of_measure(book["All services"], title)
            pairs = zip(listed["Youth justice service"], listed["Value"], strict=True)
            yield from _compare(pairs, services, f"all services, {title}")
        years = [(year["period"], year["value"]) for year in one["years"]["values"]] if one["years"] else []
        if years:
            # Years of an earlier release have the newest figure after them.
            years += [] if one["years"]["same_release"] else [(one["period"], one["value"])]
            listed = _of_measure(book["Years"], title)
            pairs = zip(listed["Period"].astype(str), listed["Value of the service"], strict=True)
            yield from _compare(pairs, years, f"years, {title}")


def _has(path: Path, sheet: str) -> bool:
    return sheet in openpyxl.load_workbook(path, read_only=True).sheetnames


def _table(path: Path, sheet: str) -> pd.DataFrame:
    """Return the marked table of a sheet, below its two lines of title."""
    return pd.read_excel(path, sheet_name=sheet, header=2, engine="openpyxl")


def _of_measure(table: pd.DataFrame, title: str) -> pd.DataFrame:
    return table[table["Measure"] == title]


def _compare(found: Any, expected: list[tuple[str, float]], where: str) -> Iterator[str]:
    """Find pairs of a name and a number that stand on one side alone."""
    one, other = (sorted((str(name), float(number)) for name, number in pairs) for pairs in (found, expected))
    if len(one) != len(other) or any(
        name != named or abs(number - known) > NEAR * max(1, abs(known))
        for (name, number), (named, known) in zip(one, other, strict=True)
    ):
        yield f"{where}: the workbook has {set(one) - set(other)}, the record {set(other) - set(one)}"


def _table_problems(folder: Path, record: Record) -> Iterator[str]:
    """Find a measure whose value, as the record has it, stands in no table of the notebooks beside its source."""
    tables = [pd.read_csv(path, dtype={"period_start": str, "period_end": str}) for path in folder.glob("*.csv")]
    compared = [table for table in tables if {"area", "measure", "value", "source"} <= set(table)]
    rows = pd.concat(compared, ignore_index=True) if compared else pd.DataFrame(columns=["area"])
    for one in record["measures"]:
        of_measure = rows[(rows["measure"] == one["measure"]) & (rows["source"] == one["source"])]
        baselines = [(base["area"], base["value"]) for base in one["baselines"]]
        for area, value in [(record["team"], one["value"]), *baselines]:
            found = of_measure.loc[of_measure["area"] == area, "value"]
            if not (found - value).abs().le(NEAR * max(1, abs(value))).any():
                yield f"no table has {one['title']} of {area} as {value}"
