"""What `yot data` prints, where, and the status it leaves with."""

import contextlib
import hashlib
import json
import os
import pty
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.madeup import clone
from tests.madeup.listing import write
from tests.madeup.tidy import REGIONS
from yotlib.command import main
from yotlib.intake import fetching

ROOT = Path(__file__).resolve().parents[2]
ENGLAND = [{"area": "england", "value": "3071"}, *({"area": area, "value": str(n)} for area, n in REGIONS.items())]
KEY = "made-up-2026-02"


@pytest.fixture(autouse=True)
def added(monkeypatch, tmp_path):
    """The folder of added figures, empty as yet."""
    monkeypatch.delenv(fetching.BASE_VARIABLE, raising=False)
    return clone.settle(monkeypatch, tmp_path)


@pytest.fixture
def yot(monkeypatch, capsys):
    """Run `yot data` in this process: status, lines of standard output, lines of standard error."""

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["yot", "data", *map(str, words)])
        with pytest.raises(SystemExit) as leaving:
            main.main()
        said = capsys.readouterr()
        return leaving.value.code, said.out.splitlines(), said.err.splitlines()

    return run


def test_add_says_what_became_of_each_file_and_leaves_with_0_where_figures_are_held_back(yot, tmp_path):
    file = write(tmp_path / "a.csv", *ENGLAND, {"area": "Atlantis", "value": "1"})

    status, out, err = yot("add", file)

    assert status == 0
    assert out[:5] == [
        f"a.csv: A made-up listing; {KEY}, released 2026-02-11",
        "  9 figures new, 0 changed, 0 already here, 1 held back",
        "  Names of no area known here, left out: 'Atlantis' (1 row)",
        "Held back, since it cannot be right:",
        f"  {KEY}/a.csv row 2: First-time entrants, England, 2018: 3071 per 100,000; outside its regions (230 to 410)",
    ]
    assert err == ["Adding: 1/3 a.csv", "Adding: 2/3 checking", "Adding: 3/3 writing"]


def test_add_of_a_file_that_fails_adds_the_others_and_leaves_with_1(yot, tmp_path):
    (tmp_path / "b.csv").write_text("some,other\nfile,here\n")
    good = write(tmp_path / "a.csv", {"area": "york", "value": "4"})

    status, out, err = yot("add", tmp_path / "b.csv", good, tmp_path / "c.csv")

    assert status == 1
    assert out[1] == "  1 figure new, 0 changed, 0 already here, 0 held back"
    assert [line.partition(" ")[0] for line in err] == ["Adding:"] * 5 + ["yot:"] * 2
    assert err[5].startswith("yot: b.csv (CSV) is of no kind read here")
    assert err[6] == f"yot: There is no file {tmp_path / 'c.csv'}; name the file to be added."


def test_add_of_a_file_that_does_not_say_when_it_was_released_asks_for_it(yot, tmp_path):
    file = write(tmp_path / "a.csv", {"area": "york", "value": "4"}, released="")

    undated = yot("add", file)
    dated = yot("add", file, "--released", "2026-03")
    misdated = [yot("add", file, "--released", "soon", *source) for source in ([], ["--source", "ours"])]

    assert (undated[0], dated[0], *(status for status, _, _ in misdated)) == (1, 0, 1, 1)
    assert undated[2][-1].startswith("yot: a.csv does not say when it was released; say so with its day or month")
    assert dated[1][0] == "a.csv: A made-up listing; made-up-2026-03, released 2026-03"
    refusal = "yot: a.csv: released 'soon' is not a date; write 2020-01-31, 2020-01 or 2020."
    assert [errors[-1] for _, _, errors in misdated] == [refusal] * 2


def test_add_leaves_with_1_where_every_figure_of_a_file_is_held_back(yot, tmp_path):
    status, out, err = yot("add", write(tmp_path / "a.csv", {"area": "york", "value": "20000"}))

    assert status == 1
    assert out[1] == "  0 figures new, 0 changed, 0 already here, 1 held back"
    assert err[-1] == "yot: a.csv: nothing of it is used, since all its figures (1) are held back."


def test_a_dry_run_says_that_nothing_is_kept(yot, tmp_path, added):
    status, out, _ = yot("add", "--dry-run", write(tmp_path / "a.csv", {"area": "york", "value": "4"}))

    assert status == 0
    assert out[0] == "Nothing is kept; this is what would change."
    assert not added.exists()


def test_many_figures_held_back_alike_are_counted_and_every_check_has_its_say(yot, tmp_path):
    many = [{"area": "york", "year": str(year), "value": "20000"} for year in range(2000, 2015)]

    _, out, _ = yot("add", write(tmp_path / "a.csv", *many, *ENGLAND))

    held = out[out.index("Held back, since it cannot be right:") + 1 :]
    assert [line.strip() for line in held if "more like these" in line] == [
        "and 6 more like these (a value is in its measure's range): yot data check shows all of them."
    ]
    assert sum("York" in line for line in held) == 9
    assert sum("England" in line for line in held) == 1


def test_replace_takes_the_files_in_place_of_what_was_added(yot, tmp_path):
    yot("add", write(tmp_path / "a.csv", {"area": "york", "value": "4"}))

    _, out, _ = yot("add", "--replace", write(tmp_path / "b.csv", {"area": "york", "value": "5"}))

    assert out[1] == "  0 figures new, 1 changed, 0 already here, 0 held back"


def test_list_says_what_is_here_and_where_added_figures_are_kept(yot, tmp_path, added):
    yot("add", write(tmp_path / "a.csv", *ENGLAND, {"area": "york", "year": "2019-20", "value": "1"}))

    status, out, _ = yot("list")

    assert status == 0
    rows = [" ".join(line.split()) for line in out]
    assert "made-up-2025-11 2025-11-17 first_time_entrants 2 2018 2 0 the suite" in rows
    assert f"{KEY} 2026-02-11 first_time_entrants 10 2018 to 2019-20 10 1 none added" in rows
    assert out[-2:] == ["2 sources", f"Added figures are kept in {added}, as $YOTLIB_DATA says."]


def test_list_as_json_has_every_source(yot, tmp_path):
    _, out, _ = yot("list", "--json")

    (row,) = json.loads("\n".join(out))["sources"]
    assert (row["source"], row["figures"], row["periods"]) == ("made-up-2025-11", 2, ["2018"])


def test_remove_takes_a_source_away_and_says_so(yot, tmp_path):
    yot("add", write(tmp_path / "a.csv", {"area": "york", "value": "4"}))

    assert yot("remove", KEY) == (0, [f"{KEY} is removed, with its 1 figure."], [])
    assert yot("remove", KEY) == (2, [], [f"yot: No source called {KEY!r} was added. Added are: none."])


def test_check_leaves_with_1_where_anything_is_wrong_held_back_or_not(yot, tmp_path, added):
    right, *_ = yot("check")
    yot("add", write(tmp_path / "a.csv", *ENGLAND))

    status, out, err = yot("check")
    path = added / KEY / "figures.csv"
    path.write_text(path.read_text().replace(",230,", ",23000,"))
    worse, again, _ = yot("check")

    assert (right, status, worse) == (0, 1, 1)
    assert out[:2] == [
        "Wrong and held back: 1",
        f"  {KEY}/a.csv row 2: First-time entrants, England, 2018: 3071 per 100,000; outside its regions (230 to 410)",
    ]
    assert out[-1].startswith("1 wrong and held back, 0 wrong and not held back, ")
    assert again[-1].startswith("1 wrong and held back, 1 wrong and not held back, ")
    assert err == ["Checking: 1/1 all that is here"]


def test_check_as_json_has_every_fault(yot, tmp_path):
    yot("add", write(tmp_path / "a.csv", *ENGLAND))

    status, out, _ = yot("check", "--json")

    assert status == 1
    first = json.loads("\n".join(out))["faults"][0]
    assert (first["severity"], first["held_back"], first["row"]) == ("wrong", True, 2)
    assert set(first) == {"severity", "held_back", "check", "file", "row", "figure", "found", "expected"}


def test_diff_says_what_changed_and_by_how_much(yot, tmp_path):
    rows = [{"area": "leeds", "value": "226"}, {"area": "kent", "value": "300"}, {"area": "york", "value": "40"}]
    yot("add", write(tmp_path / "a.csv", *rows))

    status, out, _ = yot("diff", "made-up-2025-11", KEY)

    assert status == 0
    assert out[0] == (
        f"made-up-2025-11 to {KEY}: 1 figure changed, 1 did not; 0 only in made-up-2025-11, 1 only in {KEY}."
    )
    assert "First-time entrants, Kent, 2018 150 300 +100.0%" in [" ".join(line.split()) for line in out]


def test_diff_as_json_has_dates_as_text_and_gaps_as_null(yot, tmp_path):
    yot("add", write(tmp_path / "a.csv", {"area": "kent", "value": "300"}))

    _, out, _ = yot("diff", "made-up-2025-11", KEY, "--json")

    found = json.loads("\n".join(out))
    (row,) = found["changed"]
    assert (row["period_start"], row["old_value"], row["new_value"], row["old_count"]) == ("2018-01-01", 150, 300, None)
    assert found["same"] == 0


def test_diff_with_a_release_that_is_not_here_is_asked_wrongly(yot):
    status, out, err = yot("diff", "made-up-2025-11", "made-up-2025-12")

    assert (status, out) == (2, [])
    assert err == ["yot: No release called 'made-up-2025-12' is in hand. Did you mean 'made-up-2025-11'?"]


def test_template_writes_a_sheet_and_writes_over_none_that_is_there(yot, tmp_path):
    path = tmp_path / "mine.xlsx"

    first, second, forced = (yot("template", "--out", path, *words) for words in ([], [], ["--force"]))

    assert first == forced == (0, [f"The sheet is in {path}. Fill it in and say: yot data add {path}"], [])
    assert second == (
        2,
        [],
        [f"yot: {path} is there already; name another file with --out, or write over it with --force."],
    )
    assert path.read_bytes().startswith(b"PK")


@pytest.fixture
def publisher(monkeypatch, tmp_path):
    """A server on this machine with the one made-up file there is to fetch; its address."""
    content = write(tmp_path / "published.csv", {"area": "york", "value": "40"}).read_bytes()
    sha256 = hashlib.sha256(content)
    file = fetching.Fetchable("listing", "figures.csv", "made-up/tool", "aaa", "figures.csv", sha256.hexdigest())
    monkeypatch.setattr(fetching, "FILES", (file,))

    class Publisher(BaseHTTPRequestHandler):
        def do_GET(self):
            found = self.path == "/made-up/tool/aaa/figures.csv"
            self.send_response(200 if found else 404)
            self.send_header("Content-Length", str(len(content) if found else 0))
            self.end_headers()
            self.wfile.write(content if found else b"")

        def log_message(self, *words):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Publisher)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_fetch_adds_what_it_fetched_and_does_not_fetch_it_twice(yot, publisher):
    first, second = yot("fetch", "--from", publisher), yot("fetch", "listing", "--from", publisher)

    assert first[0] == second[0] == 0
    assert first[1][:2] == [
        f"figures.csv: A made-up listing; {KEY}, released 2026-02-11",
        "  1 figure new, 0 changed, 0 already here, 0 held back",
    ]
    assert first[2] == [
        "Fetching figures.csv",
        "Adding: 1/3 figures.csv",
        "Adding: 2/3 checking",
        "Adding: 3/3 writing",
    ]
    assert second[1:] == (["figures.csv is here already."], [])


def test_a_fetch_that_fails_is_one_line_and_status_1(yot, publisher, added):
    status, out, err = yot("fetch", "--from", f"{publisher}/elsewhere")

    assert (status, out) == (1, [])
    assert err[1].startswith(
        "yot: figures.csv could not be fetched: the server answered 404 Not Found. Try again later"
    )
    assert len(err) == 2
    assert not added.exists()


FETCH = """
import sys
from tests.madeup.listing import READER
from yotlib.command.main import main
from yotlib.intake import fetching, readers
readers.readers = lambda: (READER,)
fetching.FILES = (fetching.Fetchable(*sys.argv[2:]),)
sys.argv = ["yot", "data", "fetch", "--from", sys.argv[1]]
main()
"""


def on_a_terminal(words):
    """Run a command with a terminal as its standard error: its status, and all that was drawn there."""
    ours, theirs = pty.openpty()
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm"}
    running = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=theirs, cwd=ROOT, env=environment)
    os.close(theirs)
    drawn = b""
    with contextlib.suppress(OSError):  # which is how a terminal ends
        while came := os.read(ours, 4096):
            drawn += came
    os.close(ours)
    return running.wait(), drawn.decode()


def test_fetch_draws_its_bars_on_a_terminal_one_after_the_other(publisher):
    (file,) = fetching.FILES

    status, drawn = on_a_terminal([sys.executable, "-c", FETCH, publisher, *vars(file).values()])

    assert status == 0, drawn
    assert "Fetching figures.csv" in drawn
    assert "Adding" in drawn
    assert "Traceback" not in drawn
