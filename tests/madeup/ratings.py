"""Make up ratings in the form in which they were scraped, with the faults of the real ones."""

from collections.abc import Sequence
from pathlib import Path

from tests.madeup import csvs

COLUMNS = ["la_name", "la_ref", "score_%", "overall_rating", "publication_date", "report_url", "staff"]
GOOD = ("Leeds - JI", "55.56", "Good", "31/01/23")


def write(path: Path, *rows: Sequence[str]) -> Path:
    """Write a row for each inspection: name, score, rating, day."""
    whole = [[name, "ref", score, rating, day, "address", "Good"] for name, score, rating, day in rows]
    return csvs.write(path, COLUMNS, whole)
