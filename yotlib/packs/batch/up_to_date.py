"""Check which packs are up to date: their inputs are as they were, and their files as they were written."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from yotlib.packs import fingerprint, record
from yotlib.packs.order import Order

NOT_BUILT, TOUCHED, ASKED = "not built yet", "its files are not as they were written", "asked for with --force"


def why_build(order: Order, out: Path, made_from: Mapping[str, str]) -> str:
    """Return why a pack is to be built; blank if it is up to date."""
    place = out / order.name
    pack = read_record(place)
    if pack is None:
        return NOT_BUILT
    if changed := fingerprint.changed_inputs(pack.get("made_from", {}), made_from):
        return f"changed: {', '.join(changed)}"
    return "" if _is_as_written(place, pack) else TOUCHED


def read_record(place: Path) -> dict[str, Any] | None:
    """Read the record of the pack in the folder `place`; return None if there is no complete pack."""
    try:
        pack = json.loads((place / record.NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return pack if isinstance(pack, dict) and pack.get("status") == record.COMPLETE else None


def _is_as_written(place: Path, pack: Mapping[str, Any]) -> bool:
    """Return whether every file of a pack still has the hash in its record."""
    try:
        return record.hash_files({name: place / name for name in pack["outputs"]}) == pack["outputs"]
    except OSError:
        return False
