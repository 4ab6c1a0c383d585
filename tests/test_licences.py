"""What is shipped may be shipped: each source of figures has known terms, and each package that a run needs is free."""

import csv
import re
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TERMS = (ROOT / "LICENCE-FIGURES.md").read_text()
FREE = re.compile(r"Apache|BSD|MIT|ISC|MPL|Mozilla|PSF|Python Software Foundation|HPND")
NOT_FREE_TO_JOIN = re.compile(r"\bA?GPL|GNU (Affero )?General|Proprietary", flags=re.I)


def sources():
    """Return the rows of the table of sources."""
    with (ROOT / "data" / "sources.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def locked_packages():
    """Return the names of the packages that a run needs and that are installed on this system."""
    lines = (ROOT / "requirements.lock").read_text().replace("\\\n", "").splitlines()
    names = [re.split("[=<>~! ;]", line)[0] for line in lines if line and not line.startswith("#")]
    installed = {re.sub("[-_.]+", "-", each.name).lower() for each in metadata.distributions()}
    return [name for name in names if name in installed]


def licence(package):
    """Return the licence that a package states: as an expression, else in its classifiers, else in words."""
    stated = metadata.metadata(package)
    classes = [each.rpartition(" :: ")[2] for each in stated.get_all("Classifier", []) if each.startswith("License")]
    return stated.get("License-Expression") or "; ".join(classes) or stated.get("License", "").partition("\n")[0]


def test_every_source_has_terms_that_the_licence_of_the_figures_states():
    assert {source["licence"] for source in sources()} <= {"OGL v3", "OGL v3 (logos excluded)", "facts"}
    assert "Open Government Licence v3.0" in TERMS


def test_the_licence_of_the_figures_names_every_source_of_facts():
    named = TERMS.partition("marked `facts`")[2]

    assert named
    for source in sources():
        if source["licence"] == "facts":
            name = source["title"] if source["publisher"] == "several" else source["publisher"]
            assert name.casefold() in " ".join(named.split()).casefold(), source["source"]


@pytest.mark.parametrize("package", locked_packages())
def test_a_package_that_a_run_needs_has_a_free_licence_that_asks_nothing_of_ours(package):
    stated = licence(package)

    assert FREE.search(stated), stated
    assert not NOT_FREE_TO_JOIN.search(stated), stated
