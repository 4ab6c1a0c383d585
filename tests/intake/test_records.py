"""A pack's record names what was added among what it was built from."""

import hashlib
import json

import pytest

from tests.madeup import clone
from tests.madeup.listing import write
from yotlib import intake
from yotlib.packs import record
from yotlib.packs.order import Order


@pytest.fixture(autouse=True)
def added(monkeypatch, tmp_path):
    """The folder of added figures, empty as yet."""
    return clone.settle(monkeypatch, tmp_path)


def test_a_packs_record_has_the_hash_of_every_added_file_under_one_name_everywhere(tmp_path, added):
    intake.add([write(tmp_path / "a.csv", {"area": "york", "value": "4"}, source="ours")])

    build_json = write_record(tmp_path)

    inputs = json.loads(build_json)["inputs"]
    content = (added / "ours" / "figures.csv").read_bytes()
    assert inputs["data/local/ours/figures.csv"] == hashlib.sha256(content).hexdigest()
    assert set(inputs) == {
        *(f"data/{path.name}" for path in (tmp_path / "data").glob("*.csv")),
        *(f"data/local/ours/{path.name}" for path in (added / "ours").iterdir()),
    }
    assert str(tmp_path) not in build_json


def write_record(tmp_path):
    """Return build.json of a pack made from what is in hand."""
    york, making = Order("york", "York", (), {}, (), data=tmp_path / "data"), tmp_path / "making"
    making.mkdir()
    record.write(york, making, seconds=1, engine="warm", made_from={}, inputs=record.hash_inputs(york))
    return (making / "build.json").read_text()
