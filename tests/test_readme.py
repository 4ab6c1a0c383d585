"""The README lists the notebooks by the questions they ask, and its example draws its picture.

What is tested of every document, its commands and links among them, is in test_documents.py.
"""

import re
from io import BytesIO

from matplotlib.image import imread

from tests import documents  # type: ignore[import-not-found]
from yotlib.charts.canvas import picture

ROOT = documents.ROOT
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_notebook_it_lists_asks_the_question_it_lists():
    for stem, question in re.findall(r"\| `(\d_\w+)` \| (.+\?) \|", README):
        assert f"# {question}" in (ROOT / "notebooks" / f"{stem}.ipynb").read_text(encoding="utf-8")


def test_its_example_draws_its_picture():
    (lines,) = [block.content for block in documents.blocks(README) if block.language == "python"]
    picture_file, *_ = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    names: dict = {}

    exec(lines.replace("yot.charts.compare(here)", "ax = yot.charts.compare(here)"), names)

    drawn = imread(BytesIO(picture(names["ax"].figure, "png")))
    assert (drawn == imread(ROOT / picture_file)).all()
