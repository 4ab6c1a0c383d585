"""What can go wrong, each said in one line that tells what to do next."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher, get_close_matches


class YotError(Exception):
    """Any error this suite raises on purpose; its text is for a reader, not for a programmer."""

    status = 1


class AskedWrongly(YotError, ValueError):
    """What was asked for does not exist or cannot be had: a team, a measure, a period, a parameter."""

    status = 2


class BadFigures(YotError, ValueError):
    """A file of figures that cannot be right; `problems` holds one line each."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(self.problems))


class NotKept(YotError):
    """Figures that could not be fetched or kept; what was held stays as it was."""


class PackFailed(YotError):
    """A pack whose notebooks did not all run; nothing of it is kept.

    `notebook`, `cell` (as Jupyter counts) and `error` say where it stopped, `log` is the traceback; blank or None where
    that is not known.
    """

    def __init__(
        self, said: str, *, notebook: str = "", cell: int | None = None, error: str = "", log: str = ""
    ) -> None:
        super().__init__(said)
        self.notebook, self.cell, self.error, self.log = notebook, cell, error, log

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), self.args, vars(self)


def nearest(asked: str, known: Iterable[str]) -> list[str]:
    """The names in `known` that `asked` may be a slip for, nearest first, those far worse than the best left out."""
    wanted = asked.casefold()
    close = get_close_matches(wanted, list(known), n=3, cutoff=0.7)
    likeness = [SequenceMatcher(None, name, wanted).ratio() for name in close]
    return [name for name, ratio in zip(close, likeness, strict=True) if ratio > likeness[0] - 0.1]


def did_you_mean(names: Iterable[str]) -> str:
    """A closing question such as " Did you mean 'bradford'?", or nothing where there is no name to offer."""
    offered = [repr(str(name)) for name in dict.fromkeys(names)]
    return f" Did you mean {' or '.join(offered)}?" if offered else ""
