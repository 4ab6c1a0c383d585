"""Collect the findings of a folder of packs into one table, and write it as CSV or Parquet."""

import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from yotlib.packs import record
from yotlib.packs.batch import listed, manifest, up_to_date
from yotlib.packs.collected.parts import Broken, read
from yotlib.packs.collected.rows import PROBLEM, Row, rows
from yotlib.packs.files import FINDINGS
from yotlib.reference.errors import AskedWrongly
from yotlib.reference.whole_files import write_whole
from yotlib.reference.words import in_words
from yotlib.tables import spreadsheets

SCHEMA = 1
TEXT, NUMBER, COUNT, DAY, YES_NO = "str", "float64", "Int64", "datetime64[ns]", "boolean"
COLUMNS = {
    "schema_version": COUNT,
    "pack": TEXT,
    "pack_schema_version": COUNT,
    "kind": TEXT,
    "team": TEXT,
    "name": TEXT,
    "region": TEXT,
    "released_by": DAY,
    "measure": TEXT,
    "age": TEXT,
    "period": TEXT,
    "value": NUMBER,
    "printed": TEXT,
    "unit": TEXT,
    "source": TEXT,
    "baseline": TEXT,
    "baseline_name": TEXT,
    "baseline_role": TEXT,
    "baseline_value": NUMBER,
    "baseline_source": TEXT,
    "verdict": TEXT,
    "children": NUMBER,
    "word": TEXT,
    "others": COUNT,
    "others_below": COUNT,
    "stands": YES_NO,
    "unusual": TEXT,
    "words": TEXT,
}


def collect(folder: str | Path) -> pd.DataFrame:
    """Return the findings of every pack in a folder, or of one pack, as a table with a row a finding.

    >>> from yotlib import packs
    >>> table = packs.collect("reports")  # doctest: +SKIP
    >>> beside = table.query("kind == 'figure' and baseline == 'england'")  # doctest: +SKIP
    >>> beside[["team", "measure", "period", "value", "baseline_value", "verdict", "children"]]  # doctest: +SKIP

    Its columns; a text is blank and a number missing where a row has none:

    * `schema_version`: the version of these columns, 1; `pack`: the pack's folder; `pack_schema_version`: the version
      of its record
    * `kind`: what the row is
        - "figure": a team's newest figure of a measure beside one baseline, so one row for each baseline
        - "bounds": the two ends of a measure of which a part of the team has no figure, printed and without a value,
          beside one baseline
        - "year": a year of a measure, beside the nearest baseline
        - "rating": the newest inspection rating
        - "service": a service on the page of all services, beside its nation
        - "finding", "fact", "new", "question", "not held": a sentence of the page
        - "problem": why there are no rows of a pack, or older ones
    * `team` (slug), `name`, `region`; `released_by`: the day of the newest release behind the page
    * `measure`, `age` (10-17), `period` (2024, 2023-24; a rating's day)
    * `value`, `printed` (as the page has it), `unit`, `source` (as in data/sources.csv): the team's own figure; the
      value of a rating is its place among the four
    * `baseline` (slug), `baseline_name`, `baseline_role` (region, nation, england-and-wales),
      `baseline_value` (in the same unit), `baseline_source`: what it is set beside; blank where nothing is
    * `verdict`: higher, lower, similar or cannot say, against that baseline; `children`: how many more children a year
      than at its rate, fewer below zero
    * `word`: the verdict on all baselines together (Higher, No clear gap), the rating, or what heads a fact
    * `others`: how many other services have a figure, where 19 or more do; `others_below`: how many of those are lower
    * `stands`: whether a service's verdict stands with all services tested at once; `unusual`: the limit that it lies
      outside even as services differ
    * `words`: the reason or the sentence

    Figures are of children of all ethnic groups; what a page says of one group is a fact, in words. A pack whose record
    is missing, broken or of another schema has one row, a problem. Raises AskedWrongly where there is no pack.
    """
    found = [row for place, made in _packs(Path(folder)).items() for row in _rows_of_pack(place, made)]
    blank = {name: "" if kind == TEXT else None for name, kind in COLUMNS.items()}
    return pd.DataFrame([blank | row for row in found], columns=list(COLUMNS), dtype=object).astype(COLUMNS)


def without_rows(table: pd.DataFrame) -> dict[str, str]:
    """Return why there are no rows of a pack, by its name, for each of which the table has only a problem."""
    problems = table[table["kind"] == PROBLEM].set_index("pack")["words"]
    found = set(table.loc[table["kind"] != PROBLEM, "pack"])
    return {str(pack): words for pack, words in problems.items() if pack not in found}


def check_destination(path: Path) -> None:
    """Refuse a file that the table cannot be written to."""
    if path.suffix.lower() not in _WRITERS:
        raise AskedWrongly(f"{path} is no name for a table; end it in {in_words(list(_WRITERS), 'or')}.")
    if path.is_dir():
        raise AskedWrongly(f"{path} is a folder; name a file.")
    if not path.parent.is_dir():
        raise AskedWrongly(f"There is no folder {path.parent} to write {path.name} into; make it first.")


def write(table: pd.DataFrame, path: Path) -> None:
    """Write the table as the end of the file's name says: as CSV, in which no text is a formula, or as Parquet."""
    check_destination(path)
    write_whole(path, _WRITERS[path.suffix.lower()](table))


def _as_csv(table: pd.DataFrame) -> bytes:
    return spreadsheets.defuse(table.to_csv(index=False)).encode()


def _as_parquet(table: pd.DataFrame) -> bytes:
    content = io.BytesIO()
    table.to_parquet(content, index=False)
    return content.getvalue()


_WRITERS = {".csv": _as_csv, ".parquet": _as_parquet}


def _packs(out: Path) -> dict[Path, Mapping[str, Any]]:
    """Return each pack's folder, in order of name, with what the record of the batch says of it."""
    if not out.is_dir():
        raise AskedWrongly(f"There is no folder {out}; name one that packs were built into.")
    if (out / FINDINGS).is_file() or up_to_date.read_record(out):
        return {out: {}}
    recorded = manifest.read(out).get("packs")
    made = {name: pack for name, pack in recorded.items() if isinstance(pack, dict)} if recorded else {}
    files = [file for name in (FINDINGS, record.NAME) for file in out.glob(f"[!.]*/{name}")]
    names = sorted({*made, *(file.parent.name for file in files)})
    if not names:
        raise AskedWrongly(f"There is no pack in {out}; build some with 'yot batch --out {out}'.")
    return {out / name: made.get(name, {}) for name in names}


def _rows_of_pack(place: Path, made: Mapping[str, Any]) -> Iterator[Row]:
    """Yield the rows of one pack, and one that says what is wrong with it; of a broken record none but that."""
    shared, problems = {"schema_version": SCHEMA, "pack": place.resolve().name}, _describe_failure(made)
    try:
        found = list(rows(read(place / FINDINGS)))
    except Broken as broken:
        found, problems = [], problems if problems and not place.exists() else [*problems, str(broken)]
    yield from (shared | row for row in found)
    if problems:
        yield shared | {"kind": PROBLEM, "words": " ".join(problems)}


def _describe_failure(made: Mapping[str, Any]) -> list[str]:
    """Say that the last attempt at a pack failed, and why; nothing if it did not."""
    failed, why = listed.failure_sentence(made), listed.why(made)
    return [*filter(None, [failed]), *([f"{why.rstrip('.')}."] if why else [])]
