"""Workbooks are zip archives: whole or not, safe to unpack or not, XLSX or ODS or something else."""

import zipfile
import zlib
from pathlib import Path
from typing import Literal

from yotlib.intake.files.sheet_size import measure
from yotlib.reference.errors import BadFigures

MOST_BYTES = 500_000_000
_ENCRYPTED = 0x1
_XLSX_SHEETS = (
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
)
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, UnicodeDecodeError, ValueError)


def kind(path: Path) -> Literal["xlsx", "ods"]:
    """Which workbook an archive is, every member of it unpacked once and found whole; refused in one line if none."""
    try:
        with zipfile.ZipFile(path) as archive:
            _safe(archive, path.name)
            if (damaged := archive.testzip()) is not None:
                raise BadFigures([f"{path.name} is damaged ({damaged!r} in it); download it again."])
            found = _kind(archive, path.name)
            measure(archive, path)
            return found
    except BadFigures:
        raise
    except _DAMAGED as error:
        raise BadFigures([f"{path.name} is cut short or damaged ({error}); download it again."]) from None


def _safe(archive: zipfile.ZipFile, name: str) -> None:
    members = archive.infolist()
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise BadFigures([f"{name} has a password; save it without one."])
    if sum(member.file_size for member in members) > MOST_BYTES:
        raise BadFigures([f"{name} unpacks to more than {MOST_BYTES / 1e6:,.0f} MB; it is not opened."])


def _kind(archive: zipfile.ZipFile, name: str) -> Literal["xlsx", "ods"]:
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
