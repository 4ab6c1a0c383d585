"""What documents and docstrings show is true: code prints what is shown, commands exist, links lead somewhere."""

import contextlib
import doctest
import importlib
import inspect
import io
import re
import shutil
from functools import cache

import matplotlib.pyplot as plt
import pytest

import yotlib as yot
from tests import documents  # type: ignore[import-not-found]
from tests.documents import DOCUMENTS, ROOT
from yotlib.reference.measures import read_definitions

NAMES = [path.relative_to(ROOT).as_posix() for path in DOCUMENTS]
WITH_EXAMPLES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in (ROOT / "yotlib").rglob("*.py")
    if ">>>" in path.read_text(encoding="utf-8")
)
# What it names may have moved since.
HISTORY = "CHANGELOG.md"
NAMED_BY_PATH = ("yotlib", "tests", "docs", "notebooks", "benchmarks")


@pytest.fixture(scope="module")
def figures():
    return yot.load()


@pytest.fixture(scope="module")
def asked_once():
    """Return what takes seconds to ask of the figures in hand, to be asked once for all examples."""
    return {"check": cache(yot.data.check), "sources": cache(yot.data.sources)}


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """Go to a folder that holds a pack, as a reader's does, and no added figures; close what is drawn there."""
    shutil.copytree(ROOT / "docs" / "example", tmp_path / "reports" / "bradford")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("YOTLIB_DATA", str(tmp_path / "added"))
    yield tmp_path
    plt.close("all")


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def file_of(path):
    """Return the text of a file that is named by its path, or by that inside the library."""
    return next(
        (folder / path).read_text(encoding="utf-8") for folder in (ROOT, ROOT / "yotlib") if (folder / path).exists()
    )


def run(text, name):
    """Run the Python of a document in one namespace; return a sentence for each block that prints another thing."""
    names, faults = {"__name__": "__main__"}, []
    for block in documents.blocks(text):
        if block.language == "python":
            where = f"{name} line {block.line}"
            faults += _try_examples(block, names, where) if ">>>" in block.content else _run_lines(block, names, where)
    return faults


def _try_examples(block, names, where):
    test = doctest.DocTestParser().get_doctest(block.content, names, where, where, block.line)
    said = []
    doctest.DocTestRunner().run(test, out=said.append, clear_globs=False)
    names.update(test.globs)
    return ["".join(said)] if said else []


def _run_lines(block, names, where):
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile("\n" * block.line + block.content, where, "exec"), names)
    if block.shows is None or block.shows == printed.getvalue():
        return []
    return [f"{where} prints\n{printed.getvalue()}and shows\n{block.shows}"]


@pytest.mark.parametrize("name", [name for name in NAMES if "```python" in read(name)])
def test_the_python_of_a_document_runs_and_prints_what_is_shown_below_it(name, elsewhere):
    assert run(read(name), name) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_command_that_a_document_shows_exists_with_its_options_and_arguments(name):
    whole = map(documents.explain_fault, documents.commands(read(name), "yot"))
    in_prose = (documents.explain_fault(words, whole=False) for words in documents.commands_in_prose(read(name)))

    assert [fault for fault in (*whole, *in_prose) if fault] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_make_target_that_a_document_shows_exists(name):
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))

    assert {words[0] for words in documents.commands(read(name), "make") if words} <= targets


@pytest.mark.parametrize("name", NAMES)
def test_every_link_of_a_document_leads_somewhere(name):
    assert documents.broken_links(ROOT / name, read(name)) == []


@pytest.mark.parametrize("name", [name for name in NAMES if name != HISTORY])
def test_every_file_that_a_document_names_exists_and_holds_the_name_it_is_said_to_hold(name):
    named = re.findall(rf"`((?:{'|'.join(NAMED_BY_PATH)})/[\w./-]+)`", read(name))
    homes = re.findall(r"`(\w+)` in `([\w/]+\.py)`", read(name))

    assert [path for path in named if not (ROOT / path).exists()] == []
    assert [home for home in homes if not re.search(rf"\b{home[0]}\b", file_of(home[1]))] == []


def test_every_part_of_a_document_that_a_docstring_leads_to_exists():
    for path in (ROOT / "yotlib").rglob("*.py"):
        for document, heading in re.findall(r'(docs/\w+\.md), "([^"]+)"', path.read_text(encoding="utf-8")):
            assert f"# {heading}\n" in read(document), path


@pytest.mark.parametrize("name", [name for name in NAMES if "```toml" in read(name)])
def test_every_toml_that_a_document_shows_defines_measures(name):
    shown = [block for block in documents.blocks(read(name)) if block.language == "toml"]

    assert all(read_definitions(block.content.encode(), f"{name} line {block.line}") for block in shown)


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_every_example_in_a_docstring_is_true(name, elsewhere, figures, asked_once, monkeypatch):
    examples = doctest.DocTestFinder(exclude_empty=True).find(importlib.import_module(name))
    public = {f"{function.__module__}.{function.__name__}" for function in public_functions().values()}
    for example in examples:
        if example.name in public:
            example.globs = {}  # it runs where somebody copies it to
    monkeypatch.setattr(yot, "load", lambda: figures)  # loaded once for all
    for function, asked in asked_once.items():
        monkeypatch.setattr(yot.data, function, asked)
    said = []

    for test in examples:
        doctest.DocTestRunner().run(test, out=said.append)

    assert "".join(said) == ""


def public_functions():
    """Return every function of the library that can be reached from `yot`, by its name there."""
    found = {}
    for name in yot.__all__:
        member = getattr(yot, name)
        own = {key: value for key, value in vars(member).items() if inspect.isfunction(value)}
        names = getattr(member, "__all__", None) or [key for key in own if own[key].__module__ == member.__name__]
        of_module = {f"{name}.{key}": own[key] for key in names if key in own and not key.startswith("_")}
        found |= of_module if inspect.ismodule(member) else {name: member}
    return {key: value for key, value in sorted(found.items()) if value.__module__.startswith("yotlib.")}


def test_every_public_function_shows_an_example():
    without = [name for name, function in public_functions().items() if ">>>" not in (function.__doc__ or "")]

    assert without == []


def test_help_on_every_public_function_names_what_it_takes_or_the_package_does_for_all():
    said_for_all = set(re.findall(r"`(\w+)`", yot.__doc__ or ""))
    unsaid = {
        name: [given for given in inspect.signature(function).parameters if f"`{given}`" not in _prose(function)]
        for name, function in public_functions().items()
    }

    assert [(name, given) for name, missing in unsaid.items() for given in missing if given not in said_for_all] == []


def _prose(function):
    return (function.__doc__ or "").split(">>>")[0]


def test_a_block_that_prints_another_thing_is_reported_with_its_line():
    text = "# Two\n\n```python\nprint(1 + 1)\n```\n\n```text\n3\n```\n\n```python\n>>> 2 + 2\n5\n```\n"

    first, second = run(text, "sums.md")

    assert first == "sums.md line 3 prints\n2\nand shows\n3\n"
    assert "Expected:\n    5\nGot:\n    4\n" in second


def test_a_name_of_one_block_is_known_in_the_next():
    assert run("```python\nnumber = 2\n```\n\n```python\n>>> number\n2\n```\n", "one.md") == []


@pytest.mark.parametrize(
    ("command", "fault"),
    [
        ("report bradford --period 2018", ""),
        ("data add neet.toml neet.csv", ""),
        ("--version", ""),
        ("reprot bradford", "No such command 'reprot'."),
        ("data", "Usage:"),
        ("report bradford --periods 2018", "No such option '--periods'."),
        ("report", "Missing argument 'TEAM'."),
        ("data add", "Missing argument 'FILE...'."),
        ("report bradford leeds", "Got unexpected extra argument (leeds)"),
        ("batch --engine hot", "Invalid value for '--engine': 'hot' is not one of 'warm', 'kernel'."),
    ],
)
def test_a_command_is_read_as_click_reads_it(command, fault):
    assert documents.explain_fault(command.split()).startswith(fault)
    assert bool(documents.explain_fault(command.split())) == bool(fault)


def test_a_command_within_a_sentence_may_be_cut_short_but_must_exist():
    text = "Say `yot data add`, or `yot report --pdf`.\n"

    faults = [documents.explain_fault(words, whole=False) for words in documents.commands_in_prose(text)]

    assert [fault.split(".")[0] for fault in faults] == ["", "No such option '--pdf'"]


def test_a_link_to_no_file_to_no_heading_or_of_an_unknown_form_is_reported(tmp_path):
    (tmp_path / "there.md").write_text("# The first part\n\n## The `second`, too\n")
    text = (
        "# Here\n\n[a](there.md) [b](there.md#the-second-too) [c](#here) [d](https://example.org/x) "
        "[e](gone.md) [f](there.md#third) [g](#there) [h](file:///home) [i](/etc/hosts) ![j](gone.png)\n"
    )

    links = documents.broken_links(tmp_path / "here.md", text)

    assert links == ["gone.md", "there.md#third", "#there", "file:///home", "/etc/hosts", "gone.png"]


def test_headings_of_one_name_are_numbered_as_github_does():
    assert documents.anchors("# Trends\n## Trends\n```\n# not one\n```\n") == {"trends", "trends-1"}
