"""`python -m yotlib`: the `yot` command."""

from yotlib.command.main import main

main()
