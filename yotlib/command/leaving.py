"""Run what a command does, say in one line what went wrong, and leave with the status that says so."""

import atexit
import errno
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NoReturn

import click

from yotlib.command import stopping
from yotlib.reference import quiet
from yotlib.reference.errors import YotError

ASKED_WRONGLY = 2
SIGNALLED = 128  # a status above it is that of a run which a signal stopped
INTERRUPTED = 130
STOPPED = "yot: stopped; nothing half-made was kept."


def exit_status(run: Callable[[], Any]) -> int:
    """Run a command; print an error on standard error, and return the exit status."""
    try:
        with stopping.stop_on_signals():
            run()
    except YotError as error:
        _say(f"yot: {error}")
        return error.status
    except click.exceptions.NoArgsIsHelpError as asked:
        click.echo(asked.format_message(), err=True)
        return ASKED_WRONGLY
    except click.ClickException as error:
        _say(f"yot: {error.format_message()} {_help_hint(error)}")
        return ASKED_WRONGLY
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except stopping.Stopped as stopped:
        click.echo(STOPPED, err=True)
        return int(str(stopped))
    except (KeyboardInterrupt, click.exceptions.Abort):
        click.echo(STOPPED, err=True)
        return INTERRUPTED
    except OSError as error:
        _say(f"yot: {_describe_system_error(error)}")
        return 1
    return 0


def leave(status: int) -> NoReturn:
    """End this process: wait for its threads, do what is registered for its end, and exit with `status`.

    Python would then take itself and its libraries apart while threads of theirs may still run, which can end in an
    abort (status 134) in place of the status that is meant.
    """
    if status > SIGNALLED:
        quiet.silence_libraries()
    with suppress(BaseException):
        threading._shutdown()  # type: ignore[attr-defined]
    with suppress(BaseException):
        atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(status)


def _say(words: str) -> None:
    """Print lines on standard error."""
    from yotlib.command.console import print_lines

    print_lines(words.splitlines(), error=True)


def _help_hint(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    return f"See '{context.command_path if context else 'yot'} --help'."


def _describe_system_error(error: OSError) -> str:
    where = "" if error.filename is None else f": {error.filename}"
    todo = "Make room" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "Check the folder"
    return f"{error.strerror or error}{where}. {todo} and try again."
