"""The workbook of a team: numbers as numbers, one marked table a sheet, and no text that a spreadsheet would run."""

import io
import json
import re
import shutil
import subprocess
import zipfile

import nbformat
import openpyxl
import pandas as pd
import pytest
from pypdf import PdfReader

import yotlib as yot
from tests import recordchecks
from tests.madeup.records import HOSTILE, bounds, measure, record, with_text
from yotlib.figures.tidy import COLUMNS, FIVE_GROUPS, SOURCE_COLUMNS
from yotlib.findings import board
from yotlib.packs import annex
from yotlib.packs.pdf.sheet import make_sheet
from yotlib.packs.workbook import cells, sheets
from yotlib.packs.workbook.workbook import make_workbook
from yotlib.reference import folders
from yotlib.reference.areas import lineage

SOURCES = (
    b"source,title,publisher,released,published,covers,licence,address,sha256\n"
    b"made-up-2026,Made-up Statistics,Made-up Board,2026-02-11,yes,all,OGL v3,example,\n"
)
GROUPS = (
    b"name,role,area,group,count,share,population,population_share,representation,rri,period_start,period_end,source,"
    b"population_source,note\n"
    b"Ashby,team,ashby,white,24,80,600,75,5,1.0,2019-04-01,2020-03-31,made-up-2026,made-up-2026,\n"
    b"Ashby,team,ashby,asian,,,200,25,,,2019-04-01,2020-03-31,made-up-2026,made-up-2026,[c] withheld: a small count\n"
    b"Ashby,team,ashby,not-known,2,,,,,,2019-04-01,2020-03-31,made-up-2026,,\n"
)


def with_annex(*tables, of=None):
    """Return a record whose notebooks print these tables, each as CSV."""
    notebook = nbformat.v4.new_notebook()
    outputs = [nbformat.v4.new_output("display_data", {"text/csv": table.decode()}) for table in tables]
    notebook.cells = [nbformat.v4.new_code_cell("", outputs=outputs)]
    return {**(of or record()), "annex": [annex.annex_of(notebook, "ashby", "ethnicity")]}


def opened(workbook):
    return openpyxl.load_workbook(io.BytesIO(workbook))


def rows_of(page):
    """Return the rows of the marked table of a sheet, by the first line of their headings."""
    (table,) = page.tables.values()
    heading, *rows = [[cell.value for cell in row] for row in page[table.ref]]
    return [dict(zip(heading, row, strict=True)) for row in rows]


def cells_of(book):
    return [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]


def test_a_workbook_has_a_cover_contents_notes_and_one_marked_table_a_sheet():
    book = opened(make_workbook(with_annex(GROUPS, SOURCES)))

    figures = ["Key figures", "All services", "Years", "Ethnic groups", "Sources"]
    assert book.sheetnames == ["Cover", "Contents", "Notes", *figures]
    assert [len(page.tables) for page in book] == [0, *[1] * 7]
    assert [row["Sheet name"] for row in rows_of(book["Contents"])] == ["Notes", *figures]
    assert book["Cover"]["A3"].value == record()["finding"]


def test_key_figures_have_numbers_with_their_unit_and_period_beside():
    service, region = rows_of(opened(make_workbook(record(measures=1)))["Key figures"])

    assert service == {
        "Measure": "Measure 1",
        "Unit": "Children's first caution or conviction, per 100,000 aged 10 to 17",
        "Period": "2024",
        "Area": "Ashby",
        "Which area": "The service",
        "Value": 154,
        "95% interval, lower end": 128.5,
        "95% interval, upper end": 184.25,
        "How the service compares": "Higher than the region",
        "Gap to the service's rate in children a year": "[z]",
        "Source": "Made-up Board on 11 February 2026",
    }
    assert (region["Area"], region["Value"], region["How the service compares"]) == ("Midshire", 120.25, "Higher")
    assert region["Gap to the service's rate in children a year"] == 12.8
    assert region["95% interval, lower end"] == "[x]"


def test_the_two_ends_of_a_measure_stand_before_its_older_whole_figure():
    page = opened(make_workbook(record(measures=1) | {"bounds": bounds()}))["Key figures"]
    least, most, region, service, _ = rows_of(page)

    ends = [(row["Which area"], row["Period"], row["Value"]) for row in (least, most, service)]
    assert ends == [
        ("The service, at the least", "2025", 70.3),
        ("The service, at the most", "2025", 90.2),
        ("The service", "2024", 154),
    ]
    assert least["How the service compares"] == "Lower than the region"
    assert (region["Area"], region["Value"], region["How the service compares"]) == ("Midshire", 120.25, "Lower")
    assert any("at most Carby's rate" in str(cell) for row in page.iter_rows(values_only=True) for cell in row)


@pytest.mark.parametrize("end", ["lowest", "highest"])
def test_the_check_of_a_workbook_finds_an_end_that_the_record_has_otherwise(end, tmp_path):
    made = record(measures=1) | {"bounds": bounds()}
    (tmp_path / "figures.xlsx").write_bytes(make_workbook(made))

    assert list(recordchecks.workbook_problems(tmp_path / "figures.xlsx", made)) == []
    made["bounds"][end] += 1
    (problem,) = recordchecks.workbook_problems(tmp_path / "figures.xlsx", made)
    assert problem.startswith("key figures, Measure 1")


def test_all_services_and_years_are_those_of_the_record():
    book = opened(make_workbook(record(measures=1)))

    services, years = rows_of(book["All services"]), rows_of(book["Years"])
    assert [row["Value"] for row in services] == [value for _, _, value in measure()["services"]["values"]]
    assert [row["Value of the service"] for row in years] == [190.5, 189.5, 188.5, 187.5]
    assert [row["95% interval, upper end"] for row in years] == [210.5, 209.5, 208.5, 207.5]
    assert {row["Nearest area"] for row in years} == {"Midshire"}


def test_a_newer_figure_of_another_release_stands_after_the_years_of_the_earlier_one():
    apart = measure() | {"years": measure()["years"] | {"same_release": False}}

    years = rows_of(opened(make_workbook(record() | {"measures": [apart]}))["Years"])

    assert [row["Release"] for row in years] == ["An earlier one"] * 4 + ["The newest"]
    assert years[-1]["Value of the service"] == 154


def test_a_number_is_shown_with_the_decimals_it_was_printed_with():
    assert [sheets.number_format(printed) for printed in ("154", "42.0", "37.72%", "1,154")] == [
        "0",
        "0.0",
        "0.00",
        "0",
    ]
    page = opened(make_workbook(record(measures=1)))["Key figures"]
    assert page.cell(5, 6).value == 120.25
    assert page.cell(5, 6).number_format == "0"


def test_ethnic_groups_come_from_the_tables_and_a_withheld_count_is_marked():
    white, asian, unknown = rows_of(opened(make_workbook(with_annex(GROUPS, SOURCES)))["Ethnic groups"])

    counted = "Children cautioned or sentenced"
    assert (white["Ethnic group"], white["Period"], white[counted]) == ("White", "2019-20", 24)
    assert (asian[counted], unknown[counted]) == ("[c]", 2)
    assert unknown["Children who live there"] == "[x]"
    assert white["Source"] == "Made-up Board on 11 February 2026"


def test_sources_are_those_of_the_sheets():
    (source,) = rows_of(opened(make_workbook(with_annex(GROUPS, SOURCES)))["Sources"])

    assert source["Source"] == "Made-up Board on 11 February 2026"
    assert (source["Title"], source["Released"], source["Licence"]) == (
        "Made-up Statistics",
        "11 February 2026",
        "OGL v3",
    )


def test_a_source_without_a_table_is_named_alone():
    (source,) = rows_of(opened(make_workbook(record()))["Sources"])

    assert (source["Source"], source["Title"]) == ("Made-up Board on 11 February 2026", "[x]")


def test_a_team_without_figures_has_a_workbook_that_says_so():
    book = opened(make_workbook(record(measures=0) | {"finding": "Too little is published."}))

    assert book.sheetnames == ["Cover", "Contents", "Notes"]
    assert book["Cover"]["A3"].value == "Too little is published."


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: repr(words[:12]))
def test_hostile_text_is_text_in_its_cell_and_no_formula_or_link(words):
    groups = GROUPS.replace(b"Ashby", ('"' + words.replace('"', '""').replace("\x00", "") + '"').encode())

    book = opened(make_workbook(with_annex(groups, SOURCES, of=with_text(record(), words))))

    found = cells_of(book)
    assert not [cell for cell in found if cell.data_type == "f"]
    assert not [cell for cell in found if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@"))]
    links = [cell.hyperlink for cell in found if cell.hyperlink]
    assert all(link.target is None and link.location for link in links)
    assert len(book.sheetnames) == 8


@pytest.mark.parametrize(
    ("given", "cell"),
    [
        ("=A1", "'=A1"),
        ("-1", "'-1"),
        ("\t=A1", "'=A1"),
        ("\N{ZERO WIDTH SPACE}=A1", "'=A1"),
        ("***", "*** (as printed)"),
        ("$$a$$", "$a$"),
        ("[a](b)", "[a] - (b)"),
        (" ", "[x]"),
        ("Stoke-on-Trent", "Stoke-on-Trent"),
        ("a" * 2000, "a" * 1000),
    ],
)
def test_text_is_made_fit_for_a_cell(given, cell):
    assert cells.text_cell(given) == cell


def test_numbers_are_numbers_and_a_missing_one_is_its_shorthand():
    given = [154.0, 120.25, "24", "", None, float("nan"), float("inf")]

    assert [cells.number_cell(value) for value in given] == [154, 120.25, 24, "[x]", "[x]", "[x]", "[x]"]
    assert cells.number_cell("", "[c]") == "[c]"


def test_the_same_record_gives_the_same_bytes_dated_by_the_release():
    first, second = (make_workbook(with_annex(GROUPS, SOURCES)) for _ in range(2))

    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {part.date_time[0] for part in parts.infolist()} == {1980}
        about = parts.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", about)) == {"2026-02-11T00:00:00Z"}


def test_every_number_of_a_real_workbook_is_in_the_record(bradford_pack):
    known = {round(number, 6) for number in _numbers(json.loads((bradford_pack / "findings.json").read_text()))}

    book = openpyxl.load_workbook(bradford_pack / "bradford-figures.xlsx")

    shown = [cell.value for cell in cells_of(book) if cell.data_type == "n"]
    assert len(shown) > 500
    assert {round(number, 6) for number in shown} <= known
    assert {"Ethnic groups", "Sources"} <= set(book.sheetnames)
    assert "[x]" not in [row["Title"] for row in rows_of(book["Sources"])]


def _numbers(node):
    """Yield every number of a JSON document."""
    if isinstance(node, dict | list):
        for each in node.values() if isinstance(node, dict) else node:
            yield from _numbers(each)
    elif isinstance(node, int | float):
        yield node


def test_libreoffice_opens_it_and_reads_the_same_numbers(tmp_path):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("no LibreOffice on the PATH")
    (tmp_path / "ashby.xlsx").write_bytes(make_workbook(with_annex(GROUPS, SOURCES)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "ods", "--outdir", tmp_path, tmp_path / "ashby.xlsx"]

    subprocess.run(command, check=True, capture_output=True, timeout=180)

    read = pd.read_excel(tmp_path / "ashby.ods", sheet_name="All services", engine="calamine", header=2)
    assert read["Value"].tolist() == [value for _, _, value in measure()["services"]["values"]] * 2


PLANTED = dict(zip(FIVE_GROUPS, (3, 23, 24, 2, 97), strict=True))


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """Return what `load()` shows of Leeds, one more team and its baselines, beside an unpublished sheet."""
    folder, real = tmp_path_factory.mktemp("data"), folders.data()
    (folder / "figures").mkdir()
    for path in [*real.glob("*.csv"), *real.glob("figures/*.csv")]:
        (folder / path.relative_to(real)).write_bytes(path.read_bytes())
    same = {"area": "leeds", "measure": "cautioned_or_sentenced", "age": "10-17", "source": "leeds-own"}
    same |= {"period_start": "2024-04-01", "period_end": "2025-03-31"}
    counts = PLANTED | {"all": sum(PLANTED.values())}
    rows = [same | {"ethnicity": group, "count": str(count)} for group, count in counts.items()]
    pd.DataFrame([{name: row.get(name, "") for name in COLUMNS} for row in rows]).to_csv(
        folder / "figures" / "leeds-own.csv", index=False
    )
    source = {
        "source": "leeds-own",
        "title": "made up",
        "publisher": "nobody",
        "released": "2025-06-01",
        "published": "no",
    }
    known = pd.read_csv(real / "sources.csv", dtype=str, keep_default_na=False)
    new = pd.DataFrame([source], columns=SOURCE_COLUMNS, dtype="str").fillna("")
    pd.concat([known, new]).to_csv(folder / "sources.csv", index=False)
    figures = yot.load(folder)
    return figures[figures["area"].isin(["leeds", "bradford", *lineage("leeds")])].reset_index(drop=True)


@pytest.mark.slow
def test_a_small_unpublished_count_is_in_neither_the_sheet_nor_the_workbook(planted):
    found = board.record("leeds", figures=planted)
    groups = [yot.ethnicity.groups(planted, "leeds"), yot.ethnicity.beside(planted, "leeds")]
    tables = [table.to_csv(index=False).encode() for table in groups]

    said = PdfReader(io.BytesIO(make_sheet(found))).pages[0].extract_text()
    book = opened(make_workbook(with_annex(*tables, of=found)))

    hidden = planted[(planted["source"] == "leeds-own") & planted["count"].isna()]
    assert set(hidden["ethnicity"]) >= {"asian", "other"}
    assert not re.search(r"\b[1-5] children\b", said)
    rows = [row for row in rows_of(book["Ethnic groups"]) if row["Area"] == "Leeds"]
    assert rows
    assert not [
        row for row in rows if row["Period"] == "2024-25" and row["Children cautioned or sentenced"] in range(1, 6)
    ]
