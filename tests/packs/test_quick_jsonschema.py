"""What is loaded late is not loaded before, and then answers as if it had been."""

import subprocess
import sys

import pytest

ASKED = """
import sys
{first}
import jsonschema
print("rfc3987_syntax" in sys.modules)
for form in ("iri", "iri-reference"):
    for address in ("https://example.org/straße", "/straße", "https://example.org/a b", ""):
        checker = jsonschema.FormatChecker()
        print(form, address, checker.conforms(address, form))
print(sorted(checker.checkers))
import rfc3987_syntax
print(rfc3987_syntax.__file__)
"""


def answers(first):
    told = subprocess.run([sys.executable, "-c", ASKED.format(first=first)], check=True, capture_output=True, text=True)
    loaded, _, rest = told.stdout.partition("\n")
    return loaded, rest


def test_addresses_are_checked_as_ever_by_a_grammar_that_was_put_off():
    pytest.importorskip("rfc3987_syntax")
    before, ever = answers("")
    after, late = answers("from yotlib.packs.kernels import quick_jsonschema; quick_jsonschema.load_jsonschema()")

    assert (before, after) == ("True", "False")
    assert late == ever
    assert "iri https://example.org/straße True" in late


def test_the_server_of_kernels_does_not_wait_for_that_grammar():
    loading = (
        "import sys, yotlib.packs.kernels.preload; print('nbformat' in sys.modules, 'rfc3987_syntax' in sys.modules)"
    )

    told = subprocess.run([sys.executable, "-c", loading], check=True, capture_output=True, text=True)

    assert told.stdout.split() == ["True", "False"]
