"""Figures added: kept once by source, checked over all that is in hand, held back where they cannot be right."""

import hashlib
import threading
import time

import pandas as pd
import pytest

from tests.madeup import clone
from tests.madeup.listing import write
from tests.madeup.tidy import REGIONS
from yotlib import intake
from yotlib.analysis import inspection
from yotlib.figures import load
from yotlib.intake.added.lock import locked
from yotlib.reference.errors import AskedWrongly

ENGLAND = [{"area": "england", "value": "3071"}, *({"area": area, "value": str(n)} for area, n in REGIONS.items())]
KEY = "made-up-2026-02"


@pytest.fixture(autouse=True)
def added(monkeypatch, tmp_path):
    """The folder of added figures, empty as yet."""
    return clone.settle(monkeypatch, tmp_path)


def held(folder):
    """Every file of the folder of added figures and what it holds, the lock aside."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != ".lock"]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def counts(outcome):
    return [(one.file, one.new, one.changed, one.already, one.held_back) for one in outcome.files]


def standing(source=KEY):
    table = load.load()
    return dict(table.loc[table["source"] == source, ["area", "value"]].itertuples(index=False))


def test_a_file_is_added_with_its_source_and_its_hash(tmp_path, added):
    file = write(tmp_path / "a.csv", {"area": "york", "value": "40.41"}, {"area": "hull", "count": "3"})

    outcome = intake.add([file])

    assert counts(outcome) == [("a.csv", 1, 0, 0, 0)]
    assert outcome.files[0].unresolved == {"hull": 1}
    assert standing() == {"york": 40.41}
    assert held(added)[f"{KEY}/figures.csv"].decode().splitlines()[1:] == [
        f"york,first_time_entrants,10-17,all,2018-01-01,2018-12-31,40.41,,,,{KEY},a.csv,2"
    ]
    (row,) = pd.read_csv(added / KEY / "sources.csv").to_dict("records")
    assert row["released"] == "2026-02-11"
    assert row["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()


def test_adding_twice_changes_nothing_and_says_so(tmp_path, added):
    file = write(tmp_path / "a.csv", *ENGLAND, {"area": "york", "value": "40"})
    intake.add([file])
    before = held(added), [path.stat().st_mtime_ns for path in sorted(added.rglob("*.csv"))]

    outcome = intake.add([file, file])

    assert counts(outcome) == [("a.csv", 0, 0, 10, 1)] * 2
    assert outcome.held_back.empty
    assert (held(added), [path.stat().st_mtime_ns for path in sorted(added.rglob("*.csv"))]) == before


def test_a_figure_that_cannot_be_right_is_held_back_with_its_reason_and_the_rest_goes_on(tmp_path):
    outcome = intake.add([write(tmp_path / "a.csv", *ENGLAND)])

    assert standing() == {area: float(value) for area, value in REGIONS.items()}
    (row,) = outcome.held_back.to_dict("records")
    assert (row["area"], row["value"], row["file"], row["row"]) == ("england", "3071", "a.csv", "2")
    assert row["found"] == "3071 per 100,000"
    assert "230 to 410" in row["expected"]
    assert intake.held_back()[["area", "value", "source"]].to_dict("records") == [
        {"area": "england", "value": 3071.0, "source": KEY}
    ]


def test_what_a_file_added_later_shows_to_be_wrong_is_held_back_then(tmp_path):
    nation = write(tmp_path / "nation.csv", ENGLAND[0])
    regions = write(tmp_path / "regions.csv", *ENGLAND[1:])

    first, second = intake.add([nation]), intake.add([regions])

    assert counts(first) == [("nation.csv", 1, 0, 0, 0)]
    assert counts(second) == [("regions.csv", 9, 0, 0, 0)]
    assert second.held_back["area"].tolist() == ["england"]
    assert "england" not in standing()


@pytest.mark.parametrize(
    ("odd", "found"),
    [
        ({"measure": "custody_rate", "value": "2", "count": "0.5"}, "count 0.5"),
        ({"age": "teenage", "value": "2"}, "age is 'teenage'"),
        ({"measure": "joy", "value": "2"}, "measure is 'joy'"),
        (
            {"value": "226.33713620", "count": "149", "population": "65831"},
            "value is 226.3371362, but 149 of 65831 is 226.3371360",
        ),
    ],
)
def test_what_the_table_of_figures_would_refuse_is_held_back_before_it_can_stop_a_load(tmp_path, odd, found):
    outcome = intake.add([write(tmp_path / "a.csv", {"area": "york", "value": "40"}, {"area": "bury"} | odd)])

    assert outcome.held_back[["area", "found"]].values.tolist() == [["bury", found]]
    assert standing() == {"york": 40.0}


def test_what_a_reader_found_wrong_stays_held_back_when_another_file_of_the_source_comes(tmp_path):
    doubted = {"area": "york", "value": "40", "doubt": "a date where a score was"}
    intake.add([write(tmp_path / "a.csv", doubted, {"area": "bury", "value": "5"})])

    intake.add([write(tmp_path / "b.csv", {"area": "oldham", "value": "6"})])

    assert standing() == {"bury": 5.0, "oldham": 6.0}
    assert intake.held_back()[["area", "found"]].values.tolist() == [["york", "a date where a score was"]]


def test_what_a_reader_found_wrong_in_a_row_without_a_figure_is_told_too(tmp_path, added):
    lost = {"area": "Atlantis", "value": "1", "doubt": "no such place"}
    file = write(tmp_path / "a.csv", lost, {"area": "york", "value": "40"})
    intake.add([file])
    before = held(added)

    intake.add([file])

    assert intake.held_back()[["measure", "file", "row", "found"]].values.tolist() == [
        ["", "a.csv", "2", "no such place"]
    ]
    assert held(added) == before


def test_two_numbers_for_one_figure_of_a_source_are_both_held_back(tmp_path):
    intake.add([write(tmp_path / "a.csv", {"area": "york", "value": "40"}, {"area": "bury", "value": "5"})])

    outcome = intake.add([write(tmp_path / "b.csv", {"area": "york", "value": "41"})])

    assert outcome.held_back[["value", "file"]].values.tolist() == [["40", "a.csv"], ["41", "b.csv"]]
    assert standing() == {"bury": 5.0}


def test_a_source_can_be_replaced_by_the_files_given(tmp_path):
    intake.add([write(tmp_path / "a.csv", {"area": "york", "value": "40"}, {"area": "bury", "value": "5"})])

    outcome = intake.add([write(tmp_path / "b.csv", {"area": "york", "value": "41"})], replace=True)

    assert counts(outcome) == [("b.csv", 0, 1, 0, 0)]
    assert standing() == {"york": 41.0}


def test_a_source_can_be_replaced_by_one_of_another_day(tmp_path):
    intake.add([write(tmp_path / "a.csv", {"area": "york", "value": "40"}, source="ours", released="2026-01-01")])
    later = write(tmp_path / "b.csv", {"area": "york", "value": "41"}, source="ours", released="2026-02-01")

    assert [name for name, _ in intake.add([later]).failed] == ["b.csv"]
    assert intake.add([later], replace=True).failed == ()
    assert load.load().set_index("source").loc["ours", "released"] == pd.Timestamp("2026-02-01")


def test_a_figure_that_the_suite_has_already_stands_once(tmp_path):
    same = write(tmp_path / "a.csv", {"area": "leeds", "value": "226"}, source="made-up-2025-11", released="2025-11-17")

    outcome = intake.add([same])

    assert counts(outcome) == [("a.csv", 0, 0, 1, 0)]
    assert standing("made-up-2025-11") == {"leeds": 226.0, "kent": 150.0}


def test_a_figure_that_says_more_than_the_suites_own_does_not_contradict_it(tmp_path):
    more = {"area": "leeds", "value": "226", "count": "149", "population": "65831"}

    outcome = intake.add([write(tmp_path / "a.csv", more, source="made-up-2025-11", released="2025-11-17")])

    assert counts(outcome) == [("a.csv", 0, 0, 1, 0)]
    assert outcome.held_back["found"].tolist() == intake.held_back()["found"].tolist() == []


def test_a_figure_that_differs_from_the_suites_own_of_the_same_source_is_held_back(tmp_path):
    other = write(
        tmp_path / "a.csv", {"area": "leeds", "value": "227"}, source="made-up-2025-11", released="2025-11-17"
    )

    assert counts(intake.add([other])) == [("a.csv", 0, 0, 0, 1)]
    assert standing("made-up-2025-11") == {"leeds": 226.0, "kent": 150.0}


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"released": "2025-11-30"}, "published and of 2025-11-30"),
        ({"released": "2025-11-17", "published": "no"}, "unpublished and of 2025-11-17"),
    ],
)
def test_another_edition_of_a_source_needs_a_key_of_its_own(tmp_path, said, found):
    other = write(tmp_path / "a.csv", {"area": "york", "value": "2"}, source="made-up-2025-11", **said)

    outcome = intake.add([other])

    assert outcome.files == ()
    assert [(name, str(error)) for name, error in outcome.failed] == [
        (
            "a.csv",
            f"a.csv is of source 'made-up-2025-11', {found}, but the one held is published and of 2025-11-17; "
            "give it a source of its own with --source.",
        )
    ]


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_added(tmp_path, added):
    (tmp_path / "b.csv").write_text("some,other\nfile,here\n")
    good = write(tmp_path / "a.csv", {"area": "york", "value": "40"})

    outcome = intake.add([tmp_path / "b.csv", good, tmp_path / "c.csv"])

    assert [name for name, _ in outcome.failed] == ["b.csv", "c.csv"]
    assert str(outcome.failed[1][1]).startswith("There is no file ")
    assert standing() == {"york": 40.0}


def test_where_no_file_can_be_read_no_folder_is_made(tmp_path, added):
    (tmp_path / "b.csv").write_text("some,other\nfile,here\n")

    intake.add([tmp_path / "b.csv"])

    assert not added.exists()


@pytest.mark.parametrize("key", ["../up", "Leeds own", ".hidden", "a/b", ""])
def test_a_source_has_a_key_that_can_be_a_folder(tmp_path, added, key):
    file = write(tmp_path / "a.csv", {"area": "york", "value": "40"})

    outcome = intake.add([file], source=key)

    if key:
        assert str(outcome.failed[0][1]).startswith(f"a.csv: {key!r} is no key for a source; write it in small letters")
        assert not added.exists()
    else:
        assert outcome.files[0].source == KEY


def test_a_dry_run_tells_what_would_change_and_changes_nothing(tmp_path, added):
    file = write(tmp_path / "a.csv", *ENGLAND)

    tried = intake.add([file], dry_run=True)

    assert not added.exists()
    done = intake.add([file])
    assert tried.files == done.files
    assert tried.held_back.equals(done.held_back)


def test_threads_of_one_process_hold_the_lock_of_a_folder_one_at_a_time(added):
    inside, most = [], []

    def hold(name):
        for _ in range(5):
            with locked(added):
                inside.append(name)
                most.append(len(inside))
                time.sleep(0.005)
                inside.remove(name)

    threads = [threading.Thread(target=hold, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most == [1] * 20
    assert [path.name for path in added.iterdir()] == [".lock"]


def test_every_step_is_told(tmp_path):
    steps = []

    intake.add([write(tmp_path / "a.csv", {"area": "york", "value": "40"})], progress=lambda *step: steps.append(step))

    assert steps == [(0, 3, "a.csv"), (1, 3, "checking"), (2, 3, "writing")]


def test_a_source_that_is_removed_leaves_nothing_behind(tmp_path, added):
    intake.add([write(tmp_path / "a.csv", {"area": "york", "value": "40"})])
    intake.add([write(tmp_path / "b.csv", {"area": "york", "value": "41"}, source="other")])
    load.load()

    removed = intake.remove(KEY)

    assert removed == 1
    assert {name.partition("/")[0] for name in held(added)} == {"other"}
    assert list((tmp_path / "cache").glob("*.parquet")) == []
    assert standing() == {}


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("made-up-2025-11", "'made-up-2025-11' came with the suite and was not added, so it cannot be removed."),
        ("made-up-2026-20", f"No source called 'made-up-2026-20' was added. Did you mean '{KEY}'?"),
        ("xyz", f"No source called 'xyz' was added. Added are: {KEY}."),
    ],
)
def test_only_what_was_added_can_be_removed(tmp_path, added, key, said):
    intake.add([write(tmp_path / "a.csv", {"area": "york", "value": "40"})])
    before = held(added)

    with pytest.raises(AskedWrongly) as refusal:
        intake.remove(key)

    assert str(refusal.value) == said
    assert held(added) == before


def test_what_is_in_hand_is_listed_by_source(tmp_path):
    intake.add([write(tmp_path / "a.csv", *ENGLAND, {"area": "york", "year": "2019-20", "value": "1"})])

    own, added = intake.sources()

    assert (own["source"], own["figures"], own["added"]) == ("made-up-2025-11", 2, False)
    assert (added["source"], added["figures"], added["held_back"], added["added"]) == (KEY, 10, 1, True)
    assert (added["areas"], added["measures"], added["periods"]) == (10, ["first_time_entrants"], ["2018", "2019-20"])


def test_faults_of_what_is_in_hand_say_what_is_held_back_and_what_is_not(tmp_path, added):
    intake.add([write(tmp_path / "a.csv", *ENGLAND, {"area": "Atlantis", "value": "1"})])
    path = added / KEY / "figures.csv"
    path.write_text(path.read_text().replace(",230,", ",23000,"))

    wrong = [row for row in intake.check() if row["severity"] == "wrong"]
    look = [row for row in intake.check() if row["file"].endswith("a.csv") and row["severity"] == "look"]

    assert [(row["held_back"], row["row"], row["figure"]) for row in wrong] == [
        (True, 2, "First-time entrants, England, 2018"),
        (False, 8, "First-time entrants, South East, 2018"),
    ]
    assert ("'Atlantis'", "1 row") in [(row["figure"], row["found"]) for row in look]


def test_what_is_wrong_in_the_suites_own_figures_is_told_and_not_held_back(tmp_path):
    path = tmp_path / "data" / "figures.csv"
    path.write_text(path.read_text().replace(",150,", ",20000,"))

    wrong = [row for row in intake.check() if row["severity"] == "wrong"]

    assert [(row["held_back"], row["file"], row["row"]) for row in wrong] == [(False, "data/figures.csv", 3)]


def rating(area, day, rated, points, note=""):
    words = {"area": area, "population": day, "doubt": rated, "value": points, "note": note}
    return {"listing": "ratings"} | words


def test_ratings_are_held_beside_those_of_the_suite_each_inspection_once(tmp_path, added):
    ours = pd.DataFrame([{"area": "leeds", "published": "2022-05-31", "overall_rating": "Good", "points_of_36": "21"}])
    columns = ["area", "published", "overall_rating", "points_of_36", "note", "source"]
    ours.assign(note="", source="made-up-2025-11")[columns].to_csv(tmp_path / "data" / "ratings.csv", index=False)
    rows = [rating("leeds", "2022-05-31", "Good", "21"), rating("york", "2023-02-01", "Outstanding", "33")]

    outcome = intake.add([write(tmp_path / "a.csv", *rows)])

    assert outcome.files[0].ratings == 2
    held = inspection.ratings()[["area", "overall_rating", "points_of_36", "source"]]
    assert held.values.tolist() == [["leeds", "Good", 21, "made-up-2025-11"], ["york", "Outstanding", 33, KEY]]
    assert len(inspection.ratings(tmp_path / "data")) == 1


def test_a_rating_that_was_misread_is_held_back_and_one_without_a_rating_keeps_its_row(tmp_path, added):
    rows = [rating("leeds", "2022-05-31", "Good", "99", "misread"), rating("york", "2023-02-01", "", "", "misread")]
    file = write(tmp_path / "a.csv", *rows, rating("bury", "2023-03-01", "Good", "20"))
    intake.add([file])
    before = held(added)

    intake.add([file])

    assert held(added) == before
    kept = pd.read_csv(added / KEY / "ratings.csv", keep_default_na=False)
    assert kept[["area", "overall_rating"]].values.tolist() == [["bury", "Good"], ["york", ""]]
    assert intake.held_back()[["file", "row", "figure"]].values.tolist() == [
        ["a.csv", "2", "row of leeds"],
        ["a.csv", "3", "row of york"],
    ]


def test_what_is_told_of_unpublished_figures_has_no_number_in_it(tmp_path, added):
    wrong = {"area": "york", "measure": "reoffending_rate", "count": "3", "population": "2", "note": "[r] was 4"}
    other = {"area": "leeds", "value": "17"}
    outcome = intake.add([write(tmp_path / "a.csv", wrong, other, source="leeds-own", published="no")])

    (row,) = outcome.held_back.to_dict("records")
    (kept,) = intake.held_back().to_dict("records")
    for shown in (row, kept):
        assert (shown["file"], shown["row"], shown["figure"]) == (
            "a.csv",
            "2",
            "Proven reoffending (binary rate), York, 2018",
        )
        assert (shown["found"], shown["expected"]) == (
            "[c]%; count [c]",
            "it can only be [c] to [c]; there are only [c] children",
        )
        assert shown["note"] == "[r] was [c]"
    assert (row["value"], row["count"], row["population"]) == ("", "", "")
    assert pd.isna(kept["count"])
    faults = intake.check()
    assert [one["found"] for one in faults if one["held_back"]] == [row["found"]]
    apart = [one for one in faults if one["figure"] == "First-time entrants, Leeds, 2018"]
    assert apart
    assert not [one for one in apart if "17" in f"{one['found']} {one['expected']}"]
    assert "3" in (added / "leeds-own" / "held_back.csv").read_text()
