"""What is held follows from which files were added, not from their order, nor from that of their rows."""

from itertools import permutations

import pytest

from tests.madeup import clone
from tests.madeup.listing import write
from tests.madeup.tidy import REGIONS
from yotlib import intake
from yotlib.figures import load
from yotlib.intake import checks
from yotlib.reference import folders

KEY = "made-up-2026-02"
FILES = {
    "nation.csv": [{"area": "england", "value": "3071"}, {"area": "york", "value": "40", "doubt": "perhaps"}],
    "regions.csv": [{"area": area, "value": str(value)} for area, value in REGIONS.items()],
    "another.csv": [{"area": "york", "value": "41"}, {"area": "bury", "value": "5", "population": "99"}],
    "less.csv": [{"area": "bury", "value": "5"}, {"area": "oldham", "note": "[x] not printed"}, {"area": "Atlantis"}],
    "neighbours.csv": [
        {"listing": "neighbours", "area": "york", "note": name, "value": place}
        for name, place in [("leeds", "10"), ("bury", "1"), ("oldham", "2")]
    ],
}
ORDERS = list(permutations(FILES))
FIRST, LAST = ORDERS[0], ORDERS[-1]


@pytest.fixture(autouse=True)
def _added(monkeypatch, tmp_path):
    clone.settle(monkeypatch, tmp_path)
    monkeypatch.setattr(checks, "CHECKS", (checks.check_nesting, checks.check_repeated_areas))


@pytest.fixture
def holds(monkeypatch, tmp_path):
    """Add files to a folder of their own, each list of them at once: what the folder then holds."""

    def run(*together):
        paths = {name: write(tmp_path / name, *rows, **publication_of(name)) for name, rows in FILES.items()}
        monkeypatch.setenv("YOTLIB_DATA", str(tmp_path / "added" / " ".join(map(str, together))))
        for names in together:
            intake.add([paths[name] for name in names])
        files = sorted(path for path in folders.added().rglob("*") if path.is_file() and path.name != ".lock")
        return {str(path.relative_to(folders.added())): path.read_bytes() for path in files}

    return run


def publication_of(name):
    return {"source": "made-up-neighbours", "released": "2024-05"} if name == "neighbours.csv" else {}


def one_by_one(order):
    return [[name] for name in order]


def test_files_added_together_are_held_as_they_ought_to(holds):
    files = holds(FIRST)

    assert list(files) == [
        *(f"{KEY}/{name}.csv" for name in ("faults", "figures", "held_back", "sources")),
        *(f"made-up-neighbours/{name}.csv" for name in ("figures", "neighbours", "sources")),
    ]
    table = load.load().query("source == @KEY").set_index("area")
    assert sorted(table.index) == sorted([*REGIONS, "bury", "oldham"])
    assert table.loc["bury", ["value", "population"]].tolist() == [5, 99]
    assert intake.held_back()[["area", "value"]].values.tolist() == [["england", 3071], ["york", 40], ["york", 41]]
    assert files["made-up-neighbours/neighbours.csv"].decode().splitlines()[1:] == [
        "york,bury,1,made-up-neighbours",
        "york,oldham,2,made-up-neighbours",
        "york,leeds,10,made-up-neighbours",
    ]


@pytest.mark.parametrize(
    "together",
    [[LAST], one_by_one(FIRST), one_by_one(LAST), [LAST[2:], LAST[:2]]],
    ids=["last first", "one by one", "one by one, last first", "in two goes"],
)
def test_the_order_of_adding_does_not_matter(holds, together):
    assert holds(*together) == holds(FIRST)


@pytest.mark.slow
@pytest.mark.parametrize("order", ORDERS, ids=range(len(ORDERS)))
def test_no_order_of_adding_one_by_one_matters(holds, order):
    assert holds(*one_by_one(order)) == holds(FIRST)


def test_the_order_of_rows_does_not_matter_but_for_the_rows_that_are_named(monkeypatch, tmp_path):
    rows = [row for name in ("nation.csv", "regions.csv", "another.csv") for row in FILES[name]]
    found = []
    for number, order in enumerate([rows, rows[::-1]]):
        monkeypatch.setenv("YOTLIB_DATA", str(tmp_path / f"added-{number}"))
        intake.add([write(tmp_path / "a.csv", *order)])
        found.append((load.load(), intake.held_back().drop(columns="row")))

    assert found[0][0].equals(found[1][0])
    assert found[0][1].equals(found[1][1])
