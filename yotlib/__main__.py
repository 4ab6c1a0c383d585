"""Run the `yot` command as `python -m yotlib`."""

from yotlib.command.main import run

run()
