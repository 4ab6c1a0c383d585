"""What an extra brings is asked for by the name of the extra, in one line, where it is not installed."""

import pytest

from yotlib.reference import extras
from yotlib.reference.errors import YotError


@pytest.fixture
def plain(monkeypatch):
    """Have none of the modules that an extra brings."""
    monkeypatch.setattr(extras, "find_spec", lambda name: None)


@pytest.mark.parametrize(
    ("module", "extra"), [("jupyterlab", "lab"), ("ipywidgets", "lab"), ("distributed", "cluster")]
)
@pytest.mark.usefixtures("plain")
def test_what_is_missing_is_named_with_the_command_that_installs_it(module, extra):
    with pytest.raises(YotError) as refused:
        extras.need(module, "This page")

    said = f'This page needs {module}, which is not installed here: pip install "yotlib[{extra}]".'
    assert str(refused.value) == extras.missing(module, "This page") == said


def test_what_is_installed_is_not_asked_for():
    extras.need("ipywidgets", "This page")

    assert extras.missing("ipywidgets", "This page") == ""
