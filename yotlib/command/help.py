"""Print the help of a group of commands without cutting what a command does."""

import click


class Commands(click.Group):
    """A group whose list of commands says in full what each does, on several lines where one is too narrow."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each command's name and the first sentence of its help, wrapped to the width there is."""
        commands = [self.get_command(ctx, name) for name in self.list_commands(ctx)]
        rows = [(one.name or "", one.get_short_help_str(limit=10_000)) for one in commands if one and not one.hidden]
        with formatter.section("Commands"):
            formatter.write_dl(rows)
