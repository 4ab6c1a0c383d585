"""Files of a pack are named after the team and what they show, the same for every team."""

import re

import pytest
from nbformat import v4

from yotlib.packs.page import file_names
from yotlib.packs.page.file_names import LONGEST, named, topics


def table(caption=""):
    html = f"<table><caption><span>{caption}</span></caption></table>"
    return v4.new_code_cell(
        "show", outputs=[v4.new_output("display_data", data={"text/html": html, "text/csv": "a\n"})]
    )


def names(*cells, pack="leeds", topic="reoffending"):
    notebook = v4.new_notebook(cells=[v4.new_markdown_cell("# Do more children reoffend?"), *cells])
    return [name for name, _ in named(notebook, pack, topic, ["text/csv"])]


def test_a_table_under_the_question_is_named_after_the_notebook():
    assert names(table()) == ["leeds-reoffending"]


def test_a_heading_is_part_of_the_name():
    assert names(v4.new_markdown_cell("Words.\n\n## Over the years"), table()) == ["leeds-reoffending-over-the-years"]


@pytest.mark.parametrize(
    ("caption", "name"),
    [
        ("Sources", "leeds-reoffending-sources"),
        ("As inspected, 31 January 2020: Leeds beside its baselines", "leeds-reoffending-the-page-as-inspected"),
        ("First-time entrants to the youth justice system, 2024", "leeds-reoffending-the-page"),
        ("The page, 2024", "leeds-reoffending-the-page"),
        ("2024", "leeds-reoffending-the-page"),
    ],
)
def test_a_short_caption_is_part_of_the_name(caption, name):
    assert names(v4.new_markdown_cell("## The page"), table(caption)) == [name]


def test_a_number_tells_those_apart_that_would_have_one_name():
    cells = [v4.new_markdown_cell("## Part 2"), table(), v4.new_markdown_cell("## Part"), table(), table(), table()]

    assert names(*cells, topic="n") == ["leeds-n-part-2", "leeds-n-part", "leeds-n-part-3", "leeds-n-part-4"]


@pytest.mark.parametrize(
    "heading",
    ["Ünïcode – “quoted” <b>&amp;</b>", "../../etc/passwd", "=cmd()", "中文", "\u202eabc", "x" * 500, "a " * 99],
)
def test_a_name_is_a_short_slug_whatever_the_heading(heading):
    (name,) = names(v4.new_markdown_cell(f"## {heading}"), table(heading))

    assert re.fullmatch("leeds-[a-z0-9]+(-[a-z0-9]+)*", name)
    assert len(name) <= LONGEST + len("leeds-")


def test_one_word_too_long_for_a_name_is_cut():
    assert names(v4.new_markdown_cell(f"## {'x' * 500}"), table(), topic="") == [f"leeds-{'x' * LONGEST}"]


def test_a_long_name_ends_with_a_whole_word_that_says_something():
    heading = "Ethnicity of children cautioned or sentenced"

    assert names(v4.new_markdown_cell(f"## {heading}"), table(), topic="contextual-facts") == [
        "leeds-contextual-facts-ethnicity-of-children-cautioned"
    ]


def test_notebooks_are_told_apart_by_their_number_only_where_their_names_are_alike():
    assert topics("leeds", ["1_entrants", "2_again", "3_again"]) == {
        "1_entrants": "entrants", "2_again": "2-again", "3_again": "3-again"
    }  # fmt: skip


def test_a_pack_named_as_its_notebook_says_it_once():
    assert topics("national", ["national"]) == {"national": ""}
    assert names(v4.new_markdown_cell("## All"), table(), pack="national", topic="") == ["national-all"]


def test_files_of_a_real_pack_are_named_after_the_team_and_no_two_alike(bradford_pack):
    found = [path for kind in ("tables", "figures") for path in (bradford_pack / kind).iterdir()]

    assert len(found) > 60
    assert all(re.fullmatch("bradford-[a-z0-9-]+", path.stem) for path in found)
    assert all(len(path.stem) <= len("bradford-") + file_names.LONGEST + len("-2") for path in found)
