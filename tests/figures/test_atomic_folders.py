"""Folders changed at one moment, whenever the process that changes them is killed; and one process at a time."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.madeup import killed
from tests.madeup.listing import write
from yotlib.figures import added, atomic_folders
from yotlib.intake.added import lock
from yotlib.reference import folders
from yotlib.reference.errors import NotKept

ROOT = Path(__file__).resolve().parents[2]
BEFORE = {
    "ashby": {"figures.csv": b"1"},
    "barrow": {"figures.csv": b"2", "sources.csv": b"s"},
    "corby": {"a.csv": b"3"},
}
NEW = {"ashby": {"figures.csv": b"10", "ratings.csv": b"r"}, "corby": {}, "derby": {"figures.csv": b"4"}}
AFTER = {"ashby": NEW["ashby"], "barrow": BEFORE["barrow"], "derby": NEW["derby"]}

# atomic_folders.py imports only the standard library, so it can be run without importing the package.
CHANGE = f"""
import sys, types
module = types.ModuleType("atomic_folders")
exec(open({str(ROOT / "yotlib/figures/atomic_folders.py")!r}).read(), module.__dict__)
from pathlib import Path
module.change(Path(sys.argv[1]), {NEW!r})
"""


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "added"
    root.mkdir()
    atomic_folders.change(root, BEFORE)
    return root


def seen(root):
    """Return what a reader finds, folder by folder."""
    return {
        name: {file.name: file.read_bytes() for file in sorted(found.iterdir())}
        for name, found in atomic_folders.list_folders(root).items()
    }


def tree(root):
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def run_killed(root, moment, script, *words):
    """Run a script that is killed at this moment; return its exit status and what it printed."""
    command = [sys.executable, killed.__file__, str(root), str(moment), str(script), *map(str, words)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT, env=environment)
    return done.returncode, done.stdout + done.stderr


def test_folders_are_added_changed_and_taken_away_together(folder):
    atomic_folders.change(folder, NEW)

    assert seen(folder) == AFTER
    assert tree(folder) == {f"{name}/{file}": text for name, files in AFTER.items() for file, text in files.items()}


def test_a_change_that_is_none_touches_nothing(folder):
    before = folder.stat().st_mtime_ns

    atomic_folders.change(folder, {})

    assert folder.stat().st_mtime_ns == before


def test_killed_at_any_moment_a_reader_finds_all_of_the_change_or_none_and_the_next_change_is_whole(tmp_path, folder):
    script = tmp_path / "change.py"
    script.write_text(CHANGE)
    shutil.copytree(folder, tmp_path / "counted")
    status, printed = run_killed(tmp_path / "counted", "count", script, tmp_path / "counted")
    assert status == 0, printed
    moments = int(printed)
    assert moments > 20  # or the script is not watched

    found = []
    for moment in range(1, moments + 1):
        root = tmp_path / f"killed-{moment}"
        shutil.copytree(folder, root)
        assert run_killed(root, moment, script, root)[0] == -signal.SIGKILL
        found.append(seen(root))
        atomic_folders.change(root, {})
        assert seen(root) == found[-1]
        atomic_folders.change(root, NEW)
        assert tree(root) == tree(tmp_path / "counted")

    turn = found.index(AFTER)
    assert 0 < turn < moments - 1
    assert found == [BEFORE] * turn + [AFTER] * (moments - turn)


def test_a_reader_finds_all_of_one_state_while_another_process_changes_it(folder, tmp_path):
    there, back = BEFORE | {"corby": {}, "derby": {}} | NEW, {"derby": {}} | BEFORE
    script = tmp_path / "changes.py"
    toggling = f"for new in [{there!r}, {back!r}] * 60:\n    module.change(Path(sys.argv[1]), new)\n"
    script.write_text(CHANGE[: CHANGE.index("module.change")] + toggling)
    changing = subprocess.Popen([sys.executable, script, folder])

    found = []
    while changing.poll() is None:
        found.append(added.read_added(folder))

    assert changing.returncode == 0
    assert len(found) > 20
    assert [one for one in found if one not in (BEFORE, AFTER)] == []


def test_a_folder_replaced_by_one_of_the_same_number_is_read_again(folder, monkeypatch):
    reads, changes = [], iter([1, 2, 2, 2])
    replaced = SimpleNamespace(stat=lambda: SimpleNamespace(st_ino=7, st_ctime_ns=next(changes)))
    monkeypatch.setattr(atomic_folders, "list_folders", lambda root: {"ashby": replaced})
    monkeypatch.setattr(
        added, "_read_files", lambda path, only: reads.append(path) or {"figures.csv": b"%d" % len(reads)}
    )

    assert added.read_added(folder) == {"ashby": {"figures.csv": b"2"}}


ADD = """
import sys
from tests.madeup.listing import READER
from yotlib import intake
from yotlib.intake import readers
readers.readers = lambda: (READER,)
done = intake.add(sys.argv[1:])
assert not done.failed, done.failed
"""


@pytest.fixture
def add(tmp_path, monkeypatch):
    """Return a script that adds the files it is given, and the folder it adds them to."""
    monkeypatch.setenv(folders.ADDED_FIGURES, str(tmp_path / "added"))
    script = tmp_path / "add.py"
    script.write_text(ADD)
    return script


@pytest.mark.slow
@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9])
def test_an_add_that_is_killed_has_added_all_or_nothing_and_can_be_done_again(tmp_path, add, share):
    root = folders.added()
    files = [write(tmp_path / f"{name}.csv", {"area": "york", "value": "4"}, source=name) for name in ("a", "b")]
    run_killed(root, "count", add, files[0])
    shutil.copytree(root, tmp_path / "before")
    moments = int(run_killed(root, "count", add, *files)[1])
    whole_tree = tree(root)
    shutil.rmtree(root)
    shutil.copytree(tmp_path / "before", root)

    status, _ = run_killed(root, max(1, int(share * moments)), add, *files)

    assert status == -signal.SIGKILL
    assert list(atomic_folders.list_folders(root)) in (["a"], ["a", "b"])
    assert run_killed(root, "count", add, *files)[0] == 0
    assert tree(root) == whole_tree


@pytest.mark.slow
def test_two_adds_at_once_do_not_harm_each_other(tmp_path, add):
    files = [write(tmp_path / f"{name}.csv", {"area": "york", "value": "4"}, source=name) for name in "abcd"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}

    running = [subprocess.Popen([sys.executable, add, file], cwd=ROOT, env=environment) for file in files]

    assert [process.wait() for process in running] == [0] * 4
    assert list(atomic_folders.list_folders(folders.added())) == ["a", "b", "c", "d"]


def test_who_waits_too_long_for_the_lock_is_told_what_to_do(tmp_path):
    folder = tmp_path / "added"

    with lock.locked(folder), pytest.raises(NotKept) as refusal, lock.locked(folder, patience=0.1):
        pass

    assert str(refusal.value) == (f"Another yot is changing the figures in {folder}; try again when it has finished.")


def test_the_lock_of_a_process_that_was_killed_is_free(tmp_path):
    folder = tmp_path / "added"
    code = f"import time, pathlib\nfrom yotlib.intake.added import lock\nfolder = pathlib.Path({str(folder)!r})\n"
    code += "with lock.locked(folder):\n"
    code += "    print('held', flush=True)\n    time.sleep(600)\n"
    holding = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=ROOT)
    assert holding.stdout.readline() == b"held\n"

    holding.kill()
    holding.wait()

    before = time.monotonic()
    with lock.locked(folder):
        assert time.monotonic() - before < 5


@pytest.mark.parametrize(
    ("chosen", "installed", "expected"),
    [("{tmp}/mine", False, "{tmp}/mine"), ("", False, "{tmp}/data/local"), ("", True, "{tmp}/home/yotlib")],
    ids=["chosen", "in a clone", "installed"],
)
def test_where_added_figures_are_kept(tmp_path, monkeypatch, chosen, installed, expected):
    monkeypatch.setenv(folders.ADDED_FIGURES, chosen.format(tmp=tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(folders, "is_installed", lambda: installed)
    monkeypatch.setattr(folders, "data", lambda: tmp_path / "data")

    if installed and sys.platform != "linux":
        pytest.skip("the system's own folder is known here for Linux alone")
    assert str(folders.added()) == expected.format(tmp=tmp_path)
    assert str(folders.added()) in folders.describe_added()
