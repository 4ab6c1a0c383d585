"""build.json of a folder of packs: every pack and how it came to be, and the batch that ran last."""

import hashlib
import json
import os
import platform
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from yotlib.packs import record
from yotlib.packs.batch import up_to_date
from yotlib.packs.batch.job import FAILED, Result
from yotlib.reference.whole_files import write_whole

RUNNING, ENDED = "running", "ended"
_GIGABYTE = 1024**3


class Book:
    """The record of a batch, written anew after each pack, so that it is true whenever the batch is stopped."""

    def __init__(self, out: Path, *, workers: int, engine: str, on_cluster: bool) -> None:
        self.out = out
        self.packs = {place.name: _of_pack(told) for place, told in standing(out).items()}
        self.packs |= {name: told for name, told in _failed_before(out).items() if name not in self.packs}
        self.batch: dict[str, Any] = {
            "status": RUNNING,
            "started": _now(),
            "ended": None,
            "workers": workers,
            "engine": engine,
            "on_cluster": on_cluster,
            "machine": machine(),
            "versions": record.versions(),
        }
        self._write()

    def note(self, result: Result) -> None:
        """Record what became of a pack."""
        told = up_to_date.built(self.out / result.name)
        mine = {} if told is None else _of_pack(told)
        self.packs[result.name] = mine | result.recorded()
        if result.attempts:
            self._write()

    def close(self) -> None:
        """Record that the batch has come to its end."""
        self.batch |= {"status": ENDED, "ended": _now()}
        self._write()

    def _write(self) -> None:
        told = {"batch": self.batch, "packs": dict(sorted(self.packs.items()))}
        text = json.dumps(told, indent=2, ensure_ascii=False) + "\n"
        write_whole(self.out / record.NAME, text.encode())


def standing(out: Path) -> dict[Path, dict[str, Any]]:
    """The records of the whole packs in a folder, by the pack's folder, in the order of their names."""
    found = {path.parent: up_to_date.built(path.parent) for path in sorted(out.glob(f"[!.]*/{record.NAME}"))}
    return {place: told for place, told in found.items() if told is not None}


def read(out: Path) -> dict[str, Any]:
    """What build.json of the folder `out` says; nothing if there is none."""
    try:
        told = json.loads((out / record.NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def machine() -> dict[str, Any]:
    """What kind of machine this is, without its name or anybody's."""
    facts: dict[str, Any] = {"system": platform.system(), "processor": platform.machine(), "cores": os.cpu_count()}
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        facts["memory_gb"] = round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / _GIGABYTE, 1)
    return facts


def _of_pack(told: dict[str, Any]) -> dict[str, Any]:
    kept = {name: told.get(name) for name in ("parameters", "formats", "engine", "versions", "made_from", "seconds")}
    outputs = json.dumps(told.get("outputs", {}), sort_keys=True)
    return {"status": record.COMPLETE, **kept, "outputs": hashlib.sha256(outputs.encode()).hexdigest()}


def _failed_before(out: Path) -> dict[str, Any]:
    return {name: told for name, told in read(out).get("packs", {}).items() if told.get("status") == FAILED}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
