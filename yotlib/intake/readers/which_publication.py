"""Find the publication that a file is a copy of: by its hash, from the file itself, or from the user who adds it."""

from pathlib import Path

from yotlib.figures.tidy import SOURCE_COLUMNS, read_text
from yotlib.intake.readers.reader import Publication, Reader
from yotlib.reference import folders, periods
from yotlib.reference.errors import AskedWrongly

Row = dict[str, str]


def by_key(data: Path | None = None) -> dict[str, Row]:
    """Read the publications of data/sources.csv, by their key."""
    rows = read_text((data or folders.data()) / "sources.csv", SOURCE_COLUMNS).to_dict("records")
    return {row["source"]: {str(name): str(text) for name, text in row.items()} for row in rows}


def source_row(
    file: str, sha256: str, reader: Reader, stated: Publication, *, released: str = "", source: str = ""
) -> Row:
    """Return a file's row of sources.csv, with all its columns.

    A file whose hash is known gets the row that has the hash. For any other, four things are merged, later ones
    winning: what is true of every file of the kind, the row already under its key, what the file states about itself
    (`stated`) and what the user says (`released`, `source`). A file without a key of its own gets the reader's, with
    the month of release.
    """
    known_rows = by_key()
    same_file = next((row for row in known_rows.values() if sha256 in row["sha256"].split(" + ")), None)
    if same_file is not None:
        return _refuse_contradiction(same_file, file, released, source)
    given = _filled_in(vars(stated)) | _filled_in({"released": released, "source": source})
    key = given.get("source") or f"{reader.source}-{_month_of_release(given.get('released', ''), file)}"
    row = _filled_in(vars(reader.publication)) | _filled_in(known_rows.get(key, {})) | given
    if not row.get("released"):
        raise _no_release_date(file)
    _month_of_release(row["released"], file)
    computed = {
        "source": key,
        "title": row.get("title") or f"{reader.title}, {row['released']}",
        "published": "no" if "no" in (reader.publication.published, stated.published) else "yes",
        "sha256": sha256,
    }
    return {name: {**row, **computed}.get(name, "") for name in SOURCE_COLUMNS}


def _refuse_contradiction(row: Row, file: str, released: str, source: str) -> Row:
    """Return the row of a known file; refuse a release date or key that contradicts it."""
    if source in ("", row["source"]) and released in ("", row["released"]):
        return row
    raise AskedWrongly(f"{file} is {row['source']!r}, released {row['released']}; leave out what was said of it.")


def _filled_in(row: Row) -> Row:
    return {name: text for name, text in row.items() if text}


def _month_of_release(released: str, file: str) -> str:
    """Return the month of release, such as 2025-11."""
    if not released:
        raise _no_release_date(file)
    try:
        return f"{periods.last_day(released):%Y-%m}"
    except AskedWrongly as error:
        raise AskedWrongly(f"{file}: released {error}") from None


def _no_release_date(file: str) -> AskedWrongly:
    return AskedWrongly(
        f"{file} does not say when it was released; say so with its day or month, as in --released 2025-11-17."
    )
