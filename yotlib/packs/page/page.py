"""Make one self-contained page of run notebooks: no script, no request, no code.

nbconvert turns each notebook into a section, with the template in `templates/yotlib_cells`; jinja2 sets the
sections into `templates/page.html.j2`. The same notebooks always give the same bytes.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape
from nbconvert import HTMLExporter
from nbformat import NotebookNode
from traitlets.config import Config

from yotlib.packs.brand import Brand
from yotlib.packs.page import drawings, headings, leave_out, national_strips, strips, years_chart
from yotlib.reference.errors import PackFailed

TEMPLATES = Path(__file__).parent / "templates"

# What a page can show, the richest first; an output is shown as the first of these it has.
SHOWN = ("text/html", "text/markdown", "image/png", "text/plain")

# The tag of the cell that papermill adds.
INJECTED = "injected-parameters"

# A page runs and requests nothing, and has no style but our own.
UNWANTED = "script, style, link, iframe, object, embed"


def make_page(
    notebooks: Sequence[NotebookNode],
    *,
    title: str,
    about: Sequence[str],
    board: Mapping[str, Any] | None = None,
    brand: Brand | None = None,
) -> str:
    """Return the HTML of one page: `title`, the sentences `about` it, a list of contents, a section a notebook.

    With `board`, the record of a team's page or of the page of all services (see `findings.board`), the page opens with
    a summary drawn from it and the rest is folded below. The `brand` heads it.

    A picture is shown as its SVG, written anew to be small, or as its PNG where that is shorter (see `drawings`).
    `notebooks` have been run, and each opens with a markdown cell whose heading `# ...` is its question. Raises
    PackFailed, with all problems in one message, for a notebook without a question, a picture without alt text or from
    outside the page, or a cell that stopped with an error.
    """
    sections = [_section(notebook) for notebook in notebooks]
    if problems := list(_problems(notebooks, sections)):
        raise PackFailed("\n".join(problems))
    for section in sections:
        _prepare(section)
    _tell_apart(sections)
    headings.set_ids(sections)
    contents = headings.list_contents(sections)
    return _template().render(title=title, about=about, contents=contents, sections=sections, board=board, brand=brand)


@cache
def _template() -> Template:
    """Return the template of a page, loaded once."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.globals |= {"strip": strips.strip, "spark": strips.spark, "change": strips.change}
    environment.globals |= {"csv": strips.all_services, "with_code": _with_code}
    environment.globals["nearest_baselines"] = strips.nearest_baselines
    environment.globals |= {"years_chart": years_chart.years_chart, "bar": years_chart.bar}
    environment.globals |= {"national_strip": national_strips.national_strip, "by_service": national_strips.by_service}
    return environment.get_template("page.html.j2")


def _with_code(sentence: str) -> Markup:
    """Return a sentence as markup, with what stands between backticks as code."""
    parts = [escape(part) for part in sentence.split("`")]
    return Markup("").join(Markup("<code>{}</code>").format(part) if n % 2 else part for n, part in enumerate(parts))


def _section(notebook: NotebookNode) -> BeautifulSoup:
    """Return one notebook as a fragment of HTML, with the headings of the notebook."""
    html, _ = _exporter().from_notebook_node(notebook)
    return BeautifulSoup(html, "html.parser")


@cache
def _exporter() -> HTMLExporter:
    """Return nbconvert's exporter with our template, made once."""
    exporter = HTMLExporter(
        config=Config({"NbConvertBase": {"display_data_priority": list(SHOWN)}}),
        optimistic_validation=True,
        template_name="yotlib_cells",
        extra_template_basedirs=[str(TEMPLATES)],
        exclude_anchor_links=True,
    )
    exporter.register_filter("address", drawings.address)
    return exporter


def _prepare(section: BeautifulSoup) -> None:
    """Make a new section fit for the page; change it in place, since nothing else uses it yet."""
    for tag in section.select(UNWANTED):
        tag.decompose()
    leave_out.remove_empty(section)
    for code in section.select(".code"):
        code.decompose()
    headings.lower_headings(section)


def _tell_apart(sections: Sequence[BeautifulSoup]) -> None:
    """Number the regions that have the same name, in place, so that a list of them tells one from another."""
    times = Counter[str]()
    for region in (region for section in sections for region in section.select("[role=region][aria-label]")):
        name = str(region["aria-label"])
        times[name] += 1
        if times[name] > 1:
            region["aria-label"] = f"{name} ({times[name]})"


def _problems(notebooks: Sequence[NotebookNode], sections: Sequence[BeautifulSoup]) -> Iterator[str]:
    """Yield every reason why no page can be made of these notebooks, one line each."""
    for number, (notebook, section) in enumerate(zip(notebooks, sections, strict=True), start=1):
        name = _notebook_name(notebook, number)
        if not _opens_with_question(notebook):
            yield f"{name} does not open with a heading; its first cell should start with '# ' and its question."
        yield from (f"{name} cell {place} {problem}" for place, problem in _output_problems(notebook))
        yield from (f"{name} {problem}" for problem in _outside_pictures(section))


def _notebook_name(notebook: NotebookNode, number: int) -> str:
    """Return the name of the file a notebook was run from, or its number among the notebooks if that is not known."""
    path = notebook.metadata.get("papermill", {}).get("input_path")
    return Path(path).name if path else f"Notebook {number}"


def _opens_with_question(notebook: NotebookNode) -> bool:
    """Return whether the first cell is markdown that begins with a top-level heading."""
    first = notebook.cells[0] if notebook.cells else None
    return first is not None and first.cell_type == "markdown" and first.source.lstrip().startswith("# ")


def _output_problems(notebook: NotebookNode) -> Iterator[tuple[int, str]]:
    """Yield what is wrong with an output, with the place of its cell in the notebook as it was written, from 1."""
    own = [cell for cell in notebook.cells if INJECTED not in cell.metadata.get("tags", [])]
    for place, cell in enumerate(own, start=1):
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                yield place, f"stopped with {output.ename}: {output.evalue}"
            elif _is_picture(output) and not output.metadata.get("image/png", {}).get("alt", "").strip():
                yield place, "shows a picture without alt text; set 'alt' for 'image/png' in the output's metadata."


def _is_picture(output: NotebookNode) -> bool:
    """Return whether the page shows this output as a picture."""
    kinds = [kind for kind in SHOWN if kind in output.get("data", {})]
    return kinds[:1] == ["image/png"]


def outside_pictures(notebook: NotebookNode) -> list[str]:
    """Return what `make_page` would say of pictures that a notebook, run or not, does not carry itself."""
    return list(_outside_pictures(_section(notebook)))


def _outside_pictures(section: BeautifulSoup) -> Iterator[str]:
    """Yield each picture in text or in a table that a browser would have to request."""
    for picture in section.select("img:not([src^='data:'])"):
        yield f"asks for the picture {picture.get('src')!r}; attach it to its cell, so that the page carries it."
