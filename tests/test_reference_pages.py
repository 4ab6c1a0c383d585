"""The reference that `make docs` writes: a page for each public module, whose docstrings read as Markdown."""

import subprocess
import sys

import pytest
from bs4 import BeautifulSoup

import yotlib as yot
from tests.documents import ROOT  # type: ignore[import-not-found]


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Write the reference, in a process of its own since it makes yotlib import everything."""
    folder = tmp_path_factory.mktemp("reference") / "docs"
    words = [sys.executable, "-W", "error", "-m", "tests.reference_pages", str(folder)]
    subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True)
    return folder


def page_of(pages, module):
    return BeautifulSoup((pages / f"{module.replace('.', '/')}.html").read_text(encoding="utf-8"), "html.parser")


@pytest.mark.slow
def test_every_public_name_of_yotlib_has_its_place_in_the_reference(pages):
    functions = {section["id"] for section in page_of(pages, "yotlib").select("section[id]")}

    assert {name for name in yot.__all__ if name not in yot.PUBLIC} <= functions
    assert all(page_of(pages, module).select_one("section.module-info") for module in yot.PUBLIC.values())


@pytest.mark.slow
def test_the_reference_of_compare_lists_its_columns_and_sets_its_example_apart(pages):
    compare = page_of(pages, "yotlib").select_one("#compare")

    assert len(compare.select("li")) == 6
    assert "yot.compare(yot.load()" in compare.select_one("pre").get_text()


def test_the_docstring_of_yotlib_leads_to_every_public_module():
    assert [name for name, module in yot.PUBLIC.items() if f"`yot.{name}` (`{module}`)" not in yot.__doc__] == []
