"""Colours of pages can be read in light and dark, by the rules of WCAG 2.2, and the team is told apart in grey."""

import re
from pathlib import Path

import pytest

from yotlib.packs.page import page

TEMPLATES = Path(page.TEMPLATES)
LIGHT, DARK = "light", "dark"
SHEETS = {"a team's page": ("report.css", "board.css"), "the index": ("report.css", "index.css")}
# What may stand on what: letters on the grounds that carry them, marks on theirs.
LETTERS = {
    "--ink": ("--paper", "--pale", "--worse"),
    "--quiet": ("--paper", "--pale"),
    "--accent": ("--paper", "--pale"),
    "--me": ("--paper",),
    "--other": ("--paper",),
    "--paper": ("--accent",),
}
MARKS = {
    "--me": ("--paper", "--half"),
    "--other": ("--paper", "--half"),
    "--dot": ("--paper", "--half"),
    "--worse-edge": ("--paper", "--worse"),
    "--quiet": ("--paper", "--pale"),
}
CASES = [(name, scheme) for name in SHEETS for scheme in (LIGHT, DARK)]


def palette(names, scheme):
    """Return the colours of the style sheets by the name of their property, as the browser would choose them."""
    found = {}
    for name in names:
        text = (TEMPLATES / name).read_text(encoding="utf-8")
        dark = re.findall(r"@media screen and \(prefers-color-scheme: dark\) \{\s*:root \{(.*?)\}", text, re.DOTALL)
        light = re.findall(r"^:root \{(.*?)\}", text, re.DOTALL | re.MULTILINE)
        for block in [*light, *(dark if scheme == DARK else [])]:
            found |= dict(re.findall(r"(--[a-z-]+): (#[0-9a-f]{3,6})\b", block))
    return found


def luminance(colour):
    """Return the relative luminance of a colour, as WCAG 2.2 defines it."""
    digits = colour.removeprefix("#")
    digits = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """Return the ratio of contrast between two colours."""
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def too_weak(pairs, colours, least):
    """Return the pairs that have less contrast than `least`, among those whose colours the page has."""
    return [
        f"{front} on {ground}: {contrast(colours[front], colours[ground]):.2f}"
        for front, grounds in pairs.items()
        for ground in grounds
        if {front, ground} <= colours.keys() and contrast(colours[front], colours[ground]) < least
    ]


@pytest.mark.parametrize(("one", "other", "expected"), [("#000", "#fff", 21.0), ("#777777", "#ffffff", 4.48)])
def test_contrast_is_that_of_published_examples(one, other, expected):
    assert round(contrast(one, other), 2) == expected


@pytest.mark.parametrize(("sheets", "scheme"), CASES)
def test_letters_have_a_contrast_of_four_and_a_half(sheets, scheme):
    assert too_weak(LETTERS, palette(SHEETS[sheets], scheme), 4.5) == []


@pytest.mark.parametrize(("sheets", "scheme"), CASES)
def test_marks_have_a_contrast_of_three(sheets, scheme):
    assert too_weak(MARKS, palette(SHEETS[sheets], scheme), 3.0) == []


@pytest.mark.parametrize("sheets", SHEETS)
def test_a_dark_page_has_its_own_of_every_colour(sheets):
    light, dark = (palette(SHEETS[sheets], scheme) for scheme in (LIGHT, DARK))

    assert {name for name in light if light[name] == dark[name]} == set()


@pytest.mark.parametrize("sheet", ["report.css", "board.css", "index.css"])
def test_colours_are_named_once_and_used_by_their_names(sheet):
    text = (TEMPLATES / sheet).read_text(encoding="utf-8")

    typed = re.findall(r"(?<!-)\b(?:color|fill|stroke|background|border[a-z-]*): [^;]*#[0-9a-f]{3,6}", text)

    # Charts are drawn on white, whatever the page is.
    assert set(typed) <= {"background: #fff"}


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
def test_the_team_is_told_from_its_baseline_in_grey(scheme):
    colours, text = palette(SHEETS["a team's page"], scheme), (TEMPLATES / "board.css").read_text(encoding="utf-8")
    fills = {
        kind: re.search(rf"\.{kind} {{ fill: var\((--[a-z]+)\)", text)[1] for kind in ("me", "other", "high", "low")
    }

    assert contrast(colours[fills["me"]], colours[fills["other"]]) >= 3
    assert contrast(colours[fills["high"]], colours[fills["low"]]) >= 3
    assert re.search(r"\.other-line {[^}]*stroke-dasharray", text)
