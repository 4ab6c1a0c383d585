"""The check of finished packs accepts a good pack and finds each fault made in it."""

import json
import re
import shutil

import pytest

import yotlib as yot
from tests.packchecks import problems


@pytest.fixture(scope="module")
def figures():
    return yot.load()


@pytest.fixture
def copy(bradford_pack, tmp_path):
    """Return a copy of Bradford's pack, to be damaged."""
    return shutil.copytree(bradford_pack, tmp_path / "bradford")


def change(path, was, becomes):
    """Replace a text that the file must contain."""
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, becomes), encoding="utf-8")


def test_a_whole_pack_has_no_problem(bradford_pack, figures):
    assert list(problems(bradford_pack, "bradford", figures)) == []


def test_a_pack_of_another_team_is_found(bradford_pack, figures):
    printed = "\n".join(problems(bradford_pack, "leeds", figures))

    assert "without 'Leeds'" in printed
    assert "the record is that of 'bradford'" in printed
    assert "the headline is not on the page" in printed


def test_a_changed_figure_is_found(copy, figures):
    change(copy / "report.html", "130 per 100,000", "103 per 100,000")

    printed = "\n".join(problems(copy, "bradford", figures))

    assert "the headline is not on the page" in printed
    assert "report.html is not as it was written" in printed


def test_a_table_without_rows_is_found(copy, figures):
    path = next((copy / "tables").iterdir())
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")

    assert any(f"tables/{path.name} has 0 rows" in problem for problem in problems(copy, "bradford", figures))


def test_a_missing_picture_is_found(copy, figures):
    path = max((copy / "figures").glob("bradford-inspection*.png"))  # a picture that the page shows once
    path.unlink()

    printed = "\n".join(problems(copy, "bradford", figures))

    assert f"figures/{path.name} is in the record alone" in printed
    assert "they should be the same" in printed


def test_a_blank_picture_is_found(copy, figures):
    from PIL import Image

    path = next((copy / "figures").glob("*.png"))
    Image.new("RGB", (80, 60), "white").save(path)

    assert f"{path.name} is blank" in list(problems(copy, "bradford", figures))


def test_a_blank_drawing_on_the_page_is_found(copy, figures):
    page = (copy / "report.html").read_text(encoding="utf-8")
    blank = 'src="data:image/svg+xml,%3Csvg xmlns=%27http://www.w3.org/2000/svg%27/%3E"'
    (copy / "report.html").write_text(re.sub(r'src="data:image/svg[^"]*"', blank, page, count=1), encoding="utf-8")

    assert any(problem.startswith("a picture is blank: ") for problem in problems(copy, "bradford", figures))


def test_a_file_nobody_wrote_down_is_found(copy, figures):
    (copy / "tables" / "more.csv").write_text("source\nx\n")

    assert "tables/more.csv is not in the record" in list(problems(copy, "bradford", figures))


def test_a_section_left_out_is_found(copy, figures):
    page = (copy / "report.html").read_text(encoding="utf-8")
    last = page.rindex("<section>")
    (copy / "report.html").write_text(page[:last] + "</main></body></html>", encoding="utf-8")

    assert "the page has 4 sections, not 5" in list(problems(copy, "bradford", figures))


def test_a_record_of_other_parameters_is_found(copy, figures):
    record = json.loads((copy / "build.json").read_text(encoding="utf-8"))
    record["parameters"]["team"] = "kent"
    (copy / "build.json").write_text(json.dumps(record), encoding="utf-8")

    assert any("the record is that of" in problem for problem in problems(copy, "bradford", figures))


def test_a_number_that_the_record_has_otherwise_is_found_in_every_file(copy, figures):
    change(copy / "findings.json", '"printed":"31.6"', '"printed":"61.3"')
    change(copy / "findings.json", '"value":31.6', '"value":61.3')

    found = [problem for problem in problems(copy, "bradford", figures) if "61.3" in problem]

    assert "the page lacks 'Bradford 61.3'" in found
    assert "the printed sheet lacks 'Bradford 61.3'" in found
    assert any(
        problem.startswith("key figures, Children cautioned or sentenced: the workbook has") for problem in found
    )
    assert "no table has Children cautioned or sentenced of bradford as 61.3" in found


def test_a_number_of_the_few_words_that_the_record_has_not_is_found(copy, figures):
    change(copy / "bradford-summary.txt", "31.6", "316")

    assert "the few words have 316, which the record has not" in list(problems(copy, "bradford", figures))
