"""Fetch published files from their publisher, and take each only if its hash is the one expected.

The newest version of a file has no hash that is known; it is taken only where it is asked for.
"""

import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from yotlib.figures import added
from yotlib.figures.tidy import SOURCE_COLUMNS, parse
from yotlib.intake.added.adding import Progress, add
from yotlib.intake.added.merge import SEVERAL
from yotlib.intake.added.outcome import Added, Failed
from yotlib.intake.added.source_folder import SOURCES
from yotlib.intake.downloading import Fetchable, Meter, download_all
from yotlib.intake.newest import find_newest, latest_files
from yotlib.intake.readers import digest
from yotlib.reference import leftovers
from yotlib.reference.errors import AskedWrongly, NotKept, did_you_mean, nearest

BASE_VARIABLE = "YOTLIB_FETCH_FROM"
ASIDE = "yotlib-fetch-"
BASE = "https://raw.githubusercontent.com"
Adding = Callable[[], AbstractContextManager[Progress]]


_LAIT = "dfe-analytical-services/local-authority-interactive-tool"
FILES: tuple[Fetchable, ...] = (
    Fetchable(
        what="lait",
        name="bds_long_0.2025-11-17.parquet",
        repository=_LAIT,
        commit="a893414d03bd0c361c4599ced545c91f338f6a1a",
        path="01_data/02_prod/bds_long_0.parquet",
        sha256="728afbb818b8fe7ad20fd4563420c4a1d9e330a970ab3d690716af0ff47be93f",
    ),
    Fetchable(
        what="lait",
        name="bds_long_0.2026-02-11.parquet",
        repository=_LAIT,
        commit="eec14b32cd07fde44cbcb882ea557b09e64e639f",
        path="01_data/02_prod/bds_long_0.parquet",
        sha256="671a85756b038aa5a5438aea504ba3fa76b325879007272e322df725d488f18d",
    ),
)


@dataclass(frozen=True)
class Fetched:
    """The files that were here already, what became of those that were fetched, and the errors of the others.

    `newest` says which newest versions were found, and `newest_added` what became of each that was not here.
    """

    already: tuple[str, ...]
    added: Added | None
    failed: tuple[Failed, ...]
    newest: tuple[str, ...] = ()
    newest_added: tuple[Added, ...] = ()


def fetch(
    what: Sequence[str] = (),
    *,
    newest: bool = False,
    base: str = "",
    meter: Meter | None = None,
    adding: Adding | None = None,
) -> Fetched:
    """Fetch the files of each kind named (all, if none is), and add them as `yot.data.add` does.

    A file whose hash is among those of the figures in hand is not fetched again. `base` is the address to take files
    from instead of the publisher's; if it is blank, $YOTLIB_FETCH_FROM. A file that cannot be fetched, or has another
    hash than expected, is not kept, and has its error in `failed`. `meter` shows the progress of each file, `adding`
    that of adding them all. With `newest` the newest version of each file is taken too, as released on the day of its
    commit, and checked as any file is.
    """
    wanted, where = _files_to_fetch(what), _base_address(base)
    hashes = _hashes_in_hand()
    missing = [file for file in wanted if file.sha256 not in hashes]
    with leftovers.temporary_folder(ASIDE) as folder:
        paths, failed = download_all(missing, where, folder, meter)
        outcome = _add(paths, adding) if paths else None
    pinned = Fetched(tuple(file.name for file in wanted if file not in missing), outcome, tuple(failed))
    return _fetch_newest(pinned, wanted, base or os.environ.get(BASE_VARIABLE, ""), meter, adding) if newest else pinned


def _add(paths: list[Path], adding: Adding | None, released: str = "") -> Added:
    with adding() if adding else nullcontext() as progress:
        return add(paths, released=released, progress=progress)


def _fetch_newest(
    done: Fetched, wanted: list[Fetchable], base: str, meter: Meter | None, adding: Adding | None
) -> Fetched:
    """Return what was done, with the newest version of each file added, unless it is a pinned one or here already."""
    for file in latest_files(wanted):
        try:
            found = find_newest(file, base)
        except NotKept as error:
            done = replace(done, failed=(*done.failed, (file.name, error)))
            continue
        done = replace(done, newest=(*done.newest, found.description))
        if found.file.commit in {pinned.commit for pinned in wanted}:
            continue
        with leftovers.temporary_folder(ASIDE) as folder:
            paths, failed = download_all([found.file], base or BASE, folder, meter)
            new = [path for path in paths if digest(path) not in _hashes_in_hand()]
            added_now = tuple(_add([path], adding, str(found.day)) for path in new)
        already = tuple(path.name for path in paths if path not in new)
        done = replace(
            done,
            already=(*done.already, *already),
            failed=(*done.failed, *failed),
            newest_added=(*done.newest_added, *added_now),
        )
    return done


def _files_to_fetch(what: Sequence[str]) -> list[Fetchable]:
    kinds = list(dict.fromkeys(file.what for file in FILES))
    for name in what:
        if name not in kinds:
            offered = did_you_mean(nearest(name, kinds)) or f" It can fetch: {', '.join(kinds)}."
            raise AskedWrongly(f"There is nothing called {name!r} to fetch.{offered}")
    return [file for file in FILES if not what or file.what in what]


def _base_address(asked: str) -> str:
    base = asked or os.environ.get(BASE_VARIABLE) or BASE
    address = urlsplit(base)
    on_this_machine = address.scheme == "http" and address.hostname in ("localhost", "127.0.0.1", "::1")
    if not address.hostname or not (address.scheme == "https" or on_this_machine):
        raise AskedWrongly(f"{base!r} is no address to fetch from; write one that begins with https://.")
    return base


def _hashes_in_hand() -> set[str]:
    sources = added.read_added(only=[SOURCES])
    tables = [parse(files[SOURCES], SOURCE_COLUMNS, key) for key, files in sources.items()]
    return {each for table in tables for joined in table["sha256"] for each in joined.split(SEVERAL)}
