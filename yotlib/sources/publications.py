"""Which publication a file is a copy of: told by its hash, by the file itself, or by whoever adds it."""

from pathlib import Path

from yotlib import periods, suite
from yotlib.errors import AskedWrongly, BadFigures
from yotlib.sources.reader import Publication, Reader
from yotlib.tidy import SOURCE_COLUMNS, read_text

Row = dict[str, str]


def by_key(data: Path | None = None) -> dict[str, Row]:
    """The publications of data/sources.csv by their key."""
    rows = read_text((data or suite.data()) / "sources.csv", SOURCE_COLUMNS).to_dict("records")
    return {row["source"]: {str(name): str(text) for name, text in row.items()} for row in rows}


def of(file: str, sha256: str, reader: Reader, said: Publication, *, released: str = "", source: str = "") -> Row:
    """A file's row of sources.csv, with all its columns.

    A file whose hash is known takes the row that stands there. Otherwise what is true of every file of the kind, what
    this one says of itself (`said`), and what its giver says (`released`, `source`) are put together, the later over
    the earlier; a key that stands in sources.csv brings the rest of its row. Without a key, it is the reader's and the
    month of release.
    """
    known = by_key()
    twin = next((row for row in known.values() if sha256 in row["sha256"].split(" + ")), None)
    if twin is not None:
        return _undisputed(twin, file, released, source)
    given = _laid_over(reader.publication, said, Publication(released=released, source=source))
    row = known.get(given.get("source", ""), {}) | given
    return _complete({**row, "sha256": sha256}, file, reader)


def _undisputed(row: Row, file: str, released: str, source: str) -> Row:
    if source in ("", row["source"]) and released in ("", row["released"]):
        return row
    raise AskedWrongly(f"{file} is {row['source']!r}, released {row['released']}; leave out what was said of it.")


def _laid_over(*layers: Publication) -> Row:
    """What the layers say, the later over the earlier; unpublished if any of them says so."""
    said = {name: text for layer in layers for name, text in vars(layer).items() if text}
    return said | {"published": "no" if any(layer.published == "no" for layer in layers) else "yes"}


def _complete(row: Row, file: str, reader: Reader) -> Row:
    if not row.get("released"):
        raise AskedWrongly(
            f"{file} does not say when it was released; say so with its day or month: released=2025-11-17, "
            f"on the command line --released 2025-11-17."
        )
    key = row.get("source") or f"{reader.source}-{_month(row['released'], file)}"
    named = {"source": key, "title": row.get("title") or f"{reader.title}, {row['released']}"}
    return {name: {**row, **named}.get(name, "") for name in SOURCE_COLUMNS}


def _month(released: str, file: str) -> str:
    try:
        return f"{periods.last_day(released):%Y-%m}"
    except AskedWrongly as error:
        raise BadFigures([f"{file}: released {error}"]) from None
