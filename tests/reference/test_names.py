"""Names: whatever one door takes, every other takes too, and a wrong one is answered with near misses of its kind."""

import pytest

import yotlib as yot
from tests.madeup import filled_in
from yotlib.analysis.inspection import sheet
from yotlib.explore import explorer
from yotlib.figures.asked import find_series
from yotlib.figures.tidy import parse
from yotlib.intake import readers, releases
from yotlib.intake.readers.area_names import resolve
from yotlib.packs.batch import teams_to_build
from yotlib.packs.order import national_order, team_orders
from yotlib.reference import areas, measures, periods
from yotlib.reference.errors import AskedWrongly, BadFigures
from yotlib.reference.text_files import decode

# Names that publishers and people write, and the team each means. E08000038 and E08000039 are Barnsley and Sheffield
# since their boundary changed in April 2025.
NAMES = {
    "City of Bradford": "bradford",
    "Bradford, City of": "bradford",
    "Leeds City Council": "leeds",
    "Wakefield MDC": "wakefield",
    "Bradford Youth Justice Service": "bradford",
    "Bradford and District Youth Offending Team": "bradford",
    "Leeds YOT [note 3]": "leeds",
    "The Royal Borough of Greenwich": "greenwich",
    "Hull": "kingston-upon-hull",
    "E08000038": "barnsley",
    "e08000039": "sheffield",
    "Caerdydd": "cardiff",
    "Cyngor Caerdydd": "cardiff",
    "Abertawe": "swansea",
    "Dinas a Sir Abertawe": "swansea",
    "Casnewydd": "newport",
    "Wrecsam": "wrexham",
    "Sir Gaerfyrddin": "carmarthenshire",
    "Sir Benfro": "pembrokeshire",
    "Sir y Fflint": "flintshire",
    "Bro Morgannwg": "vale-of-glamorgan",
    "Castell-nedd Port Talbot": "neath-port-talbot",
    "Pen-y-bont ar Ogwr": "bridgend",
    "Gwasanaeth Cyfiawnder Ieuenctid Powys": "powys",
    "Conwy a Sir Ddinbych": "conwy-and-denbighshire",
    "Gwynedd ac Ynys Mon": "gwynedd-and-ynys-mon",
}
# Names of a local authority that shares a team: a file means the authority, who asks for a team means its team.
PARTS = {
    "Ynys M\N{LATIN SMALL LETTER O WITH CIRCUMFLEX}n": ("isle-of-anglesey", "gwynedd-and-ynys-mon"),
    "Cyngor Sir Ynys Mon": ("isle-of-anglesey", "gwynedd-and-ynys-mon"),
    "Rhondda Cynon Taf": ("rhondda-cynon-taf", "cwm-taf"),
    "Rhondda, Cynon, Taff": ("rhondda-cynon-taf", "cwm-taf"),
    "Merthyr Tudful": ("merthyr-tydfil", "cwm-taf"),
    "Caerffili": ("caerphilly", "blaenau-gwent-and-caerphilly"),
    "Sir Fynwy": ("monmouthshire", "monmouthshire-and-torfaen"),
    "Sir Ddinbych": ("denbighshire", "conwy-and-denbighshire"),
}
TEAMS = NAMES | {name: team for name, (_, team) in PARTS.items()}
FORCE = "West Yorkshire is a police force area, not a team"


def refusal(ask):
    with pytest.raises((AskedWrongly, BadFigures)) as refused:
        ask()
    return str(refused.value)


@pytest.fixture(scope="module")
def figures():
    return yot.load()


@pytest.mark.parametrize(("name", "slug"), TEAMS.items())
def test_every_name_of_a_team_is_found_on_the_command_line_and_in_a_batch(name, slug, figures):
    assert areas.find(name, kind=areas.TEAM) == slug
    orders = team_orders(teams_to_build(only=f"{name},leeds"), figures=figures)
    assert [one.name for one in orders] == list(dict.fromkeys([slug, "leeds"]))


@pytest.mark.parametrize(("name", "slug"), NAMES.items())
def test_every_name_of_a_team_is_found_in_a_file_of_figures_and_in_an_inspection_sheet(name, slug, tmp_path):
    coded = name[0] in "Ee" and name[1:].isdigit()

    own = readers.read(filled_in.write(tmp_path / "own.csv", {"area": name})).figures
    rated = tmp_path / "sheet.csv"
    rated.write_text(sheet.blank_sheet("2018").replace("\n,,1.1,", f'\n"{name}",2020-01-31,1.1,', 1))

    assert resolve("" if coded else name, code=name if coded else "") == slug
    assert own["area"].tolist() == [slug]
    assert f"called {name!r}" not in refusal(lambda: sheet.read(rated))


@pytest.mark.parametrize(("name", "authority"), [(name, authority) for name, (authority, _) in PARTS.items()])
def test_a_part_of_a_team_is_found_in_a_file_as_itself(name, authority):
    assert resolve(name) == authority


@pytest.mark.parametrize("name", ["City of Bradford", "Bradford and District YOT", "E08000032"])
def test_every_name_is_taken_by_the_library_as_team_and_as_baseline(name, figures):
    compared = yot.compare(figures, name, "First-time entrants", baselines=["Leeds City Council", "Lloegr"])

    assert compared["area"].tolist() == ["bradford", "leeds", "england"]
    assert explorer(figures, team=name, measure="First-time entrants").choice.team == "bradford"


@pytest.mark.parametrize(
    "ask",
    [
        lambda figures: areas.find("West Yorkshire", kind=areas.TEAM),
        lambda figures: yot.compare(figures, "West Yorkshire", "first_time_entrants"),
        lambda figures: team_orders(["West Yorkshire"], figures=figures),
        lambda figures: explorer(figures, team="West Yorkshire"),
    ],
    ids=["find", "compare", "batch", "explore"],
)
def test_a_police_force_area_is_said_to_be_one_with_its_teams(ask, figures):
    said = refusal(lambda: ask(figures))

    assert said.startswith(FORCE)
    assert "'bradford', 'calderdale', 'kirklees', 'leeds' or 'wakefield'" in said


def test_a_police_force_area_in_a_file_is_said_to_be_one(tmp_path):
    said = refusal(lambda: readers.read(filled_in.write(tmp_path / "own.csv", {"area": "West Yorkshire"})))

    assert f"area is 'West Yorkshire', not an area such as leeds. {FORCE}" in said
    assert resolve("West Yorkshire") is None


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("first_time_entrants", "first_time_entrants"),
        ("FIRST-TIME ENTRANTS", "first_time_entrants"),
        ("First-time entrants to the youth justice system", "first_time_entrants"),
        ("Children cautioned or sentenced", "cautioned_or_sentenced"),
        ("Children cautioned or sentenced, rate", "cautioned_or_sentenced_rate"),
    ],
)
def test_a_measure_is_found_by_key_and_printed_name_by_command_library_and_in_files(written, key, figures, tmp_path):
    row = {"measure": written, "value": "", "count": "[x]", "population": ""}
    own = readers.read(filled_in.write(tmp_path / "own.csv", row)).figures

    assert measures.get(written).key == key
    assert yot.compare(figures, "bradford", written)["measure"].unique().tolist() == [key]
    assert yot.trends.over_time(figures, "bradford", written)["measure"].unique().tolist() == [key]
    assert own["measure"].tolist() == [key]


def test_an_age_and_a_group_are_found_however_they_are_written(figures):
    assert find_series(figures, "reoffending_rate", age="10 to 14")[1:] == ("10-14", "all")
    assert find_series(figures, "cautioned_or_sentenced", ethnicity="Not known")[1:] == ("10-17", "not-known")
    compared = yot.compare(figures, "bradford", "cautioned_or_sentenced", ethnicity="Black")
    assert set(compared["ethnicity"]) == {"black"}


@pytest.mark.parametrize(
    ("ask", "offered"),
    [
        (lambda figures: areas.find("Leedz", kind=areas.TEAM), "'leeds'"),
        (lambda figures: areas.teams("Yorkshre"), "'yorkshire-and-the-humber'"),
        (lambda figures: national_order(region="Souht West"), "'south-west'"),
        (lambda figures: yot.national.table(figures, "first_time_entrants", region="Walse"), "'wales'"),
        (lambda figures: measures.get("first time entrant"), "'first_time_entrants'"),
        (lambda figures: releases.diff(figures, "dfe-lait-2025-1", "dfe-lait-2026-02"), "'dfe-lait-2025-11'"),
        (lambda figures: yot.data.remove("own-2025"), ""),
        (lambda figures: yot.trends.over_time(figures, "leeds", "reoffending_rate", age="10-15"), "'10-17' or '10-14'"),
        (lambda figures: yot.compare(figures, "leeds", "cautioned_or_sentenced", ethnicity="blck"), "'black'"),
        (lambda figures: periods.parse("latst"), "'latest'"),
        (lambda figures: team_orders(["leeds"], formats=["xls"], figures=figures), "'xlsx'"),
        (lambda figures: team_orders(["leeds"], parameters={"perid": "2018"}, figures=figures), "'period'"),
    ],
    ids=["team", "region", "region of page", "region of table", "measure", "release", "source", "age", "ethnicity",
         "period", "format", "parameter"],
)  # fmt: skip
def test_a_wrong_name_is_answered_with_near_misses_of_its_kind(ask, offered, figures):
    said = refusal(lambda: ask(figures))

    assert not offered or f"Did you mean {offered}" in said


def test_a_column_that_is_missing_is_answered_with_the_one_that_may_be_meant():
    said = refusal(lambda: parse(b"area,ages,value\n", ["area", "age", "value"], "own.csv"))

    assert said == "own.csv needs 'age'; its first line has 'area', 'ages', 'value'. Is 'ages' meant to be 'age'?"


def test_a_wrong_name_in_a_sheet_is_answered_with_near_misses_of_its_column(tmp_path):
    row = {"area": "Bradfrd", "measure": "first_time_entrant", "ethnicity": "blak"}

    said = refusal(lambda: readers.read(filled_in.write(tmp_path / "own.csv", row)))

    for offered in ("bradford", "first_time_entrants", "black"):
        assert f"Did you mean {offered!r}?" in said


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_text_is_read_in_every_encoding_in_which_spreadsheets_save_it(encoding):
    assert decode("the YOT’s work".encode(encoding), "a.csv") == "the YOT’s work"


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(BadFigures, match=r"a\.csv is text neither in UTF-8 nor in Windows-1252"):
        decode(b"\x81\xff", "a.csv")
