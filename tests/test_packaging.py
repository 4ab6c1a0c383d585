"""The files that say what to install agree, and a wheel carries the suite."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import PackageNotFoundError, packages_distributions, requires, version
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from yotlib.reference import extras

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PROJECT = PYPROJECT["project"]
RUN = PROJECT["dependencies"]
EXTRAS = PROJECT["optional-dependencies"]
LAB, CLUSTER, DEV = EXTRAS["lab"], EXTRAS["cluster"], EXTRAS["dev"]
BUILD = PYPROJECT["dependency-groups"]["build"]
LOCKS = {"requirements.lock": [*RUN, *LAB, *BUILD], "requirements-dev.lock": [*RUN, *LAB, *DEV, *BUILD]}


def bounds(requirements):
    """Return the version bounds of requirements by canonical name."""
    parsed = map(Requirement, requirements)
    return {canonicalize_name(requirement.name): requirement.specifier for requirement in parsed}


def brought(requirements):
    """Return the names of the packages that requirements bring here, and those bring in turn, without themselves."""
    names, waiting = set(), [Requirement(requirement) for requirement in requirements]
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if (requirement.marker and not requirement.marker.evaluate({"extra": ""})) or name in names:
            continue
        names.add(name)
        try:
            waiting += map(Requirement, requires(name) or [])
        except PackageNotFoundError:  # for another system
            continue
    return names


def imported():
    """Return the top names of the packages of others that the library imports, also inside functions."""
    names = set()
    for path in (ROOT / "yotlib").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names.add(str(node.module).partition(".")[0])
    return names - sys.stdlib_module_names - {"yotlib"}


def are_among(module, packages):
    """Return whether a module comes with one of the packages."""
    return any(canonicalize_name(name) in packages for name in packages_distributions().get(module, []))


def locked(name):
    """Return each requirement of a lock file, with its hashes, by canonical name."""
    text = (ROOT / name).read_text().replace("\\\n", "")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {canonicalize_name(re.split("[=<>~! ;]", line)[0]): line for line in lines}


def without_systems(line):
    """Return a line of a lock without the systems it is for, since development tools may need it on more of them."""
    return re.sub(r" ;.*?(?=\s+--hash)", "", line)


def locked_version(line):
    """Return the version that a line of a lock pins."""
    return line.partition("==")[2].split()[0]


def test_environment_yml_has_the_dependencies_of_pyproject_with_the_same_bounds():
    dependencies = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    conda = [entry for entry in dependencies if isinstance(entry, str)]
    pip = next(entry["pip"] for entry in dependencies if isinstance(entry, dict))

    environment = bounds([*conda, *(entry for entry in pip if not entry.startswith("-"))])

    assert environment.pop("python") == SpecifierSet(PROJECT["requires-python"] + ",<3.14")
    assert environment.pop("pip") == SpecifierSet()
    assert environment == bounds([*RUN, *LAB, *CLUSTER, *DEV])
    assert pip[-1] == "--editable ."


def test_a_plain_install_brings_all_that_the_library_imports_but_what_it_asks_for_by_an_extra():
    plain = brought(RUN)

    missing = {module for module in imported() if not are_among(module, plain)}

    assert missing == {"ipywidgets", "distributed"} <= extras.EXTRAS.keys()


def test_a_plain_install_brings_no_jupyterlab():
    assert brought(RUN) & {"jupyterlab", "notebook", "ipywidgets", "jupyter-server", "distributed"} == set()


@pytest.mark.parametrize(("module", "extra"), extras.EXTRAS.items())
def test_the_extra_that_is_asked_for_brings_the_module(module, extra):
    assert are_among(module, brought(EXTRAS[extra]))


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_every_dependency_within_its_bounds(lock):
    pins = {name: locked_version(line) for name, line in locked(lock).items()}
    required = bounds(LOCKS[lock])

    outside = [f"{name}{bound}" for name, bound in required.items() if name not in pins or pins[name] not in bound]

    assert outside == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_a_hash(lock):
    assert [name for name, line in locked(lock).items() if "--hash=sha256:" not in line] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_no_address(lock):
    assert "://" not in (ROOT / lock).read_text()


def test_the_development_lock_holds_the_lines_of_the_lock():
    run, dev = locked("requirements.lock"), locked("requirements-dev.lock")

    assert {name: without_systems(dev.get(name, "")) for name in run} == {
        name: without_systems(line) for name, line in run.items()
    }


def test_the_build_backend_is_the_locked_one():
    assert PYPROJECT["build-system"]["requires"] == [
        requirement for requirement in BUILD if requirement.startswith("hatchling")
    ]


def test_contributing_gives_a_reason_for_every_dependency_and_for_no_other():
    _, _, dependencies = (ROOT / "CONTRIBUTING.md").read_text().partition("## Dependencies")
    names = re.findall(r"^\| `(.+?)` \| \S.* \|$", dependencies, flags=re.M)

    assert {canonicalize_name(name) for name in names} == set(bounds([*RUN, *LAB, *CLUSTER, *DEV, *BUILD]))


def test_the_version_is_the_same_wherever_it_is_given():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text())

    assert citation["version"] == PROJECT["version"] == version("yotlib")


@pytest.mark.slow
def test_a_wheel_carries_the_suite_but_not_a_teams_own_figures(tmp_path):
    clone = tmp_path / "clone"
    for folder in ("yotlib", "notebooks", "data"):
        shutil.copytree(ROOT / folder, clone / folder, ignore=shutil.ignore_patterns("local", "__pycache__"))
    for file in ("pyproject.toml", "README.md", "LICENSE", "LICENCE-FIGURES.md"):
        shutil.copy(ROOT / file, clone)
    (clone / "data" / "local").mkdir()
    (clone / "data" / "local" / "ours.csv").write_text("area,measure\n")

    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path], cwd=clone, check=True)

    (wheel,) = tmp_path.glob("*.whl")
    carried = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    suite = [path for folder in ("notebooks", "data") for path in (ROOT / folder).glob("*.*")]
    package = [path for path in (ROOT / "yotlib").rglob("*.*") if "__pycache__" not in path.parts]
    expected = {f"yotlib/_suite/{path.relative_to(ROOT)}" for path in suite}
    expected |= {str(path.relative_to(ROOT)) for path in package}
    assert expected <= carried
    assert any(name.endswith(".ipynb") for name in carried)
    assert {
        "yotlib/py.typed",
        "yotlib/charts/yot.mplstyle",
        "yotlib/_suite/data/figures/first_time_entrants.csv",
    } <= carried
    assert [name for name in carried if name.endswith("/ours.csv")] == []
