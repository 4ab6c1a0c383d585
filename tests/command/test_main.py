"""What `yot` prints, where, and the status it leaves with."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from yotlib.reference import folders


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A copy of the suite's data that a test may spoil."""
    folder = tmp_path / "data"
    shutil.copytree(folders.data(), folder)
    monkeypatch.setattr(folders, "data", lambda: folder)
    return folder


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["report", "Bradfrd"], "yot: No team called 'Bradfrd' in data/areas.csv. Did you mean 'bradford'?"),
        (
            ["report", "bradford", "--period", "1999"],
            "yot: No figure of Bradford has a period ending by the end of 1999; the earliest ends on 2014-03-31.",
        ),
        (
            ["report", "bradford", "--period", "soon"],
            "yot: 'soon' is not a period; write a year (2018), a financial year (2017-18), two months "
            "(2016-07/2017-06) or 'latest'.",
        ),
        (
            ["report", "bradford", "-p", "yer", "2018"],
            "yot: 0_contextual_facts.ipynb has no parameter 'yer'; it has 'team', 'period', 'as_of'.",
        ),
        (["report", "bradford", "--formats", "doc"], "yot: No format called 'doc'; a pack is made as html, pdf, xlsx."),
        (
            ["report", "bradford", "--as-of", "2011-01"],
            "yot: Nothing held here about Bradford was released by 2011-01; ask for a later day.",
        ),
        (
            ["show", "bradford", "--as-of", "31.01.2020"],
            "yot: '31.01.2020' is not a date; write 2020-01-31, 2020-01 or 2020.",
        ),
        (["show", "tyneside"], "yot: 'tyneside' could be 'north-tyneside' or 'south-tyneside'. Name one of them."),
        (["list", "--measure", "first"], "yot: No measure called 'first'."),
        (["report"], "yot: Missing argument 'TEAM'. See 'yot report --help'."),
        (["shw"], "yot: No such command 'shw'."),
    ],
)
def test_what_was_asked_wrongly_is_one_line_on_standard_error_and_status_2(yot, tmp_path, monkeypatch, words, said):
    monkeypatch.chdir(tmp_path)

    status, out, err = yot(*words)

    assert (status, out) == (2, "")
    assert err.startswith(said)
    assert err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


RATES, COUNTS = "figures/reoffending_rate.csv", "figures/cautioned_or_sentenced-first-published.csv"


@pytest.mark.parametrize(
    ("name", "was", "becomes", "said"),
    [
        (COUNTS, ",,484,,,", ",,-484,,,", " line {line}: count is '-484'; it must be zero or more."),
        (RATES, ",42.1,", ",142.1,", " line {line}: value is '142.1'; it lies outside the measure's range"),
        (RATES, "\nbradford,", "\nbradfrod,", " line {line}: area is 'bradfrod'; it is not in data/areas.csv."),
        (RATES, "area,measure,age", "area,measure,ages", " needs 'age'; its first line has 'area', 'measure'"),
        (RATES, "area,measure,", "\x89PNG\r\n", " "),
    ],
)
def test_a_figure_that_cannot_be_right_stops_a_pack_before_it_starts(yot, data, tmp_path, name, was, becomes, said):
    text = (data / name).read_text(encoding="utf-8")
    line = text[: text.index(was)].count("\n") + 1 + was.count("\n")
    (data / name).write_text(text.replace(was, becomes, 1), encoding="utf-8")

    status, out, err = yot("report", "bradford", "--out", str(tmp_path / "reports"))

    assert (status, out) == (1, "")
    assert err.startswith(f"yot: {name}{said.format(line=line)}")
    assert "Traceback" not in err
    assert not (tmp_path / "reports").exists()


def test_a_row_that_stands_twice_is_named_with_both_lines(yot, data, tmp_path):
    path = data / RATES
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")

    status, _, err = yot("report", "bradford", "--out", str(tmp_path / "reports"))

    twice = f"reoffending_rate of {lines[1].split(',')[0]} is on line 2 already; keep one of the two."
    assert (status, err) == (1, f"yot: {RATES} line {len(lines) + 1}: {twice}\n")


def test_list_names_every_team_with_its_region_and_measures(yot):
    status, out, _ = yot("list", "--json")

    teams = {row["team"]: row for row in json.loads(out)["teams"]}
    assert (status, len(teams)) == (0, 155)
    assert teams["cardiff"] == {
        "team": "cardiff",
        "name": "Cardiff",
        "region": "wales",
        "measures": ["cautioned_or_sentenced", "offences_per_1000", "population_10_17"],
    }


def test_list_narrows_to_a_region_and_a_measure(yot):
    _, out, _ = yot("list", "--json", "--region", "Yorkshire and the Humber", "--measure", "first_time_entrants")

    teams = [row["team"] for row in json.loads(out)["teams"]]
    assert len(teams) == 15
    assert {"bradford", "hull", "kingston-upon-hull", "york"} & set(teams) == {"bradford", "kingston-upon-hull", "york"}


def test_show_prints_both_editions_of_the_page_and_the_sentences(yot):
    status, out, _ = yot("show", "Bradford")

    assert status == 0
    words = " ".join(out.split())
    assert words.index("130 per 100,000 children in Bradford in 2024") < words.index("As inspected, 31 January 2020")
    assert "As it stands now" in words
    assert "330 (286 to 379 [e])" in words
    assert "130 (104 to 160 [e])" in words


def test_show_as_json_has_each_measure_of_the_day_asked_for(yot):
    _, out, _ = yot("show", "E08000032", "--as-of", "2020-01-31", "--json")

    shown = json.loads(out)
    entrants = shown["measures"][0]
    assert {key: shown[key] for key in ("team", "name", "region")} == {
        "team": "bradford",
        "name": "Bradford",
        "region": "yorkshire-and-the-humber",
    }
    assert (entrants["measure"], entrants["period"], entrants["as_of"]) == ("first_time_entrants", "2018", "2020-01-31")
    assert [(base["area"], base["verdict"], base["judgement"]) for base in entrants["baselines"]] == [
        ("yorkshire-and-the-humber", "higher", "worse"),
        ("england-and-wales", "higher", "worse"),
    ]
    assert all(measure["as_of"] == "2020-01-31" for measure in shown["measures"])
    white = shown["ethnicity"][0]
    assert (white["group"], white["count"]) == ("white", 331)
    # 331 of 482 of known group; 32,376 of 57,930 children in the Census of 2011.
    assert white["population_share"] == pytest.approx(55.888, abs=0.001)
    assert white["representation"] == pytest.approx(12.784, abs=0.001)


@pytest.mark.parametrize(
    ("asked", "inspection"),
    [
        (
            ["bradford"],
            {"date": "2020-01-31", "overall": "Requires improvement", "total": 7, "source": "hmip-bradford-2020"},
        ),
        (["leeds"], {"date": "2019/20", "overall": "Requires improvement", "total": None, "source": "cypnow-2020-11"}),
        (["bridgend"], {"date": "2026", "overall": "Outstanding", "total": None, "source": "hmip-pages"}),
        (["surrey", "--as-of", "2021-01-01"], {"date": "2019", "overall": "Inadequate", "total": None}),
        (["cornwall"], None),
    ],
)
def test_show_as_json_carries_the_rating_in_the_reports_words(yot, asked, inspection):
    _, out, _ = yot("show", *asked, "--json")

    shown = json.loads(out)["inspection"]
    assert shown is None if inspection is None else shown | inspection == shown


def test_show_as_json_without_a_day_has_the_page_as_inspected_and_of_now(yot):
    _, out, _ = yot("show", "bradford", "--json")

    days = dict.fromkeys(measure["as_of"] for measure in json.loads(out)["measures"])
    assert list(days) == ["2020-01-31", None]


def test_show_of_a_team_with_nothing_published_says_so(yot):
    status, out, _ = yot("show", "cardiff")

    assert status == 0
    assert "The sources held here publish nothing for Cardiff on: First-time entrants" in " ".join(out.split())


@pytest.mark.parametrize("words", [[], ["data"]], ids=["yot", "yot data"])
@pytest.mark.parametrize("columns", ["80", "60"])
def test_no_line_of_the_list_of_commands_is_cut(yot, monkeypatch, words, columns):
    monkeypatch.setenv("COLUMNS", columns)

    status, out, _ = yot(*words, "--help")

    listed = out.partition("Commands:")[2]
    assert status == 0
    assert listed
    assert "..." not in listed
    assert max(map(len, out.splitlines())) <= int(columns)


def test_asking_for_help_is_answered_at_once_without_the_rooms_that_draw_and_run():
    code = (
        "import sys, yotlib.command.main as c; sys.argv = ['yot', '--help']\ntry: c.main()\nexcept SystemExit: pass\n"
    )
    code += (
        "print([name for name in ('matplotlib', 'scipy', 'papermill', 'seaborn', 'pandera') if name in sys.modules])"
    )

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert said.splitlines()[-1] == "[]"


def test_importing_the_library_imports_nothing_that_draws_tests_or_runs():
    code = "import sys, yotlib; print([n for n in ('matplotlib', 'scipy', 'papermill') if n in sys.modules])"

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert said == "[]\n"


def test_the_command_is_installed_under_its_name():
    path = Path(sys.executable).with_name("yot")

    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout

    assert said.startswith("yot, version ")
