"""The errors of this suite; the message of each says what to do next."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher, get_close_matches


class YotError(Exception):
    """Any error this suite raises on purpose, worded for its user rather than for a programmer."""

    status = 1


class AskedWrongly(YotError, ValueError):
    """A request for something that does not exist or is not available: a team, measure, period or parameter."""

    status = 2


class BadFigures(YotError, ValueError):
    """A file of figures that cannot be right; `problems` holds one line each."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(self.problems))


class NotKept(YotError):
    """Figures that could not be fetched or stored; those stored before are unchanged."""


class PackFailed(YotError):
    """A pack whose notebooks did not all run, so that none of it was kept.

    `notebook`, `cell` (as Jupyter counts them) and `error` say where it stopped, and `log` is the traceback; each is
    blank or None where it is not known.
    """

    def __init__(
        self, message: str, *, notebook: str = "", cell: int | None = None, error: str = "", log: str = ""
    ) -> None:
        super().__init__(message)
        self.notebook, self.cell, self.error, self.log = notebook, cell, error, log

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), self.args, vars(self)


def nearest(asked: str, known: Iterable[str]) -> list[str]:
    """Return the `known` names that `asked` may be a misspelling of, nearest first, without those far from the best."""
    wanted, written = asked.casefold(), {name.casefold(): name for name in known}
    close = get_close_matches(wanted, list(written), n=3, cutoff=0.7)
    likeness = [SequenceMatcher(None, name, wanted).ratio() for name in close]
    return [written[name] for name, ratio in zip(close, likeness, strict=True) if ratio > likeness[0] - 0.1]


def did_you_mean(names: Iterable[str]) -> str:
    """Return a question such as " Did you mean 'bradford'?", or "" where there is no name to suggest."""
    offered = [repr(str(name)) for name in dict.fromkeys(names)]
    return f" Did you mean {' or '.join(offered)}?" if offered else ""


def likely_names(missing: Iterable[str], present: Iterable[str]) -> str:
    """Return which names of columns that are there may be misspellings of missing ones, or "" where none may.

    >>> likely_names(["age", "value"], ["area", "ages"])
    " Is 'ages' meant to be 'age'?"
    """
    wanted, there = list(missing), list(present)
    pairs = [(near[0], name) for name in wanted if (near := nearest(name, [one for one in there if one not in wanted]))]
    return "".join(f" Is {written!r} meant to be {name!r}?" for written, name in pairs)
