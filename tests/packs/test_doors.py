"""Nothing that leaves the machine depends on what is withheld of a team's own figures.

Two simulated sheets differ in withheld counts alone. Whatever is made or printed with one of them must be, but for
times and for hashes under a secret key, what is made or printed with the other: page, printed sheet, workbook, tables,
pictures, record, notebooks, the text for an e-mail, lines in the terminal and the cache. Nothing is left in temporary
folders.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from tests.madeup.packs import contents
from tests.packs.test_secret import keep

# Simulated numbers of white, asian, black, mixed and other children: those of black and mixed ones are small.
WORLDS = {"one": (40, 12, 3, 4, 9), "other": (40, 12, 5, 2, 9)}
ASKED = [
    ["show", "leeds", "--json"],
    ["data", "list", "--json"],
    ["data", "check", "--json"],
    ["report", "leeds", "--out", "reports"],
    ["national", "--out", "reports"],
]
KEYED = ("made_from", "inputs", "outputs")  # outputs has hashes of notebooks, which carry times


def run_all(folder, *, counts):
    """Run every command beside a sheet of these counts; return what each printed, without its seconds."""
    for name in ("temporary", "runtime"):
        (folder / name).mkdir(parents=True)
    keep(folder / "added", *counts)
    own = {"YOTLIB_DATA": "added", "YOTLIB_CACHE": "cache", "TMPDIR": "temporary", "JUPYTER_RUNTIME_DIR": "runtime"}
    environment = os.environ | {name: str(folder / place) for name, place in own.items()}
    printed = {}
    for words in ASKED:
        command = [sys.executable, "-m", "yotlib", *words]
        result = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        assert result.returncode in (0, 1), result.stderr
        text = f"{result.stdout}\n{result.stderr}".replace(str(folder), "FOLDER")
        printed[" ".join(words)] = re.sub(r"\d+(\.\d+)? s(econds)?\b", "", text)
    return printed


@pytest.fixture(scope="module")
def worlds(tmp_path_factory):
    """Return the folder and the printed lines of each world."""
    places = {name: tmp_path_factory.mktemp(name) for name in WORLDS}
    return {name: (place, run_all(place, counts=WORLDS[name])) for name, place in places.items()}


def of_packs(folder: Path) -> dict[str, object]:
    """Return every file of the built packs, with the record as far as it is neither keyed nor dated."""
    files: dict[str, object] = dict(contents(folder / "reports"))
    for name in [name for name in files if name.endswith("build.json")]:
        files[name] = without_keyed(json.loads((folder / "reports" / name).read_text()))
    return {name: file for name, file in files.items() if not name.endswith(".lock")}


def without_keyed(record):
    """Return a record without its keyed hashes, times and seconds, at any depth."""
    if isinstance(record, dict):
        dated = (*KEYED, "seconds", "built", "started", "ended")
        return {name: without_keyed(value) for name, value in record.items() if name not in dated}
    return [without_keyed(value) for value in record] if isinstance(record, list) else record


def cached(folder: Path) -> list[pd.DataFrame]:
    """Return the tables of the cache, in the order of their sizes and contents."""
    tables = [pd.read_parquet(path) for path in (folder / "cache").rglob("*.parquet")]
    return sorted(tables, key=lambda table: (table.shape, table.to_csv()))


@pytest.mark.slow
def test_both_worlds_show_the_sheet_and_withhold_the_same_counts(worlds):
    for folder, printed in worlds.values():
        assert "Simulated figures" in printed["data list --json"]
        shown = pd.concat(cached(folder))
        own = shown[shown["source"].eq("simulated-own")].drop_duplicates("ethnicity").set_index("ethnicity")["count"]
        assert own["white"] == 40
        assert own[["black", "mixed"]].isna().all()


@pytest.mark.slow
def test_every_file_of_the_packs_is_the_same_in_both_worlds(worlds):
    one, other = (of_packs(folder) for folder, _ in worlds.values())

    assert len(one) > 80
    assert sorted(one) == sorted(other)
    assert [name for name in one if one[name] != other[name]] == []


@pytest.mark.slow
def test_every_printed_line_is_the_same_in_both_worlds(worlds):
    (_, one), (_, other) = worlds.values()

    assert {words: text for words, text in one.items() if text != other[words]} == {}


@pytest.mark.slow
def test_the_cache_is_the_same_in_both_worlds(worlds):
    one, other = (cached(folder) for folder, _ in worlds.values())

    assert one
    assert len(one) == len(other)
    for table, counterpart in zip(one, other, strict=True):
        pd.testing.assert_frame_equal(table, counterpart)


@pytest.mark.slow
def test_nothing_is_left_in_temporary_folders(worlds):
    for folder, _ in worlds.values():
        left = [path for name in ("temporary", "runtime") for path in (folder / name).rglob("*")]
        assert [path for path in left if path.is_file()] == []
