"""Files fetched from a made-up publisher on this machine: taken whole and as known, or not at all."""

import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.madeup import clone
from tests.madeup.listing import write
from yotlib import intake
from yotlib.figures import load
from yotlib.intake import asking, fetching
from yotlib.intake.readers import which_publication
from yotlib.reference.errors import AskedWrongly

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = "/made-up/tool/{commit}/01_data/figures.csv"
ASIDE = "Try again later, say where else it is with --from, or fetch {url} by hand and add it: yot data add FILE."


@pytest.fixture(autouse=True)
def added(monkeypatch, tmp_path):
    """The folder of added figures, empty as yet."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.delenv(fetching.BASE_VARIABLE, raising=False)
    return clone.settle(monkeypatch, tmp_path)


@pytest.fixture
def publisher(monkeypatch, tmp_path):
    """A server on this machine with two made-up files that are the ones to fetch; what it does can be changed."""
    contents = {}
    wanted = []
    for commit, released in [("aaa", "2025-12-01"), ("bbb", "2026-02-11")]:
        path = write(tmp_path / "published.csv", {"area": "york", "value": "40"}, released=released)
        contents[ADDRESS.format(commit=commit)] = path.read_bytes()
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        name = f"figures-{commit}.csv"
        wanted.append(fetching.Fetchable("listing", name, "made-up/tool", commit, "01_data/figures.csv", digest))
    monkeypatch.setattr(fetching, "FILES", tuple(wanted))

    class Publisher(BaseHTTPRequestHandler):
        def do_GET(self):
            server.asked.append(self.path)
            server.answer(self, contents[self.path.removesuffix("?again")])

        def log_message(self, *words):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Publisher)
    server.daemon_threads = True
    server.asked, server.answer, server.contents = [], answer_whole, contents
    server.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def answer_whole(asked, content, *, length=None, status=200):
    asked.send_response(status)
    asked.send_header("Content-Length", str(len(content) if length is None else length))
    asked.end_headers()
    asked.wfile.write(content)


def answer_truncated(asked, content):
    answer_whole(asked, content[:50], length=len(content))
    asked.close_connection = True


def answer_with_one_byte_changed(asked, content):
    answer_whole(asked, content.replace(b",40,", b",41,"))


def answer_404(asked, content):
    answer_whole(asked, b"no such file", status=404)


def answer_slowly(asked, content):
    answer_whole(asked, content[:50], length=len(content))
    time.sleep(0.3)
    asked.wfile.write(content[50:])


def answer_and_fall_silent(asked, content):
    answer_whole(asked, content[:50], length=len(content))
    time.sleep(5)


def answer_from_another_host(asked, content):
    asked.send_response(302)
    asked.send_header("Location", f"http://localhost:{asked.server.server_port}{asked.path}")
    asked.end_headers()


def answer_from_another_place(asked, content):
    if asked.path.endswith("?again"):
        return answer_whole(asked, content)
    asked.send_response(302)
    asked.send_header("Location", f"{asked.path}?again")
    asked.end_headers()


def answer_drop_by_drop(asked, content):
    answer_whole(asked, b"", length=len(content))
    for place in range(len(content)):
        asked.wfile.write(content[place : place + 1])
        time.sleep(0.05)


def answer_only_the_first(asked, content):
    answer_whole(asked, content) if "/aaa/" in asked.path else answer_404(asked, content)


def test_files_are_fetched_from_their_commit_and_added(publisher):
    done = fetching.fetch(base=publisher.base)

    assert publisher.asked == [ADDRESS.format(commit=commit) for commit in ("aaa", "bbb")]
    assert [(one.file, one.source, one.new) for one in done.added.files] == [
        ("figures-aaa.csv", "made-up-2025-12", 1),
        ("figures-bbb.csv", "made-up-2026-02", 1),
    ]


def test_what_is_here_is_not_fetched_again(publisher):
    fetching.fetch(base=publisher.base)
    publisher.asked.clear()

    again = fetching.fetch(["listing"], base=publisher.base)

    assert publisher.asked == []
    assert again == fetching.Fetched(("figures-aaa.csv", "figures-bbb.csv"), None, ())


def test_the_address_can_be_given_in_the_environment(publisher, monkeypatch):
    monkeypatch.setenv(fetching.BASE_VARIABLE, f"{publisher.base}/")

    assert len(fetching.fetch().added.files) == 2


def test_a_file_that_comes_slowly_comes(publisher):
    publisher.answer = answer_slowly

    assert fetching.fetch(base=publisher.base).failed == ()


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (answer_with_one_byte_changed, "what came is not the file that is known, so it was not kept"),
        (answer_truncated, "the connection broke off before the end of the file"),
        (answer_404, "the server answered 404 Not Found"),
        (answer_and_fall_silent, "there is no connection, or it broke off (this machine may be offline)"),
    ],
)
def test_a_file_that_does_not_come_as_it_is_known_is_not_kept(publisher, added, monkeypatch, answer, why):
    monkeypatch.setattr(asking, "SECONDS_OF_SILENCE", 0.3)
    publisher.answer = answer

    done = fetching.fetch(base=publisher.base)

    assert done.added is None
    assert [name for name, _ in done.failed] == ["figures-aaa.csv", "figures-bbb.csv"]
    url = publisher.base + ADDRESS.format(commit="aaa")
    assert str(done.failed[0][1]) == f"figures-aaa.csv could not be fetched: {why}. {ASIDE.format(url=url)}"
    assert not added.exists()
    publisher.answer = answer_whole
    assert fetching.fetch(base=publisher.base).failed == ()


@pytest.mark.parametrize(
    ("answer", "limits", "why"),
    [
        (answer_whole, {"MOST_BYTES": 100}, "it is larger than 0 MB, more than any file read here"),
        (answer_drop_by_drop, {"MOST_SECONDS": 0.2, "CHUNK": 1}, "it was not here after 0 minutes"),
        (answer_from_another_host, {}, "the server points to another one, http://localhost:"),
    ],
)
def test_a_file_too_large_too_slow_or_from_elsewhere_is_not_taken(publisher, added, monkeypatch, answer, limits, why):
    for name, limit in limits.items():
        monkeypatch.setattr(asking, name, limit)
    publisher.answer = answer

    done = fetching.fetch(base=publisher.base)

    assert done.added is None
    assert str(done.failed[0][1]).startswith(f"figures-aaa.csv could not be fetched: {why}")
    assert not any("?again" in path for path in publisher.asked)
    assert not added.exists()


def test_a_file_that_has_moved_on_its_own_host_is_taken(publisher):
    publisher.answer = answer_from_another_place

    assert fetching.fetch(base=publisher.base).failed == ()


def test_where_one_file_comes_and_another_does_not_the_one_is_added(publisher):
    publisher.answer = answer_only_the_first

    done = fetching.fetch(base=publisher.base)

    assert [one.file for one in done.added.files] == ["figures-aaa.csv"]
    assert [name for name, _ in done.failed] == ["figures-bbb.csv"]


@pytest.mark.parametrize(
    ("set_up", "why"),
    [
        ({}, "there is no connection, or it broke off (this machine may be offline)"),
        ({"https_proxy": "{nobody}"}, "the proxy could not be used; look at $HTTPS_PROXY and $HTTP_PROXY"),
        ({"https_proxy": "http://"}, "the proxy's address is none; look at $HTTPS_PROXY and $HTTP_PROXY"),
    ],
    ids=["nobody there", "no proxy there", "a proxy without address"],
)
def test_no_connection_is_told_in_one_line_with_what_to_do(publisher, monkeypatch, set_up, why):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{free.getsockname()[1]}"
    for name, text in set_up.items():
        monkeypatch.setenv(name, text.format(nobody=nobody))

    done = fetching.fetch(base=nobody if not set_up else "https://publisher.invalid")

    said = str(done.failed[0][1])
    assert said.startswith(f"figures-aaa.csv could not be fetched: {why}. Try again later")
    assert "\n" not in said


@pytest.mark.parametrize(
    ("what", "base", "said"),
    [
        (["listng"], "", "There is nothing called 'listng' to fetch. Did you mean 'listing'?"),
        (["all of it"], "", "There is nothing called 'all of it' to fetch. It can fetch: listing."),
        ([], "ftp://x", "'ftp://x' is no address to fetch from; write one that begins with https://."),
        ([], "http://x", "'http://x' is no address to fetch from; write one that begins with https://."),
        ([], "https://", "'https://' is no address to fetch from; write one that begins with https://."),
    ],
)
def test_what_is_asked_wrongly_is_refused_before_anything_is_asked_for(publisher, what, base, said):
    with pytest.raises(AskedWrongly) as refusal:
        fetching.fetch(what, base=base)

    assert str(refusal.value) == said
    assert publisher.asked == []


def test_every_byte_is_told_to_the_meter(publisher):
    calls = []

    class Meter:
        total = 0

        def __init__(self, name):
            calls.append(name)

        def update(self, size):
            calls.append(self.total)

        def reset(self):
            calls.append("reset")

        def close(self):
            calls.append("close")

    fetching.fetch(base=publisher.base, meter=Meter)

    size = calls[1]
    assert calls == ["figures-aaa.csv", size, "reset", size, "close", "figures-bbb.csv", size, "reset", size, "close"]
    assert size > 100


def test_a_fetch_that_is_killed_leaves_the_folder_as_it_was_and_can_be_done_again(publisher, added, tmp_path):
    intake.add([write(tmp_path / "a.csv", {"area": "york", "value": "4"}, source="ours")])
    before = {path: path.read_bytes() for path in added.rglob("*") if path.is_file()}
    came = threading.Event()

    def answer(asked, content):
        answer_whole(asked, content[:50], length=len(content))
        came.set()
        time.sleep(30)

    publisher.answer = answer
    files = f"{fetching.FILES!r}".replace("Fetchable(", "fetching.Fetchable(")
    code = f"from yotlib.intake import fetching\nfetching.FILES = {files}\n"
    code += f"fetching.fetch(base={publisher.base!r})\n"
    running = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=os.environ | {"TMPDIR": str(tmp_path)})
    assert came.wait(60)

    running.kill()

    assert running.wait() == -signal.SIGKILL
    assert {path: path.read_bytes() for path in added.rglob("*") if path.is_file()} == before
    publisher.answer = answer_whole
    assert fetching.fetch(base=publisher.base).failed == ()
    assert "made-up-2026-02" in set(load.load()["source"])


def test_what_can_be_fetched_is_what_the_suites_own_sources_name(monkeypatch):
    monkeypatch.undo()
    known = {row["sha256"]: row for row in which_publication.by_key().values() if row["sha256"]}

    assert len(fetching.FILES) == 2
    for file in fetching.FILES:
        row = known[file.sha256]
        assert row["released"] in file.name
        assert row["address"].endswith(f" at {file.commit[:12]}")
        assert file.address(fetching.BASE) == (
            f"https://raw.githubusercontent.com/dfe-analytical-services/local-authority-interactive-tool/{file.commit}"
            "/01_data/02_prod/bds_long_0.parquet"
        )


def newest_at(publisher, monkeypatch, tmp_path, commit, day="2026-04-08", value="43"):
    """Let the publisher name a newest commit, and have a file there."""
    path = write(tmp_path / "newest.csv", {"area": "york", "value": value}, released=day)
    listing = json.dumps([{"sha": commit, "commit": {"committer": {"date": f"{day}T09:30:00Z"}}}])
    publisher.contents["/repos/made-up/tool/commits?path=01_data%2Ffigures.csv&per_page=1"] = listing.encode()
    publisher.contents[ADDRESS.format(commit=commit)] = path.read_bytes()


def test_the_newest_version_is_fetched_too_and_its_commit_and_day_are_told(publisher, monkeypatch, tmp_path):
    newest_at(publisher, monkeypatch, tmp_path, "ccc")

    done = fetching.fetch(newest=True, base=publisher.base)

    assert done.newest == ("The newest table is figures.2026-04-08.csv: commit ccc, 8 April 2026.",)
    assert [(one.file, one.new, one.released) for outcome in done.newest_added for one in outcome.files] == [
        ("figures.2026-04-08.csv", 1, "2026-04-08")
    ]
    assert len(done.added.files) == 2
    assert done.failed == ()


def test_the_newest_version_is_not_asked_for_unless_it_is_wanted(publisher):
    fetching.fetch(base=publisher.base)

    assert not [path for path in publisher.asked if path.startswith("/repos")]


def test_a_newest_version_that_is_here_already_is_not_added_again(publisher, monkeypatch, tmp_path):
    newest_at(publisher, monkeypatch, tmp_path, "ccc")
    fetching.fetch(newest=True, base=publisher.base)

    done = fetching.fetch(newest=True, base=publisher.base)

    assert done.already == ("figures-aaa.csv", "figures-bbb.csv", "figures.2026-04-08.csv")
    assert done.newest_added == ()


def test_a_newest_version_that_is_a_pinned_one_is_not_fetched_twice(publisher, monkeypatch, tmp_path):
    newest_at(publisher, monkeypatch, tmp_path, "bbb", day="2026-02-11", value="40")

    done = fetching.fetch(newest=True, base=publisher.base)

    assert publisher.asked.count(ADDRESS.format(commit="bbb")) == 1
    assert done.newest_added == ()


@pytest.mark.parametrize(
    "answer", [b"[]", b"{}", b"no", b'[{"sha": "../x", "commit": {"committer": {"date": "2026"}}}]']
)
def test_an_answer_that_names_no_commit_fails_with_what_to_do_and_the_pinned_files_are_kept(publisher, answer):
    publisher.contents["/repos/made-up/tool/commits?path=01_data%2Ffigures.csv&per_page=1"] = answer

    done = fetching.fetch(newest=True, base=publisher.base)

    assert len(done.added.files) == 2
    assert [str(error) for _, error in done.failed] == [
        f"The newest version of figures.csv could not be looked up at {publisher.base}/repos/made-up/tool/commits: its "
        "answer names no commit. Try again later, or fetch the file by hand and add it: yot data add FILE "
        "--released DATE."
    ]
