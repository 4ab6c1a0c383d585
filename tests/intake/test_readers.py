"""Published files are recognised by their content, by one reader only, and known by their hash.

Every figure here is made up.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from tests.madeup.samples import SAMPLES
from yotlib.figures import load
from yotlib.figures.tidy import COLUMNS, SOURCE_COLUMNS, read_text
from yotlib.intake import readers
from yotlib.intake.files import open_file
from yotlib.intake.readers import which_publication
from yotlib.intake.readers.reader import NEIGHBOUR_COLUMNS, RATING_COLUMNS, READ_COLUMNS, Publication, Reader, Reading
from yotlib.reference import folders
from yotlib.reference.errors import AskedWrongly, BadFigures

CONTENT = "Made up,Value\nBradford,330\n"
FIGURE = {"area": "bradford", "measure": "first_time_entrants", "age": "10-17", "ethnicity": "all", "value": 330.0}
OF_ALL = Publication(publisher="Nobody", licence="OGL v3", address="nowhere.example")


def reader(kind="made-up", **stated):
    """Return a reader of CSV files whose first column is called "Made up", which state `stated` about themselves."""
    row = pd.DataFrame([FIGURE | {"row": 2}], columns=READ_COLUMNS)
    return Reader(
        kind=kind,
        title=f"A {kind} table",
        source="nobody-made-up",
        publication=OF_ALL,
        recognises=lambda opened: opened.head()[0][0] == "Made up",
        read=lambda opened: Reading(
            figures=row, publication=Publication(**stated), unresolved={"Atlantis": 1}, left_out=("A total.",)
        ),
    )


@pytest.fixture
def made(tmp_path, monkeypatch):
    """Return a file that the only reader recognises."""
    monkeypatch.setattr(readers, "readers", lambda: (reader(),))
    path = tmp_path / "made_up.csv"
    path.write_text(CONTENT)
    return path


@pytest.fixture
def known(monkeypatch):
    """Put one publication into sources.csv, with the hash of the file that `made` makes."""
    row = dict.fromkeys(SOURCE_COLUMNS, "") | {
        "source": "simulated-a",
        "title": "Simulated",
        "released": "2019-06",
        "published": "yes",
        "sha256": f"{'0' * 64} + {hashlib.sha256(CONTENT.encode()).hexdigest()}",
    }
    monkeypatch.setattr(which_publication, "by_key", lambda: {"simulated-a": row})
    return row


def let_file_state(monkeypatch, **stated):
    monkeypatch.setattr(readers, "readers", lambda: (reader(**stated),))


def test_a_file_that_is_read_carries_its_figures_and_its_publication(made):
    read = readers.read(made, released="2025-11-17")

    assert (read.kind, read.title, read.file) == ("made-up", "A made-up table", "made_up.csv")
    assert read.sha256 == hashlib.sha256(CONTENT.encode()).hexdigest()
    assert read.publication == {
        "source": "nobody-made-up-2025-11",
        "title": "A made-up table, 2025-11-17",
        "publisher": "Nobody",
        "released": "2025-11-17",
        "published": "yes",
        "covers": "",
        "licence": "OGL v3",
        "address": "nowhere.example",
        "sha256": read.sha256,
    }
    assert list(read.publication) == SOURCE_COLUMNS
    assert read.figures.columns.tolist() == [*COLUMNS, "row"]
    assert read.figures["source"].tolist() == [read.source] == ["nobody-made-up-2025-11"]
    assert read.neighbours.columns.tolist() == [*NEIGHBOUR_COLUMNS, "source"]
    assert read.ratings.columns.tolist() == [*RATING_COLUMNS, "source"]
    assert (read.unresolved, read.left_out, read.faults) == ({"Atlantis": 1}, ("A total.",), ())


def test_a_known_file_is_told_by_its_hash_whatever_its_name(made, known):
    copy = made.rename(made.with_name("copy.txt"))

    assert readers.read(copy).publication == known
    assert readers.read(copy, source="simulated-a", released="2019-06").publication == known


@pytest.mark.parametrize("given", [{"released": "2020-01"}, {"source": "simulated-b"}])
def test_a_known_file_is_not_taken_for_another(made, known, given):
    with pytest.raises(AskedWrongly) as refused:
        readers.read(made, **given)

    assert str(refused.value) == ("made_up.csv is 'simulated-a', released 2019-06; leave out what was said of it.")


def test_a_file_that_does_not_say_when_it_was_released_is_refused_with_how_to_say_it(made):
    with pytest.raises(AskedWrongly) as refused:
        readers.read(made)

    assert str(refused.value) == (
        "made_up.csv does not say when it was released; say so with its day or month, as in --released 2025-11-17."
    )


def test_a_release_that_is_no_date_is_refused(made, monkeypatch):
    with pytest.raises(AskedWrongly) as given:
        readers.read(made, released="soon")
    let_file_state(monkeypatch, source="mine", released="soon")
    with pytest.raises(AskedWrongly) as said:
        readers.read(made)

    words = "made_up.csv: released 'soon' is not a date; write 2020-01-31, 2020-01 or 2020."
    assert (str(given.value), str(said.value)) == (words, words)


def test_a_file_may_name_its_own_publication_and_its_giver_has_the_last_word(made, monkeypatch):
    let_file_state(
        monkeypatch, source="mine", title="Our own", released="2025-01", published="no", publisher="The team"
    )

    alone = readers.read(made)
    told = readers.read(made, source="ours", released="2025-02-03")

    assert (alone.source, alone.publication["title"], alone.publication["released"]) == ("mine", "Our own", "2025-01")
    assert (alone.publication["publisher"], alone.publication["licence"]) == ("The team", "OGL v3")
    assert alone.publication["published"] == told.publication["published"] == "no"
    assert (told.source, told.publication["released"]) == ("ours", "2025-02-03")


def test_another_copy_of_a_known_release_has_the_rest_of_its_row_and_its_own_hash(made, known):
    made.write_text(CONTENT + "Leeds,149\n")

    read = readers.read(made, source="simulated-a")

    of_all = {"publisher": "Nobody", "licence": "OGL v3", "address": "nowhere.example"}
    assert read.publication == known | of_all | {"sha256": hashlib.sha256(made.read_bytes()).hexdigest()}
    assert read.publication["sha256"] not in known["sha256"]


def test_a_file_of_no_known_kind_is_refused_with_what_it_is_and_what_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(readers, "readers", lambda: (reader("b"), reader("a")))
    (tmp_path / "other.csv").write_text("Other,Value\nBradford,330\n")

    with pytest.raises(BadFigures) as refused:
        readers.read(tmp_path / "other.csv")

    assert str(refused.value) == (
        "other.csv (CSV) is of no kind read here; its first row has 'Other', 'Value'. Read are: A a table; A b table. "
        "For any other figures, yot data template makes a sheet to fill in."
    )


def test_a_file_that_two_readers_take_is_an_error_of_the_suite(made, monkeypatch):
    monkeypatch.setattr(readers, "readers", lambda: (reader("b"), reader("a")))

    with pytest.raises(RuntimeError) as refused:
        readers.read(made)

    assert str(refused.value).startswith("made_up.csv is recognised as 'b', 'a';")


def test_every_reader_has_a_kind_and_a_title_of_its_own():
    every_reader = readers.readers()

    kinds, titles = ({getattr(reader, name) for reader in every_reader} for name in ("kind", "title"))
    assert len(kinds) == len(titles) == len(every_reader)
    assert all(reader.kind and reader.title and reader.source for reader in every_reader)
    assert len(readers.MODULES) == len(set(readers.MODULES))


@pytest.mark.parametrize("kind", [reader.kind for reader in readers.readers()])
def test_a_made_up_file_of_every_kind_is_recognised_by_its_own_reader_and_no_other(tmp_path, kind):
    made = [sample for sample in SAMPLES if sample.kind == kind]
    assert made, f"write a made-up {kind} file in madeup/samples.py"
    for place, sample in enumerate(made):
        opened = open_file(sample.write(tmp_path / f"made_up_{place}"))

        assert [reader.kind for reader in readers.readers() if reader.recognises(opened)] == [kind]
        assert readers.recognise(opened).kind == kind


def test_no_reader_is_imported_until_a_file_is_read():
    late = ("yotlib.intake.readers", "pyarrow.parquet")
    script = f"import sys, yotlib; print([name for name in sys.modules if name.startswith({late!r})])"

    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert run.stdout == "[]\n"


def test_every_publication_with_a_hash_is_dated_and_no_hash_stands_twice():
    rows = read_text(folders.data() / "sources.csv", SOURCE_COLUMNS)
    hashes = [sha256 for joined in rows["sha256"] if joined for sha256 in joined.split(" + ")]

    assert all(len(sha256) == 64 and int(sha256, 16) for sha256 in hashes)
    assert len(hashes) == len(set(hashes)) == 20
    assert (rows.loc[rows["sha256"] != "", "released"] != "").all()
    assert load.read_sources()["source"].tolist() == rows["source"].tolist()


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("lait/bds_long_0.2025-11-17.parquet", "dfe-lait-2025-11"),
        ("lait/bds_long_0.2026-02-11.parquet", "dfe-lait-2026-02"),
        ("lait/sn_may_2025.xlsx", "dfe-neighbours-2025-05"),
        ("fingertips/fingertips_10401_fte_2018_subset.csv", "ohid-fingertips-10401-2018"),
        ("trafford/children_offending.csv", "yjb-local-2024-25"),
        ("population/census2021_population_10_17_by_ethnic_group_utla.csv", "ons-census-2021"),
        ("population/ons_mid2019_utla19_population_single_year_10_17.csv", "ons-mid-2019"),
        ("population/ons_mid2020_utla20_population_single_year_10_17.csv", "ons-mid-2020"),
        ("hmip/d2i_hmi_youth_justice_inspection_ratings.csv", "d2i-hmip-ratings-2025"),
        ("yjb_west_midlands/YJS_Dashboard_Public_v2.csv", "yjb-dashboard-2022-23"),
        ("yjb_west_midlands/YJSOffenceDashboard.csv", "yjb-offences-2022-23"),
    ],
)
def test_a_published_file_is_known_by_its_hash(shared, file, source):
    sha256 = readers.digest(shared / "official" / file)

    row = which_publication.source_row(Path(file).name, sha256, reader(), Publication())

    assert row["source"] == source
    assert row["published"] == "yes"


def test_no_published_file_is_taken_by_two_readers(shared):
    for path in sorted(path for path in (shared / "official").glob("*/*") if path.is_file()):
        opened = open_file(path)
        assert sum(reader.recognises(opened) for reader in readers.readers()) <= 1, path.name
