import pandas as pd
import pytest

from tests.madeup import yjb_local
from yotlib.intake import files
from yotlib.intake.readers import yjb_local as source
from yotlib.reference.errors import BadFigures


def reading(path):
    opened = files.open_file(path)
    assert source.READER.recognises(opened)
    return source.READER.read(opened)


@pytest.fixture
def children(tmp_path):
    return lambda rows: reading(yjb_local.workbook(tmp_path / "made_up.ods", yjb_local.CHILDREN, rows))


def counts(read, *by):
    return read.figures.set_index(list(by))["count"].dropna().to_dict()


def test_children_are_counted_by_age_and_group_over_both_sexes_and_the_unknown(children):
    read = children(yjb_local.children())

    observed = counts(read, "age", "ethnicity")

    assert (observed["10-17", "all"], observed["10-14", "all"], observed["15-17", "all"]) == (19, 2, 17)
    assert (observed["10-17", "white"], observed["10-17", "not-known"]) == (15, 1)
    assert observed["10-17", "black"] == 0
    assert set(read.figures["measure"]) == {"cautioned_or_sentenced"}
    assert read.faults == ()


def test_the_same_table_as_csv_gives_the_same_figures(children, tmp_path):
    rows = yjb_local.children()

    workbook, text = children(rows), reading(yjb_local.text(tmp_path / "made_up.csv", yjb_local.CHILDREN, rows))

    pd.testing.assert_frame_equal(workbook.figures, text.figures)


def test_older_tables_call_a_service_yot(tmp_path):
    columns = ["YOT" if name == "YJS" else name for name in yjb_local.CHILDREN]

    read = reading(yjb_local.text(tmp_path / "made_up.csv", columns, yjb_local.children()))

    assert counts(read, "age", "ethnicity")["10-17", "all"] == 19


def test_a_group_without_a_row_has_no_figure_in_a_table_that_prints_no_zeros(children):
    observed = counts(children(yjb_local.children(zeros=False)), "age", "ethnicity")

    assert observed["10-17", "all"] == 19
    assert ("10-17", "black") not in observed


def test_a_cell_without_a_row_makes_its_sums_unknown_in_a_table_that_prints_zeros(children):
    read = children(yjb_local.children()[1:])

    assert ("10-17", "all") not in counts(read, "age", "ethnicity")
    assert ("15-17", "all") in counts(read, "age", "ethnicity")


def test_a_row_of_a_former_team_puts_only_the_teams_it_became_in_doubt(children):
    wales = ["Wales", "South Wales", "Wales"]
    rows = [
        ["2013-14", "Western Bay", *wales, "15-17", "White", "Boys", 9],
        ["2013-14", "Cardiff", *wales, "15-17", "White", "Boys", 7],
        ["2013-14", "Swansea", *wales, "15-17", "White", "Boys", 2],
    ]

    read = children(rows)

    assert read.unresolved == {"Western Bay": 1}
    doubted = {fault.figure.split(", ")[1] for fault in read.faults}
    assert doubted == {"Swansea"}


def test_a_service_under_two_names_is_one(children):
    read = children(yjb_local.gwynedd())

    assert counts(read, "area", "age", "ethnicity")["gwynedd-and-ynys-mon", "10-17", "all"] == 6
    assert read.unresolved == {}


def test_a_cell_that_stands_twice_is_held_back(children):
    rows = yjb_local.gwynedd()

    read = children([*rows, rows[0]])

    assert {fault.expected for fault in read.faults} == {"row 2 is not the only one of its cell"}
    assert {fault.severity for fault in read.faults} == {"wrong"}


def test_a_withheld_cell_makes_its_sums_unknown_and_leaves_the_others(children):
    rows = yjb_local.children()
    rows[0][-1] = "[c]"

    read = children(rows)

    assert ("10-17", "all") not in counts(read, "age", "ethnicity")
    assert counts(read, "age", "ethnicity")["10-17", "white"] == 15
    note = read.figures.query("age == '10-17' and ethnicity == 'all'")["note"].item()
    assert note == "[c] not added up: row 2 has no number (withheld by the publisher)"


def test_regions_and_nations_are_not_made_of_services(children):
    read = children([*yjb_local.children(), *yjb_local.gwynedd()])

    assert set(read.figures["area"]) == {"dudley", "gwynedd-and-ynys-mon"}


def test_custodial_sentences_are_those_of_the_tier_custody(tmp_path):
    read = reading(yjb_local.workbook(tmp_path / "made_up.ods", yjb_local.OUTCOMES, yjb_local.outcomes()))

    assert read.figures[["area", "measure", "count"]].values.tolist() == [["dudley", "custody_rate", 9]]
    assert read.figures[["value", "population"]].isna().all(axis=None)
    assert read.left_out == (
        "Cautions and other sentences (2 rows) have no measure here.",
        "The table has no population, so custodial sentences have no rate per 1,000.",
    )


def test_a_kind_of_sentence_that_stands_twice_is_held_back(tmp_path):
    rows = yjb_local.outcomes()

    read = reading(yjb_local.workbook(tmp_path / "made_up.ods", yjb_local.OUTCOMES, [*rows, rows[1]]))

    assert [(fault.severity, fault.expected) for fault in read.faults] == [
        ("wrong", "row 3 is not the only one of its cell")
    ]


def test_a_tier_that_is_none_is_refused(tmp_path):
    rows = yjb_local.outcomes()
    rows[1][6] = "Custodx"

    with pytest.raises(BadFigures, match=r"made_up\.csv row 3: 'Custodx' is no tier"):
        reading(yjb_local.text(tmp_path / "made_up.csv", yjb_local.OUTCOMES, rows))


def test_offences_are_counted_and_a_stray_nation_is_told(tmp_path):
    read = reading(yjb_local.workbook(tmp_path / "made_up.ods", yjb_local.OFFENCES, yjb_local.offences()))

    assert read.figures[["area", "measure", "count"]].values.tolist() == [["dudley", "offences_per_1000", 16]]
    assert "England_Wales holds 'London' (rows: 1); not used." in read.left_out
    assert "Gravity scores have no measure here: added up." in read.left_out


def test_offences_of_two_rows_alike_are_held_back(tmp_path):
    rows = yjb_local.offences()

    read = reading(yjb_local.text(tmp_path / "made_up.csv", yjb_local.OFFENCES, [*rows, rows[1]]))

    assert [str(fault) for fault in read.faults] == [
        "made_up.csv row 2: Proven offences, Dudley, 2013-14: 23 counted; "
        "row 3 is there twice, and nothing shows whether it is a copy"
    ]


def test_words_that_are_no_age_group_or_sex_are_refused_all_at_once(children):
    rows = yjb_local.children()
    rows[0][5], rows[1][7] = "10-15", "Boy"

    with pytest.raises(BadFigures) as refused:
        children(rows)

    assert refused.value.problems == [
        "made_up.ods row 2: '10-15' is no age band; there are 10-14, 10 to 14, 15-17, 15 to 17.",
        "made_up.ods row 3: 'Boy' is no sex; there are boys, male, girls, female, unknown, not known.",
    ]


def test_a_table_without_services_is_not_recognised(tmp_path):
    columns = ["Area" if name == "YJS" else name for name in yjb_local.CHILDREN]
    path = yjb_local.text(tmp_path / "made_up.csv", columns, yjb_local.children())

    assert not source.READER.recognises(files.open_file(path))


def test_the_reader_says_that_a_real_file_was_seen():
    assert source.READER.seen is True


@pytest.mark.parametrize(
    ("row", "tier", "words"),
    [
        (1, "Community", "row 3 has Detention and Training Order in the tier Community"),
        (0, "Custody", "row 2 has Youth"),
    ],
)
def test_a_kind_in_a_tier_that_is_not_its_own_puts_the_years_custodial_sentences_in_doubt(tmp_path, row, tier, words):
    rows = yjb_local.outcomes()
    rows[row][6] = tier

    read = reading(yjb_local.workbook(tmp_path / "made_up.ods", yjb_local.OUTCOMES, rows))

    (fault,) = read.faults
    assert (fault.severity, fault.expected.startswith(words)) == ("wrong", True)


@pytest.mark.parametrize(
    ("columns", "rows", "place", "name"),
    [
        (yjb_local.OFFENCES, yjb_local.offences(), 5, "offence_group"),
        (yjb_local.OFFENCES, yjb_local.offences(), 6, "gravity_score"),
        (yjb_local.OFFENCES, yjb_local.offences(), 3, "pcc"),
        (yjb_local.OUTCOMES, yjb_local.outcomes(), 5, "caution_or_sentence_type"),
    ],
)
def test_a_row_for_a_total_among_rows_that_are_added_up_is_refused(tmp_path, columns, rows, place, name):
    total = [*rows[1][:place], "Total [note 2]", *rows[1][place + 1 :]]
    path = yjb_local.text(tmp_path / "made_up.csv", columns, [*rows, total])

    with pytest.raises(BadFigures) as refused:
        reading(path)

    words = f"made_up.csv row {len(rows) + 2}: {name} is 'Total [note 2]', a total; its parts would be counted twice"
    assert refused.value.problems == [f"{words}: remove the row."]
