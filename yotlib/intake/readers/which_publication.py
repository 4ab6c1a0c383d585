"""Which publication a file is a copy of: told by its hash, by the file itself, or by whoever adds it."""

from pathlib import Path

from yotlib.figures.tidy import SOURCE_COLUMNS, read_text
from yotlib.intake.readers.reader import Publication, Reader
from yotlib.reference import folders, periods
from yotlib.reference.errors import AskedWrongly

Row = dict[str, str]


def by_key(data: Path | None = None) -> dict[str, Row]:
    """The publications of data/sources.csv by their key."""
    rows = read_text((data or folders.data()) / "sources.csv", SOURCE_COLUMNS).to_dict("records")
    return {row["source"]: {str(name): str(text) for name, text in row.items()} for row in rows}


def of(file: str, sha256: str, reader: Reader, said: Publication, *, released: str = "", source: str = "") -> Row:
    """A file's row of sources.csv, with all its columns.

    A file whose hash is known takes the row that stands there. Otherwise what is true of every file of the kind, the
    row that stands under its key, what the file says of itself (`said`) and what its giver says (`released`, `source`)
    are laid over each other in that order. Without a key of its own it has the reader's with the month of release.
    """
    known = by_key()
    twin = next((row for row in known.values() if sha256 in row["sha256"].split(" + ")), None)
    if twin is not None:
        return _undisputed(twin, file, released, source)
    given = _filled(vars(said)) | _filled({"released": released, "source": source})
    key = given.get("source") or f"{reader.source}-{_month(given.get('released', ''), file)}"
    row = _filled(vars(reader.publication)) | _filled(known.get(key, {})) | given
    if not row.get("released"):
        raise _unreleased(file)
    _month(row["released"], file)
    told = {
        "source": key,
        "title": row.get("title") or f"{reader.title}, {row['released']}",
        "published": "no" if "no" in (reader.publication.published, said.published) else "yes",
        "sha256": sha256,
    }
    return {name: {**row, **told}.get(name, "") for name in SOURCE_COLUMNS}


def _undisputed(row: Row, file: str, released: str, source: str) -> Row:
    if source in ("", row["source"]) and released in ("", row["released"]):
        return row
    raise AskedWrongly(f"{file} is {row['source']!r}, released {row['released']}; leave out what was said of it.")


def _filled(row: Row) -> Row:
    return {name: text for name, text in row.items() if text}


def _month(released: str, file: str) -> str:
    if not released:
        raise _unreleased(file)
    try:
        return f"{periods.last_day(released):%Y-%m}"
    except AskedWrongly as error:
        raise AskedWrongly(f"{file}: released {error}") from None


def _unreleased(file: str) -> AskedWrongly:
    return AskedWrongly(
        f"{file} does not say when it was released; say so with its day or month, as in --released 2025-11-17."
    )
