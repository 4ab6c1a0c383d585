"""Read what a Markdown document shows: its blocks of code, its commands, its headings and its links."""

import re
import shlex
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import click

from yotlib.command import main

ROOT = Path(__file__).resolve().parent.parent
# Those that readers are given; what a run makes or a user adds is not among them.
FOLDERS = (".", "docs", "benchmarks", "data", "reports")
DOCUMENTS = sorted(path for folder in FOLDERS for path in (ROOT / folder).glob("*.md"))
CUT_SHORT = (click.MissingParameter, click.BadOptionUsage)
SHELL = ("", "sh", "bash", "console")
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
_BEFORE = r"(?:\.venv/bin/|\.venv\\Scripts\\|uv run )?"
_COMMAND = re.compile(rf"(?:\$ )?{_BEFORE}(yot|make)(?: (.*))?")
_FORMS = ("https://", "mailto:")


@dataclass(frozen=True)
class Block:
    """A fenced block of a document: the line it begins on, its language, what it holds, and what it prints.

    That is the block of text that follows at once; None where no such block does.
    """

    line: int
    language: str
    content: str
    shows: str | None


def blocks(text: str) -> list[Block]:
    """Return the fenced blocks of a document in order."""
    found = list(_BLOCK.finditer(text))
    printed = [
        after[2] if after and after[1] == "text" and not text[block.end() : after.start()].strip() else None
        for block, after in zip_longest(found, found[1:])
    ]
    return [
        Block(text.count("\n", 0, block.start()) + 1, block[1], block[2], shows)
        for block, shows in zip(found, printed, strict=True)
    ]


def commands(text: str, name: str) -> list[list[str]]:
    """Return the words of every command called `name` (yot, make) in the blocks of a document, without the name."""
    shown = "".join(block.content for block in blocks(text) if block.language in SHELL)
    matches = [match for match in map(_COMMAND.fullmatch, shown.replace("\\\n", " ").splitlines()) if match]
    return [shlex.split(match[2] or "", comments=True) for match in matches if match[1] == name]


def commands_in_prose(text: str) -> list[list[str]]:
    """Return the words of every command of yot that stands within a sentence, which may be cut short."""
    prose = _BLOCK.sub("", text)
    return [shlex.split(command) for command in re.findall(r"`(?:\.venv/bin/)?yot ([^`]+)`", prose)]


def explain_fault(words: list[str], *, whole: bool = True) -> str:
    """Say what is wrong with a command of yot, as click does, without running it; "" if nothing is.

    An argument may be missing from a command that is not `whole`.
    """
    command: click.Command | None = main.cli
    rest = list(words)
    try:
        while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
            _, command, rest = command.resolve_command(click.Context(command, info_name="yot"), rest)
        assert command is not None  # resolve_command refuses an unknown one
        command.make_context("yot", [*rest])
    except click.exceptions.Exit:  # --help and --version
        return ""
    except click.UsageError as error:
        is_cut_short = not whole and (isinstance(error, CUT_SHORT) or not rest)
        return "" if is_cut_short or _is_of_a_file(error) else error.format_message()
    return ""


def _is_of_a_file(error: click.UsageError) -> bool:
    """Return whether click misses only a file of the reader's own, which is not here."""
    return (
        isinstance(error, click.BadParameter)
        and not isinstance(error, click.MissingParameter)
        and isinstance(getattr(error.param, "type", None), (click.Path, click.File))
    )


def anchors(text: str) -> set[str]:
    """Return the anchors that GitHub gives the headings of a document."""
    seen: dict[str, int] = {}
    found = set()
    for heading in re.findall(r"^#{1,6} +(.+?) *#*$", _BLOCK.sub("", text), re.MULTILINE):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "")
        slug = re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
        found.add(f"{slug}-{seen[slug]}" if slug in seen else slug)
        seen[slug] = seen.get(slug, 0) + 1
    return found


def broken_links(path: Path, text: str) -> list[str]:
    """Return the links of a document that lead nowhere, and those whose form is not known."""
    return [link for link in _LINK.findall(_BLOCK.sub("", text)) if not _leads_somewhere(path, text, link)]


def _leads_somewhere(path: Path, text: str, link: str) -> bool:
    if link.startswith(_FORMS):
        return True
    if ":" in link or link.startswith("/"):
        return False
    file, _, anchor = link.partition("#")
    if not file:
        return anchor in anchors(text)
    target = path.parent / file
    if not target.exists() or not anchor:
        return target.exists()
    return target.suffix == ".md" and anchor in anchors(target.read_text(encoding="utf-8"))
