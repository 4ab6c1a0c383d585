"""Hold all that a pack gives away against its record: page, printed sheet, workbook, few words, tables of notebooks."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import nbformat
import openpyxl
import pandas as pd
from bs4 import BeautifulSoup
from pypdf import PdfReader

from yotlib.packs import annex

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
    yield from workbook_problems(next(place.glob("*-figures.xlsx")), record)
    yield from _table_problems(record)
    yield from _annex_problems(place, record)
    yield from _missing_numbers(printed_numbers(record), place)


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
    return [*told, *record["not_held"], record["cannot_say"], *_of_sections(record)]


def _of_sections(record: Record) -> list[str]:
    """Return the headings and the printed figures of the sections below the summary."""
    followed = [one["years"] for one in record["measures"] if one["years"]["heading"]]
    years = [f"{year['period']} {year['printed']}" for each in followed for year in each["values"]]
    similar, groups, rating = record["similar_areas"], record["ethnic_groups"], record["rating"]
    told = [text for each in followed for text in (each["heading"], each["sure"])] + years
    if similar:
        told += [similar["heading"], *(f"{one['name']} {one['printed']}" for one in similar["values"])]
    if groups:
        shares = [
            f"{one['share_printed']} ({one['printed']}) {one['population_share_printed']}" for one in groups["values"]
        ]
        told += [groups["heading"], *shares]
    if rating:
        told += [rating["heading"], *(f"{one['rating']} {one['services']}" for one in rating["among"])]
    return told


def printed_numbers(record: Record) -> dict[str, str]:
    """Return each number that the page prints of a measure, of similar areas and of ethnic groups, by what it is."""
    found = {}
    for one in record["measures"]:
        about = f"{one['title']} {one['period']}"
        found |= {f"{about}, {area}": printed for area, printed in [(record["name"], one["printed"])]}
        found |= {f"{about}, {base['name']}": base["printed"] for base in one["baselines"]}
        if one["years"]["same_release"] and one["years"]["heading"]:
            found |= {f"{one['title']} {year['period']}": year["printed"] for year in one["years"]["values"]}
    if bounds := record["bounds"]:
        found |= {f"{bounds['title']} {bounds['period']}, its ends": bounds["printed"]}
        found |= {f"{bounds['title']}, {base['name']}": base["printed"] for base in bounds["baselines"]}
    for one in (record["similar_areas"] or {"values": []})["values"]:
        found[f"similar area {one['name']}"] = one["printed"]
    for one in (record["ethnic_groups"] or {"values": []})["values"]:
        found |= {f"{one['name']}, {key}": one[key] for key in ("printed", "share_printed", "population_share_printed")}
    return found


def _missing_numbers(wanted: dict[str, str], place: Path) -> Iterator[str]:
    """Find numbers of the page that no notebook of the pack prints."""
    shown = " ".join(_shown_by_notebooks(place))
    known = set(re.findall(r"\d[\d.,]*\d|\d", shown))
    for what, printed in wanted.items():
        for number in re.findall(r"\d[\d.,]*\d|\d", printed):
            if number not in known:
                yield f"no notebook prints {number}, {what}"


def _shown_by_notebooks(place: Path) -> Iterator[str]:
    for path in sorted(place.glob("*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            for output in cell.get("outputs", []):
                data = output.get("data", {})
                yield data.get("text/markdown", "")
                yield BeautifulSoup(data.get("text/html", ""), "html.parser").get_text(" ")


def _annex_problems(place: Path, record: Record) -> Iterator[str]:
    """Find a sentence of the notebooks that the record lacks, and a table that has other rows than its CSV file."""
    known = {sentence for one in record["annex"] for part in one["parts"] for sentence in part["sentences"]}
    for path in sorted(place.glob("*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            for output in cell.get("outputs", []):
                for line in output.get("data", {}).get("text/markdown", "").splitlines():
                    sentence = line.strip().removeprefix("* ").strip()
                    if sentence and sentence not in known:
                        yield f"the record lacks what {path.name} says: {sentence!r}"
    for one in record["annex"]:
        for table in annex.tables([one]):
            rows = pd.read_csv(place / "tables" / table["file"], dtype=str, keep_default_na=False)
            if len(rows) != len(table["rows"]) or len(rows.columns) != len(table["columns"]):
                yield f"{table['file']} has other rows than the record"
            if coded := [name for name in rows if re.fullmatch(r"[a-z_0-9]+", name)]:
                yield f"{table['file']} has no plain words for {coded}"


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


def workbook_problems(path: Path, record: Record) -> Iterator[str]:
    """Compare key figures, all services and years of the workbook with the record."""
    book = {name: _table(path, name) for name in ("Key figures", "All services", "Years") if _has(path, name)}
    yield from _bounds_problems(book["Key figures"], record)
    for one in record["measures"]:
        title = one["title"]
        areas = [(record["name"], one["value"]), *((base["name"], base["value"]) for base in one["baselines"])]
        key = _of_measure(book["Key figures"], title)
        key = key[key["Period"].astype(str) == one["period"]]
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


def _bounds_problems(key_figures: pd.DataFrame, record: Record) -> Iterator[str]:
    """Compare the two ends of a measure, and what they are beside, with the record."""
    if bounds := record["bounds"]:
        key = _of_measure(key_figures, bounds["title"])
        key = key[key["Period"].astype(str) == bounds["period"]]
        ends = [(record["name"], bounds[end]) for end in ("lowest", "highest")]
        expected = [*ends, *((base["name"], base["value"]) for base in bounds["baselines"])]
        yield from _compare(zip(key["Area"], key["Value"], strict=True), expected, f"key figures, {bounds['title']}")


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


def _table_problems(record: Record) -> Iterator[str]:
    """Find a measure whose value, as the record has it, stands in no table of the notebooks beside its source."""
    tables = [pd.DataFrame(one["rows"], columns=one["columns"]) for one in annex.tables(record["annex"])]
    compared = [table for table in tables if {"area", "measure", "value", "source"} <= set(table)]
    rows = pd.concat(compared, ignore_index=True) if compared else pd.DataFrame(columns=["area"])
    for one in record["measures"]:
        of_measure = rows[(rows["measure"] == one["measure"]) & (rows["source"] == one["source"])]
        baselines = [(base["area"], base["value"]) for base in one["baselines"]]
        for area, value in [(record["team"], one["value"]), *baselines]:
            found = of_measure.loc[of_measure["area"] == area, "value"]
            if not (found - value).abs().le(NEAR * max(1, abs(value))).any():
                yield f"no table has {one['title']} of {area} as {value}"
