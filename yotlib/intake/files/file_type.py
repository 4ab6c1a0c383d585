"""Find a file's form from its first bytes and, inside an archive, from its list of contents."""

from pathlib import Path
from typing import Literal

from yotlib.reference.errors import AskedWrongly, BadFigures

Form = Literal["csv", "parquet", "xlsx", "ods"]

PARQUET = b"PAR1"
ARCHIVE = b"PK"
KNOWN = "CSV, Parquet, XLSX or ODS"
_OTHERS = {
    b"\xd0\xcf\x11\xe0": "is an old .xls workbook or has a password; save it as .xlsx without a password",
    b"%PDF": f"is a PDF; get the publisher's tables as {KNOWN}",
    b"\x1f\x8b": "is compressed; unpack it first",
    b"\xff\xfe": "is text in UTF-16; save it as CSV in UTF-8",
    b"\xfe\xff": "is text in UTF-16; save it as CSV in UTF-8",
    b"<": "is a web page or XML, not a table; download the file again",
    b"{": f"is JSON, not a table; get it as {KNOWN}",
}


def detect_form(path: Path) -> Form:
    """Return the form of a file. Refuses in one line a form not read here, or a truncated file."""
    start, end = _read_ends(path)
    if start.startswith(PARQUET):
        _refuse_truncated_parquet(path, end)
        return "parquet"
    if start.startswith(ARCHIVE):
        from yotlib.intake.files.archives import workbook_form

        return workbook_form(path)
    content = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    reason = next((words for magic, words in _OTHERS.items() if content.startswith(magic)), "")
    if reason or b"\0" in start:
        raise BadFigures([f"{path.name} {reason or f'is not a table in {KNOWN}'}."])
    if not content:
        raise BadFigures([f"{path.name} is empty; download it again."])
    return "csv"


def _read_ends(path: Path) -> tuple[bytes, bytes]:
    """Read the first 4,096 bytes of a file and the last four."""
    try:
        with path.open("rb") as file:
            start = file.read(4096)
            file.seek(max(0, path.stat().st_size - 4))
            return start, file.read()
    except FileNotFoundError:
        raise AskedWrongly(f"There is no file {str(path)!r}; check its name and folder.") from None
    except IsADirectoryError:
        raise AskedWrongly(f"{str(path)!r} is a folder; name the files in it.") from None
    except OSError as error:
        raise AskedWrongly(f"{path.name} cannot be read ({error.strerror}).") from None


def _refuse_truncated_parquet(path: Path, end: bytes) -> None:
    if end != PARQUET:
        raise BadFigures([f"{path.name} is a Parquet file cut short; download it again."])
