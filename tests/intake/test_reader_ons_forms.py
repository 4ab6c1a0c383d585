"""The ONS's own forms: whose children, of which year, and none from a row that contradicts itself."""

import pytest

from tests.madeup import ons
from yotlib.intake import readers
from yotlib.intake.added import suite_figures
from yotlib.intake.files import open_file
from yotlib.reference.errors import BadFigures

# Eight years of age, 10 to 17.
COUNTED = {
    "england": 160,
    "yorkshire-and-the-humber": 72,
    "leeds": 40,
    "bury": 16,
    "rochdale": 24,
    "bury-and-rochdale": 40,
}
KEYS = ["area", "measure", "age", "ethnicity", "period_start", "period_end", "source"]


def counts(figures):
    return dict(zip(figures["area"], figures["count"], strict=True))


def read(path, **given):
    return readers.read(path, **{"released": "2025-07-30"} | given)


def _as_text(path):
    lines = [",".join(f'"{cell}"' for cell in cells) for cells in ons.sheet()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("write", [ons.workbook, _as_text])
def test_the_year_is_the_one_in_the_lines_above_the_table(tmp_path, write):
    done = read(write(tmp_path / "made_up"))

    assert counts(done.figures) == COUNTED
    assert {f"{day.date()}" for day in done.figures["period_end"]} == {"2022-06-30"}
    assert done.source == "ons-mid-2022"
    assert done.left_out == (
        "Rows of districts within a county, and of areas outside England and Wales: 2. A county without a row of its "
        "own has no figure.",
    )
    assert done.unresolved == {}


@pytest.mark.parametrize("write", [ons.text, ons.nomis])
def test_a_form_without_its_year_has_that_of_the_key_that_is_given(tmp_path, write):
    done = read(write(tmp_path / "made_up.csv"), source="ons-mid-2024")

    assert counts(done.figures) == COUNTED
    assert {f"{day.date()}" for day in done.figures["period_start"]} == {"2024-06-30"}


def test_a_form_without_its_year_is_refused_with_how_to_say_it(tmp_path):
    with pytest.raises(BadFigures) as refused:
        read(ons.text(tmp_path / "made_up.csv"))

    assert str(refused.value) == (
        "made_up.csv does not say of which year it is; say so with --source, as in ons-mid-2024."
    )


def test_a_row_whose_years_of_age_do_not_add_up_is_wrong(tmp_path):
    path = ons.text(tmp_path / "made_up.csv")
    cut = path.read_bytes().replace(b"Leeds,Metropolitan District,455,5,", b"Leeds,Metropolitan District,455,6,")
    path.write_bytes(cut)

    done = read(path, source="ons-mid-2024")

    assert [(fault.severity, fault.row, str(fault.expected)) for fault in done.faults] == [
        ("wrong", 4, "its years of age add up to 456")
    ]


def test_a_file_cut_within_its_last_number_is_found_by_its_total(tmp_path):
    path = ons.nomis(tmp_path / "made_up.csv", [("E08000035", "Leeds", "", 55)])
    path.write_bytes(path.read_bytes().rstrip()[:-3])

    done = read(path, source="ons-mid-2024")

    assert [fault.severity for fault in done.faults] == ["wrong"]


def test_the_census_of_2011_has_five_groups_of_ages_10_to_17(tmp_path):
    done = read(ons.census(tmp_path / "made_up.csv"))

    assert done.source == "ons-census-2011"
    assert done.figures[["area", "ethnicity", "count"]].to_numpy().tolist() == [
        ["leeds", group, 6] for group in ("asian", "black", "mixed", "other", "white")
    ]
    assert {f"{day.date()}" for day in done.figures["period_start"]} == {"2011-03-27"}


@pytest.mark.parametrize(
    ("file", "source", "rows"),
    [
        ("ukpopestimatesmid2021_MYE2_persons.csv", "ons-mid-2021", 202),
        ("mye22final_MYE2_persons.csv", "ons-mid-2022", 203),
        ("nomis_mid2023_single_year_lad.csv", "ons-mid-2023", 168),
        ("mye24tablesew.csv", "ons-mid-2024", 203),
        ("dc2101ew_census2011_local_authorities.csv", "ons-census-2011", 795),
    ],
)
def test_every_count_of_a_real_file_is_the_one_shipped(shared, file, source, rows):
    done = readers.read(shared / "official" / "ons" / file)

    both = done.figures.merge(suite_figures.figures()[[*KEYS, "count"]], on=KEYS, suffixes=("", "_shipped"))
    assert (done.source, len(done.figures), len(both)) == (source, rows, rows)
    assert (both["count"] == both["count_shipped"]).all()
    assert done.faults == ()


def test_each_form_is_recognised_by_its_own_reader(tmp_path):
    made = [
        ons.workbook(tmp_path / "a"),
        ons.text(tmp_path / "b"),
        ons.nomis(tmp_path / "c"),
        ons.census(tmp_path / "d"),
    ]

    kinds = [readers.recognise(open_file(path)).kind for path in made]

    assert kinds == [*3 * ["ons-single-years"], "ons-ethnic-group-by-age"]
