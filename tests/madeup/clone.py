"""Make a folder of the suite's own figures with two made-up ones, in which the made-up listing is read."""

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
    """Write figures of Leeds and Kent from one source, with the real areas."""
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
    """Use this as the suite's data, with its own cache and folder of added figures; return that folder."""
    data = make(tmp_path / "data")
    monkeypatch.setattr(folders, "data", lambda: data)
    monkeypatch.setattr(readers, "readers", lambda: (READER,))
    monkeypatch.setenv("YOTLIB_DATA", str(tmp_path / "added"))
    monkeypatch.setenv("YOTLIB_CACHE", str(tmp_path / "cache"))
    return tmp_path / "added"
