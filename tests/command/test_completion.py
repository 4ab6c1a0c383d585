"""A shell completes teams, measures, regions, sources and formats, as click asks for them."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from yotlib.command.main import cli

YOT = Path(sys.executable).with_name("yot")


def completed(*words):
    """Return what is offered for the last of these words."""
    *before, begun = words
    return [item.value for item in ShellComplete(cli, {}, "yot", "_YOT_COMPLETE").get_completions(before, begun)]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["show", "brad"], ["bradford"]),
        (["show", "Brad"], ["bradford"]),
        (["report", "kingston"], ["kingston-and-richmond", "kingston-upon-hull"]),
        (["open", "nat"], ["national"]),
        (["list", "--region", "yor"], ["yorkshire-and-the-humber"]),
        (["batch", "--region", "w"], ["west-midlands", "wales"]),
        (["national", "--region", "eng"], ["england", "england-and-wales"]),
        (["list", "--measure", "first"], ["first_time_entrants"]),
        (["national", "--measure", "reoffending"], ["reoffending_rate"]),
        (["batch", "--only", "leeds,brad"], ["leeds,bradford"]),
        (["report", "leeds", "--formats", "html,p"], ["html,pdf"]),
        (["data", "diff", "dfe-lait-2025"], ["dfe-lait-2025-11"]),
        (["data", "diff", "dfe-lait-2025-11", "dfe-lait-2026"], ["dfe-lait-2026-02"]),
        (["data", "remove", "none"], []),
        (["show", "xyz"], []),
    ],
    ids=" ".join,
)
def test_names_are_offered_for_what_is_begun(words, offered):
    assert completed(*words) == offered


@pytest.mark.parametrize(
    ("shell", "asked", "said"),
    [
        ("bash", {"COMP_WORDS": "yot show brad", "COMP_CWORD": "2"}, "plain,bradford\n"),
        ("zsh", {"COMP_WORDS": "yot show brad", "COMP_CWORD": "2"}, "plain\nbradford\nBradford\n"),
        ("fish", {"COMP_WORDS": "yot show brad", "COMP_CWORD": "brad"}, "plain,bradford\tBradford\n"),
    ],
)
def test_each_shell_is_answered_in_its_own_way(shell, asked, said):
    run = subprocess.run(
        [YOT], env={"_YOT_COMPLETE": f"{shell}_complete", **asked}, capture_output=True, text=True, check=True
    )

    assert (run.stdout, run.stderr) == (said, "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_is_given_what_switches_completion_on(shell):
    run = subprocess.run([YOT], env={"_YOT_COMPLETE": f"{shell}_source"}, capture_output=True, text=True, check=False)

    assert "_YOT_COMPLETE" in run.stdout
