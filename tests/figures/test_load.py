"""Figures: a made-up folder is read, refused by file and line where it cannot be right, and chosen from by release."""

import pandas as pd
import pytest

from yotlib.figures import choose, load
from yotlib.figures.tidy import COLUMNS, IDENTITY, SOURCE_COLUMNS
from yotlib.figures.worked_out import published
from yotlib.reference.errors import AskedWrongly, BadFigures

GOOD = {
    "area": "bradford",
    "measure": "first_time_entrants",
    "age": "10-17",
    "ethnicity": "all",
    "period_start": "2018-01-01",
    "period_end": "2018-12-31",
    "source": "simulated-a",
}
OUTSIDE = "it lies outside the measure's range, 0 to"
NEITHER = "there is neither a value nor a count, and no mark in note says why"


@pytest.fixture
def folder(tmp_path):
    sources = [
        {"source": source, "title": "Simulated", "publisher": "nobody", "released": released, "published": "yes"}
        for source, released in [("simulated-a", "2019-06"), ("simulated-b", "2020"), ("simulated-c", "2020-02-24")]
    ]
    pd.DataFrame(sources, columns=SOURCE_COLUMNS).to_csv(tmp_path / "sources.csv", index=False)
    return tmp_path


def write(folder, *rows):
    pd.DataFrame([GOOD | row for row in rows], columns=COLUMNS).to_csv(folder / "figures.csv", index=False)


def write_and_load(folder, *rows):
    write(folder, *rows)
    return load.load(folder)


def refused(folder, *rows):
    with pytest.raises(BadFigures) as refusal:
        write_and_load(folder, *rows)
    assert str(refusal.value) == "\n".join(refusal.value.problems)
    return refusal.value.problems


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"count": "-3"}, "count is '-3'; it must be zero or more."),
        ({"count": "3.5"}, "count is '3.5'; it must be a whole number."),
        ({"value": "9", "population": "-9"}, "population is '-9'; it must be zero or more."),
        ({"value": "33000"}, f"value is '33000'; {OUTSIDE} 10,000 for first_time_entrants."),
        ({"value": "-5"}, f"value is '-5'; {OUTSIDE} 10,000 for first_time_entrants."),
        ({"value": "101", "measure": "reoffending_rate"}, f"value is '101'; {OUTSIDE} 100 for reoffending_rate."),
        ({"value": ""}, f"value is ''; {NEITHER}."),
        ({"value": "n/a"}, "value is 'n/a', not a number."),
        ({"value": "1,330"}, "value is '1,330', not a number."),
        ({"value": "inf"}, "value is 'inf', not a number."),
        ({"count": "few", "value": "9"}, "count is 'few', not a number."),
        ({"value": "9", "area": "Bradfrd"}, "area is 'Bradfrd'; it is not in data/areas.csv. Did you mean 'bradford'?"),
        ({"value": "9", "area": "atlantis"}, "area is 'atlantis'; it is not in data/areas.csv."),
        ({"value": "9", "measure": "joy"}, "measure is 'joy'; it is not in the measures this suite knows."),
        ({"value": "9", "age": "teenage"}, "age is 'teenage'; write an age such as '10-17', '10-14', '15-17'."),
        ({"value": "9", "source": "other"}, "source is 'other'; it is not in sources.csv."),
        (
            {"value": "9", "source": "simulated-cc"},
            "source is 'simulated-cc'; it is not in sources.csv. Did you mean 'simulated-c' or 'simulated-b' or "
            "'simulated-a'?",
        ),
        (
            {"value": "9", "ethnicity": "asain"},
            "ethnicity is 'asain'; it is not in the groups all, asian, black, mixed, other, white, bme, not-known. "
            "Did you mean 'asian'?",
        ),
        ({"value": "9", "period_end": "31/12/2018"}, "period_end is '31/12/2018', not a date such as 2018-12-31."),
        ({"value": "9", "period_start": "2018-02-30"}, "period_start is '2018-02-30', not a date such as 2018-12-31."),
        ({"value": "9", "period_end": "2017-12-31"}, "period_end is '2017-12-31'; it is before period_start."),
        ({"value": "9", "period_end": ""}, "period_end is ''; give both dates of the period, or neither."),
        (
            {"value": "330", "count": "149", "population": "65831"},
            "value is 330, but 149 of 65831 is 226; correct whichever is wrong.",
        ),
        (
            {"value": "226.4", "count": "149", "population": "65831"},
            "value is 226.4, but 149 of 65831 is 226.3; correct whichever is wrong.",
        ),
        (
            {"count": "12", "population": "10", "measure": "reoffending_rate"},
            "count is '12'; it is more than its population.",
        ),
    ],
)
def test_a_figure_that_cannot_be_right_is_refused_once_with_its_file_and_line(folder, row, problem):
    assert refused(folder, {"value": "9", "area": "leeds"}, row) == [f"figures.csv line 3: {problem}"]


def test_all_problems_of_a_file_are_told_at_once_in_the_order_of_its_lines(folder):
    problems = refused(
        folder,
        {"value": "9", "area": "leeds", "source": "simulated-z"},
        {"count": "-4", "population": "-3"},
        {"value": "9", "period_end": ""},
        {"value": "x", "count": "1", "area": "kent"},
    )

    assert [problem.split(";")[0] for problem in problems] == [
        "figures.csv line 2: source is 'simulated-z'",
        "figures.csv line 3: count is '-4'",
        "figures.csv line 3: population is '-3'",
        "figures.csv line 4: period_end is ''",
        "figures.csv line 5: value is 'x', not a number.",
    ]


def test_a_value_worked_from_counts_has_to_lie_in_its_measures_range_too(folder):
    with pytest.raises(BadFigures, match=r"^figures\.csv line 2: .* 0 to 10,000 for first_time_entrants\.$"):
        write_and_load(folder, {"count": "5000", "population": "10000"})


def test_a_figure_that_stands_twice_is_refused_with_both_lines(folder):
    row = {"value": "330"}

    assert refused(folder, row, {"value": "9", "source": "simulated-b"}, row) == [
        "figures.csv line 4: first_time_entrants of bradford is on line 2 already; keep one of the two."
    ]


def test_after_twenty_problems_the_rest_are_counted(folder):
    problems = refused(folder, *({"value": "-5", "period_end": f"20{year}-12-31"} for year in range(20, 45)))

    assert len(problems) == 21
    assert problems[-1] == "figures.csv: 5 more problems not shown."


@pytest.mark.parametrize("text", ["\n{row}\n", "{good}\n\n{row}\n", "{good_with_note_of_two_lines}\n{row}\n"])
def test_lines_are_those_of_the_file_as_an_editor_counts_them(folder, text):
    good = "leeds,first_time_entrants,10-17,all,2018-01-01,2018-12-31,9,,,,simulated-a"
    row = good.replace("leeds", "bradford").replace(",9,", ",-9,")
    two_lines = good.replace(",,,,", ',,,"of two\nlines",')
    body = text.format(row=row, good=good, good_with_note_of_two_lines=two_lines)
    whole = f"{','.join(COLUMNS)}\n{body}"
    (folder / "figures.csv").write_text(whole)

    with pytest.raises(BadFigures) as refusal:
        load.load(folder)

    line = whole.splitlines().index(row) + 1
    assert str(refusal.value) == (f"figures.csv line {line}: value is '-9'; {OUTSIDE} 10,000 for first_time_entrants.")


@pytest.mark.parametrize("name", ["figures.csv", "sources.csv"])
def test_a_missing_file_is_named_with_its_folder(folder, name):
    write(folder, {"value": "9"})
    (folder / name).unlink()

    with pytest.raises(BadFigures) as refusal:
        load.load(folder)

    assert str(refusal.value) == f"{name} is missing from {folder}; restore it from the project."


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
            "'utf-8' codec can't decode byte 0x89 in position 0: invalid start byte",
        ),
        (b"\xff\xfea\x00r\x00", "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte"),
    ],
    ids=["picture", "UTF-16"],
)
def test_a_file_that_is_no_csv_is_refused_in_one_line(folder, content, reason):
    (folder / "figures.csv").write_bytes(content)

    with pytest.raises(BadFigures) as refusal:
        load.load(folder)

    assert str(refusal.value) == f"figures.csv is not a CSV file in UTF-8 ({reason}); save it as one."


def test_an_empty_file_is_refused_with_the_columns_it_needs(folder):
    (folder / "figures.csv").write_text("")

    with pytest.raises(BadFigures, match=r"^figures\.csv needs 'area', .+; its first line has nothing\.$"):
        load.load(folder)


def test_rows_with_a_field_too_many_are_refused_rather_than_shifted(folder):
    write(folder, {"value": "9"})
    header, row = (folder / "figures.csv").read_text().splitlines()
    (folder / "figures.csv").write_text(f"{header}\n{row},\n")

    with pytest.raises(BadFigures) as refusal:
        load.load(folder)

    assert str(refusal.value) == "figures.csv line 2 has 12 fields; its first line has 11."


def test_missing_columns_are_named_with_those_there_are(folder):
    pd.DataFrame([GOOD]).drop(columns="source").to_csv(folder / "figures.csv", index=False)

    with pytest.raises(BadFigures) as refusal:
        load.load(folder)

    assert str(refusal.value) == (
        "figures.csv needs 'value', 'count', 'population', 'note', 'source'; its first line has "
        "'area', 'measure', 'age', 'ethnicity', 'period_start', 'period_end'."
    )


def test_the_problems_of_sources_are_told_in_line_order_beside_those_of_the_figures(folder):
    sources = load.read_sources(folder)
    odd = sources.assign(released=["20x9", "2020", "2020"], published=["yes", "maybe", "yes"])
    pd.concat([odd, odd[2:]]).to_csv(folder / "sources.csv", index=False)

    assert refused(folder, {"value": "-5"}) == [
        "sources.csv line 2: released '20x9' is not a date; write 2020-01-31, 2020-01 or 2020.",
        "sources.csv line 3: published is 'maybe'; write yes or no.",
        "sources.csv line 5: source 'simulated-c' is listed twice; keep one.",
        f"figures.csv line 2: value is '-5'; {OUTSIDE} 10,000 for first_time_entrants.",
    ]


def test_a_release_given_as_a_month_or_a_year_counts_as_its_last_day(folder):
    loaded = write_and_load(folder, *({"value": "9", "source": f"simulated-{letter}"} for letter in "abc"))

    assert loaded["released"].astype(str).tolist() == ["2019-06-30", "2020-12-31", "2020-02-24"]


@pytest.mark.parametrize(
    ("as_of", "known"),
    [(None, "abc"), ("", "abc"), ("2019-06-29", ""), ("2019-06", "a"), ("2020-02-24", "ac"), ("2020", "abc")],
)
def test_figures_are_known_from_the_day_they_were_released(folder, as_of, known):
    loaded = write_and_load(folder, *({"value": "9", "source": f"simulated-{letter}"} for letter in "abc"))

    assert "".join(choose.released_by(loaded, as_of)["source"].str[-1]) == known


def test_a_count_without_its_value_gives_the_value_in_the_unit_of_its_measure(folder):
    loaded = write_and_load(
        folder,
        {"count": "149", "population": "65831"},
        {"count": "0", "population": "0", "area": "leeds"},
        {"count": "12", "measure": "cautioned_or_sentenced"},
        {"value": "226.3", "count": "149", "population": "65831", "area": "kent"},
        {"area": "york", "note": "[c] withheld by nobody"},
    )

    expected = [100_000 * 149 / 65_831, float("nan"), 12, 226.3, float("nan")]
    assert loaded["value"].tolist() == pytest.approx(expected, nan_ok=True)


def test_a_count_may_stand_beside_the_population_it_was_counted_in(folder):
    loaded = write_and_load(
        folder, {"measure": "cautioned_or_sentenced", "value": "484", "count": "484", "population": "62299"}
    )

    assert published(loaded)["value"].tolist() == [484]


def test_releases_are_joined_once_and_an_unknown_one_is_refused(folder):
    loaded = write_and_load(folder, {"value": "9"})
    before = loaded.copy()

    assert load.with_release(loaded) is loaded
    pd.testing.assert_frame_equal(loaded, before)
    with pytest.raises(AskedWrongly) as refusal:
        load.with_release(loaded.drop(columns=["released", "published"]))

    assert str(refusal.value) == "No source called 'simulated-a' in data/sources.csv; add it there first."


CAUTIONED = {"measure": "cautioned_or_sentenced"}
GROUPS = [CAUTIONED | {"ethnicity": group, "count": count} for group, count in [("white", "331"), ("bme", "151")]]
NOT_KNOWN = CAUTIONED | {"ethnicity": "not-known", "count": "2"}


@pytest.mark.parametrize(
    ("rows", "counts", "notes"),
    [
        ([*GROUPS, NOT_KNOWN], [484], ["the ethnic groups added up"]),
        (GROUPS, [482], ["the ethnic groups added up"]),
        ([*GROUPS, CAUTIONED | {"count": "490", "note": "as printed"}], [490], ["as printed"]),
        ([GROUPS[0], NOT_KNOWN], [], []),
        ([GROUPS[0], GROUPS[1] | {"count": "", "note": "[c]"}], [], []),
        ([GROUPS[0], GROUPS[1] | {"source": "simulated-b"}], [], []),
    ],
    ids=["groups", "all known", "total printed", "a group missing", "a group withheld", "two releases"],
)
def test_a_total_is_added_up_from_whole_groups_of_one_release_where_none_is_printed(folder, rows, counts, notes):
    loaded = write_and_load(folder, *rows)
    before = loaded.copy()

    selected = choose.select(loaded, "cautioned_or_sentenced")

    assert selected["count"].tolist() == selected["value"].tolist() == counts
    assert selected["note"].tolist() == notes
    assert not selected.duplicated(IDENTITY).any()
    pd.testing.assert_frame_equal(loaded, before)


@pytest.mark.parametrize(
    ("binary", "frequency", "expected", "note"),
    [
        ({"value": "42.1"}, {"value": "2.36"}, [5.6057], "[e] worked from the printed frequency and binary rates"),
        (
            {"value": "44.4", "count": "40", "population": "90"},
            {"value": "0.78", "count": "70", "population": "90"},
            [1.75],
            "reoffences divided by reoffenders, as counted",
        ),
        ({"value": "0"}, {"value": "0"}, [], None),
        ({"value": "42.1"}, {"value": "2.36", "source": "simulated-b"}, [], None),
    ],
)
def test_reoffences_per_reoffender_follow_from_counts_else_from_printed_rates(
    folder, binary, frequency, expected, note
):
    loaded = write_and_load(
        folder, {"measure": "reoffending_rate"} | binary, {"measure": "reoffences_per_child"} | frequency
    )

    selected = choose.select(loaded, "reoffences_per_reoffender")

    assert selected["value"].round(4).tolist() == expected
    assert selected["note"].tolist() == [note] * len(expected)


def test_the_suites_own_figures_pass_every_check():
    loaded = load.load()

    assert set(COLUMNS) < set(loaded)
    assert not loaded.duplicated(IDENTITY).any()
    assert str(load.inspection_date("bradford")) == "2020-01-31 00:00:00"
    assert load.inspection_date("leeds") is None
