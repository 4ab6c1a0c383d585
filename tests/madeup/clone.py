"""A made-up folder of the suite's own figures, two of them, in which files of the made-up listing are read."""

import shutil
from pathlib import Path

import pandas as pd

from tests.madeup.listing import READER
from yotlib.figures.tidy import COLUMNS, SOURCE_COLUMNS
from yotlib.intake import readers
from yotlib.reference import folders

FIGURE = {
    "measure": "first_time_entrants",
    "age": "10-17",
    "ethnicity": "all",
    "period_start": "2018-01-01",
    "period_end": "2018-12-31",
    "source": "made-up-2025-11",
}
SOURCE = {"title": "Made up", "publisher": "nobody", "released": "2025-11-17", "published": "yes"}


def make(folder: Path) -> Path:
    """Write the figures of Leeds and Kent of one source, beside the areas there really are."""
    real = folders.folder("data")
    folder.mkdir()
    for path in real.glob("*.csv"):
        shutil.copy(path, folder)
    figures = [FIGURE | {"area": "leeds", "value": "226"}, FIGURE | {"area": "kent", "value": "150"}]
    pd.DataFrame(figures, columns=COLUMNS).to_csv(folder / "figures.csv", index=False)
    pd.DataFrame([SOURCE | {"source": "made-up-2025-11"}], columns=SOURCE_COLUMNS).to_csv(
        folder / "sources.csv", index=False
    )
    return folder


def settle(monkeypatch, tmp_path: Path) -> Path:
    """Let this be the suite's data, with a folder of added figures and a cache of its own; returns the folder."""
    data = make(tmp_path / "data")
    monkeypatch.setattr(folders, "data", lambda: data)
    monkeypatch.setattr(readers, "readers", lambda: (READER,))
    monkeypatch.setenv("YOTLIB_DATA", str(tmp_path / "added"))
    monkeypatch.setenv("YOTLIB_CACHE", str(tmp_path / "cache"))
    return tmp_path / "added"
