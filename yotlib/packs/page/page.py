"""Run notebooks to one self-contained page: no script, no request, the code folded away.

nbconvert turns each notebook into a section, with the template in `templates/yotlib_cells`; jinja2 sets the
sections into `templates/page.html.j2`. The same notebooks always give the same bytes.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from nbconvert import HTMLExporter
from nbformat import NotebookNode
from traitlets.config import Config

from yotlib.packs.page import headings, leave_out, table_markup
from yotlib.reference.errors import PackFailed

TEMPLATES = Path(__file__).parent / "templates"

# What a page can show, the fullest first; an output is shown as the first of these it has.
SHOWN = ("text/html", "text/markdown", "image/png", "text/plain")

# A page of record asks nothing of a reader's machine, and brings no style but the house's.
UNWANTED = "script, style, link, iframe, object, embed"


def page(notebooks: Sequence[NotebookNode], *, title: str, about: Sequence[str]) -> str:
    """The HTML of one page: `title` and the sentences `about` it, a list of contents, a section a notebook.

    `notebooks` have been run, and each opens with a markdown cell whose heading `# ...` is its question. A
    notebook without one, a picture without alt text or from outside the page, and a cell that stopped with an
    error are refused, all in one message.
    """
    sections = [_section(notebook) for notebook in notebooks]
    _refuse(list(_problems(notebooks, sections)))
    for section in sections:
        _prepare(section)
    headings.identify(sections)
    return _template().render(title=title, about=about, contents=headings.contents(sections), sections=sections)


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("page.html.j2")


def _section(notebook: NotebookNode) -> BeautifulSoup:
    """One notebook as a fragment of HTML, headings as they are in the notebook."""
    html, _ = _exporter().from_notebook_node(notebook)
    return BeautifulSoup(html, "html.parser")


@cache
def _exporter() -> HTMLExporter:
    return HTMLExporter(
        config=Config({"NbConvertBase": {"display_data_priority": list(SHOWN)}}),
        optimistic_validation=True,
        template_name="yotlib_cells",
        extra_template_basedirs=[str(TEMPLATES)],
        exclude_anchor_links=True,
    )


def _prepare(section: BeautifulSoup) -> None:
    """Make a fresh section fit for the page; it is changed in place, as nobody else holds it yet."""
    for tag in section.select(UNWANTED):
        tag.decompose()
    leave_out.leave_out(section)
    _gather_code(section)
    table_markup.dress(section)
    headings.demote(section)


def _gather_code(section: BeautifulSoup) -> None:
    """Fold code cells that follow each other with nothing shown between them into one."""
    for fold in section.select("details.code + details.code"):
        before = fold.find_previous_sibling("details")
        if isinstance(before, Tag):
            before.extend(fold.select(".highlight"))
            fold.decompose()


def _refuse(problems: Sequence[str]) -> None:
    if problems:
        raise PackFailed("\n".join(problems))


def _problems(notebooks: Sequence[NotebookNode], sections: Sequence[BeautifulSoup]) -> Iterator[str]:
    """Why a page cannot be made of these notebooks, one line each."""
    for number, (notebook, section) in enumerate(zip(notebooks, sections, strict=True), start=1):
        name = _name(notebook, number)
        if not _opens_with_question(notebook):
            yield f"{name} does not open with a heading; its first cell should start with '# ' and its question."
        yield from (f"{name} cell {place} {problem}" for place, problem in _faults(notebook))
        yield from (f"{name} {problem}" for problem in _strangers(section))


def _name(notebook: NotebookNode, number: int) -> str:
    """The file a notebook was run from, or its place among the notebooks where that was not kept."""
    path = notebook.metadata.get("papermill", {}).get("input_path")
    return Path(path).name if path else f"Notebook {number}"


def _opens_with_question(notebook: NotebookNode) -> bool:
    first = notebook.cells[0] if notebook.cells else None
    return first is not None and first.cell_type == "markdown" and first.source.lstrip().startswith("# ")


def _faults(notebook: NotebookNode) -> Iterator[tuple[int, str]]:
    """The outputs no page may show, each with the place of its cell, counted from 1."""
    for place, cell in enumerate(notebook.cells, start=1):
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                yield place, f"stopped with {output.ename}: {output.evalue}"
            elif _is_picture(output) and not output.metadata.get("image/png", {}).get("alt", "").strip():
                yield place, "shows a picture without alt text; set 'alt' for 'image/png' in the output's metadata."


def _is_picture(output: NotebookNode) -> bool:
    shown = [kind for kind in SHOWN if kind in output.get("data", {})]
    return shown[:1] == ["image/png"]


def _strangers(section: BeautifulSoup) -> Iterator[str]:
    """Pictures in text or in a table that a page would have to ask for."""
    for picture in section.select("img:not([src^='data:'])"):
        yield f"asks for the picture {picture.get('src')!r}; attach it to its cell, so that the page carries it."
