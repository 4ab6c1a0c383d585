"""Refuse what an extra of yotlib brings where it is not installed, with the command that installs it."""

from importlib.util import find_spec

from yotlib.reference.errors import YotError

# The extra that brings each module which a plain install has not.
EXTRAS = {"distributed": "cluster", "ipywidgets": "lab", "jupyterlab": "lab"}


def missing(module: str, what: str) -> str:
    """Return a sentence that says what needs a module and how to install it; blank where it is installed.

    >>> missing("pandas", "Comparing")
    ''
    """
    if find_spec(module) is not None:
        return ""
    return f'{what} needs {module}, which is not installed here: pip install "yotlib[{EXTRAS[module]}]".'


def need(module: str, what: str) -> None:
    """Raise YotError with that sentence where the module is not installed."""
    if sentence := missing(module, what):
        raise YotError(sentence)
