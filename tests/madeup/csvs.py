"""Write rows as a CSV file."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path


def write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    """Write a CSV file at `path` with these columns and rows."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([columns, *rows])
    path.write_text(text.getvalue(), encoding="utf-8")
    return path
