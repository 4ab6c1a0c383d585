"""Download published files from their addresses, each with the hash that it must have, and say why one cannot be."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yotlib.intake.added.outcome import Failed
from yotlib.reference.errors import NotKept

# Takes a file's name and returns the progress bar that pooch updates: `total`, `update`, `reset` and `close`.
Meter = Callable[[str], Any]


@dataclass(frozen=True)
class Fetchable:
    """One published file at one commit of the repository it is published in, and its SHA-256, blank if not known."""

    what: str
    name: str
    repository: str
    commit: str
    path: str
    sha256: str

    def address(self, base: str) -> str:
        """Return the address of the file, below the `base` address."""
        return f"{base.rstrip('/')}/{self.repository}/{self.commit}/{self.path}"


def download_all(
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

    from yotlib.intake import asking

    def downloader(url: str, output_file: str, _: Any) -> None:
        asking.save(url, Path(output_file), bar)

    pooch.get_logger().setLevel("WARNING")
    url, expected = file.address(base), f"sha256:{file.sha256}" if file.sha256 else None
    try:
        path = pooch.retrieve(url, expected, fname=file.name, path=folder, downloader=downloader)
    except requests.RequestException as error:
        _close(bar)
        raise NotKept(_explain(file, url, explain_failure(error))) from None
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


def explain_failure(error: Exception) -> str:
    """Say in words why a server could not be asked."""
    from requests import exceptions

    from yotlib.intake.asking import Refused

    if isinstance(error, Refused):
        return str(error)
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
