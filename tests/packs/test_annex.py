"""The record of a pack has what its notebooks print: sentences, tables with their numbers in full, pictures."""

from nbformat import v4

from yotlib.packs.annex import annex_of, tables
from yotlib.packs.page.attachments import take_attachments

TABLE = "area,value,period,published,large,note\nleeds,154.25,2024,2019-04,True,\nyork,,2024,2018,,[c] withheld\n"


def notebook():
    """Return a run notebook with one of each kind of output, under two headings."""
    shown = {"text/csv": TABLE, "text/html": "<table><caption>Rates of 2024</caption></table>", "text/plain": "Rates"}
    picture = v4.new_output("display_data", {"image/png": "UE5H"}, metadata={"image/png": {"alt": "Two lines."}})
    listed = v4.new_output("execute_result", {"text/markdown": "* One is higher.\n* The other is lower.\n"})
    return v4.new_notebook(
        cells=[
            v4.new_markdown_cell("# How many?\n\nA word before."),
            v4.new_code_cell("a", outputs=[listed]),
            v4.new_markdown_cell("## Over the years"),
            v4.new_code_cell("b", outputs=[v4.new_output("display_data", shown), picture]),
            v4.new_code_cell("c", outputs=[v4.new_output("stream", text="12 rows\n")]),
            v4.new_code_cell("d", outputs=[v4.new_output("display_data", {"text/html": "<p>No <b>figure</b></p>"})]),
            v4.new_markdown_cell("## Empty"),
            v4.new_code_cell("e"),
        ]
    )


def test_sentences_tables_and_pictures_come_under_their_headings():
    found = annex_of(notebook(), "leeds", "rates")

    assert found["question"] == "How many?"
    assert [part["heading"] for part in found["parts"]] == ["", "Over the years"]
    assert found["parts"][0]["sentences"] == ["One is higher.", "The other is lower."]
    assert found["parts"][1]["sentences"] == ["12 rows", "No", "figure"]
    assert found["parts"][1]["pictures"] == [{"file": "leeds-rates-over-the-years", "alt": "Two lines."}]


def test_a_table_has_numbers_as_numbers_and_words_as_words():
    (table,) = tables([annex_of(notebook(), "leeds", "rates")])

    assert table["caption"] == "Rates of 2024"
    assert table["columns"] == ["area", "value", "period", "published", "large", "note"]
    assert table["rows"] == [
        ["leeds", 154.25, "2024", "2019-04", True, None],
        ["york", None, "2024", "2018", None, "[c] withheld"],
    ]


def test_files_are_named_as_they_are_written():
    run = notebook()

    files = take_attachments(run, "leeds", "rates")

    (table,) = tables([annex_of(run, "leeds", "rates")])
    assert list(files.tables) == [table["file"]]
    assert list(files.figures) == ["leeds-rates-over-the-years.png"]
