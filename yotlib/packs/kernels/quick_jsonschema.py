"""What takes long to load and is hardly ever used, loaded only when it is."""

import sys
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

GRAMMAR = "rfc3987_syntax"


def load_jsonschema() -> None:
    """Load jsonschema, which all that reads notebooks stands on, without the grammar of addresses it checks with.

    That grammar takes a third of the time until a notebook can be read, and is for addresses in letters of any
    script, which no notebook's form has. Whoever checks such an address loads it then, and it answers as ever.
    """
    if GRAMMAR in sys.modules or "jsonschema" in sys.modules or find_spec(GRAMMAR) is None:
        return
    stand_in = ModuleType(GRAMMAR)
    stand_in.is_valid_syntax = _is_valid_syntax  # type: ignore[attr-defined]
    sys.modules[GRAMMAR] = stand_in
    try:
        import_module("jsonschema")
    finally:
        if sys.modules.get(GRAMMAR) is stand_in:
            del sys.modules[GRAMMAR]


def _is_valid_syntax(term: str, value: str) -> bool:
    return bool(import_module(GRAMMAR).is_valid_syntax(term, value))
