from base64 import b64encode
from copy import deepcopy

from nbformat import NotebookNode, v4

from yotlib.packs.page.attachments import take_attachments

PNG = b"\x89PNG\r\n\x1a\n simulated"
GROUND = 'style="padding: 8px; background: white"'
SVG = "<svg xmlns='http://www.w3.org/2000/svg'><text>Côte</text></svg>"


def picture(svg: str = SVG) -> NotebookNode:
    data = {"image/png": b64encode(PNG).decode(), "image/svg+xml": svg, "text/plain": "<Figure>"}
    return v4.new_output("display_data", data=data, metadata={"image/png": {"alt": "Ashby"}, "image/svg+xml": {}})


def table(csv: str) -> NotebookNode:
    return v4.new_output("display_data", data={"text/html": "<table></table>", "text/csv": csv})


def simulated(*outputs: NotebookNode) -> NotebookNode:
    """A run notebook with each output in a cell of its own, after its question."""
    cells = [v4.new_code_cell("show", outputs=[output]) for output in outputs]
    return v4.new_notebook(cells=[v4.new_markdown_cell("# How many?"), *cells])


def test_a_picture_leaves_as_png_and_svg_under_one_name():
    notebook = simulated(picture())

    taken = take_attachments(notebook, "leeds", "first-time-entrants")

    assert taken.figures == {
        "leeds-first-time-entrants.png": b"\x89PNG\r\n\x1a\n simulated",
        "leeds-first-time-entrants.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><text>C\xc3\xb4te</text></svg>",
    }


def test_a_table_leaves_as_csv():
    notebook = simulated(table("area,value\nashby,330\n"))

    assert take_attachments(notebook, "leeds", "inspection").tables == {
        "leeds-inspection.csv": b"area,value\nashby,330\n"
    }


def test_pictures_and_tables_are_counted_apart_in_the_order_shown():
    notebook = simulated(table("a\n"), picture("<svg>1</svg>"), table("b\n"), picture("<svg>2</svg>"))

    taken = take_attachments(notebook, "n", "")

    assert list(taken.figures) == ["n.png", "n.svg", "n-2.png", "n-2.svg"]
    assert taken.figures["n-2.svg"] == b"<svg>2</svg>"
    assert taken.tables == {"n.csv": b"a\n", "n-2.csv": b"b\n"}


def test_a_picture_without_svg_leaves_as_png_alone():
    output = v4.new_output("display_data", data={"image/png": b64encode(PNG).decode()})

    assert take_attachments(simulated(output), "n", "").figures == {"n.png": PNG}


def test_the_copy_keeps_what_jupyterlab_shows_with_the_words_of_a_picture_and_nothing_more():
    taken = take_attachments(simulated(picture(), table("a\n")), "n", "")

    kept = [cell.outputs[0] for cell in taken.notebook.cells[1:]]
    assert [sorted(output.data) for output in kept] == [["text/html", "text/plain"], ["text/html"]]
    assert (
        kept[0].data["text/html"] == f'<img alt="Ashby" {GROUND} src="data:image/png;base64,{b64encode(PNG).decode()}">'
    )
    assert kept[0].metadata == {}


def test_words_of_a_picture_that_look_like_markup_stay_words():
    output = picture()
    output.metadata["image/png"] = {"alt": '"><script>', "width": "720", "height": 40.2}

    kept = take_attachments(simulated(output), "n", "").notebook.cells[1].outputs[0].data["text/html"]

    assert kept.startswith('<img alt="&quot;&gt;&lt;script&gt;" width="720" height="40" ')


def test_the_notebook_given_is_untouched():
    notebook = simulated(picture(), table("a\n"))
    before = deepcopy(notebook)

    take_attachments(notebook, "n", "")

    assert notebook == before


def test_printed_lines_and_errors_carry_no_file():
    printed = v4.new_output("stream", name="stdout", text="330")
    stopped = v4.new_output("error", ename="ValueError", evalue="no", traceback=[])

    taken = take_attachments(simulated(printed, stopped), "n", "")

    assert (taken.figures, taken.tables) == ({}, {})
