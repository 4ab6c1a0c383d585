"""Build one pack into a folder that a batch may have made, and keep that folder's record and index true."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from yotlib.intake.added import lock
from yotlib.packs import build
from yotlib.packs.batch import clean_up, index, manifest
from yotlib.packs.batch.run import BUSY, check_folder
from yotlib.packs.order import Order


def build_alone(wanted: Order, out: Path, *, progress: build.Progress | None = None) -> Path:
    """Build a pack into `out` and return its folder, as `build` does, while no batch and no other report writes there.

    What a killed run left in `out` is deleted first. Where `out` has the record of a batch, the pack is entered in it
    and in the index. Raises NotKept where a batch is writing to `out`.
    """
    with _held(out):
        clean_up.remove_unfinished(out)
        place = build.build(wanted, out=out, progress=progress)
        if manifest.note_pack(out, wanted.name):
            index.write(out)
    return place


@contextmanager
def _held(out: Path) -> Iterator[None]:
    """Hold the lock of `out`; wait for another report, not for a batch. A folder made here that stays empty goes."""
    made = [folder for folder in (out, *out.parents) if not folder.exists()]
    check_folder(out)
    at_work = manifest.read(out).get("batch", {}).get("status") == manifest.RUNNING
    try:
        with lock.locked(out, patience=0 if at_work else lock.PATIENCE, busy=BUSY):
            yield
    finally:
        for folder in made:
            if {path.name for path in folder.iterdir()} <= {lock.NAME}:
                (folder / lock.NAME).unlink(missing_ok=True)
                folder.rmdir()
