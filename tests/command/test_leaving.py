"""Whatever goes wrong, `yot` says so in one line and leaves with the status that is meant."""

import errno
import logging
import os
import signal
import subprocess
import sys
import warnings
from pathlib import Path
from time import sleep

import pytest

from tests.madeup.packs import Builder
from yotlib.packs.batch import manifest, on_this_machine
from yotlib.reference import whole_files

FULL = OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--time-limit", "nan"], "yot: Invalid value for '--time-limit': 'nan' is no number of seconds."),
        (["--time-limit", "inf"], "yot: Invalid value for '--time-limit': 'inf' is no number of seconds."),
        (["--cluster", "here"], "yot: 'here' is no address of a dask scheduler, such as tcp://host:8786."),
    ],
)
def test_a_batch_refuses_what_it_cannot_use(yot, tmp_path, monkeypatch, words, said):
    monkeypatch.chdir(tmp_path)

    status, out, err = yot("batch", "--only", "leeds", *words)

    assert (status, out) == (2, "")
    assert err.startswith(said)
    assert err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", ["file", "file/within"])
@pytest.mark.parametrize("words", [["data", "list"], ["show", "leeds"], ["report", "leeds"], ["data", "add", "file"]])
def test_a_file_is_no_folder_for_added_figures(yot, tmp_path, monkeypatch, words, place):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("YOTLIB_DATA", place)

    status, out, err = yot(*words)

    file = tmp_path / "file"
    assert (status, out) == (2, "")
    assert err.splitlines()[-1] == f"yot: $YOTLIB_DATA is {place!r}, but {file} is a file; name a folder."
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_disk_that_fills_up_ends_a_batch_in_one_line_with_the_record_of_the_last_pack(yot, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(on_this_machine, "attempt", Builder())
    write = whole_files.write_whole

    def write_while_there_is_room(path, content, **options):
        if b'"kent": {' in content:
            raise FULL
        write(path, content, **options)

    for module in ("manifest", "index"):
        monkeypatch.setattr(f"yotlib.packs.batch.{module}.write_whole", write_while_there_is_room)
    status, _, err = yot("batch", "--only", "leeds,kent,york", "--workers", "1")

    assert (status, err.splitlines()[-1]) == (1, "yot: No space left on device. Make room and try again.")
    assert list(manifest.read(tmp_path / "reports")["packs"]) == ["leeds"]
    assert "kent" not in (tmp_path / "reports" / "index.html").read_text()
    assert not list((tmp_path / "reports").glob(".new-*"))


# A library whose own end aborts, as that of threads in C++ can; and a thread that still prints.
ABORTS = """
import ctypes, sys, threading
from yotlib.command import main

def print_on():
    while True:
        sys.stderr.write(".")
        sys.stderr.flush()

system = ctypes.CDLL(None)
system.__cxa_atexit(system.abort, None, None)
threading.Thread(target=print_on, daemon=True).start()
sys.argv = ["yot", "report", "bradfrd"]
main.run()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="needs glibc")
def test_an_early_error_leaves_with_its_status_whatever_libraries_do_at_their_end():
    done = subprocess.run([sys.executable, "-c", ABORTS], check=False, capture_output=True, text=True)

    assert done.returncode == 2
    assert "No team called 'bradfrd'" in done.stderr.replace(".", "")


def test_what_was_printed_arrives_though_python_is_not_taken_apart():
    code = "import sys; from yotlib.command import main; sys.argv = ['yot', 'list', '--json']; main.run()"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    assert done.stdout.endswith("}\n")


def test_the_installed_command_leaves_in_that_way():
    import tomllib

    project = tomllib.loads((Path(__file__).resolve().parents[2] / "pyproject.toml").read_text())["project"]
    assert project["scripts"] == {"yot": "yotlib.command.main:run"}
    assert os.name == "nt" or subprocess.run([sys.executable, "-m", "yotlib", "shw"], check=False).returncode == 2


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130), (signal.SIGHUP, 129)])
@pytest.mark.parametrize(
    ("words", "work"),
    [
        (["data", "add", "x"], "yotlib.intake.add"),
        (["data", "fetch"], "yotlib.intake.fetching.fetch"),
        (["report", "leeds"], "yotlib.packs.batch.build_alone"),
    ],
)
def test_a_signal_stops_any_command_with_one_line_and_its_status(
    yot, monkeypatch, caplog, recwarn, words, work, number, status
):
    cleaned = []

    def stopped(*_, **__):
        try:
            os.kill(os.getpid(), number)
            sleep(10)
        finally:
            # a second one, as a service manager may send, does not break off what cleans up
            os.kill(os.getpid(), number)
            sleep(0.01)
            warnings.warn("a channel closed under me", stacklevel=1)
            logging.getLogger("library").error("a socket is gone")
            cleaned.append(True)

    monkeypatch.setattr(work, stopped)
    before = signal.getsignal(number)

    left, _, err = yot(*words)

    assert (left, err.split("\n")[-2]) == (status, "yot: stopped; nothing half-made was kept.")
    assert cleaned
    assert (list(recwarn), caplog.records) == ([], [])
    assert signal.getsignal(number) == before
    assert logging.root.manager.disable == logging.NOTSET
