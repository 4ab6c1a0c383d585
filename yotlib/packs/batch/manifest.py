"""Write build.json of a folder of packs: every pack and how it was made, and the newest batch."""

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

RUNNING, ENDED, STOPPED = "running", "ended", "stopped"
_KEPT_OF_A_PACK = ("parameters", "formats", "engine", "versions", "made_from", "seconds")
_GIGABYTE = 1024**3


class Manifest:
    """The record of a batch, written again after each pack, so that it is true whenever the batch is stopped."""

    def __init__(self, out: Path, *, workers: int, engine: str, on_cluster: bool) -> None:
        self.out = out
        self.packs = {place.name: _summarise_pack(pack) for place, pack in read_packs(out).items()}
        self.packs |= {name: pack for name, pack in _read_failed(out).items() if name not in self.packs}
        self.batch: dict[str, Any] = {
            "status": RUNNING,
            "started": _now(),
            "ended": None,
            "workers": workers,
            "engine": engine,
            "on_cluster": on_cluster,
            "machine": describe_machine(),
            "versions": record.versions(),
        }
        self._write()

    def add_result(self, result: Result) -> None:
        """Record the result of one pack."""
        pack = up_to_date.read_record(self.out / result.name)
        summary = {} if pack is None else _summarise_pack(pack)
        self.packs[result.name] = summary | result.as_record()
        if result.attempts:
            self._write()

    def close(self, status: str = ENDED) -> None:
        """Record that the batch has ended, or was stopped."""
        self.batch |= {"status": status, "ended": _now()}
        self._write()

    def _write(self) -> None:
        """Write build.json."""
        _write(self.out, {"batch": self.batch, "packs": self.packs})


def read_packs(out: Path) -> dict[Path, dict[str, Any]]:
    """Return the records of the complete packs in a folder, by the pack's folder, in order of name."""
    records = {path.parent: up_to_date.read_record(path.parent) for path in sorted(out.glob(f"[!.]*/{record.NAME}"))}
    return {place: pack for place, pack in records.items() if pack is not None}


def read(out: Path) -> dict[str, Any]:
    """Read build.json of the folder `out`; return an empty dictionary if there is none."""
    try:
        manifest = json.loads((out / record.NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return manifest if isinstance(manifest, dict) else {}


def note_pack(out: Path, name: str) -> bool:
    """Record a pack that was built alone into the folder of a batch; return whether the folder is one.

    The caller holds the lock of the folder, so a batch that is recorded as running was killed.
    """
    manifest, pack = read(out), up_to_date.read_record(out / name)
    if "batch" not in manifest or pack is None:
        return False
    if manifest["batch"].get("status") == RUNNING:
        manifest["batch"] = manifest["batch"] | {"status": STOPPED}
    _write(out, manifest | {"packs": manifest.get("packs", {}) | {name: _summarise_pack(pack)}})
    return True


def _write(out: Path, manifest: dict[str, Any]) -> None:
    """Write build.json of a folder, its packs in order of name."""
    text = json.dumps(manifest | {"packs": dict(sorted(manifest["packs"].items()))}, indent=2, ensure_ascii=False)
    write_whole(out / record.NAME, f"{text}\n".encode())


def describe_machine() -> dict[str, Any]:
    """Return the kind of machine this is, without a name of it or its user."""
    facts: dict[str, Any] = {"system": platform.system(), "processor": platform.machine(), "cores": os.cpu_count()}
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        facts["memory_gb"] = round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / _GIGABYTE, 1)
    return facts


def _summarise_pack(pack: dict[str, Any]) -> dict[str, Any]:
    """Return what the manifest keeps of a pack's record, with one hash for all its outputs."""
    outputs = json.dumps(pack.get("outputs", {}), sort_keys=True)
    kept = {name: pack.get(name) for name in _KEPT_OF_A_PACK}
    return {"status": record.COMPLETE, **kept, "outputs": hashlib.sha256(outputs.encode()).hexdigest()}


def _read_failed(out: Path) -> dict[str, Any]:
    """Return the packs that an earlier batch recorded as failed."""
    return {name: pack for name, pack in read(out).get("packs", {}).items() if pack.get("status") == FAILED}


def _now() -> str:
    """Return the time as an ISO text in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")
