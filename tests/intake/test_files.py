"""Files opened: by what they hold, row by row as text, and with one clear error where they cannot be read.

Every table here is made up.
"""

import datetime
import random
import re
import zipfile

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.madeup import ods
from yotlib.intake.files import csv_file, open_file, parquet_file, tabulate
from yotlib.intake.files.archives import MOST_BYTES
from yotlib.reference.errors import AskedWrongly, BadFigures, YotError

ROWS = [["Area", "Year", "Value"], ["Ashby", 2016, 40.41], ["Barrow", 2016, None], ["Ashby", 2017, 3]]
TEXT = "Area,Year,Value\nAshby,2016,40.41\nBarrow,2016,\nAshby,2017,3\n"


def made(folder, form, name=None):
    """Write the same small table in one of the four forms."""
    path = folder / (name or f"made_up.{form}")
    if form == "csv":
        path.write_text(TEXT, encoding="utf-8")
    elif form == "parquet":
        pd.DataFrame(ROWS[1:], columns=ROWS[0]).to_parquet(path)
    elif form == "ods":
        ods.write(path, {"Cover": [["Made up"]], "Data": ROWS})
    else:
        workbook(path, Cover=[["Made up"]], Data=ROWS)
    return path


def workbook(path, **sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    with path.open("wb") as file:
        book.save(file)
    return path


def csv(folder, content, encoding="utf-8"):
    path = folder / "made_up.csv"
    path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
    return path


def rezipped(path, member, change):
    """Write the archive at `path` again with one member's bytes changed and nothing else."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members[member] = change(members[member])
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def after_declaration(added):
    """Return a change that puts something between the XML declaration and what it declares."""
    return lambda xml: re.sub(rb"^(<\?xml[^>]*>)?", lambda found: found[0] + added, xml, count=1)


def is_read_or_named(path):
    """Return whether every sheet is read as a table, or an error of this suite names the file in short lines."""
    try:
        opened = open_file(path)
        return all(isinstance(opened.table(sheet), pd.DataFrame) for sheet in opened.sheets or ("",))
    except YotError as refused:
        return all(path.name in line and len(line) < 300 for line in str(refused).splitlines())


def refusal(path, **asked):
    with pytest.raises(BadFigures) as refused:
        open_file(path).table(**asked)
    return refused.value.problems


@pytest.mark.parametrize("name", ["made_up.csv", "made_up.xlsx", "made_up.parquet", "made_up"])
@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx", "ods"])
def test_a_form_is_told_by_what_the_file_holds_whatever_its_name(tmp_path, form, name):
    opened = open_file(made(tmp_path, form, name))

    assert opened.form == form
    assert opened.sheets == (("Cover", "Data") if form in ("xlsx", "ods") else ())
    assert opened.name == name


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx", "ods"])
def test_every_form_gives_the_same_text_by_the_row_a_person_counts(tmp_path, form):
    opened = open_file(made(tmp_path, form))

    table = opened.table("Data" if opened.sheets else "")

    assert table.columns.tolist() == ["Area", "Year", "Value"]
    assert table.index.tolist() == [2, 3, 4]
    assert table.to_numpy().tolist() == [["Ashby", "2016", "40.41"], ["Barrow", "2016", ""], ["Ashby", "2017", "3"]]


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx", "ods"])
def test_only_the_rows_and_columns_asked_for_are_given_with_their_own_row_numbers(tmp_path, form):
    opened = open_file(made(tmp_path, form))
    sheet = "Data" if opened.sheets else ""

    ashby = opened.table(sheet, columns=["Value", "Year"], where={"Area": {"Ashby"}})
    both = opened.table(sheet, where={"Area": {"Ashby", "Barrow"}, "Year": {"2017"}})
    blank = opened.table(sheet, where={"Value": {""}})
    none = opened.table(sheet, where={"Area": {"Carlow"}})

    assert ashby.columns.tolist() == ["Value", "Year"]
    assert ashby.to_dict("index") == {2: {"Value": "40.41", "Year": "2016"}, 4: {"Value": "3", "Year": "2017"}}
    assert (both.index.tolist(), blank.index.tolist(), none.index.tolist()) == ([4], [3], [])
    assert none.columns.tolist() == ["Area", "Year", "Value"]


def test_the_first_rows_come_as_text_and_a_parquet_file_has_only_its_names(tmp_path):
    heads = {form: open_file(made(tmp_path, form)) for form in ("csv", "parquet", "xlsx")}

    assert heads["csv"].head(rows=2) == [["Area", "Year", "Value"], ["Ashby", "2016", "40.41"]]
    assert heads["xlsx"].head("Data", rows=2) == [["Area", "Year", "Value"], ["Ashby", "2016", "40.41"]]
    assert heads["xlsx"].head() == [["Made up"]]
    assert heads["parquet"].head() == [["Area", "Year", "Value"]]


def test_the_first_rows_of_a_csv_file_are_ragged_as_they_come_and_as_many_as_asked(tmp_path):
    opened = open_file(csv(tmp_path, "Made up\n\nArea,Year\n" + "Ashby,2016\n" * 100))

    assert opened.head(rows=4) == [["Made up"], [], ["Area", "Year"], ["Ashby", "2016"]]
    assert len(opened.head(rows=80)) == 80


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_header_may_stand_lower_and_blank_rows_are_passed_over_but_counted(tmp_path, form):
    rows = [["Made up", None], [None, None], ["Area", "Value"], ["Ashby", 1], [None, None], ["Barrow", 2]]
    lines = "".join(",".join("" if cell is None else str(cell) for cell in row) + "\n" for row in rows)
    path = csv(tmp_path, lines + "\n,,,\n") if form == "csv" else workbook(tmp_path / "made_up.xlsx", Data=rows)

    table = open_file(path).table(header=3)

    assert table["Value"].to_dict() == {4: "1", 6: "2"}


def test_rows_of_a_workbook_are_counted_from_the_top_of_the_sheet_even_if_its_first_rows_are_empty(tmp_path):
    path = tmp_path / "made_up.xlsx"
    book = openpyxl.Workbook()
    book.active["B3"], book.active["C3"], book.active["B4"], book.active["C4"] = "Area", "Value", "Ashby", 1
    book.save(path)

    opened = open_file(path)

    assert opened.head(rows=3) == [["", "", ""], ["", "", ""], ["", "Area", "Value"]]
    assert opened.table(header=3).to_dict("index") == {4: {"column 1": "", "Area": "Ashby", "Value": "1"}}


def test_a_quoted_line_break_does_not_make_a_row(tmp_path):
    table = open_file(csv(tmp_path, 'Area,Value\n"Ash\nby",1\nBarrow,2\n')).table()

    assert table["Area"].to_dict() == {2: "Ash\nby", 3: "Barrow"}


def test_names_of_columns_are_single_spaced_told_apart_and_never_blank(tmp_path):
    table = open_file(csv(tmp_path, '"LA \n Name",SNP,SNP,,SNP\nAshby,a,b,c,d\n')).table(columns=["SNP (3)", "LA Name"])

    assert table.to_dict("index") == {2: {"SNP (3)": "d", "LA Name": "Ashby"}}
    assert tabulate.column_names(["", "SNP", "SNP"]) == ["column 1", "SNP", "SNP (2)"]


def test_cells_of_a_workbook_come_as_the_shortest_text_that_is_the_same(tmp_path):
    cells = [
        3.0,
        40.41,
        -5,
        1e15,
        1e16,
        -0.0,
        True,
        datetime.datetime(2024, 4, 1),
        datetime.datetime(2024, 4, 1, 9, 30),
    ]
    path = workbook(tmp_path / "made_up.xlsx", Data=[[f"c{place}" for place in range(len(cells))], cells])

    (row,) = open_file(path).table().to_numpy().tolist()

    assert row == ["3", "40.41", "-5", "1000000000000000", "1e+16", "0", "TRUE", "2024-04-01", "2024-04-01 09:30:00"]


def test_a_parquet_files_numbers_dates_and_gaps_come_as_a_workbooks_do(tmp_path):
    columns = {
        "whole": pa.array([1, None]),
        "part": pa.array([40.41, float("nan")]),
        "day": pa.array([datetime.date(2024, 4, 1), None]),
        "moment": pa.array([datetime.datetime(2024, 4, 1), None]),
        "yes": pa.array([True, None]),
        "kind": pa.array(["a", None]).dictionary_encode(),
        "long": pa.array(["b", None], type=pa.large_string()),
    }
    pq.write_table(pa.table(columns), tmp_path / "made_up.parquet")

    table = open_file(tmp_path / "made_up.parquet").table()

    assert table.to_numpy().tolist() == [["1", "40.41", "2024-04-01", "2024-04-01", "TRUE", "a", "b"], [""] * 7]
    assert open_file(tmp_path / "made_up.parquet").table(where={"whole": {"1"}, "kind": {"a"}}).index.tolist() == [2]


def test_rows_of_a_parquet_file_are_counted_through_its_groups_and_groups_without_wanted_rows_are_not_read(
    tmp_path, monkeypatch
):
    made = pd.DataFrame({"kind": [*"aaabbbccc", "b"], "value": range(10), "other": "x"})
    made.to_parquet(tmp_path / "made_up.parquet", row_group_size=3)
    read, really = [], pq.ParquetFile.read_row_group

    def noting(file, group, columns, **options):
        read.append((group, tuple(columns)))
        return really(file, group, columns=columns, **options)

    monkeypatch.setattr(pq.ParquetFile, "read_row_group", noting)
    table = open_file(tmp_path / "made_up.parquet").table(columns=["value"], where={"kind": {"b"}})

    assert table["value"].to_dict() == {5: "3", 6: "4", 7: "5", 11: "9"}
    assert [group for group, columns in read if columns == ("value",)] == [1, 3]
    assert not any("other" in columns for _, columns in read)


def test_a_table_without_rows_is_refused(tmp_path):
    pd.DataFrame({"Area": pd.Series([], dtype="str")}).to_parquet(tmp_path / "made_up.parquet")

    with pytest.raises(BadFigures) as refused:
        open_file(tmp_path / "made_up.parquet").table()

    assert refused.value.problems == ["made_up.parquet has no rows below the names of its columns in row 1."]


@pytest.mark.parametrize(
    ("encoding", "mark"), [("utf-8", ""), ("utf-8", "\N{BYTE ORDER MARK}"), ("latin-1", ""), ("cp1252", "")]
)
def test_text_is_read_in_utf_8_or_else_in_the_windows_encoding(tmp_path, encoding, mark):
    table = open_file(csv(tmp_path, f"{mark}Area,Value\nYnys Môn,1\n", encoding)).table()

    assert table.to_dict("index") == {2: {"Area": "Ynys Môn", "Value": "1"}}


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx", "ods"])
def test_a_column_that_is_not_there_is_refused_with_those_that_are(tmp_path, form):
    opened = open_file(made(tmp_path, form))
    sheet = "Data" if opened.sheets else ""
    place = f"made_up.{form} sheet 'Data'" if opened.sheets else f"made_up.{form}"

    with pytest.raises(BadFigures) as refused:
        opened.table(sheet, columns=["Area", "Rate"], where={"Sex": {"Boys"}})

    assert str(refused.value) == f"{place} needs 'Rate', 'Sex'; its row 1 has 'Area', 'Year', 'Value'."


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(tmp_path):
    with pytest.raises(BadFigures) as refused:
        open_file(made(tmp_path, "ods")).table("2.11")

    assert str(refused.value) == "made_up.ods has no sheet '2.11'; it has 'Cover', 'Data'."


def test_a_row_of_another_length_is_refused_by_its_number_and_hundreds_are_cut_short(tmp_path):
    few = refusal(csv(tmp_path, "a,b\n1,2\n1,2,3\n1\n1,2\n"))
    many = refusal(csv(tmp_path, "a,b\n" + "1,2,3\n" * 900))

    assert few == [
        "made_up.csv row 3 has 3 fields; its row 1 has 2.",
        "made_up.csv row 4 has 1 fields; its row 1 has 2.",
    ]
    assert many[19:] == [
        "made_up.csv row 21 has 3 fields; its row 1 has 2.",
        "made_up.csv: 880 more rows of another length not shown.",
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "is empty; download it again."),
        (b"\xef\xbb\xbf \n\n", "is empty; download it again."),
        (b"<!DOCTYPE html><p>Not found", "is a web page or XML, not a table; download the file again."),
        (b"%PDF-1.7", "is a PDF; get the publisher's tables as CSV, Parquet, XLSX or ODS."),
        (b'{"a": 1}', "is JSON, not a table; get it as CSV, Parquet, XLSX or ODS."),
        (b"\x1f\x8b\x08", "is compressed; unpack it first."),
        ("a,b\n1,2\n".encode("utf-16"), "is text in UTF-16; save it as CSV in UTF-8."),
        (b"\xd0\xcf\x11\xe0", "is an old .xls workbook or has a password; save it as .xlsx without a password."),
        (b"a,b\n\x00\x01\x02", "is not a table in CSV, Parquet, XLSX or ODS."),
        (
            b"Nothing but words.\n",
            "is not a table in CSV, Parquet, XLSX or ODS; a CSV file has commas between its fields.",
        ),
        (b"a,b\n1,\x81\n", "is text neither in UTF-8 nor in Windows-1252; save it as UTF-8."),
        (b"a,b\n" + b"1,2\n" * 9999 + b"1,\x002\n", "line 10001 holds a byte that is no text; download it again."),
        (b'a,b\n1,"2\n1,2\n', "is not a sound CSV file (unexpected end of data); download it again."),
        (
            b"a,b\n1,2\n1,23",
            "does not end in a line break, as a file cut short does; download it again, or add the break if its last "
            "row is whole.",
        ),
        (b"PAR1 and no more", "is a Parquet file cut short; download it again."),
    ],
)
def test_what_is_no_table_or_not_a_whole_one_is_refused_in_one_line(tmp_path, content, problem):
    assert refusal(csv(tmp_path, content)) == [f"made_up.csv {problem}"]


def test_a_file_that_is_missing_or_a_folder_was_asked_for_wrongly(tmp_path):
    with pytest.raises(AskedWrongly) as missing:
        open_file(tmp_path / "made_up.csv")
    with pytest.raises(AskedWrongly) as folder:
        open_file(tmp_path)

    assert str(missing.value) == f"There is no file {str(tmp_path / 'made_up.csv')!r}; check its name and folder."
    assert str(folder.value) == f"{str(tmp_path)!r} is a folder; name the files in it."


@pytest.mark.parametrize("form", ["parquet", "xlsx", "ods"])
def test_a_file_cut_short_anywhere_is_refused(tmp_path, form):
    path = made(tmp_path, form)
    whole = path.read_bytes()

    for length in range(len(whole) // 50, len(whole), len(whole) // 50):
        path.write_bytes(whole[:length])
        (problem,) = refusal(path)
        assert "download it again" in problem


def test_an_archive_that_is_no_workbook_is_to_be_unpacked(tmp_path):
    with zipfile.ZipFile(tmp_path / "made_up.zip", "w") as archive:
        archive.writestr("made_up.csv", TEXT)

    words = "is an archive but no XLSX or ODS workbook; unpack it and add the tables in it."
    assert refusal(tmp_path / "made_up.zip") == [f"made_up.zip {words}"]


def test_a_workbook_with_a_password_is_refused_as_such(tmp_path):
    locked = rezipped(made(tmp_path, "ods"), "META-INF/manifest.xml", lambda xml: xml + b"<!-- encryption-data -->")

    assert refusal(locked) == ["made_up.ods has a password; save it without one."]


def test_an_archive_that_unpacks_to_more_than_any_workbook_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr("yotlib.intake.files.archives.MOST_BYTES", 1000)

    assert MOST_BYTES == 500_000_000
    assert refusal(made(tmp_path, "xlsx")) == ["made_up.xlsx unpacks to more than 0 MB; it is not opened."]


def test_a_workbook_with_a_document_type_is_read_and_one_with_entities_of_its_own_is_not(tmp_path):
    plain = rezipped(made(tmp_path, "ods"), "META-INF/manifest.xml", after_declaration(b'<!DOCTYPE m SYSTEM "m.dtd">'))
    assert open_file(plain).table("Data").index.tolist() == [2, 3, 4]

    entity = b'<!DOCTYPE m [<!ENTITY a "aaaa">]>'
    unending = rezipped(made(tmp_path, "ods"), "content.xml", after_declaration(entity))
    assert refusal(unending) == ["made_up.ods is damaged (entities of its own in 'content.xml'); download it again."]


def test_a_cell_far_from_its_table_is_refused_before_it_fills_all_memory(tmp_path):
    path = tmp_path / "made_up.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "Area", 1
    book.save(path)

    words = "reaches to row 1,048,576 and column 16,384, more than any table read here; it is damaged or has a stray"
    assert refusal(path) == [f"made_up.xlsx {words} cell far from its table."]


@pytest.mark.parametrize("sheets", [1, 5])
def test_a_workbook_of_more_rows_than_any_read_here_is_refused_before_it_is_read(tmp_path, monkeypatch, sheets):
    path, book = tmp_path / "made_up.xlsx", openpyxl.Workbook()
    for _ in range(sheets):
        book.create_sheet()
    book.save(path)
    row = b"<row><c><v>1</v></c></row>"
    for number in range(1, sheets + 1):
        rezipped(path, f"xl/worksheets/sheet{number}.xml", lambda xml: whole_sheet(row * (300_001 // sheets + 1)))
    monkeypatch.setattr("yotlib.intake.files.workbook_file.CalamineWorkbook", None)

    words = "has more than 300,000 rows, more than any workbook read here; add the part of it that is wanted, or its"
    assert refusal(path) == [f"made_up.xlsx {words} table as CSV."]


def whole_sheet(rows):
    """Return the XML of a sheet with these rows."""
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return b'<worksheet xmlns="' + space + b'"><sheetData>' + rows + b"</sheetData></worksheet>"


def test_empty_rows_repeated_to_the_foot_of_an_ods_sheet_cost_nothing(tmp_path):
    foot = (
        b'<table:table-row table:number-rows-repeated="1048500"><table:table-cell '
        b'table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    wide = ods.write(tmp_path / "made_up.ods", {"Data": [[f"c{place}" for place in range(25)], [0] * 25]})
    path = rezipped(wide, "content.xml", lambda xml: xml.replace(b"</table:table>", foot))

    assert open_file(path).table().index.tolist() == [2]


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        (rb"</sheetData>", rb"</sheetDatum>"),
        (rb'r="B3"', rb'r="A3"'),
        (rb'r="B3"', rb'r="B99999999"'),
        (rb'r="B3"', rb'r="B2"'),
        (rb'r="([A-C]?)4"', rb'r="\g<1>3"'),
        (rb'<row r="3"', rb'<row r="-3"'),
    ],
)
def test_a_workbook_whose_cells_are_out_of_place_is_refused(tmp_path, was, becomes):
    path = workbook(tmp_path / "made_up.xlsx", Data=ROWS)
    damaged = rezipped(path, "xl/worksheets/sheet1.xml", lambda xml: re.sub(was, becomes, xml))

    (problem,) = refusal(damaged)

    assert problem.startswith("made_up.xlsx is damaged (")
    assert problem.endswith(" in 'xl/worksheets/sheet1.xml'); download it again.")


def test_more_rows_than_any_publisher_has_are_refused(tmp_path, monkeypatch):
    assert tabulate.MOST_ROWS == 2_000_000
    monkeypatch.setattr(tabulate, "MOST_ROWS", 2)
    monkeypatch.setattr("yotlib.intake.files.parquet_file.MOST_ROWS", 2)
    monkeypatch.setattr(csv_file, "_MOST_LINES", 10)

    words = "has more than 2 rows, more than any file read here; check what it is."
    assert refusal(made(tmp_path, "csv")) == [f"made_up.csv {words}"]
    assert refusal(made(tmp_path, "parquet")) == [f"made_up.parquet {words}"]
    with pytest.raises(BadFigures) as refused:
        open_file(csv(tmp_path, "a,b\n" * 11))
    assert refused.value.problems == [f"made_up.csv {words}"]


def test_a_long_file_is_refused_without_being_held(tmp_path):
    path = tmp_path / "made_up.csv"
    with path.open("wb") as file:
        file.write(b"a,b\n")
        for _ in range(20):
            file.write(b"1,2\n" * 110_000)

    assert refusal(path) == [
        "made_up.csv has more than 2,000,000 rows, more than any file read here; check what it is."
    ]


def test_a_parquet_file_that_unpacks_to_more_than_any_table_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(parquet_file, "MOST_BYTES", 10)
    pd.DataFrame({"Area": ["Ashby"] * 3}).to_parquet(tmp_path / "made_up.parquet")

    assert refusal(tmp_path / "made_up.parquet") == ["made_up.parquet unpacks to more than 0 MB; it is not read."]


def test_a_parquet_file_of_lists_is_no_table(tmp_path):
    pq.write_table(pa.table({"Areas": [["Ashby"], ["Barrow"]]}), tmp_path / "made_up.parquet")

    assert refusal(tmp_path / "made_up.parquet") == ["made_up.parquet has lists in its column 'Areas'; it is no table."]


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx", "ods"])
@pytest.mark.parametrize("seed", range(60))
def test_bytes_changed_anywhere_end_in_a_table_or_in_an_error_that_names_the_file(tmp_path, form, seed):
    path, chance = made(tmp_path, form), random.Random(seed)
    content = bytearray(path.read_bytes())
    for _ in range(chance.choice([1, 1, 5, 40])):
        content[chance.randrange(len(content))] = chance.randrange(256)
    path.write_bytes(content)

    assert is_read_or_named(path)


@pytest.mark.parametrize("form", ["xlsx", "ods"])
@pytest.mark.parametrize("seed", range(60))
def test_a_workbooks_own_xml_changed_anywhere_ends_in_tables_or_in_an_error_that_names_the_file(tmp_path, form, seed):
    def change(xml):
        content, chance = bytearray(xml), random.Random(seed)
        for _ in range(chance.choice([1, 1, 5])):
            content[chance.randrange(len(content))] = chance.choice(b'0123456789ABZ<>/"= ')
        return bytes(content)

    member = "content.xml" if form == "ods" else "xl/worksheets/sheet2.xml"
    path = rezipped(made(tmp_path, form), member, change)

    assert is_read_or_named(path)


# Rows of other words stand above the names of the columns in two publications of the ONS.
HEADERS = {"mye22final_MYE2_persons.csv": 8, "ukpopestimatesmid2021_MYE2_persons.csv": 8}
CUT_SHORT = {"mye24tablesew.csv"}  # ends without a line break, as a file cut short does


def test_the_published_files_open_in_every_form_they_come_in(shared):
    paths = [
        path for path in sorted((shared / "official").glob("*/*")) if path.is_file() and path.name not in CUT_SHORT
    ]
    rows = {path.name: _rows(path) for path in paths}

    assert rows["bds_long_0.2025-11-17.parquet"] == 606_900
    assert rows["bds_long_0.2026-02-11.parquet"] == 627_810
    assert rows["YJSOffenceDashboard.csv"] == 2_794
    assert rows["sn_may_2025.xlsx"] == 159
    assert min(rows.values()) > 20


def _rows(path):
    header = 3 if path.suffix == ".xlsx" else HEADERS.get(path.name, 1)
    columns = ["Short Desc"] if path.suffix == ".parquet" else None
    return len(open_file(path).table(header=header, columns=columns))
