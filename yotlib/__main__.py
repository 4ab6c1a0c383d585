"""`python -m yotlib`: the `yot` command."""

from yotlib.cli import main

main()
