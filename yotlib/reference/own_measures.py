"""Read measures of one's own from TOML: a few lines each make one that loads, compares and is drawn as the suite's are.

[not_in_education]
name = "Children not in education, employment or training"
unit = "of children aged 16-17"
per = 100
polarity = "lower is better"
interval = "proportion"
source = "Local authority returns"
definition = "Children aged 16 or 17 known to be in none of the three, of all whose activity is known."
"""

import json
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from yotlib.reference.errors import BadFigures, did_you_mean, nearest

FILE = "measures.toml"
POLARITIES: dict[str, bool | None] = {"lower is better": True, "higher is better": False, "none": None}
YEARS = ("calendar", "year ending March")
INTERVALS = {"rate": "rate", "proportion": "proportion", "none": "average"}
NEEDED: dict[str, type | tuple[type, ...]] = {
    "name": str,
    "unit": str,
    "per": int,
    "polarity": str,
    "interval": str,
    "source": str,
    "definition": str,
}
OPTIONAL: dict[str, type | tuple[type, ...]] = {
    "decimals": int,
    "largest": (int, float),
    "lait": str,
    "age": str,
    "years": str,
}
_KEY = re.compile(r"[a-z][a-z0-9_]{1,59}")
_AGE = re.compile(r"\d{1,2}-\d{1,2}")
_LONGEST = 300


@dataclass(frozen=True)
class Definition:
    """One measure as its TOML file defines it.

    `lait` names the row of the DfE's tool that it is read from, if any, `age` the children it is of, and `years` what
    the tool means by a year alone.
    """

    key: str
    name: str
    unit: str
    per: int
    polarity: str
    interval: str
    source: str
    definition: str
    decimals: int = 1
    largest: float = 0.0
    lait: str = ""
    age: str = "10-17"
    years: str = ""

    @property
    def kind(self) -> str:
        """Return the kind of measure, which decides its interval."""
        return INTERVALS[self.interval]

    @property
    def lower_is_better(self) -> bool | None:
        """Return the measure's polarity; None where it has no better or worse."""
        return POLARITIES[self.polarity]

    @property
    def highest(self) -> float:
        """Return the value beyond which a figure cannot be right: `largest`, else `per`, else no limit."""
        return float(self.largest or (self.per if self.interval != "none" else "inf"))


def parse(content: bytes, name: str, *, taken: Collection[str] = ()) -> list[Definition]:
    """Read the measures that a TOML file defines; raise BadFigures with every problem, one line each.

    `name` is what errors call the file, `taken` the keys that the suite's own measures have.
    """
    try:
        tables = tomllib.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadFigures([f"{name} is not a TOML file in UTF-8 ({error}); correct it there."]) from None
    if not tables:
        raise BadFigures([f"{name} defines no measure; begin one with a line such as [not_in_education]."])
    problems = [f"{name}: {words}" for key, table in tables.items() for words in _problems(key, table, taken)]
    if problems:
        raise BadFigures(problems)
    return [Definition(key=key, **table) for key, table in tables.items()]


def as_toml(definitions: Collection[Definition]) -> str:
    """Return the text of a TOML file that `parse` reads back to these definitions."""
    return "\n".join(line for each in sorted(definitions, key=lambda one: one.key) for line in _lines(each))


def _lines(definition: Definition) -> Iterator[str]:
    yield f"[{definition.key}]"
    defaults = Definition("", "", "", 1, "none", "none", "", "")
    for name in (*NEEDED, *OPTIONAL):
        value = getattr(definition, name)
        if name in NEEDED or value != getattr(defaults, name):
            yield f"{name} = {json.dumps(value, ensure_ascii=False)}"
    yield ""


def _problems(key: str, table: Any, taken: Collection[str]) -> Iterator[str]:
    if not isinstance(table, Mapping):
        yield f"{key!r} is outside any measure; put it below a line such as [not_in_education]."
        return
    if not _KEY.fullmatch(key):
        yield f"a measure cannot be called {key!r}; write small letters, digits and underscores: not_in_education."
    if key in taken:
        yield f"{key!r} is a measure of the suite's own; choose another key."
    for name in sorted(table.keys() - NEEDED.keys() - OPTIONAL.keys()):
        known = (*NEEDED, *OPTIONAL)
        yield f"{key} has no {name!r}; it may have {', '.join(known)}.{did_you_mean(nearest(name, known))}"
    for name, kind in NEEDED.items():
        if name not in table:
            yield f"{key} needs {name!r}."
        elif not _fits(table[name], kind):
            yield f"{key}: {name} is {table[name]!r}; write {_describe(kind)}."
    for name, kind in OPTIONAL.items():
        if name in table and not _fits(table[name], kind):
            yield f"{key}: {name} is {table[name]!r}; write {_describe(kind)}."
    yield from _impossible_values(key, table)


def _impossible_values(key: str, table: Mapping[str, Any]) -> Iterator[str]:
    for name, known in (("polarity", POLARITIES), ("interval", INTERVALS), ("years", YEARS)):
        if isinstance(table.get(name), str) and table[name] not in known:
            listed = ", ".join(map(repr, known))
            yield f"{key}: {name} is {table[name]!r}; write one of {listed}.{did_you_mean(nearest(table[name], known))}"
    if _fits(table.get("per"), int):
        if table["per"] < 1:
            yield f"{key}: per is {table['per']}; write 100 for per cent, 1000 for per 1,000."
        elif table.get("interval") == "proportion" and table["per"] != 100:
            yield f"{key}: a proportion is printed per cent, so per is 100, not {table['per']}."
    if isinstance(table.get("age"), str) and not _AGE.fullmatch(table["age"]):
        yield f"{key}: age is {table['age']!r}; write an age band such as 16-17."
    if isinstance(table.get("decimals"), int) and not 0 <= table["decimals"] <= 4:
        yield f"{key}: decimals is {table['decimals']}; write 0 to 4."
    for name in ("name", "unit", "source", "definition"):
        text = table.get(name)
        if isinstance(text, str) and not (text.strip() and text.isprintable() and len(text) <= _LONGEST):
            yield f"{key}: {name} is blank, longer than {_LONGEST} characters or not one line."


def _fits(value: Any, kind: type | tuple[type, ...]) -> bool:
    return isinstance(value, kind) and not isinstance(value, bool)


def _describe(kind: type | tuple[type, ...]) -> str:
    return "text in quotation marks" if kind is str else "a whole number" if kind is int else "a number"
