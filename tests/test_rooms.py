"""The rooms of CONTRIBUTING.md: imports go one way, never in a circle, and no room is added unseen."""

import ast
from pathlib import Path

import pytest

import yotlib

# A room may import from the rooms on the lines above it. Rooms on one line may not import each other.
ORDER = (
    ("reference",),
    ("figures",),
    ("analysis",),
    ("intake",),
    ("findings",),
    ("charts", "tables"),
    ("explore",),
    ("__init__",),
    ("packs",),
    ("command",),
    ("__main__",),
)
LEVELS = {room: level for level, rooms in enumerate(ORDER) for room in rooms}
MOST_ROOMS = 12
NOT_CODE = ("__pycache__", "_suite")  # what Python caches, and the notebooks and figures that a wheel carries


def rooms_of(package):
    """Return the names of the modules and folders at the top of a package."""
    return sorted(
        path.stem
        for path in package.iterdir()
        if path.suffix == ".py" or (path.is_dir() and path.name not in NOT_CODE and _has_files(path))
    )


def _has_files(folder):
    """Return whether a folder holds more than the cache of modules that were moved elsewhere."""
    return any(path.is_file() and path.suffix != ".pyc" for path in folder.rglob("*"))


def modules_of(package):
    """Return the path of each module of a package by its dotted name; an `__init__` has its folder's name."""
    paths = {path.relative_to(package.parent).with_suffix(""): path for path in sorted(package.rglob("*.py"))}
    return {".".join(part for part in name.parts if part != "__init__"): path for name, path in paths.items()}


def imports_of(name, modules):
    """Return the modules that a module imports, among those given, also inside functions and for type checks.

    `from room import module` imports the module, `from module import function` the module that has the function.
    """
    folder = name if modules[name].name == "__init__.py" else name.rpartition(".")[0]
    imported = set()
    for node in ast.walk(ast.parse(modules[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            source = _imported_from(node, folder)
            targets = {f"{source}.{alias.name}" for alias in node.names}
            imported |= {target if target in modules else source for target in targets}
    return (imported & modules.keys()) - {name}


def _imported_from(node, folder):
    """Return the dotted name that follows `from`, with the dots of a relative import resolved."""
    if not node.level:
        return node.module
    parts = folder.split(".")
    return ".".join([*parts[: len(parts) + 1 - node.level], *filter(None, [node.module])])


def import_graph(package):
    """Return what each module of a package imports from the same package."""
    modules = modules_of(package)
    return {name: imports_of(name, modules) for name in modules}


def room_of(module):
    """Return the room of a module; the package itself is the room `__init__`."""
    return [*module.split("."), "__init__"][1]


def unknown_rooms(package):
    """Return a sentence for each room that CONTRIBUTING.md does not have, and one if there are too many."""
    rooms = rooms_of(package)
    problems = [
        f"{package.name}/{room} is not one of the rooms {', '.join(LEVELS)}." for room in rooms if room not in LEVELS
    ]
    if len(rooms) > MOST_ROOMS:
        problems.append(f"{package.name} has {len(rooms)} rooms, more than {MOST_ROOMS}: {', '.join(rooms)}.")
    return problems


def backward_imports(package):
    """Return a sentence for each import of a room that does not come before the importing one."""
    return [
        f"{name} imports {module}, but {room_of(module)} does not come before {room_of(name)}."
        for name, imported in import_graph(package).items()
        for module in sorted(imported)
        if room_of(name) != room_of(module) and {room_of(name), room_of(module)} <= LEVELS.keys()
        if LEVELS[room_of(module)] >= LEVELS[room_of(name)]
    ]


def circular_imports(package):
    """Return a sentence for each circle of modules, naming them in turn from the first in the alphabet."""
    graph = import_graph(package)
    circles = [shortest_circle(graph, name) for name in sorted(graph)]
    return [
        f"{' imports '.join([*circle, circle[0]])}: a circle."
        for circle in circles
        if circle and circle[0] == min(circle)
    ]


def shortest_circle(graph, first):
    """Return the modules on the shortest way from a module back to itself; none if there is no way."""
    ways, reached = [[first]], set()
    for way in ways:
        if first in graph[way[-1]]:
            return way
        following = sorted(graph[way[-1]] - reached)
        reached.update(following)
        ways.extend([*way, module] for module in following)
    return []


@pytest.fixture(scope="module")
def package():
    return Path(yotlib.__file__).parent


def test_the_package_has_only_the_rooms_of_the_design(package):
    assert unknown_rooms(package) == []


def test_no_module_imports_a_room_that_does_not_come_before_its_own(package):
    assert backward_imports(package) == []


def test_no_modules_import_each_other_in_a_circle(package):
    assert circular_imports(package) == []


@pytest.fixture
def made_up(tmp_path):
    """Return a function that writes a package of modules, given as sources by path, and returns its folder."""

    def made_up(modules):
        for name, source in {"__init__": "", **modules}.items():
            path = tmp_path / "madeup" / f"{name}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(source, encoding="utf-8")
        return tmp_path / "madeup"

    return made_up


@pytest.mark.parametrize(
    "source",
    [
        "from madeup.findings import headline",
        "from madeup import findings",
        "import madeup.findings",
        "from ..findings import headline",
        "from .. import findings",
        "def show():\n    from madeup.findings import headline",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from madeup import findings",
    ],
)
def test_an_import_of_a_later_room_is_found_wherever_and_however_it_is_written(made_up, source):
    package = made_up({"figures/load": source, "findings/__init__": ""})

    assert backward_imports(package) == [
        "madeup.figures.load imports madeup.findings, but findings does not come before figures."
    ]


@pytest.mark.parametrize(("room", "other"), [("charts", "tables"), ("tables", "charts")])
def test_charts_and_tables_may_not_import_each_other(made_up, room, other):
    package = made_up({f"{room}/trends": f"from madeup.{other} import table", f"{other}/__init__": ""})

    assert backward_imports(package) == [
        f"madeup.{room}.trends imports madeup.{other}, but {other} does not come before {room}."
    ]


def test_packs_may_import_the_package_itself_and_explore_may_not(made_up):
    package = made_up({"__init__": "", "packs/build": "import madeup", "explore": "from madeup import load"})

    assert backward_imports(package) == ["madeup.explore imports madeup, but __init__ does not come before explore."]


def test_imports_of_earlier_rooms_and_of_other_packages_are_accepted(made_up):
    package = made_up(
        {
            "reference/areas": "import pandas as pd",
            "figures/load": "from madeup.reference import areas\nfrom madeup.figures.tidy import parse",
            "figures/tidy": "from madeup.reference.areas import find",
            "command/main": "from madeup.figures import load",
        }
    )

    assert (unknown_rooms(package), backward_imports(package), circular_imports(package)) == ([], [], [])


def test_a_circle_of_two_modules_is_found_once_even_inside_functions(made_up):
    package = made_up(
        {
            "figures/load": "from madeup.figures.cache import keep",
            "figures/cache": "def keep():\n    from madeup.figures.load import load",
        }
    )

    assert circular_imports(package) == [
        "madeup.figures.cache imports madeup.figures.load imports madeup.figures.cache: a circle."
    ]


def test_a_circle_through_several_modules_and_a_folder_is_found(made_up):
    package = made_up(
        {
            "charts/__init__": "from madeup.charts.trends import draw",
            "charts/trends": "from madeup.charts import canvas",
            "charts/canvas": "from madeup.charts import draw",
        }
    )

    assert circular_imports(package) == [
        "madeup.charts imports madeup.charts.trends imports madeup.charts.canvas imports madeup.charts: a circle."
    ]


@pytest.mark.parametrize("path", ["helpers", "helpers/words"])
def test_a_module_or_folder_that_is_no_room_is_found(made_up, path):
    assert unknown_rooms(made_up({path: ""})) == [
        "madeup/helpers is not one of the rooms reference, figures, analysis, intake, findings, charts, tables, "
        "explore, __init__, packs, command, __main__."
    ]


def test_a_thirteenth_room_is_found(made_up):
    rooms = {room: "" for room in LEVELS}
    assert unknown_rooms(made_up(rooms)) == []

    problems = unknown_rooms(made_up({**rooms, "helpers": ""}))

    assert problems[-1] == (
        "madeup has 13 rooms, more than 12: __init__, __main__, analysis, charts, command, explore, figures, findings, "
        "helpers, intake, packs, reference, tables."
    )


def test_markers_and_caches_are_no_rooms(made_up):
    package = made_up({})
    (package / "py.typed").touch()
    (package / "store" / "__pycache__").mkdir(parents=True)
    (package / "store" / "__pycache__" / "inhand.cpython-311.pyc").touch()

    assert rooms_of(package) == ["__init__"]
