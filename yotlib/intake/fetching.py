"""Fetch published files from their publisher, and take each only if its hash is the one expected."""

import os
import tempfile
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yotlib.figures import added
from yotlib.figures.tidy import SOURCE_COLUMNS, parse
from yotlib.intake.added.adding import Progress, add
from yotlib.intake.added.merge import SEVERAL
from yotlib.intake.added.outcome import Added, Failed
from yotlib.intake.added.source_folder import SOURCES
from yotlib.reference.errors import AskedWrongly, NotKept, did_you_mean, nearest

BASE_VARIABLE = "YOTLIB_FETCH_FROM"
BASE = "https://raw.githubusercontent.com"
SECONDS_TO_CONNECT, SECONDS_OF_SILENCE = 10.0, 30.0
CHUNK = 64 * 1024

# Takes a file's name and returns the progress bar that pooch updates: `total`, `update`, `reset` and `close`.
Meter = Callable[[str], Any]
Adding = Callable[[], AbstractContextManager[Progress]]


@dataclass(frozen=True)
class Fetchable:
    """One published file at one commit of the repository it is published in, and its SHA-256."""

    what: str
    name: str
    repository: str
    commit: str
    path: str
    sha256: str

    def address(self, base: str) -> str:
        """Return the address of the file, below the `base` address."""
        return f"{base.rstrip('/')}/{self.repository}/{self.commit}/{self.path}"


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
    """The files that were here already, what became of those that were fetched, and the errors of the others."""

    already: tuple[str, ...]
    added: Added | None
    failed: tuple[Failed, ...]


def fetch(
    what: Sequence[str] = (), *, base: str = "", meter: Meter | None = None, adding: Adding | None = None
) -> Fetched:
    """Fetch the files of each kind named (all, if none is), and add them as `yot.data.add` does.

    A file whose hash is among those of the figures in hand is not fetched again. `base` is the address to take files
    from instead of the publisher's; if it is blank, $YOTLIB_FETCH_FROM. A file that cannot be fetched, or has another
    hash than expected, is not kept, and has its error in `failed`. `meter` shows the progress of each file, `adding`
    that of adding them all.
    """
    wanted, where = _files_to_fetch(what), _base_address(base)
    hashes = _hashes_in_hand()
    missing = [file for file in wanted if file.sha256 not in hashes]
    with tempfile.TemporaryDirectory(prefix="yotlib-fetch-") as folder:
        paths, failed = _download_all(missing, where, Path(folder), meter)
        outcome = _add(paths, adding) if paths else None
    return Fetched(tuple(file.name for file in wanted if file not in missing), outcome, tuple(failed))


def _add(paths: list[Path], adding: Adding | None) -> Added:
    with adding() if adding else nullcontext() as progress:
        return add(paths, progress=progress)


def _files_to_fetch(what: Sequence[str]) -> list[Fetchable]:
    kinds = list(dict.fromkeys(file.what for file in FILES))
    for name in what:
        if name not in kinds:
            offered = did_you_mean(nearest(name, kinds)) or f" It can fetch: {', '.join(kinds)}."
            raise AskedWrongly(f"There is nothing called {name!r} to fetch.{offered}")
    return [file for file in FILES if not what or file.what in what]


def _base_address(asked: str) -> str:
    base = asked or os.environ.get(BASE_VARIABLE) or BASE
    if not base.startswith(("http://", "https://")):
        raise AskedWrongly(f"{base!r} is no address to fetch from; write one that begins with https:// or http://.")
    return base


def _hashes_in_hand() -> set[str]:
    sources = added.read_added(only=[SOURCES])
    tables = [parse(files[SOURCES], SOURCE_COLUMNS, key) for key, files in sources.items()]
    return {each for table in tables for joined in table["sha256"] for each in joined.split(SEVERAL)}


def _download_all(
    files: list[Fetchable], base: str, folder: Path, meter: Meter | None
) -> tuple[list[Path], list[Failed]]:
    """Return the files downloaded to `folder`, and the error of each of the others."""
    paths: list[Path] = []
    failed: list[Failed] = []
    for file in files:
        try:
            paths.append(_download(file, base, folder, meter(file.name) if meter else None))
        except NotKept as error:
            failed.append((file.name, error))
    return paths, failed


def _download(file: Fetchable, base: str, folder: Path, bar: Any) -> Path:
    import pooch
    import requests

    pooch.get_logger().setLevel("WARNING")
    timeout = (SECONDS_TO_CONNECT, SECONDS_OF_SILENCE)
    downloader = pooch.HTTPDownloader(progressbar=bar or False, chunk_size=CHUNK, timeout=timeout)
    url = file.address(base)
    try:
        path = pooch.retrieve(url, f"sha256:{file.sha256}", fname=file.name, path=folder, downloader=downloader)
    except requests.RequestException as error:
        _close(bar)
        raise NotKept(_explain(file, url, _reason(error))) from None
    except ValueError:
        _close(bar)
        raise NotKept(_explain(file, url, "what came is not the file that is known, so it was not kept")) from None
    return Path(path)


def _close(bar: Any) -> None:
    if bar:
        bar.close()


def _explain(file: Fetchable, url: str, reason: str) -> str:
    return (
        f"{file.name} could not be fetched: {reason}. Try again later, say where else it is with --from, or fetch "
        f"{url} by hand and add it: yot data add FILE."
    )


def _reason(error: Exception) -> str:
    from requests import exceptions

    if isinstance(error, exceptions.HTTPError) and error.response is not None:
        return f"the server answered {error.response.status_code} {error.response.reason}"
    kinds = {
        exceptions.ProxyError: "the proxy could not be used; look at $HTTPS_PROXY and $HTTP_PROXY",
        exceptions.SSLError: "the server's certificate was not accepted",
        exceptions.Timeout: "the server did not answer in time",
        exceptions.ConnectionError: "there is no connection, or it broke off (this machine may be offline)",
        exceptions.ChunkedEncodingError: "the connection broke off before the end of the file",
        exceptions.InvalidProxyURL: "the proxy's address is none; look at $HTTPS_PROXY and $HTTP_PROXY",
        exceptions.InvalidURL: "the address is none",
    }
    reasons = [words for kind, words in kinds.items() if isinstance(error, kind)]
    return reasons[0] if reasons else f"the server cannot be understood ({type(error).__name__})"
