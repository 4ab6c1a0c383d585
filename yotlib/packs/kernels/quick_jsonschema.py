"""Import jsonschema quickly, without its slow URL checker."""

import sys
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

GRAMMAR = "rfc3987_syntax"


def load_jsonschema() -> None:
    """Import jsonschema (needed to read notebooks) without its slow URL checker.

    The checker is a grammar of URLs in any script, which takes a third of the time until a notebook can be read. The
    schema of notebooks has no such URL. The grammar is loaded when a URL is first checked, and then works as usual.
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
    """Load the grammar and check with it."""
    return bool(import_module(GRAMMAR).is_valid_syntax(term, value))
