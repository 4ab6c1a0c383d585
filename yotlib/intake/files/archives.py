"""Check the zip archives that workbooks are: whole, safe to unpack, and XLSX or ODS."""

import zipfile
import zlib
from pathlib import Path
from typing import Literal

from yotlib.intake.files.sheet_size import refuse_oversized
from yotlib.reference.errors import BadFigures

MOST_BYTES = 500_000_000
_ENCRYPTED = 0x1
_XLSX_SHEETS = (
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
)
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, UnicodeDecodeError, ValueError)


def workbook_form(path: Path) -> Literal["xlsx", "ods"]:
    """Return which workbook an archive is, once every file in it has been unpacked without error.

    Refuses in one line an archive that is damaged, too large or no workbook.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_unsafe(archive, path.name)
            if (damaged := archive.testzip()) is not None:
                raise BadFigures([f"{path.name} is damaged ({damaged!r} in it); download it again."])
            form = _declared_form(archive, path.name)
            refuse_oversized(archive, path)
            return form
    except BadFigures:
        raise
    except _DAMAGED as error:
        raise BadFigures([f"{path.name} is cut short or damaged ({error}); download it again."]) from None


def _refuse_unsafe(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse an archive with a password, or one that would unpack to too much."""
    members = archive.infolist()
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise BadFigures([f"{name} has a password; save it without one."])
    if sum(member.file_size for member in members) > MOST_BYTES:
        raise BadFigures([f"{name} unpacks to more than {MOST_BYTES / 1e6:,.0f} MB; it is not opened."])


def _declared_form(archive: zipfile.ZipFile, name: str) -> Literal["xlsx", "ods"]:
    """Return the form that an archive declares in its list of contents."""
    members = set(archive.namelist())
    if "mimetype" in members and archive.read("mimetype").strip() == _ODS:
        _refuse_encrypted(archive, name)
        return "ods"
    if "[Content_Types].xml" in members:
        types = archive.read("[Content_Types].xml")
        if any(sheet in types for sheet in _XLSX_SHEETS):
            return "xlsx"
    raise BadFigures([f"{name} is an archive but no XLSX or ODS workbook; unpack it and add the tables in it."])


def _refuse_encrypted(archive: zipfile.ZipFile, name: str) -> None:
    manifest = "META-INF/manifest.xml"
    if manifest in archive.namelist() and b"encryption-data" in archive.read(manifest):
        raise BadFigures([f"{name} has a password; save it without one."])
