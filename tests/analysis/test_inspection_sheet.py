"""The sheet of `yot inspect`: written blank, read whole, every problem at once."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from yotlib.analysis.inspection import sheet
from yotlib.command.main import cli
from yotlib.reference import folders
from yotlib.reference.errors import AskedWrongly, BadFigures


def filled(rules="2018", *, percent="70", rating="Good", cases="20", published="2020-01-31", changed=()):
    """Return the sheet of a made-up service, every question at one percentage, each judged standard with one rating."""
    rows = list(csv.DictReader(io.StringIO(sheet.blank_sheet(rules))))
    where = {"area": "leeds", "published": published, "source": "made-up"}
    asked, judged = {"percent_sufficient": percent, "cases": cases}, {"rating": rating}
    return [
        row
        | where
        | (asked if row["key_question"] else judged)
        | dict(changed).get(row["key_question"] or row["standard"], {})
        for row in rows
    ]


def written(folder, rows):
    path = folder / "made-up.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet_of = csv.DictWriter(file, fieldnames=list(rows[0]))
        sheet_of.writeheader()
        sheet_of.writerows(rows)
    return path


def problems(folder, rows, **how):
    with pytest.raises(BadFigures) as caught:
        sheet.read(written(folder, rows), **how)
    return caught.value.problems


def test_a_filled_sheet_is_rated(tmp_path):
    read = sheet.read(written(tmp_path, filled()))

    assert (read.rated.total, read.rated.overall) == (24, "Good")
    assert read.standards["name"].unique().tolist() == ["Leeds"]


def test_bradfords_own_questions_read_as_a_sheet():
    read = sheet.read(folders.data() / "key_questions.csv")

    assert (read.rated.total, read.rated.overall) == (7, "Requires improvement")
    assert set(read.standards["agrees"]) == {"", "yes"}


def test_the_day_of_publication_chooses_the_rules_and_resettlement_is_not_counted(tmp_path):
    rows = filled("2021", published="2023-05-01", changed=[("4.1", {"rating": "Outstanding"})])

    read = sheet.read(written(tmp_path, rows))

    assert read.rated.rules.key == "2021"
    assert (read.rated.total, read.rated.unscored) == (24, {"4.1": "Outstanding"})


def test_a_sheet_without_team_or_day_is_rated_by_the_programme_of_2018_and_claims_neither(tmp_path):
    rows = [row | {"area": "", "published": "", "source": ""} for row in filled()]

    read = sheet.read(written(tmp_path, rows))

    assert read.rated.rules.key == "2018"
    assert read.standards[["name", "published", "source"]].iloc[0].tolist() == ["this service", "", "the sheet"]


def test_a_rating_beside_questions_is_checked_and_not_used(tmp_path):
    read = sheet.read(written(tmp_path, filled(changed=[("2.1.1", {"rating": "outstanding"})])))

    first = read.standards.set_index("standard").loc["2.1"]
    assert first[["rating", "worked_out", "agrees"]].tolist() == ["Outstanding", "Good", "no"]
    assert read.rated.standards["2.1"] == "Good"


def test_every_problem_of_a_sheet_is_told_at_once_with_its_line(tmp_path):
    changed = [
        ("1.1", {"rating": "Fine"}),
        ("2.1.1", {"percent_sufficient": "most"}),
        ("2.1.2", {"cases": "0"}),
        ("2.1.3", {"key_question": "2.2.1"}),
        ("2.3.1", {"area": "leds"}),
    ]

    assert problems(tmp_path, filled(changed=changed)) == [
        "made-up.csv line 2: rating is 'Fine'; a rating is one of 'Inadequate', 'Requires improvement', 'Good', "
        "'Outstanding'.",
        "made-up.csv line 6: percent_sufficient is 'most', not a number.",
        "made-up.csv line 7: cases is '0', not a whole number of cases.",
        "made-up.csv line 8: key question '2.2.1' does not belong to standard '2.1'.",
        "made-up.csv line 9: '2.2.1' is on line 8 already; keep one of the two.",
        "made-up.csv line 12: No team called 'leds' in data/areas.csv. Did you mean 'leeds'?",
    ]


def test_what_is_missing_is_told_by_standard(tmp_path):
    changed = [("1.1", {"rating": ""}), ("2.1.1", {"percent_sufficient": ""}), ("3.4.1", {"percent_sufficient": "101"})]

    assert problems(tmp_path, filled(changed=changed)) == [
        "made-up.csv: 2.1.1 is missing; write the per cent of cases judged sufficient, 0 to 100.",
        "made-up.csv: 3.4.1 is 101, not a percentage; write the per cent of cases judged sufficient, 0 to 100.",
        "made-up.csv: 1.1 Governance and leadership is missing; give its rating, which is judged on evidence.",
    ]


def test_two_days_in_one_sheet_are_refused(tmp_path):
    rows = filled(changed=[("2.1.1", {"published": "2020-02-01"})])

    assert problems(tmp_path, rows)[0] == (
        "made-up.csv has the dates '2020-01-31', '2020-02-01' in published; a sheet is of one inspection."
    )


def test_a_day_under_the_framework_of_2025_is_refused(tmp_path):
    with pytest.raises(AskedWrongly, match="is not scored here: its bands are not known"):
        sheet.read(written(tmp_path, filled(published="2025-06-01")))


def test_a_blank_sheet_is_written_once_and_never_over_another(tmp_path):
    path = tmp_path / "sheet.csv"

    said = sheet.write_blank(path)

    assert "yot inspect" in said
    assert path.read_text(encoding="utf-8") == sheet.blank_sheet("2018")
    with pytest.raises(AskedWrongly, match="is already there; name a new file"):
        sheet.write_blank(path)


def test_the_command_prints_the_rating_for_people_and_for_programs(tmp_path):
    path = str(written(tmp_path, filled()))

    told = CliRunner().invoke(cli, ["inspect", path])
    printed = json.loads(CliRunner().invoke(cli, ["inspect", path, "--json"]).output)

    assert "Leeds was rated Good in the report published on 31 January 2020, with 24 of 36 points" in told.output
    assert (printed["overall"], printed["total"], printed["rules"]) == ("Good", 24, "2018")
    assert len(printed["standards"]) == 12
    assert len(printed["questions"]) == 23
    assert sum(
        printed["chances"][-1][rating] for rating in ("Inadequate", "Requires improvement", "Good", "Outstanding")
    ) == pytest.approx(1, abs=1e-5)


def test_the_command_without_a_file_says_how_to_get_one():
    refused = CliRunner().invoke(cli, ["inspect"])

    assert refused.exit_code == 2
    assert "write a blank one with --template" in refused.output


@pytest.mark.parametrize("written_as", ["70", "70%", "70 %", "0.7", "0.70", ".7", "70.0"])
def test_a_per_cent_is_read_alike_however_it_is_written(tmp_path, written_as):
    rows = filled(changed=[("2.1.1", {"percent_sufficient": written_as})])

    read = sheet.read(written(tmp_path, rows))

    assert (read.rated.total, read.rated.overall) == (24, "Good")
    assert read.questions["percent"].unique().tolist() == [70.0]


def test_a_one_without_a_sign_is_refused_since_it_may_be_either(tmp_path):
    rows = filled(changed=[("2.1.1", {"percent_sufficient": "1"})])

    assert problems(tmp_path, rows) == [
        "made-up.csv line 6: percent_sufficient is '1', which may be 1% or 100%: write it with its sign."
    ]


def test_a_users_sheet_with_a_percent_sign_is_rated(shared):
    path = shared / "cases" / "03-inspect-percent-sign" / "sheet.csv"
    if not path.exists():
        pytest.skip(f"{path} is not there")

    assert sheet.read(path).rated.total == 24


def test_the_form_of_other_rules_is_refused_in_one_line(tmp_path):
    assert problems(tmp_path, filled("2021")) == [
        "made-up.csv is the form of the refresh of 2021: the programme of 2018 has no 4.1. Correct the date in "
        "published, or say --rules 2021; without either a sheet is rated by the programme of 2018."
    ]


def test_a_sheet_may_be_saved_as_spreadsheets_save_it(tmp_path):
    path = written(tmp_path, filled(changed=[("2.1.1", {"about": "the child’s safety"})], published="31/01/2020"))
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1252"))

    read = sheet.read(path)

    assert read.questions["about"].tolist()[0] == "the child’s safety"
    assert read.standards["published"].unique().tolist() == ["2020-01-31"]


def test_a_sheet_with_semicolons_is_refused_with_that_reason(tmp_path):
    path = written(tmp_path, filled())
    path.write_text(path.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8")

    with pytest.raises(BadFigures, match="has semicolons between its fields"):
        sheet.read(path)
