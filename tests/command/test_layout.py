"""What `yot` prints fits into the columns there are, with no word cut and no sentence said twice."""

import os
import pty
import re
import struct
import subprocess
import sys
from collections import Counter
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ

import pandas as pd
import pytest

from yotlib.command.layout import lay_out_table, wrap_line

YOT = Path(sys.executable).with_name("yot")
SHOWN = pd.DataFrame(
    {
        "Team": ["blaenau-gwent-and-caerphilly", "york"],
        "Children": ["1,234 (1,200 to 1,300)", "5"],
        "Source": ["yjb-maps-2021-22", ""],
    }
)


# The head of a first column, which a table set in blocks leaves out, as it does cells without words.
FIRST_HEADS = {"Team", "Source", "Measure", "Group"}


def words_of(lines):
    return Counter(word.rstrip(":") for line in lines for word in line.replace("─", " ").split())


def on_a_terminal(*words, columns):
    """Return what `yot` prints on a terminal of so many columns, in the lines that the terminal has."""
    ours, theirs = pty.openpty()
    ioctl(theirs, TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    unset = {name: text for name, text in os.environ.items() if name not in ("COLUMNS", "NO_COLOR")}
    with subprocess.Popen(
        [YOT, *words], stdin=theirs, stdout=theirs, stderr=theirs, env=unset | {"TERM": "xterm"}
    ) as run:
        os.close(theirs)
        printed = b""
        while part := _read(ours):
            printed += part
        run.wait()
    os.close(ours)
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", printed.decode()).replace("\r\n", "\n").splitlines()


def _read(terminal):
    try:
        return os.read(terminal, 65_536)
    except OSError:  # what Linux says at the end
        return b""


def piped(*words, **environment):
    env = {name: text for name, text in os.environ.items() if name not in ("COLUMNS", "NO_COLOR")} | environment
    return subprocess.run([YOT, *words], capture_output=True, text=True, check=True, env=env).stdout


@pytest.mark.parametrize("columns", [160, 80, 60, 40, 30])
def test_a_table_keeps_every_word_whole_and_every_line_within_its_columns(columns):
    lines = lay_out_table(SHOWN, columns)

    assert max(map(len, lines)) <= columns
    printed = words_of(lines)
    assert all(printed[word] for cell in SHOWN.stack() for word in cell.split())


def test_a_table_that_is_too_wide_for_its_words_is_a_block_a_row_without_blank_cells():
    assert lay_out_table(SHOWN, 40) == [
        "blaenau-gwent-and-caerphilly",
        "  Children: 1,234 (1,200 to 1,300)",
        "  Source: yjb-maps-2021-22",
        "york",
        "  Children: 5",
    ]


def test_a_word_longer_than_a_line_is_not_cut():
    assert wrap_line("- the file cautioned_or_sentenced-first-published.csv row 3", 20) == [
        "- the file",
        "  cautioned_or_sentenced-first-published.csv",
        "  row 3",
    ]


@pytest.mark.slow
@pytest.mark.parametrize("columns", [80, 60])
@pytest.mark.parametrize(
    "words",
    [
        ["list", "--region", "wales"],
        ["show", "bradford"],
        ["data", "list"],
        ["batch", "--dry-run", "--region", "yorkshire-and-the-humber", "--out", "none"],
        ["data", "add", "--help"],
    ],
    ids=" ".join,
)
def test_nothing_printed_on_a_terminal_is_wider_than_it_or_loses_a_word(words, columns):
    lines = on_a_terminal(*words, columns=columns)

    assert max(map(len, lines)) <= columns
    if words[-1] != "--help":
        lost = words_of(piped(*words, COLUMNS="2000").splitlines()) - words_of(lines)
        assert set(lost) <= FIRST_HEADS


def test_columns_and_no_color_are_heeded_where_output_is_piped():
    narrow = piped("list", "--region", "wales", COLUMNS="60", NO_COLOR="1")
    wide = piped("list", "--region", "wales")

    assert max(map(len, narrow.splitlines())) <= 60
    assert "\x1b" not in narrow + wide
    assert any(line.startswith("cardiff ") and line.endswith("population_10_17") for line in wide.splitlines())


def test_an_error_is_one_line_where_it_is_no_terminal_and_wrapped_where_it_is():
    run = subprocess.run([YOT, "show", "West Yorkshire"], capture_output=True, text=True, check=False)

    assert (run.returncode, run.stderr.count("\n")) == (2, 1)
    lines = on_a_terminal("show", "West Yorkshire", columns=60)
    assert max(map(len, lines)) <= 60
    assert words_of(lines) == words_of(run.stderr.splitlines())


@pytest.mark.parametrize("team", ["bradford", "cornwall"])
def test_no_sentence_stands_twice_in_what_show_prints(yot, team):
    _, out, _ = yot("show", team)

    bullets = Counter(line for line in out.splitlines() if line.startswith("- "))
    assert bullets
    assert [line for line, times in bullets.items() if times > 1] == []
