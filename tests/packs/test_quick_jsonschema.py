"""The slow URL checker is not loaded until it is used, and then works as usual."""

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
    """Return whether the grammar was loaded with jsonschema, and all that the script prints after it."""
    script = ASKED.format(first=first)
    printed = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    loaded, _, rest = printed.stdout.partition("\n")
    return loaded, rest


def test_addresses_are_checked_as_usual_by_a_grammar_that_is_loaded_late():
    pytest.importorskip("rfc3987_syntax")
    loaded_usually, expected = answers("")
    loading = "from yotlib.packs.kernels import quick_jsonschema; quick_jsonschema.load_jsonschema()"
    loaded_by_us, observed = answers(loading)

    assert (loaded_usually, loaded_by_us) == ("True", "False")
    assert observed == expected
    assert "iri https://example.org/straße True" in observed


def test_the_server_of_kernels_does_not_wait_for_that_grammar():
    loading = (
        "import sys, yotlib.packs.kernels.preload; print('nbformat' in sys.modules, 'rfc3987_syntax' in sys.modules)"
    )

    printed = subprocess.run([sys.executable, "-c", loading], check=True, capture_output=True, text=True)

    assert printed.stdout.split() == ["True", "False"]
