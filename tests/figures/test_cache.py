"""Loading the figures in hand, those of data/ and those added: each figure once, from a cache checked by its hash."""

import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from tests.madeup import clone
from yotlib.figures import atomic_folders, cache, load
from yotlib.figures.tidy import COLUMNS, SOURCE_COLUMNS
from yotlib.reference.errors import BadFigures

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def added(monkeypatch, tmp_path):
    """Return the folder of added figures, with those of York and Leeds from one source."""
    folder = clone.settle(monkeypatch, tmp_path)
    folder.mkdir()
    put(folder, "ours", ["york", "leeds"], released="2026-01")
    return folder


def put(folder, source, areas, value="40", **said):
    rows = [clone.FIGURE | {"area": area, "value": value, "source": source} for area in areas]
    tables = {
        "figures.csv": pd.DataFrame(rows, columns=[*COLUMNS, "file", "row"]),
        "sources.csv": pd.DataFrame([clone.SOURCE | {"source": source} | said], columns=SOURCE_COLUMNS),
    }
    files = {name: table.to_csv(index=False).encode() for name, table in tables.items()}
    atomic_folders.change(folder, {source: files})


@pytest.fixture
def making(monkeypatch):
    """Return a list with one element for each time the table was made rather than found."""
    made = []
    real = load.check_and_join
    monkeypatch.setattr(load, "check_and_join", lambda held: made.append(1) or real(held))
    return made


@pytest.fixture(autouse=True)
def _nothing_in_memory():
    cache.clear_memory()
    yield
    cache.clear_memory()


def load_afresh():
    """Load the table as another process would, without what this one has in memory."""
    cache.clear_memory()
    return load.load()


def kept(tmp_path):
    return sorted((tmp_path / "cache").glob("*.parquet"))


def stands(table):
    return list(table[["area", "source"]].itertuples(index=False, name=None))


def test_what_was_added_stands_after_the_suites_own_with_its_release():
    table = load.load()

    assert stands(table) == [
        ("leeds", "made-up-2025-11"),
        ("kent", "made-up-2025-11"),
        ("york", "ours"),
        ("leeds", "ours"),
    ]
    assert table["released"].astype(str).tolist() == ["2025-11-17", "2025-11-17", "2026-01-31", "2026-01-31"]


def test_a_figure_of_a_source_that_the_suite_has_too_stands_once(added):
    put(added, "made-up-2025-11", ["leeds", "york"], value="226")

    table = load.load()

    of_it = table[table["source"] == "made-up-2025-11"]
    assert of_it["area"].tolist() == ["leeds", "kent", "york"]
    assert load.read_sources()["source"].tolist() == ["made-up-2025-11", "ours"]


def test_a_folder_that_is_named_is_read_alone(tmp_path, added):
    assert stands(load.load(tmp_path / "data")) == [("leeds", "made-up-2025-11"), ("kent", "made-up-2025-11")]
    assert stands(load.load(added / "ours")) == [("york", "ours"), ("leeds", "ours")]
    assert load.read_sources(added / "ours")["source"].tolist() == ["ours"]
    assert kept(tmp_path) == []


def test_a_source_of_which_every_figure_is_held_back_is_no_trouble(added):
    put(added, "theirs", [])

    assert len(load.load()) == 4
    assert load.load(added / "theirs").empty


def test_a_problem_names_the_file_of_its_source(added):
    put(added, "ours", ["york", "atlantis"], value="-4")

    with pytest.raises(BadFigures) as refusal:
        load.load()

    assert [problem.partition(": ")[0] for problem in refusal.value.problems] == [
        "ours/figures.csv line 2",
        "ours/figures.csv line 3",
        "ours/figures.csv line 3",
    ]


def test_the_cached_table_is_the_table_with_its_types_and_its_index(tmp_path, making):
    first, second = load.load(), load_afresh()

    assert making == [1]
    pd.testing.assert_frame_equal(first, second, check_exact=True)
    assert first.dtypes.to_dict() == second.dtypes.to_dict()
    pd.testing.assert_frame_equal(second, load.check_and_join(load.read_files_in_hand()), check_exact=True)


def test_a_table_that_was_changed_by_its_user_is_not_what_the_next_one_gets():
    table, before = load.load(), load.load().copy(deep=True)

    table["value"] = 0.0
    table.loc[0, "area"] = "atlantis"
    table.insert(0, "more", 1)
    table.attrs["said"] = "changed"

    again = load.load()
    pd.testing.assert_frame_equal(again, before, check_exact=True)
    assert again.attrs == {}


def test_the_last_table_is_not_read_from_disk_again(tmp_path, making):
    first = load.load()
    for path in kept(tmp_path):
        path.unlink()

    pd.testing.assert_frame_equal(load.load(), first, check_exact=True)
    assert making == [1]


def test_a_table_cleared_away_is_not_in_memory_either(making):
    load.load()
    cache.clear()

    load.load()

    assert making == [1, 1]


@pytest.mark.parametrize(
    ("name", "was", "becomes"),
    [
        ("added/ours/figures.csv", "york,", "barnsley,"),
        ("added/ours/figures.csv", ",40,", ",41,"),
        ("added/ours/sources.csv", "2026-01", "2026-02"),
        ("data/figures.csv", ",226,", ",227,"),
        ("data/sources.csv", "2025-11-17", "2025-11-18"),
        ("data/areas.csv", "Bradford,yot", "Bratford,yot"),
    ],
)
def test_another_byte_in_any_file_is_another_table(tmp_path, making, name, was, becomes):
    path = tmp_path / name
    load.load()
    path.write_text(path.read_text(encoding="utf-8").replace(was, becomes, 1), encoding="utf-8")

    table = load.load()

    assert making == [1, 1]
    pd.testing.assert_frame_equal(table, load.check_and_join(load.read_files_in_hand()))


def test_another_version_of_the_code_makes_its_own_table(monkeypatch, making):
    load.load()
    monkeypatch.setattr(cache, "_hash_code", lambda: "another version")

    load.load()

    assert making == [1, 1]


def test_the_version_of_the_code_is_that_of_every_module_a_table_is_made_by(monkeypatch):
    read = []
    real = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read.append(path) or real(path))
    cache._hash_code.__wrapped__()
    hashed, ran = set(read), set()
    held = load.read_files_in_hand()

    sys.setprofile(lambda frame, *_: ran.add(Path(frame.f_code.co_filename)))
    load.check_and_join(held)
    sys.setprofile(None)

    ours = {path for path in ran if path.is_relative_to(ROOT / "yotlib")}
    assert ROOT / "yotlib" / "figures" / "validation.py" in ours
    assert ours <= hashed


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: content[:-1],
        lambda content: b"",
        lambda content: content[:200] + bytes([content[200] ^ 1]) + content[201:],
        lambda content: content + b" ",
    ],
    ids=["cut short", "empty", "one bit flipped", "one byte more"],
)
def test_a_damaged_cache_is_made_again_in_silence(tmp_path, making, spoil):
    first = load.load()
    (path,) = kept(tmp_path)
    path.write_bytes(spoil(path.read_bytes()))

    second, third = load_afresh(), load_afresh()

    assert making == [1, 1]
    pd.testing.assert_frame_equal(first, second)
    pd.testing.assert_frame_equal(first, third)


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path, monkeypatch, making):
    (tmp_path / "a-file").write_text("no folder")
    monkeypatch.setenv("YOTLIB_CACHE", str(tmp_path / "a-file"))

    assert stands(load.load()) == stands(load_afresh())
    assert making == [1, 1]


def test_only_a_few_tables_are_kept_and_the_newest_among_them(tmp_path, added, making):
    for value in range(cache.MOST_KEPT + 3):
        put(added, "ours", ["york"], value=str(value))
        load.load()
    load.load()

    assert len(kept(tmp_path)) == cache.MOST_KEPT
    assert len(making) == cache.MOST_KEPT + 3


def test_nobody_else_can_read_what_is_kept(tmp_path):
    load.load()

    assert {path.stat().st_mode & 0o077 for path in [tmp_path / "cache", *kept(tmp_path)]} == {0}


def test_a_warm_load_imports_nothing_that_checks(tmp_path):
    code = "import sys, yotlib; yotlib.load(); print([n for n in ('pandera', 'scipy', 'rich') if n in sys.modules])"
    environment = os.environ | {"YOTLIB_DATA": str(tmp_path / "none")}
    for _ in range(2):
        said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)

    assert said.stdout == "[]\n"
