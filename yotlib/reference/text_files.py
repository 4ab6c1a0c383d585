"""Know the encodings in which text is read: tables, sheets and lists of teams alike."""

from yotlib.reference.errors import BadFigures

MOST_PARTS = 2
# Windows-1252, in which spreadsheets save CSV, includes Latin-1.
ENCODINGS = ("utf-8-sig", "cp1252")


def decode(content: bytes, name: str) -> str:
    """Return the text of a file in UTF-8 or, if it is not, in Windows-1252; refuse what is neither, as `name`."""
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            pass
    raise BadFigures([f"{name} is text neither in UTF-8 nor in Windows-1252; save it as UTF-8."])


def explain_separator(first_line: list[str]) -> str:
    """Say that the first line of a table is separated by something else than commas; blank where it is not.

    A name of a column may hold other signs, and a comma or two may stand in a name: so a line is judged by whether
    commas leave it nearly whole.

    >>> explain_separator(["area;measure;note"])
    'has semicolons between its fields, and a CSV file has commas: save it again with commas, or as XLSX'
    """
    line = ",".join(first_line)
    for sign, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "upright strokes")):
        if len(first_line) <= MOST_PARTS and line.count(sign) >= max(len(first_line), 1):
            return f"has {name} between its fields, and a CSV file has commas: save it again with commas, or as XLSX"
    return ""
