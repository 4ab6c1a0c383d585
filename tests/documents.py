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
    lines = [
        line
        for block in blocks(text)
        if block.language in SHELL
        for line in block.content.replace("\\\n", " ").splitlines()
    ]
    matches = [match for match in map(_COMMAND.fullmatch, lines) if match]
    return [shlex.split(match[2] or "", comments=True) for match in matches if match[1] == name]


def commands_in_prose(text: str) -> list[list[str]]:
    """Return the words of every command of yot that stands within a sentence, which may be cut short."""
    prose = _BLOCK.sub("", text)
    return [shlex.split(command) for command in re.findall(r"`(?:\.venv/bin/)?yot ([^`]+)`", prose)]


def explain_fault(words: list[str], *, whole: bool = True) -> str:
    """Say what is wrong with a command of yot, by click's own parser and without running it; "" if nothing is.

    An argument may be missing from a command that is not `whole`.
    """
    command: click.Command = main.cli
    context, rest = click.Context(command, info_name="yot"), list(words)
    while isinstance(command, click.Group):
        options, rest = _parse(command, context, rest)
        if "help" in options or "version" in options:
            return ""
        if not rest:
            return "" if not whole else f"yot {' '.join(words)} names no command"
        chosen = command.get_command(context, rest[0])
        if chosen is None:
            return f"there is no command {rest[0]!r} in yot {' '.join(words)}"
        command, rest = chosen, rest[1:]
    try:
        values, left = _parse(command, context, rest)
        for parameter in command.params:
            given = values.get(parameter.name)
            if isinstance(parameter.type, (click.Choice, click.IntRange)) and isinstance(given, str):
                parameter.type.convert(given, parameter, context)
    except click.UsageError as error:
        return "" if not whole and isinstance(error, click.BadArgumentUsage) else error.format_message()
    if left:
        return f"yot {' '.join(words)} has {left[0]!r} too much"
    missing = [each.name for each in command.params if each.required and not _is_given(values.get(each.name))]
    return f"yot {' '.join(words)} lacks {missing[0]!r}" if whole and missing else ""


def _parse(command: click.Command, context: click.Context, words: list[str]) -> tuple[dict[str, object], list[str]]:
    parser = command.make_parser(context)
    parser.allow_interspersed_args = not isinstance(command, click.Group)
    values, left, _ = parser.parse_args(list(words))
    return values, left


def _is_given(value: object) -> bool:
    """Return whether an argument has a value; click fills a missing one with None or a mark of its own."""
    return isinstance(value, str | tuple | list) and bool(value)


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
