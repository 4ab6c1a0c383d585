"""The README names only what exists, and its example runs."""

import re
from io import BytesIO
from pathlib import Path

import click
from matplotlib.image import imread

from yotlib.charts.canvas import picture
from yotlib.command import main

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_make_target_it_names_exists():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    assert set(re.findall(r"^make ([a-z-]+)", README, re.MULTILINE)) <= targets


def test_every_command_and_option_it_names_exists():
    for line in re.findall(r"^(?:\.venv/bin/|\.venv\\Scripts\\|uv run |)yot (.+?)(?: +#.*)?$", README, re.MULTILINE):
        command, words = main.cli, line.split()
        while isinstance(command, click.Group):
            command = command.commands[words.pop(0)]
        options = {option for parameter in command.params for option in parameter.opts}
        assert set(re.findall(r"--[a-z-]+", line)) <= options, line


def test_every_file_it_points_to_is_there():
    paths = [path for path in re.findall(r"\]\(([^)]+)\)", README) if "://" not in path]

    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_every_notebook_it_lists_asks_the_question_it_lists():
    for stem, question in re.findall(r"\| `(\d_\w+)` \| (.+\?) \|", README):
        assert f"# {question}" in (ROOT / "notebooks" / f"{stem}.ipynb").read_text(encoding="utf-8")


def test_its_example_runs_and_draws_its_picture():
    (lines,) = re.findall(r"```python\n(.+?)```", README, re.DOTALL)
    picture_file, *_ = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    names: dict = {}

    exec(lines.replace("yot.charts.compare(here)", "ax = yot.charts.compare(here)"), names)

    drawn = imread(BytesIO(picture(names["ax"].figure, "png")))
    assert (drawn == imread(ROOT / picture_file)).all()
