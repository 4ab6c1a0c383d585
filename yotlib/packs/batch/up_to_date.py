"""Which packs are up to date: made from what they would be made from now, and still as they were written."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from yotlib.packs import fingerprint, record
from yotlib.packs.order import Order

NOT_BUILT, TOUCHED, ASKED = "not built yet", "its files are not as they were written", "asked for with --force"


def why(order: Order, out: Path, made_from: Mapping[str, str]) -> str:
    """Why a pack is to be built; blank where it is up to date."""
    place = out / order.name
    before = built(place)
    if before is None:
        return NOT_BUILT
    if different := fingerprint.changed(before.get("made_from", {}), made_from):
        return f"changed: {', '.join(different)}"
    return "" if _as_written(place, before) else TOUCHED


def built(place: Path) -> dict[str, Any] | None:
    """The record of the pack at `place`; None if there is none that is whole."""
    try:
        told = json.loads((place / record.NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return told if isinstance(told, dict) and told.get("status") == record.COMPLETE else None


def _as_written(place: Path, before: Mapping[str, Any]) -> bool:
    try:
        return record.hashes({name: place / name for name in before["outputs"]}) == before["outputs"]
    except OSError:
        return False
