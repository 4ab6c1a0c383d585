"""Take the parts of a pack's record, and say what is wrong with one that is missing or of another kind."""

import json
import math
import reprlib
from datetime import datetime
from pathlib import Path
from typing import Any

from yotlib.packs.files import FINDINGS

NO_RECORD = f"It has no {FINDINGS}, which packs of teams and of all services have."
Kinds = type | tuple[type, ...]


class Broken(Exception):
    """A record from which no row can be made; the message says why."""


def read(path: Path) -> dict[str, Any]:
    """Read a pack's record; raises Broken where there is none."""
    try:
        page = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Broken(NO_RECORD) from None
    except OSError as error:
        raise Broken(f"Its {FINDINGS} cannot be opened ({error.strerror}).") from error
    except (ValueError, RecursionError) as error:
        raise _broken("it is not JSON") from error
    if not isinstance(page, dict):
        raise _broken("it is not a record")
    return page


def take(given: Any, key: str | int, kinds: Kinds) -> Any:
    """Return what a part of a record has under a key, or at a place; raises Broken where it is of none of the kinds."""
    try:
        value = given[key]
    except (LookupError, TypeError):
        raise _broken(f"{_name(key)} is missing") from None
    kinds = kinds if isinstance(kinds, tuple) else (kinds,)
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
        raise _broken(f"{_name(key)} is {reprlib.repr(value)}")
    return value


def text(given: Any, key: str | int) -> str:
    """Return a text."""
    return str(take(given, key, str))


def texts(given: Any, key: str | int) -> list[str]:
    """Return a list of texts."""
    listed = take(given, key, list)
    return [text(listed, place) for place in range(len(listed))]


def number(given: Any, key: str | int) -> float:
    """Return a number, which is finite."""
    value = float(take(given, key, (int, float)))
    if not math.isfinite(value):
        raise _broken(f"{_name(key)} is {value}")
    return value


def number_if_any(given: Any, key: str | int) -> float | None:
    """Return a number, or None where the record has null."""
    return None if take(given, key, (int, float, type(None))) is None else number(given, key)


def day(given: Any, key: str) -> datetime:
    """Return a day that is written out: 11 February 2026."""
    words = text(given, key)
    try:
        return datetime.strptime(words, "%d %B %Y")
    except ValueError:
        raise _broken(f"{key!r} is {reprlib.repr(words)}") from None


def _name(key: str | int) -> str:
    return repr(key) if isinstance(key, str) else f"item {key + 1} of a list"


def _broken(what: str) -> Broken:
    return Broken(f"Its {FINDINGS} is broken: {what}. Build the pack again.")
